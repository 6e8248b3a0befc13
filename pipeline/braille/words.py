"""Braille kana: words as a transcriber writes them, before they become cells.

Notation: katakana with ー for the long vowel, ASCII digits and letters, round brackets as ``(``
and ``)``, ``。、・「」`` kept; 外字符 and the other switch signs are the cells' business, except
that text in computer braille (情報処理点字) stands between ``⠠⠦`` and ``⠠⠴``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Fixed:
    """A stretch ``text[start:end]`` whose reading a person fixed (ruby, terms.tsv).

    ``kana`` is its braille kana, with a blank at each cut where ``spaced``; else the rules of
    word spacing still decide where it is cut.
    """

    start: int
    end: int
    kana: str
    spaced: bool = False


class Word(NamedTuple):
    """What stands between two blanks: ``kana``, from ``text[start:end]``.

    ``rule`` names the rule of the guide that cut it off from the word before, ``doubt`` says why
    its reading should be looked at (empty: none).
    """

    kana: str
    start: int
    end: int
    rule: str = ""
    doubt: str = ""
