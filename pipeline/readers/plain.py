"""Turn the blocks that need no parser (``rules.PLAIN_BLOCK``) into blocks of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.common.utils import mdTrim
from markdown_it.token import Token

from pipeline.document import (
    Block,
    Blocks,
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Pos,
    SoftBreak,
    Text,
)
from pipeline.readers.context import Context
from pipeline.readers.paragraphs import paragraph_blocks
from pipeline.readers.positions import Source

# How many characters paragraphs may have together that are left whole as one text.
MOST_WHOLE = 2000


def read_plain_blocks(token: Token, context: Context) -> Iterator[Block]:
    """The blocks of a token of plain blocks: what the parser would have made of them.

    Paragraphs that are not ``context.needed`` are left whole.
    """
    needed = context.needed
    whole: list[tuple[int, re.Match[str]]] = []
    for line, block in token.meta["blocks"]:
        lines = block["lines"]
        if lines and needed and len(lines) < MOST_WHOLE and not needed(lines):
            if whole and block.end() - whole[0][1].start() > MOST_WHOLE:
                yield from _whole(whole, context.source)
                whole = []
            whole.append((line, block))
            continue
        yield from _whole(whole, context.source)
        whole = []
        if lines:
            yield from _paragraphs(line, lines, context.source)
        elif block["sign"]:
            yield _heading(line, block, context)
    yield from _whole(whole, context.source)


def _whole(blocks: list[tuple[int, re.Match[str]]], source: Source) -> Iterator[Paragraph]:
    """Paragraphs next to one another as one, of a single text with all their lines."""
    if not any(mdTrim(block["lines"]) for _, block in blocks):
        return
    line, last = blocks[0][0], blocks[-1]
    start, end = source.original_starts[line], source.original(last[1].end("lines") - 1)
    pos = Pos(source.file, source.first_line + line + 1, 1, start, end)
    yield Paragraph((Text(source.text[start:end], pos),), pos)


def _heading(line: int, block: re.Match[str], context: Context) -> Heading:
    """A heading; its words are as long as the parser has them, with an id behind or none."""
    (sign, words, id), source = block.group("sign", "words", "id"), context.source
    text = mdTrim(words) if id is None else mdTrim(words + id).removesuffix(id).rstrip(" \t")
    start = source.original_starts[line]
    pos = Pos(source.file, source.first_line + line + 1, 1, start, start + block[0].index("\n"))
    place = (line, start, start + len(sign) + words.index(text))
    children = _texts(text, place, source) if text else ()
    return Heading(len(sign), children, id or context.heading_id(), pos)


def _paragraphs(line: int, lines: str, source: Source) -> Blocks:
    """Lines of text as the blocks that they stand for."""
    text = mdTrim(lines)
    start, last = source.original_starts[line], line + lines.count("\n") - 1
    end = source.original_starts[last] + len(lines) - 1 - (lines.rfind("\n", 0, -1) + 1)
    pos = Pos(source.file, source.first_line + line + 1, 1, start, end)
    before = lines[: lines.index(text)]
    if "\n" in before:
        line, before = line + before.count("\n"), before[before.rfind("\n") + 1 :]
        start = source.original_starts[line]
    children = _texts(text, (line, start, start + len(before)), source) if text else ()
    return paragraph_blocks(children, pos, lambda _: ())


def _texts(text: str, place: tuple[int, int, int], source: Source) -> Inlines:
    """Text as inlines, a text a line; ``place``: its line, where that starts, where it starts."""
    line, line_start, start = place
    first, *others = text.split("\n")
    end = start + len(first)
    column = start - line_start + 1
    pos = Pos(source.file, source.first_line + line + 1, column, start, end)
    nodes: list[Inline] = [Text(first, pos)]
    for value in others:
        line += 1
        next_start = source.original_starts[line]
        column = end - source.original_starts[line - 1] + 1
        nodes.append(SoftBreak(Pos(source.file, line, column, end, end + 1)))
        start, end = next_start, next_start + len(value)
        nodes.append(Text(value, Pos(source.file, source.first_line + line + 1, 1, start, end)))
    return tuple(nodes)
