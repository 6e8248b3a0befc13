"""Turn units and blocks into XHTML, in the dialect of EPUB 3 or of DAISY 2.02.

``EPUB`` is HTML in XML with ``epub:type`` and ARIA roles. ``DAISY202`` is XHTML 1.0 Transitional:
what has no element there is a ``div`` or ``span`` with a class.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from pipeline.document import (
    Block,
    BlockQuote,
    Blocks,
    CodeBlock,
    DefinitionList,
    Description,
    Figure,
    Footnote,
    FootnoteReference,
    Heading,
    List,
    ListItem,
    ListStyle,
    Note,
    NoteKind,
    PageBreak,
    PageMark,
    Paragraph,
    Phrase,
    Table,
    TableCell,
    TableRow,
    ThematicBreak,
    Unit,
    VerbatimBlock,
)
from pipeline.walk import plain_text, unit_blocks, unit_inlines, with_footnotes
from pipeline.writers.elements import Content, Element, lines, prepend
from pipeline.writers.inlines import Context, Dialect, image_html, inline_html, page_mark, text_html

__all__ = ["NOTE_LABELS", "Context", "Dialect", "document", "ids", "inline_html", "unit_body"]

# What stands at the head of a note that has no title of its own.
NOTE_LABELS = {
    NoteKind.REFERENCE: "※",
    NoteKind.NOTE: "メモ",
    NoteKind.WARNING: "注意",
    NoteKind.TIP: "ヒント",
}

# What a long description is called where it can be opened, or skipped.
DESCRIPTION_LABEL = "画像の詳しい説明"

# Unicode's circled numbers: the first and the last number of a range, the code point of its first.
CIRCLED = ((0, 0, 0x24EA), (1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))

# What can be the first thing in an item and is no part of a line of text.
BLOCKS = frozenset(
    ["aside", "blockquote", "details", "div", "dl", "figure", "hr", "ol", "p", "pre", "table", "ul"]
)


def ids(unit: Unit) -> Iterator[str]:
    """Every id of a unit that a link can lead to."""
    yield unit.id
    yield from (note.id for note in unit.footnotes)
    for block in unit_blocks(unit):
        match block:
            case Heading():
                yield block.id
            case PageBreak():
                yield block.mark.id
            case Figure(description=Description(id=id)):
                yield id
    for inline in unit_inlines(unit):
        match inline:
            case PageMark() | Phrase():
                yield inline.id
            case FootnoteReference():
                yield inline.ref_id


# Documents


def document(
    title: str, body: Element, context: Context, lang: str, head: Iterable[Element] = ()
) -> Element:
    """A whole document; ``title`` is plain text, ``head`` what follows it in the head."""
    made = context.element
    title_element = made("title", [title])
    return made("html", ["\n", made("head", lines([title_element, *head])), "\n", body], lang=lang)


def stylesheet(href: str, context: Context, title: str = "") -> Element:
    """A link to a style sheet; one that has a title is an alternative that a reader can choose."""
    rel = "alternate stylesheet" if title else "stylesheet"
    return context.element("link", rel=rel, type="text/css", href=href, title=title)


def unit_body(unit: Unit, context: Context) -> Element:
    """A unit as the body of a document of its own.

    A footnote follows the block that first calls it: it is read where it is called.
    """
    content: list[Element] = []
    for block, notes in with_footnotes(unit):
        content += blocks_html((block,), context)
        content += [_footnote(note, context) for note in notes]
    if context.epub:
        content = nested_sections(content, context)
    return context.element("body", lines([_unit_element(unit, content, context)]))


def _unit_element(unit: Unit, content: list[Element], context: Context) -> Element:
    if not context.epub:
        return context.element("div", lines(content), id=unit.id, class_="unit")
    heading = next((b.id for b in unit.blocks if isinstance(b, Heading)), "")
    role = "doc-chapter" if heading else ""
    named = {"epub_type": "chapter", "role": role, "aria_labelledby": heading}
    return context.element("section", lines(content), id=unit.id, **named)


def nested_sections(content: Iterable[Element], context: Context) -> list[Element]:
    """Elements with every heading but the first, and what follows it, in a section of its own.

    The first heading names the whole that the elements are put into, so it opens no section.
    """
    top: list[Element] = []
    sections: list[tuple[int, Element | None]] = []  # the open ones, outer first, with levels
    for element in content:
        if level := _heading_level(element):
            while len(sections) > 1 and sections[-1][0] >= level:
                sections.pop()
            outer = sections[-1][1] if sections else None
            section = context.element("section") if sections else None
            if section is not None:
                _put(section, outer, top)
            sections.append((level, section))
        _put(element, sections[-1][1] if sections else None, top)
    return top


def _heading_level(element: Element) -> int:
    name = str(element.tag).rpartition("}")[2]
    return int(name[1]) if len(name) == 2 and name[0] == "h" and name[1].isdigit() else 0


def _put(element: Element, section: Element | None, top: list[Element]) -> None:
    if section is None:
        top.append(element)
        return
    section.text = "\n"
    element.tail = "\n"
    section.append(element)


def _footnote(note: Footnote, context: Context) -> Element:
    """A footnote with its number and a way back to each of its calls."""
    made = context.element
    number = made("span", text_html(f"注{note.number} ", context), class_="marker")
    content = _with_mark(number, blocks_html(note.blocks, context), context)
    back: list[Content] = []
    for ref in note.ref_ids:
        label = f"本文の注{note.number}へ戻る"
        back += [made("a", text_html(label, context), href=f"#{ref}", role="doc-backlink"), " "]
    if back:
        content.append(made("p", back, class_="backlinks"))
    if context.epub:
        kind = {"epub_type": "footnote", "role": "doc-footnote"}
        return made("aside", lines(content), id=note.id, class_="footnote", **kind)
    return made("div", lines(content), id=note.id, class_="footnote notebody")


# Blocks


def blocks_html(blocks: Blocks, context: Context) -> list[Element]:
    """Blocks as elements, in reading order."""
    return [_block(block, context) for block in blocks]


def _block(block: Block, context: Context) -> Element:
    """A block as an element."""
    made = context.element
    match block:
        case Heading():
            return made(f"h{block.level}", inline_html(block.children, context), id=block.id)
        case Paragraph():
            return made("p", inline_html(block.children, context))
        case List():
            return _list(block, context)
        case DefinitionList():
            return _definition_list(block, context)
        case Table():
            return _table(block, context)
        case Note():
            return _note(block, context)
        case BlockQuote():
            return made("blockquote", lines(blocks_html(block.blocks, context)))
        case CodeBlock():
            return _code_block(block, context)
        case Figure():
            return _figure(block, context)
        case VerbatimBlock():
            return made("div", lines(blocks_html(block.blocks, context)), class_="verbatim")
        case ThematicBreak():
            return made("hr")
        case PageBreak():
            return made("div", [page_mark(block.mark, context)], class_="page")
        case _:
            assert_never(block)


def _code_block(block: CodeBlock, context: Context) -> Element:
    """Program text; its language is the first word of the fence's line."""
    language = "".join(f"language-{word}" for word in block.info.split()[:1])
    return context.element("pre", [context.element("code", [block.value], class_=language)])


