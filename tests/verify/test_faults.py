"""A fault put into a published file is found; a file without one is not disturbed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.verify.faults import FAULTS, Fault
from tests.verify.stock import copy, judge

# One worker publishes the stock book and spoils copies of it.
pytestmark = pytest.mark.xdist_group("verify")
FORMS = ("*.epub", "daisy202", "daisy3", "braille", ".")


@pytest.mark.parametrize("form", FORMS)
def test_a_clean_book_is_silent(form: str, tmp_path: Path) -> None:
    """Nothing is said of a book that keeps every rule, alone or with its other forms."""
    (path,) = copy(tmp_path).glob(form) if form != "." else (copy(tmp_path),)

    verified, found = judge(path)

    assert [finding.line("en") for finding in found] == []
    assert (verified.units, verified.originals) == (3, 3) if form != "." else (12, 12)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.path}: {f.name}")
def test_a_fault_is_found(fault: Fault, tmp_path: Path) -> None:
    """Each fault has its code among the findings, with a place in the spoiled book."""
    folder = copy(tmp_path)
    (path,) = folder.glob(fault.path)
    fault.inject(folder)

    _, found = judge(path)

    hits = [finding for finding in found if finding.code is fault.code]
    assert hits, [finding.line("en") for finding in found]
    assert all(str(folder) in hit.pos.file and hit.pos.line > 0 for hit in hits)
    assert all(hit.message("ja") and hit.message("en") and hit.hint("ja") for hit in hits)
