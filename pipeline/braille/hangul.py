"""A syllable of Hangul as the kana that Japanese print gives it: 안 アン, 김 キム, 한 ハン.

The table of common use, syllable by syllable: voicing and sounds that run together, which a
person settles by ruby, are not decided here.
"""

from __future__ import annotations

# Unicode 3.12: a syllable is 0xAC00 + (initial × 21 + vowel) × 28 + final.
FIRST, LAST, VOWELS, FINALS = 0xAC00, 0xD7A3, 21, 28
# Rows of a i u e o by initial: ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ.
_ROWS = {
    "k": ("カ", "キ", "ク", "ケ", "コ"), "n": ("ナ", "ニ", "ヌ", "ネ", "ノ"),
    "t": ("タ", "ティ", "トゥ", "テ", "ト"), "r": ("ラ", "リ", "ル", "レ", "ロ"),
    "m": ("マ", "ミ", "ム", "メ", "モ"), "p": ("パ", "ピ", "プ", "ペ", "ポ"),
    "s": ("サ", "シ", "ス", "セ", "ソ"), "": ("ア", "イ", "ウ", "エ", "オ"),
    "c": ("チャ", "チ", "チュ", "チェ", "チョ"), "h": ("ハ", "ヒ", "フ", "ヘ", "ホ"),
}  # fmt: skip
_INITIALS = (
    "k", "k", "n", "t", "t", "r", "m", "p", "p", "s", "s", "", "c", "c", "c", "k", "t", "p", "h",
)  # fmt: skip
# ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ: a glide (y, w) and a vowel of the row.
_VOWELS = (
    "a", "e", "ya", "ye", "o", "e", "yo", "e", "o", "wa", "we", "we", "yo", "u", "wo", "we", "wi",
    "yu", "u", "wi", "i",
)  # fmt: skip
# No final, ㄱㄲㄳ, ㄴㄵㄶ, ㄷ, ㄹㄺㄻㄼㄽㄾㄿㅀ, ㅁ, ㅂㅄ, ㅅㅆ, ㅇ, ㅈㅊ, ㅋ, ㅌ, ㅍ, ㅎ
_FINAL_KANA = (
    "", "ク", "ク", "ク", "ン", "ン", "ン", "ッ", "ル", "ク", "ム", "ル", "ル", "ル", "プ", "ル",
    "ム", "プ", "プ", "ッ", "ッ", "ン", "ッ", "ッ", "ク", "ッ", "プ", "ッ",
)  # fmt: skip
_SMALL = {"a": "ャ", "u": "ュ", "o": "ョ", "e": "ェ"}
_W = {"a": "ワ", "i": "ウィ", "e": "ウェ", "o": "ウォ"}
_Y = {"a": "ヤ", "u": "ユ", "o": "ヨ", "e": "イェ"}
_PALATAL = {"t": "チ"}  # 댜 is チャ: ティャ has no cells


def hangul_kana(character: str) -> str:
    """A syllable's kana; nothing for any other character."""
    if not FIRST <= ord(character) <= LAST:
        return ""
    rest, final = divmod(ord(character) - FIRST, FINALS)
    initial, vowel = divmod(rest, VOWELS)
    return _syllable(_INITIALS[initial], _VOWELS[vowel]) + _FINAL_KANA[final]


def _syllable(initial: str, vowel: str) -> str:
    row = _ROWS[initial]
    match vowel[:-1], vowel[-1]:
        case "y", sound:
            if not initial:
                return _Y[sound]
            return _PALATAL.get(initial, row[1])[0] + _SMALL[sound]
        case "w", sound:
            return (row[2] if initial else "") + _W[sound]
        case _, sound:
            return row["aiueo".index(sound)]
