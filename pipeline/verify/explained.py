"""One katakana form for one original: what each gloss of a published book explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Report
from pipeline.verify.convention import Convention
from pipeline.verify.glosses import TOKEN, Gloss
from pipeline.verify.printed import SURE_PREFIX, SURE_READING
from pipeline.verify.scripts import Script
from pipeline.verify.stretch import Stretch


@dataclass(frozen=True, slots=True)
class Explained:
    """A gloss and the katakana that it explains.

    ``name`` is the key of a name of which this is the rest: アイフォンテンエス (XS) in a unit that
    has glossed アイフォン explains テンエス, and is the gloss of ``iphone xs``.
    """

    gloss: Gloss
    katakana: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """The glosses of each stretch, and the katakana of each original by ``Gloss.key``.

    ``rests``: the keys that nothing but rests of names have shown.
    """

    units: tuple[tuple[Explained, ...], ...]
    readings: dict[str, str]
    rests: frozenset[str]

    @property
    def spelled(self) -> dict[str, str]:
        """The original by key as it first stands."""
        every = [said.gloss for unit in self.units for said in unit]
        return {gloss.key: gloss.original for gloss in reversed(every)}

    def identity(self, said: Explained) -> tuple[str, str]:
        """What makes two glosses one: エックスエス (XS) is no second アイフォンテンエス (XS)."""
        other = said.name and said.katakana != self.readings.get(said.gloss.key)
        return said.gloss.key, said.katakana if other else ""


def standing_alone(stretches: Sequence[Stretch]) -> frozenset[str]:
    """The katakana words of the book that stand by themselves, or right after a gloss."""
    return frozenset(hit[0] for s in stretches for hit in TOKEN.finditer(s.text))


def consistent_readings(
    stretches: Sequence[Stretch],
    found: Sequence[Sequence[Gloss]],
    alone: frozenset[str],
    script: Script,
    rule: Convention,
    report: Report,
) -> Said:
    """What each gloss explains; a second form of one original is reported."""
    readings: dict[str, str] = {}
    known: dict[str, str] = {}  # what this unit has glossed: a longer term may build on it
    rests: set[str] = set()
    units: list[tuple[Explained, ...]] = []
    for stretch, glosses in zip(stretches, found, strict=True):
        known = known if rule.unit == "book" else {}
        made: list[Explained] = []
        for gloss in glosses:
            begun = _first_words(gloss.run, known, alone) | known if rule.long else known
            said = _after_known(gloss, begun, alone) or _before_known(gloss, known, stretch.text)
            said = said or Explained(gloss, _own_digits(gloss))
            before = readings.get(gloss.key)
            form = script.common(_own_digits(gloss), before, alone) if before else said.katakana
            if form is None and gloss.key in rests and not said.name:
                form = said.katakana
            if form is None and not said.name:
                fields = {"original": gloss.original, "katakana": said.katakana, "before": before}
                report(diagnostic(Code.INCONSISTENT_KATAKANA, stretch.place(gloss.start), **fields))
            elif form is not None:
                readings[gloss.key] = known[gloss.key] = form
                _note_rest(gloss.key, rests, rest=bool(said.name), first=before is None)
            made.append(said)
        units.append(tuple(made))
    return Said(tuple(units), readings, frozenset(rests))


def _note_rest(key: str, rests: set[str], *, rest: bool, first: bool) -> None:
    if not rest:
        rests.discard(key)
    elif first:
        rests.add(key)


def _own_digits(gloss: Gloss) -> str:
    """A run without the number before a unit (10ギガバイト), which is no part of the reading."""
    return gloss.run if gloss.original[0].isdecimal() else gloss.run.lstrip("0123456789.・ ")


def _before_known(gloss: Gloss, known: Mapping[str, str], text: str) -> Explained | None:
    """A gloss of the words before one that the unit has glossed: アップル (Apple) ウォッチ."""
    for original, reading in known.items():
        blank = text[gloss.end : gloss.end + 1] == " "
        if len(reading) >= SURE_READING and text.startswith(reading, gloss.end + blank):
            return Explained(gloss, _own_digits(gloss), f"{gloss.key} {original}")
    return None


def _after_known(gloss: Gloss, known: Mapping[str, str], alone: frozenset[str]) -> Explained | None:
    """A gloss of the words after one that the unit has glossed: アイフォンテンエス (XS)."""
    run, key = _own_digits(gloss), gloss.key
    begun = [
        (at + len(reading), original)
        for original, form in known.items()
        for reading in _ends(form, alone)
        if len(reading) >= SURE_READING
        and not key.startswith(original)
        and (at := run.find(reading)) >= 0
        and (not at or at >= SURE_PREFIX or run[at - 1] in " ・" or run[:at] in alone)
        and run[at + len(reading) :].strip("・ ")
    ]
    if not begun:
        return None
    end, original = max(begun)
    return Explained(gloss, run[end:].lstrip("・ "), f"{original} {key}")


def _first_words(run: str, known: Mapping[str, str], alone: frozenset[str]) -> dict[str, str]:
    """The first words of longer names that a run has too, with the katakana that they share.

    アイフォンテンエス (XS) in a unit that has glossed アイフォンプロマックス (iPhone Pro Max).
    """
    found: dict[str, str] = {}
    for original, form in known.items():
        first, blank, _ = original.partition(" ")
        shared = [
            end[:size]
            for end in _ends(form, alone)
            for size in range(SURE_READING, len(end))
            if end[:size] in run
        ]
        if blank and shared:
            found[first] = max(shared, key=len)
    return found


def _ends(form: str, alone: frozenset[str]) -> list[str]:
    """What of a run may be its reading: all, or what stands after a blank or another word."""
    return [form] + [
        form[at:]
        for at in range(1, len(form))
        if form[at - 1] == " "
        or form[:at] in alone
        or (at >= SURE_PREFIX and len(form) - at >= SURE_PREFIX)
    ]


def report_shared(stretches: Sequence[Stretch], said: Said, report: Report) -> None:
    """Report a katakana form that stands for two originals, unless they are spellings of one."""
    first: dict[str, Gloss] = {}
    told: set[str] = set()
    originals, spelled = originals_of(said.readings), said.spelled
    for stretch, glosses in zip(stretches, said.units, strict=True):
        for explained in glosses:
            gloss, name = explained.gloss, _other_name(explained, originals)
            katakana = said.readings.get(gloss.key, gloss.run)
            before = first.setdefault(katakana, gloss)
            if (name or before.letters != gloss.letters) and gloss.key not in told:
                told.add(gloss.key)
                words = {"before": spelled.get(name, before.original), "original": gloss.original}
                words["katakana"] = gloss.run if name else katakana
                report(diagnostic(Code.SHARED_KATAKANA, stretch.place(gloss.start), **words))


def _other_name(explained: Explained, originals: Mapping[str, Sequence[str]]) -> str:
    """The key of a name with the katakana of the whole of another, or an empty string.

    After グーグル (Google), グーグルプレイ (Pray) is no rest of グーグルプレイ (Google Play).
    """
    names = originals.get(explained.gloss.run, ()) if explained.name else ()
    own = any(explained.gloss.key in name for name in names)
    return names[0] if names and not own else ""


def originals_of(readings: Mapping[str, str]) -> dict[str, list[str]]:
    """The keys of the originals by the katakana that stands for them."""
    originals: dict[str, list[str]] = {}
    for key, reading in readings.items():
        originals.setdefault(reading, []).append(key)
    return originals
