"""Turn the body of a Word document into stretches of Markdown, a block each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P

from pipeline.readers.docx.elements import (
    Element,
    alternative,
    attribute,
    child,
    descendants,
    name,
    value,
    words,
)
from pipeline.readers.docx.inlines import TRANSPARENT, Line, Part, read_line
from pipeline.readers.docx.missed import Missed
from pipeline.readers.docx.numbering import Level, Numbering
from pipeline.readers.docx.spans import BREAK
from pipeline.readers.docx.styles import Numbered, Role
from pipeline.readers.docx.tables import opened, table_rows
from pipeline.readers.escaping import escape_line

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
CIRCLED_FORMATS = ("decimalEnclosedCircle", "decimalEnclosedCircleChinese")
DIGITS = ("decimal", "decimalZero", "decimalFullWidth", "decimalFullWidth2", "decimalHalfWidth")
BULLET_MARKS, NUMBER_MARKS = "-*", ".)"


@dataclass(frozen=True, slots=True)
class Block:
    """Markdown that stands by itself; ``heading`` is 0 for none, else the level as in Word.

    A title has ``heading`` -1. ``item``: it goes on in the list of the block before. ``caption``:
    it is that of a picture or a table beside it.
    """

    markdown: str
    heading: int = 0
    item: bool = False
    anchor: str = ""
    caption: bool = False


@dataclass
class Body:
    """A body being read. ``widths`` are those of the marks of the list items that are open.

    ``paragraph`` counts every paragraph from 1, those of tables too.
    """

    part: Part
    numbering: Numbering
    paragraph: int = 0
    widths: list[int] = field(default_factory=list)
    num: int = 0
    mark: int = 0


def read_blocks(container: Iterable[Element], body: Body) -> Iterator[Block]:
    """The blocks of a body, a note, a text box or a cell, in order."""
    for element in container:
        match element:
            case CT_P():
                yield from _paragraph(element, body)
            case CT_Tbl():
                body.widths.clear()
                yield from _table(element, body)
            case _:
                yield from _other(element, body)


def _other(element: Element, body: Body) -> Iterator[Block]:
    """What python-docx has no object for: wrappers, and what stands outside of the text."""
    match name(element):
        case "w:altChunk":
            body.part.tell(Missed.EMBEDDED_TEXT, attribute(element, "r:id"))
        case "w:sdt" if _is_contents(element):
            body.paragraph += sum(1 for _ in descendants(element, "w:p"))
            body.part.tell(Missed.CONTENTS, words(element))
        case "w:del" | "w:moveFrom":
            body.part.tell(Missed.DELETED, words(element))
        case "mc:AlternateContent":
            yield from read_blocks(alternative(element), body)
        case known if known in TRANSPARENT:
            yield from read_blocks(element, body)


def _is_contents(element: Element) -> bool:
    """Whether a content control holds Word's own contents list (17.5.2.13)."""
    gallery = child(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
    return value(gallery) == "Table of Contents"


def _paragraph(element: CT_P, body: Body) -> Iterator[Block]:
    body.paragraph += 1
    part = body.part
    role, level = part.styles.role(element)
    if role is Role.CONTENTS:
        if text := words(element):
            part.tell(Missed.CONTENTS, text)
        return
    line = read_line(element, part)
    place = part.styles.numbered(element)
    if line.markdown:
        match role:
            case Role.TITLE | Role.HEADING:
                yield _heading(element, line, level if role is Role.HEADING else -1, body)
            case Role.QUOTE:
                body.widths.clear()
                yield Block("\n".join(f"> {text}" for text in _lines(line.markdown)))
            case _ if place:
                yield _item(line.markdown, place, body)
            case _:
                body.widths.clear()
                yield Block("\n".join(_lines(line.markdown)), caption=role is Role.CAPTION)
    yield from _boxes(line, body)


def _boxes(line: Line, body: Body) -> Iterator[Block]:
    """The text boxes that hang on a paragraph, behind it."""
    for box in line.boxes:
        body.part.tell(Missed.TEXT_BOX, words(box))
        body.widths.clear()
        yield from read_blocks(box, body)


def _lines(markdown: str) -> list[str]:
    """The lines of a paragraph; each but the last ends in a hard line break."""
    lines = [line.strip(" \t") for line in markdown.split(BREAK)]
    lines = [escape_line(line) for line in lines if line]
    return [*(f"{line}\\" for line in lines[:-1]), *lines[-1:]]


def _heading(element: CT_P, line: Line, level: int, body: Body) -> Block:
    body.widths.clear()
    place = body.part.styles.numbered(element)
    if place and body.numbering.level(place).format not in ("none", "bullet"):
        body.part.tell(Missed.HEADING_NUMBER, words(element))
    marks = (attribute(mark, "w:name") for mark in descendants(element, "w:bookmarkStart"))
    anchor = next((body.part.anchors[mark] for mark in marks if mark in body.part.anchors), "")
    text = line.markdown.replace(BREAK, " ")
    if text.endswith("#"):  # CommonMark 0.31.2, 4.2: a closing sequence would be taken off
        text = f"{text[:-1]}\\#"
    return Block(text, level, anchor=anchor)


def _item(markdown: str, place: Numbered, body: Body) -> Block:
    """A paragraph of a list as an item, indented below those it belongs to."""
    level, number = body.numbering.level(place), body.numbering.count(place)
    if level.format == "none" or level.blank:
        return _continued(markdown, place, level, body)
    depth = min(place.level, len(body.widths))
    if level.format in CIRCLED_FORMATS and depth == 0 and 0 < number <= len(CIRCLED):
        body.widths.clear()
        return Block("\n".join(_lines(f"{CIRCLED[number - 1]} {markdown}")))
    if level.format not in (*DIGITS, *CIRCLED_FORMATS, "bullet"):
        body.part.tell(Missed.NUMBER_FORMAT, markdown)
    goes_on = bool(body.widths)
    if depth == 0:
        if not goes_on:
            body.mark = 0
        elif place.num != body.num:  # another list: another mark keeps them apart
            body.mark, goes_on = 1 - body.mark, False
        body.num = place.num
    mark = _mark(level, number, body.mark if depth == 0 else 0)
    indent = " " * sum(body.widths[:depth])
    body.widths[depth:] = [len(mark)]
    first, *others = _lines(markdown)
    hanging = indent + " " * len(mark)
    return Block("\n".join((indent + mark + first, *(hanging + o for o in others))), item=goes_on)


def _continued(markdown: str, place: Numbered, level: Level, body: Body) -> Block:
    """A paragraph of a list that has no mark: one more of the item above it."""
    if place.num != body.num and not level.blank:
        body.widths.clear()
    del body.widths[place.level + 1 :]
    indent = " " * sum(body.widths)
    return Block("\n".join(indent + line for line in _lines(markdown)))


def _mark(level: Level, number: int, which: int) -> str:
    return (
        f"{BULLET_MARKS[which]} " if level.format == "bullet"
        else f"{max(number, 0)}{NUMBER_MARKS[which]} "
    )  # fmt: skip


def _table(element: CT_Tbl, body: Body) -> Iterator[Block]:
    rows = table_rows(element)
    if len(rows) == 1 and len(rows[0]) == 1 and rows[0][0].content is not None:
        body.part.tell(Missed.FRAME, words(element))
        yield from read_blocks(rows[0][0].content, body)
        return
    made = []
    for row in rows:
        cells = []
        for cell in row:
            if cell.merged:
                body.part.tell(Missed.MERGED, "" if cell.content is None else words(cell.content))
            cells.append(_cell(cell.content, body) if cell.content is not None else "")
        made.append(cells)
    if any(any(row) for row in made):
        yield Block(_pipes(made))


def _pipes(rows: list[list[str]]) -> str:
    """Rows of cells as a pipe table; short rows are filled up."""
    width = max(map(len, rows))
    filled = [row + [""] * (width - len(row)) for row in rows]
    filled.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(row)} |" for row in filled)


def _cell(cell: Element, body: Body) -> str:
    """What stands in a cell as one line; its paragraphs are parted by ``<br>``."""
    made: list[str] = []
    for element in opened(cell):
        if isinstance(element, CT_P):
            made += _cell_paragraph(element, body)
        elif isinstance(element, CT_Tbl):
            body.part.tell(Missed.INNER_TABLE, words(element))
            for row in table_rows(element):
                made += [_cell(c.content, body) for c in row if c.content is not None]
    return "<br>".join(filter(None, made))


def _cell_paragraph(element: CT_P, body: Body) -> Iterator[str]:
    body.paragraph += 1
    line = read_line(element, body.part)
    text = line.markdown.replace(BREAK, "<br>")
    place = body.part.styles.numbered(element)
    if place and text:
        body.part.tell(Missed.INNER_LIST, words(element))
        number = body.numbering.count(place)
        bullet = body.numbering.level(place).format in ("bullet", "none")
        text = f"・{text}" if bullet else f"{number}. {text}"
    yield text
    for box in line.boxes:
        body.part.tell(Missed.TEXT_BOX, words(box))
        yield _cell(box, body)
