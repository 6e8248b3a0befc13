"""A book becomes an EPUB that EPUBCheck accepts."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from pipeline.archive import pack
from pipeline.config import EpubSettings, Settings
from pipeline.document import Definition, DefinitionList, PageBreak, PageMark, Picture, Ruby
from pipeline.writers.colophon import japanese_date
from pipeline.writers.contents import contents, page_marks
from pipeline.writers.cover import WIDTH, cover_picture, line_length, type_size, wrap
from pipeline.writers.epub import write_epub
from pipeline.writers.identity import identifier, title_reading
from pipeline.writers.pronunciation import lexicon
from pipeline.writers.styles import styles_dir
from tests.epubs import NAMESPACES, SETTINGS, archive, chapter, part, texts
from tests.judges import above_usage, epubcheck
from tests.sample import P, book, every_node, heading, inlines, paragraph, png, table, term, unit


@pytest.mark.parametrize(
    "epub",
    [EpubSettings(), EpubSettings(writing="vertical", ruby="full", lexicon=True, ssml=True)],
    ids=["horizontal", "vertical"],
)
def test_epubcheck_finds_nothing_in_a_book_with_every_node(
    epub: EpubSettings, tmp_path: Path
) -> None:
    """Nothing above a remark on usage, whichever way the lines run."""
    made = every_node()
    made = replace(made, settings=replace(made.settings, epub=epub))
    path = tmp_path / "sample.epub"
    path.write_bytes(write_epub(made)["sample.epub"])

    assert above_usage(epubcheck(path)) == []


def test_a_book_is_the_same_bytes_twice() -> None:
    """A second run of make can be compared with the first."""
    assert write_epub(every_node()) == write_epub(every_node())


def test_the_archive_begins_with_its_media_type_and_knows_one_time() -> None:
    """OCF 3.3, 4.2.6.3; every entry has the time of the manuscript, not of the run."""
    entries = archive(every_node()).infolist()

    assert entries[0].filename == "mimetype"
    assert entries[0].compress_type == zipfile.ZIP_STORED
    assert {entry.date_time for entry in entries} == {(2023, 11, 14, 22, 13, 20)}


def test_the_judge_does_not_praise_what_is_not_there(tmp_path: Path) -> None:
    """EPUBCheck says nothing bad of a missing file; the test that asked must fail."""
    with pytest.raises(FileNotFoundError):
        epubcheck(tmp_path / "missing.epub")


def test_epubcheck_is_heard(tmp_path: Path) -> None:
    """A fault in a document comes back with its code and place."""
    good = archive(chapter(paragraph("文。")))
    bad = {name: good.read(name) for name in good.namelist()}
    unit_name = "EPUB/unit-001.xhtml"
    bad[unit_name] = bad[unit_name].replace(b"<p>", b'<p id="h1">')
    path = tmp_path / "bad.epub"
    path.write_bytes(pack(bad, 0, stored=["mimetype"]))

    found = above_usage(epubcheck(path))
    assert {message.code for message in found} == {"RSC-005"}
    assert found[0].place.startswith(unit_name)


def test_a_time_before_zip_archives_is_their_first_day() -> None:
    """ZIP has no year before 1980; a book without a time is still published."""
    made = replace(chapter(paragraph("文。")), modified=0)

    assert {entry.date_time[:3] for entry in archive(made).infolist()} == {(1980, 1, 1)}


def test_a_book_without_units_is_still_whole() -> None:
    """Title page, contents and colophon stand alone."""
    names = archive(book()).namelist()

    assert "EPUB/title.xhtml" in names
    assert not any("unit-" in name for name in names)


def test_only_the_title_page_shows_the_gloss_of_the_title() -> None:
    """Contents, metadata and window titles say the reading alone."""
    made = replace(chapter(paragraph("文。")), title=inlines(term("アイフォン", "iPhone"), "の本"))
    page = part(made, "title.xhtml")
    package = part(made, "package.opf")

    assert texts(page, "//h:h1") == ["アイフォン（iPhone）の本"]
    assert texts(page, "//h:title") == ["アイフォンの本"]
    assert texts(package, "//dc:title") == ["アイフォンの本"]
    assert texts(part(made, "toc.ncx"), "//ncx:docTitle") == ["アイフォンの本"]
    assert texts(package, "//opf:meta[@property='alternate-script']") == ["iPhoneの本"]


def test_the_contents_are_the_headings_nested_by_level() -> None:
    """A skipped level hangs under the nearest heading above it."""
    made = book(
        unit("u1", heading(1, "a", "一"), heading(3, "b", "一の一"), heading(2, "c", "一の二")),
        unit("u2", heading(1, "d", term("エー", "A"))),
    )
    entries = contents(made)

    assert [(e.title, [c.title for c in e.children]) for e in entries] == [
        ("一", ["一の一", "一の二"]),
        ("エー", []),
    ]
    assert texts(part(made, "nav.xhtml"), "//h:nav[@epub:type='toc']/h:ol/h:li/h:a") == [
        "一",
        "エー",
        "奥付",
    ]


def test_a_unit_without_a_heading_is_called_by_its_number() -> None:
    """Nothing that can be read is missing from the contents."""
    made = book(unit("u1", paragraph("文。")))

    assert [entry.title for entry in contents(made)] == ["単元1"]
    assert texts(part(made, "unit-001.xhtml"), "//h:title") == ["単元1"]


def test_pages_are_listed_in_reading_order() -> None:
    """Marks inside lists, tables and definitions stand where a reader meets them."""

    def mark(number: str) -> PageMark:
        return PageMark(number, f"p{number}", P)

    entry = Definition(inlines(mark("3")), (paragraph(mark("4")),), P)
    made = chapter(
        PageBreak(mark("1"), P),
        table((), ("名", mark("2"))),
        DefinitionList((entry, Definition(inlines(mark("5")), (), P)), False, P),
    )

    assert [m.number for m in page_marks(made)] == ["1", "2", "3", "4", "5"]
    assert texts(part(made, "nav.xhtml"), "//h:nav[@epub:type='page-list']//h:a/@href") == [
        f"unit-001.xhtml#p{n}" for n in range(1, 6)
    ]


def test_contents_and_landmarks_have_names_and_roles() -> None:
    """A screen reader can tell the three lists of the navigation document apart."""
    navs = part(every_node(), "nav.xhtml").findall(".//{*}nav")

    assert [nav.get(f"{{{NAMESPACES['epub']}}}type") for nav in navs] == [
        "toc",
        "page-list",
        "landmarks",
    ]
    assert all(nav.get("aria-labelledby") for nav in navs)


def test_the_package_says_its_language_and_time() -> None:
    """Ace wants xml:lang there; the time is the manuscript's."""
    package = part(every_node(), "package.opf")

    assert package.get("{http://www.w3.org/XML/1998/namespace}lang") == "ja"
    assert texts(package, "//opf:meta[@property='dcterms:modified']") == ["2023-11-14T22:13:20Z"]


