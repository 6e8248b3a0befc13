"""Read the package's own tables of facts: tab-separated, one row a fact, ``#`` for comments."""

from __future__ import annotations

from functools import cache
from importlib import resources

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos
from pipeline.errors import TableError


@cache
def table(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of ``pipeline/data/<name>``, each of exactly ``columns`` cells.

    :raises TableError: for a row of another length.
    """
    text = resources.files("pipeline").joinpath("data", name).read_text(encoding="utf-8")
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("# "):
            continue
        row = tuple(line.split("\t"))
        if len(row) != columns:
            pos = Pos(name, number)
            raise TableError(diagnostic(Code.OUR_TABLE, pos, expected=columns, got=len(row)))
        rows.append(row)
    return tuple(rows)
