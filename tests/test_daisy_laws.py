"""What holds for every DAISY book, whatever its shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.document import Book
from pipeline.transforms.phrases import mark_phrases, unmark_phrases
from pipeline.writers.daisy3 import write_daisy3
from pipeline.writers.daisy202 import write_daisy202
from tests.daisy import Files, all, ids, judge_by_grammars, nested, parse, unheard
from tests.shapes import shaped_book

SEEDS = range(40)


@pytest.fixture(params=SEEDS)
def book(request: pytest.FixtureRequest) -> Book:
    return shaped_book(request.param)


def shown(files: Files, folder: str) -> dict[str, list[str]]:
    """Document -> the ids that SMIL shows, in playing order."""
    found: dict[str, list[str]] = {}
    for name in sorted(n for n in files if n.startswith(f"{folder}/s") and n.endswith(".smil")):
        for text in all(parse(files, name), "text"):
            document, _, id = text.get("src", "").partition("#")
            found.setdefault(f"{folder}/{document}", []).append(id)
    return found


@pytest.mark.parametrize("form", ["daisy202", "daisy3"])
def test_every_letter_is_heard_once_and_in_order(book: Book, form: str) -> None:
    """Text and presentation are the same, in the same order, and no id stands twice."""
    files = write_daisy202(book) if form == "daisy202" else write_daisy3(book)
    for name, played in shown(files, form).items():
        root = parse(files, name)
        body = all(root, "body" if form == "daisy202" else "book")[0]
        found = ids(root)

        assert unheard(body, played) == ""
        assert nested(body, played) == []
        assert [id for id in found if id in set(played)] == played
        assert len(found) == len(set(found))


def test_phrases_lose_nothing(book: Book) -> None:
    """Without its phrases a book is what it was, and marking twice is marking once."""
    marked = mark_phrases(book, lambda _: None)

    assert mark_phrases(marked, lambda _: None) == marked
    assert unmark_phrases(marked) == unmark_phrases(book)


def test_every_shape_is_valid(tmp_path: Path) -> None:
    """The grammars accept them all."""
    files: dict[str, bytes] = {}
    for seed in SEEDS:
        made = shaped_book(seed)
        written = {**write_daisy202(made), **write_daisy3(made)}
        files |= {f"{seed}/{name}": data for name, data in written.items()}

    judge_by_grammars(files, tmp_path)
