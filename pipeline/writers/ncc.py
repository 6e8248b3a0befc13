"""Write the navigation control centre of a DAISY 2.02 book, ``ncc.html``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pipeline.document import Heading, Unit
from pipeline.walk import plain_text
from pipeline.writers.contents import unit_title
from pipeline.writers.convention import STATEMENT
from pipeline.writers.daisy import Facts
from pipeline.writers.elements import Element, serialize
from pipeline.writers.elements import lines as on_lines
from pipeline.writers.inlines import Dialect
from pipeline.writers.smil import Part, classes, first_segments, local_name, whole_clock

XHTML = Dialect.DAISY202.vocabulary
PAGES = ("page-front", "page-normal", "page-special")
# The class of what stands aside, and what DAISY 2.02 calls it in the NCC.
ASIDES = {"sidebar": "sidebar", "prodnote": "optional-prodnote"}


class Line(NamedTuple):
    """What a line of the NCC is: its element, its class, its text."""

    tag: str
    name: str
    text: str


class Entry(NamedTuple):
    """A line of the NCC and where it leads: ``s0001.smil#id``."""

    line: Line
    target: str


def id_of(number: int) -> str:
    """The id of a line of the NCC, by its number from 1."""
    return f"ncc{number:04}"


def unit_headings(unit: Unit, number: int) -> dict[str, Line]:
    """The headings of a unit by their ids; a unit without any is called by its number."""
    headings = {
        block.id: Line(f"h{block.level}", "section", plain_text(block.children))
        for block in unit.blocks
        if isinstance(block, Heading) and plain_text(block.children).strip()
    }
    return headings or {unit.id: Line("h1", "section", unit_title(unit, number))}


def entries(
    root: Element, smil: str, parts: Iterable[Part], headings: Mapping[str, Line]
) -> Iterator[Entry]:
    """The headings (without glosses), pages, note calls, sidebars, producer's notes."""
    begins = first_segments(root, parts)
    for element in root.iter():
        id = element.get("id", "")
        line = headings.get(id) or _line(element)
        if line and id in begins:
            yield Entry(line, f"{smil}#{begins[id]}")


def _line(element: Element) -> Line | None:
    """The line of an element that can be skipped, if the NCC lists its kind."""
    names = classes(element)
    for page in PAGES:
        if page in names:
            return Line("span", page, _heard(element))
    if "noteref" in names:
        return Line("span", "noteref", _heard(element))
    for name, listed in ASIDES.items():
        if name in names:
            first = next((e for e in element.iter() if local_name(e) == "p"), element)
            return Line("span", listed, _heard(first))
    return None


def _heard(element: Element) -> str:
    """The text of an element without its glosses."""
    inner = (
        ("" if "gloss" in classes(child) else _heard(child)) + (child.tail or "")
        for child in element
    )
    return (element.text or "") + "".join(inner)


# The document


def navigation(
    known: Facts, entries: Iterable[Entry], files: Mapping[str, bytes], total: int, media: str
) -> bytes:
    """The NCC of a book whose other files are ``files`` and which plays ``total`` milliseconds.

    ``media`` is its ncc:multimediaType.
    """
    found = [*entries]
    others = sum(map(len, files.values()))

    def document(size: int) -> bytes:
        rows = [*_bibliography(known), *_counts(found), *_measures(len(files) + 1, size)]
        rows += [("ncc:totalTime", whole_clock(total)), ("ncc:multimediaType", media)]
        return _document(known, rows, found)

    # The size counts this file too, in which it is written: count again until it is true.
    size = 0
    while (written := kilobytes(others + len(document(size)))) != size:
        size = written
    return document(size)


def kilobytes(size: int) -> int:
    """Bytes as whole kilobytes of 1,024 bytes, rounded up as a disk does."""
    return -(-size // 1024)


def _bibliography(known: Facts) -> Iterator[tuple[str, str]]:
    """What the book is (DAISY 2.02, NCC metadata); rows without a value are left out."""
    rows = (
        ("dc:title", known.title),
        *(("dc:creator", name) for name in known.creators),
        ("dc:date", known.date),
        ("dc:format", "Daisy 2.02"),
        ("dc:identifier", known.identifier),
        ("dc:language", known.language),
        ("dc:publisher", known.publisher),
        ("dc:description", known.description),
        ("dc:rights", known.rights),
        ("dc:source", known.source),
        ("ncc:charset", "utf-8"),
        ("ncc:generator", known.generator),
        ("ncc:producedDate", known.produced),
        ("ncc:producer", known.producer),
        ("ncc:narrator", known.narrator),
        ("ncc:setInfo", "1 of 1"),
        ("ncc:sourceTitle", known.source_title),
        (STATEMENT, known.gloss),
    )
    yield from ((name, text) for name, text in rows if text)


def _counts(found: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """How many there are of each line."""
    lines = [entry.line for entry in found]
    names = [line.name for line in lines]
    normal = [int(line.text) for line in lines if line.name == "page-normal"]
    yield "ncc:tocItems", str(len(lines))
    yield "ncc:depth", str(max(int(line.tag[1]) for line in lines if line.tag[0] == "h"))
    yield "ncc:pageFront", str(names.count("page-front"))
    yield "ncc:pageNormal", str(len(normal))
    yield "ncc:pageSpecial", str(names.count("page-special"))
    yield "ncc:maxPageNormal", str(max(normal, default=0))
    yield "ncc:footnotes", str(names.count("noteref"))
    yield "ncc:prodNotes", str(names.count("optional-prodnote"))
    yield "ncc:sidebars", str(names.count("sidebar"))


def _measures(files: int, size: int) -> Iterator[tuple[str, str]]:
    yield "ncc:files", str(files)
    yield "ncc:kByteSize", str(size)


def _document(known: Facts, rows: Iterable[tuple[str, str]], found: Iterable[Entry]) -> bytes:
    content_type = {"http-equiv": "Content-type", "content": "text/html; charset=utf-8"}
    head = [
        XHTML.element("meta", content_type),
        XHTML.element("title", {}, [known.title]),
        *(XHTML.element("meta", {"name": name, "content": text}) for name, text in rows),
    ]
    body = [_element(number, entry) for number, entry in enumerate(found, 1)]
    top = [XHTML.element("head", {}, on_lines(head)), XHTML.element("body", {}, on_lines(body))]
    language = {"lang": known.language, "xml:lang": known.language}
    root = XHTML.element("html", language, on_lines(top))
    return serialize(root, Dialect.DAISY202.doctype)


def _element(number: int, entry: Entry) -> Element:
    link = XHTML.element("a", {"href": entry.target}, [entry.line.text])
    attributes = {"class": entry.line.name, "id": id_of(number)}
    return XHTML.element(entry.line.tag, attributes, [link])
