"""Submission profiles: what the chosen library asks for is said, and nothing is for plain books."""

import re
import zipfile
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from pipeline.braille.cells import translate
from pipeline.config import ProfileSettings, Settings
from pipeline.profiles import LIBRARIES, field_value, rules
from tests.command import book, run

FULL = """\
title = "電話の本"
title_reading = "デンワノホン"
creators = ["山田花子", "鈴木一郎"]
creator_readings = ["ヤマダ ハナコ", "スズキ イチロウ"]
publisher = "例の図書館"
identifier = "urn:uuid:6f0a4a0e-8a0b-4a86-9f33-6b0f9a8f2c11"
date = "2026-11-23"
[profile]
name = "{profile}"
proofreading = "2 回校正済み"
[daisy]
producer = "例の図書館"
[braille]
transcriber = "例の点訳会"
proofreader = "例の校正会"
notes = "丸で囲んだ数字は手順です。"
"""
UNITS = ("# 凡例\n\n写真は省きました。\n", "# はじめに\n\n本文です。\n")


def found(folder: Path) -> list[str]:
    """The profile findings of ``lint``, a line each."""
    lines = run("lint", folder).stdout.splitlines()
    return [line for line in lines if ": C1" in line]


@pytest.mark.parametrize("profile", ["plain", *LIBRARIES])
def test_a_complete_book_is_silent(tmp_path: Path, profile: str) -> None:
    """A book with everything has no finding in any profile."""
    assert found(book(tmp_path / "phone", *UNITS, toml=FULL.format(profile=profile))) == []


def test_a_plain_book_owes_nothing(tmp_path: Path) -> None:
    """Without a profile a title is enough."""
    assert found(book(tmp_path / "電話", "# 題\n\n文。\n")) == []


@pytest.mark.parametrize("profile", LIBRARIES)
def test_each_row_of_the_table_can_be_broken(tmp_path: Path, profile: str) -> None:
    """A book with a title alone is told of every field, the notes and its folder's name."""
    toml = f'title = "電話"\n[profile]\nname = "{profile}"\n'
    lines = found(book(tmp_path / "電話", "# 題\n\n文。\n", toml=toml))
    lacking = [r for r in rules(profile) if r.kind in ("field", "heading")]

    assert sum(": C101 " in line for line in lines) == len(lacking)
    assert all(any(f"（{rule.key}）" in line for line in lines) for rule in lacking)
    assert sum(": C104 " in line for line in lines) == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (', "スズキ イチロウ"]', "]", "C102"),
        ("ヤマダ", "やまだ", "C103"),
        ("デンワノホン", "デンワの本", "C103"),
        ('"2 回校正済み"', '" "', "C101"),
    ],
)
def test_one_fault_is_one_finding(tmp_path: Path, old: str, new: str, code: str) -> None:
    """A missing reading, a reading that is no katakana, a blank field."""
    toml = FULL.format(profile="ndl").replace(old, new)
    lines = found(book(tmp_path / "phone", *UNITS, toml=toml))

    assert [line.split(": ")[1].split()[0] for line in lines] == [code]


def test_an_unknown_profile_is_an_error(tmp_path: Path) -> None:
    """The choices are named."""
    done = run("lint", book(tmp_path / "a", "# 題\n", toml='title = "a"\n[profile]\nname = "x"\n'))

    assert done.returncode == 1
    assert '"plain" | "sapie" | "ndl"' in done.stdout


def test_strict_makes_a_lack_an_error(tmp_path: Path) -> None:
    """``build --strict`` makes nothing while the library would refuse the book."""
    toml = FULL.format(profile="ndl").replace('"2 回校正済み"', '""')
    folder = book(tmp_path / "phone", *UNITS, toml=toml)
    done = run("build", folder, "--to", "epub", "--strict", "--out", tmp_path / "out")

    assert done.returncode == 1
    assert not (tmp_path / "out" / "phone").exists()


