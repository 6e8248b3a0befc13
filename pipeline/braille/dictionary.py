"""The Japanese words of a book's dictionary, found in a line: readings that a person fixed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.braille.words import Fixed
from pipeline.document import Reading
from pipeline.japanese.analysis import morphemes
from pipeline.japanese.kana import katakana
from pipeline.japanese.sentences import sentences

_LENGTHENED = re.compile(r"(?<=[ウクスツヌフムユルグズヅブプュオコソトノホモヨロゴゾドボポョ])ウ")


def with_dictionary(
    text: str, fixed: Sequence[Fixed], readings: Sequence[Reading]
) -> tuple[Fixed, ...]:
    """Fixed readings with those of the book's dictionary among them, as braille spells them."""
    if not readings:
        return tuple(fixed)
    words = [
        f if f.spaced else replace(f, kana=ruby_kana(text[f.start : f.end], f.kana))
        for f in fixed_words(text, readings, fixed)
    ]
    return tuple(sorted((*fixed, *words), key=lambda f: f.start))


def ruby_kana(base: str, reading: str) -> str:
    """A reading given in ruby as braille kana: katakana, ー for the long vowel of ウ."""
    kana = katakana(reading)
    # 点訳のてびき 第2章 その1: the ウ that ends a verb is no long vowel.
    ends_verb = base.endswith("う") and kana.endswith("ウ")
    body = kana[:-1] if ends_verb else kana
    return _LENGTHENED.sub("ー", body) + kana[len(body) :]


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
