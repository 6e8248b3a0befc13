"""How many of a book's kanji have their readings, as its EPUB shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import partial

from pipeline.document import (
    Book,
    Code,
    CodeBlock,
    Figure,
    Image,
    Inline,
    Language,
    Ruby,
    Term,
    Text,
)
from pipeline.walk import child_inlines, inline_runs, unit_blocks
from pipeline.writers.colophon import colophon
from pipeline.writers.furigana import Piece, furigana, has_kanji
from pipeline.writers.identity import name_readings
from pipeline.writers.inlines import Furigana, no_furigana


class Extent(Enum):
    """No reading at all, some, or one for every kanji of the text."""

    NONE = "none"
    SOME = "some"
    EVERY = "every"


def ruby_extent(book: Book) -> Extent:
    """What may be said of the ruby in a book.

    Its units decide whether there is any. Schema.org: ``fullRubyAnnotations`` speaks of every
    ideograph. One word whose reading nobody knows, or one kanji in program text, and the claim
    does not hold.
    """
    choice = book.settings.epub.ruby
    if choice == "none":
        return Extent.NONE
    settled = (*book.readings, *name_readings(book))
    read = no_furigana if choice == "manuscript" else partial(furigana, settled=settled)
    pieces = list(_pieces(book, read))
    if not any(reading for _, reading in pieces):
        return Extent.NONE
    pieces += _frame(book, read)
    bare = any(has_kanji(base) for base, reading in pieces if not reading)
    return Extent.EVERY if choice == "full" and not bare else Extent.SOME


def _pieces(book: Book, read: Furigana) -> Iterator[Piece]:
    """The text of the units with its readings, those that ``read`` gives it and the author's."""
    for unit in book.units:
        blocks = list(unit_blocks(unit))
        yield from ((block.value, "") for block in blocks if isinstance(block, CodeBlock))
        unseen = {id(block.image.alt) for block in blocks if isinstance(block, Figure)}
        for block in (*unit.blocks, *(inner for note in unit.footnotes for inner in note.blocks)):
            runs = (run for run in inline_runs(block) if id(run) not in unseen)
            yield from (piece for run in runs for piece in _read(run, read))


def _frame(book: Book, read: Furigana) -> Iterator[Piece]:
    """The text of title page and colophon; the contents list says what the headings say."""
    yield from _read(book.title, read)
    for _, text in colophon(book):
        yield from read(text)


def _read(inlines: Iterable[Inline], read: Furigana) -> Iterator[Piece]:
    """Inlines with their readings; a picture's alternative text is an attribute and shows none."""
    for inline in inlines:
        match inline:
            case Ruby():
                yield inline.base, inline.reading
            case Text():
                yield from read(inline.value)
            case Term():
                yield from read(inline.reading + (inline.original if inline.first else ""))
            case Code():
                yield inline.value, ""
            case Language():
                yield from _read(inline.children, no_furigana)
            case Image():
                pass
            case _:
                yield from _read(child_inlines(inline), read)
