"""Names of cities that stand behind their prefecture without 市 (新潟県長岡, 山口県光)."""

from __future__ import annotations

import re

from pipeline.japanese.analysis import NOUN, Morpheme, Pos, city, is_kanji

PLACE: Pos = ("名詞", "固有名詞", "地名", "一般", "*", "*")
LEVELS = {"県": "ケン", "府": "フ"}
LONGEST = 5  # code points: 五所川原 has four
_LEVEL = re.compile("[県府]|北海道")
# What makes the name that of something else, or one that the analyser knows.
_GOES_ON = frozenset("市区町村郡")


def cities(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with a city behind its prefecture read as the dictionary reads it with 市."""
    found = morphemes
    for level in _LEVEL.finditer(text):
        if is_kanji(text[level.end() : level.end() + 1] or " "):
            found = _with_city(text, found, level.end())
    return found


def _with_city(text: str, ms: list[Morpheme], start: int) -> list[Morpheme]:
    """Morphemes with the longest city that begins at ``start`` as one, behind a prefecture.

    Where the analyser's words lie across (山梨, 県都, 留), the prefecture is made anew, too.
    """
    at = next((i for i, m in enumerate(ms) if m.start <= start < m.end), len(ms))
    if not _is_behind_prefecture(ms, at) or text[ms[at].start : start] not in {"", *LEVELS}:
        return ms
    for end, after in reversed(_ends(ms, at)):
        name = text[start:end]
        reading = city(name) if all(map(is_kanji, name)) else ""
        if reading and text[end : end + 1] not in _GOES_ON:
            whole = ms[at]._replace(
                surface=name, start=start, end=end, pos=PLACE, base=name, reading=reading,
                lexeme=name, source="city",
            )  # fmt: skip
            return [*ms[:at], *_level(text, ms[at], start), whole, *ms[after:]]
    return ms


def _is_behind_prefecture(ms: list[Morpheme], at: int) -> bool:
    """Whether the name of a place stands before a morpheme, 県 or 府 of its own aside."""
    before = at - 2 if at and ms[at - 1].surface in LEVELS else at - 1
    return at < len(ms) and not ms[at].source and before >= 0 and ms[before].pos == PLACE


def _ends(ms: list[Morpheme], at: int) -> list[tuple[int, int]]:
    """Where a city that begins with a morpheme may end, and the morpheme behind it.

    A word of the dictionary is not divided (佐渡島).
    """
    last = min(len(ms), at + LONGEST)
    return [
        (ms[i].end, i + 1)
        for i in range(at, last)
        if i + 1 == len(ms) or ms[i + 1].word != ms[i].word
    ]


def _level(text: str, m: Morpheme, start: int) -> list[Morpheme]:
    """The 県 that a morpheme begins with before ``start``, as one of its own."""
    if m.start == start:
        return []
    level = text[m.start : start]
    return [
        m._replace(
            surface=level, end=start, pos=NOUN, base=level, reading=LEVELS[level], lexeme=level
        )
    ]
