"""A BRF file read: pages, lines, page numbers; what breaks the rules of the format is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.reasons import EMPTY, reason
from pipeline.verify.kanacells import BLANK, CELL_OF_BYTE, read_cells, unicode_cells
from pipeline.verify.pagesize import Geometry, brf_geometry

PAGE_NUMBER = re.compile(r"(?P<kind>モク|ハンレイ|)(?P<number>[0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Line:
    """A line in Unicode braille, and which line of the file it is (from 1)."""

    cells: str
    number: int

    @property
    def indent(self) -> int:
        return len(self.cells) - len(self.cells.lstrip(BLANK))

    @property
    def text(self) -> str:
        return read_cells(self.cells)[0]


@dataclass(frozen=True, slots=True)
class Page:
    """A page without its number; ``label`` is the number (``12``, ``モク3``) or empty."""

    file: str
    label: str
    lines: tuple[Line, ...]
    first_line: int
    number_end: int = 0  # the cell where the number ends

    def place(self, line: int, cell: int = 0) -> Pos:
        return Pos(self.file, line, cell + 1)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on the page, not even its number."""
        return not self.label and not any(line.cells.strip(BLANK) for line in self.lines)

    @property
    def kind(self) -> str:
        """What sort of number the page has: モク, none, or (empty) the text's own."""
        hit = PAGE_NUMBER.fullmatch(self.label)
        return hit["kind"] if hit else "-"


def read_brf(path: Path, usual: Geometry, report: Report) -> tuple[Geometry, tuple[Page, ...]]:
    """A BRF file → the size of its pages, and its pages; both and bytes are checked."""
    try:
        data = path.read_bytes()
    except OSError as error:
        report(diagnostic(Code.CORRUPT_FILE, Pos(str(path)), reason=reason(error)))
        return usual, ()
    if not data.strip():
        report(diagnostic(Code.CORRUPT_FILE, Pos(str(path)), reason=EMPTY))
        return usual, ()
    geometry = brf_geometry(path, data, usual)
    pages, number = [], 1
    sheets = data.split(b"\f")
    if not sheets[-1].strip():
        sheets.pop()
    for sheet in sheets:
        lines = list(_lines(str(path), sheet, number, geometry, report))
        if len(lines) > geometry.lines:
            fields = {"lines": len(lines), "limit": geometry.lines}
            report(diagnostic(Code.LONG_PAGE, Pos(str(path), number, 1), **fields))
        pages.append(numbered(str(path), lines, number))
        number += sheet.count(b"\n")
    check_numbers(pages, geometry, report)
    return geometry, tuple(pages)


def _lines(
    file: str, sheet: bytes, number: int, geometry: Geometry, report: Report
) -> Iterator[Line]:
    rows = sheet.split(b"\n")
    if not rows[-1]:
        rows.pop()
    for index, row in enumerate(rows):
        pos = Pos(file, number + index, 1)
        ends_well = row.endswith(b"\r") or (index == len(rows) - 1 and not sheet.endswith(b"\n"))
        if not ends_well:
            report(diagnostic(Code.WRONG_LINE_END, pos))
        body = row.removesuffix(b"\r")
        _check_line(body, pos, geometry, report)
        yield Line("".join(unicode_cells(body)), number + index)


def _check_line(body: bytes, pos: Pos, geometry: Geometry, report: Report) -> None:
    if len(body) > geometry.cells:
        fields = {"cells": len(body), "limit": geometry.cells}
        report(diagnostic(Code.LONG_LINE, pos, **fields))
    if body.endswith(b" "):
        report(diagnostic(Code.TRAILING_BLANK, pos))
    strange = next(((i, b) for i, b in enumerate(body) if b not in CELL_OF_BYTE), None)
    if strange:
        place = Pos(pos.file, pos.line, strange[0] + 1)
        report(diagnostic(Code.NOT_BRAILLE, place, value=strange[1]))


def numbered(file: str, lines: list[Line], number: int) -> Page:
    """A page with the number at the end of its first line taken off."""
    if not lines:
        return Page(file, "", (), number)
    text, _, last = lines[0].cells.rpartition(BLANK)
    label = read_cells(last)[0]
    if last and PAGE_NUMBER.fullmatch(label):
        rest = text.rstrip(BLANK)
        body = [Line(rest, number), *lines[1:]] if rest else lines[1:]
        return Page(file, label, tuple(body), number, len(lines[0].cells))
    return Page(file, "", tuple(lines if lines[0].cells.strip(BLANK) else lines[1:]), number)


# Page numbers


def check_numbers(pages: list[Page], geometry: Geometry, report: Report) -> None:
    """Numbers go up by one; pages without one stand only before the first and after the last.

    A blank page is the back of a sheet: what follows begins on a front, as do all parts then.
    """
    numbered = [index for index, page in enumerate(pages) if page.label]
    if not numbered:
        return
    _check_sides(pages, report)
    last: dict[str, int] = {}
    for index in range(numbered[0], numbered[-1] + 1):
        page = pages[index]
        if page.is_blank and _begins_part(pages, index + 1):
            continue
        if page.label and page.number_end < geometry.cells:
            fields = {"got": page.label, "expected": f"{geometry.cells} マス目まで"}
            report(diagnostic(Code.WRONG_PAGE_NUMBER, page.place(page.first_line), **fields))
        hit = PAGE_NUMBER.fullmatch(page.label)
        kind = hit["kind"] if hit else next(reversed(last))
        expected = last[kind] + 1 if kind in last else None
        number = int(hit["number"]) if hit else None
        wrong_start = expected is None and kind and number != 1
        if number is None or wrong_start or (expected is not None and number != expected):
            fields = {"got": page.label or "-", "expected": f"{kind}{expected or 1}"}
            report(diagnostic(Code.WRONG_PAGE_NUMBER, page.place(page.first_line), **fields))
        last[kind] = number if number is not None else (expected or 1)


def _begins_part(pages: list[Page], index: int) -> bool:
    """Whether a page is the first of 目次, of the text or of what has no number."""
    before = next((page for page in reversed(pages[:index]) if not page.is_blank), None)
    page = pages[index]
    return not page.is_blank and (before is None or page.kind != before.kind)


def _check_sides(pages: list[Page], report: Report) -> None:
    """Where a blank back stands before a part, the volume is for both sides: so begins each."""
    begin = [index for index in range(len(pages)) if _begins_part(pages, index)]
    if any(index and index % 2 == 0 and pages[index - 1].is_blank for index in begin):
        for page in (pages[index] for index in begin if index % 2):
            report(diagnostic(Code.WRONG_SIDE, page.place(page.first_line), page=page.label or "-"))
