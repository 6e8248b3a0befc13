"""Give kanji in running text their readings (a guess, by the analysis that braille starts from)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.japanese.analysis import is_kanji, morphemes, sentences

# Text and its reading; no reading: an empty string.
Piece = tuple[str, str]

# SudachiPy's parts of speech for signs and blanks, which it reads by their names (キゴウ).
NOT_READ = frozenset({"補助記号", "空白"})

KATAKANA = range(ord("ァ"), ord("ヶ") + 1)
TO_HIRAGANA = {code: code - (ord("ァ") - ord("ぁ")) for code in KATAKANA}


def furigana(text: str) -> list[Piece]:
    """Text as pieces with their readings in hiragana; what is no kanji has none.

    ``取り扱う`` becomes 取 (と), り, 扱 (あつか), う.
    """
    pieces = (p for word, reading in _words(text) for p in split_okurigana(word, reading))
    return _joined(pieces)


def kana(text: str) -> str:
    """Text as it is read, in katakana: what a catalogue sorts by."""
    return "".join(reading or word for word, reading in _words(text))


def _words(text: str) -> Iterator[Piece]:
    """The words of a text with their readings in katakana; signs and blanks have none."""
    for start, end in sentences(text):
        for word in morphemes(text[start:end]):
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
    if not reading or not any(is_kanji(character) for character in word):
        return [(word, "")]
    word_kana, hiragana = word.translate(TO_HIRAGANA), reading.translate(TO_HIRAGANA)
    start = _common(word_kana, hiragana)
    end = _common(word_kana[start:][::-1], hiragana[start:][::-1])
    stop, reading_stop = len(word) - end, len(reading) - end
    pieces = [(word[:start], ""), *_split_inside(word[start:stop], hiragana[start:reading_stop])]
    return [piece for piece in (*pieces, (word[stop:], "")) if piece[0]]


def _split_inside(word: str, reading: str) -> list[Piece]:
    """A word between kanji, cut at each kana in it that its reading has in one place only."""
    for index, character in enumerate(word.translate(TO_HIRAGANA)):
        place = reading.find(character, 1)
        if not is_kanji(character) and place > 0 and reading.count(character, 1) == 1:
            rest = _split_inside(word[index + 1 :], reading[place + 1 :])
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
