"""Names of places as the dictionary has them with what is left out.

A city behind its prefecture without 市 (新潟県長岡, 山口県光), a station before 行き without 駅.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.japanese.analysis import morphemes
from pipeline.japanese.kana import is_kanji
from pipeline.japanese.morpheme import NOUN, Morpheme, Pos
from pipeline.japanese.sudachi import city, readings_of

PLACE: Pos = ("名詞", "固有名詞", "地名", "一般", "*", "*")
LEVELS = {"県": "ケン", "府": "フ"}
LONGEST = 5  # code points: 五所川原 has four
_LEVEL = re.compile("[県府]|北海道")
# What makes the name that of something else, or one that the analyser knows.
_GOES_ON = frozenset("市区町村郡")
# What stands behind the name of a station.
_BOUND = re.compile("行き|止まり|方面|で(?:降り|乗り?換|下車)")
STATION = "駅"
NUMERALS = frozenset("一二三四五六七八九十百千万")


def places(text: str, ms: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with cities and stations read as the dictionary reads them with 市 or 駅."""
    found = ms
    for bound in _BOUND.finditer(text):
        if is_kanji(text[bound.start() - 1 : bound.start()] or " "):
            found = _with_station(text, found, bound.start())
    for level in _LEVEL.finditer(text):
        if is_kanji(text[level.end() : level.end() + 1] or " "):
            found = _with_city(text, found, level.end())
    return found


def _with_station(text: str, ms: list[Morpheme], end: int) -> list[Morpheme]:
    """Morphemes with the longest station that ends at ``end`` as with 駅 (放出行き, 大分方面)."""
    last = next((i for i, m in enumerate(ms) if m.end == end), -1)
    for at in range(max(0, last + 1 - LONGEST), last + 1):
        start = ms[at].start
        begins = at == 0 or ms[at - 1].word != ms[at].word
        if not begins or end - start > LONGEST or any(m.source for m in ms[at : last + 1]):
            continue
        name = _station(text[start:end])
        if name:
            made = [m._replace(start=m.start + start, end=m.end + start) for m in name]
            return [*ms[:at], *(m._replace(word=ms[at].word) for m in made), *ms[last + 1 :]]
    return ms


@lru_cache(maxsize=4096)
def _station(name: str) -> tuple[Morpheme, ...]:
    """The parts of a name that is a word of one reading with 駅, or nothing."""
    if not all(map(is_kanji, name)) or name[-1] == "条":  # 四条: a number
        return ()
    if len(readings_of(name + STATION)) != 1:
        return ()
    whole = morphemes(name + STATION)
    one = len(whole) > 1 and whole[-1].surface == STATION and len({m.word for m in whole}) == 1
    final = len(name) < 3 or not NUMERALS.isdisjoint(name)  # 大分, 八代; 武蔵浦和 is cut
    source = "place" if final else ""
    return tuple(m._replace(pos=PLACE, source=source) for m in whole[:-1]) if one else ()


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
                lexeme=name, source="place",
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
