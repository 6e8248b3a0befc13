"""Braille pages read back: paragraphs, broken words, volumes that go on with a unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.diagnostics import Code, Severity
from pipeline.driver import build
from tests.command import run
from tests.verify.stock import judge

pytestmark = pytest.mark.xdist_group("verify")

# 「アイフォン（iPhone）」, 「アイフォン」 and particles in North American Braille Computer Code.
PHONE, GLOSS = "AB5!0", "7;I,PHONE7"


def volume(folder: Path, *pages: list[str]) -> Path:
    """A BRF volume with these lines on its pages, under their numbers."""
    digits = "JABCDEFGHI"
    sheets = []
    for number, lines in enumerate(pages, start=1):
        label = "#" + "".join(digits[int(digit)] for digit in str(number))
        sheets.append("\r\n".join([label.rjust(32), *lines]))
    folder.mkdir(exist_ok=True)
    path = folder / "book-1.brf"
    path.write_bytes("\r\n\f".join(sheets).encode("ascii") + b"\r\n")
    return path


def codes(path: Path) -> list[Code]:
    return [finding.code for finding in judge(path)[1]]


def test_a_unit_is_a_page_that_begins_with_its_heading(tmp_path: Path) -> None:
    """Each unit has its gloss; a heading under a blank line begins none."""
    head, text = f"        {PHONE}{GLOSS}", f"  {PHONE}9 <HZ?4"
    path = volume(tmp_path, [head, text], [head, text], ["", "        <D", text])

    verified, found = judge(path)

    assert (verified.units, verified.counts["glosses"], found) == (2, 2, [])


def test_the_gloss_of_another_unit_is_not_this_ones(tmp_path: Path) -> None:
    """The same page twice in one unit is a second gloss."""
    head = f"        {PHONE}{GLOSS}"

    assert codes(volume(tmp_path, [head], ["", head])) == [Code.SECOND_GLOSS]


def test_a_gloss_may_stand_in_the_next_line(tmp_path: Path) -> None:
    """A line that had no room for the next word goes on; so does a word that had no line."""
    # 32 cells: ten of an indent, the rest of one long word that ends in the next line.
    full = "          " + "K" * (22 - len(PHONE)) + PHONE
    broken = f"          {'K' * 10}{PHONE}{GLOSS}"[:32], f"          {GLOSS[-3:]}9 <HZ?4"
    wrapped = f"  {'K' * 24} <HZ?4"[:32].rstrip(), f"{PHONE}{GLOSS}9"

    assert codes(volume(tmp_path / "1", ["        <D", full, f"          {GLOSS}9"])) == []
    assert codes(volume(tmp_path / "2", ["        <D", *broken])) == []
    assert codes(volume(tmp_path / "3", ["        <D", *wrapped])) == []


@pytest.mark.parametrize("lines", [[], ["#"], ["7"], ["8;"], [",8"], ["(("], ["#,", ";", '"']])
def test_odd_pages_are_read(lines: list[str], tmp_path: Path) -> None:
    """Signs without what belongs to them are no reason to stop."""
    verified, _ = judge(volume(tmp_path, lines, lines))

    assert verified.counts["volumes"] == 1


def test_a_unit_may_go_on_in_the_next_volume(tmp_path: Path) -> None:
    """A heading repeated with （続き） begins no unit: its gloss is not asked for again."""
    source = tmp_path / "long"
    source.mkdir()
    settings = 'title = "長い本"\ncreators = ["山田"]\npublisher = "館"\ndate = "2025-04-01"\n'
    pages = "[braille]\npages_per_volume_min = 8\npages_per_volume_max = 12\n"
    (source / "book.toml").write_text(settings + pages, encoding="utf-8")
    text = "iPhoneを使います。長い文で紙を埋めます。Wi-Fiにもつなぎます。" * 6
    sections = "".join(f"## 節{number}\n\n{text}\n\n" for number in range(25))
    (source / "01-long.md").write_text(f"# iPhoneの章\n\n{sections}", encoding="utf-8")
    (source / "02-next.md").write_text("# 次\n\nWi-FiとiPhoneです。\n", encoding="utf-8")
    build(str(source), ("epub", "brf"), tmp_path / "build", strict=False)

    verified, found = judge(tmp_path / "build")

    assert verified.counts["volumes"] > 1
    assert [f.line("en") for f in found if f.severity is Severity.ERROR] == []
    assert [tally.counts["units"] for tally in verified.tallies] == [2, 2]


def test_the_number_of_the_printed_book_is_no_word_left_in_the_alphabet(tmp_path: Path) -> None:
    """The colophon names the ISBN in katakana, even where its digits stand on the next line."""
    book = tmp_path / "book"
    book.mkdir()
    settings = 'title = "題"\nsource_isbn = "978-4-00-000000-2"\n'
    (book / "book.toml").write_text(settings, encoding="utf-8")
    (book / "01.md").write_text("# 章\n\n本文。\n", encoding="utf-8")

    assert run("build", book, "--to", "brf", "--out", tmp_path / "out").returncode == 0
    assert codes(tmp_path / "out" / "book" / "braille") == []


@pytest.mark.parametrize(("cells", "lines"), [(32, 22), (10, 5), (40, 25)])
def test_a_page_of_another_size_is_judged_by_its_own(
    cells: int, lines: int, tmp_path: Path
) -> None:
    """The source map beside a file says how large its pages are; without it, the pages do."""
    source = tmp_path / "sized"
    source.mkdir()
    settings = 'title = "本"\ncreators = ["山田"]\npublisher = "館"\n[braille]\n'
    page = f"cells_per_line = {cells}\nlines_per_page = {lines}\n"
    (source / "book.toml").write_text(settings + page, encoding="utf-8")
    (source / "01.md").write_text("# 章\n\n" + "長い文で紙を埋めます。" * 400, encoding="utf-8")
    build(str(source), ("brf",), tmp_path / "out", strict=False)
    path = tmp_path / "out" / "sized" / "braille" / "sized-1.brf"

    assert judge(path)[1] == []
    path.with_suffix(".json").unlink()
    assert judge(path)[1] == []


def test_a_line_too_many_is_found_by_the_map_and_without_it(tmp_path: Path) -> None:
    """One page that differs from all others is a fault, not another size."""
    pages = [["", *(["  <HZ?4"] * 16)] for _ in range(6)]
    pages[2].append("  <HZ?4")
    path = volume(tmp_path, *pages)

    assert codes(path) == [Code.LONG_PAGE]
    path.with_suffix(".json").write_text(
        '{"format": "mimiyubi-braille-map", "cells_per_line": 32, "lines_per_page": 18}'
    )
    assert codes(path) == [Code.LONG_PAGE]
    path.with_suffix(".json").write_text("not JSON")
    assert codes(path) == [Code.LONG_PAGE]


def test_names_of_characters_and_accents_are_no_words_left_or_lost(tmp_path: Path) -> None:
    """A flower named in 点訳者挿入符 is no English; café, m² and H₂SO₄ are words in every form."""
    source = tmp_path / "signs"
    source.mkdir()
    settings = 'title = "本"\ncreators = ["山田"]\npublisher = "館"\ndate = "2025-04-01"\n'
    (source / "book.toml").write_text(settings, encoding="utf-8")
    text = "# 章\n\n花⚘と안녕です。caféを飲む。50m²の庭。H₂SO₄とCO₂。\n"
    (source / "01.md").write_text(text, encoding="utf-8")
    build(str(source), ("epub", "brf"), tmp_path / "out", strict=False)

    ran = run("verify", tmp_path / "out")
    assert "V0" not in ran.stdout
    assert ran.returncode == 0


# Words in the alphabet with marks, figures and blanks; some longer than a narrow line.
WORDS = (
    "McDonald's", "it's", "O’Reilly", "Levi’s", "L'Oréal", "Co., Ltd.", "Inc.", "e.g.", "Ph.D.",
    "U.S.A.", "AT&T", "C++", "C#", "Node.js", "Yahoo!", "a/b", "TCP/IP", "3D", "24/7", "I/O",
    "iPhone 15 Pro Max", "w/o", "HTTP/2", ".NET", "4K", "GPT-4o", "H.264", "H₂O", "Q&A", "EPUB 3",
    "USB-C", "Blu-ray", "B to C", "Hello, world!", "What's new?", "x86_64", "Shift_JIS", "JIS X",
    "supercalifragilisticexpialidocious", "user@example.com", "C:\\\\Users\\\\name",
    "https://www.example.com/very/long/path/that/ends/on/another/line.html",
    "FIFA", "OneDrive", "Google Play", "Windows 11", "R&D", "50%", "1-A", "\\*.txt", "ISO 9001",
    "ISBN978-4", "I love you.", "Yes, we can!", "café", "O&M", "Alt+Tab", "étagère",
    "École Normale", "NHK+", "\\+Message", "agnès b.", "Warner Bros.", "Hey! Say! JUMP",
    "DALL·E 3", "Côte d'Azur", "hors d'œuvre", "5μg",
)  # fmt: skip
SENTENCE, SECTION = "{}を使う。まず、{}、次に本です。", "## {}の話\n\n{}です。"
PLACES = (SENTENCE, "- {}", SECTION, "（{}）のこと。", "| 1 | {} |")


@pytest.mark.parametrize("cells", [10, 11, 13, 17, 32, 60])
def test_words_of_the_alphabet_have_one_gloss_in_every_form(cells: int, tmp_path: Path) -> None:
    """Apostrophes, dots, slashes and line ends inside a word hide no gloss and make none."""
    source = tmp_path / "words"
    source.mkdir()
    settings = 'title = "語"\ncreators = ["山田"]\npublisher = "館"\ndate = "2025-04-01"\n'
    page = f"[braille]\ncells_per_line = {cells}\n"
    (source / "book.toml").write_text(settings + page, encoding="utf-8")
    words = [w.replace("_", "\\_") for w in WORDS]
    for number, place in enumerate(PLACES):
        table = "| 番号 | 語 |\n|---|---|\n" if place.startswith("|") else ""
        gap = "\n" if table else "\n\n"
        lines = gap.join(place.format(w, w) for w in words)
        (source / f"{number}.md").write_text(f"# 単元\n\n{table}{lines}\n", encoding="utf-8")
    build(str(source), ("epub", "brf"), tmp_path / "out", strict=False)

    found = judge(tmp_path / "out")[1]
    assert [f.line("en") for f in found if f.severity is Severity.ERROR] == []


def test_a_gloss_of_such_a_word_is_not_asked_for_twice_nor_allowed_twice(tmp_path: Path) -> None:
    """アオイ（McDonald's） again in one unit is a second gloss, 24/7 is none."""
    line = "  AI*78,MC,DONALD'S07 #BD/#G"
    book = volume(tmp_path / "1", ["        <D", line, "  AI*9 <HZ?4"])
    again = volume(tmp_path / "2", ["        <D", line, line])

    assert (codes(book), codes(again)) == ([], [Code.SECOND_GLOSS])


def test_an_empty_file_is_no_braille(tmp_path: Path) -> None:
    """A file that was cut off at its very beginning is found."""
    path = tmp_path / "book-1.brf"
    path.write_bytes(b"\r\n")

    assert codes(path) == [Code.CORRUPT_FILE]
