"""Say numbers: figures in braille kana -> kana, in the sound that their counter asks for."""

from __future__ import annotations

import re

DIGITS = {
    "0": "ゼロ", "1": "イチ", "2": "ニ", "3": "サン", "4": "ヨン",
    "5": "ゴ", "6": "ロク", "7": "ナナ", "8": "ハチ", "9": "キュウ",
}  # fmt: skip
HUNDREDS = {3: "サンビャク", 6: "ロッピャク", 8: "ハッピャク"}
THOUSANDS = {3: "サンゼン", 8: "ハッセン"}
MYRIADS = ("", "マン", "オク", "チョウ")
LONGEST = 16
"""Figures: a longer number has no name in ``MYRIADS`` and is said digit by digit."""

# NHK 日本語発音アクセント新辞典, 付録「数詞＋助数詞」: the last figure before a counter.
DOUBLED = (
    ("イチ", "イッ", "カキクケコサシスセソタチツテトパピプペポ"),
    ("ロク", "ロッ", "カキクケコパピプペポ"),
    ("ハチ", "ハッ", "カキクケコサシスセソタチツテトパピプペポ"),
    ("ジュウ", "ジュッ", "カキクケコサシスセソタチツテトパピプペポ"),
    ("ヒャク", "ヒャッ", "カキクケコパピプペポ"),
    ("ビャク", "ビャッ", "カキクケコパピプペポ"),
)
SPECIAL = (
    ("ヨン", "ヨ", ("ネン", "ニン", "エン", "ジ")),
    ("ヨン", "シ", ("ガツ",)),
    ("ナナ", "シチ", ("ガツ", "ジ")),
    ("キュウ", "ク", ("ガツ", "ジ")),
)
NOT_AN_HOUR = ("ジカイ", "ジゲン", "ジドウ")
"""Begin with ジ but are no 時: 4次元 is ヨジゲン all the same, 7次 is ナナジ."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def say(digits: str) -> str:
    """A whole number or a decimal fraction in figures -> kana (2024 ニセンニジュウヨン)."""
    whole, _, fraction = digits.partition(".")
    said = _whole(whole)
    if fraction:
        said += "テン" + "".join(DIGITS[digit] for digit in fraction)
    return said


def _whole(digits: str) -> str:
    if len(digits) > LONGEST or (len(digits) > 1 and digits[0] == "0"):
        return "".join(DIGITS[digit] for digit in digits)
    value, groups = int(digits), []
    for myriad in MYRIADS:
        value, group = divmod(value, 10_000)
        if group:
            groups.append(_group(group, counted=bool(myriad)) + myriad)
    return "".join(reversed(groups)) or DIGITS["0"]


def _group(value: int, *, counted: bool) -> str:
    """1 to 9999; ``counted``: before マン and above, where one thousand is イッセン."""
    thousands, hundreds, tens, ones = (int(digit) for digit in f"{value:04}")
    said = ""
    if thousands:
        single = "イッセン" if counted else "セン"
        plain = single if thousands == 1 else DIGITS[str(thousands)] + "セン"
        said += THOUSANDS.get(thousands, plain)
    if hundreds:
        plain = "ヒャク" if hundreds == 1 else DIGITS[str(hundreds)] + "ヒャク"
        said += HUNDREDS.get(hundreds, plain)
    if tens:
        said += "ジュウ" if tens == 1 else DIGITS[str(tens)] + "ジュウ"
    return said + (DIGITS[str(ones)] if ones else "")


def before(counter: str, said: str) -> str:
    """A number as it sounds before a counter: イチ before ポン is イッ."""
    if not counter.startswith(NOT_AN_HOUR):
        for plain, changed, counters in SPECIAL:
            if said.endswith(plain) and counter.startswith(counters):
                return said[: -len(plain)] + changed
    for plain, changed, sounds in DOUBLED:
        if said.endswith(plain) and counter[:1] in sounds and counter:
            return said[: -len(plain)] + changed
    return said


def spoken_figures(kana: str) -> list[tuple[str, bool]]:
    """Braille kana -> stretches of kana, and whether each says figures (1ポン -> イッ, ポン)."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for number in _NUMBER.finditer(kana):
        if number.start() > at:
            pieces.append((kana[at : number.start()], False))
        pieces.append((before(kana[number.end() :], say(number[0])), True))
        at = number.end()
    if at < len(kana):
        pieces.append((kana[at:], False))
    return pieces
