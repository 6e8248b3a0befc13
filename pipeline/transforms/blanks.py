"""Close up the blanks that authors put around words in the alphabet, once those are katakana."""

from __future__ import annotations

import re
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
from pipeline.transforms.width import part
from pipeline.walk import map_unit

# JLREQ 3.2.3: the quarter-em between Western and Japanese text is set by the typesetter. Between
# kanji or hiragana and katakana there is none. A blank before katakana parts two words: it stays.
AFTER_TERM = re.compile(" (?=[ぁ-ゖ一-鿿々、。」』）])")
BEFORE_TERM = re.compile("(?<=[ぁ-ゖ一-鿿々、。「『（]) $")


def close_up(book: Book, _report: Report) -> Book:
    """A book without the single blanks between a term and the kanji or hiragana beside it."""
    units = tuple(map_unit(unit, _close, verbatim=False) for unit in book.units)
    return replace(book, title=_close(book.title), units=units)


def _close(inlines: Inlines) -> Inlines:
    made: list[Inline] = []
    for index, inline in enumerate(inlines):
        match inline:
            case Text():
                after = inlines[index + 1] if index + 1 < len(inlines) else None
                made.extend(
                    _trim(inline, index > 0 and _is_term(inlines[index - 1]), _is_term(after))
                )
            case Emphasis() | Strong() | Link() | Phrase():
                made.append(replace(inline, children=_close(inline.children)))
            case Image():
                made.append(replace(inline, alt=_close(inline.alt)))
            case _:
                made.append(inline)
    return tuple(made)


def _is_term(inline: Inline | None) -> bool:
    return isinstance(inline, Term)


def _trim(text: Text, follows_term: bool, precedes_term: bool) -> Inlines:
    start = int(follows_term and AFTER_TERM.match(text.value) is not None)
    hit = BEFORE_TERM.search(text.value, start) if precedes_term else None
    end = hit.start() if hit else len(text.value)
    if (start, end) == (0, len(text.value)):
        return (text,)
    return (part(text, start, end),) if start < end else ()
