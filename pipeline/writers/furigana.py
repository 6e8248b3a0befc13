"""Give kanji in running text their readings (a guess, by the analysis that braille starts from)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from pipeline.braille.dictionary import fixed_words
from pipeline.braille.orthography import analysed
from pipeline.braille.words import Fixed
from pipeline.document import Reading
from pipeline.japanese.analysis import morphemes
from pipeline.japanese.kana import hiragana, is_kanji
from pipeline.japanese.said import spoken_figures
from pipeline.japanese.sentences import sentences
from pipeline.japanese.thin_blanks import thin_blanks

# Text and its reading; no reading: an empty string.
Piece = tuple[str, str]

# SudachiPy's parts of speech for signs and blanks, which it reads by their names (キゴウ).
NOT_READ = frozenset({"補助記号", "空白"})

DIGIT = re.compile("[0-9]")
# 点訳のてびき 第2章 その1: the long sound of ウ and オ that print writes with う.
LENGTHENED = re.compile("(?<=[ウクスツヌフムユルグズヅブプュオコソトノホモヨロゴゾドボポョ])ー")


def furigana(text: str, settled: tuple[Reading, ...] = ()) -> list[Piece]:
    """Text as pieces with their readings in hiragana; what is no kanji has none.

    ``取り扱う`` becomes 取 (と), り, 扱 (あつか), う. What is ``settled`` for a word wins.
    """
    words = _words(text, settled)
    return _joined(p for word, reading in words for p in split_okurigana(word, reading))


def furigana_at_first_use(settled: tuple[Reading, ...] = ()) -> Callable[[str], list[Piece]]:
    """A function like ``furigana`` that leaves out the words it has given a reading before.

    It remembers them as long as it lives: it is made anew for each unit. A word is known by its
    kanji and how they are read, so that 扱う and 扱い are one word, 市場 (いちば, しじょう) two.
    """
    seen: set[tuple[Piece, ...]] = set()

    def first(text: str) -> list[Piece]:
        pieces: list[Piece] = []
        for word, reading in _words(text, settled):
            cut = split_okurigana(word, reading)
            key = tuple(piece for piece in cut if piece[1])
            pieces += [(word, "")] if key in seen else cut
            seen.add(key)
        return _joined(pieces)

    return first


def kana(text: str) -> str:
    """Text as it is read, in katakana: what a catalogue sorts by."""
    found = (word for start, end in sentences(text) for word in _looked_up(text[start:end]))
    return "".join(reading or word for word, reading in found)


def _words(text: str, settled: tuple[Reading, ...]) -> Iterator[Piece]:
    """The words of a text with their readings in katakana, as braille and voice read them."""
    for start, end in sentences(text):
        sentence = text[start:end]
        yield from _read(sentence, tuple(fixed_words(sentence, settled, ())))


@lru_cache(maxsize=16384)
def _read(sentence: str, fixed: tuple[Fixed, ...]) -> tuple[Piece, ...]:
    words: list[Piece] = []
    thin = set(thin_blanks(sentence))
    places = [at for at in range(len(sentence) + 1) if at not in thin]
    moved = tuple(
        replace(f, start=bisect_left(places, f.start), end=bisect_left(places, f.end))
        for f in fixed
    )
    at = 0
    for word in analysed("".join(sentence[place] for place in places[:-1]), moved):
        start, end = places[word.start], places[word.end - 1] + 1
        if start > at:
            words.append((sentence[at:start], ""))
        surface = sentence[start:end]
        words.append((surface, _reading(surface, word.reading)))
        at = end
    return (*words, (sentence[at:], "")) if at < len(sentence) else tuple(words)


def _reading(word: str, reading: str) -> str:
    """How a word is read, in the spelling of print.

    Braille counts 三本 in figures, which ruby spells out (さんぼん), and writes ジュー where print
    has じゅう. The blanks are the word cuts of a reading that a person settled.
    """
    if "ー" not in word:
        reading = LENGTHENED.sub("ウ", reading)
    if DIGIT.findall(reading) != DIGIT.findall(word):
        reading = "".join(said for said, _ in spoken_figures(reading))
    return "".join(reading.split())


def _looked_up(sentence: str) -> Iterator[Piece]:
    """The words of a sentence as the dictionary reads them; signs and blanks have no reading."""
    for word in morphemes(sentence):
        yield word.surface, "" if word.pos[0] in NOT_READ else word.reading


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces, those in a row that have no reading being one."""
    joined: list[Piece] = []
    for bare, group in groupby(pieces, key=lambda piece: not piece[1]):
        run = list(group)
        joined += [("".join(base for base, _ in run), "")] if bare else run
    return joined


def split_okurigana(word: str, reading: str) -> list[Piece]:
    """A word cut where its own kana stand in its reading; one piece where that cannot be seen."""
    if not reading or not has_kanji(word) or has_kanji(reading):
        return [(word, "")]
    written, read = hiragana(word), hiragana(reading)
    reading_start = _common(written, read)
    start = reading_start + word[reading_start].isspace()  # 1986 年, read as 1986年
    end = _common(written[start:][::-1], read[reading_start:][::-1])
    stop, reading_stop = len(word) - end, len(reading) - end
    inside = _split_inside(word[start:stop], read[reading_start:reading_stop])
    pieces = [(word[:start], ""), *inside]
    pieces.append((word[stop:], ""))
    return [(base, kana if has_kanji(base) else "") for base, kana in pieces if base]


def has_kanji(text: str) -> bool:
    """Whether a text holds a kanji."""
    return any(map(is_kanji, text))


def _split_inside(word: str, reading: str) -> list[Piece]:
    """A word between kanji, cut at each kana in it that its reading has in one place only."""
    for index, character in enumerate(hiragana(word)):
        place = reading.find(character, 1)
        if not is_kanji(character) and place > 0 and reading.count(character, 1) == 1:
            rest = split_okurigana(word[index + 1 :], reading[place + 1 :])
            return [(word[:index], reading[:place]), (word[index], ""), *rest]
    return [(word, reading)]


def _common(one: str, other: str) -> int:
    """How many characters, none of them kanji, two texts have in common at their start."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b or is_kanji(a):
            break
        length += 1
    return length
