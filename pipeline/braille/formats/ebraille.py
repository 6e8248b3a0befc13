"""eBraille 1.0 (``.ebrl``): pages as they are laid out, one line a paragraph.

An eBraille file leaves lines to the reader's device. What we convert to it keeps them, as
paragraphs of the class ``line`` in sections of the class ``page``; a file without those is laid
out anew when it is read, on pages of the usual size.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from pipeline.archive import pack
from pipeline.braille.cells import BLANK, translate
from pipeline.braille.formats.ebraille_package import (
    CONTAINER,
    DC,
    FOLDER,
    MEDIA_TYPE,
    OPF,
    XHTML,
    About,
    container,
    entry_page,
    html,
    link_entry,
    package,
    serialized,
)
from pipeline.braille.formats.ebraille_text import paragraphs
from pipeline.braille.formats.errors import FormatError
from pipeline.braille.formats.size import USUAL_CELLS, USUAL_LINES
from pipeline.braille.layout import chunk, numbered, paginate
from pipeline.braille.pages import Description, Page, Volume, page_of
from pipeline.writers.elements import Element, lines

NAME = "eBraille"
SIZE = "mimiyubi-page"  # the meta element that keeps cells a line and lines a page
CSS = b"p { margin: 0; }\n.line { white-space: pre; }\n"
DOCUMENT = f"{FOLDER}/volume.html"
LARGEST = 200_000_000  # bytes unpacked: no book of braille is larger
# What zipfile raises for an archive with bytes missing or changed.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, EOFError, OSError, OverflowError,
    NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


# Write


def write(volume: Volume) -> bytes:
    """A volume as an eBraille publication of one document."""
    about, name = _about(volume), _name(volume)
    contents = XHTML.element("ol", {}, [link_entry(f"{DOCUMENT}#page1", [name])])
    files = {
        "mimetype": MEDIA_TYPE,
        "META-INF/container.xml": container(),
        "package.opf": package(about, [("volume", DOCUMENT)]),
        "index.html": entry_page(name, contents),
        f"{FOLDER}/style.css": CSS,
        DOCUMENT: _document(volume),
    }
    return pack(files, about.modified, stored=("mimetype",))


def _name(volume: Volume) -> str:
    """What a volume is called in braille: its title, else its number."""
    return volume.description.title_cells or translate(str(volume.number)).cells


def _about(volume: Volume) -> About:
    about = volume.description
    return About(
        identifier=_identifier(volume),
        title=about.title or about.title_cells,
        creators=(about.author or about.author_cells or about.publisher,),
        publisher=about.publisher,
        date=about.date,
        more={"rights": about.rights},
        producer=about.transcriber or about.publisher,
        modified=about.modified,
    )


def _identifier(volume: Volume) -> str:
    """The book's identifier; for one volume of several with its number, which no UUID can have."""
    known = volume.description.identifier or volume.description.slug or "unknown"
    return known if volume.count == 1 else f"{known.removeprefix('urn:uuid:')}-{volume.number}"


def _document(volume: Volume) -> bytes:
    size = f"{volume.cells_per_line} {volume.lines_per_page}"
    pages = [_page(number, page) for number, page in enumerate(volume.pages, start=1)]
    meta = XHTML.element("meta", {"name": SIZE, "content": size})
    body = XHTML.element("body", {}, lines(pages))
    return serialized(html(_name(volume), "style.css", body, [meta]))


def _page(number: int, page: Page) -> Element:
    rows = [
        XHTML.element("p", {"class": "line"}, [row.cells.rstrip(BLANK) or BLANK])
        for row in page.rows
    ]
    return XHTML.element("section", {"class": "page", "id": f"page{number}"}, lines(rows))


# Read