def _list(block: List, context: Context) -> Element:
    made = context.element
    first = block.items[0].number if block.items else 1
    items = lines(
        _item(item, first + index, block, context) for index, item in enumerate(block.items)
    )
    match block.style:
        case ListStyle.BULLET:
            return made("ul", items)
        case ListStyle.DECIMAL:
            return made("ol", items, start="" if first == 1 else str(first))
        case ListStyle.CIRCLED:
            # A list without markers is no list to some screen readers, unless it says so.
            return made("ol", items, class_="circled", role="list")
        case _:
            assert_never(block.style)


def _item(item: ListItem, expected: int, block: List, context: Context) -> Element:
    """An item; a number other than its place in the list is written out.

    A circled number is text: it can be copied, searched for, and spoken without a style sheet.
    """
    content = _item_content(item.blocks, context, tight=block.tight)
    if block.style is ListStyle.CIRCLED:
        mark = context.element("span", [circled(item.number)], class_="marker")
        return context.element("li", _with_mark(mark, content, context))
    skips = block.style is ListStyle.DECIMAL and item.number != expected
    return context.element("li", content, value=str(item.number) if skips else "")


def _item_content(blocks: Blocks, context: Context, *, tight: bool) -> list[Content]:
    """What an item or a definition holds; the paragraphs of tight ones are bare text."""
    content: list[Content] = []
    for block in blocks:
        if tight and isinstance(block, Paragraph):
            content += inline_html(block.children, context)
        else:
            content.append(_block(block, context))
    return content


