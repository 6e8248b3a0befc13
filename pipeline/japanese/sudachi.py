"""SudachiPy and the words of SudachiDict: tokens of a sentence, and what is known of a word.

The dictionary loads at first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import NOWHERE
from pipeline.errors import MissingError
from pipeline.japanese import kana_words
from pipeline.japanese.morpheme import Pos

if TYPE_CHECKING:
    from sudachipy import Dictionary, SplitMode, Tokenizer
    from sudachipy import Morpheme as Token


# Sudachi's own settings but for one, which passes over kana in brackets behind a kanji: 夜（よる）.
_SETTINGS = {
    "inputTextPlugin": [
        {"class": "com.worksap.nlp.sudachi.DefaultInputTextPlugin"},
        {
            "class": "com.worksap.nlp.sudachi.ProlongedSoundMarkPlugin",
            "prolongedSoundMarks": ["ー", "-", "⁓", "〜", "〰"],
            "replacementSymbol": "ー",
        },
    ]
}


@cache
def _dictionary() -> Dictionary:
    """SudachiDict with the words in kana; loading takes about 0.1 s."""
    try:
        return kana_words.opened(_SETTINGS)
    except ImportError as error:
        found = diagnostic(Code.PACKAGE_MISSING, NOWHERE, package="SudachiPy, sudachidict_core")
        raise MissingError(found) from error


@cache
def _sudachi() -> Tokenizer:
    """The tokenizer of C words."""
    from sudachipy import SplitMode

    return _dictionary().tokenizer(mode=SplitMode.C)


def tokens(sentence: str) -> Sequence[Token]:
    """A sentence, of at most ``SENTENCE_LIMIT`` code points (sentences.py) → its C words.

    :raises MissingError: where SudachiPy and SudachiDict are not installed.
    """
    found: Sequence[Token] = _sudachi().tokenize(sentence)
    return found


def short_tokens(token: Token) -> list[Token]:
    """A C word → its A units; of one unit, none."""
    return list(token.split(_short()))


def pos_of(token: Token) -> Pos:
    """The part of speech of a token or of a row of the dictionary."""
    p1, p2, p3, p4, conjugation, form = token.part_of_speech()
    return (p1, p2, p3, p4, conjugation, form)


@cache
def _short() -> SplitMode:
    """The mode of A units."""
    from sudachipy import SplitMode

    return SplitMode.A


@lru_cache(maxsize=16384)
def in_dictionary(word: str) -> Pos | None:
    """The part of speech of a word that SudachiDict has in this very spelling, or nothing.

    Names in kana do not count: nearly any two kana are somebody's; those in katakana do.
    """
    rows = [row for row in _dictionary().lookup(word) if row.dictionary_form() == word]
    named = "ァ" <= word[0] <= "ヺ"
    found = (pos_of(row) for row in rows if named or row.part_of_speech()[1] != "固有名詞")
    return next((pos for pos in found if pos[0] in CONTENT), None)


@lru_cache(maxsize=16384)
def is_godan(word: str) -> bool:
    """Whether SudachiDict has a verb of five rows (五段) in this very spelling."""
    rows = (row for row in _dictionary().lookup(word) if row.dictionary_form() == word)
    return any(row.part_of_speech()[4].startswith("五段") for row in rows)


CONTENT = frozenset(("名詞", "動詞", "形容詞", "副詞", "代名詞", "形状詞", "接続詞"))


@lru_cache(maxsize=16384)
def normal_forms(word: str) -> frozenset[str]:
    """The usual spellings of a word as SudachiDict has them (まへ and まえ: 前)."""
    return frozenset(row.normalized_form() for row in _dictionary().lookup(word)) - {word}


@lru_cache(maxsize=16384)
def readings_of(word: str) -> frozenset[str]:
    """A word → its readings in katakana, as SudachiDict has it in this very spelling."""
    return frozenset(row.reading_form() for row in _dictionary().lookup(word))


@lru_cache(maxsize=4096)
def given_name(word: str) -> str:
    """A given name → the first reading that SudachiDict has of it, in katakana, or nothing."""
    rows = _dictionary().lookup(word)
    return next((row.reading_form() for row in rows if row.part_of_speech()[3] == "名"), "")


@lru_cache(maxsize=4096)
def city(name: str) -> str:
    """How SudachiDict reads a name as that of a city (光 of 光市: ヒカリ), or nothing."""
    rows = _dictionary().lookup(f"{name}市")
    readings = (row.reading_form() for row in rows if row.part_of_speech()[2] == "地名")
    return next((reading[:-1] for reading in readings if reading.endswith("シ")), "")


@lru_cache(maxsize=4096)
def place_readings(name: str) -> frozenset[str]:
    """A name → its readings in katakana as that of a place in SudachiDict, if any."""
    rows = _dictionary().lookup(name)
    return frozenset(row.reading_form() for row in rows if row.part_of_speech()[2] == "地名")


def inflecting(word: str) -> Pos | None:
    """The part of speech of a verb or adjective that SudachiDict has a word as, or nothing."""
    rows = (row for row in _dictionary().lookup(word) if row.part_of_speech()[0] in INFLECTED)
    return next(map(pos_of, rows), None)


INFLECTED = ("動詞", "形容詞")
