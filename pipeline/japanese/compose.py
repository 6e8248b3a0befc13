"""Take a word apart where it is put together: signs, digits, capitals inside, Japanese, endings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from pipeline.japanese.dictionary import read_behind_letters, read_japanese
from pipeline.japanese.spelling import digits_one_by_one, number, spell
from pipeline.japanese.tables import table
from pipeline.japanese.units import symbols

LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_JAPANESE = "\u3040-\u30ff\u3400-\u9fff々〆ヶ"
_SILENT = frozenset(" -'/!?,;:")


class Part(NamedTuple):
    """A piece of a word; ``reading`` is set where the piece is not a word itself."""

    text: str
    reading: str | None = None


Longest = Callable[[str, int], int]  # where the longest row of a dictionary ends; 0: none

_PIECE = re.compile(
    rf"(?P<japanese>[{_JAPANESE}]+)"
    r"|(?P<code>(?<=[A-Z])\.?\d{3,}(?!\.?\d))"
    r"|(?P<digits>\d+(?:[.,]\d+)*)"
    rf"|(?P<initials>(?:[A-Za-z]\.){{2,}}(?:[A-Z](?![{LATIN}0-9]))?)"
    rf"|(?P<possessive>'s(?![{LATIN}])|(?<=s)'(?![{LATIN}]))"
    rf"|(?P<word>[{LATIN}]+(?:'(?!s\b)[{LATIN}]+)*)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
# Inside a run of letters a new word begins at iPad|OS, You|Tube, XML|Http, i|Phone, IP|o|E.
_CAMEL = re.compile(
    r"(?<=[a-zß-öø-ɏ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=[A-Z]{2})(?=[a-z][A-Z])"
)
_UNIT = re.compile(rf" ?([{LATIN}µμ]+[23²³]?(?:/[{LATIN}]+[23²³]?)?)(?![{LATIN}0-9])")


def split(word: str, longest: Longest) -> tuple[Part, ...]:
    """The pieces of a word in order; one piece means that it cannot be taken apart."""
    parts: list[Part] = []
    at = 0
    while at < len(word):
        if end := longest(word, at):
            parts.append(Part(word[at:end]))
        elif unit := _quantity(word, at):
            parts.extend(unit)
            end = at + sum(len(part.text) for part in unit)
        else:
            match = _PIECE.match(word, at)
            assert match  # its last alternative is any character
            parts.extend(_parts(match))
            end = match.end()
        at = end
    return tuple(parts)


def _quantity(word: str, at: int) -> tuple[Part, ...]:
    """A number and the unit behind it."""
    digits = _PIECE.match(word, at)
    if not digits or digits.lastgroup != "digits":
        return ()
    unit = _UNIT.match(word, digits.end())
    if not unit or (katakana := symbols("after").get(unit[1])) is None:
        return ()
    return Part(digits[0], digits[0]), Part(unit[0], katakana)


def _parts(match: re.Match[str]) -> Iterator[Part]:
    text = match[0]
    match match.lastgroup:
        case "japanese":
            yield Part(text, _japanese(match))
        case "code":
            yield Part(text, digits_one_by_one(text.removeprefix(".")))
        case "digits":
            yield Part(text, _number(match))
        case "initials":
            yield Part(text, spell(text.replace(".", "")))
        case "possessive":
            yield Part(text, "ズ" if text == "'s" else "")
        case "word":
            yield from map(Part, _CAMEL.split(text))
        case _:
            yield Part(text, "" if text in _SILENT else spell(text))


def _japanese(match: re.Match[str]) -> str:
    if not (match.start() and match.string[match.start() - 1].isascii()):
        return read_japanese(match[0])
    if reading := _after_letters().get(match[0]):
        return reading
    (word, katakana), *rest = read_behind_letters(match[0])
    return _after_letters().get(word, katakana) + "".join(kana for _, kana in rest)


@cache
def _after_letters() -> dict[str, str]:
    return {word: kana for word, kana, _ in table("after_letters.tsv", 3)}


def _number(match: re.Match[str]) -> str:
    # A4 and B5 are sizes of paper (JIS P 0138): エーヨン, ビーゴ.
    if _PAPER.fullmatch(match.string[: match.end()]) and _NO_WORD.match(match.string, match.end()):
        return digits_one_by_one(match[0]).removesuffix("ー")
    return number(match[0])


_PAPER = re.compile("[AB][0-9]")
_NO_WORD = re.compile(f"$|[{_JAPANESE}]")
