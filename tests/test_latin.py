"""Words in the alphabet are found in Japanese text, and nothing else is."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.japanese.fold import fold_for_matching
from pipeline.japanese.latin import find_words, fold
from pipeline.japanese.left_alone import left_alone
from pipeline.japanese.lexicon import Lexicon
from tests.cases import Case, read_cases

TERMS = Path(__file__).parent.parent / "source" / "terms"
PIECES = st.sampled_from([
    *"ABIVXaistv0123456789 .,-/&'+!#@_:~（）()「」、。のをガーｉＰ３－　éⅢ㎝℡°α第章",
    "iPhone", "App Store", "USB", "Wi-Fi", "https://", ".jpg", "example.jp", "10GB", "Node.js",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=24).map("".join)


@cache
def lexicon() -> Lexicon:
    """The house dictionary alone."""
    return Lexicon.load(TERMS.glob("*.tsv"), None)


def glossed(text: str) -> str:
    """A text with every word in katakana and its original behind it."""
    made, at = [], 0
    for match in find_words(text, lexicon()):
        made += [text[at : match.start], f"{match.reading.katakana}（{match.original}）"]
        at = match.end
    return "".join(made) + text[at:]


@pytest.mark.parametrize("case", read_cases("latin.md"), ids=lambda case: case.id)
def test_words_in_a_line(case: Case) -> None:
    """Each word is found whole and read."""
    assert glossed(case.source) == case.expected


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_matches_lie_in_the_text_one_behind_the_other(text: str) -> None:
    """Offsets count in the text as it is typed, and the original is that stretch, width folded."""
    end = 0
    for match in find_words(text, lexicon()):
        assert end <= match.start < match.end <= len(text)
        stretch = fold_for_matching(text[match.start : match.end])
        assert match.original == stretch or not stretch.isascii()
        assert match.reading.katakana
        end = match.end


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_no_letter_is_dropped(text: str) -> None:
    """A letter that is in no word is in an address, a file name or a label."""
    plain = fold_for_matching(text)
    covered = {i for m in find_words(text, lexicon()) for i in range(m.start, m.end)}
    alone = {i for at in range(len(plain)) if (m := left_alone().match(plain, at))
             for i in range(*m.span())}  # fmt: skip
    letters = {m.start() for m in re.finditer("[A-Za-zÀ-ɏ]", plain)}

    assert letters <= covered | alone


@given(TEXTS)
@settings(deadline=None)
def test_readings_hold_no_letters(text: str) -> None:
    """What is published has no letter of the alphabet outside its gloss."""
    for match in find_words(text, lexicon()):
        assert not re.search("[A-Za-z]", match.reading.katakana)


def test_fold_keeps_the_length_and_the_brackets() -> None:
    """Only letters and digits change width: brackets and punctuation are Japanese."""
    assert fold("ＱＲ（ｉＰｈｏｎｅ１５）！　＆") == "QR（iPhone15）！　＆"


def test_a_book_row_wins_and_the_longer_row_wins(tmp_path: Path) -> None:
    """The book's own reading goes before the house's, the longer name before the shorter."""
    book = tmp_path / "terms.tsv"
    book.write_text("Play\tプレー\t\tこの本の表記\n", encoding="utf-8")
    own = Lexicon.load(TERMS.glob("*.tsv"), book)
    found = [(m.original, m.reading.katakana) for m in find_words("Google PlayのPlay", own)]

    assert found == [("Google Play", "グーグルプレイ"), ("Play", "プレー")]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        "a.",
        "@",
        "-A",
        "a@",
        "/a",
        "A ",
        "iP",
        "₂é",
        "ab.",
        "ab-",
        "ab/",
        "ab_",
        "a:",
        "(a",
        "http://",
    ],
)
def test_hostile_lines_take_no_longer_than_their_length(piece: str) -> None:
    """Untrusted manuscripts hold lines that no pattern may go over again and again."""
    length = len(glossed(piece * 20_000 + "a"))

    assert length >= 20_001
