"""Manuscripts that cannot be published: a finding with a place for each, and never a traceback."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import driver
from pipeline.config import Settings
from pipeline.diagnostics import Code, Diagnostic, Severity
from pipeline.document import Book, Figure, Heading, Image, Link
from pipeline.errors import ManuscriptError
from pipeline.readers.book import book_slug, read_book, unit_id
from pipeline.readers.markdown import decode, read_unit
from pipeline.sources import book_folder
from pipeline.verify import verify
from pipeline.walk import plain_text, unit_blocks, unit_inlines
from tests import command

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def png() -> bytes:
    """A picture of one grey pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00\x80")
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def findings(folder: Path) -> list[str]:
    """What is found in a book that has errors, as ``CODE file:line:column``."""
    found: list[Diagnostic] = []
    with pytest.raises(ManuscriptError):
        read_book(folder, Settings(title="本"), found.append)
    for finding in found:  # a wording with a brace too many or a field too few fails here
        assert "{" not in finding.line("en").split("    →")[0].replace("{page", "")
        assert finding.line("ja")
    return [f"{f.code.name} {Path(f.pos.file).name}:{f.pos.line}:{f.pos.column}" for f in found]


def book(folder: Path) -> tuple[Book, list[Code]]:
    """A book without errors, and its warnings."""
    found: list[Diagnostic] = []
    return read_book(folder, Settings(title="本"), found.append), [f.code for f in found]


def unit_findings(source: str) -> list[str]:
    found: list[Diagnostic] = []
    read_unit(source, "01.md", "u01", found.append, None)
    return [f"{f.code.name} {f.pos.line}:{f.pos.column}" for f in found]


# Bytes


