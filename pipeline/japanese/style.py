"""Put a katakana reading into the house style: long vowels, ヴ or バ, wi/we/wo, -dow."""

from __future__ import annotations

import re

from pipeline.config import KatakanaSettings
from pipeline.japanese.tables import table

_VU = (
    ("ヴァ", "バ"),
    ("ヴィ", "ビ"),
    ("ヴェ", "ベ"),
    ("ヴォ", "ボ"),
    ("ヴュ", "ビュ"),
    ("ヴ", "ブ"),
)
_LONG_VOWEL = re.compile(r"(?<=[ァ-ヺー]{3})ー$")
# Endings whose final ー the older JIS Z 8301 leaves out in words of three kana and more.
_DROPPED_LONG_VOWEL = re.compile(r"(?:er|or|ar|y)$", re.IGNORECASE)


def in_house_style(word: str, katakana: str, settings: KatakanaSettings) -> str:
    """A reading as the house writes it; rows that people wrote are not passed through this."""
    for spelling, found, wanted, _ in table("style.tsv", 4):
        if re.search(spelling, word):
            katakana = re.sub(found, wanted, katakana)
    return apply_settings(word, katakana, settings)


def apply_settings(word: str, katakana: str, settings: KatakanaSettings) -> str:
    """A reading in house style as a book's ``[katakana]`` table wants it."""
    katakana = _with_vu(word, katakana) if settings.vu else without_vu(katakana)
    if not settings.long_vowel and _DROPPED_LONG_VOWEL.search(word):
        katakana = _LONG_VOWEL.sub("", katakana)
    return katakana


def without_vu(katakana: str) -> str:
    """ヴァ ヴィ ヴ … as バ ビ ブ …: 「外来語の表記」(内閣告示, 1991) allows both."""
    for found, wanted in _VU:
        katakana = katakana.replace(found, wanted)
    return katakana


def _with_vu(word: str, katakana: str) -> str:
    # Only where every バ-row kana can stand for a v.
    letters = word.casefold()
    if "v" not in letters or "b" in letters or "ヴ" in katakana:
        return katakana
    for wanted, found in _VU:
        katakana = katakana.replace(found, wanted)
    return katakana
