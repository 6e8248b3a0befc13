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
        ('ignore = "N001"\n', ["N001", "C002"]),
        ("ignore = [1]\n", ["N001", "C002"]),
        (ENTRY.replace("[[ignore]]", "[ignore]"), ["N001", "C002"]),
        (ENTRY.replace("[[ignore]]", "[[ignored]]"), ["N001", "C001"]),
        (ENTRY.replace("[[ignore]]", "[[ ignore ]]"), []),
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


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("<!-- lint-ignore: N001 造語 -->", []),
        ("<!--\nlint-ignore N001:\n著者に聞いた -->", []),
        ("<!-- lint-ignore N001 -->", ["N001", "C006"]),
        ("<!-- lint-ignore -->", ["N001", "C007"]),
        ("<!-- lint-ignore n001: 造語 -->", ["N001", "C007"]),
        ("<!-- lint-ignore M001: 誤り -->", ["N001", "C007"]),
        ("<!-- 覚え書き: lint-ignore のこと -->", ["N001"]),
    ],
)
def test_a_comment_that_was_meant_is_never_passed_over(
    tmp_path: Path, comment: str, expected: list[str]
) -> None:
    """It covers what it says, or its fault is told."""
    assert codes(book(tmp_path / "a", f"# 単元\n\n{comment}\nZorplequixです。\n"))[1] == expected


def test_a_comment_in_code_is_an_example(tmp_path: Path) -> None:
    """What a guide shows of the syntax sets nothing aside and is not missed."""
    comment = "<!-- lint-ignore N001: 造語 -->"
    shown = book(tmp_path / "a", f"# 単元\n\n```\n{comment}\n```\n\nZorplequixです。\n")

    assert codes(shown)[1] == ["N001"]
    span = book(tmp_path / "b", f"# 単元\n\n`{comment}`と書く。\nZorplequixです。\n")
    assert codes(span)[1] == ["N001"]


def test_what_is_set_aside_is_counted_and_in_the_log(tmp_path: Path) -> None:
    """Text says how many; SARIF has each as suppressed, with its reason and its entry's place."""
    folder = ignoring(tmp_path / "b", ENTRY)
    unit = folder / "01-unit.md"
    comment = "<!-- lint-ignore N001: 人名 -->"
    unit.write_text(f"{UNIT}\n{comment}\nBlarghquさん。\n", encoding="utf-8")

    assert "（脇に置いたもの 2 件）" in run("lint", folder).stdout
    (log,) = json.loads(run("lint", folder, "--format", "sarif").stdout)["runs"]
    suppressed = [result["suppressions"][0] for result in log["results"]]
    assert [(s["kind"], s["justification"]) for s in suppressed] == [
        ("external", "造語"),
        ("inSource", "人名"),
    ]
    assert suppressed[0]["location"]["physicalLocation"]["region"]["startLine"] == 1


def test_an_error_elsewhere_does_not_bring_back_what_was_set_aside(tmp_path: Path) -> None:
    """The author hears of the error only, and no entry is called unused before all was read."""
    folder = ignoring(tmp_path / "b", ENTRY.replace("N001", "M020") + ENTRY.replace("N001", "B001"))
    (folder / "01-unit.md").write_text("# 単元\n\n[語]{zz=1}と[先](#nowhere)。\n", encoding="utf-8")

    assert codes(folder) == (1, ["M029"])


def test_books_are_linted_each_for_itself(tmp_path: Path) -> None:
    """An entry of one book covers nothing in another, whose file has the same name."""
    plain = book(tmp_path / "a", UNIT)
    folder = ignoring(tmp_path / "b", ENTRY)

    done = run("lint", plain, folder, "--format", "json")
    assert [finding["code"] for finding in json.loads(done.stdout)] == ["N001"]


def test_strict_shows_a_warning_as_an_error(tmp_path: Path) -> None:
    """What stops the build is called what it is."""
    folder = book(tmp_path / "b", UNIT)

    assert "N001 エラー: " in (text := run("lint", folder, "--strict").stdout)
    assert "誤り 1 件、警告 0 件" in text
    assert "推し量り" in text


def test_an_entry_for_what_lint_cannot_find_is_unused(tmp_path: Path) -> None:
    """Of pictures and braille lint knows; what only speech or one form tells waits for it."""
    entries = "".join(ENTRY.replace("N001", code) for code in ("B001", "D001", "S001", "V025"))
    folder = ignoring(tmp_path / "b", entries + ENTRY)

    assert codes(folder) == (0, ["C005", "C005", "C005"])
    built = run("build", folder, "--to", "epub", "--out", tmp_path / "out")
    assert built.stderr.count("C005") == 1
