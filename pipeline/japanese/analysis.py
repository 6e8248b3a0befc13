"""Japanese sentence → morphemes, by SudachiPy.

Sudachi's C words are kept as ``word`` and cut into its A units, the parts of a compound; each
part's reading is the part of the compound's reading that belongs to it (``オオ``, ``ドオリ`` of
大通り), which is where rendaku shows. The dictionary loads at first use.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.japanese.fitted import as_written, share_reading, voiced
from pipeline.japanese.kana import is_kana, katakana
from pipeline.japanese.mended import (
    BEFORE_A_WORD,
    BEGUN_WRONGLY,
    ended,
    hidden,
    is_no_word,
    one_word,
)
from pipeline.japanese.morpheme import FILLER, NOUN, PARTICLE, SYMBOL, Morpheme, Pos
from pipeline.japanese.sudachi import pos_of, short_tokens, tokens

if TYPE_CHECKING:
    from sudachipy import Morpheme as Token


class Part(NamedTuple):
    """A part of a dictionary word, ``offset`` code points from the word's start."""

    offset: int
    surface: str
    pos: Pos
    base: str
    reading: str
    voiced: bool = False


# Token → its parts. ``lru_cache`` would take a call for every morpheme.
_PARTS: dict[tuple[object, ...], tuple[Part, ...]] = {}
PARTS_KEPT = 65536  # 240,000 characters of unlike sentences have 20,000 of them


def morphemes(sentence: str) -> list[Morpheme]:
    """A sentence → its morphemes, in order, covering every code point.

    Where Sudachi began a word wrongly or missed one in kana, what it did is mended, and the rest
    of the sentence read anew from there.
    """
    made, start, word = [], 0, 0
    while start < len(sentence):
        found, end, words = _until_mended(sentence[start:])
        if start:
            found = [
                m._replace(start=m.start + start, end=m.end + start, word=m.word + word)
                for m in found
            ]
        made += found
        start, word = start + end, word + words
    return made


def _until_mended(sentence: str) -> tuple[list[Morpheme], int, int]:
    """The morphemes up to the first that was mended, where they end, and how many words so far."""
    alone = one_word(sentence)
    if alone:
        return alone, len(sentence), 1
    found: list[Morpheme] = []
    reached = 0
    for word, token in enumerate(tokens(sentence)):
        surface, start = token.surface(), token.begin()
        if start > reached:
            found.append(_left_out(sentence, reached, start))
        reached = start + len(surface)
        if not surface:
            continue
        lone = len(surface) == 1
        if not lone and surface[0] in BEGUN_WRONGLY and (surface[0] != "と" or surface[1] == "う"):
            with_kana = ended(found[-1], sentence, surface, start, token) if found else ()
            if with_kana:
                return [*found[:-1], *with_kana], start + 1, word + 1
        key: tuple[object, ...] = (surface, number := token.word_id())
        if number >= JOINED:
            key = (*key, token.part_of_speech_id(), token.reading_form())
        parts = _PARTS.get(key)
        if parts is None:
            if len(_PARTS) >= PARTS_KEPT:
                _PARTS.clear()
            parts = _PARTS[key] = _parts(token)
        if parts[0].pos[1] == FILLER or (
            lone
            and (not found or found[-1].surface in BEFORE_A_WORD)
            and is_no_word(found, surface, parts[0].pos)
        ):
            missed = hidden(found, sentence, start, word)
            if missed:
                found += missed
                return found, found[-1].end, found[-1].word + 1
        for offset, text, pos, base, reading, is_voiced in parts:
            at, end = start + offset, start + offset + len(text)
            made = (text, at, end, pos, base, reading, word, surface, "", "", "", is_voiced)
            # The generated constructor takes twice as long; this runs for every morpheme.
            found.append(tuple.__new__(Morpheme, made))
    if reached < len(sentence):
        found.append(_left_out(sentence, reached, len(sentence)))
    return found, len(sentence), 0


# Words in no dictionary have numbers from here on, which say nothing of their reading: a figure
# that Sudachi joined is read as its neighbour asks (三 ミッ of 三つ, サン).
JOINED = 0xF0000000


def _left_out(sentence: str, start: int, end: int) -> Morpheme:
    """Characters that Sudachi gives no token (it composes some of other scripts)."""
    surface = sentence[start:end]
    return Morpheme(surface, start, end, SYMBOL, surface, surface, -1, surface)


def _parts(token: Token) -> tuple[Part, ...]:
    """A Sudachi word → its A units, or itself where its reading cannot be shared out."""
    reading, surface = _reading(token), token.surface()
    phrase = _phrase(surface, reading, pos_of(token))
    if phrase:
        return phrase
    units = short_tokens(token)
    shares = share_reading(reading, [_reading(unit) for unit in units]) if len(units) > 1 else None
    if shares is None:
        return (Part(0, surface, pos_of(token), token.dictionary_form(), reading),)
    first = token.begin()
    return tuple(
        Part(
            unit.begin() - first,
            unit.surface(),
            pos_of(unit),
            unit.dictionary_form(),
            share,
            at > 0 and voiced(unit.surface(), share),
        )
        for at, (unit, share) in enumerate(zip(units, shares, strict=True))
    )


_PHRASE = re.compile("([\u4e00-\u9fff]+)([にがを])([\u4e00-\u9fff].*)")


def _phrase(surface: str, reading: str, pos: Pos) -> tuple[Part, ...]:
    """A verb that is noun, particle and verb in one (間に合う) → the three, or nothing."""
    match = _PHRASE.fullmatch(surface) if pos[0] in ("動詞", "形容詞") else None
    at = reading.find(katakana(match[2]), 1) if match else -1
    if match is None or at < 0:
        return ()
    noun, particle, verb = match.groups()
    end = len(noun)
    return (
        Part(0, noun, NOUN, noun, reading[:at]),
        Part(end, particle, PARTICLE, particle, reading[at]),
        Part(end + 1, verb, pos, verb, reading[at + 1 :]),
    )


def _reading(token: Token) -> str:
    """The reading of a token in katakana; kana are their own reading."""
    surface = token.surface()
    return katakana(surface) if is_kana(surface) else as_written(surface, token.reading_form())
