"""伏せ字: which marks of a text stand for a word or a number, and what becomes of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.braille.cells import BLANK, translate
from pipeline.braille.orthography import kana
from pipeline.braille.placeholders import placeholders
from pipeline.verify.kanacells import read_cells

# (text, braille kana, cells): 点訳のてびき 第4章 その4.
CASES = (
    ("〇〇さん", "○○ サン", "⠐⠵⠐⠵ ⠱⠴"),
    ("○○が△△市に行く。", "○○ガ △△シニ イク。", "⠐⠵⠐⠵⠐⠡ ⠐⠷⠐⠷⠤⠳⠇ ⠃⠩⠲"),
    ("●●会社", "○○ カイシャ", "⠐⠵⠐⠵ ⠡⠃⠈⠱"),
    ("「□□」です", "「□□」デス", "⠤⠐⠽⠐⠽⠤⠐⠟⠹"),
    ("××年○月△日", "⠼××ネン ⠼○ガツ ⠼△ニチ", "⠼⠿⠿⠏⠴ ⠼⠿⠐⠡⠝ ⠼⠿⠇⠗"),
    ("199×年", "199⠼×ネン", "⠼⠁⠊⠊⠿⠏⠴"),
    ("第○回", "ダイ⠼○カイ", "⠐⠕⠃⠼⠿⠡⠃"),
    ("〇〇円", "⠼○○エン", "⠼⠿⠿⠤⠋⠴"),
    ("090-××××", "090-⠼××××", "⠼⠚⠊⠚⠤⠼⠿⠿⠿⠿"),
    # marks of their own, zeros and the sign of multiplication
    ("答えは○です。", "コタエワ ○デス。", "⠪⠕⠋⠄ ⠠⠵⠂⠐⠟⠹⠲"),
    ("○ 本人", "○ ホンニン", "⠠⠵⠂ ⠮⠴⠇⠴"),
    ("○×クイズ", "○× クイズ", "⠠⠵⠂⠰⠡⠂ ⠩⠃⠐⠹"),
    ("二〇〇五年", "2005ネン", "⠼⠃⠚⠚⠑⠏⠴"),
    ("3×4", "3×4", "⠼⠉⠡⠼⠙"),
)


@pytest.mark.parametrize(("text", "written", "cells"), CASES, ids=[text for text, *_ in CASES])
def test_marks_become_what_the_guide_has_for_them(text: str, written: str, cells: str) -> None:
    """Marks for a word, for figures, and alone have cells of their own."""
    assert kana(text) == written
    assert translate(written).cells.replace(BLANK, " ") == cells


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("○○さん", "○○ サン"),
        ("××年", "××ネン"),
        ("2メートルの××", "2メートルノ ××"),
        ("●です", "●デス"),
    ],
)
def test_what_is_written_can_be_read_back(text: str, read: str) -> None:
    """A reader that knows nothing of the writer finds the marks again."""
    assert read_cells(translate(kana(text)).cells.replace(BLANK, "⠀"))[0] == read


@given(st.text("○〇×△□●年月日円三0- あ本", max_size=14))
def test_every_mark_is_found_at_most_once_and_in_order(text: str) -> None:
    """What is found lies in the text, apart and in order, and begins with a mark."""
    found = placeholders(text)

    assert all(text[one.start] in "○〇×△□●" for one in found)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text("○△□×", min_size=2, max_size=8).map(lambda marks: marks[0] * len(marks)))
def test_each_mark_of_a_hidden_word_has_two_cells(marks: str) -> None:
    """As many marks are felt as are seen."""
    assert len(translate(marks).cells) == 2 * len(marks)
