"""Read dictionaries that people write: tables of surface, reading, braille and note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos, Reading
from pipeline.errors import DictionaryError
from pipeline.japanese.fold import surface_form
from pipeline.reasons import reason

_LETTER = re.compile("[A-Za-z]")
COLUMNS = ("surface", "reading", "braille", "note")


class Row(NamedTuple):
    """One line of a dictionary; ``braille`` is spaced braille kana or empty.

    ``where`` is ``file:line``, ``surface`` is width folded and keeps its case.
    """

    surface: str
    reading: str
    braille: str
    note: str
    where: str


@dataclass(frozen=True, slots=True)
class Layer:
    """The rows of one rank: ``exact`` by surface, ``folded`` by surface without case."""

    exact: dict[str, Row] = field(default_factory=dict)
    folded: dict[str, tuple[Row, ...]] = field(default_factory=dict)

    def find(self, surface: str) -> Row | None:
        """The row for a width-folded word: its own case first, then any case.

        Of several rows that differ in case only, a capitalised word takes the small-letter row
        (a sentence may begin with ``It``), any other the first.
        """
        if row := self.exact.get(surface):
            return row
        rows = self.folded.get(surface.casefold(), ())
        small = (row for row in rows if row.surface.islower() and not surface.isupper())
        return next(small, next(iter(rows), None))


def read_layer(paths: Iterable[Path]) -> Layer:
    """Dictionaries of one rank as one; a surface stands in it once.

    :raises DictionaryError: for a file that is not such a table, naming file and line.
    """
    layer = Layer()
    for path in paths:
        for row in read_rows(path):
            _add(layer, row)
    return layer


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of one file; ``#`` begins a comment line, blank lines separate."""
    file = path.as_posix()
    for number, line in enumerate(_lines(path), start=1):
        if line.strip() and not line.startswith("#"):
            yield _row(line, file, number)


def _fault(code: Code, pos: Pos, **fields: object) -> DictionaryError:
    return DictionaryError(diagnostic(code, pos, **fields))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        pos = Pos(path.as_posix(), line)
        words = {"byte": error.start + 1, "value": error.object[error.start]}
        raise _fault(Code.NOT_UTF8, pos, **words) from error
    except OSError as error:
        pos = Pos(path.as_posix())
        raise _fault(Code.UNREADABLE_DICTIONARY, pos, reason=reason(error)) from error


def _row(line: str, file: str, number: int) -> Row:
    columns = [column.strip() for column in line.split("\t")]
    if len(columns) != len(COLUMNS):
        pos = Pos(file, number)
        raise _fault(Code.TERM_COLUMNS, pos, expected=len(COLUMNS), got=len(columns))
    surface, reading, braille, note = columns
    if not surface or not reading:
        column = COLUMNS[0] if not surface else COLUMNS[1]
        raise _fault(Code.TERM_EMPTY, Pos(file, number), column=column)
    if _LETTER.search(reading) or (braille and _LETTER.search(braille)):
        both = f"{reading} {braille}".strip()
        raise _fault(Code.TERM_NOT_KANA, Pos(file, number), reading=both)
    spaced = " ".join(braille.split()) if braille else ""
    return Row(surface_form(surface), reading, spaced, note, f"{file}:{number}")


def japanese_readings(path: Path | None) -> tuple[Reading, ...]:
    """The readings of a book's dictionary for words without letters: names, words read two ways."""
    rows = read_rows(path) if path is not None else ()
    return tuple(
        Reading(row.surface, row.braille or row.reading, bool(row.braille))
        for row in rows
        if not _LETTER.search(row.surface) and not row.surface.isascii()
    )


def _add(layer: Layer, row: Row) -> None:
    if other := layer.exact.get(row.surface):
        file, _, line = row.where.rpartition(":")
        pos = Pos(file, int(line))
        raise _fault(Code.TERM_TWICE, pos, word=row.surface, first=other.where)
    layer.exact[row.surface] = row
    key = row.surface.casefold()
    layer.folded[key] = (*layer.folded.get(key, ()), row)
