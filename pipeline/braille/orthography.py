"""A line of Japanese text → spaced braille kana, with the place each word came from.

``STAGES`` is the order of work on a sentence: the analyser's morphemes, what a person fixed and
what is not Japanese laid over them, settled words, homographs, numbers, unknown characters; then
every morpheme is spelled and the line is cut.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.braille.characters import ELLIPSIS, fold
from pipeline.braille.covers import STRETCH, laid_over
from pipeline.braille.doubts import doubted
from pipeline.braille.free_nouns import freed
from pipeline.braille.grammar import CIRCLED, is_blank
from pipeline.braille.homographs import chosen
from pipeline.braille.mistaken import corrected
from pipeline.braille.mixed import mixed
from pipeline.braille.parts import split_long_words
from pipeline.braille.places import places
from pipeline.braille.readings import contracted, doubled, drawn_out, known, name_dots, sounds
from pipeline.braille.second_parts import large, second_parts, unvoiced
from pipeline.braille.settled import repeated, settled
from pipeline.braille.spacing import cut
from pipeline.braille.spelling import spelled
from pipeline.braille.typed_readings import as_typed
from pipeline.braille.words import Fixed, Word
from pipeline.japanese.analysis import morphemes
from pipeline.japanese.lone_particles import lone_particles
from pipeline.japanese.morpheme import Morpheme
from pipeline.japanese.numbers import numbers
from pipeline.japanese.old_kana import modernized, with_drawn_out_endings, with_modern_endings
from pipeline.japanese.sentences import sentences

Stage = Callable[[str, list[Morpheme]], list[Morpheme]]

STAGES: tuple[Stage, ...] = (
    as_typed,
    settled,
    doubled,
    sounds,
    modernized,
    places,
    mixed,
    corrected,
    freed,
    chosen,
    split_long_words,
    numbers,
    second_parts,
    unvoiced,
    large,
    drawn_out,
    contracted,
    name_dots,
    known,
    doubted,
)
SETTLED = "settled"  # the rule of a cut inside a word whose kana is settled whole
IDEOGRAPHIC_SPACE = "\N{IDEOGRAPHIC SPACE}"


def kana(text: str) -> str:
    """A line of text → a line of spaced braille kana, its own blanks as wide as they were."""
    return spaced(text).replace(ELLIPSIS, "...")


def spaced(text: str) -> str:
    """A line of text → what becomes cells: braille kana in which a row of dots is one sign."""
    words = transcribe(text)
    if not words:
        return " " * len(text)
    line = [" " * words[0].start, words[0].kana]
    for before, word in pairwise(words):
        line += (" " * max(1, word.start - before.end), word.kana)
    line += " " * len(text[words[-1].end :].rstrip(IDEOGRAPHIC_SPACE))
    return "".join(line)


def transcribe(
    text: str, fixed: Sequence[Fixed] = (), stops: Sequence[int] = ()
) -> tuple[Word, ...]:
    """A text → its words in braille kana; a reading in ``fixed`` always wins.

    At each place in ``stops`` a word ends, joined or not to the next: the parts of a sentence
    that are heard one by one are read as one sentence.
    """
    folded, places = _closed_up(text, *fold(text))
    moved = _folded(fixed, places)
    halts = frozenset(bisect_left(places, stop) for stop in stops)
    words: list[Word] = []
    for start, end in _sentences(folded, moved):
        inside = tuple(
            Fixed(f.start - start, min(f.end, end) - start, f.kana, f.spaced)
            for f in moved[_first(moved, start) : _first(moved, end)]
        )
        ends = frozenset(halt - start for halt in halts if start <= halt < end)
        shifted = list(_sentence(folded[start:end], inside, ends))
        if start:
            shifted = [Word(w[0], w[1] + start, w[2] + start, w[3], w[4]) for w in shifted]
        joined = bool(words and shifted) and words[-1].end == shifted[0].start
        if joined and shifted[0].start not in halts:
            words[-1] = _merged(words[-1], shifted.pop(0))
        words += shifted
    if isinstance(places, range):
        return tuple(words)
    return _unfolded(words, places, len(text))


def _closed_up(text: str, folded: str, places: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Folded characters and their places without the blanks before lone particles."""
    if " " not in folded:
        return folded, places
    lone = {at for at in lone_particles(folded) if text[places[at]] != IDEOGRAPHIC_SPACE}
    if not lone:
        return folded, places
    kept = [at for at in range(len(folded)) if at not in lone]
    return "".join(folded[at] for at in kept), [*(places[at] for at in kept), places[-1]]


