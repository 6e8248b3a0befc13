"""Braille files: exact bytes, round trips, and files that are not what they claim."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.arguments import BRAILLE_FILES
from pipeline.braille.cells import BLANK
from pipeline.braille.formats import READERS, WRITERS, FormatError, bes, brf, bse, convert
from pipeline.braille.pages import Description, Page, Row, Volume, page_of
from pipeline.errors import UsageError
from tests.judges import epubcheck

SHARED = Path(__file__).parents[2] / "shared"

ABOUT = Description(
    slug="sample",
    title="見本の本",
    title_cells="⠷⠮⠴⠎⠀⠮⠴",
    subtitle="副題",
    author="山田 花子",
    author_cells="⠌⠵⠐⠕⠀⠥⠅⠪",
    coauthor_cells="⠹⠄⠡⠀⠳⠚⠒",
    publisher="見本社",
    publisher_cells="⠷⠮⠴⠈⠱",
    date="2026-04-01",
    identifier="urn:uuid:00000000-0000-4000-8000-000000000000",
    book_code="123",
    transcriber="点訳の会",
    transcriber_cells="⠟⠴⠌⠩⠎⠀⠡⠃",
    proofreader="校正の会",
    remarks="①備考",
    remarks_cells="⠼⠂⠐⠧⠪⠒",
    print_page="12",
    modified=1_700_000_000,
)
PAGES = (
    Page((Row("⠀⠀⠀⠼⠁"), Row("⠀⠀⠁⠃⠉⠀⠙", goes_on=True), Row("⠑"))),
    Page((Row("⠀⠀⠀⠼⠃"), Row(""), Row("⠿"))),
)
VOLUME = Volume(PAGES, 1, 2, 32, 18, ABOUT)

ROWS = st.builds(
    lambda cells: Row(cells.rstrip(BLANK)),
    st.text([chr(0x2800 + dots) for dots in range(64)], max_size=32),
)
VOLUMES = st.builds(
    lambda pages: Volume(
        tuple(Page((*rows, Row("⠿"))) for rows in pages), 1, 1, 32, 18, ABOUT
    ),
    st.lists(st.lists(ROWS, max_size=16), min_size=1, max_size=4),
)  # fmt: skip


@pytest.mark.parametrize("name", WRITERS)
@given(volume=VOLUMES)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back(name: str, volume: Volume) -> None:
    """Every cell of every page comes back from every format."""
    back = READERS[name](WRITERS[name](volume))

    assert back.pages == volume.pages
    assert (back.cells_per_line, back.lines_per_page) == (32, 18)


@pytest.mark.parametrize("source", WRITERS)
@pytest.mark.parametrize("target", WRITERS)
def test_every_format_becomes_every_other(source: str, target: str) -> None:
    """A converted file holds the same pages."""
    data = convert(WRITERS[source](VOLUME), source, target)

    assert READERS[target](data).pages == PAGES


def test_brf_is_exact_to_the_byte() -> None:
    """Upper-case ASCII braille, CR LF after a line, FF between pages, no blanks at line ends."""
    assert WRITERS["brf"](VOLUME) == (
        b"   #A\r\n  ABC D\r\nE\r\n\x0c   #B\r\n\r\n=\r\n"
    )  # fmt: skip


def test_brf_knows_all_64_cells() -> None:
    """The code is North American Braille Computer Code: 64 bytes, each for one cell."""
    cells = "".join(chr(0x2800 + dots) for dots in range(64))

    assert len(set(brf.ascii_line(cells))) == 64
    assert brf.cells_of(brf.ascii_line(cells)) == cells
    assert brf.ascii_line("⠁⠃⠉⠼⠴⠲⠐⠠⠤") == 'ABC#04",-'


def test_bse_header_is_exact_to_the_byte() -> None:
    """512 bytes of CP932 fields, then every page padded to its lines."""
    data = bse.write(VOLUME)

    assert data[0:10] == b"2023/11/14"
    assert data[10:60] == "見本の本".encode("cp932").ljust(50)
    assert data[210:230] == "２０２６／０４／０１".encode("cp932")
    assert data[504:512] == b"00023218"
    assert data[512:].count(b"\r\n") == 2 * 18
    assert data[512:].startswith(b"   #A\r\n  ABC D\r\nE\r\n\r\n")


def test_bse_fields_are_cut_at_whole_characters() -> None:
    """A title too long for its field loses whole characters, and 〓 stands for what CP932 lacks."""
    about = Description(title="あ" * 24 + "𠮷い")

    field = bse.write(Volume(PAGES, description=about))[10:60]

    assert field.decode("cp932") == "あ" * 24 + "〓"


def test_bse_gives_back_its_header() -> None:
    """What a person wrote into book.toml is in the file."""
    about = bse.read(bse.write(VOLUME)).description

    assert (about.title, about.author, about.publisher) == ("見本の本", "山田 花子", "見本社")
    assert (about.date, about.book_code, about.remarks) == ("2026-04-01", "123", "①備考")
    assert (about.transcriber, about.proofreader) == ("点訳の会", "校正の会")


def test_bes_is_exact_to_the_byte() -> None:
    """1,024 bytes of header; pages with their length; paragraph ends told from line ends."""
    data = bes.write(VOLUME)

    assert data[:8] == b"%BET400%"
    assert data[8:18] == b"2023/11/14"
    assert data[22:26] == b"3318"
    assert data[31:35] == b"2   "
    assert data[47:97] == b"(!0S !0".ljust(50)
    assert data[97:117] == b'/Z"O UK['.ljust(20)
    assert data[117:137] == b"?'* \\J3".ljust(20)
    assert data[157:160] == b"#BF"
    assert data[160:165] == b"#AB  "
    assert data[165:169] == b"#A  "
    assert data[192:242] == b'#1"V[3'.ljust(50)
    assert data[512:516] == b"\xff\xff\xff\x54"
    assert data[1024:1028] == b"\xff\x15\x00\xfd"
    assert data[1028:1035] == b"\xa0\xa0\xa0\xdc\xa1\x0d\xfe"
    assert data[1035:1043] == b"\xa0\xa0\xa1\xa3\xa9\xa0\xb9\xfe"
    assert data[1043:1046] == b"\xb1\x0d\xfe"
    assert data.endswith(b"\xff")


TYPED = st.text([chr(0x2801 + dots) for dots in range(63)], max_size=20)
PRINTED = st.text("亜山花子ーアb1 ・（）", max_size=10).map(str.strip)


@given(TYPED, TYPED, TYPED, TYPED, TYPED, TYPED, st.integers(1, 9999), st.integers(0, 20_000))
@settings(max_examples=60, deadline=None)
def test_bes_gives_back_its_header(
    title: str, author: str, coauthor: str, publisher: str, transcriber: str, remarks: str,
    page: int, day: int,
) -> None:  # fmt: skip
    """Every field that BES has in braille, the print page and the day come back."""
    about = Description(
        title_cells=title, author_cells=author, coauthor_cells=coauthor, publisher_cells=publisher,
        transcriber_cells=transcriber, remarks_cells=remarks, print_page=str(page),
        modified=day * 86_400,
    )  # fmt: skip

    assert bes.read(bes.write(Volume(PAGES, description=about))).description == about


@given(
    PRINTED, PRINTED, PRINTED, PRINTED, PRINTED, PRINTED, PRINTED, PRINTED, st.integers(0, 20_000)
)
@settings(max_examples=60, deadline=None)
def test_bse_gives_back_every_field(
    title: str, subtitle: str, author: str, publisher: str, code: str, transcriber: str,
    proofreader: str, remarks: str, day: int,
) -> None:  # fmt: skip
    """Every field of the header comes back as it was written."""
    about = Description(
        title=title, subtitle=subtitle, author=author, publisher=publisher, date="2026-04-01",
        book_code=code, transcriber=transcriber, proofreader=proofreader, remarks=remarks,
        modified=day * 86_400,
    )  # fmt: skip

    assert bse.read(bse.write(Volume(PAGES, description=about))).description == about


def test_a_page_whose_length_begins_with_ff_does_not_end_a_bes_file() -> None:
    """FF is the file's end only where no page follows it."""
    rows = [*(Row("⠿" * 30) for _ in range(7)), Row("⠿" * 25), Row("⠿")]
    for extra in range(40):
        pages = (Page((*rows, Row("⠿" * (extra % 32 + 1)))), Page((Row("⠁"),)))

        assert bes.read(bes.write(Volume(pages))).pages == pages


