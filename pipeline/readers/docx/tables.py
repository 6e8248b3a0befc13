"""The rows of a Word table, a cell for every column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docx.oxml.simpletypes import ST_Merge
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc

from pipeline.readers.docx.elements import Element, alternative, name, number, said
from pipeline.readers.docx.inlines import TRANSPARENT

MAX_SPAN = 63  # Word has no more columns


@dataclass(frozen=True, slots=True)
class Cell:
    """``content`` is None in a column that a cell to the left or above reaches over.

    ``merged``: the cell reaches over others.
    """

    content: CT_Tc | None
    merged: bool = False


def table_rows(table: CT_Tbl) -> list[list[Cell]]:
    """Every row with its cells, columns in step."""
    rows = [list(_cells(row)) for row in opened(table) if isinstance(row, CT_Row)]
    return [row for row in rows if row]


def opened(items: Iterable[Element]) -> Iterator[Element]:
    """What stands in a table, a row or a cell, content controls and tracked insertions opened."""
    for item in items:
        if name(item) in TRANSPARENT:
            yield from opened(item)
        elif name(item) == "mc:AlternateContent":
            yield from opened(alternative(item))
        else:
            yield item


def _cells(row: CT_Row) -> Iterator[Cell]:
    yield from [Cell(None)] * _span(row, "grid_before", 0)
    for cell in opened(row):
        if isinstance(cell, CT_Tc):
            span = _span(cell, "grid_span", 1)
            merge = said(cell, "vMerge")
            goes_on = merge == ST_Merge.CONTINUE
            yield Cell(cell, (span > 1 or merge == ST_Merge.RESTART) and not goes_on)
            yield from [Cell(None)] * (span - 1)


def _span(thing: CT_Row | CT_Tc, what: str, otherwise: int) -> int:
    found = number(thing, what)
    return otherwise if found is None or found < 0 else min(found, MAX_SPAN)
