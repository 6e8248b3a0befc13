"""Inlines of a document to pieces of braille, each with its place in the manuscript."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple, assert_never

from pipeline.braille import symbols
from pipeline.braille.cells import BLANK, translate
from pipeline.braille.cells import pieces as cut_at_blanks
from pipeline.braille.dictionary import ruby_kana, with_dictionary
from pipeline.braille.layout import Piece
from pipeline.braille.lines import Line, Transcribe, braille
from pipeline.braille.pages import Source
from pipeline.braille.switches import original_kana
from pipeline.braille.words import Fixed
from pipeline.diagnostics import Code as Finding
from pipeline.diagnostics import Diagnostic, diagnostic
from pipeline.document import (
    NOWHERE,
    Code,
    Emphasis,
    FootnoteReference,
    HardBreak,
    Image,
    Inline,
    Inlines,
    Language,
    Link,
    PageMark,
    Phrase,
    Pos,
    Reading,
    Report,
    Ruby,
    SoftBreak,
    Strong,
    Term,
    Text,
    Verbatim,
)
from pipeline.japanese.fold import without_accents
from pipeline.japanese.spelling import spell
from pipeline.walk import plain_text

# The words this writer adds of its own, in braille kana.
PICTURE = "ズ"
DESCRIPTION = "ズノ セツメイ"
_SOFT_BREAK = "\n"
_TYPED = re.compile(r"([!-~](?:[ -~]*[!-~])?)")
_LATIN_WORD = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Scribe:
    """What turning text into braille needs: the orthography, and who hears of doubts.

    ``bare``: titles for 目次, without glosses, note calls and print pages. ``readings``: what the
    book's dictionary says of Japanese words. ``always``: each use of a term has its original.
    """

    transcribe: Transcribe
    report: Report
    bare: bool = False
    readings: tuple[Reading, ...] = ()
    always: bool = False

    def silent(self) -> Scribe:
        """The same scribe for a second look at text already reported on."""
        return replace(self, report=lambda _: None, bare=True)

    def again(self) -> Scribe:
        """The same scribe for text that is written a second time."""
        return replace(self, report=lambda _: None, bare=not self.always)

    def heard_once(self) -> Scribe:
        """For text whose kana goes through the cells again: those tell of characters then."""

        def doubts(finding: Diagnostic) -> None:
            if finding.code is Finding.DOUBTFUL_READING:
                self.report(finding)

        return replace(self, report=doubts)


class _Span(NamedTuple):
    """Text on one line, with the reading a person or a rule fixed (``kana``), if any."""

    text: str
    pos: Pos
    kana: str | None = None
    spaced: bool = False
    ends_line: bool = False
    page: PageMark | None = None


def number_cells(number: int | str) -> str:
    """A number (or a page number like ``iv``) in cells."""
    return translate(str(number)).cells


def pieces(inlines: Inlines, scribe: Scribe) -> tuple[Piece, ...]:
    """Inlines as pieces of braille, blanks between words as the guide has them."""
    found: list[Piece] = []
    for line in _lines(_spans(inlines, scribe)):
        made = _line_pieces(line, scribe)
        if made and line[-1].ends_line:
            made[-1] = made[-1]._replace(ends_line=True)
        found += made
    return tuple(found)


def text_pieces(text: str, scribe: Scribe, reading: str = "") -> tuple[Piece, ...]:
    """A setting's text (an author's name, a note) as pieces; ``reading`` is its kana, if known."""
    kana = ruby_kana(text, reading) if reading else None
    if kana is not None:
        words = " ".join(word.kana for word in scribe.transcribe(text, ()))
        # Where the rules read it the same way, they know where to cut it, too.
        kana = words if words.replace(" ", "") == kana.replace(" ", "") else kana
    return tuple(_line_pieces([_Span(text, NOWHERE, kana, spaced=True)], scribe))


def kana_pieces(kana: str) -> tuple[Piece, ...]:
    """Braille kana of our own as pieces: they have kana, and no place in the manuscript."""
    return tuple(
        Piece(cells, gap, Source(NO_LINE, 0, 0, kana[start:end]))
        for cells, gap, start, end in cut_at_blanks(kana)[0]
    )


def computer_pieces(line: str, pos: Pos, scribe: Scribe) -> tuple[Piece, ...]:
    """A line of a code block in computer braille."""
    spans = list(_computer_spans(line, pos))
    return tuple(_line_pieces(spans, scribe)) if spans else ()


def joined(parts: Sequence[Piece]) -> str:
    """Pieces as one line of cells."""
    return "".join(p.cells + BLANK * p.gap for p in parts).rstrip(BLANK)


# Inlines to spans of text


def _spans(inlines: Iterable[Inline], scribe: Scribe) -> Iterator[_Span]:
    for inline in inlines:
        yield from _span(inline, scribe)


def _span(inline: Inline, scribe: Scribe) -> Iterator[_Span]:
    match inline:
        case Text(value, pos):
            yield _Span(value, pos)
        case SoftBreak(pos):
            yield _Span(_SOFT_BREAK, pos)
        case HardBreak(pos):
            yield _Span("", pos, ends_line=True)
        case Emphasis() | Strong() | Link() | Phrase():
            yield from _spans(inline.children, scribe)
        case Verbatim():
            yield from _verbatim_spans(inline, scribe)
        case Code(value, pos):
            yield from _computer_spans(value, pos)
        case Image():
            yield from _image_span(inline, scribe)
        case Ruby(base, reading, pos):
            yield _Span(base, pos, ruby_kana(base, reading))
        case Language():
            yield from _language_span(inline, scribe)
        case FootnoteReference(number=number, pos=pos):
            if not scribe.bare:
                yield _Span(
                    f"（注{number}）", pos, f"{symbols.NOTE_OPEN}{number}{symbols.NOTE_CLOSE}"
                )
        case PageMark(pos=pos):
            if not scribe.bare:
                yield _Span("", pos, page=inline)
        case Term():
            yield from _term_spans(inline, scribe)
        case _:
            assert_never(inline)


def _computer_spans(value: str, pos: Pos) -> Iterator[_Span]:
    """Typed text in computer braille (情報処理点字); Japanese among it is transcribed as text."""
    for part in _TYPED.split(" ".join(value.split())):
        if part.isascii() and part.strip():
            yield _Span(
                part, pos, _quoted(part, symbols.COMPUTER_OPEN, symbols.COMPUTER_CLOSE), True
            )
        elif part:
            yield _Span(part, pos)


def _quoted(text: str, opened: str, closed: str) -> str:
    """Text between marks, its blanks outside of them."""
    kana = f"{opened}{text.strip()}{closed}"
    return f"{' ' if text[0] == ' ' else ''}{kana}{' ' if text[-1] == ' ' else ''}"


def _verbatim_spans(inline: Verbatim, scribe: Scribe) -> Iterator[_Span]:
    """Words that the author keeps in the alphabet are quoted, as foreign text is."""
    text = plain_text(inline.children)
    if text.isascii() and _LATIN_WORD.search(text):
        yield _Span(text, inline.pos, _quoted(text, symbols.QUOTE_OPEN, symbols.QUOTE_CLOSE), True)
    else:
        yield from _spans(inline.children, scribe)


def _image_span(image: Image, scribe: Scribe) -> Iterator[_Span]:
    alt = plain_text(image.alt)
    if not alt.strip():
        return
    inner = pieces(image.alt, scribe.heard_once())
    kana = " ".join(p.source.kana for p in inner if p.source is not None)
    yield _Span(alt, image.pos, _inserted(f"{PICTURE} {kana}"), spaced=True)


def _inserted(kana: str) -> str:
    return f"{symbols.INSERT_OPEN}{kana}{symbols.INSERT_CLOSE}"


def _language_span(inline: Language, scribe: Scribe) -> Iterator[_Span]:
    """Text in another language stands in 外国語引用符, Japanese is left to the orthography."""
    text = " ".join(plain_text(inline.children).split())
    letters = [c for c in text if c.isalpha()]
    if not letters or any(ord(c) > 0x24F for c in letters):
        yield from _spans(inline.children, scribe)
        return
    yield _Span(text, inline.pos, f"{symbols.QUOTE_OPEN}{text}{symbols.QUOTE_CLOSE}", spaced=True)


def _term_spans(term: Term, scribe: Scribe) -> Iterator[_Span]:
    """A term's reading and, at its first use, the original in brackets."""
    reading = term.braille or term.reading
    yield _Span(term.reading, term.pos, reading, spaced=bool(term.braille))
    if not term.first or scribe.bare:
        return
    original = " ".join(term.original.split())
    yield _Span(term.before, term.pos)
    latin = original.translate(_AS_TYPED)
    plain = without_accents(latin)
    if plain.isascii():  # a word alone loses its accents, a phrase in 外国語引用符 keeps them
        kana = original_kana(plain if plain.isalpha() else latin)
        yield _Span(original, term.pos, kana, spaced=True)
    else:
        yield from _partly_japanese(original, reading, term.pos)
    yield _Span(term.after, term.pos)