BROKEN = (
    ("brf", "点字".encode(), "0xE7"),
    ("brf", b"ABC\x01", "0x01"),
    ("unicode", b"\xff\xfe", "0xFF"),
    ("unicode", "⠁あ".encode(), "U+3042"),
    ("unicode", "⡀".encode(), "U+2840"),
    ("pef", b"<pef", "find end of Start Tag"),
    ("pef", b"<html/>", "<html>"),
    ("pef", WRITERS["pef"](VOLUME).replace("⠑".encode(), b"x"), "<row>"),
    ("pef", WRITERS["pef"](VOLUME).replace(b'cols="32"', b'cols="no"'), "cols"),
    ("bse", b"ABC", "3 bytes"),
    ("bse", b"A" * 600, "pages"),
    ("bse", WRITERS["bse"](VOLUME) + b"\xff", "0xFF"),
    ("bes", b"%PDF-1.7", "%PDF"),
    ("brf", b"", "no page"),
    ("unicode", b" \n", "no page"),
    ("ebrl", b"PK", "not a zip file"),
    ("ebrl", WRITERS["ebrl"](VOLUME)[:700], "not a zip file"),
    ("pef", WRITERS["pef"](VOLUME)[:-5], "expected '>'"),
    ("bes", WRITERS["bes"](VOLUME)[:1030], ""),
    ("bes", WRITERS["bes"](VOLUME).replace(b"\xb1\x0d\xfe", b"\x41\x0d\xfe"), "0x41"),
)


