"""Laws of pages: what holds for every text on every page size."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.braille.cells import BLANK
from pipeline.braille.layout import (
    HEADING_INDENTS,
    Body,
    Chunk,
    Kind,
    Paragraph,
    Piece,
    chunk,
    heading_indent,
    numbered,
    paginate,
    wrap,
)
from pipeline.braille.pages import Row

CELLS = st.text("⠁⠃⠐⠼⠴⠛", min_size=1, max_size=14)
# Hypothesis would make up the fields of a named tuple that are left out.
PIECES = st.builds(
    lambda cells, gap, ends_line: Piece(cells, gap, ends_line=ends_line),
    CELLS,
    st.sampled_from((1, 1, 2)),
    st.sampled_from((False, False, False, True)),
)
TEXTS = st.builds(
    Paragraph,
    st.lists(PIECES, min_size=1, max_size=60).map(tuple),
    first=st.sampled_from((0, 2, 4)),
    rest=st.sampled_from((0, 2, 4)),
)


def _heading(pieces: list[Piece], level: int, unit: bool) -> Paragraph:
    indent = heading_indent(level)
    return Paragraph(
        tuple(pieces), Kind.HEADING, indent, indent + 2, level, unit, keeps_next=True,
        blank_above=not unit,
    )  # fmt: skip


HEADINGS = st.builds(
    _heading, st.lists(PIECES, min_size=1, max_size=6), st.integers(1, 6), st.booleans()
)
PARAGRAPHS = st.lists(TEXTS | TEXTS | HEADINGS, min_size=1, max_size=14)
WIDTHS, LINES = st.integers(10, 42), st.integers(4, 21)


def laid(paragraphs: list[Paragraph], width: int, lines: int) -> Body:
    return paginate([chunk(p, width) for p in paragraphs], lines, guards=True)


def cells_in_order(rows: list[Row]) -> str:
    """All cells of rows without any blank."""
    return "".join(row.cells.replace(BLANK, "") for row in rows)


@given(PARAGRAPHS, WIDTHS, LINES)
@settings(max_examples=150, deadline=None)
def test_nothing_exceeds_the_page(paragraphs: list[Paragraph], width: int, lines: int) -> None:
    """No line is over its width, no page over its lines, no line ends in a blank."""
    for page in laid(paragraphs, width, lines).pages:
        assert len(page) <= lines
        assert all(len(row.cells) <= width for row in page)
        assert all(not row.cells.endswith(BLANK) for row in page)


@given(PARAGRAPHS, WIDTHS, LINES)
@settings(max_examples=150, deadline=None)
def test_every_word_is_there_once_and_in_order(
    paragraphs: list[Paragraph], width: int, lines: int
) -> None:
    """The cells on the pages are the cells of the paragraphs."""
    rows = [row for page in laid(paragraphs, width, lines).pages for row in page]

    assert cells_in_order(rows) == "".join(p.cells for q in paragraphs for p in q.pieces)


@given(TEXTS, WIDTHS)
@settings(max_examples=150, deadline=None)
def test_a_line_breaks_at_blanks_only(paragraph: Paragraph, width: int) -> None:
    """A word that fits a line stands whole on one line."""
    rows = [row.cells.strip(BLANK).split(BLANK) for row in wrap(paragraph, width)]
    words = [word for row in rows for word in row if word]

    longest = width - min(paragraph.rest, width // 2)
    if all(len(piece.cells) <= longest for piece in paragraph.pieces):
        assert words == [piece.cells for piece in paragraph.pieces]


@given(PARAGRAPHS, WIDTHS, LINES)
@settings(max_examples=150, deadline=None)
def test_starts_are_true(paragraphs: list[Paragraph], width: int, lines: int) -> None:
    """A paragraph's first line stands on the page it is said to begin on."""
    body = laid(paragraphs, width, lines)

    for paragraph, start in zip(paragraphs, body.starts, strict=True):
        first = next(iter(wrap(paragraph, width)))
        assert first.cells in [row.cells for row in body.pages[start]]


