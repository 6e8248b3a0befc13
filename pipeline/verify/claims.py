"""Accessibility metadata of an EPUB: each claim must have its thing in the book."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Report
from pipeline.verify.links import Linked
from pipeline.verify.markup import EPUB_TYPE, Markup, local, text_of, tokens
from pipeline.verify.package import Package

# Unicode: the blocks of CJK unified ideographs, and 々, which repeats one.
IDEOGRAPH = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Hidden lists and the picture of a cover are no text that anybody reads.
NOT_TEXT = frozenset({"cover", "landmarks", "page-list"})
SSML = "{http://www.w3.org/2001/10/synthesis}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands in the documents of a book: element names, semantic marks, picture texts.

    ``told``: a picture points to its long description. ``all_ruby``: no ideograph stands
    without ruby, on the title page, in the contents list and in the colophon either.
    """

    elements: frozenset[str]
    marks: frozenset[str]
    media_types: frozenset[str]
    described: bool
    told: bool
    all_ruby: bool
    spoken: bool

    def has_media(self, kind: str) -> bool:
        return any(media_type.startswith(f"{kind}/") for media_type in self.media_types)


# EPUB Accessibility 1.1, 2.2, with the vocabulary of schema.org's accessibility properties.
# Claims that only a person can judge are not here.
CLAIMS: Mapping[tuple[str, str], Callable[[Evidence], bool]] = {
    ("schema:accessMode", "visual"): lambda e: bool({"img", "svg", "video"} & e.elements),
    ("schema:accessMode", "auditory"): lambda e: e.has_media("audio") or e.has_media("video"),
    ("schema:accessibilityFeature", "alternativeText"): lambda e: e.described,
    ("schema:accessibilityFeature", "tableOfContents"): lambda e: "toc" in e.marks,
    ("schema:accessibilityFeature", "pageBreakMarkers"): lambda e: bool(
        {"doc-pagebreak", "pagebreak"} & e.marks
    ),
    ("schema:accessibilityFeature", "pageNavigation"): lambda e: "page-list" in e.marks,
    ("schema:accessibilityFeature", "structuralNavigation"): lambda e: bool(
        {"h1", "h2", "h3", "h4", "h5", "h6"} & e.elements
    ),
    ("schema:accessibilityFeature", "rubyAnnotations"): lambda e: "ruby" in e.elements,
    ("schema:accessibilityFeature", "fullRubyAnnotations"): lambda e: (
        "ruby" in e.elements and e.all_ruby
    ),
    ("schema:accessibilityFeature", "longDescription"): lambda e: e.told,
    ("schema:accessibilityFeature", "MathML"): lambda e: "math" in e.elements,
    ("schema:accessibilityFeature", "synchronizedAudioText"): lambda e: (
        "application/smil+xml" in e.media_types and e.has_media("audio")
    ),
    ("schema:accessibilityFeature", "ttsMarkup"): lambda e: (
        e.spoken or "application/pls+xml" in e.media_types
    ),
}


def check_claims(package: Package, book: Linked, report: Report) -> None:
    """Report each accessibility claim of the package that the book does not bear out."""
    evidence = _evidence(package, book)
    for meta in package.markup.all("meta"):
        name, claim = meta.get("property") or "", text_of(meta)
        holds = CLAIMS.get((name, claim))
        if holds is not None and not holds(evidence):
            place = package.markup.place(meta)
            report(diagnostic(Code.FALSE_CLAIM, place, name=name, claim=claim))


def _evidence(package: Package, book: Linked) -> Evidence:
    paths = [item.path for item in package.items if item.media_type == "application/xhtml+xml"]
    elements = [
        element
        for path in paths
        if path in book.documents
        for element in book.documents[path].root.iter(etree.Element)
    ]
    pictures = [element for element in elements if local(element) == "img"]
    return Evidence(
        elements=frozenset(map(local, elements)),
        marks=frozenset(m for e in elements for m in tokens(e, EPUB_TYPE) | tokens(e, "role")),
        media_types=frozenset(item.media_type for item in package.items),
        described=bool(pictures) and all(e.get("alt") is not None for e in pictures),
        told=any(_is_told(book.documents[path]) for path in paths if path in book.documents),
        all_ruby=not any(_bare(book.documents[path]) for path in paths if path in book.documents),
        spoken=any(name.startswith(SSML) for e in elements for name in map(str, e.attrib)),
    )


def _is_told(markup: Markup) -> bool:
    """Whether a picture points to an element of its document that has something to say."""
    texts = {e.get("id"): text_of(e) for e in markup.root.iter(etree.Element) if e.get("id")}
    return any(texts.get(picture.get("aria-details")) for picture in markup.all("img"))


def _bare(markup: Markup) -> bool:
    """Whether an ideograph of the text stands without ruby."""
    body = next(markup.all("body"), None)
    if body is None:
        return False
    parts = [e for e in body.iterchildren(etree.Element) if not NOT_TEXT & tokens(e, EPUB_TYPE)]
    loose = [body.text or "", *(child.tail or "" for child in body)]
    return bool(IDEOGRAPH.search("".join([*loose, *(t for e in parts for t in _outside_ruby(e))])))


def _outside_ruby(element: etree._Element) -> Iterator[str]:
    if local(element) != "ruby":
        yield element.text or ""
        for child in element.iterchildren(etree.Element):
            yield from _outside_ruby(child)
            yield child.tail or ""
