"""The document model: the one contract between readers, transforms and writers.

A book is units, a unit is blocks, a block holds blocks or inlines. Nodes are frozen, the unions
``Block`` and ``Inline`` are closed (``match`` with ``assert_never`` finds the missing case), and
every node carries the place in the manuscript it came from. Names follow CommonMark and HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.config import Settings
    from pipeline.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Pos:
    """A place in a manuscript.

    ``line`` and ``column`` count from 1. ``offset`` and ``end`` are code points from the start of
    the file (half open), so that ``source[offset:end]`` is what the node was written as.
    """

    file: str
    line: int = 1
    column: int = 1
    offset: int = 0
    end: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Pos("", 0, 0)


# Inlines


@dataclass(frozen=True, slots=True)
class Text:
    """Characters on one line of the manuscript.

    Either verbatim (``len(value) == pos.end - pos.offset``: character *i* stands at
    ``pos.offset + i``) or the value of one escape or entity (shorter than its source).
    """

    value: str
    pos: Pos


@dataclass(frozen=True, slots=True)
class SoftBreak:
    """A line end inside a paragraph; Japanese text runs on over it without a blank."""

    pos: Pos


@dataclass(frozen=True, slots=True)
class HardBreak:
    """A line end that the author wants kept."""

    pos: Pos


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple[Inline, ...]
    pos: Pos


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]
    pos: Pos


@dataclass(frozen=True, slots=True)
class Code:
    """Program text, typed input, a file name: published as it is."""

    value: str
    pos: Pos


@dataclass(frozen=True, slots=True)
class Link:
    """``target`` is an absolute URL, or ``#id`` of a unit, heading or block of the same book."""

    children: tuple[Inline, ...]
    target: str
    title: str
    pos: Pos


@dataclass(frozen=True, slots=True)
class Image:
    """``source`` is a key of ``Book.images``; ``alt`` is the alternative text.

    ``decoration``: the author says that it is an ornament, and so has no words.
    """

    source: str
    alt: tuple[Inline, ...]
    title: str
    pos: Pos
    decoration: bool = False


@dataclass(frozen=True, slots=True)
class Ruby:
    """``base`` with the reading the author gave it; the reading always wins."""

    base: str
    reading: str
    pos: Pos


# BCP 47: a language and its subtags, which nobody looks up.
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Language:
    """Text in another language (BCP 47 tag ``lang``), left in its own letters."""

    children: tuple[Inline, ...]
    lang: str
    pos: Pos


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text that the normaliser leaves alone."""

    children: tuple[Inline, ...]
    pos: Pos


@dataclass(frozen=True, slots=True)
class FootnoteReference:
    """A call of ``Footnote`` ``id``, shown as ``number``; ``ref_id`` is the call's own id."""

    id: str
    number: int
    ref_id: str
    pos: Pos


@dataclass(frozen=True, slots=True)
class PageMark:
    """Where page ``number`` of the printed book begins; ``id`` is unique in the book."""

    number: str
    id: str
    pos: Pos


@dataclass(frozen=True, slots=True)
class Term:
    """A word in the alphabet, published as ``reading`` and, where ``first``, its gloss.

    ``original`` is the word as it stands in brackets (width folded); the brackets are the
    writer's. ``reading`` may keep digits (``コビッド19``). ``braille`` is the reading in spaced
    braille kana where the dictionary gives it. ``authored``: the author wrote the gloss himself.
    ``before`` and ``after`` hold the gloss's brackets as published (``（`` and ``）``). ``name``:
    the whole name (iPhone XS) of which this is the part that was not glossed yet (XS); its other
    words stand beside it. The reading of a part may differ from that of the word alone.
    """

    reading: str
    original: str
    first: bool
    pos: Pos
    braille: str = ""
    authored: bool = False
    before: str = "（"
    after: str = "）"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence or shorter: what DAISY synchronises and the voice speaks in one breath."""

    id: str
    children: tuple[Inline, ...]
    pos: Pos


Inline = (
    Text | SoftBreak | HardBreak | Emphasis | Strong | Code | Link | Image | Ruby | Language
    | Verbatim | FootnoteReference | PageMark | Term | Phrase
)  # fmt: skip
Inlines = tuple[Inline, ...]


# Blocks


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 to 6; ``id`` is unique in the book."""

    level: int
    children: Inlines
    id: str
    pos: Pos


@dataclass(frozen=True, slots=True)
class Paragraph:
    children: Inlines
    pos: Pos


class ListStyle(StrEnum):
    """How the items of a list are marked."""

    BULLET = "bullet"
    DECIMAL = "decimal"
    CIRCLED = "circled"  # ①②③


