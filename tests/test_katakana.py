"""Words in the alphabet become katakana, glossed once in each unit."""

import io
import re
import time
from functools import cache
from pathlib import Path
from unittest.mock import patch
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import driver, rewrite
from pipeline.config import GlossSettings, UnitLevel
from pipeline.diagnostics import Diagnostic
from pipeline.document import Inlines, Unit
from pipeline.japanese.lexicon import Lexicon
from pipeline.readers import markdown, rules
from pipeline.review import review
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


UNIT_LEVELS: list[UnitLevel] = ["file", "h1", "h2", "book"]
# The cases of each rule that a book may have.
RULES = {
    "katakana.md": GlossSettings(),
    "katakana_partial.md": GlossSettings(),
    "katakana_whole.md": GlossSettings(partial=False),
    "katakana_headings.md": GlossSettings(headings_count=False),
    "katakana_contents.md": GlossSettings(contents_count=False),
    "katakana_long.md": GlossSettings(long_term_counts=True),
    "katakana_always.md": GlossSettings(where="always"),
    "katakana_never.md": GlossSettings(where="never"),
}
RULE_CASES = [(gloss, case) for name, gloss in RULES.items() for case in read_cases(name)]
RULE_IDS = [f"{name} {case.id}" for name in RULES for case in read_cases(name)]


@pytest.mark.parametrize(("gloss", "case"), RULE_CASES, ids=RULE_IDS)
def test_a_book_has_its_own_rule(gloss: GlossSettings, case: Case) -> None:
    """Glosses stand where the book's settings put them; a second run changes nothing."""
    made, _ = normalize(case.source, gloss=gloss)

    assert made == case.expected
    assert normalize(made, gloss=gloss)[0] == made


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


@pytest.mark.parametrize(
    ("counts", "title", "text"),
    [
        ("true", "アイフォン（iPhone）の本", "一アイフォン"),
        ("false", "アイフォンの本", "一アイフォン（iPhone）"),
    ],
)
def test_a_title_may_count_or_not(counts: str, title: str, text: str, tmp_path: Path) -> None:
    """Where the book is one unit with its title, a title that does not count leaves the gloss."""
    gloss = f"[gloss]\ntitle_counts = {counts}\n"
    toml = f'title = "iPhoneの本"\n{gloss}[unit]\nlevel = "book"\n'
    folder = command.book(tmp_path / "b", "# 一\n\niPhone\n", toml=toml)
    made = driver.load(book_folder(str(folder)), driver.Findings())

    assert plain_text(made.title, gloss=True) == title
    assert "".join(plain_text(run, gloss=True) for run in runs(made.units[0])) == text


def test_generated_contents_have_no_glosses(tmp_path: Path) -> None:
    """Whatever counts, what the program lists of headings is katakana alone."""
    folder = command.book(tmp_path / "b", "# iPhone\n\niPhone XSとAI。\n\n## AI\n\nAI\n")
    made = driver.load(book_folder(str(folder)), driver.Findings())
    files = dict(driver.write(made, ("epub", "daisy202"), driver.Findings().report))
    epub = next(data for name, data in files["epub"].items() if name.endswith(".epub"))
    with ZipFile(io.BytesIO(epub)) as package:
        lists = package.read("EPUB/nav.xhtml") + files["daisy202"]["daisy202/ncc.html"]

    for letters in (b">iPhone", b"AI", b"XS"):
        assert letters not in lists
    assert "アイフォン".encode() in lists


def test_the_rest_of_a_name_is_reviewed_as_the_name(tmp_path: Path) -> None:
    """XS of iPhone XS is no word of its own: the row to confirm is that of the name."""
    folder = command.book(tmp_path / "b", "# 一\n\niPhoneとiPhone XS。iPhone XSです。\n")
    made = driver.load(book_folder(str(folder)), driver.Findings())
    rows = {(row.original, row.katakana): len(row.uses) for row in review(made, lexicon())}

    assert rows == {("iPhone", "アイフォン"): 2, ("iPhone XS", "アイフォンテンエス"): 2}


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


