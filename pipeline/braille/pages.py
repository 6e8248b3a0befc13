"""Braille pages and volumes: what layout makes and every braille file format holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from pipeline.braille.cells import BLANK
from pipeline.document import Pos


class Written(Protocol):
    """A line of a manuscript."""

    @property
    def text(self) -> str:
        """What it says."""

    def at(self, start: int, end: int) -> Pos:
        """Where ``text[start:end]`` stands."""


class Source(NamedTuple):
    """What a stretch of cells was made from: ``line.text[start:end]``, read as ``kana``.

    ``goes_on``: these are the later cells of a word that a line's end divides; its text stands
    with the first.
    """

    line: Written
    start: int
    end: int
    kana: str
    doubt: str = ""
    goes_on: bool = False

    @property
    def pos(self) -> Pos:
        """The place of the whole word in the manuscript."""
        return self.line.at(self.start, self.end)

    @property
    def text(self) -> str:
        """The words of the manuscript."""
        return "" if self.goes_on else self.line.text[self.start : self.end]


class Run(NamedTuple):
    """``length`` cells of a row from ``cell`` on (counted from 0) came from ``source``."""

    cell: int
    length: int
    source: Source


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a page: Unicode braille without blanks at its end, and where it came from.

    ``goes_on``: the paragraph continues on the next line.
    """

    cells: str
    runs: tuple[Run, ...] = field(default=(), compare=False)
    goes_on: bool = field(default=False, compare=False)


EMPTY_ROW = Row("")


@dataclass(frozen=True, slots=True)
class Page:
    """A page from its first line on (the page number's line is ``rows[0]``).

    ``label`` is the page's number as people say it: ``12``, ``モク3``, or empty.
    """

    rows: tuple[Row, ...]
    label: str = field(default="", compare=False)


BLANK_PAGE = Page(())
"""The empty back of a sheet, where what follows begins on a front."""


@dataclass(frozen=True, slots=True)
class Description:
    """What title pages and file headers say of a book; ``…_cells`` is the same in braille.

    ``author`` names all authors, ``author_cells`` the first and ``coauthor_cells`` the others.
    ``print_page`` is the print page that a volume begins with. ``modified`` is in seconds since
    1970.
    """

    slug: str = ""
    title: str = ""
    title_cells: str = ""
    subtitle: str = ""
    author: str = ""
    author_cells: str = ""
    coauthor_cells: str = ""
    publisher: str = ""
    publisher_cells: str = ""
    date: str = ""
    identifier: str = ""
    language: str = "ja"
    rights: str = ""
    book_code: str = ""
    transcriber: str = ""
    transcriber_cells: str = ""
    proofreader: str = ""
    remarks: str = ""
    remarks_cells: str = ""
    print_page: str = ""
    modified: int = 0


@dataclass(frozen=True, slots=True)
class Volume:
    """One volume (``number`` of ``count``), page size in cells and lines."""

    pages: tuple[Page, ...]
    number: int = 1
    count: int = 1
    cells_per_line: int = 32
    lines_per_page: int = 18
    description: Description = field(default_factory=Description)


def page_of(lines: list[str], label: str = "") -> Page:
    """A page from lines of Unicode braille, blanks at their ends and empty last lines dropped."""
    rows = [Row(line.replace(" ", BLANK).rstrip(BLANK)) for line in lines]
    while rows and not rows[-1].cells:
        rows.pop()
    return Page(tuple(rows), label)