@dataclass(frozen=True, slots=True)
class ListItem:
    """``number`` is the item's own number in an ordered list, 0 in a bullet list."""

    blocks: tuple[Block, ...]
    number: int
    pos: Pos


@dataclass(frozen=True, slots=True)
class List:
    """An ordered or bullet list. ``tight``: its items are single lines, not paragraphs."""

    style: ListStyle
    items: tuple[ListItem, ...]
    tight: bool
    pos: Pos


@dataclass(frozen=True, slots=True)
class Definition:
    """One term and what is said of it; for ``qa`` lists a question and its answers."""

    term: Inlines
    blocks: tuple[Block, ...]
    pos: Pos


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """``qa``: 質問／回答 pairs (their labels stay in the text)."""

    entries: tuple[Definition, ...]
    qa: bool
    pos: Pos


@dataclass(frozen=True, slots=True)
class TableCell:
    children: Inlines
    align: str  # "", "left", "center" or "right"
    pos: Pos


@dataclass(frozen=True, slots=True)
class TableRow:
    cells: tuple[TableCell, ...]
    pos: Pos


@dataclass(frozen=True, slots=True)
class Table:
    """``head`` is the row of column names, ``rows`` the others, all of the same length.

    ``row_headers``: the first cell of each row is the row's name.
    """

    head: TableRow
    rows: tuple[TableRow, ...]
    caption: Inlines
    pos: Pos
    row_headers: bool = False


class NoteKind(StrEnum):
    """What a set-apart passage is for."""

    REFERENCE = "reference"  # a line that begins with ※; the mark is not in the text
    NOTE = "note"
    WARNING = "warning"
    TIP = "tip"


@dataclass(frozen=True, slots=True)
class Note:
    kind: NoteKind
    title: Inlines
    blocks: tuple[Block, ...]
    pos: Pos


@dataclass(frozen=True, slots=True)
class BlockQuote:
    blocks: tuple[Block, ...]
    pos: Pos


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """``value`` keeps its line ends; ``info`` is the fence's language or empty."""

    value: str
    info: str
    pos: Pos


@dataclass(frozen=True, slots=True)
class Description:
    """What a picture shows, at length; ``id`` is unique in the book."""

    id: str
    blocks: Blocks
    pos: Pos


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands alone, with a caption (its Markdown title) or none.

    ``description`` says what the alternative text is too short for; it is read last.
    """

    image: Image
    caption: Inlines
    pos: Pos
    description: Description | None = None


@dataclass(frozen=True, slots=True)
class VerbatimBlock:
    """Blocks that the normaliser leaves alone."""

    blocks: tuple[Block, ...]
    pos: Pos


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    pos: Pos


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A print-page mark between blocks."""

    mark: PageMark
    pos: Pos


Block = (
    Heading | Paragraph | List | DefinitionList | Table | Note | BlockQuote | CodeBlock | Figure
    | VerbatimBlock | ThematicBreak | PageBreak
)  # fmt: skip
Blocks = tuple[Block, ...]


# Books


@dataclass(frozen=True, slots=True)
class Footnote:
    """``number`` counts from 1 through the file; ``ref_ids`` are the ids of its calls."""

    id: str
    number: int
    ref_ids: tuple[str, ...]
    blocks: Blocks
    pos: Pos


@dataclass(frozen=True, slots=True)
class Unit:
    """A 単元: the stretch of the book in which an original is glossed once.

    ``id`` is an XML name unique in the book; every published form gives a unit a document (or a
    page) of its own. Its first block is its heading.
    """

    id: str
    blocks: Blocks
    footnotes: tuple[Footnote, ...]
    pos: Pos


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file: its name inside a published book, its media type and its bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """A Japanese word of the book's dictionary and its kana, ``spaced`` if cut at its blanks."""

    surface: str
    kana: str
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A manuscript as read.

    ``slug`` names files and folders (ASCII). ``title`` may hold terms, like any other text; the
    title page is a stretch of its own for the first-use rule. ``modified`` is in seconds since
    1970 and comes from the driver, never from a writer's clock. ``readings`` are what a person
    settled for Japanese words.
    """

    slug: str
    settings: Settings
    title: Inlines
    units: tuple[Unit, ...]
    images: Mapping[str, Picture] = field(default_factory=dict)
    modified: int = 0
    readings: tuple[Reading, ...] = ()


Report = Callable[["Diagnostic"], None]
Transform = Callable[[Book, Report], Book]
Writer = Callable[[Book], Mapping[str, bytes]]
