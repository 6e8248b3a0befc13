"""A character without cells becomes something that has them: kana, letters, or its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from libkuraji.kana import KANA2, translate_with_pos

from pipeline.braille.hangul import hangul_kana
from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos
from pipeline.errors import TableError
from pipeline.japanese.kana import katakana
from pipeline.japanese.tables import table as _rows

# 日本点字表記法 2018: 点訳者挿入符 is 5-6, 2-3-5-6 and 2-3-5-6, 2-3.
INSERT_OPEN, INSERT_CLOSE = "⠰⠶", "⠶⠆"
COMPUTER_OPEN, COMPUTER_CLOSE = "⠠⠦", "⠠⠴"
QUOTE_OPEN, QUOTE_CLOSE = "⠦", "⠴"
NOTE_OPEN, NOTE_CLOSE = "⠰", "⠆"  # 文中注記符, the number of a note between them
ACCENT = "⠈"  # アクセント符: dot 4 before the letter
CAPITAL = "⠠"  # 大文字符
NUMBER = "⠼"
LOWERED_DIGITS = dict(zip("0123456789", "⠴⠂⠆⠒⠲⠢⠖⠶⠦⠔", strict=True))
BLANK = "\N{BRAILLE PATTERN BLANK}"
UNKNOWN = "□"  # what libkuraji writes for a character it does not know


_OLD_KANA = re.compile(
    "(?:HENTAIGANA|HIRAGANA LETTER ARCHAIC|KATAKANA LETTER ARCHAIC|HIRAGANA|KATAKANA)"
    " (?:LETTER )?(?:SMALL )?([A-Z]+)(?:-[A-Z0-9-]+)?"
)

_LONG = re.compile("(?<=[オコソトノホモヨロゴゾドボポョウクスツヌフムユルグズブプュ])ウ")


class Kind(StrEnum):
    """How a row of ``cells.tsv`` is to be read."""

    CELLS = "cells"
    SPACED = "spaced"
    KANA = "kana"
    LATIN = "latin"
    READ = "read"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Substitute:
    """Braille kana ``text`` for a character. ``reported``: a person should look at it.

    ``spaced``: a blank stands on each side. ``named``: it is a name (kana, in 点訳者挿入符 where
    print has no word), ``guessed`` one that no table of ours gives. ``label`` is what a message
    says was written.
    """

    text: str
    label: str = ""
    spaced: bool = False
    named: bool = False
    reported: bool = False
    guessed: bool = False


@cache
def table() -> dict[str, tuple[Kind, str]]:
    """One or two characters → what they become (cells.tsv and emoji.tsv).

    :raises TableError: for a row of another length.
    """
    path = resources.files("pipeline") / "data" / "cells.tsv"
    rows: dict[str, tuple[Kind, str]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.startswith(("#", "character\t")):
            continue
        columns = line.split("\t")
        if len(columns) != 4:
            pos = Pos("cells.tsv", number)
            raise TableError(diagnostic(Code.OUR_TABLE, pos, expected=4, got=len(columns)))
        rows[columns[0]] = (Kind(columns[1]), columns[2])
    emoji = {character: (Kind.NAME, kana) for character, kana, _ in _rows("emoji.tsv", 3)}
    return emoji | rows


@cache
def has_cells(character: str) -> bool:
    """Whether libkuraji has cells for a character by itself."""
    if character == UNKNOWN:
        return True
    # libkuraji marks capitals of other scripts by dot 7, which no embosser here has.
    return all(c != UNKNOWN and c < "⡀" for c in translate_with_pos(character)[0])


@cache
def substitute(character: str) -> Substitute | None:
    """What stands for a character (or a pair of kana), or None where it has cells of its own."""
    if character in KANA2:
        return None
    if character in table():
        return _from_row(*table()[character])
    if len(character) > 1 or has_cells(character):
        return None
    return next(found for found in _attempts(character) if found is not None)


def _from_row(kind: Kind, value: str) -> Substitute:
    match kind:
        case Kind.CELLS:
            return Substitute(value)
        case Kind.KANA:
            return Substitute(spelled(value))
        case Kind.SPACED:
            return Substitute(value, spaced=True)
        case Kind.LATIN:
            return Substitute(value, value, reported=True)
        case Kind.READ:
            return Substitute(spelled(value), value, named=True, reported=True)
        case Kind.NAME:
            text = f"{INSERT_OPEN}{spelled(value)}{INSERT_CLOSE}"
            return Substitute(text, value, named=True, reported=True)


def pair_length(kana: str, index: int) -> int:
    """How many characters at ``index`` are one sound: two for キャ and クァ, else one."""
    pair = kana[index : index + 2]
    return 2 if len(pair) == 2 and (pair in KANA2 or pair in table()) else 1


def spelled(kana: str) -> str:
    """Braille kana with every sound that libkuraji does not know replaced."""
    parts: list[str] = []
    index = 0
    while index < len(kana):
        length = pair_length(kana, index)
        part = kana[index : index + length]
        found = substitute(part)
        parts.append(part if found is None else found.text)
        index += length
    return "".join(parts)


def named_cells(character: str) -> str:
    """The cells of what stands for a character among kana."""
    found = substitute(character) or _named(character)
    cells: str = translate_with_pos(found.text)[0]
    return cells.replace(" ", BLANK)


def _attempts(character: str) -> Iterator[Substitute | None]:
    """Ways to write a character without cells, the closest to the print first."""
    yield _invisible(character)
    yield _circled(character)
    yield _hiragana(character)
    yield _old_kana(character)
    yield _capital(character)
    yield _accented(character)
    yield _compatible(character)
    yield _kanji(character)
    yield _hangul(character)
    yield _named(character)


def _invisible(character: str) -> Substitute | None:
    """Joiners, variation selectors and controls of direction have no form of their own."""
    invisible = unicodedata.category(character) == "Cf" or _is_variation_selector(character)
    return Substitute("") if invisible else None


def _is_variation_selector(character: str) -> bool:
    return "︀" <= character <= "️" or "\U000e0100" <= character <= "\U000e01ef"


def greek(letter: str) -> Substitute | None:
    """A Greek letter in 外国語引用符: international Greek braille, its accents left out."""
    base = unicodedata.normalize("NFD", letter)[0]
    small = base.lower()
    text = small if base == small else CAPITAL + small
    return Substitute(text, text, reported=base != letter) if text != letter else None


def is_greek(character: str) -> bool:
    """Whether a character is a Greek letter that has cells."""
    base = unicodedata.normalize("NFD", character)[0].lower()
    return "α" <= base <= "ω" and has_cells(base)


def _circled(character: str) -> Substitute | None:
    """① becomes the number sign and lowered digits (点訳のてびき: 丸付き数字は下がり数字).

    ㋐ and Ⓐ stand in brackets, lest they be read as a part of what follows.
    """
    if "CIRCLED" not in unicodedata.name(character, ""):
        return None
    form = unicodedata.normalize("NFKC", character)
    if len(form) == 1 and form.isalpha() and (form.isascii() or "ァ" <= form <= "ヺ"):
        return Substitute(f"({spelled(form)})")
    number = unicodedata.numeric(character, -1)
    if number < 0 or number != int(number):
        return None
    digits = "".join(LOWERED_DIGITS[digit] for digit in str(int(number)))
    return Substitute(NUMBER + digits)


def _hiragana(character: str) -> Substitute | None:
    if not "ぁ" <= character <= "ゖ":
        return None
    return Substitute(spelled(katakana(character)))


def _old_kana(character: str) -> Substitute | None:
    """変体仮名 (HENTAIGANA LETTER KA-1) and obsolete letters become the kana of their sound."""
    match = _OLD_KANA.fullmatch(unicodedata.name(character, ""))
    if match is None:
        return None
    sound = {"YI": "I", "YE": "E", "WU": "U"}.get(match[1], match[1])
    kana = unicodedata.lookup(f"KATAKANA LETTER {sound}")
    return Substitute(spelled(kana), kana, named=True, reported=True)


def _kanji(character: str) -> Substitute | None:
    """A kanji that no dictionary read becomes one of its readings: a guess, which is told."""
    if not unicodedata.name(character, "").startswith("CJK "):
        return None
    reading = _kanji_readings()(character)
    if not reading or not all("ぁ" <= c <= "ゖ" for c in reading):
        return None
    kana = _LONG.sub("ー", katakana(reading))
    return Substitute(spelled(kana), kana, named=True, reported=True, guessed=True)


@cache
def _kanji_readings() -> Callable[[str], str]:
    """A kanji → a reading in hiragana, from pykakasi's dictionary, loaded for these alone."""
    import pykakasi

    convert = pykakasi.kakasi().convert  # type: ignore[no-untyped-call]  # it has no types

    def reading(character: str) -> str:
        return "".join(part["hira"] for part in convert(character))

    return reading


