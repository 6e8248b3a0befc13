"""Braille files of other programs, and damaged ones: what is read, and what is said of the rest."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from pipeline.braille.formats import READERS, WRITERS, FormatError, bes, brf, bse, convert, pef
from pipeline.braille.formats.ebraille import SIZE
from pipeline.braille.formats.errors import TooLargeError
from pipeline.braille.pages import page_of
from pipeline.errors import MimiyubiError
from tests.command import run
from tests.ebraille import DOCUMENT, DOCUMENT_PATH, foreign
from tests.test_braille_formats import PAGES, VOLUME

BRF = brf.write(VOLUME)


@pytest.mark.parametrize(
    "data",
    [
        BRF.lower(),
        BRF.replace(b"\r\n", b"\n"),
        BRF.replace(b"\r\n", b"\r"),
        BRF.replace(b"\r\n", b"\r\r\n"),
        BRF.replace(b"\r\n", b"   \r\n"),
        BRF.replace(b"\r\n\f", b"\f"),
        BRF + b"\f",
        BRF + b"\r\n\f\x1a",
    ],
    ids=["lower", "lf", "cr", "crcrlf", "blanks", "bare", "trailing", "dos"],
)
def test_a_brf_file_of_another_program_is_the_same_book(data: bytes) -> None:
    """Case, line ends, blanks at line ends and what follows the last page change no cell."""
    assert brf.read(data).pages == PAGES
    assert convert(data, "brf", "brf") == BRF


def test_wider_pages_keep_their_size() -> None:
    """A file of 40 cells by 25 lines says so in every format that states it."""
    page = b"\r\n".join([b"A" * 40] * 25) + b"\r\n"

    for name in ("pef", "bes", "bse", "ebrl"):
        made = READERS[name](convert(page + b"\f" + page, "brf", name))
        assert (made.cells_per_line, made.lines_per_page, len(made.pages)) == (40, 25, 2), name


def test_a_file_without_form_feeds_says_why_it_has_no_place_in_a_header() -> None:
    """A book on one endless page fits BRF, and is refused with a remedy where pages are counted."""
    endless = b"ABC\r\n" * 500

    assert convert(endless, "brf", "brf") == endless
    with pytest.raises(TooLargeError, match="form feeds"):
        convert(endless, "brf", "bes")


MANY = """<?xml version="1.0" encoding="UTF-8"?>
<pef version="2008-1" xmlns="http://www.daisy.org/ns/2008/pef">
<head><meta xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/x-pef+xml</dc:format>
<dc:identifier>x</dc:identifier><dc:creator>甲</dc:creator><dc:creator>乙</dc:creator></meta></head>
<body><volume cols="10" rows="5" rowgap="0" duplex="true">
<section><page><row>⠁⠁<!-- a comment -->⠃</row><row/></page></section>
<section cols="40" rows="25"><page><row>⠉</row></page></section></volume>
<volume cols="32" rows="18" rowgap="0" duplex="false"><section><page/></section></volume>
</body></pef>""".encode()


def test_volumes_and_sections_of_pef_are_pages_of_the_largest_size() -> None:
    """Two volumes and three sections become one row of pages, wide enough for all of them."""
    made = pef.read(MANY)

    assert [[row.cells for row in page.rows] for page in made.pages] == [["⠁⠁⠃"], ["⠉"], []]
    assert (made.cells_per_line, made.lines_per_page) == (40, 25)
    assert made.description.author == "甲、乙"


def test_converting_to_pef_again_changes_nothing() -> None:
    """The volume's number is added to an identifier once."""
    once = convert(MANY, "pef", "pef")

    assert convert(once, "pef", "pef") == once


def test_a_bes_file_of_another_version_is_read() -> None:
    """The number in the first bytes is the program's, and bytes that are no cells say nothing."""
    data = bytearray(bes.write(VOLUME))
    data[4:7] = b"300"
    data[47:51] = "題".encode("cp932") + b"\xff\0"

    made = bes.read(bytes(data))
    assert made.pages == PAGES
    assert made.number == VOLUME.number
    assert all("⠀" <= cell <= "⠿" for cell in made.description.title_cells)
    assert convert(bytes(data), "bes", "brf") == BRF


def test_bes_keeps_where_paragraphs_end() -> None:
    """A file read and written again is the same body to the byte, its 0D included."""
    data = bes.write(VOLUME)

    assert convert(data, "bes", "bes")[bes.HEADER :] == data[bes.HEADER :]
    assert [row.goes_on for row in bes.read(data).pages[0].rows] == [False, True, False]


def test_a_bse_header_with_control_characters_becomes_any_format() -> None:
    """A program that fills its fields with NUL, and one with form feeds, are read all the same."""
    data = bytearray(bse.write(VOLUME).replace(b"\r\n", b"\r\n\f"))
    data[10:14] = b"A\0\x1bB"

    for name in WRITERS:
        assert READERS[name](convert(bytes(data), "bse", name)).pages == PAGES, name