def read(data: bytes) -> Volume:
    """The pages of an eBraille publication, in the order of its spine, as one volume."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        return _volume(archive)
    except DAMAGED as error:
        raise FormatError(NAME, f"ZIP: {error}"[:60], 0) from error


def _volume(archive: zipfile.ZipFile) -> Volume:
    if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
        raise FormatError(NAME, f"> {LARGEST} bytes", 0)
    if archive.read("mimetype").strip() != MEDIA_TYPE:
        raise FormatError(NAME, f"mimetype {archive.read('mimetype')[:40]!r}", 0)
    path = _root_file(archive)
    root = _parsed(archive, path)
    if not (root.findtext(f".//{{{DC}}}format") or "").startswith(NAME):
        raise FormatError(NAME, f"{path}: dc:format", 0)
    texts = [_parsed(archive, name) for name in _spine(root, posixpath.dirname(path))]
    description = _description(root)
    kept = tuple(page for text in texts for page in _pages(text))
    if not kept:
        return Volume(_laid_out(texts), description=description)
    cells, rows = _size(texts[0])
    return Volume(kept, cells_per_line=cells, lines_per_page=rows, description=description)


def _root_file(archive: zipfile.ZipFile) -> str:
    root = _parsed(archive, "META-INF/container.xml")
    found = root.find(f".//{{{CONTAINER.namespace}}}rootfile")
    return "package.opf" if found is None else found.get("full-path", "package.opf")


def _parsed(archive: zipfile.ZipFile, name: str) -> Element:
    try:
        root = etree.fromstring(archive.read(name), _PARSER)
    except etree.XMLSyntaxError as error:
        raise FormatError(NAME, f"{name}: {error.msg}", 0) from error
    if next(root.iter(etree.Entity), None) is not None:
        raise FormatError(NAME, f"{name}: entity", 0)
    return root


def _spine(root: Element, folder: str) -> Iterator[str]:
    """The paths of the documents in reading order."""
    hrefs = {item.get("id"): item.get("href", "") for item in root.iter(f"{{{OPF.namespace}}}item")}
    for reference in root.iter(f"{{{OPF.namespace}}}itemref"):
        href = hrefs.get(reference.get("idref"))
        if href is None:
            raise FormatError(NAME, f"itemref {reference.get('idref')}", 0)
        yield posixpath.normpath(posixpath.join(folder, unquote(href)))


def _pages(text: Element) -> Iterator[Page]:
    """The pages that we kept in a document, if any."""
    for section in text.iter(f"{{{XHTML.namespace}}}section"):
        if section.get("class") == "page":
            yield page_of([_cells("".join(line.itertext())) for line in section])


def _cells(line: str) -> str:
    for cell in line:
        if not "⠀" <= cell <= "⠿":
            raise FormatError(NAME, f"U+{ord(cell):04X}", 0)
    return line


def _size(text: Element) -> tuple[int, int]:
    meta = text.find(f".//{{{XHTML.namespace}}}meta[@name='{SIZE}']")
    numbers = [] if meta is None else meta.get("content", "").split()
    if len(numbers) != 2 or not all(number.isdecimal() and int(number) for number in numbers):
        raise FormatError(NAME, f"{SIZE} {numbers}", 0)
    return int(numbers[0]), int(numbers[1])


def _laid_out(texts: list[Element]) -> tuple[Page, ...]:
    """Documents without lines on pages of the usual size, each on a new page."""
    chunks = [chunk(paragraph, USUAL_CELLS) for text in texts for paragraph in paragraphs(text)]
    body = paginate(chunks, USUAL_LINES - 1, guards=True)
    return tuple(
        numbered(page, str(number), translate(str(number)).cells, USUAL_CELLS)
        for number, page in enumerate(body.pages, start=1)
    )


def _description(root: Element) -> Description:
    def field(name: str) -> str:
        return root.findtext(f".//{{{DC}}}{name}") or ""

    producer = root.findtext(f".//{{{OPF.namespace}}}meta[@property='a11y:producer']") or ""
    return Description(
        title=field("title"),
        author="、".join(e.text for e in root.iter(f"{{{DC}}}creator") if e.text),
        publisher=field("publisher"),
        date=field("date"),
        identifier=field("identifier"),
        rights=field("rights"),
        transcriber=producer,
    )
