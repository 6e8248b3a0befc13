"""The transform and the judge agree on random books, and every spoiled gloss is found.

The judge shares no code with what makes the glosses; ``make validate`` runs 2,000 books.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from pipeline.diagnostics import Code, Severity
from pipeline.driver import DEFAULT_FORMS, build
from pipeline.verify.convention import Asked, Where
from tests.command import book
from tests.verify.faults import rewrite_epub
from tests.verify.manuscripts import RULES, write_manuscript
from tests.verify.stock import judge

pytestmark = pytest.mark.xdist_group("verify")
GLOSS = re.compile(r'<span class="gloss"[^>]*>（(?:<span[^>]*>)?([^<]*)(?:</span>)?）</span>')
TAG = re.compile("<[^>]*>")
KATAKANA, KATAKANA_END = re.compile("[ァ-ヺー]"), re.compile("[ァ-ヺー]*$")


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
def test_a_book_with_its_own_rule_says_so(
    rule: tuple[str, ...], level: str, tmp_path: Path
) -> None:
    """Whoever judges the files alone knows how they are glossed, and agrees; braille by itself."""
    folder = published(tmp_path, 60 + RULES.index(rule), level=level, rule=rule)
    for path in (folder, folder / "braille"):
        _, found = judge(path)
        assert [f.line("en") for f in found if f.severity is Severity.ERROR] == []


# Every rule but the one without glosses.
GLOSSED = ((), *(rule for rule in RULES if 'where = "never"' not in rule))
# What is done to a gloss.
SPOILERS: dict[str, Callable[[str, str], str]] = {
    "removed": lambda gloss, _: "",
    "a second time": lambda gloss, _: f"{gloss}と{gloss}",
    "another word's": lambda gloss, original: gloss.replace(original, "Zebra"),
}


def said(path: Path) -> Counter[tuple[Code, tuple[tuple[str, object], ...]]]:
    """What is found, without its places: they move when a gloss goes."""
    return Counter((finding.code, finding.fields) for finding in judge(path)[1])


def unit_texts(folder: Path) -> dict[str, str]:
    """The units of an EPUB, by name."""
    (epub,) = folder.glob("*.epub")
    with zipfile.ZipFile(epub) as packed:
        return {n: packed.read(n).decode() for n in packed.namelist() if "unit-" in n}


def put(folder: Path, name: str, text: str) -> None:
    """Write one unit of an EPUB anew."""
    rewrite_epub(folder, lambda entry, data: text.encode() if entry == name else data)


def glosses_of(texts: Mapping[str, str]) -> list[tuple[str, re.Match[str]]]:
    """The glosses of a book, each with the name of its unit."""
    return [(name, hit) for name in texts for hit in GLOSS.finditer(texts[name])]


def spoiled(hit: re.Match[str], spoiler: str) -> str:
    """The document of a gloss with that gloss spoiled."""
    changed = SPOILERS[spoiler](hit[0], hit[1])
    return hit.string[: hit.start()] + changed + hit.string[hit.end() :]


@pytest.mark.parametrize("seed", range(100, 112))
def test_a_spoiled_gloss_is_found(seed: int, tmp_path: Path) -> None:
    """Any gloss of the EPUB spoiled in any way is a finding beside another form of the book."""
    folder = published(tmp_path, seed, ("epub", "daisy3"), rule=GLOSSED[seed % len(GLOSSED)])
    clean = said(folder)
    chance = random.Random(seed)
    name, hit = chance.choice(glosses_of(unit_texts(folder)))
    put(folder, name, spoiled(hit, chance.choice(list(SPOILERS))))

    assert said(folder) - clean


def as_read(hit: re.Match[str]) -> tuple[str, str]:
    """The katakana run before a gloss, and its original."""
    return KATAKANA_END.findall(TAG.sub("", hit.string[: hit.start()]))[0], hit[1].casefold()


def goes_on(hit: re.Match[str]) -> bool:
    """Whether more katakana follows: without the gloss the two are one word."""
    return KATAKANA.match(TAG.sub("", hit.string[hit.end() :])) is not None


@pytest.mark.parametrize("seed", range(112, 124))
def test_a_spoiled_gloss_is_found_in_the_epub_alone(seed: int, tmp_path: Path) -> None:
    """A second gloss is always found; one removed or changed, where the same stands elsewhere too.

    The only gloss of a word is all that a publication says of the word: without it the katakana
    might be any, and with another original nothing contradicts that. Written together with other
    katakana, the word cannot be told from that; nor can one of two words with one original
    (エックスエス and the rest of アイフォンテンエス, both XS). What the judge doubts already is not
    told again.
    """
    folder = published(tmp_path, seed, ("epub",), rule=GLOSSED[seed % len(GLOSSED)])
    (epub,) = folder.glob("*.epub")
    clean, texts = said(epub), unit_texts(folder)
    every = glosses_of(texts)
    counts = Counter(as_read(hit) for _, hit in every)
    doubted = {str(dict(fields).get("original")).casefold() for _, fields in clean}
    words = Counter(original for _, original in counts)
    known = [
        (name, hit)
        for name, hit in every
        if counts[as_read(hit)] > 1 and words[hit[1].casefold()] == 1
        and hit[1].casefold() not in doubted and not goes_on(hit)
    ]  # fmt: skip

    chance = random.Random(seed)
    for spoiler in SPOILERS:
        among = every if spoiler == "a second time" else known
        for name, hit in chance.sample(among, min(1, len(among))):
            put(folder, name, spoiled(hit, spoiler))
            assert said(epub) - clean, (spoiler, hit[0])
            put(folder, name, texts[name])


MARKED = re.compile(
    r'<span class="gloss"[^>]*>([（(](?:<span[^>]*>)?([^<]*)(?:</span>)?[）)])</span>'
)


@pytest.mark.parametrize("form", ["daisy202", "daisy3"])
@pytest.mark.parametrize("seed", range(300, 304))
def test_a_spoiled_gloss_is_found_in_daisy(seed: int, form: str, tmp_path: Path) -> None:
    """Any gloss of a DAISY book, that of its title too, beside another form of the book."""
    folder = published(tmp_path, seed, ("epub", form), rule=GLOSSED[seed % len(GLOSSED)])
    clean = said(folder)
    files = [path for path in (folder / form).iterdir() if path.suffix in (".html", ".xml")]
    hits = [(path, hit) for path in files for hit in MARKED.finditer(path.read_text("utf-8"))]

    chance = random.Random(seed)
    path, hit = chance.choice(hits)
    spoiler = SPOILERS[chance.choice(list(SPOILERS))]
    changed = hit.string[: hit.start(1)] + spoiler(hit[1], hit[2]) + hit.string[hit.end(1) :]
    path.write_text(changed, encoding="utf-8")
    assert said(folder) - clean


@pytest.mark.parametrize("seed", range(304, 308))
def test_a_spoiled_gloss_is_found_in_braille(seed: int, tmp_path: Path) -> None:
    """A letter of any gloss, that on the title page too, beside another form of the book."""
    folder = published(tmp_path, seed, ("epub", "brf"), rule=GLOSSED[seed % len(GLOSSED)])
    clean = said(folder)
    hits = [
        (path, hit)
        for path in (folder / "braille").glob("*.brf")
        for hit in re.finditer("7;,,?[A-Z,]+(?=7)", path.read_bytes().decode("ascii"))
    ]

    path, hit = random.Random(seed).choice(hits)
    letter = "Z" if hit[0][-1] != "Z" else "Y"
    text = hit.string[: hit.end() - 1] + letter + hit.string[hit.end() :]
    path.write_bytes(text.encode("ascii"))
    assert said(folder) - clean


def test_the_title_s_gloss_is_the_same_in_every_form(tmp_path: Path) -> None:
    """A word that stands nowhere but on the title page is followed there too."""
    source = book(tmp_path / "b", "# 単元\n\n本文です。\n", toml='title = "iPhoneの本"\n')
    assert not build(str(source), ("epub", "daisy3"), tmp_path / "out", strict=False).problem
    folder = tmp_path / "out" / "b"
    rewrite_epub(
        folder,
        lambda name, data: data.replace(b">iPhone<", b">Zebra<") if "title" in name else data,
    )

    assert {finding.code for finding in judge(folder)[1]} >= {Code.TITLES_DISAGREE}


def test_names_in_the_alphabet_stand_on_the_title_page(tmp_path: Path) -> None:
    """Who wrote and published a book is called as he calls himself."""
    toml = (
        'title = "本"\nsubtitle = "Wi-Fi編"\ncreators = ["John Smith"]\n'
        'publisher = "NHK"\nrights = "CC BY"\n'
    )
    source = book(tmp_path / "b", "# 単元\n\n本文です。\n", toml=toml)
    assert not build(str(source), DEFAULT_FORMS, tmp_path / "out", strict=False).problem

    assert [f for f in judge(tmp_path / "out")[1] if f.severity is Severity.ERROR] == []


def test_a_heading_in_a_quotation_is_a_line_of_text(tmp_path: Path) -> None:
    """No contents list has it: DAISY 2.02 has no level for it, and nothing is missed."""
    unit = "# 単元\n\n> ## iPhoneの話\n>\n> iPhoneです。\n\n- # Wi-Fi\n"
    for rule in ("", "[gloss]\nheadings_count = false\n"):
        source = book(tmp_path / "b", unit, toml=f'title = "本"\n{rule}')
        assert not build(str(source), DEFAULT_FORMS, tmp_path / "out", strict=False).problem

        assert [f for f in judge(tmp_path / "out")[1] if f.severity is Severity.ERROR] == []


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
