"""Fold widths: full-width letters and digits to half width, half-width katakana to full width."""

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
VOICED_PAIR = re.compile("[ｳｶ-ﾄﾊ-ﾎ]ﾞ|[ﾊ-ﾎ]ﾟ")


def fold_width(book: Book, _report: Report) -> Book:
    """A book whose words have one width each; code and verbatim text stay as they are."""
    units = tuple(map_unit(unit, fold_inlines, verbatim=False) for unit in book.units)
    return replace(book, title=fold_inlines(book.title), units=units)


def fold_inlines(inlines: Inlines) -> Inlines:
    """Inlines with every text outside code and verbatim spans folded."""
    return map_texts(inlines, lambda text: tuple(_fold(text)))


def _fold(text: Text) -> Iterator[Inline]:
    """A text folded; a voiced pair, which becomes one character, is a text of its own."""
    if text.value.isascii():
        yield text
        return
    done = 0
    if len(text.value) == text.pos.end - text.pos.offset:
        for pair in VOICED_PAIR.finditer(text.value):
            if done < pair.start():
                yield _one_for_one(part(text, done, pair.start()))
            whole = part(text, *pair.span())
            yield replace(whole, value=unicodedata.normalize("NFKC", whole.value))
            done = pair.end()
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
