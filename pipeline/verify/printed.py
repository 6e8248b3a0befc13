"""The first-use rule's words in print: a word is a run of katakana."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.verify.glosses import KATAKANA, TOKEN
from pipeline.verify.scripts import Script, Uses

LONGEST_READING = 60  # code points
# A shorter katakana word is too often a word of its own to be sure it stands for the original.
SURE_READING = 3
# A longer prefix before a reading is a word of the author's, known or not.
SURE_PREFIX = 4


def katakana_before(text: str, end: int) -> str:
    """The katakana, with digits, dots and single blanks inside, that ends where a bracket opens."""
    start, limit = end, max(end - LONGEST_READING, 1)
    while start > limit and _goes_on(text[start - 2 : start]):
        start -= 1
    run = text[start:end]
    return run.lstrip("・ .=") if TOKEN.search(run) else ""


def _goes_on(pair: str) -> bool:
    """Whether a run goes on to the left over the second of two characters."""
    inside = pair[1] in "・ .=" and TOKEN.match(pair[0]) is not None
    return inside or pair[1].isdecimal() or TOKEN.match(pair[1]) is not None


# With so many kana in common, so short a word before them is no half of the reading itself:
# リンクアイフォン and アイフォン, but アイフォン and フォン.
LONG_READING, SHORT_PREFIX = 5, 3


def common_form(run: str, before: str, alone: frozenset[str]) -> str | None:
    """The reading that two runs before one original share, or None if they differ.

    A run may begin with other katakana words (スマートフォンアイフォン); the reading is its end.
    """
    if run == before:
        return run
    size = next(
        (n for n, (a, b) in enumerate(zip(run[::-1], before[::-1], strict=False)) if a != b),
        min(len(run), len(before)),
    )
    common = run[len(run) - size :]
    if size < min(len(run), len(before), SURE_READING):
        return None
    prefixes = [part[: len(part) - size].strip("・ ") for part in (run, before)]
    sure = SURE_PREFIX if size < LONG_READING else SHORT_PREFIX
    plain = all(not p or len(p) >= sure or p in alone or p.isdecimal() for p in prefixes)
    return common.lstrip("・ ") if plain else None


def first_uses(text: str, readings: Mapping[str, object], alone: frozenset[str]) -> Uses:
    """Where each reading first stands in a text; not ``sure`` where joined to another word.

    A reading inside a longer katakana word is no use of it (アイ in アイフォン), unless the rest
    is a word of the book (カード in アイシーカード).
    """
    found: Uses = {}
    covered = _mixed_uses(text, readings, found)
    for token in TOKEN.finditer(text):
        if token.start() in covered:
            continue
        word = token[0]
        if word in readings:
            _keep_first(found, word, token.start(), True)
            continue
        for reading, offset in compounded(word, readings, alone):
            _keep_first(found, reading, token.start() + offset, False)
    return found


def _keep_first(found: Uses, reading: str, start: int, sure: bool) -> None:
    """Note a use unless there is an earlier one; a sure use counts before an unsure one."""
    if reading not in found or (start, not sure) < (found[reading][0], not found[reading][1]):
        found[reading] = (start, sure)


def _mixed_uses(text: str, readings: Mapping[str, object], found: Uses) -> set[int]:
    """Uses of readings with digits, dots or blanks in them; returns the code points they cover."""
    mixed = sorted((r for r in readings if not TOKEN.fullmatch(r)), key=len, reverse=True)
    if not mixed:
        return set()
    edge = f"[{KATAKANA}0-9]"
    pattern = f"(?<!{edge})(?:{'|'.join(map(re.escape, mixed))})(?!{edge})"
    covered: set[int] = set()
    for hit in re.finditer(pattern, text):
        covered.update(range(*hit.span()))
        _keep_first(found, hit[0], hit.start(), True)
    return covered


def compounded(
    word: str, readings: Mapping[str, object], alone: frozenset[str]
) -> Iterator[tuple[str, int]]:
    """The readings that a longer katakana word begins or ends with, the rest being a word too."""
    for cut in range(2, len(word) - 1):
        head, tail = word[:cut], word[cut:]
        if head in readings and tail in alone:
            yield head, 0
        elif tail in readings and head in alone:
            yield tail, cut


PRINT = Script(
    katakana_before, common_form, first_uses, shortest=SURE_READING, doubts=True, sure_places=True
)
