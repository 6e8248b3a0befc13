"""Give headings the levels that DAISY allows: from 1, none skipped, through the whole book."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Block, Book, Heading


def level_headings(book: Book) -> Book:
    """A book -> the same book with every heading one level below the heading it belongs to.

    Headings inside other blocks (a quotation, a note) stand outside the outline and stay.
    """
    path: list[int] = []  # the authored levels of the headings that are open, outer first

    def leveled(block: Block) -> Block:
        if not isinstance(block, Heading):
            return block
        while path and path[-1] >= block.level:
            path.pop()
        path.append(block.level)
        return replace(block, level=len(path))

    units = (replace(unit, blocks=tuple(map(leveled, unit.blocks))) for unit in book.units)
    return replace(book, units=tuple(units))
