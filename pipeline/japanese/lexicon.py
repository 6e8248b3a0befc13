"""Read words in the alphabet in katakana: layered dictionaries, then rules, then a guess."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.config import KatakanaSettings
from pipeline.japanese import compose, dictionary, english, spelling
from pipeline.japanese.doubt import is_settled
from pipeline.japanese.fold import surface_form, without_accents
from pipeline.japanese.guess import first_proposal, guess, log_probability
from pipeline.japanese.origins import loan_words
from pipeline.japanese.romaji import from_romaji, is_hepburn, with_long_vowels, written
from pipeline.japanese.roman import counted, named, roman_value
from pipeline.japanese.style import apply_settings, in_house_style
from pipeline.japanese.terms import Layer, Row, read_layer
from pipeline.japanese.units import after_number, alone, symbols, without_time

# Readings at least this sure are not reported; measured by tests/bench_katakana.py.
CERTAIN = 0.9


class Source(StrEnum):
    """Where a reading comes from, the surest first."""

    BOOK = "book"
    HOUSE = "house"
    DICTIONARY = "sudachi"
    ORIGIN = "unidic"
    RULE = "rule"
    SPELLED = "spelled"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class Reading:
    """A word (width folded) in katakana.

    ``confidence`` runs from 0 to 1, ``braille`` is the reading in spaced braille kana where a row
    gives it, ``where`` is that row's ``file:line``.
    """

    word: str
    katakana: str
    source: Source
    confidence: float
    braille: str = ""
    where: str = ""


class Lexicon:
    """Every dictionary and rule for reading words, the nearest to the book first."""

    def __init__(self, book: Layer, house: Layer, settings: KatakanaSettings) -> None:
        self.book = book
        self.house = house
        self.settings = settings
        self._known: dict[str, Reading] = {}
        self._starts = _by_first_word((*house.exact, *book.exact))
        self._closed: dict[str, Row] = {}

    @staticmethod
    def load(
        house: Iterable[Path], book: Path | None, settings: KatakanaSettings | None = None
    ) -> Lexicon:
        """The lexicon of the house's dictionaries and the book's own, if it has one.

        :raises TableError: for a dictionary that is not one, naming file and line.
        """
        own = read_layer([book] if book else [])
        return Lexicon(own, read_layer(sorted(house)), settings or KatakanaSettings())

    def read(self, word: str) -> Reading:
        """A word or a name of several words in katakana; whatever it is, nothing is dropped."""
        if (known := self._known.get(word)) is None:
            known = self._known[word] = self._read(surface_form(word))
        return known

    def row(self, surface: str) -> Reading | None:
        """The reading that a person wrote down for a width-folded word."""
        if row := self.book.find(surface):
            return self._from_row(surface, row, Source.BOOK)
        row = self.house.find(surface)
        if row and (row.surface == surface or not _is_another_word(surface, row)):
            return self._from_row(surface, row, Source.HOUSE)
        return None

    def read_as(self, original: str, written: str) -> Reading:
        """The reading of an original that ``written``, the katakana beside it, ends with.

        Where the text around decided (``5cm``, ``No.1``, ``第III章``), that is not the reading
        of the word alone. What matches nothing gets the reading of the word alone.
        """
        alone, surface = self.read(original), surface_form(original)
        if written.endswith(alone.katakana):
            return alone
        for katakana in _readings_in_context(surface):
            if written.endswith(katakana):
                return Reading(surface, katakana, Source.RULE, CERTAIN)
        return alone

    def plain_readings(self, word: str) -> tuple[str, ...]:
        """The readings of an English word in the dictionaries, as a part of a longer word."""
        row = self.house.find(word)
        if row and row.surface.islower():
            return (row.reading,)
        return dictionary.readings(word) or loan_words(word)[:1]

    def longest(
        self, text: str, start: int, *, in_capitals: bool = False
    ) -> tuple[int, Reading] | None:
        """The longest row that a person wrote down and that stands at a place of a text.

        ``text`` is folded for matching; the answer is where the row ends, and its reading. With
        ``in_capitals`` a row also ends where a capital begins another word (``TikTok`` Lite).
        """
        first = _FIRST_WORD.match(text, start)
        surfaces = self._starts.get(first[0].lower(), ()) if first else ()
        ahead = text[start : start + len(surfaces[0])].lower() if surfaces else ""
        for surface in filter(ahead.startswith, surfaces):
            end = start + len(surface)
            if text[start:end].lower() == surface and (
                _is_end(text, start, end) or (in_capitals and _CAPITAL_NEXT.match(text, end - 3))
            ):
                row = self.row(text[start:end])
                return (end, row) if row else None
        return None

    def end_of_row(self, text: str, start: int) -> int:
        """Where the longest row ends that begins at a place as a word of its own; 0: none."""
        if start and all(map(_LETTER_OR_DIGIT.match, text[start - 1 : start + 1])):
            return 0
        found = self.longest(text, start, in_capitals=True)
        return found[0] if found else 0

    def closed_up(self, word: str) -> Reading | None:
        """The row of a name whose words are run together, as in addresses (``appstore``)."""
        if not self._closed:
            self._closed |= _closed((*self.house.exact.values(), *self.book.exact.values()))
        row = self._closed.get(word.casefold().translate(_CLOSE_UP))
        return self.row(row.surface) if row else None

    def _from_row(self, surface: str, row: Row, source: Source) -> Reading:
        katakana = row.reading
        if self.settings.middle_dot and " " in surface and " " in row.braille:
            katakana = row.braille.replace(" ", "・")
        if source is Source.HOUSE and row.surface.islower():  # names keep their own spelling
            katakana = apply_settings(surface, katakana, self.settings)
        return Reading(surface, katakana, source, 1.0, row.braille, row.where)

    def _read(self, word: str) -> Reading:
        for layer in _LAYERS:
            if reading := layer(self, word):
                return reading
        return Reading(word, spelling.spell(word) or word, Source.SPELLED, 0.3)


def _is_another_word(surface: str, row: Row) -> bool:
    """Whether a word is no careless spelling of a row's.

    cm is not CM, 5g is not 5G, LA (Los Angeles) is not La, and polar is not a brand Polar.
    """
    if surface in symbols("alone") or _QUANTITY.fullmatch(surface):
        return True
    if len(surface) < 3 and surface.isupper():
        return not row.surface.islower()
    if not surface.islower():
        return False
    if found := dictionary.readings(surface):
        return not dictionary.proper_noun(surface, found[0]) and row.reading not in found
    found = loan_words(surface)
    return bool(found) and row.reading not in found


def _readings_in_context(surface: str) -> Iterator[str]:
    """The katakana that a symbol or numeral gets beside numbers and counters."""
    value = roman_value(surface)
    numerals = (counted(value), named(value)) if value else ()
    unit = after_number(surface)
    signs = (unit, without_time(unit), symbols("before").get(surface),
             symbols("before").get(f"{surface}."),
             compose.DECADE if surface == "s" else "")  # fmt: skip
    yield from filter(None, (*signs, *numerals))
    if size := _SIZE.fullmatch(surface):
        yield as_name(*size.groups())


def as_name(figures: str, letters: str) -> str:
    """A number and letters that are no unit (3L サイズ) in katakana."""
    return spelling.number(figures) + spelling.spell(letters)


def _by_first_word(surfaces: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Surfaces with letters of the alphabet by their first word, small, the longest first."""
    starts: dict[str, set[str]] = {}
    for surface in surfaces:
        if _LATIN_LETTER.search(surface) and (first := _FIRST_WORD.match(surface)):
            starts.setdefault(first[0].lower(), set()).add(surface.lower())
    return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in starts.items()}


