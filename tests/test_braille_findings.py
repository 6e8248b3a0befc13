"""What the braille of a book is in doubt about, and where its cells come from."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pipeline.braille.formats import READERS
from pipeline.braille.words import Fixed, Word
from pipeline.diagnostics import Code, Diagnostic
from pipeline.document import Pos, Text
from pipeline.writers.braille import volumes, write
from tests import sample
from tests.braille_books import book, cells, fake, quiet, settings
from tests.sample import heading, paragraph, unit


def test_a_doubtful_word_is_reported_where_it_stands() -> None:
    """A doubt of the orthography becomes a finding at the word's place in the manuscript."""

    def doubting(text: str, fixed: Sequence[Fixed]) -> tuple[Word, ...]:
        return tuple(
            word._replace(doubt="二つの読み" if "方" in word.kana else "")
            for word in fake(text, fixed)
        )

    found: list[Diagnostic] = []
    pos = Pos("01.md", 3, 5, 40, 46)
    text = paragraph(Text("その 方 に", pos))

    volumes(book(text), found.append, doubting)

    (doubt,) = [f for f in found if f.code is Code.DOUBTFUL_READING]
    assert (doubt.pos.file, doubt.pos.line, doubt.pos.column) == ("01.md", 3, 8)
    assert (doubt.pos.offset, doubt.pos.end) == (43, 44)


def test_a_doubt_is_told_once_where_punctuation_divides_the_word() -> None:
    """What stands between two blanks is one word for its doubt, whatever is in it."""

    def doubting(text: str, fixed: Sequence[Fixed]) -> tuple[Word, ...]:
        return tuple(word._replace(doubt="二つの読み") for word in fake(text, fixed))

    found: list[Diagnostic] = []
    text = paragraph(Text("ソノ、ホー。ニ", Pos("01.md", 1, 1, 0, 7)))

    volumes(book(text), found.append, doubting)

    assert [str(f.pos) for f in found if f.pos.file == "01.md"] == ["01.md:1:1"]


def test_a_character_without_cells_is_reported_once() -> None:
    """A named character is told of at its place, though title and contents show it, too."""
    found: list[Diagnostic] = []
    pos = Pos("01.md", 1, 3, 2, 5)

    head = heading(1, "h", Text("アア😀", pos))
    volumes(sample.book(unit("u", head), settings=settings()), found.append, fake)

    assert [f.code for f in found if f.pos.file == "01.md"] == [Code.NAMED_CHARACTER]


def test_the_source_map_leads_to_the_manuscript() -> None:
    """The cells of a run are the cells of the text that the map gives for them."""
    source = "アサ ヒル バン。ヨル"
    text = paragraph(Text(source, Pos("01.md", 1, 1, 100, 100 + len(source))))
    made = write(book(text), ["json", "brf"], quiet, fake)
    data = json.loads(made["json"]["sample-1.json"])
    pages = READERS["brf"](made["brf"]["sample-1.brf"]).pages

    found = {}
    for page, line, cell, length, file, start, end, _, _ in data["runs"]:
        shown = pages[page].rows[line].cells[cell : cell + length]
        found[source[start - 100 : end - 100]] = shown
        assert data["files"][file] == "01.md"

    assert found == {word: cells(word) for word in ("アサ", "ヒル", "バン。", "ヨル")}
    assert len(data["back"]) == len(data["runs"])
    assert [data["runs"][i][5] for i in data["back"]] == sorted(r[5] for r in data["runs"])
