"""Show how far a recording is, with the time left, where a person watches."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

Shown = Callable[[int, int, float], None]
"""Hears of how many clips of how many are made, and which share (0 to 1) of their text."""


@contextlib.contextmanager
def shown(title: str) -> Iterator[Shown]:
    """A bar on standard error while the block runs; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total, _share: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None)

        def show(done: int, total: int, share: float) -> None:
            # The time left is told by the text: long phrases are said first.
            bar.update(task, description=f"{title} {done}/{total}", completed=share, total=1)

        yield show
