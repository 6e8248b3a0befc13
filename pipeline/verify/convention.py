"""How a book is glossed, as it says itself or as whoever asks for the judgement says.

A publication that keeps to the usual rule says nothing. One that does not has a statement
``prod:gloss`` in its metadata: the words ``always`` or ``never``, ``unit=book``, and ``title=no``,
``contents=no``, ``headings=no`` for the places that are no uses and have no glosses; ``long=yes``
where a longer name that has its gloss is the first use of its words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.verify.markup import Markup

STATEMENT = "prod:gloss"


class Where(StrEnum):
    """Which uses of a word have its gloss."""

    FIRST = "first"
    ALWAYS = "always"
    NEVER = "never"


class Place(StrEnum):
    """A part of a book whose words may be no uses."""

    TITLE = "title"
    CONTENTS = "contents"
    HEADINGS = "headings"


@dataclass(frozen=True, slots=True)
class Convention:
    """Which uses have glosses, how far one reaches (``unit``), and what is no use at all.

    ``long``: whether the gloss of a longer name is that of each of its words.
    """

    where: Where = Where.FIRST
    unit: str = "file"
    uncounted: frozenset[Place] = frozenset()
    long: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said on the command line; what is None, the publication decides."""

    where: Where | None = None
    unit: str | None = None
    uncounted: frozenset[Place] | None = None

    def over(self, stated: Convention) -> Convention:
        """The convention to judge by."""
        return Convention(
            stated.where if self.where is None else self.where,
            stated.unit if self.unit is None else self.unit,
            stated.uncounted if self.uncounted is None else self.uncounted,
            stated.long,
        )


def stated(documents: Iterable[Markup]) -> Convention:
    """What the ``meta`` elements of some documents say; the usual rule if they say nothing."""
    said = [
        word
        for document in documents
        for meta in document.all("meta")
        if meta.get("name") == STATEMENT
        for word in (meta.get("content") or "").split()
    ]
    where = next((Where(word) for word in said if word in set(Where)), Where.FIRST)
    unit = "book" if "unit=book" in said else "file"
    uncounted = frozenset(place for place in Place if f"{place}=no" in said)
    return Convention(where, unit, uncounted, long="long=yes" in said)
