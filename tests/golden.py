"""The tiny book as it is published, beside what it was when a person last looked at it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from unittest import mock
from zipfile import ZipFile

from pipeline.driver import DEFAULT_FORMS, build

TESTS = Path(__file__).resolve().parent
GOLDEN = TESTS / "golden"
BOOK = TESTS / "books" / "tiny"
# What stands in the repository: text that can be read and compared, styles and covers aside.
SHOWN = (".xhtml", ".opf", ".ncx", ".smil", ".html", ".xml", ".brf")


def published() -> Mapping[str, bytes]:
    """Every text file of every form of the tiny book, those inside the EPUB too, by path."""
    with tempfile.TemporaryDirectory() as name:
        with mock.patch.dict(os.environ, {"SOURCE_DATE_EPOCH": "1790000000"}):
            built = build(str(BOOK), DEFAULT_FORMS, Path(name), strict=True)
        assert built.problem is None, (built.problem, [f.line("en") for f in built.findings])
        return dict(_texts(Path(name) / BOOK.name))


def _texts(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".epub":
            with ZipFile(BytesIO(path.read_bytes())) as epub:
                inner = {f"{name}/{n}": epub.read(n) for n in sorted(epub.namelist())}
            yield from ((n, data) for n, data in inner.items() if n.endswith(SHOWN))
        elif path.suffix in SHOWN:
            yield name, path.read_bytes()


def accepted() -> Mapping[str, bytes]:
    """The files as they were accepted."""
    paths = sorted(path for path in GOLDEN.rglob("*") if path.is_file())
    return {path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in paths}
