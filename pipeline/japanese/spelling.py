"""Read letters, digits and signs aloud one by one (``QR`` → キューアール)."""

from __future__ import annotations

import unicodedata
from functools import cache

from pipeline.japanese.fold import without_accents
from pipeline.japanese.tables import table


@cache
def _names(kind: str) -> dict[str, str]:
    return {sign: name for sign, name, set_, _ in table("spelling.tsv", 4) if set_ == kind}


def spell(word: str) -> str:
    """Letters by their Japanese names, digits by their English ones, known signs by name.

    What has no name here (kana, kanji, other scripts) stays as it is; ``-`` and blanks are silent.
    """
    return "".join(map(_character, word))


def _character(character: str) -> str:
    letter = without_accents(character).translate(_LOWERED).upper()
    if len(letter) > 1:  # œ
        return spell(letter)
    names = (_names(kind).get(letter) for kind in ("letter", "digit", "symbol"))
    if name := next(filter(None, names), None):
        return name + _over(character)
    return _names("over").get(character, "" if character in "-' " else character)


_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")  # the figures of a formula
_VOWELS = frozenset("aeiouAEIOU")


def _over(character: str) -> str:
    """The sign over a consonant, which makes another quantity of it (ȳ); over a vowel an accent."""
    letter = unicodedata.normalize("NFD", character)
    return "" if letter[0] in _VOWELS else "".join(_names("over").get(c, "") for c in letter[1:])


def digits_one_by_one(digits: str) -> str:
    """Digits by their Japanese names (``264`` → ニーロクヨン)."""
    return "".join(_names("string").get(digit, digit) for digit in digits)


def number(digits: str) -> str:
    """A number inside a word: one digit by its English name, more stay digits for the reader."""
    return _names("digit").get(digits, digits)


def is_spelled(word: str, katakana: str) -> bool:
    """Whether a reading is but the names of the word's letters (``kid`` ケーアイディー)."""
    alternatives = {"エイチ": "エッチ", "ジェイ": "ジェー", "ケー": "ケイ", "エー": "エイ"}
    spelled, given = spell(word), katakana
    for name, other in alternatives.items():
        spelled, given = spelled.replace(other, name), given.replace(other, name)
    return spelled == given