def _partly_japanese(original: str, reading: str, pos: Pos) -> Iterator[_Span]:
    """Letters and the Japanese behind them (N高), which is read as in the whole name's reading."""
    match = _LETTERS_AND_JAPANESE.fullmatch(original)
    letters = spell(match[1]) if match else ""
    if match and letters and reading.startswith(letters):
        yield _Span(match[1], pos)
        yield _Span(match[2], pos, reading[len(letters) :].strip(), spaced=True)
    else:
        yield _Span(original, pos)


_AS_TYPED = {ord("·"): ".", ord("’"): "'"}
_LETTERS_AND_JAPANESE = re.compile("([A-Za-z]+)([\u3041-\u30ff\u3400-\u9fff々]+)")


# Lines of spans to pieces


def _lines(spans: Iterable[_Span]) -> Iterator[list[_Span]]:
    line: list[_Span] = []
    for span in spans:
        line.append(span)
        if span.ends_line:
            yield line
            line = []
    if line:
        yield line


def _line_pieces(spans: list[_Span], scribe: Scribe) -> list[Piece]:
    if len(spans) > 1:
        spans = _without_soft_breaks(spans)
    text, starts, fixed = _joined(spans)
    fixed = with_dictionary(text, fixed, scribe.readings)
    line = braille(scribe.transcribe, text, fixed)
    written = _WrittenLine(text, tuple(spans), starts)
    if line.doubtful or line.named:
        _report(line, written, scribe)
    # The generated constructors take twice as long; this runs for every word of a book.
    new = tuple.__new__
    made = [
        new(
            Piece,
            (cells, gap, new(Source, (written, start, end, kana, doubt, False)), False, "", None),
        )
        for cells, gap, start, end, kana, doubt in line.stretches
    ]
    marks = [(start, s.page) for start, s in zip(starts, spans, strict=True) if s.page]
    return list(_marked(made, line, marks)) if marks else made


