"""Raised and lowered figures, and fractions of one character, in braille kana → what is written.

A figure that print raises or lowers is lost when it joins the figures before it: 10² would read
102, 1½ would read 11/2. A power is read (10ノ 2ジョー), as 点訳のてびき reads formulas in running
text; in chemical formulas 日本点字表記法 2001 第4章 第1節 has lowered figures; a fraction after a
whole number has a number sign of its own.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from pipeline.braille.symbols import LOWERED_DIGITS, NUMBER

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉"
_POWER = re.compile(f"(?P<sign>[⁺⁻]?)(?P<figures>[{_RAISED}]+|ⁿ)")
_INDEX = re.compile(f"[{_LOWERED}]+")
_SIGNS = {"": "", "⁺": "プラス ", "⁻": "マイナス "}
# m², km³: square and cubic measures are written as print has them.
_UNIT = re.compile("(?:^|[^A-Za-z])[kcmdμn]?m$")
# Of this size a base goes on with no blank before ノ; a particle after letters is cut off.
_BASE = re.compile("[0-9A-Za-z)）]")


class Raised(NamedTuple):
    """What is written for the ``length`` characters found, and whether a person should hear."""

    text: str
    length: int
    told: bool


def raised(kana: str, index: int) -> Raised | None:
    """What stands for a power, an index or a fraction at an index of braille kana, if any."""
    if kana[index].isascii() or "ァ" <= kana[index] <= "ー":
        return None
    before = kana[index - 1] if index else ""
    power = _POWER.match(kana, index)
    if power and _BASE.match(before) and not _UNIT.search(kana, max(index - 3, 0), index):
        return Raised(_power(before, power), len(power[0]), told=True)
    lowered = _INDEX.match(kana, index)
    if lowered and before and (before == ")" or (before.isascii() and before.isalpha())):
        return Raised(_lowered(lowered[0]), len(lowered[0]), told=False)
    if before.isdigit() and "VULGAR FRACTION" in unicodedata.name(kana[index], ""):
        return Raised(NUMBER + _plain(kana[index]), 1, told=False)
    return None


def _power(before: str, power: re.Match[str]) -> str:
    cut = " " if before.isalpha() else ""
    return f"{cut}ノ {_SIGNS[power['sign']]}{_plain(power['figures'])}ジョー"


def _plain(characters: str) -> str:
    """Figures as they are without being raised; a fraction with an ASCII slash."""
    return unicodedata.normalize("NFKC", characters).replace("\N{FRACTION SLASH}", "/")


def _lowered(figures: str) -> str:
    return "".join(LOWERED_DIGITS[figure] for figure in _plain(figures))
