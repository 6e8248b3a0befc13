"""A boundary between two morphemes, as the rules of spacing see it.

A rule looks at the boundary before ``ms[i]`` and says cut (True), join (False) or nothing (None).
``cuts[j]`` is what was decided before ``j``, for every ``j`` below ``i``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.braille.grammar import is_mark, is_noun, is_suffix, kanji_count
from pipeline.japanese.morpheme import Morpheme

Morphemes = Sequence[Morpheme]
Cuts = Sequence[bool]
# The dictionary word of a noun found to be a word of its own (mark of ``free_nouns``).
ALONE = -2
Rule = Callable[[Morphemes, int, Cuts], bool | None]


def begins(ms: Morphemes, i: int, cuts: Cuts) -> bool:
    """Whether ``ms[i]`` begins a word: behind a cut, or behind a mark, whose blank no cut makes."""
    return i == 0 or cuts[i] or is_mark(ms[i - 1])


def word_after(ms: Morphemes, i: int) -> str:
    """The kana of ``ms[i]`` with the suffixes and single kanji that follow it."""
    kana, at = ms[i].kana, i + 1
    while at < len(ms) and (is_suffix(ms[at]) or (is_noun(ms[at]) and kanji_count(ms[at]) == 1)):
        kana += ms[at].kana
        at += 1
    return kana


def word_before(ms: Morphemes, i: int, cuts: Cuts) -> str:
    """The kana from the last cut to the boundary before ``i``."""
    start = i - 1
    while start > 0 and not cuts[start] and not is_mark(ms[start - 1]):
        start -= 1
    return "".join(m.kana for m in ms[start:i])
