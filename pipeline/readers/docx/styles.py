"""What the styles and the numbering of a Word document say of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from pipeline.readers.docx.package import Element, Package, attribute, child, children

HEADING = re.compile(r"(?:heading|見出し)\s*([1-9１-９])")
TITLE = ("title", "表題", "タイトル")
# Word's names and LibreOffice's.
QUOTE = (
    "quote",
    "intense quote",
    "quotations",
    "block text",
    "引用",
    "引用文",
    "引用文 2",
    "ブロック",
)
CONTENTS = re.compile(r"(?:toc|目次)\s*[1-9１-９]")
# A list style says how deep its items lie by a number at the end of its name: List Bullet 2.
DEEPER_LIST = re.compile(r"(?:list bullet|list number|箇条書き|段落番号)\s*([2-5])")
MAX_BASED_ON = 20  # styles based on styles; a ring of them ends here
OFF = ("0", "false", "off", "none")


class Role(Enum):
    """What a paragraph is by its style."""

    BODY = auto()
    TITLE = auto()
    HEADING = auto()
    QUOTE = auto()
    CONTENTS = auto()


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style; ``num`` and ``level`` are empty where it says nothing."""

    name: str
    based_on: str
    num: str
    level: str
    outline: str
    properties: Element | None


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: its kind of number (``bullet``, ``decimal`` …) and where it starts."""

    format: str
    start: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph's place in a list: ``num`` is the list's id, ``level`` counts from 0."""

    num: str
    level: int


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their ids."""

    by_id: Mapping[str, Style]

    def chain(self, id: str) -> Iterator[Style]:
        """A style and those it is based on."""
        for _ in range(MAX_BASED_ON):
            style = self.by_id.get(id)
            if style is None:
                return
            yield style
            id = style.based_on

    def role(self, paragraph: Element) -> tuple[Role, int]:
        """What a paragraph is, with the level of a heading (from 1)."""
        properties = child(paragraph, "w:pPr")
        for style in self.chain(value(child(properties, "w:pStyle"))):
            lower = style.name.lower()
            if hit := HEADING.fullmatch(lower):
                return Role.HEADING, int(hit[1])
            if lower in TITLE:
                return Role.TITLE, 0
            if CONTENTS.fullmatch(lower):
                return Role.CONTENTS, 0
            if lower in QUOTE:
                return Role.QUOTE, 0
            if style.outline.isdecimal() and int(style.outline) < 9:
                return Role.HEADING, int(style.outline) + 1
        outline = value(child(properties, "w:outlineLvl"))
        if outline.isdecimal() and int(outline) < 9:  # ISO/IEC 29500-1, 17.3.1.20: 9 is body text
            return Role.HEADING, int(outline) + 1
        return Role.BODY, 0

    def numbered(self, paragraph: Element) -> Numbered | None:
        """A paragraph's place in a list by its own properties, else by its style's."""
        properties = child(paragraph, "w:pPr")
        own = child(properties, "w:numPr")
        num, level = value(child(own, "w:numId")), value(child(own, "w:ilvl"))
        for style in self.chain(value(child(properties, "w:pStyle"))):
            if deeper := DEEPER_LIST.fullmatch(style.name.lower()):
                level = level or str(int(deeper[1]) - 1)
            num, level = num or style.num, level or style.level
        if num in ("", "0"):  # 17.9.18: 0 takes a numbering away
            return None
        return Numbered(num, min(int(level), 8) if level.isdecimal() else 0)

    def switched_on(self, run: Element, switch: str) -> bool:
        """Whether a run is bold (``w:b``) or the like, by itself or by its character style."""
        properties = child(run, "w:rPr")
        own = child(properties, switch)
        if own is not None:
            return value(own) not in OFF
        for style in self.chain(value(child(properties, "w:rStyle"))):
            found = child(style.properties, switch)
            if found is not None:
                return value(found) not in OFF
        return False


def value(element: Element | None) -> str:
    """An element's ``w:val``, or an empty string."""
    return "" if element is None else attribute(element, "val")


def read_styles(package: Package) -> Styles:
    """The styles part as styles by id."""
    root = package.xml(package.related("styles"))
    return Styles({attribute(e, "styleId"): _style(e) for e in children(root, "w:style")})


def _style(element: Element) -> Style:
    paragraph = child(element, "w:pPr")
    number = child(paragraph, "w:numPr")
    return Style(
        value(child(element, "w:name")),
        value(child(element, "w:basedOn")),
        value(child(number, "w:numId")),
        value(child(number, "w:ilvl")),
        value(child(paragraph, "w:outlineLvl")),
        child(element, "w:rPr"),
    )


@dataclass
class Numbering:
    """The lists of a document, and how far each has counted (ISO/IEC 29500-1, 17.9)."""

    abstract: Mapping[str, str]  # of a list's id
    levels: Mapping[tuple[str, int], Level]  # by abstract list and level
    restarts: Mapping[tuple[str, int], int]  # by list and level
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level(self, place: Numbered) -> Level:
        """The level a paragraph stands at; a list that is not defined has bullets."""
        key = (self.abstract.get(place.num, ""), place.level)
        return self.levels.get(key, Level("bullet", 1))

    def count(self, place: Numbered) -> int:
        """The number of the next paragraph at a place."""
        abstract = self.abstract.get(place.num, "")
        key, own = (abstract, place.level), (place.num, place.level)
        start = self.level(place).start
        if own in self.restarts and own not in self.begun:
            self.begun.add(own)
            start = self.restarts[own]
            self.counts.pop(key, None)
        self.counts[key] = self.counts.get(key, start - 1) + 1
        for deeper in [k for k in self.counts if k[0] == abstract and k[1] > place.level]:
            del self.counts[deeper]
        return self.counts[key]


def read_numbering(package: Package) -> Numbering:
    """The numbering part as lists."""
    root = package.xml(package.related("numbering"))
    abstract, levels, restarts = {}, {}, {}
    for element in children(root, "w:abstractNum"):
        for found in children(element, "w:lvl"):
            key = (attribute(element, "abstractNumId"), _number(attribute(found, "ilvl"), 0))
            start = _number(value(child(found, "w:start")), 1)
            levels[key] = Level(value(child(found, "w:numFmt")) or "decimal", start)
    for element in children(root, "w:num"):
        num = attribute(element, "numId")
        abstract[num] = value(child(element, "w:abstractNumId"))
        for override in children(element, "w:lvlOverride"):
            restart = value(child(override, "w:startOverride"))
            if restart:
                restarts[num, _number(attribute(override, "ilvl"), 0)] = _number(restart, 1)
    return Numbering(abstract, levels, restarts)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else otherwise
