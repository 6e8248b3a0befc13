"""Characters of a line → the characters braille kana is made from, one line of them, with a map.

Widths fold, blanks become one kind of blank, iteration marks become what they repeat, letters
lose their accents, compatibility characters (㎝, Ⅴ, ㈱, ㍻) become what they stand for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

VOICED_MARK = "\N{COMBINING KATAKANA-HIRAGANA VOICED SOUND MARK}"
SEMI_VOICED_MARK = "\N{COMBINING KATAKANA-HIRAGANA SEMI-VOICED SOUND MARK}"
MARKS = {
    VOICED_MARK: VOICED_MARK,
    SEMI_VOICED_MARK: SEMI_VOICED_MARK,
    "\N{KATAKANA-HIRAGANA VOICED SOUND MARK}": VOICED_MARK,
    "\N{KATAKANA-HIRAGANA SEMI-VOICED SOUND MARK}": SEMI_VOICED_MARK,
    "\N{HALFWIDTH KATAKANA VOICED SOUND MARK}": VOICED_MARK,
    "\N{HALFWIDTH KATAKANA SEMI-VOICED SOUND MARK}": SEMI_VOICED_MARK,
}
# A mark on ワ行 makes ヴ's row: ヲ゛ is ヴォ (てびき 第2章 その2 4).
VOICED_W = {"ヲ": "ヴォ", "ワ": "ヴァ", "ヰ": "ヴィ", "ヱ": "ヴェ"}
REPEAT = "ゝヽ"
REPEAT_VOICED = "ゞヾ"
SPECIAL = {
    "ヷ": "ヴァ",
    "ヸ": "ヴィ",
    "ヹ": "ヴェ",
    "ヺ": "ヴォ",
    "〜": "~",
    "～": "~",
    "〻": "々",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{TWO DOT LEADER}": "..",
    "\N{ZERO WIDTH SPACE}": " ",
    "\N{IDEOGRAPHIC SPACE}": " ",
    "\N{NO-BREAK SPACE}": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "￥": "\\",
    "¥": "\\",
    "−": "-",
    "‐": "-",
}
# Blocks whose compatibility decomposition is what the character stands for.
COMPATIBILITY = ((0x2160, 0x217F), (0x3220, 0x3243), (0x3300, 0x33FF), (0xFF01, 0xFFEE))
ACCENTED = ((0x00C0, 0x024F), (0x1E00, 0x1EFF))


@lru_cache(maxsize=16384)
def _folded(character: str) -> str:
    """One character → what stands for it."""
    if character in SPECIAL:
        return SPECIAL[character]
    code = ord(character)
    if any(low <= code <= high for low, high in COMPATIBILITY):
        return unicodedata.normalize("NFKC", character)
    if any(low <= code <= high for low, high in ACCENTED):
        base = unicodedata.normalize("NFD", character)[0]
        return base if base.isascii() else character
    return character


@lru_cache(maxsize=16384)
def _folded_alone(character: str) -> bool:
    """Whether a character stays what it is, whatever stands before it."""
    return (
        character not in MARKS
        and character != ","
        and character not in REPEAT + REPEAT_VOICED
        and _folded(character) == character
    )


def fold(text: str) -> tuple[str, Sequence[int]]:
    """A text → its folded characters and, for each (and the end), its index in ``text``."""
    if all(map(_folded_alone, set(text))):
        return text, range(len(text) + 1)
    folded: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        if character in MARKS:
            _mark(folded, places, MARKS[character], at)
        else:
            value = _comma(folded) if character in ",，" else _repeated(folded, character)
            folded.extend(value)
            places.extend([at] * len(value))
    return "".join(folded), [*places, len(text)]


def _comma(folded: list[str]) -> str:
    """A comma: between letters and figures itself, after Japanese 、 (第4章 その1 3)."""
    return "," if not folded or folded[-1].isascii() or folded[-1] in KANJI_FIGURES else "、"


KANJI_FIGURES = frozenset("〇一二三四五六七八九十百千万")


def _repeated(folded: list[str], character: str) -> str:
    """An iteration mark → the kana it repeats, voiced for ゞ; anything else folded."""
    if not folded or character not in REPEAT + REPEAT_VOICED:
        return _folded(character)
    before = unicodedata.normalize("NFD", folded[-1])[0]
    if before < "ぁ" or before > "ヿ":
        return character
    mark = VOICED_MARK if character in REPEAT_VOICED else ""
    return unicodedata.normalize("NFC", before + mark)


def _mark(folded: list[str], places: list[int], mark: str, at: int) -> None:
    """Put a voicing mark on the kana before it, where the kana has such a form.

    てびき 第2章 その2 4: a mark on a kana that is never voiced (あ゛) is left out.
    """
    if not folded or not "ぁ" <= folded[-1] <= "ヿ":
        folded.append(unicodedata.normalize("NFC", mark))
        places.append(at)
        return
    if mark == VOICED_MARK and folded[-1] in VOICED_W:
        value = VOICED_W[folded[-1]]
        folded[-1:] = value
        places.extend([places[-1]] * (len(value) - 1))
        return
    composed = unicodedata.normalize("NFC", folded[-1] + mark)
    if len(composed) == 1:
        folded[-1] = composed
