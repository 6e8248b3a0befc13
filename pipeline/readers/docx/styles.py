"""What the styles of a Word document say of its paragraphs and runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from docx.document import Document
from docx.oxml.numbering import CT_NumPr
from docx.oxml.styles import CT_Style
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.styles.style import CharacterStyle
from docx.text.font import Font

from pipeline.readers.docx.elements import child, number, said, value

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
CAPTION = ("caption", "image caption", "table caption", "図表番号")
CONTENTS = re.compile(r"(?:toc|目次)\s*[1-9１-９]")
# A list style says how deep its items lie by a number at the end of its name: List Bullet 2.
DEEPER_LIST = re.compile(r"(?:list bullet|list number|箇条書き|段落番号)\s*([2-5])")
MAX_BASED_ON = 20  # styles based on styles; a ring of them ends here
MAX_LEVEL = 8  # of a list, from 0


class Role(Enum):
    """What a paragraph is by its style."""

    BODY = auto()
    TITLE = auto()
    HEADING = auto()
    QUOTE = auto()
    CONTENTS = auto()
    CAPTION = auto()


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph's place in a list: ``num`` is the list's id, ``level`` counts from 0."""

    num: int
    level: int


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their ids."""

    by_id: Mapping[str, CT_Style]
    chains: dict[str, tuple[CT_Style, ...]] = field(default_factory=dict)

    def chain(self, styled: CT_P | CT_R) -> tuple[CT_Style, ...]:
        """The style of a paragraph or a run, and those it is based on."""
        id = str(said(styled, "style") or "")
        if id not in self.chains:
            self.chains[id] = tuple(self._inherited(id))
        return self.chains[id]

    def _inherited(self, id: str) -> Iterator[CT_Style]:
        # By id here: python-docx's ``base_style`` searches the whole part for each style.
        for _ in range(MAX_BASED_ON):
            if (style := self.by_id.get(id)) is None:
                return
            yield style
            id = str(said(style, "basedOn_val") or "")

    def role(self, paragraph: CT_P) -> tuple[Role, int]:
        """What a paragraph is, with the level of a heading (from 1)."""
        for style in self.chain(paragraph):
            lower = _name(style)
            if hit := HEADING.fullmatch(lower):
                return Role.HEADING, int(hit[1])
            if lower in TITLE:
                return Role.TITLE, 0
            if CONTENTS.fullmatch(lower):
                return Role.CONTENTS, 0
            if lower in QUOTE:
                return Role.QUOTE, 0
            if lower in CAPTION:
                return Role.CAPTION, 0
            if level := _outline(said(style, "pPr")):
                return Role.HEADING, level
        if level := _outline(paragraph.pPr):
            return Role.HEADING, level
        return Role.BODY, 0

    def numbered(self, paragraph: CT_P) -> Numbered | None:
        """A paragraph's place in a list by its own properties, else by its style's."""
        num, level = _listed(paragraph.pPr)
        for style in self.chain(paragraph):
            if deeper := DEEPER_LIST.fullmatch(_name(style)):
                level = int(deeper[1]) - 1 if level is None else level
            of_style = _listed(said(style, "pPr"))
            num = of_style[0] if num is None else num
            level = of_style[1] if level is None else level
        if not num:  # ISO/IEC 29500-1, 17.9.18: 0 takes a numbering away
            return None
        return Numbered(num, min(max(level or 0, 0), MAX_LEVEL))

    def font_says(self, run: CT_R, what: str) -> bool:
        """Whether a run is ``bold`` or another property of Font, by itself or by its style."""
        if run.rPr is None:
            return False
        fonts = (Font(run), *(CharacterStyle(style).font for style in self.chain(run)))
        answers = (said(font, what) for font in fonts)
        return bool(next((answer for answer in answers if answer is not None), False))

    def marks_emphasis(self, run: CT_R) -> bool:
        """Whether a run has 傍点 (17.3.2.12), which Font does not know."""
        holders = (run, *self.chain(run))
        marks = (child(holder, "w:rPr", "w:em") for holder in holders)
        return value(next((mark for mark in marks if mark is not None), None)) not in ("", "none")


def read_styles(document: Document) -> Styles:
    """The styles of a document by id; where it has none, python-docx's own."""
    elements = document.styles.element.iterchildren()
    styles = [element for element in elements if isinstance(element, CT_Style)]
    return Styles({style.styleId: style for style in styles if style.styleId})


def _name(style: CT_Style) -> str:
    return str(said(style, "name_val") or "").lower()


def _outline(properties: object) -> int:
    """The level of a heading by its outline level, or 0."""
    level = number(said(properties, "outlineLvl"))
    # ISO/IEC 29500-1, 17.3.1.20: from 0; 9 is body text.
    return level + 1 if level is not None and 0 <= level < 9 else 0


def _listed(properties: object) -> tuple[int | None, int | None]:
    """The list and the level that properties name, each None where they name none."""
    own = said(properties, "numPr")
    if not isinstance(own, CT_NumPr):
        return None, None
    return number(own.numId), number(own.ilvl)