@given(PARAGRAPHS, WIDTHS)
@settings(max_examples=150, deadline=None)
def test_only_a_unit_stands_at_the_head_of_a_page_like_one(
    paragraphs: list[Paragraph], width: int
) -> None:
    """A page whose first line is set in like a heading is a page on which a unit begins."""
    body = laid(paragraphs, width, 17)
    units = {start for p, start in zip(paragraphs, body.starts, strict=True) if p.unit}

    for number, page in enumerate(body.pages):
        indent = len(page[0].cells) - len(page[0].cells.lstrip(BLANK))
        if page[0].cells and indent in HEADING_INDENTS.values():
            assert number in units


@given(PARAGRAPHS, WIDTHS)
@settings(max_examples=150, deadline=None)
def test_a_unit_begins_a_page(paragraphs: list[Paragraph], width: int) -> None:
    """A unit's heading is the first line of its page."""
    body = laid(paragraphs, width, 17)

    for paragraph, start in zip(paragraphs, body.starts, strict=True):
        if paragraph.unit:
            assert body.pages[start][0].cells == next(iter(wrap(paragraph, width))).cells


SHORT_HEADINGS = st.builds(
    _heading, st.lists(PIECES, min_size=1, max_size=2), st.integers(1, 3), st.just(False)
)


@given(st.lists(TEXTS | SHORT_HEADINGS, min_size=2, max_size=20))
@settings(max_examples=150, deadline=None)
def test_a_heading_never_stands_last_on_a_page(paragraphs: list[Paragraph]) -> None:
    """The last line of a page is no heading's, unless the text ends there."""
    body = laid([*paragraphs, Paragraph((Piece("⠿"),))], 32, 17)
    headings = {row.cells for p in paragraphs if p.level for row in wrap(p, 32)}
    texts = {row.cells for p in paragraphs if not p.level for row in wrap(p, 32)}

    for page in body.pages[:-1]:
        assert page[-1].cells not in headings - texts or _all_headings(paragraphs)


def _all_headings(paragraphs: list[Paragraph]) -> bool:
    """Too many headings in a row for any page to hold them with their text."""
    longest = run = 0
    for paragraph in paragraphs:
        run = run + 1 if paragraph.level else 0
        longest = max(longest, run)
    return longest > 3


@given(st.lists(TEXTS, min_size=2, max_size=12))
@settings(max_examples=150, deadline=None)
def test_no_line_of_a_paragraph_is_left_alone(paragraphs: list[Paragraph]) -> None:
    """A paragraph of four lines or more has two lines at least on each page it stands on."""
    for paragraph in paragraphs:
        rows = list(wrap(paragraph, 32))
        body = paginate([chunk(p, 32) for p in (*paragraphs, paragraph)], 17)
        last = body.pages[-1]
        if len(rows) > 3:
            assert not (len(last) == 1 and last[0] == rows[-1] and len(body.pages) > 1)


def test_a_word_longer_than_a_line_goes_on_at_the_next() -> None:
    """A long word is divided, never after a sign that belongs to the next cell."""
    word = "⠁" * 9 + "⠐⠡" + "⠃" * 15

    rows = [row.cells for row in wrap(Paragraph((Piece(word),), first=0, rest=0), 10)]

    assert rows == ["⠁" * 9, "⠐⠡" + "⠃" * 8, "⠃" * 7]


def test_a_sound_of_two_cells_is_not_broken() -> None:
    """フォ is ⠢⠮: its first cell, elsewhere a question mark, goes with the second."""
    rows = [r.cells for r in wrap(Paragraph((Piece("⠁⠃⠁⠃⠢⠮⠴⠁"),), first=0), 5)]

    assert rows == ["⠁⠃⠁⠃", "⠢⠮⠴⠁"]


def test_a_broken_word_leaves_no_stop_at_the_head_of_a_line() -> None:
    """A word one cell too long for its line takes a sound with it, its dots and all."""
    rows = [r.cells for r in wrap(Paragraph((Piece("⠁⠃⠉⠁⠃⠉⠁⠐⠡⠰"),), first=0), 9)]

    assert rows == ["⠁⠃⠉⠁⠃⠉⠁", "⠐⠡⠰"]


