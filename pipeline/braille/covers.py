"""What is known before analysis, laid over a sentence's morphemes: fixed readings, letters, marks.

A cover is a morpheme of its own; what it leaves of a sentence keeps its morphemes, and is analysed
anew only where one reached across a cover's edge.
"""

from __future__ import annotations

from pipeline.braille.spelling import respelled
from pipeline.braille.switches import Kind, Stretch, stretches, switched
from pipeline.braille.words import Fixed
from pipeline.japanese.analysis import morphemes
from pipeline.japanese.fitted import share_reading
from pipeline.japanese.kana import is_kana, katakana
from pipeline.japanese.morpheme import BLANK, LATIN, NOUN, NUMBER, SYMBOL, Morpheme, Pos

POS: dict[Kind, Pos] = {
    Kind.BLANK: BLANK,
    Kind.CELLS: SYMBOL,
    Kind.CIRCLED: SYMBOL,
    Kind.COMPUTER: LATIN,
    Kind.FOREIGN: LATIN,
    Kind.HIDDEN: LATIN,
    Kind.HIDDEN_NUMBER: NUMBER,
    Kind.LATIN: LATIN,
    Kind.NUMBER: NUMBER,
}
FIXED, STRETCH = "fixed", "stretch"


def laid_over(text: str, found: list[Morpheme], fixed: tuple[Fixed, ...]) -> list[Morpheme]:
    """Morphemes with fixed readings and stretches that are not Japanese laid over them."""
    covers = [cover for item in fixed for cover in _fixed(text, item, found)]
    taken = [(cover.start, cover.end) for cover in covers]
    covers += [
        _stretch(text, stretch)
        for stretch in stretches(text)
        if not any(start < stretch.end and stretch.start < end for start, end in taken)
    ]
    if not covers:
        return found
    covers.sort(key=lambda m: m.start)
    result: list[Morpheme] = []
    at = first = 0
    for cover in covers:
        if cover.start < at:
            continue  # two readings for one stretch: the first one stands
        rest, first = _uncovered(text, found, at, cover.start, first)
        result += rest
        result.append(cover)
        at = cover.end
    return result + _uncovered(text, found, at, len(text), first)[0]


def _uncovered(
    text: str, found: list[Morpheme], start: int, end: int, first: int
) -> tuple[list[Morpheme], int]:
    """The morphemes of ``text[start:end]`` from ``found[first:]``, and where to look next."""
    while first < len(found) and found[first].end <= start:
        first += 1
    last = first
    while last < len(found) and found[last].end <= end:
        last += 1
    if start >= end:
        return [], first
    whole = [m for m in found[first:last] if m.start >= start]
    if not whole:
        return _analysed(text, start, end), last
    head = _analysed(text, start, whole[0].start)
    return head + whole + _analysed(text, whole[-1].end, end), last


def _analysed(text: str, start: int, end: int) -> list[Morpheme]:
    """The morphemes of ``text[start:end]``, analysed alone."""
    if start >= end:
        return []
    return [
        m._replace(start=m.start + start, end=m.end + start, word=-1 - m.word)
        for m in morphemes(text[start:end])
    ]


def _fixed(text: str, item: Fixed, found: list[Morpheme]) -> list[Morpheme]:
    """A fixed reading as morphemes, with the part of speech of what it covers.

    Kana that belong to the same word (送り仮名 after the ruby's base) come with it; katakana behind
    a reading in katakana is a word of its own, though the analyser knows neither (プレイ ストア).
    """
    covered = [m for m in found if m.start < item.end and m.end > item.start]
    if not covered or item.spaced:
        return [_reading(text, item, item.start, item.end, covered, "", "")]
    before = text[covered[0].start : item.start]
    after = text[item.end : covered[-1].end]
    before = before if is_kana(before) and covered[0].pos[0] != "助詞" else ""
    after = after if is_kana(after) and covered[-1].start < item.end else ""
    if _in_katakana(text[item.start : item.end]):
        before = "" if _in_katakana(before) else before
        after = "" if _in_katakana(after) else after
    start, end = item.start - len(before), item.end + len(after)
    shares = None
    if covered[0].start == start and covered[-1].end == end and len(covered) > 1:
        whole = katakana(before + item.kana + after)
        shares = share_reading(whole, [m.reading for m in covered])
    if shares is None:
        return [_reading(text, item, start, end, covered, before, after)]
    return [
        m._replace(reading=share, source=FIXED) for m, share in zip(covered, shares, strict=True)
    ]


def _in_katakana(text: str) -> bool:
    return is_kana(text) and text == katakana(text)


def _reading(
    text: str, item: Fixed, start: int, end: int, covered: list[Morpheme], before: str, after: str
) -> Morpheme:
    """A fixed reading as one morpheme from ``start`` to ``end``."""
    noun = not covered or covered[-1].pos[0] in ("補助記号", "助詞", "空白", "記号")
    pos = NOUN if noun else covered[-1].pos
    surface = text[start:end]
    reading = katakana(before + item.kana + after)
    word = covered[0].word if covered else -1
    kana = respelled(item.kana) if item.spaced else ""
    return Morpheme(surface, start, end, pos, surface, reading, word, surface, kana, FIXED)


def _stretch(text: str, stretch: Stretch) -> Morpheme:
    """A stretch that is not Japanese as a morpheme; a number is left to the number rules."""
    kind, start, end = stretch
    surface = text[start:end]
    number = kind is Kind.NUMBER
    kana = "" if number else switched(kind, surface)
    source = "" if number else STRETCH
    word = -2 - start  # no dictionary word's
    if kind is Kind.HIDDEN_NUMBER:  # its counter is still to be spelled
        return Morpheme(surface, start, end, POS[kind], surface, kana, word, surface, "", STRETCH)
    return Morpheme(surface, start, end, POS[kind], surface, surface, word, surface, kana, source)
