"""The cases of ``tests/cases`` really published: the glosses of EPUB and braille are theirs."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize

import pytest

from pipeline.config import GlossSettings
from pipeline.diagnostics import Severity
from pipeline.driver import build
from tests.cases import Case, read_cases
from tests.command import book
from tests.sample import png
from tests.test_katakana import RULES
from tests.verify.stock import judge

pytestmark = pytest.mark.xdist_group("verify")
GLOSS = re.compile(r"(?<=[ァ-ヺー])[（(]([^（）()]*[A-Za-z][^（）()]*)[）)]")
IDS = re.compile(r"#(a|b|use)(?=[)}])")


def manuscript(case: Case, number: int) -> str:
    """A case as a unit of its own, with what its links lead to."""
    source = IDS.sub(rf"#\g<1>{number}", case.source.replace("(a.png)", "(images/a.png)"))
    head = "" if source.startswith("# ") else "# 試し\n\n"
    targets = [f"## 項目 {{#{id}{number}}}" for id in "ab" if f"(#{id}{number})" in source]
    return "\n\n".join((head + source, *targets)) + "\n"


def glosses(markdown: str) -> Counter[str]:
    """The originals in brackets after katakana in normalised Markdown, letters and digits alone."""
    found = (html.unescape(hit) for hit in GLOSS.findall(markdown))
    return Counter(
        "".join(c for c in normalize("NFKD", hit.casefold()) if c.isascii() and c.isalnum())
        for hit in found
    )


def toml(gloss: GlossSettings) -> str:
    """The settings of a book with a rule."""
    usual = GlossSettings()
    values = {name: getattr(gloss, name) for name in GlossSettings.__slots__}
    lines = (
        f"{name} = {str(value).lower() if isinstance(value, bool) else repr(value)}"
        for name, value in values.items()
        if value != getattr(usual, name)
    )
    return "\n".join(('title = "試しの本"', 'publisher = "館"', "[gloss]", *lines, ""))


def published(folder: Path, cases: Iterable[Case], gloss: GlossSettings) -> Path:
    """A book with a unit a case, as EPUB and braille."""
    units = [manuscript(case, number) for number, case in enumerate(cases, 1)]
    source = book(folder / "cases", *units, toml=toml(gloss))
    (source / "02-wifi.md").write_text("# 電波\n\n電波です。\n", encoding="utf-8")
    (source / "images").mkdir()
    (source / "images" / "a.png").write_bytes(png(8, 8))
    built = build(str(source), ("epub", "brf"), folder / "build", strict=False)
    assert not built.problem, [finding.line("en") for finding in built.findings]
    return folder / "build" / "cases"


@pytest.mark.parametrize("name", RULES)
def test_what_is_published_has_the_glosses_of_the_case(name: str, tmp_path: Path) -> None:
    """Every gloss of the expected Markdown stands in EPUB and braille, and no other does."""
    cases = read_cases(name)
    folder = published(tmp_path, cases, RULES[name])

    verified, found = judge(folder)

    assert [f.line("en") for f in found if f.severity is Severity.ERROR] == []
    expected = [glosses(case.expected) for case in cases]
    epub, braille = verified.tallies
    units = [unit.originals for unit in epub.glosses]
    assert units == [
        *expected[:2],
        Counter(),
        *expected[2:],
    ]  # the file that links lead to is third
    assert sum((u.originals for u in braille.glosses), Counter()) == sum(expected, Counter())
