"""Words in the alphabet become katakana, the original in brackets at the first use in each unit.

The convention is that of the text versions of the 総務省 digital-skills manuals: one unit, one
gloss; headings and titles count; in reading order. A katakana word that the author typed counts
as a use of a term of the same reading, so that whoever reads or listens meets the original with
the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import partial

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
    Pos,
    Report,
    Ruby,
    Strong,
    Term,
    Text,
    Transform,
    Unit,
)
from pipeline.japanese.latin import find_words, fold
from pipeline.japanese.lexicon import CERTAIN, Lexicon, Reading
from pipeline.transforms.width import part
from pipeline.walk import all_inlines, map_unit, same, unit_inlines

KATAKANA = "ァ-ヺー"
# A gloss as authors write it: katakana (with digits, ・ and blanks inside) and the original in
# brackets of either width, or the other way round. The original has no Japanese in it.
LATIN = "0-9A-Za-z０-９Ａ-Ｚａ-ｚÀ-ɏ"
ORIGINAL = rf"[.@°]?[{LATIN}][{LATIN} &＆+＋.．'’!！/\-－#＃:_☆,²³]*"
AUTHORED = re.compile(
    rf"(?P<reading>[{KATAKANA}]+(?:[ ・=＝]?[{KATAKANA}0-9０-９]+)*)"
    rf"(?P<open>[（(])(?P<original>{ORIGINAL})[）)]"
    rf"|(?P<original2>(?<![{LATIN}]){ORIGINAL})"
    rf"[（(](?P<reading2>[{KATAKANA}][{KATAKANA}・ 0-9]*)[）)]"
)
KATAKANA_WORD = re.compile(rf"[{KATAKANA}]+(?:・[{KATAKANA}]+)*")
SPELLING_VARIANTS = {
    **dict.fromkeys(map(ord, "ー・ =＝"), None),
    **str.maketrans("ァィゥェォャュョッヴ", "アイウエオヤユヨツブ"),
}
# How alike (0 to 1, by difflib) two spellings of one reading are at least. アイホン and
# アイフォン are 0.75; ショートメッセージ and エスエムエス share next to nothing.
LIKE, FAINTLY_LIKE = 0.6, 0.4
# Shorter katakana words (ピン, ペイ) are too often words of their own.
SHORTEST_TYPED = 3


@dataclass(slots=True)
class Seen:
    """What one unit has glossed so far, by ``key``; ``readings``: original by katakana."""

    glossed: set[str] = field(default_factory=set)
    readings: dict[str, str] = field(default_factory=dict)


def katakana_at_first_use(lexicon: Lexicon) -> Transform:
    """The transform that turns words in the alphabet into terms, glossed once in each unit."""

    def transform(book: Book, report: Report) -> Book:
        report = doubts_once(report)
        gloss = book.settings.gloss
        title = annotate_title(book.title, lexicon, gloss, report)
        whole_book = book.settings.unit.level == "book"
        together = _use(title) if whole_book else None
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
    found = tuple(
        map_unit(unit, lambda run: find_terms(run, lexicon, report), verbatim=False)
        for unit in units
    )
    if together is None:
        stretches = [Seen(readings=_typed_readings(unit_inlines(unit))) for unit in found]
    else:
        inlines = (inline for unit in found for inline in unit_inlines(unit))
        together.readings = _typed_readings(inlines) | together.readings
        stretches = [together] * len(found)
    return tuple(
        map_unit(unit, partial(_mark_first, seen=seen, gloss=gloss, report=report), verbatim=False)
        for unit, seen in zip(found, stretches, strict=True)
    )


def annotate_title(
    title: Inlines, lexicon: Lexicon, gloss: GlossSettings, report: Report
) -> Inlines:
    """A book's title with its terms, each glossed: the title page is a stretch of its own."""
    found = find_terms(title, lexicon, report)
    return _mark_first(found, Seen(readings=_typed_readings(all_inlines(found))), gloss, report)


def key(original: str) -> str:
    """What makes two originals one: width, case and kind of blank do not count."""
    return " ".join(fold(original).casefold().split())


def _use(inlines: Inlines) -> Seen:
    seen = Seen()
    for inline in all_inlines(inlines):
        if isinstance(inline, Term) and inline.first:
            seen.glossed.add(key(inline.original))
    return seen


