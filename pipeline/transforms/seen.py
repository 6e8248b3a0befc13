"""What a unit has glossed, and what is left to gloss of a name that begins or ends with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipeline.document import Pos, Term
from pipeline.japanese.fold import fold

# No word begins with these, and none ends in ッ.
INSIDE_A_WORD = re.compile("[ァィゥェォャュョヮッーン]")


@lru_cache(maxsize=65536)
def key(original: str) -> str:
    """What makes two originals one: width, case and kind of blank do not count."""
    return " ".join(fold(original).casefold().split())


@dataclass(slots=True)
class Seen:
    """What one unit has glossed so far.

    ``glossed``: the katakana by ``key``; ``parts``: (``key``, katakana) of the rests of names;
    ``readings``: the unit's terms by katakana, for words typed in katakana; ``rests``: the parts of
    names with glosses of their own by katakana, as terms.
    """

    glossed: dict[str, str] = field(default_factory=dict)
    parts: set[tuple[str, str]] = field(default_factory=set)
    readings: dict[str, Term] = field(default_factory=dict)
    rests: dict[str, Term] = field(default_factory=dict)

    def has(self, term: Term) -> bool:
        """Whether the unit has glossed a term; the rest of a name by its reading or as the name."""
        name = key(term.original)
        known = self.glossed.get(name)
        if term.name:
            known = known if known == term.reading else self.glossed.get(key(term.name))
        return known is not None or (name, term.reading) in self.parts

    def add(self, term: Term) -> None:
        """Note that a term was glossed."""
        if term.name:
            self.parts.add((key(term.original), term.reading))
            self.glossed.setdefault(key(term.name), "")  # how the whole reads is not known here
        else:
            self.glossed.setdefault(key(term.original), term.reading)


@dataclass(frozen=True, slots=True)
class _Name:
    """A stretch of a name: its words, and its katakana from ``start`` to ``end``."""

    words: tuple[str, ...]
    start: int
    end: int


def split(term: Term, seen: Seen, *, typed: bool = False) -> tuple[Term, ...]:
    """A name as the words at its ends that the unit has glossed, and what is left between.

    ``typed``: the manuscript has the katakana, else the original. A name written otherwise (with
    an escaped character, as ruby) has no places for its parts and stays whole.
    """
    words = tuple(term.original.split(" "))
    written = term.reading if typed else term.original
    if len(words) < 2 or term.pos.end - term.pos.offset != len(written):
        return (term,)
    whole = _Name(words, 0, len(term.reading))
    head = _head(whole, term.reading, seen)
    rest = replace(whole, words=words[len(head.words) :], start=head.end)
    tail = _tail(rest, term.reading, seen)
    rest = replace(rest, words=rest.words[: len(rest.words) - len(tail.words)], end=tail.start)
    if rest == whole:
        return (term,)
    return tuple(_pieces(term, (head, rest, tail), typed=typed))


def _head(name: _Name, reading: str, seen: Seen) -> _Name:
    """The longest beginning that is glossed, with the dot after it; nothing if there is none."""
    for count in range(len(name.words) - 1, 0, -1):
        known = seen.glossed.get(key(" ".join(name.words[:count])), "")
        rest = reading.removeprefix(known)
        if known and rest and rest != reading and not INSIDE_A_WORD.match(rest):
            dot = len(rest) - len(rest.lstrip("・"))
            return _Name(name.words[:count], 0, len(known) + dot)
    return _Name((), 0, 0)


def _tail(name: _Name, reading: str, seen: Seen) -> _Name:
    """The longest end that is glossed, with the dot before it; nothing if there is none."""
    own = reading[name.start :]
    for count in range(1, len(name.words)):
        known = seen.glossed.get(key(" ".join(name.words[count:])), "")
        rest = own.removesuffix(known).rstrip("・")
        if known and rest and own.endswith(known) and not rest.endswith("ッ"):
            return _Name(name.words[count:], name.start + len(rest), name.end)
    return _Name((), name.end, name.end)


def _pieces(term: Term, names: tuple[_Name, _Name, _Name], *, typed: bool) -> Iterator[Term]:
    """The parts of a name as terms, each with its place; blanks go with what is not glossed."""
    words, spaced = term.original.split(" "), term.braille.split(" ")
    first = len(names[0].words)
    last = first + len(names[1].words)
    starts = [0, *(hit.end() for hit in re.finditer(" ", term.original)), len(term.original) + 1]
    bounds = (0, starts[first], starts[last] - 1, len(term.original))
    for number, name in enumerate(names):
        at = (0, first, last, len(words))[number : number + 2]
        start, end = (name.start, name.end) if typed else bounds[number : number + 2]
        if name.words:
            yield replace(
                term,
                reading=term.reading[name.start : name.end],
                original=" ".join(name.words),
                pos=_inside(term.pos, start, end),
                braille=" ".join(spaced[slice(*at)]) if len(spaced) == len(words) else "",
                name=term.original if number == 1 else "",
            )


def _inside(pos: Pos, start: int, end: int) -> Pos:
    return Pos(pos.file, pos.line, pos.column + start, pos.offset + start, pos.offset + end)
