"""What is said for each segment of a book, and how long the pause after it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise

from pipeline.braille.dictionary import ruby_kana, with_dictionary
from pipeline.braille.orthography import transcribe
from pipeline.braille.words import Fixed
from pipeline.config import SpeechSettings
from pipeline.document import (
    NOWHERE,
    Book,
    Code,
    CodeBlock,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    Inlines,
    List,
    ListStyle,
    Phrase,
    Pos,
    Reading,
    Ruby,
    Table,
    Term,
)
from pipeline.japanese.spelling import spell
from pipeline.speech.saying import ReadWord, Said, said, said_code, said_together
from pipeline.speech.signs import SAID
from pipeline.transforms.phrases import phrases
from pipeline.walk import child_inlines, inline_runs, plain_text, unit_blocks, unit_inlines
from pipeline.writers.smil import UNSPOKEN, Kind, Segment

PICTURE = "図、"
PAGE = "ページ"
CALL = "チュー"
ASIDE = (Kind.GLOSS, Kind.CALL, Kind.PAGE)
"""Said beside the sentence, which goes on after them."""
LONG, LONGEST = 150, 400
"""Characters: what is longer is said in several breaths, if it has a comma; in any case."""
_CLAUSE = re.compile(f"[^、。]{{1,{LONGEST}}}[、。]*|[、。]+")


@dataclass(frozen=True, slots=True)
class Breath:
    """What a voice says in one go: ``text``, whose words read as ``kana``."""

    text: str
    kana: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is said for a segment, and the pause after it.

    ``pause`` is in milliseconds. ``pos`` is where it stands in the manuscript.
    """

    breaths: tuple[Breath, ...]
    pause: int
    pos: Pos = NOWHERE

    @property
    def text(self) -> str:
        return "".join(breath.text for breath in self.breaths)

    @property
    def kana(self) -> tuple[str, ...]:
        return tuple(kana for breath in self.breaths for kana in breath.kana)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands: its run of inlines (a number), whether that is a heading's."""

    run: int
    heading: bool
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Speaker:
    """What turning segments into utterances needs to know of a book."""

    settings: SpeechSettings
    places: Mapping[str, Place]
    headers: Mapping[str, tuple[Inlines, ...]]
    numbers: Mapping[str, int]
    pictures: Mapping[str, Image]
    listings: frozenset[str]
    read: ReadWord
    readings: tuple[Reading, ...] = ()

    @staticmethod
    def of(book: Book, read: ReadWord = spell) -> Speaker:
        """The speaker of a book whose phrases are marked; ``read`` reads words in the alphabet."""
        return Speaker(
            settings=book.settings.speech,
            places=_places(book),
            headers=_headers(book),
            numbers=_numbers(book),
            pictures=_pictures(book),
            listings=_listings(book),
            read=read,
            readings=book.readings,
        )

    def utterances(self, segments: Sequence[Segment]) -> Iterator[tuple[str, Utterance]]:
        """The segments of a document, in reading order -> what is said, by id of the segment."""
        pauses = self._pauses(segments)
        for _, group in groupby(segments, key=lambda s: s.phrase or s.id):
            run = list(group)
            for segment, breaths in zip(run, self._breaths(run), strict=True):
                pos = self.places[segment.phrase].phrase.pos if segment.phrase else NOWHERE
                yield segment.id, Utterance(breaths, pauses[segment.id], pos)

    # Pauses

    def _pauses(self, segments: Sequence[Segment]) -> dict[str, int]:
        """The pause after each segment in milliseconds, by what it ends and what follows."""
        pauses = {s.id: self._pause(s, after) for s, after in pairwise(segments)}
        return pauses | {s.id: self.settings.pause_before_heading for s in segments[-1:]}

    def _pause(self, segment: Segment, after: Segment) -> int:
        settings = self.settings
        here, there = self.places.get(segment.phrase), self.places.get(after.phrase)
        if segment.phrase and segment.phrase == after.phrase:
            return settings.pause_in_sentence
        if here and there and here.run == there.run:
            return settings.pause_after_sentence
        if here and here.heading:
            return settings.pause_after_heading
        if there and there.heading:
            return settings.pause_before_heading
        return settings.pause_after_paragraph

    # Words

    def _breaths(self, run: Sequence[Segment]) -> list[tuple[Breath, ...]]:
        """The segments of one phrase -> the breaths of each, most often one.

        The words around a gloss, a call or a page number are read as one sentence, as braille
        reads them: in ディー（d）払い the last word is バライ.
        """
        chunks = [list(_chunks(pieces)) for pieces in self._pieces(run)]
        aside = [segment.kind in ASIDE for segment in run]
        together = [
            chunk for own, apart in zip(chunks, aside, strict=True) if not apart for chunk in own
        ]
        flowing = iter(_read(together, self.readings))
        return [
            tuple(_breath(chunk, self.readings) if apart else next(flowing) for chunk in own)
            for own, apart in zip(chunks, aside, strict=True)
        ]

    def _pieces(self, run: Sequence[Segment]) -> list[list[Said]]:
        """The segments of one phrase (or one without) -> what each says."""
        if not run[0].phrase:
            return [self._label(segment) for segment in run]
        phrase = self.places[run[0].phrase].phrase
        terms = (atom for atom in _atoms(phrase.children) if isinstance(atom, Term) and atom.first)
        aligned = _aligned(run, phrase)
        flowing = [
            [] if segment.kind in ASIDE else pieces
            for segment, pieces in zip(run, aligned, strict=True)
        ]
        made = [
            self._aside(segment, terms) if segment.kind in ASIDE else pieces
            for segment, pieces in zip(run, self._together(flowing), strict=True)
        ]
        made[0] = [*self._before(phrase, run[0].text), *made[0]]
        return made

    def _together(self, runs: Sequence[Sequence[_Piece]]) -> list[list[Said]]:
        """The pieces of each segment -> what is said for them, in the sentence they make."""
        flat = [
            (number, new) for number, run in enumerate(runs) for p in run for new in self._said(p)
        ]
        made: list[list[Said]] = [[] for _ in runs]
        for (number, _), pieces in zip(
            flat, said_together([new for _, new in flat], self.read), strict=True
        ):
            made[number] += pieces
        return made

    def _before(self, phrase: Phrase, text: str) -> list[Said]:
        """What is said before a phrase: its cell's names, its number where no text shows it."""
        headers, number = self.headers.get(phrase.id), self.numbers.get(phrase.id)
        if headers:
            return [new for name in headers for new in (*self._bare(name), Said("、"))]
        if number is not None and not text.startswith(f"{number}."):
            return [Said(f"{number}、")]
        return []

    def _aside(self, segment: Segment, terms: Iterator[Term]) -> list[Said]:
        """What is said beside the sentence; ``terms`` are those whose glosses are still to come."""
        if segment.kind is Kind.CALL:
            return [Said(CALL, CALL), Said("".join(filter(str.isdigit, segment.text)))]
        if segment.kind is Kind.PAGE:
            return self._page(segment.text)
        return self._gloss(segment, next(terms, None))

    def _label(self, segment: Segment) -> list[Said]:
        """What no phrase says: a label, program text, a page number, a picture."""
        if segment.kind is Kind.PAGE:
            return self._page(segment.text)
        text = segment.text.strip()
        picture = self.pictures.get(text)
        if picture:
            return [Said(PICTURE), *self._bare(picture.alt)]
        return list((said_code if text in self.listings else said)(text, self.read))

    def _page(self, number: str) -> list[Said]:
        number = number.removesuffix("ページ")
        letters = number.isascii() and not number.isdigit()  # iv, A-3
        return [Said(spell(number) if letters else number), Said(PAGE, PAGE)]

    def _gloss(self, segment: Segment, term: Term | None) -> list[Said]:
        """The original in brackets: spelled, left out, or read."""
        original = segment.text.strip("（）() ")
        match self.settings.gloss:
            case "skip":
                return []
            case "read":
                kana = term.reading if term else self.read(original)
                return [Said(kana, kana)]
            case "spell":
                words = map(_spelled, original.split())
                return [new for word in words for new in (Said(word), Said("、"))][:-1]

    def _said(self, piece: _Piece) -> tuple[Said, ...]:
        """What an inline with a reading of its own is said as; other text as it is written."""
        match piece.inline:
            case Ruby(base, reading):
                return (Said(base, ruby_kana(base, reading)),)
            case Term() as term:
                return (Said(term.reading, term.braille or term.reading),)
            case Code():
                return tuple(replace(new, done=True) for new in said_code(piece.text, self.read))
            case _:
                return (Said(piece.text),)

    def _bare(self, inlines: Inlines) -> list[Said]:
        """Inlines of which no segment is made here: without glosses and calls."""
        atoms = (atom for atom in _atoms(inlines) if not isinstance(atom, FootnoteReference))
        return self._together([[_Piece(plain_text((atom,)), atom) for atom in atoms]])[0]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a segment's text, and the inline that it shows, if any."""

    text: str
    inline: Inline | None = None


