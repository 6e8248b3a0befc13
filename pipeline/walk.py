"""Walk over a document: children of a node, all nodes in reading order, plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import is_
from typing import Any, TypeVar, assert_never

from pipeline.document import (
    Block,
    BlockQuote,
    Blocks,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Description,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    HardBreak,
    Heading,
    Image,
    Inline,
    Inlines,
    Language,
    Link,
    List,
    ListItem,
    Note,
    PageBreak,
    PageMark,
    Paragraph,
    Phrase,
    Ruby,
    SoftBreak,
    Strong,
    Table,
    TableCell,
    TableRow,
    Term,
    Text,
    ThematicBreak,
    Unit,
    Verbatim,
    VerbatimBlock,
)

Item = TypeVar("Item", ListItem, Definition, TableCell, TableRow, Block)
Holder = TypeVar("Holder", bound="Emphasis | Strong | Link | Phrase | Image")
Node = TypeVar(
    "Node",
    bound="Inline | Block | ListItem | Definition | TableCell | TableRow | Description | Footnote",
)


Change = Callable[[Inlines], Inlines]

# The blocks and the inlines that hold no others: nearly all.
FLAT = frozenset((Paragraph, Heading, Table, CodeBlock, ThematicBreak, PageBreak))
LEAVES = frozenset((Text, Term, SoftBreak, HardBreak, Code, Ruby, FootnoteReference, PageMark))


def map_inlines(block: Block, change: Change, *, verbatim: bool = True) -> Block:
    """A block with ``change`` applied to each of its runs of inlines, in reading order.

    Without ``verbatim`` what stands in a verbatim block stays as it is. A block in which nothing
    changed is the same object.
    """
    if isinstance(block, Heading | Paragraph):  # most blocks: they need none of the helpers
        old = block.children
        return block if (new := change(old)) is old else replace(block, children=new)

    def blocks(inner: Blocks) -> Blocks:
        return _map_all(inner, lambda b: map_inlines(b, change, verbatim=verbatim))

    def item(old: ListItem) -> ListItem:
        return _with(old, blocks=blocks(old.blocks))

    def definition(old: Definition) -> Definition:
        return _with(old, term=change(old.term), blocks=blocks(old.blocks))

    def cell(old: TableCell) -> TableCell:
        return _with(old, children=change(old.children))

    def row(old: TableRow) -> TableRow:
        return _with(old, cells=_map_all(old.cells, cell))

    match block:
        case List():
            return _with(block, items=_map_all(block.items, item))
        case DefinitionList():
            return _with(block, entries=_map_all(block.entries, definition))
        case Table():
            caption, head = change(block.caption), row(block.head)
            return _with(block, caption=caption, head=head, rows=_map_all(block.rows, row))
        case Note():
            return _with(block, title=change(block.title), blocks=blocks(block.blocks))
        case BlockQuote():
            return _with(block, blocks=blocks(block.blocks))
        case VerbatimBlock():
            return _with(block, blocks=blocks(block.blocks)) if verbatim else block
        case Figure():
            image, caption = _with(block.image, alt=change(block.image.alt)), change(block.caption)
            told = block.description and _with(
                block.description, blocks=blocks(block.description.blocks)
            )
            return _with(block, image=image, caption=caption, description=told)
        case CodeBlock() | ThematicBreak() | PageBreak():
            return block
        case _:
            assert_never(block)


def same(new: Inlines, old: Inlines) -> Inlines:
    """``old`` where ``new`` holds the same nodes, so that what did not change is not copied."""
    return old if len(new) == len(old) and all(map(is_, new, old)) else new


def with_inlines(inline: Holder, change: Change) -> Holder:
    """An inline with ``change`` applied to those inside it; the same where that changes nothing."""
    if isinstance(inline, Image):
        return _with(inline, alt=change(inline.alt))
    return _with(inline, children=change(inline.children))


def _map_all(old: tuple[Item, ...], change: Callable[[Item], Item]) -> tuple[Item, ...]:
    """A tuple with each item changed; the same tuple where none was."""
    new = tuple(map(change, old))
    return old if all(map(is_, new, old)) else new


def _with(node: Node, **fields: Any) -> Node:
    """A node with new fields; the same node where they are the old ones."""
    for name, value in fields.items():
        if getattr(node, name) is not value:
            return replace(node, **fields)
    return node


def map_unit(unit: Unit, change: Change, *, verbatim: bool = True) -> Unit:
    """A unit with ``change`` applied to each run of inlines in reading order.

    A footnote is read after the block that first calls it, in every published form.
    ``verbatim`` is that of ``map_inlines``.
    """

    def mapped(block: Block) -> Block:
        return map_inlines(block, change, verbatim=verbatim)

    notes: dict[str, Footnote] = {}
    blocks: list[Block] = []
    for block, called in with_footnotes(unit):
        blocks.append(mapped(block))
        for note in called:
            notes[note.id] = _with(note, blocks=tuple(map(mapped, note.blocks)))
    return replace(unit, blocks=tuple(blocks), footnotes=tuple(notes[n.id] for n in unit.footnotes))


def with_footnotes(unit: Unit) -> Iterator[tuple[Block, tuple[Footnote, ...]]]:
    """Each block of a unit with the footnotes first called in it; the last has any uncalled ones.

    A footnote called only from another footnote follows that one.
    """
    if not unit.footnotes:
        yield from ((block, ()) for block in unit.blocks)
        return
    waiting = {note.id: note for note in unit.footnotes}
    for index, block in enumerate(unit.blocks):
        called = list(_called(block, waiting))
        if index == len(unit.blocks) - 1:
            called.extend(waiting.values())
        yield block, tuple(called)


def _called(block: Block, waiting: dict[str, Footnote]) -> Iterator[Footnote]:
    for run in inline_runs(block) if waiting else ():
        for inline in all_inlines(run):
            if isinstance(inline, FootnoteReference) and inline.id in waiting:
                note = waiting.pop(inline.id)
                yield note
                for inner in note.blocks:
                    yield from _called(inner, waiting)


def map_texts(inlines: Inlines, change: Callable[[Text], Inlines]) -> Inlines:
    """Inlines with every text that may be rewritten replaced by what ``change`` makes of it.

    Code, language spans, verbatim spans, ruby and terms are not entered.
    """

    def each(inline: Inline) -> Inlines:
        match inline:
            case Text():
                return change(inline)
            case Emphasis() | Strong() | Link() | Phrase():
                return (replace(inline, children=map_texts(inline.children, change)),)
            case Image():
                return (replace(inline, alt=map_texts(inline.alt, change)),)
            case _:
                return (inline,)

    return tuple(new for inline in inlines for new in each(inline))


def child_inlines(inline: Inline) -> Inlines:
    """The inlines directly inside an inline (an image's are its alternative text)."""
    match inline:
        case (
            Text() | Term() | SoftBreak() | HardBreak() | Code() | Ruby() | FootnoteReference()
            | PageMark()
        ):  # fmt: skip
            return ()
        case Emphasis() | Strong() | Link() | Language() | Verbatim() | Phrase():
            return inline.children
        case Image():
            return inline.alt
        case _:
            assert_never(inline)


def child_blocks(block: Block) -> Blocks:
    """The blocks directly inside a block."""
    match block:
        case Paragraph() | Heading() | Table() | CodeBlock() | ThematicBreak() | PageBreak():
            return ()
        case List():
            return tuple(b for item in block.items for b in item.blocks)
        case DefinitionList():
            return tuple(b for entry in block.entries for b in entry.blocks)
        case Note() | BlockQuote() | VerbatimBlock():
            return block.blocks
        case Figure():
            return block.description.blocks if block.description else ()
        case _:
            assert_never(block)


def inline_runs(block: Block, *, verbatim: bool = True) -> Iterator[Inlines]:
    """Each run of inlines in a block, in reading order; of verbatim blocks only where asked for."""
    match block:
        case Heading() | Paragraph():
            yield block.children
        case DefinitionList():
            for entry in block.entries:
                yield entry.term
                for inner in entry.blocks:
                    yield from inline_runs(inner, verbatim=verbatim)
        case Table():
            yield block.caption
            yield from (cell.children for row in (block.head, *block.rows) for cell in row.cells)
        case Figure():
            yield block.image.alt
            yield block.caption
            for inner in child_blocks(block):
                yield from inline_runs(inner, verbatim=verbatim)
        case VerbatimBlock() if not verbatim:
            return
        case Note() | List() | BlockQuote() | VerbatimBlock():
            if isinstance(block, Note):
                yield block.title
            for inner in child_blocks(block):
                yield from inline_runs(inner, verbatim=verbatim)
        case CodeBlock() | ThematicBreak() | PageBreak():
            return
        case _:
            assert_never(block)


def reading_runs(unit: Unit, *, verbatim: bool = True) -> Iterator[Inlines]:
    """Each run of inlines of a unit in the order of ``map_unit``."""
    for block, called in with_footnotes(unit):
        yield from inline_runs(block, verbatim=verbatim)
        for note in called:
            for inner in note.blocks:
                yield from inline_runs(inner, verbatim=verbatim)


def all_blocks(blocks: Blocks) -> Iterator[Block]:
    """Every block, outer before inner, in reading order."""
    for block in blocks:
        yield block
        if type(block) not in FLAT:
            yield from all_blocks(child_blocks(block))


def all_inlines(inlines: Inlines) -> Iterator[Inline]:
    """Every inline, outer before inner, in reading order."""
    for inline in inlines:
        yield inline
        if type(inline) not in LEAVES:
            yield from all_inlines(child_inlines(inline))


def unit_inlines(unit: Unit) -> Iterator[Inline]:
    """Every inline of a unit, its footnotes last."""
    for blocks in (unit.blocks, *(note.blocks for note in unit.footnotes)):
        for block in blocks:
            for run in inline_runs(block):
                yield from all_inlines(run)


def unit_blocks(unit: Unit) -> Iterator[Block]:
    """Every block of a unit, its footnotes' last."""
    yield from all_blocks(unit.blocks)
    for note in unit.footnotes:
        yield from all_blocks(note.blocks)


def plain_text(inlines: Inlines, *, gloss: bool = False) -> str:
    """Inlines as a reader hears them, without markup: for titles, contents lists and metadata.

    Ruby gives its base, a term its reading (and its gloss only where ``gloss``), a line end of
    the manuscript nothing, a footnote call and a page mark nothing.
    """
    return "".join(_plain(inline, gloss) for inline in inlines)


def _plain(inline: Inline, gloss: bool) -> str:
    match inline:
        case Text() | Code():
            return inline.value
        case Ruby():
            return inline.base
        case Term():
            if gloss and inline.first:
                return f"{inline.reading}{inline.before}{inline.original}{inline.after}"
            return inline.reading
        case HardBreak():
            return " "
        case SoftBreak() | FootnoteReference() | PageMark():
            return ""
        case (
            Emphasis() | Strong() | Link() | Language() | Verbatim() | Phrase() | Image()
        ):  # fmt: skip
            return "".join(_plain(child, gloss) for child in child_inlines(inline))
        case _:
            assert_never(inline)
