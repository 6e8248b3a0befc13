"""The text of an eBraille document to paragraphs of braille: headings, items, rows, plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from pipeline.braille.cells import BLANK, translate
from pipeline.braille.formats.errors import FormatError
from pipeline.braille.layout import Kind, Paragraph, Piece, heading_indent
from pipeline.diagnostics import Code

Element = etree._Element
BLOCKS = frozenset(
    (
        "html", "body", "section", "article", "main", "div", "p", "h1", "h2", "h3", "h4", "h5",
        "h6", "hgroup", "ol", "ul", "menu", "li", "dl", "dt", "dd", "table", "thead", "tbody",
        "tfoot", "caption", "tr", "blockquote", "aside", "figure", "figcaption", "nav", "header",
        "footer", "address", "details", "summary", "pre", "hr",
    )
)  # fmt: skip
# What nobody reads; scripts may stand in an entry page (eBraille 1.0, 8.2).
SILENT = frozenset(("script", "style", "template", "head"))
STEP = 2  # cells that what stands inside an item or a quotation is set further in
COLUMN_GAP = 2  # blanks between the cells of a table's row
INSIDE = frozenset(("li", "dd", "blockquote", "aside"))
# Signs in a text on its way to pieces: XML 1.0, 2.2, has no such characters.
PAGE, LINE, CELL = "\x01", "\x02", "\x03"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_WORD = re.compile(f"([^{BLANK}\\s{LINE}{CELL}]+)([{BLANK}\\s{LINE}{CELL}]*)")
# eBraille 1.0, 6.2.1, asks for cells with SHOULD, so a valid file may have something else.


def paragraphs(document: Element) -> Iterator[Paragraph]:
    """A document's paragraphs in order; the first one begins a page."""
    body = next((e for e in document.iter() if _tag(e) == "body"), document)
    for number, paragraph in enumerate(_blocks(body, 0)):
        yield replace(paragraph, unit=True, blank_above=False) if number == 0 else paragraph


def _tag(element: Element) -> str:
    """An element's local name; nothing for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _blocks(element: Element, indent: int) -> Iterator[Paragraph]:
    if _is_silent(element):
        return
    if _tag(element) == "tr" or not any(_tag(child) in BLOCKS for child in element):
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
        yield from _if_spoken(between)
        yield child
        between = _between(child.tail)
    yield from _if_spoken(between)


def _between(text: str | None) -> Element:
    made = etree.Element("p")
    made.text = text
    return made


def _if_spoken(element: Element) -> Iterator[Element]:
    """An element that says anything."""
    if next(_pieces(element), None):
        yield element


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
    elif tag == "pre":
        yield Paragraph(pieces, Kind.CODE, indent, indent)
    else:
        yield Paragraph(pieces, Kind.TEXT, indent + STEP, indent)


# Words


def _pieces(element: Element) -> Iterator[Piece]:
    """The words of an element; a print page's number goes to the end of its line."""
    pages: list[str] = []
    text = _text(element, pages).replace(SOFT_HYPHEN, "")
    marks, mark = iter(pages), ""
    for word, after in _WORD.findall(text):
        for _ in range(word.count(PAGE)):
            if mark:  # two numbers have no place on one line
                yield Piece("", 0, mark=mark, ends_line=True)
            mark = next(marks)
        cells = _checked(word.replace(PAGE, ""))
        if cells:
            yield Piece(cells, _gap(after), mark=mark, ends_line=LINE in after)
            mark = ""
    if mark:
        yield Piece("", 0, mark=mark)


def _gap(after: str) -> int:
    """The blanks after a word: blank cells, and one for however much white space there is."""
    if CELL in after:
        return COLUMN_GAP
    return after.count(BLANK) + bool(after.replace(BLANK, "")) or 1


def _text(element: Element, pages: list[str]) -> str:
    """All that an element says, print pages (which go to ``pages``) and line ends as signs."""
    if _is_page(element):
        pages.append(_page_number(element))
        return PAGE
    parts = [element.text or ""]
    for child in element:
        parts += _inner(child, pages), child.tail or ""
    text = "".join(parts)
    return text.strip("\n").replace("\n", LINE) if _tag(element) == "pre" else text


def _inner(element: Element, pages: list[str]) -> str:
    """What an element says inside another: a picture its text; a block stands apart."""
    if not _tag(element) or _is_silent(element):
        return ""
    match _tag(element):
        case "br":
            return LINE
        case "img" | "svg":
            return f" {element.get('alt') or element.get('aria-label') or ''} "
        case "td" | "th":
            return f"{_text(element, pages)}{CELL}"
        case tag if tag in BLOCKS:
            return f" {_text(element, pages)} "
        case _:
            return _text(element, pages)


def _is_silent(element: Element) -> bool:
    return _tag(element) in SILENT or element.get("hidden") is not None


def _is_page(element: Element) -> bool:
    """DPUB-ARIA 1.1 and the EPUB vocabulary: where a page of the printed book begins."""
    kind = element.get("{http://www.idpf.org/2007/ops}type") or ""
    return element.get("role") == "doc-pagebreak" or "pagebreak" in kind.split()


def _page_number(element: Element) -> str:
    """A print page's number in cells: as it stands, else as its label has it in figures."""
    said = "".join(element.itertext()).strip(f" \n{BLANK}")
    label = said or element.get("aria-label") or element.get("title") or ""
    number = (label.split() or [""])[-1]
    return number if _is_braille(number) else translate(number).cells


def _is_braille(text: str) -> bool:
    return all("⠀" <= cell <= "⠿" for cell in text)


def _checked(word: str) -> str:
    for cell in word:
        if not "⠀" <= cell <= "⠿":
            code = Code.EIGHT_DOTS if "⡀" <= cell <= "⣿" else Code.TEXT_NOT_CELLS
            raise FormatError("eBraille", f"U+{ord(cell):04X} {cell}", 0, code)
    return word
