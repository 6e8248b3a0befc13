"""Turn a book into one DTBook 2005-3 document (ANSI/NISO Z39.86-2005)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from pipeline.document import (
    Block,
    BlockQuote,
    Blocks,
    Book,
    CodeBlock,
    DefinitionList,
    Description,
    Figure,
    Footnote,
    Heading,
    List,
    ListItem,
    ListStyle,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Table,
    TableCell,
    TableRow,
    ThematicBreak,
    Unit,
    VerbatimBlock,
)
from pipeline.walk import with_footnotes
from pipeline.writers.dtbook_inlines import INLINE, Context, code_text, image, made, page, run
from pipeline.writers.elements import Content, Element, append, lines, prepend
from pipeline.writers.identity import creators
from pipeline.writers.smil import Kind, Markup, classes, local_name
from pipeline.writers.xhtml import DESCRIPTION_LABEL, NOTE_LABELS, circled, ids

DOCTYPE = (
    '<!DOCTYPE dtbook PUBLIC "-//NISO//DTD dtbook 2005-3//EN"'
    ' "http://www.daisy.org/z3986/2005/dtbook-2005-3.dtd">'
)
KINDS = {
    "frontmatter": Kind.UNIT,
    "rearmatter": Kind.UNIT,
    "list": Kind.LIST,
    "note": Kind.NOTE,
    "noteref": Kind.CALL,
    "pagenum": Kind.PAGE,
    "prodnote": Kind.PRODNOTE,
    "sidebar": Kind.SIDEBAR,
    "table": Kind.TABLE,
}
TITLE_ID, COLOPHON_ID = "titlepage", "colophon"


def markup(phrases: frozenset[str]) -> Markup:
    """How a DTBook document says what its elements are."""
    return Markup(INLINE, phrases, kind, lambda content: made("span", content))


def kind(element: Element) -> Kind:
    """What a DTBook element is to a reader who skips."""
    names = classes(element)
    if "gloss" in names:
        return Kind.GLOSS
    if "unit" in names:
        return Kind.UNIT
    if element.get("render") == "required":
        return Kind.TEXT
    return KINDS.get(local_name(element), Kind.TEXT)


def dtbook(
    book: Book, head: Iterable[Element], images: Mapping[str, str], colophon: Iterable[Element]
) -> Element:
    """The whole document. Headings have their levels (``level_headings``) and phrases."""
    known = frozenset(id for unit in book.units for id in ids(unit))
    context = Context(known, images)
    parts = [
        made("frontmatter", lines(_title_page(book, context)), id=TITLE_ID),
        made("bodymatter", lines(_levels(book.units, context))),
        made("rearmatter", lines(colophon), id=COLOPHON_ID),
    ]
    top = [made("head", lines(head)), made("book", lines(parts))]
    # Z39.86-2005, DTBook 2005-3: version is required, xml:lang says the language of the whole.
    return made("dtbook", lines(top), version="2005-3", lang=book.settings.language)


def _title_page(book: Book, context: Context) -> Iterator[Element]:
    """Title, authors, subtitle, publisher; a title is a stretch of its own and has its glosses."""
    yield made("doctitle", run(book.title, context) or [book.settings.title])
    for creator in creators(book):
        yield made("docauthor", [_as_written(creator.name)])
    named = {"subtitle": book.settings.subtitle, "publisher": book.settings.publisher}
    rest = [made("p", [_as_written(text)], class_=name) for name, text in named.items() if text]
    if rest:
        yield made("level1", lines(rest), class_="titlepage")


def _as_written(text: str) -> Element:
    """What the settings say, in the alphabet too."""
    return made("span", [text], class_="verbatim")


# Levels


def _levels(units: Iterable[Unit], context: Context) -> list[Element]:
    """Units as nested levels; the level where a unit begins has the unit's id and its class.

    A unit goes on until the next one begins: its later headings of the same level, and a unit
    that begins under another's heading, stand where their levels put them.
    """
    top: list[Element] = []
    path: list[Element] = []  # the open levels, outer first
    for unit in units:
        for section in _sections(unit):
            del path[section.depth - 1 :]
            level = _level(section, len(path) + 1, context)
            if path:
                append(path[-1], [level, "\n"])
            else:
                top.append(level)
            path.append(level)
    for level in top:
        _fill(level)
    return top


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading, if any, and what stands under it; ``id`` is the unit's where it begins one."""

    id: str
    heading: Heading | None
    content: tuple[Block | Footnote, ...]

    @property
    def depth(self) -> int:
        return self.heading.level if self.heading else 1


