"""Turn block tokens into blocks, one plain function for each kind."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from markdown_it.token import Token

from pipeline.diagnostics import Code as Finding
from pipeline.document import (
    Block,
    BlockQuote,
    Blocks,
    CodeBlock,
    DefinitionList,
    Description,
    Figure,
    Footnote,
    Heading,
    Image,
    Inlines,
    List,
    ListItem,
    ListStyle,
    Note,
    NoteKind,
    PageBreak,
    Pos,
    Table,
    TableCell,
    TableRow,
    ThematicBreak,
    Verbatim,
    VerbatimBlock,
)
from pipeline.document import Code as CodeSpan
from pipeline.document import Definition as DefinitionEntry
from pipeline.readers.attributes import ATTRIBUTES, Attributes, parse_attributes
from pipeline.readers.context import Context, Definition
from pipeline.readers.inlines import in_language, page_mark, read_inlines, token_map
from pipeline.readers.paragraphs import gather, paragraph_blocks
from pipeline.readers.plain import read_plain_blocks
from pipeline.readers.positions import one_line, until
from pipeline.walk import map_inlines, plain_text

# XML 1.0 (5th ed.), 2.3: the ASCII part of Name, without the colon.
XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
NOTES = {"note": NoteKind.NOTE, "warning": NoteKind.WARNING, "tip": NoteKind.TIP}
CONTAINERS = (*NOTES, "verbatim", "description")
ROW_HEADERS = ".row-headers"
_TITLE = re.compile(
    r"""\s(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|\(((?:[^()\\\n]|\\.)*)\))\s*\)$"""
)
_CONTAINER = re.compile(r"\s*(\S+)\s*")
_CELL_BAR = "\\|"


class Node(NamedTuple):
    """A block token with the tokens inside it; ``pos`` is its place."""

    token: Token
    inside: tuple[Node, ...]

    def only(self, kind: str) -> tuple[Node, ...]:
        """The nodes directly inside that are of one kind."""
        return tuple(node for node in self.inside if node.token.type == kind)


def read_blocks(tokens: list[Token], context: Context) -> Blocks:
    """A file's block tokens, footnotes taken out of them, to its blocks."""
    return _blocks(_tree(tokens), context)


def _tree(tokens: list[Token]) -> tuple[Node, ...]:
    """A run of opening and closing tokens as nested nodes."""
    stack: list[tuple[Token | None, list[Node]]] = [(None, [])]
    for token in tokens:
        if token.nesting == 1:
            stack.append((token, []))
        elif token.nesting == -1:
            opening, inside = stack.pop()
            assert opening is not None
            stack[-1][1].append(Node(opening, tuple(inside)))
        else:
            stack[-1][1].append(Node(token, ()))
    return tuple(stack[0][1])


def take_definitions(tokens: list[Token], context: Context) -> list[Token]:
    """Move the footnotes' tokens into the context, if not yet there; the others, in order."""
    openings = [at for at, token in enumerate(tokens) if token.type == "footnote_reference_open"]
    for at in openings if not context.defined else ():
        _define(tokens[at], tokens[at + 1 : _closing(tokens, at)], context)
    return _without_definitions(tokens) if openings else tokens


