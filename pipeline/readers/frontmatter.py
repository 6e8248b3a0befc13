"""Read a file's front matter: ``key: value`` lines between two lines of dashes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.token import Token

from pipeline.diagnostics import Code
from pipeline.document import LANGUAGE_TAG, NOWHERE, Inlines, Pos
from pipeline.readers.context import Context
from pipeline.readers.inlines import read_inlines
from pipeline.readers.positions import one_line

KEYS = ("title", "lang")
_LINE = re.compile(r"([^\s:#][^:]*?)[ \t]*:[ \t]*(\"[^\"]*\"|'[^']*'|.*?)[ \t]*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """``title`` stands in for a missing heading; ``lang`` is the whole unit's language."""

    title: Inlines = ()
    lang: str = ""
    pos: Pos = NOWHERE


def read_front_matter(tokens: list[Token], context: Context) -> FrontMatter:
    """The front matter among a file's block tokens, or an empty one."""
    token = next((t for t in tokens[:1] if t.type == "front_matter"), None)
    if token is None:
        return FrontMatter()
    first, end = token.map or (0, 0)
    values: dict[str, tuple[str, Pos]] = {}
    for line in range(first + 1, end - 1):
        _read_line(context.source.line_pos(line), values, context)
    title, place = values.get("title", ("", context.source.line_pos(first)))
    return FrontMatter(_title(title, place, context), _lang(values, context), place)


def _read_line(pos: Pos, values: dict[str, tuple[str, Pos]], context: Context) -> None:
    """One line into ``values``: its value and where the value stands."""
    line = context.source.text[pos.offset : pos.end]
    if not line.strip() or line.startswith("#"):
        return
    match = _LINE.fullmatch(line)
    if match is None:
        context.find(Code.BAD_FRONT_MATTER, pos, line=line.strip())
    elif match[1] not in KEYS or match[1] in values:
        context.find(Code.UNKNOWN_KEY, pos, key=match[1], choices="、".join(KEYS))
    else:
        value = match[2]
        quoted = value[:1] in "\"'" and len(value) > 1 and value[0] == value[-1]
        start = pos.offset + match.start(2) + quoted
        value = value[1:-1] if quoted else value
        place = Pos(pos.file, pos.line, start - pos.offset + 1, start, start + len(value))
        values[match[1]] = value, place


def _title(title: str, pos: Pos, context: Context) -> Inlines:
    where = one_line(context.source, context.source.folded_offset(pos.offset))
    return read_inlines(title, where, context)


def _lang(values: dict[str, tuple[str, Pos]], context: Context) -> str:
    lang, pos = values.get("lang", ("", NOWHERE))
    if lang and not LANGUAGE_TAG.fullmatch(lang):
        context.find(Code.BAD_LANGUAGE, pos, lang=lang)
        return ""
    return lang