def _sections(unit: Unit) -> Iterator[_Section]:
    """A unit cut before each of its headings, each footnote after the block that calls it."""
    section = _Section(unit.id, None, ())
    for block, notes in with_footnotes(unit):
        if not isinstance(block, Heading):
            section = replace(section, content=(*section.content, block, *notes))
        elif section.id and not section.heading and not section.content:
            section = _Section(unit.id, block, notes)
        else:
            yield section
            section = _Section("", block, notes)
    yield section


def _level(section: _Section, depth: int, context: Context) -> Element:
    content: list[Element] = []
    if section.heading:
        heading = section.heading
        id = "" if heading.id == section.id else heading.id  # an id stands once
        content.append(made(f"h{depth}", run(heading.children, context), id=id))
    for piece in section.content:
        if isinstance(piece, Footnote):
            content.append(_footnote(piece, context))
        else:
            content.append(_block(piece, context))
    marked = {"id": section.id, "class_": "unit"} if section.id else {}
    return made(f"level{depth}", lines(content), **marked)


def _fill(level: Element) -> None:
    """Give each level with nothing but a heading a paragraph: DTBook demands one."""
    for element in [level, *level.iterdescendants()]:
        name = local_name(element)
        if name.startswith("level") and all(local_name(c) == f"h{name[5:]}" for c in element):
            append(element, [made("p"), "\n"])


def _footnote(note: Footnote, context: Context) -> Element:
    """A footnote; the way back to its call is the player's (Z39.86-2005: noteref, note)."""
    mark = _mark(f"注{note.number} ")
    return made("note", lines(_marked_blocks(mark, _some(note.blocks, context))), id=note.id)


# Blocks


def blocks_dtbook(blocks: Blocks, context: Context) -> list[Element]:
    """Blocks as elements, in reading order."""
    return [_block(block, context) for block in blocks]


def _some(blocks: Blocks, context: Context) -> list[Element]:
    """Blocks, or an empty paragraph where DTBook demands at least one block."""
    return blocks_dtbook(blocks, context) or [made("p")]


def _block(block: Block, context: Context) -> Element:
    match block:
        case Heading():
            heading = made("bridgehead", run(block.children, context), id=block.id)
            return made("div", [heading], class_="heading")
        case Paragraph():
            return made("p", run(block.children, context))
        case List():
            return _list(block, context)
        case DefinitionList():
            return _definition_list(block, context)
        case Table():
            return _table(block, context)
        case Note():
            return _note(block, context)
        case BlockQuote():
            return made("blockquote", lines(blocks_dtbook(block.blocks, context)))
        case CodeBlock():
            return _code_block(block)
        case Figure():
            return _figure(block, context)
        case VerbatimBlock():
            return made("div", lines(_some(block.blocks, context)), class_="verbatim")
        case ThematicBreak():
            return made("p", class_="separator")  # DTBook has no hr
        case PageBreak():
            return page(block.mark)
        case _:
            assert_never(block)


def _list(block: List, context: Context) -> Element:
    """A list; numbers are text (``pl``), because a voice reads only what the document says."""
    style = "ul" if block.style is ListStyle.BULLET else "pl"
    items = [_item(item, block, context) for item in block.items]
    return made("list", lines(items), type=style, class_=block.style.value)


def _item(item: ListItem, block: List, context: Context) -> Element:
    content = _tight(item.blocks, context) if block.tight else _loose(item.blocks, context)
    match block.style:
        case ListStyle.BULLET:
            return made("li", content)
        case ListStyle.DECIMAL:
            return made("li", _marked(_mark(f"{item.number}. "), content))
        case ListStyle.CIRCLED:
            return made("li", _marked(_mark(circled(item.number)), content))
        case _:
            assert_never(block.style)


def _loose(blocks: Blocks, context: Context) -> list[Content]:
    return [*blocks_dtbook(blocks, context)]


