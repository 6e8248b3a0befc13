"""Read what was published, with no help from the writers, and judge it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import assert_never

from pipeline.diagnostics import Both, Code, Diagnostic, Severity, diagnostic
from pipeline.document import Pos, Report
from pipeline.verify.archives import judge_archive
from pipeline.verify.brf import judge_brf
from pipeline.verify.convention import Asked, Convention, Where
from pipeline.verify.daisy3 import judge_daisy3
from pipeline.verify.daisy202 import judge_daisy202
from pipeline.verify.ebraille import judge_ebraille
from pipeline.verify.epub import judge_epub
from pipeline.verify.first_use import OtherForms, UnitGlosses
from pipeline.verify.pagesize import Geometry
from pipeline.verify.publications import (
    Archive,
    Braille,
    Daisy3,
    Daisy202,
    Ebraille,
    Epub,
    Publication,
    publications,
    siblings,
)
from pipeline.verify.tally import Form, Tally, Verified

__all__ = ["Verified", "verify"]

# Findings that are told once a book: their first field is the word.
DOUBTS = frozenset({Code.PERHAPS_MISSING_GLOSS, Code.PERHAPS_LEFT_OVER, Code.SHARED_KATAKANA})


def verify(
    paths: Iterable[Path],
    report: Report,
    *,
    asked: Asked = Asked(),  # noqa: B008 - frozen, so a default may be shared
    cells: int = 32,
    lines: int = 18,
) -> Verified:
    """Check every published file at or below ``paths``; a path with none is a UsageError.

    Which uses have glosses is what is ``asked``, else what the book itself says; braille, which
    says nothing, follows the other forms. Unit ``book``: a gloss reaches through the whole book;
    otherwise through one document (EPUB, DAISY 2.02), one marked level (DAISY 3), or from one
    page that begins with a heading to the next (braille). ``cells`` and ``lines`` are the size of
    a braille page.
    """
    severities: Counter[Severity] = Counter()

    def counted(finding: Diagnostic) -> None:
        severities[finding.severity] += 1
        report(finding)

    geometry = Geometry(cells, lines)
    tallies: list[Tally] = []
    for book in publications(paths).values():
        tallies += _judge_book(book, counted, asked, geometry)
    return Verified(tuple(tallies), severities[Severity.ERROR], severities[Severity.WARNING])


def _judge_book(
    forms: Sequence[Publication], report: Report, asked: Asked, geometry: Geometry
) -> list[Tally]:
    """Check the forms of one book, and that the same words are glossed in all of them."""
    report = _doubts_once(report)
    braille = [form for form in forms if isinstance(form, Braille)]
    cells = [judge_ebraille(form.path, report) for form in forms if isinstance(form, Ebraille)]
    for form in forms:
        if isinstance(form, Archive):
            judge_archive(form.path, form.folder, report)
    marked = _judge_marked(forms, report, asked)
    # Letters in braille do not show their language: the other forms tell, if need be unasked.
    others = marked or (_judge_marked(siblings(braille[0]), _nobody, asked) if braille else [])
    said = _said(others) if others else None
    rule = others[0].rule if others else asked.over(Convention())
    found = [*marked, *(judge_brf(b.volumes, report, rule, geometry, said) for b in braille)]
    worded = [entry for entry in found if entry.form is not Form.DAISY202_NCC]
    first = (others or worded)[:1]
    for entry in worded:
        if entry not in first:
            _compare(first[0], entry, report)
            _compare_around(first[0], entry, report)
    return [*found, *filter(None, cells)]


def _judge_marked(forms: Iterable[Publication], report: Report, asked: Asked) -> list[Tally]:
    """Check the forms that mark languages and code: all but braille."""
    marked = (form for form in forms if isinstance(form, Epub | Daisy202 | Daisy3))
    judged = (_judge(form, report, asked) for form in marked)
    return [entry for entry in judged if entry is not None]


def _nobody(_: Diagnostic) -> None:
    """Hear no findings: these forms are read only for what they say of another."""


def _said(forms: Iterable[Tally]) -> OtherForms:
    """What forms that mark languages and code say of a book's words."""
    left_alone: set[str] = set()
    originals: set[str] = set()
    lookalikes: set[str] = set()
    for entry in forms:
        left_alone |= entry.left_alone
        originals |= entry.originals
        lookalikes |= entry.lookalikes
    return OtherForms(frozenset(left_alone), frozenset(originals), frozenset(lookalikes))


def _judge(form: Epub | Daisy202 | Daisy3, report: Report, asked: Asked) -> Tally | None:
    match form:
        case Epub(path):
            return judge_epub(path, report, asked)
        case Daisy202(path):
            return judge_daisy202(path, report, asked)
        case Daisy3(path):
            return judge_daisy3(path, report, asked)
        case _:
            assert_never(form)


def _doubts_once(report: Report) -> Report:
    """``report`` that hears once in a book of each word that only its author can judge."""
    told: set[tuple[Code, object]] = set()

    def once(finding: Diagnostic) -> None:
        if finding.code in DOUBTS:
            doubt = finding.code, finding.fields[0][1]
            if doubt in told:
                return
            told.add(doubt)
        report(finding)

    return once


def _compare(one: Tally, other: Tally, report: Report) -> None:
    """The units of two forms of one book have the same glosses."""
    if len(one.glosses) == len(other.glosses):
        pairs = list(zip(one.glosses, other.glosses, strict=True))
    else:
        pairs = [(_whole(one), _whole(other))]
    # A table's columns may be named again for each row, with all they have at every use.
    again = other.form in (Form.BRF, Form.PEF) and other.rule.where is Where.ALWAYS
    for number, (known, unit) in enumerate(pairs, start=1):
        here, there = unit.originals - known.originals, known.originals - unit.originals
        if again:
            here = Counter({word: n for word, n in here.items() if word not in known.originals})
        if here or there:
            words = {"here": _listed(here), "there": _listed(there), "other": one.form.value}
            report(diagnostic(Code.FORMS_DISAGREE, unit.pos, unit=number, **words))


SHOWN = 8  # words that a message lists


def _compare_around(one: Tally, other: Tally, report: Report) -> None:
    """What two forms gloss outside of their units, on the title page, is the same too."""
    known, found = _around(one), _around(other)
    if known != found:
        words = {"here": _listed(found - known), "there": _listed(known - found)}
        report(diagnostic(Code.TITLES_DISAGREE, Pos(other.place), **words, other=one.form.value))


def _around(tally: Tally) -> Counter[str]:
    """The glosses that stand in no unit, once each."""
    inside = {original for unit in tally.glosses for original in unit.originals}
    return Counter(tally.originals - inside)


def _whole(tally: Tally) -> UnitGlosses:
    """All units of a form as one: forms that are cut in other places are compared as a whole."""
    total: Counter[str] = Counter()
    for unit in tally.glosses:
        total.update(unit.originals)
    return UnitGlosses(tally.glosses[0].pos if tally.glosses else Pos(tally.place), total)


def _listed(words: Counter[str]) -> Both:
    """The first words of a list, and how many more there are."""
    all_ = sorted(words.elements())
    shown, more = "、".join(all_[:SHOWN]) or "–", len(all_) - SHOWN
    if more <= 0:
        return Both(shown, shown)
    return Both(f"{shown} ほか {more} 語", f"{shown} and {more} more")
