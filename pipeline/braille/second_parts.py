"""Sounds of compounds: readings that second parts take, voiced or not (てびき 第3章 その2 7)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from pipeline.braille.boundary import ALONE
from pipeline.braille.grammar import is_number
from pipeline.japanese.fitted import voiced
from pipeline.japanese.kana import UNVOICED, is_kana, is_kanji
from pipeline.japanese.morpheme import LATIN, NOUN, PREFIX, Morpheme
from pipeline.japanese.tables import table as rows_of
from pipeline.japanese.unidic import short_units
from pipeline.japanese.word_classes import words_of


def second_parts(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with the readings that second parts of compounds take (我慢強い ガマンヅヨイ)."""
    table = _second_parts()
    found = [_bridge(m) for m in morphemes] if "橋" in text else list(morphemes)
    for at in range(1, len(found)):
        m, left = found[at], _before_gloss(found, at)
        if m.source or m.word == ALONE:
            continue
        if left.pos == LATIN and m.surface in _after_letters():
            found[at] = m._replace(reading=_after_letters()[m.surface], source="second part")
            continue
        row = table.get(m.surface)
        if row and _stays(row[0], text, found, at):
            continue
        if row and _changes(row[0], found, at):
            changed = row[1][0] not in PLAIN
            found[at] = m._replace(reading=row[1], source="second part", voiced=changed)
        elif _two_nouns(left, m) and voiced(m.surface, m.reading):
            found[at] = m._replace(voiced=True)
    return found


def _stays(kind: str, text: str, ms: list[Morpheme], at: int) -> bool:
    """Whether a word that may be a second part is none here, whatever stands before it."""
    m, left = ms[at], ms[at - 1]
    match kind:
        case "people":  # a word of the dictionary: 案内人
            return left.word == m.word
        case "whole":  # 大阪中学校, 会場中ほど
            return text.startswith(("学", "ほど"), m.end)
        case "bridge":  # 錦帯橋
            return m.reading != "ハシ"
        case "manner":  # にこにこ 顔を上げる, 安全 顔認証
            return _OF_THE_FACE.match(text, m.end) is not None
        case "sound":  # ざあざあ 降り続く
            return not (
                left.pos[0] == "副詞" and _said_twice(left.surface) and _is_noun_here(ms, at)
            )
    return False


def _changes(kind: str, ms: list[Morpheme], at: int) -> bool:
    """Whether a second part is read as one behind what stands before it."""
    m, left = ms[at], _before_gloss(ms, at)
    if m.pos[0] == "動詞":
        if at + 1 < len(ms) and ms[at + 1].word == m.word:
            return False  # 三回 掛け直す: a verb of the dictionary
        kind = "noun" if kind == "counted" else kind  # 毎月 払い、
    follows = kind == "sound" or _follows(kind, left)
    return follows and not (kind != "sound" and (_both_verbs(left, m) or _inflects(ms, at)))


def _said_twice(word: str) -> bool:
    """Whether a word is one of sound or manner, said twice: ざあざあ."""
    half = len(word) // 2
    return is_kana(word) and half > 1 and word[:half] == word[half:]


def _is_noun_here(ms: list[Morpheme], at: int) -> bool:
    """Whether a verb's stem is the noun made of it: ざあざあ降りの雨, no verb (降り続く)."""
    after = ms[at + 1] if at + 1 < len(ms) else None
    return after is None or after.surface in AFTER_NOUNS


AFTER_NOUNS = frozenset("のにがはもだで。」") | {"だっ", "です", "でし"}


def _before_gloss(ms: list[Morpheme], at: int) -> Morpheme:
    """What stands before a morpheme, an original in brackets aside: ディー of ディー（d）払い."""
    left = ms[at - 1]
    if left.surface[-1] not in ")）":
        return left
    first = next((i for i in range(at - 1, 0, -1) if ms[i].surface[0] in "(（"), 0)
    inside = "".join(m.surface for m in ms[first:at])
    return ms[first - 1] if first and _GLOSS.fullmatch(inside) else left


_GLOSS = re.compile(r"[(（][!-~ À-ɏ]{1,100}[)）]")