@pytest.mark.parametrize("name", WRITERS)
def test_damaged_files_are_read_or_refused(name: str) -> None:
    """Bytes changed, lost or added anywhere end in pages or in a message of ours."""
    chance = random.Random(4)  # the same damage in every run
    whole = WRITERS[name](VOLUME)
    written = refused = 0
    for number in range(600):
        data = bytearray(whole)
        for _ in range(number % 4 + 1):
            _damage(data, chance)
        for target in WRITERS:
            try:
                written += bool(convert(bytes(data), name, target))
            except MimiyubiError:
                refused += 1

    assert written
    assert refused
    assert written + refused == 600 * len(WRITERS)


def _damage(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data))
    match chance.randrange(3):
        case 0:
            data[place] = chance.randrange(256)
        case 1:
            del data[place : place + 5]
        case _:
            data[place:place] = chance.randbytes(3)


def test_the_message_names_the_file(tmp_path: Path) -> None:
    """Of many files that a loop converts, the message says which one is wrong."""
    file = tmp_path / "old.bes"
    file.write_bytes(BRF)

    ran = run("braille", str(file), "--from", "bes", "--to", "brf")
    assert ran.returncode == 1
    assert f"{file}: U052 " in ran.stderr
    assert "--from brf" in ran.stderr


def test_a_zip_that_is_no_book_is_no_ebraille() -> None:
    """Every way in which an archive can be damaged is a message about the format."""
    data = WRITERS["ebrl"](VOLUME)
    for cut in range(0, len(data), 97):
        with pytest.raises(FormatError):
            READERS["ebrl"](data[:cut] + data[cut + 1 :])


def test_what_begins_a_sheet_is_a_section_of_pef() -> None:
    """標題紙, 目次, text and 奥付 are sections: no embosser puts them on the back of another."""
    labels = ("", "モク1", "モク2", "1", "2", "3", "")
    volume = replace(VOLUME, pages=tuple(replace(PAGES[0], label=label) for label in labels))

    root = etree.fromstring(pef.write(volume))
    sections = root.findall(f".//{{{pef.PEF}}}section")
    assert [len(section) for section in sections] == [1, 2, 3, 1]
    assert pef.read(pef.write(volume)).pages == volume.pages


@pytest.mark.parametrize("name", ["old.brf", "OLD.BES"])
def test_a_braille_file_is_no_text(name: str, tmp_path: Path) -> None:
    """Without --from its bytes are not read as words; the message says what to add."""
    file = tmp_path / name
    file.write_bytes(BRF)

    ran = run("braille", str(file), "--to", "brf")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert f"--from {name[-3:].lower()}" in ran.stderr


def test_a_line_end_behind_the_header_of_a_bse_file_is_the_headers() -> None:
    """Some programs end the header like a line: no page is a line lower for it."""
    data = WRITERS["bse"](VOLUME).replace(b"\r\n", b"\n")

    assert READERS["bse"](data).pages == VOLUME.pages
    assert READERS["bse"](data[:512] + b"\n" + data[512:]).pages == VOLUME.pages


def bet(pages: list[bytes]) -> bytes:
    """A file of the second version of 点字編集システム, as a reading of real files has it."""
    header = bytearray(b" " * 512)
    header[:8] = b"%BET200%"
    header[22:26] = b"3318"
    return bytes(header) + b"".join(b"\xfd" + page for page in pages) + b"\xff"


def test_a_file_of_the_second_version_is_read() -> None:
    """It has one header, and FD alone between its pages."""
    made = READERS["bes"](bet([b"\xa1\xa3\x0d\xfe\xa1\xfe", b"", b"\xa9\xfe"]))

    assert made.pages == (page_of(["⠁⠃", "⠁"]), page_of([]), page_of(["⠉"]))
    assert (made.cells_per_line, made.lines_per_page) == (32, 18)
    assert convert(bet([b"\xa1\x0d\xfe"]), "bes", "brf") == b"A\r\n"
    with pytest.raises(FormatError, match="0x41"):
        convert(bet([b"A\xfe"]), "bes", "brf")
    with pytest.raises(FormatError, match="FD, FF"):
        convert(bet([b"\xa1\xfe"])[:-1], "bes", "brf")


def test_a_bes_file_whose_last_line_has_no_end_is_read() -> None:
    """A reading of real files has 0D alone behind the last line of a book."""
    data = WRITERS["bes"](VOLUME)
    size = len(data) - 1
    assert data[-3:] == b"\x0d\xfe\xff"
    start = data.rindex(b"\xfd") - 2
    length = int.from_bytes(data[start : start + 2], "little") - 1
    cut = data[:start] + length.to_bytes(2, "little") + data[start + 2 : size - 1] + b"\xff"

    assert READERS["bes"](cut).pages == VOLUME.pages


@pytest.mark.parametrize("size", ["9" * 5000 + " 18", "0 18", "32", "３２ 18"])
def test_a_size_that_no_page_has_is_refused(size: str) -> None:
    """What says how large the pages are is two numbers of at most four digits."""
    meta = f'<meta name="{SIZE}" content="{size}"/></head>'
    changed = {DOCUMENT_PATH: DOCUMENT.replace("</head>", meta).replace("{body}", "<p>⠁</p>")}

    with pytest.raises(FormatError):
        READERS["ebrl"](foreign(changed=changed))
