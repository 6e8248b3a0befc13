"""Words in the alphabet become katakana, the original in brackets at the first use in each unit.

The convention is that of the text versions of the 総務省 digital-skills manuals: one unit, one
gloss; headings, contents lists and titles count unless the book says otherwise; in reading order.
A name whose other words are glossed has a gloss of the rest alone. A katakana word that the
author typed counts as a use of a term of the same reading, so that whoever reads or listens meets
the original with the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import assert_never

from pipeline.config import GlossSettings
from pipeline.diagnostics import Code, Diagnostic, diagnostic
from pipeline.document import (
    Book,
    Emphasis,
    Image,
    Inline,
    Inlines,
    Link,
    Phrase,
    Report,
    SoftBreak,
    Strong,
    Term,
    Text,
    Transform,
    Unit,
)
from pipeline.japanese.lexicon import Lexicon
from pipeline.transforms.places import apart
from pipeline.transforms.seen import Seen, key, split
from pipeline.transforms.terms import KATAKANA_WORD, Finder, find_terms
from pipeline.transforms.width import part
from pipeline.walk import all_inlines, map_unit, reading_runs, same, with_inlines

Runs = tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A unit's runs of inlines in reading order, with their terms.

    ``held`` are those (from 0) that have any, ``apart`` those that do not count.
    """

    runs: Runs
    held: tuple[int, ...]
    apart: frozenset[int]


# Shorter katakana words (ピン, ペイ) are too often words of their own.
SHORTEST_TYPED = 3


def katakana_at_first_use(lexicon: Lexicon) -> Transform:
    """The transform that turns words in the alphabet into terms, glossed once in each unit."""

    def transform(book: Book, report: Report) -> Book:
        report = doubts_once(report)
        gloss = book.settings.gloss
        title, seen = annotate_title(book.title, lexicon, gloss, report)
        together = seen if book.settings.unit.level == "book" else None
        units = annotate(book.units, lexicon, gloss, report, together)
        return replace(book, title=title, units=units)

    return transform


def annotate(
    units: Iterable[Unit],
    lexicon: Lexicon,
    gloss: GlossSettings,
    report: Report,
    together: Seen | None = None,
) -> tuple[Unit, ...]:
    """Units whose words in the alphabet are terms.

    Each is a stretch of its own for the count of first uses; with ``together`` they all are one,
    which goes on from what that has seen.
    """
    units = tuple(units)
    made = annotate_runs(units, lexicon, gloss, report, together)
    return tuple(map(with_runs, units, made))


def annotate_runs(
    units: Iterable[Unit],
    lexicon: Lexicon,
    gloss: GlossSettings,
    report: Report,
    together: Seen | None = None,
) -> tuple[Runs, ...]:
    """The runs of units, in reading order, as they are in the units that ``annotate`` gives."""
    finder = Finder(lexicon, report)
    found = tuple(
        _find(unit, finder.fresh() if together is None else finder, gloss) for unit in units
    )
    if together is None:
        return tuple(_mark_stretch((part,), Seen(), gloss, report)[0] for part in found)
    return _mark_stretch(found, together, gloss, report)


def with_runs(unit: Unit, runs: Runs) -> Unit:
    """A unit with other runs of inlines in the place of its own."""
    ahead = iter(runs)
    return map_unit(unit, lambda _: next(ahead), verbatim=False)


def _find(unit: Unit, finder: Finder, gloss: GlossSettings) -> _Part:
    """The runs of a unit with words in the alphabet as terms."""
    runs = tuple(reading_runs(unit, verbatim=False))
    bare = set(map(id, apart(unit, gloss)))
    found = tuple(find_terms(run, finder) for run in runs)
    held = tuple(at for at, run in enumerate(runs) if found[at] is not run)
    return _Part(found, held, frozenset(at for at, run in enumerate(runs) if id(run) in bare))


def annotate_title(
    title: Inlines, lexicon: Lexicon, gloss: GlossSettings, report: Report
) -> tuple[Inlines, Seen]:
    """A book's title with its terms, and what it has glossed: a stretch of its own."""
    found = find_terms(title, Finder(lexicon, report))
    seen = Seen(readings=_typed_readings(all_inlines(found)))
    return _mark_first(found, seen, gloss if gloss.title_counts else _never(gloss), report), seen


def _typed_readings(inlines: Iterable[Inline]) -> dict[str, Term]:
    """A term of each reading that is long enough to be known when typed in katakana."""
    readings: dict[str, Term] = {}
    for inline in inlines:
        if isinstance(inline, Term) and len(inline.reading) >= SHORTEST_TYPED and not inline.name:
            readings.setdefault(inline.reading, inline)
    return readings


def doubts_once(report: Report) -> Report:
    """``report`` that hears of each doubtful word once in a book."""
    told: set[object] = set()

    def once(finding: Diagnostic) -> None:
        if finding.code is Code.GUESSED_READING:
            word = dict(finding.fields)["word"]
            if word in told:
                return
            told.add(word)
        report(finding)

    return once


def _mark_stretch(
    parts: Sequence[_Part], before: Seen, gloss: GlossSettings, report: Report
) -> tuple[Runs, ...]:
    """The runs of parts that are one stretch, with glosses, after what was glossed ``before``.

    Which parts of names have glosses of their own is known at the end; typed katakana may have
    been a use of one, and then all is marked again.
    """
    runs = (part.runs[at] for part in parts for at in part.held)
    inlines = (inline for run in runs for inline in all_inlines(run))
    readings = _typed_readings(inlines) | before.readings
    marked, seen, findings = _mark_parts(parts, before, readings, gloss)
    if seen.rests.keys() - readings.keys():
        marked, _, findings = _mark_parts(parts, before, seen.rests | readings, gloss)
    for finding in findings:
        report(finding)
    return marked