def _typed_readings(inlines: Iterable[Inline]) -> dict[str, str]:
    """The original of each reading that is long enough to be known when typed in katakana."""
    readings: dict[str, str] = {}
    for inline in inlines:
        if isinstance(inline, Term) and len(inline.reading) >= SHORTEST_TYPED:
            readings.setdefault(inline.reading, inline.original)
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


# First, every word becomes a term.


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring texts of one line, read as one: a word may hold an escaped character."""

    texts: tuple[Text, ...]

    @property
    def value(self) -> str:
        return "".join(text.value for text in self.texts)

    def slice(self, start: int, end: int) -> Iterator[Text]:
        """The texts between two code points of ``value``."""
        done = 0
        for text in self.texts:
            first, last = max(start - done, 0), min(end - done, len(text.value))
            if first < last:
                yield text if last - first == len(text.value) else part(text, first, last)
            done += len(text.value)

    def pos(self, start: int, end: int) -> Pos:
        """Where ``value[start:end]`` stands in the manuscript."""
        pieces = tuple(self.slice(start, end))
        pos = pieces[0].pos
        return Pos(pos.file, pos.line, pos.column, pos.offset, pieces[-1].pos.end)


def find_terms(inlines: Inlines, lexicon: Lexicon, report: Report) -> Inlines:
    """Inlines with words in the alphabet as terms (``first`` only where the author glossed)."""
    made: list[Inline] = []
    texts: list[Text] = []
    for inline in inlines:
        if isinstance(inline, Text):
            texts.append(inline)
            continue
        made.extend(_terms(Run(tuple(texts)), lexicon, report))
        texts.clear()
        made.append(_enter(inline, lexicon, report))
    made.extend(_terms(Run(tuple(texts)), lexicon, report))
    return same(tuple(made), inlines)


def _enter(inline: Inline, lexicon: Lexicon, report: Report) -> Inline:
    """An inline that is no text, with the terms inside it found."""
    match inline:
        case Emphasis() | Strong() | Link() | Phrase():
            return replace(inline, children=find_terms(inline.children, lexicon, report))
        case Image():
            return replace(inline, alt=find_terms(inline.alt, lexicon, report))
        case Ruby() if re.fullmatch(ORIGINAL, inline.base) and _has_letter(inline.base):
            return Term(inline.reading, fold(inline.base), first=False, pos=inline.pos)
        case _:
            return inline


def _terms(run: Run, lexicon: Lexicon, report: Report) -> Iterator[Inline]:
    """A run cut into texts and terms."""
    value, done = run.value, 0
    for start, end, term in _glosses_and_words(run, lexicon, report):
        yield from run.slice(done, start)
        yield term
        done = end
    yield from run.slice(done, len(value))


def _glosses_and_words(
    run: Run, lexicon: Lexicon, report: Report
) -> Iterator[tuple[int, int, Term]]:
    """Each author's gloss, and between them each word in the alphabet, as a term."""
    value = run.value
    if not _has_letter(value):
        return
    glosses = list(_authored(run, lexicon, report))
    for match in find_words(value, lexicon):
        while glosses and glosses[0][1] <= match.start:
            yield glosses.pop(0)
        if glosses and glosses[0][0] < match.end:
            continue
        pos = run.pos(match.start, match.end)
        _report_doubt(match.original, match.reading, pos, report)
        reading = match.reading
        yield (
            match.start,
            match.end,
            Term(reading.katakana, match.original, first=False, pos=pos, braille=reading.braille),
        )
    yield from glosses


def _has_letter(text: str) -> bool:
    return re.search("[A-Za-zＡ-Ｚａ-ｚÀ-ɏℂ-⅏Ⅰ-ⅿ㎀-㏟]", text) is not None


def _report_doubt(word: str, reading: Reading, pos: Pos, report: Report) -> None:
    if reading.confidence < CERTAIN:
        words = {"word": word, "reading": reading.katakana, "source": reading.source.value}
        report(diagnostic(Code.GUESSED_READING, pos, **words, confidence=reading.confidence))


