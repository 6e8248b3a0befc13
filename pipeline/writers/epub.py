"""Turn a book into an EPUB 3.3 publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import assert_never

from markupsafe import Markup

from pipeline.archive import pack
from pipeline.document import Book, Picture, Reading
from pipeline.writers.accessibility import facts, summary
from pipeline.writers.colophon import HEADING, colophon
from pipeline.writers.contents import contents, depth, ids_of, page_marks, unit_title
from pipeline.writers.cover import cover_picture
from pipeline.writers.elements import Content, Element, lines, serialize
from pipeline.writers.furigana import furigana, furigana_at_first_use
from pipeline.writers.identity import identifier, name_readings, title
from pipeline.writers.inlines import (
    Context,
    Dialect,
    Furigana,
    inline_html,
    no_furigana,
    text_html,
)
from pipeline.writers.onix import onix
from pipeline.writers.overlays import narrated, with_overlays
from pipeline.writers.package import Resource, package
from pipeline.writers.pronunciation import ALPHABET, PLS_TYPE, pls
from pipeline.writers.smil import SILENT, Segment, Speech, segments
from pipeline.writers.styles import render, style
from pipeline.writers.xhtml import document, ids, stylesheet, unit_body

XHTML_TYPE, NCX_TYPE = "application/xhtml+xml", "application/x-dtbncx+xml"
TITLE_PAGE, NAVIGATION, COLOPHON = "title.xhtml", "nav.xhtml", "colophon.xhtml"
NCX, LEXICON = "toc.ncx", "lexicon.pls"

# Style sheets that a reader can choose, and what they are called.
ALTERNATIVES = (("high-contrast.css", "高コントラスト"), ("large-print.css", "大活字"))


def write_epub(book: Book, speech: Speech = SILENT) -> Mapping[str, bytes]:
    """The publication as one file, named after the book, and beside it its catalogue record."""
    found = resources(book)
    if speech.clips:
        found = list(with_overlays(found, narrated(book, _heard(book)), speech))
    # OCF 3.3, 4.2.6.3: the mimetype entry comes first, uncompressed.
    files = {"mimetype": b"application/epub+zip", **package(book, found)}
    publication = pack(files, book.modified, stored=["mimetype"])
    return {f"{book.slug}.epub": publication, f"{book.slug}.onix.xml": onix(book)}


def scripts(book: Book) -> list[tuple[Segment, ...]]:
    """What a voice has to speak in each document: each id is a key of ``Speech.clips``."""
    return [tuple(segments(document.parts)) for document in narrated(book, _heard(book))]


def _heard(book: Book) -> list[Resource]:
    """The documents that are read aloud: all but the navigation document."""
    return [document for document in _documents(book) if "nav" not in document.properties]


def resources(book: Book) -> list[Resource]:
    """Everything in the publication but its package document; the spine in reading order."""
    return [
        *_documents(book),
        Resource("ncx", NCX, NCX_TYPE, _ncx(book)),
        *_style_sheets(book),
        *_pictures(book),
        *_lexicon(book),
    ]


def unit_file(number: int) -> str:
    """The name of the document of unit ``number`` (from 1)."""
    return f"unit-{number:03}.xhtml"


def files_of_ids(book: Book) -> dict[str, str]:
    """The document that each id of the book is in."""
    numbered = enumerate(book.units, start=1)
    return {id: unit_file(number) for number, unit in numbered for id in ids(unit)}


def context(book: Book, file: str, files: Mapping[str, str]) -> Context:
    """What the nodes in document ``file`` need to know."""
    epub = book.settings.epub
    return Context(
        dialect=Dialect.EPUB,
        file=file,
        files=files,
        images={source: f"images/{picture.name}" for source, picture in book.images.items()},
        ruby=epub.ruby,
        furigana=_furigana(book),
        tate_chu_yoko=epub.writing == "vertical",
        ssml=epub.ssml,
    )


def _furigana(book: Book) -> Furigana:
    """What gives the text of one document its readings."""
    choice = book.settings.epub.ruby
    match choice:
        case "none" | "manuscript":
            return no_furigana
        case "first":
            return furigana_at_first_use(book.readings)
        case "full":
            return partial(furigana, settled=book.readings)
        case _:
            assert_never(choice)


# Documents


def _documents(book: Book) -> Iterator[Resource]:
    files = files_of_ids(book)
    named = replace(book, readings=(*book.readings, *name_readings(book)))
    yield _page("titlepage", TITLE_PAGE, _title_page(book, context(named, TITLE_PAGE, files)))
    nav = _navigation(book, files)
    yield Resource("nav", NAVIGATION, XHTML_TYPE, nav, ("nav",), linear=True)
    for number, unit in enumerate(book.units, start=1):
        file = unit_file(number)
        here = context(book, file, files)
        page = _document(book, unit_title(unit, number), unit_body(unit, here), here)
        yield _page(file.removesuffix(".xhtml"), file, page)
    yield _page("colophon", COLOPHON, _colophon(book, context(named, COLOPHON, files)))


def _page(id: str, path: str, data: bytes) -> Resource:
    return Resource(id, path, XHTML_TYPE, data, linear=True)


def _document(book: Book, title: str, body: Element, here: Context) -> bytes:
    head = [stylesheet(f"styles/{name}", here) for name in style_names(book)]
    head += [stylesheet(f"styles/{name}", here, title=label) for name, label in ALTERNATIVES]
    if book.settings.epub.lexicon:
        hint = {"rel": "pronunciation", "type": PLS_TYPE, "href": LEXICON}
        head.append(here.element("link", hreflang=book.settings.language, **hint))
    root = document(title, body, here, book.settings.language, head)
    if here.ssml:
        root.set(here.dialect.vocabulary.name("ssml:alphabet"), ALPHABET)
    return serialize(root, here.dialect.doctype)


def _as_written(text: str, here: Context) -> list[Content]:
    return [here.element("span", text_html(text, here), class_="verbatim")]


def _title_page(book: Book, here: Context) -> bytes:
    """The title page: a stretch of its own, so a term in the title has its gloss here.

    What else the settings say stands as it was written, in the alphabet too.
    """
    made, settings = here.element, book.settings
    content = [made("h1", inline_html(book.title, here) or [settings.title], id="title")]
    if settings.subtitle:
        words = _as_written(settings.subtitle, here)
        content.append(made("p", words, role="doc-subtitle", class_="subtitle"))
    content += [made("p", _as_written(name, here), class_="creator") for name in settings.creators]
    if settings.publisher:
        content.append(made("p", _as_written(settings.publisher, here), class_="publisher"))
    kind = {"epub_type": "titlepage", "aria_labelledby": "title", "class_": "titlepage"}
    section = made("section", lines(content), id="titlepage", **kind)
    return _document(book, title(book), made("body", lines([section])), here)


def _navigation(book: Book, files: Mapping[str, str]) -> bytes:
    return render(
        "nav.xhtml",
        language=book.settings.language,
        style_names=style_names(book),
        alternatives=ALTERNATIVES,
        title_page=TITLE_PAGE,
        colophon=COLOPHON,
        start=unit_file(1) if book.units else "",
        contents=contents(book),
        pages=page_marks(book),
        files=files,
        shown=partial(_shown, book),
    )


def _shown(book: Book, text: str, rubies: tuple[Reading, ...] = ()) -> Markup:
    """Text of the contents list; in a book with full ruby each kanji has its reading here too.

    ``rubies`` are the readings that the author gave the heading. Here the brackets of rp stand:
    reading systems show the contents list without its elements, 漢字かんじ.
    """
    full = book.settings.epub.ruby == "full"
    pieces = furigana(text, (*rubies, *book.readings)) if full else no_furigana(text)
    ruby = Markup("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>")
    return Markup("").join(ruby.format(*piece) if piece[1] else piece[0] for piece in pieces)


def _ncx(book: Book) -> bytes:
    """The table of contents for EPUB 2 readers."""
    entries = contents(book)
    return render(
        "toc.ncx",
        language=book.settings.language,
        identifier=identifier(book),
        title=title(book),
        contents=entries,
        depth=depth(entries),
        order={id: number for number, id in enumerate(ids_of(entries), start=1)},
        files=files_of_ids(book),
        colophon=COLOPHON,
    )


def _colophon(book: Book, here: Context) -> bytes:
    """What the settings say of the book, and the statement of what readers it is for."""
    made = here.element

    def words(text: str) -> list[Content]:
        return text_html(text, here)

    rows: list[Element] = []
    for label, text in colophon(book):
        rows += [made("dt", words(label)), made("dd", words(text), class_="verbatim")]
    content = [
        made("h1", words(HEADING), id="colophon-title"),
        made("dl", lines(rows), class_="colophon"),
        made("h2", words("この本の読みやすさ")),
        made("p", words(summary(facts(book)))),
        made("p", words("この本は「みみゆび」で一つの原稿から作りました。")),
    ]
    kind = {"epub_type": "colophon", "role": "doc-colophon", "aria_labelledby": "colophon-title"}
    section = made("section", lines(content), id="colophon", **kind)
    return _document(book, HEADING, made("body", lines([section])), here)


# Other files


def style_names(book: Book) -> tuple[str, ...]:
    """The style sheets that are always on, the later ones overruling the earlier."""
    vertical = book.settings.epub.writing == "vertical"
    spoken = ("overlay.css",) if book.settings.speech.narrator else ()
    return ("book.css", "epub.css", *(("vertical.css",) if vertical else ()), *spoken)


def _style_sheets(book: Book) -> Iterator[Resource]:
    for name in (*style_names(book), *(name for name, _ in ALTERNATIVES)):
        id = f"style-{name.removesuffix('.css')}"
        yield Resource(id, f"styles/{name}", "text/css", style(name))


def _lexicon(book: Book) -> Iterator[Resource]:
    if book.settings.epub.lexicon:
        yield Resource("lexicon", LEXICON, PLS_TYPE, pls(book))


def _pictures(book: Book) -> Iterator[Resource]:
    """The cover, then the other pictures, each once."""
    cover = cover_picture(book)
    yield _picture("cover", cover, ("cover-image",))
    others = {picture.name: picture for picture in book.images.values()}
    others.pop(cover.name, None)
    for number, picture in enumerate(others.values(), start=1):
        yield _picture(f"image-{number:03}", picture)


def _picture(id: str, picture: Picture, properties: tuple[str, ...] = ()) -> Resource:
    path = f"images/{picture.name}"
    return Resource(id, path, picture.media_type, picture.data, properties)
