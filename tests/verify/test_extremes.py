"""Odd books on odd pages: what we publish keeps its own rules at every setting."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.diagnostics import Severity
from pipeline.driver import build
from tests.verify.stock import judge

pytestmark = pytest.mark.xdist_group("verify")
LONG = "とても長い見出しで何行にもわたって続き、終わりが見えないほど長くて困ってしまう見出しの例"
BOOKS = {
    "without a heading": ("本文だけです。\n\nもう一つの段落です。\n",),
    "units without text": ("# 空の単元\n", "# 二つ目\n\n本文です。\n", "# 三つ目\n"),
    "notes": (
        "# 注\n\n"
        + "".join(f"文{i}です[^{i}]。\n\n" for i in range(30))
        + "".join(f"[^{i}]: 注の{i}番です。iPhoneの話もあります。\n\n" for i in range(30)),
    ),
    "tables": (
        "# 表\n\n| 名前 | 値段 |\n|---|---|\n| りんご | 100円 |\n\n"
        "| 一つだけ |\n|---|\n| はい |\n\n"
        "| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 | 6 |\n",
    ),
    "deep lists": (
        "# 箇条書き\n\n- 一\n  - 二\n    - 三\n"
        "      - 四番目の深さの項目は長いので次の行に続きます\n"
        "      - 五\n\n1. 甲\n   1. 乙\n      1. 丙\n         1. 丁はここです\n2. 戊\n",
    ),
    "long headings": (
        "\n\n".join(f"{'#' * level} {LONG}\n\n本文。" for level in range(1, 7)) + "\n",
    ),
    "headings alone": ("\n\n".join(f"{'#' * n} 見出し{n}" for n in range(1, 7)) + "\n\n本文。\n",),
    "one paragraph": ("# 長い\n\n" + "これは長い段落で、いつまでも続きます。" * 150 + "\n",),
    "print pages": ("# 印\n\n{page=1}\n\n本文です。{page=2}続き。{page=3}{page=4}続き。\n",),
}
SETTINGS = (
    "cells_per_line = 60\nlines_per_page = 40",
    "lines_per_page = 5",
    "cells_per_line = 10\nlines_per_page = 6",
    "pages_per_volume_max = 12\npages_per_volume_min = 3\nsides = 'both'",
)


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda s: s.replace("\n", ", "))
@pytest.mark.parametrize("name", BOOKS)
def test_an_odd_book_has_no_finding(name: str, settings: str, tmp_path: Path) -> None:
    """Lines, pages, contents, headings and volumes are right, and all forms agree."""
    source = tmp_path / "odd"
    source.mkdir()
    about = 'title = "本"\ncreators = ["山田"]\npublisher = "館"\ndate = "2025-04-01"\n[braille]\n'
    (source / "book.toml").write_text(f"{about}{settings}\n", encoding="utf-8")
    for number, text in enumerate(BOOKS[name], start=1):
        (source / f"{number}.md").write_text(text, encoding="utf-8")
    built = build(str(source), ("epub", "brf", "pef"), tmp_path / "out", strict=False)
    assert not built.problem

    found = judge(tmp_path / "out")[1]
    assert [f.line("en") for f in found if f.severity is Severity.ERROR] == []
