"""The books under ``source/``, published once for every test that looks at them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from pipeline.driver import DEFAULT_FORMS, Built, build

SOURCE = Path(__file__).resolve().parent.parent / "source"
BOOKS = sorted(path.parent.name for path in SOURCE.glob("*/book.toml"))


@cache
def output_folder() -> Path:
    """Where this run's books are built: new, so that nothing old is judged."""
    return Path(mkdtemp(prefix="mimiyubi-test-"))


@cache
def published(book: str) -> Built:
    """A book under ``source/`` in every default form."""
    return build(str(SOURCE / book), DEFAULT_FORMS, output_folder(), strict=False)
