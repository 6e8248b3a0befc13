"""Conditions on the text before and after a word, which tables write as regular expressions.

Most are lists of words with endings (``(?:学校|会社)(?:に|へ)は?``). Written out they are looked up
in a set, which needs no compiling. Of the others it is known with which characters a text begins
or ends that fits them; they are compiled when such a text comes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

Condition = Callable[[str], object]
MOST = 4000  # words that a condition is written out to
NOTHING = ""  # stands for the character at a text's end


class Characters(NamedTuple):
    """Characters, each ``listed`` or within one of the ``ranges``, ends included."""

    listed: frozenset[str]
    ranges: tuple[tuple[str, str], ...] = ()

    def has(self, character: str) -> bool:
        """Whether a character, or ``NOTHING``, is one of these."""
        if character in self.listed:
            return True
        return any(first <= character <= last for first, last in self.ranges)


NOBODY = Characters(frozenset())
ANY = Characters(frozenset({NOTHING}), (("\0", chr(sys.maxunicode)),))


class Shape(NamedTuple):
    """What is known of the texts that fit a condition.

    ``words``: every one of them, or nothing where it is more than a list. ``edge``: the characters
    next to the word that the condition is about. ``empty``: nothing fits, too. ``alone``: a text
    fits if its character at the edge does.
    """

    words: tuple[str, ...]
    edge: Characters
    empty: bool = False
    alone: bool = False


@cache
def ends_in(condition: str) -> Condition:
    """Whether a text ends as a condition says."""
    shape = shape_of(condition, backward=True)
    if shape.words:
        listed, lengths = frozenset(shape.words), tuple(sorted(set(map(len, shape.words))))
        last = shape.edge.listed
        return lambda text: text[-1:] in last and any(text[-n:] in listed for n in lengths)
    has, search = shape.edge.has, f"(?:{condition})$"
    if shape.alone:
        return lambda text: has(text[-1:])
    if shape.empty:
        return re.compile(search).search
    return lambda text: has(text[-1:]) and _compiled(search).search(text)


@cache
def begins_with(condition: str) -> Condition:
    """Whether a text begins as a condition says."""
    shape = shape_of(condition, backward=False)
    if shape.words:
        listed, lengths = frozenset(shape.words), tuple(sorted(set(map(len, shape.words))))
        first = shape.edge.listed
        return lambda text: text[:1] in first and any(text[:n] in listed for n in lengths)
    has = shape.edge.has
    if shape.alone:
        return lambda text: has(text[:1])
    if shape.empty:
        return re.compile(condition).match
    return lambda text: has(text[:1]) and _compiled(condition).match(text)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def is_list(condition: str) -> bool:
    """Whether a condition is a list of words, which costs less to ask than anything else."""
    return bool(written_out(condition))


def written_out(condition: str) -> tuple[str, ...]:
    """Every text that a condition fits, or nothing where it is more than a list, or fits all."""
    return shape_of(condition, backward=False).words


@cache
def shape_of(condition: str, *, backward: bool) -> Shape:
    """A condition → what is known of it; ``backward``: it stands before its word."""
    reader = _Reader(condition, backward)
    try:
        part = reader.alternatives()
    except _UnknownError:
        return Shape((), ANY, empty=True)
    if reader.at < len(condition):
        return Shape((), ANY, empty=True)
    words = () if part.words is None or NOTHING in part.words else tuple(part.words)
    return Shape(words, reader.edge_of(part), part.empty, part.alone)


class _UnknownError(Exception):
    """A condition with something that the reader does not know."""


class _Part(NamedTuple):
    """A part of a condition: its words, or where there are no such, what ``Shape`` says of it."""

    words: list[str] | None = None
    edge: Characters = NOBODY
    empty: bool = False
    alone: bool = False


class _Reader:
    """A pattern of words, groups, classes of characters and signs of number, read once through."""

    def __init__(self, pattern: str, backward: bool) -> None:
        self.pattern = pattern
        self.backward = backward
        self.at = 0

    def edge_of(self, part: _Part) -> Characters:
        if part.words is None:
            return part.edge
        edge = slice(-1, None) if self.backward else slice(1)
        return Characters(frozenset(word[edge] for word in part.words if word))

    def alternatives(self) -> _Part:
        found = self._sequence()
        while self._next("|"):
            other = self._sequence()
            if found.words is not None and other.words is not None:
                found = self._listed(found.words + other.words)
            else:
                edge = _either(self.edge_of(found), self.edge_of(other))
                empty, alone = found.empty or other.empty, found.alone and other.alone
                found = _Part(None, edge, empty, alone)
        return found

    def _sequence(self) -> _Part:
        found = _Part([NOTHING], empty=True)
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            found = self._both(found, self._repeated(self._item()))
        return found

    def _both(self, before: _Part, after: _Part) -> _Part:
        """What fits one part and then another."""
        if before.words == [NOTHING]:
            return after
        words, more = before.words, after.words
        if words is not None and more is not None and len(words) * len(more) <= MOST:
            return self._listed([word + rest for word in words for rest in more])
        near, far = (after, before) if self.backward else (before, after)
        edge = self.edge_of(near)
        if near.empty:
            edge = _either(edge, self.edge_of(far))
        return _Part(None, edge, near.empty and far.empty)

    def _listed(self, words: list[str]) -> _Part:
        return _Part(words, NOBODY, NOTHING in words, all(len(word) == 1 for word in words))

    def _repeated(self, part: _Part) -> _Part:
        """A part as often as the sign behind it says."""
        if self._next("?"):
            if part.words is not None:
                return self._listed([*part.words, NOTHING])
            return _Part(None, part.edge, empty=True)
        if self._next("*"):
            part = _Part(None, self.edge_of(part), empty=True)
        elif self._next("+"):
            part = _Part(None, self.edge_of(part), part.empty)
        elif self._next("{"):
            least = self.pattern[self.at : self.at + 1]
            self.at = self._end("}") + 1
            part = _Part(None, self.edge_of(part), part.empty or least in "0,")
        else:
            return part
        self._next("?")  # as few as possible: the same texts fit
        return part

    def _item(self) -> _Part:
        if plain := _PLAIN(self.pattern, self.at):
            self.at = plain.end()
            return self._listed([plain.group()])
        if self._next("["):
            return self._class()
        if self.pattern.startswith("(", self.at):
            return self._group()
        character = self.pattern[self.at]
        self.at += 1
        if character == ".":
            return _Part(None, ANY)
        if character not in "^$":
            raise _UnknownError
        if self.backward == (character == "$"):
            return _Part(empty=True)
        ends = {NOTHING} if self.backward else {NOTHING, "\n"}
        return _Part(None, Characters(frozenset(ends)), alone=self.backward)

    def _group(self) -> _Part:
        for sign in ("(?:", "(?=", "(?!", "(?<=", "(?<!"):
            if self._next(sign):
                inside = self.alternatives()
                if not self._next(")"):
                    raise _UnknownError
                return inside if sign == "(?:" else _Part(empty=True)
        raise _UnknownError

    def _class(self) -> _Part:
        others = self._next("^")
        end = self._end("]")
        inside = self.pattern[self.at : end]
        self.at = end + 1
        if not inside or "\\" in inside:
            raise _UnknownError
        listed: set[str] = set()
        ranges: list[tuple[str, str]] = []
        for first, last, single in _CLASS.findall(inside):
            if single:
                listed.add(single)
            else:
                ranges.append((first, last))
        if not others and not ranges:
            return self._listed(sorted(listed))
        edge = Characters(frozenset(listed), tuple(ranges))
        return _Part(None, _others(edge) if others else edge, alone=True)

    def _end(self, sign: str) -> int:
        end = self.pattern.find(sign, self.at)
        if end < 0:
            raise _UnknownError
        return end

    def _next(self, sign: str) -> bool:
        if not self.pattern.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True


# Characters that stand for themselves; one that a sign of number is about comes alone.
_PLAIN = re.compile(r"[^\\.*+?{}^$()\[\]|]+(?![?*+{])|[^\\.*+?{}^$()\[\]|]").match
_CLASS = re.compile("(.)-(.)|(.)", re.DOTALL)


def _either(one: Characters, other: Characters) -> Characters:
    return Characters(one.listed | other.listed, one.ranges + other.ranges)


def _others(characters: Characters) -> Characters:
    """Every character that is not one of these."""
    taken = sorted([*characters.ranges, *zip(characters.listed, characters.listed, strict=True)])
    ranges: list[tuple[str, str]] = []
    free = 0
    for first, last in taken:
        if free < ord(first):
            ranges.append((chr(free), chr(ord(first) - 1)))
        free = max(free, ord(last) + 1)
    if free <= sys.maxunicode:
        ranges.append((chr(free), chr(sys.maxunicode)))
    return Characters(frozenset(), tuple(ranges))