def _tight(blocks: Blocks, context: Context) -> list[Content]:
    """What an item holds, its paragraphs as bare text."""
    content: list[Content] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            content += run(block.children, context)
        else:
            content.append(_block(block, context))
    return content


def _mark(text: str) -> Element:
    return made("span", [text], class_="marker")


def _marked(mark: Element, content: list[Content]) -> list[Content]:
    """What an item holds, with a mark before its text."""
    first = content[0] if content else ""
    if isinstance(first, str) or local_name(first) in INLINE:
        return [mark, *content]
    return [*_marked_blocks(mark, [first]), *content[1:]]


def _marked_blocks(mark: Element, blocks: list[Element]) -> list[Element]:
    """Blocks with a mark in the first paragraph, or before them in one of its own."""
    if local_name(blocks[0]) == "p":
        prepend(blocks[0], mark)
        return blocks
    return [made("p", [mark]), *blocks]


def _definition_list(block: DefinitionList, context: Context) -> Element:
    content: list[Element] = []
    for entry in block.entries:
        content.append(made("dt", run(entry.term, context)))
        if entry.blocks:
            tight = len(entry.blocks) == 1
            inside = _tight(entry.blocks, context) if tight else _loose(entry.blocks, context)
            content.append(made("dd", inside))
    return made("dl", lines(content), class_="qa" if block.qa else "")


def _table(table: Table, context: Context) -> Element:
    parts: list[Element] = []
    if table.caption:
        parts.append(made("caption", run(table.caption, context)))
    head = _row(table.head, ["col" for _ in table.head.cells], context)
    if table.rows:
        parts.append(made("thead", [head]))
        names = ["row" if table.row_headers else "", *("" for _ in table.head.cells[1:])]
        parts.append(made("tbody", lines(_row(row, names, context) for row in table.rows)))
    else:
        parts.append(made("tbody", [head]))  # DTBook demands a row outside thead
    return made("table", lines(parts))


def _row(row: TableRow, names: Iterable[str], context: Context) -> Element:
    """A row; each cell names its ``col``, its ``row``, or nothing."""
    cells = zip(row.cells, names, strict=True)
    return made("tr", (_cell(cell, scope, context) for cell, scope in cells))


def _cell(cell: TableCell, scope: str, context: Context) -> Element:
    """A cell; an empty one names nothing, so it is no header."""
    scope = scope if cell.children else ""
    tag = "th" if scope else "td"
    return made(tag, run(cell.children, context), scope=scope, align=cell.align)


def _note(note: Note, context: Context) -> Element:
    """A note: ※ stays in the text, the others are sidebars, which a reader can choose to skip."""
    if note.kind is NoteKind.REFERENCE and not note.title:
        marked = _marked_blocks(_mark(NOTE_LABELS[note.kind]), _some(note.blocks, context))
        return made("div", lines(marked), class_="reference")
    title = run(note.title, context) or [NOTE_LABELS[note.kind]]
    inside = lines([made("hd", title), *blocks_dtbook(note.blocks, context)])
    return made("sidebar", inside, render="optional", class_=note.kind.value)


def _code_block(block: CodeBlock) -> Element:
    """Program text, line by line, so that it can be heard line by line."""
    code = [code_text(line) if line.strip() else "" for line in block.value.splitlines()]
    return made("linegroup", lines(made("line", [line]) for line in code), class_="code")


def _figure(figure: Figure, context: Context) -> Element:
    picture = image(figure.image, context)
    if local_name(picture) != "img":
        picture = made("prodnote", [picture], render="required")
    content = [picture]
    if figure.caption:
        content.append(made("caption", run(figure.caption, context)))
    if figure.description:
        note = _description(figure.description, context)
        content.append(note)
        if local_name(picture) == "img":
            picture.set("id", f"{figure.description.id}-img")
            note.set("imgref", picture.get("id", ""))
    return made("imggroup", lines(content))


def _description(description: Description, context: Context) -> Element:
    """A long description: a producer's note that can be skipped."""
    content = [made("p", [DESCRIPTION_LABEL]), *blocks_dtbook(description.blocks, context)]
    return made("prodnote", lines(content), id=description.id, render="optional")
