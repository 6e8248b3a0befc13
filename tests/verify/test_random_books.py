"""The transform and the judge agree on random books, and every spoiled gloss is found.

The judge shares no code with what makes the glosses; ``make validate`` runs 2,000 books.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.diagnostics import Code, Severity
from pipeline.driver import DEFAULT_FORMS, build
from pipeline.verify.convention import Asked, Where
from tests.verify.faults import rewrite_epub
from tests.verify.manuscripts import RULES, write_manuscript
from tests.verify.stock import judge

pytestmark = pytest.mark.xdist_group("verify")
GLOSS = re.compile(r'<span class="gloss"[^>]*>（(?:<span[^>]*>)?([^<]*)(?:</span>)?）</span>')


def published(
    folder: Path,
    seed: int,
    forms: tuple[str, ...] = DEFAULT_FORMS,
    level: str = "file",
    rule: Sequence[str] = (),
) -> Path:
    """A random book in some forms, glossed as its ``[gloss]`` says."""
    name = f"book{seed}"
    write_manuscript(folder / name, seed, level, rule)
    built = build(str(folder / name), forms, folder / "build", strict=False)
    assert not built.problem, [finding.line("en") for finding in built.findings]
    return folder / "build" / name


@pytest.mark.parametrize("seed", range(8))
def test_a_random_book_keeps_the_rule(seed: int, tmp_path: Path) -> None:
    """What the transform made, the judge finds nothing wrong with, in any form."""
    _, found = judge(published(tmp_path, seed))

    assert [f.line("en") for f in found if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("level", ["h1", "h2"])
@pytest.mark.parametrize("seed", range(50, 52))
def test_units_may_begin_at_headings(level: str, seed: int, tmp_path: Path) -> None:
    """Each form shows where units begin, so that the judge reads them without being told."""
    _, found = judge(published(tmp_path, seed, level=level))

    assert [f.line("en") for f in found if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("level", ["file", "book"])
@pytest.mark.parametrize("rule", RULES, ids=", ".join)
def test_a_book_with_its_own_rule_says_so(rule: Sequence[str], level: str, tmp_path: Path) -> None:
    """Whoever judges the files alone knows how they are glossed, and agrees; braille by itself."""
    for seed in range(60, 63):
        folder = published(tmp_path, seed, level=level, rule=rule)
        for path in (folder, folder / "braille"):
            _, found = judge(path)
            assert [f.line("en") for f in found if f.severity is Severity.ERROR] == []


def spoiled(text: str, chance: random.Random) -> str:
    """A document with one of its glosses left out, doubled, or another word's."""
    hit = chance.choice(list(GLOSS.finditer(text)))
    gloss = hit[0]
    changed = chance.choice(("", gloss + "と" + gloss, gloss.replace(hit[1], "Zebra")))
    return text[: hit.start()] + changed + text[hit.end() :]


# Every rule but the one without glosses.
GLOSSED = ((), *(rule for rule in RULES if 'where = "never"' not in rule))


@pytest.mark.parametrize("seed", range(100, 112))
def test_a_spoiled_gloss_is_found(seed: int, tmp_path: Path) -> None:
    """Any gloss of the EPUB changed in any way is a finding, whatever the book's rule."""
    rule = GLOSSED[seed % len(GLOSSED)]
    folder = published(tmp_path, seed, ("epub", "daisy3"), rule=rule)
    clean = [finding.line("en") for finding in judge(folder)[1]]
    chance = random.Random(seed)
    names: list[str] = []

    def note(name: str, data: bytes) -> bytes:
        names.extend([name] if "unit-" in name and GLOSS.search(data.decode()) else [])
        return data

    rewrite_epub(folder, note)
    victim = chance.choice(names)
    rewrite_epub(folder, lambda n, d: spoiled(d.decode(), chance).encode() if n == victim else d)

    assert {finding.line("en") for finding in judge(folder)[1]} - set(clean)


@pytest.mark.parametrize("form", ["epub", "daisy202", "daisy3", "brf"])
@pytest.mark.parametrize("seed", range(120, 123))
def test_a_gloss_in_a_book_that_has_none_is_found(seed: int, form: str, tmp_path: Path) -> None:
    """The form of another book, whose words are glossed, is not what the statement says."""
    folder = published(tmp_path, seed, (form,))
    never = Asked(where=Where.NEVER)

    assert Code.UNWANTED_GLOSS in {finding.code for finding in judge(folder, asked=never)[1]}
    usual = {finding.code for finding in judge(folder)[1]}
    assert Code.UNWANTED_GLOSS not in usual


@pytest.mark.parametrize("form", ["epub", "daisy202", "daisy3", "brf"])
def test_a_book_judged_by_another_rule_has_faults(form: str, tmp_path: Path) -> None:
    """What is asked goes before what the publication says of itself."""
    folder = published(tmp_path, 130, (form,), rule=('where = "always"',))
    codes = {finding.code for finding in judge(folder, asked=Asked(where=Where.FIRST))[1]}

    assert Code.SECOND_GLOSS in codes
