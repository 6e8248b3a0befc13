"""Cut every run of inlines into phrases: a sentence, or the whole run where no sentence ends.

A phrase is what DAISY synchronises and the voice speaks in one breath. Its id is made of the
unit's id, the place of the block in the unit, of the run in the block and of the phrase in the
run (``u1-b3-r1-p2``), so that an edit elsewhere leaves it alone. The runs cut are those of
paragraphs, headings, cells, terms, titles and captions, and alternative texts, which are spoken.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import assert_never

from pipeline.document import (
    Block,
    Blocks,
    Book,
    Code,
    Emphasis,
    FootnoteReference,
    HardBreak,
    Heading,
    Image,
    Inline,
    Inlines,
    Language,
    Link,
    PageBreak,
    PageMark,
    Phrase,
    Pos,
    Report,
    Ruby,
    SoftBreak,
    Strong,
    Term,
    Text,
    Unit,
    Verbatim,
)
from pipeline.walk import all_inlines, map_inlines, plain_text, unit_blocks, unit_inlines

FULL_ENDERS = "。！？"
"""End a sentence wherever they stand outside brackets (JIS X 4051: 区切り約物, 句点類)."""
ASCII_ENDERS = "!?"
PERIODS = ".．"
"""End a sentence only after kana or kanji: elsewhere they are decimal points or abbreviations."""
BRACKETS = {
    "「": "」", "『": "』", "（": "）", "(": ")", "【": "】", "〈": "〉", "《": "》", "〔": "〕",
    "［": "］", "[": "]", "｛": "｝", "{": "}", "“": "”", "‘": "’", "｢": "｣",
}  # fmt: skip
CLOSERS = frozenset(BRACKETS.values())
CONTINUES = "とっ、，,"
"""After ！ or ？ or a closed quotation, these go on with the sentence (「…。」と言う)."""
CONTINUES_QUOTATION = CONTINUES + "はがをのに"

# What a node looks like to the search for sentence ends: one noncharacter each, so that no
# manuscript can contain them.
_OBJECT, _CALL, _LINE_END = "\ufdd0", "\ufdd1", "\ufdd2"
_HARD = "\ufdd3"
_FOLLOWS = frozenset({_CALL, _LINE_END, " ", "\N{IDEOGRAPHIC SPACE}"})
"""Stay with the sentence they follow."""


def mark_phrases(book: Book, _report: Report) -> Book:
    """A book -> the same book with each run of inlines cut into phrases."""
    name = _fresh_names(_ids(unmark_phrases(book)))
    units = tuple(
        _map_unit(unit, lambda run, scope: mark_run(run, scope, name)) for unit in book.units
    )
    return replace(book, title=mark_run(book.title, "title", name), units=units)


def unmark_phrases(book: Book) -> Book:
    """A book with phrases -> the book it was made from."""
    units = tuple(_map_unit(unit, lambda run, _scope: unwrap(run)) for unit in book.units)
    return replace(book, title=unwrap(book.title), units=units)


def mark_run(run: Inlines, scope: str, name: Callable[[str], str] = str) -> Inlines:
    """A run of inlines -> its phrases, called ``scope-p1`` …; a blank run has none."""
    bare = unwrap(run)
    if all(isinstance(inline, Text) and not inline.value.strip() for inline in bare):
        return bare
    pieces = cut(bare)
    return tuple(
        Phrase(name(f"{scope}-p{n}"), piece, _span(piece)) for n, piece in enumerate(pieces, 1)
    )


def unwrap(run: Inlines) -> Inlines:
    """A run without its phrases; text that was cut is joined again."""
    joined: list[Inline] = []
    for inline in run:
        for inner in inline.children if isinstance(inline, Phrase) else (inline,):
            last = joined[-1] if joined else None
            if isinstance(last, Text) and isinstance(inner, Text) and _adjacent(last, inner):
                pos = replace(last.pos, end=inner.pos.end)
                joined[-1] = Text(last.value + inner.value, pos)
            else:
                joined.append(inner)
    return tuple(joined)


def cut(run: Inlines) -> list[Inlines]:
    """A run of inlines -> its sentences. Only text of the run itself is cut, no node within."""
    ends = set(sentence_ends("".join(map(_shape, run))))
    pieces: list[Inlines] = []
    piece: list[Inline] = []
    at = 0
    for inline in run:
        for part in _parts(inline, at, ends):
            piece.append(part)
            at += len(_shape(part))
            if at in ends:
                pieces.append(tuple(piece))
                piece = []
    if piece and pieces and _is_silent(piece):
        pieces[-1] += tuple(piece)
    elif piece:
        pieces.append(tuple(piece))
    return pieces


def sentence_ends(text: str) -> Iterator[int]:
    """Where sentences of ``text`` end, in code points, with their closing brackets and calls."""
    depth = _bracket_depth(text)
    at = 0
    while at < len(text):
        char = text[at]
        at += 1
        if char == _HARD:
            yield at
        elif _ends_sentence(text, at - 1):
            end = _absorb(text, at)
            if text[end - 1] == _HARD or (depth[end - 1] == 0 and not _goes_on(text, at - 1, end)):
                yield end
            at = end


def _ends_sentence(text: str, at: int) -> bool:
    """Whether the mark at ``at`` ends a sentence (brackets aside)."""
    char = text[at]
    if char in FULL_ENDERS:
        return True
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if char in ASCII_ENDERS:
        return _stands_free(after) or not (before.isascii() or after.isascii())
    if char in PERIODS:
        # No decimal point (2.5), abbreviation (No.) or file name (本.epub).
        return before.isalpha() and not (_is_latin(before) or _is_latin(after))
    return False


def _stands_free(after: str) -> bool:
    return after in _FOLLOWS or after in CLOSERS or after in FULL_ENDERS + ASCII_ENDERS


def _is_latin(char: str) -> bool:
    """Whether a character is a letter or digit of ASCII, of any width."""
    return char.isalnum() and unicodedata.normalize("NFKC", char).isascii()


def _absorb(text: str, at: int) -> int:
    """Past the marks, closing brackets, calls and blanks that belong to the sentence before."""
    while at < len(text):
        char = text[at]
        if not (char in FULL_ENDERS + ASCII_ENDERS or char in CLOSERS or char in _FOLLOWS):
            break
        at += 1
    return at + 1 if text[at : at + 1] == _HARD else at


def _goes_on(text: str, mark: int, end: int) -> bool:
    """Whether the sentence goes on after the marks ``text[mark:end]``."""
    after = text[end : end + 1]
    if not after or text[end - 1] in _FOLLOWS:
        return False
    if text[end - 1] in CLOSERS:
        return after in CONTINUES_QUOTATION
    return text[mark] not in "。" and after in CONTINUES


def _bracket_depth(text: str) -> list[int]:
    """How many pairs of brackets are open after each character; brackets without a partner none."""
    change = [0] * len(text)
    open_at: list[int] = []
    for at, char in enumerate(text):
        if char in BRACKETS:
            open_at.append(at)
        elif char in CLOSERS and open_at and BRACKETS[text[open_at[-1]]] == char:
            change[open_at.pop()] += 1
            change[at] -= 1
    total = 0
    for at, step in enumerate(change):
        total += step
        change[at] = total
    return change


def _shape(inline: Inline) -> str:
    """An inline as the search for sentence ends sees it; never empty, save for empty text."""
    match inline:
        case Text():
            return inline.value
        case Emphasis() | Strong() | Link() | Language() | Verbatim() | Phrase():
            return plain_text(inline.children) or _OBJECT
        case FootnoteReference():
            return _CALL
        case SoftBreak():
            return _LINE_END
        case HardBreak():
            return _HARD
        case Code() | Image() | Ruby() | PageMark() | Term():
            return _OBJECT
        case _:
            assert_never(inline)


def _parts(inline: Inline, at: int, ends: set[int]) -> Iterator[Inline]:
    """An inline cut at the ``ends`` inside it, where it can be cut. It begins at ``at``."""
    if not (isinstance(inline, Text) and _can_cut(inline)):
        yield inline
        return
    start = 0
    for stop in range(1, len(inline.value)):
        if at + stop in ends:
            yield _part(inline, start, stop)
            start = stop
    yield _part(inline, start, len(inline.value))


def _part(text: Text, start: int, stop: int) -> Text:
    """``text[start:stop]`` with its own place."""
    pos = text.pos
    if not _has_place(text):
        return Text(text.value[start:stop], pos)
    where = replace(pos, column=pos.column + start, offset=pos.offset + start)
    return Text(text.value[start:stop], replace(where, end=pos.offset + stop))


def _has_place(text: Text) -> bool:
    """Whether each character stands at its own place in the manuscript."""
    return len(text.value) == text.pos.end - text.pos.offset


def _can_cut(text: Text) -> bool:
    return _has_place(text) or text.pos.end == text.pos.offset


def _adjacent(left: Text, right: Text) -> bool:
    """Whether two texts are halves of one that was cut."""
    if not (_has_place(left) and _has_place(right)):
        return left.pos == right.pos and left.pos.end == left.pos.offset
    here, there = left.pos, right.pos
    return (here.file, here.line, here.end) == (there.file, there.line, there.offset)


def _is_silent(piece: list[Inline]) -> bool:
    """Whether nothing in a piece is read aloud."""
    return not plain_text(tuple(piece)).strip() and not any(isinstance(i, Image) for i in piece)


def _span(piece: Inlines) -> Pos:
    """From the beginning of the first inline to the end of the last."""
    first, last = piece[0].pos, piece[-1].pos
    return replace(first, end=last.end) if first.file == last.file else first


def _map_unit(unit: Unit, change: Callable[[Inlines, str], Inlines]) -> Unit:
    """A unit with ``change(run, scope)`` applied to each run of inlines."""

    def mapped(blocks: Blocks, scope: str) -> Blocks:
        return tuple(_map_block(b, f"{scope}-b{n}", change) for n, b in enumerate(blocks, 1))

    footnotes = tuple(replace(f, blocks=mapped(f.blocks, f.id)) for f in unit.footnotes)
    return replace(unit, blocks=mapped(unit.blocks, unit.id), footnotes=footnotes)


def _map_block(block: Block, scope: str, change: Callable[[Inlines, str], Inlines]) -> Block:
    numbers = count(1)
    return map_inlines(block, lambda run: change(run, f"{scope}-r{next(numbers)}"))


def _ids(book: Book) -> set[str]:
    """The ids that a book without phrases has."""
    found = {unit.id for unit in book.units}
    found |= {note.id for unit in book.units for note in unit.footnotes}
    for unit in book.units:
        for block in unit_blocks(unit):
            if isinstance(block, Heading):
                found.add(block.id)
            elif isinstance(block, PageBreak):
                found.add(block.mark.id)
        found |= {i.id for i in unit_inlines(unit) if isinstance(i, PageMark)}
        found |= {i.ref_id for i in unit_inlines(unit) if isinstance(i, FootnoteReference)}
    return found


def _fresh_names(taken: set[str]) -> Callable[[str], str]:
    """A function that gives a name back, changed where the book already uses it as an id."""

    def fresh(name: str) -> str:
        while name in taken:
            name += "x"
        taken.add(name)
        return name

    return fresh


def phrases(run: Inlines) -> Iterator[Phrase]:
    """The phrases of a run, in reading order."""
    return (inline for inline in all_inlines(run) if isinstance(inline, Phrase))