def circled(number: int) -> str:
    """A number in a circle, ⓪ to ㊿; in brackets beyond, where Unicode has none."""
    for first, last, code_point in CIRCLED:
        if first <= number <= last:
            return chr(code_point + number - first)
    return f"（{number}）"


def _with_mark(mark: Element, content: Sequence[Content], context: Context) -> list[Content]:
    """Content with a mark before its text: in its first paragraph, or in one of its own."""
    first = content[0] if content else ""
    if isinstance(first, str) or not _is_block(first):
        return [mark, *content]
    if str(first.tag).endswith("}p"):
        prepend(first, mark)
        return [*content]
    return [context.element("p", [mark]), *content]


def _is_block(element: Element) -> bool:
    name = str(element.tag).rpartition("}")[2]
    return name in BLOCKS or _heading_level(element) > 0


def _definition_list(block: DefinitionList, context: Context) -> Element:
    made = context.element
    content: list[Element] = []
    for entry in block.entries:
        content.append(made("dt", inline_html(entry.term, context)))
        # Terms that share a definition come without blocks; the last of a list needs its own dd.
        if entry.blocks or entry is block.entries[-1]:
            tight = len(entry.blocks) == 1
            content.append(made("dd", _item_content(entry.blocks, context, tight=tight)))
    return made("dl", lines(content), class_="qa" if block.qa else "")


def _table(table: Table, context: Context) -> Element:
    made = context.element
    parts: list[Element] = []
    if table.caption:
        parts.append(made("caption", inline_html(table.caption, context)))
    names = ["col" for _ in table.head.cells]
    parts.append(made("thead", lines([_row(table.head, names, context)])))
    if table.rows:
        names = ["row" if table.row_headers else "", *("" for _ in names[1:])]
        parts.append(made("tbody", lines(_row(row, names, context) for row in table.rows)))
    return made("table", lines(parts))


def _row(row: TableRow, names: Sequence[str], context: Context) -> Element:
    """A row; each cell names its ``col``, its ``row``, or nothing."""
    cells = zip(row.cells, names, strict=True)
    return context.element("tr", (_cell(cell, scope, context) for cell, scope in cells))


def _cell(cell: TableCell, scope: str, context: Context) -> Element:
    """A cell; an empty one names nothing, so it is no header."""
    scope = scope if plain_text(cell.children).strip() else ""
    align = f"align-{cell.align}" if cell.align else ""
    content = inline_html(cell.children, context)
    return context.element("th" if scope else "td", content, scope=scope, class_=align)


def _note(note: Note, context: Context) -> Element:
    """A note with its title, or with the label of its kind."""
    made = context.element
    title = inline_html(note.title, context)
    label = [] if title else text_html(NOTE_LABELS[note.kind], context)
    content: list[Content] = [*blocks_html(note.blocks, context)]
    if title or note.kind is not NoteKind.REFERENCE:
        content.insert(0, made("p", title or label, class_="note-title"))
    else:
        mark = made("span", label, class_="marker")
        content = _with_mark(mark, content, context)
    if context.epub:
        return made("aside", lines(content), class_=f"note {note.kind}", role="note")
    reference = note.kind is NoteKind.REFERENCE  # a remark in its place, which nobody skips
    return made("div", lines(content), class_="reference" if reference else "sidebar")


def _figure(figure: Figure, context: Context) -> Element:
    """A picture with its caption; one that is described stands in a ``div`` with its description.

    HTML, 4.4.12: a caption is the first or last thing in a figure, and the description follows it.
    """
    made = context.element
    picture = image_html(figure.image, context)
    content = [picture]
    if figure.caption:
        tag = "figcaption" if context.epub else "p"
        content.append(made(tag, inline_html(figure.caption, context), class_="caption"))
    whole = made("figure" if context.epub else "div", lines(content), class_="figure")
    if figure.description is None:
        return whole
    if context.epub:
        picture.set("aria-details", figure.description.id)
    told = _description(figure.description, context)
    return made("div", lines([whole, told]), class_="described")


def _description(description: Description, context: Context) -> Element:
    """A long description: closed until the reader opens it; in DAISY 2.02 it can be skipped."""
    made = context.element
    tag = "summary" if context.epub else "p"
    label = made(tag, text_html(DESCRIPTION_LABEL, context), class_="description-title")
    content = [label, *blocks_html(description.blocks, context)]
    if context.epub:
        return made("details", lines(content), id=description.id)
    return made("div", lines(content), id=description.id, class_="prodnote")
