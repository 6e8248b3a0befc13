"""伏せ字: marks that stand for a word or a number the author does not name (○○さん, ××年).

点訳のてびき 第4章 その4: two marks or more of one form are 伏せ字; one alone (答えは○) is a mark of
its own, unless it stands for figures (○月×日). A number's have the number sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.japanese.numerals import KANJI_NUMERALS, NUMBER_SIGN, counters
from pipeline.japanese.word_classes import words_of

# The forms by the marks of print: a black one is written as its white one.
FORMS = {mark: form for form, marks in
         {"○": "○●◯〇", "×": "×✕✖", "△": "△▲", "□": "□■"}.items() for mark in marks}  # fmt: skip
ZERO = "〇"  # among figures a zero
DAYS = {"日": "ニチ", "日間": "ニチカン"}  # after a number that is not known
# Another kanji after a counter mostly makes another word of it (○本文), but not one of these.
GOES_ON = frozenset("前後頃間目以半未超程台付発着生")
HEAD = frozenset(" \u3000。、！？!?・「『（(")  # after these a mark alone is a list's
_RUN = re.compile(f"([{''.join(FORMS)}])\\1*")
_KANJI = re.compile("[\u4e00-\u9fff]")
_DIGITS = frozenset("0123456789")
_NUMERALS = KANJI_NUMERALS - {ZERO} | _DIGITS


@cache
def _counters() -> re.Pattern[str]:
    """What is surely counted; 会社名 or 日本 after marks may be anything."""
    counted = sorted(words_of("counted behind marks"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, counted)))


@cache
def _counted_before() -> re.Pattern[str]:
    """A mark and its counter, at the end of what was read: ○月 before ×日."""
    return re.compile(f"[{''.join(FORMS)}](?:{_counters().pattern})$")


class Placeholder(NamedTuple):
    """``text[start:end]``: marks; with the counter they stand before, if they hide a number."""

    start: int
    end: int
    number: bool = False


def placeholders(text: str) -> list[Placeholder]:
    """The 伏せ字 of a line, in order."""
    runs = list(_RUN.finditer(text)) if not FORMS.keys().isdisjoint(text) else []
    found = [_placeholder(text, runs, index) for index in range(len(runs))]
    return [one for one in found if one is not None]


def _placeholder(text: str, runs: Sequence[re.Match[str]], index: int) -> Placeholder | None:
    run = runs[index]
    start, end = run.span()
    if run[1] == ZERO and _among_figures(text, start, end):
        return None
    counter = _counter(text, end)
    if counter and _hides_figures(text, runs, index):
        return Placeholder(start, end + len(counter), number=True)
    if end - start == 1:
        last = _counted_before().search(text[:start])  # the last figure of ×丁目×番×
        return Placeholder(start, end, number=True) if last else None
    return Placeholder(start, end, number=_continues_number(text, start))


def _among_figures(text: str, start: int, end: int) -> bool:
    """Whether 〇 is a zero: beside another figure (二〇〇五), or alone."""
    return (
        text[start - 1 : start] in _NUMERALS
        or text[end : end + 1] in _NUMERALS
        or (end - start == 1 and not _chained(text, start, end))
    )  # fmt: skip


def _counter(text: str, at: int) -> str:
    """The counter that begins at ``at``, or an empty string."""
    match = _counters().match(text, at)
    if match is None:
        return ""
    after = text[match.end() : match.end() + 1]
    return match.group() if after in GOES_ON or not _KANJI.match(after) else ""


def _hides_figures(text: str, runs: Sequence[re.Match[str]], index: int) -> bool:
    """Whether marks before a counter are figures: several, or one inside a sentence or a date."""
    start, end = runs[index].span()
    inside = start > 0 and text[start - 1] not in HEAD and text[start - 1] not in FORMS
    return end - start > 1 or inside or _chained(text, start, end)


def _chained(text: str, start: int, end: int) -> bool:
    """Whether marks are followed by a counter and another mark, or follow such: ○月×日."""
    counter = _counters().match(text, end)
    follows = counter is not None and text[counter.end() : counter.end() + 1] in FORMS
    return follows or (counter is not None and _counted_before().search(text[:start]) is not None)


def _continues_number(text: str, start: int) -> bool:
    """Whether marks go on with a number: 19××, 090-××××-××××."""
    joined = text[start - 1 : start] == "-"
    before = text[start - 1 - joined : start - joined]
    return before in _DIGITS or (joined and before in FORMS)


def hidden_kana(value: str, *, number: bool) -> str:
    """Marks, with their counter if any, as braille kana: ○○, and ⠼××ネン for ××年."""
    marks = "".join(FORMS[mark] for mark in value if mark in FORMS)
    counter = value[len(marks) :]
    row = counters().get(counter)
    reading = DAYS.get(counter) or (row.reading if row else counter)
    return f"{NUMBER_SIGN}{marks}{reading}" if number else marks
