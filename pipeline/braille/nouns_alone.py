"""A noun of one kanji → its reading where it stands alone, no part of a word (上 ウエ, 水 ミズ)."""

from __future__ import annotations

from pipeline.japanese.unidic import single_reading
from pipeline.japanese.word_classes import readings_by_word


def read_alone(noun: str) -> str:
    """A noun of one kanji → its reading in katakana, or nothing where UniDic has none of it."""
    return readings_by_word("alone").get(noun) or single_reading(noun)
