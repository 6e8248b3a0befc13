"""Readium's parser (r2-shared-js) opens each form of one book, and must find one and the same book.

It forgives references that lead nowhere, so each of them is followed here.
"""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.verify.clips import audio_lengths
from pipeline.verify.filesets import Fileset, folder_fileset, resolve, zip_fileset
from tests.validate.books import played
from tests.validate.tools import node

Element = etree._Element
Opened = dict[str, Any]
"""What the parser says of a publication; see ``readium.js``."""

FORMS = {"epub": "book.epub", "daisy202": "daisy202", "daisy3": "daisy3"}
KINDS = {"spoken": ("--audio",), "silent": ()}
TITLE = "アイフォンの本"
# The manuscript's headings, and the colophon. DAISY begins its contents with the title. None is
# an h2 after an h3: in DAISY 2.02 the parser lifts that to the level of an h1.
CONTENTS = [
    (1, "アイフォンを点ける"),
    (2, "音を変える"),
    (3, "大きくする"),
    (1, "写真を撮る"),
    (1, "奥付"),
]
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "doctitle")
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
# Seconds: DAISY 2.02 states its playing time in whole ones.
WHOLE = 0.5
# Seconds: clock values have three decimals.
ROUNDED = 0.0015


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The book with and without speech."""
    folder = tmp_path_factory.mktemp("readium")
    return {kind: played(folder / kind, *options) for kind, options in KINDS.items()}


def read(publication: Path) -> Opened:
    opened: Opened = node("readium.js", "r2-shared-js", publication)
    return opened


@pytest.fixture(scope="module")
def opened(books: dict[str, Path]) -> dict[tuple[str, str], Opened]:
    return {
        (kind, form): read(books[kind] / name) for kind in KINDS for form, name in FORMS.items()
    }


def fileset(books: dict[str, Path], kind: str, form: str) -> Fileset:
    path = books[kind] / FORMS[form]
    return zip_fileset(path)[0] if path.is_file() else folder_fileset(path)


def target(files: Fileset, href: str) -> Element:
    """The element that a reference leads to, through SMIL to the text; it must be there."""
    place = resolve("", href)
    root = etree.fromstring(files.read(place.path), PARSER)
    ids = {e.get("id"): e for e in root.iter(etree.Element)}
    assert not place.fragment or place.fragment in ids, f"{href} leads nowhere"
    element = ids[place.fragment] if place.fragment else root
    if not place.path.endswith(".smil"):
        return element
    (text,) = (e for e in element.iter(etree.Element) if etree.QName(e).localname == "text")
    return target(files, text.get("src", ""))


def heading(element: Element) -> str:
    """The heading that an element is in, or else has first: its words without readings, glosses."""
    around = [element, *element.iterancestors(), *element.iter(etree.Element)]
    return words(next(e for e in around if etree.QName(e).localname in HEADINGS))


def words(element: Element) -> str:
    """Text without what ruby and glosses add to it."""
    if etree.QName(element).localname == "rt" or element.get("class") in ("rt", "gloss"):
        return ""
    return (element.text or "") + "".join(words(e) + (e.tail or "") for e in element)


def unit_phrases(book: Opened) -> list[tuple[str, float, float]]:
    """Name, begin and end of each phrase of the units; a label's name is each form's own: none."""
    phrases = [document["phrases"] for document in book["documents"]]
    units = [some for some in phrases if any("#u0" in phrase["text"] for phrase in some)]
    names = re.compile(r"#(u0\S+-(?:[bg]|fn)\S+|page-\d+)$")
    return [
        (hit[1] if (hit := names.search(phrase["text"])) else "", phrase["begin"], phrase["end"])
        for unit in units
        for phrase in unit
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_form_is_the_same_book(
    opened: dict[tuple[str, str], Opened], kind: str, form: str
) -> None:
    """Title, identifier, language, contents and print pages."""
    book = opened[kind, form]
    contents = [(row["level"], row["title"]) for row in book["contents"]]
    title = [] if form == "epub" else [(1, TITLE)]

    assert (book["title"], book["language"]) == (TITLE, ["ja"])
    assert book["identifier"] == "urn:uuid:6f0a4a0e-8a0b-4a86-9f33-6b0f9a8f2c11"
    assert contents == title + CONTENTS
    assert [page["title"] for page in book["pages"]] == ["1", "2"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_contents_lead_to_the_headings_they_name(
    books: dict[str, Path], opened: dict[tuple[str, str], Opened], kind: str, form: str
) -> None:
    """And the pages of the list lead to the marks of those pages."""
    files = fileset(books, kind, form)

    for row in opened[kind, form]["contents"]:
        assert heading(target(files, row["href"])) == row["title"]
    for row in opened[kind, form]["pages"]:
        assert target(files, row["href"]).get("id") == f"page-{row['title']}"


@pytest.mark.parametrize("form", FORMS)
def test_a_spoken_book_lasts_as_long_as_its_sound(
    books: dict[str, Path], opened: dict[tuple[str, str], Opened], form: str
) -> None:
    """The stated time, the documents' times, the phrases' and the audio files' come to the same."""
    book = opened["spoken", form]
    documents = [document for document in book["documents"] if document["phrases"]]
    lengths = audio_lengths(fileset(books, "spoken", form), print)
    played_files = {document["phrases"][0]["audio"] for document in documents}

    assert book["duration"] == pytest.approx(sum(map(float, lengths.values())), abs=WHOLE)
    assert played_files == set(lengths)
    for document in documents:
        phrases = document["phrases"]
        length = float(lengths[phrases[0]["audio"]])
        assert document["duration"] == pytest.approx(length, abs=ROUNDED)
        assert phrases[0]["begin"] == 0
        assert all(one["end"] == two["begin"] for one, two in pairwise(phrases))
        assert phrases[-1]["end"] == pytest.approx(length, abs=ROUNDED)


