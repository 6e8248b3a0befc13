"""Conditions on the text before and after a word, which tables write as regular expressions.

Most are lists of words with endings (``(?:学校|会社)(?:に|へ)は?``). Written out they are looked up
in a set, which needs no compiling; only what is more than that becomes a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

Condition = Callable[[str], object]
MOST = 4000  # words that a condition is written out to
_SPECIAL = frozenset(r"\.*+?{}^$")


@cache
def ends_in(condition: str) -> Condition:
    """Whether a text ends as a condition says."""
    if words := written_out(condition):
        listed, lengths = frozenset(words), tuple(sorted(set(map(len, words))))
        return lambda text: any(text[-length:] in listed for length in lengths)
    return re.compile(f"(?:{condition})$").search


@cache
def begins_with(condition: str) -> Condition:
    """Whether a text begins as a condition says."""
    if words := written_out(condition):
        listed, lengths = frozenset(words), tuple(sorted(set(map(len, words))))
        return lambda text: any(text[:length] in listed for length in lengths)
    return re.compile(condition).match


@cache
def is_list(condition: str) -> bool:
    """Whether a condition is a list of words, which costs less to ask than anything else."""
    return bool(written_out(condition))


@cache
def written_out(condition: str) -> tuple[str, ...]:
    """Every text that a condition fits, or nothing where it is more than a list, or fits all."""
    reader = _Reader(condition)
    try:
        words = reader.alternatives()
    except _NoListError:
        return ()
    return () if "" in words or reader.at < len(condition) else tuple(words)


class _NoListError(Exception):
    """A condition that is more than a list of words."""


class _Reader:
    """A pattern of words, groups, classes of characters and ``?``, read from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self) -> list[str]:
        found = self._sequence()
        while self._next("|"):
            found += self._sequence()
        return found

    def _sequence(self) -> list[str]:
        found = [""]
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            item = self._item()
            if self._next("?"):
                item.append("")
            if len(found) * len(item) > MOST:
                raise _NoListError
            found = [before + after for before in found for after in item]
        return found

    def _item(self) -> list[str]:
        if self._next("(?:"):
            found = self.alternatives()
            if not self._next(")"):
                raise _NoListError
            return found
        if self._next("["):
            end = self.pattern.find("]", self.at)
            characters = self.pattern[self.at : end]
            if end < 0 or not _SPECIAL.isdisjoint(characters) or "-" in characters:
                raise _NoListError
            self.at = end + 1
            return list(characters)
        character = self.pattern[self.at]
        if character in _SPECIAL or character == "(":
            raise _NoListError
        self.at += 1
        return [character]

    def _next(self, sign: str) -> bool:
        if not self.pattern.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True
