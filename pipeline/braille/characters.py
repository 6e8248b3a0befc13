"""Characters of a line → the characters braille kana is made from, one line of them, with a map.

Widths fold, blanks become one kind of blank or none (1986 年), iteration marks become what they
repeat, letters lose their accents outside of foreign phrases, compatibility characters (㎝, Ⅴ, ㈱,
㍻) become what they stand for, and a sum keeps its currency behind it (￥100 is 100円).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.japanese.tables import table
from pipeline.japanese.thin_blanks import has_thin_blanks, thin_blanks

# A sum with its sign before or after it; in a path (C:￥data) ￥ is the sign of another directory.
_FIGURES = r"[0-9０-９](?:[0-9０-９,，.．]*[0-9０-９])?[百千万億兆]*"
_SUM = re.compile(
    rf"(?<![A-Za-z0-9:：\\¥￥])[¥￥] ?(?P<sum>{_FIGURES})|(?<=[0-9０-９百千万億兆])[¥￥](?![!-~])"
)
# てびき 第4章 その3: a row of dots, which print also sets as ・・・.
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_DOTS = re.compile("・{2,}|･{2,}")
# Degrees, minutes and seconds of arc, and ohms, are read and cut like any counter: 20℃ is 20度.
_DEGREES = re.compile(
    "(?:(?<=[0-9０-９])|(?<=[0-9０-９] ))(?:℃|°(?:[CＣ](?![A-Za-z]))?(?![FＦ])|[′″ΩΩ])"
)
_COUNTERS = {"℃": "度", "°": "度", "′": "分", "″": "秒", "Ω": "オーム", "\N{OHM SIGN}": "オーム"}
# Print's typed brackets: ＜注意＞ around Japanese words, ≪注意≫, "Hello" apart from typed text.
_TYPED = re.compile(
    r"(?<![A-Za-z0-9Ａ-Ｚａ-ｚ０-９])[<＜](?=[^<>＜＞]*[^\x00-\x7f])[^\s<>＜＞][^<>＜＞]{0,60}[>＞]"
    r"|≪[^≪≫]{1,60}≫"
    r'|(?<![!-~])["＂][^"＂\s][^"＂]*(?<!\s)["＂](?![!-~])'
)
_BRACKETS = {"≪": ("《", "》"), "<": ("〈", "〉"), "＜": ("〈", "〉")} | dict.fromkeys(
    '"＂', ("“", "”")
)
_IN_CONTEXT = re.compile(f"{_DOTS.pattern}|{_DEGREES.pattern}|{_TYPED.pattern}")
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
    "№": "No.",
    "㈲": "有限会社",
    "㈹": "代表",
    "㋿": "令和",
    "㊤": "上",
    "㊥": "中",
    "㊦": "下",
    "㊧": "左",
    "㊨": "右",
    "\N{TWO DOT LEADER}": ELLIPSIS,
    "\N{MIDLINE HORIZONTAL ELLIPSIS}": ELLIPSIS,
    "\N{ZERO WIDTH SPACE}": " ",
    "\N{IDEOGRAPHIC SPACE}": " ",
    "\N{NO-BREAK SPACE}": " ",
    "\N{LINE SEPARATOR}": " ",
    "\N{PARAGRAPH SEPARATOR}": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "￥": "\\",
    "¥": "\\",
    "−": "-",
    "‐": "-",
}
# Blocks whose compatibility decomposition is what the character stands for.
COMPATIBILITY = (
    (0x2160, 0x217F), (0x2F00, 0x2FD5), (0x3220, 0x3243), (0x32C0, 0x32CB), (0x3300, 0x33FF),
    (0xF900, 0xFAFF), (0xFF01, 0xFFEE), (0x2F800, 0x2FA1F),
)  # fmt: skip
# Ideographs in a circle are read with マル: ㊙ is 丸秘.
CIRCLED_IDEOGRAPHS = (0x328A, 0x32B0)
ACCENTED = ((0x00C0, 0x024F), (0x1E00, 0x1EFF))
ACCENTED_LETTERS = "À-ÖØ-öø-ɏḀ-ỿ"
ACCENTED_LETTER = re.compile(f"[{ACCENTED_LETTERS}]")
_WORD = f"[A-Za-z{ACCENTED_LETTERS}]['’A-Za-z{ACCENTED_LETTERS}]*"
# てびき 第2章 その4: in 外国語引用符, where two words or more or an apostrophe stand, accents have
# their sign.
_ANY = f"A-Za-z{ACCENTED_LETTERS}"
_PHRASE = re.compile(rf"{_WORD}(?:[ ]{_WORD})+|[{_ANY}]+['’]{_WORD}")
# Print's apostrophe: O’Reilly, Rock ’n’ Roll; elsewhere the mark closes a quotation.
_APOSTROPHE = re.compile(
    rf"(?<=[{_ANY}])’(?=[{_ANY}])|(?<=[{_ANY}] )[‘’](?=[Nn]’ [{_ANY}])|(?<= [‘’][Nn])’(?= [{_ANY}])"
)


@cache
def variants() -> dict[str, str]:
    """``variants.tsv``: forms of kanji that no dictionary reads, and the usual form of each."""
    return {variant: usual for variant, usual, _ in table("variants.tsv", 3)}


@lru_cache(maxsize=16384)
def _folded(character: str) -> str:
    """One character → what stands for it."""
    if character in SPECIAL:
        return SPECIAL[character]
    if character in variants():
        return variants()[character]
    code = ord(character)
    if CIRCLED_IDEOGRAPHS[0] <= code <= CIRCLED_IDEOGRAPHS[1]:
        return f"マル{unicodedata.normalize('NFKC', character)}"
    if any(low <= code <= high for low, high in COMPATIBILITY):
        return unicodedata.normalize("NFKC", character)
    return without_accent(character)


def without_accent(character: str) -> str:
    """A Latin letter without its marks; any other character as it is."""
    if not any(low <= ord(character) <= high for low, high in ACCENTED):
        return character
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() else character


@lru_cache(maxsize=16384)
def _single(character: str) -> str:
    """The one character that a character becomes whatever stands around it, or nothing."""
    if character in MARKS or character in BY_CONTEXT or ACCENTED_LETTER.match(character):
        return ""
    folded = _folded(character)
    return folded if len(folded) == 1 else ""


BY_CONTEXT = frozenset(REPEAT + REPEAT_VOICED + ",，¥￥’")
_ALONE: set[str] = set()
"""The characters met so far that stay what they are: looked for in a whole text at once."""


def _one_by_one(text: str) -> str | None:
    """A text of characters that each become one character alone, folded; of others, nothing."""
    if _IN_CONTEXT.search(text) or has_thin_blanks(text):
        return None
    changing = set(text) - _ALONE
    if not all(map(_single, changing)):
        return None
    _ALONE.update(c for c in changing if _single(c) == c)
    return text.translate({ord(c): _single(c) for c in changing}) if changing else text


def fold(text: str) -> tuple[str, Sequence[int]]:
    """A text → its folded characters and, for each (and the end), its index in ``text``."""
    text = _APOSTROPHE.sub("'", text) if "’" in text else text
    simply = _one_by_one(text)
    if simply is not None:
        return simply, range(len(text) + 1)
    folded: list[str] = []
    places: list[int] = []
    quoted = {at for phrase in _PHRASE.finditer(text) for at in range(*phrase.span())}
    sums = _sums(text) | _dots(text) | _degrees(text) | _typed(text)
    sums |= {at: ("", at) for at in thin_blanks(text)}
    for at, character in enumerate(text):
        if at in quoted or at in sums:
            value, place = sums.get(at, (character, at))
            folded.extend(value)
            places.extend([place] * len(value))
        elif character in MARKS:
            _mark(folded, places, MARKS[character], at)
        else:
            value = _comma(folded) if character in ",，" else _repeated(folded, character)
            folded.extend(value)
            places.extend([at] * len(value))
    return "".join(folded), [*places, len(text)]


def _sums(text: str) -> dict[int, tuple[str, int]]:
    """What becomes of a sum with ￥ (1,000円), by index, each with the index it stands for."""
    found: dict[int, tuple[str, int]] = {}
    for match in _SUM.finditer(text):
        sign, last = match.start(), match.end() - 1
        found[sign] = ("" if match["sum"] else "円", sign)
        if match["sum"]:
            first = match.start("sum")
            found[first] = (_folded(text[first]), sign)
            found[last] = (f"{_folded(text[last])}円", sign if last == first else last)
    return found


def _dots(text: str) -> dict[int, tuple[str, int]]:
    """What becomes of ・・・: one row of dots at its first mark, nothing at the others."""
    return {
        at: (ELLIPSIS if at == match.start() else "", match.start())
        for match in _DOTS.finditer(text)
        for at in range(*match.span())
    }


def _degrees(text: str) -> dict[int, tuple[str, int]]:
    """What becomes of the signs of degrees, minutes and seconds, at their first character."""
    return {
        at: (_COUNTERS[match[0][0]] if at == match.start() else "", match.start())
        for match in _DEGREES.finditer(text)
        for at in range(*match.span())
    }


def _typed(text: str) -> dict[int, tuple[str, int]]:
    """What becomes of typed brackets and quotation marks, at the first and the last of a pair."""
    found: dict[int, tuple[str, int]] = {}
    for match in _TYPED.finditer(text):
        opened, closed = _BRACKETS[match[0][0]]
        found[match.start()] = (opened, match.start())
        found[match.end() - 1] = (closed, match.end() - 1)
    return found


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