def _capital(character: str) -> Substitute | None:
    """A capital of another script becomes 大文字符 and the small letter."""
    small = character.lower()
    is_letter = len(small) == 1 and small != character and has_cells(small)
    is_letter = is_letter and unicodedata.normalize("NFKC", character) == character
    return Substitute(CAPITAL + small) if is_letter else None


def _accented(character: str) -> Substitute | None:
    """A Latin letter with marks becomes アクセント符 and the letter."""
    base = unicodedata.normalize("NFD", character)[0]
    if base == character or not (base.isascii() and base.isalpha()):
        return None
    return Substitute(ACCENT + base, f"{ACCENT}{base}", reported=True)


def _compatible(character: str) -> Substitute | None:
    """㌔ becomes キロ, Ⅳ IV, ² 2: the compatibility form, where all of it can be written."""
    form = unicodedata.normalize("NFKC", character)
    if form == character:
        return None
    parts = [substitute(part) for part in form]
    if any(part and part.guessed for part in parts):
        return None
    reported = any(part and part.reported for part in parts)
    return Substitute(spelled(form), form, reported=reported)


def _hangul(character: str) -> Substitute | None:
    """A syllable of Hangul becomes its kana: a guess, for the sounds beside it may change it."""
    kana = hangul_kana(character)
    if not kana:
        return None
    return Substitute(spelled(kana), kana, named=True, reported=True, guessed=True)


