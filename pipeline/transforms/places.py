"""Which parts of a unit count as uses: contents lists and headings, if the book says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from pipeline.config import GlossSettings
from pipeline.document import Block, Heading, Inlines, Link, List, PageMark, Paragraph, Text, Unit
from pipeline.walk import plain_text, unit_blocks

# What a heading over a contents list says.
CONTENTS = re.compile(r"\s*(?:目\s*次|もくじ)\s*")
SCHEME = re.compile("[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def apart(unit: Unit, gloss: GlossSettings) -> Callable[[Block], bool]:
    """The test for blocks of a unit whose words are no uses and have no glosses."""
    lists = set() if gloss.contents_count else set(map(id, contents_lists(unit)))

    def is_apart(block: Block) -> bool:
        return (isinstance(block, Heading) and not gloss.headings_count) or id(block) in lists

    return is_apart


def contents_lists(unit: Unit) -> Iterator[List]:
    """The lists that the author wrote as contents: under such a heading, or links alone."""
    for before, block in pairwise(unit.blocks):
        if isinstance(block, List) and _names_contents(before):
            yield block
    yield from (b for b in unit_blocks(unit) if isinstance(b, List) and _leads_on(b))


def _names_contents(block: Block) -> bool:
    said = plain_text(block.children) if isinstance(block, Heading) else ""
    return CONTENTS.fullmatch(said) is not None


def _leads_on(block: Block) -> bool:
    """Whether a block is nothing but links to places in the book, one a line."""
    match block:
        case List():
            inner = [b for item in block.items for b in item.blocks]
            return bool(inner) and all(map(_leads_on, inner))
        case Paragraph():
            return _is_link(block.children)
        case _:
            return False


def _is_link(inlines: Inlines) -> bool:
    links = [inline for inline in inlines if isinstance(inline, Link)]
    others = (inline for inline in inlines if not isinstance(inline, Link | PageMark))
    blank = all(isinstance(inline, Text) and not inline.value.strip() for inline in others)
    return blank and len(links) == 1 and not SCHEME.match(links[0].target)
