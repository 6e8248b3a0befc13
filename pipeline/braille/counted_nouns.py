"""Nouns beside numbers, taken for counters → words of their own (水 of 3回水を替える)."""

from __future__ import annotations

from pipeline.braille.grammar import is_mark, is_particle
from pipeline.braille.nouns_alone import read_alone
from pipeline.japanese.analysis import morphemes
from pipeline.japanese.morpheme import NOUN, Morpheme
from pipeline.japanese.numerals import ONE_TO_TEN
from pipeline.japanese.word_classes import words_of


def behind_count(ms: list[Morpheme], at: int) -> Morpheme | None:
    """水 of 3回水を替える, 上 of 3センチ上に → a noun behind what is counted, or nothing."""
    m, left = ms[at], ms[at - 1]
    deed = m.surface in words_of("apart from a count") and left.surface in words_of("occasion")
    if not deed and m.surface not in words_of("way from a count"):
        return None
    free = at + 1 == len(ms) or is_particle(ms[at + 1]) or is_mark(ms[at + 1])
    if m.source or m.word == left.word or not free or not _is_counted(ms, at - 1):
        return None
    return m._replace(pos=NOUN, reading=read_alone(m.surface))


def _is_counted(ms: list[Morpheme], at: int) -> bool:
    """Whether a morpheme is the counter behind a number, or its suffix (分 of 2本分)."""
    if at and ms[at].surface in ("間", "分") and ms[at - 1].pos[1] != "数詞":
        at -= 1
    return at > 0 and ms[at - 1].pos[1] == "数詞" and ms[at].pos[1] != "数詞"


# Words that begin with a counter, and how the rest of them is read: 二軒先, 六文銭.
BEGUN_BY_COUNTER = {"軒先": "サキ", "文銭": "セン"}


def with_counters(ms: list[Morpheme]) -> list[Morpheme]:
    """軒 and 先 of 二軒先, and the verb 勝てる of 十中八九勝てる, taken for a count."""
    found = list(ms)
    for at in range(len(found) - 1, 0, -1):
        m = found[at]
        if found[at - 1].pos[1] != "数詞" and found[at - 1].surface[-1] not in ONE_TO_TEN:
            continue
        rest = BEGUN_BY_COUNTER.get(m.surface)
        if rest:
            middle, counter, after = m.start + 1, m.surface[0], m.surface[1:]
            found[at : at + 1] = [
                m._replace(surface=counter, end=middle, base=counter, lexeme=counter),
                m._replace(
                    surface=after, start=middle, base=after, reading=rest, lexeme=after,
                    word=m.word + len(ms),
                ),
            ]  # fmt: skip
        elif m.surface == "勝" and at + 1 < len(found) and found[at + 1].surface[0] == "て":
            verb = morphemes(m.surface + found[at + 1].surface)
            found[at : at + 2] = [
                v._replace(start=v.start + m.start, end=v.end + m.start, word=m.word) for v in verb
            ]
    return found
