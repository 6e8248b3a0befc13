"""The name of a class → the words that rules name by it, and how words of it are read."""

from __future__ import annotations

from functools import cache

from pipeline.japanese.tables import table


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of a class (word_classes.tsv); a class without rows has none."""
    return frozenset(word for its, word, _ in table("word_classes.tsv", 3) if its == kind)


@cache
def readings_by_word(kind: str) -> dict[str, str]:
    """Word → its reading in katakana, for the words of a class (class_readings.tsv)."""
    rows = table("class_readings.tsv", 4)
    return {word: reading for its, word, reading, _ in rows if its == kind}
