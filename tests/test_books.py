"""Every book under ``source/`` as it is really published: each unit, each form."""

from pathlib import Path

import pytest

from pipeline.diagnostics import Diagnostic, Severity
from pipeline.driver import DEFAULT_FORMS, build
from pipeline.verify import verify
from tests.judges import epubcheck
from tests.published import BOOKS, SOURCE, output_folder, published

# One worker builds the books and looks at them.
pytestmark = [pytest.mark.xdist_group("books"), pytest.mark.parametrize("book", BOOKS)]


def test_a_book_builds_without_errors_or_warnings(book: str) -> None:
    """Every form is made, and no reading in our own books is in doubt."""
    built = published(book)

    assert built.problem is None
    assert [form.name for form in built.forms] == list(DEFAULT_FORMS)
    serious = [f for f in built.findings if f.severity is not Severity.INFO]
    assert [finding.line("en") for finding in serious] == []


@pytest.mark.parametrize("form", ["*.epub", "daisy202", "daisy3", "braille"])
def test_every_unit_keeps_the_first_use_rule(book: str, form: str) -> None:
    """In each published form each unit glosses each original once, at its first use."""
    published(book)
    (path,) = (output_folder() / book).glob(form)
    found: list[Diagnostic] = []
    verified = verify([path], found.append)

    assert [d.line("en") for d in found if d.severity is not Severity.INFO] == []
    # A title page and, in a book of several units, each unit is a stretch of its own.
    assert verified.units >= len(list((SOURCE / book).glob("*.md")))
    assert verified.originals > 0


def test_epubcheck_finds_nothing_above_usage(book: str) -> None:
    """EPUBCheck 5.3.0 with usage messages: no error, no warning."""
    published(book)
    (path,) = (output_folder() / book).glob("*.epub")

    assert [m for m in epubcheck(path) if m.severity != "USAGE"] == []


def test_the_same_bytes_twice(book: str, tmp_path: Path) -> None:
    """Built again elsewhere, every file is the same to the byte."""
    published(book)
    build(str(SOURCE / book), DEFAULT_FORMS, tmp_path, strict=False)

    assert files(tmp_path / book) == files(output_folder() / book)


def files(folder: Path) -> dict[str, bytes]:
    """What each file below a folder holds, by path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
