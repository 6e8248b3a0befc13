"""A stretch of published text: what a reader meets in one unit, each character with its place."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from pipeline.document import Pos
from pipeline.verify.convention import Place
from pipeline.verify.markup import EPUB_TYPE, Markup, language, local, text_of, tokens

# Elements that stand inside a line, in XHTML and in DTBook; every other one ends a word.
_INLINE = """
a abbr acronym annoref b bdi bdo big cite code del dfn em font i ins kbd linenum mark noteref
pagenum q rb rp rt ruby s samp sent small span strong sub sup time tt u var w wbr
"""
INLINE = frozenset(_INLINE.split())
# Elements whose text is no text of the book: headers of the file, readings beside their base,
# numbers of pages and of notes.
_SKIPPED = "head script style rt rp math svg pagenum noteref annoref linenum col metadata"
SKIPPED = frozenset(_SKIPPED.split())
SKIPPED_CLASSES = frozenset(
    {"rt", "pagenum", "page-normal", "page-front", "page-special", "noteref"}
)
SKIPPED_ROLES = frozenset({"doc-pagebreak", "doc-noteref", "doc-backlink", "pagebreak", "noteref"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hd", "levelhd", "bridgehead"})
LISTS = frozenset({"ol", "ul", "list"})
ITEMS = frozenset({"li"})
CONTENTS = frozenset({"目次", "もくじ"})
# What stands before an item and is none of its words.
MARKS = re.compile(r"[\s・•●○①-⑳0-9.()、-]+")
SCHEME = re.compile("[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
# Elements whose letters stay as they are.
VERBATIM = frozenset({"code", "kbd", "samp", "pre", "tt", "var"})


class Kind(StrEnum):
    """What a character is for: the value is its letter in ``Stretch.kinds``."""

    TEXT = "t"
    GLOSS = "g"
    LEFT_ALONE = "x"
    UNKNOWN = "q"  # what marks it had cannot be seen: alt attributes, 外国語引用符 in braille


class Role(StrEnum):
    """What a stretch is: the title page, a unit of the text, or what the publisher adds."""

    TITLE = "title"
    UNIT = "unit"
    APPARATUS = "apparatus"


class Span(NamedTuple):
    """A part of a stretch that may be no use of its words, from one offset to another."""

    place: Place
    start: int
    end: int

    def moved(self, by: int) -> Span:
        """The same part, so many characters further on."""
        return Span(self.place, self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text with half-width letters; ``kinds`` has one letter a character; a line feed is a break.

    ``place`` gives the position of a character of ``text``; ``spans`` are its headings and the
    contents lists that its author wrote.
    """

    name: str
    text: str
    kinds: str
    role: Role
    place: Callable[[int], Pos] = field(repr=False)
    spans: tuple[Span, ...] = ()


def fold(text: str) -> str:
    """Full-width ASCII and blanks → half-width, one for one."""
    return text.translate(FOLDED)


WHITE_SPACE = {ord("\t"): " ", ord("\r"): " "}
FOLDED = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xA0: 0x20}


def cut(stretch: Stretch, start: int, end: int) -> Stretch:
    """The part of a stretch between two offsets."""

    def place(offset: int) -> Pos:
        return stretch.place(start + offset)

    text, kinds = stretch.text[start:end], stretch.kinds[start:end]
    spans = tuple(span.moved(-start) for span in stretch.spans if start <= span.start < end)
    return Stretch(stretch.name, text, kinds, stretch.role, place, spans)


def join(name: str, parts: list[Stretch], role: Role) -> Stretch:
    """Several stretches as one, each on lines of its own."""
    starts, length = [], 0
    for part in parts:
        starts.append(length)
        length += len(part.text) + 1

    def place(offset: int) -> Pos:
        index = max(bisect_right(starts, offset) - 1, 0)
        return parts[index].place(min(offset - starts[index], len(parts[index].text)))

    text = "".join(f"{part.text}\n" for part in parts)
    kinds = "".join(part.kinds + Kind.TEXT for part in parts)
    spans = [
        span.moved(start) for start, part in zip(starts, parts, strict=True) for span in part.spans
    ]
    return Stretch(name, text, kinds, role, place, tuple(spans))


