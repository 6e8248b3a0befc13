"""A morpheme: a unit of a sentence, with its part of speech as SudachiDict has it."""

from __future__ import annotations

from typing import NamedTuple

Pos = tuple[str, str, str, str, str, str]
NOUN: Pos = ("名詞", "普通名詞", "一般", "*", "*", "*")
SYMBOL: Pos = ("補助記号", "一般", "*", "*", "*", "*")
BLANK: Pos = ("空白", "*", "*", "*", "*", "*")
NUMBER: Pos = ("名詞", "数詞", "*", "*", "*", "*")
LATIN: Pos = ("記号", "文字", "*", "*", "*", "*")
ADVERB: Pos = ("副詞", "*", "*", "*", "*", "*")
PREFIX: Pos = ("接頭辞", "*", "*", "*", "*", "*")
SUFFIX: Pos = ("接尾辞", "名詞的", "一般", "*", "*", "*")
INTERJECTION: Pos = ("感動詞", "一般", "*", "*", "*", "*")
PARTICLE: Pos = ("助詞", "格助詞", "*", "*", "*", "*")
# Parts of speech that stand behind a word and lean on it.
DEPENDENT = ("助詞", "助動詞")
# How the names of the forms begin in which a verb or adjective may end its clause.
FINITE = ("終止", "連体")
FILLER = "フィラー"  # あ, う, え and the like that fill a pause


class Morpheme(NamedTuple):
    """A unit of a sentence, ``text[start:end]``, with its reading in katakana.

    ``word`` counts the sentence's dictionary words from 0, so that parts of one compound share
    it. ``kana`` is the reading as braille spells it, empty until spelled; ``source`` names what
    gave the reading. ``lexeme`` is the surface of the whole dictionary word. ``voiced``: the first
    kana is voiced because the part is a later part of a compound (連濁).
    """

    surface: str
    start: int
    end: int
    pos: Pos
    base: str
    reading: str
    word: int
    lexeme: str
    kana: str = ""
    source: str = ""
    doubt: str = ""
    voiced: bool = False
