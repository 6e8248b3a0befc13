"""Words of several readings, read by what stands before and after them (homographs.tsv)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.braille.conditions import begins_with, ends_in, is_list
from pipeline.japanese.kana import katakana
from pipeline.japanese.morpheme import ADVERB, DEPENDENT, NOUN, NUMBER, Morpheme
from pipeline.japanese.tables import table as rows_of


class Homograph(NamedTuple):
    """A reading of a word where its surroundings match.

    ``word`` is the surface or the dictionary form, ``stem`` the leading characters that
    ``reading`` reads; ``before`` and ``after`` match the text on either side, if not empty.
    """

    word: str
    stem: str
    reading: str
    before: str
    after: str
    source: str


@cache
def homographs() -> dict[str, tuple[Homograph, ...]]:
    """The homograph rules by word, in the order they are tried."""
    found: dict[str, list[Homograph]] = {}
    for word, stem, reading, before, after, _example, _expected, source in rows_of(
        "homographs.tsv", 8
    ):
        rule = Homograph(word, stem, reading, before, after, source)
        found.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in found.items()}


# How many code points of text on either side a condition may look at.
REACH = 24
AS_ANALYSED, GUESS = "-", "?"
# Words that are read by their surroundings inside a longer dictionary word too.
INSIDE_WORDS = frozenset(("日本", "一部"))


def chosen(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with the readings of homographs chosen by their surroundings."""
    found: list[Morpheme] = []
    skip = 0
    for at, m in enumerate(morphemes):
        if m.start < skip:
            continue
        longer, rules = _rules_for(m.surface, m.base)
        if not (longer or rules) or m.source or m.kana:
            found.append(m)
            continue
        word = _longer_word(longer, text, morphemes, at) if longer else None
        made = _read(text, word, morphemes, at) if word else ()
        if word and made:
            skip = word.end
            found += made
        else:
            found.append(_choose(text, m, rules))
    return found


@cache
def _several() -> dict[str, tuple[str, ...]]:
    """Homographs of two characters or more by the first: the analyser may divide them."""
    found: dict[str, list[str]] = {}
    for word in sorted(homographs(), key=len, reverse=True):
        if len(word) > 1:
            found.setdefault(word[0], []).append(word)
    return {first: tuple(words) for first, words in found.items()}


@lru_cache(maxsize=65536)
def _rules_for(surface: str, base: str) -> tuple[tuple[str, ...], tuple[Homograph, ...]]:
    """The longer homographs that a morpheme begins, and the rules that are about itself."""
    words = _several().get(surface[:1], ())
    longer = tuple(w for w in words if w.startswith(surface) and len(w) > len(surface))
    return longer, homographs().get(surface) or homographs().get(base, ())


def _longer_word(
    longer: tuple[str, ...], text: str, morphemes: list[Morpheme], at: int
) -> Morpheme | None:
    """The homograph that several morphemes from ``at`` make, as one morpheme."""
    first = morphemes[at]
    for word in longer:
        end = first.start + len(word)
        if not text.startswith(word, first.start):
            continue
        inside = [m for m in morphemes[at : at + len(word)] if m.end <= end]
        if inside[-1].end == end:
            reading = "".join(m.reading for m in inside)
            last = inside[-1].pos
            pos = ADVERB if last[0] in (*DEPENDENT, "動詞") else NOUN
            pos = last if last[0] == "形容詞" else pos
            return first._replace(
                surface=word, end=end, pos=pos, base=word, reading=reading, lexeme=word
            )
    return None


def _read(text: str, word: Morpheme, morphemes: list[Morpheme], at: int) -> tuple[Morpheme, ...]:
    """A homograph of several morphemes: one, read, or left to the number rules; or nothing.

    Where no rule of the whole fits, its parts have rules of their own (主に of 主に いくつか).
    """
    rules = homographs()[word.surface]
    rule = _matching(text, word, rules)
    if rule is None:
        return ()
    if rule.reading == AS_ANALYSED:
        return tuple(m for m in morphemes[at : at + len(word.surface)] if m.end <= word.end)
    return (_choose(text, word, rules),)


def _is_open(rules: tuple[Homograph, ...]) -> bool:
    """Whether rules choose between readings, and do not only name one the analyser misses (雨)."""
    return len({rule.reading for rule in rules} - {AS_ANALYSED}) > 1


def _choose(text: str, morpheme: Morpheme, rules: tuple[Homograph, ...]) -> Morpheme:
    inside = morpheme.lexeme not in (morpheme.surface, f"{morpheme.surface}駅")
    inside = inside and morpheme.surface not in INSIDE_WORDS
    if not rules or inside or morpheme.pos[0] == "接尾辞":
        return morpheme
    rule = _matching(text, morpheme, rules)
    if rule is None and not _is_open(rules):
        return morpheme
    if rule is None:
        return morpheme._replace(doubt=f"{morpheme.surface}: 読み分けの規則に当てはまりません")
    if rule.reading == AS_ANALYSED:
        return morpheme
    stem = rule.reading.rstrip(GUESS)
    guess = f"{morpheme.surface}: 文脈から読みが決まりません" if rule.reading[-1] == GUESS else ""
    return morpheme._replace(
        reading=stem + katakana(morpheme.surface[len(rule.stem) :]),
        pos=NUMBER if stem[0].isdigit() else morpheme.pos,
        source=f"homograph: {rule.source}",
        doubt=guess,
    )


def _matching(text: str, morpheme: Morpheme, rules: tuple[Homograph, ...]) -> Homograph | None:
    before = text[max(0, morpheme.start - REACH) : morpheme.start]
    after = text[morpheme.end : morpheme.end + REACH]
    for rule in rules:
        if morpheme.surface.startswith(rule.stem) and _fits(rule, before, after):
            return rule
    return None


def _fits(rule: Homograph, before: str, after: str) -> object:
    """Whether the text around a word is as a rule asks; a list of words is asked first."""
    if rule.before and rule.after and is_list(rule.after):
        return begins_with(rule.after)(after) and ends_in(rule.before)(before)
    if rule.before and not ends_in(rule.before)(before):
        return False
    return not rule.after or begins_with(rule.after)(after)
