"""Turn a book into an eBraille 1.0 publication (``.ebrl``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.archive import pack
from pipeline.braille.frontmatter import title_pieces
from pipeline.braille.transcription import Scribe, joined, kana_pieces, number_cells, pieces
from pipeline.document import Book, Heading, PageMark, Unit
from pipeline.writers.ebraille_content import XHTML, Context, text, unit_body
from pipeline.writers.elements import Content, Element, Vocabulary, lines, serialize
from pipeline.writers.identity import identifier, title
from pipeline.writers.styles import style

OPF = Vocabulary("http://www.idpf.org/2007/opf", (("dc", "http://purl.org/dc/elements/1.1/"),))
CONTAINER = Vocabulary("urn:oasis:names:tc:opendocument:xmlns:container")
DC = "http://purl.org/dc/elements/1.1/"
MEDIA_TYPE = b"application/epub+zip"  # eBraille 1.0, 4.7: the mimetype file says EPUB
LANGUAGE = "ja-Brai"
FOLDER = "ebraille"
DOCTYPE = "<!DOCTYPE html>"
NAV_LEVELS = 3
# The headings of ours, in braille kana.
CONTENTS_TITLE, PAGES_TITLE = "モクジ", "ゲンポン ページ"
UNKNOWN = "不明"


@dataclass(frozen=True, slots=True)
class _Document:
    """A unit's file with the headings and print pages that navigation leads to."""

    unit: Unit
    data: bytes
    pages: tuple[PageMark, ...]

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.unit.id}.html"


def write_ebraille(book: Book, scribe: Scribe) -> dict[str, bytes]:
    """A book as one ``.ebrl`` file."""
    documents = [_document(unit, scribe) for unit in book.units]
    files = {
        "mimetype": MEDIA_TYPE,
        "META-INF/container.xml": _container(),
        "package.opf": serialize(_package(book, documents)),
        "index.html": serialize(_navigation(book, documents, scribe), DOCTYPE),
        f"{FOLDER}/style.css": style("ebraille.css"),
        **{document.path: document.data for document in documents},
    }
    # OCF 3.3, 4.2.6.3: the mimetype entry comes first, uncompressed.
    return {f"{book.slug}.ebrl": pack(files, book.modified, stored=("mimetype",))}


def _document(unit: Unit, scribe: Scribe) -> _Document:
    pages: list[PageMark] = []
    context = Context(scribe, pages)
    body = unit_body(unit, context)
    heading = next((b for b in unit.blocks if isinstance(b, Heading)), None)
    name = joined(pieces(heading.children, scribe.silent())) if heading else number_cells(1)
    root = _html(name, "style.css", body)
    return _Document(unit, serialize(root, DOCTYPE), tuple(pages))


def _html(name: str, css: str, body: Element, links: Iterable[Element] = ()) -> Element:
    head = [
        XHTML.element("title", {}, [name]),
        XHTML.element("link", {"rel": "stylesheet", "type": "text/css", "href": css}),
        *links,
    ]
    attributes = {"lang": LANGUAGE, "xml:lang": LANGUAGE}
    return XHTML.element(
        "html", attributes, ["\n", XHTML.element("head", {}, lines(head)), "\n", body]
    )


# Navigation


def _navigation(book: Book, documents: Sequence[_Document], scribe: Scribe) -> Element:
    """The primary entry page (eBraille 1.0, 8): contents and print pages."""
    attributes = {"epub:type": "toc", "role": "doc-toc", "id": "toc"}
    heading = XHTML.element("h1", {}, text(kana_pieces(CONTENTS_TITLE), _plain(scribe)))
    navs = [XHTML.element("nav", attributes, lines([heading, _contents(documents, scribe)]))]
    if any(document.pages for document in documents):
        navs.append(_page_list(documents, scribe))
    link = XHTML.element(
        "link",
        {"rel": "publication", "href": "package.opf", "type": "application/oebps-package+xml"},
    )
    name = joined(title_pieces(book, scribe.silent())) or number_cells(1)
    return _html(name, f"{FOLDER}/style.css", XHTML.element("body", {}, lines(navs)), [link])


def _plain(scribe: Scribe) -> Context:
    return Context(scribe.silent(), [])


def _contents(documents: Sequence[_Document], scribe: Scribe) -> Element:
    """Headings to level 3 as nested lists; a unit without one is there by its number."""
    root = XHTML.element("ol")
    for number, document in enumerate(documents, start=1):
        headings = [b for b in document.unit.blocks if isinstance(b, Heading)]
        listed = [heading for heading in headings if heading.level <= NAV_LEVELS]
        if not listed:
            root.append(_entry(f"{document.path}#{document.unit.id}", [number_cells(number)]))
        above: list[tuple[int, Element]] = []
        for heading in listed:
            name = text(pieces(heading.children, scribe.silent()), _plain(scribe))
            entry = _entry(f"{document.path}#{heading.id}", name)
            while above and above[-1][0] >= heading.level:
                above.pop()
            (_inner_list(above[-1][1]) if above else root).append(entry)
            above.append((heading.level, entry))
    return root


