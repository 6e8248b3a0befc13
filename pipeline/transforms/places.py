"""Which parts of a unit count as uses: contents lists and headings, if the book says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.config import GlossSettings
from pipeline.document import Block, Heading, Inlines, Link, List, PageMark, Paragraph, Text, Unit
from pipeline.walk import inline_runs, plain_text, unit_blocks

# What a heading over a contents list says.
CONTENTS = re.compile(r"\s*(?:目\s*次|もくじ)\s*")
SCHEME = re.compile("[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def apart(unit: Unit, gloss: GlossSettings) -> Iterator[Inlines]:
    """The runs of inlines of a unit whose words are no uses and have no glosses."""
    blocks: list[Block] = []
    if not gloss.contents_count:
        blocks += contents_lists(unit)
    if not gloss.headings_count:
        blocks += (block for block in unit_blocks(unit) if isinstance(block, Heading))
    return (run for block in blocks for run in inline_runs(block))


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
