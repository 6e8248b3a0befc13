"""Dictionary words with kanji figures (第一志望, 百人一首, 四条通り) → figures where they count."""

from __future__ import annotations

import re

from pipeline.japanese.counted_numbers import number_with_counter
from pipeline.japanese.indefinite_numbers import some_after
from pipeline.japanese.morpheme import NUMBER, Morpheme
from pipeline.japanese.number_morphemes import Made, single
from pipeline.japanese.numerals import (
    KANJI_NUMERALS,
    RUN,
    align,
    counted,
    counter_after,
    figures,
    native,
)
from pipeline.japanese.word_classes import words_of

COUNTED_PARTS = frozenset(["条", "丁目", "番地", "番町"])  # of a longer name (四条通り)
OF_LETTERS = frozenset(f"{number}文字" for number in "二三四五六七八九")  # not ヤツモンジ
_TITLE = re.compile("さん|様|氏|君|くん|ちゃん|先生|選手|議員")


def word_with_figures(text: str, ms: list[Morpheme], at: int, ends: set[int]) -> Made:
    """A dictionary word with kanji figures in it → figures where they are read in Sino-Japanese.

    Read natively (一つ) or in a name (一郎) they stay kana, and so do adverbs, verbs and adjectives
    (第2章 その3).
    """
    count = 1
    while at + count < len(ms) and ms[at + count].word == ms[at].word:
        count += 1
    whole = ms[at : at + count]
    if count > 1 and KANJI_NUMERALS.issuperset(ms[at].surface) and _counts_part(ms[at], whole[1]):
        made = counted(figures(ms[at].surface), whole[1].surface)
        return single(text, ms, at, whole[1].end, made)
    surface, start, reading = whole[0].lexeme, whole[0].start, "".join(m.reading for m in whole)
    if not text.startswith(surface, start) or whole[-1].end != start + len(surface):
        return 1, (ms[at],)
    if surface == "第一" and _is_ordinal(ms, at):
        return single(text, ms, at, whole[0].end, "ダイ1")
    if whole[0].pos[0] in ("副詞", "形容詞", "動詞", "接続詞", "形状詞"):
        return count, whole
    run = RUN.match(surface)
    rest = surface[run.end() :] if run else ""
    if run and rest == "余":  # 千余人, a name to the analyser
        return some_after(text, ms, at, start + run.end(), figures(run.group()), ends) or (
            count,
            whole,
        )
    surnamed = at > 0 and ms[at - 1].pos[3] == "姓"
    if run and not rest and len(surface) > 1 and not surnamed:  # 三百, no name
        return number_with_counter(text, ms, at, ends)
    # 第2章 その3 5 備考: names that count (四条), and numbers that the analyser takes for names;
    # with some counters a number is rather one than a name (三軒 ミノキ), but before a title.
    may_count = rest in words_of("counter rather than name")
    counted_name = may_count or rest in words_of("counter in a name") or rest[:1] == "条"
    counted_name = counted_name or surface in OF_LETTERS
    if _is_name(whole) and not counted_name:
        return _counted_further(text, ms, at, ends) or (1, (ms[at],))
    further = _counted_further(text, ms, at, ends) if rest else None
    if further:  # 二人掛け of 二人
        return further
    kana = counted(figures(run.group()), surface[run.end() :]) if run else ""
    rather = may_count and run is not None and run.group() != "千"
    rather = (rather and _is_name(whole)) or surface in OF_LETTERS
    if kana and rather and not _TITLE.match(text, start + len(surface)):
        return single(text, ms, at, start + len(surface), kana)
    loanword_before = start > 0 and "ァ" <= text[start - 1] <= "ー"
    if kana and (align(surface, reading) or loanword_before or _children(text, start)):
        return single(text, ms, at, start + len(surface), kana)
    parts = align(surface, reading)
    return count, [_part(whole[0], part, start) for part in parts] or whole


def _is_ordinal(ms: list[Morpheme], at: int) -> bool:
    """Whether 第一 is the first of what follows (第一志望, 第一小学校), no adverb (第一、高い)."""
    after = ms[at + 1] if at + 1 < len(ms) else None
    if after is None or after.start != ms[at].end:
        return False
    return after.pos[0] in ("名詞", "接尾辞") or after.surface in ("小", "中")  # 第一小学校


def _counted_further(text: str, ms: list[Morpheme], at: int, ends: set[int]) -> Made | None:
    """A name that begins a longer counter (三代 of 三代目) as that number, or nothing."""
    first = ms[at]
    run = RUN.match(first.lexeme)
    if run is None or not text.startswith(first.lexeme, first.start):
        return None
    number, after = figures(run.group()), first.start + run.end()
    counter = counter_after(text, after, ends, number)
    if after + len(counter) <= first.start + len(first.lexeme):
        return None
    its_own = (number, first.lexeme[run.end() :]) in native()
    if its_own and (number, counter) not in native():
        return None  # 一人 兄弟
    return single(text, ms, at, after + len(counter), counted(number, counter))


_CHILDREN = re.compile("(?:[0-9一二三四五六七八九十]+[男女]){2}")


def _children(text: str, start: int) -> bool:
    """Whether a number counts someone's children, sons and daughters: 一男 of 一男二女."""
    near = _CHILDREN.finditer(text, max(0, start - NEAR), start + NEAR)
    return any(span.start() <= start < span.end() for span in near)


NEAR = 8  # code points that two numbers of children take


def _counts_part(m: Morpheme, after: Morpheme) -> bool:
    """Whether the part after a number in a name is what it counts (三 and 丁目 of 新宿三丁目)."""
    return after.word == m.word and after.start == m.end and after.surface in COUNTED_PARTS


def _is_name(whole: list[Morpheme]) -> bool:
    """Whether the figures of a word are in a person's or a place's name."""
    return any(
        m.pos[1] == "固有名詞" and m.pos[2] in ("人名", "地名")
        for m in whole
        if not KANJI_NUMERALS.isdisjoint(m.surface)
    )


def _part(first: Morpheme, part: tuple[str, int, int], start: int) -> Morpheme:
    kana, begin, end = part
    surface = first.lexeme[begin:end]
    return first._replace(
        surface=surface, start=start + begin, end=start + end, base=surface, reading=kana,
        pos=NUMBER, lexeme=surface, source="numeral", voiced=False,
    )  # fmt: skip