def _entry(href: str, name: Iterable[Content]) -> Element:
    return XHTML.element("li", {}, [XHTML.element("a", {"href": href}, name)])


def _inner_list(item: Element) -> Element:
    """The list inside an item, made where there is none yet."""
    inner = item.find("{*}ol")
    if inner is None:
        inner = XHTML.element("ol")
        item.append(inner)
    return inner


def _page_list(documents: Sequence[_Document], scribe: Scribe) -> Element:
    """Print pages (eBraille 1.0, 8.3.2): each number in cells, and as typed in ``title``."""
    items = [
        XHTML.element(
            "li", {}, [
                XHTML.element(
                    "a",
                    {"href": f"{document.path}#{page.id}", "title": page.number},
                    [number_cells(page.number)],
                )
            ],
        )
        for document in documents
        for page in document.pages
    ]  # fmt: skip
    heading = XHTML.element("h2", {}, text(kana_pieces(PAGES_TITLE), _plain(scribe)))
    attributes = {"epub:type": "page-list", "role": "doc-pagelist"}
    return XHTML.element("nav", attributes, lines([heading, XHTML.element("ol", {}, lines(items))]))


# Package


def _container() -> bytes:
    rootfile = CONTAINER.element(
        "rootfile",
        {"full-path": "package.opf", "media-type": "application/oebps-package+xml"},
    )
    rootfiles = CONTAINER.element("rootfiles", {}, [rootfile])
    return serialize(CONTAINER.element("container", {"version": "1.0"}, [rootfiles]))


def _package(book: Book, documents: Sequence[_Document]) -> Element:
    attributes = {"version": "3.0", "unique-identifier": "uid", "xml:lang": book.settings.language}
    items: list[Content] = [
        _item("nav", "index.html", "application/xhtml+xml", properties="nav"),
        _item("css", f"{FOLDER}/style.css", "text/css"),
        *(_item(d.unit.id, d.path, "application/xhtml+xml") for d in documents),
    ]
    spine = [OPF.element("itemref", {"idref": document.unit.id}) for document in documents]
    parts = [
        OPF.element("metadata", {}, lines(_metadata(book))),
        OPF.element("manifest", {}, lines(items)),
        OPF.element("spine", {}, lines(spine)),
    ]
    return OPF.element("package", attributes, lines(parts))


def _item(id: str, href: str, media_type: str, **more: str) -> Element:
    return OPF.element("item", {"id": id, "href": href, "media-type": media_type, **more})


def _metadata(book: Book) -> list[Element]:
    """What eBraille 1.0, 5.3.3 requires, and what 5.3.4 recommends where the book has it."""
    settings = book.settings
    day = datetime.fromtimestamp(book.modified, UTC)
    date = settings.date or f"{day:%Y-%m-%d}"
    producer = settings.braille.transcriber or settings.publisher or UNKNOWN
    return [
        _dc("identifier", identifier(book), id="uid"),
        _dc("title", title(book)),
        *(_dc("creator", name) for name in settings.creators or (settings.publisher or UNKNOWN,)),
        _dc("language", LANGUAGE),
        _dc("format", "eBraille 1.0"),
        _dc("date", date),
        *(_dc(name, value) for name, value in _recommended(book).items() if value),
        _meta("dcterms:dateCopyrighted", date),
        _meta("dcterms:modified", f"{day:%Y-%m-%dT%H:%M:%SZ}"),
        _meta("a11y:brailleCellType", "6"),
        _meta("a11y:brailleSystem", "Japanese kana braille"),
        _meta("a11y:completeTranscription", "true"),
        _meta("a11y:producer", producer),
        _meta("a11y:tactileGraphics", "none"),
    ]


def _recommended(book: Book) -> Mapping[str, str]:
    settings = book.settings
    return {
        "publisher": settings.publisher,
        "description": settings.description,
        "rights": settings.rights,
        "source": f"urn:isbn:{settings.source_isbn}" if settings.source_isbn else "",
    }


def _dc(name: str, value: str, **attributes: str) -> Element:
    element = OPF.element("meta", attributes, [value])
    element.tag = f"{{{DC}}}{name}"
    return element


def _meta(name: str, value: str) -> Element:
    return OPF.element("meta", {"property": name}, [value])
