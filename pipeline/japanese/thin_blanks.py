"""Blanks that print has for its looks, and that part no words.

Many manuscripts set Latin letters and figures off from Japanese (``1986 年に iPhone を``): JLREQ
3.2.3 leaves the quarter-em there to the typesetter. Braille writes a figure and its counter as
one, 第 with its figure and a suffix with its word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from pipeline.japanese.kana import is_kanji
from pipeline.japanese.numerals import counters, native
from pipeline.japanese.sudachi import in_dictionary, tokens
from pipeline.japanese.tables import table
from pipeline.japanese.units import symbols
from pipeline.japanese.word_classes import words_of

_FIGURE = "[0-9０-９]"
_LETTER = "[A-Za-zＡ-Ｚａ-ｚ]"
_JAPANESE = "[ぁ-んァ-ヶ一-龥]"
_BLANK = "[ \N{NO-BREAK SPACE}]"
_OPENING, _CLOSING = "「『（(［[｛{〈《〔【", "」』）)］]｝}〉》〕】"
_INSIDE = f"(?<=[{re.escape(_OPENING)}]){_BLANK}(?![{re.escape(_CLOSING)}])"
_BEFORE_END = f"(?<![{re.escape(_OPENING)}]){_BLANK}(?=[{re.escape(_CLOSING)}。、，．])"
# Behind a figure; between 第, 全, 満, a large unit or 分の and one; behind letters.
_THIN = re.compile(
    f"(?<={_FIGURE}){_BLANK}(?=[%％℃°A-Za-zµμΩ]|{_JAPANESE})"
    f"|(?:(?<=第)|(?<![一-龥々])(?<=[全満])|(?<={_FIGURE}[万億兆])|(?<=分の)){_BLANK}(?={_FIGURE})"
    f"|(?<={_FIGURE}[万億兆千]){_BLANK}(?=[A-Za-zµμΩ])"  # 2 万 km
    f"|(?<={_LETTER}){_BLANK}(?=[ぁ-ん一-龥])"
    f"|(?<={_LETTER}{_FIGURE}){_BLANK}(?=[ぁ-ん一-龥])"
    f"|{_INSIDE}|{_BEFORE_END}"  # てびき 第4章 その2: nothing parts brackets from what they hold
)
WAVES = "~～〜"
# From a figure, or it and its counter, to another: 9 時 ～ 5 時.
_RANGE = re.compile(
    f"{_FIGURE}(?:{_BLANK}?[年月日時分秒円人回階歳才章号頁%％])?"
    f"(?P<to>{_BLANK}?[{WAVES}]{_BLANK}?)(?={_FIGURE}|{_JAPANESE})"
)
_MAY_BE_THIN = re.compile(f"{_THIN.pattern}|{_BLANK}[{WAVES}]|[{WAVES}]{_BLANK}")
# A number that names what follows it: of one or two figures or with points where a title begins, or
# behind the word for what is numbered.
_LABEL = re.compile(r"^(?:[0-9]{1,2}|[0-9]+[.-][0-9.-]+)$")
_NUMBERED = re.compile(r"(?:[図表式例問注]|付録|問題|資料) ?[0-9][0-9.-]*$")


def has_thin_blanks(text: str) -> bool:
    """Whether a text may have one: ``thin_blanks`` looks closer."""
    if " " not in text and "\N{NO-BREAK SPACE}" not in text:
        return False
    return _MAY_BE_THIN.search(text) is not None


def thin_blanks(text: str) -> Iterator[int]:
    """A text → where in it a blank parts no words, as its neighbours show.

    The blank before a figure is no wider than the one behind it (1 日 1 回).
    """
    for match in _RANGE.finditer(text):
        yield from (at for at in range(*match.span("to")) if text[at] not in WAVES)
    for match in _THIN.finditer(text):
        at = match.start()
        before, after = text[at - 1], text[at + 1 : at + 2]
        if (
            before in _OPENING
            or after in _ENDS
            or before in "第全満万億兆の"
            or not (before.isdecimal() or _is_apart(text, at))
        ):
            yield at
        elif not before.isdecimal():
            continue
        elif _is_sign(text, at + 1) or _is_counted(text, at):
            if number := _BEFORE_NUMBER.search(text[:at]):
                yield number.start() + 1
            yield at


BEFORE_FIGURES = frozenset("第全満千万億兆の")
_ENDS = frozenset(f"{_CLOSING}。、，．")
SIGNS = frozenset("%％℃°")
LARGE = frozenset("百千万億兆")
_BEFORE_NUMBER = re.compile(f"{_JAPANESE}{_BLANK}{_FIGURE}[0-9０-９.,，．]*$")


def _is_sign(text: str, start: int) -> bool:
    """Whether a sign of measure or a large unit begins here (3 千人, but not 3 千葉; 16 GB)."""
    if unit := _UNIT(text, start):
        return unit[0] in symbols("after")
    if text[start] not in LARGE:
        return text[start] in SIGNS
    counted = text[start + 1 : start + 2] in counters()  # 万人 is a word, too
    return counted or not _is_word(text[start : start + 2])


def _is_counted(text: str, at: int) -> bool:
    """Whether a counter stands behind the blank behind a figure, and the figure names no title."""
    counter = _counter(text, at + 1)
    return bool(counter) and not _names(text, at, counter)


def _counter(text: str, start: int) -> str:
    """The counter that begins here and is no longer word (日 of 5 日, not of 日本), or nothing."""
    counter = next((c for c in _longest_first() if text.startswith(c, start)), "")
    end = start + len(counter)
    after = text[end : end + 1]
    if not counter or ("ァ" <= counter[-1] <= "ー" and "ァ" <= after <= "ー"):
        return ""
    if "ぁ" <= counter[0] <= "ん" and "ぁ" <= counter[-1] <= "ん" and "ぁ" <= after <= "ん":
        return counter if _BEHIND_KANA(text, end) else ""  # 4 つの, but 4 つながる
    if counter == "日" and after in "間目後前分":
        return counter
    return "" if after and is_kanji(after) and _is_longer_word(text, start, end) else counter


# What shows that つ ended there.
_BEHIND_KANA = re.compile("[のはがをにずだで]|まで|も(?!り)|と|しか|から|以").match
# A unit in letters, with no more letters behind it.
_UNIT = re.compile("[A-Za-zµμΩ/]+(?![A-Za-z0-9]| [A-Za-z])").match


def _is_longer_word(text: str, start: int, end: int) -> bool:
    """Whether a word begins here that a counter is the beginning of (日本, but not 倍速い)."""
    first = tokens(text[start : start + LONGEST_FIRST])[0].surface()
    return _is_word(text[start : end + 1]) and len(first) > end - start


def _is_apart(text: str, at: int) -> bool:
    """Whether a blank behind letters parts them from a word (CD 再生) and no suffix (UNIX 系).

    Behind one letter, which may be a label, suffixes of letters alone are sure (X 線, but A 東京).
    """
    first = tokens(text[at + 1 : at + 1 + LONGEST_FIRST])[0].surface()
    if _ONE_LETTER.search(text, 0, at):
        return first not in _suffixes()
    return len(first) > 1 and is_kanji(first[0]) and first not in words_of("suffix of letters")


_ONE_LETTER = re.compile("(?<![A-Za-zＡ-Ｚａ-ｚ0-9０-９])[A-Za-zＡ-Ｚａ-ｚ]$")


@cache
def _suffixes() -> frozenset[str]:
    """Words that are read in a way of their own right behind letters: 線 of X線."""
    return frozenset(word for word, _, _ in table("after_letters.tsv", 3))


LONGEST_FIRST = 6  # code points


def _is_word(text: str) -> bool:
    """Whether a word of the dictionary is written so; of names the two that begin as counters."""
    return text in ("日本", "千葉") or in_dictionary(text) is not None


def _names(text: str, end: int, counter: str) -> bool:
    """Whether a number numbers a title (図 1 人の動き): no sentence, and the counter a noun too."""
    after = text[end + 1 + len(counter) :]
    if counter not in words_of("counter or noun") or after.startswith((" ", *AMOUNTS)):
        return False
    if after and is_kanji(after[0]):
        return False
    before = unicodedata.normalize("NFKC", text[:end])
    return bool(_NUMBERED.search(before) or ("。" not in text and _LABEL.search(before)))


# What stands behind an amount: 1 行だけ.
AMOUNTS = ("だけ", "ずつ", "ごと", "ほど", "くらい", "ぐらい", "しか", "あたり", "につき", "ぶん")


@cache
def _longest_first() -> tuple[str, ...]:
    """What may follow a figure as its counter, longest first."""
    found = set(counters()) | {counter for _, counter in native()}
    return tuple(sorted(found, key=len, reverse=True))
