"""The table of findings: a row for each code, and each call of a code gives what its row asks."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.diagnostics import FAMILIES, TABLES, Code, Row, diagnostic
from pipeline.document import Pos

PROGRAM = Path(__file__).parents[1] / "pipeline"
# Where the manuscript's own Code, a span of code, is meant too, a finding's code is Finding.
NAMED = re.compile(r"\b(?:Code|Finding)\.([A-Z_0-9]+)\b")
HEADER = re.compile(r"^\[([A-Z]\d{3})\]$", re.MULTILINE)


def fields_of(row: Row) -> set[str]:
    """The fields that the wordings of a row fill in."""
    wordings = (row.ja, row.en, row.hint_ja, row.hint_en)
    parts = (part for wording in wordings for part in string.Formatter().parse(wording))
    return {name for _, name, _, _ in parts if name}


def calls() -> Iterator[tuple[str, Code, set[str], bool]]:
    """Each call of a code and a place: where, the code, its fields, and whether those are all."""
    for path in sorted(PROGRAM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) != 2:
                continue
            if named := NAMED.fullmatch(ast.unparse(node.args[0])):
                fields = {keyword.arg for keyword in node.keywords if keyword.arg}
                all_known = all(keyword.arg for keyword in node.keywords)
                yield f"{path.name}:{node.lineno}", Code[named[1]], fields, all_known


@pytest.mark.parametrize("letter", FAMILIES)
def test_a_family_has_a_row_for_each_of_its_codes(letter: str) -> None:
    """The file of a family holds its codes and no others, each once, in their order."""
    text = (TABLES / f"{FAMILIES[letter]}.toml").read_text(encoding="utf-8")

    assert HEADER.findall(text) == [code.value for code in Code if code.value[0] == letter]
    assert HEADER.findall(text) == sorted(HEADER.findall(text))


def test_every_code_belongs_to_a_family() -> None:
    """There is no file without a letter, nor a letter without a file."""
    assert {code.value[0] for code in Code} == FAMILIES.keys()
    assert {path.stem for path in TABLES.iterdir()} == set(FAMILIES.values())


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_a_row_is_whole(code: Code) -> None:
    """Both wordings and both remedies, none of them two sentences in two languages."""
    row = code.row

    assert all((row.ja, row.en, row.hint_ja, row.hint_en))
    assert re.search("[ぁ-ヿ]", row.ja)
    assert not re.search("[ぁ-ヿ一-鿿]", row.en)
    line = diagnostic(code, Pos("a.md"), **dict.fromkeys(fields_of(row), 0)).line("en")
    assert line.startswith(f"a.md:1:1: {row.code} {row.severity.value}: ")


def test_each_finding_gives_its_fields() -> None:
    """No wording is left with an empty brace, and none is given what it does not say."""
    wrong, seen = [], set()
    for place, code, fields, all_known in calls():
        seen.add(code)
        wanted = fields_of(code.row)
        if not fields <= wanted or (all_known and fields != wanted):
            wrong.append((place, code.name, sorted(fields ^ wanted)))

    assert wrong == []
    assert len(seen) > len(Code) // 2  # some are told through a variable


def test_every_code_is_used() -> None:
    """A code that nothing makes any more is taken out of the enumeration."""
    text = "".join(path.read_text(encoding="utf-8") for path in PROGRAM.rglob("*.py"))
    used = set(NAMED.findall(text))

    assert {code.name for code in Code} - used == set()
