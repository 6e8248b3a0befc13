"""A line of text → why its braille kana is what it is: ``mimiyubi kana --explain``."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.braille.characters import fold
from pipeline.braille.grammar import is_blank, is_mark
from pipeline.braille.orthography import analysed
from pipeline.braille.spacing import cut
from pipeline.japanese.morpheme import Morpheme
from pipeline.japanese.sentences import sentences

# The rules of spacing as a transcriber calls them, with their place in the guide.
LABELS = {
    "": "文の初め",
    "blanks": "原文の空白",
    "brackets_inside": "囲み記号の内側は続ける（第4章 その2）",
    "stops": "句読符は前に続ける（第4章 その1）",
    "circled_numbers": "丸数字・行頭の記号の後ろは区切る（第4章 その4）",
    "brackets_outside": "囲み記号の外側（第4章 その2）",
    "signs": "記号（第4章 その4）",
    "letters": "アルファベット（第2章 その4）",
    "numbers": "数字（第2章 その3）",
    "dependents": "助詞・助動詞は続ける（第3章 その1 2）",
    "alone": "連用中止や時を表す語の後ろの名詞は区切る（第3章 その1 1）",
    "repetition": "繰り返し（第3章 その2 9）",
    "voiced_parts": "連濁した語は続ける（第3章 その2 7）",
    "limits": "以上・以外などは区切る（第3章 その2 2 備考）",
    "literary": "動詞でない「して」は続ける（第3章 その1 2）",
    "negation": "形容詞「ない」は区切る（第3章 その1 8）",
    "inside_words": "1語の用言の内部（第3章 その2 1）",
    "auxiliary_verbs": "補助用言は区切る（第3章 その1 4）",
    "compound_verbs": "複合動詞・複合形容詞（第3章 その2 10）",
    "demonstratives": "連体詞・副詞の後ろは区切る（第3章 その1 5）",
    "prefixed": "接頭語（第3章 その2 2）",
    "names": "人名（第3章 その3）",
    "suffixed": "接尾語（第3章 その2 2）",
    "keys": "自立性の強い短い外来語（第3章 その2 5 備考）",
    "times": "時を表す名詞の後ろは区切る（第3章 その1 1）",
    "offices": "市立・区役所などは地名から区切る（第3章 その3 5）",
    "places": "地名の段階（第3章 その3 5）",
    "compounds": "複合名詞、3拍以上で区切る（第3章 その2 3）",
    "words": "自立語は区切る（第3章 その1 1）",
}


def explain(text: str) -> str:
    """A line → a line for each word, and below it one for each morpheme of the word.

    A word's line has its kana and the rule that cut it off; a morpheme's its surface, reading,
    part of speech, the source of the reading, the rule that joined it, and what is doubtful.
    """
    folded, _ = fold(text)
    lines: list[str] = []
    for start, end in sentences(folded):
        lines += _sentence(analysed(folded[start:end]))
    return "\n".join(lines)


def _sentence(found: Sequence[Morpheme]) -> list[str]:
    cuts, rules = cut(found)
    lines: list[str] = []
    start = 0
    for i in range(1, len(found) + 1):
        if i < len(found) and not cuts[i]:
            continue
        word = found[start:i]
        if not is_blank(word[0]):
            kana = "".join(m.kana for m in word)
            lines.append(f"{kana}\t区切る: {LABELS[rules[start]]}")
            lines += (_morpheme(m, rules[start + at], at > 0) for at, m in enumerate(word))
        start = i
    return lines


def _morpheme(m: Morpheme, rule: str, joined: bool) -> str:
    pos = "-".join(part for part in m.pos[:4] if part != "*")
    columns = [f"  {m.surface}", m.reading, pos, f"読み: {_source(m)}"]
    if joined:
        columns.append(f"続ける: {LABELS[rule]}")
    if m.doubt:
        columns.append(f"要確認: {m.doubt}")
    return "\t".join(columns)


SOURCES = {
    "numeral": "数字の規則",
    "old kana": "歴史的仮名遣い・古い外来語の書き方",
    "name": "人名の中点は空白",
    "fixed": "指定された読み",
    "typed": "括弧の中の読み",
    "stretch": "原文のまま",
    "as is": "原文のまま",
    "second part": "複合語の後ろの要素",
    "place": "市や駅を補った地名",
    "behind a particle": "助詞の後ろ（連濁しない）",
    "drawn out": "伸ばす記号",
    "contracted": "ウ音便",
    "character by character": "1字ずつの読み",
}


def _source(m: Morpheme) -> str:
    """What gave a reading, in Japanese."""
    kind, _, where = m.source.partition(": ")
    if where:
        return {"table": "語の表", "homograph": "読み分けの規則"}[kind] + f"（{where}）"
    return SOURCES.get(m.source, "記号" if is_mark(m) else "Sudachi")