def test_a_print_page_stands_at_the_right_end() -> None:
    """The number of a print page is on the line where the page begins, at its end."""
    pieces = (Piece("⠁⠁⠁"), Piece("⠃⠃⠃", mark="⠼⠁⠃"), Piece("⠉⠉⠉⠉⠉"))

    rows = [row.cells for row in wrap(Paragraph(pieces, first=0), 16)]

    assert rows == ["⠁⠁⠁⠀⠃⠃⠃⠀⠀⠀⠀⠀⠀⠼⠁⠃", "⠉⠉⠉⠉⠉"]


def test_a_print_page_goes_with_what_begins_it() -> None:
    """The number before a heading stands on the heading's page, not at the foot of the last."""
    text = Paragraph(tuple(Piece("⠁" * 30) for _ in range(15)), first=0)
    mark = Paragraph((Piece("", 0, mark="⠼⠃"),), Kind.MARK, keeps_next=True)

    body = laid([text, mark, _heading([Piece("⠃⠃")], 2, unit=False), text], 32, 17)

    assert body.starts[1] == body.starts[2] == 1


def test_two_blanks_are_one_place_to_break() -> None:
    """The blanks after a sentence vanish where the line ends."""
    pieces = (Piece("⠁⠲", gap=2), Piece("⠃⠃⠃"))

    assert [r.cells for r in wrap(Paragraph(pieces, first=0), 7)] == ["⠁⠲⠀⠀⠃⠃⠃"]
    assert [r.cells for r in wrap(Paragraph(pieces, first=0), 6)] == ["⠁⠲", "⠃⠃⠃"]


def test_a_heading_at_a_page_top_keeps_its_blank_line() -> None:
    """Only a unit's heading stands on the first text line of a page."""
    text = Paragraph(tuple(Piece("⠁" * 30) for _ in range(16)), first=0)
    section = _heading([Piece("⠃⠃")], 2, unit=False)

    body = laid([text, section, text], 32, 17)

    assert [row.cells for row in body.pages[1][:2]] == ["", BLANK * 6 + "⠃⠃"]


def test_line_one_carries_the_page_number() -> None:
    """The number stands at the right end of line 1, which has no other text."""
    page = numbered((Row("⠁"),), "12", "⠼⠁⠃", 10)

    assert [row.cells for row in page.rows] == [BLANK * 7 + "⠼⠁⠃", "⠁"]


@pytest.mark.parametrize("rows", range(1, 12))
def test_a_heading_too_long_for_its_page_is_followed_by_text(rows: int) -> None:
    """However many lines it has, something of what it heads stands under its last line."""
    heading = Chunk(tuple(Row(BLANK * 8 + "⠕") for _ in range(rows)), keeps_next=True)
    text = Chunk(tuple(Row("⠁") for _ in range(4)))

    for lines in (3, 4, 5, 9):
        pages = paginate([Chunk((Row("⠃"),)), heading, text], lines, guards=True).pages
        assert all(
            page[-1].cells.strip(BLANK) != "⠕" or _goes_on(pages, at)
            for at, page in enumerate(pages)
        )
        assert sum(row.cells.strip(BLANK) == "⠕" for page in pages for row in page) == rows
        assert all(len(page) <= lines for page in pages)


def _goes_on(pages: Sequence[Sequence[Row]], at: int) -> bool:
    """Whether a heading that ends a page goes on at the next."""
    following = [row.cells.strip(BLANK) for row in pages[at + 1]]
    return next(filter(None, following)) == "⠕"


def test_the_sign_of_letters_stands_with_them() -> None:
    """外字符 and 大文字符 go with the letter, wherever a long word is broken."""
    word = "⠢⠧⠢⠥⠶⠰⠠⠠⠋⠊⠋⠁⠶"
    for width in range(4, 12):
        rows = [row.cells for row in wrap(Paragraph((Piece(word),), first=0), width)]
        assert "".join(rows) == word
        assert not any(row[-1] in "⠰⠠" for row in rows), rows
