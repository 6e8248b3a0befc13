"""A table becomes rows of braille where they fit the line, else a list that names its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.braille.layout import Kind, Paragraph, Piece
from pipeline.braille.transcription import Scribe, joined, pieces
from pipeline.document import Table, TableRow, Term
from pipeline.walk import all_inlines

COLUMN_GAP = 2  # blanks between columns
NOTHING = "⠤⠤"  # an empty cell of the table
RULE_CELL = "⠒"
LABEL = "⠐⠂"  # 第1小見出し符 after a column's name
COMMA = "⠰"  # 読点

Cell = tuple[Piece, ...]


def table_paragraphs(table: Table, scribe: Scribe, width: int) -> Iterator[Paragraph]:
    """A table's paragraphs: its caption, then rows or a list."""
    caption = pieces(table.caption, scribe)
    if caption:
        yield Paragraph(caption, Kind.TABLE, 4, 4, keeps_next=True)
    head = _cells(table.head, scribe)
    rows = [_cells(row, scribe) for row in table.rows]
    widths = _widths([head, *rows])
    if sum(widths) + COLUMN_GAP * (len(widths) - 1) <= width:
        yield from _as_rows(head, rows, widths)
    else:
        again = _corner(table, _cells(table.head, scribe.again()))
        if not scribe.always and _explains(table.head):
            yield _named(head)
            head = list(again)
        yield from _as_list(_corner(table, head), again, rows)


def _cells(row: TableRow, scribe: Scribe) -> list[Cell]:
    return [pieces(cell.children, scribe) or (Piece(NOTHING),) for cell in row.cells]


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The cells each column needs."""
    return [max(len(joined(cell)) for cell in column) for column in zip(*rows, strict=True)]


def _as_rows(
    head: list[Cell], rows: Sequence[list[Cell]], widths: Sequence[int]
) -> Iterator[Paragraph]:
    yield Paragraph(_aligned(head, widths), Kind.TABLE, 0, 0, keeps_next=True)
    length = sum(widths) + COLUMN_GAP * (len(widths) - 1)
    yield Paragraph((Piece(RULE_CELL * length),), Kind.TABLE, 0, 0, keeps_next=bool(rows))
    for row in rows:
        yield Paragraph(_aligned(row, widths), Kind.TABLE, 0, 0)


def _aligned(cells: Sequence[Cell], widths: Sequence[int]) -> tuple[Piece, ...]:
    """A row with each cell beginning at its column: the last gap of a cell fills it up."""
    made: list[Piece] = []
    for cell, width in zip(cells, widths, strict=True):
        gap = width - len(joined(cell)) + COLUMN_GAP
        made += [*cell[:-1], cell[-1]._replace(gap=gap, ends_line=False)]
    return tuple(piece._replace(ends_line=False) for piece in made)


def _explains(head: TableRow) -> bool:
    """Whether a column's name but the first has an original: rows would be read before it."""
    runs = (cell.children for cell in head.cells[1:])
    return any(isinstance(i, Term) and i.first for run in runs for i in all_inlines(run))


def _named(head: Sequence[Cell]) -> Paragraph:
    """The names of the columns, in their order, before a list that uses them."""
    named = [cell for cell in head if cell != (Piece(NOTHING),)]
    made: list[Piece] = []
    for number, cell in enumerate(named, 1):
        comma = COMMA if number < len(named) else ""
        made += [*cell[:-1], cell[-1]._replace(cells=cell[-1].cells + comma, gap=1)]
    pieces_ = tuple(piece._replace(ends_line=False) for piece in made)
    return Paragraph(pieces_, Kind.TABLE, 4, 4, keeps_next=True)


def _corner(table: Table, head: list[Cell]) -> list[Cell]:
    """The head without the sign for nothing above a column that names the rows."""
    return [(), *head[1:]] if table.row_headers and head[0] == (Piece(NOTHING),) else head


def _as_list(
    head: Sequence[Cell], again: Sequence[Cell], rows: Sequence[Sequence[Cell]]
) -> Iterator[Paragraph]:
    """Each row under its first cell; each further cell behind its column's name.

    ``again`` is the head from the second row on, without the originals that the first has shown.
    """
    for number, row in enumerate(rows):
        names = again if number else head
        first = (*_labelled(names[0]), *row[0]) if names[0] else row[0]
        yield Paragraph(first, Kind.TABLE, 0, 2, keeps_next=len(row) > 1)
        for name, cell in zip(names[1:], row[1:], strict=True):
            yield Paragraph((*_labelled(name), *cell), Kind.TABLE, 2, 4)


def _labelled(name: Cell) -> Cell:
    """A column's name with the sign that a label ends in."""
    last = name[-1]._replace(cells=name[-1].cells + LABEL, gap=1, ends_line=False)
    return (*name[:-1], last)
