"""Where braille kana is cut: the rules of 分かち書き in the order they are asked (てびき 第3章).

The first rule that speaks decides; what no rule joins is a word of its own (第3章 その1 1).
"""

from __future__ import annotations

from pipeline.braille.boundary import Morphemes, Rule
from pipeline.braille.compounds import (
    compound_verbs,
    compounds,
    inside_words,
    keys,
    names,
    offices,
    places,
    prefixed,
    repetition,
    suffixed,
    voiced_parts,
)
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
    auxiliary_verbs,
    demonstratives,
    dependents,
    limits,
    literary,
    negation,
    times,
)

RULES: tuple[Rule, ...] = (
    blanks,  # 第4章
    brackets_inside,
    stops,
    circled_numbers,
    brackets_outside,
    signs,
    letters,  # 第2章
    dependents,  # 第3章 その1
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
WORDS = "words"  # 第3章 その1 1: every word is a word of its own


def cut(ms: Morphemes) -> tuple[list[bool], list[str]]:
    """Morphemes → whether each is cut off from the one before, and the rule that said so."""
    cuts, said = [True] * len(ms), [""] * len(ms)
    for i in range(1, len(ms)):
        for rule in RULES:
            decided = rule(ms, i, cuts)
            if decided is not None:
                cuts[i], said[i] = decided, rule.__name__
                break
        else:
            said[i] = WORDS
    return cuts, said
