"""The lists of a Word document, and how far each has counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml.numbering import CT_Num

from pipeline.readers.docx.elements import (
    Element,
    attribute,
    child,
    children,
    number,
    said,
    value,
)
from pipeline.readers.docx.styles import Numbered


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: its kind of number (``bullet``, ``decimal`` …) and where it starts.

    ``blank``: its bullet is a blank, as pandoc writes the further paragraphs of an item.
    """

    format: str
    start: int
    blank: bool = False


@dataclass
class Numbering:
    """The lists of a document, and how far each has counted (ISO/IEC 29500-1, 17.9)."""

    abstract: Mapping[int, str]  # of a list's id
    levels: Mapping[tuple[str, int], Level]  # by abstract list and level
    restarts: Mapping[tuple[int, int], int]  # by list and level
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: set[tuple[int, int]] = field(default_factory=set)

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


def read_numbering(document: Document) -> Numbering:
    """The numbering part as lists."""
    try:
        root = document.part.numbering_part.element
    except NotImplementedError:  # python-docx makes no new part for a document without one
        return Numbering({}, {}, {})
    nums = [num for num in children(root, "w:num") if isinstance(num, CT_Num)]
    return Numbering(dict(_abstract(root, nums)), dict(_levels(root)), dict(_restarts(nums)))


def _levels(root: Element) -> Iterator[tuple[tuple[str, int], Level]]:
    for element in children(root, "w:abstractNum"):
        for found in children(element, "w:lvl"):
            key = (attribute(element, "w:abstractNumId"), _whole(attribute(found, "w:ilvl"), 0))
            start = _whole(value(child(found, "w:start")), 1)
            format, text = value(child(found, "w:numFmt")) or "decimal", child(found, "w:lvlText")
            blank = format == "bullet" and text is not None and not value(text).strip()
            yield key, Level(format, start, blank)


def _abstract(root: Element, nums: Iterable[CT_Num]) -> Iterator[tuple[int, str]]:
    """Each list's abstract list: its own, or the one that a list style leads to (17.9.21)."""
    styles, links = {}, {}
    for element in children(root, "w:abstractNum"):
        id = attribute(element, "w:abstractNumId")
        styles[value(child(element, "w:styleLink"))] = id
        links[id] = value(child(element, "w:numStyleLink"))
    for num in nums:
        if (of_list := number(num, "numId")) is not None:
            own = str(number(said(num, "abstractNumId")))
            link = links.get(own)
            yield of_list, styles.get(link, own) if link else own


def _restarts(nums: Iterable[CT_Num]) -> Iterator[tuple[tuple[int, int], int]]:
    for num in nums:
        for override in children(num, "w:lvlOverride"):
            restart = number(said(override, "startOverride"))
            if restart is not None and (of_list := number(num, "numId")) is not None:
                yield (of_list, number(override, "ilvl") or 0), restart


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else otherwise
