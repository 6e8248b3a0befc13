"""Volumes in the forms of their files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree

from pipeline.braille.formats import READERS
from pipeline.braille.words import Fixed, Word
from pipeline.document import Pos, Text
from pipeline.writers.braille import WRITERS, volumes, write
from tests.braille_books import book, cells, fake, full_book, quiet
from tests.judges import epubcheck
from tests.sample import paragraph


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_bytes_twice(name: str) -> None:
    """Nothing in a file depends on when or where it was made."""
    first, second = WRITERS[name](full_book()), WRITERS[name](full_book())

    assert first == second
    assert all(re.fullmatch(r"[A-Za-z0-9.-]+", file) for file in first)


@pytest.mark.parametrize("name", ["brf", "bse", "bes", "pef", "txt"])
def test_every_form_holds_the_same_pages(name: str) -> None:
    """What is read back from a file is what was laid out."""
    (volume,) = volumes(full_book(), quiet)
    reader = READERS["unicode" if name == "txt" else name]

    (data,) = WRITERS[name](full_book()).values()

    assert reader(data).pages == volume.pages


def test_ebraille_is_what_its_specification_asks() -> None:
    """EPUBCheck knows all of it but the five accessibility properties of eBraille."""
    (data,) = WRITERS["ebrl"](full_book()).values()
    archive = zipfile.ZipFile(io.BytesIO(data))

    assert archive.namelist()[:4] == [
        "mimetype",
        "META-INF/container.xml",
        "package.opf",
        "index.html",
    ]
    assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    for name in archive.namelist():
        if name.endswith(".html"):
            root = etree.fromstring(archive.read(name))
            text = "".join(root.itertext())
            assert not re.search(r"[^\u2800-\u283f\s]", text), name


def test_epubcheck_finds_only_what_it_does_not_know(tmp_path: Path) -> None:
    """A copy named .epub gets exactly the five OPF-027 that a conforming file gets."""
    (data,) = WRITERS["ebrl"](full_book()).values()
    path = tmp_path / "sample.epub"
    path.write_bytes(data)

    found = epubcheck(path)

    assert [message.code for message in found] == ["OPF-027"] * 5
    assert all("a11y:" in message.text for message in found)


def test_the_proof_shows_cells_kana_and_print() -> None:
    """A proof is one page of HTML, marks doubtful words, and needs no script."""

    def doubting(text: str, fixed: Sequence[Fixed]) -> tuple[Word, ...]:
        return tuple(word._replace(doubt="二つの読み") for word in fake(text, fixed))

    pos = Pos("01.md", 1, 1, 0, 2)
    made = write(book(paragraph(Text("ヨル", pos))), ["html"], quiet, doubting)
    html = made["html"]["sample-1.html"].decode()

    assert f'<span class="cells" lang="ja-Brai">{cells("ヨル")}</span>' in html
    assert '<span class="kana">ヨル</span>' in html
    assert '<span class="kana">1カン</span>' in html  # a word of ours has its kana, too
    assert "要確認: 二つの読み" in html
    assert "<script" not in html
    assert 'title="01.md:1:1"' in html


def test_what_a_manuscript_says_is_no_markup_in_the_proof() -> None:
    """Text of the manuscript stays text."""
    pos = Pos("01.md", 1, 1, 0, 8)
    made = write(book(paragraph(Text("<script>", pos))), ["html"], quiet, fake)

    assert "<script" not in made["html"]["sample-1.html"].decode()
