"""Read one Markdown file into a unit whose every character knows its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipeline.diagnostics import Code, Diagnostic, diagnostic
from pipeline.document import NOWHERE, Block, Blocks, Heading, PageBreak, Pos, Report, Unit
from pipeline.readers.blocks import (
    find_unused_footnotes,
    in_lang,
    read_blocks,
    read_footnotes,
    take_definitions,
)
from pipeline.readers.context import Context, Needed
from pipeline.readers.frontmatter import FrontMatter, read_front_matter
from pipeline.readers.images import ImageFolder
from pipeline.readers.parser import MAX_NESTING, TOO_DEEP, Parser, block_tokens, markdown_parser
from pipeline.readers.pieces import pieces
from pipeline.readers.positions import Source
from pipeline.walk import all_blocks, plain_text

# XML 1.0 (5th ed.), 2.2: no C0 control but tab, LF and CR, and no U+FFFE or U+FFFF; DEL is
# allowed there and prints nothing.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@cache
def _parser() -> Parser:
    return markdown_parser()


def decode(data: bytes, file: str, report: Report) -> str | None:
    """A file's bytes as text, its byte order mark and line ends kept; None if not UTF-8.

    Control characters are reported and replaced one for one, so that every place stays true.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = Source(data[: error.start].decode("utf-8"), file)
        pos = before.pos(len(before.folded), len(before.folded))
        report(diagnostic(Code.NOT_UTF8, pos, byte=error.start + 1, value=data[error.start]))
        return None
    if not _CONTROL.search(text):
        return text
    source = Source(text, file)
    for match in _CONTROL.finditer(source.folded):
        pos = source.pos(match.start(), match.end())
        report(diagnostic(Code.CONTROL_CHARACTER, pos, value=ord(match[0])))
    return _CONTROL.sub(REPLACEMENT, text)


def read_unit(
    source: str,
    file: str,
    unit_id: str,
    report: Report,
    images: ImageFolder | None,
    needed: Needed | None = None,
) -> Unit:
    """A Markdown file as a unit.

    Links keep the target they were written with, and without ``images`` pictures keep their
    path; ``readers.book`` resolves both over the whole book. Findings are reported in the order
    of the text. For who looks for words alone: plain paragraphs side by side whose lines are
    not ``needed`` are one paragraph of one text, with its line ends.
    """
    ((_, unit),) = read_pieces(source, file, unit_id, report, images, needed)
    return unit


def read_pieces(
    source: str,
    file: str,
    unit_id: str,
    report: Report,
    images: ImageFolder | None,
    needed: Needed | None = None,
    level: int = 0,
) -> Iterator[tuple[Source, Unit]]:
    """The pieces of a Markdown file, cut before headings of a level, each as a unit.

    Together they are the unit of ``read_unit``, but that a footnote stands in the piece that calls
    it first. Only one piece at a time takes memory, beside the definitions of footnotes and links.
    Findings are reported after the last.
    """
    found: list[Diagnostic] = []
    whole = Source(source, file)
    context = Context(whole, unit_id, found.append, images, _parser(), needed)
    lang, pos = "", NOWHERE
    if "]:" in source and level:
        _define_all(context, level)
    for piece in pieces(whole, level, context.md):
        context.source = piece
        try:
            unit, matter = _read(context, lang, pos)
            lang, pos = lang or matter.lang, matter.pos if matter.lang else pos
        except RecursionError:
            # The parser bounds its own nesting; this is for what it may have missed.
            context.find(Code.TOO_DEEP, piece.line_pos(0), limit=MAX_NESTING)
            unit = Unit(unit_id, (), (), _whole(piece))
        yield piece, unit
    find_unused_footnotes(context)
    for finding in sorted(found, key=lambda finding: finding.pos.offset):
        report(finding)


def _define_all(context: Context, level: int) -> None:
    """Gather the definitions of all pieces, which hold for the whole file."""
    for piece in pieces(context.whole, level, context.md):
        if "]:" in piece.folded:
            context.source = piece
            take_definitions(block_tokens(context.md, piece.folded, context.env), context)
    context.env.pop(TOO_DEEP, None)
    context.defined = True


def _read(context: Context, lang: str, lang_pos: Pos) -> tuple[Unit, FrontMatter]:
    """A piece as a unit, and the front matter; ``lang`` is that of an earlier piece's."""
    tokens = block_tokens(context.md, context.source.folded, context.env)
    for start in context.env.pop(TOO_DEEP, ()):
        context.find(Code.TOO_DEEP, context.source.pos(start, start + 1), limit=MAX_NESTING)
    tokens = take_definitions(tokens, context)
    matter = read_front_matter(tokens, context)
    blocks = _titled(read_blocks(tokens, context), matter, context)
    footnotes = read_footnotes(context)
    lang, lang_pos = (matter.lang, matter.pos) if matter.lang else (lang, lang_pos)
    if lang not in ("", "ja"):
        blocks = in_lang(blocks, lang, lang_pos, context)
        footnotes = tuple(
            replace(note, blocks=in_lang(note.blocks, lang, lang_pos, context))
            for note in footnotes
        )
    _check_levels(blocks, context)
    return Unit(context.unit_id, blocks, footnotes, _whole(context.source)), matter


def _whole(source: Source) -> Pos:
    return source.pos(0, len(source.folded))


def _titled(blocks: Blocks, matter: FrontMatter, context: Context) -> Blocks:
    """Blocks that begin with their unit's heading; print-page marks above it come under it."""
    solid = next((block for block in blocks if not isinstance(block, PageBreak)), None)
    if isinstance(solid, Heading) and solid.level == 1:
        at = blocks.index(solid)
        if matter.title and plain_text(matter.title) != plain_text(solid.children):
            context.find(Code.UNUSED_TITLE, matter.pos, heading=plain_text(solid.children))
        return (solid, *blocks[:at], *blocks[at + 1 :])
    if matter.title:
        return (Heading(1, matter.title, context.heading_id(), matter.pos), *blocks)
    _report_start(solid, blocks, context)
    return blocks


def _report_start(solid: Block | None, blocks: Blocks, context: Context) -> None:
    """Say why a unit has no heading to begin with."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    if solid is None:
        context.find(Code.EMPTY_UNIT, context.source.line_pos(0))
    elif isinstance(solid, Heading):
        context.find(Code.FIRST_HEADING, solid.pos, level=solid.level)
    elif headings:
        context.find(Code.TEXT_BEFORE_HEADING, solid.pos)
    else:
        context.find(Code.NO_HEADING, solid.pos)


def _check_levels(blocks: Blocks, context: Context) -> None:
    """Report headings without words, and levels that are jumped over."""
    level = 0
    for block in all_blocks(blocks):
        if not isinstance(block, Heading):
            continue
        if not plain_text(block.children).strip():
            context.find(Code.EMPTY_HEADING, block.pos)
        if level and block.level > level + 1:
            context.find(Code.SKIPPED_LEVEL, block.pos, level=block.level, previous=level)
        level = block.level
