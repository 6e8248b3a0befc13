"""A book's paragraphs to volumes: 標題紙, 目次, 凡例, 本文 and 奥付, cut at the units.

点訳のてびき 第5章 その6: a volume has 100 to 160 pages with everything counted and is cut at a
chapter or section; where it is not, the next volume repeats the heading and says that it goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.braille.frontmatter import (
    Entry,
    FrontMatter,
    colophon_chunks,
    contents_chunks,
    contents_number,
    notes_chunks,
    title_chunks,
)
from pipeline.braille.layout import Chunk, Paragraph, numbered, paginate
from pipeline.braille.pages import BLANK_PAGE, Page, Row, Volume
from pipeline.braille.sections import Section, contents_pages, sections
from pipeline.braille.transcription import number_cells
from pipeline.config import BrailleSettings
from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.errors import UsageError

BOOK_TOML = whole("book.toml")
CONTENTS_LABEL = "モク"
BACKS = 2  # pages: the blank back of the last page of 目次 and 凡例, and that of 本文
LEAST_BODY = 2  # pages: with less, a volume could not even hold a heading and its text

Pages = Sequence[tuple[Row, ...]]


def bind(
    units: Sequence[Sequence[Paragraph]], front: FrontMatter, settings: BrailleSettings
) -> tuple[Volume, ...]:
    """Units → volumes, each with its front matter, the last one with the colophon.

    :raises UsageError: where ``pages_per_volume_max`` leaves no room beside the front matter.
    """
    width, lines = settings.cells_per_line, settings.lines_per_page - 1
    binding = _Binding(front, settings)
    limit = settings.pages_per_volume_max - binding.fixed_pages
    if limit < LEAST_BODY + contents_pages(2, lines):
        most, taken = settings.pages_per_volume_max, binding.fixed_pages + 1
        raise UsageError(diagnostic(Code.VOLUME_TOO_SMALL, BOOK_TOML, got=most, pages=taken))
    groups = binding.groups(list(sections(units, width, lines, limit)))
    pages = _print_pages(groups)
    return tuple(
        binding.volume(number, len(groups), group, page)
        for number, (group, page) in enumerate(zip(groups, pages, strict=True), start=1)
    )


class _Binding:
    """One book's volumes in the making: what all of them share."""

    def __init__(self, front: FrontMatter, settings: BrailleSettings) -> None:
        self.front = front
        self.settings = settings
        self.width = settings.cells_per_line
        self.lines = settings.lines_per_page - 1
        self.notes = self._pages(notes_chunks(front, self.width))
        self.colophon = self._pages(colophon_chunks(front, self.width))
        # As many volumes as a title page ever has to name.
        self.title_pages = len(self._pages(self._title(888, 888)))
        # Blank backs are counted as they may come.
        self.fixed_pages = self.title_pages + len(self.notes) + len(self.colophon)
        if settings.sides == "both":
            self.fixed_pages += self.title_pages % 2 + BACKS

    def _pages(self, chunks: Sequence[Chunk]) -> Pages:
        return paginate(chunks, self.lines).pages

    def _title(self, number: int, count: int) -> list[Chunk]:
        return title_chunks(self.front, number, count, self.width, self.lines)

    # Where to cut

    def groups(self, parts: Sequence[Section]) -> list[list[Section]]:
        """Sections in as few volumes as can be, of sizes as even as can be."""
        low, high = self.settings.pages_per_volume_min, self.settings.pages_per_volume_max
        least = len(self._filled(parts, high))
        low = min(low, high)
        while low < high:
            middle = (low + high) // 2
            filled = self._filled(parts, middle)
            if len(filled) <= least and all(self._size(group) <= middle for group in filled):
                high = middle
            else:
                low = middle + 1
        return self._filled(parts, high)

    def _filled(self, parts: Sequence[Section], most: int) -> list[list[Section]]:
        """Sections put into volumes in order, each filled up to ``most`` pages."""
        groups: list[list[Section]] = [[]]
        pages = entries = 0
        for part in parts:
            pages += len(part.pages)
            entries += part.entry_lines
            size = self.fixed_pages + pages + contents_pages(entries, self.lines)
            if size > most and groups[-1]:
                groups.append([])
                pages, entries = len(part.pages), part.entry_lines
            groups[-1].append(part)
        return groups

    def _size(self, group: Sequence[Section]) -> int:
        entries = sum(part.entry_lines for part in group)
        pages = sum(len(part.pages) for part in group)
        return self.fixed_pages + pages + contents_pages(entries, self.lines)

    # What a volume holds

    def volume(self, number: int, count: int, group: Sequence[Section], page: str) -> Volume:
        """One volume's pages in order; ``page`` is the print page that it begins with."""
        front = [*self._pages(contents_chunks(_entries(group), self.width))]
        front += self.notes if number == 1 else []
        body = [page for part in group for page in part.pages]
        back = self.colophon if number == count else []
        parts = (
            [self._unnumbered(page) for page in self._pages(self._title(number, count))],
            [self._contents_page(page, index) for index, page in enumerate(front, start=1)],
            [self._body_page(page, index) for index, page in enumerate(body, start=1)],
            [self._unnumbered(page) for page in back],
        )
        return Volume(
            tuple(self._bound(parts)), number, count, self.width, self.settings.lines_per_page,
            replace(self.front.description, print_page=page),
        )  # fmt: skip

    def _bound(self, parts: Sequence[Sequence[Page]]) -> Iterator[Page]:
        """The pages of all parts; each part begins on the front of a sheet if both sides are used.

        点訳のてびき 第5章 その6: 標題紙, 目次, 本文 and 奥付 are leaves of their own.
        """
        count = 0
        for part in filter(None, parts):
            if self.settings.sides == "both" and count % 2:
                yield BLANK_PAGE
                count += 1
            yield from part
            count += len(part)

    def _unnumbered(self, page: tuple[Row, ...]) -> Page:
        return numbered(page, "", "", self.width)

    def _contents_page(self, page: tuple[Row, ...], index: int) -> Page:
        return numbered(page, f"{CONTENTS_LABEL}{index}", contents_number(index), self.width)

    def _body_page(self, page: tuple[Row, ...], index: int) -> Page:
        return numbered(page, str(index), number_cells(index), self.width)


def _entries(group: Sequence[Section]) -> list[Entry]:
    """The headings of a volume with the pages they stand on, counted from 1."""
    return list(_counted(group))


def _counted(group: Sequence[Section]) -> Iterator[Entry]:
    before = 0
    for part in group:
        for paragraph, start in part.headings:
            yield Entry(paragraph.level, paragraph.contents, before + start + 1)
        before += len(part.pages)


def _print_pages(groups: Sequence[Sequence[Section]]) -> Iterator[str]:
    """The print page that each volume begins with: the last before it, else its own first."""
    last = ""
    for group in groups:
        marks = list(_marks(group))
        yield last or next(iter(marks), "")
        last = marks[-1] if marks else last


def _marks(group: Sequence[Section]) -> Iterator[str]:
    for part in group:
        for item in part.items:
            yield from (piece.page.number for piece in item.paragraph.pieces if piece.page)
