"""The page size of a file that does not state it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.braille.pages import Page, Volume

USUAL_CELLS, USUAL_LINES = 32, 18


def sized(pages: tuple[Page, ...]) -> Volume:
    """Pages as a volume of the size they need, at least the usual 32 cells by 18 lines."""
    return fitted(Volume(pages, cells_per_line=USUAL_CELLS, lines_per_page=USUAL_LINES))


def fitted(volume: Volume) -> Volume:
    """A volume whose page is no smaller than what stands on it, whatever its file said."""
    cells = max((len(row.cells) for page in volume.pages for row in page.rows), default=0)
    lines = max((len(page.rows) for page in volume.pages), default=0)
    return replace(
        volume,
        cells_per_line=max(cells, volume.cells_per_line),
        lines_per_page=max(lines, volume.lines_per_page),
    )
