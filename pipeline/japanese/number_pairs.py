"""Two numbers side by side (二、三人, 二三人, 一・五倍) → a pair of figures or a decimal."""

from __future__ import annotations

import re
from functools import cache

from pipeline.japanese.morpheme import Morpheme
from pipeline.japanese.number_morphemes import NUMERAL, counter_at
from pipeline.japanese.numerals import (
    FIGURES,
    KANJI_NUMERALS,
    LARGE_UNITS,
    NUMBER_SIGN,
    RUN,
    consecutive,
    figures,
)
from pipeline.japanese.word_classes import words_of

JOINERS = ("、", "・")
_SECOND = re.compile("[0-9]+|" + RUN.pattern)
_DECIMALS = re.compile("[0-9]+[万億兆]?|" + RUN.pattern)


def pair(text: str, ms: list[Morpheme], at: int, end: int, ends: set[int]) -> tuple[str, int]:
    """The number from ``ms[at]`` to ``end``, with a second joined to it → figures, their end.

    二、三人 → 2⠼3, 一・五倍 → 1.5, 百二、三十 → 120⠼30; a number alone is given as it is.
    """
    alone = text[ms[at].start : end]
    value = figures(alone)
    second = _second(text, ms, at, end, ends)
    if not second:
        if _two_numbers(alone, value) and _counts_two(text, ms[at].start, end, ends):
            value = f"{value[0]}{NUMBER_SIGN}{value[1]}"
        return value, end
    after = end + 1 + len(second)
    measured = second[-1] in LARGE_UNITS or text.startswith(_measures(), after)
    counter = counter_at(text, after, ends)
    # What stands in an order has no tenths: 一・二年生, 三・四階.
    measured = measured or (bool(counter) and counter not in words_of("counter in an order"))
    if text[end] == "・" and (measured or _has_measure(text, ms[at].start)):
        return f"{value}.{figures(second)}", after
    return f"{_to_the_unit_of(value, figures(second))}{NUMBER_SIGN}{figures(second)}", after


def _second(text: str, ms: list[Morpheme], at: int, end: int, ends: set[int]) -> str:
    """The second of two numbers side by side: 三 of 二、三人, 二六 of 二・二六, or nothing."""
    joiner = text[end : end + 1]
    if joiner not in JOINERS or (at and ms[at - 1].surface == joiner and _listed(text, ms[at])):
        return ""
    match = (_DECIMALS if joiner == "・" else _SECOND).match(text, end + 1)
    if match is None or text[match.end() : match.end() + 1] in JOINERS:
        return ""
    left, right = figures(text[ms[at].start : end]), figures(match.group())
    kanji = KANJI_NUMERALS.issuperset(match.group()) and not text[end - 1].isdigit()
    if joiner == "・":
        measured = match.group()[-1] in LARGE_UNITS or text.startswith(_measures(), match.end())
        measured = measured or _has_measure(text, ms[at].start)
        return match.group() if (kanji and len(left) < 3) or measured else ""
    near = consecutive(left[-1:] + right[:1])
    rounded = right.endswith("0") and not left.endswith("0")  # 四、五十
    smaller = kanji and len(right) == 1 < len(left)  # 十二、三
    counts = rounded or smaller or counter_at(text, match.end(), ends)
    return match.group() if near and counts else ""


@cache
def _measures() -> tuple[str, ...]:
    """What a decimal with a ・ measures, as newspapers set it (12・5%): no date (3・11) is one."""
    return tuple(words_of("measured in decimals"))


def _has_measure(text: str, start: int) -> bool:
    """Whether the number at ``start`` has decimals without a unit: 〇・五, 視力は一・五."""
    if text.startswith(("〇・", "零・"), start):
        return True
    return _WITHOUT_UNIT.search(text, max(0, start - _NEAR), start) is not None


_NEAR = 12  # code points that the name of what is measured and what links it to its value take
_WITHOUT_UNIT = re.compile(
    "(?:規模|マグニチュード|震度計|視力|[倍打比利確効税]率|出[生塁]率|防御率|倍率|指数|濃度|pH|平均値?)"
    "(?:[はがもをにで、]|の?約|およそ|ほぼ|わずか|推定)*$"
)


def _listed(text: str, first: Morpheme) -> bool:
    """Whether a number behind a 、 or ・ goes on a list of numbers: 二 of 一、二、三."""
    comma = first.start - 1
    return text[comma] == "・" or NUMERAL.search(text, max(0, comma - LISTED), comma) is not None


LISTED = 6  # code points a number may take with its counter and what it counts


def _to_the_unit_of(first: str, second: str) -> str:
    """The first of two numbers in the unit said with the second: 120 of 百二、三十."""
    zeros = len(second) - len(second.rstrip("0"))
    unit, rest = int(first[-1:] or 0), first[:-1]
    if not (zeros and rest and first.isdecimal() and len(second) == zeros + 1):
        return first
    return str(int(rest) * 10 + unit * 10**zeros) if len(first) > zeros + 1 else first


def _two_numbers(alone: str, value: str) -> bool:
    """Whether a kanji number may be two neighbours: 二三."""
    return FIGURES.keys() >= set(alone) and consecutive(value)


def _counts_two(text: str, start: int, end: int, ends: set[int]) -> bool:
    """Whether 二三 up to ``end`` counts what follows: 二三人 does.

    Of days, months and years it is a date, 23, but where they last (二三日して) or none is as
    late (四五日, 七八月).
    """
    counter = counter_at(text, end, ends)
    if counter not in ("日", "月", "年"):
        return counter != ""
    if start and text[start - 1] in _ERA_OR_MONTH:
        return False
    if text[start] not in _EARLY.get(counter, DIGITS_OF_YEARS):
        return True
    return counter != "月" and _LASTING.match(text, end + 1) is not None


DIGITS_OF_YEARS = frozenset("一二三四五六七八九")
_EARLY = {"日": frozenset("一二"), "月": frozenset("一")}  # 12日 and 23日, 12月
# What stands before the day of a date or the year of an era (五月二三日, 昭和二三年, 平成, 明治).
_ERA_OR_MONTH = frozenset("月和成治正保永禄")
_LASTING = re.compile(
    "し[てた]|すれば|すると|たてば|た[つっ]|経|ほど|ばかり|[くぐ]らい|[前後](?!半)|のうち"
)
