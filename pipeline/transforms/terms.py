"""Words in the alphabet, and glosses that the author wrote, become terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import partial

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import (
    Emphasis,
    Image,
    Inline,
    Inlines,
    Link,
    Phrase,
    Pos,
    Report,
    Ruby,
    SoftBreak,
    Strong,
    Term,
    Text,
)
from pipeline.japanese.compose import JAPANESE
from pipeline.japanese.kana import katakana
from pipeline.japanese.latin import Match, find_words, fold
from pipeline.japanese.lexicon import CERTAIN, Lexicon, Reading
from pipeline.transforms.width import part
from pipeline.walk import same, with_inlines

KATAKANA = "ァ-ヺー"
# A gloss as authors write it: katakana (with digits, ・ and blanks inside) and the original in
# brackets of either width, or the other way round. The original has no Japanese in it.
# Possessive and bounded, so that a long text without brackets costs no more than its length.
LATIN = "0-9A-Za-z０-９Ａ-Ｚａ-ｚÀ-ɏ"
_REST = rf"[{LATIN} &＆+＋.．'‘’!！/\-－#＃:_☆,·²³₀-₉µμΩ\u0300-\u036f]"
_GROUP = rf"\([0-9A-Za-z₀-₉]{{1,20}}\)(?=[0-9₀-₉]){_REST}{{1,20}}+"  # of a formula: Ca(OH)₂
# The group itself is not possessive: Python 3.11.2 loses its place where such a group fails.
ORIGINAL = rf"[.@°]?[{LATIN}µμ]{_REST}{{0,99}}+(?:{_GROUP})?"
AUTHORED = re.compile(
    rf"(?P<reading>(?<![{KATAKANA}])[{KATAKANA}][{KATAKANA}0-9０-９]{{0,99}}+"
    rf"(?:[ ・=＝][{KATAKANA}0-9０-９]{{1,99}}+){{0,9}}+)"
    rf"(?P<open>[（(])(?P<original>{ORIGINAL})[）)]"
    rf"|(?P<original2>(?<![{LATIN}]){ORIGINAL})"
    rf"[（(](?P<reading2>[{KATAKANA}][{KATAKANA}・ 0-9]*+)[）)]"
)
# Where a part of an original may begin that has other words, or a number, before it.
PART = re.compile(r"(?:^|(?<=[ .．:/]))(?=\S)")
LETTER = re.compile("[A-Za-zＡ-Ｚａ-ｚÀ-ɏℂ-⅏Ⅰ-ⅿ㎀-㏟]")
JAPANESE_CHARACTER = re.compile(f"[{JAPANESE}]")
KATAKANA_WORD = re.compile(rf"[{KATAKANA}]+(?:・[{KATAKANA}]+)*")
SPELLING_VARIANTS = {
    **dict.fromkeys(map(ord, "ー・ =＝"), None),
    **str.maketrans("ァィゥェォャュョッヴ", "アイウエオヤユヨツブ"),
}
# How alike (0 to 1, by difflib) two spellings of one reading are at least. アイホン and
# アイフォン are 0.75; ショートメッセージ and エスエムエス share next to nothing.
LIKE, FAINTLY_LIKE = 0.6, 0.4
# Where a reading is from (``Source``), as people say it in Japanese.
SOURCES = {
    "book": "この本の辞書",
    "house": "みんなの辞書",
    "sudachi": "国語の辞書",
    "unidic": "外来語の原語の辞書",
    "rule": "組み合わせの規則",
    "spelled": "1 文字ずつ",
    "guessed": "推し量り",
}


@dataclass(frozen=True, slots=True)
class Finder:
    """What finding terms needs; ``met``: the original by katakana of the terms so far."""

    lexicon: Lexicon
    report: Report
    met: dict[str, str] = field(default_factory=dict)

    def fresh(self) -> Finder:
        """The same for another unit, in which nothing was met."""
        return Finder(self.lexicon, self.report)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring texts of one line, read as one: a word may hold an escaped character."""

    texts: tuple[Text, ...]

    @property
    def value(self) -> str:
        if len(self.texts) == 1:
            return self.texts[0].value
        return "".join(text.value for text in self.texts)

    def slice(self, start: int, end: int) -> Iterator[Text]:
        """The texts between two code points of ``value``."""
        if len(self.texts) == 1:
            text = self.texts[0]
            if start < end:
                yield text if end - start == len(text.value) else part(text, start, end)
            return
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


def find_terms(inlines: Inlines, finder: Finder) -> Inlines:
    """Inlines with words in the alphabet as terms (``first`` only where the author glossed)."""
    if not _may_hold_words(inlines):
        return inlines
    made: list[Inline] = []
    texts: list[Text] = []
    for inline in inlines:
        if isinstance(inline, Text):
            texts.append(inline)
            continue
        made.extend(_terms(Run(tuple(texts)), finder))
        texts.clear()
        made.append(_enter(inline, finder))
    made.extend(_terms(Run(tuple(texts)), finder))
    return same(tuple(made), inlines)


