"""A braille proof: one accessible HTML page a volume, cells above kana above the print.

For people who check braille with their eyes and for those who check it by screen reader: every
line is a list of words, each with its cells, its kana and the words of the manuscript.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.braille.cells import BLANK
from pipeline.braille.pages import Page, Row, Source, Volume


@dataclass(frozen=True, slots=True)
class ProofWord:
    """Cells with what they were made from; empty ``kana`` for numbers and marks of ours."""

    cells: str
    kana: str
    text: str
    place: str
    doubt: str


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A line: its number on the page, the blanks it begins with, its words, and all its cells."""

    number: int
    indent: int
    words: tuple[ProofWord, ...]
    cells: str


@dataclass(frozen=True, slots=True)
class ProofPage:
    """A page with its label and its number in the volume, counted from 1."""

    number: int
    label: str
    lines: tuple[ProofLine, ...]


def proof_pages(volume: Volume) -> tuple[ProofPage, ...]:
    """The pages of a volume for the proof's template."""
    return tuple(
        ProofPage(number, page.label, tuple(_lines(page)))
        for number, page in enumerate(volume.pages, start=1)
    )


def doubts(volume: Volume) -> int:
    """How many words of a volume are doubtful."""
    return sum(
        bool(run.source.doubt) for page in volume.pages for row in page.rows for run in row.runs
    )


def _lines(page: Page) -> Iterator[ProofLine]:
    for number, row in enumerate(page.rows, start=1):
        indent = len(row.cells) - len(row.cells.lstrip(BLANK))
        yield ProofLine(number, indent, tuple(_words(row)), row.cells)


def _words(row: Row) -> Iterator[ProofWord]:
    """The words of a line, and what stands between them without a source."""
    cell = 0
    for run in row.runs:
        yield from _bare(row.cells[cell : run.cell])
        cell = run.cell + run.length
        yield _word(row.cells[run.cell : cell], run.source)
    yield from _bare(row.cells[cell:])


def _bare(cells: str) -> Iterator[ProofWord]:
    for part in cells.split(BLANK):
        if part:
            yield ProofWord(part, "", "", "", "")


def _word(cells: str, source: Source) -> ProofWord:
    pos = source.pos
    place = str(pos) if pos.file else ""
    return ProofWord(cells, source.kana, source.text, place, source.doubt)