def _closed(rows: Iterable[Row]) -> dict[str, Row]:
    """The rows of names of several words by these run together, in small letters."""
    plain = {row.surface.casefold().translate(_CLOSE_UP): row for row in rows}
    return {
        name: row
        for name, row in plain.items()
        if len(name) >= _LONG_NAME and name != row.surface.casefold() and name.isascii()
    }


_CLOSE_UP = str.maketrans("", "", " -.")
_LONG_NAME = 6  # letters; shorter names run together are words of their own


def _is_end(text: str, start: int, end: int) -> bool:
    """Whether a word ends here: before ``15`` in iPhone15, but not in ``Apple's`` or ``USB-C``."""
    if not _LETTER_OR_DIGIT.match(text[end - 1]):
        return not (text[end - 1] == "-" and _LETTER_OR_DIGIT.match(text, end))  # C- in C-Class
    if text[end - 1].isdigit() and _DECIMALS.match(text, end):  # F2 in F2.8
        return False
    if text[end : end + 1].isdigit() and not text[end - 1].isdigit():
        return sum(map(str.islower, text[start:end])) > 1
    return not _GOES_ON.match(text, end)


_CAPITAL_NEXT = re.compile("[A-Za-z]{2}[a-z](?=[A-Z])")
_LATIN_LETTER = re.compile(f"[{compose.LATIN}]")
_LETTER_OR_DIGIT = re.compile(f"[{compose.LATIN}0-9]")
_FIRST_WORD = re.compile(f"[{compose.LATIN}]+|[0-9]+|[^ ]")
_QUANTITY = re.compile("[0-9]+[a-z]+")
_SIZE = re.compile("([0-9]{1,2})([A-Z]{1,3})")
_DECIMALS = re.compile(r"\.[0-9]")
_GOES_ON = re.compile(f"[{compose.LATIN}0-9Ω]|['&+_-][{compose.LATIN}0-9]")


