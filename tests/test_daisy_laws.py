"""What holds for every DAISY book, whatever its shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.document import Book
from pipeline.transforms.phrases import mark_phrases, unmark_phrases
from pipeline.writers.daisy3 import write_daisy3
from pipeline.writers.daisy202 import script, write_daisy202
from pipeline.writers.daisy202ncc import write_daisy202ncc
from tests.daisy import Files, all, ids, judge_by_grammars, nested, parse, spoken, unheard
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


def audio_form(book: Book) -> Files:
    """The form of audio and NCC, each segment with its clip."""
    return write_daisy202ncc(book, spoken([line.id for line in script(book)]))


def test_the_audio_form_plays_everything_under_a_line_of_its_ncc(book: Book) -> None:
    """Each clip once and in order; what is shown is a line of the NCC, and every line leads on."""
    files = audio_form(book)
    smils = sorted(n for n in files if "/s" in n and n.endswith(".smil"))
    parts = [parse(files, name) for name in smils]
    lines = set(ids(parse(files, "daisy202ncc/ncc.html")))
    places = {f"{n.partition('/')[2]}#{id}" for n in smils for id in ids(parse(files, n))}
    links = {a.get("href") for a in all(parse(files, "daisy202ncc/ncc.html"), "a")}

    assert [a.get("id") for part in parts for a in all(part, "audio")] == [
        f"a-{line.id}" for line in script(book)
    ]
    assert {t.get("src") for part in parts for t in all(part, "text")} <= {
        f"ncc.html#{line}" for line in lines
    }
    assert links <= places


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
        written = {**write_daisy202(made), **write_daisy3(made), **audio_form(made)}
        files |= {f"{seed}/{name}": data for name, data in written.items()}

    judge_by_grammars(files, tmp_path)
