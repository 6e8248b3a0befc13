"""What the analysers said, kept in ``tests/data/analyses.json``, so that rules are tested alone.

``recording`` notes every answer of SudachiPy and UniDic; ``replaying`` gives the notes back in
place of the analysers. A new edition of a dictionary then changes no verdict on a rule.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self, TypeVar

from pipeline.japanese import analysis, sudachi, unidic

NOTES = Path(__file__).parent / "data" / "analyses.json"
# A token: surface, begin, end, word id, part-of-speech id, part of speech, reading, base, A units.
Token = list[Any]
# A row of SudachiDict: dictionary form, normalized form, part of speech, reading.
Row = list[Any]
FEATURES = ("kana", "pron", "goshu", "pos1", "cForm", "lForm")
Note = TypeVar("Note")


@dataclass
class Notes:
    """Sentence → Sudachi's tokens, word → its rows, and text → UniDic's units, as plain lists."""

    words: dict[str, list[Token]] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    units: dict[str, list[list[str]]] = field(default_factory=dict)

    def save(self) -> None:
        """Write the notes, a sentence a line, in order."""
        names = ("words", "rows", "units")
        rows = {name: dict(sorted(getattr(self, name).items())) for name in names}
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        NOTES.write_text(text.replace("]],", "]],\n") + "\n", encoding="utf-8")

    @classmethod
    def load(cls) -> Self:
        """Read the notes."""
        return cls(**json.loads(NOTES.read_text(encoding="utf-8")))


class NotRecordedError(LookupError):
    """A text that no analyser was asked about when the notes were taken: run ``make accept``."""


@dataclass
class Said:
    """A token as SudachiPy gives it, from a note or to a note."""

    note: Token

    def surface(self) -> str:
        return str(self.note[0])

    def begin(self) -> int:
        return int(self.note[1])

    def end(self) -> int:
        return int(self.note[2])

    def word_id(self) -> int:
        return int(self.note[3])

    def part_of_speech_id(self) -> int:
        return int(self.note[4])

    def part_of_speech(self) -> tuple[str, ...]:
        return tuple(self.note[5])

    def reading_form(self) -> str:
        return str(self.note[6])

    def dictionary_form(self) -> str:
        return str(self.note[7])

    def split(self, _mode: object) -> list[Said]:
        return [Said(note) for note in self.note[8]] or [self]


def _noted(token: Any, parts: bool = True) -> Token:
    from sudachipy import SplitMode

    units = list(token.split(SplitMode.A)) if parts else []
    return [
        token.surface(), token.begin(), token.end(), token.word_id(), token.part_of_speech_id(),
        list(token.part_of_speech()), token.reading_form(), token.dictionary_form(),
        [_noted(unit, parts=False) for unit in units] if len(units) > 1 else [],
    ]  # fmt: skip


@contextmanager
def recording() -> Iterator[Notes]:
    """While this lasts every answer of the analysers is noted."""
    notes = Notes()
    tokenizer, dictionary, tagger = sudachi._sudachi(), sudachi._dictionary(), unidic._unidic()

    def lookup(word: str) -> list[SimpleNamespace]:
        notes.rows[word] = [
            [
                row.dictionary_form(), row.normalized_form(),
                list(row.part_of_speech()), row.reading_form(),
            ]
            for row in dictionary.lookup(word)
        ]  # fmt: skip
        return _rows(notes.rows[word])

    def tokenize(text: str) -> list[Said]:
        notes.words[text] = [_noted(token) for token in tokenizer.tokenize(text)]
        return [Said(note) for note in notes.words[text]]

    def tag(text: str) -> list[SimpleNamespace]:
        nodes = [(node.surface, node.feature) for node in tagger(text)]
        notes.units[text] = [
            [surface, *(getattr(feature, name) or "" for name in FEATURES)]
            for surface, feature in nodes
        ]
        return _nodes(notes.units[text])

    with _in_place_of_the_analysers(tokenize, lookup, tag):
        yield notes


@contextmanager
def replaying() -> Iterator[None]:
    """While this lasts the analysers are their notes."""
    notes = Notes.load()

    def tokenize(text: str) -> list[Said]:
        return [Said(note) for note in _of(notes.words, text)]

    def lookup(word: str) -> list[SimpleNamespace]:
        return _rows(_of(notes.rows, word))

    def tag(text: str) -> list[SimpleNamespace]:
        return _nodes(_of(notes.units, text))

    with _in_place_of_the_analysers(tokenize, lookup, tag):
        yield


def _of(notes: Mapping[str, list[Note]], text: str) -> list[Note]:
    if text not in notes:
        raise NotRecordedError(text)
    return notes[text]


def _rows(rows: list[Row]) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            dictionary_form=partial(str, form),
            normalized_form=partial(str, normal),
            part_of_speech=partial(tuple, pos),
            reading_form=partial(str, reading),
        )
        for form, normal, pos, reading in rows
    ]


def _nodes(units: list[list[str]]) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            surface=surface,
            feature=SimpleNamespace(**dict(zip(FEATURES, features, strict=True))),
        )
        for surface, *features in units
    ]


@contextmanager
def _in_place_of_the_analysers(
    tokenize: Callable[[str], list[Said]],
    lookup: Callable[[str], list[SimpleNamespace]],
    tag: Callable[[str], list[SimpleNamespace]],
) -> Iterator[None]:
    before = sudachi._sudachi, sudachi._dictionary, unidic._unidic
    words: Any = SimpleNamespace(tokenize=tokenize)
    rows: Any = SimpleNamespace(lookup=lookup)
    sudachi._sudachi, sudachi._dictionary = lambda: words, lambda: rows  # type: ignore[assignment]  # stand-ins
    unidic._unidic = lambda: tag  # type: ignore[assignment]  # a stand-in
    _forget()
    try:
        yield
    finally:
        sudachi._sudachi, sudachi._dictionary, unidic._unidic = before
        _forget()


def _forget() -> None:
    """Empty every cache of answers that the program keeps."""
    analysis._PARTS.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith(("pipeline.japanese", "pipeline.braille")):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and value not in (
                    sudachi._sudachi,
                    sudachi._dictionary,
                    unidic._unidic,
                ):
                    value.cache_clear()
