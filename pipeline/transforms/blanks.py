"""Close up the blanks that authors put around letters and digits in Japanese text.

JLREQ 3.2.3: the quarter-em between Western and Japanese text is the typesetter's; in braille a
blank would cut the word. What parts words or labels stays: a blank before most katakana, between
two words in the alphabet, and after the number of a section (``1 準備``, ``2-1 準備``) or figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.document import (
    Book,
    Emphasis,
    Image,
    Inline,
    Inlines,
    Link,
    Phrase,
    Report,
    Strong,
    Term,
    Text,
)
from pipeline.japanese.thin_blanks import thin_blanks
from pipeline.japanese.units import after_number
from pipeline.transforms.width import part
from pipeline.walk import map_unit, same

JAPANESE = "ぁ-ゖ一-鿿々"
AFTER_TERM = re.compile(f" (?=[{JAPANESE}、。」』）])")
BEFORE_TERM = re.compile(f"(?<=[{JAPANESE}、。「『（]) $")
# A number inside a sentence: 図 3 のように, 長さは 10.5 秒.
NUMBER = re.compile(f"(?<=[{JAPANESE}、。「（]) (?=[0-9])|(?<=[0-9]) (?=[ぁ-ゖ])")
AT_START = re.compile("[0-9A-Za-z.,‐–−-]+ ")


def close_up(book: Book, _report: Report) -> Book:
    """A book without the single blanks between a word or number and the Japanese around it."""
    units = tuple(map_unit(unit, close_run, verbatim=False) for unit in book.units)
    return replace(book, title=close_run(book.title), units=units)


def close_run(inlines: Inlines) -> Inlines:
    """A run of inlines with its blanks closed up."""
    made: list[Inline] = []
    for index, inline in enumerate(inlines):
        match inline:
            case Text():
                before = inlines[index - 1] if index else None
                after = inlines[index + 1] if index + 1 < len(inlines) else None
                made.extend(_without(inline, sorted(_blanks(inline.value, before, after))))
            case Emphasis() | Strong() | Link() | Phrase():
                made.append(replace(inline, children=close_run(inline.children)))
            case Image():
                made.append(replace(inline, alt=close_run(inline.alt)))
            case _:
                made.append(inline)
    return same(tuple(made), inlines)


def _blanks(text: str, before: Inline | None, after: Inline | None) -> set[int]:
    """Where the blanks stand that are to go."""
    if " " not in text:
        return set()
    found = {hit.start() for hit in NUMBER.finditer(text)}
    if before is None and (label := AT_START.match(text)):
        found.discard(label.end() - 1)
    found |= {at for at in thin_blanks(text) if at and text[at - 1].isdecimal()}
    if isinstance(before, Term) and AFTER_TERM.match(text):
        found.add(0)
    if isinstance(after, Term) and (hit := BEFORE_TERM.search(text)):
        found.add(hit.start())
    if isinstance(after, Term) and text[-2:-1].isdecimal() and after_number(after.original):
        found.add(len(text) - 1)  # 16 GB
    return found


def _without(text: Text, blanks: list[int]) -> Iterator[Text]:
    """A text cut where its blanks went."""
    if not blanks:
        yield text
        return
    for start, end in zip((0, *(b + 1 for b in blanks)), (*blanks, len(text.value)), strict=True):
        if start < end:
            yield part(text, start, end)
