"""Run the command as its users do: arguments and bytes in, bytes and an exit status out."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from pipeline.cli import main

# An exception that would end in a traceback ends the test, instead of in the one line users see.
DEBUG = "1"


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: object, stdin: str | bytes = b"", lang: str = "ja_JP.UTF-8") -> Done:
    """``mimiyubi ARGUMENTS`` in this process, where the dictionaries are loaded already."""
    out, err = io.StringIO(), io.StringIO()
    data = stdin.encode() if isinstance(stdin, str) else stdin
    locale = mock.patch.dict(os.environ, {"LC_ALL": lang, "MIMIYUBI_DEBUG": DEBUG})
    with _standard_input(data), locale, redirect_stdout(out), redirect_stderr(err):
        status = _status(tuple(map(str, arguments)))
    return Done(status, out.getvalue(), err.getvalue())


def _status(arguments: tuple[str, ...]) -> int:
    try:
        return main(arguments)
    except SystemExit as stop:  # argparse ends wrong calls and --help itself
        return int(stop.code or 0)


@contextmanager
def _standard_input(data: bytes) -> Iterator[None]:
    with mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8")):
        yield


def book(folder: Path, *units: str, toml: str = 'title = "試験の本"\n') -> Path:
    """A book's folder with its units, given as Markdown."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "book.toml").write_text(toml, encoding="utf-8")
    for number, unit in enumerate(units, 1):
        (folder / f"{number:02}-unit.md").write_text(unit, encoding="utf-8")
    return folder
