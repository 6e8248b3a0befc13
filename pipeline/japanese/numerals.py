"""Numbers and what they count → figures with their counter (てびき 第2章 その3).

A number that counts or orders is written in figures, its counter joined in the sound it takes
after it (3ボン); a native reading (ヒトツ), a name (イチロー) and a word whose number has faded
(イチブ) stay kana. Kana here are readings; long vowels are the spelling's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.japanese.tables import table

FIGURES = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
# A small unit behind a figure that is none of an integer (3.5千人, 1,234千円) stays a word.
SPOKEN_UNITS = {"十": "ジュウ", "百": "ヒャク", "千": "セン"}
LARGE_UNITS = {"万": "マン", "億": "オク", "兆": "チョウ", "京": "ケイ"}
KANJI_NUMERALS = frozenset("〇零一二三四五六七八九十百千万億兆")
ONE_TO_TEN = frozenset("一二三四五六七八九十")
NUMBER_SIGN = "⠼"  # a second 数符 inside a word: 2⠼3ニン for 二、三人
# The Sino-Japanese readings of a figure inside a word, with those that double what follows.
SINO = {
    "〇": "レイ|ゼロ",
    "零": "レイ|ゼロ",
    "一": "イチ|イッ",
    "二": "ニ",
    "三": "サン|ザン",
    "四": "シ|ヨン|ヨ",
    "五": "ゴ",
    "六": "ロク|ロッ",
    "七": "シチ|ナナ",
    "八": "ハチ|ハッ",
    "九": "キュウ|ク",
    "十": "ジュウ|ジュッ|ジッ",
    "百": "ヒャク|ヒャッ|ビャク|ビャッ|ピャク|ピャッ",
    "千": "セン|ゼン",
    "万": "マン|バン",
    "億": "オク",
    "兆": "チョウ",
}
RUN = re.compile("[〇零一二三四五六七八九十百千万億兆]+")
_DIGITS = re.compile(r"[0-9]")
_VOICED = str.maketrans("カキクケコサシスセソハヒフヘホ", "ガギグゲゴザジズゼゾバビブベボ")
_PLOSIVE = str.maketrans("ハヒフヘホ", "パピプペポ")


class Counter(NamedTuple):
    """A counter: its surface, its reading, and its class of sound change (counters.tsv)."""

    surface: str
    reading: str
    sounds: str


@cache
def counters() -> dict[str, Counter]:
    """Surface → counter (counters.tsv)."""
    return {row[0]: Counter(row[0], row[1], row[2]) for row in table("counters.tsv", 4)}


@cache
def native() -> dict[tuple[str, str], str]:
    """(figure, what follows) → the native reading of both in katakana (native_numbers.tsv)."""
    return {(row[0], row[1]): row[2] for row in table("native_numbers.tsv", 4)}


@cache
def surfaces_behind_figures() -> tuple[frozenset[str], int]:
    """What counts behind a figure, by both tables, and how long the longest is (code points)."""
    surfaces = frozenset(counters()) | {surface for _, surface in native()}
    return surfaces, max(map(len, surfaces))


def figures(text: str) -> str:
    """A number in figures, kanji or both → figures with マン, オク … and a blank after those.

    二千三百 → 2300, 三兆二千四百万 → 3チョウ 2400マン, 二〇二四 → 2024, 5万4千 → 5マン 4000.
    """
    groups: list[str] = []
    for group, unit in re.findall(r"([^万億兆京]*)([万億兆京]?)", text):
        if group or unit:
            groups.append(_group(group) + LARGE_UNITS.get(unit, ""))
    return " ".join(groups)


def _group(text: str) -> str:
    """A number below ten thousand → figures; 二三 and 十二三 are two numbers, 2⠼3 and 12⠼3."""
    if not text:
        return "1"
    if not any(c in SMALL_UNITS for c in text):
        return "".join(FIGURES.get(c, c) for c in text)
    total, figure = 0, ""
    tail = ""
    for at, character in enumerate(text):
        if character in SMALL_UNITS:
            if figure and not figure.isdecimal():
                return " ".join(filter(None, _spoken(total, figure, character, text[at + 1 :])))
            total += int(figure or 1) * SMALL_UNITS[character]
            figure = ""
        else:
            figure += FIGURES.get(character, character)
            tail = text[at:]
    if len(figure) == 2 and tail and consecutive(figure):
        return f"{total + int(figure[0])}{NUMBER_SIGN}{figure[1]}"
    if not (figure.isascii() and figure.isdigit()):
        return str(total) + figure
    return str(total + int(figure)) if len(figure) == 1 else f"{total}{figure}"


def _spoken(total: int, figure: str, unit: str, rest: str) -> Iterator[str]:
    """A figure that is no integer with its unit, and what stands before and behind (3.5セン)."""
    if total:
        yield str(total)
    sound = "ゼン" if unit == "千" and figure.endswith("3") else SPOKEN_UNITS[unit]
    yield f"{figure}{sound}"
    if rest:
        yield _group(rest)


def consecutive(pair: str) -> bool:
    """Whether two figures follow one another: 23."""
    return len(pair) == 2 and pair.isascii() and pair.isdigit() and int(pair[1]) == int(pair[0]) + 1


def sounded(counter: Counter, number: str) -> str:
    """A counter → its reading in the sound it takes after a number in figures or 何 (3ボン)."""
    reading, sounds = counter.reading, counter.sounds
    last = _last_figure(number)
    if sounds == "-":
        return reading
    if sounds == "w":
        changed = {"3": "バ", "1000": "バ", "何": "バ", "10": "パ", "100": "パ"}.get(last)
        return changed + reading[1:] if changed else reading
    table = _PLOSIVE if sounds in "bpqh" else _VOICED
    if last in _CHANGES[sounds].get("voiced", ()):
        return reading[0].translate(_VOICED) + reading[1:]
    if last in _CHANGES[sounds]["changed"]:
        return reading[0].translate(table) + reading[1:]
    return reading


_CHANGES: dict[str, dict[str, frozenset[str]]] = {
    "b": {
        "changed": frozenset(("1", "6", "8", "10", "100")),
        "voiced": frozenset(("3", "1000", "10000", "何")),
    },
    "p": {"changed": frozenset(("1", "3", "6", "8", "10", "100", "1000", "何"))},
    "q": {"changed": frozenset(("1", "3", "4", "6", "8", "10", "100", "1000", "何"))},
    "h": {"changed": frozenset(("1", "6", "8", "10", "100"))},
    "g": {"changed": frozenset(("3", "1000", "10000", "何"))},
    "z": {"changed": frozenset(("3", "1000", "10000", "何"))},
}


def _last_figure(number: str) -> str:
    """The part of a number that its counter meets: 3 of 23, 10 of 110, 何 of 何."""
    if number.endswith(("何", "ナン")):
        return "何"
    if number.endswith(("マン", "オク", "チョウ")):
        return "10000"
    if number.endswith(("セン", "ゼン")):
        return "1000"
    if number.endswith("ヒャク"):
        return "100"
    digits = re.sub(r".*[^0-9]", "", number)
    if not digits.endswith("0") or "." in number:
        return digits[-1:]
    stripped = digits.rstrip("0")
    return "1" + "0" * (len(digits) - len(stripped)) if stripped else "0"


def counted(number: str, surface: str) -> str:
    """A number in figures and its counter → their reading in one: 3, 本 → 3ボン; 2, 日 → フツカ."""
    own = native().get((number, surface))
    if own:
        return own
    if surface in _DAY_SUFFIXES:
        return _days(number, surface)
    counter = counters().get(surface)
    return number + sounded(counter, number) if counter else ""


def _days(number: str, surface: str) -> str:
    """日間 and the like follow the native reading of the day, except 1ニチ."""
    alone = surface in ("日", "日付", "日付け") or number != "1"
    day = native().get((number, "日"), f"{number}ニチ") if alone else "1ニチ"
    return day + _AFTER_DAY[surface[1:]]


_AFTER_DAY = {
    "": "", "間": "カン", "目": "メ", "分": "ブン", "後": "ゴ", "付": "ヅケ", "付け": "ヅケ",
}  # fmt: skip
_DAY_SUFFIXES = frozenset(f"日{after}" for after in _AFTER_DAY)


def counter_after(text: str, at: int, ends: frozenset[int] | set[int], number: str = "") -> str:
    """The longest counter of ``text`` at ``at`` that ends where a morpheme ends.

    Given a number in figures, the longest that counts like it: つ折り is no counter of 2.
    """
    surfaces, longest = surfaces_behind_figures()
    for length in range(min(longest, len(text) - at), 0, -1):
        surface = text[at : at + length]
        known = (surface in surfaces or surface in _DAY_SUFFIXES) and at + length in ends
        if known and surface[-1] in _STEM_ENDS and _INFLECTED.match(text, at + length):
            continue  # 三人 乗ります
        if known and (not number or counted(number, surface)):
            return surface
    return ""


# What a verb's stem ends in, and what follows it where it is the verb and no counter.
_STEM_ENDS = frozenset("いきしちにりみぎじびえけせてねれめげぜべ")
_INFLECTED = re.compile("ま[すしせ]|て|た(?![べのくまだち])|ながら|ない")


@lru_cache(maxsize=8192)
def align(surface: str, reading: str) -> tuple[tuple[str, int, int], ...]:
    """A word with figures in it → its parts as (kana with figures, start, end), or nothing.

    百人一首 ヒャクニンイッシュ → 100ニン, 1シュ. A word with figures read natively has no parts.
    """
    pattern, at = "", 0
    for run in RUN.finditer(surface):
        pattern += "(.+)" if run.start() > at else ""
        pattern += "(" + "".join(f"(?:{SINO[c]})" for c in run.group()) + ")"
        at = run.end()
    pattern += "(.+)" if at < len(surface) else ""
    match = re.fullmatch(pattern, reading)
    return _aligned(surface, match.groups()) if match and not _NATIVE.search(surface) else ()


# 四つ足, 七つの海: つ makes the figure before it native.
_NATIVE = re.compile("[一二三四五六七八九][つツっッ]")


def _aligned(surface: str, shares: Sequence[str]) -> tuple[tuple[str, int, int], ...]:
    pieces = re.findall(f"({RUN.pattern})|([^{''.join(SINO)}]+)", surface)
    parts: list[tuple[str, int, int]] = []
    at = 0
    for (run, other), share in zip(pieces, shares, strict=True):
        end = at + len(run or other)
        if run and (not parts or _DIGITS.search(parts[-1][0])):
            parts.append((figures(run), at, end))
        elif parts:
            kana, start, _ = parts[-1]
            parts[-1] = (kana + (figures(run) if run else share), start, end)
        else:
            parts.append((share, at, end))
        at = end
    return tuple(parts)
