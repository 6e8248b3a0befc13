"""eBraille 1.0 (``.ebrl``): pages as they are laid out, one line a paragraph.

An eBraille file leaves lines to the reader's device. What we convert to it keeps them, as
paragraphs of the class ``line`` in sections of the class ``page``; a file without those is laid
out anew when it is read, on pages of the usual size.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
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
from pipeline.diagnostics import Both, Code
from pipeline.reasons import DAMAGED, damage, too_large
from pipeline.writers.elements import Element, lines
from pipeline.xml_reasons import xml_reason

NAME = "eBraille"
SIZE = "mimiyubi-page"  # the meta element that keeps cells a line and lines a page
SUMMARY = "点字のページを、行とページの区切りのまま収めたものです。"
CSS = b"p { margin: 0; }\n.line { white-space: pre; }\n"
DOCUMENT = f"{FOLDER}/volume.html"
LARGEST = 200_000_000  # bytes unpacked: no book of braille is larger
# What keeps a page's size: no number of it has more digits.
DIGITS = re.compile("0*[1-9][0-9]{0,3}")
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
        facts=(("schema:accessibilitySummary", SUMMARY),),
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
    archive = _archive(data)
    path = _root_file(archive)
    root = _parsed(archive, path)
    if not _field(root, f"{{{DC}}}format").startswith(NAME):
        raise FormatError(NAME, f"{path}: dc:format", 0, Code.PERHAPS_EPUB)
    texts = [_parsed(archive, name) for name in _spine(root, posixpath.dirname(path))]
    description = _description(root)
    if not any(text.find(f".//{{{XHTML.namespace}}}body") is not None for text in texts):
        raise FormatError(NAME, f"{path}: spine", 0)
    size = texts[0].find(f".//{{{XHTML.namespace}}}meta[@name='{SIZE}']")
    if size is None:
        return Volume(_laid_out(texts), description=description)
    cells, rows = _size(size)
    kept = tuple(page for text in texts for page in _pages(text))
    return Volume(kept, cells_per_line=cells, lines_per_page=rows, description=description)


def _archive(data: bytes) -> zipfile.ZipFile:
    """An archive whose every entry can be read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        size = sum(entry.file_size for entry in archive.infolist())
        damaged = None if size > LARGEST else archive.testzip()
    except DAMAGED as error:
        raise FormatError(NAME, damage(error), 0) from error
    if size > LARGEST:
        raise FormatError(NAME, too_large(size), 0)
    if damaged:
        raise FormatError(NAME, f"ZIP: {damaged}", 0)
    return archive


def _field(root: Element, name: str) -> str:
    """What an element of the metadata says, white space run together (eBraille 1.0, 5.3.1.2)."""
    return " ".join((root.findtext(f".//{name}") or "").split())


def _root_file(archive: zipfile.ZipFile) -> str:
    """Where the package document is; a publication that was not packed need not say it (4.6).

    A missing or wrong ``mimetype`` is no reason to refuse a publication (eBraille 1.0, 13.2.3).
    """
    if "META-INF/container.xml" not in archive.namelist():
        return "package.opf"
    root = _parsed(archive, "META-INF/container.xml")
    found = root.find(f".//{{{CONTAINER.namespace}}}rootfile")
    return "package.opf" if found is None else found.get("full-path", "package.opf")


def _parsed(archive: zipfile.ZipFile, name: str) -> Element:
    if name not in archive.namelist():
        raise FormatError(NAME, f"{name}: –", 0, Code.FILE_NOT_INSIDE)
    try:
        root = etree.fromstring(archive.read(name), _PARSER)
    except etree.XMLSyntaxError as error:
        why = xml_reason(error)
        raise FormatError(NAME, Both(f"{name}: {why.ja}", f"{name}: {why.en}"), 0) from error
    entity = next(root.iter(etree.Entity), None)
    if entity is not None:
        raise FormatError(NAME, f"{name}: {entity.text}", 0, Code.ENTITY_NOT_READ)
    return root


def _spine(root: Element, folder: str) -> Iterator[str]:
    """The paths of the documents in reading order; a picture there is none (13.2.1)."""
    items = {item.get("id"): item for item in root.iter(f"{{{OPF.namespace}}}item")}
    for reference in root.iter(f"{{{OPF.namespace}}}itemref"):
        item = items.get(reference.get("idref"))
        if item is None:
            raise FormatError(NAME, f"itemref {reference.get('idref')}", 0)
        if item.get("media-type") == "application/xhtml+xml":
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))


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


def _size(meta: Element) -> tuple[int, int]:
    numbers = meta.get("content", "").split()
    if len(numbers) != 2 or not all(map(DIGITS.fullmatch, numbers)):
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
        return _field(root, f"{{{DC}}}{name}")

    authors = (" ".join((e.text or "").split()) for e in root.iter(f"{{{DC}}}creator"))
    return Description(
        title=field("title"),
        author="、".join(filter(None, authors)),
        publisher=field("publisher"),
        date=field("date"),
        identifier=field("identifier"),
        rights=field("rights"),
        transcriber=_field(root, f"{{{OPF.namespace}}}meta[@property='a11y:producer']"),
    )