def unvoiced(_: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with no 連濁 that begin a word, where the analysers hear one.

    A verb or adjective behind a particle (欲が深い, ブカイ), a noun behind what ends a phrase
    (大きな鉢, バチ).
    """
    found = list(morphemes)
    for at in range(1, len(found)):
        m = found[at]
        if m.source or m.reading[:1] not in UNVOICED:
            continue
        if _is_native_noun(m) and found[at - 1].pos[0] in ("助詞", "助動詞", "連体詞", "補助記号"):
            found[at] = m._replace(
                reading=UNVOICED[m.reading[0]] + m.reading[1:], source="behind a particle"
            )
            continue
        if found[at - 1].pos[0] != "助詞" or not _may_be_voiced(m):
            continue
        plain = UNVOICED.get(m.reading[0])
        if plain and not m.kana and short_units(m.surface)[0].lemma.startswith(plain):
            found[at] = m._replace(reading=plain + m.reading[1:], source="behind a particle")
    return found


def _is_native_noun(m: Morpheme) -> bool:
    """Whether a noun is a native word that UniDic has with an unvoiced first sound."""
    if m.pos[:2] != NOUN[:2] or m.kana or m.surface in _VOICED_ALONE or not is_kanji(m.surface[0]):
        return False
    units = short_units(m.surface)
    return len(units) == 1 and units[0].origin == "和" and voiced(m.surface, m.reading)


_VOICED_ALONE = frozenset(("側", "柄", "型"))


def _may_be_voiced(m: Morpheme) -> bool:
    """Whether a word is one whose first sound a compound voices: a verb, or a noun made of one."""
    made = m.pos[0] == "名詞" and is_kanji(m.surface[0]) and is_kana(m.surface[-1])
    return made or m.pos[0] in ("動詞", "形容詞")


def large(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with the prefix 大 read オオ before a native word (大間違い), else as analysed.

    The 小 of a given name (小三治, 小文枝) is コ, its prefix.
    """
    if "大" not in text and "小" not in text:
        return morphemes
    found = list(morphemes)
    for at, m in enumerate(found[:-1]):
        if m.surface == "小" and is_given(found[at + 1]) and at and is_surname(found[at - 1]):
            found[at] = m._replace(reading="コ", pos=PREFIX, source="second part")
        if m.surface == "大" and m.pos[0] == "接頭辞" and not m.source:
            units = short_units(found[at + 1].surface)
            native = bool(units) and units[0].origin == "和"
            reading = "オオ" if native else m.reading
            found[at] = m._replace(reading=reading, source="second part")
    return found


def is_given(m: Morpheme) -> bool:
    """Whether a morpheme is a given name."""
    return m.pos[2] == "人名" and m.pos[3] == "名"


def is_surname(m: Morpheme) -> bool:
    """Whether a morpheme is a family name."""
    return m.pos[2] == "人名" and m.pos[3] == "姓"


def _bridge(m: Morpheme) -> Morpheme:
    """The name of a bridge of three kanji or more, whose 橋 is バシ (宇治橋)."""
    named = m.pos[1] == "固有名詞" and not m.source
    read_apart = m.surface[2:][-1:] == "橋" and m.reading.endswith("ハシ")
    if not (named and read_apart) or m.surface[-2:] in words_of("bridge with ハシ"):
        return m
    return m._replace(reading=m.reading.removesuffix("ハシ") + "バシ", source="second part")


PLAIN = frozenset("アイエオシ")


@cache
def _second_parts() -> dict[str, tuple[str, str]]:
    rows = rows_of("second_parts.tsv", 4)
    return {surface: (kind, reading) for surface, kind, reading, _ in rows}


@cache
def _after_letters() -> dict[str, str]:
    """Words whose reading changes right behind letters: 判 of A4判 (バン), 組 of A組 (グミ)."""
    return {surface: reading for surface, reading, _ in rows_of("after_letters.tsv", 3)}


def _two_nouns(left: Morpheme, m: Morpheme) -> bool:
    """Whether a noun stands behind a noun that is no number (10時 ごろ is cut, not voiced)."""
    return left.pos[0] == m.pos[0] == "名詞" and m.surface not in words_of("limit")


def _inflects(ms: list[Morpheme], at: int) -> bool:
    """Whether a part is a verb with an ending, no noun made of one (子供 連れて of 子供連れ)."""
    ending = at + 1 < len(ms) and ms[at + 1].start == ms[at].end
    if ms[at].base in ("付ける", "づける") and ms[at - 1].surface in words_of("with 付ける"):
        return False  # 義務付けられた
    return (
        ms[at].pos[0] == "動詞"
        and ending
        and (ms[at + 1].pos[0] == "助動詞" or ms[at + 1].pos[1] == "接続助詞")
    )


def _both_verbs(left: Morpheme, right: Morpheme) -> bool:
    """Whether a part is a verb behind a verb's stem, whose sound stays (澄み通り)."""
    return left.pos[0] == "動詞" == right.pos[0] and right.surface == "通り"


# 第3章 その2 2: behind these a word has the sound of its own (同会社, 事務用机).
_APART = frozenset("同当貴各本某大両用製式的風")


_OF_THE_FACE = re.compile("[をがは一-龥ァ-ヺ]")
_MOODS = frozenset(("サ変可能", "形状詞可能", "サ変形状詞可能"))


def _follows(kind: str, left: Morpheme) -> bool:
    """Whether a morpheme is the first part that a row of second_parts.tsv asks for."""
    if kind in _NO_NOUN:
        return _NO_NOUN[kind](left)
    if kind in _MORE and _MORE[kind](left):
        return True
    return _is_first_noun(left) and (kind not in _FEWER or _FEWER[kind](left))


def _is_first_noun(left: Morpheme) -> bool:
    """Whether a morpheme is a noun or the like that may be the first part of a compound."""
    if left.pos[0] not in ("名詞", "接尾辞", "形状詞") or left.pos[1] in _NO_FIRST_PART:
        return False  # 滑りにくい 靴
    if left.pos[2] == "副詞可能" or left.surface in _APART:
        return False
    if left.surface in words_of("title") or (left.surface == "上" and left.pos[0] == "接尾辞"):
        return False  # 田中さん 好き, 関係上 箱に
    return left.surface not in words_of("time before a noun")  # 時々 会社に


_NO_FIRST_PART = frozenset(("数詞", "形容詞的", "助動詞語幹"))


def _ends_in_katakana(m: Morpheme) -> bool:
    return "ァ" <= m.surface[-1] <= "ー"


def _is_stem(m: Morpheme) -> bool:
    """Whether a morpheme is a noun or a stem that ends in kana, no ending (休まず 時を)."""
    stem = m.pos[0] == "名詞" or m.pos[5] == "連用形-一般"
    return stem and m.pos[0] != "助動詞" and ("ぁ" <= m.surface[-1] <= "ゖ" or _ends_in_katakana(m))


def _is_manner(m: Morpheme) -> bool:
    """Whether a morpheme tells a manner: にこにこ顔, 思案顔."""
    sound = m.pos[0] == "副詞" and m.surface[:2] == m.surface[2:]
    return sound or m.pos[2] in _MOODS or m.pos[0] == "形状詞"


def _is_office(m: Morpheme) -> bool:
    """Whether somebody may be of it (部長付, 本社付); ツキ behind what comes too (朝食付)."""
    ends = m.surface.endswith(tuple(words_of("office")))
    return ends and m.surface not in words_of("no office")


def _is_counted(m: Morpheme) -> bool:
    """Whether a morpheme is a number or a time: 二人払い, 毎月払い, 翌月末払い."""
    time = m.pos[0] == "名詞" and m.pos[2] == "副詞可能" and m.surface not in _APART
    return time or is_number(m) or m.surface == "末"


def _is_verb_stem(m: Morpheme) -> bool:
    """Whether a morpheme is a verb's stem, its passive or causative too (世話焼かれ上手)."""
    verb = m.pos[0] == "動詞" or (m.pos[0] == "助動詞" and m.surface[-1] in "れせ")
    return (verb and m.pos[5] == "連用形-一般") or m.surface == "いつも"


Test = Callable[[Morpheme], bool]
# What is asked of the first part where it is not just a noun, by the kind of the row.
_NO_NOUN: dict[str, Test] = {
    "count": is_number,
    "name": lambda m: m.pos[2] == "人名" or (m.pos[2] == "地名" and _ends_in_katakana(m)),
    "sold": lambda m: m.surface in words_of("sold at a fair"),
    "named": lambda m: m.pos[1] == "固有名詞" or _ends_in_katakana(m),
    "reached": lambda m: m.pos[1] == "固有名詞" or _ends_in_katakana(m) or m.surface[-1] in "分時",
    "stem": _is_stem,
    "manner": _is_manner,
    "office": _is_office,
    # 学校中, 国中, 冬中; チュウ behind what goes on (会議中)
    "whole": lambda m: m.surface in words_of("whole"),
}
# What may stand there beside nouns.
_MORE: dict[str, Test] = {
    "counted": _is_counted,
    "numbered": is_number,
    "bridge": lambda m: m.surface[-1] == "条",  # 五条橋
    "verb": _is_verb_stem,
}
# Which nouns alone may stand there.
_FEWER: dict[str, Test] = {
    "bridge": lambda m: not _ends_in_katakana(m) or m.pos[1] == "固有名詞",  # ロンドン橋
    "people": lambda m: (
        m.pos[0] == "名詞" and len(m.surface) > 1 and m.surface not in words_of("with ニン")
    ),
    "loan": _ends_in_katakana,
    "long": lambda m: len(m.surface) > 1 and any(map(is_kanji, m.surface)),
}
