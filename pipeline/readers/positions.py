"""Where a character of the parsed text stands in the file it came from.

Three counts of code points meet here. *Original*: the file as decoded, with its byte order mark
and its CR LF line ends. *Folded*: the same with LF line ends and no mark, which is what the
Markdown parser sees. *Content*: what is left of one block once the marks of lists and block
quotes around it are gone, which is what the inline rules see.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.document import Pos

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
# CommonMark 0.31.2, 2.1: a line ending is LF, CR LF, or a CR that no LF follows.
LINE_ENDING = re.compile(r"\r\n?|\n")


@dataclass(frozen=True)
class Source:
    """One manuscript file: its decoded ``text`` and the name it has in messages.

    Or a piece of it, from the start of the line ``first_line`` (from 0) at ``start`` to ``end``:
    then only what is folded is of the piece; original offsets and lines stay those of the file.
    """

    text: str
    file: str
    start: int = 0
    end: int | None = None
    first_line: int = 0

    @cached_property
    def mark(self) -> int:
        """How many code points the byte order mark takes: 1 or 0."""
        return int(self.start == 0 and self.text.startswith(BYTE_ORDER_MARK))

    @cached_property
    def folded(self) -> str:
        """The text as the Markdown parser sees it."""
        text = self.text[self.start + self.mark : self.end]
        return LINE_ENDING.sub("\n", text) if "\r" in text else text

    @cached_property
    def original_starts(self) -> list[int]:
        """The original offset of each line's first character."""
        if not self.start and not self.mark and len(self.folded) == len(self.text):
            return self.folded_starts
        end = len(self.text) if self.end is None else self.end
        endings = LINE_ENDING.finditer(self.text, self.start, end)
        return [self.start + self.mark, *(ending.end() for ending in endings)]

    @cached_property
    def folded_starts(self) -> list[int]:
        """The folded offset of each line's first character."""
        return [0, *(end.end() for end in re.finditer("\n", self.folded))]

    def line_of(self, folded: int) -> int:
        """The line (from 0) that holds the folded offset."""
        return bisect_right(self.folded_starts, folded) - 1

    def original(self, folded: int) -> int:
        """A folded offset as an original one."""
        line = self.line_of(folded)
        return self.original_starts[line] + folded - self.folded_starts[line]

    def folded_offset(self, original: int) -> int:
        """An original offset as a folded one."""
        line = bisect_right(self.original_starts, original) - 1
        return self.folded_starts[line] + original - self.original_starts[line]

    def pos(self, start: int, end: int) -> Pos:
        """The place of a folded range; an end at a line's end leaves the line's end out."""
        starts = self.folded_starts
        line = bisect_right(starts, start) - 1
        column = start - starts[line] + 1
        first = self.original_starts[line] + column - 1
        inside = line + 1 == len(starts) or end < starts[line + 1]
        last = first + end - start if inside else self.original(end - 1) + 1
        return Pos(self.file, self.first_line + line + 1, column, first, last)

    def place(self, start: int, end: int) -> Pos:
        """The place of an original range."""
        line = bisect_right(self.original_starts, start) - 1
        column = start - self.original_starts[line] + 1
        return Pos(self.file, self.first_line + line + 1, column, start, end)

    def line_pos(self, line: int) -> Pos:
        """The place of a whole line (from 0), without its line end."""
        start = self.folded_starts[min(line, len(self.folded_starts) - 1)]
        end = self.folded.find("\n", start)
        return self.pos(start, len(self.folded) if end < 0 else end)


@dataclass(frozen=True, slots=True)
class ContentMap:
    """Content offsets to places: line *i* of the raw content starts at ``raw_starts[i]`` there
    and at ``folded_starts[i]`` in the file; the content starts ``shift`` into the raw content.
    """

    source: Source
    raw_starts: tuple[int, ...]
    folded_starts: tuple[int, ...]
    shift: int = 0

    def folded(self, index: int) -> int:
        """A content offset as a folded one."""
        index += self.shift
        line = bisect_right(self.raw_starts, index) - 1
        return self.folded_starts[line] + index - self.raw_starts[line]

    def pos(self, start: int, end: int) -> Pos:
        """The place of a content range."""
        first = self.folded(start)
        if end - start < 2:
            return self.source.pos(first, first + end - start)
        return self.source.pos(first, self.folded(end - 1) + 1)

    def line_pos(self, start: int, end: int) -> Pos:
        """The place of a content range that lies on one line."""
        first = self.folded(start)
        return self.source.pos(first, first + end - start)

    def text(self, start: int, end: int) -> str:
        """What the file has at a content range that lies on one line."""
        first = self.folded(start)
        return self.source.folded[first : first + end - start]

    def shifted(self, by: int) -> ContentMap:
        """The map of content that starts ``by`` further on."""
        return replace(self, shift=self.shift + by)


def one_line(source: Source, folded: int) -> ContentMap:
    """The map of content that lies on one line from ``folded`` on."""
    return ContentMap(source, (0,), (folded,))


def until(pos: Pos, end: int) -> Pos:
    """A place that goes on to another end."""
    return Pos(pos.file, pos.line, pos.column, pos.offset, end)
