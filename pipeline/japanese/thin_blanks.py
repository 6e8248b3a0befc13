"""Blanks that print has for its looks, and that part no words.

Many manuscripts set Latin letters and figures off from Japanese (``1986 年に iPhone を``): JLREQ
3.2.3 leaves the quarter-em there to the typesetter. Braille writes a figure and its counter as
one, 第 with its figure and a suffix with its word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.japanese.analysis import morphemes
from pipeline.japanese.kana import is_kanji
from pipeline.japanese.numerals import (
    LARGE_UNITS,
    SMALL_UNITS,
    counter_after,
    counters,
    surfaces_behind_figures,
)
from pipeline.japanese.sudachi import in_dictionary, readings_of, tokens
from pipeline.japanese.tables import table
from pipeline.japanese.units import after_number
from pipeline.japanese.word_classes import words_of

_FIGURE = "[0-9０-９]"
_LETTER = "[A-Za-zＡ-Ｚａ-ｚ]"
_BLANK = "[ \N{NO-BREAK SPACE}]"
OPENING, _CLOSING = "「『（(［[｛{〈《〔【", "」』）)］]｝}〉》〕】"
_STOPS = "。、，．"
_SIGNS = "%％℃°㎜㎝㎞㎎㎏㏄㎖ℓ㎡㎥㎢"
WAVES, WEEKDAYS = "~～〜", "月火水木金土日"
_JAPANESE = "[ぁ-んァ-ヶ一-龥]"
_THIN = re.compile(
    f"(?<={_FIGURE}){_BLANK}(?=[{_SIGNS}A-Za-zµμΩ]|{_JAPANESE})"
    # 第 3 章, 全 3 巻, 1 億 2,000 万, 1000 分の 1, 2 万 km
    f"|(?:(?<=第)|(?<![一-龥々])(?<=[全満])|(?<={_FIGURE}[万億兆])|(?<=分の)){_BLANK}(?={_FIGURE})"
    f"|(?:(?<={_FIGURE}[万億兆千])|(?<={_FIGURE} [万億兆千])){_BLANK}"
    "(?=[A-Za-zµμΩ人円個本回件台枚年])"
    f"|(?:(?<={_FIGURE}対)|(?<={_FIGURE} 対)){_BLANK}(?={_FIGURE})"
    f"|(?<={_LETTER}){_BLANK}(?=[一-龥々]|向け|付き|ごと|ずつ)"
    # てびき 第4章 その2: nothing parts brackets from what they hold, or stops from what they end.
    f"|(?<=[{re.escape(OPENING)}]){_BLANK}"
    f"|{_BLANK}(?=[{re.escape(_CLOSING)}{_STOPS}])"
    f"|{_BLANK}(?=[{WAVES}])|(?<=[{WAVES}]){_BLANK}"
)
NEAR = 24  # code points before a blank that show what it stands behind


def has_thin_blanks(text: str) -> bool:
    """Whether a text may have one: ``thin_blanks`` looks closer."""
    if " " not in text and "\N{NO-BREAK SPACE}" not in text:
        return False
    return _THIN.search(text) is not None


def thin_blanks(text: str) -> Iterator[int]:
    """A text → where in it a blank parts no words, as its neighbours show; in no order.

    The blank before a figure is no wider than the one behind it (1 日 1 回).
    """
    title = "。" not in text
    for match in _THIN.finditer(text):
        at = match.start()
        before, after = text[max(0, at - NEAR) : at], text[at + 1 : at + 1 + NEAR]
        if _is_thin(before, after, begins_title=title and at <= NEAR):
            yield at
            if number := _BEFORE_NUMBER.search(before):
                yield at - len(before) + number.start() + 1


def _is_thin(before: str, after: str, *, begins_title: bool) -> bool:
    """Whether a blank is thin between what stands before it and what stands after it."""
    left, right = before[-1:], after[:1]
    if left in _WAVES or right in _WAVES:
        return _is_range(before, after)
    if left in _OPEN or right in _ENDS:
        return not _is_fill_in(before, after)
    if left in BEFORE_FIGURES:
        return True
    if left.isdecimal() and (_is_sign(after) or _is_counted(before, after, begins_title)):
        return True
    letters = not left.isdecimal() or _WITH_FIGURES.search(before)  # UNIX 系, Windows10 用
    return bool(letters) and not _is_apart(before, after)


_WITH_FIGURES = re.compile(f"{_LETTER}{_FIGURE}+$")
BEFORE_FIGURES = frozenset("第全満千万億兆の対")
_OPEN, _WAVES, _ENDS = frozenset(OPENING), frozenset(WAVES), frozenset(_CLOSING + _STOPS)
_BEFORE_NUMBER = re.compile(f"{_JAPANESE}{_BLANK}{_FIGURE}[0-9０-９.,，．]*$")


def _is_fill_in(before: str, after: str) -> bool:
    """Whether blanks between brackets are to be filled in."""
    return before.rstrip()[-1:] in _OPEN and after.lstrip()[:1] in _CLOSING


def _is_range(before: str, after: str) -> bool:
    """Whether a wave stands between two figures, with counters or not, or two days of the week."""
    beside = f"{WAVES} \N{NO-BREAK SPACE}"
    left, right = before.rstrip(beside), after.lstrip(beside)
    if _DAY_LAST.search(left) and _DAY_FIRST.match(right):
        return True
    number = _NUMBER_LAST.search(left)
    counted = number is not None and (not number[1] or number[1] in surfaces_behind_figures()[0])
    return counted and _NUMBER_FIRST.match(right) is not None


_DAY_LAST = re.compile(f"(?<![一-龥々])[{WEEKDAYS}]$")
_DAY_FIRST = re.compile(f"[{WEEKDAYS}](?:曜|祝|[^一-龥々]|$)")
_NUMBER_LAST = re.compile(f"{_FIGURE}{_BLANK}?([^0-9０-９ ]{{0,4}})$")
_NUMBER_FIRST = re.compile(f"(?:午前|午後|翌|約|第|同)?{_BLANK}?{_FIGURE}")


def _is_sign(after: str) -> bool:
    """Whether a sign of measure or a large unit begins here (3 千人, but not 3 千葉; 16 GB)."""
    if unit := _UNIT(after):
        return bool(after_number(unit[0])) or unit[0] in ("LDK", "DK", "D", "F")
    if after[0] not in LARGE:
        return after[0] in _SIGNS or _SCORE(after) is not None
    if readings_of(after[:4]) or readings_of(after[:3]):
        return False  # 百人一首, 千羽鶴
    counted = after[1:2] in counters()  # 万人 is a word, too
    return counted or not _is_word(after[:2])


_SCORE = re.compile(f"対{_BLANK}?{_FIGURE}").match
LARGE = frozenset(SMALL_UNITS.keys() | LARGE_UNITS.keys()) - {"十"}
# A unit in letters, with no more letters behind it.
_UNIT = re.compile("[A-Za-zµμΩ/]+[23²³]?(?![A-Za-z0-9]| [A-Za-z])").match


def _is_counted(before: str, after: str, begins_title: bool) -> bool:
    """Whether a counter stands behind the blank behind a figure, and the figure names no title."""
    folded = unicodedata.normalize("NFKC", before)
    figure = _LAST_FIGURE.search(folded)
    if figure is None:
        return False
    counter = _counter(figure[0], after[:LOOKED_AT])
    if not counter or (counter == "版" and _VERSION.search(before)):
        return False
    rest = after[len(counter) :]
    numbered = any(word.endswith(tuple(words_of("numbered"))) for word in _NUMBERED.findall(folded))
    title = begins_title and _LABEL.search(folded) is not None
    if rest and is_kanji(rest[0]):
        word = rest[0] not in BEHIND_COUNTS and _is_word(counter + rest[0])
        return not (word and (numbered or title))  # 表 8 日程
    if counter not in words_of("counter or noun") or rest.startswith((" ", *AMOUNTS)):
        return True
    if rest.startswith(("の", "と")) and counter not in MEASURES and len(figure[0]) == 1:
        return not (numbered or title)
    return not numbered


# What stands behind a count and makes a word with its counter, too: 年生, 月号, 日間.
BEHIND_COUNTS = frozenset("生度号間以前後目中分末次組初越安高速半上下当")
MEASURES = frozenset("年月日時円点線面")
_LAST_FIGURE = re.compile("[0-9]{1,4}$")
_VERSION = re.compile(f"{_LETTER}{_BLANK}?{_FIGURE}+$")  # Windows 10 版
# A number of one or two figures, or with points, where a title begins; a word and its number.
_LABEL = re.compile(r"^(?:[0-9]{1,2}|[0-9]+[.-][0-9.-]+)$")
_NUMBERED = re.compile(r"([^0-9 ]+) ?[0-9][0-9.-]*$")
# What stands behind an amount: 1 行だけ.
AMOUNTS = ("だけ", "ずつ", "ごと", "ほど", "くらい", "ぐらい", "しか", "あたり", "につき", "ぶん")
LOOKED_AT = 8  # code points that the analyser is asked about


@lru_cache(maxsize=4096)
def _counter(figure: str, after: str) -> str:
    """The counter that the analyser sees behind a figure, or nothing (日 of 5 日, not of 日本)."""
    text, start = figure + after, len(figure)
    ends = {m.end for m in morphemes(text)}
    nouns = (n for n in words_of("counted noun") if after.startswith(n) and start + len(n) in ends)
    counter = counter_after(text, start, ends, figure) or next(nouns, "")
    rest = after[len(counter) :][:1]
    word = rest and is_kanji(rest) and counter not in TIMES and _is_word(counter + rest)
    return "" if word else counter


# Behind these the analyser is right where a word may go on (3 月末); 3 台所 is no count.
TIMES = frozenset("年月日時分秒週円度回行倍割人勝敗")


def _is_word(text: str) -> bool:
    """Whether a word of the dictionary is written so; of names the two that begin as counters."""
    return text in ("日本", "千葉") or in_dictionary(text) is not None


def _is_apart(before: str, after: str) -> bool:
    """Whether a blank behind letters parts them from a word (CD 再生) and no suffix (UNIX 系).

    Behind one letter, which may be a label, suffixes of letters alone are sure (X 線, but A 東京).
    """
    first = tokens(after[:LOOKED_AT])[0].surface()
    if first in _suffixes():
        return False
    if _WITH_UNIT.search(before):
        return first not in words_of("suffix of units")
    if letter := _ONE_LETTER.search(before):
        return not (letter[0].islower() and _counter("3", after[:LOOKED_AT]))  # n 個
    if first == "中":
        return after[1:2] == "の" or not after[1:2]  # HTML 中の
    return first not in words_of("suffix of letters")


_WITH_UNIT = re.compile(f"{_FIGURE}{_BLANK}?[A-Za-z]{{1,3}}$")  # 5 mm 角
_ONE_LETTER = re.compile("(?<![A-Za-zＡ-Ｚａ-ｚ0-9０-９])[A-Za-zＡ-Ｚａ-ｚ]$")


@cache
def _suffixes() -> frozenset[str]:
    """Words that are read in a way of their own right behind letters: 線 of X線."""
    return frozenset(word for word, _, _ in table("after_letters.tsv", 3))
