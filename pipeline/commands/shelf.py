"""The command ``shelf``: a catalogue page and an OPDS feed for a folder of built books."""

from __future__ import annotations

import argparse
import hashlib
import os
from pathlib import Path
from urllib.parse import quote

from pipeline.catalogue import DETAILS, FEED, PAGE, catalogue
from pipeline.errors import UsageError
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
        raise UsageError(f"{books / DETAILS}: この名前の本は棚に置けません (a book of this name)")
    files = catalogue(titles, arguments.title, _way(out, books))
    digest = hashlib.sha256(b"\0".join(files.values())).hexdigest()
    publish(out, {FORM: files}, {FORM: digest})
    print(f"{out / PAGE}、{out / FEED}: {len(titles)} 冊")
    return 0


def _check(out: Path) -> None:
    """Stop where files of the catalogue's names are there and no catalogue made them."""
    if FORM in read_record(out):
        return
    for name in (PAGE, FEED, DETAILS):
        if (out / name).exists():
            raise UsageError(
                f"{out / name}: 棚が作ったものではありません。--out で別の場所を指定してください"
                " (not made by shelf)"
            )


def _way(out: Path, books: Path) -> str:
    """The relative URL from the catalogue to the folder of books; empty or ending in ``/``."""
    way = Path(os.path.relpath(books.resolve(), out.resolve())).as_posix()
    return "" if way == "." else f"{quote(way)}/"
