"""Keep a book's ``terms.tsv``: confirm and set readings, and find what is wrong with the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import NOWHERE
from pipeline.errors import UsageError
from pipeline.japanese.fold import surface_form
from pipeline.japanese.terms import Row, read_rows

HEADER = "# 語\t読み\t点字仮名\t根拠\n"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row whose reading differs from that of a layer below it."""

    row: Row
    other: Row


def set_rows(path: Path, new: Iterable[Row]) -> None:
    """Write rows into a dictionary: one that is there is replaced where it stands, others follow.

    Every other line, comments too, stays as it is; the file is exchanged whole.

    :raises UsageError: for a column with a tab or a line end in it.
    """
    rows = {row.surface: _line(row) for row in new}
    lines = _kept_lines(path) if path.exists() else [HEADER.strip()]
    made = [rows.pop(surface_form(line.split("\t")[0]), line) for line in lines]
    made += rows.values()
    scratch = path.with_name(f".{path.name}.new")
    scratch.write_text("\n".join(made) + "\n", encoding="utf-8")
    scratch.replace(path)


def _kept_lines(path: Path) -> list[str]:
    """A dictionary's lines as ``read_rows`` counts them: whoever saved it may have added a mark."""
    text = path.read_bytes().decode("utf-8-sig").removesuffix("\n")
    return [line.removesuffix("\r") for line in text.split("\n")] if text else []


def _line(row: Row) -> str:
    columns = (row.surface, row.reading, row.braille, row.note)
    if any(sign in column for column in columns for sign in "\t\r\n"):
        raise UsageError(diagnostic(Code.TAB_IN_WORD, NOWHERE, word=row.surface))
    return "\t".join(columns)


def conflicts(upper: Sequence[Row], lower: Sequence[Row]) -> Iterator[Conflict]:
    """Each row whose surface has another reading in the layer below."""
    below = {row.surface.casefold(): row for row in lower}
    for row in upper:
        other = below.get(row.surface.casefold())
        if other is not None and other.reading != row.reading:
            yield Conflict(row, other)


def rows_of(paths: Iterable[Path]) -> tuple[Row, ...]:
    """The rows of several dictionaries in order."""
    return tuple(row for path in paths for row in read_rows(path))
