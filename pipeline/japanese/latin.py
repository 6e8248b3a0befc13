"""Find the words in the alphabet that a line of Japanese text holds, and read them.

The alphabet is the Latin one, with accents, in full and half width, with the letter-like
characters that Unicode has for compatibility (``㎝``, ``℡``, ``Ⅲ``). Greek, Cyrillic and other
scripts stay as they are. ``left_alone`` says what is in the alphabet and still no word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.japanese import dictionary
from pipeline.japanese.compose import (
    DECADE,
    FORMULA,
    before_number,
    is_counter,
    is_decade,
    is_model,
)
from pipeline.japanese.fold import fold, fold_for_matching
from pipeline.japanese.left_alone import left_alone
from pipeline.japanese.lexicon import Lexicon, Reading, Source, as_name
from pipeline.japanese.roman import counted, named, roman_value
from pipeline.japanese.units import after_number, alone, symbols, without_time

__all__ = ["Match", "find_words", "fold"]

_REACH = 80  # code points before its first letter in which an address or a path may begin
_L = "A-Za-z\u00aa\u00b5\u00baÀ-ÖØ-öø-ɏ\u0300-\u036f\u03bc"
# Characters that NFKC takes apart into letters of the alphabet: telephone and numero signs, Roman
# numerals, bracketed and circled letters, squared units, ligatures, mathematical alphabets.
_COMPATIBLE = (
    "\u2100-\u2102\u2105-\u2108\u210a-\u2115\u2116\u2119-\u211d\u2121\u2124\u2128\u212a-\u2134"
    "\u2139\u2145-\u2149\u2160-\u217f\u249c-\u24e9\u3250\u32cc-\u32cf\u3371-\u33df\ufb00-\ufb06"
    "\U0001d400-\U0001d7cb\U0001f110-\U0001f149"
)
_LETTER = re.compile(f"[{_L}{_COMPATIBLE}]")
_FORMULA = re.compile(FORMULA)
_NOT_BLANK_ASCII = frozenset((*map(chr, range(0x21, 0x7F)), "\N{DEGREE SIGN}"))
_WORD = re.compile(
    rf"(?:[A-Za-z]\.){{2,}}(?:[A-Z](?![{_L}0-9]))?"  # U.S., e.g.
    r"|[A-Z]\.[0-9]{2,}(?![0-9.])"  # H.264
    rf"|[kMGm]Ω|[{_L}][{_L}0-9]*(?:['\-&+_][{_L}0-9]+)*"
    rf"(?: 'n' [{_L}]+|(?<=[0-9])\+(?![{_L}0-9+=]))?"  # Rock 'n' Roll, S24+
)
# The figures of a formula (H₂O, CO₂): read like any in a word, and kept low in the gloss.
_LOWERED = re.compile(r"(?<=[A-Za-z)₀-₉])[₀-₉]+")
_LOW = frozenset("₀₁₂₃₄₅₆₇₈₉")
_FIGURES = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_DIGITS_AT_END = re.compile(rf"(?<=[{_L}])[0-9]+\+?$")
_GOES_ON = re.compile(r"\.[0-9]|:[0-9]{2}|時")  # H.264, AM10:30, PM3時
_UNIT = re.compile(rf"[{_L}]+(?:Ω|·m|[23²³])?(?:/[{_L}]+[23²³]?)?(?![{_L}0-9])")
_NUMBER_BEFORE = re.compile(r"(?<![0-9A-Za-z.,\-第])[0-9]{1,2}$")
_NUMBERED = re.compile(rf"[A-Z]{{1,3}}(?![{_L}0-9])")
_ORDINAL_ENDING = re.compile(rf"(?:st|nd|rd|th)(?![{_L}0-9])")
_ORDINAL = re.compile(r"第[0-9]+ ?$")
_LABELS = frozenset("AJLN")  # 5A may be a current, a class or a seat
_QUANTITY = re.compile(r"[0-9数何十百千万億兆] ?$")
_JOINT_REACH = 6  # code points from its word on in which the figure behind and its end stand
_JOINED = re.compile(rf"(?<![{_L}0-9.])[0-9] ?(in|on|to) ?[0-9](?![{_L}0-9])")
_SPEED = re.compile("(?:[時分秒]速|毎[時分秒])[^0-9。、]{0,3}[0-9][0-9.,]{0,9} ?$")  # 時速80km/h
_COUNTERS = frozenset("章編部節巻期条項款類型種級号世次度")
_MORE_WORDS = re.compile(rf" [A-Z][{_L}]+")
_TV = re.compile(f" TV(?![{_L}0-9])")  # a service or set is named so (Apple TV): ティービー
_LONGEST_NAME = 3  # words of a name that SudachiDict is asked for


@dataclass(frozen=True, slots=True)
class Match:
    """``text[start:end]`` is a word in the alphabet.

    ``original`` is it width folded, as it stands in a gloss.
    """

    start: int
    end: int
    original: str
    reading: Reading


def find_words(text: str, lexicon: Lexicon) -> Iterator[Match]:
    """The words of a line from left to right, each the longest that stands in a dictionary."""
    plain = fold_for_matching(text)
    if lowered := _LOWERED.search(plain) is not None:
        plain = _LOWERED.sub(lambda figures: figures[0].translate(_FIGURES), plain)
    at = 0
    while letter := _LETTER.search(plain, at):
        run = _run_start(plain, letter.start(), at)
        match = (
            _joined_numbers(plain, letter.start(), lexicon)
            or _beside_number(plain, letter.start())
            or _formula(plain, letter.start(), lexicon)
            or _phrase(plain, run, letter.start(), lexicon)
        )
        alone = _left_alone(plain, run, letter.start())
        if alone and not (match and match.start <= alone[0] and match.end >= alone[1]):
            at = alone[1]
            continue
        match = match or _word(plain, run, letter.start(), lexicon)
        if lowered and not _LOW.isdisjoint(text[match.start : match.end]):
            match = replace(match, original=fold(text[match.start : match.end]))
        yield match
        at = match.end


def _run_start(plain: str, letter: int, floor: int) -> int:
    """Where the run of characters without blanks begins that leads up to a letter."""
    floor = max(floor, letter - _REACH)
    while letter > floor and plain[letter - 1] in _NOT_BLANK_ASCII:
        letter -= 1
    return letter


def _left_alone(plain: str, run: int, letter: int) -> tuple[int, int] | None:
    """The address, file name or label that holds the letter: where it begins and ends."""
    for at in range(run, letter + 1):
        if (match := left_alone().match(plain, at)) and match.end() > letter:
            return match.span()
    return None


def _formula(plain: str, letter: int, lexicon: Lexicon) -> Match | None:
    """A chemical formula with a group in brackets as one word (``Ca(OH)2``)."""
    if "(" in plain and (formula := _FORMULA.match(plain, letter)):
        return Match(*formula.span(), formula[0], lexicon.read(formula[0]))
    return None


def _phrase(plain: str, run: int, letter: int, lexicon: Lexicon) -> Match | None:
    """The longest row that a person wrote down and that begins at the letter or just before."""
    for start in range(run, letter + 1):
        if start and plain[start].isalnum() and plain[start - 1].isascii():
            previous = plain[start - 1]
            if previous.isalpha() or (previous.isdigit() and plain[start].isdigit()):
                continue
        if found := lexicon.longest(plain, start):
            end, reading = found
            if end > letter:
                return Match(start, end, reading.word, reading)
    return None


def _word(plain: str, run: int, letter: int, lexicon: Lexicon) -> Match:
    """The word that begins at a letter, by rule."""
    if not re.match(f"[{_L}]", plain[letter]):
        return _compatible(plain, letter, lexicon)
    return (
        _ratio(plain, letter)
        or _roman(plain, letter)
        or _numbered(plain, run, letter, lexicon)
        or _token(plain, letter, lexicon)
    )


def _compatible(plain: str, at: int, lexicon: Lexicon) -> Match:
    """One letter-like character as the letters it stands for."""
    letters = unicodedata.normalize("NFKC", plain[at]).replace("\N{FRACTION SLASH}", "/")
    katakana = after_number(letters) or symbols("before").get(letters + ".")
    if value := roman_value(letters.upper()):
        katakana = _numeral(plain, at, at + 1, value)
    reading = Reading(letters, katakana, Source.RULE, 0.85) if katakana else lexicon.read(letters)
    return Match(at, at + 1, letters, reading)


def _joined_numbers(plain: str, letter: int, lexicon: Lexicon) -> Match | None:
    """Two figures with a word between as one (``2in1``, ``1 on 1``)."""
    if not letter or plain[letter] not in "iot":
        return None
    joint = _JOINED.search(plain, max(0, letter - 2), letter + _JOINT_REACH)
    if joint is None or joint.start(1) != letter:
        return None
    return Match(*joint.span(), joint[0], lexicon.read(joint[0]))


def _beside_number(plain: str, letter: int) -> Match | None:
    """A unit after a number, or an abbreviation before one."""
    if letter and _QUANTITY.search(plain, max(0, letter - 2), letter):
        unit = _UNIT.match(plain, letter)
        katakana = after_number(unit[0]) if unit else ""
        if katakana and _SPEED.search(plain, max(0, letter - _REACH), letter):
            katakana = without_time(katakana)
        if unit and is_decade(plain, letter, unit[0]):
            return _ruled(plain, *unit.span(), DECADE, 0.95)
        if unit and katakana and _is_quantity(plain, letter, unit[0]):
            return _ruled(plain, *unit.span(), katakana, 0.85 if unit[0] in _LABELS else 0.95)
    if before := before_number().match(plain, letter):
        return _ruled(plain, *before.span(), symbols("before")[before[0]], 0.9)
    return None


def _is_quantity(plain: str, letter: int, unit: str) -> bool:
    """Whether a number before a unit counts it: not 第5 A, not the 6 of ``iPhone 6s``."""
    if _ORDINAL.search(plain, max(0, letter - 8), letter):
        return False
    blank = " " if plain[letter - 1] == " " else ""
    return not is_model(plain, letter - len(blank), blank + unit)


def _ruled(plain: str, start: int, end: int, katakana: str, confidence: float) -> Match:
    original = plain[start:end]
    return Match(start, end, original, Reading(original, katakana, Source.RULE, confidence))


def _ratio(plain: str, letter: int) -> Match | None:
    """A unit of one quantity to another, which is one word without a number too (``km/h``)."""
    unit = _UNIT.match(plain, letter) if "/" in plain else None
    if not unit or "/" not in unit[0] or plain[max(0, letter - 1) : letter] == "/":
        return None
    katakana = alone(unit[0])
    return _ruled(plain, *unit.span(), katakana, 0.95) if katakana else None


def _roman(plain: str, letter: int) -> Match | None:
    """A Roman numeral of several letters, or of one in 第V章."""
    end = letter
    while plain[end : end + 1] in ("I", "V", "X"):
        end += 1
    value = roman_value(plain[letter:end])
    if not value or (_WORD.match(plain, letter) or [""])[0] != plain[letter:end]:
        return None
    if end - letter == 1 and not _is_counted(plain, letter, end):
        return None
    return _ruled(plain, letter, end, _numeral(plain, letter, end, value), 0.85)


def _is_counted(plain: str, start: int, end: int) -> bool:
    return plain[max(0, start - 1) : start] == "第" and plain[end : end + 1] in _COUNTERS


def _numeral(plain: str, start: int, end: int, value: int) -> str:
    after = plain[end : end + 1]
    japanese = plain[max(0, start - 1) : start] == "第" or (after and after in _COUNTERS | {"."})
    return counted(value) if japanese else named(value)


def _numbered(plain: str, run: int, letter: int, lexicon: Lexicon) -> Match | None:
    """A number with a capital or a few as one name (``5G``, ``2FA``), or an ordinal (``5th``)."""
    capitals = _NUMBERED.match(plain, letter) or _ORDINAL_ENDING.match(plain, letter)
    number = _NUMBER_BEFORE.search(plain, max(run - 1, 0), letter)
    if not capitals or not number or number.start() < run:
        return None
    if len(capitals[0]) > 1 and lexicon.row(capitals[0]):
        return None
    original = plain[number.start() : capitals.end()]
    reading = lexicon.row(original) or lexicon.read(original)
    if reading.source is Source.RULE and after_number(capitals[0]):  # 3Lサイズ: no litres
        reading = replace(reading, katakana=as_name(number[0], capitals[0]))
    return Match(number.start(), capitals.end(), original, reading)


def _token(plain: str, letter: int, lexicon: Lexicon) -> Match:
    """A word as it is typed, or a name of several words that SudachiDict knows."""
    match = _WORD.match(plain, letter)
    end = match.end() if match else letter + 1
    if name := _name(plain, letter, end):
        end = name
    elif (digits := _DIGITS_AT_END.search(plain, letter, end)) and (
        # A version follows a word (iPhone15, USB3.2), a code is one with its digits (MP3).
        sum(map(str.islower, plain[letter : digits.start()])) > 1
        or _GOES_ON.match(plain, digits.end())
        or is_counter(plain, digits.end())
    ):
        end = digits.start()
    original = plain[letter:end]
    return Match(letter, end, original, lexicon.read(original))


def _name(plain: str, start: int, end: int) -> int:
    """Where the longest name ends that SudachiDict has for the words from ``start``; 0: none."""
    if not plain[start].isupper():
        return 0
    if (tv := _TV.match(plain, end)) and any(map(str.islower, plain[start:end])):
        return tv.end()
    ends = [end]
    while len(ends) < _LONGEST_NAME and (more := _MORE_WORDS.match(plain, ends[-1])):
        ends.append(more.end())
    known = (e for e in reversed(ends[1:]) if dictionary.readings(plain[start:e]))
    return next(known, 0)
