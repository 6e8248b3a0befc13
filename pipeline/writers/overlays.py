"""Turn the documents of an EPUB into narrated ones: phrases that can be pointed at, and SMIL 3.0.

EPUB 3.3, 9 (media overlays): one overlay a document, each phrase a ``par``; what a reader can
leave early (a table, a list, a note) is a ``seq`` of its own with its kind in ``epub:type``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.document import Book
from pipeline.writers.daisy import AUDIO_TYPES
from pipeline.writers.elements import Content, Element, Vocabulary, lines, serialize
from pipeline.writers.inlines import Dialect
from pipeline.writers.package import Resource
from pipeline.writers.smil import (
    Group,
    Kind,
    Markup,
    Part,
    Segment,
    Speech,
    adopt_marks,
    classes,
    clock,
    local_name,
    milliseconds,
    phrase_ids,
    plan,
    playing_time,
)

SMIL = Vocabulary("http://www.w3.org/ns/SMIL", (("epub", "http://www.idpf.org/2007/ops"),))
SMIL_TYPE = "application/smil+xml"
AUDIO_FOLDER = "audio"

XHTML = Dialect.EPUB.vocabulary
EPUB_TYPE = XHTML.name("epub:type")
INLINE = frozenset(["a", "br", "code", "em", "img", "rp", "rt", "ruby", "span", "strong", "wbr"])

# EPUB 3.3, 9.3.4 and 9.3.5: what reading systems let a reader skip, and leave early.
KINDS = {
    "footnote": Kind.NOTE,
    "noteref": Kind.CALL,
    "pagebreak": Kind.PAGE,
}
ELEMENTS = {"ol": Kind.LIST, "ul": Kind.LIST, "dl": Kind.LIST, "table": Kind.TABLE}
TYPES = {
    Kind.CALL: "noteref",
    Kind.LIST: "list",
    Kind.NOTE: "footnote",
    Kind.PAGE: "pagebreak",
    Kind.TABLE: "table",
}
"""Values of ``epub:type`` in an overlay (EPUB 3 Structural Semantics Vocabulary 1.1)."""

UNHEARD = "backlinks"
"""The way back from a note: of no use to who only listens."""


@dataclass(frozen=True, slots=True)
class Narrated:
    """A document of the publication with its plan."""

    resource: Resource
    root: Element
    parts: tuple[Part, ...]

    @property
    def overlay(self) -> str:
        """The file of its overlay."""
        return self.resource.path.rpartition(".")[0] + ".smil"


def narrated(book: Book, documents: Iterable[Resource]) -> list[Narrated]:
    """Documents of a book -> their plans, and trees in which every segment has its id."""
    phrases = phrase_ids(book)
    return [_narrated(resource, phrases) for resource in documents]


def _narrated(resource: Resource, phrases: frozenset[str]) -> Narrated:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(resource.data, parser)
    body = next(element for element in root if local_name(element) == "body")
    for described in body.iter(f"{{{XHTML.namespace}}}details"):
        described.set("open", "open")  # what is heard is seen: nothing is lit up out of sight
    adopt_marks(body, phrases)
    made = plan(body, Markup(INLINE, phrases, _kind, _span), resource.id)
    marks = {e.get("id", ""): e.get("aria-label", "") for e in body.iter() if _type(e)}
    return Narrated(resource, root, tuple(_said(_heard(made), marks)))


def _type(element: Element) -> str:
    return str(element.get(EPUB_TYPE, ""))


def _kind(element: Element) -> Kind:
    """What an element is to a reader who skips, or leaves early."""
    names = classes(element)
    if UNHEARD in names:
        return Kind.PRODNOTE
    if "gloss" in names:
        return Kind.GLOSS
    return KINDS.get(_type(element)) or ELEMENTS.get(local_name(element), Kind.TEXT)


def _span(content: Iterable[Content]) -> Element:
    return XHTML.element("span", {}, content)


def _heard(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts that are spoken; ``UNHEARD`` was marked as a producer's note."""
    for part in parts:
        if part.kind is Kind.PRODNOTE:
            continue
        if isinstance(part, Group):
            inner = tuple(_heard(part.parts))
            if inner:
                yield replace(part, parts=inner)
        else:
            yield part


def _said(parts: Iterable[Part], marks: dict[str, str]) -> Iterator[Part]:
    """Parts in which a page break, which shows nothing, says its label."""
    for part in parts:
        if isinstance(part, Group):
            yield replace(part, parts=tuple(_said(part.parts, marks)))
        elif part.kind is Kind.PAGE:
            yield replace(part, text=marks.get(part.id, "") or part.text)
        else:
            yield part


# With speech


def with_overlays(
    resources: Iterable[Resource], documents: Iterable[Narrated], speech: Speech
) -> Iterator[Resource]:
    """The resources of a publication, its documents narrated, and what narrates them."""
    spoken = {document.resource.id: document for document in documents if document.parts}
    for resource in resources:
        document = spoken.get(resource.id)
        if document:
            data = serialize(document.root, Dialect.EPUB.doctype)
            yield replace(resource, data=data, overlay=_item_id(document))
        else:
            yield resource
    for document in spoken.values():
        yield _overlay(document, speech)
    for name, data in sorted(speech.files.items()):
        id = f"audio-{name.partition('.')[0]}"
        yield Resource(id, f"{AUDIO_FOLDER}/{name}", AUDIO_TYPES[name[name.rindex(".") :]], data)


def _item_id(document: Narrated) -> str:
    return f"overlay-{document.resource.id}"


def _overlay(document: Narrated, speech: Speech) -> Resource:
    path = document.resource.path
    content = list(_parts(document.parts, path, speech))
    body = SMIL.element("body", {"epub:textref": path}, lines(content))
    smil = SMIL.element("smil", {"version": "3.0"}, lines([body]))
    duration = playing_time(document.parts, speech)
    return Resource(
        _item_id(document), document.overlay, SMIL_TYPE, serialize(smil), milliseconds=duration
    )


def _parts(parts: Iterable[Part], path: str, speech: Speech) -> Iterator[Element]:
    for part in parts:
        if isinstance(part, Group):
            inner = list(_parts(part.parts, path, speech))
            if inner:
                attributes = {"id": f"s-{part.id}", "epub:textref": f"{path}#{part.id}"}
                yield SMIL.element("seq", {**attributes, **_typed(part)}, lines(inner))
        elif part.id in speech.clips:
            yield _par(part, path, speech)


def _typed(part: Part) -> dict[str, str]:
    return {"epub:type": TYPES[part.kind]} if part.kind in TYPES else {}


def _par(segment: Segment, path: str, speech: Speech) -> Element:
    clip = speech.clips[segment.id]
    times = {
        "clipBegin": clock(milliseconds(clip.begin)),
        "clipEnd": clock(milliseconds(clip.end)),
    }
    text = SMIL.element("text", {"src": f"{path}#{segment.id}"})
    audio = SMIL.element("audio", {"src": f"{AUDIO_FOLDER}/{clip.file}", **times})
    return SMIL.element("par", {"id": f"p-{segment.id}", **_typed(segment)}, [text, audio])
