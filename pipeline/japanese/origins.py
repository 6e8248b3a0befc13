"""Look up the loan words that come from a word, as UniDic records them (スリッパ-slipper)."""

from __future__ import annotations

from functools import cache

from pipeline.japanese.tables import table


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    return {word: tuple(kana.split(" ")) for word, kana in table("origins.tsv", 2)}


def loan_words(word: str) -> tuple[str, ...]:
    """A word in the alphabet → the katakana words that come from it, the usual one first."""
    return _spellings().get(word.lower(), ())
