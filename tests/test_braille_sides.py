"""Books embossed on both sides: each part begins on the front of a sheet, in every format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.braille.formats import READERS, convert
from pipeline.braille.formats.pef import PEF
from pipeline.braille.pages import BLANK_PAGE, Page, Volume
from pipeline.diagnostics import Code
from pipeline.document import Block, Book
from pipeline.writers.braille import FORMATS, volumes
from tests.braille_books import BOOKS, book, chapters, fake, quiet, random_book
from tests.sample import paragraph
from tests.verify.stock import judge


def sided(made: Book, sides: str = "both") -> Book:
    """The same book, its settings with these sides."""
    braille = replace(made.settings.braille, sides=sides)  # type: ignore[arg-type]
    return replace(made, settings=replace(made.settings, braille=braille))


def parts(volume: Volume) -> list[int]:
    """The places of the pages that 標題紙, 目次, 本文 and 奥付 begin on, counted from 0."""
    begun, last = [], None
    for place, page in enumerate(volume.pages):
        kind = page.label.rstrip("0123456789") or page.label.isdigit()
        if page.rows and kind != last:
            begun.append(place)
        last = kind if page.rows else last
    return begun


@given(BOOKS, st.integers(16, 40), st.integers(12, 24))
@hypothesis_settings(max_examples=30, deadline=None)
def test_every_part_begins_on_a_front(units: list[list[Block]], width: int, lines: int) -> None:
    """Only blank backs are added, no more than are needed, and the volumes keep their limit."""
    made = volumes(sided(random_book(units, width, lines)), quiet, fake)

    for volume in made:
        assert len(volume.pages) <= 24
        begun = parts(volume)
        assert all(place % 2 == 0 for place in begun)
        blanks = [place for place, page in enumerate(volume.pages) if page == BLANK_PAGE]
        assert all(place % 2 and place + 1 in begun for place in blanks)


def test_one_side_has_no_blank_page() -> None:
    """That is what a book has unless it asks for both sides."""
    made = chapters(3, 300)
    (one,), (both,) = volumes(made, quiet, fake), volumes(sided(made), quiet, fake)

    assert BLANK_PAGE not in one.pages
    assert BLANK_PAGE in both.pages
    assert tuple(page for page in both.pages if page.rows) == one.pages


def test_a_long_book_keeps_its_limits_on_both_sides() -> None:
    """Blank pages are counted among the 160 of a volume."""
    made = volumes(sided(chapters(18, 3000)), quiet, fake)

    assert all(100 <= len(volume.pages) <= 160 for volume in made[:-1])


@pytest.mark.parametrize("name", ["brf", "bse", "bes", "pef", "txt"])
def test_every_format_keeps_the_blank_pages(name: str) -> None:
    """A blank page comes back as one, from a file and from what it was converted to."""
    (volume,) = volumes(sided(book(paragraph("ア。"))), quiet, fake)
    assert volume.pages.count(BLANK_PAGE) == 2
    known = "unicode" if name == "txt" else name
    data = FORMATS[name](volume)

    assert READERS[known](data).pages == volume.pages
    for other in ("brf", "bse", "bes", "pef", "unicode", "ebrl"):
        assert READERS[other](convert(data, known, other)).pages == volume.pages


def test_a_blank_page_of_pef_is_the_back_of_the_sheet_before() -> None:
    """A section begins a sheet: a blank page is in the section that it ends."""
    (volume,) = volumes(sided(book(paragraph("ア。"))), quiet, fake)

    root = etree.fromstring(FORMATS["pef"](volume))
    sections = root.findall(f".//{{{PEF}}}section")
    assert [len(section) for section in sections] == [2, 2, 2, 1]


def brf(folder: Path, *pages: Page) -> Path:
    """A BRF file of these pages."""
    path = folder / "book-1.brf"
    path.write_bytes(FORMATS["brf"](Volume(pages)))
    return path


@pytest.mark.xdist_group("verify")
def test_verify_knows_both_sides(tmp_path: Path) -> None:
    """A book for both sides is silent; with a blank page gone or where none belongs it is not."""
    (volume,) = volumes(sided(book(paragraph("ア。"))), quiet, fake)
    title, back, contents, notes, text, _, colophon = volume.pages

    def found(*pages: Page) -> list[Code]:
        return [finding.code for finding in judge(brf(tmp_path, *pages))[1]]

    assert found(*volume.pages) == []
    assert found(title, contents, notes, text, colophon) == []
    assert found(title, back, contents, notes, text, colophon) == [Code.WRONG_SIDE]
    assert found(title, contents, notes, back, text, back, colophon) == [Code.WRONG_SIDE]
    assert Code.WRONG_PAGE_NUMBER in found(title, back, contents, back, notes, text)
    assert Code.WRONG_PAGE_NUMBER in found(title, contents, notes, back, back, text, colophon)
