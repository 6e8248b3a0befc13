"""Two thousand random books: what the transform makes, the judge finds nothing wrong with.

The two share no code. A hundred books are one test, so that a failing one names its seeds. Half
of them have rules of their own: units, names, places that do not count.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.diagnostics import Severity
from tests.verify.manuscripts import RULES
from tests.verify.stock import judge
from tests.verify.test_random_books import published

BOOKS, TOGETHER = 2000, 100
LEVELS = ("file", "file", "file", "h1", "h2", "book", "file")
KINDS = (*RULES, *(() for _ in RULES))


@pytest.mark.parametrize("first", range(1000, 1000 + BOOKS, TOGETHER))
def test_random_books_keep_the_rule(first: int, tmp_path: Path) -> None:
    """No form of any of them has an error."""
    wrong: dict[int, list[str]] = {}
    for seed in range(first, first + TOGETHER):
        level, rule = LEVELS[seed % len(LEVELS)], KINDS[seed % len(KINDS)]
        folder = published(tmp_path, seed, level=level, rule=rule)
        # Braille alone: it states no rule, and asks the forms beside it.
        found = [*judge(folder)[1], *judge(folder / "braille")[1]]
        errors = [finding.line("en") for finding in found if finding.severity is Severity.ERROR]
        if errors:
            wrong[seed] = errors
        shutil.rmtree(tmp_path / "build")

    assert wrong == {}
