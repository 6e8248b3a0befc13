"""Turn a book into a DAISY 2.02 fileset (DAISY Consortium, 2001), text-only or with audio.

``ncc.html`` (navigation control centre), ``master.smil``, and for the title page, each unit and
the colophon an XHTML document with its SMIL file: ``u0000.html`` and ``s0000.smil`` …
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from pipeline.document import Book, Unit
from pipeline.transforms.phrases import mark_phrases
from pipeline.writers import daisy, ncc
from pipeline.writers.colophon import HEADING, colophon
from pipeline.writers.daisy import Facts
from pipeline.writers.elements import Content, Element, lines, prepend, serialize
from pipeline.writers.inlines import Context, Dialect, inline_html
from pipeline.writers.ncc import Entry, Line
from pipeline.writers.outline import level_headings
from pipeline.writers.smil import (
    SILENT,
    Kind,
    Markup,
    Part,
    Segment,
    Speech,
    adopt_marks,
    classes,
    is_heard,
    local_name,
    phrase_ids,
    plan,
    playing_time,
    segments,
)
from pipeline.writers.smil10 import Par, master, presentation
from pipeline.writers.styles import style
from pipeline.writers.xhtml import document, ids, stylesheet, unit_body

TITLE_ID, COLOPHON_ID = "title", "colophon"
CSS = "daisy202.css"
PUBLISHED_CSS = "default.css"
XHTML = Dialect.DAISY202.vocabulary
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

# The elements of XHTML 1.0's %Inline; that the writer uses.
INLINE = frozenset(["a", "br", "code", "em", "img", "span", "strong"])
VOID = frozenset(["br", "hr", "img", "link", "meta"])
# DAISY 2.02, NCC: the classes of what can be skipped. A gloss has none and is marked in SMIL.
KINDS = {
    "gloss": Kind.GLOSS,
    "noteref": Kind.CALL,
    "notebody": Kind.NOTE,
    "page-front": Kind.PAGE,
    "page-normal": Kind.PAGE,
    "page-special": Kind.PAGE,
    "prodnote": Kind.PRODNOTE,
    "sidebar": Kind.SIDEBAR,
}


@dataclass(frozen=True, slots=True)
class Document:
    """One content document: its root, its place, its title, its headings by id, its plan."""

    root: Element
    number: int
    title: str
    headings: Mapping[str, Line]
    parts: tuple[Part, ...]

    @property
    def file(self) -> str:
        return _file(self.number)

    @property
    def smil(self) -> str:
        return f"s{self.number:04}.smil"

    @property
    def entries(self) -> Iterator[Entry]:
        """Its lines of the NCC."""
        return ncc.entries(self.root, self.smil, self.parts, self.headings)


def write_daisy202(book: Book, speech: Speech = SILENT) -> Mapping[str, bytes]:
    """A book -> the files of its DAISY 2.02 form, under ``daisy202/``."""
    known = daisy.facts(book)
    pictures = daisy.pictures(book, "daisy202")
    documents = planned(book)
    files = {
        **{d.file: _xhtml(d.root) for d in documents},
        **_smil_files(documents, known, speech),
        "discinfo.html": discinfo(known),
        PUBLISHED_CSS: style(CSS),
        **dict(pictures.values()),
        **speech.files,
    }
    total = sum(playing_time(d.parts, speech) for d in documents)
    entries = [entry for made in documents for entry in made.entries]
    # DAISY 2.02, ncc:multimediaType: ``textNcc`` is text without audio.
    media = "audioFullText" if speech.files else "textNcc"
    files["ncc.html"] = ncc.navigation(known, entries, files, total, media)
    return daisy.in_folder("daisy202", files)


def scripts(book: Book) -> list[tuple[Segment, ...]]:
    """What a voice has to speak in each document: each id is a key of ``Speech.clips``."""
    return [tuple(segments(made.parts)) for made in planned(book)]


def script(book: Book) -> tuple[Segment, ...]:
    """What a voice has to speak, in reading order."""
    return tuple(segment for segments_ in scripts(book) for segment in segments_)


def planned(book: Book) -> list[Document]:
    """The content documents of a book, in reading order, each with its plan."""
    return list(_documents(level_headings(mark_phrases(book, lambda _: None))))


# Content documents


def _xhtml(root: Element) -> bytes:
    """A document that old players can read as HTML (XHTML 1.0, C.3: no ``<td />``)."""
    for element in root.iter():
        if len(element) == 0 and not element.text and local_name(element) not in VOID:
            element.text = ""
    return serialize(root, Dialect.DAISY202.doctype)


def _documents(book: Book) -> Iterator[Document]:
    """The title page, each unit, the colophon, in reading order."""
    pictures = daisy.pictures(book, "daisy202")
    images = {source: file for source, (file, _) in pictures.items()}
    files = {id: _file(n) for n, unit in enumerate(book.units, 1) for id in ids(unit)}
    phrases = phrase_ids(book)

    def made(
        number: int, scope: str, body: Callable[[Context], Element], headings: dict[str, Line]
    ) -> Document:
        context = Context(Dialect.DAISY202, _file(number), files, images)
        content = body(context)
        adopt_marks(content, phrases)
        _as_lines(content, headings)
        # A document without a word is shown as a whole: SMIL has at least one par.
        whole = Segment(scope, Kind.TEXT, "")
        parts = plan(content, Markup(INLINE, phrases, kind, _span), scope) or (whole,)
        title = next(iter(headings.values())).text
        head = [_content_type(), stylesheet(PUBLISHED_CSS, context)]
        root = document(title, content, context, book.settings.language, head)
        return Document(root, number, title, headings, parts)

    title = Line("h1", "title", daisy.facts(book).title)
    yield made(0, TITLE_ID, partial(_title_page, book), {TITLE_ID: title})
    for number, unit in enumerate(book.units, 1):
        yield made(number, unit.id, partial(_unit, unit), ncc.unit_headings(unit, number))
    last = {COLOPHON_ID: Line("h1", "section", HEADING)}
    yield made(len(book.units) + 1, COLOPHON_ID, partial(_colophon, book), last)


def _as_lines(content: Element, outline: Container[str]) -> None:
    """Headings that are not in the NCC, those of a quotation or a note, as lines of text.

    A player goes from heading to heading by the NCC, where such a heading has no level; DAISY 3
    has ``bridgehead`` for them.
    """
    for element in content.iter():
        if local_name(element) in HEADINGS and element.get("id") not in outline:
            element.tag = XHTML.name("p")
            element.set("class", "heading")


def _span(content: Iterable[Content]) -> Element:
    return XHTML.element("span", {}, content)


def _file(number: int) -> str:
    """Eight characters, a dot and an ending, in lower case: names that old players accept."""
    return f"u{number:04}.html"


def kind(element: Element) -> Kind:
    """What an XHTML element is to a reader who skips."""
    return next((KINDS[name] for name in classes(element) if name in KINDS), Kind.TEXT)


def _unit(unit: Unit, context: Context) -> Element:
    body = unit_body(unit, context)
    for element in list(body.iter()):
        names = classes(element)
        silent = "sidebar" in names and not is_heard([element])  # ncc:sidebars counts the others
        if silent or "backlinks" in names:  # the way back from a note is the player's
            _remove(element)
        elif local_name(element) == "ol" and "circled" not in names:
            _write_numbers(element)
        elif local_name(element) == "thead" and element.getnext() is None:
            element.tag = XHTML.element("tbody").tag  # XHTML 1.0 demands a row outside thead
    return body


def _remove(element: Element) -> None:
    """Take an element out, with the line end after it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _write_numbers(numbered: Element) -> None:
    """Put the numbers of a list into its text: a voice reads only what the document says."""
    number = int(numbered.get("start", "1"))
    for item in numbered:
        number = int(item.get("value", number))
        prepend(_line(item), XHTML.element("span", {"class": "marker"}, [f"{number}. "]))
        item.attrib.pop("value", None)
        number += 1
    numbered.attrib.pop("start", None)
    numbered.set("class", "numbered")


