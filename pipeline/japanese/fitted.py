"""A word's reading, fitted to the kana it is written with and to the parts it is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.japanese.kana import KANA, UNVOICED, is_kana, katakana
from pipeline.japanese.unidic import short_units


def voiced(surface: str, reading: str) -> bool:
    """Whether a later part of a compound begins with a sound voiced by it (連濁)."""
    if reading[0] not in UNVOICED:
        return False
    units = short_units(surface)
    plain = UNVOICED[reading[0]] + reading[1:]
    if len(units) == 1 and is_kana(surface):  # がけ, ばさみ: the dictionary has 掛け, 鋏
        return units[0].origin == "和" and units[0].lemma == plain
    return "".join(unit.kana for unit in units) == plain


@lru_cache(maxsize=65536)
def as_written(surface: str, reading: str) -> str:
    """A word's reading, or UniDic's where only that has the kana the word is written with.

    Sudachi reads 国づくり as it reads 国造り, クニツクリ, and ゆき詰まり as イキヅマリ.
    """
    if KANA.isdisjoint(surface):
        return reading
    runs = _RUNS.findall(surface)
    if _fits(runs, _sounds(reading)):
        return reading
    other = "".join(unit.kana for unit in short_units(surface))
    return other if _fits(runs, _sounds(other)) else reading


_RUNS = re.compile("[ぁ-ゖァ-ヴー]+|[^ぁ-ゖァ-ヴー]+")


def _fits(runs: Sequence[str], sounds: str) -> bool:
    """Whether a reading has a word's kana in their places, and something for each run between."""
    if not runs:
        return not sounds
    run, rest = runs[0], runs[1:]
    if not is_kana(run):
        return any(_fits(rest, sounds[at:]) for at in range(1, len(sounds) + 1))
    kana = _sounds(katakana(run))
    starts = len(kana) <= len(sounds) and all(map(_may_be, kana, sounds))
    return starts and _fits(rest, sounds[len(kana) :])


def _may_be(typed: str, sound: str) -> bool:
    """Whether a kana as typed may stand for a sound: ハ row kana may be old spelling (考へ)."""
    return typed == sound or typed in "ーケ" or sound == _OLD.get(typed)


_OLD = {"ハ": "ワ", "ヒ": "イ", "フ": "ウ", "ヘ": "エ", "ホ": "オ"}
_SOUNDS = str.maketrans("ァィゥェォッャュョヮヲヰヱヂヅヶヵ", "アイウエオツヤユヨワオイエジズケケ")


def _sounds(kana: str) -> str:
    """Katakana with small kana large and old kana new, to be compared."""
    return kana.translate(_SOUNDS)


def share_reading(whole: str, parts: list[str]) -> list[str] | None:
    """A compound's reading, cut where its parts' own readings end (rendaku keeps the length)."""
    if len(whole) != sum(map(len, parts)):
        return None
    shares, at = [], 0
    for part in parts:
        share = whole[at : at + len(part)]
        if share[1:-1] != part[1:-1]:
            return None
        shares.append(share)
        at += len(part)
    return shares
