"""What holds of the braille of any book."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.braille.blocks import unit_paragraphs
from pipeline.braille.cells import BLANK
from pipeline.braille.pages import Volume
from pipeline.braille.transcription import pieces
from pipeline.document import Block, Book, Pos, Text
from pipeline.writers.braille import scribe_of, volumes
from tests.braille_books import BOOKS, contents_of, fake, quiet, random_book, text_of


@given(BOOKS, st.integers(16, 40), st.integers(12, 24))
@hypothesis_settings(max_examples=60, deadline=None)
def test_laws_of_random_books(units: list[list[Block]], width: int, lines: int) -> None:
    """Lines and pages keep their size, no word is lost, contents are true, units begin pages."""
    source = random_book(units, width, lines)
    made = volumes(source, quiet, fake)

    tops = []
    for volume in made:
        assert len(volume.pages) <= 24
        pages = {page.label: page for page in volume.pages if page.label.isdigit()}
        assert list(pages) == [str(number) for number in range(1, len(pages) + 1)]
        for page in volume.pages:
            assert len(page.rows) <= lines
            assert all(len(row.cells) <= width for row in page.rows)
        for title, number in contents_of(volume):
            assert title.split(BLANK)[-1] in text_of([pages[str(number)]])
        tops += [page.rows[1].cells for page in pages.values()]
    indent = BLANK * min(8, width // 2)
    begun = [top for top in tops if top.startswith(indent + "⠈⠺⠒")]
    assert len([top for top in begun if "⠝⠐⠝⠣" not in top]) == len(units)
    assert _body_cells(made) == _paragraph_cells(source, width)


def _body_cells(made: tuple[Volume, ...]) -> str:
    """The cells of all text, without number lines, blanks and repeated headings."""
    found = []
    for volume in made:
        rows = [r.cells for p in volume.pages if p.label.isdigit() for r in p.rows[1:]]
        continued = [n for n, row in enumerate(rows) if "⠰⠶⠝⠐⠝⠣⠶⠆" in row]
        found += rows[continued[-1] + 1 if continued else 0 :]
    return "".join(found).replace(BLANK, "")


def _paragraph_cells(source: Book, width: int) -> str:
    paragraphs = [
        paragraph
        for each in source.units
        for paragraph in unit_paragraphs(each, scribe_of(quiet, fake), width)
    ]
    return "".join(piece.cells for paragraph in paragraphs for piece in paragraph.pieces)


PRINT = st.text("アサユキ。、？「」 ab1😀", min_size=1, max_size=60).filter(
    lambda t: t.strip() == t
)


@given(PRINT, st.integers(0, 500))
@hypothesis_settings(max_examples=80, deadline=None)
def test_every_run_says_where_its_text_stands(source: str, offset: int) -> None:
    """The text of a run is what the manuscript has at its place, and all of it has a run."""
    place = Pos("01.md", 1, 1, offset, offset + len(source))
    scribe = scribe_of(quiet, fake)

    found = [piece.source for piece in pieces((Text(source, place),), scribe) if piece.source]

    covered: set[int] = set()
    for run in found:
        assert source[run.pos.offset - offset : run.pos.end - offset] == run.text
        covered.update(range(run.pos.offset - offset, run.pos.end - offset))
    assert covered >= {n for n, character in enumerate(source) if character != " "}
