"""Links by a heading's words follow the words that the heading has now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from pipeline.document import Heading, Inlines, Link, Unit
from pipeline.readers.links import slug
from pipeline.walk import plain_text, unit_blocks, unit_inlines

# The target of an inline link that leads to a place in the same file, in brackets or not.
TARGET = re.compile(r"\]\(\s*<?(#[^\s>)]*)")

Edit = tuple[int, int, str]
"""A stretch of the source, by two offsets, and what stands there instead."""


class References:
    """What a file's links to its own headings say, and what they are to say now.

    The file is told of unit by unit; only after the last is it known where a link leads.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._targets = {_fragment(target) for target in TARGET.findall(source)}
        self._ids: set[str] = set()
        self._now: dict[str, str] = {}  # a heading's words as the file has them -> as they are now

    def add(self, unit: Unit, now: Callable[[Inlines], Inlines]) -> None:
        """Note the headings of a unit; ``now`` are their words as they are to be."""
        headings = list(_headings(unit)) if self._targets else []
        self._ids.update(heading.id for heading in headings)
        for heading in headings if not self._targets <= self._ids else ():
            # Of two headings of the same words a link leads to the first.
            self._now.setdefault(_slug(heading.children), _slug(now(heading.children)))

    def links(self, unit: Unit) -> Iterator[Edit]:
        """The targets of a unit's links that may have to change, each with what it says."""
        links = unit_inlines(unit) if not self._targets <= self._ids else ()
        for link in (inline for inline in links if isinstance(inline, Link)):
            target = _last(TARGET, self._source[link.pos.offset : link.pos.end])
            if link.target.startswith("#") and target is not None:
                start, end = target.span(1)
                yield link.pos.offset + start, link.pos.offset + end, link.target

    def moved(self, link: Edit) -> Edit:
        """A link's target as it is to be."""
        start, end, target = link
        said = slug(_fragment(target))
        if _fragment(target) in self._ids or self._now.get(said, said) == said:
            return start, end, self._source[start:end]
        return start, end, f"#{self._now[said]}"


def _fragment(target: str) -> str:
    return unquote(target.removeprefix("#"))


def _headings(unit: Unit) -> Iterator[Heading]:
    return (block for block in unit_blocks(unit) if isinstance(block, Heading))


def _slug(words: Inlines) -> str:
    """What a link says that leads to a heading by its words, as they stand in the file."""
    return slug(plain_text(words, gloss=True))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)
