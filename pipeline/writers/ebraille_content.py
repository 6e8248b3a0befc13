"""Turn units into the XHTML of an eBraille 1.0 publication: the structure in braille cells.

eBraille leaves lines and pages to the reader's device, so what is written here is the document,
not its layout. Blanks are ordinary spaces, where a line may break; the second blank after a
sentence is a blank cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from pipeline.braille.blocks import (
    HEADING_MARKS,
    LABEL,
    NOTE_LABELS,
    REFERENCE_MARK,
    RULE,
    inserted,
    item_mark,
)
from pipeline.braille.cells import BLANK, translate
from pipeline.braille.formats.ebraille_package import XHTML
from pipeline.braille.layout import Piece
from pipeline.braille.transcription import (
    DESCRIPTION,
    PICTURE,
    Scribe,
    computer_pieces,
    kana_pieces,
    page_piece,
    pieces,
)
from pipeline.document import (
    Block,
    BlockQuote,
    Blocks,
    CodeBlock,
    DefinitionList,
    Figure,
    Footnote,
    Heading,
    Inlines,
    List,
    Note,
    NoteKind,
    PageBreak,
    PageMark,
    Paragraph,
    Table,
    TableCell,
    TableRow,
    ThematicBreak,
    Unit,
    VerbatimBlock,
)
from pipeline.walk import plain_text
from pipeline.writers.elements import Content, Element, lines, prepend


@dataclass(frozen=True, slots=True)
class Context:
    """What turning a unit into XHTML needs; print pages met on the way go to ``pages``."""

    scribe: Scribe
    pages: list[PageMark]


def unit_body(unit: Unit, context: Context) -> Element:
    """A unit as the body of a document."""
    content = _blocks(unit.blocks, context)
    content += [_footnote(note, context) for note in unit.footnotes]
    section = XHTML.element("section", {"id": unit.id}, lines(content))
    return XHTML.element("body", {}, ["\n", section, "\n"])


def text(made: Sequence[Piece], context: Context) -> list[Content]:
    """Pieces as text; a print page is a mark of its own before the word it begins at."""
    content: list[Content] = []
    for piece in made:
        if piece.page is not None:
            content.append(_page_mark(piece, piece.page, context))
        gap = BLANK * (piece.gap - 1) + " " if piece.gap else ""
        content.append(piece.cells + gap)
        if piece.ends_line:
            content.append(XHTML.element("br"))
    if content and isinstance(content[-1], str):
        content[-1] = content[-1].rstrip(f" {BLANK}")
    return content


def _page_mark(piece: Piece, page: PageMark, context: Context) -> Element:
    context.pages.append(page)
    attributes = {"id": page.id, "role": "doc-pagebreak", "epub:type": "pagebreak"}
    return XHTML.element("span", attributes, [piece.mark, " "])


def _inlines(inlines: Inlines, context: Context) -> list[Content]:
    return text(pieces(inlines, context.scribe), context)


def _blocks(blocks: Blocks, context: Context) -> list[Element]:
    return [element for block in blocks for element in _block(block, context)]


def _block(block: Block, context: Context) -> Iterable[Element]:
    match block:
        case Heading():
            mark = HEADING_MARKS.get(block.level, "")
            content = [*_inlines(block.children, context), mark]
            yield XHTML.element(f"h{block.level}", {"id": block.id}, content)
        case Paragraph(children=children):
            yield _p(_inlines(children, context))
        case List():
            yield _list(block, context)
        case DefinitionList():
            yield _definitions(block, context)
        case Table():
            yield _table(block, context)
        case Note():
            yield _note(block, context)
        case BlockQuote(blocks=blocks):
            yield XHTML.element("blockquote", {}, lines(_blocks(blocks, context)))
        case CodeBlock():
            yield from _code(block, context)
        case Figure():
            yield from _figure(block, context)
        case VerbatimBlock(blocks=blocks):
            yield from _blocks(blocks, context)
        case ThematicBreak():
            yield _p([RULE])
        case PageBreak(mark=mark):
            yield XHTML.element("div", {}, [_page_mark(page_piece(mark), mark, context)])
        case _:
            assert_never(block)


def _p(content: Iterable[Content], class_: str = "") -> Element:
    return XHTML.element("p", {"class": class_} if class_ else {}, content)


def _list(block: List, context: Context) -> Element:
    """A list's numbers stand in the text of its items (eBraille 1.0, 6.2.2)."""
    items = [
        XHTML.element(
            "li", {}, _led(f"{item_mark(item, block.style)} ", _blocks(item.blocks, context))
        )
        for item in block.items
    ]
    tag = "ul" if not any(item.number for item in block.items) else "ol"
    return XHTML.element(tag, {}, lines(items))


