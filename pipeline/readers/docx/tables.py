"""The rows of a Word table, a cell for every column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.readers.docx.inlines import TRANSPARENT
from pipeline.readers.docx.package import Element, child, name
from pipeline.readers.docx.styles import value

MAX_SPAN = 63  # Word has no more columns


@dataclass(frozen=True, slots=True)
class Cell:
    """``content`` is None in a column that a cell to the left or above reaches over.

    ``merged``: the cell reaches over others.
    """

    content: Element | None
    merged: bool = False


def table_rows(table: Element) -> list[list[Cell]]:
    """Every row with its cells, columns in step."""
    rows = [list(_cells(row)) for row in _find(table, "w:tr")]
    return [row for row in rows if row]


def _find(element: Element, wanted: str) -> Iterator[Element]:
    for item in element:
        if name(item) == wanted:
            yield item
        elif name(item) in TRANSPARENT:
            yield from _find(item, wanted)


def _cells(row: Element) -> Iterator[Cell]:
    yield from [Cell(None)] * _span(child(row, "w:trPr", "w:gridBefore"), 0)
    for cell in _find(row, "w:tc"):
        span = _span(child(cell, "w:tcPr", "w:gridSpan"), 1)
        merge = child(cell, "w:tcPr", "w:vMerge")
        # ISO/IEC 29500-1, 17.4.84: without a value, or with "continue", it goes on from above.
        starts_merge = value(merge) == "restart"
        goes_on = merge is not None and not starts_merge
        yield Cell(cell, (span > 1 or starts_merge) and not goes_on)
        yield from [Cell(None)] * (span - 1)


def _span(element: Element | None, otherwise: int) -> int:
    text = value(element)
    return min(int(text), MAX_SPAN) if text.isascii() and text.isdecimal() else otherwise
