"""Turn a book into an eBraille 1.0 publication (``.ebrl``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.archive import pack
from pipeline.braille.formats.ebraille_package import (
    FOLDER,
    MEDIA_TYPE,
    XHTML,
    About,
    container,
    entry_page,
    html,
    link_entry,
    package,
    serialized,
)
from pipeline.braille.frontmatter import title_pieces
from pipeline.braille.transcription import Scribe, joined, kana_pieces, number_cells, pieces
from pipeline.document import Book, Heading, PageMark, Unit
from pipeline.writers.accessibility import Facts, facts
from pipeline.writers.ebraille_content import Context, text, unit_body
from pipeline.writers.elements import Element, lines
from pipeline.writers.identity import identifier, isbn, title
from pipeline.writers.styles import style

NAV_LEVELS = 3
# A heading of ours, in braille kana.
PAGES_TITLE = "ゲンポン ページ"


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
        "META-INF/container.xml": container(),
        "package.opf": package(_about(book), [(d.unit.id, d.path) for d in documents]),
        "index.html": _navigation(book, documents, scribe),
        f"{FOLDER}/style.css": style("ebraille.css"),
        **{made.path: made.data for made in documents},
    }
    # OCF 3.3, 4.2.6.3: the mimetype entry comes first, uncompressed.
    return {f"{book.slug}.ebrl": pack(files, book.modified, stored=("mimetype",))}


def _document(unit: Unit, scribe: Scribe) -> _Document:
    pages: list[PageMark] = []
    context = Context(scribe, pages)
    body = unit_body(unit, context)
    heading = next((b for b in unit.blocks if isinstance(b, Heading)), None)
    name = joined(pieces(heading.children, scribe.silent())) if heading else number_cells(1)
    return _Document(unit, serialized(html(name, "style.css", body)), tuple(pages))


# Navigation


def _navigation(book: Book, documents: Sequence[_Document], scribe: Scribe) -> bytes:
    """Contents, and print pages where there are any."""
    more = [_page_list(documents, scribe)] if any(d.pages for d in documents) else []
    name = joined(title_pieces(book, scribe.silent())) or number_cells(1)
    return entry_page(name, _contents(documents, scribe), more)


def _plain(scribe: Scribe) -> Context:
    return Context(scribe.silent(), [])


def _contents(documents: Sequence[_Document], scribe: Scribe) -> Element:
    """Headings to level 3 as nested lists; a unit without one is there by its number."""
    root = XHTML.element("ol")
    for number, document in enumerate(documents, start=1):
        headings = [b for b in document.unit.blocks if isinstance(b, Heading)]
        listed = [heading for heading in headings if heading.level <= NAV_LEVELS]
        if not listed:
            root.append(link_entry(f"{document.path}#{document.unit.id}", [number_cells(number)]))
        above: list[tuple[int, Element]] = []
        for heading in listed:
            name = text(pieces(heading.children, scribe.silent()), _plain(scribe))
            entry = link_entry(f"{document.path}#{heading.id}", name)
            while above and above[-1][0] >= heading.level:
                above.pop()
            (_inner_list(above[-1][1]) if above else root).append(entry)
            above.append((heading.level, entry))
    return root


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


def _about(book: Book) -> About:
    settings = book.settings
    source = isbn(settings.source_isbn)
    return About(
        identifier=identifier(book),
        title=title(book),
        creators=settings.creators or (settings.publisher,),
        publisher=settings.publisher,
        date=settings.date,
        producer=settings.braille.transcriber or settings.publisher,
        language=settings.language,
        more={
            "description": settings.description, "rights": settings.rights, "source": source,
        },
        facts=tuple(_facts(book, source)),
        modified=book.modified,
    )  # fmt: skip


def _facts(book: Book, source: str) -> Iterator[tuple[str, str]]:
    """What this book offers beyond what each of ours does (eBraille 1.0, 10).

    The pictures are not there, so that there is nothing to be alternative to: their texts are.
    """
    found = facts(book)
    offered = {
        "structuralNavigation": found.ordered,
        "pageBreakMarkers": found.pages,
        "pageNavigation": found.pages,
    }
    for feature, holds in offered.items():
        if holds:
            yield "schema:accessibilityFeature", feature
    yield "schema:accessibilitySummary", _summary(found)
    if found.pages:
        # EPUB Accessibility 1.1, 4.1.2: an identifier, else words that name the source.
        yield "pageBreakSource", source or f"『{title(book)}』印刷版"


def _summary(found: Facts) -> str:
    """The statement for readers: one sentence a fact."""
    said = ["本文はすべて点字のデータ（6点の仮名点字）です。目次と見出しで移動できます。"]
    if found.images and found.described:
        said.append("図や写真は説明の文に代えました。")
    if found.pages:
        said.append("印刷版のページ番号で移動できます。")
    return "".join(said)