def _led(lead: str, content: list[Element]) -> list[Content]:
    """Blocks whose first line is opened by a mark or a label."""
    if content and content[0].tag == XHTML.element("p").tag:
        content[0].text = lead + (content[0].text or "")
        return lines(content)
    return [_p([lead.rstrip()]), *lines(content)]


def _definitions(block: DefinitionList, context: Context) -> Element:
    content: list[Content] = []
    for entry in block.entries:
        content.append(XHTML.element("dt", {}, _inlines(entry.term, context)))
        content.append(XHTML.element("dd", {}, lines(_blocks(entry.blocks, context))))
    return XHTML.element("dl", {}, lines(content))


def _table(block: Table, context: Context) -> Element:
    names = ["row" if block.row_headers else "", *("" for _ in block.head.cells[1:])]
    content = [
        XHTML.element("thead", {}, [_row(block.head, ["col" for _ in names], context)]),
        XHTML.element("tbody", {}, lines(_row(row, names, context) for row in block.rows)),
    ]
    if block.caption:
        content.insert(0, XHTML.element("caption", {}, _inlines(block.caption, context)))
    return XHTML.element("table", {}, lines(content))


def _row(row: TableRow, names: Iterable[str], context: Context) -> Element:
    """A row; each cell names its ``col``, its ``row``, or nothing."""
    cells = zip(row.cells, names, strict=True)
    return XHTML.element("tr", {}, lines(_cell(cell, scope, context) for cell, scope in cells))


def _cell(cell: TableCell, scope: str, context: Context) -> Element:
    """A cell; an empty one names nothing, so it is no header."""
    scope = scope if plain_text(cell.children).strip() else ""
    tag, attributes = ("th", {"scope": scope}) if scope else ("td", {})
    return XHTML.element(tag, attributes, _inlines(cell.children, context))


def _note(note: Note, context: Context) -> Element:
    content = _blocks(note.blocks, context)
    title = pieces(note.title, context.scribe)
    if note.kind is NoteKind.REFERENCE:
        lead = f"{REFERENCE_MARK} "
        return XHTML.element("aside", {"class": "note"}, _led(lead, content))
    label = "".join(map(str, text(title or kana_pieces(NOTE_LABELS[note.kind]), context)))
    return XHTML.element("aside", {"class": note.kind.value}, [_p([label + LABEL]), *content])


def _code(block: CodeBlock, context: Context) -> Iterator[Element]:
    for line in block.value.splitlines():
        made = computer_pieces(line, block.pos, context.scribe)
        if made:
            yield _p(text(made, context), "code")


def _figure(figure: Figure, context: Context) -> Iterator[Element]:
    """The picture itself is not tactile: its caption and alternative text stand for it."""
    if figure.caption:
        yield _p(_inlines(figure.caption, context), "caption")
    alt = pieces(figure.image.alt, context.scribe)
    if alt:
        yield _p(text(inserted((*kana_pieces(PICTURE), *alt)), context))
    if told := figure.description:
        label = _p(text(kana_pieces(DESCRIPTION), context), "description-title")
        content = lines([label, *_blocks(told.blocks, context)])
        yield XHTML.element("aside", {"class": "description", "id": told.id}, content)


def _footnote(note: Footnote, context: Context) -> Element:
    content = _blocks(note.blocks, context)
    mark = XHTML.element("span", {}, [translate(f"⠰{note.number}⠆").cells, " "])
    if content:
        prepend(content[0], mark)
    attributes = {"id": note.id, "role": "doc-footnote", "epub:type": "footnote"}
    return XHTML.element("aside", attributes, lines(content))
