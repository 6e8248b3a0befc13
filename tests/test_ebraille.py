"""eBraille of other tools: what is valid gives pages, what is not one clear message."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.braille.cells import BLANK
from pipeline.braille.formats import READERS, convert
from pipeline.braille.formats.ebraille_package import About, package
from pipeline.braille.formats.errors import FormatError
from pipeline.writers.braille import WRITERS
from tests.braille_books import book, full_book
from tests.ebraille import DOCUMENT, PACKAGE, foreign
from tests.sample import paragraph

SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"
WITH_SVG = PACKAGE.replace("<spine>", "<spine><itemref idref='svg'/>").replace(
    "</manifest>", "<item id='svg' href='text/cover.svg' media-type='image/svg+xml'/></manifest>"
)


def rows(data: bytes) -> list[str]:
    """The lines of a publication's pages below the page numbers, blank cells as spaces."""
    pages = READERS["ebrl"](data).pages
    return [row.cells.replace(BLANK, " ") for page in pages for row in page.rows[1:]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # 6.2.1: white space of XML, NO-BREAK SPACE and SOFT HYPHEN stand beside the cells.
        ("<p>⠁⠀⠃</p>", ["  ⠁ ⠃"]),
        ("<p>\n  ⠁\n\t⠃\n</p>", ["  ⠁ ⠃"]),
        ("<p>⠁⠲⠀ ⠃</p>", ["  ⠁⠲  ⠃"]),
        ("<p>⠁&#160;⠃</p>", ["  ⠁ ⠃"]),
        ("<p>⠁&#173;⠃<wbr/>⠉</p>", ["  ⠁⠃⠉"]),
        ("<p>⠁<em>⠃</em><strong>⠉<!-- ⠽ --></strong>⠙</p>", ["  ⠁⠃⠉⠙"]),
        ("<p>⠁<em>⠃<br/>⠉</em></p>", ["  ⠁⠃", "⠉"]),
        ("<pre>\n⠁⠀⠃\n⠉\n</pre>", ["⠁ ⠃", "⠉"]),
        ("<section hidden=''><p>⠽</p></section><p>⠁<span hidden=''>⠽</span></p>", ["  ⠁"]),
        ("<figure><img alt='⠁⠀⠃'/><figcaption>⠉</figcaption></figure>", ["  ⠁ ⠃", "  ⠉"]),
        ("<svg xmlns='http://www.w3.org/2000/svg' aria-label='⠁'><title>x</title></svg>", ["  ⠁"]),
        ("<object data='a.pdf' type='application/pdf'><p>⠁</p><p>⠃</p></object>", ["  ⠁ ⠃"]),
        ("<table><tr><td><p>⠁</p><p>⠃</p></td><td>⠉</td></tr></table>", ["⠁ ⠃  ⠉"]),
        ("<h1>⠁</h1><h6>⠃</h6><p>⠉</p>", [" " * 8 + "⠁", "", " " * 4 + "⠃", "  ⠉"]),
        ("<ol><li>⠁<ol><li>⠃</li></ol></li></ol>", ["⠁", "  ⠃"]),
        ("<dl><dt>⠁</dt><dd>⠃</dd></dl>", ["⠁", "  ⠃"]),
        ("<section class='page'><p class='line'>⠁</p></section>", ["  ⠁"]),
    ],
)  # fmt: skip
def test_the_text_is_laid_out(body: str, expected: list[str]) -> None:
    """No cell is lost or joined to another word, whatever elements it stands in."""
    assert rows(foreign(body)) == expected


@pytest.mark.parametrize(
    "mark",
    [
        "<p><span role='doc-pagebreak' id='p'>⠼⠉</span> ⠁</p>",
        "<p><span epub:type='pagebreak' id='p' title='3'/>⠁</p>",
        "<p><em><span role='doc-pagebreak' id='p' aria-label='3'/>⠁</em></p>",
        "<span role='doc-pagebreak' id='p' aria-label='page 3'></span><p>⠁</p>",
        "<div role='doc-pagebreak' id='p'>⠼⠉</div><p>⠁</p>",
        "<hr role='doc-pagebreak' id='p' aria-label='⠼⠉'/><p>⠁</p>",
    ],
)
def test_a_print_page_stands_at_the_end_of_a_line(mark: str) -> None:
    """However it is marked, the number of a print page is no word of the text."""
    found = rows(foreign(mark))

    assert [row.replace(" ", "") for row in found] in (["⠁⠼⠉"], ["⠼⠉", "⠁"])
    assert any(row.endswith("⠼⠉") and len(row) == 32 for row in found)


