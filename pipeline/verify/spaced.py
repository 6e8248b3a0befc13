"""The first-use rule's words in braille: all text is kana, words stand between blanks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.verify.glosses import KATAKANA
from pipeline.verify.printed import common_form
from pipeline.verify.scripts import Script, Uses

LONGEST_READING = 3  # words
WORD = re.compile(rf"[{KATAKANA}0-9]+")
# What may follow a noun without a blank: particles and the copula.
PARTICLES = re.compile(
    "(?:ワ|ガ|ヲ|ニ|ノ|エ|ト|モ|ヤ|カ|デ|カラ|マデ|ヨリ|ナド|ダケ|シカ|サエ|コソ|スラ|ホド|グライ|クライ|バカリ"
    "|デス|デシタ|デショー|ダ|ダッタ|ダロー|ナラ|ナ|ノミ|ズツ|ミタイ|ラシイ|サン|サマ)+"
)
# What ends before a noun begins: a mark, the line, or a word with its particle.
CLOSED = re.compile("(?:^|[。、「(?!\\n] *|[ワガヲニノエトモヤデナ] )$")
ENDS = frozenset("。、」)?!\n]")


def words_before(text: str, end: int) -> str:
    """The last words before a bracket, as far as no mark divides them."""
    start, words = end, 0
    while words < LONGEST_READING:
        word = re.search(rf"[{KATAKANA}0-9]+$", text[max(start - 40, 0) : start])
        if word is None:
            break
        start -= len(word[0])
        words += 1
        if text[start - 1 : start] != " ":
            break
        start -= 1
    return text[start:end].strip()


def common_words(run: str, before: str, alone: frozenset[str]) -> str | None:
    """The last words that two runs share; in the first of them prefixes may be joined."""
    shared: list[str] = []
    for a, b in zip(run.split()[::-1], before.split()[::-1], strict=False):
        if a != b:
            part = min(a, b, key=len)
            if not max(a, b, key=len).endswith(part):
                part = common_form(a, b, alone) or ""
            if part and not shared:
                shared.append(part)
            break
        shared.append(a)
    return " ".join(reversed(shared)) or None


def first_words(text: str, readings: Mapping[str, object], _: frozenset[str]) -> Uses:
    """Where each reading first stands as a word of its own, alone or before a particle.

    A word before it without a particle may be a part of it (マイ ナンバー ワイファイ).
    """
    found: Uses = {}
    if not readings:
        return found
    longest_first = "|".join(map(re.escape, sorted(readings, key=len, reverse=True)))
    pattern = f"(?<![{KATAKANA}0-9])(?P<reading>{longest_first})(?P<rest>[{KATAKANA}]*)"
    for hit in re.finditer(pattern, text):
        rest, after = hit["rest"], text[hit.end() : hit.end() + 1]
        stands_alone = PARTICLES.fullmatch(rest) or (not rest and after in ENDS)
        if stands_alone and CLOSED.search(text, max(hit.start() - 8, 0), hit.start()):
            found.setdefault(hit["reading"], (hit.start(), True))
    return found


# Kana do not tell シリ (Siri) from 知り: short words and doubts are left to the printed forms.
BRAILLE = Script(
    words_before, common_words, first_words, shortest=4, doubts=False, sure_places=False
)
