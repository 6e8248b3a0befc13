"""Cut a long file before headings, into pieces that read alone as they do together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from pipeline.readers.parser import Parser, block_tokens
from pipeline.readers.positions import LINE_ENDING, Source

# What may hold a line that looks like a heading (a fence, a container), or belong to the heading
# after it (attributes). Everything else but front matter ends before a line that begins with
# ``#``: CommonMark 0.31.2, 4.2, and 5.1 and 5.2 for what is not indented.
_HOLDERS = re.compile(r"^\ufeff? {0,3}(?:`{3}|~{3}|:{3}|\{)", re.MULTILINE)
_FRONT = re.compile(r"\ufeff?(-{3,})")
_LONE_CR = re.compile(r"\r(?!\n)")


def pieces(whole: Source, level: int, md: Parser) -> Iterator[Source]:
    """A file's pieces: each begins with a heading of ``level`` (1 to 6, 0: none) or above.

    Not every such heading begins one: the first piece holds all before the second heading, so
    that what stands at the head of a file (front matter, page marks) has its heading with it.
    """
    text, start, line, tried = whole.text, 0, 0, 0
    for at, end in _headings(text, level):
        if _HOLDERS.search(text, start, at):
            if end - start < 2 * tried:  # so that all tries together take twice the file's length
                continue
            if not _ends_in_heading(Source(text, whole.file, start, end), md):
                tried = end - start
                continue
        yield Source(text, whole.file, start, at, line)
        line += len(LINE_ENDING.findall(text, start, at))
        start, tried = at, 0
    yield Source(text, whole.file, start, None, line) if start else whole


def _headings(text: str, level: int) -> Iterator[tuple[int, int]]:
    """Where lines begin and end that look like headings, from the second on.

    One with a ``|`` may be the first row of a table.
    """
    if not level or _LONE_CR.search(text):
        return
    heading = re.compile(rf"^#{{1,{level}}}[ \t][^|\r\n]*(?=\r?$)", re.MULTILINE)
    found = heading.finditer(text, _front_end(text))
    next(found, None)
    yield from (match.span() for match in found)


def _front_end(text: str) -> int:
    """Where the front matter ends that a file may begin with: after as many dashes again."""
    opening = _FRONT.match(text)
    if opening is None:
        return 0
    closing = re.compile(rf"^ {{0,3}}-{{{len(opening[1])},}}[ \t]*\r?$", re.MULTILINE)
    match = closing.search(text, opening.end())
    return match.end() if match else 0


def _ends_in_heading(source: Source, md: Parser) -> bool:
    """Whether a text's last line is a heading at the top of the document, and begins a block."""
    tokens: list[Token] = block_tokens(md, source.folded, {})
    if tokens and tokens[-1].type == "plain_blocks":
        return bool(tokens[-1].meta["blocks"][-1][1]["sign"])
    before = tokens[-4].type if len(tokens) > 3 else ""
    return len(tokens) > 2 and tokens[-3].type == "heading_open" and before != "attributes"
