"""Normalise Markdown in place: only the words in the alphabet change, every other byte stays."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from pipeline.config import GlossSettings, UnitLevel
from pipeline.diagnostics import Code, Diagnostic
from pipeline.document import Inlines, Report, Term
from pipeline.japanese.latin import fold
from pipeline.japanese.lexicon import Lexicon
from pipeline.readers.markdown import read_unit
from pipeline.readers.paragraphs import may_be_more
from pipeline.readers.positions import Source
from pipeline.references import Edit, moved_references
from pipeline.transforms.katakana import annotate_runs, doubts_once, with_runs
from pipeline.transforms.terms import LETTER
from pipeline.transforms.units import HEADING_LEVELS, divide
from pipeline.walk import all_inlines

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
    with _uncollected():
        unit = read_unit(source, file, "u", _about_text(report), None, _is_needed)
        parts = tuple(divide(unit, HEADING_LEVELS[level]))
        placed = _placed(report, Source(source, file))
        made = annotate_runs(parts, lexicon, gloss, doubts_once(placed))
        moved = moved_references(source, unit, map(with_runs, parts, made))
        return replace_terms(source, itertools.chain.from_iterable(made), moved)


@contextmanager
def _uncollected() -> Iterator[None]:
    """A stretch of work without Python's collector of cycles.

    The nodes of a document form none, but that they are many sets it to search them all again.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


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


def replace_terms(source: str, runs: Iterable[Inlines], others: Iterable[Edit] = ()) -> str:
    """The source with each term's stretch replaced by its reading and, at a first use, gloss.

    ``others`` are replacements beside those of terms.
    """
    terms = [inline for run in runs for inline in all_inlines(run) if isinstance(inline, Term)]
    edits = [(term.pos.offset, term.pos.end, published(term, source)) for term in terms]
    made: list[str] = []
    done = 0
    for start, end, text in sorted((*edits, *others)):
        made += (source[done:start], text)
        done = end
    return "".join((*made, source[done:]))


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