def _spelled(word: str) -> str:
    """The letters of a gloss one by one, and the signs that only have a name (² in m²)."""
    return "".join(SAID.get(character) or spell(character) for character in word)


def _breath(pieces: Sequence[Said], readings: Sequence[Reading]) -> Breath:
    """Pieces -> their text and its words as the braille analysis reads them: one reading."""
    text, fixed = _laid_out(pieces)
    words = transcribe(text, with_dictionary(text, fixed, readings))
    return Breath(text, tuple(word.kana for word in words))


def _read(chunks: Sequence[Sequence[Said]], readings: Sequence[Reading]) -> list[Breath]:
    """Chunks of pieces that follow one another -> a breath each, read as one text."""
    texts = ["".join(piece.text for piece in chunk) for chunk in chunks]
    starts = list(accumulate(map(len, texts), initial=0))
    whole, fixed = _laid_out([piece for chunk in chunks for piece in chunk])
    words = transcribe(whole, with_dictionary(whole, fixed, readings), starts[1:-1])
    places = [bisect_right(starts, word.start, hi=len(texts)) - 1 for word in words]
    if any(word.end > starts[at + 1] for word, at in zip(words, places, strict=True)):
        return [_breath(chunk, readings) for chunk in chunks]  # a page ends inside a word
    kana: list[list[str]] = [[] for _ in texts]
    for word, at in zip(words, places, strict=True):
        kana[at].append(word.kana)
    return [Breath(text, tuple(own)) for text, own in zip(texts, kana, strict=True)]