def _authored(run: Run, lexicon: Lexicon, report: Report) -> Iterator[tuple[int, int, Term]]:
    """Each gloss that the author wrote: the original after its katakana, or turned round."""
    for hit in AUTHORED.finditer(run.value):
        turned = hit["original2"] is not None
        original = fold(hit["original2" if turned else "original"]).strip()
        written = fold(hit["reading2" if turned else "reading"]).strip()
        known = lexicon.read_as(original, written) if _has_letter(original) else None
        if known is None or not _is_reading(written, known):
            continue
        reading = known.katakana if not turned and written.endswith(known.katakana) else written
        start = hit.end("reading") - len(reading) if not turned else hit.start()
        pos = run.pos(start, hit.end())
        if reading != known.katakana and known.confidence >= CERTAIN:
            words = {"word": original, "written": reading, "reading": known.katakana}
            report(diagnostic(Code.READING_DIFFERS, pos, **words))
        before, after = ("（", "）") if turned else (hit["open"], hit[0][-1])
        braille = known.braille if reading == known.katakana else ""
        term = Term(
            reading, original, first=True, pos=pos, braille=braille, authored=True,
            before=before, after=after,
        )  # fmt: skip
        yield start, hit.end(), term


def _is_reading(written: str, known: Reading) -> bool:
    """Whether katakana beside an original reads it, and does not explain it.

    ショートメッセージ（SMS） explains: the letters are read エスエムエス. What the dictionaries
    do not know for certain is believed as written, if it is anything like the guess.
    """
    if written.endswith(known.katakana):
        return True
    likeness = SequenceMatcher(None, _skeleton(written), _skeleton(known.katakana)).ratio()
    return likeness >= (LIKE if known.confidence >= CERTAIN else FAINTLY_LIKE)


def _skeleton(katakana: str) -> str:
    """Katakana without what spellings of one word differ in: long vowels, dots, small kana."""
    return katakana.translate(SPELLING_VARIANTS)


# Then the first of each in the unit gets its gloss.


def _mark_first(inlines: Inlines, seen: Seen, gloss: GlossSettings, report: Report) -> Inlines:
    """Inlines with each term's ``first`` decided, in reading order."""
    made: list[Inline] = []
    for index, inline in enumerate(inlines):
        match inline:
            case Term():
                made.append(_decide(inline, seen, gloss, report))
            case Text():
                after = inlines[index + 1] if index + 1 < len(inlines) else None
                before = made[-1] if made else None
                made.extend(_typed(inline, before, after, seen, gloss, report))
            case Emphasis() | Strong() | Link() | Phrase():
                children = _mark_first(inline.children, seen, gloss, report)
                made.append(replace(inline, children=children))
            case Image():
                made.append(replace(inline, alt=_mark_first(inline.alt, seen, gloss, report)))
            case _:
                made.append(inline)
    return same(tuple(made), inlines)


def _decide(term: Term, seen: Seen, gloss: GlossSettings, report: Report) -> Term:
    """A term with its gloss, or without where the unit has had it."""
    known = key(term.original) in seen.glossed
    first = {"first": not known, "always": True, "never": False}[gloss.where]
    if term.authored and not first:
        report(diagnostic(Code.GLOSS_DROPPED, term.pos, word=term.original))
    seen.glossed.add(key(term.original))
    if first and gloss.long_term_counts:
        seen.glossed.update(key(word) for word in term.original.split())
    if term.authored:
        return replace(term, first=first)
    return replace(term, first=first, before=gloss.brackets[0], after=gloss.brackets[1])


def _typed(
    text: Text,
    before: Inline | None,
    after: Inline | None,
    seen: Seen,
    gloss: GlossSettings,
    report: Report,
) -> Iterator[Inline]:
    """A text cut at the katakana words that are the first use of one of the unit's terms."""
    done = 0
    for word in KATAKANA_WORD.finditer(text.value) if gloss.where == "first" else ():
        original = seen.readings.get(word[0])
        if original is None or key(original) in seen.glossed:
            continue
        if word.start() == 0 and isinstance(before, Term) and not before.first:
            continue
        if word.end() == len(text.value) and isinstance(after, Term):
            continue
        piece = part(text, *word.span()) if word[0] != text.value else text
        report(diagnostic(Code.GLOSS_MOVED, piece.pos, reading=word[0], word=original))
        if done < word.start():
            yield part(text, done, word.start())
        yield _decide(Term(word[0], original, first=True, pos=piece.pos), seen, gloss, report)
        done = word.end()
    if done < len(text.value):
        yield part(text, done, len(text.value)) if done else text
