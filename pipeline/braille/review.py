"""Review the braille of a book: each doubtful reading and named character with its sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.diagnostics import Code, Diagnostic
from pipeline.document import Pos
from pipeline.writers.styles import render

SENTENCE_ENDS = frozenset("。！？!?\n")
CLOSING = frozenset("」』）)")  # they belong to the sentence that ends before them
DOUBTS = (Code.DOUBTFUL_READING, Code.UNKNOWN_CHARACTER, Code.NAMED_CHARACTER)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands in the manuscript, and its sentence ``before`` and ``after`` it."""

    pos: Pos
    before: str
    word: str
    after: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word with what braille has for it, why to look at it, and every place it stands."""

    code: Code
    word: str
    kana: str
    why: str
    places: tuple[Place, ...]

    @property
    def doubtful(self) -> bool:
        """Whether the reading is in doubt; else a character was named by a table."""
        return self.code is not Code.NAMED_CHARACTER


def doubts(findings: Iterable[Diagnostic], text_of: Callable[[str], str]) -> tuple[Doubt, ...]:
    """Findings about braille, alike ones together, doubtful ones first, then the most frequent.

    ``text_of`` gives a manuscript file's text.
    """
    found: dict[tuple[Code, str, str, str], list[Place]] = {}
    for finding in findings:
        if finding.code in DOUBTS:
            word, kana, why = _said(finding)
            place = _place(finding.pos, word, text_of(finding.pos.file))
            found.setdefault((finding.code, word, kana, why), []).append(place)
    rows = [Doubt(*name, tuple(places)) for name, places in found.items()]
    return tuple(sorted(rows, key=lambda row: (not row.doubtful, -len(row.places), row.word)))


def _said(finding: Diagnostic) -> tuple[str, str, str]:
    fields = {name: str(value) for name, value in finding.fields}
    if finding.code is Code.DOUBTFUL_READING:
        return fields["word"], fields["kana"], fields["why"]
    return fields["character"], fields["written"], f"U+{fields['number']}"


def _place(pos: Pos, word: str, text: str) -> Place:
    """A finding's place with the sentence around it."""
    start, end = min(pos.offset, len(text)), min(pos.end, len(text))
    inside = text.find(word, start, end)
    if inside >= 0:
        start, end = inside, inside + len(word)
    first = start
    while first > 0 and text[first - 1] not in SENTENCE_ENDS:
        first -= 1
    last = end
    while last < len(text) and text[last] not in SENTENCE_ENDS:
        last += 1
    last += last < len(text) and text[last] != "\n"
    before = text[first:start].lstrip("".join(CLOSING) + " \u3000")
    return Place(pos, before, text[start:end] or word, text[end:last])


COLUMNS = ("code", "word", "kana", "why", "count", "place", "sentence")


def tsv(rows: Sequence[Doubt]) -> str:
    """The review as a table for tools: one line a place, the doubtful words first."""
    lines = ["\t".join(COLUMNS), *("\t".join(cells) for row in rows for cells in _lines(row))]
    return "\n".join(lines) + "\n"


def _lines(row: Doubt) -> Iterator[tuple[str, ...]]:
    code, count = row.code.value, str(len(row.places))
    for place in row.places:
        sentence = f"{place.before}{place.word}{place.after}".replace("\t", " ")
        yield (code, row.word, row.kana, row.why, count, str(place.pos), sentence)


def html(rows: Sequence[Doubt], title: str) -> bytes:
    """The review as a page for people."""
    doubtful = [row for row in rows if row.doubtful]
    named = [row for row in rows if not row.doubtful]
    groups = (("確かめてほしい読み", doubtful), ("名前で書いた文字", named))
    return render(
        "review-braille.html.j2", title=title, doubtful=len(doubtful), named=len(named),
        groups=groups,
    )  # fmt: skip
