"""The first-use rule, judged on published text alone.

In every unit the original of a katakana word stands in brackets where the word first stands, and
nowhere later, unless the book has another rule (``convention``); of a name whose other words have
their glosses the rest may stand there alone; no other word in the alphabet is left; one original
has one katakana form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.verify.alphabet import left_alone, letter_runs, words
from pipeline.verify.convention import Convention, Place, Where
from pipeline.verify.explained import (
    Explained,
    Said,
    consistent_readings,
    originals_of,
    report_shared,
    standing_alone,
)
from pipeline.verify.glosses import Gloss, find_glosses
from pipeline.verify.printed import PRINT
from pipeline.verify.scripts import Script
from pipeline.verify.stretch import Kind, Role, Span, Stretch

# Stands for katakana that has its gloss: what is joined to it before is still one word with it.
COVERED = "\N{KATAKANA ITERATION MARK}"


@dataclass(frozen=True, slots=True)
class UnitGlosses:
    """Where a unit begins and which originals (by their letters) it glosses, and how often."""

    pos: Pos
    originals: Counter[str]


@dataclass(frozen=True, slots=True)
class FirstUses:
    """What was checked: the glosses of each unit, and originals with their katakana.

    ``originals`` are the letters of every gloss, on the title page too, ``lookalikes`` the kana
    that only braille takes for words with an original (なでしこ, what stands in code).
    """

    units: tuple[UnitGlosses, ...]
    readings: Mapping[str, str]
    left_alone: frozenset[str]
    originals: frozenset[str]
    lookalikes: frozenset[str]


@dataclass(frozen=True, slots=True)
class OtherForms:
    """What other forms of a book say: runs of letters that stay, originals (by their letters),

    and kana that are no reading of an original there (in katakana, as braille spells them).
    """

    left_alone: frozenset[str]
    originals: frozenset[str]
    lookalikes: frozenset[str] = frozenset()

    def quote(self, gloss: Gloss) -> bool:
        """Whether what looks like a gloss is code or another language there."""
        runs = letter_runs(gloss.original)
        return runs <= self.left_alone and gloss.letters not in self.originals

    def is_lookalike(self, reading: str) -> bool:
        """Whether a reading may be a word in hiragana (なでしこ and nadesiko), or code."""
        alone = reading.replace(" ", "")  # アップル ウォッチ, in braille
        return any(alone in run for run in self.lookalikes)


def judge_first_uses(
    stretches: Sequence[Stretch],
    report: Report,
    script: Script = PRINT,
    others: OtherForms | None = None,
    rule: Convention = Convention(),  # noqa: B008 - frozen, so a default may be shared
) -> FirstUses:
    """Check one published book by the ``rule`` of its glosses; findings go to ``report``.

    ``others``: what forms that mark languages and code say of the same book, if there are any.
    """
    found = find_glosses(stretches, script.run_before)
    if others is not None:
        found = [[g for g in glosses if not others.quote(g)] for glosses in found]
    alone = standing_alone(stretches)
    said = consistent_readings(stretches, found, alone, script, rule, report)
    if script.doubts:
        report_shared(stretches, said, report)
    known = left_alone_runs(stretches, Kind.LEFT_ALONE)
    book = _Book(said, alone, script, rule, _on_title(stretches, said, rule), others)
    for stretch, glosses in zip(stretches, said.units, strict=True):
        _report_left_over(stretch, glosses, known, others, report)
        _report_unwanted(stretch, glosses, rule, script, report)
        match rule.where:
            case Where.FIRST:
                _report_second(stretch, glosses, book, report)
                _report_missing(stretch, glosses, book, report)
            case Where.ALWAYS:
                _report_unglossed(stretch, glosses, book, report)
            case Where.NEVER:
                pass
            case _:
                assert_never(rule.where)
    left = left_alone_runs(stretches, Kind.LEFT_ALONE + Kind.UNKNOWN)
    originals = frozenset(gloss.letters for glosses in found for gloss in glosses)
    looks = frozenset(run for stretch in stretches for run in _lookalikes(stretch))
    return FirstUses(_unit_glosses(stretches, found), said.readings, left, originals, looks)


_HIRAGANA = re.compile("[ぁ-ゖー]{2,}")
_KANA = re.compile("[ァ-ヺー]{2,}")
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
# ウ behind these rows is a long vowel, which braille writes ー.
_LONG = re.compile("(?<=[ウクグスズツヅヌフブプムュユルオコゴソゾトドノホボポモヨョロ])ウ")


def _lookalikes(stretch: Stretch) -> set[str]:
    """The runs of hiragana in a text, and of katakana in its code, as braille spells them."""
    code = "".join(
        c if kind == Kind.LEFT_ALONE else " "
        for c, kind in zip(stretch.text, stretch.kinds, strict=True)
    )
    hiragana = (hit[0].translate(_TO_KATAKANA) for hit in _HIRAGANA.finditer(stretch.text))
    runs = {_LONG.sub("ー", run) for run in hiragana}
    return runs | {hit[0] for hit in _KANA.finditer(code)}


def _unit_glosses(
    stretches: Sequence[Stretch], found: Sequence[Sequence[Gloss]]
) -> tuple[UnitGlosses, ...]:
    return tuple(
        UnitGlosses(stretch.place(0), Counter(gloss.letters for gloss in glosses))
        for stretch, glosses in zip(stretches, found, strict=True)
        if stretch.role is Role.UNIT
    )


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
    glosses: Sequence[Explained],
    known: frozenset[str],
    others: OtherForms | None,
    report: Report,
) -> None:
    """Report words in the alphabet; ``known`` are those that the book itself leaves alone."""
    allowed = others.left_alone if others is not None else frozenset()
    inside = {i for said in glosses for i in range(said.gloss.start, said.gloss.end)}
    for start, end in words(stretch.text):
        word, kind = stretch.text[start:end], stretch.kinds[start]
        if start in inside or kind == Kind.LEFT_ALONE or letter_runs(word) <= allowed:
            continue
        unknown = kind == Kind.UNKNOWN and others is None
        if unknown and letter_runs(word) <= known:
            continue
        code = Code.PERHAPS_LEFT_OVER if unknown else Code.LEFT_OVER
        report(diagnostic(code, stretch.place(start), word=word))


@dataclass(frozen=True, slots=True)
class _Book:
    """What the judgement of one stretch needs to know of the whole book.

    ``given``: the originals that the title page has glossed, where the book is one unit with it.
    """

    said: Said
    alone: frozenset[str]
    script: Script
    rule: Convention
    given: frozenset[str]
    others: OtherForms | None


def _on_title(stretches: Sequence[Stretch], said: Said, rule: Convention) -> frozenset[str]:
    if rule.unit != "book" or Place.TITLE in rule.uncounted:
        return frozenset()
    return frozenset(
        key
        for stretch, glosses in zip(stretches, said.units, strict=True)
        if stretch.role is not Role.UNIT
        for explained in glosses
        for key in (explained.gloss.key, *_used_up(explained, rule))
    )


def _used_up(explained: Explained, rule: Convention) -> Sequence[str]:
    """The words whose first use a gloss is too, where longer names count as uses of them."""
    return explained.gloss.key.split(" ") if rule.long else ()


def _report_unwanted(
    stretch: Stretch, glosses: Sequence[Explained], rule: Convention, script: Script, report: Report
) -> None:
    """Report glosses where the book has none: anywhere, on its title page, in its headings."""
    nowhere = rule.where is Where.NEVER or (
        stretch.role is Role.TITLE and Place.TITLE in rule.uncounted
    )
    spans = uncounted(stretch, rule) if script.sure_places else ()
    for gloss in (explained.gloss for explained in glosses):
        inside = any(span.start <= gloss.start < span.end for span in spans)
        quoted = rule.where is Where.NEVER and Kind.LEFT_ALONE in _kinds(stretch, gloss)
        if (nowhere or inside) and not quoted and stretch.role is not Role.APPARATUS:
            fields = {"original": gloss.original}
            report(diagnostic(Code.UNWANTED_GLOSS, stretch.place(gloss.start), **fields))


def _kinds(stretch: Stretch, gloss: Gloss) -> str:
    return stretch.kinds[gloss.start : gloss.end]


def uncounted(stretch: Stretch, rule: Convention) -> tuple[Span, ...]:
    """The parts of a stretch whose words are no uses."""
    if stretch.role is Role.TITLE:
        return ()
    return tuple(span for span in stretch.spans if span.place in rule.uncounted)


def counted_text(stretch: Stretch, rule: Convention) -> str:
    """The text of a stretch, as long, without the parts whose words are no uses: code, too."""
    made = list(stretch.text)
    for hit in re.finditer(f"{Kind.LEFT_ALONE}+", stretch.kinds):
        made[hit.start() : hit.end()] = "\n" * len(hit[0])
    for span in uncounted(stretch, rule):
        made[span.start : span.end] = "\n" * (span.end - span.start)
    return "".join(made)


def _report_second(
    stretch: Stretch, glosses: Sequence[Explained], book: _Book, report: Report
) -> None:
    seen = {(key, "") for key in book.given} if stretch.role is Role.UNIT else set()
    used: set[str] = set()
    for explained in glosses:
        gloss, identity = explained.gloss, book.said.identity(explained)
        # Where a name begins is sure in print only, and where it ends only if the gloss ends it.
        sure = book.script.doubts and explained.name.endswith(f" {gloss.key}")
        again = identity in seen or (sure and (explained.name, "") in seen)
        if again or (gloss.key in used and not explained.name):
            katakana = book.said.readings.get(gloss.key, gloss.run)
            fields = {"original": gloss.original, "katakana": katakana}
            report(diagnostic(Code.SECOND_GLOSS, stretch.place(gloss.start), **fields))
        seen.add(identity)
        used.update(_used_up(explained, book.rule))
        if sure:
            seen.add((explained.name, ""))


def _glossed_from(key: str, starts: Mapping[str, int], rests: Mapping[str, int]) -> int | None:
    """From where on a stretch an original is explained: by its gloss, or word by word."""
    words = key.split(" ")
    best: list[int | None] = [-1]  # from where on each beginning of the words is
    for end in range(1, len(words) + 1):
        found = [
            max(before, here)
            for start, before in enumerate(best)
            if before is not None
            and (here := _start(" ".join(words[start:end]), starts, rests)) is not None
        ]
        best.append(min(found, default=None))
    return best[-1]


def _start(key: str, starts: Mapping[str, int], rests: Mapping[str, int]) -> int | None:
    return starts.get(key, rests.get(key))


def _report_missing(
    stretch: Stretch, glosses: Sequence[Explained], book: _Book, report: Report
) -> None:
    """Report each known reading that stands in a stretch before its gloss, or without one."""
    script, said = book.script, book.said
    starts: dict[str, int] = {}
    rests: dict[str, int] = {}
    for explained in reversed(glosses):
        key, name = explained.gloss.key, explained.name
        rests.update(dict.fromkeys(_used_up(explained, book.rule), explained.gloss.start))
        (rests if name else starts)[key] = explained.gloss.start
        if name:
            rests[name] = explained.gloss.start
    originals = originals_of(said.readings)
    text = counted_text(stretch, book.rule)
    for reading, (start, sure) in script.first_uses(text, originals, book.alone).items():
        keys = originals[reading]
        if not book.given.isdisjoint(keys):
            continue
        places = [p for key in keys if (p := _glossed_from(key, starts, rests)) is not None]
        if places and start + len(reading) >= min(places):
            continue
        if not places and stretch.role is not Role.UNIT:
            continue
        if _looks_alike(reading, book):
            continue
        code = Code.PERHAPS_MISSING_GLOSS
        own = any(key in starts for key in keys)
        if own and sure and len(reading) >= script.shortest and _shows_all(book):
            code = Code.LATE_GLOSS
        elif not script.doubts:
            continue
        fields = {"katakana": reading, "original": said.spelled[keys[0]]}
        report(diagnostic(code, stretch.place(start), **fields))


def _looks_alike(reading: str, book: _Book) -> bool:
    """Whether other forms have the same kana where they are no reading of an original."""
    return book.others is not None and book.others.is_lookalike(reading)


def _shows_all(book: _Book) -> bool:
    """Whether every part that is no use can be seen; braille does not show contents lists."""
    return book.script.sure_places or Place.CONTENTS not in book.rule.uncounted


def _report_unglossed(
    stretch: Stretch, glosses: Sequence[Explained], book: _Book, report: Report
) -> None:
    """Report each known reading that stands in a stretch without its gloss, where all have one."""
    script, said = book.script, book.said
    text = counted_text(stretch, book.rule)
    for explained in glosses:
        own = said.readings.get(explained.gloss.key, explained.katakana)
        reading = explained.gloss.run if explained.name else own
        end = explained.gloss.start
        if text.endswith(reading, 0, end):
            text = text[: end - len(reading)] + COVERED * len(reading) + text[end:]
    originals = originals_of(said.readings)
    for reading, (start, sure) in script.first_uses(text, originals, book.alone).items():
        here = any(one.gloss.key in originals[reading] for one in glosses)
        certain = here and sure and len(reading) >= script.shortest and _shows_all(book)
        certain = certain and not _looks_alike(reading, book)
        if stretch.role is not Role.UNIT or not (certain or script.doubts):
            continue
        code = Code.NO_GLOSS if certain else Code.PERHAPS_MISSING_GLOSS
        fields = {"katakana": reading, "original": said.spelled[originals[reading][0]]}
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
