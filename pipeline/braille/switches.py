"""What is not Japanese on a line: computer braille, Latin words, numbers, blanks, braille cells.

The stretches found here are kept from the analyser; the rest of the line is Japanese text.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from pipeline.braille.characters import ACCENTED_LETTERS
from pipeline.braille.grammar import CIRCLED
from pipeline.braille.placeholders import hidden_kana, placeholders

COMPUTER_OPEN, COMPUTER_CLOSE = "⠠⠦", "⠠⠴"
FOREIGN_OPEN, FOREIGN_CLOSE = "⠦", "⠴"


class Kind(StrEnum):
    """What a stretch of a line is."""

    BLANK = "blank"
    CELLS = "cells"
    CIRCLED = "circled"
    COMPUTER = "computer"
    FOREIGN = "foreign"
    HIDDEN = "hidden"
    HIDDEN_NUMBER = "hidden number"
    LATIN = "latin"
    NUMBER = "number"


class Stretch(NamedTuple):
    """``text[start:end]`` and what it is."""

    kind: Kind
    start: int
    end: int


# An address ends before the stop or bracket of the sentence that it stands in.
_REST = r"(?:[!-~]*\([!-~]*\)|[!-~]*(?<![.,;:!?)\]'\"]))"
# A host's name by its top-level domain, a file's by its ending, a path of Unix by its slashes.
_END = r"(?![A-Za-z0-9])"
_TOP = "com|net|org|info|edu|gov|jp|uk|us|de|fr|kr|cn|tw|eu|io|ai|dev|app|tv"
_HOST = rf"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.(?:{_TOP}){_END}(?!\.[a-z])"
_ENDINGS = (
    "aac|avi|bat|bes|brf|bse|bmp|css|csv|dat|doc|docx|ebrl|eml|epub|exe|gif|gz|heic|htm|html|ics|ini"
    "|jpeg|jpg|json|log|md|mov|mp3|mp4|msi|odt|opf|otf|pdf|pef|png|ppt|pptx|ps1|psd|py|rtf|sh|sql"
    "|sqlite|svg|tar|toml|tsv|ttf|txt|vbs|wav|webp|wma|wmv|xhtml|xls|xlsx|xml|yaml|yml|zip"
)
_FILE = rf"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.(?:{_ENDINGS}){_END}"
_PATH = (
    r"(?:(?<![A-Za-z0-9Ａ-Ｚａ-ｚ一-鿿々ァ-ヴー)）/.])/|~/|\.{1,2}/)"
    r"(?:[A-Za-z0-9._-]+/)*[A-Za-z0-9._-]*[A-Za-z0-9_-]/?"
)
# てびき 第4章 その5: addresses of the net, paths and identifiers with @ _ \ go in computer braille.
_COMPUTER = (
    rf"(?:https?|ftp|file)://{_REST}"
    r"|[A-Za-z]:\\(?:[!-~]+(?:\ (?=[!-~]*[A-Za-z0-9]))?)*"
    rf"|www\.{_REST}"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![!-~])(?=[!-~]*[@_\\])(?:(?=[!-~]*[A-Za-z0-9])|(?=[!-~]{3}))[!-~]{2,}"
    rf"|{_HOST}(?:[:/]{_REST})?"
    rf"|{_FILE}"
    rf"|{_PATH}"
    r"|\\"
)
# てびき 第4章 その5: foreign words with marks of their own language take quotation marks: it's,
# Rock 'n' Roll, Co., Ltd., Mr. Smith, J.R.R. Tolkien.
_ANY = f"A-Za-z{ACCENTED_LETTERS}"
_FOREIGN = (
    rf"[{_ANY}0-9]+(?:\ '[Nn]'\ |'(?=[{_ANY}]))[{_ANY}]+(?:[ ,.!?;'\-]*[{_ANY}0-9']+)*[.!?]?"
    rf"|[{_ANY}]+(?:(?:,?\ )[{_ANY}']+)*\.?,\ [{_ANY}']+(?:,?\ [{_ANY}']+)*[.!?]?"
    rf"|(?:(?:[A-Z]\.\ ?){{1,3}}[A-Z]|Mrs?|Ms|Dr|St|Prof)\.\ [A-Z][{_ANY}]+"
)
# The same marks in the original of a gloss, whose end is known.
_OWN_MARKS = re.compile(r"['!?]|[.,:;]\ ")
_UNQUOTABLE = frozenset('"`')  # without cells in foreign text
_LATIN = (
    r"[\u0370-\u03ff\u0400-\u04ff]{2,}|[\u0400-\u04ff]"
    rf"|[A-Za-z{ACCENTED_LETTERS}](?:[A-Za-z{ACCENTED_LETTERS}0-9₀-₉]|[&.\-/+](?=[A-Za-z0-9])"
    r"|\.(?=[^\x00-\x7f]))*"
)
_NUMBER = r"\d+(?:[.,:\-/]\d+)*(?:[十百千万億兆]+(?:\d+(?:[.,]\d+)*)?)*"
_CIRCLED = "".join(sorted(CIRCLED))
_SCAN = re.compile(
    rf"(?P<blank>\s+)|(?P<circled>[{_CIRCLED}])|(?P<cells>[\u2800-\u28ff]+)|(?P<computer>{_COMPUTER})"
    rf"|(?P<foreign>{_FOREIGN})|(?P<latin>{_LATIN})|(?P<number>{_NUMBER})",
    re.ASCII,
)
_NEEDED = re.compile(rf"[!-~\s{ACCENTED_LETTERS}\u0370-\u04ff\u2800-\u28ff{_CIRCLED}]")


def stretches(text: str) -> list[Stretch]:
    """A line → its stretches that are not Japanese, in order."""
    hidden = [
        Stretch(Kind.HIDDEN_NUMBER if p.number else Kind.HIDDEN, p.start, p.end)
        for p in placeholders(text)
    ]
    if not _NEEDED.search(text):
        return hidden
    found = [
        Stretch(Kind(match.lastgroup or ""), match.start(), match.end())
        for match in _SCAN.finditer(text)
    ]
    return sorted(found + hidden, key=lambda stretch: stretch.start) if hidden else found


def original_kana(original: str) -> str:
    """The original of a gloss, Latin and on one line, as braille kana writes it.

    てびき 第2章 その5, 第4章 その5: words with marks of their own language (McDonald's, Co., Ltd.)
    stand in 外国語引用符, and identifiers with @ or _ in computer braille.
    """
    if re.fullmatch(_COMPUTER, original, re.ASCII):
        return switched(Kind.COMPUTER, original)
    if _OWN_MARKS.search(original) and _UNQUOTABLE.isdisjoint(original):
        return switched(Kind.FOREIGN, original)
    return original


def switched(kind: Kind, value: str) -> str:
    """A stretch as braille kana writes it."""
    if kind is Kind.COMPUTER:
        return f"{COMPUTER_OPEN}{value.rstrip()}{COMPUTER_CLOSE}"
    if kind is Kind.FOREIGN:
        return f"{FOREIGN_OPEN}{value}{FOREIGN_CLOSE}"
    if kind in (Kind.HIDDEN, Kind.HIDDEN_NUMBER):
        return hidden_kana(value, number=kind is Kind.HIDDEN_NUMBER)
    return value
