"""Take a word apart where it is put together: signs, digits, capitals inside, Japanese, endings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.japanese.dictionary import read_behind_letters, read_japanese, readings
from pipeline.japanese.ordinals import ORDINAL, ordinal
from pipeline.japanese.origins import loan_words
from pipeline.japanese.roman import counted, roman_value
from pipeline.japanese.spelling import digits_one_by_one, number, spell
from pipeline.japanese.tables import table
from pipeline.japanese.units import after_number

LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
JAPANESE = "\u3040-\u30ff\u3400-\u9fff々〆ヶ"
_NO_BRACKETS = str.maketrans("", "", "()")
_SILENT = frozenset(" -'/!?,;:()")


# The symbols of the elements (IUPAC), and a formula with one group of them in brackets: Al2(SO4)3.
_ELEMENT = (
    "(?:A[cglmrstu]|B[aeikr]?|C[adeflorsu]?|D[by]|E[rsu]|F[er]?|G[ade]|H[efgo]?|I[nr]?|Kr?|L[airu]"
    "|M[gno]|N[abdeip]?|Os?|P[abdmortu]?|R[abehnu]|S[bceimnr]?|T[abehilm]|U|V|W|Xe|Yb?|Z[nr])[0-9₀-₉]*"
)
FORMULA = rf"(?:{_ELEMENT})+\((?:{_ELEMENT})+\)[0-9₀-₉]+(?:{_ELEMENT})*(?![{LATIN}0-9])"


class Part(NamedTuple):
    """A piece of a word; ``reading`` is set where the piece is not a word itself."""

    text: str
    reading: str | None = None


Longest = Callable[[str, int], int]  # where the longest row of a dictionary ends; 0: none

_PIECE = re.compile(
    rf"(?P<japanese>[{JAPANESE}]+)"
    r"|(?P<minus>^-(?=\d))"
    rf"|(?P<ordinal>(?<![0-9.]){ORDINAL}(?![{LATIN}0-9]))"
    r"|(?P<code>(?<=[A-Z])\.?\d{3,}(?!\.?\d))"
    r"|(?P<digits>\d+(?:[.,]\d+)*)"
    rf"|(?P<initials>(?:[A-Za-z]\.){{2,}}(?:[A-Z](?![{LATIN}0-9]))?)"
    rf"|(?P<formula>{FORMULA})"
    r"|(?P<name>(?<=\w)\.(?=(?:js|io|ai|fm|tv)?$))"
    rf"|(?P<and> ?'n' ?(?=[{LATIN}]))"
    rf"|(?P<possessive>'s(?![{LATIN}])|(?<=s)'(?![{LATIN}]))"
    rf"|(?P<variant>(?<=\d)[a-z]{{1,2}}(?![{LATIN}'-]))"
    r"|(?P<numeral>(?<=第)[IVX]+(?![A-Za-z0-9]))"
    rf"|(?P<word>[{LATIN}]+(?:'(?!s\b|n')[{LATIN}]+)*)"
    r"|(?P<between>(?<=\d)[-/:](?=\d))"
    r"|(?P<sign>.)",
    re.DOTALL,
)
# Inside a run of letters a new word begins at iPad|OS, You|Tube, XML|Http, i|Phone, IP|o|E.
_CAMEL = re.compile(
    r"(?<=[a-zß-öø-ɏ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=[A-Z]{2})(?=[a-z][A-Z])"
)
_UNIT = re.compile(
    rf" ?(%|°[CF]?|[{LATIN}µμΩ]+(?:·m|[23²³])?(?:/[{LATIN}]+[23²³]?)?)(?![{LATIN}0-9])"
)


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
    current = _CURRENT.search(word, max(0, at - 2), at)
    if not digits or not (digits.lastgroup == "digits" or current):
        return ()
    unit = _UNIT.match(word, digits.end())
    if not unit or not (katakana := after_number(unit[1])):
        return ()
    if is_model(word, digits.end(), unit[0]):
        return ()
    return Part(digits[0], digits[0]), Part(unit[0], katakana)


def is_model(text: str, number_end: int, unit: str) -> bool:
    """Whether a letter behind a number is no unit but a part of a name.

    ``iPhone 6s`` is not six seconds, ``Xperia 5 V`` and ``Reno11 A`` are no voltage and current,
    nor are the digits of ``V2L`` and ``CAT6A`` quantities. ``USB 5V`` and ``AC100V`` are.
    """
    if len(unit.strip()) > 1:
        return False
    if text.startswith("型", number_end + len(unit)):  # 55V型: the V of visual
        return True
    before = _NAME_AND_NUMBER.search(text, max(0, number_end - _REACH), number_end)
    small = before is not None and (unit == "s" or unit.startswith(" "))
    return small or bool(_CODE.search(text, max(0, number_end - _REACH), number_end))


_CURRENT = re.compile("(?<![A-Z])[AD]C$")  # AC100V
_REACH = 24  # characters before the end of a number in which the name stands
_NAME_AND_NUMBER = re.compile(rf"[{LATIN}][a-z] ?[0-9]{{1,2}}$")
_CODE = re.compile("(?<![A-Z])(?![AD]C[0-9])[A-Z]{1,4}[0-9]+$")


def _parts(match: re.Match[str]) -> Iterator[Part]:
    text = match[0]
    match match.lastgroup:
        case "japanese":
            yield Part(text, _japanese(match))
        case "minus":
            yield Part(text, "マイナス")
        case "between":  # 24-70mm, 1/1000秒: two numbers stay two
            code = _CODE_NUMBER.search(match.string[: match.start()])  # DDR5-4800
            yield Part(text, "" if code else text)
        case "variant":  # Pixel 9a, 802.11ax
            yield Part(text, spell(text))
        case "numeral" if value := roman_value(text):
            yield Part(text, counted(value))
        case "code":
            yield Part(text, digits_one_by_one(text.removeprefix(".")))
        case "digits":
            yield Part(text, _number(match))
        case "initials":
            yield Part(text, spell(text.replace(".", "")))
        case "formula":
            yield Part(text, spell(text.translate(_NO_BRACKETS)))
        case "ordinal":
            yield Part(text, ordinal(text))
        case "name":  # Node.js, draw.io, BeReal.: no ドット, as there is in Booking.com
            yield Part(text, "")
        case "and":  # Rock 'n' Roll
            yield Part(text, "ン")
        case "possessive":
            yield Part(text, "ズ" if text == "'s" else "")
        case "word":
            yield from map(Part, _humps(text))
        case _:
            yield Part(text, "" if text in _SILENT else spell(text))


def _humps(text: str) -> list[str]:
    """A run of letters cut where a new word begins: iPad|OS, and CF|express, not C|Fexpress."""
    pieces = _CAMEL.split(text)
    for at, (capital, word) in enumerate(pairwise(pieces)):
        if _ONE_CAPITAL.fullmatch(capital + word[:2]) and _is_word(word[1:]) and not _is_word(word):
            pieces[at : at + 2] = [capital + word[0], word[1:]]
            break
    return pieces


_ONE_CAPITAL = re.compile("[A-Z]{2}[a-z]")


def _is_word(letters: str) -> bool:
    return len(letters) > 2 and bool(readings(letters) or loan_words(letters))


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
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    if _JAPANESE_CHARACTER.match(before) or (not before and _JAPANESE_CHARACTER.match(after)):
        return match[0]  # 第9世代, 3倍
    fraction = before == "/" or after == "/"
    return match[0] if fraction and _FRACTION.search(match.string) else number(match[0])


_CODE_NUMBER = re.compile(f"[{LATIN}][0-9]+$")
_FRACTION = re.compile("[0-9]/[0-9]")
_JAPANESE_CHARACTER = re.compile(f"[{JAPANESE}]")
_PAPER = re.compile("[AB][0-9]")
_NO_WORD = re.compile(f"$|[{JAPANESE}]")
