"""Contents of braille books are true, and volumes are cut where readers can follow."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.braille.cells import BLANK
from pipeline.braille.pages import Volume
from pipeline.errors import UsageError
from pipeline.writers.braille import volumes
from tests import sample
from tests.braille_books import book, cells, chapters, contents_of, fake, quiet, settings, text_of
from tests.sample import heading, paragraph, unit


def test_contents_pages_are_true() -> None:
    """Each title stands on the page that 目次 gives for it, in every volume."""
    made = volumes(chapters(12, 700), quiet, fake)

    for volume in made:
        pages = {page.label: page for page in volume.pages}
        entries = contents_of(volume)
        assert entries
        for title, number in entries:
            rows = [row.cells.strip(BLANK) for row in pages[str(number)].rows]
            assert title in rows


@cache
def long_book() -> tuple[Volume, ...]:
    """A book of several volumes."""
    return volumes(chapters(18, 3000), quiet, fake)


def test_volumes_are_cut_at_units_within_their_limits() -> None:
    """A long book becomes volumes of 100 to 160 pages, everything counted, cut at units."""
    made = long_book()

    assert len(made) > 1
    assert all(len(volume.pages) <= 160 for volume in made)
    assert all(len(volume.pages) >= 100 for volume in made[:-1])
    assert [volume.number for volume in made] == list(range(1, len(made) + 1))
    assert {volume.count for volume in made} == {len(made)}
    assert sum(len(contents_of(volume)) for volume in made) == 36
    for volume in made:
        first = next(page for page in volume.pages if page.label == "1")
        assert first.rows[1].cells.startswith(BLANK * 8 + cells("ショー"))


def test_a_unit_too_long_for_a_volume_goes_on_in_the_next() -> None:
    """The next volume repeats the heading and says in 点訳者挿入符 that it goes on."""
    made = volumes(chapters(1, 24_000), quiet, fake)

    assert len(made) > 1
    assert all(len(volume.pages) <= 160 for volume in made)
    for volume in made[1:]:
        first = next(page for page in volume.pages if page.label == "1")
        top = "".join(row.cells for row in first.rows[1:3])
        assert cells("ショー1") in top
        assert "⠰⠶⠝⠐⠝⠣⠶⠆" in top
    words = "".join(text_of(page for page in v.pages if page.label.isdigit()) for v in made)
    assert words.count(cells("コトバ")) == 2 * 6_000


def test_the_title_page_names_the_volume() -> None:
    """第1巻（全2巻） where there are two, 全1巻 where there is one."""
    (one,) = volumes(book(paragraph("ア。")), quiet)
    made = long_book()

    assert cells("ゼン 1カン").replace(" ", BLANK) in text_of(one.pages[:1])
    assert cells(f"ダイ2カン(ゼン {len(made)}カン)").replace(" ", BLANK) in text_of(
        made[1].pages[:1]
    )


def test_a_volume_that_cannot_hold_a_book_is_refused() -> None:
    """A volume too small for its front matter is named, with numbers."""
    with pytest.raises(UsageError, match=r"C013 .*pages_per_volume_max"):
        volumes(book(paragraph("ア。"), pages_per_volume_max=4), quiet)


@pytest.mark.parametrize(("width", "lines"), [(10, 18), (24, 22), (32, 22), (40, 25)])
def test_other_page_sizes(width: int, lines: int) -> None:
    """Lines and pages keep to the size that book.toml asks for."""
    made = sample.book(
        unit("u1", heading(1, "h", "アレ"), *sample.every_inline(), *sample.every_block()),
        settings=settings(cells_per_line=width, lines_per_page=lines),
    )

    for volume in volumes(made, quiet):
        for page in volume.pages:
            assert len(page.rows) <= lines
            assert all(len(row.cells) <= width for row in page.rows)