def _line(item: Element) -> Element:
    """Where the text of an item begins: its first paragraph, or the item itself."""
    first = item[0] if len(item) else None
    begins = first is not None and local_name(first) == "p" and not (item.text or "").strip()
    return first if first is not None and begins else item


def _title_page(book: Book, context: Context) -> Element:
    """The title with its glosses, the subtitle and the names."""
    title = inline_html(book.title, context) or [book.settings.title]
    content = [context.element("h1", title, id=TITLE_ID, class_="title")]
    if book.settings.subtitle:
        subtitle = _as_written(book.settings.subtitle, context)
        content.append(context.element("p", [subtitle], class_="subtitle"))
    names = (*book.settings.creators, book.settings.publisher)
    said = (_as_written(name, context) for name in names if name)
    content += (context.element("p", [name], class_="name") for name in said)
    return context.element("body", lines(content))


def _as_written(text: str, context: Context) -> Element:
    """What the settings say, in the alphabet too."""
    return context.element("span", [text], class_="verbatim")


def _colophon(book: Book, context: Context) -> Element:
    rows: list[Element] = []
    for label, text in colophon(book):
        said = [_as_written(text, context)]
        rows += [context.element("dt", [label]), context.element("dd", said)]
    heading = context.element("h1", [HEADING], id=COLOPHON_ID)
    content = [heading, context.element("dl", lines(rows))]
    return context.element("body", lines(content))


def _content_type() -> Element:
    attributes = {"http-equiv": "Content-type", "content": "text/html; charset=utf-8"}
    return XHTML.element("meta", attributes)


def discinfo(known: Facts) -> bytes:
    """What a disc holds: this one book."""
    link = XHTML.element("a", {"href": "ncc.html"}, [known.title])
    head = [_content_type(), XHTML.element("title", {}, [known.title])]
    top = [XHTML.element("head", {}, lines(head)), XHTML.element("body", {}, lines([link]))]
    language = {"lang": known.language, "xml:lang": known.language}
    return serialize(XHTML.element("html", language, lines(top)), Dialect.DAISY202.doctype)


# SMIL


def _smil_files(documents: Iterable[Document], known: Facts, speech: Speech) -> dict[str, bytes]:
    """A SMIL file a document, and ``master.smil``, which lists them."""
    files: dict[str, bytes] = {}
    titles: dict[str, str] = {}
    before = 0
    for made in documents:
        after = before + playing_time(made.parts, speech)
        pars = [Par((s,), f"{made.file}#{s.id}") for s in segments(made.parts)]
        files[made.smil] = presentation(pars, made.title, known, speech, (before, after))
        titles[made.smil] = made.title
        before = after
    return {**files, "master.smil": master(titles, known, before)}
