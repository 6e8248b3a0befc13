"""PEF volumes are judged like BRF, by the page size they state."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.diagnostics import Code
from pipeline.verify.kanacells import unicode_cells
from tests.verify.faults import changed
from tests.verify.stock import BOOK, copy, judge

pytestmark = pytest.mark.xdist_group("verify")

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<pef xmlns="http://www.daisy.org/ns/2008/pef" version="2008-1"><head>
<meta xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/x-pef+xml</dc:format>
<dc:identifier>urn:x</dc:identifier></meta></head>
<body><volume cols="32" rows="18" rowgap="0" duplex="true"><section>
"""
TAIL = "</section></volume></body></pef>\n"


def pef(folder: Path) -> Path:
    """The stock book's BRF volume as PEF, alone in a folder."""
    brf = copy(folder) / "braille" / f"{BOOK}-1.brf"
    pages = []
    for sheet in brf.read_bytes().removesuffix(b"\r\n").split(b"\f"):
        rows = ["".join(unicode_cells(row)) for row in sheet.removesuffix(b"\r\n").split(b"\r\n")]
        pages.append("<page>\n" + "".join(f"<row>{row}</row>\n" for row in rows) + "</page>\n")
    path = folder / "alone" / f"{BOOK}-1.pef"
    path.parent.mkdir()
    path.write_text(HEAD + "".join(pages) + TAIL, encoding="utf-8")
    return path


def test_a_clean_volume_has_no_errors(tmp_path: Path) -> None:
    """Its units, glosses and contents are read.

    What only other forms can tell: Bonjour is a quotation, コード（alt） is no gloss.
    """
    verified, found = judge(pef(tmp_path))

    assert (verified.errors, verified.units, verified.originals) == (0, 3, 4)
    assert {finding.code for finding in found} <= {Code.PERHAPS_LEFT_OVER}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("⠀⠀⠬⠂⠩⠓", "⠁" * 33, Code.LONG_LINE),
        ("⠬⠂⠩⠓", "yukkuri", Code.NOT_BRAILLE),
        ("⠬⠂⠩⠓", "⣿", Code.NOT_BRAILLE),
        ("<page>", "<page>" + "<row/>" * 18, Code.LONG_PAGE),
        ("application/x-pef", "text/x-pef", Code.WRONG_METADATA),
        ("<dc:identifier>urn:x</dc:identifier>", "", Code.MISSING_METADATA),
        ("</page>", "", Code.BROKEN_XML),
        ("(⠀{20})⠼⠉</row>", r"\1⠼⠊</row>", Code.WRONG_PAGE_NUMBER),
    ],
)
def test_a_fault_is_found(old: str, new: str, code: Code, tmp_path: Path) -> None:
    """What breaks the page, the cells or the file has its code."""
    path = pef(tmp_path)
    path.write_bytes(changed(path.read_bytes(), old, new))

    assert code in {finding.code for finding in judge(path)[1]}


def test_a_section_of_its_own_size_is_judged_by_it(tmp_path: Path) -> None:
    """A section may be wider than its volume: its lines are measured by its own columns."""
    path = tmp_path / "wide-1.pef"
    head = HEAD.replace('cols="32"', 'cols="10"').replace("<section>", '<section cols="40">')
    row = "⠁" * 38
    path.write_text(f"{head}<page><row/><row>{row}</row></page>{TAIL}", encoding="utf-8")

    assert [finding.code for finding in judge(path)[1]] == []
    path.write_text(path.read_text(encoding="utf-8").replace('cols="40"', ""), encoding="utf-8")
    assert [finding.code for finding in judge(path)[1]] == [Code.LONG_LINE]
