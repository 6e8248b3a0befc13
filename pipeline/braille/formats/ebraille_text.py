"""The text of an eBraille document to paragraphs of braille: headings, items, rows, plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from enum import Enum

from lxml import etree

from pipeline.braille.cells import BLANK
from pipeline.braille.formats.errors import FormatError
from pipeline.braille.layout import Kind, Paragraph, Piece, heading_indent

Element = etree._Element
BLOCKS = frozenset(
    (
        "html", "body", "section", "article", "main", "div", "p", "h1", "h2", "h3", "h4", "h5",
        "h6", "ol", "ul", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "caption",
        "tr", "blockquote", "aside", "figure", "figcaption", "nav", "header", "footer",
    )
)  # fmt: skip
STEP = 2  # cells that what stands inside an item or a quotation is set further in
COLUMN_GAP = 2  # blanks between the cells of a table's row
INSIDE = frozenset(("li", "dd", "blockquote", "aside"))
_WORD = re.compile(f"([^{BLANK}\\s]+)([{BLANK}\\s]*)")


def paragraphs(document: Element) -> Iterator[Paragraph]:
    """A document's paragraphs in order; the first one begins a page."""
    body = next((e for e in document.iter() if _tag(e) == "body"), document)
    for number, paragraph in enumerate(_blocks(body, 0)):
        yield replace(paragraph, unit=True, blank_above=False) if number == 0 else paragraph


def _tag(element: Element) -> str:
    """An element's local name; nothing for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _blocks(element: Element, indent: int) -> Iterator[Paragraph]:
    if not any(_tag(child) in BLOCKS for child in element) or _tag(element) == "tr":
        yield from _paragraph(element, indent)
        return
    inside = indent + STEP if _tag(element) in INSIDE else indent
    for number, child in enumerate(_parts(element)):
        first = number == 0 and _tag(element) == "li"
        for made in _blocks(child, indent if first else inside):
            item = first and made.kind is Kind.TEXT
            yield replace(made, kind=Kind.ITEM, first=indent, rest=indent + STEP) if item else made


def _parts(element: Element) -> Iterator[Element]:
    """The blocks in an element, and what stands between them as paragraphs of their own."""
    between = _between(element.text)
    for child in element:
        if _tag(child) not in BLOCKS:
            between.append(deepcopy(child))
            continue
        if "".join(between.itertext()).strip():
            yield between
        yield child
        between = _between(child.tail)
    if "".join(between.itertext()).strip():
        yield between


def _between(text: str | None) -> Element:
    made = etree.Element("p")
    made.text = text
    return made


def _paragraph(element: Element, indent: int) -> Iterator[Paragraph]:
    pieces = tuple(_pieces(element))
    tag = _tag(element)
    if not pieces:
        return
    if tag[0] == "h" and tag[1:].isdigit():
        level = int(tag[1:])
        first = heading_indent(level)
        yield Paragraph(
            pieces, Kind.HEADING, first, first + STEP, level, keeps_next=True, blank_above=True
        )  # fmt: skip
    elif tag in ("li", "dt", "tr", "caption"):
        yield Paragraph(pieces, Kind.ITEM, indent, indent + STEP)
    else:
        yield Paragraph(pieces, Kind.TEXT, indent + STEP, indent)


def _pieces(element: Element) -> Iterator[Piece]:
    """The words of an element; a print page's number goes to the end of its line."""
    mark = ""
    for text, follows in _stretches(element):
        if follows is Follows.MARKED:
            mark = text.strip(f" \n{BLANK}")
            continue
        words = _WORD.findall(text)
        for number, (word, blanks) in enumerate(words, start=1):
            gap = 1 + blanks.count(BLANK)
            last = number == len(words)
            cell = last and follows is Follows.CELL
            ends = last and follows is Follows.LINE
            yield Piece(_checked(word), COLUMN_GAP if cell else gap, mark=mark, ends_line=ends)
            mark = ""
    if mark:
        yield Piece("", 0, mark=mark)


class Follows(Enum):
    """What comes after a stretch of text; ``MARKED``: the stretch is a print page's number."""

    TEXT = "text"
    LINE = "line"
    CELL = "cell"
    MARKED = "marked"


def _stretches(element: Element) -> Iterator[tuple[str, Follows]]:
    kept = element.text or ""
    for child in element:
        match _tag(child), child.get("role"):
            case _, "doc-pagebreak":
                yield kept, Follows.TEXT
                yield "".join(child.itertext()), Follows.MARKED
                kept = ""
            case "br", _:
                yield kept, Follows.LINE
                kept = ""
            case (("td" | "th"), _):
                yield "".join(child.itertext()), Follows.CELL
            case "", _:
                pass  # a comment
            case _:
                kept += "".join(child.itertext())
        kept += child.tail or ""
    yield kept, Follows.TEXT


def _checked(word: str) -> str:
    for cell in word:
        if not "⠀" <= cell <= "⠿":
            raise FormatError("eBraille", f"U+{ord(cell):04X}", 0)
    return word
