"""Blocks of a document to paragraphs of braille: where they begin, and what marks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from pipeline.braille import symbols
from pipeline.braille.cells import translate
from pipeline.braille.layout import Kind, Paragraph, Piece, heading_indent
from pipeline.braille.tables import table_paragraphs
from pipeline.braille.transcription import (
    DESCRIPTION,
    PICTURE,
    Scribe,
    computer_pieces,
    kana_pieces,
    number_cells,
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
    List,
    ListItem,
    ListStyle,
    Note,
    NoteKind,
    PageBreak,
    Table,
    ThematicBreak,
    Unit,
    VerbatimBlock,
)
from pipeline.document import Paragraph as TextBlock
from pipeline.walk import with_footnotes

# Signs that open or close a line, in cells, with their names in 日本点字表記法 2018.
REFERENCE_MARK = "⠔⠔"  # 第1星印
BULLET = "⠐"  # 中点
PERIOD = "⠲"
# A heading below level 3 begins where level 3 does; 小見出し符 at its end sets it apart.
HEADING_MARKS = {4: "⠐⠂", 5: "⠐⠆", 6: "⠐⠆"}
RULE = "⠒" * 12  # 区切り線
LABEL = "⠐⠂"  # 第1小見出し符 after a label
STEP = 2  # cells that what stands inside something is set further in

NOTE_LABELS = {NoteKind.NOTE: "オシラセ", NoteKind.WARNING: "チューイ", NoteKind.TIP: "ヒント"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where blocks stand: how far in (cells), on lines of what width, and who writes."""

    scribe: Scribe
    width: int
    indent: int = 0

    def inside(self) -> _Place:
        return replace(self, indent=min(self.indent + STEP, self.width // 4))


def unit_paragraphs(unit: Unit, scribe: Scribe, width: int) -> tuple[Paragraph, ...]:
    """A unit's paragraphs in reading order, its first heading beginning a page."""
    found = list(_with_footnotes(unit, _Place(scribe, width)))
    if not found:
        return ()
    return (replace(found[0], unit=True, blank_above=False), *found[1:])


def _with_footnotes(unit: Unit, place: _Place) -> Iterator[Paragraph]:
    """A unit's blocks, each followed by the footnotes it calls."""
    for block, notes in with_footnotes(unit):
        yield from _block(block, place)
        for note in notes:
            yield from _footnote(note, place)


def _footnote(note: Footnote, place: _Place) -> Iterator[Paragraph]:
    """A footnote after the paragraph that calls it, its number in 文中注記符."""
    number = Piece(translate(f"⠰{note.number}⠆").cells)
    inner = list(_blocks(note.blocks, place.inside()))
    for index, paragraph in enumerate(inner):
        made = replace(paragraph, kind=Kind.FOOTNOTE, first=2, rest=4)
        yield replace(made, pieces=(number, *made.pieces)) if index == 0 else made


def _blocks(blocks: Blocks, place: _Place) -> Iterator[Paragraph]:
    for block in blocks:
        yield from _block(block, place)


def _block(block: Block, place: _Place) -> Iterator[Paragraph]:
    match block:
        case Heading():
            yield _heading(block, place)
        case TextBlock(children=children):
            yield _text(pieces(children, place.scribe), place)
        case List():
            yield from _list(block, place)
        case DefinitionList():
            yield from _definitions(block, place)
        case Table():
            yield from table_paragraphs(block, place.scribe, place.width)
        case Note():
            yield from _note(block, place)
        case BlockQuote(blocks=blocks):
            yield from _kind(_blocks(blocks, place.inside()), Kind.QUOTE)
        case CodeBlock():
            yield from _code(block, place)
        case Figure():
            yield from _figure(block, place)
        case VerbatimBlock(blocks=blocks):
            yield from _blocks(blocks, place)
        case ThematicBreak():
            yield Paragraph((Piece(RULE[: place.width // 2]),), Kind.MARK, place.width // 4)
        case PageBreak(mark=mark):
            yield Paragraph((page_piece(mark),), Kind.MARK, keeps_next=True)
        case _:
            assert_never(block)


def _kind(paragraphs: Iterator[Paragraph], kind: Kind) -> Iterator[Paragraph]:
    """Plain paragraphs become ones of ``kind``; what is more particular stays so."""
    for paragraph in paragraphs:
        yield replace(paragraph, kind=kind) if paragraph.kind is Kind.TEXT else paragraph


def _heading(heading: Heading, place: _Place) -> Paragraph:
    indent = heading_indent(heading.level)
    made = pieces(heading.children, place.scribe)
    mark = HEADING_MARKS.get(heading.level, "")
    if mark and made:
        made = (*made[:-1], made[-1]._replace(cells=made[-1].cells + mark))
    contents = pieces(heading.children, place.scribe.silent())
    return Paragraph(
        made, Kind.HEADING, indent, indent + STEP, heading.level,
        keeps_next=True, blank_above=True, contents=contents,
    )  # fmt: skip


def _text(made: tuple[Piece, ...], place: _Place) -> Paragraph:
    """A paragraph begins at cell 3 and goes on at cell 1 (点訳のてびき 第5章)."""
    return Paragraph(made, Kind.TEXT, place.indent + STEP, place.indent)


# Lists


def _list(block: List, place: _Place) -> Iterator[Paragraph]:
    for item in block.items:
        yield from _item(item, block.style, place)


def _item(item: ListItem, style: ListStyle, place: _Place) -> Iterator[Paragraph]:
    """An item begins with its number and runs over two cells further in."""
    mark = Piece(item_mark(item, style))
    inner = list(_blocks(item.blocks, place.inside()))
    if not inner or inner[0].kind not in (Kind.TEXT, Kind.NOTE):
        yield Paragraph((mark,), Kind.ITEM, place.indent, place.indent + STEP, keeps_next=True)
    for index, paragraph in enumerate(inner):
        if index == 0 and paragraph.kind in (Kind.TEXT, Kind.NOTE):
            yield Paragraph(
                (mark, *paragraph.pieces), Kind.ITEM, place.indent, place.indent + STEP
            )  # fmt: skip
        else:
            yield paragraph


def item_mark(item: ListItem, style: ListStyle) -> str:
    """The cells an item begins with: its number with a period or lowered (①), or a dot."""
    match style:
        case ListStyle.BULLET:
            return BULLET
        case ListStyle.DECIMAL:
            return number_cells(item.number) + PERIOD
        case ListStyle.CIRCLED:
            digits = "".join(symbols.LOWERED_DIGITS[digit] for digit in str(item.number))
            return symbols.NUMBER + digits
        case _:
            assert_never(style)


def _definitions(block: DefinitionList, place: _Place) -> Iterator[Paragraph]:
    for entry in block.entries:
        term = pieces(entry.term, place.scribe)
        yield Paragraph(
            term, Kind.TERM, place.indent, place.indent + 2 * STEP, keeps_next=bool(entry.blocks)
        )  # fmt: skip
        yield from _blocks(entry.blocks, place.inside())


# Set-apart blocks


def _note(note: Note, place: _Place) -> Iterator[Paragraph]:
    """※ opens a reference; other notes have a label, or their title, and stand further in."""
    if note.kind is NoteKind.REFERENCE:
        yield from _reference(note, place)
        return
    label = pieces(note.title, place.scribe) or kana_pieces(NOTE_LABELS[note.kind])
    label = (*label[:-1], label[-1]._replace(cells=label[-1].cells + LABEL))
    yield Paragraph(
        label, Kind.NOTE, place.indent + STEP, place.indent + 2 * STEP, keeps_next=True
    )  # fmt: skip
    yield from _kind(_blocks(note.blocks, place.inside()), Kind.NOTE)


def _reference(note: Note, place: _Place) -> Iterator[Paragraph]:
    """第1星印 begins at cell 3, like the paragraph that it opens (点訳のてびき 第4章 その5)."""
    lead: tuple[Piece, ...] = (Piece(REFERENCE_MARK), *pieces(note.title, place.scribe))
    first, rest = place.indent + STEP, place.indent
    for paragraph in _kind(_blocks(note.blocks, place.inside()), Kind.NOTE):
        if lead and paragraph.kind is Kind.NOTE:
            yield replace(paragraph, pieces=(*lead, *paragraph.pieces), first=first, rest=rest)
        else:
            if lead:
                yield Paragraph(lead, Kind.NOTE, first, rest, keeps_next=True)
            yield paragraph
        lead = ()
    if lead:
        yield Paragraph(lead, Kind.NOTE, first, rest)


def _code(block: CodeBlock, place: _Place) -> Iterator[Paragraph]:
    """Each line of a code block is a line in computer braille."""
    for line in block.value.splitlines():
        made = computer_pieces(line, block.pos, place.scribe)
        if made:
            yield Paragraph(made, Kind.CODE, place.indent, place.indent + 2 * STEP)


def _figure(figure: Figure, place: _Place) -> Iterator[Paragraph]:
    """A picture's alternative text in 点訳者挿入符, then its caption.

    In the order of every other form, so that what stands first has the gloss.
    """
    alt = pieces(figure.image.alt, place.scribe)
    caption = pieces(figure.caption, place.scribe)
    if alt:
        made = inserted((*kana_pieces(PICTURE), *alt))
        keeps = bool(caption)
        yield Paragraph(made, Kind.FIGURE, place.indent + STEP, place.indent, keeps_next=keeps)
    if caption:
        indent = place.indent + 2 * STEP
        yield Paragraph(caption, Kind.FIGURE, indent, indent)
    if figure.description:
        yield from _described(_blocks(figure.description.blocks, place), place)


def _described(told: Iterator[Paragraph], place: _Place) -> Iterator[Paragraph]:
    """A long description between 点訳者挿入符, which open its first text and end its last.

    Tables, lists and headings keep their shape: before and after them the signs stand alone.
    """
    alone = Paragraph((), Kind.FIGURE, place.indent + STEP, place.indent)
    label = kana_pieces(DESCRIPTION)
    paragraphs = list(told)
    if not paragraphs or paragraphs[0].kind is not Kind.TEXT:
        paragraphs.insert(0, replace(alone, keeps_next=True))
    paragraphs[0] = replace(paragraphs[0], pieces=_opened((*label, *paragraphs[0].pieces)))
    if len(paragraphs) > 1 and paragraphs[-1].kind is not Kind.TEXT:
        paragraphs.append(replace(alone, pieces=(Piece(symbols.INSERT_CLOSE),)))
    else:
        paragraphs[-1] = replace(paragraphs[-1], pieces=_closed(paragraphs[-1].pieces))
    yield from paragraphs


def inserted(made: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces between 点訳者挿入符."""
    return _closed(_opened(made))


def _opened(made: Sequence[Piece]) -> tuple[Piece, ...]:
    return (made[0]._replace(cells=symbols.INSERT_OPEN + made[0].cells), *made[1:])


def _closed(made: Sequence[Piece]) -> tuple[Piece, ...]:
    return (*made[:-1], made[-1]._replace(cells=made[-1].cells + symbols.INSERT_CLOSE))
