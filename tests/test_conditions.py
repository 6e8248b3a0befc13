"""Conditions of tables mean what the regular expressions that they are written as mean."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.braille.conditions import MOST, begins_with, ends_in, written_out
from pipeline.japanese.tables import table

ROWS = table("homographs.tsv", 8)
CONDITIONS = sorted({cell for row in ROWS for cell in row[3:5] if cell})
SENTENCES = [row[5] for row in ROWS]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("駅|港", {"駅", "港"}),
        (
            "(?:駅|港)[にへ]は?",
            {"駅に", "駅へ", "港に", "港へ", "駅には", "駅へは", "港には", "港へは"},
        ),
        ("(?:市(?:立|営)?)?園", {"市立園", "市営園", "市園", "園"}),
        ("は?", set()),
        ("駅(?!前)", set()),
        ("[一-龥]", set()),
        ("[^駅]", set()),
        ("駅+", set()),
        ("駅.", set()),
        ("(駅|港)", set()),
        ("(?:駅", set()),
        ("駅)", set()),
        ("[駅", set()),
        ("(?:一|二|三|四|五|六|七|八|九|〇)" * 4, set()),
    ],
)
def test_lists_of_words_are_written_out(condition: str, words: set[str]) -> None:
    """Groups, classes and ``?``; anything more is left to regular expressions."""
    assert set(written_out(condition)) == words
    assert len(words) <= MOST


def test_most_conditions_are_lists() -> None:
    """The common case needs no regular expression."""
    assert sum(bool(written_out(condition)) for condition in CONDITIONS) > len(CONDITIONS) / 2


@given(st.sampled_from(CONDITIONS), st.sampled_from(SENTENCES), st.integers(0, 24))
def test_a_condition_means_its_regular_expression(condition: str, sentence: str, at: int) -> None:
    """At any place of the rules' own sentences."""
    before, after = sentence[:at], sentence[at:]

    assert bool(ends_in(condition)(before)) == bool(re.search(f"(?:{condition})$", before))
    assert bool(begins_with(condition)(after)) == bool(re.match(condition, after))


@given(st.sampled_from([c for c in CONDITIONS if written_out(c)]), st.randoms())
def test_what_a_list_holds_its_expression_holds(condition: str, chance: random.Random) -> None:
    """Each word of a list fits the expression whole."""
    word = chance.choice(written_out(condition))

    assert re.fullmatch(condition, word)
    assert ends_in(condition)(f"前{word}")
    assert begins_with(condition)(f"{word}後")