@pytest.mark.parametrize(
    ("setting", "made"),
    [
        ("", "プリンターとバイオリンとグーグルプレイとツイッター。"),
        ("long_vowel = false", "プリンタとバイオリンとグーグルプレイとツイッター。"),
        ("vu = true", "プリンターとヴァイオリンとグーグルプレイとツイッター。"),
        ("middle_dot = true", "プリンターとバイオリンとグーグル・プレイとツイッター。"),
    ],
)
def test_house_style_is_the_book_s(tmp_path: Path, setting: str, made: str) -> None:
    """``normalize --book`` writes long vowels, ヴ and ・ as book.toml says, names as they are."""
    toml = f'title = "本"\n[katakana]\n{setting}\n[gloss]\nwhere = "never"\n'
    folder = command.book(tmp_path / "b", "# 一\n", toml=toml)
    done = command.run(
        "normalize", "--book", folder, stdin="PrinterとviolinとGoogle PlayとTwitter。\n"
    )

    assert done.stdout == f"{made}\n"


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
# Names, their words, and rests of names as authors gloss them.
NAMES = (
    "Google", "Play", "Google Play", "グーグル", "プレイ", "グーグルプレイ",
    "グーグルプレイ（Play）",
    "Watch", "Apple Watch", "ウォッチ", "アップル（Apple）ウォッチ", "XS", "iPhone XS",
    "アイフォンテンエス", "アイフォンテンエス（XS）", "[Google](#a)", "\n\n# iPhone\n\n",
)  # fmt: skip
WORDS = st.sampled_from([*PIECES.split(), *NAMES, " ", "\n", "\n\n", "\n::: note\n", "\n:::\n"])


@settings(deadline=None)  # the first word loads the dictionaries
@given(st.lists(WORDS, max_size=30).map("".join), st.sampled_from(list(RULES.values())))
def test_any_text_settles_at_once(source: str, gloss: GlossSettings) -> None:
    """Whatever is written, a second run changes nothing and no line is lost or added."""
    once = normalize(source, gloss=gloss)[0]

    assert normalize(once, gloss=gloss)[0] == once
    assert once.count("\n") == source.count("\n")


# Plain paragraphs, and what makes one more than that or stands beside it.
PLAIN = (
    "甲です。", "乙です。\n丙です。", "アイフォンは甲。", "乙。\nアイフォン",
    "　甲。\n　アイフォン", "アイフォンテンエス", "アイシー", "\u3000",
)  # fmt: skip
OTHER = (
    "iPhoneは乙。", "iPhone XS", "iPhoneとIC", "①甲", "②[甲](#a)", "②乙\n※アイフォン", "①[乙](#b)",
    "※甲", "表: アイフォン", "表: iPhone", "| 甲 | iPhone |\n|---|---|", "質問1. アイフォン",
    "回答. 甲", "回答. iPhone", "## 目次", "- [iPhone](#a)", "1. アイフォン",
    "- 甲\n\n  アイフォン", "[^1]", "[^1]: アイフォン", "[^1]: iPhone", "{.verbatim}", "::: note",
    ":::", "```", "# 甲 {#a}", "## iPhone", "### アイフォン", ": 乙", "    iPhone", "[甲]{lang=en}",
)  # fmt: skip
GAPS = st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", "\r\n\r\n", "\n \n\n"])
SKIMMED = st.lists(
    st.tuples(st.sampled_from(PLAIN) | st.sampled_from(OTHER), GAPS).map("".join), max_size=12
).map("".join)
ANY_RULE = st.just(GlossSettings()) | st.sampled_from(list(RULES.values()))


def found_in_full(source: str, level: UnitLevel, gloss: GlossSettings) -> tuple[str, object]:
    """Normalised Markdown, and everything that was found."""
    found: list[Diagnostic] = []
    return normalize_markdown(source, "a.md", lexicon(), found.append, level, gloss), found


@settings(deadline=None, max_examples=800)
@given(SKIMMED, st.sampled_from(UNIT_LEVELS), ANY_RULE)
@example("①[iPhone](#a)\n\n②甲\n\niPhone\n", "file", GlossSettings(contents_count=False))
@example(
    "## 目次\n\n\u3000\n\n- iPhone\n- 甲\n\niPhone\n", "file", GlossSettings(contents_count=False)
)
@example("表: 甲\n\n| iPhone | 乙 |\n|---|---|\n\n表: iPhone\n", "file", GlossSettings())
def test_what_is_skimmed_is_what_is_read(
    source: str, level: UnitLevel, gloss: GlossSettings
) -> None:
    """Blocks without a parser and paragraphs left whole change neither text nor findings."""
    skimmed = found_in_full(source, level, gloss)
    with (
        patch.object(rules, "PLAIN_BLOCK", re.compile("(?!)")),
        patch.object(rewrite, "_is_needed", None),
    ):
        assert skimmed == found_in_full(source, level, gloss)


