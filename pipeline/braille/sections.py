"""Units to the sections a volume may be cut between; a unit too long for a volume is divided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.braille.layout import (
    Chunk,
    Kind,
    Paragraph,
    chunk,
    paginate,
    wrap,
    wrapped,
)
from pipeline.braille.pages import Row
from pipeline.braille.symbols import INSERT_CLOSE, INSERT_OPEN
from pipeline.braille.transcription import kana_pieces

CONTINUED = kana_pieces(f"{INSERT_OPEN}ツヅキ{INSERT_CLOSE}")
CONTENTS_LEVELS = 3  # 目次 lists headings of these levels


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph, its lines, and the lines that 目次 needs for it (0: it is not listed)."""

    paragraph: Paragraph
    chunk: Chunk
    entry_lines: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """Items that stay in one volume, on their pages; the first begins a page."""

    items: tuple[Item, ...]
    pages: tuple[tuple[Row, ...], ...]
    starts: tuple[int, ...]

    @property
    def headings(self) -> list[tuple[Paragraph, int]]:
        """The headings that 目次 lists, each with its page in the section (from 0)."""
        return [
            (item.paragraph, start)
            for item, start in zip(self.items, self.starts, strict=True)
            if item.entry_lines
        ]

    @property
    def entry_lines(self) -> int:
        """The lines that 目次 needs for the section."""
        return sum(item.entry_lines for item in self.items)


def contents_pages(entry_lines: int, lines: int) -> int:
    """The most pages that 目次 takes with so many lines of entries, its heading included."""
    # An entry of two lines is not divided, so that a page may lose a line.
    return -(-(entry_lines + 1) // max(lines - 1, 1))


def sections(
    units: Sequence[Sequence[Paragraph]], width: int, lines: int, limit: int
) -> Iterator[Section]:
    """Each unit as a section, or as several where it and its 目次 exceed ``limit`` pages."""
    for unit in units:
        if unit:
            items = [i for p in unit for i in _items(p, width, lines, limit)]
            yield from _divided(items, width, lines, limit)


def _items(paragraph: Paragraph, width: int, lines: int, limit: int) -> Iterator[Item]:
    """A paragraph as an item, or one too long for half a volume as items of a page each."""
    made = chunk(paragraph, width)
    if len(made.rows) * 2 <= limit * lines:
        yield _item(paragraph, made, width)
        return
    for part in _parts(paragraph, width, lines):
        yield _item(part, chunk(part, width), width)


def _item(paragraph: Paragraph, made: Chunk, width: int) -> Item:
    if not paragraph.contents or paragraph.level > CONTENTS_LEVELS:
        return Item(paragraph, made)
    title = Paragraph(paragraph.contents, first=paragraph.level * 2, rest=paragraph.level * 2 + 2)
    # The page number may need a line of its own.
    return Item(paragraph, made, sum(1 for _ in wrap(title, width)) + 1)


def _parts(paragraph: Paragraph, width: int, lines: int) -> Iterator[Paragraph]:
    """A paragraph cut where its lines break anyway, ``lines`` lines to a part."""
    rest = min(paragraph.rest, width // 2)
    rows = [pieces for _, pieces in wrapped(paragraph, width)]
    for start in range(0, len(rows), lines):
        pieces = tuple(piece for row in rows[start : start + lines] for piece in row)
        part = replace(paragraph, pieces=pieces)
        if start:
            part = replace(part, first=rest, unit=False, blank_above=False, level=0, contents=())
        is_last = start + lines >= len(rows)
        yield part if is_last else replace(part, keeps_next=False)


# Units too long for a volume


def _divided(items: Sequence[Item], width: int, lines: int, limit: int) -> Iterator[Section]:
    rest, repeated = tuple(items), 0
    while True:
        window = rest[: _window(rest, lines, limit)]
        section = _lay(window, lines)
        if len(window) == len(rest) and _size(section, lines) <= limit:
            yield section
            return
        at = _cut_at(section, repeated, lines, limit)
        yield _lay(rest[:at], lines)
        if at == len(rest):
            return
        headings = _repeated(rest, at)
        again = [_item(p, chunk(p, width), width) for p in headings]
        rest, repeated = (*again, *rest[at:]), len(again)


def _lay(items: Sequence[Item], lines: int) -> Section:
    body = paginate([item.chunk for item in items], lines, guards=True)
    return Section(tuple(items), body.pages, body.starts)


def _window(items: Sequence[Item], lines: int, limit: int) -> int:
    """How many items surely fill a volume: those that are looked at for a cut."""
    rows = 0
    for count, item in enumerate(items):
        rows += len(item.chunk.rows)
        if rows > (limit + 1) * lines:
            return count + 1
    return len(items)


def _size(section: Section, lines: int) -> int:
    return len(section.pages) + contents_pages(section.entry_lines, lines)


def _cut_at(section: Section, repeated: int, lines: int, limit: int) -> int:
    """The item before which to cut: a heading late in the volume, else as late as can be.

    At least one item more than the headings that were repeated goes into the volume.
    """
    fitting = [at for at in _fitting(section, lines, limit) if at > repeated]
    paragraphs = [item.paragraph for item in section.items]
    free = [at for at in fitting if not paragraphs[at - 1].keeps_next]
    headings = [at for at in free if paragraphs[at].kind is Kind.HEADING]
    late = [at for at in headings if section.starts[at] * 2 >= limit]
    return max(late or free or fitting, default=min(repeated + 1, len(paragraphs)))


def _fitting(section: Section, lines: int, limit: int) -> Iterator[int]:
    """The places to cut at which what stands before, with its 目次, keeps to ``limit``."""
    entry_lines = 0
    for at, item in enumerate(section.items):
        if section.starts[at] + 1 + contents_pages(entry_lines, lines) > limit:
            return
        yield at
        entry_lines += item.entry_lines


def _repeated(items: Sequence[Item], at: int) -> list[Paragraph]:
    """The headings that the text at ``at`` belongs to, the last one said to be continued."""
    chain: list[Paragraph] = []
    for item in items[:at]:
        if item.paragraph.contents:
            level = item.paragraph.level
            chain = [*(p for p in chain if p.level < level), item.paragraph]
    if items[at].paragraph.contents:
        chain = [p for p in chain if p.level < items[at].paragraph.level]
    if not chain:
        return [Paragraph(CONTINUED, unit=True)]
    # A gloss belongs to the first use: the repeated heading has none.
    plain = [replace(p, pieces=p.contents, unit=False, blank_above=False) for p in chain]
    plain[-1] = _continued(plain[-1])
    return [replace(plain[0], unit=True), *plain[1:]]


def _continued(heading: Paragraph) -> Paragraph:
    if heading.pieces[-len(CONTINUED) :] == CONTINUED:
        return heading
    return replace(
        heading,
        pieces=(*heading.pieces, *CONTINUED),
        contents=(*heading.contents, *CONTINUED),
    )
