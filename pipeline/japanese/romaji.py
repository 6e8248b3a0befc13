"""Read romanised Japanese (``Shinjuku`` → シンジュク)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.japanese.tables import table

_VOWELS = str.maketrans("āâīîūûēêōô", "aaiiuueeoo")
_MAY_BE_LONG = re.compile("(?:o|(?<![ou])u)(?![aiueo])")
_LONG = re.compile("[āâīîūûēêōô]")


@cache
def _syllable() -> re.Pattern[str]:
    syllables = sorted((row[0] for row in table("romaji.tsv", 3)), key=len, reverse=True)
    return re.compile("|".join(syllables))


@cache
def _kana() -> dict[str, str]:
    return {letters: kana for letters, kana, _ in table("romaji.tsv", 3)}


def from_romaji(word: str) -> str | None:
    """Katakana of a word whose syllables are all Japanese, else nothing.

    Long vowels written with a macron become ー, ``tch`` and doubled consonants ッ, ``n`` (``m``
    before b, m, p) ン.
    """
    rest = _LONG.sub(lambda m: m[0].translate(_VOWELS) + "ー", word.casefold())
    kana: list[str] = []
    while rest:
        step = _step(rest)
        if step is None:
            return None
        piece, length = step
        kana.append(piece)
        rest = rest[length:]
    return "".join(kana) or None


def with_long_vowels(word: str) -> Iterator[str]:
    """Katakana of romanised Japanese whose long vowels may be unmarked (``Kudo`` → クドー).

    Each o and u may be long, the last one first.
    """
    letters = word.casefold()
    for at in range(len(letters) - 1, -1, -1):
        if _MAY_BE_LONG.match(letters, at):
            marked = f"{letters[: at + 1]}ー{letters[at + 1 :]}"
            if katakana := from_romaji(marked):
                yield katakana


def written(katakana: str) -> str:
    """Long vowels as kana spelling writes them (クドー → クドウ); braille has them as heard."""
    return katakana.replace("ー", "ウ")


def is_hepburn(word: str) -> bool:
    """Whether romanised Japanese is in Hepburn's letters (``shi``, not ``si``), as names are."""
    other = (letters for letters, _, system in table("romaji.tsv", 3) if system == "訓令式")
    return not any(letters in word.casefold() for letters in other)


def _step(rest: str) -> tuple[str, int] | None:
    if rest[0] == "ー":
        return "ー", 1
    if rest.startswith("tch") or (rest[:1] == rest[1:2] and rest[0] in "kstpgdb"):
        return "ッ", 1
    if match := _syllable().match(rest):
        return _kana()[match[0]], match.end()
    if rest[0] == "n" and rest[1:2] not in ("a", "i", "u", "e", "o"):
        return "ン", 2 if rest[1:2] in ("'", "-") else 1
    if rest[0] == "m" and rest[1:2] in ("b", "m", "p"):
        return "ン", 1
    return None