def test_a_print_page_inside_a_word_leaves_it_whole() -> None:
    """The word goes on over the page of the printed book."""
    assert rows(foreign("<p>⠁⠁<span role='doc-pagebreak'>⠼⠉</span>⠃⠃ ⠙</p>")) == [
        "  ⠁⠁⠃⠃ ⠙" + " " * 22 + "⠼⠉"
    ]


def test_white_space_in_metadata_means_nothing() -> None:
    """5.3.1.2: runs of it are one space, and values may stand on lines of their own."""
    about = READERS["ebrl"](foreign()).description

    assert (about.title, about.author, about.transcriber) == (
        "The Sea",
        "Ann Lee、Bo Ray",
        "A Library",
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"mimetype": None},
        {"mimetype": "application/ebrl+zip\n"},
        {"META-INF/container.xml": None},
        {"text/cover.svg": SVG, "package.opf": WITH_SVG},
        {"package.opf": PACKAGE.replace('idref="one"', 'idref="one" linear="no"')},
        {"package.opf": PACKAGE.replace(' encoding="UTF-8"', "")},
    ],
)  # fmt: skip
def test_what_a_reading_system_must_bear(changed: dict[str, str | None]) -> None:
    """13.2: a bad mimetype, no container, a picture in the spine are no reason to refuse."""
    assert rows(foreign(changed=changed)) == ["  ⠁"]


ENTITY = DOCUMENT.format(body="<p>&cell;</p>").replace(
    "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY cell "⠁">]>'
)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"package.opf": PACKAGE.replace("eBraille 1.0", "EPUB")}, "EPUB"),
        ({"package.opf": PACKAGE.replace("</spine>", "")}, "package.opf"),
        ({"package.opf": PACKAGE.replace('<itemref idref="one"/>', "")}, "spine"),
        ({"package.opf": None}, "package.opf"),
        ({"text/chapter one.xhtml": None}, "chapter one.xhtml"),
        ({"text/chapter one.xhtml": DOCUMENT.format(body="<p>⠁&nbsp;</p>")}, "nbsp"),
        ({"text/chapter one.xhtml": ENTITY}, "entities are not expanded"),
        ({"text/chapter one.xhtml": DOCUMENT.format(body="<p>page</p>")}, "in braille cells"),
        ({"text/chapter one.xhtml": DOCUMENT.format(body="<p>⠁⣿</p>")}, "eight-dot"),
    ],
)
def test_what_cannot_be_read_is_said(changed: dict[str, str | None], found: str) -> None:
    """One message names what is wrong, in whatever format the pages were wanted."""
    for target in ("brf", "pef", "ebrl"):
        with pytest.raises(FormatError, match=found):
            convert(foreign(changed=changed), "ebrl", target)


@pytest.mark.parametrize(
    ("said", "copyrighted"),
    [
        ("2026-11-28", "2026-11-28"),
        ("2026-11", "2026-11"),
        ("2026", "2026"),
        ("2026-13-01", "2026"),
        ("20260401", "2026"),
        ("2026年4月", "2026"),
        ("平成10年", "1970-01-01"),
        ("", "1970-01-01"),
    ],
)
def test_the_copyright_date_has_the_form_asked(said: str, copyrighted: str) -> None:
    """5.3.3.4: YYYY-MM-DD, YYYY-MM or YYYY, whatever an old file's header says."""
    made = package(About("urn:x", "題", date=said), []).decode()

    assert f'<meta property="dcterms:dateCopyrighted">{copyrighted}</meta>' in made


def test_the_braille_system_is_named_as_the_registry_names_systems() -> None:
    """5.3.3.2: code, grade (none: kana braille has no contractions), specialization."""
    made = package(About("urn:x", "題"), []).decode()

    assert '<meta property="a11y:brailleSystem">Japanese no-grade</meta>' in made


def test_accessibility_metadata_say_what_is_there() -> None:
    """10: the senses, the features and the hazards; print pages only where there are any."""
    (whole,) = WRITERS["ebrl"](full_book()).values()
    (plain,) = WRITERS["ebrl"](book(paragraph("アレ。"))).values()

    for name in ("accessMode", "accessModeSufficient", "accessibilityHazard"):
        assert f'"schema:{name}">' in opf(whole)
    assert "pageNavigation" in opf(whole)
    assert '"pageBreakSource">' in opf(whole)
    assert "page" not in opf(plain).partition("<manifest>")[0].partition("<metadata>")[2]


def opf(data: bytes) -> str:
    """The package document of a publication."""
    return zipfile.ZipFile(io.BytesIO(data)).read("package.opf").decode()
