"""Read Roman numerals typed in letters (``III``)."""

from __future__ import annotations

import re

_NUMERAL = re.compile("(X{0,3})(IX|IV|V?I{0,3})")
_ONES = ("", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュウ")
_ENGLISH = (
    "", "ワン", "ツー", "スリー", "フォー", "ファイブ", "シックス", "セブン", "エイト", "ナイン",
    "テン", "イレブン", "トゥエルブ", "サーティーン", "フォーティーン", "フィフティーン",
)  # fmt: skip
_DIGIT = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}


def roman_value(letters: str) -> int:
    """The number that capitals write, 1 to 39; 0 where they are no Roman numeral."""
    match = _NUMERAL.fullmatch(letters)
    return 10 * len(match[1]) + _DIGIT[match[2]] if match else 0


def counted(value: int) -> str:
    """A number as Japanese counts it (第III章 → 第サン章)."""
    tens, ones = divmod(value, 10)
    return (_ONES[tens] if tens > 1 else "") + ("ジュウ" if tens else "") + _ONES[ones]


def named(value: int) -> str:
    """A number as names take it over from English (``Mark II`` → マークツー)."""
    return _ENGLISH[value] if value < len(_ENGLISH) else counted(value)
