"""Turn the readings that people fixed into hints for voices: a PLS lexicon, SSML attributes.

Few reading systems follow either, so both are settings, and nothing is claimed for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.document import Book, Ruby, Term
from pipeline.walk import all_inlines, unit_inlines
from pipeline.writers.elements import XML_LANG, Vocabulary, lines, serialize

PLS = Vocabulary("http://www.w3.org/2005/01/pronunciation-lexicon")
PLS_TYPE = "application/pls+xml"

# SSML 1.1, 3.1.10 names it as the alphabet for Japanese: a reading in katakana.
ALPHABET = "x-JEITA"

TO_KATAKANA = {code: code + ord("ァ") - ord("ぁ") for code in range(ord("ぁ"), ord("ゖ") + 1)}


def phonemes(reading: str) -> str:
    """A reading in kana as voices take it, in katakana."""
    return reading.translate(TO_KATAKANA)


def lexicon(book: Book) -> dict[str, str]:
    """Words with their readings, from ruby and terms; a word with two readings has none here."""
    readings: defaultdict[str, set[str]] = defaultdict(set)
    for word, reading in _readings(book):
        readings[word].add(phonemes(reading))
    return {word: next(iter(found)) for word, found in readings.items() if len(found) == 1}


def _readings(book: Book) -> Iterator[tuple[str, str]]:
    for inline in _inlines(book):
        match inline:
            case Ruby():
                yield inline.base, inline.reading
            case Term():
                yield inline.original, inline.reading


def _inlines(book: Book) -> Iterator[object]:
    yield from all_inlines(book.title)
    for unit in book.units:
        yield from unit_inlines(unit)


def pls(book: Book) -> bytes:
    """The lexicon as a file, in the order of first occurrence. PLS 1.0, 4."""
    entries = (
        PLS.element(
            "lexeme",
            None,
            [PLS.element("grapheme", None, [word]), PLS.element("phoneme", None, [reading])],
        )
        for word, reading in lexicon(book).items()
    )
    root = PLS.element("lexicon", {"version": "1.0", "alphabet": ALPHABET}, lines(entries))
    root.set(XML_LANG, book.settings.language)
    return serialize(root)
