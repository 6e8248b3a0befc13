"""The guide's rules, case by case, on recorded answers of the analysers (``tests/recorded.py``).

A rule is judged by what it makes of known morphemes. Whether the dictionaries installed still say
the same is one test of its own, so that a new edition shows and breaks nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.braille.orthography import kana
from pipeline.japanese.tables import table
from tests import recorded
from tests.bench_kana import agreement, proof, prose, words_right
from tests.cases import CASES, Case, read_cases

GUIDE = [
    (path.stem, case)
    for path in sorted((CASES / "kana").glob("*.md"))
    for case in read_cases(f"kana/{path.name}")
]
HOMOGRAPHS = table("homographs.tsv", 8)


def sentences() -> list[str]:
    """Every text whose analysis is recorded."""
    lines = [line for _, case in GUIDE for line in case.source.splitlines()]
    texts = (text for text, _ in [*prose(), *proof()])
    return [*lines, *(row[5] for row in HOMOGRAPHS), *texts]


@pytest.fixture(scope="module")
def live() -> dict[str, str]:
    """What the dictionaries installed make of every recorded text."""
    return {text: kana(text) for text in sentences()}


@pytest.fixture(scope="module", autouse=True)
def replayed(live: dict[str, str]) -> Iterator[None]:
    """The analysers are their notes while this module is tested."""
    del live  # asked for so that it is made before
    with recorded.replaying():
        yield


@pytest.mark.parametrize(
    ("chapter", "case"), GUIDE, ids=[f"{chapter} {case.id}" for chapter, case in GUIDE]
)
def test_the_guide_by_chapters(chapter: str, case: Case) -> None:
    """Each line of a case is written as the guide's rule says."""
    assert [kana(line) for line in case.source.splitlines()] == case.expected.splitlines()


@pytest.mark.parametrize(
    "row", HOMOGRAPHS, ids=[f"{row[0]} {row[2]} {row[5]}" for row in HOMOGRAPHS]
)
def test_each_homograph_rule_has_its_sentence(row: tuple[str, ...]) -> None:
    """A homograph takes the reading its rule gives it in the rule's own example."""
    assert kana(row[5]) == row[6]


def test_prose_is_right_word_by_word() -> None:
    """Of the sentences that guided the rules at least 99 words in 100 are right."""
    right, of = words_right(prose())

    assert len(prose()) >= 150
    assert right / of >= 0.99


def test_the_proof_set_is_right_word_by_word() -> None:
    """Of the sentences with two readings, right words are 99 in 100, more than the two share."""
    right, of = words_right(proof())
    shared, both = agreement()

    assert len(proof()) >= 150
    assert right / of >= 0.99
    assert right / of >= shared / both


def test_the_dictionaries_installed_say_what_was_recorded(live: dict[str, str]) -> None:
    """Of the recorded texts the installed dictionaries give at least 98 in 100 the same kana."""
    same = [text for text, line in live.items() if line == kana(text)]

    assert len(same) / len(live) >= 0.98


def test_a_text_that_was_not_recorded_is_said_to_be_so() -> None:
    """No answer is made up for a text without notes."""
    with pytest.raises(recorded.NotRecordedError):
        kana("この文は記録にありません")
