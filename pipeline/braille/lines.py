"""A line of text to stretches of cells: words, their cells, and the text each came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.braille.cells import Named, Piece, pieces
from pipeline.braille.characters import ACCENTED_LETTER, without_accent
from pipeline.braille.symbols import NOTE_CLOSE, NOTE_OPEN
from pipeline.braille.words import Fixed, Word

Transcribe = Callable[[str, Sequence[Fixed]], tuple[Word, ...]]

_PUNCTUATION = re.compile(r"[。、・？！?!]+")
_NOTE_CALL = re.compile(f"{NOTE_OPEN}[0-9]+{NOTE_CLOSE}")
_UNDIVIDED = re.compile(f"(?!{NOTE_OPEN})[^⠦⠴。、・？！?!]*[^⠦⠴]?", re.DOTALL).fullmatch
# Where kana meets computer braille or a foreign phrase.
_QUOTE_EDGE = re.compile(r"(?<=⠴)(?=[ァ-ヶ])|(?<=[ァ-ヶー])(?=⠠?⠦)")


class Stretch(NamedTuple):
    """Cells between two blanks, the blanks after them (``gap``), and where they came from.

    ``kana`` was made of ``text[start:end]``; ``doubt`` says why to look at it, if at all.
    """

    cells: str
    gap: int
    start: int
    end: int
    kana: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line in braille, its doubtful words, and its named characters with their words' places."""

    stretches: tuple[Stretch, ...]
    doubtful: tuple[Word, ...]
    named: tuple[tuple[Named, int, int], ...]


class _Part(NamedTuple):
    """A word, or what stands between two signs of punctuation in it. ``cut``: a blank before."""

    word: Word
    cut: bool = True


@lru_cache(maxsize=8192)
def braille(transcribe: Transcribe, text: str, fixed: tuple[Fixed, ...]) -> Line:
    """A line of text in braille; remembered, for headings, labels and cells of tables recur."""
    if not text.strip():
        return Line((), (), ())
    words = transcribe(text, fixed)
    places = sorted({place for f in fixed for place in (f.start, f.end)})
    parts: list[_Part] = []
    for word in words:
        if _UNDIVIDED(word.kana):  # most words
            parts.append(_Part(word))
        else:
            parts += _divided(word, text, places)
    kana, starts = _joined(parts)
    made, named = pieces(kana)
    return Line(
        tuple(_stretches(made, kana, parts, starts)),
        tuple(_doubtful(words, parts, text)),
        (*_named(named, parts, starts), *_simplified(text, words)),
    )


def _joined(parts: Sequence[_Part]) -> tuple[str, list[int]]:
    """The braille kana of a line, and where each part begins in it."""
    kana: list[str] = []
    starts: list[int] = []
    at = 0
    for word, cut in parts:
        if cut and starts:
            kana.append(" ")
            at += 1
        starts.append(at)
        kana.append(word.kana)
        at += len(word.kana)
    return "".join(kana), starts


def _doubtful(words: Sequence[Word], parts: Sequence[_Part], text: str) -> Iterator[Word]:
    """The doubtful words; of one that punctuation divides, the parts that the doubt is about."""
    for word in words:
        if not word.doubt:
            continue
        if _about(word) in text[word.start : word.end]:
            yield from (
                p.word for p in parts if p.word.doubt and word.start <= p.word.start < word.end
            )
        else:
            yield word


def _about(word: Word) -> str:
    """The word that a doubt begins with: ``版: …``."""
    return word.doubt.partition(":")[0] or "\n"  # which is in no line


def _stretches(
    made: Sequence[Piece], kana: str, parts: Sequence[_Part], starts: Sequence[int]
) -> Iterator[Stretch]:
    first, final = 0, len(starts) - 1
    for cells, gap, begin, end in made:
        while first < final and starts[first + 1] <= begin:
            first += 1
        last = first
        while last < final and starts[last + 1] < end:
            last += 1
        word = parts[first].word
        if last == first:
            yield Stretch(cells, gap, word.start, word.end, kana[begin:end], word.doubt)
        else:
            found = (part.word.doubt for part in parts[first : last + 1])
            doubt = "; ".join(dict.fromkeys(one for one in found if one))
            yield Stretch(cells, gap, word.start, parts[last].word.end, kana[begin:end], doubt)


def _named(
    found: Sequence[Named], parts: Sequence[_Part], starts: Sequence[int]
) -> Iterator[tuple[Named, int, int]]:
    for named in found:
        word = parts[max(bisect_right(starts, named.index) - 1, 0)].word
        yield named, word.start, word.end


def _simplified(text: str, words: Sequence[Word]) -> Iterator[tuple[Named, int, int]]:
    """The letters of words in 外字符 that lost their accents, with their places."""
    if not ACCENTED_LETTER.search(text):
        return
    for word in words:
        for at in range(word.start, word.end):
            letter = without_accent(text[at])
            if letter != text[at] and text[at] not in word.kana:
                yield Named(at, text[at], letter, guessed=False), at, at + 1


def _divided(word: Word, text: str, places: Sequence[int]) -> Iterator[_Part]:
    """A word divided where its cells will have blanks, so that each finds its own text."""
    quote = _QUOTE_EDGE.search(word.kana) if "⠦" in word.kana or "⠴" in word.kana else None
    if quote:
        # 点訳のてびき 第4章 その5: a blank stands between quoted text and kana.
        at = quote.start()
        middle = next((p for p in places if word.start < p < word.end), word.start)
        yield from _divided(word._replace(kana=word.kana[:at], end=middle), text, places)
        yield from _divided(word._replace(kana=word.kana[at:], start=middle), text, places)
    elif _PUNCTUATION.search(word.kana, 0, len(word.kana) - 1):
        yield from _punctuated(word, text)
    else:
        # 日本点字表記法 2018: 文中注記符 follows what it is about with no blank.
        yield _Part(word, cut=not _NOTE_CALL.match(word.kana))


def _punctuated(word: Word, text: str) -> Iterator[_Part]:
    """A word divided after its punctuation, where kana and print have the same."""
    kana, print_ = _stops(word.kana), _stops(text[word.start : word.end])
    if len(kana) != len(print_):
        yield _Part(word)
        return
    doubted = word.doubt.partition(":")[0]  # the word that a doubt is about
    told = [
        bool(doubted) and doubted in text[word.start + t0 : word.start + t1] for t0, t1 in print_
    ]
    for index, ((k0, k1), (t0, t1)) in enumerate(zip(kana, print_, strict=True)):
        start, end = word.start + t0, word.start + t1
        doubt = word.doubt if told[index] or not any(told) else ""
        yield _Part(Word(word.kana[k0:k1], start, end, word.rule, doubt), cut=index == 0)


def _stops(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that end with punctuation, and the rest."""
    ends = [match.end() for match in _PUNCTUATION.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return list(zip([0, *ends[:-1]], ends, strict=True))
