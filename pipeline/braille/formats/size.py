"""The page size of a file that does not state it."""

from __future__ import annotations

from pipeline.braille.pages import Page, Volume

USUAL_CELLS, USUAL_LINES = 32, 18


def sized(pages: tuple[Page, ...]) -> Volume:
    """Pages as a volume of the size they need, at least the usual 32 cells by 18 lines."""
    cells = max((len(row.cells) for page in pages for row in page.rows), default=0)
    lines = max((len(page.rows) for page in pages), default=0)
    return Volume(
        pages,
        cells_per_line=max(cells, USUAL_CELLS),
        lines_per_page=max(lines, USUAL_LINES),
    )