# Reading the text of an element


def walk(
    root: etree._Element, skip: Callable[[etree._Element], bool]
) -> Iterator[tuple[etree._Element, bool]]:
    """(element, True) where an element starts and (element, False) where it ends, skipping some."""
    yield root, True
    stack = [(root, iter(root))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield element, False
        elif skip(child):
            yield child, False
        else:
            yield child, True
            stack.append((child, iter(child)))


def is_skipped(element: etree._Element) -> bool:
    """Whether an element's text is not read: reading aids, numbers, comments."""
    kinds = tokens(element, EPUB_TYPE) | tokens(element, "role")
    return (
        (not isinstance(element.tag, str) and not isinstance(element, etree._Entity))
        or local(element) in SKIPPED
        or bool(tokens(element, "class") & SKIPPED_CLASSES)
        or bool(kinds & SKIPPED_ROLES)
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """Text on one line of the file: its offset in the stretch, its line, its characters."""

    start: int
    line: int
    text: str


class _Collector:
    """What was read so far; ``line`` is where in the file reading has come to.

    ``marks`` are the offsets at which ``mark`` was called; ``spans`` the headings and contents
    lists, in the order in which they end.
    """

    def __init__(self) -> None:
        self.runs: list[_Run] = []
        self.text: list[str] = []
        self.kinds: list[str] = []
        self.marks: list[int] = []
        self.spans: list[Span] = []
        self.begun: list[int] = []
        self.length = 0
        self.line = 1

    def mark(self) -> None:
        """Remember where reading has come to, after a break."""
        self.add_break()
        self.marks.append(self.length)

    def begin(self) -> None:
        """Note where a heading or a contents list begins."""
        self.add_break()
        self.begun.append(self.length)

    def end(self, place: Place) -> None:
        """Note that the last one begun ends here."""
        self.spans.append(Span(place, self.begun.pop(), self.length))

    def add(self, text: str | None, kind: Kind) -> None:
        """Text of the file; its white space is blanks, its line ends lead to the next line."""
        for number, line in enumerate((text or "").split("\n")):
            if number:
                self._put(" ", kind)
                self.line += 1
            if line:
                self._put(line.translate(WHITE_SPACE), kind)

    def add_break(self) -> None:
        """A line feed, which divides words, unless there is one already."""
        if self.text and self.text[-1] != "\n":
            self._put("\n", Kind.TEXT)

    def _put(self, text: str, kind: Kind) -> None:
        self.runs.append(_Run(self.length, self.line, text))
        self.text.append(text)
        self.kinds.append(kind.value * len(text))
        self.length += len(text)


def read(markup: Markup, root: etree._Element, role: Role) -> Stretch:
    """The text inside an element, in reading order, pictures by their alternative text."""
    return _stretch(markup, _collect(root), role)


def read_units(
    markup: Markup, root: etree._Element, begins: Callable[[etree._Element], bool]
) -> list[Stretch]:
    """The text inside an element, cut where an element begins a unit; one goes on to the next."""
    collector = _collect(root, begins)
    whole = _stretch(markup, collector, Role.UNIT)
    starts = [0, *collector.marks, len(whole.text)]
    cuts = [cut(whole, start, end) for start, end in pairwise(starts)]
    return [unit for unit in cuts if unit.text.strip()]


def _collect(
    root: etree._Element, begins: Callable[[etree._Element], bool] = lambda _: False
) -> _Collector:
    collector = _Collector()
    kinds: dict[etree._Element, Kind] = {}
    for element, starts in walk(root, is_skipped):
        place = None if is_skipped(element) else place_of(element)
        if starts:
            if begins(element):
                collector.mark()
            if place:
                collector.begin()
            _start(element, kinds, collector)
        else:
            if place:
                collector.end(place)
            _end(element, root, kinds, collector)
    return collector


def place_of(element: etree._Element) -> Place | None:
    """Whether an element is a heading or a contents list that the author wrote."""
    name = local(element)
    if is_heading(element):
        return Place.HEADINGS
    return Place.CONTENTS if name in LISTS and is_contents(element) else None


def is_heading(element: etree._Element) -> bool:
    """Whether an element is a heading: DAISY 2.02 has no element for one outside of the outline."""
    named = "heading" in (element.get("class") or "").split()
    return local(element) in HEADINGS or (named and local(element) == "p")


def is_contents(element: etree._Element) -> bool:
    """Whether a list stands under a heading 目次, or has one link into the book in each item."""
    before = element.getprevious()
    titled = before is not None and is_heading(before)
    if titled and "".join(text_of(before).split()) in CONTENTS:
        return True
    links = [e for e in element.iter(etree.Element) if local(e) == "a"]
    items = sum(local(e) in ITEMS for e in element.iter(etree.Element))
    inside = all(e.get("href") and not SCHEME.match(e.get("href") or "") for e in links)
    said = MARKS.sub("", "".join(map(text_of, links)))
    return (
        bool(links) and len(links) == items and inside and said == MARKS.sub("", text_of(element))
    )


def _stretch(markup: Markup, collector: _Collector, role: Role) -> Stretch:
    text, kinds = "".join(collector.text), "".join(collector.kinds)
    place, spans = _finder(markup, collector.runs), tuple(collector.spans)
    return Stretch(markup.name, fold(text), kinds, role, place, spans)


def _start(
    element: etree._Element, kinds: dict[etree._Element, Kind], collector: _Collector
) -> None:
    parent = element.getparent()
    outer = kinds.get(parent, Kind.TEXT) if parent is not None else Kind.TEXT
    kinds[element] = kind = kind_of(element, outer)
    if element.sourceline:
        collector.line = element.sourceline
    if isinstance(element, etree._Entity):
        collector.add(html.unescape(element.text or ""), kind)
        return
    if local(element) not in INLINE:
        collector.add_break()
    if local(element) == "img":
        collector.add(element.get("alt"), Kind.UNKNOWN if kind is Kind.TEXT else kind)
    collector.add(element.text, kind)


def _end(
    element: etree._Element,
    root: etree._Element,
    kinds: dict[etree._Element, Kind],
    collector: _Collector,
) -> None:
    if local(element) not in INLINE and isinstance(element.tag, str):
        collector.add_break()
    if element is not root:
        parent = element.getparent()
        outer = kinds.get(parent, Kind.TEXT) if parent is not None else Kind.TEXT
        collector.add(element.tail, outer)


def kind_of(element: etree._Element, outer: Kind) -> Kind:
    """What an element's text is for, given what the text around it is for."""
    if outer is Kind.LEFT_ALONE or local(element) in VERBATIM:
        return Kind.LEFT_ALONE
    classes = tokens(element, "class")
    if "gloss" in classes:
        return Kind.GLOSS
    if "verbatim" in classes:
        return Kind.LEFT_ALONE
    foreign = language(element).split("-")[0].lower() not in {"", "ja"}
    return Kind.LEFT_ALONE if foreign and outer is Kind.TEXT else outer


def _finder(markup: Markup, runs: list[_Run]) -> Callable[[int], Pos]:
    """Where a character of the stretch stands in the file, by the text around it."""
    starts = [run.start for run in runs]

    @cache
    def column(index: int) -> int:
        """The column of a run, 0 if its line does not hold it as it is."""
        run = runs[index]
        source = markup.lines[run.line - 1] if run.line <= len(markup.lines) else ""
        return source.find(html.escape(run.text, quote=False)) + 1

    def place(offset: int) -> Pos:
        if not runs:
            return Pos(markup.name)
        index = max(bisect_right(starts, offset) - 1, 0)
        run, first = runs[index], column(index)
        before = run.text[: offset - run.start]
        if "&" in before or "<" in before or ">" in before:
            before = html.escape(before, quote=False)
        return Pos(markup.name, run.line, first + len(before) if first else 1)

    return place
