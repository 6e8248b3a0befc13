"""Look words in the alphabet up in SudachiDict."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import NOWHERE
from pipeline.errors import MissingError
from pipeline.japanese.kana import hiragana
from pipeline.japanese.spelling import is_spelled

if TYPE_CHECKING:
    from sudachipy import Dictionary, Morpheme, Tokenizer

_NOUN = "NHK"  # letters that are a noun in every context
LONGEST = 100  # code points; no word is longer, and SudachiPy refuses what is far longer
_KATAKANA = re.compile("[ァ-ヺー]+")


@cache
def _sudachi() -> Dictionary:
    # Opened at the first word that needs it: most words stand in the house dictionary.
    try:
        from sudachipy import Dictionary

        return Dictionary(dict="core")
    except Exception as error:
        found = diagnostic(Code.PACKAGE_MISSING, NOWHERE, package="SudachiPy, sudachidict_core")
        raise MissingError(found) from error


@cache
def _tokenizer() -> Tokenizer:
    return _sudachi().tokenizer()


def _rows(word: str) -> list[Morpheme]:
    return list(_sudachi().lookup(word)) if 0 < len(word) <= LONGEST else []


def readings(word: str) -> tuple[str, ...]:
    """The katakana readings of a whole word, in the dictionary's order, without its bad rows.

    SudachiDict has rows that spell out words which nobody spells (``kid`` ケーアイディー); they
    count only for a word in capitals.
    """
    found = dict.fromkeys(row.reading_form() for row in _rows(word))
    katakana = (reading for reading in found if _KATAKANA.fullmatch(reading))
    return tuple(r for r in katakana if word.isupper() or not is_spelled(word, r))


def proper_noun(word: str, katakana: str) -> bool:
    """Whether a reading is only that of names, not of a common noun."""
    rows = [row for row in _rows(word) if row.reading_form() == katakana]
    return bool(rows) and all(row.part_of_speech()[1] == "固有名詞" for row in rows)


def is_katakana_word(word: str) -> bool:
    """Whether a katakana word stands in the dictionary."""
    return bool(_rows(word))


def is_japanese_word(katakana: str) -> bool:
    """Whether Japanese text has such a word in kana (``サクラ``, ``さくら``)."""
    return is_katakana_word(katakana) or is_native_word(katakana)


def is_native_word(katakana: str) -> bool:
    """Whether a word stands in the dictionary in hiragana, as loan words do not."""
    return bool(_rows(hiragana(katakana)))


def read_japanese(text: str) -> str:
    """Katakana of Japanese text as the analyser reads it (``線`` → セン)."""
    pieces = (text[at : at + LONGEST] for at in range(0, len(text), LONGEST))
    return "".join(_spoken(row) for piece in pieces for row in _tokenizer().tokenize(piece))


def read_behind_letters(text: str) -> tuple[tuple[str, str], ...]:
    """Japanese text right behind letters → its words, each with its katakana (``戦`` → セン).

    Behind a noun the analyser takes a kanji for the suffix that it is there, not for a word.
    """
    rows = list(_tokenizer().tokenize(_NOUN + text)) if len(text) <= LONGEST else []
    if not rows or rows[0].surface() != _NOUN:
        return ((text, read_japanese(text)),)
    return tuple((str(row.surface()), _spoken(row)) for row in rows[1:])


def _spoken(morpheme: Morpheme) -> str:
    reading = str(morpheme.reading_form())
    return reading if _KATAKANA.fullmatch(reading) else str(morpheme.surface())
