"""Look into a DAISY fileset as a player does: every reference followed, every letter heard."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from pipeline.config import Settings
from pipeline.document import (
    BlockQuote,
    Book,
    Description,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    Image,
    ListStyle,
    Note,
    NoteKind,
    PageBreak,
    PageMark,
    Picture,
    Strong,
    Verbatim,
)
from pipeline.writers.smil import Clip, Speech
from tests.sample import (
    MENU,
    P,
    book,
    heading,
    inlines,
    listing,
    paragraph,
    png,
    table,
    term,
    unit,
)

Files = Mapping[str, bytes]
Element = etree._Element
GRAMMARS = Path(__file__).resolve().parents[2] / "shared" / "schemas" / "validate.py"
MARKUP = (".html", ".smil", ".opf", ".ncx", ".xml", ".res")


def parse(files: Files, name: str) -> Element:
    """The root of a file of the set."""
    return etree.fromstring(files[name], etree.XMLParser(resolve_entities=False, no_network=True))


def name_of(element: Element) -> str:
    """The local name of an element."""
    return etree.QName(element).localname


def all(root: Element, name: str) -> list[Element]:
    """The elements with a local name, in document order."""
    return [e for e in root.iter(etree.Element) if name_of(e) == name]


def metas(root: Element) -> dict[str, list[str]]:
    """The metadata of a document: name -> values."""
    found: dict[str, list[str]] = {}
    for meta in all(root, "meta"):
        found.setdefault(meta.get("name", ""), []).append(meta.get("content", ""))
    return found


def text(element: Element) -> str:
    return "".join(map(str, element.itertext()))


def ids(root: Element) -> list[str]:
    return [id for e in root.iter(etree.Element) if (id := e.get("id"))]


def unheard(body: Element, played: Iterable[str]) -> str:
    """The letters of a document that stand in no played element."""
    heard = frozenset(played)
    return "".join(_unheard(body, heard))


def _unheard(element: Element, heard: frozenset[str]) -> Iterator[str]:
    if element.get("id") in heard:
        return
    yield "".join(c for c in element.text or "" if c.isalnum())
    for child in element:
        yield from _unheard(child, heard)
        yield "".join(c for c in child.tail or "" if c.isalnum())


def blocks_of(played: Iterable[str]) -> list[str]:
    """The blocks that played phrases are in (``u1-b2``), each once, in order."""
    found = (re.match(r"(\w+-b\d+)-", id) for id in played)
    return list(dict.fromkeys(match[1] for match in found if match))


def nested(body: Element, played: Iterable[str]) -> list[str]:
    """Played elements inside played elements: what a player would say twice."""
    heard = frozenset(played)
    return [
        element.get("id", "")
        for element in body.iter(etree.Element)
        if element.get("id") in heard
        and any(outer.get("id") in heard for outer in element.iterancestors())
    ]


def judge_by_grammars(files: Files, folder: Path) -> None:
    """Run the DTDs, RELAX NG and Schematron schemas over every file, where they are at hand."""
    if not GRAMMARS.exists():
        pytest.skip("skipped: no ../shared")
    paths = []
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        paths += [str(path)] if path.suffix in MARKUP else []
    assert paths
    command = [sys.executable, str(GRAMMARS), *paths]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    faults = [line for line in done.stdout.splitlines() if not line.endswith(" OK")]
    assert not faults, "\n".join(faults)
    assert len(done.stdout.splitlines()) == len(paths), done.stderr


def odd_book() -> Book:
    """What makers of players did not think of: skipped levels, calls and glosses in odd places."""
    twice = FootnoteReference("u1-fn1", 1, "u1-fnref1-2", P)
    once = FootnoteReference("u1-fn1", 1, "u1-fnref1", P)
    note = Footnote("u1-fn1", 1, ("u1-fnref1", "u1-fnref1-2"), (paragraph("注です。二文目。"),), P)
    image = Image("images/old.gif", inlines("古い絵。", term("エー", "A")), "", P)
    strong = Strong(inlines("強い", term("ユーアールエル", "URL"), "の話"), P)
    first = unit(
        "u1",
        heading(3, "u1-h1", "三段目から ", term("アイシー", "IC")),
        PageBreak(PageMark("iv", "page-iv", P), P),
        paragraph(strong, "です。", once),
        paragraph("二度目。", twice, PageMark("付1", "page-a1", P)),
        heading(6, "u1-h2", "六段目"),
        heading(5, "u1-h3", "五段目"),
        BlockQuote((heading(1, "u1-h4", "引用の中の見出し"), paragraph("引用。")), P),
        Note(NoteKind.NOTE, (), (paragraph("囲み。"),), P),
        footnotes=(note,),
    )
    second = unit(
        "u2",
        heading(2, "u2-h1", "二つ目の単元"),
        listing(ListStyle.DECIMAL, (paragraph("一。"),), (Figure(MENU, (), P),)),
        Figure(image, inlines("絵の題"), P),
        table((), ("名", "値"), ("版", PageMark("5", "page5", P))),
    )
    before = paragraph("見出しの前の文。", Verbatim(inlines("KEY"), P))
    third = unit("u3", before, heading(1, "u3-h", "後"))
    fourth = unit(
        "u4", heading(1, "u4-h", "見出しだけ"), heading(1, "u4-h2", Emphasis((), P), "並ぶ")
    )
    fifth = unit("u5", paragraph("見出しのない単元。"))
    made = book(first, second, third, fourth, fifth, settings=Settings(title="題だけの本"))
    images = {**made.images, "images/old.gif": Picture("old.gif", "image/gif", png(2, 2))}
    return replace(made, images=images)


def called_book() -> Book:
    """A block that calls the second of two footnotes, which calls the first, and a block more."""
    inner = FootnoteReference("fn1", 1, "ref1", P)
    notes = (
        Footnote("fn1", 1, ("ref1",), (paragraph("一つ目の注。"),), P),
        Footnote("fn2", 2, ("ref2",), (paragraph("二つ目の注。", inner),), P),
    )
    calling = listing(
        ListStyle.BULLET, (paragraph(FootnoteReference("fn2", 2, "ref2", P), "項目"),)
    )
    head = heading(1, "h", "注のある単元")
    return book(unit("u1", head, calling, paragraph("次の段落。"), footnotes=notes))


def described_book() -> Book:
    """A picture with a long description."""
    told = Description("told", (paragraph("歯車の下に四つのボタン。"),), P)
    return book(unit("u1", heading(1, "h", "題"), Figure(MENU, (), P, told)))


def spoken(played: Iterable[str]) -> Speech:
    """A second and a half for each of some segments, in one audio file."""
    clips = {id: Clip("s1.mp3", 1.5 * n, 1.5 * n + 1.5) for n, id in enumerate(played)}
    return Speech(clips, {"s1.mp3": b"ID3"})
