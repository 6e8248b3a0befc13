"""Paragraphs of braille cells to pages: where lines and pages break.

Pure and without knowledge of text: a piece is what stands between two blanks, and a line breaks
at blanks only. Counts are cells (across) and lines (down), both from 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from pipeline.braille.cells import BLANK, translate
from pipeline.braille.pages import EMPTY_ROW, Page, Row, Run, Source
from pipeline.braille.symbols import COMPUTER_OPEN
from pipeline.document import PageMark

# 点訳のてびき 第5章: headings begin at cell 9, 7 or 5 by level; counted from 0.
HEADING_INDENTS = {1: 8, 2: 6, 3: 4}
DEEPER_HEADING_INDENT = 4
NARROW_HEADING_INDENTS = frozenset({5, 7})  # half of a line of 10 or 14 cells has no more room
RUN_OVER = 2  # cells that a run-over line of a heading or list item stands further in
# A paragraph of so few lines is not divided: it would leave one line alone.
UNDIVIDED = 3
# Cells that belong to what follows them; a long word is not broken after one of these.
PREFIXES = frozenset("⠈⠐⠘⠠⠨⠰⠸⠼")
# 特殊音: ⠢⠮ is フォ; before a blank or what closes the same cells are ？ and 。.
SOUND_PREFIXES = frozenset("⠢⠲")
# 点訳のてびき 第5章: no line begins with 。、？！ or a sign that closes.
CLOSING = frozenset("⠲⠰⠢⠖⠶⠆⠴⠤")
# These close at a word's end or before what closes; elsewhere they open a sign (外字符, 特殊音).
CLOSING_AT_THE_END = frozenset("⠲⠰⠢")
# An address goes on at the next line after one of its slashes or points.
ADDRESS_BREAKS = frozenset("⠌⠲")
MARK_GAP = 2  # blanks between text and a print-page number at the line's end


class Kind(StrEnum):
    """What a paragraph is, for the writers that keep structure."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    TERM = "term"
    NOTE = "note"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    FIGURE = "figure"
    FOOTNOTE = "footnote"
    MARK = "mark"


class Piece(NamedTuple):
    """Cells without a blank among them, and the ``gap`` (blanks) before the next piece.

    ``ends_line``: the author ended the line here. ``mark`` is the number of a print page that
    begins here, in cells, and ``page`` its node in the manuscript.
    """

    cells: str
    gap: int = 1
    source: Source | None = None
    ends_line: bool = False
    mark: str = ""
    page: PageMark | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces with the cells their first line and the following ones are set in.

    ``unit``: a unit begins here, on a new page. ``contents`` is a heading's title for 目次,
    without glosses; ``level`` a heading's level (0: no heading).
    """

    pieces: tuple[Piece, ...]
    kind: Kind = Kind.TEXT
    first: int = 2
    rest: int = 0
    level: int = 0
    unit: bool = False
    keeps_next: bool = False
    blank_above: bool = False
    contents: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A paragraph as rows, with what page breaking has to know of it."""

    rows: tuple[Row, ...]
    unit: bool = False
    keeps_next: bool = False
    blank_above: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """Pages without their number lines; ``starts[i]`` is the page on which chunk *i* begins."""

    pages: tuple[tuple[Row, ...], ...]
    starts: tuple[int, ...]


def heading_indent(level: int) -> int:
    """The blanks before a heading of this level."""
    return HEADING_INDENTS.get(level, DEEPER_HEADING_INDENT)


# Lines


def chunk(paragraph: Paragraph, width: int) -> Chunk:
    """A paragraph broken into lines of ``width`` cells."""
    rows = tuple(wrap(paragraph, width))
    return Chunk(rows, paragraph.unit, paragraph.keeps_next, paragraph.blank_above)


