"""Readings that the text gives in brackets behind a word: 市場（いちば） is イチバ, in both places.

What a person wrote wins over the dictionaries. The kana in the brackets are cut as the word is,
and none of them is a particle (母（はは） is ハハ(ハハ)).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.braille.spelling import spelled
from pipeline.japanese.kana import UNVOICED, is_kanji, katakana
from pipeline.japanese.morpheme import BLANK, SYMBOL, Morpheme
from pipeline.japanese.numerals import KANJI_NUMERALS
from pipeline.japanese.sudachi import readings_of

TYPED = "typed"
_TYPED = re.compile("(?<=[ぁ-ゖ々〆\u3400-\u9fff])[(（]([ぁ-ゖー][ぁ-ゖー・ ]{0,24})[)）]")
_CHUNK = re.compile("[^ ・]+|[ ・]")
# A name's typed reading may be longer or shorter than the dictionaries' by so many kana.
_FAR = 2
_INSIDE = -1_000_000  # words of their own, which no dictionary word's number is


def as_typed(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with each reading typed in brackets given to the word before them."""
    found = list(morphemes)
    for match in reversed(list(_TYPED.finditer(text))):
        opened = bisect_left(found, match.start(), key=lambda m: m.start)
        closed = bisect_left(found, match.end(), key=lambda m: m.end)
        edges = found[opened : closed + 1]
        if not edges or (edges[0].start, edges[-1].end) != match.span():
            continue
        base = _named_by(found[:opened], katakana(match[1].replace(" ", "")))
        if base and found[opened].end == match.start(1):
            inside = list(_chunks(base, match.start(1), match[1]))
            found[opened - _count(found, opened, base) : closed] = [
                *base, found[opened], *inside
            ]  # fmt: skip
    return found


def _named_by(before: Sequence[Morpheme], kana: str) -> list[Morpheme]:
    """The morphemes that are read as ``kana``, a ・ of its own between two names aside."""
    base = _base(before, kana)
    dotted = "・" in kana and not any(m.surface == "・" for m in base)
    return _base(before, kana.replace("・", "")) if dotted else base


def _count(found: Sequence[Morpheme], opened: int, base: Sequence[Morpheme]) -> int:
    """How many morphemes the base stands for."""
    return opened - bisect_left(found, base[0].start, key=lambda m: m.start)


def _base(before: Sequence[Morpheme], kana: str) -> list[Morpheme]:
    """The morphemes that are read as ``kana``, so read, or none."""
    return _as_analysed(before, kana) or _as_listed(before, kana) or _as_named(before, kana)


def _as_analysed(before: Sequence[Morpheme], kana: str) -> list[Morpheme]:
    """The last morphemes whose readings make up the kana (文化 施設)."""
    rest, at = kana, len(before)
    while rest and at and before[at - 1].reading and rest.endswith(before[at - 1].reading):
        at -= 1
        rest = rest.removesuffix(before[at].reading)
    base = before[at:]
    has_kanji = any(is_kanji(c) for m in base for c in m.surface)
    return [] if rest or not has_kanji else [_read(m, m.reading) for m in base]


def _as_listed(before: Sequence[Morpheme], kana: str) -> list[Morpheme]:
    """The last word, of whose several readings in the dictionary this is one (市場)."""
    word = _last_word(before)
    if not word or kana not in readings_of(word[0].lexeme):
        return []
    return [_whole(word, kana)]


def _as_named(before: Sequence[Morpheme], kana: str) -> list[Morpheme]:
    """The kanji before the brackets, where the kana begin and end as their reading does."""
    at = len(before)
    while at and all(map(is_kanji, before[at - 1].surface)):
        at -= 1
    base = before[at:]
    reading = "".join(m.reading for m in base)
    if not reading or abs(len(reading) - len(kana)) > _FAR or len(kana) < _FAR:
        return []
    if _plain(reading[0]) != _plain(kana[0]) or any(_has_figures(m) for m in base):
        return []
    tail = _shared_tail(base, kana)
    head = base[: len(base) - tail]
    own = kana[: len(kana) - sum(len(m.reading) for m in base[len(head) :])]
    return [_whole(head, own), *(_read(m, m.reading) for m in base[len(head) :])]


def _shared_tail(base: Sequence[Morpheme], kana: str) -> int:
    """How many of the last morphemes are read as the kana end (神社), the first one excepted."""
    count, rest = 0, kana
    while count + 1 < len(base) and len(base[-1 - count].reading) < len(rest):
        if not rest.endswith(base[-1 - count].reading):
            break
        rest = rest.removesuffix(base[-1 - count].reading)
        count += 1
    return count


def _plain(kana: str) -> str:
    return UNVOICED.get(kana, kana)


def _last_word(before: Sequence[Morpheme]) -> list[Morpheme]:
    """The morphemes of the last dictionary word, where all of it stands there."""
    last = before[-1]
    word = [m for m in before[-len(last.lexeme) :] if m.word == last.word]
    return word if "".join(m.surface for m in word) == last.lexeme else []


def _whole(parts: Sequence[Morpheme], kana: str) -> Morpheme:
    """Morphemes as one that is read as ``kana``."""
    surface = "".join(m.surface for m in parts)
    return _read(
        parts[0]._replace(
            surface=surface, end=parts[-1].end, pos=parts[-1].pos, base=surface, lexeme=surface
        ),
        kana,
    )


def _read(m: Morpheme, kana: str) -> Morpheme:
    """A morpheme with the reading typed; numbers (二人) and marks stay with their own rules."""
    own = _has_figures(m) or m.pos[0] == "補助記号"
    return m if own else m._replace(reading=kana, source=TYPED, voiced=False)


def _has_figures(m: Morpheme) -> bool:
    return m.pos[1] == "数詞" or not KANJI_NUMERALS.isdisjoint(m.surface)


def _typed(base: Sequence[Morpheme], start: int, kana: str) -> Iterator[Morpheme]:
    """The kana in the brackets as the morphemes of the base, each with its share of them."""
    at = 0
    for m in base:
        share = kana[at : at + len(m.reading)]
        place = start + at
        at += len(share)
        yield m._replace(
            surface=share, start=place, end=place + len(share), lexeme=share, base=share,
            word=_INSIDE - m.word, source=TYPED, kana=spelled(m).kana, voiced=False,
        )  # fmt: skip


def _chunks(base: Sequence[Morpheme], start: int, typed: str) -> Iterator[Morpheme]:
    """What is typed as morphemes, a blank or ・ between two names (あけち みつひで) one too."""
    rest = list(base)
    for match in _CHUNK.finditer(typed):
        chunk, at = match.group(), start + match.start()
        if chunk in " ・":
            pos = BLANK if chunk == " " else SYMBOL
            yield Morpheme(chunk, at, at + 1, pos, chunk, chunk, _INSIDE, chunk, chunk, TYPED)
            rest = rest[1:] if rest and rest[0].surface == chunk else rest
            continue
        shared = _shared(rest, katakana(chunk))
        rest = rest[len(shared) :]
        yield from _typed(shared or [_whole(base, katakana(chunk))], at, chunk)


def _shared(base: Sequence[Morpheme], kana: str) -> list[Morpheme]:
    """The first morphemes of the base, where they are read as ``kana``, or none."""
    reading = ""
    for count, m in enumerate(base, 1):
        reading += m.reading
        if reading == kana:
            return list(base[:count])
    return []
