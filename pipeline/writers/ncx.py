"""Turn a planned DTBook document into its navigation file (NCX 2005-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import NamedTuple, Protocol

from pipeline.document import Book, Heading
from pipeline.walk import plain_text
from pipeline.writers.colophon import HEADING
from pipeline.writers.contents import unit_title
from pipeline.writers.daisy import Facts
from pipeline.writers.dtbook import COLOPHON_ID, TITLE_ID
from pipeline.writers.dtbook_inlines import NAMESPACE
from pipeline.writers.elements import Element, Vocabulary, lines, serialize
from pipeline.writers.smil import Clip, Kind, clock, milliseconds

VOCABULARY = Vocabulary("http://www.daisy.org/z3986/2005/ncx/")
DOCTYPE = (
    '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN"'
    ' "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
)


class CustomTest(NamedTuple):
    """A structure that a reader can switch off: its name in the NCX (or none) and for people."""

    book_struct: str
    label: str


# Z39.86-2005, bookStruct. A gloss is no structure of the standard's, but skips like one.
TESTS = {
    Kind.PAGE: CustomTest("PAGE_NUMBER", "ページ"),
    Kind.CALL: CustomTest("NOTE_REFERENCE", "注の番号"),
    Kind.NOTE: CustomTest("NOTE", "注"),
    Kind.SIDEBAR: CustomTest("OPTIONAL_SIDEBAR", "囲み記事"),
    Kind.PRODNOTE: CustomTest("OPTIONAL_PRODUCER_NOTE", "製作者注"),
    Kind.GLOSS: CustomTest("", "原語"),
}


def test_id(kind: Kind) -> str:
    """The id of the test in the SMIL files and the NCX."""
    return f"skip-{kind.value}"


def custom_test(kind: Kind) -> dict[str, str]:
    """The attribute that makes a SMIL element skippable, if its kind is."""
    return {"customTest": test_id(kind)} if kind in TESTS else {}


def custom_tests(kinds: Iterable[Kind]) -> list[dict[str, str]]:
    """The attributes of the tests, in the table's order; at first nothing is skipped."""
    found = set(kinds)
    return [
        {"id": test_id(kind), "defaultState": "true", "override": "visible"}
        for kind in TESTS
        if kind in found
    ]


@dataclass(slots=True)
class Point:
    """An entry of the contents: where it leads, and the entries under it."""

    level: int
    title: str
    target: str
    inner: list[Point] = field(default_factory=list)


def navigation(
    book: Book,
    known: Facts,
    document: Element,
    begins: Mapping[str, str],
    tests: set[Kind],
    sounds: Mapping[str, Clip],
) -> bytes:
    """The navigation file.

    ``begins`` says where each id of the document is heard, ``sounds`` what is heard of the label
    that leads to such a place, in a book with audio.
    """
    label = partial(_label, sounds=sounds)
    points = _points(book, known.title, begins)
    pages = _elements(document, "pagenum", begins)
    notes = _elements(document, "note", begins)
    order = _play_order(points, [begins[e.get("id", "")] for e in (*pages, *notes)], begins)
    nav = _nav_points(_nested(points), order, label, count(1))
    parts = [
        VOCABULARY.element("head", {}, lines(_head(known, points, pages, tests))),
        label("docTitle", known.title, begins[TITLE_ID]),
        *(label("docAuthor", name) for name in known.creators),
        VOCABULARY.element("navMap", {}, lines(nav)),
    ]
    if pages:
        parts.append(_page_list(pages, begins, order, label))
    if notes:
        parts.append(_note_list(book, notes, begins, order, label))
    language = {"version": "2005-1", "xml:lang": known.language}
    return serialize(VOCABULARY.element("ncx", language, lines(parts)), DOCTYPE)


def _points(book: Book, title: str, begins: Mapping[str, str]) -> list[Point]:
    """Title page, headings (without glosses) and colophon, in reading order."""
    points = [Point(1, title, begins[TITLE_ID])]
    for number, unit in enumerate(book.units, 1):
        headings = [block for block in unit.blocks if isinstance(block, Heading)]
        if not headings and unit.id in begins:
            points.append(Point(1, unit_title(unit, number), begins[unit.id]))
        for heading in headings:
            target = begins.get(heading.id)
            if target:
                points.append(Point(heading.level, plain_text(heading.children), target))
    return [*points, Point(1, HEADING, begins[COLOPHON_ID])]


def _nested(points: Iterable[Point]) -> list[Point]:
    """Points in reading order -> the outermost, each with those under it."""
    top: list[Point] = []
    path: list[Point] = []
    for point in points:
        while path and path[-1].level >= point.level:
            path.pop()
        (path[-1].inner if path else top).append(point)
        path.append(point)
    return top


