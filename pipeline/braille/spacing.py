"""Where braille kana is cut: the rules of 分かち書き in the order they are asked (てびき 第3章).

The first rule that speaks decides; what no rule joins is a word of its own (第3章 その1 1).
"""

from __future__ import annotations

from pipeline.braille.affixes import prefixed, suffixed
from pipeline.braille.boundary import Morphemes, Rule
from pipeline.braille.compounds import compounds, keys, repetition, voiced_parts
from pipeline.braille.grammar import is_plain_word
from pipeline.braille.inflected import compound_verbs, inside_words
from pipeline.braille.marks import (
    blanks,
    brackets_inside,
    brackets_outside,
    circled_numbers,
    letters,
    numbers,
    signs,
    stops,
)
from pipeline.braille.phrases import (
    alone,
    auxiliary_verbs,
    demonstratives,
    dependents,
    limits,
    literary,
    negation,
    times,
)
from pipeline.braille.proper_names import names, offices, places

# Where a sign, a blank or a letter stands on a side of the boundary; between words they are silent.
AT_SIGNS: tuple[Rule, ...] = (
    blanks,  # 第4章
    brackets_inside,
    stops,
    circled_numbers,
    brackets_outside,
    signs,
    letters,  # 第2章
)
BETWEEN_WORDS: tuple[Rule, ...] = (
    dependents,  # 第3章 その1
    alone,
    literary,
    repetition,
    voiced_parts,
    limits,
    numbers,
    negation,
    inside_words,
    auxiliary_verbs,
    compound_verbs,
    demonstratives,
    prefixed,  # 第3章 その2 and その3
    names,
    offices,
    suffixed,
    keys,
    times,
    places,
    compounds,
)
RULES = AT_SIGNS + BETWEEN_WORDS
WORDS = "words"  # 第3章 その1 1: every word is a word of its own


def cut(ms: Morphemes) -> tuple[list[bool], list[str]]:
    """Morphemes → whether each is cut off from the one before, and the rule that said so."""
    cuts, said = [True] * len(ms), [""] * len(ms)
    plain = [is_plain_word(m.surface, m.pos) for m in ms]
    for i in range(1, len(ms)):
        for rule in BETWEEN_WORDS if plain[i - 1] and plain[i] else RULES:
            decided = rule(ms, i, cuts)
            if decided is not None:
                cuts[i], said[i] = decided, rule.__name__
                break
        else:
            said[i] = WORDS
    return cuts, said
