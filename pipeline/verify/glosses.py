"""Glosses in published text: an original in brackets after its katakana."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.verify.alphabet import HAS_LETTER, LABEL, LETTER
from pipeline.verify.stretch import Kind, Stretch

KATAKANA = "ァ-ヺーヽヾ"
TOKEN = re.compile(f"[{KATAKANA}]+")
BRACKETS = re.compile(r"\(([^()\n]{1,120})\)")
# An original: no Japanese in it, unless katakana that belongs to the name.
ORIGINAL = re.compile(rf"[{LETTER}0-9.+{KATAKANA}][^ぁ-ゟ㐀-鿿、。「」]*")
FIXED_ADDRESS = re.compile(r"://|@|^www\.|^[A-Za-z]:\\")

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ł": "l"})
MICRO = "ミュー"  # what braille has of µ

# What may be the reading of an original whose bracket opens at an offset of a text.
RunBefore = Callable[[str, int], str]


@dataclass(frozen=True, slots=True)
class Gloss:
    """``(original)`` in a stretch: its span with brackets, and the katakana run before it.

    ``run`` ends where the brackets begin; its beginning is as far left as katakana goes, so it
    may hold other words before the reading.
    """

    original: str
    start: int
    end: int
    run: str

    @property
    def letters(self) -> str:
        """The letters and digits alone: what every form of a book has of it."""
        # Braille has café as cafe and m² as m2.
        plain = unicodedata.normalize("NFKD", self.original.casefold().translate(LIGATURES))
        return "".join(c for c in plain if c.isascii() and c.isalnum())

    @property
    def key(self) -> str:
        """What makes two originals one: case and the number of blanks do not count."""
        return " ".join(self.original.casefold().split())


def find_glosses(stretches: Sequence[Stretch], run_before: RunBefore) -> list[list[Gloss]]:
    """The glosses of each stretch, in order.

    Where the publisher marks glosses (``class="gloss"``), a bracket whose content is marked as
    another language or as code is a quotation; where he does not, it is a gloss like any other.
    """
    marked = any(Kind.GLOSS in stretch.kinds for stretch in stretches)
    return [list(_glosses(stretch, marked, run_before)) for stretch in stretches]


def _glosses(stretch: Stretch, marked: bool, run_before: RunBefore) -> Iterator[Gloss]:
    for hit in BRACKETS.finditer(stretch.text):
        original = hit[1].strip()
        kinds = stretch.kinds[hit.start(1) : hit.end(1)]
        if not HAS_LETTER.search(original) or (marked and Kind.LEFT_ALONE in kinds):
            continue
        run = run_before(stretch.text, hit.start())
        if run and (set(kinds) == {Kind.GLOSS.value} or _is_original(original, run)):
            yield Gloss(original, hit.start(), hit.end(), run)


def _is_original(text: str, run: str) -> bool:
    """Whether a bracket holds an original; katakana in it (Play ストア) is said before it too."""
    return bool(
        ORIGINAL.fullmatch(text)
        and not LABEL.fullmatch(text)
        and not FIXED_ADDRESS.search(text)
        and all(word in run or word == MICRO for word in TOKEN.findall(text))
    )
