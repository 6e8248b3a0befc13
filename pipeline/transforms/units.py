"""Divide files into units, the stretches in which an original is glossed once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.document import Block, Book, Heading, Report, Unit
from pipeline.walk import with_footnotes

HEADING_LEVELS = {"file": 0, "h1": 1, "h2": 2, "book": 0}


def divide_units(book: Book, _report: Report) -> Book:
    """A book whose units are what ``[unit] level`` says: files as read, or cut at headings.

    For ``book`` the files stay units (documents, pages of their own); only the count of first
    uses runs on through them.
    """
    level = HEADING_LEVELS[book.settings.unit.level]
    return replace(book, units=tuple(new for unit in book.units for new in divide(unit, level)))


def divide(unit: Unit, level: int) -> Iterator[Unit]:
    """A unit cut before each top heading of ``level`` or above, each part with its footnotes."""
    if not level and not unit.footnotes:
        yield unit
        return
    parts: list[list[int]] = [[]]
    for index, block in enumerate(unit.blocks):
        if parts[-1] and isinstance(block, Heading) and block.level <= level:
            parts.append([])
        parts[-1].append(index)
    called = dict(enumerate(notes for _, notes in with_footnotes(unit)))
    for number, indexes in enumerate(parts):
        blocks: tuple[Block, ...] = tuple(unit.blocks[i] for i in indexes)
        notes = tuple(note for i in indexes for note in called.get(i, ()))
        if number:
            yield Unit(f"{unit.id}-{number + 1}", blocks, notes, blocks[0].pos)
        else:
            yield replace(unit, blocks=blocks, footnotes=notes)
