"""eBraille publications are judged by their specification, requirement by requirement."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from pipeline.braille.formats import WRITERS
from pipeline.diagnostics import Code, Diagnostic, Severity
from pipeline.verify.tally import Form
from pipeline.writers.braille import WRITERS as BOOK_WRITERS
from tests.braille_books import full_book
from tests.ebraille import CONTAINER, CSS, DOCUMENT, DOCUMENT_PATH, ENTRY, PACKAGE, Changes, foreign
from tests.test_braille_formats import VOLUME
from tests.verify.stock import copy, judge

pytestmark = pytest.mark.xdist_group("verify")


def found(data: bytes, folder: Path) -> list[Diagnostic]:
    """What verify says of a publication."""
    path = folder / "book.ebrl"
    path.write_bytes(data)
    return judge(path)[1]


def test_a_valid_publication_of_another_tool_is_silent(tmp_path: Path) -> None:
    """What keeps every requirement, in other ways than ours, is not disturbed."""
    pages = ENTRY.replace(
        "</body>",
        '<nav epub:type="page-list" role="doc-pagelist"><h2>⠏</h2><ol>'
        '<li><a href="text/chapter%20one.xhtml#p" title="iv">⠊⠧</a></li></ol></nav></body>',
    )
    body = (
        '<p>⠁ <span id="p" role="doc-pagebreak" title="iv">⠊⠧</span>⠃'
        '<a href="https://a.example/">⠉</a></p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'
    )
    css = "/* font: none */ p { margin: 1em 2ch } li { list-style-type: '⠸⠲ ' }\n"

    assert found(foreign(body, {"index.html": pages, "text/book.css": css}), tmp_path) == []


def test_what_we_write_is_silent(tmp_path: Path) -> None:
    """A book with every kind of node, and pages that were converted."""
    (data,) = BOOK_WRITERS["ebrl"](full_book()).values()

    assert found(data, tmp_path) == []
    assert found(WRITERS["ebrl"](VOLUME), tmp_path) == []


def package(old: str, new: str) -> Changes:
    """A package document with one thing changed."""
    assert old in PACKAGE
    return {"package.opf": PACKAGE.replace(old, new)}


def without(name: str) -> Changes:
    """A package document without an element of Dublin Core."""
    kept = re.sub(rf"<dc:{name}>.*?</dc:{name}>", "", PACKAGE, flags=re.DOTALL)
    assert kept != PACKAGE
    return {"package.opf": kept}


def entry(old: str, new: str) -> Changes:
    """An entry page with one thing changed."""
    assert old in ENTRY
    return {"index.html": ENTRY.replace(old, new)}


def document(body: str) -> Changes:
    """A document with this body."""
    return {DOCUMENT_PATH: DOCUMENT.format(body=body)}


def style(css: str) -> Changes:
    """A style sheet."""
    return {"text/book.css": css}


META = '<meta property="{}">{}</meta>'.format
FAULTS: tuple[tuple[str, Changes, Code], ...] = (
    # 3, 4: resources and the file set
    ("3.4 fallback", package('id="one"', 'id="one" fallback="nav"'), Code.FORBIDDEN_FEATURE),
    ("3.5 remote", document('<p><img src="https://a.example/a.png" alt="⠁"/></p>'),
     Code.FORBIDDEN_FEATURE),
    ("4.4 from the root", document('<p><a href="/index.html">⠁</a></p>'), Code.FORBIDDEN_FEATURE),
    ("4.2 package", {"package.opf": None, "a.opf": PACKAGE,
                     "META-INF/container.xml": CONTAINER.replace("package.opf", "a.opf")},
     Code.WRONG_CONTAINER),
    ("4.2 entry page", {"index.html": None}, Code.MISSING_PART),
    ("4.7 container", {"META-INF/container.xml": None}, Code.MISSING_PART),
    ("4.7 mimetype", {"mimetype": "application/ebrl+zip"}, Code.WRONG_CONTAINER),
    # 5.3.3: metadata
    *(
        (f"5.3.3 no {name}", package(META(name, value), ""), Code.MISSING_METADATA)
        for name, value in (
            ("dcterms:dateCopyrighted", "2004"), ("dcterms:modified", "2025-02-14T18:45:00Z"),
            ("a11y:brailleCellType", "6"), ("a11y:brailleSystem", "UEB grade1"),
            ("a11y:completeTranscription", "true"), ("a11y:tactileGraphics", "none"),
        )
    ),
    *(
        (f"5.3.3 two {name}", package("</metadata>", f"{META(name, value)}</metadata>"),
         Code.REPEATED_METADATA)
        for name, value in (
            ("dcterms:dateCopyrighted", "2004"), ("a11y:brailleCellType", "6"),
            ("a11y:completeTranscription", "true"), ("a11y:tactileGraphics", "none"),
        )
    ),
    *(
        (f"5.3.3 {old} as {new}", package(old, new), Code.UNFIT_METADATA)
        for old, new in (
            ("eBraille 1.0", "eBraille"), ("en-Brai-US</dc", "en-US</dc"), (">2004<", ">04/2004<"),
            (">2004<", ">2004-13<"), ("2025-02-14T18:45:00Z", "2025-02-14"), (">6<", ">6 dots<"),
            (">true<", ">yes<"), (">none<", ">false<"), (">none<", ">GIF<"),
        )
    ),
    *(
        (f"5.3.3 no {name}", without(name), Code.MISSING_METADATA)
        for name in ("title", "creator", "language", "format", "date")
    ),
    ("10 accessibility", package(META("schema:accessMode", "tactile"), ""), Code.ADVISED_METADATA),
    ("10 claim", package("tableOfContents", "pageNavigation"), Code.FALSE_CLAIM),
    ("5.3.3.12 graphics", package(">none<", ">SVG, PNG<"), Code.FALSE_CLAIM),
    ("5.3.3.1 eight dots", document("<p>⠁⣿</p>"), Code.WRONG_METADATA),
    ("4.3 name", {"text/what?.css": CSS}, Code.FORBIDDEN_FEATURE),
    ("4.3 dot", {"text/book.": CSS}, Code.FORBIDDEN_FEATURE),
    # 5.4 to 7: manifest, spine, legacy, layout
    ("5.4 unlisted", {"text/more.css": CSS}, Code.UNLISTED_FILE),
    ("5.5 picture", package('"application/xhtml+xml"/>', '"image/svg+xml"/>'),
     Code.FORBIDDEN_FEATURE),
    ("5.6 guide", package("</package>", "<guide/></package>"), Code.FORBIDDEN_FEATURE),
    ("5.6 collection", package("</package>", "<collection/></package>"), Code.FORBIDDEN_FEATURE),
    ("5.6 NCX", package("<spine>", '<spine toc="x">'), Code.FORBIDDEN_FEATURE),
    ("5.6 meta", package("</metadata>", '<meta name="cover" content="x"/></metadata>'),
     Code.FORBIDDEN_FEATURE),
    ("7 layout", package("</metadata>", f"{META('rendition:layout', 'pre-paginated')}</metadata>"),
     Code.FORBIDDEN_FEATURE),
    ("7 override", package('idref="one"', 'idref="one" properties="rendition:spread-none"'),
     Code.FORBIDDEN_FEATURE),
    # 6: documents and style
    ("6.2.1 letters", document("<p>⠁ page</p>"), Code.NO_CELLS),
    ("6.2.1 tail", document("<p><em>⠁</em> page</p>"), Code.NO_CELLS),
    ("6.2.1 alt", document('<p><img src="book.css" alt="a"/></p>'), Code.NO_CELLS),
    ("6.2.1 language", {DOCUMENT_PATH: DOCUMENT.format(body="<p>⠁</p>").replace(
        '"en-Brai-US"', '"en-US"')}, Code.UNFIT_METADATA),
    ("6.2.3 script", document("<script>1</script>"), Code.FORBIDDEN_FEATURE),
    ("6.2.3 form", document('<form action="a"><p>⠁</p></form>'), Code.FORBIDDEN_FEATURE),
    ("6.3.2 prefix", style("p { -epub-hyphens: none }"), Code.FORBIDDEN_FEATURE),
    ("6.3.2 remote", style("@import 'https://a.example/a.css';"), Code.FORBIDDEN_FEATURE),
    ("6.3.2 font", style("p { margin: 0; font-weight: bold }"), Code.AVOIDED_FEATURE),
    ("6.3.2 length", style("p { margin: 2px }"), Code.AVOIDED_FEATURE),
    ("6.3.3 braille", style("@media braille { p { margin: 0 } }"), Code.FORBIDDEN_FEATURE),
    ("6.3.3 screen", style("@media screen and (min-width: 3em) { p { margin: 0 } }"),
     Code.AVOIDED_FEATURE),
    # 8: entry page
    ("8.2 link", entry(' type="application/oebps-package+xml"', ""), Code.MISSING_METADATA),
    ("8.2 link href", entry('href="package.opf"', 'href="text/package.opf"'),
     Code.MISSING_METADATA),
    ("8.2 nav", package(' properties="nav"', ""), Code.MISSING_PART),
    ("8.2 spine", package("<spine>", '<spine><itemref idref="nav"/>'), Code.AVOIDED_FEATURE),
    ("8.2 script", {**package("<spine>", '<spine><itemref idref="nav"/>'),
                    **entry("</head>", "<script>1</script></head>")}, Code.FORBIDDEN_FEATURE),
    ("8.3.1 role", entry(' role="doc-toc"', ""), Code.MISSING_METADATA),
    ("8.3.1 dangling", entry("chapter%20one.xhtml", "chapter.xhtml"), Code.DANGLING_LINK),
    ("8.3.2 role", entry("</body>", '<nav epub:type="page-list"><ol/></nav></body>'),
     Code.MISSING_METADATA),
    ("8.3.2 title", entry("</body>", '<nav epub:type="page-list" role="doc-pagelist"><ol><li>'
     '<a href="text/chapter%20one.xhtml">⠼⠁</a></li></ol></nav></body>'), Code.MISSING_METADATA),
)  # fmt: skip


@pytest.mark.parametrize(("name", "changed", "code"), FAULTS, ids=[name for name, *_ in FAULTS])
def test_a_fault_is_found(name: str, changed: Changes, code: Code, tmp_path: Path) -> None:
    """What breaks a requirement of the specification is told once, with a place and a remedy."""
    number = 2 if "graphics" in name else 1  # two formats are claimed
    hits = [hit for hit in found(foreign(changed=changed), tmp_path) if hit.code is code]

    assert len({(hit.pos, hit.message("ja")) for hit in hits}) == len(hits) == number, name
    assert all("book.ebrl" in hit.pos.file and hit.message("ja") and hit.hint("en") for hit in hits)


def test_a_should_is_a_warning_and_a_must_an_error(tmp_path: Path) -> None:
    """Letters in the text are advised against; a script is forbidden."""
    letters = found(foreign("<p>page</p>"), tmp_path)
    script = found(foreign("<script>1</script>"), tmp_path)

    assert {hit.severity for hit in letters} == {Severity.WARNING}
    assert {hit.severity for hit in script} == {Severity.ERROR}


def test_a_style_sheet_in_another_encoding_is_found(tmp_path: Path) -> None:
    """6.3.2: style sheets are in UTF-8."""
    css = "p { margin: 0 } /* 余白 */"

    assert found(foreign(changed={"text/book.css": css}), tmp_path) == []
    (hit,) = found(foreign(changed={"text/book.css": css.encode("cp932")}), tmp_path)
    assert hit.code is Code.FORBIDDEN_FEATURE


@pytest.mark.parametrize("data", [b"PK", foreign()[:900], b""])
def test_a_broken_archive_is_found(data: bytes, tmp_path: Path) -> None:
    """What cannot be opened is one finding."""
    assert [hit.code for hit in found(data, tmp_path)] == [Code.CORRUPT_FILE]


def test_a_built_book_is_judged_whole(tmp_path: Path) -> None:
    """The .ebrl lies with the volumes in braille/ and is judged beside the other forms."""
    folder = copy(tmp_path)
    (folder / "braille" / "stock.ebrl").write_bytes(foreign("<p>page</p>"))

    verified, hits = judge(folder)

    assert [hit.code for hit in hits] == [Code.NO_CELLS]
    assert verified.tallies[-1].form is Form.EBRAILLE


def test_damage_within_an_entry_is_told_once(tmp_path: Path) -> None:
    """A style sheet or picture whose bytes changed is no longer what its directory says."""
    data = bytearray(foreign())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("text/book.css")
    data[entry.header_offset + 30 + len(entry.filename) + 2] ^= 0xFF

    assert [hit.code for hit in found(bytes(data), tmp_path)] == [Code.CORRUPT_FILE]


def test_letters_behind_a_comment_are_found(tmp_path: Path) -> None:
    """A comment does not hide what follows it."""
    (hit,) = found(foreign("<p>⠁<!-- ⠃ -->page</p>"), tmp_path)

    assert hit.code is Code.NO_CELLS
