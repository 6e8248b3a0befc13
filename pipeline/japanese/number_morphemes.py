"""Morphemes from where a number begins to where its counter ends → one morpheme.

What reads numbers takes a sentence's ``text``, its morphemes ``ms``, which of them the number
begins at, and ``ends``, the code points where morphemes end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.japanese.morpheme import NUMBER, Morpheme
from pipeline.japanese.numerals import counter_after

# How many morphemes a number takes, and what they become.
Made = tuple[int, Sequence[Morpheme]]
NUMERAL = re.compile("[0-9〇零一二三四五六七八九十百千万億兆何数幾]")


def single(text: str, ms: list[Morpheme], at: int, end: int, kana: str) -> Made:
    """``ms[at]`` to the code point ``end`` → one number read as ``kana``, and how many it was."""
    first = ms[at]
    surface = text[first.start : end]
    count = 1
    while at + count < len(ms) and ms[at + count].start < end:
        count += 1
    made = first._replace(
        surface=surface, end=end, pos=NUMBER, base=surface, reading=kana, lexeme=surface,
        source="numeral", voiced=False,
    )  # fmt: skip
    return count, (made,)


def counter_at(text: str, end: int, ends: set[int], number: str = "") -> str:
    """The counter of the number that ends at ``end``, or nothing, as ``counter_after`` finds it.

    5分の is five minutes, 5分の1 a fraction.
    """
    counter = counter_after(text, end, ends, number)
    if counter == "分の" and not NUMERAL.match(text, end + 2):
        return "分"
    return counter