def test_an_identifier_is_made_from_title_and_creators_and_stays() -> None:
    """The same book keeps its identifier for ever, another book has another."""
    made = book(settings=Settings(title="見本"))

    assert identifier(made) == "urn:uuid:7381c36f-c3ca-5453-939b-d09a70b82a30"
    assert identifier(book(settings=Settings(title="別"))) != identifier(made)
    assert identifier(book(settings=Settings(title="見本", identifier="urn:x:1"))) == "urn:x:1"


def test_names_are_sorted_by_their_readings() -> None:
    """What book.toml gives wins; what it leaves out is read by machine."""
    package = part(every_node(), "package.opf")

    assert texts(package, "//opf:meta[@property='file-as']") == [
        "スマートフォンニュウモン",
        "ヤマダ ハナコ",
        "サトウ タロウ",
    ]
    assert title_reading(book(settings=Settings(title="点字の本"))) == "テンジノホン"


def test_page_marks_name_the_book_they_come_from() -> None:
    """By its ISBN where that is known, else in words; a book without marks names none."""
    path = "//opf:meta[@property='pageBreakSource']"
    marked = chapter(PageBreak(PageMark("1", "p1", P), P))
    known = replace(marked, settings=replace(SETTINGS, source_isbn="978-4-00-000000-2"))

    assert texts(part(known, "package.opf"), path) == ["urn:isbn:9784000000002"]
    assert texts(part(marked, "package.opf"), path) == ["『見本』印刷版"]
    assert texts(part(chapter(), "package.opf"), path) == []