@dataclass(slots=True)
class _Line:
    """A line being filled: pieces with the cell each begins at."""

    indent: int
    width: int
    mark: str = ""
    cells: str = ""
    gap: int = 0
    runs: list[Run] = field(default_factory=list)

    def room(self) -> int:
        """The cells still free for text."""
        used = len(self.cells) + self.gap if self.cells else self.indent
        return self.width - used - _reserved(self.mark)

    def fill(self, pieces: Sequence[Piece], start: int) -> int:
        """Set pieces from ``start`` on, while they fit and are no more than cells and a gap.

        Returns the place of the first one that was not set. Most words of a book are set here.
        """
        if self.mark:
            return start
        line, gap, runs, new = self.cells, self.gap, self.runs, tuple.__new__
        end = len(line)
        for index in range(start, len(pieces)):
            cells, after, source, ends_line, mark, _ = pieces[index]
            at = end + gap if end else self.indent
            if ends_line or mark or not cells or at + len(cells) > self.width:
                break
            if source is not None:
                runs.append(new(Run, (at, len(cells), source)))
            line = f"{line}{BLANK * (at - end)}{cells}"
            end, gap = at + len(cells), after
        else:
            index = len(pieces)
        self.cells, self.gap = line, gap
        return index

    def put(self, piece: Piece) -> bool:
        """Set a piece, with its print-page number, if it still stands on this line."""
        if (piece.mark and self.mark) or len(piece.cells) + _reserved(piece.mark) > self.room():
            return False
        self.add(piece)
        return True

    def add(self, piece: Piece) -> None:
        """Set a piece whether it fits or not."""
        self.mark = self.mark or piece.mark
        if not piece.cells:
            return
        self.cells += BLANK * (self.gap if self.cells else self.indent)
        if piece.source is not None:
            self.runs.append(Run(len(self.cells), len(piece.cells), piece.source))
        self.cells += piece.cells
        self.gap = piece.gap

    def row(self, *, goes_on: bool = False) -> Row:
        if not self.mark:
            return Row(self.cells, tuple(self.runs), goes_on)
        blanks = self.width - len(self.cells) - len(self.mark)
        return Row(self.cells + BLANK * blanks + self.mark, tuple(self.runs), goes_on)


def _reserved(mark: str) -> int:
    """The cells that a print-page number at the line's end takes, with the blanks before it."""
    return len(mark) + MARK_GAP if mark else 0


def wrap(paragraph: Paragraph, width: int) -> Iterator[Row]:
    """The lines of a paragraph, each filled as far as its pieces allow."""
    for row, _ in wrapped(paragraph, width):
        yield row


def wrapped(paragraph: Paragraph, width: int) -> Iterator[tuple[Row, tuple[Piece, ...]]]:
    """Each line of a paragraph, with the pieces (or the parts of a long one) that stand on it."""
    first, rest = _indents(paragraph, width)
    line, on_it = _Line(first, width), list[Piece]()
    pieces, start = paragraph.pieces, 0
    while (end := line.fill(pieces, start)) < len(pieces):
        on_it += pieces[start:end]
        piece, start = pieces[end], end + 1
        last, put = piece, line.put(piece)
        if not put and (on_it or first > rest):
            if on_it:
                yield line.row(goes_on=True), tuple(on_it)
            line, on_it = _Line(rest, width), []
            put = line.put(piece)
        if not put:
            *parts, last = _divided_piece(piece, line.room(), width - rest)
            for part in parts:
                line.add(part)
                yield line.row(goes_on=True), (part,)
                line = _Line(rest, width)
            line.add(last)
        on_it.append(last)
        if piece.ends_line:
            yield line.row(), tuple(on_it)
            line, on_it = _Line(rest, width), []
    on_it += pieces[start:]
    if on_it:
        yield line.row(), tuple(on_it)


