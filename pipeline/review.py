"""Review the terms of a book: each original with its reading, where that is from, and its uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from shlex import quote

from pipeline.document import Block, Book, Inlines, Pos, Term, Unit
from pipeline.japanese.lexicon import CERTAIN, Lexicon, Reading
from pipeline.transforms.seen import key
from pipeline.transforms.terms import SOURCES
from pipeline.walk import all_inlines, child_inlines, inline_runs, plain_text
from pipeline.writers.styles import render

# Characters shown on either side of a use; how many uses are shown to people at least.
CONTEXT = 14
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a term stands, ``before`` and ``after`` it in the published text."""

    pos: Pos
    unit: str
    first: bool
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A term of the book; ``reading`` is the dictionary's, ``katakana`` what is published."""

    original: str
    katakana: str
    reading: Reading
    uses: tuple[Use, ...]

    @property
    def doubtful(self) -> bool:
        """Whether a person should look: not certain, and not as the author wrote it."""
        return self.reading.confidence < CERTAIN and self.katakana == self.reading.katakana

    @property
    def shown(self) -> tuple[Use, ...]:
        """The first uses, and the first in each unit."""
        begins = set({use.unit: use for use in reversed(self.uses)}.values())
        return tuple(use for number, use in enumerate(self.uses) if number < SHOWN or use in begins)

    def context(self, use: Use) -> str:
        """What is published around a use, and the term in brackets, on one line."""
        return " ".join(f"{use.before}[{self.katakana}]{use.after}".split())


def review(book: Book, lexicon: Lexicon) -> tuple[Reviewed, ...]:
    """Every term of a transformed book, doubtful ones first, then by how often they stand."""
    uses: dict[tuple[str, str], list[Use]] = {}
    originals: dict[tuple[str, str], str] = {}
    for unit_id, run in runs(book):
        for term, use in _uses(unit_id, run):
            original, katakana = term.original, term.reading
            if term.name:  # the rest of a name is looked up with the whole of it
                original, katakana = term.name, lexicon.read(term.name).katakana
            name = (key(original), katakana)
            originals.setdefault(name, original)
            uses.setdefault(name, []).append(use)
    rows = [
        Reviewed(originals[name], name[1], lexicon.read(originals[name]), tuple(places))
        for name, places in uses.items()
    ]
    return tuple(sorted(rows, key=lambda row: (not row.doubtful, -len(row.uses), row.original)))


def runs(book: Book) -> Iterator[tuple[str, Inlines]]:
    """Every run of text of a book, with the id of its unit (of the title: empty)."""
    yield "", book.title
    for unit in book.units:
        for block in _blocks(unit):
            for run in inline_runs(block):
                yield unit.id, run


def _blocks(unit: Unit) -> Iterator[Block]:
    """The outermost blocks of a unit and its footnotes: their runs are every run, once."""
    yield from unit.blocks
    for note in unit.footnotes:
        yield from note.blocks


def _uses(unit: str, run: Inlines) -> Iterator[tuple[Term, Use]]:
    """Each term of a run with the text around it."""
    leaves = [inline for inline in all_inlines(run) if not child_inlines(inline)]
    texts = [plain_text((leaf,)) for leaf in leaves]
    text, start = "".join(texts), 0
    for leaf, own in zip(leaves, texts, strict=True):
        end = start + len(own)
        if isinstance(leaf, Term):
            before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
            yield leaf, Use(leaf.pos, unit, leaf.first, before, after)
        start = end


def tsv(rows: Iterable[Reviewed]) -> str:
    """The review as a table for tools: one line a term, its uses as ``file:line:column``.

    ``contexts`` has the text around each use, in the order of ``uses``, parted by `` | ``.
    """
    lines = ["original\tkatakana\tsource\tconfidence\tcount\tfirst\tuses\tdoubtful\tcontexts"]
    for row in rows:
        first = " ".join(str(use.pos) for use in row.uses if use.first)
        every = " ".join(str(use.pos) for use in row.uses)
        confidence, count = f"{row.reading.confidence:.2f}", str(len(row.uses))
        source = row.reading.source.value
        doubtful = "yes" if row.doubtful else "no"
        contexts = " | ".join(map(row.context, row.uses))
        cells = (
            row.original, row.katakana, source, confidence, count, first, every, doubtful, contexts
        )  # fmt: skip
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def html(rows: Sequence[Reviewed], title: str, book: str) -> bytes:
    """The review as a page for people; ``book`` is the folder that commands are given."""
    doubtful = [row for row in rows if row.doubtful]
    confirm = f"mimiyubi terms confirm {quote(book)}"
    settle = f"mimiyubi terms set {quote(book)}"
    certain = [row for row in rows if not row.doubtful]
    return render(
        "review.html.j2", rows=rows, title=title, doubtful=doubtful, quote=quote,
        confirm=confirm, settle=settle,
        groups=(("確かめてほしい語", doubtful), ("確かな語", certain)), sources=SOURCES,
    )  # fmt: skip
