"""axe judges the pages for people beside the books: the shelf, a braille proof, a review."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import book, run
from tests.validate.books import BOOK
from tests.validate.tools import node

PAGES = {
    "shelf": "index.html",
    "proof": "book/braille/book-1.html",
    "review": "book/review.html",
}

SHELF = {
    "old": 'title = "電話の本"\ncreators = ["山田花子"]\ndate = "2020"\n',
    "new": 'title = "電話の本"\npublisher = "例の図書館"\ndescription = "新しい版です。"\n',
    "alone": 'title = "Alone"\nlanguage = "en"\n',
}


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages of one book."""
    folder = tmp_path_factory.mktemp("pages")
    for command in (
        ("build", BOOK, "--to", "epub,daisy202,daisy3,brf,html", "--out", folder),
        ("review", BOOK, "--out", folder),
        ("shelf", folder),
    ):
        assert run(*command).returncode == 0
    return folder


def test_axe_finds_nothing_in_a_shelf_of_several_books(tmp_path: Path) -> None:
    """With its list of titles: two of one name, and a foreign one of which little is known."""
    for folder, toml in SHELF.items():
        source = book(tmp_path / "source" / folder, "# 一\n\n本文です。\n", toml=toml)
        command = ("build", source, "--to", "epub,brf", "--out", tmp_path / "build")
        assert run(*command).returncode == 0
    assert run("shelf", tmp_path / "build").returncode == 0

    assert node("axe.mjs", "axe-core", tmp_path / "build" / "index.html") == []


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_in_the_pages_for_people(page: str, build: Path) -> None:
    """WCAG 2.2 AA and good practice, wide and narrow, light and dark."""
    assert node("axe.mjs", "axe-core", build / PAGES[page]) == []


def test_axe_finds_what_is_wrong(tmp_path: Path) -> None:
    """A picture without alternative text, grey on white, a line that does not fit."""
    page = tmp_path / "wrong.html"
    page.write_text(
        '<!DOCTYPE html><html lang="ja"><title>x</title><main><h1>題</h1><img src="x.png">'
        '<p style="color: #aaa">文字です</p><pre>' + "長" * 100 + "</pre></main>",
        encoding="utf-8",
    )
    found = {finding["rule"] for finding in node("axe.mjs", "axe-core", page)}

    assert found == {"image-alt", "color-contrast", "reflow"}