def test_vertical_books_turn_their_pages_from_right_to_left() -> None:
    """The spine says it, the documents bring the style sheet for it."""
    made = chapter(settings=replace(SETTINGS, epub=EpubSettings(writing="vertical")))

    assert texts(part(made, "package.opf"), "//opf:spine/@page-progression-direction") == ["rtl"]
    assert "styles/vertical.css" in texts(part(made, "unit-001.xhtml"), "//h:link/@href")


@pytest.mark.parametrize(
    ("iso", "published"),
    [("2025-04-01", "2025年4月1日"), ("2025-04", "2025年4月"), ("", ""), ("令和7年", "令和7年")],
)
def test_the_colophon_dates_as_japanese_books_do(iso: str, published: str) -> None:
    """As much of the date as there is."""
    assert japanese_date(iso) == published


def test_a_date_in_words_is_for_the_colophon_only() -> None:
    """The package document takes dates as W3CDTF writes them."""
    made = chapter(settings=replace(SETTINGS, date="令和7年"))

    assert texts(part(made, "package.opf"), "//dc:date") == []
    assert "令和7年" in texts(part(made, "colophon.xhtml"), "//h:dd")


def test_the_lexicon_holds_what_people_fixed() -> None:
    """Ruby and terms; a word that is read in two ways is left to the voice."""
    made = chapter(
        paragraph(Ruby("点訳", "てんやく", P), term("アイフォン", "iPhone")),
        paragraph(Ruby("上手", "じょうず", P), Ruby("上手", "かみて", P)),
        settings=replace(SETTINGS, epub=EpubSettings(lexicon=True)),
    )

    assert lexicon(made) == {"点訳": "テンヤク", "iPhone": "アイフォン"}
    assert part(made, "lexicon.pls").get("alphabet") == "x-JEITA"
    assert "lexicon.pls" in texts(part(made, "unit-001.xhtml"), "//h:link/@href")


def test_ssml_marks_the_readings_that_people_fixed() -> None:
    """The voice says the reading in place of the ruby, and of the original in brackets."""
    made = chapter(
        paragraph(Ruby("点訳", "てんやく", P), term("アイフォン", "iPhone")),
        settings=replace(SETTINGS, epub=EpubSettings(ssml=True)),
    )
    hints = texts(part(made, "unit-001.xhtml"), "//@*[local-name()='ph']")

    assert hints == ["テンヤク", "アイフォン"]


def test_without_the_settings_there_are_no_hints() -> None:
    """Neither a file nor a namespace."""
    made = chapter(paragraph(Ruby("点訳", "てんやく", P)))

    assert b"synthesis" not in archive(made).read("EPUB/unit-001.xhtml")
    assert "EPUB/lexicon.pls" not in archive(made).namelist()


def test_a_cover_is_made_from_the_title() -> None:
    """What the title holds is text on the picture, never markup."""
    made = book(settings=Settings(title="<b>&本"))
    cover = cover_picture(made)

    assert cover.media_type == "image/svg+xml"
    assert texts(etree.fromstring(cover.data), "//*[local-name()='title']") == ["<b>&本"]


def test_a_cover_of_the_books_own_is_taken() -> None:
    """A picture named cover is the cover, and is there once."""
    own = Picture("cover.png", "image/png", png(30, 40))
    made = replace(chapter(), images={"images/cover.png": own})
    package = part(made, "package.opf")

    assert texts(package, "//opf:item[@properties='cover-image']/@href") == ["images/cover.png"]
    assert not [name for name in archive(made).namelist() if name.endswith(".svg")]


@pytest.mark.parametrize(
    "title", ["スマートフォン応用編", "あ" * 30, "点字 A to Z", "長い題名" * 40]
)
def test_the_title_fits_on_its_cover(title: str) -> None:
    """No character is lost, no line is wider than the picture."""
    length = line_length(type_size(title))
    lines = wrap(title, length)

    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", title)
    assert max(map(len, lines)) <= length
    assert length * type_size(title) < WIDTH


def test_style_sheets_leave_the_reader_in_charge() -> None:
    """No fixed type size, nothing important, no colour without its background."""
    for path in styles_dir().glob("*.css"):
        rules = re.findall(r"\{([^{}]*)\}", path.read_text(encoding="utf-8"))
        for rule in rules:
            names = {part.split(":")[0].strip() for part in rule.split(";")}
            assert "!important" not in rule
            assert not re.search(r"font-size:\s*[\d.]+px", rule)
            inherits = "color: inherit" in rule
            assert ("color" in names) == ("background-color" in names) or inherits, path.name
