"""Words in the alphabet become katakana, glossed once in each unit."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import driver
from pipeline.config import GlossSettings, UnitLevel
from pipeline.diagnostics import Diagnostic
from pipeline.document import Inlines, Unit
from pipeline.japanese.lexicon import Lexicon
from pipeline.rewrite import normalize_markdown
from pipeline.sources import book_folder, shipped_terms
from pipeline.walk import inline_runs, plain_text
from tests import command
from tests.cases import Case, read_cases


@cache
def lexicon() -> Lexicon:
    """The dictionaries every user has."""
    return Lexicon.load(shipped_terms(), None)


def normalize(
    source: str, level: UnitLevel = "file", gloss: GlossSettings | None = None
) -> tuple[str, list[str]]:
    """Normalised Markdown and the codes of what was found."""
    found: list[Diagnostic] = []
    made = normalize_markdown(
        source, "a.md", lexicon(), found.append, level, gloss or GlossSettings()
    )
    return made, [finding.row.code for finding in found]


@pytest.mark.parametrize("case", read_cases("katakana.md"), ids=lambda case: case.id)
def test_a_file_is_a_unit(case: Case) -> None:
    """Each original stands in brackets at its first use in the file, and only there."""
    assert normalize(case.source)[0] == case.expected


@pytest.mark.parametrize("case", read_cases("katakana_h1.md"), ids=lambda case: case.id)
def test_a_heading_begins_a_unit(case: Case) -> None:
    """With ``h1`` the count starts over at each first-level heading."""
    assert normalize(case.source, "h1")[0] == case.expected


@pytest.mark.parametrize("case", read_cases("katakana.md"), ids=lambda case: case.id)
def test_normalizing_twice_is_normalizing_once(case: Case) -> None:
    """A document that has its glosses gains none and loses none."""
    assert normalize(case.expected)[0] == case.expected


@pytest.mark.parametrize("case", read_cases("latin.md"), ids=lambda case: case.id)
def test_every_kind_of_word_settles_at_once(case: Case) -> None:
    """Units, codes, signs in names: what one run made, the next leaves alone."""
    once = normalize(case.source)[0]

    assert normalize(once)[0] == once


def test_katakana_in_an_earlier_file_takes_the_gloss_of_the_book(tmp_path: Path) -> None:
    """Where the book is one unit, its first use is looked for in every file."""
    toml = 'title = "本"\n[unit]\nlevel = "book"\n'
    folder = command.book(tmp_path / "b", "# 一\n\nアイフォン\n", "# 二\n\niPhone\n", toml=toml)
    made = driver.load(book_folder(str(folder)), driver.Findings())

    texts = ["".join(plain_text(run, gloss=True) for run in runs(unit)) for unit in made.units]
    assert texts == ["一アイフォン（iPhone）", "二アイフォン"]


def runs(unit: Unit) -> list[Inlines]:
    """Each run of inlines of a unit."""
    return [run for block in unit.blocks for run in inline_runs(block)]


def test_where_always_and_never() -> None:
    """A book may gloss every use, or none."""
    source = "iPhoneとiPhone。\n"

    assert normalize(source, gloss=GlossSettings(where="always"))[0] == (
        "アイフォン（iPhone）とアイフォン（iPhone）。\n"
    )
    assert normalize(source, gloss=GlossSettings(where="never"))[0] == "アイフォンとアイフォン。\n"


def test_brackets_are_a_setting() -> None:
    """A house that writes half-width brackets gets them."""
    assert normalize("iPhone\n", gloss=GlossSettings(brackets="()"))[0] == "アイフォン(iPhone)\n"


def test_a_longer_term_may_use_up_the_shorter_one() -> None:
    """With the setting, Google Play is also the first use of Google."""
    gloss = GlossSettings(long_term_counts=True)

    assert normalize("Google PlayとGoogle。\n", gloss=gloss)[0] == (
        "グーグルプレイ（Google Play）とグーグル。\n"
    )


def test_a_guess_is_always_reported() -> None:
    """A word that no dictionary has is told once, at its first place."""
    made, codes = normalize("Zorplequixを使う。Zorplequixを閉じる。\n")

    assert "Zorplequix）" in made
    assert codes == ["N001"]


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    """Outside the words rewritten every byte stays."""
    assert normalize("\ufeff# iPhone\r\n\r\n本文  \r\niPhone\r\n")[0] == (
        "\ufeff# アイフォン（iPhone）\r\n\r\n本文  \r\nアイフォン\r\n"
    )


PIECES = "iPhone QR ＩＣ アイフォン を 使う。 # - * ` （ ） Wi-Fi 1-A 5G \\ & [ ](x) | カード ①"
WORDS = st.sampled_from([*PIECES.split(), " ", "\n", "\n\n", "\n::: note\n", "\n:::\n"])


@settings(deadline=None)  # the first word loads the dictionaries
@given(st.lists(WORDS, max_size=30).map("".join))
def test_any_text_settles_at_once(source: str) -> None:
    """Whatever is written, a second run changes nothing and no line is lost or added."""
    once = normalize(source)[0]

    assert normalize(once)[0] == once
    assert once.count("\n") == source.count("\n")
