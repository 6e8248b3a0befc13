"""Findings are set aside with a reason, and an entry that covers nothing is told."""

import json
from pathlib import Path

import pytest

from tests.command import book, run

UNIT = "# 単元\n\nZorplequixです。\n"
ENTRY = '[[ignore]]\ncode = "N001"\nreason = "造語"\n'


def codes(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    """Exit status of ``lint`` and the codes it finds."""
    done = run("lint", folder, "--format", "json", *arguments)
    return done.returncode, [finding["code"] for finding in json.loads(done.stdout)]


def ignoring(folder: Path, text: str) -> Path:
    """A book with one guess in it and this ``lint-ignore.toml``."""
    book(folder, UNIT)
    (folder / "lint-ignore.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (ENTRY, []),
        (ENTRY + 'file = "01-unit.md"\n', []),
        (ENTRY + 'text = "Zorplequix"\n', []),
        (ENTRY + 'file = "02-unit.md"\n', ["N001", "C005"]),
        (ENTRY + 'text = "iPhone"\n', ["N001", "C005"]),
        ('[[ignore]]\ncode = "N001"\n', ["N001", "C006"]),
        ('[[ignore]]\ncode = "M001"\nreason = "x"\n', ["N001", "C007"]),
        ('[[ignore]]\ncode = "X999"\nreason = "x"\n', ["N001", "C007"]),
        ('[[ignore]]\ncode = "N001"\nreason = "x"\nwhy = "y"\n', ["N001", "C001"]),
        ('[[ignore]]\ncode = 1\nreason = "x"\n', ["N001", "C002"]),
        ("[[ignore]\n", ["N001", "C004"]),
    ],
)
def test_an_entry_covers_what_it_names(tmp_path: Path, entry: str, expected: list[str]) -> None:
    """By code, file and text; without a reason or for an error it does not count."""
    assert codes(ignoring(tmp_path / "b", entry))[1] == expected


def test_what_is_set_aside_passes_strict(tmp_path: Path) -> None:
    """A warning that a person judged right does not stop the night's build."""
    folder = ignoring(tmp_path / "b", ENTRY)

    assert codes(folder, "--strict") == (0, [])
    built = run("build", folder, "--to", "epub", "--strict", "--out", tmp_path / "out")
    assert (built.returncode, built.stderr) == (0, "")


def test_a_comment_covers_its_own_line_and_the_next(tmp_path: Path) -> None:
    """A comment beside the word says why, and is not published."""
    comment = "<!-- lint-ignore N001: 造語 -->"
    near = book(tmp_path / "a", f"# 単元\n\n{comment}\nZorplequixです。\n")
    far = book(tmp_path / "b", f"# 単元\n\n{comment}\n\n本文。\n\nZorplequixです。\n")

    assert codes(near) == (0, [])
    assert codes(far)[1] == ["N001", "C005"]
    assert run("build", near, "--to", "epub", "--out", tmp_path / "out").returncode == 0


def test_a_comment_in_code_is_an_example(tmp_path: Path) -> None:
    """What a guide shows of the syntax sets nothing aside and is not missed."""
    comment = "<!-- lint-ignore N001: 造語 -->"
    shown = book(tmp_path / "a", f"# 単元\n\n```\n{comment}\n```\n\nZorplequixです。\n")

    assert codes(shown)[1] == ["N001"]
