"""A volume's source map: for each stretch of cells its place in the manuscript, and back, as JSON.

The schema (``format`` 1); all counts from 0, offsets in code points, ends not included::

    {
      "format": "mimiyubi-braille-map", "version": 1,
      "book": "slug", "volume": 1, "volumes": 2, "cells_per_line": 32, "lines_per_page": 18,
      "files": ["source/book/01.md", …],
      "labels": ["", "モク1", "1", …],                      a page's number, page by page
      "runs": [[page, line, cell, length, file, start, end, kana, doubt], …]
    }

A run is ``length`` cells of one line; ``file`` is an index into ``files`` and ``start`` to
``end`` the text there (both 0 in ``book.toml``, whose settings have no offsets). Runs stand in
the order of the cells, so that a place in the book is found by bisection on the first three
numbers. ``back`` lists the indices of the runs in the order of (file, start), so that a place in
the manuscript is found by bisection there. A word broken over lines has a run on each, with that
line's share of its kana, and every one of them the whole word's place. ``doubt`` is empty or
says why the reading should be looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipeline.braille.pages import Source, Volume

FORMAT, VERSION = "mimiyubi-braille-map", 1
Run = tuple[int, int, int, int, int, int, int, str, str]


def source_map(volume: Volume) -> bytes:
    """The source map of a volume as JSON."""
    placed = [(*run, run[-1].pos) for run in _runs(volume)]
    files = sorted({pos.file for *_, pos in placed if pos.file})
    runs = [
        (
            *(page, line, cell, length),
            *(files.index(pos.file), pos.offset, pos.end),
            *(source.kana, source.doubt),
        )
        for page, line, cell, length, source, pos in placed
        if pos.file
    ]
    made = {
        "format": FORMAT,
        "version": VERSION,
        "book": volume.description.slug,
        "volume": volume.number,
        "volumes": volume.count,
        "cells_per_line": volume.cells_per_line,
        "lines_per_page": volume.lines_per_page,
        "files": files,
        "labels": [page.label for page in volume.pages],
        "runs": runs,
        "back": sorted(range(len(runs)), key=lambda index: runs[index][4:6]),
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _runs(volume: Volume) -> Iterator[tuple[int, int, int, int, Source]]:
    """(page, line, cell, length, source) of all runs, in the order of the cells."""
    for page, content in enumerate(volume.pages):
        for line, row in enumerate(content.rows):
            for run in row.runs:
                yield page, line, run.cell, run.length, run.source