def _laid_out(pieces: Sequence[Said]) -> tuple[str, list[Fixed]]:
    """Pieces -> their text, and where in it a reading is fixed."""
    text, fixed = "", []
    for piece in pieces:
        if piece.kana:
            fixed.append(Fixed(len(text), len(text) + len(piece.text), piece.kana, spaced=True))
        text += piece.text
    return text, fixed


def _chunks(pieces: Sequence[Said]) -> Iterator[list[Said]]:
    """Pieces cut where they are long: a listing of many lines takes no more memory than a line."""
    chunk: list[Said] = []
    size = 0
    for piece in _short(pieces):
        chunk.append(piece)
        size += len(piece.text)
        if size > LONGEST or (size > LONG and piece.text[-1] in "、。"):
            yield chunk
            chunk, size = [], 0
    if any(piece.text.strip() for piece in chunk):
        yield chunk


def _short(pieces: Sequence[Said]) -> Iterator[Said]:
    """Pieces, those without a fixed reading cut after each comma, or where they are too long."""
    for piece in pieces:
        if piece.kana or len(piece.text) <= LONG:
            yield piece
        else:
            yield from map(Said, _CLAUSE.findall(piece.text))


# Segments and the inlines that they show


def _aligned(run: Sequence[Segment], phrase: Phrase) -> list[list[_Piece]]:
    """The segments of a phrase, each cut where an inline with a reading of its own stands."""
    whole = "".join(segment.text for segment in run)
    found = list(_found(whole, phrase))
    pieces, start = [], 0
    for segment in run:
        end = start + len(segment.text)
        inside = [(a, b, i) for a, b, i in found if a < end and b > start]
        pieces.append(list(_cut(whole, start, end, inside)))
        start = end
    return pieces


