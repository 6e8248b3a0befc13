"""Fold widths: letters and digits to half width, katakana to full width, squared words (㍍) too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from pipeline.document import Book, Inline, Inlines, Pos, Report, Text
from pipeline.walk import map_texts, map_unit

ALPHANUMERIC = {
    ord(wide): narrow
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for wide in map(chr, range(ord(first), ord(last) + 1))
    for narrow in (unicodedata.normalize("NFKC", wide),)
}
# JIS X 0201 katakana and its punctuation, one code point each but for voiced pairs (ｶﾞ).
KANA = {ord(half): unicodedata.normalize("NFKC", half) for half in map(chr, range(0xFF61, 0xFF9E))}
ONE_FOR_ONE = {**ALPHANUMERIC, **KANA, 0xFF9E: "゛", 0xFF9F: "゜"}
VOICED_PAIR = "[ｳｶ-ﾄﾊ-ﾎ]ﾞ|[ﾊ-ﾎ]ﾟ"
# ㌀ to ㍗, ㍻ to ㍿ and ㋿: words squared into one character, which not every voice can say.
SQUARED_WORD = "[\u3300-\u3357\u337b-\u337f\u32ff]"
OTHER_LENGTH = re.compile(f"{VOICED_PAIR}|{SQUARED_WORD}")


def fold_width(book: Book, _report: Report) -> Book:
    """A book whose words have one width each; code and verbatim text stay as they are."""
    units = tuple(map_unit(unit, fold_inlines, verbatim=False) for unit in book.units)
    return replace(book, title=fold_inlines(book.title), units=units)


def fold_inlines(inlines: Inlines) -> Inlines:
    """Inlines with every text outside code and verbatim spans folded."""
    return map_texts(inlines, lambda text: tuple(_fold(text)))


def _fold(text: Text) -> Iterator[Inline]:
    """A text folded; what becomes longer or shorter is a text of its own.

    A voiced pair becomes one character, a squared word (㍻) the word that it is.
    """
    if text.value.isascii():
        yield text
        return
    done = 0
    if len(text.value) == text.pos.end - text.pos.offset:
        for other in OTHER_LENGTH.finditer(text.value):
            if done < other.start():
                yield _one_for_one(part(text, done, other.start()))
            whole = part(text, *other.span())
            yield replace(whole, value=unicodedata.normalize("NFKC", whole.value))
            done = other.end()
    if done < len(text.value):
        yield _one_for_one(part(text, done, len(text.value)) if done else text)


def _one_for_one(text: Text) -> Text:
    return replace(text, value=text.value.translate(ONE_FOR_ONE))


def part(text: Text, start: int, end: int) -> Text:
    """The stretch ``[start:end)`` of a text, with its own place in the manuscript."""
    pos = text.pos
    if len(text.value) != pos.end - pos.offset:  # an escape is one place
        return replace(text, value=text.value[start:end])
    offset = pos.offset
    here = Pos(pos.file, pos.line, pos.column + start, offset + start, offset + end)
    return Text(text.value[start:end], here)
