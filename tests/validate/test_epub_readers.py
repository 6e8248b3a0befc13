"""Ace and a browser judge the EPUB files; the browser's pictures are there to be looked at."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from pipeline.writers.epub import ALTERNATIVES
from tests.validate.books import BUILD, SAMPLES, built, sample
from tests.validate.tools import ace, browse, screenshot

PICTURES = BUILD / "screenshots"
SIZES = {"horizontal": (800, 1800), "vertical": (2400, 800)}


def unpack(book: Path, folder: Path) -> Path:
    """The folder with the package document of a publication."""
    with zipfile.ZipFile(book) as archive:
        archive.extractall(folder)
    return folder / "EPUB"


def ink(picture: Path) -> int:
    """How many different rows of pixels a PNG has: one where nothing was drawn."""
    data = picture.read_bytes()
    width, _, depth, colour = struct.unpack(">IIBB", data[16:26])
    assert (depth, colour) in ((8, 2), (8, 6))
    pixels = b""
    place = 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        if data[place + 4 : place + 8] == b"IDAT":
            pixels += data[place + 8 : place + 8 + length]
        place += 12 + length
    row = 1 + width * (3 if colour == 2 else 4)
    raw = zlib.decompress(pixels)
    return len({raw[start : start + row] for start in range(0, len(raw), row)})


@pytest.mark.parametrize("name", SAMPLES)
def test_ace_finds_nothing_in_a_book_with_every_node(name: str, tmp_path: Path) -> None:
    """No assertion in any document."""
    assert ace(sample(name, tmp_path), tmp_path / "report") == []


@pytest.mark.parametrize("book", built(), ids=lambda path: path.stem)
def test_ace_finds_nothing_in_what_was_built(book: Path, tmp_path: Path) -> None:
    """No assertion in any document of the books under build/."""
    assert ace(book, tmp_path / "report") == []


@pytest.mark.parametrize("name", SAMPLES)
def test_a_browser_shows_every_document(name: str, tmp_path: Path) -> None:
    """Each is read without an error and leaves ink on the page."""
    folder = unpack(sample(name, tmp_path), tmp_path / name)
    for page in sorted(folder.glob("*.xhtml")):
        picture = PICTURES / f"{name}-{page.stem}.png"
        screenshot(page, picture, SIZES[name])

        assert "parsererror" not in browse(page, "--dump-dom")
        assert ink(picture) > 10


def test_a_browser_shows_the_cover(tmp_path: Path) -> None:
    """The title stands on it in type."""
    folder = unpack(sample("horizontal", tmp_path), tmp_path / "cover")
    screenshot(folder / "images/cover.svg", PICTURES / "cover.png", (1600, 2400))

    assert ink(PICTURES / "cover.png") > 100


@pytest.mark.parametrize("style", [name for name, _ in ALTERNATIVES])
def test_a_browser_shows_the_style_sheets_to_choose(style: str, tmp_path: Path) -> None:
    """Each alternative changes the page."""
    page = unpack(sample("horizontal", tmp_path), tmp_path / style) / "unit-001.xhtml"
    markup = page.read_text(encoding="utf-8")
    chosen = page.with_stem("chosen")
    link = f'type="text/css" href="styles/{style}"'
    offered = f'rel="alternate stylesheet" {link} title="{dict(ALTERNATIVES)[style]}"'
    assert offered in markup
    chosen.write_text(markup.replace(offered, f'rel="stylesheet" {link}'), encoding="utf-8")
    pictures = PICTURES / f"plain-{style}.png", PICTURES / f"{style.removesuffix('.css')}.png"
    for source, picture in zip((page, chosen), pictures, strict=True):
        screenshot(source, picture, SIZES["horizontal"])

    assert pictures[0].read_bytes() != pictures[1].read_bytes()
    pictures[0].unlink()


@pytest.mark.parametrize("book", built(), ids=lambda path: path.stem)
def test_a_browser_shows_what_was_built(book: Path, tmp_path: Path) -> None:
    """Every document of the books under build/ is read without an error."""
    for page in sorted(unpack(book, tmp_path / "book").glob("*.xhtml")):
        picture = PICTURES / f"{book.stem}-{page.stem}.png"
        screenshot(page, picture, SIZES["horizontal"])

        assert "parsererror" not in browse(page, "--dump-dom")
        assert ink(picture) > 10