def katakana_line(reading: Reading) -> str:
    """A reading as ``mimiyubi katakana`` prints it: word, katakana, source, confidence."""
    cells = (reading.word, reading.katakana, reading.source.value, f"{reading.confidence:.2f}")
    return "\t".join(cells)


def _row(lexicon: Lexicon, word: str) -> Reading | None:
    return lexicon.row(word)


def _letter(_: Lexicon, word: str) -> Reading | None:
    """A single letter or sign by its name."""
    name = spelling.spell(word) if len(word) == 1 else ""
    if name and name != word:
        return Reading(word, name, Source.SPELLED, 1.0)
    return None


def _unit(_: Lexicon, word: str) -> Reading | None:
    """A symbol of a unit that is nothing else, or an abbreviation with its point."""
    katakana = alone(word) or (word[-1:] == "." and symbols("before").get(word))
    return Reading(word, katakana, Source.RULE, 0.95) if katakana else None


def _numeral(_: Lexicon, word: str) -> Reading | None:
    """A Roman numeral of several letters."""
    value = roman_value(word) if len(word) > 1 else 0
    return Reading(word, named(value), Source.RULE, 0.7) if value else None


def _dictionary(lexicon: Lexicon, word: str) -> Reading | None:
    """A whole word that stands in SudachiDict.

    It is sure where a model trained apart agrees, clearly and with the one spelling there is, or
    with the one spelling that UniDic records too.
    """
    found = dictionary.readings(word) or dictionary.readings(without_accents(word))
    if not found or (word not in symbols("after") and _is_unit(word.lower(), found)):
        return None  # SudachiDict knows no case: M3 is not m3, Pg no ピコグラム
    if word.isupper():
        return _known_capitals(word, found)
    proposed, likely = first_proposal(word)
    katakana = next((reading for reading in found if reading == proposed), found[0])
    if _is_better(word, proposed, katakana, likely):
        katakana = proposed
    settled = likely > _CLEARLY and is_settled(word, katakana)
    sure = katakana == proposed and (settled or found == loan_words(word))
    styled = in_house_style(word, katakana, lexicon.settings)
    return Reading(word, styled, Source.DICTIONARY, 0.95 if sure else 0.8)


