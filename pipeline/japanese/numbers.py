"""Numbers in a sentence → one morpheme each, with their counters (てびき 第2章 その3).

``numbers`` is a stage of braille kana: it takes a sentence's morphemes and gives them back with
every number that counts or orders written in figures, and its counter joined. What a number is
made of decides who reads it: counted_numbers, number_words or indefinite_numbers.
"""

from __future__ import annotations

import re

from pipeline.japanese.counted_numbers import number_with_counter
from pipeline.japanese.indefinite_numbers import INDEFINITE, indefinite
from pipeline.japanese.kana import is_kanji
from pipeline.japanese.morpheme import NOUN, Morpheme
from pipeline.japanese.number_morphemes import NUMERAL, Made
from pipeline.japanese.number_words import word_with_figures
from pipeline.japanese.numerals import KANJI_NUMERALS, counters

# 万, 億 and 兆 count nothing by themselves (億ション, 前兆).
_UNIT_ALONE = re.compile("[万億兆]+")
_FIGURE = KANJI_NUMERALS - frozenset("万億兆")


def numbers(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """A sentence's morphemes → the same, each number and its counter made one."""
    if not NUMERAL.search(text):
        return morphemes
    ends = {m.end for m in morphemes}
    found: list[Morpheme] = []
    at = 0
    while at < len(morphemes):
        m = morphemes[at]
        if m.pos[1] != "数詞" and m.surface[0] not in INDEFINITE and _FIGURE.isdisjoint(m.lexeme):
            found.append(m)  # the most by far
            at += 1
            continue
        taken, made = _made_of(text, morphemes, at, ends)
        found.extend(made)
        at += taken
    return found


def _made_of(text: str, ms: list[Morpheme], at: int, ends: set[int]) -> Made:
    """What begins at a morpheme → how many morphemes it takes and what they become."""
    m = ms[at]
    if m.kana or m.source:
        return 1, (m,)
    rest = m.surface[1:]
    if m.surface[0] in INDEFINITE and (KANJI_NUMERALS.issuperset(rest) or rest in counters()):
        return indefinite(text, ms, at, ends)
    named = _given_name(text, ms, at)
    if named:
        return 1, (named,)
    if _is_bare_number(m):
        unit = _UNIT_ALONE.fullmatch(m.surface)
        return (1, (m,)) if unit else number_with_counter(text, ms, at, ends)
    if not _FIGURE.isdisjoint(m.lexeme):
        return word_with_figures(text, ms, at, ends)
    return 1, (m,)


# What a given name ends in after a figure (談四楼, 円三郎), and how its figure is read.
_NAME_END = frozenset("楼治朗助介輔吉蔵丸衛")
_IN_NAMES = {
    "一": "イチ", "二": "ニ", "三": "サン", "四": "シ", "五": "ゴ",
    "六": "ロク", "七": "シチ", "八": "ハチ", "九": "ク",
}  # fmt: skip


def _given_name(text: str, ms: list[Morpheme], at: int) -> Morpheme | None:
    """The figure inside a given name, after a kanji and before its ending, or nothing."""
    m = ms[at]
    inside = m.surface in _IN_NAMES and text[m.end : m.end + 1] in _NAME_END
    before = ms[at - 1] if at else None
    if not inside or before is None or before.end != m.start or not is_kanji(before.surface[-1]):
        return None
    return m._replace(reading=_IN_NAMES[m.surface], pos=NOUN, source="numeral")


def _is_bare_number(m: Morpheme) -> bool:
    """Whether a morpheme is a number and nothing else."""
    figured = KANJI_NUMERALS.issuperset(m.surface) or _ARABIC.fullmatch(m.surface) is not None
    return m.pos[1] == "数詞" and figured


_ARABIC = re.compile("[0-9][0-9.,:/-]*(?:[十百千万億兆]+[0-9.,]*)*")
