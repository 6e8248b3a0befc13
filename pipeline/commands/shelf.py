"""The command ``shelf``: a catalogue page and an OPDS feed for a folder of built books."""

from __future__ import annotations

import argparse
import hashlib
import os
from pathlib import Path
from urllib.parse import quote

from pipeline.catalogue import DETAILS, FEED, PAGE, catalogue
from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.errors import UsageError
from pipeline.language import language_of
from pipeline.output import publish, read_record
from pipeline.shelf import read_shelf

FORM = "shelf"


def shelf(arguments: argparse.Namespace) -> int:
    """Write the catalogue, whole or not at all, and say where it is."""
    books = Path(arguments.folder)
    out = Path(arguments.out or arguments.folder)
    titles = read_shelf(books)
    _check(out)
    if any(title.folder == DETAILS for title in titles):
        raise UsageError(diagnostic(Code.NAME_OF_SHELF, whole(books / DETAILS)))
    files = catalogue(titles, arguments.title, _way(out, books))
    digest = hashlib.sha256(b"\0".join(files.values())).hexdigest()
    publish(out, {FORM: files}, {FORM: digest})
    count = len(titles)
    print(
        f"{out / PAGE}、{out / FEED}: {count} 冊"
        if language_of(arguments.lang) == "ja"
        else f"{out / PAGE}, {out / FEED}: {count} books"
    )
    return 0


def _check(out: Path) -> None:
    """Stop where files of the catalogue's names are there and no catalogue made them."""
    if FORM in read_record(out):
        return
    for name in (PAGE, FEED, DETAILS):
        if (out / name).exists():
            raise UsageError(diagnostic(Code.NOT_MADE_BY_SHELF, whole(out / name)))


def _way(out: Path, books: Path) -> str:
    """The relative URL from the catalogue to the folder of books; empty or ending in ``/``."""
    way = Path(os.path.relpath(books.resolve(), out.resolve())).as_posix()
    return "" if way == "." else f"{quote(way)}/"