def _elements(document: Element, name: str, begins: Mapping[str, str]) -> list[Element]:
    found = document.iter(f"{{{NAMESPACE}}}{name}")
    return [element for element in found if element.get("id") in begins]


def _play_order(
    points: Iterable[Point], others: Iterable[str], begins: Mapping[str, str]
) -> dict[str, int]:
    """The place of each target among all, in reading order, from 1, without gaps."""
    used = {point.target for point in points} | set(others)
    read = dict.fromkeys(begins.values())  # in document order, which is reading order
    return {target: n for n, target in enumerate((t for t in read if t in used), 1)}


def _head(
    known: Facts, points: Iterable[Point], pages: Iterable[Element], tests: set[Kind]
) -> list[Element]:
    made = VOCABULARY.element
    normal = [int(p.text or "") for p in pages if p.get("page") == "normal"]
    skips = []
    for kind, test in TESTS.items():
        if kind in tests:
            struct = {"bookStruct": test.book_struct} if test.book_struct else {}
            skips += [made("smilCustomTest", custom_tests([kind])[0] | struct)]
    facts = {
        "dtb:uid": known.identifier,
        "dtb:generator": known.generator,
        "dtb:depth": str(max(point.level for point in points)),
        "dtb:totalPageCount": str(len(list(pages))),
        "dtb:maxPageNumber": str(max(normal, default=0)),
    }
    metas = [made("meta", {"name": name, "content": text}) for name, text in facts.items()]
    return skips + metas


class Label(Protocol):
    """Makes a label: the element, its text, and the place whose sound is heard with it, if any."""

    def __call__(self, tag: str, text: str, place: str = "") -> Element: ...


def _label(tag: str, text: str, place: str = "", *, sounds: Mapping[str, Clip]) -> Element:
    content = [VOCABULARY.element("text", {}, [text])]
    clip = sounds.get(place)
    if clip:
        begin, end = clock(milliseconds(clip.begin)), clock(milliseconds(clip.end))
        audio = {"src": clip.file, "clipBegin": begin, "clipEnd": end}
        content.append(VOCABULARY.element("audio", audio))
    return VOCABULARY.element(tag, {}, content)


def _content(target: str) -> Element:
    return VOCABULARY.element("content", {"src": target})


def _nav_points(
    points: Iterable[Point], order: Mapping[str, int], label: Label, numbers: Iterator[int]
) -> list[Element]:
    made: list[Element] = []
    for point in points:
        attributes = {
            "id": f"nav{next(numbers)}",
            "class": f"h{point.level}",
            "playOrder": str(order[point.target]),
        }
        inner = _nav_points(point.inner, order, label, numbers)
        named = label("navLabel", point.title, point.target)
        content = [named, _content(point.target), *inner]
        made.append(VOCABULARY.element("navPoint", attributes, lines(content)))
    return made


def _page_list(
    pages: Iterable[Element], begins: Mapping[str, str], order: Mapping[str, int], label: Label
) -> Element:
    """The pages of the printed book; a number that comes twice has its value once."""
    given: set[tuple[str, str]] = set()
    made: list[Element] = [label("navLabel", "ページ一覧")]
    for page in pages:
        target, kind, number = begins[page.get("id", "")], page.get("page", ""), page.text or ""
        attributes = {"id": f"page{order[target]}", "type": kind, "playOrder": str(order[target])}
        if kind == "normal" and (kind, number) not in given:
            given.add((kind, number))
            attributes["value"] = str(int(number))
        content = [label("navLabel", number, target), _content(target)]
        made.append(VOCABULARY.element("pageTarget", attributes, content))
    return VOCABULARY.element("pageList", {}, lines(made))


def _note_list(
    book: Book,
    notes: Iterable[Element],
    begins: Mapping[str, str],
    order: Mapping[str, int],
    label: Label,
) -> Element:
    """The footnotes, by their numbers."""
    numbers = {note.id: note.number for unit in book.units for note in unit.footnotes}
    made: list[Element] = [label("navLabel", "注一覧")]
    for note in notes:
        id = note.get("id", "")
        place = str(order[begins[id]])
        content = [label("navLabel", f"注{numbers[id]}", begins[id]), _content(begins[id])]
        attributes = {"id": f"note{place}", "playOrder": place}
        made.append(VOCABULARY.element("navTarget", attributes, content))
    return VOCABULARY.element("navList", {"class": "note"}, lines(made))