def _joined(spans: Sequence[_Span]) -> tuple[str, tuple[int, ...], tuple[Fixed, ...]]:
    """The text of a line's spans, where in it each begins, and the readings that are fixed."""
    if len(spans) == 1 and spans[0].kana is None:
        return spans[0].text, (0,), ()
    starts = [0, *accumulate(len(span.text) for span in spans)][: len(spans)]
    fixed = tuple(
        Fixed(start, start + len(span.text), span.kana, span.spaced)
        for start, span in zip(starts, spans, strict=True)
        if span.kana is not None and span.text
    )
    return "".join(span.text for span in spans), tuple(starts), fixed


def _without_soft_breaks(spans: list[_Span]) -> list[_Span]:
    """A line end of the manuscript is nothing among Japanese, a blank between Latin words."""
    kept: list[_Span] = []
    for index, span in enumerate(spans):
        if span.text != _SOFT_BREAK:
            kept.append(span)
        elif _ends_ascii(spans[:index]) and _begins_ascii(spans[index + 1 :]):
            kept.append(span._replace(text=" "))
    return kept


def _ends_ascii(spans: list[_Span]) -> bool:
    text = next((s.text for s in reversed(spans) if s.text), "")
    return text[-1:].isascii() and text[-1:].isalnum()


def _begins_ascii(spans: list[_Span]) -> bool:
    text = next((s.text for s in spans if s.text), "")
    return text[:1].isascii() and text[:1].isalnum()


class _WrittenLine(NamedTuple):
    """A line's text and spans, and where in it each of these begins."""

    text: str
    spans: tuple[_Span, ...]
    starts: tuple[int, ...]

    def at(self, start: int, end: int) -> Pos:
        """The place of ``text[start:end]``; of whole nodes where they are not verbatim."""
        if not self.spans:
            return NOWHERE
        number = max(bisect_right(self.starts, start) - 1, 0)
        first = self._within(number, start, end)
        last = number
        while last + 1 < len(self.starts) and self.starts[last + 1] < end:
            last += 1
        if last == number:
            return first
        until = self._within(last, self.starts[last], end)
        if until.file != first.file or until.end <= first.end:
            return first
        return Pos(first.file, first.line, first.column, first.offset, until.end)

    def _typed(self, number: int) -> tuple[Pos, int, int] | None:
        """The place of a span that stands in the manuscript as it is, its start and its end."""
        span = self.spans[number]
        if span.kana is not None or len(span.text) != span.pos.end - span.pos.offset:
            return None
        return span.pos, self.starts[number], span.pos.end

    def _within(self, number: int, start: int, end: int) -> Pos:
        """The place of so much of ``text[start:end]`` as one span holds."""
        typed = self._typed(number)
        if typed is None:
            return self.spans[number].pos
        pos, begin, last = typed
        shift, until = start - begin, pos.offset + end - begin
        return Pos(pos.file, pos.line, pos.column + shift, pos.offset + shift, min(until, last))


NO_LINE = _WrittenLine("", (), ())  # what words of our own stand on


def _marked(
    made: Sequence[Piece], line: Line, marks: list[tuple[int, PageMark]]
) -> Iterator[Piece]:
    """Each print page's number goes with the first piece whose text ends after the mark."""
    for piece, stretch in zip(made, line.stretches, strict=True):
        if marks and marks[0][0] < stretch.end:
            page = marks.pop(0)[1]
            yield piece._replace(mark=number_cells(page.number), page=page)
        else:
            yield piece
    for _, page in marks:
        yield page_piece(page)


def page_piece(page: PageMark) -> Piece:
    """The number of a print page alone."""
    return Piece("", 0, mark=number_cells(page.number), page=page)


def _report(line: Line, written: _WrittenLine, scribe: Scribe) -> None:
    """Tell of doubtful words and of characters that had to be named."""
    for word in line.doubtful:
        pos = written.at(word.start, word.end)
        fields = {"word": written.text[word.start : word.end], "kana": word.kana, "why": word.doubt}
        scribe.report(diagnostic(Finding.DOUBTFUL_READING, pos, **fields))
    for named, start, end in line.named:
        code = Finding.UNKNOWN_CHARACTER if named.guessed else Finding.NAMED_CHARACTER
        fields = {"character": named.character, "number": f"{ord(named.character[0]):04X}"}
        scribe.report(diagnostic(code, written.at(start, end), **fields, written=named.written))
