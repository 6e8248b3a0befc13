"""The Japanese words of a book's dictionary, found in a line: readings that a person fixed."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.braille.words import Fixed
from pipeline.document import Reading
from pipeline.japanese.analysis import morphemes, sentences


def fixed_words(text: str, readings: Sequence[Reading], taken: Sequence[Fixed]) -> list[Fixed]:
    """The dictionary's words in a line, the longest first, apart from what is fixed already.

    A word counts where the analyser, too, has a word's edge at both its ends: 方 not in 方法.
    """
    present = [reading for reading in readings if reading.surface in text]
    if not present:
        return []
    edges = _edges(text)
    found: list[Fixed] = []
    for reading in sorted(present, key=lambda r: -len(r.surface)):
        start = text.find(reading.surface)
        while start >= 0:
            end = start + len(reading.surface)
            free = all(end <= f.start or f.end <= start for f in (*taken, *found))
            if free and {start, end} <= edges:
                found.append(Fixed(start, end, reading.kana, reading.spaced))
            start = text.find(reading.surface, end)
    return sorted(found, key=lambda f: f.start)


def _edges(text: str) -> set[int]:
    edges = {0, len(text)}
    for start, end in sentences(text):
        edges |= {start, end}
        for morpheme in morphemes(text[start:end]):
            edges |= {start + morpheme.start, start + morpheme.end}
    return edges