@pytest.mark.parametrize(("name", "data", "found"), BROKEN)
def test_a_file_that_is_not_what_it_claims(name: str, data: bytes, found: str) -> None:
    """The message names the format and what was found, and nothing else is raised."""
    with pytest.raises(FormatError) as error:
        convert(data, name, "brf")

    assert found in str(error.value)


@pytest.mark.parametrize(
    ("name", "data", "remedy"),
    [
        ("bes", bse.write(VOLUME), "--from bse"),
        ("bse", bes.write(VOLUME), "--from bes"),
        ("brf", WRITERS["ebrl"](VOLUME), "--from ebrl"),
        ("brf", WRITERS["pef"](VOLUME), "--from pef"),
        ("pef", WRITERS["unicode"](VOLUME), "--from unicode"),
        ("unicode", WRITERS["brf"](VOLUME), "--from brf"),
        ("bes", bes.write(VOLUME)[:1030], "cut short"),
        ("brf", "点字のことです。".encode(), "no braille file"),
    ],
)
def test_a_message_says_what_to_do_about_a_wrong_file(name: str, data: bytes, remedy: str) -> None:
    """A file in another format is told by name, a broken one and one of text as such."""
    with pytest.raises(FormatError, match=remedy):
        convert(data, name, "brf")


ENTITIES = """<?xml version="1.0"?>
<!DOCTYPE pef [<!ENTITY a "⠁⠁"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>
<pef xmlns="http://www.daisy.org/ns/2008/pef" version="2008-1"><head><meta/></head>
<body><volume cols="32" rows="18" rowgap="0" duplex="false"><section><page>
<row>⠃%s⠃</row></page></section></volume></body></pef>"""


@pytest.mark.parametrize("entity", ["&a;", "&b;", "&x;"])
def test_entities_are_refused_not_expanded(entity: str) -> None:
    """No cell comes from an entity, and none is dropped in silence."""
    with pytest.raises(FormatError, match="entities are not expanded"):
        convert((ENTITIES % entity).encode(), "pef", "unicode")


@given(st.binary(max_size=1200), st.sampled_from(sorted(READERS)))
@settings(max_examples=200, deadline=None)
def test_no_file_makes_a_reader_stumble(data: bytes, name: str) -> None:
    """Whatever bytes come, a reader reads them or says that they are not its format."""
    for start in (b"", b"%BET400%", bes.write(VOLUME)[:1024], bse.write(VOLUME)[:512]):
        try:
            volume = READERS[name](start + data)
        except FormatError:
            continue
        assert isinstance(volume, Volume)