# Units, and what reaches over their bounds or only looks like the beginning of one.
UNITS = (
    "# iPhone", "## iPhone", "# アイフォン {#a}", "# 甲", "## 甲 {#b}", "# 甲 | 乙\n|---|---|",
    "iPhoneとIC", "アイフォンは甲。", "[甲][x]", "[x]: #iphone", "甲[^1]", "[^1]: iPhone[^2]",
    "甲[^2]", "[^2]: IC", "[乙](#iphone)",
    "{.verbatim}", "```", "~~~", "::: note", ":::", "- ```\n# iPhone", "> iPhone", "---", "Zyxwv",
    "[iPhone][y]", "[y]: #a", "![IC][z]", '[z]: a.png "iPhone"', "[^1]: アイフォン", "{page=3}",
    "[乙](#アイフォンiphone)", "[丙](#a)", "![iPhone](a.png 'IC')", "    # iPhone", "回答. iPhone",
    "質問1. iPhone", "{#c .x}\n# AI", "    ```", "- 甲\n  ```",
)  # fmt: skip
HEADS = ("", "", "---\nlang: en\n---\n", "---\ntitle: iPhone\n---\n", "{page=1}\n\n", "\ufeff")
MANY_UNITS = st.tuples(
    st.sampled_from(HEADS),
    st.lists(
        st.tuples(
            st.sampled_from(UNITS[:6]) | st.sampled_from(UNITS[6:15]) | st.sampled_from(UNITS), GAPS
        ).map("".join),
        max_size=16,
    ).map("".join),
).map("".join)


@settings(deadline=None, max_examples=800)
@given(MANY_UNITS, st.sampled_from(UNIT_LEVELS))
@example("# 甲\n\n[乙](#iphone)\n\n# 丙\n\n# iPhone\n\n# iPhone\n", "h1")
@example("# 甲\n\n```\n# 乙\n\n# 丙\n```\n\niPhone\n\n# 乙\n\niPhone\n\n# 丙\n\niPhone\n", "h1")
def test_a_file_in_pieces_reads_as_the_whole(source: str, level: UnitLevel) -> None:
    """Cut into its units, a file gives the text and the findings that it gives at once."""
    in_pieces = found_in_full(source, level, GlossSettings())
    with patch.object(markdown, "pieces", lambda whole, *_: (whole,)):
        assert in_pieces == found_in_full(source, level, GlossSettings())


def test_a_long_run_of_katakana_costs_no_more_than_its_length() -> None:
    """A gloss is looked for in text that never opens a bracket, and the search ends."""
    source = "iPhoneと" + "アイウエオ" * 20_000 + "ア・" * 20_000 + "\n"

    assert normalize(source)[0].endswith("ア・\n")


# 40,000 characters each. What takes the square of its length takes many times the limit.
LONG = (
    "[", "![", "*", "_", "（", "{", "{a|", "|", "`", "~", "<", "&", "\\", "ア", "ア・", "ア（a）",
    "a", "a1", "a.", "a/", "1", "> ", "- ", "# a\n", "*a ", "**a", "[^1]", "[a](", "｜a《",
    "①あ\n", "iPhone ", "```\n# a\n", "::: a\n# a\n", "{#a}\n# a\n",
)  # fmt: skip


@pytest.mark.parametrize("piece", LONG)
def test_time_grows_with_length(piece: str) -> None:
    """A manuscript made to be slow takes no more than its length allows."""
    source = piece * (40_000 // len(piece)) + "\n"
    started = time.process_time()
    normalize_markdown(source, "a.md", lexicon(), lambda _: None, "h1")

    assert time.process_time() - started < 6


def test_time_grows_with_the_number_of_footnotes() -> None:
    """Many calls of many footnotes are numbered in one pass."""
    calls = "".join(f"[^{number}]" for number in range(3_000))
    notes = "".join(f"[^{number}]: iPhone\n\n" for number in range(3_000))
    started = time.process_time()
    made = normalize(f"{calls}\n\n{notes}")[0]

    assert made.count("アイフォン") == 3_000
    assert made.count("（iPhone）") == 1
    assert time.process_time() - started < 6


def test_a_link_follows_a_heading_of_a_later_unit() -> None:
    """What a link says of a heading is settled when all units are read."""
    source = "# 甲\n\n[乙](#iphone)\n\n# 丙\n\n# iPhone\n"

    assert normalize(source, "h1")[0] == (
        "# 甲\n\n[乙](#アイフォンiphone)\n\n# 丙\n\n# アイフォン（iPhone）\n"
    )


def test_a_title_stands_in_its_definition() -> None:
    """A picture's title in a link definition is found there, not where the same words stand."""
    source = '図はWi-Fi。\n\n![絵][a]\n\n[a]: b.png "Wi-Fi"\n'

    assert (
        normalize(source)[0] == '図はワイファイ（Wi-Fi）。\n\n![絵][a]\n\n[a]: b.png "ワイファイ"\n'
    )