def _is_unit(symbol: str, found: Sequence[str]) -> bool:
    return symbol in symbols("alone") or after_number(symbol) in found


def _known_capitals(word: str, found: tuple[str, ...]) -> Reading | None:
    """A word in capitals that stands in SudachiDict, sure where it has one reading.

    Two capitals, and capitals without a vowel, are not spoken (``KM`` is not the unit ``km``).
    """
    spelled = any(spelling.is_spelled(word, reading) for reading in found)
    if word.isalpha() and not spelled and (len(word) == 2 or not _VOWEL.search(word)):
        return None
    katakana = spelling.spell(word) if spelled else found[0]  # ジェイ and エイチ in every word
    short = not spelled and len(word) < 4
    sure = len(found) == 1 and not short
    return Reading(word, katakana, Source.DICTIONARY, 0.95 if sure else 0.8)


_CLEARLY = -0.7  # natural logarithm: one in two


def _is_better(word: str, proposed: str, katakana: str, likely: float) -> bool:
    """Whether the model corrects the dictionary.

    It does where UniDic records its reading and not the dictionary's (``turbine`` タービン, not
    ターバイン), and for a small-letter word that the dictionary has only as somebody's name
    (``tone`` トネ), where the model's reading is a Japanese word too (トーン).
    """
    if (recorded := loan_words(word)) and proposed in recorded and katakana not in recorded:
        return True
    if not word.islower() or proposed == katakana or not dictionary.is_katakana_word(proposed):
        return False
    if not dictionary.proper_noun(word, katakana):
        return False
    return likely - log_probability(word, katakana) > _CORRECTION


_CORRECTION = 1.5  # natural logarithm: the model holds its own reading 4.5 times as likely


def _loan_word(lexicon: Lexicon, word: str) -> Reading | None:
    """A word that SudachiDict does not have, as the loan word that comes from it by UniDic."""
    letters = "" if word.isupper() else without_accents(word)
    found = tuple(k for k in loan_words(letters) if len(k) > _CLIPPED * len(letters))
    if not found:
        return None
    katakana = found[0] if len(found) == 1 else _usual(word, found)
    styled = in_house_style(word, katakana, lexicon.settings)
    if styled == katakana + "ー" and styled not in found:  # slipper is スリッパ, whatever the rule
        styled = katakana
    return Reading(word, styled, Source.ORIGIN, 0.8)


_CLIPPED = 0.38  # kana a letter: fewer are only a part of the word (``motherboard`` マザボ)


def _usual(word: str, found: tuple[str, ...]) -> str:
    """UniDic's own form of a loan word, unless the model clearly holds another for likelier."""
    likely = {katakana: log_probability(word, katakana) for katakana in found}
    likely[found[0]] += _OWN_FORM
    return max(likely, key=likely.__getitem__)


_OWN_FORM = 2.0  # natural logarithm; fitted to the words that SudachiDict and UniDic both have


def _closed_up(lexicon: Lexicon, word: str) -> Reading | None:
    """A name of several words that are run together."""
    found = lexicon.closed_up(word)
    return Reading(word, found.katakana, Source.RULE, 0.85, found.braille) if found else None


def _composed(lexicon: Lexicon, word: str) -> Reading | None:
    """A word of several parts, each read for itself."""
    parts = compose.split(word, lexicon.end_of_row)
    if len(parts) < 2 and all(part.reading is None for part in parts):
        return None
    readings = [_part(lexicon, part) for part in parts]
    last, read = _LAST_WORDS.get(parts[-1].text, (None, ""))
    if last and last.search(word):
        readings[-1] = Reading(parts[-1].text, read, Source.RULE, 0.85)
    dot = "・" if lexicon.settings.middle_dot and " " in word else ""
    katakana = dot.join(reading.katakana for reading in readings if reading.katakana)
    confidence = min(0.85, *(reading.confidence for reading in readings))
    return Reading(word, katakana or word, Source.RULE, confidence)