def _without_definitions(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.type == "footnote_reference_open"
        if not depth:
            kept.append(token)
        depth -= token.type == "footnote_reference_close"
    return kept


def _closing(tokens: list[Token], index: int) -> int:
    depth = 0
    for end in range(index, len(tokens)):
        depth += tokens[end].nesting
        if not depth:
            return end
    raise AssertionError("an opening token has no closing token")


def _define(token: Token, body: list[Token], context: Context) -> None:
    label, pos = token.meta["label"], _place(token, context)
    if label in context.definitions:
        first = context.definitions[label].pos
        context.find(Finding.REPEATED_FOOTNOTE, pos, label=label, first=first)
        return
    context.definitions[label] = Definition(_without_definitions(body), pos, context.source)


def _place(token: Token, context: Context) -> Pos:
    """Where a block stands, from its first mark to the end of its last line."""
    if "at" in token.meta:
        return context.source.pos(*token.meta["at"])
    first, end = token.map or (0, 1)
    start = context.source.line_pos(first)
    return until(start, context.source.line_pos(max(first, end - 1)).end)


def _blocks(nodes: tuple[Node, ...], context: Context) -> Blocks:
    """Nodes side by side to blocks; a line of attributes is for the block after it.

    A description belongs to the picture before it.
    """
    blocks: list[Block] = []
    waiting: list[Node] = []
    for node in nodes:
        if node.token.type == "attributes":
            waiting.append(node)
            continue
        made = _block(node, context)
        if _container_name(node) == "description":
            made = _described(blocks, made, node, context)
        for holder in reversed(waiting):
            made = _attributed(made, holder, context)
        waiting = []
        blocks.extend(made)
    for holder in waiting:
        attributes: Attributes = holder.token.meta["attributes"]
        _report_unknown(attributes.unknown(), holder, context)
    return gather(tuple(blocks))


def _described(before: list[Block], body: Blocks, node: Node, context: Context) -> Blocks:
    """Put a description into the picture that stands last before it; else leave its blocks."""
    pos = _place(node.token, context)
    if not body:
        return ()
    if before and isinstance(figure := before[-1], Figure) and not figure.description:
        told = Description(context.description_id(), body, pos)
        place = until(figure.pos, pos.end)
        before[-1] = replace(figure, description=told, pos=place)
        return ()
    context.find(Finding.DESCRIPTION_WITHOUT_PICTURE, pos)
    return body


def _attributed(blocks: Blocks, holder: Node, context: Context) -> Blocks:
    """Blocks with the meaning of a line of attributes above them."""
    attributes: Attributes = holder.token.meta["attributes"]
    pos = _place(holder.token, context)
    heading = blocks[0] if blocks and isinstance(blocks[0], Heading) else None
    table = blocks[0] if blocks and isinstance(blocks[0], Table) else None
    own = ("#",) if heading else (ROW_HEADERS,) if table else ()
    _report_unknown(attributes.unknown("lang", ".verbatim", *own), holder, context)
    if table and ROW_HEADERS in (f".{name}" for name in attributes.classes):
        blocks = (replace(table, row_headers=True), *blocks[1:])
    if heading and attributes.id:
        blocks = (replace(heading, id=_checked_id(attributes.id, pos, context)), *blocks[1:])
    if lang := attributes.get("lang"):
        blocks = in_lang(blocks, lang, pos, context)
    if "verbatim" in attributes.classes and heading:
        return tuple(map_inlines(block, lambda run: (Verbatim(run, pos),)) for block in blocks)
    return (VerbatimBlock(blocks, pos),) if "verbatim" in attributes.classes else blocks


def _report_unknown(names: tuple[str, ...], holder: Node, context: Context) -> None:
    for name in names:
        pos = _place(holder.token, context)
        context.find(Finding.UNKNOWN_ATTRIBUTE, pos, attribute=name)


def in_lang(blocks: Blocks, lang: str, pos: Pos, context: Context) -> Blocks:
    """Blocks whose every run of text is marked as being in ``lang``."""

    def mark(children: Inlines) -> Inlines:
        return in_language(children, lang, children[0].pos if children else pos, context)

    return tuple(map_inlines(block, mark) for block in blocks)


def _block(node: Node, context: Context) -> Blocks:
    make = BLOCKS.get(node.token.type)
    if make is None:
        raise AssertionError(f"markdown-it made a block of an unknown type: {node.token.type}")
    return make(node, context)


def _text(node: Node, context: Context) -> Inlines:
    """The inlines of a node that holds one run of text."""
    (inline,) = node.only("inline")
    return read_inlines(inline.token.content, token_map(inline.token, context), context)


def _heading(node: Node, context: Context) -> Blocks:
    (inline,) = node.only("inline")
    content, pos = inline.token.content, _place(node.token, context)
    where, attributes = token_map(inline.token, context), Attributes()
    if match := _trailing_attributes(content):
        content, attributes = content[: match.start()].rstrip(" \t\n"), parse_attributes(match[1])
    for name in attributes.unknown("#", "lang", ".verbatim"):
        context.find(Finding.UNKNOWN_ATTRIBUTE, pos, attribute=name)
    children = read_inlines(content, where, context)
    if "verbatim" in attributes.classes:
        children = (Verbatim(children, pos),)
    children = in_language(children, attributes.get("lang"), pos, context)
    id = _checked_id(attributes.id, pos, context) if attributes.id else context.heading_id()
    return (Heading(int(node.token.tag[1:]), children, id, pos),)


def _trailing_attributes(content: str) -> re.Match[str] | None:
    start = content.rfind("{")
    if start < 0 or content[:start].endswith("\\"):
        return None
    # Right behind a span, a link, an image or code they belong to that.
    if content[:start].endswith(("]", ")", "`")):
        return None
    match = ATTRIBUTES.fullmatch(content, start)
    return None if match and content.startswith("{page=", start) else match


def _checked_id(id: str, pos: Pos, context: Context) -> str:
    if XML_NAME.fullmatch(id):
        return id
    context.find(Finding.BAD_ID, pos, id=id)
    return context.heading_id()


def _paragraph(node: Node, context: Context) -> Blocks:
    children, pos = _text(node, context), _place(node.token, context)
    return paragraph_blocks(children, pos, lambda image: _caption(image, context))


def _caption(image: Image, context: Context) -> Inlines:
    """A picture's title, read as Markdown where it stands between its quotation marks."""
    if not image.title:
        return ()
    source = context.source
    match = _TITLE.search(source.text[image.pos.offset : image.pos.end])
    if match and match.lastindex:
        written, start = match[match.lastindex], image.pos.offset + match.start(match.lastindex)
    else:  # ![…][label]: the title stands in the definition of the label
        source, written = context.whole, image.title
        match = re.search(rf"\]:\s*\S+\s+[\"'(]({re.escape(written)})[\"')]", source.text)
        start = match.start(1) if match else -1
    if start < 0:
        return ()
    return read_inlines(written, one_line(source, source.folded_offset(start)), context)


def _list(node: Node, context: Context) -> Blocks:
    place, items = _place(node.token, context), node.inside
    style = ListStyle.DECIMAL if node.token.tag == "ol" else ListStyle.BULLET
    numbers = _numbers(items) if style is ListStyle.DECIMAL else [0] * len(items)
    bodies = [_blocks(item.inside, context) for item in items]
    made = tuple(
        ListItem(body, number, _item_pos(item, body, place, context))
        for number, item, body in zip(numbers, items, bodies, strict=True)
    )
    tight = all(
        paragraph.token.hidden for item in items for paragraph in item.only("paragraph_open")
    )
    return (List(style, made, tight, place),)


def _numbers(items: tuple[Node, ...]) -> list[int]:
    """The items' numbers as written if they go up, so that a printed 5, 7 stays; else in turn."""
    written = [int(item.token.info) for item in items]
    if all(first < second for first, second in itertools.pairwise(written)):
        return written
    return [written[0] + index for index in range(len(written))]


def _item_pos(item: Node, body: Blocks, around: Pos, context: Context) -> Pos:
    """An item's place: its marker stands in the column its list's first marker stands in."""
    start = context.source.line_pos(item.token.map[0] if item.token.map else 0)
    shift = min(around.column - 1, start.end - start.offset)
    end = max(body[-1].pos.end if body else 0, start.end)
    return Pos(start.file, start.line, shift + 1, start.offset + shift, end)


def _definitions(node: Node, context: Context) -> Blocks:
    entries: list[DefinitionEntry] = []
    for part in node.inside:
        if part.token.type == "dt_open":
            (inline,) = part.only("inline")
            _, _, (start,) = inline.token.meta["raw"]
            pos = context.source.line_pos(context.source.line_of(start))
            entries.append(DefinitionEntry(_text(part, context), (), pos))
        else:
            body, last = _blocks(part.inside, context), entries[-1]
            end = body[-1].pos.end if body else last.pos.end
            pos = until(last.pos, end)
            entries[-1] = replace(last, blocks=last.blocks + body, pos=pos)
    return (DefinitionList(tuple(entries), qa=False, pos=_place(node.token, context)),)


def _table(node: Node, context: Context) -> Blocks:
    pos = _place(node.token, context)
    head, *rows = (_row(row, context) for row in node.inside)
    columns = len(head.cells)
    for row in rows:
        if len(row.cells) > columns:
            context.find(Finding.LONG_ROW, row.pos, columns=columns, cells=len(row.cells))
    rows = [replace(row, cells=row.cells[:columns]) for row in rows]
    return (Table(head, tuple(rows), (), pos, _names_rows(head)),)


def _names_rows(head: TableRow) -> bool:
    """Whether only the corner of a table is empty: then the column under it names the rows."""
    corner, *others = (plain_text(cell.children).strip() for cell in head.cells)
    return not corner and bool(others) and all(others)


def _row(node: Node, context: Context) -> TableRow:
    cells = (
        TableCell(_cell_text(cell, context), cell.token.info, _place(cell.token, context))
        for cell in node.inside
    )
    return TableRow(tuple(cells), _place(node.token, context))


def _cell_text(node: Node, context: Context) -> Inlines:
    # GFM 4.10: a backslash keeps a pipe from ending the cell, in code as well; there, no escape
    # rule takes it away again.
    def unescape(code: str) -> str:
        return code.replace(_CELL_BAR, "|")

    return tuple(
        replace(child, value=unescape(child.value)) if isinstance(child, CodeSpan) else child
        for child in _text(node, context)
    )


def _quote(node: Node, context: Context) -> Blocks:
    return (BlockQuote(_blocks(node.inside, context), _place(node.token, context)),)


def _code(node: Node, context: Context) -> Blocks:
    token = node.token
    return (CodeBlock(token.content, token.info.strip(), _place(token, context)),)


def _break(node: Node, context: Context) -> Blocks:
    return (ThematicBreak(_place(node.token, context)),)


def _page(node: Node, context: Context) -> Blocks:
    pos = _place(node.token, context)
    return tuple(PageBreak(mark, pos) for mark in page_mark(node.token.info, pos, context))


def _container_name(node: Node) -> str:
    """The name of a ``:::`` container; empty for other nodes."""
    match = _CONTAINER.match(node.token.info) if node.token.type == "container_box_open" else None
    return match[1] if match else ""


def _container(node: Node, context: Context) -> Blocks:
    """``::: name title`` to ``:::``: a note of a kind, blocks to be left alone, a description."""
    token, pos = node.token, _place(node.token, context)
    first, last = token.map or (0, 0)
    opening = until(pos, context.source.line_pos(first).end)
    match = _CONTAINER.match(token.info)
    assert match is not None  # the rule asks for a name
    if token.meta["end_line"] <= last:
        context.find(Finding.UNCLOSED_CONTAINER, opening, name=match[1])
    title, start = token.info[match.end() :].rstrip(), opening.end - len(token.info) + match.end()
    where = one_line(context.source, context.source.folded_offset(start))
    blocks, words = _blocks(node.inside, context), read_inlines(title, where, context)
    if match[1] in NOTES:
        return (Note(NOTES[match[1]], words, blocks, pos),)
    if match[1] not in ("verbatim", "description") or words:
        known = "、".join(CONTAINERS)
        context.find(Finding.UNKNOWN_CONTAINER, opening, name=token.info.strip(), known=known)
    return (VerbatimBlock(blocks, pos),) if match[1] == "verbatim" else blocks


def _plain(node: Node, context: Context) -> Blocks:
    return tuple(read_plain_blocks(node.token, context))


def _nothing(_node: Node, _context: Context) -> Blocks:
    return ()


def read_footnotes(context: Context) -> tuple[Footnote, ...]:
    """The footnotes called since the last were read, in the order of their first calls."""
    here, bodies = context.source, dict[str, Blocks]()
    for label in context.called:  # it grows: a footnote may call another one
        definition = context.definitions[label]
        context.source = definition.source
        bodies[label] = _blocks(_tree(definition.tokens), context)
    context.source, context.called = here, []
    return tuple(_footnote(label, body, context) for label, body in bodies.items())


def _footnote(label: str, body: Blocks, context: Context) -> Footnote:
    calls, pos = context.calls[label], context.definitions[label].pos
    return Footnote(context.note_id(calls.number), calls.number, tuple(calls.ids), body, pos)


def find_unused_footnotes(context: Context) -> None:
    """Report the footnotes that nothing calls."""
    for label, definition in context.definitions.items():
        if label not in context.calls:
            context.find(Finding.UNUSED_FOOTNOTE, definition.pos, label=label)


BLOCKS: dict[str, Callable[[Node, Context], Blocks]] = {
    "heading_open": _heading,
    "paragraph_open": _paragraph,
    "plain_blocks": _plain,
    "bullet_list_open": _list,
    "ordered_list_open": _list,
    "dl_open": _definitions,
    "table_open": _table,
    "blockquote_open": _quote,
    "fence": _code,
    "code_block": _code,
    "hr": _break,
    "page_break": _page,
    "container_box_open": _container,
    "front_matter": _nothing,
}
