"""Stretches of Markdown with their emphasis, put together into lines."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

BREAK = "\n"  # a line end the author wants kept, until its block decides how it is written
BLANKS = " \t　" + BREAK
# A comment is not published; it stands where two marks, or a mark and a letter, must not meet.
APART = "<!-- -->"


@dataclass(frozen=True, slots=True)
class Span:
    """Markdown of one emphasis; ``markdown`` is escaped already."""

    markdown: str
    bold: bool = False
    italic: bool = False


def join(spans: Iterable[Span]) -> str:
    """Spans as one stretch of Markdown, neighbours of the same emphasis marked once."""
    made = ""
    said = (span for span in spans if span.markdown)
    for key, group in itertools.groupby(said, lambda span: (span.bold, span.italic)):
        text = reduce(_beside, (span.markdown for span in group), "")
        for part, emphasis in _apart(text, key):
            made = _meet(made, _marked(part, *emphasis))
    return made


def _apart(text: str, emphasis: tuple[bool, bool]) -> Iterator[tuple[str, tuple[bool, bool]]]:
    """A stretch whose marks stand directly at its words: blanks at its ends carry no emphasis."""
    body = text.strip(BLANKS)
    start = text.index(body) if body else len(text)
    yield text[:start], (False, False)
    yield body, emphasis
    yield text[start + len(body) :], (False, False)


def _marked(text: str, bold: bool, italic: bool) -> str:
    mark = "*" * (2 * bold + italic)
    return f"{mark}{text}{mark}" if text else ""


def _meet(left: str, right: str) -> str:
    """Two stretches of different emphasis side by side; no mark may be read as another."""
    return _beside(left + (APART if _clash(left, right) else ""), right)


def _beside(left: str, right: str) -> str:
    """Two stretches side by side; a ``!`` before a link does not make it a picture."""
    if left.endswith("!") and right.startswith("["):
        return f"{left[:-1]}\\!{right}"
    return left + right


def _clash(left: str, right: str) -> bool:
    """Whether a run of ``*`` where two stretches meet would not be read as their mark.

    CommonMark 0.31.2, 6.2: a mark beside punctuation needs a blank or punctuation on its other
    side; the reader takes a wide character there as well.
    """
    if not left or not right:
        return False
    ends, begins = left.endswith("*") and not left.endswith("\\*"), right.startswith("*")
    if ends and begins:
        return True
    if begins:
        return _is_letter(left[-1]) and not _is_letter(right.lstrip("*")[:1])
    return ends and _is_letter(right[0]) and not _is_letter(left.rstrip("*")[-1:])


def _is_letter(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "LNM"