def _mark_parts(
    parts: Sequence[_Part], before: Seen, readings: Mapping[str, Term], gloss: GlossSettings
) -> tuple[tuple[Runs, ...], Seen, list[Diagnostic]]:
    """The runs of parts with their glosses, what they have glossed then, and the findings."""
    seen = Seen(dict(before.glossed), set(before.parts), dict(readings))
    findings: list[Diagnostic] = []
    marked = tuple(_mark_part(part, seen, gloss, findings.append) for part in parts)
    return marked, seen, findings


def _mark_part(part: _Part, seen: Seen, gloss: GlossSettings, report: Report) -> Runs:
    """Runs with their glosses; those that do not count have none."""
    never = _never(gloss)
    return tuple(
        _mark_first(run, Seen(), never, report)
        if at in part.apart
        else _mark_first(run, seen, gloss, report)
        for at, run in enumerate(part.runs)
    )


def _never(gloss: GlossSettings) -> GlossSettings:
    return replace(gloss, where="never")


def _mark_first(inlines: Inlines, seen: Seen, gloss: GlossSettings, report: Report) -> Inlines:
    """Inlines with each term's ``first`` decided, in reading order."""
    if not _may_change(inlines, seen):
        return inlines
    made: list[Inline] = []
    for index, inline in enumerate(inlines):
        match inline:
            case Term():
                made.extend(_decide(inline, seen, gloss, report))
            case Text():
                after = inlines[index + 1] if index + 1 < len(inlines) else None
                before = made[-1] if made else None
                made.extend(_typed(inline, before, after, seen, gloss, report))
            case Emphasis() | Strong() | Link() | Phrase() | Image():
                mark = partial(_mark_first, seen=seen, gloss=gloss, report=report)
                made.append(with_inlines(inline, mark))
            case _:
                made.append(inline)
    return same(tuple(made), inlines)


def _may_change(inlines: Inlines, seen: Seen) -> bool:
    """Whether there may be a term in inlines, or katakana that is one of the unit's."""
    readings = seen.readings.keys()
    for inline in inlines:
        if isinstance(inline, Text):
            if not readings.isdisjoint(KATAKANA_WORD.findall(inline.value)):
                return True
        elif not isinstance(inline, SoftBreak):
            return True
    return False


def _decide(
    term: Term, seen: Seen, gloss: GlossSettings, report: Report, *, typed: bool = False
) -> Iterator[Term]:
    """A term with its gloss or without; of a name that the unit has in part, its parts."""
    match gloss.where:
        case "never":
            yield _settled(term, False, gloss, Code.GLOSS_NOT_WANTED, report)
        case "always":
            yield _settled(term, True, gloss, Code.GLOSS_DROPPED, report)
        case "first":
            whole = term.authored or not gloss.partial or seen.has(term)
            pieces = (term,) if whole else split(term, seen, typed=typed)
            for piece in pieces:
                first = not seen.has(piece)
                if first:
                    _note(piece, seen, gloss)
                yield _settled(piece, first, gloss, Code.GLOSS_DROPPED, report)
            seen.add(term)
        case _:
            assert_never(gloss.where)


def _note(term: Term, seen: Seen, gloss: GlossSettings) -> None:
    """Remember a gloss, and with ``long_term_counts`` the words in it."""
    seen.add(term)
    if term.name and not term.authored and len(term.reading) >= SHORTEST_TYPED:
        seen.rests.setdefault(term.reading, replace(term, name=""))
    if gloss.long_term_counts:
        for word in term.original.split():
            seen.glossed.setdefault(key(word), "")


def _settled(term: Term, first: bool, gloss: GlossSettings, code: Code, report: Report) -> Term:
    """A term whose gloss is decided; ``code`` says why one of the author's was left out."""
    if term.authored and not first:
        report(diagnostic(code, term.pos, word=term.original))
    before, after = (term.before, term.after) if term.authored else gloss.brackets
    if (first, before, after) == (term.first, term.before, term.after):
        return term
    return replace(term, first=first, before=before, after=after)


def _typed(
    text: Text,
    before: Inline | None,
    after: Inline | None,
    seen: Seen,
    gloss: GlossSettings,
    report: Report,
) -> Iterator[Inline]:
    """A text cut at the katakana words that are uses of the unit's terms and need their gloss."""
    done = 0
    for word in KATAKANA_WORD.finditer(text.value) if gloss.where != "never" else ():
        known = seen.readings.get(word[0])
        if known is None:
            continue
        if word.start() == 0 and isinstance(before, Term) and not before.first:
            continue
        if word.end() == len(text.value) and isinstance(after, Term):
            continue
        piece = part(text, *word.span()) if word[0] != text.value else text
        term = Term(word[0], known.original, True, piece.pos, braille=known.braille)
        made = tuple(_decide(term, seen, gloss, report, typed=True))
        if not any(new.first for new in made):
            continue
        if gloss.where == "first":
            report(diagnostic(Code.GLOSS_MOVED, piece.pos, reading=word[0], word=known.original))
        if done < word.start():
            yield part(text, done, word.start())
        yield from made
        done = word.end()
    if done < len(text.value):
        yield part(text, done, len(text.value)) if done else text