def _sentences(text: str, fixed: Sequence[Fixed]) -> Sequence[tuple[int, int]]:
    """The spans of a text's sentences; none ends inside what a person fixed (Hey! Say! JUMP)."""
    spans = sentences(text)
    if len(spans) < 2 or not any(f.start < end < f.end for f in fixed for _, end in spans):
        return spans
    whole = [(f.start, f.end) for f in fixed]
    ends = [end for _, end in spans if not any(start < end < last for start, last in whole)]
    return list(pairwise([0, *ends]))


def _folded(fixed: Sequence[Fixed], places: Sequence[int]) -> list[Fixed]:
    """Fixed readings counted in folded characters, in order; those of nothing are none."""
    counted = (
        Fixed(bisect_left(places, f.start), bisect_left(places, f.end), f.kana, f.spaced)
        for f in sorted(fixed, key=lambda f: f.start)
    )
    return [f for f in counted if f.end > f.start]


def _first(fixed: Sequence[Fixed], start: int) -> int:
    return bisect_left(fixed, start, key=lambda f: f.start)


def _unfolded(words: Sequence[Word], places: Sequence[int], length: int) -> tuple[Word, ...]:
    """Words counted in folded characters → the same counted in those of the text.

    Two words of one character (㌠, サンチーム) share it: the first has it, the second is empty.
    """
    found: list[Word] = []
    for word in words:
        before = found[-1].end if found else 0
        start = max(places[word.start], before)
        after = places[word.end - 1] + 1 if word.end else 0
        end = max(start, after, min(places[word.end], length))
        found.append(Word(word.kana, start, end, word.rule, word.doubt))
    return tuple(found)


def _merged(left: Word, right: Word) -> Word:
    """Two words with no blank between, one at a sentence's end, the other at the next's start."""
    doubt = left.doubt or right.doubt
    return Word(left.kana + right.kana, left.start, right.end, left.rule, doubt)


@lru_cache(maxsize=16384)
def _sentence(
    text: str, fixed: tuple[Fixed, ...], stops: frozenset[int] = frozenset()
) -> tuple[Word, ...]:
    """A sentence → its words; none goes on over a stop, unless a morpheme does."""
    found = analysed(text, fixed)
    cuts, rules = cut(found)
    words: list[Word] = []
    start = 0
    for i in range(1, len(found) + 1):
        if i == len(found) or cuts[i] or found[i].start in stops:
            words += _words(found[start:i], rules[start])
            start = i
    return tuple(words)


def analysed(text: str, fixed: tuple[Fixed, ...] = ()) -> list[Morpheme]:
    """A sentence → its morphemes, read and spelled."""
    written, text = text, with_modern_endings(text)
    found = _covered(text, fixed)
    if "々" in text and any(m.surface[0] == "々" for m in found):
        text = repeated(text)
        found = _covered(text, fixed)
    found = with_drawn_out_endings(written, found)
    for stage in STAGES:
        found = stage(text, found)
    return [m if m.kana else spelled(m) for m in found]


def _covered(text: str, fixed: tuple[Fixed, ...]) -> list[Morpheme]:
    sentence = text if CIRCLED.isdisjoint(text) else text.translate(_AS_STOP)
    return laid_over(text, morphemes(sentence), fixed)


# The analyser must not take ② for the number of what follows.
_AS_STOP = {ord(character): "。" for character in CIRCLED}


def _words(group: Sequence[Morpheme], rule: str) -> list[Word]:
    """Joined morphemes → a word, or as many as their settled kana has."""
    if not group or is_blank(group[0]):
        return []
    doubts = [m.doubt for m in group if m.doubt]
    doubt = doubts[0] if doubts else ""
    kana_ = "".join([m.kana for m in group])
    if " " not in kana_ or not any(" " in m.kana and m.source != STRETCH for m in group):
        return [Word(kana_, group[0].start, group[-1].end, rule, doubt)]
    words = [Word("", group[0].start, group[0].start, rule, doubt)]
    for m in group:
        pieces = m.kana.split() if m.source != STRETCH else [m.kana]
        if not pieces:  # the ・ of a name: a blank of its own
            words[-1] = words[-1]._replace(end=m.end)
        for number, piece in enumerate(pieces):
            end = m.start + (m.end - m.start) * (number + 1) // len(pieces)
            if number:
                words.append(Word(piece, words[-1].end, end, SETTLED, doubt))
            else:
                last = words[-1]
                words[-1] = Word(last.kana + piece, last.start, end, last.rule, doubt)
    return words


def explain(text: str) -> str:
    """A line → why each word is read and cut as it is (``explanation.explain``)."""
    from pipeline.braille import explanation

    return explanation.explain(text)
