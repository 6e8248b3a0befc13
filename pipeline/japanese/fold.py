"""Fold widths: the same word typed in full and half width becomes one string."""

from __future__ import annotations

import re
import unicodedata

IDEOGRAPHIC_SPACE = "\N{IDEOGRAPHIC SPACE}"
_FULL_WIDTH_OFFSET = 0xFEE0  # from FULLWIDTH EXCLAMATION MARK to EXCLAMATION MARK

_LETTERS_AND_DIGITS = {
    ord(c) + _FULL_WIDTH_OFFSET: c
    for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
}
# Marks that may stand inside a word. Brackets and Japanese punctuation keep their width: they end
# a word, and the full-width ones are what Japanese text is written with.
_MARKS = {ord(c) + _FULL_WIDTH_OFFSET: c for c in "!#&'*+-./:@\\_~"}
_BLANKS = dict.fromkeys(map(ord, "\t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"), " ")
_BLANKS[ord(IDEOGRAPHIC_SPACE)] = " "
_APOSTROPHES = dict.fromkeys(
    map(
        ord,
        "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
        "\N{MODIFIER LETTER APOSTROPHE}",
    ),
    "'",
)
_HYPHENS = dict.fromkeys(
    map(ord, "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{MINUS SIGN}\N{SMALL HYPHEN-MINUS}"),
    "-",
)
_LETTER_LIKE = re.compile("[\u2100-\u214f\u2160-\u217f\u3371-\u33df]")
_MATCHING = _LETTERS_AND_DIGITS | _MARKS | _BLANKS | _APOSTROPHES | _HYPHENS


def fold(text: str) -> str:
    """Full-width ASCII letters and digits in half width, one for one (the length stays)."""
    return text if text.isascii() else text.translate(_LETTERS_AND_DIGITS)


def fold_for_matching(text: str) -> str:
    """``fold``, and blanks, apostrophes, hyphens and marks of words, one for one too."""
    return text.translate(_MATCHING)


def surface_form(word: str) -> str:
    """A word as the dictionaries hold it: folded, composed (NFC), single blanks, case kept.

    Letter-like characters are the letters they stand for (``㎏`` kg).
    """
    if word.isascii():
        return " ".join(word.split())
    letters = _LETTER_LIKE.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), word)
    return unicodedata.normalize("NFC", " ".join(fold_for_matching(letters).split()))


_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ß": "ss", "ł": "l", "Ł": "L"}
)


def without_accents(word: str) -> str:
    """Latin letters with their accents taken off (``café`` → ``cafe``, ``œuvre`` → ``oeuvre``)."""
    decomposed = unicodedata.normalize("NFD", word).translate(_LIGATURES)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
