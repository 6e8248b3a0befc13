"""Turn a book's headings into its table of contents, and its page marks into a list of pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from pipeline.document import (
    Block,
    BlockQuote,
    Book,
    CodeBlock,
    DefinitionList,
    Figure,
    Heading,
    Inlines,
    List,
    Note,
    PageBreak,
    PageMark,
    Paragraph,
    Reading,
    Ruby,
    Table,
    ThematicBreak,
    Unit,
    VerbatimBlock,
)
from pipeline.walk import all_inlines, child_blocks, inline_runs, plain_text, unit_blocks


@dataclass(slots=True)
class Entry:
    """A heading: its text without glosses, its id, its level, and the headings under it.

    ``rubies`` are the readings that its author gave words of it.
    """

    title: str
    id: str
    level: int
    rubies: tuple[Reading, ...] = ()
    children: list[Entry] = field(default_factory=list)


def contents(book: Book) -> list[Entry]:
    """The headings of a book, each under the nearest one before it that is of a higher level."""
    top = Entry("", "", 0)
    path = [top]
    for entry in _entries(book):
        while path[-1].level >= entry.level:
            path.pop()
        path[-1].children.append(entry)
        path.append(entry)
    return top.children


def _entries(book: Book) -> Iterator[Entry]:
    for number, unit in enumerate(book.units, start=1):
        headings = [block for block in unit_blocks(unit) if isinstance(block, Heading)]
        if not headings:
            yield Entry(unit_title(unit, number), unit.id, 1)
        for heading in headings:
            rubies = (i for i in all_inlines(heading.children) if isinstance(i, Ruby))
            read = tuple(Reading(ruby.base, ruby.reading) for ruby in rubies)
            yield Entry(plain_text(heading.children), heading.id, heading.level, read)


def depth(entries: list[Entry]) -> int:
    """How many levels of entries there are."""
    return max((1 + depth(entry.children) for entry in entries), default=0)


def ids_of(entries: list[Entry]) -> Iterator[str]:
    """The ids of entries and of those under them, in reading order."""
    for entry in entries:
        yield entry.id
        yield from ids_of(entry.children)


def unit_title(unit: Unit, number: int) -> str:
    """The text of a unit's first heading; a unit without any is called by its number."""
    headings = (block for block in unit_blocks(unit) if isinstance(block, Heading))
    first = next((plain_text(heading.children) for heading in headings), "")
    return first or f"単元{number}"


def page_marks(book: Book) -> list[PageMark]:
    """The marks of the printed book's pages, in reading order, footnotes after their unit."""
    runs = (run for u in book.units for run in (u.blocks, *(note.blocks for note in u.footnotes)))
    return [mark for run in runs for block in run for mark in _marks(block)]


def _marks(block: Block) -> Iterator[PageMark]:
    match block:
        case PageBreak():
            yield block.mark
        case DefinitionList():
            for entry in block.entries:
                yield from _inline_marks(entry.term)
                yield from (mark for inner in entry.blocks for mark in _marks(inner))
        case Figure():
            yield from _inline_marks((block.image, *block.caption))
            yield from (mark for inner in child_blocks(block) for mark in _marks(inner))
        case List() | BlockQuote() | VerbatimBlock():
            yield from (mark for inner in child_blocks(block) for mark in _marks(inner))
        case Note():
            yield from _inline_marks(block.title)
            yield from (mark for inner in block.blocks for mark in _marks(inner))
        case Heading() | Paragraph() | Table() | CodeBlock() | ThematicBreak():
            yield from (mark for run in inline_runs(block) for mark in _inline_marks(run))
        case _:
            assert_never(block)


def _inline_marks(inlines: Inlines) -> Iterator[PageMark]:
    yield from (inline for inline in all_inlines(inlines) if isinstance(inline, PageMark))
