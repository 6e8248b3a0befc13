"""What ``lint --format sarif`` prints is judged by the schema of SARIF 2.1.0."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.diagnostics import Code, Diagnostic, Row
from pipeline.document import NOWHERE, Pos
from pipeline.sarif import sarif_log
from pipeline.setaside import Aside, Ignore
from tests.command import book, run
from tests.validate.tools import node

SCHEMA = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
UNITS = {
    "nothing": "# 単元\n\n本文です。\n",
    "guesses": "# 単元\n\n<!-- lint-ignore N001: 造語 -->\nZorplequixです。\n\nBlarghquです。\n",
    "errors": "# 単元\n\n<script>\n\n[行先](#nowhere)[^1]\n\n![](x.png)\n",
}


class Everything(dict[str, object]):
    """Fields for any wording: each name stands for itself, or for a number where one is asked."""

    def __missing__(self, key: str) -> object:
        return 1 if key in {"value", "confidence", "end", "length"} else key


def logged(folder: Path, name: str, lang: str) -> Path:
    """The log of a book whose one unit is named, in a folder with a Japanese name."""
    source = book(folder / f"本 {name}", UNITS[name])
    path = folder / f"{name}-{lang}.sarif"
    path.write_text(
        run("lint", source, "--format", "sarif", "--lang", lang).stdout, encoding="utf-8"
    )
    return path


def every_code(folder: Path) -> Path:
    """A log with each code there is, found once and set aside once."""
    pos = Pos("本/01 #単元?.md", 3, 2, 8, 12)
    names = {key: key for key in ("file", "line")}
    found = [Diagnostic(code, pos, _fields(code.row)) for code in Code]
    aside = [Aside(f, Ignore(f.row.code, "理由", "", "", (3, 4), pos)) for f in found]
    nowhere = Diagnostic(Code.MISSING_TITLE, NOWHERE, tuple(names.items()))
    log = sarif_log([*found, nowhere], aside, "ja", 1, lambda _: "# 単元\n\nあいうえお\n")
    path = folder / "every.sarif"
    path.write_text(json.dumps(log, ensure_ascii=False), encoding="utf-8")
    return path


def _fields(row: Row) -> tuple[tuple[str, object], ...]:
    """Something for each field of a row's wordings."""
    fields = Everything()
    for wording in (row.ja, row.en, row.hint_ja, row.hint_en):
        names = [part.partition(":")[0].partition("!")[0] for part in _braced(wording)]
        fields.update({name: fields[name] for name in names})
    return tuple(fields.items())


def _braced(wording: str) -> list[str]:
    return [part.partition("}")[0] for part in wording.split("{")[1:]]


def judged(*logs: Path) -> Any:
    """What the schema finds in each log."""
    return node("sarif.mjs", SCHEMA, *logs)


def test_the_schema_finds_nothing(tmp_path: Path) -> None:
    """Empty logs, warnings set aside, errors, and every code of the table."""
    logs = [logged(tmp_path, name, lang) for name in UNITS for lang in ("ja", "en")]

    assert judged(*logs, every_code(tmp_path)) == [[]] * 7


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"version": "2.0.0"}, "/version"),
        ({"runs": [{"results": []}]}, "/runs/0 must have required property 'tool'"),
        ({"kind": "log"}, " must NOT have additional properties"),
    ],
)
def test_the_schema_finds_what_is_wrong(
    tmp_path: Path, change: dict[str, object], found: str
) -> None:
    """A wrong version, a run without its tool, a property that SARIF does not have."""
    path = logged(tmp_path, "nothing", "ja")
    log = json.loads(path.read_text(encoding="utf-8")) | change
    path.write_text(json.dumps(log), encoding="utf-8")

    assert any(error.startswith(found) for error in judged(path)[0])
