"""Say whether a katakana word is spelled in one way only, so that a reading of it can be sure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.japanese.dictionary import is_katakana_word

# 「外来語の表記」(内閣告示, 1991) allows both of each pair.
_PAIRS = (
    ("チ", "ティ"), ("ジ", "ディ"), ("ホ", "フォ"), ("ハ", "ファ"), ("ツ", "トゥ"), ("ツ", "チュ"),
    ("ウイ", "ウィ"), ("ウエ", "ウェ"), ("ウオ", "ウォ"), ("クオ", "クォ"),
)  # fmt: skip
_E_ROW, _O_ROW = "エケセテネヘメレゲゼデベペェ", "オコソトノホモヨロゴゾドボポ"
_FINAL_LONG_VOWEL = re.compile("(?:er|or|ar|y)$")


def is_settled(word: str, katakana: str) -> bool:
    """Whether no other spelling of a reading is a Japanese word too.

    The final ー of -er, -or, -ar and -y is settled by the house style.
    """
    house = katakana[:-1] if _FINAL_LONG_VOWEL.search(word) and katakana.endswith("ー") else ""
    return not any(is_katakana_word(v) for v in set(variants(katakana)) - {katakana, house})


def variants(katakana: str) -> Iterator[str]:
    """Other spellings that a katakana word may have (シェープ シェイプ, ファックス ファクス)."""
    for pair in _PAIRS:
        for found, other in (pair, pair[::-1]):
            yield from _replaced(katakana, found, other)
    for vowel, other in ((f"(?<=[{_E_ROW}])ー", "イ"), (f"(?<=[{_E_ROW}])イ", "ー"),
                         (f"(?<=[{_O_ROW}])ー", "ウ"), ("[ーッ]", "")):  # fmt: skip
        yield from _replaced(katakana, vowel, other)
    if not katakana.endswith("ー"):
        yield katakana + "ー"


def with_long_vowels(katakana: str) -> str:
    """A reading with its エイ and オウ as エー and オー, to compare spellings."""
    return _OFF_GLIDE.sub("ー", katakana)


_OFF_GLIDE = re.compile(f"(?<=[{_E_ROW}])イ|(?<=[{_O_ROW}])ウ")


def _replaced(katakana: str, found: str, other: str) -> Iterator[str]:
    for match in re.finditer(found, katakana):
        if variant := katakana[: match.start()] + other + katakana[match.end() :]:
            yield variant
