"""伏せ字 in braille kana (○○, ⠼××ネン) → their cells.

日本点字表記法 2018 第4章 第4節: dot 5 with マ, ミ, ム or メ for each mark of a word, メ after 数符
for each figure of a number; 第1つなぎ符 joins them to the kana of the same word.
"""

from __future__ import annotations

import re

CELLS = {"○": "⠐⠵", "△": "⠐⠷", "□": "⠐⠽", "×": "⠐⠿"}
NUMBER_SIGN, FIGURE = "⠼", "⠿"
JOINER = "⠤"  # 第1つなぎ符
_HIDDEN = re.compile(r"(⠼)([○△□×])\2*|([○△□×])\3+")
_KANA = re.compile("[ァ-ヺー]")
# The kana whose cells could be read as figures.
_LIKE_FIGURES = re.compile("[アイウエオラリルレロ]")
# てびき 第3章: particles and auxiliaries belong to no word, they follow it.
_DEPENDENTS = re.compile(
    "(?:カラ|マデ|ヨリ|ナド|ダケ|シカ|サエ|コソ|デス|デシタ|ダッタ|ラシイ|ヨーナ|ヨーニ"
    "|[ガヲワニエトデモノヤダ])+(?![ァ-ヺー])"
)


def placeholder(kana: str, index: int) -> tuple[str, int] | None:
    """The cells of the 伏せ字 at an index of braille kana and its length there, or nothing."""
    match = _HIDDEN.match(kana, index)
    if match is None:
        return None
    marks = match.group().lstrip(NUMBER_SIGN)
    cells = _figures(kana, match, marks) if match[1] else _word(kana, match, marks)
    return cells, len(match.group())


def _figures(kana: str, match: re.Match[str], marks: str) -> str:
    """⠼×× as figures; after figures that are known there is a number sign already."""
    known = match.start() > 0 and kana[match.start() - 1].isdigit()
    joiner = JOINER if _LIKE_FIGURES.match(kana, match.end()) else ""
    return ("" if known else NUMBER_SIGN) + FIGURE * len(marks) + joiner


def _word(kana: str, match: re.Match[str], marks: str) -> str:
    """Marks for a word or a part of one."""
    start, end = match.span()
    before = JOINER if start > 0 and _KANA.match(kana, start - 1) else ""
    part = _KANA.match(kana, end) and not _DEPENDENTS.match(kana, end)
    return before + "".join(CELLS[mark] for mark in marks) + (JOINER if part else "")
