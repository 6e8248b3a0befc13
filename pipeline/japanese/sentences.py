"""A text → the spans of its sentences, each short enough for the analyser."""

from __future__ import annotations

import re

# Sudachi refuses more than 49,149 bytes of UTF-8; a code point of Japanese takes up to four.
SENTENCE_LIMIT = 4000
SENTENCE_ENDS = frozenset("。！？!?\n")
CLAUSE_ENDS = frozenset("、,，」』）) \u3000")
AFTER_END = frozenset("」』）)】〉》”’")


def sentences(text: str) -> list[tuple[int, int]]:
    """A text → the spans of its sentences, each short enough for the analyser."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in (
        _MAY_END.finditer(text) if len(text) < SENTENCE_LIMIT // 2 else _ANY.finditer(text)
    ):
        at = match.start()
        if (text[at] in SENTENCE_ENDS and _ends_here(text, at)) or _too_long(text, start, at):
            spans.append((start, at + 1))
            start = at + 1
    if start < len(text):
        spans.append((start, len(text)))
    return spans


_MAY_END = re.compile(f"[{''.join(SENTENCE_ENDS)}]")
_ANY = re.compile(".", re.DOTALL)


def _ends_here(text: str, at: int) -> bool:
    """Whether a mark ends its sentence: no second mark, bracket or address goes on after it."""
    after = text[at + 1 : at + 2]
    if after in SENTENCE_ENDS or after in AFTER_END:
        return False
    return not (text[at] in "!?" and after.isascii() and not after.isspace())


def _too_long(text: str, start: int, at: int) -> bool:
    length = at - start
    return length >= SENTENCE_LIMIT or (length >= SENTENCE_LIMIT // 2 and text[at] in CLAUSE_ENDS)
