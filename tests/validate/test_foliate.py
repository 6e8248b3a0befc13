"""foliate-js in Chromium plays a spoken EPUB: what it marks, when, and how long its sound is.

Its view fails at a phrase of the spine's first document (``x.index = 0`` where it compares), and
ours is the title page, which is spoken. So its player is heard by itself through the whole book,
title page included, and its view is watched in the units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.validate.books import played
from tests.validate.overlay import Phrase, phrases
from tests.validate.tools import node

# Times are those of the sound, so that it may run faster than people listen.
RATE = 4
UNITS = 2, 3  # after the title page and the contents
# Seconds of waiting: a browser tells its players the time four times a second (HTML, 4.8.11.6),
# and the view turns the page first.
LATE = 0.4
# Seconds of sound: what a browser thinks of an MP3 file's length, and of its place in it.
ROUGHLY = 0.05
MARKED = "rgb(0, 0, 0)", "rgb(255, 243, 160)"  # styles/overlay.css

Record = Sequence[dict[str, Any]]
"""What was marked: ``text``, ``at`` and ``length`` in seconds of sound, ``wall`` in ms."""


def faults(record: Record, expected: Sequence[Phrase], rate: float) -> Iterator[str]:
    """Where a record is not what the overlays say: order, times, phrases left out."""
    wanted = {phrase.text: phrase for phrase in expected}
    marked = [entry["text"] for entry in record]
    known = [text for text in wanted if text in marked]
    if marked != known:
        yield f"marked {marked}, not {known}"
    for entry in record:
        begin = wanted[entry["text"]].begin if entry["text"] in wanted else -1
        if not -ROUGHLY <= entry["at"] - begin <= LATE * rate:
            yield f"{entry['text']} begins at {begin}, marked at {entry['at']}"
    for phrase in expected:
        if phrase.text not in marked and phrase.end - phrase.begin > LATE * rate:
            yield f"{phrase.text} never marked"


def play(book: Path, expected: Sequence[Phrase], what: str, *numbers: int) -> dict[str, Any]:
    """The record of a book that is played; a machine that was busy elsewhere has a second try."""
    for _ in range(2):
        done: dict[str, Any] = node("foliate.mjs", "foliate-js", book, what, RATE, *numbers)
        if not [*faults(done["recorded"], expected, RATE)]:
            break
    return done


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return played(tmp_path_factory.mktemp("foliate"), "--audio") / "book.epub"


@pytest.fixture(scope="module")
def whole(book: Path) -> list[Phrase]:
    return phrases(book)


@pytest.fixture(scope="module")
def units(whole: list[Phrase]) -> list[Phrase]:
    return [phrase for phrase in whole if "/unit-" in phrase.document]


@pytest.fixture(scope="module")
def heard(book: Path, whole: list[Phrase]) -> dict[str, Any]:
    return play(book, whole, "listen")


@pytest.fixture(scope="module")
def watched(book: Path, units: list[Phrase]) -> dict[str, Any]:
    return play(book, units, "watch", *UNITS)


def test_the_player_says_every_phrase_in_its_time(
    heard: dict[str, Any], whole: list[Phrase]
) -> None:
    """In the overlays' order, none early, none late, none long enough to be noticed left out."""
    record = heard["recorded"]

    assert heard["errors"] == []
    assert [*faults(record, whole, RATE)] == []
    assert list(dict.fromkeys(entry["text"].partition("#")[0] for entry in record)) == list(
        dict.fromkeys(phrase.document for phrase in whole)
    )


def test_the_player_takes_the_clock_values_as_they_are_meant(
    heard: dict[str, Any], whole: list[Phrase]
) -> None:
    """Its beginning and end of each clip are ours."""
    wanted = {phrase.text: (phrase.begin, phrase.end) for phrase in whole}

    for entry in heard["recorded"]:
        assert (entry["begin"], entry["end"]) == pytest.approx(wanted[entry["text"]])


def test_the_sound_is_as_long_as_its_clips(heard: dict[str, Any], whole: list[Phrase]) -> None:
    """The browser's own measure of each audio file is the end of its last clip."""
    ends = {phrase.document: phrase.end for phrase in whole}

    for entry in heard["recorded"]:
        document = entry["text"].partition("#")[0]
        assert entry["length"] == pytest.approx(ends[document], abs=ROUGHLY)


def test_the_sound_runs_on(heard: dict[str, Any], watched: dict[str, Any]) -> None:
    """Between two phrases of a document as much sound goes by as the time allows."""
    for record in (heard["recorded"], watched["recorded"]):
        for one, two in pairwise(record):
            if one["length"] == two["length"] and one["at"] < two["at"]:
                waited = (two["wall"] - one["wall"]) / 1000
                assert two["at"] - one["at"] == pytest.approx(waited * RATE, abs=LATE * RATE)


def test_the_view_marks_each_phrase_on_its_page(
    watched: dict[str, Any], units: list[Phrase]
) -> None:
    """The words of the phrase, in the overlay's colours, where the reader sees them."""
    words = {phrase.text: phrase.words for phrase in units}

    assert watched["errors"] == []
    assert [*faults(watched["recorded"], units, RATE)] == []
    for entry in watched["recorded"]:
        assert entry["words"] == words[entry["text"]]
        assert (entry["color"], entry["background"]) == MARKED
        assert 0 <= entry["x"] < 1
        assert 0 <= entry["y"] < 1


LATER = RATE * LATE + ROUGHLY
MUTATIONS: dict[str, Callable[[list[dict[str, Any]]], list[dict[str, Any]]]] = {
    "another order": lambda record: [record[1], record[0], *record[2:]],
    "a stranger": lambda record: [*record, {**record[0], "text": "EPUB/nav.xhtml#toc"}],
    "late": lambda record: [{**entry, "at": entry["at"] + LATER} for entry in record],
    "early": lambda record: [{**entry, "at": entry["at"] - LATER} for entry in record],
    "twice": lambda record: [record[0], *record],
    "silent": lambda _: [],
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_record_that_is_not_the_book_is_noticed(
    name: str, heard: dict[str, Any], whole: list[Phrase]
) -> None:
    """Each of these spoils a good record."""
    assert [*faults(MUTATIONS[name](heard["recorded"]), whole, RATE)] != []
