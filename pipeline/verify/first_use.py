"""The first-use rule, judged on published text alone.

In every unit the original of a katakana word stands in brackets where the word first stands, and
nowhere later; no other word in the alphabet is left; one original has one katakana form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.verify.alphabet import left_alone, letter_runs, words
from pipeline.verify.glosses import TOKEN, Gloss, find_glosses
from pipeline.verify.printed import PRINT, SURE_READING
from pipeline.verify.scripts import Script, Uses
from pipeline.verify.stretch import Kind, Role, Stretch


@dataclass(frozen=True, slots=True)
class UnitGlosses:
    """Where a unit begins and which originals (by their letters) it glosses, and how often."""

    pos: Pos
    originals: Counter[str]


@dataclass(frozen=True, slots=True)
class FirstUses:
    """What was checked: the glosses of each unit, and originals with their katakana."""

    units: tuple[UnitGlosses, ...]
    readings: Mapping[str, str]
    left_alone: frozenset[str]


@dataclass(frozen=True, slots=True)
class OtherForms:
    """What other forms of a book say: runs of letters that stay, originals (by their letters)."""

    left_alone: frozenset[str]
    originals: frozenset[str]

    def quote(self, gloss: Gloss) -> bool:
        """Whether what looks like a gloss is code or another language there."""
        runs = letter_runs(gloss.original)
        return runs <= self.left_alone and gloss.letters not in self.originals


def judge_first_uses(
    stretches: Sequence[Stretch],
    report: Report,
    script: Script = PRINT,
    others: OtherForms | None = None,
) -> FirstUses:
    """Check one published book; findings go to ``report``.

    ``others``: what forms that mark languages and code say of the same book, if there are any.
    """
    found = find_glosses(stretches, script.run_before)
    if others is not None:
        found = [[g for g in glosses if not others.quote(g)] for glosses in found]
    alone = standing_alone(stretches)
    readings = consistent_readings(stretches, found, alone, script, report)
    if script.doubts:
        _report_shared(stretches, found, readings, report)
    spelled = {gloss.key: gloss.original for glosses in reversed(found) for gloss in glosses}
    known = left_alone_runs(stretches, Kind.LEFT_ALONE)
    for stretch, glosses in zip(stretches, found, strict=True):
        _report_left_over(stretch, glosses, known, others, report)
        _report_second(stretch, glosses, readings, report)
        uses = script.first_uses(stretch.text, dict.fromkeys(readings.values()), alone)
        _report_missing(stretch, glosses, readings, uses, spelled, script, report)
    left = left_alone_runs(stretches, Kind.LEFT_ALONE + Kind.UNKNOWN)
    return FirstUses(_unit_glosses(stretches, found), readings, left)


def _unit_glosses(
    stretches: Sequence[Stretch], found: Sequence[Sequence[Gloss]]
) -> tuple[UnitGlosses, ...]:
    return tuple(
        UnitGlosses(stretch.place(0), Counter(gloss.letters for gloss in glosses))
        for stretch, glosses in zip(stretches, found, strict=True)
        if stretch.role is Role.UNIT
    )


# One katakana form for one original


def standing_alone(stretches: Sequence[Stretch]) -> frozenset[str]:
    """The katakana words of the book that stand by themselves, or right after a gloss."""
    return frozenset(hit[0] for s in stretches for hit in TOKEN.finditer(s.text))


def consistent_readings(
    stretches: Sequence[Stretch],
    found: Sequence[Sequence[Gloss]],
    alone: frozenset[str],
    script: Script,
    report: Report,
) -> dict[str, str]:
    """The katakana of each original by ``Gloss.key``; a second form is reported."""
    readings: dict[str, str] = {}
    for stretch, glosses in zip(stretches, found, strict=True):
        known: dict[str, str] = {}  # what this unit has glossed: a longer term may build on it
        for gloss in glosses:
            run = _own_digits(gloss)
            before = readings.get(gloss.key)
            if before is None:
                form: str | None = _new_part(run, gloss.key, known)
            else:
                form = script.common(run, before, alone)
            if form is None:
                fields = {"original": gloss.original, "katakana": run, "before": before}
                report(diagnostic(Code.INCONSISTENT_KATAKANA, stretch.place(gloss.start), **fields))
                continue
            readings[gloss.key] = known[gloss.key] = form
    return readings


def _own_digits(gloss: Gloss) -> str:
    """A run without the number before a unit (10ギガバイト), which is no part of the reading."""
    return gloss.run if gloss.original[0].isdecimal() else gloss.run.lstrip("0123456789.・ ")


def _new_part(run: str, key: str, known: Mapping[str, str]) -> str:
    """What a partial gloss explains: アイフォンテンエス (XS) after アイフォン explains テンエス."""
    begun = [
        reading
        for original, reading in known.items()
        if len(reading) >= SURE_READING
        and run.startswith(reading)
        and run != reading
        and not key.startswith(original)
    ]
    return run[len(max(begun, key=len)) :].lstrip("・ ") if begun else run


def _report_shared(
    stretches: Sequence[Stretch],
    found: Sequence[Sequence[Gloss]],
    readings: Mapping[str, str],
    report: Report,
) -> None:
    """Report a katakana form that stands for two originals, unless they are spellings of one."""
    first: dict[str, Gloss] = {}
    told: set[str] = set()
    for stretch, glosses in zip(stretches, found, strict=True):
        for gloss in glosses:
            katakana = readings.get(gloss.key, gloss.run)
            before = first.setdefault(katakana, gloss)
            if before.letters != gloss.letters and gloss.key not in told:
                told.add(gloss.key)
                words = {"before": before.original, "original": gloss.original}
                place = stretch.place(gloss.start)
                report(diagnostic(Code.SHARED_KATAKANA, place, katakana=katakana, **words))


# Left over, twice, missing


def left_alone_runs(stretches: Sequence[Stretch], kinds: str) -> frozenset[str]:
    """The runs of letters that stand in characters of some kinds, or in addresses and the like."""
    runs: set[str] = set()
    for stretch in stretches:
        spans = left_alone(stretch.text)
        spans += [hit.span() for hit in re.finditer(f"[{kinds}]+", stretch.kinds)]
        for start, end in spans:
            runs |= letter_runs(stretch.text[start:end])
    return frozenset(runs)


def _report_left_over(
    stretch: Stretch,
    glosses: Sequence[Gloss],
    known: frozenset[str],
    others: OtherForms | None,
    report: Report,
) -> None:
    """Report words in the alphabet; ``known`` are those that the book itself leaves alone."""
    allowed = others.left_alone if others is not None else frozenset()
    inside = {i for gloss in glosses for i in range(gloss.start, gloss.end)}
    for start, end in words(stretch.text):
        word, kind = stretch.text[start:end], stretch.kinds[start]
        if start in inside or kind == Kind.LEFT_ALONE or letter_runs(word) <= allowed:
            continue
        unknown = kind == Kind.UNKNOWN and others is None
        if unknown and letter_runs(word) <= known:
            continue
        code = Code.PERHAPS_LEFT_OVER if unknown else Code.LEFT_OVER
        report(diagnostic(code, stretch.place(start), word=word))


def _report_second(
    stretch: Stretch, glosses: Sequence[Gloss], readings: Mapping[str, str], report: Report
) -> None:
    seen: set[str] = set()
    for gloss in glosses:
        if gloss.key in seen:
            fields = {"original": gloss.original, "katakana": readings.get(gloss.key, gloss.run)}
            report(diagnostic(Code.SECOND_GLOSS, stretch.place(gloss.start), **fields))
        seen.add(gloss.key)


def _report_missing(
    stretch: Stretch,
    glosses: Sequence[Gloss],
    readings: Mapping[str, str],
    uses: Uses,
    spelled: Mapping[str, str],
    script: Script,
    report: Report,
) -> None:
    """Report each known reading that stands in a stretch before its gloss, or without one."""
    first_gloss = {g.key: g for g in reversed(glosses)}
    originals: dict[str, list[str]] = {}
    for key, reading in readings.items():
        originals.setdefault(reading, []).append(key)
    for reading, (start, sure) in uses.items():
        places = [first_gloss[k].start for k in originals[reading] if k in first_gloss]
        if places and start + len(reading) >= min(places):
            continue
        if not places and stretch.role is not Role.UNIT:
            continue
        code = Code.PERHAPS_MISSING_GLOSS
        if places and sure and len(reading) >= script.shortest:
            code = Code.LATE_GLOSS
        elif not script.doubts:
            continue
        fields = {"katakana": reading, "original": spelled[originals[reading][0]]}
        report(diagnostic(code, stretch.place(start), **fields))


# Contents lists


def judge_contents(stretches: Iterable[Stretch], allowed: frozenset[str], report: Report) -> None:
    """Report words in the alphabet in contents lists and titles.

    ``allowed`` are the runs of letters that the text leaves alone: a contents list of plain text
    cannot mark them.
    """
    for stretch in stretches:
        for start, end in words(stretch.text):
            word = stretch.text[start:end]
            if stretch.kinds[start] != Kind.LEFT_ALONE and not letter_runs(word) <= allowed:
                report(diagnostic(Code.LETTERS_IN_CONTENTS, stretch.place(start), word=word))