@pytest.mark.parametrize("name", ["bse", "bes"])
def test_a_page_too_large_for_a_header_is_refused(name: str) -> None:
    """A header of two digits cannot state 100 cells a line, and says so."""
    with pytest.raises(UsageError, match="100"):
        WRITERS[name](replace(VOLUME, cells_per_line=100))


def test_a_bse_file_keeps_lines_its_header_does_not_count() -> None:
    """A header that states one page of two loses no line of the file."""
    data = bse.write(VOLUME).replace(b"00023218", b"00013218")

    assert bse.read(data).pages == PAGES


def test_a_file_of_dos_may_end_with_control_z() -> None:
    """Ctrl-Z after the last line is no braille and no error."""
    assert brf.read(brf.write(VOLUME) + b"\x1a").pages == PAGES
    assert bse.read(bse.write(VOLUME) + b"\x1a").pages == PAGES


def test_every_format_that_can_be_asked_for_is_read_and_written() -> None:
    """What the command line takes for --from and --to is what there is."""
    assert set(BRAILLE_FILES) == READERS.keys() == WRITERS.keys()


def test_a_converted_ebraille_is_what_its_specification_asks(tmp_path: Path) -> None:
    """EPUBCheck knows all of a conversion but the five accessibility properties of eBraille."""
    path = tmp_path / "sample.epub"
    path.write_bytes(WRITERS["ebrl"](VOLUME))

    found = epubcheck(path)

    assert [message.code for message in found] == ["OPF-027"] * 5


FLOWING = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>⠁</title></head><body>
<h1>⠕⠕</h1>⠓⠓<p>⠁⠁⠲⠀ ⠃⠃<span role="doc-pagebreak">⠼⠉</span> ⠉⠉<br/>⠙⠙</p>
<ol><li><p>⠼⠂ ⠑⠑</p><p>⠋⠋</p></li></ol>
<table><tr><th>⠛</th><td>⠊ ⠚</td></tr></table></body></html>"""


def test_an_ebraille_file_without_lines_is_laid_out() -> None:
    """Headings, paragraphs, items, rows and print pages stand where a braille page has them."""
    made = io.BytesIO()
    archive = zipfile.ZipFile(io.BytesIO(WRITERS["ebrl"](VOLUME)))
    with zipfile.ZipFile(made, "w") as changed:
        for name in archive.namelist():
            data = FLOWING.encode() if name.endswith("volume.html") else archive.read(name)
            changed.writestr(name, data)

    (page,) = READERS["ebrl"](made.getvalue()).pages

    assert [row.cells.replace(BLANK, " ") for row in page.rows] == [
        " " * 30 + "⠼⠁",
        " " * 8 + "⠕⠕",
        "  ⠓⠓",
        "  ⠁⠁⠲  ⠃⠃ ⠉⠉" + " " * 18 + "⠼⠉",
        "⠙⠙",
        "⠼⠂ ⠑⠑",
        "    ⠋⠋",
        "⠛  ⠊ ⠚",
    ]


def test_pef_is_valid_by_its_grammar(tmp_path: Path) -> None:
    """The grammar of PEF 1.0 accepts what we write."""
    validate = SHARED / "schemas" / "validate.py"
    if not validate.exists():
        pytest.skip("skipped: no ../shared")
    path = tmp_path / "sample.pef"
    path.write_bytes(WRITERS["pef"](VOLUME))

    run = subprocess.run(
        [sys.executable, str(validate), str(path)], capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("rows", [("⠁" * 40,), ("⠁",) * 25], ids=["wide", "long"])
@pytest.mark.parametrize("target", WRITERS)
def test_a_page_larger_than_its_file_says_is_kept_whole(target: str, rows: tuple[str, ...]) -> None:
    """The size that is written is that of what stands on the pages, which stay what they are."""
    page = page_of(list(rows))
    said = WRITERS["pef"](Volume((page, page), cells_per_line=32, lines_per_page=18))

    made = READERS[target](convert(said, "pef", target))
    assert made.pages == (page, page)
    assert made.cells_per_line >= len(rows[0])
    assert made.lines_per_page >= len(rows)
