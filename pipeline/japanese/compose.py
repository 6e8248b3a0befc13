"""Take a word apart where it is put together: signs, digits, capitals inside, Japanese, endings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.japanese.dictionary import read_behind_letters, read_japanese, readings
from pipeline.japanese.numerals import counters
from pipeline.japanese.ordinals import ORDINAL, ordinal
from pipeline.japanese.origins import loan_words
from pipeline.japanese.romaji import from_romaji
from pipeline.japanese.roman import counted, roman_value
from pipeline.japanese.said import say
from pipeline.japanese.spelling import digits_one_by_one, number, spell
from pipeline.japanese.tables import table
from pipeline.japanese.units import after_number, symbols

LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
JAPANESE = "\u3040-\u30ff\u3400-\u9fff々〆ヶ"
_NO_BRACKETS = str.maketrans("", "", "()")
_JOINTS = {"in": "イン", "on": "オン", "to": "トゥー"}
_SILENT = frozenset(" -'/!?,;:()")


# The symbols of the elements (IUPAC), and a formula of them with one group in brackets: Al2(SO4)3,
# or with a figure inside: H2SO4.
_ELEMENT = (
    "(?:A[cglmrstu]|B[aeikr]?|C[adeflorsu]?|D[by]|E[rsu]|F[er]?|G[ade]|H[efgo]?|I[nr]?|Kr?|L[airu]"
    "|M[gno]|N[abdeip]?|Os?|P[abdmortu]?|R[abehnu]|S[bceimnr]?|T[abehilm]|U|V|W|Xe|Yb?|Z[nr])[0-9₀-₉]*"
)
FORMULA = rf"(?:{_ELEMENT})+\((?:{_ELEMENT})+\)[0-9₀-₉]+(?:{_ELEMENT})*(?![{LATIN}0-9])"
_PLAIN_FORMULA = (
    rf"(?<![{LATIN}0-9])(?=[{LATIN}]+[0-9₀-₉]{{1,2}}[A-Z])(?:{_ELEMENT}){{2,}}(?![{LATIN}0-9])"
)


class Part(NamedTuple):
    """A piece of a word; ``reading`` is set where the piece is not a word itself."""

    text: str
    reading: str | None = None


Longest = Callable[[str, int], int]  # where the longest row of a dictionary ends; 0: none

_JOINT = r"(?<=\d) ?(?:in|on|to) ?(?=\d(?!\d))"  # 2in1, 1 on 1
JOINT = re.compile(_JOINT)
_PIECE = re.compile(
    rf"(?P<japanese>[{JAPANESE}]+)"
    r"|(?P<minus>^-(?=\d))"
    rf"|(?P<ordinal>(?<![0-9.]){ORDINAL}(?![{LATIN}0-9]))"
    r"|(?P<round>(?<=[A-Z])(?<![AD]C)[1-9]0{2,3}(?!\.?\d))"
    r"|(?P<code>(?<=[A-Z])(?<![AD]C)\.?\d{3,}(?!\.?\d))"
    r"|(?P<digits>\d+(?:[.,]\d+)*)"
    rf"|(?P<initials>(?:[A-Za-z]\.){{2,}}(?:[A-Z](?![{LATIN}0-9]))?)"
    rf"|(?P<formula>{FORMULA}|{_PLAIN_FORMULA})"
    r"|(?P<initial>(?<![A-Za-z0-9.])[A-Z]\.(?=[A-Z]{2}|[A-Z][a-z]))"
    rf"|(?P<joint>{_JOINT})"
    r"|(?P<name>(?<=\w)\.(?=(?:js|io|ai|fm|tv)?$)|(?<=[a-z]{2})\.(?=\d))"
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
        end = longest(word, at)
        found = _numbered(word, at, end) or ((Part(word[at:end]),) if end else ())
        if found := found or _quantity(word, at) or _token(word, at):
            parts.extend(found)
            end = at + sum(len(part.text) for part in found)
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
    if JOINT.match(word, digits.end()) or is_model(word, digits.end(), unit[0]):
        return ()
    if is_decade(word, digits.end(), unit[0]):
        katakana = DECADE
    return Part(digits[0], digits[0]), Part(unit[0], katakana)


def is_decade(text: str, number_end: int, unit: str) -> bool:
    """Whether an s behind a number is the plural of years: 1990s."""
    return unit == "s" and bool(_YEARS.search(text, max(0, number_end - 4), number_end))


DECADE = "ネンダイ"
_YEARS = re.compile("(?<![0-9])[12][0-9]{2}0$")


def _numbered(word: str, at: int, end: int) -> tuple[Part, ...]:
    """An abbreviation before a number (``No.5``), if it is longer than the row to ``end``."""
    match = None if at and word[at - 1].isalnum() else before_number().match(word, at)
    if not match or match.end() <= end:
        return ()
    return (Part(match[0], symbols("before")[match[0]]),)


def _token(word: str, at: int) -> tuple[Part, ...]:
    """A word with a hyphen inside, of a name of several: it may stand in a dictionary (Hi-Fi)."""
    match = _HYPHENED.match(word, at) if at == 0 or word[at - 1] == " " else None
    return (Part(match[0]),) if match and match[0] != word else ()


_HYPHENED = re.compile(f"[{LATIN}]+(?:-[{LATIN}]+)+(?= |$)")


@cache
def before_number() -> re.Pattern[str]:
    """Abbreviations before a number; with their point also before Japanese (No.を書く)."""
    longest_first = sorted(symbols("before"), key=len, reverse=True)
    dotted = (sign for sign in longest_first if sign.endswith(".") and len(sign) > 2)
    alone = f"(?:{'|'.join(map(re.escape, dotted))})(?=[{JAPANESE}])"
    return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})(?= ?[0-9])|{alone}")


def is_model(text: str, number_end: int, unit: str) -> bool:
    """Whether a letter behind a number is no unit but a part of a name.

    ``iPhone 6s`` is not six seconds, ``Xperia 5 V`` and ``Reno11 A`` are no voltage and current,
    nor are the digits of ``V2L``, ``F-35A`` and ``CAT6A`` quantities, nor is 5W in ``5W-30``, 3L
    in 3Lサイズ or 5g in 5g対応. ``USB 5V`` and ``AC100V`` are.
    """
    if text.endswith("802.11", 0, number_end):
        return True
    if len(unit.strip()) > 1:
        return False
    if _NAMED_BEHIND.match(text, number_end + len(unit) - 1):
        return True
    before = _NAME_AND_NUMBER.search(text, max(0, number_end - _REACH), number_end)
    small = before is not None and (unit == "s" or unit.startswith(" "))
    return small or bool(_CODE.search(text, max(0, number_end - _REACH), number_end))


_CURRENT = re.compile("(?<![A-Z])[AD]C$")  # AC100V
_REACH = 24  # characters before the end of a number in which the name stands
_NAME_AND_NUMBER = re.compile(rf"[{LATIN}][a-z] ?[0-9]{{1,2}}$")
_CODE = re.compile(
    r"(?<![A-Z])(?![AD]C-?[0-9])[A-Z]{1,4}-?[0-9]+$"  # F-35A
    r"|(?<![A-Za-z])F[0-9]+\.[0-9]+$|[α-ωΑ-Ω][0-9]+$"  # F2.8L, α7 V
    r"|(?<![A-Za-z])(?:[Cc]at|CAT)\.? ?[0-9]$"
)
# What tells from behind that a letter is no unit: 55V型, 3Lサイズ, 5W-30 of oil, 5g対応.
_NAMED_BEHIND = re.compile(
    ".(?:型|サイズ|判)|W-[0-9]|(?<=[2-6])g(?:スマホ|対応|通信|回線|エリア|ルーター|端末|サービス)"
)


def _parts(match: re.Match[str]) -> Iterator[Part]:
    text = match[0]
    match match.lastgroup:
        case "japanese":
            yield Part(text, _japanese(match))
        case "minus":
            yield Part(text, "マイナス")
        case "between":  # 24-70mm, 1/1000秒, 10:00: two numbers stay two
            code = text == "-" and _CODE_NUMBER.search(match.string[: match.start()])  # DDR5-4800
            yield Part(text, "" if code else text)
        case "joint":  # 2in1, 1on1
            yield Part(text, _JOINTS[text.strip()])
        case "round":  # N700, S&P500
            yield Part(text, say(text))
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
        case "initial":  # B.LEAGUE
            yield Part(text, spell(text[0]))
        case "formula":
            yield Part(text, spell(text.translate(_NO_BRACKETS)))
        case "ordinal":
            yield Part(text, ordinal(text))
        case "name":  # Node.js, draw.io, BeReal., Part.1: no ドット, as there is in Booking.com
            yield Part(text, "")
        case "and":  # Rock 'n' Roll
            yield Part(text, "ン")
        case "possessive":
            yield Part(text, "ズ" if text == "'s" else "")
        case "word" if len(text) < len(match.string) and len(_humps(text)) > 1:
            yield Part(text)  # a part that is a word may stand in a dictionary (EdTech企業)
        case "word":
            yield from _as_a_service(text) or _letters_to_letters(text) or _in_humps(text)
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


def _as_a_service(text: str) -> list[Part]:
    """What is sold as a service: SaaS サース, IDaaS アイダース."""
    match = _SERVICE.fullmatch(text)
    if not match:
        return []
    return [Part(match[1], spell(match[1])), Part(match[2], f"{from_romaji(match[2].lower())}ース")]


def _letters_to_letters(text: str) -> list[Part]:
    """What goes from one to another: BtoG ビートゥージー."""
    if not _TO.fullmatch(text):
        return []
    return [Part(part, _JOINTS.get(part) or spell(part)) for part in re.split("(to)", text)]


def _in_humps(text: str) -> Iterator[Part]:
    """The words of a run of letters; a unit's symbol among them is none (``PgUp``, ``mmWave``)."""
    pieces = _humps(text)
    if len(pieces) > 1 and pieces[0] == "Mc":  # McLean マクリーン, McKay マッケイ
        yield Part("Mc", "マッ" if pieces[1][0] in "CGKQ" else "マク")
        pieces = pieces[1:]
    for piece in pieces:
        if len(pieces) > 1 and _SYLLABLE.fullmatch(piece):
            yield Part(piece, from_romaji(piece) or spell(piece))
        else:
            unit = len(pieces) > 1 and piece in symbols("alone")
            yield Part(piece, spell(piece) if unit else None)


