"""Plain text as Markdown that reads back as that text."""

from __future__ import annotations

import re

# CommonMark 2.4: what would begin markup is escaped; ours are braces, ｜ and 《 too.
SPECIAL = re.compile(r"[\\`*_\[\]<>{}|｜《&]")
AT_LINE_START = re.compile(
    r"(?:#{1,6}(?=\s|$)|[+\-](?=\s|$)|:::|~~~|[:~](?=\s)|=+\s*$|-+\s*$)",
)
ORDERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def escape(text: str) -> str:
    """Text inside a line: signs of ASCII that mean something get a backslash."""
    return SPECIAL.sub(lambda sign: "\\" + sign[0] if sign[0].isascii() else sign[0], text)


def escape_line(line: str) -> str:
    """A line whose insides are Markdown already, without what would begin a block."""
    if AT_LINE_START.match(line):
        return "\\" + line
    return ORDERED.sub(r"\1\\\2", line, count=1) if ORDERED.match(line) else line