def _cut(
    whole: str, start: int, end: int, inside: Sequence[tuple[int, int, Inline]]
) -> Iterator[_Piece]:
    """A stretch of text as pieces: those of inlines, and what is between them."""
    at = start
    for begin, stop, inline in inside:
        if max(begin, start) > at:
            yield _Piece(whole[at : max(begin, start)])
        yield _Piece(whole[max(begin, start) : min(stop, end)], inline)
        at = min(stop, end)
    if end > at:
        yield _Piece(whole[at:end])


def _found(whole: str, phrase: Phrase) -> Iterator[tuple[int, int, Inline]]:
    """Where in a text the ruby and the terms of a phrase stand, found one after the other."""
    at = 0
    for atom in _atoms(phrase.children):
        for shown in _shown(atom):
            start = whole.find(shown, at) if shown.strip(UNSPOKEN) else -1
            if start < 0:
                continue
            at = start + len(shown)
            if isinstance(atom, Ruby | Term | Code):
                yield start, at, atom
            break


def _shown(atom: Inline) -> tuple[str, ...]:
    """How an inline can stand in a document, the longest way first."""
    match atom:
        case Ruby(base, reading):
            return (f"{base}（{reading}）", f"{base}{reading}", base)
        case Term(reading=reading):
            return (reading,)
        case _:
            return (plain_text((atom,)),)


def _atoms(inlines: Inlines) -> Iterator[Inline]:
    """The inlines that hold no others, in reading order."""
    for inline in inlines:
        inner = child_inlines(inline)
        if inner:
            yield from _atoms(inner)
        else:
            yield inline


# What a book says of its phrases


def _places(book: Book) -> dict[str, Place]:
    """Where each phrase of a book stands."""
    runs: list[tuple[bool, Inlines]] = [(True, book.title)]
    for unit in book.units:
        for block in unit_blocks(unit):  # outer before inner: what a block itself says wins
            runs += [(isinstance(block, Heading), run) for run in inline_runs(block)]
    places: dict[str, Place] = {}
    for number, (heading, run) in enumerate(runs):
        for phrase in phrases(run):
            places[phrase.id] = Place(number, heading, phrase)
    return places


def _headers(book: Book) -> dict[str, tuple[Inlines, ...]]:
    """The names of each cell, for its first phrase; the cells of the first column have none.

    A row's own name is heard at its beginning, right before the second cell; from the third on it
    is said again before the column's.
    """
    headers: dict[str, tuple[Inlines, ...]] = {}
    tables = (b for unit in book.units for b in unit_blocks(unit) if isinstance(b, Table))
    for table in tables:
        for row in table.rows:
            for place, (column, cell) in enumerate(zip(table.head.cells, row.cells, strict=False)):
                first = next(phrases(cell.children), None)
                again = row.cells[:1] if table.row_headers and place > 1 else ()
                names = (name.children for name in (*again, column))
                if first and place:
                    headers[first.id] = tuple(n for n in names if plain_text(n).strip())
    return headers


def _numbers(book: Book) -> dict[str, int]:
    """The number of each item of a numbered list, for the first phrase in it."""
    numbers: dict[str, int] = {}
    lists = (b for unit in book.units for b in unit_blocks(unit) if isinstance(b, List))
    for listing in lists:
        for item in listing.items if listing.style is ListStyle.DECIMAL else ():
            runs = (run for block in item.blocks for run in inline_runs(block))
            first = next((phrase for run in runs for phrase in phrases(run)), None)
            if first:
                numbers[first.id] = item.number
    return numbers


def _pictures(book: Book) -> dict[str, Image]:
    """The pictures of a book by their alternative text as it is published."""
    images = [b.image for u in book.units for b in unit_blocks(u) if isinstance(b, Figure)]
    images += [i for unit in book.units for i in unit_inlines(unit) if isinstance(i, Image)]
    return {alt: image for image in images if (alt := plain_text(image.alt, gloss=True))}


def _listings(book: Book) -> frozenset[str]:
    """The program texts of a book as they are published: whole, or line by line (DTBook)."""
    blocks = (block for unit in book.units for block in unit_blocks(unit))
    texts = [block.value for block in blocks if isinstance(block, CodeBlock)]
    return frozenset(map(str.strip, (*texts, *(line for t in texts for line in t.splitlines()))))
