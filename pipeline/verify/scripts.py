"""What differs between print and braille when words are looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.verify.glosses import RunBefore

# A reading → where it first stands in a text, and whether it surely stands for the original.
Uses = dict[str, tuple[int, bool]]


@dataclass(frozen=True, slots=True)
class Script:
    """How words are found in print or in braille, where all text is kana and words are spaced.

    ``run_before(text, end)`` is what may be the reading of an original that begins at ``end``;
    ``common(run, other run, words of the book)`` the reading two of them share, if any;
    ``first_uses(text, readings, words of the book)`` where each reading first stands.
    ``shortest`` is how many kana a reading has at least to be no other word by chance;
    ``doubts``: whether what may be a missing gloss is worth a warning. ``sure_places``: whether
    headings and contents lists are marked; in braille lines that are set in look like headings,
    and contents lists like any list.
    """

    run_before: RunBefore
    common: Callable[[str, str, frozenset[str]], str | None]
    first_uses: Callable[[str, Mapping[str, object], frozenset[str]], Uses]
    shortest: int
    doubts: bool
    sure_places: bool