# A consonant and a vowel in a name (NicoPa, ConoHa), unless it is an English word (GoPro).
_SYLLABLE = re.compile("(?!Be|Do|Go|He|Me|No|So|To|We)[B-DF-HJ-NP-TV-Z][aeiou]")
_TO = re.compile("[A-Z](?:to[A-Z])+")
_SERVICE = re.compile("([A-Z]?)([BCDFGHKLMNPRSTVZ]a)aS")
_ONE_CAPITAL = re.compile("[A-Z]{2}[a-z]")


def _is_word(letters: str) -> bool:
    return len(letters) > 2 and bool(readings(letters) or loan_words(letters))


def _japanese(match: re.Match[str]) -> str:
    if not (match.start() and match.string[match.start() - 1].isascii()):
        return read_japanese(match[0])
    if reading := _after_letters().get(match[0]):
        return reading
    (word, katakana), *rest = read_behind_letters(match[0])
    behind = "".join(_after_letters().get(w, kana) if len(w) > 1 else kana for w, kana in rest)
    return _after_letters().get(word, katakana) + behind


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
    if _BETWEEN.match(match.string, match.end()) or _BETWEEN.match(match.string, match.start() - 2):
        return match[0]
    counted_ = len(match[0]) < 3 and is_counter(match.string, match.end())
    return match[0] if counted_ else number(match[0])


def is_counter(text: str, at: int) -> bool:
    """Whether a counter stands here, and not the beginning of a longer word: PC2台, not PS5本体."""
    lengths = range(_LONGEST_COUNTER, 0, -1)
    end = next((at + n for n in lengths if text[at : at + n] in _counting()), at)
    return end > at and not _GOES_ON.match(text, end)


@cache
def _counting() -> frozenset[str]:
    return frozenset(word for word in counters() if word not in _NO_COUNTERS)


# Behind letters and a figure these are no counters: MP3版, A4判, 3G回線, E5系.
_NO_COUNTERS = frozenset("版判法班間級組線機型形系巻語部室面品元地通合") | {"回線", "回転"}
_LONGEST_COUNTER = 3
_GOES_ON = re.compile("[\u4e00-\u9fff々](?<![目間半分以未前後])")


_CODE_NUMBER = re.compile(f"[{LATIN}](?<![AD]C)[0-9]+$")
_BETWEEN = re.compile("[0-9]?[/:][0-9]")
_JAPANESE_CHARACTER = re.compile(f"[{JAPANESE}]")
_PAPER = re.compile("[AB][0-9]")
_NO_WORD = re.compile(f"$|[{JAPANESE}]")