def _may_hold_words(inlines: Inlines) -> bool:
    """Whether there may be terms in inlines: most lines hold none and are done with."""
    for inline in inlines:
        if isinstance(inline, Text):
            if LETTER.search(inline.value):
                return True
        elif not isinstance(inline, SoftBreak):
            return True
    return False


def _enter(inline: Inline, finder: Finder) -> Inline:
    """An inline that is no text, with the terms inside it found."""
    match inline:
        case Emphasis() | Strong() | Link() | Phrase() | Image():
            return with_inlines(inline, partial(find_terms, finder=finder))
        case Ruby() if re.fullmatch(ORIGINAL, inline.base) and _has_letter(inline.base):
            # It is published in katakana, in whichever kana its ruby is.
            reading = katakana(inline.reading)
            return Term(reading, fold(inline.base), first=False, pos=inline.pos)
        case _:
            return inline


def _terms(run: Run, finder: Finder) -> Iterator[Inline]:
    """A run cut into texts and terms."""
    value, done = run.value, 0
    if not _has_letter(value):
        yield from run.texts
        return
    for start, end, term in _glosses_and_words(run, finder):
        yield from run.slice(done, start)
        yield term
        done = end
    yield from run.slice(done, len(value))


def _glosses_and_words(run: Run, finder: Finder) -> Iterator[tuple[int, int, Term]]:
    """Each author's gloss, and between them each word in the alphabet, as a term."""
    value = run.value
    matches = list(find_words(value, finder.lexicon))
    glosses = list(_authored(run, matches, finder))
    if with_japanese := [gloss for match in matches if (gloss := _with_japanese(run, match))]:
        glosses = sorted((*glosses, *with_japanese), key=lambda gloss: gloss[0])
    for match in matches:
        finder.met[match.reading.katakana] = match.original
        while glosses and glosses[0][1] <= match.start:
            yield glosses.pop(0)
        if glosses and glosses[0][0] < match.end:
            continue
        pos, reading = run.pos(match.start, match.end), match.reading
        _report_doubt(match.original, reading, pos, finder.report)
        term = Term(reading.katakana, match.original, False, pos, braille=reading.braille)
        yield match.start, match.end, term
    yield from glosses


def _with_japanese(run: Run, match: Match) -> tuple[int, int, Term] | None:
    """A gloss of a name that is partly Japanese (iPS細胞), whichever way round it stands."""
    if match.original.isascii() or not JAPANESE_CHARACTER.search(match.original):
        return None
    written, katakana = run.value[match.start : match.end], match.reading.katakana
    for opens, closes in ("（）", "()"):
        usual, turned = f"{katakana}{opens}{written}{closes}", f"{written}{opens}{katakana}{closes}"
        start = match.start - len(katakana) - 1
        if start >= 0 and run.value.startswith(usual, start):
            span, before, after = (start, start + len(usual)), opens, closes
        elif run.value.startswith(turned, match.start):
            span, before, after = (match.start, match.start + len(turned)), "（", "）"
        else:
            continue
        return *span, Term(
            katakana, match.original, first=True, pos=run.pos(*span),
            braille=match.reading.braille, authored=True, before=before, after=after,
        )  # fmt: skip
    return None


def _has_letter(text: str) -> bool:
    return LETTER.search(text) is not None


def _report_doubt(word: str, reading: Reading, pos: Pos, report: Report) -> None:
    if reading.confidence < CERTAIN:
        source = reading.source.value
        words = {"word": word, "reading": reading.katakana, "en": source, "ja": SOURCES[source]}
        report(diagnostic(Code.GUESSED_READING, pos, **words, confidence=reading.confidence))


def _authored(
    run: Run, matches: Sequence[Match], finder: Finder
) -> Iterator[tuple[int, int, Term]]:
    """Each gloss that the author wrote: the original after its katakana, or turned round."""
    if "(" not in run.value and "（" not in run.value:
        return
    ahead = iter(matches)
    match = next(ahead, None)
    for hit in AUTHORED.finditer(run.value):
        while match is not None and match.end <= hit.start():
            finder.met[match.reading.katakana] = match.original
            match = next(ahead, None)
        found = _part_of_name(run, hit, finder) or _whole(run, hit, matches, finder)
        if found is not None:
            start, term = found
            finder.met[term.reading] = term.original
            yield start, hit.end(), term


