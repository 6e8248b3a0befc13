"""Show how far a recording is, with the time left, where a person watches."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

Shown = Callable[[int, int], None]
"""Hears of how many clips of how many are made."""


@contextlib.contextmanager
def shown(title: str) -> Iterator[Shown]:
    """A bar on standard error while the block runs; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