def test_not_utf8(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are told with their line and column; nothing is read."""
    write(tmp_path, {"01.md": "# 題\n\n文字".encode() + "コード".encode("shift_jis")})

    assert findings(tmp_path) == ["NOT_UTF8 01.md:3:3"]


def test_control_characters() -> None:
    """NUL and its like are told one by one and replaced one for one."""
    found: list[Diagnostic] = []
    text = decode("# 題\r\n\x00本\x1b文\f".encode(), "01.md", found.append)

    assert text == "# 題\r\n\ufffd本\ufffd文\ufffd"
    assert [f"{f.pos.line}:{f.pos.column}" for f in found] == ["2:1", "2:3", "2:5"]


def test_a_null_character_in_the_text_itself() -> None:
    """A caller that did not decode here gets no exception either."""
    assert unit_findings("# 題\n\n本\x00文\n") == []


@given(st.binary(max_size=100))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_decoded_or_reported(data: bytes) -> None:
    """Bytes give a text of the same length, or a finding and no text."""
    found: list[Diagnostic] = []
    text = decode(data, "01.md", found.append)

    assert (text is None) <= bool(found)
    assert text is None or len(text) == len(data.decode())


# Structure


def test_two_hundred_nested_lists() -> None:
    """Lists too deep are told where they get too deep."""
    nested = "".join("  " * depth + "- x\n" for depth in range(200))

    assert unit_findings(f"# 題\n\n{nested}") == ["TOO_DEEP 32:61"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("> " * 500 + "x", {"TOO_DEEP"}),
        ("- " * 500 + "x", {"TOO_DEEP"}),
        ("![" * 2000 + "](a)" * 2000, {"NO_ALTERNATIVE_TEXT"}),
        ("**x " * 2000, {"LEFTOVER_MARK"}),
        *((text, set()) for text in (
            "[" * 5000, "[x](" * 2000, "*" * 5000 + "x" + "*" * 5000, "`" * 5000, "<" * 5000,
            "{" * 5000, "{漢|" * 2000, "《" * 5000, "｜" * 5000, "[^" * 2000,
            "|" * 5000 + "\n" + "|-" * 4999 + "|",
        )),
    ],
)  # fmt: skip
def test_nothing_is_too_deep_for_the_reader(text: str, codes: set[str]) -> None:
    """Of marks in thousands inside one another no more is told than what they are."""
    found = unit_findings(f"# 題\n\n{text}\n")

    assert {finding.split()[0] for finding in found} == codes


def test_an_unclosed_container() -> None:
    """A container without its end is told at its first line."""
    assert unit_findings("# 題\n\n::: note\n本文\n") == ["UNCLOSED_CONTAINER 3:1"]


def test_a_script() -> None:
    """A script is an error of its own, and its text is not lost."""
    assert unit_findings("# 題\n\n<script>x</script>\n") == ["SCRIPT 3:1", "SCRIPT 3:10"]


def test_an_unclosed_ruby_is_text() -> None:
    """Ruby without an end is published as the characters it is."""
    assert unit_findings("# 題\n\n{漢字|かんじ と ｜漢字《かんじ\n") == []


def test_an_empty_unit(tmp_path: Path) -> None:
    """A file without text is told."""
    write(tmp_path, {"01.md": "", "02.md": "\n \n", "03.md": "# 題\n"})

    assert findings(tmp_path) == ["EMPTY_UNIT 01.md:1:1", "EMPTY_UNIT 02.md:1:1"]


def test_a_folder_without_units(tmp_path: Path) -> None:
    """A folder without Markdown is told."""
    assert findings(tmp_path) == [f"NO_UNITS {tmp_path.name}:1:1"]


def test_a_unit_outside_of_the_book(tmp_path: Path) -> None:
    """A link in place of a unit must not lead out of the book's folder."""
    write(tmp_path, {"secret.md": "# 秘密\n", "book/01.md": "# 題\n"})
    (tmp_path / "book" / "02.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "book" / "03.md").symlink_to("nowhere.md")

    assert findings(tmp_path / "book") == ["UNIT_OUTSIDE 02.md:1:1", "UNIT_OUTSIDE 03.md:1:1"]


# Ids and links


def test_unit_ids_are_xml_names() -> None:
    """A unit's id is its file's name in ASCII, romanised, or its place in the book."""
    assert unit_id("01-mynumber.md", 1) == "u01-mynumber"
    assert unit_id("01-はじめに.md", 1) == "u01-hajimeni"
    assert unit_id("☆.md", 3) == "u03"
    assert unit_id("Intro_2.md", 3) == "uintro-2"


def test_two_units_with_one_id(tmp_path: Path) -> None:
    """Two files whose names give one id are told once, not heading by heading."""
    write(tmp_path, {"01-a.md": "# 題\n## 一\n", "01_a.md": "# 題\n## 二\n"})

    assert findings(tmp_path) == ["DUPLICATE_UNIT 01_a.md:1:1"]


def test_an_id_given_twice(tmp_path: Path) -> None:
    """An id may stand once in the book, a page number too."""
    first = "# 題 {#a}\n{page=1}\n\n本文\n"
    write(tmp_path, {"01.md": first, "02.md": "# 題 {#a}\n本文{page=1}\n## 次 {#u01}\n"})

    assert sorted(findings(tmp_path)) == [
        "REPEATED_ID 02.md:1:1",
        "REPEATED_ID 02.md:2:3",
        "REPEATED_ID 02.md:3:1",
    ]


def test_links_lead_to_ids_of_the_book(tmp_path: Path) -> None:
    """Files, ids, both, and the words of a heading are ids in the end."""
    links = "[1](#b) [2](02-x.md) [3](02-x.md#b) [4](#はじめに) [5](<#使い 方>) [6](#page-3)"
    write(
        tmp_path,
        {
            "01.md": f"# はじめに\n\n{links} [7](HTTPS://例.jp/あ) <tel:+81-3>\n",
            "02-x.md": "# 次 {#b}\n## 使い 方\n{page=3}\n\n[8](#b)\n## はじめに\n[9](#はじめに)\n",
        },
    )
    made, found = book(tmp_path)
    targets = [i.target for unit in made.units for i in unit_inlines(unit) if isinstance(i, Link)]

    assert not found
    assert targets == [
        "#b", "#u02-x", "#b", "#u01-h1", "#u02-x-h1", "#page-3",
        "https://xn--fsq.jp/%E3%81%82", "tel:+81-3", "#b", "#u02-x-h2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("[a](#nowhere)", "LINK_TO_NOTHING"),
        ("[a](03.md)", "LINK_TO_NOTHING"),
        ("[a](01.md#nowhere)", "LINK_TO_NOTHING"),
        ("[a](../01.md)", "LINK_TO_NOTHING"),
        ("[a]()", "LINK_TO_NOTHING"),
        ("[a](mailto:nobody)", "LINK_TO_NOTHING"),
        ("[a](javascript:alert(1))", "LINK_SCHEME"),
        ("[a](<java&#10;script:alert(1)>)", "LINK_SCHEME"),
        ("[a](data:text/html,x)", "LINK_SCHEME"),
        ("<file:///etc/passwd>", "LINK_SCHEME"),
    ],
)
def test_a_link_that_leads_nowhere(tmp_path: Path, link: str, code: str) -> None:
    """A link to nothing in the book, or of a kind that is not allowed, is told at its place."""
    write(tmp_path, {"01.md": f"# 題\n\n本文{link}\n"})

    assert findings(tmp_path) == [f"{code} 01.md:3:3"]


# Pictures


def test_pictures_are_named_and_typed_by_their_bytes(tmp_path: Path) -> None:
    """Pictures get plain names in the order of first use, and one name each."""
    source = (
        "# 題\n\n![一](images/絵.PNG)\n\n二![二](<./images/a b.bin>)三![三](images/%E7%B5%B5.PNG)\n"
    )
    write(
        tmp_path, {"01.md": source, "images/絵.PNG": png(), "images/a b.bin": b"\xff\xd8\xff\xe0"}
    )
    made, found = book(tmp_path)
    figure = next(b for b in unit_blocks(made.units[0]) if isinstance(b, Figure))

    assert not found
    assert figure.image.source == "images/絵.PNG"
    assert [(p.name, p.media_type) for p in made.images.values()] == [
        ("img001.png", "image/png"),
        ("img002.jpg", "image/jpeg"),
    ]
    assert made.images[figure.image.source].data == png()
    assert {i.source for i in unit_inlines(made.units[0]) if isinstance(i, Image)} <= set(
        made.images
    )


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("images/none.png", "IMAGE_MISSING"),
        ("images", "IMAGE_MISSING"),
        ("http://example.jp/a.png", "IMAGE_MISSING"),
        ("x" * 5000, "IMAGE_MISSING"),
        ("a%00b", "IMAGE_MISSING"),
        ("../secret.png", "IMAGE_OUTSIDE"),
        ("/etc/passwd", "IMAGE_OUTSIDE"),
        ("images/link.png", "IMAGE_OUTSIDE"),
        ("images/ring.png", "IMAGE_MISSING"),
        ("images/text.png", "IMAGE_TYPE"),
        ("images/page.html", "IMAGE_TYPE"),
        ("images/broken.svg", "IMAGE_TYPE"),
    ],
)
def test_a_picture_that_cannot_be_published(tmp_path: Path, target: str, code: str) -> None:
    """A picture that is missing, outside of the book or no picture is told at its place."""
    write(
        tmp_path,
        {
            "secret.png": png(),
            "book/01.md": f"# 題\n\n本文![絵]({target})\n",
            "book/images/text.png": "文",
            "book/images/page.html": "<html/>",
            "book/images/broken.svg": "<svg",
        },
    )
    (tmp_path / "book/images/link.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "book/images/ring.png").symlink_to("ring.png")

    assert findings(tmp_path / "book") == [f"{code} 01.md:3:3"]


@pytest.mark.parametrize(
    "inside",
    [
        "<script/>",
        '<rect onload="x()"/>',
        '<image href="http://example.jp/a.png"/>',
        '<image xlink:href="a.png"/>',
        '<a href=" javascript:x()"/>',
        "<style>@import 'a.css';</style>",
        '<rect style="fill: url(http://example.jp/a)"/>',
        "<foreignObject/>",
        "<?xml-stylesheet href='a.css'?>",
    ],
)
def test_a_picture_that_runs_or_fetches_something(tmp_path: Path, inside: str) -> None:
    """SVG must hold no script and nothing from outside."""
    write(tmp_path, {"01.md": "# 題\n\n![絵](a.svg)\n", "a.svg": SVG.format(inside)})

    assert findings(tmp_path) == ["UNSAFE_SVG 01.md:3:1"]


@pytest.mark.parametrize(
    "before",
    ['<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "<?xml-stylesheet href='a.css'?>"],
)
def test_a_picture_with_entities_or_a_style_sheet(tmp_path: Path, before: str) -> None:
    """What stands before the root element of an SVG is looked at too."""
    write(tmp_path, {"01.md": "# 題\n\n![絵](a.svg)\n", "a.svg": before + SVG.format("&#65;")})

    assert findings(tmp_path) == ["UNSAFE_SVG 01.md:3:1"]


def test_a_harmless_drawing(tmp_path: Path) -> None:
    """SVG that draws, and refers to itself alone, is a picture."""
    inside = '<!-- 図 --><g id="g" fill="url(#a)"><use href="#g"/><style>g {fill: red}</style></g>'
    write(tmp_path, {"01.md": "# 題\n\n![絵](a.svg)\n", "a.svg": SVG.format(inside)})
    made, found = book(tmp_path)

    assert not found
    assert made.images["a.svg"].name == "img001.svg"


def test_a_picture_without_alternative_text(tmp_path: Path) -> None:
    """A picture without words is a warning; one marked as an ornament is not."""
    source = "# 題\n\n本文![](a.png)と![](a.png){.decoration}\n"
    write(tmp_path, {"01.md": source, "a.png": png()})

    assert book(tmp_path)[1] == [Code.NO_ALTERNATIVE_TEXT]


# Books


def test_every_error_is_told_before_the_run_ends(tmp_path: Path) -> None:
    """One run tells what is wrong in all files."""
    write(tmp_path, {"01.md": b"\xff", "02.md": "# 題\n\n<b>\n", "03.md": "# 題\n\n[a](#b)\n"})

    assert findings(tmp_path) == [
        "NOT_UTF8 01.md:1:1",
        "RAW_HTML 02.md:3:1",
        "LINK_TO_NOTHING 03.md:3:1",
    ]


def test_units_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    """A book's units are its files in name order; other files are none."""
    write(tmp_path, {"02.md": "# 二\n", "01.md": "# 一\n", "notes.txt": "x", "sub/03.md": "# 三\n"})
    made, found = book(tmp_path)

    assert not found
    assert [unit.id for unit in made.units] == ["u01", "u02"]


def test_slugs_are_ascii(tmp_path: Path) -> None:
    """A book's folder names its files."""
    assert book_slug(tmp_path / "My_Manual 2") == "my-manual-2"
    assert book_slug(tmp_path / "手引き") == "tebiki"
    assert book_slug(tmp_path / "☆") == "book"


def test_a_unit_without_a_heading_is_published_under_one(tmp_path: Path) -> None:
    """A warning says so; one unit takes the book's title, of several each its number."""
    one = command.book(tmp_path / "one", "本文。\n")
    two = command.book(tmp_path / "two", "# 題\n\n本文。\n", "本文。\n\n# 後\n")

    assert titles(one) == ([["試験の本"]], ["M009"])
    assert titles(two) == ([["題"], ["第2単元", "後"]], ["M010"])


def titles(folder: Path) -> tuple[list[list[str]], list[str]]:
    """The headings of each unit of a book, and the codes of what was found."""
    found: list[Diagnostic] = []
    book = driver.read(book_folder(str(folder)), found.append)
    headings = [
        [plain_text(block.children) for block in unit.blocks if isinstance(block, Heading)]
        for unit in book.units
    ]
    return headings, [finding.row.code for finding in found]


def test_a_cover_of_the_book_s_own_is_used(tmp_path: Path) -> None:
    """A file called ``cover`` is the cover of the EPUB and of nothing else."""
    folder = command.book(tmp_path / "b", "# 題\n\n本文。\n", toml='title = "本"\n')
    (folder / "cover.png").write_bytes(png())
    built = driver.build(str(folder), driver.DEFAULT_FORMS, tmp_path / "out", strict=False)

    assert built.problem is None
    with ZipFile(tmp_path / "out" / "b" / "b.epub") as epub:
        covers = [name for name in epub.namelist() if "cover" in name]
        assert [epub.read(name) for name in covers if name.endswith(".png")] == [png()]
    found: list[Diagnostic] = []
    verify([tmp_path / "out"], found.append)
    assert [d.line("en") for d in found if d.severity is not Severity.INFO] == []
