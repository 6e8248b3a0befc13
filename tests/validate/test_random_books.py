"""Two thousand random books: what the transform makes, the judge finds nothing wrong with.

The two share no code. A hundred books are one test, so that a failing one names its seeds.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.diagnostics import Severity
from tests.verify.stock import judge
from tests.verify.test_random_books import published

BOOKS, TOGETHER = 2000, 100


@pytest.mark.parametrize("first", range(1000, 1000 + BOOKS, TOGETHER))
def test_random_books_keep_the_rule(first: int, tmp_path: Path) -> None:
    """No form of any of them has an error."""
    wrong: dict[int, list[str]] = {}
    for seed in range(first, first + TOGETHER):
        _, found = judge(published(tmp_path, seed))
        errors = [finding.line("en") for finding in found if finding.severity is Severity.ERROR]
        if errors:
            wrong[seed] = errors
        shutil.rmtree(tmp_path / "build")

    assert wrong == {}