def _indents(paragraph: Paragraph, width: int) -> tuple[int, int]:
    """Indents that leave room for text on a narrow line."""
    return min(paragraph.first, width // 2), min(paragraph.rest, width // 2)


def _divided_piece(piece: Piece, first_room: int, room: int) -> Iterator[Piece]:
    """A word longer than a line in parts that fit the lines, its print page with the first.

    日本点字表記法 2001: a word broken for want of room takes no mark (the line-end つなぎ符
    is for mathematics); the run-over line shows that it goes on.
    """
    parts = list(_parts(piece.cells, max(first_room - _reserved(piece.mark), 1), room))
    if len(parts) == 1:
        yield piece
        return
    sources = list(_shares(piece, parts))
    for number, (cells, source) in enumerate(zip(parts, sources, strict=True), start=1):
        part = piece._replace(cells=cells, source=source)
        if number < len(parts):
            part = part._replace(gap=0, ends_line=False)
        yield part if number == 1 else part._replace(mark="", page=None)


def _shares(piece: Piece, parts: Sequence[str]) -> Iterator[Source | None]:
    """Each part of a word with the kana it was made from, the first one with the print."""
    source = piece.source
    if source is None:
        yield from [None] * len(parts)
        return
    made = translate(source.kana)
    known = made.cells == piece.cells
    start = 0
    for cells in parts:
        end = start + len(cells)
        kana = source.kana if start == 0 else ""
        if known:
            kana = source.kana[made.origins[start] : made.origins[end - 1] + 1]
        yield source._replace(kana=kana, goes_on=source.goes_on or start > 0)
        start = end


def _parts(cells: str, room: int, later_room: int) -> Iterator[str]:
    """Cells in stretches of ``room``, then ``later_room``, divided where it hurts least."""
    breaks = ADDRESS_BREAKS if cells.startswith(COMPUTER_OPEN) else frozenset()
    start = 0
    while len(cells) - start > room:
        end = _break_before(cells, start, start + room, breaks)
        yield cells[start:end]
        start, room = end, later_room
    yield cells[start:]


def _break_before(cells: str, start: int, end: int, breaks: frozenset[str]) -> int:
    """The last good place to break: after a slash or a point of an address, in its last third;
    never after a sign that belongs to what follows it, nor before one that closes what stands
    before it, if there is another place.
    """
    for at in range(end, end - (end - start) // 3, -1):
        if cells[at - 1] in breaks:
            return at
    places = [at for at in range(end, start + 1, -1) if _is_whole(cells, at)]
    return next((at for at in places if not _closes(cells, at)), places[0] if places else end)


def _is_whole(cells: str, at: int) -> bool:
    """Whether a break here divides no sign of more than one cell."""
    return cells[at - 1] not in PREFIXES and cells[at - 1] not in SOUND_PREFIXES


def _closes(cells: str, at: int) -> bool:
    """Whether the cell closes what stands before it, so that no line should begin with it."""
    if cells[at] in CLOSING_AT_THE_END:
        return at + 1 == len(cells) or cells[at + 1] in CLOSING
    return cells[at] in CLOSING


# Pages


@dataclass(slots=True)
class _Pages:
    """Pages being filled, ``lines`` to a page."""

    lines: int
    guards: bool  # whether a page's first text line must not look like a unit's heading
    pages: list[list[Row]]
    guarded: bool = False  # the page holds no more than the blank line that guards its top

    @property
    def page(self) -> list[Row]:
        return self.pages[-1]

    @property
    def fresh(self) -> bool:
        return not self.page or self.guarded

    @property
    def room(self) -> int:
        return self.lines - len(self.page)

    def turn(self) -> None:
        """Begin a new page, unless this one is still empty."""
        if self.page:
            self.pages.append([])
        self.guarded = False

    def guard(self, row: Row, unit: bool) -> None:
        """Set a blank line above a row that a reader could take for the head of a unit.

        Only a unit's heading stands on the first text line of a page; that is how a reader
        of the file tells where a unit begins.
        """
        if self.guards and not self.page and not unit and _looks_like_heading(row):
            self.page.append(EMPTY_ROW)
            self.guarded = True

    def place(self, rows: Sequence[Row]) -> None:
        self.page.extend(rows)
        self.guarded = self.guarded and not rows


def _looks_like_heading(row: Row) -> bool:
    indent = len(row.cells) - len(row.cells.lstrip(BLANK))
    like = indent in HEADING_INDENTS.values() or indent in NARROW_HEADING_INDENTS
    return like or not row.cells


def paginate(chunks: Sequence[Chunk], lines: int, *, guards: bool = False) -> Body:
    """Chunks on pages of ``lines`` lines (the number's line not counted).

    ``guards``: these are units, and only a unit's heading may stand at the head of a page.
    """
    pages = _Pages(lines, guards and lines > 1, [[]])
    starts: list[int] = []
    for index, item in enumerate(chunks):
        _open_page(pages, chunks, index)
        keeps, kept = _keeps(chunks, index), _keeps(chunks, index - 1)
        starts.append(_place(pages, item, keeps=keeps, kept=kept))
    return Body(tuple(tuple(page) for page in pages.pages if page), tuple(starts))


def _open_page(pages: _Pages, chunks: Sequence[Chunk], index: int) -> None:
    """Turn the page where a chunk must not begin on this one; else set its blank line."""
    item = chunks[index]
    if not item.rows:
        return
    above = 1 if item.blank_above and not pages.fresh else 0
    needed = above + _lines_together(chunks, index, pages.lines)
    kept = _keeps(chunks, index - 1) and pages.room > above
    if item.unit or (needed > pages.room and not pages.fresh and not kept):
        pages.turn()
        above = 0
    if above:
        pages.place((EMPTY_ROW,))
    pages.guard(item.rows[0], item.unit)


def _lines_together(chunks: Sequence[Chunk], index: int, most: int) -> int:
    """The lines from a chunk's beginning that must stand on one page with it."""
    total = 0
    while index < len(chunks) and total < most:
        rows = len(chunks[index].rows)
        if not chunks[index].keeps_next:
            return min(total + (rows if rows <= UNDIVIDED else 2), most)
        total += rows
        index += 1
        if index < len(chunks) and chunks[index].unit:
            break
        total += int(index < len(chunks) and chunks[index].blank_above)
    return min(total, most)


def _keeps(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a chunk must not be the last one on its page: what follows belongs to it."""
    if not 0 <= index < len(chunks) - 1:
        return False
    return chunks[index].keeps_next and not chunks[index + 1].unit


def _place(pages: _Pages, item: Chunk, *, keeps: bool, kept: bool) -> int:
    """Set a chunk's rows, never leaving one line of it alone on a page; the page it begins on.

    Beneath a heading too long for its page (it ``kept`` the chunk) one line is enough; a heading
    that would fill the page (it ``keeps`` the next chunk) goes on at the next.
    """
    rows = list(item.rows)
    start = len(pages.pages) - 1
    while rows:
        take = min(len(rows), pages.room)
        if take < len(rows):
            take = _divided(len(rows), take, pages.fresh or (kept and take > 0))
        elif keeps and take == pages.room:
            take = _carried(take, pages.fresh)
        pages.place(rows[:take])
        begins = len(rows) == len(item.rows) and not take
        rows = rows[take:]
        if rows:
            pages.turn()
            pages.guard(rows[0], unit=False)
        start = len(pages.pages) - 1 if begins else start
    return start


def _divided(count: int, take: int, fresh: bool) -> int:
    """How many of ``count`` lines to leave on a page that has room for ``take``."""
    if count - take == 1 and take > 2:
        take -= 1
    return 0 if take < 2 and not fresh else max(take, 1) if fresh else take


def _carried(take: int, fresh: bool) -> int:
    """How many of a heading's last ``take`` lines to leave where they would fill the page."""
    if take > UNDIVIDED:
        return take - 2
    return max(take - 1, 1) if fresh else 0


# The number line


def numbered(body: tuple[Row, ...], label: str, cells: str, width: int) -> Page:
    """A page with its number (``cells``) at the right end of line 1.

    Line 1 is the page's own line (ページ行) and carries no text, as in the libraries' files:
    a reader's finger finds the number there and nothing else.
    """
    number = Row(BLANK * (width - len(cells)) + cells) if cells else EMPTY_ROW
    return Page((number, *body), label)
