"""The size of a BRF file's pages: what its source map says, else what the file shows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.verify.kanacells import CELL_OF_BYTE

NARROWEST, FEWEST = 10, 5  # cells, lines
FEW = 4  # so many pages alike are no accident


# 点訳のてびき, chapter 5: headings begin at cell 9, 7 or 5; they run over two cells further in.
HEADING_INDENTS = (8, 6, 4)
RUN_OVER = 2


@dataclass(frozen=True, slots=True)
class Geometry:
    """The size of a page: cells across, lines down."""

    cells: int = 32
    lines: int = 18

    @property
    def heading_indents(self) -> frozenset[int]:
        """The blanks before a heading, which on a narrow line are no more than half of it."""
        return frozenset(min(indent, self.cells // 2) for indent in HEADING_INDENTS)

    def run_over(self, indent: int) -> int:
        """The blanks before the lines that a heading runs over to."""
        return min(indent + RUN_OVER, self.cells // 2)


def brf_geometry(path: Path, data: bytes, usual: Geometry) -> Geometry:
    """The size of the pages in a BRF file; ``usual`` where nothing says otherwise."""
    return _stated(path.with_suffix(".json")) or _shown(data, usual)


def _stated(path: Path) -> Geometry | None:
    """What the source map that stands beside a file says, if there is one."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    sizes = [found.get(n) for n in ("cells_per_line", "lines_per_page")] if _is_map(found) else []
    cells, lines = [n for n in sizes if isinstance(n, int)] if len(sizes) == 2 else (0, 0)
    return Geometry(cells, lines) if cells >= NARROWEST and lines >= FEWEST else None


def _is_map(found: object) -> bool:
    return isinstance(found, dict) and str(found.get("format", "")).endswith("braille-map")


def _shown(data: bytes, usual: Geometry) -> Geometry:
    """What most pages have: where their number ends, and, beyond the usual, their lines."""
    sheets = [sheet.split(b"\n") for sheet in data.split(b"\f")]
    ends = _most(len(first.rstrip()) for first, *_ in sheets if _is_number(first))
    lines = _most(len([row for row in sheet if row]) for sheet in sheets)
    return Geometry(
        ends if ends >= NARROWEST else usual.cells, lines if lines > usual.lines else usual.lines
    )


def _is_number(row: bytes) -> bool:
    """Whether a page's first line is its number and no more: blanks, and cells without any."""
    return row.startswith(b" ") and len(row.split()) == 1 and set(row.rstrip()) <= set(CELL_OF_BYTE)


def _most(values: Iterable[int]) -> int:
    """The commonest value, if it is no accident; else 0."""
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted and counted[0][1] >= FEW else 0