# What a word is read at the end of a name: Apple TV and AbemaTV, and the flow meter that measures.
_LAST_WORDS = {
    "TV": (re.compile("(?:[a-z] ?|[A-Z] )TV$"), "ティービー"),
    "meter": (re.compile("[a-z](?<!square)(?<!cubic)(?<!per) meter$"), "メーター"),
}


def _part(lexicon: Lexicon, part: compose.Part) -> Reading:
    if part.reading is not None:
        return Reading(part.text, part.reading, Source.RULE, 0.9)
    return lexicon.read(part.text)


def _capitals(_: Lexicon, word: str) -> Reading | None:
    """A word in capitals letter by letter, unless it is long and can be spoken as a word."""
    if not (word.isupper() and word.isalpha() and len(word) <= 6):
        return None
    word_like = len(word) > 4 and _SYLLABLE.search(word) and not _NO_ONSET.match(word)
    if word_like or _SPOKEN.fullmatch(word):
        return None
    doubtful = _VOWEL.search(word) if len(word) > 3 else _CLOSED_SYLLABLE.search(word)
    return Reading(word, spelling.spell(word), Source.SPELLED, 0.7 if doubtful else 0.95)


def _unspeakable(_: Lexicon, word: str) -> Reading | None:
    """A short word without a vowel, or of two letters, that no dictionary has (``jp``)."""
    if not word.isalpha() or len(word) > 5 or (len(word) > 2 and _VOWEL.search(word)):
        return None
    katakana = spelling.spell(word)
    return Reading(word, katakana, Source.SPELLED, 0.7) if katakana != word else None


_VOWEL = re.compile("[aeiouyà-öø-ÿ]", re.IGNORECASE)
_SYLLABLE = re.compile("[BCDFGHJKLMNPQRSTVWXZ][AEIOUY]")
# Four letters as English words have them (JAWS, MUJI, LUUP): three in four are spoken.
_SPOKEN = re.compile(
    "[BCDFGHJKLMNPRSTVYZ][AEIOU](?:[B-DF-HJ-NP-TV-Z][AEIOUY]|[AEIOU][B-DF-HJ-NP-TV-Z]"
    "|[CLMNPRSW][TSKDPGM]|RC|RN|SH|CH|CK|LL|SS)"
)
# Two consonants that no word begins with (VXLAN).
_NO_ONSET = re.compile(
    "(?!BL|BR|CH|CL|CR|DR|DW|FL|FR|GH|GL|GN|GR|KH|KL|KN|KR|PH|PL|PR|SC|SH|SK|SL|SM|SN|SP|SQ|ST|SV|SW"
    "|TH|TR|TS|TW|VL|VR|WH|WR|ZH)[BCDFGHJKLMNPQRSTVWXZ]{2}"
)
_CLOSED_SYLLABLE = re.compile("[BCDFGHJKLMNPQRSTVWXZ][AEIOUY][BCDFGHJKLMNPQRSTVWXZ]")


def _apostrophe(lexicon: Lexicon, word: str) -> Reading | None:
    """A word with an apostrophe inside: O'Reilly オライリー, d'Azur ダジュール, Qur'an as Quran."""
    before, mark, after = word.partition("'")
    if not (mark and before.isalpha() and after.isalpha()):
        return None
    if before == "O" and after[0].isupper():
        rest = lexicon.read(after)
        return Reading(word, "オ" + rest.katakana, Source.RULE, min(0.7, rest.confidence))
    article = _ARTICLES.get(before.lower(), {})
    if article and (rest := lexicon.read(after)).katakana[0] in article:
        katakana = article[rest.katakana[0]] + rest.katakana[1:]
        return Reading(word, katakana, Source.RULE, min(0.6, rest.confidence))
    whole = lexicon.read(before + after)
    return Reading(word, whole.katakana, Source.RULE, min(0.6, whole.confidence))