def test_every_row_names_a_setting_and_a_source() -> None:
    """The table's keys are keys of book.toml, its profiles those that can be chosen."""
    for profile in LIBRARIES:
        for rule in rules(profile):
            assert rule.source
            if rule.kind in ("field", "readings"):
                field_value(Settings(title="x"), rule.key)
    choices = get_args(get_type_hints(ProfileSettings)["name"])
    assert {"plain", *LIBRARIES} == set(choices)


# What each library is told of when one line of FULL is missing; other lines it does without.
ASKED = {
    "sapie": {
        "title_reading", "creators", "publisher", "identifier", "date",
        "braille.transcriber", "braille.proofreader", "braille.notes",
    },
    "ndl": {
        "title_reading", "creators", "publisher", "date", "profile.proofreading", "daisy.producer",
    },
    "plain": set[str](),
}  # fmt: skip
LINES = {
    "title_reading": 'title_reading = "…"', "creators": 'creators = ["…"]',
    "publisher": 'publisher = "…"', "identifier": 'identifier = "…"', "date": 'date = "…"',
    "profile.proofreading": 'proofreading = "…"', "daisy.producer": 'producer = "…"',
    "braille.transcriber": 'transcriber = "…"', "braille.proofreader": 'proofreader = "…"',
    "braille.notes": 'notes = "…"',
}  # fmt: skip


@pytest.mark.parametrize("profile", ASKED)
@pytest.mark.parametrize("key", LINES)
def test_a_missing_line_is_told_with_its_remedy(tmp_path: Path, key: str, profile: str) -> None:
    """The remedy says what to write and below which heading of book.toml; plain asks nothing."""
    section, _, name = key.rpartition(".")
    toml = re.sub(rf"(?m)^{name} = .*\n", "", FULL.format(profile=profile))
    said = run("lint", book(tmp_path / "phone", *UNITS, toml=toml)).stdout

    assert (f"が要ります（{key}）" in said) == (key in ASKED[profile])
    if key in ASKED[profile]:
        place = f"book.toml の [{section}] の下" if section else "book.toml の初め"
        assert f"→ {place}に {LINES[key]} と書き足してください。根拠: " in said


def test_a_missing_section_is_told_with_its_remedy(tmp_path: Path) -> None:
    """The notes of a text are a section of the manuscript, told in both languages."""
    folder = book(tmp_path / "phone", UNITS[1], toml=FULL.format(profile="ndl"))

    assert "→ 原稿に # 凡例 と書き足してください。" in run("lint", folder).stdout
    assert "→ write # 凡例 in the manuscript; source: " in run("lint", folder, lang="C").stdout


def texts(*paths: Path) -> str:
    """The text of published files, without their marks."""
    return "".join(re.sub(r"<[^>]*>", "", p.read_text(encoding="utf-8")) for p in paths)


def test_what_the_settings_say_reaches_every_form(tmp_path: Path) -> None:
    """Level of proofreading, names and notes stand in colophons, and in 凡例 of the braille."""
    folder = book(tmp_path / "phone", *UNITS, toml=FULL.format(profile="ndl"))
    out = tmp_path / "out"
    assert run("build", folder, "--to", "epub,daisy202,daisy3,txt", "--out", out).returncode == 0
    made = out / "phone"
    with zipfile.ZipFile(made / "phone.epub") as archive:
        archive.extractall(tmp_path / "epub", ["EPUB/colophon.xhtml"])
    forms = (
        [tmp_path / "epub" / "EPUB" / "colophon.xhtml"],
        sorted((made / "daisy202").glob("u*.html")),
        [made / "daisy3" / "phone.xml"],
    )
    braille = (made / "braille" / "phone-1.txt").read_text(encoding="utf-8")

    for text in (texts(*files) for files in forms):
        assert re.search(r"校正レベル\s*2 回校正済み", text)
        assert re.search(r"製作\s*例の図書館", text)
    for kana in ("マルデ カコンダ", "テンヤクカイ", "レイノ コーセイカイ", "コーセイ レベル"):
        assert translate(kana).cells in braille
