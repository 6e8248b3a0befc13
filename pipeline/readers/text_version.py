"""Turn a plain-text manual (総務省 デジタル活用支援, text version) into a Markdown unit.

Conventions read there: the first line is the title; a line of a number and a blank is a chapter,
one of a number, a hyphen and a capital a section; ①②③ lines are steps and ※ lines notes;
質問1. and 回答. lines are pairs; every other line is a paragraph; 「4-B …」 points to a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from pipeline.readers.escaping import escape, escape_line

BLANKS = " \t　"
CHAPTER = re.compile(r"[ \t　]*(?P<number>[0-9０-９]{1,2})[ 　](?P<title>\S.*)")
SECTION = re.compile(r"[ \t　]*(?P<label>[0-9０-９]{1,2}[-－‐][A-ZＡ-Ｚ])[ 　]+(?P<title>\S.*)")
STEP = re.compile("[①-⑳㉑-㉟㊱-㊿]")
PAIR = re.compile("(質問|回答)[0-9０-９]*[.．]")
# A sentence that closes a run of steps and belongs to none of them.
CLOSING = re.compile("(以上|これ|それでは|次に|続いて|ここ)(で|から|は)?")
REFERENCE = re.compile(r"「(?P<label>[0-9０-９]{1,2}[-－‐][A-ZＡ-Ｚ])(?=[ 　」])[^「」]*」")


class Kind(Enum):
    """What a line of a text version is."""

    TITLE = auto()
    PART = auto()
    CHAPTER = auto()
    SECTION = auto()
    STEP = auto()
    CONTINUATION = auto()
    NOTE = auto()
    QUESTION = auto()
    ANSWER = auto()
    PARAGRAPH = auto()


LEVELS = {Kind.TITLE: 1, Kind.PART: 2, Kind.CHAPTER: 3, Kind.SECTION: 4}
# Lines that stand directly below the one before, without a blank line.
ATTACHED = {
    (Kind.STEP, Kind.STEP),
    (Kind.STEP, Kind.CONTINUATION),
    (Kind.CONTINUATION, Kind.STEP),
    (Kind.CONTINUATION, Kind.CONTINUATION),
    (Kind.QUESTION, Kind.ANSWER),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text with what it is; ``text`` has no blanks at its ends."""

    kind: Kind
    text: str


def to_markdown(text: str) -> str:
    """A text version as one Markdown unit; every character but blanks at line ends is there."""
    lines = list(classify(text))
    labels = {_label(line.text) for line in lines if line.kind is Kind.SECTION}
    levels = _levels(lines)
    made: list[str] = []
    before: Kind | None = None
    for line in lines:
        if before is not None and (before, line.kind) not in ATTACHED:
            made.append("")
        made.append(_markdown(line, levels, labels))
        before = line.kind
    return "\n".join(made) + "\n"


def title_of(text: str) -> str:
    """The first line that says something."""
    return next((line.strip(BLANKS) for line in _lines(text) if line.strip(BLANKS)), "")


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def classify(text: str) -> Iterator[Line]:
    """Each line that says something, with what it is."""
    lines = [line.strip(BLANKS) for line in _lines(text)]
    chapter, before, gap = 0, None, True
    for index, line in enumerate(lines):
        if not line:
            gap = True
            continue
        kind = _kind(line, before, gap, chapter, lines[index + 1 : index + 3])
        if kind is Kind.CHAPTER:
            chapter += 1
        yield Line(kind, line)
        before, gap = kind, False


def _kind(
    line: str, before: Kind | None, gap: bool, chapter: int, following: Sequence[str]
) -> Kind:
    if before is None:
        return Kind.TITLE
    if SECTION.fullmatch(line):
        return Kind.SECTION
    hit = CHAPTER.fullmatch(line)
    if hit and int(hit["number"]) == chapter + 1:
        return Kind.CHAPTER
    if gap and not line.endswith(("。", "）", "」")) and _opens_chapter(following):
        return Kind.PART
    if STEP.match(line):
        return Kind.STEP
    if line.startswith("※"):
        return Kind.NOTE
    if pair := PAIR.match(line):
        return Kind.QUESTION if pair[1] == "質問" else Kind.ANSWER
    if before in (Kind.STEP, Kind.CONTINUATION) and not gap and not CLOSING.match(line):
        return Kind.CONTINUATION
    return Kind.PARAGRAPH


def _opens_chapter(following: Sequence[str]) -> bool:
    """Whether the next line that says something is chapter 1."""
    line = next((line for line in following if line), "")
    hit = CHAPTER.fullmatch(line)
    return hit is not None and int(hit["number"]) == 1


def _levels(lines: Sequence[Line]) -> dict[Kind, int]:
    """Heading levels without a gap: those of the kinds that the text has."""
    kinds = [kind for kind in LEVELS if any(line.kind is kind for line in lines)]
    return {kind: level for level, kind in enumerate(kinds, 1)}


def _label(text: str) -> str:
    """A section's label as an id: ``４-Ｂ …`` to ``s4-b``."""
    hit = SECTION.match(text) or REFERENCE.match(text)
    label = hit["label"] if hit else ""
    folded = label.translate({0xFF0D: "-", 0x2010: "-"})
    ascii_form = "".join(chr(ord(c) - 0xFEE0) if ord(c) > 0xFF00 else c for c in folded)
    return f"s{ascii_form.lower()}"


def _markdown(line: Line, levels: dict[Kind, int], labels: set[str]) -> str:
    text = _escape(line.text, labels)
    if line.kind not in levels:
        return text
    anchor = f" {{#{_label(line.text)}}}" if line.kind is Kind.SECTION else ""
    return f"{'#' * levels[line.kind]} {text}{anchor}"


def _escape(text: str, labels: set[str]) -> str:
    """A line as Markdown: markup escaped, references to sections made links."""
    made, done = [], 0
    for hit in REFERENCE.finditer(text):
        if _label(hit[0]) in labels:
            made += [escape(text[done : hit.start()]), f"[{escape(hit[0])}](#{_label(hit[0])})"]
            done = hit.end()
    whole = "".join((*made, escape(text[done:])))
    return escape_line(whole)