# 慣用: the French article or preposition before a vowel (L'Oréal ロレアル).
_ARTICLES = {
    "l": dict(zip("アイウエオ", "ラリルレロ", strict=True)),
    "d": dict(zip("アイウエオ", ("ダ", "ディ", "デュ", "デ", "ド"), strict=True)),
}


def _plural(lexicon: Lexicon, word: str) -> Reading | None:
    """Letters with the s of a plural (``CDs``)."""
    base = word.removesuffix("s")
    if base == word or not base.isupper() or len(base) < 2:
        return None
    reading = lexicon.read(base)
    katakana = next(english.plurals("", reading.katakana))
    return Reading(word, katakana, Source.RULE, min(0.85, reading.confidence))


def _common_plural(lexicon: Lexicon, word: str) -> Reading | None:
    """A common noun's plural as the noun: Japanese leaves the s out (``rules`` ルール).

    Unless what a model makes of the whole is a Japanese word already (``times`` タイムズ).
    """
    if not word.islower() or not _PLURAL.search(word):
        return None
    if dictionary.is_katakana_word(first_proposal(word)[0]):
        return None
    bases = (word[:-1], word[:-2] if word.endswith("es") else "")
    found = next((reading for base in bases for reading in lexicon.plain_readings(base)), "")
    styled = in_house_style(word[:-1], found, lexicon.settings)
    return Reading(word, styled, Source.RULE, 0.75) if found else None


_PLURAL = re.compile(r"[a-z]{3}[^aisu']s$")


def _romaji(_: Lexicon, word: str) -> Reading | None:
    """Romanised Japanese, where a model of English does not hold that reading for absurd."""
    plain = from_romaji(word) if len(word) > 2 else None
    if plain is None:
        return None
    known, heard = dictionary.is_japanese_word(plain), ""
    if not known:
        long = (kana for kana in with_long_vowels(word) if dictionary.is_native_word(written(kana)))
        heard = next(long, "")
    floor = _floor(word, known=known or bool(heard))
    if floor is None or log_probability(word, plain) <= floor:
        return None
    katakana = written(heard) if heard else plain
    return Reading(word, katakana, Source.RULE, 0.8 if known or heard else 0.6, heard)


def _floor(word: str, *, known: bool) -> float | None:
    """How improbable in English romanised Japanese may be, as a natural logarithm.

    The model gives カワイイ -7.9, ヤマト -0.3 and ウツノミヤ -9.6, but ロメ for Rome -9.1 and
    ダタバセ for database -13.9: the longer a word and the surer that it is Japanese, the lower.
    """
    capital, mute = word[0].isupper(), word[-1] == "e" and len(word) < 6
    if known and len(word) > 4 and not mute:
        return -12.0 if capital else -8.0
    if known:
        return -4.6
    if not (capital and is_hepburn(word) and word[-1] != "e" and len(word) > 4):
        return None
    return -1.2 * len(word) if len(word) > 6 else -4.6


def _guess(lexicon: Lexicon, word: str) -> Reading | None:
    """What a trained model and the known parts of a word make of it."""
    found = guess(word, lexicon.plain_readings)
    if found is None:
        return None
    likely = math.exp(min(0.0, found.score))
    confidence = 0.4 + 0.2 * likely + 0.1 * found.attested + 0.15 * (found.composed > 0)
    styled = in_house_style(word, found.katakana, lexicon.settings)
    return Reading(word, styled, Source.GUESSED, confidence)


def _spelled(_: Lexicon, word: str) -> Reading | None:
    """Anything else letter by letter."""
    katakana = spelling.spell(word)
    return Reading(word, katakana, Source.SPELLED, 0.4) if katakana else None


_LAYERS: tuple[Callable[[Lexicon, str], Reading | None], ...] = (
    _row, _letter, _unit, _numeral, _closed_up, _dictionary, _loan_word, _composed, _apostrophe,
    _plural, _common_plural, _capitals, _unspeakable, _romaji, _guess, _spelled,
)  # fmt: skip
