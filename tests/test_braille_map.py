"""The source map: its schema as the guide gives it, and the way from cells to print and back."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline.braille.formats import READERS
from pipeline.driver import build

TEXT = (
    """# iPhoneの使い方

電源を入れます。{漢字|かんじ}を読み、○○さんへ送ります。**重要**な`a.txt`です[^1]。

[^1]: 注の文です。

1. 設定を開く
2. 戻る

| 名前 | 値段 |
| --- | --- |
| 林檎 | 100円 |

## 次の節

"""
    + "長い文が続きます。次の行へ行きます。" * 40
)
NUMBERS = ("volume", "volumes", "cells_per_line", "lines_per_page")
KEYS = {"format", "version", "book", *NUMBERS, "files", "labels", "runs", "back"}

Map = dict[str, Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Map, bytes, str]:
    """A book's source map, its BRF and the manuscript."""
    folder = tmp_path_factory.mktemp("map")
    return _made(folder)


@cache
def _made(folder: Path) -> tuple[Map, bytes, str]:
    book = folder / "b"
    book.mkdir()
    (book / "book.toml").write_text('title = "見本"\ncreators = ["山田"]\n', encoding="utf-8")
    (book / "01.md").write_text(TEXT, encoding="utf-8")
    build(str(book), ("brf",), folder / "out", strict=False)
    braille = folder / "out" / "b" / "braille"
    return json.loads((braille / "b-1.json").read_text()), (braille / "b-1.brf").read_bytes(), TEXT


def test_the_map_has_the_fields_of_its_schema(made: tuple[Map, bytes, str]) -> None:
    """Every field is there, none besides, and each is of its kind."""
    found = made[0]

    assert set(found) == KEYS
    assert (found["format"], found["version"]) == ("mimiyubi-braille-map", 1)
    assert all(isinstance(found[name], int) and found[name] > 0 for name in NUMBERS)
    assert all(isinstance(text, str) for name in ("files", "labels") for text in found[name])
    for run in found["runs"]:
        assert [type(value) for value in run] == [int] * 7 + [str] * 2
        assert all(value >= 0 for value in run[:7])


def test_every_run_lies_on_its_page_and_in_its_file(made: tuple[Map, bytes, str]) -> None:
    """Pages, lines, cells, files and offsets are within what there is."""
    found, brf, text = made
    pages = READERS["brf"](brf).pages

    assert len(found["labels"]) == len(pages)
    for page, line, cell, length, file, start, end, _, _ in found["runs"]:
        cells = pages[page].rows[line].cells[cell : cell + length]
        assert len(cells) == length
        assert "\N{BRAILLE PATTERN BLANK}" not in cells
        if found["files"][file].endswith("book.toml"):
            assert (start, end) == (0, 0)  # a setting is found by its file alone
        else:
            assert found["files"][file].endswith("01.md")
            assert 0 <= start < end <= len(text)


def test_runs_stand_in_order_and_apart(made: tuple[Map, bytes, str]) -> None:
    """They are sorted by page, line and cell, so that bisection finds a cell's run."""
    runs = made[0]["runs"]
    places = [tuple(run[:3]) for run in runs]

    assert places == sorted(set(places))
    for before, after in pairwise(runs):
        assert before[:2] != after[:2] or before[2] + before[3] <= after[2]


def test_back_leads_from_the_manuscript_to_the_cells(made: tuple[Map, bytes, str]) -> None:
    """``back`` lists every run by file and start; from a run's place one comes back to it."""
    runs, back = made[0]["runs"], made[0]["back"]
    starts = [tuple(runs[index][4:6]) for index in back]

    assert sorted(back) == list(range(len(runs)))
    assert starts == sorted(starts)
    for run in runs:
        at = bisect_right(starts, tuple(run[4:6])) - 1
        assert runs[back[at]][4:6] == run[4:6]


def test_every_letter_of_the_manuscript_has_its_cells(made: tuple[Map, bytes, str]) -> None:
    """Whatever is read in the manuscript lies in a run; only its markup does not."""
    found, _, text = made
    covered = {at for run in found["runs"] for at in range(run[5], run[6])}

    missing = "".join(c for at, c in enumerate(text) if at not in covered)

    assert set(missing) <= set("#*`[]^:|-. {}\n0123456789い")
    assert "電源" not in missing
    assert "林檎" not in missing


def test_a_word_of_many_lines_is_mapped_line_by_line(tmp_path: Path) -> None:
    """Each line has its own kana, all of them the whole word's place: the map grows with it."""
    book = tmp_path / "long"
    book.mkdir()
    word = "ガギグゲゴ" * 400
    (book / "book.toml").write_text('title = "本"\ncreators = ["山田"]\n', encoding="utf-8")
    (book / "01.md").write_text(f"# 章\n\n{word}です。\n", encoding="utf-8")
    build(str(book), ("brf", "html"), tmp_path / "out", strict=False)
    made = tmp_path / "out" / "long" / "braille"
    runs = [r for r in json.loads((made / "long-1.json").read_text())["runs"] if r[5] == 5]

    assert "".join(run[7] for run in runs) == f"{word}デス。"
    assert {run[6] for run in runs} == {5 + len(word) + 3}
    assert (made / "long-1.html").read_text(encoding="utf-8").count(word) <= 1
