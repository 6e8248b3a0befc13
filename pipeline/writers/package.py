"""Turn a book's metadata and resources into an EPUB package document and its container.

EbookLib writes both; what it leaves out or takes from the clock is set right here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from ebooklib import epub
from lxml import etree

from pipeline.document import Book
from pipeline.writers.accessibility import accessibility
from pipeline.writers.contents import page_marks
from pipeline.writers.convention import STATEMENT, convention
from pipeline.writers.elements import XML_LANG, Element
from pipeline.writers.identity import (
    creators,
    identifier,
    isbn,
    original_title,
    title,
    title_reading,
)
from pipeline.writers.smil import clock

FOLDER = "EPUB"
ACTIVE, PLAYING = "-epub-media-overlay-active", "-epub-media-overlay-playing"
"""Classes that a reading system gives to the phrase heard, and to the document while it plays."""
PACKAGE = "package.opf"


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the publication; ``linear`` ones are the spine.

    ``overlay`` is the id of what narrates it; an overlay lasts so many ``milliseconds``.
    """

    id: str
    path: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()
    linear: bool = False
    overlay: str = ""
    milliseconds: int = 0


def package(book: Book, resources: Iterable[Resource]) -> dict[str, bytes]:
    """The files of the container by path: the package document first, then its resources."""
    made = epub.EpubBook()
    made.FOLDER_NAME, made.IDENTIFIER_ID = FOLDER, "pub-id"
    made.metadata.clear()  # EbookLib's own: its version, and an identifier made by chance
    resources = tuple(resources)
    _describe(book, made)
    _narrate(book, made, resources)
    made.direction = "rtl" if book.settings.epub.writing == "vertical" else "ltr"
    for resource in resources:
        item = epub.EpubItem(resource.id, resource.path, resource.media_type, resource.data)
        item.properties = list(resource.properties)
        item.media_overlay = resource.overlay or None
        made.add_item(item)
        if resource.linear:
            made.spine.append(item)
    return _Writer(book, made).files


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no annotations
    """EbookLib's writer, with a mapping in place of its ZIP file."""

    def __init__(self, book: Book, made: epub.EpubBook) -> None:
        modified = datetime.fromtimestamp(book.modified, UTC)
        super().__init__("", made, {"mtime": modified})
        self.files: dict[str, bytes] = {}
        self.out = self
        self._write_container()
        self._write_opf()
        self._write_items()

    def writestr(self, path: str, data: str | bytes) -> None:
        self.files[path] = data if isinstance(data, bytes) else data.encode()

    def _write_container(self) -> None:
        super()._write_container()
        for path, data in self.files.items():
            self.files[path] = data.replace(b"content.opf", PACKAGE.encode())

    def _write_opf_file(self, root: Element) -> None:
        root.set(XML_LANG, self.book.language)  # Ace asks for it; EbookLib leaves it out
        del root.attrib["prefix"]  # only the one for rendition, which is reserved anyway
        etree.indent(root)
        declared = etree.tostring(root, encoding="utf-8", xml_declaration=True)
        self.writestr(f"{FOLDER}/{PACKAGE}", declared + b"\n")


# Metadata


def _describe(book: Book, made: epub.EpubBook) -> None:
    settings = book.settings
    made.set_identifier(identifier(book))
    _title(book, made)
    made.set_language(settings.language)
    for number, name in enumerate(creators(book), start=1):
        id = f"creator{number}"
        made.add_metadata("DC", "creator", name.name, {"id": id})
        _refine(made, id, "role", "aut", scheme="marc:relators")
        _refine(made, id, "file-as", name.file_as)
    # Dublin Core: dates as W3CDTF writes them; what else book.toml says stands in the colophon.
    date = settings.date if re.fullmatch(r"\d{4}(-\d\d){0,2}", settings.date) else ""
    elements = {
        "publisher": settings.publisher,
        "date": date,
        "rights": settings.rights,
        "description": settings.description,
    }
    for element, value in elements.items():
        if value:
            made.add_metadata("DC", element, value)
    _source(book, made)
    for claim in accessibility(book):
        made.add_metadata(None, "meta", claim.value, {"property": claim.property})
    if said := convention(settings):
        made.add_metadata(None, "meta", "", {"name": STATEMENT, "content": said})
    # EPUB 2 readers find the cover by this.
    made.add_metadata(None, "meta", "", {"name": "cover", "content": "cover"})


def _narrate(book: Book, made: epub.EpubBook, resources: Iterable[Resource]) -> None:
    """How long each overlay and all of them last, who reads, and the classes for style sheets."""
    lengths = {r.id: r.milliseconds for r in resources if r.milliseconds}
    for id, length in lengths.items():
        _refine(made, id, "media:duration", clock(length))
    if lengths:
        # EPUB 3.3, D.3.2 (media overlays vocabulary).
        facts = {
            "media:duration": clock(sum(lengths.values())),
            "media:narrator": book.settings.speech.narrator,
            "media:active-class": ACTIVE,
            "media:playback-active-class": PLAYING,
        }
        for property, value in facts.items():
            if value:
                made.add_metadata(None, "meta", value, {"property": property})


def _title(book: Book, made: epub.EpubBook) -> None:
    """The title, the reading to sort it by, and how it looks with its words in the alphabet."""
    made.title = title(book)
    made.add_metadata("DC", "title", made.title, {"id": "title"})
    _refine(made, "title", "title-type", "main")
    _refine(made, "title", "file-as", title_reading(book))
    if original := original_title(book):
        _refine(made, "title", "alternate-script", original)
    if book.settings.subtitle:
        made.add_metadata("DC", "title", book.settings.subtitle, {"id": "subtitle"})
        _refine(made, "subtitle", "title-type", "subtitle")


def _source(book: Book, made: epub.EpubBook) -> None:
    """The printed book, and that the page marks are its pages'."""
    source = isbn(book.settings.source_isbn)
    if source:
        made.add_metadata("DC", "source", source)
    if page_marks(book):
        # EPUB Accessibility 1.1, 4.1.2: an identifier, else words that name the source.
        value = source or f"『{title(book)}』印刷版"
        made.add_metadata(None, "meta", value, {"property": "pageBreakSource"})


def _refine(made: epub.EpubBook, id: str, property: str, value: str, scheme: str = "") -> None:
    attributes = {"refines": f"#{id}", "property": property}
    if scheme:
        attributes["scheme"] = scheme
    made.add_metadata(None, "meta", value, attributes)
