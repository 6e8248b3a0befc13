"""Submission profiles: what the chosen library asks for is said, and nothing is for plain books."""

import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

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


def test_the_colophon_says_how_far_the_book_was_proofread(tmp_path: Path) -> None:
    """校正レベル stands in the colophon of DAISY 2.02 and DAISY 3."""
    folder = book(tmp_path / "phone", *UNITS, toml=FULL.format(profile="ndl"))
    out = tmp_path / "out"
    assert run("build", folder, "--to", "daisy202,daisy3", "--out", out).returncode == 0
    texts = [
        "".join(p.read_text(encoding="utf-8") for p in sorted(files))
        for files in ((out / "phone" / "daisy202").glob("u*.html"), out.rglob("phone.xml"))
    ]

    assert ["2 回校正済み" in re.sub(r"<[^>]*>", "", text) for text in texts] == [True, True]