def test_the_units_are_spoken_alike_in_every_form(opened: dict[tuple[str, str], Opened]) -> None:
    """The same phrases at the same times (only title page and colophon differ by form)."""
    epub, *daisy = (unit_phrases(opened["spoken", form]) for form in FORMS)

    assert len(epub) > 20
    assert daisy == [epub, epub]


@pytest.mark.parametrize("form", FORMS)
def test_a_silent_book_has_no_time(opened: dict[tuple[str, str], Opened], form: str) -> None:
    """No audio file and no playing time."""
    book = opened["silent", form]

    assert book["duration"] == 0
    for document in book["documents"]:
        assert document["duration"] == 0
        assert all(phrase["audio"] is None for phrase in document["phrases"])


@pytest.mark.parametrize("form", ["daisy202", "daisy3"])
def test_silent_daisy_has_the_phrases_of_the_spoken_one(
    opened: dict[tuple[str, str], Opened], form: str
) -> None:
    """Text DAISY is read phrase by phrase too."""
    spoken, silent = (unit_phrases(opened[kind, form]) for kind in KINDS)

    assert [id for id, _, _ in silent] == [id for id, _, _ in spoken]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_every_phrase_is_an_element_of_the_text(
    books: dict[str, Path], opened: dict[tuple[str, str], Opened], kind: str, form: str
) -> None:
    """No phrase leads nowhere."""
    files = fileset(books, kind, form)
    texts = [p["text"] for document in opened[kind, form]["documents"] for p in document["phrases"]]

    assert bool(texts) == ((kind, form) != ("silent", "epub"))
    for text in texts:
        assert target(files, text).get("id") == text.partition("#")[2]


@pytest.mark.parametrize("form", ["daisy202", "daisy3"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_zipped_book_is_the_book(
    books: dict[str, Path],
    opened: dict[tuple[str, str], Opened],
    tmp_path: Path,
    kind: str,
    form: str,
) -> None:
    """A lender's ZIP file opens as the folder does."""
    zipped = shutil.make_archive(str(tmp_path / form), "zip", books[kind] / FORMS[form])

    assert read(Path(zipped)) == opened[kind, form]
