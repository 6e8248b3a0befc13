"""What every eBraille publication has around its text: container, package and entry page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from pipeline.braille.cells import translate
from pipeline.writers.elements import Content, Element, Vocabulary, lines, serialize

OPF = Vocabulary("http://www.idpf.org/2007/opf", (("dc", "http://purl.org/dc/elements/1.1/"),))
CONTAINER = Vocabulary("urn:oasis:names:tc:opendocument:xmlns:container")
XHTML = Vocabulary("http://www.w3.org/1999/xhtml", (("epub", "http://www.idpf.org/2007/ops"),))
DC = "http://purl.org/dc/elements/1.1/"
MEDIA_TYPE = b"application/epub+zip"  # eBraille 1.0, 4.7: the mimetype file says EPUB
FORMAT = "eBraille 1.0"
LANGUAGE = "ja-Brai"
# eBraille Braille Codes Registry, 2.2: code and grade; kana braille has no contractions. No code
# of Japan but Kantenji is proposed there so far.
SYSTEM = "Japanese no-grade"
# eBraille 1.0, 10: what every publication of ours offers, in the words of EPUB Accessibility 1.1.
ACCESSIBILITY = (
    ("schema:accessMode", "tactile"),
    ("schema:accessModeSufficient", "tactile"),
    ("schema:accessibilityFeature", "braille"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "unlocked"),
    ("schema:accessibilityHazard", "none"),
)
FOLDER = "ebraille"
DOCTYPE = "<!DOCTYPE html>"
CONTENTS_TITLE = "モクジ"
UNKNOWN = "不明"


@dataclass(frozen=True, slots=True)
class About:
    """What a package says of its book; empty fields are left out or unknown.

    ``more`` are further elements of Dublin Core, ``facts`` further properties of the package (what
    it offers, where its print pages are from). ``modified`` is in seconds since 1970.
    """

    identifier: str
    title: str
    creators: Sequence[str] = ()
    publisher: str = ""
    date: str = ""
    producer: str = ""
    language: str = "ja"
    more: Mapping[str, str] = field(default_factory=dict)
    facts: Sequence[tuple[str, str]] = ()
    modified: int = 0


def container() -> bytes:
    """``META-INF/container.xml``: the package document is at the root."""
    rootfile = CONTAINER.element(
        "rootfile",
        {"full-path": "package.opf", "media-type": "application/oebps-package+xml"},
    )
    rootfiles = CONTAINER.element("rootfiles", {}, [rootfile])
    return serialize(CONTAINER.element("container", {"version": "1.0"}, [rootfiles]))


def package(about: About, documents: Sequence[tuple[str, str]]) -> bytes:
    """The package document; ``documents`` are ids and paths in reading order."""
    attributes = {"version": "3.0", "unique-identifier": "uid", "xml:lang": about.language}
    items: list[Content] = [
        _item("nav", "index.html", "application/xhtml+xml", properties="nav"),
        _item("css", f"{FOLDER}/style.css", "text/css"),
        *(_item(id, path, "application/xhtml+xml") for id, path in documents),
    ]
    spine = [OPF.element("itemref", {"idref": id}) for id, _ in documents]
    parts = [
        OPF.element("metadata", {}, lines(_metadata(about))),
        OPF.element("manifest", {}, lines(items)),
        OPF.element("spine", {}, lines(spine)),
    ]
    return serialize(OPF.element("package", attributes, lines(parts)))


def _item(id: str, href: str, media_type: str, **more: str) -> Element:
    return OPF.element("item", {"id": id, "href": href, "media-type": media_type, **more})


def _metadata(about: About) -> list[Element]:
    """What eBraille 1.0, 5.3.3 requires, and what 5.3.4 recommends where the book has it."""
    day = datetime.fromtimestamp(about.modified, UTC)
    published = about.date or f"{day:%Y-%m-%d}"
    more = {"publisher": about.publisher, **about.more}
    return [
        _dc("identifier", about.identifier, id="uid"),
        _dc("title", about.title or UNKNOWN),
        *(_dc("creator", name) for name in list(filter(None, about.creators)) or [UNKNOWN]),
        _dc("language", LANGUAGE),
        _dc("format", FORMAT),
        _dc("date", published),
        *(_dc(name, value) for name, value in more.items() if value),
        _meta("dcterms:dateCopyrighted", _calendar_date(about.date) or f"{day:%Y-%m-%d}"),
        _meta("dcterms:modified", f"{day:%Y-%m-%dT%H:%M:%SZ}"),
        _meta("a11y:brailleCellType", "6"),
        _meta("a11y:brailleSystem", SYSTEM),
        _meta("a11y:completeTranscription", "true"),
        _meta("a11y:producer", about.producer or UNKNOWN),
        _meta("a11y:tactileGraphics", "none"),
        *(_meta(name, value) for name, value in (*ACCESSIBILITY, *about.facts)),
    ]


def _calendar_date(said: str) -> str:
    """A date as eBraille 1.0, 5.3.3.4 has it (YYYY-MM-DD, YYYY-MM or YYYY).

    Of a date in other words (2026年4月, 20260401) only the year; without one, nothing.
    """
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", said):
        with suppress(ValueError):
            date.fromisoformat(said + "-01" * (2 - said.count("-")))
            return said
    year = re.search(r"(?<![0-9])((?:1[0-9]|20)[0-9]{2})(?:[0-9]{4})?(?![0-9])", said)
    return year[1] if year else ""


def _dc(name: str, value: str, **attributes: str) -> Element:
    element = OPF.element("meta", attributes, [value])
    element.tag = f"{{{DC}}}{name}"
    return element


def _meta(name: str, value: str) -> Element:
    return OPF.element("meta", {"property": name}, [value])


# Documents


def html(name: str, css: str, body: Element, more: Iterable[Element] = ()) -> Element:
    """A document in braille with its title and style sheet."""
    head = [
        XHTML.element("title", {}, [name]),
        XHTML.element("link", {"rel": "stylesheet", "type": "text/css", "href": css}),
        *more,
    ]
    attributes = {"lang": LANGUAGE, "xml:lang": LANGUAGE}
    return XHTML.element(
        "html", attributes, ["\n", XHTML.element("head", {}, lines(head)), "\n", body]
    )


def serialized(root: Element) -> bytes:
    """A document as its bytes."""
    return serialize(root, DOCTYPE)


def entry_page(name: str, contents: Element, more: Iterable[Element] = ()) -> bytes:
    """The primary entry page (eBraille 1.0, 8): contents, then what else it navigates by."""
    attributes = {"epub:type": "toc", "role": "doc-toc", "id": "toc"}
    heading = XHTML.element("h1", {}, [translate(CONTENTS_TITLE).cells])
    navs = [XHTML.element("nav", attributes, lines([heading, contents])), *more]
    link = XHTML.element(
        "link",
        {"rel": "publication", "href": "package.opf", "type": "application/oebps-package+xml"},
    )
    body = XHTML.element("body", {}, lines(navs))
    return serialized(html(name, f"{FOLDER}/style.css", body, [link]))


def link_entry(href: str, name: Iterable[Content]) -> Element:
    """An entry of a list that navigates."""
    return XHTML.element("li", {}, [XHTML.element("a", {"href": href}, name)])
