"""Normalise Markdown in place: only the words in the alphabet change, every other byte stays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.config import GlossSettings, UnitLevel
from pipeline.diagnostics import Code, Diagnostic
from pipeline.document import Inlines, Report, Term, Unit
from pipeline.japanese.latin import fold
from pipeline.japanese.lexicon import Lexicon
from pipeline.readers.markdown import read_pieces
from pipeline.readers.paragraphs import may_be_more
from pipeline.readers.positions import Source
from pipeline.references import Edit, References
from pipeline.transforms.katakana import annotate_runs, doubts_once
from pipeline.transforms.terms import LETTER
from pipeline.transforms.units import HEADING_LEVELS, divide
from pipeline.walk import all_inlines, reading_runs

ABOUT_UNITS = {
    Code.EMPTY_UNIT,
    Code.NO_HEADING,
    Code.FIRST_HEADING,
    Code.TEXT_BEFORE_HEADING,
    Code.SKIPPED_LEVEL,
}


def normalize_markdown(
    source: str,
    file: str,
    lexicon: Lexicon,
    report: Report,
    level: UnitLevel = "file",
    gloss: GlossSettings = GlossSettings(),  # noqa: B008 - frozen, so a default may be shared
) -> str:
    """Markdown as written -> the same Markdown with katakana and glosses; twice is once."""
    found: list[Diagnostic] = []
    doubts = doubts_once(_placed(found.append, Source(source, file)))
    text, reading = _Rewriting(source), HEADING_LEVELS[level]
    told = _about_text(report)
    for piece, unit in read_pieces(source, file, "u", told, None, _is_needed, reading):
        parts = tuple(divide(unit, reading))
        text.add(piece, unit, parts, annotate_runs(parts, lexicon, gloss, doubts))
    for finding in sorted(found, key=lambda finding: finding.pos.offset):
        report(finding)
    return text.finished()


def _is_needed(lines: str) -> bool:
    """Whether a paragraph matters beyond its katakana: by a letter, or to what stands around it."""
    return LETTER.search(lines) is not None or may_be_more(lines)


def _about_text(report: Report) -> Report:
    """``report`` without what only a unit of a book must be: text alone needs no heading."""
    return lambda finding: None if finding.code in ABOUT_UNITS else report(finding)


def _placed(report: Report, source: Source) -> Report:
    """``report`` of findings in texts of several lines: lines and columns are counted here."""

    def placed(finding: Diagnostic) -> None:
        report(replace(finding, pos=source.place(finding.pos.offset, finding.pos.end)))

    return placed


class _Rewriting:
    """A file as it is rewritten, piece by piece.

    A piece is finished at once, so that of the file only its text takes memory. Those wait for
    the end that may yet change: with links to headings, whose words are not known before, and
    with definitions, which are read where they are called.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._references = References(source)
        self._made: list[str] = []
        self._waiting: list[tuple[int, int, int, list[Edit], list[Edit]]] = []
        self._elsewhere: list[Edit] = []

    def add(
        self, piece: Source, unit: Unit, parts: Iterable[Unit], made: Iterable[tuple[Inlines, ...]]
    ) -> None:
        """Take a piece of the file, read as a unit of parts whose runs are now ``made``."""
        changed = dict(_changed(parts, made))
        self._references.add(unit, lambda run: changed.get(id(run), run))
        start, end = piece.start, len(self._source) if piece.end is None else piece.end
        edits, links = list(self._edits(changed.values())), list(self._references.links(unit))
        own = [edit for edit in edits if start <= edit[0] < end]
        self._elsewhere += (edit for edit in edits if not start <= edit[0] < end)
        if links or "]:" in piece.folded:
            self._waiting.append((len(self._made), start, end, own, links))
            self._made.append("")
        else:
            self._made.append(_edited(self._source, start, end, own))

    def _edits(self, runs: Iterable[Inlines]) -> Iterator[Edit]:
        """Each term's stretch with its reading and, at a first use, gloss."""
        for run in runs:
            for term in all_inlines(run):
                if isinstance(term, Term):
                    yield term.pos.offset, term.pos.end, published(term, self._source)

    def finished(self) -> str:
        """The whole file, once all its pieces were taken."""
        self._elsewhere.sort()
        for index, start, end, own, links in self._waiting:
            moved = map(self._references.moved, links)
            first = bisect_left(self._elsewhere, (start,))
            others = self._elsewhere[first : bisect_left(self._elsewhere, (end,))]
            self._made[index] = _edited(self._source, start, end, (*own, *moved, *others))
        return "".join(self._made)


def _changed(
    parts: Iterable[Unit], made: Iterable[tuple[Inlines, ...]]
) -> Iterator[tuple[int, Inlines]]:
    """The runs of parts that are not what they were, by the identity of those they were."""
    for part, new in zip(parts, made, strict=True):
        for before, run in zip(reading_runs(part, verbatim=False), new, strict=True):
            if run is not before:
                yield id(before), run


def _edited(source: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    """A stretch of the source with edits made."""
    made: list[str] = []
    for first, last, text in sorted(edits):
        made += (source[start:first], text)
        start = last
    return "".join((*made, source[start:end]))


def published(term: Term, source: str) -> str:
    """A term as normalised Markdown; escapes that the original was written with are kept."""
    if not term.first:
        return term.reading
    written = source[term.pos.offset : term.pos.end]
    if term.authored and written.startswith(term.reading):
        return written
    written = fold(written)
    escaped = not term.authored and any(sign in written for sign in "\\&")
    return f"{term.reading}{term.before}{written if escaped else term.original}{term.after}"
