"""Links by a heading's words follow the words that the heading has now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from pipeline.document import Heading, Link, Unit
from pipeline.readers.links import slug
from pipeline.walk import plain_text, unit_blocks, unit_inlines

# The target of an inline link that leads to a place in the same file, in brackets or not.
TARGET = re.compile(r"\]\(\s*<?(#[^\s>)]*)")

Edit = tuple[int, int, str]
"""A stretch of the source, by two offsets, and what stands there instead."""


def moved_references(source: str, old: Unit, new: Iterable[Unit]) -> Iterator[Edit]:
    """The edits to a file's links to its own headings, where those have other words than before."""
    targets = {unquote(target.removeprefix("#")) for target in TARGET.findall(source)}
    before = list(_headings(old)) if targets else []
    ids = {heading.id for heading in before}
    if targets <= ids:
        return
    words = {heading.id: _slug(heading) for unit in new for heading in _headings(unit)}
    # Of two headings of the same words a link leads to the first.
    moved = {_slug(heading): words[heading.id] for heading in reversed(before)}
    for link in (inline for inline in unit_inlines(old) if isinstance(inline, Link)):
        fragment = unquote(link.target.removeprefix("#"))
        if not link.target.startswith("#") or fragment in ids:
            continue
        now, said = moved.get(slug(fragment)), slug(fragment)
        target = _last(TARGET, source[link.pos.offset : link.pos.end])
        if now is not None and now != said and target is not None:
            start, end = target.span(1)
            yield link.pos.offset + start, link.pos.offset + end, f"#{now}"


def _headings(unit: Unit) -> Iterator[Heading]:
    return (block for block in unit_blocks(unit) if isinstance(block, Heading))


def _slug(heading: Heading) -> str:
    """What a link says that leads to a heading by its words, as they stand in the file."""
    return slug(plain_text(heading.children, gloss=True))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)