@cache
def _families() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """``names.tsv``: what begins a Unicode name, whether the rest of it follows, and the kana."""
    return tuple((re.compile(p), scope, kana) for p, scope, kana, _ in _rows("names.tsv", 4))


def _named(character: str) -> Substitute:
    """A character's name, by its Unicode name, or its number, in 点訳者挿入符."""
    name = unicodedata.name(character, "")
    label, inner = _called(character, name)
    text = f"{INSERT_OPEN}{inner}{INSERT_CLOSE}"
    return Substitute(text, label, named=True, reported=True, guessed=True)


def _called(character: str, name: str) -> tuple[str, str]:
    """What a message calls a character, and what is written of it."""
    # An ideograph's Unicode name says no more than its number.
    if not name or "IDEOGRAPH-" in name:
        number = f"U+{ord(character):04X}"
        return number, f"{COMPUTER_OPEN}{number}{COMPUTER_CLOSE}"
    for pattern, scope, kana in _families():
        found = pattern.match(name)
        if found and scope == "symbol":
            return kana, spelled(kana)
        rest = name[found.end() :].strip() if found else ""
        if rest and name[len(found[0])] == " ":  # type: ignore[index]  # found, where there is a rest
            quoted = f"{QUOTE_OPEN}{_DESCRIBED.sub('', rest).lower()}{QUOTE_CLOSE}"
            return f"{kana} {rest.lower()}", f"{spelled(kana)} {quoted}"
    return name.lower(), f"{QUOTE_OPEN}{name.lower()}{QUOTE_CLOSE}"


# What names of letters say of each of them.
_DESCRIBED = re.compile(r"^(?:CAPITAL |SMALL )?(?:LETTER|SYLLABLE|CHARACTER) (?=.)")