def _whole(
    run: Run, hit: re.Match[str], matches: Sequence[Match], finder: Finder
) -> tuple[int, Term] | None:
    """A gloss of a word with its whole reading, and where it begins; None: the bracket explains."""
    turned = hit["original2"] is not None
    written = fold(hit["reading2" if turned else "reading"]).strip()
    begins = _begins(hit, written, matches, finder) if turned else hit.start("original")
    original = fold(hit.string[begins : hit.end("original2" if turned else "original")]).strip()
    known = finder.lexicon.read_as(original, written) if _has_letter(original) else None
    if known is None:
        return None
    if not _is_reading(written, known):
        return None if turned else _believed_part(run, hit, known, finder)
    reading = known.katakana if not turned and written.endswith(known.katakana) else written
    start = hit.end("reading") - len(reading) if not turned else begins
    pos = run.pos(start, hit.end())
    if reading != known.katakana and known.confidence >= CERTAIN:
        words = {"word": original, "written": reading, "reading": known.katakana}
        finder.report(diagnostic(Code.READING_DIFFERS, pos, **words))
    before, after = ("（", "）") if turned else (hit["open"], hit[0][-1])
    braille = known.braille if reading == known.katakana else ""
    return start, Term(
        reading, original, first=True, pos=pos, braille=braille, authored=True,
        before=before, after=after,
    )  # fmt: skip


def _begins(hit: re.Match[str], written: str, matches: Sequence[Match], finder: Finder) -> int:
    """Where the original begins that katakana in brackets reads: 1．LINE（ライン） leaves the 1．

    The longest part that is read so to the letter and cuts no word, else all that stands before
    the bracket.
    """
    for part_begins in PART.finditer(hit["original2"]):
        begin = hit.start() + part_begins.start()
        original = fold(hit.string[begin : hit.end("original2")]).strip()
        cuts = any(match.start < begin < match.end for match in matches)
        read = finder.lexicon.read(original).katakana if _has_letter(original) else ""
        if not cuts and _skeleton(read) == _skeleton(written):
            return begin
    return hit.start()


def _is_reading(written: str, known: Reading) -> bool:
    """Whether katakana beside an original reads it, and does not explain it.

    ショートメッセージ（SMS） explains: the letters are read エスエムエス. What the dictionaries
    do not know for certain is believed as written, if it is anything like the guess.
    """
    if written.endswith(known.katakana):
        return True
    return _likeness(written, known) >= (LIKE if known.confidence >= CERTAIN else FAINTLY_LIKE)


def _likeness(written: str, known: Reading) -> float:
    return SequenceMatcher(None, _skeleton(written), _skeleton(known.katakana)).ratio()


def _skeleton(katakana: str) -> str:
    """Katakana without what spellings of one word differ in: long vowels, dots, small kana."""
    return katakana.translate(SPELLING_VARIANTS)


# A gloss of the rest of a name: アイフォンテンエス（XS）, where iPhone was met before.


def _part_of_name(run: Run, hit: re.Match[str], finder: Finder) -> tuple[int, Term] | None:
    """A gloss whose katakana, with that of a word met before beside it, reads a known name."""
    if hit["original2"] is not None or not _has_letter(hit["original"]):
        return None
    original, written = fold(hit["original"]).strip(), fold(hit["reading"])
    after = KATAKANA_WORD.match(run.value, hit.end())
    if after and (met := finder.met.get(after[0])):
        name = f"{original} {met}"
        read = _plain(finder.lexicon.read(name).katakana)
        rest = read.removesuffix(after[0])
        if rest and rest != read and written.endswith(rest):
            return _rest(run, hit, rest, name)
    for reading, met in _begun(written, finder):
        name = f"{met} {original}"
        if _plain(finder.lexicon.read(name).katakana) == _plain(written):
            return _rest(run, hit, written[len(reading) :].lstrip("・"), name)
    whole = finder.met.get(written, "")
    if whole.casefold().endswith(f" {original}".casefold()):
        return _rest(run, hit, written, whole)
    return None


def _believed_part(
    run: Run, hit: re.Match[str], known: Reading, finder: Finder
) -> tuple[int, Term] | None:
    """A gloss after a word met before, whose rest is something like the reading of the original."""
    written = fold(hit["reading"])
    for reading, met in _begun(written, finder):
        rest = written[len(reading) :].lstrip("・")
        if _likeness(rest, known) >= FAINTLY_LIKE:
            return _rest(run, hit, rest, f"{met} {known.word}")
    return None


def _begun(written: str, finder: Finder) -> list[tuple[str, str]]:
    """The words met before that katakana begins with, and their originals; the longest first."""
    found = (pair for pair in finder.met.items() if written.startswith(pair[0]))
    return sorted((pair for pair in found if pair[0] != written), key=lambda pair: -len(pair[0]))


def _rest(run: Run, hit: re.Match[str], rest: str, name: str) -> tuple[int, Term]:
    start = hit.end("reading") - len(rest)
    original = fold(hit["original"]).strip()
    return start, Term(
        rest, original, first=True, pos=run.pos(start, hit.end()), authored=True,
        before=hit["open"], after=hit[0][-1], name=name,
    )  # fmt: skip


def _plain(katakana: str) -> str:
    """A name without the dots between its words."""
    return katakana.replace("・", "")
