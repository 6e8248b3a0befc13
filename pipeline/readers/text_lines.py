"""Say of each line of a plain-text manual (総務省 デジタル活用支援, text version) what it is.

Conventions read there: the first line is the title; a contents list may follow; a line of a number
and a blank is a chapter, one of a number, a hyphen and a capital a section; ①②③ lines are steps
and ※ lines notes; 質問1. and 回答. lines are pairs; every other line is a paragraph. Where a file
holds several units, their chapters begin again at 1. Other offices write 1. for a chapter and 1-1
for a section, which is read where their numbers go up one by one through the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise

BLANKS = " \t　"
# Pages end in a form feed where a text was made from a printed one.
LINE_END = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
DIGITS = "[0-9０-９]"
HYPHEN = "[-－‐−–]"
LABEL = rf"{DIGITS}{{1,2}}{HYPHEN}[A-ZＡ-Ｚ]"
CHAPTER = re.compile(
    rf"(?:第(?P<numbered>{DIGITS}{{1,2}})章|(?P<number>{DIGITS}{{1,2}}))[ \t　]+\S.*"
)
NUMBERS = rf"{DIGITS}{{1,2}}{HYPHEN}{DIGITS}{{1,2}}(?![0-9０-９\-－‐−–])"
SECTION = re.compile(rf"(?P<label>{LABEL}|{NUMBERS}[.．]?)[ \t　]+\S.*")
# A chapter's number with a point behind it; 1.5 is none, nor is a line of a list.
POINTED = re.compile(rf"(?P<number>{DIGITS}{{1,2}})[.．][ \t　]*(?![0-9０-９ \t　])\S.*")
CONTENTS = re.compile(r"[［\[【〔〈<＜]?[ 　]?(?:目[ 　]*次|もくじ)[ 　]?[］\]】〕〉>＞]?")
STEP = re.compile("[①-⑳㉑-㉟㊱-㊿]")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_NUMBER = rf"(?:{DIGITS}*[.．:：]|{DIGITS}+(?:[ 　]|$)|　)"
QUESTION = re.compile(rf"(?:質問|問|[QＱ])[ 　]?{_NUMBER}")
ANSWER = re.compile(rf"(?:回答|答え|答|[AＡ])[ 　]?{_NUMBER}")
# A label that stands alone; what it is about comes on the next line.
LONE = re.compile(rf"(?:質問|問|[QＱ]|回答|答え|答|[AＡ])[ 　]?{DIGITS}*[.．:：]?")
# A sentence that closes a run of steps and belongs to none of them.
CLOSING = re.compile("(以上|これ|それでは|次に|続いて|ここ)(で|から|は)?")
# A table drawn with box-drawing characters (U+2500 to U+257F): its rules, and its rows of cells.
RULE = re.compile("(?=[ 　]*[─-╿])[─-╿ 　]*")
ROW = re.compile("[│┃║](.*)[│┃║]")
WALL = re.compile("[│┃║]")
# How many lines below one are looked at for what it begins.
AHEAD = 30
SENTENCE_ENDS = ("。", "．", "？", "?", "！", "!")


class Kind(Enum):
    """What a line of a text version is."""

    TITLE = auto()
    PART = auto()
    CHAPTER = auto()
    SECTION = auto()
    CONTENTS = auto()
    ENTRY = auto()
    STEP = auto()
    CONTINUATION = auto()
    NOTE = auto()
    QUESTION = auto()
    ANSWER = auto()
    ROW = auto()
    RULE = auto()
    PARAGRAPH = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text with what it is; ``text`` has no blanks at its ends.

    ``gap``: a blank line stands above. ``label`` is a chapter's number or a section's label, folded
    (``4-b``), ``id`` what links reach it by; both are those of the heading in a contents entry.
    ``region`` counts, from 0, how often the numbers began again.
    """

    text: str
    gap: bool
    kind: Kind = Kind.PARAGRAPH
    label: str = ""
    id: str = ""
    region: int = 0


def split_lines(text: str) -> list[str]:
    """The lines of a text without the blanks at their ends."""
    return [line.strip() for line in LINE_END.split(text.removeprefix("\ufeff"))]


def classify(text: str) -> tuple[Line, ...]:
    """Each line that says something, with what it is."""
    raw = split_lines(text)
    lines = [Line(line, not above) for above, line in zip(["", *raw], raw, strict=False) if line]
    contents = _contents(lines)
    reader = _Reader(lines, dict(_drawn(lines)), frozenset(_pointed(lines, contents.stop)))
    done = [reader.read(index, contents) for index in range(len(lines))]
    ids = {(line.region, line.label): line.id for line in reversed(done) if line.id}
    return tuple(
        replace(line, id=ids.get((0, line.label), "")) if line.kind is Kind.ENTRY else line
        for line in done
    )


@dataclass
class _Reader:
    """Reads lines from first to last; what it remembers is of the lines above."""

    lines: Sequence[Line]
    drawn: Mapping[int, Kind]
    pointed: Set[int]
    before: Kind | None = None
    chapter: int = 0
    region: int = 0
    asked: bool = False
    alone: bool = False
    labels: set[str] = field(default_factory=set)
    ids: Counter[str] = field(default_factory=Counter)

    def read(self, index: int, contents: range) -> Line:
        """The line at ``index`` with what it is."""
        line = self.lines[index]
        kind = self._in_contents(line) if index in contents else self._kind(line, index)
        label = label_of(line.text) if kind in (Kind.CHAPTER, Kind.SECTION, Kind.ENTRY) else ""
        self._remember(kind, label)
        self.before = kind
        self.alone = kind in (Kind.QUESTION, Kind.ANSWER) and bool(LONE.fullmatch(line.text))
        named = kind in (Kind.CHAPTER, Kind.SECTION)
        return replace(
            line, kind=kind, label=label, region=self.region, id=self._id(label) if named else ""
        )

    def _in_contents(self, line: Line) -> Kind:
        return Kind.CONTENTS if CONTENTS.fullmatch(line.text) else Kind.ENTRY

    def _remember(self, kind: Kind, label: str) -> None:
        """Where numbers begin again, another region does."""
        if kind is Kind.PART or (kind is Kind.SECTION and label in self.labels):
            self.region += bool(self.labels)
            self.labels, self.chapter = set(), 0 if kind is Kind.PART else self.chapter
        if kind is Kind.CHAPTER:
            self.chapter = int(label)
        if kind in (Kind.CHAPTER, Kind.SECTION):
            self.labels.add(label)

    def _id(self, label: str) -> str:
        """An id that no heading above has: ``s4-b``, the next time ``s4-b-2``."""
        id = f"{'s' if '-' in label else 'c'}{label}"
        self.ids[id] += 1
        return id if self.ids[id] == 1 else f"{id}-{self.ids[id]}"

    def _kind(self, line: Line, index: int) -> Kind:
        rest = self.lines[index + 1 : index + 1 + AHEAD]
        if self.before is None:
            return Kind.TITLE
        if index in self.drawn:
            return self.drawn[index]
        if index in self.pointed:
            return Kind.CHAPTER
        if heading := self._heading(line, rest):
            return heading
        if STEP.match(line.text):
            return Kind.STEP
        if line.text.startswith("※"):
            return Kind.NOTE
        if pair := self._pair(line, rest):
            return pair
        return Kind.CONTINUATION if self._continues(line, rest) else Kind.PARAGRAPH

    def _heading(self, line: Line, rest: Sequence[Line]) -> Kind | None:
        if SECTION.fullmatch(line.text) and self._goes_on(line):
            return Kind.SECTION
        if _is_chapter(line) and (
            line.text.startswith("第") or label_of(line.text) == str(self.chapter + 1)
        ):
            return Kind.CHAPTER
        said = line.text.endswith(("。", "）", "」"))
        if line.gap and not said and rest and _is_chapter(rest[0]) and _first(rest[0]):
            return Kind.PART
        return None

    def _goes_on(self, line: Line) -> bool:
        """Whether a section of two numbers is the first of its chapter or follows the last one."""
        major, _, minor = label_of(line.text).partition("-")
        if not minor.isdecimal():
            return True
        if line.text.endswith(SENTENCE_ENDS) or int(major) != (self.chapter or int(major) or 1):
            return False
        return int(minor) == 1 or f"{major}-{int(minor) - 1}" in self.labels

    def _pair(self, line: Line, rest: Sequence[Line]) -> Kind | None:
        """A question that an answer follows, or that answer."""
        if QUESTION.match(line.text) and _answered(rest):
            self.asked = True
            return Kind.QUESTION
        if self.asked and ANSWER.match(line.text):
            self.asked = False
            return Kind.ANSWER
        return None

    def _continues(self, line: Line, rest: Sequence[Line]) -> bool:
        """Whether a line goes on with what the line above began."""
        if self.alone or (self.asked and self.before in (Kind.QUESTION, Kind.CONTINUATION)):
            return True
        if self.before not in (Kind.STEP, Kind.CONTINUATION) or line.gap:
            return False
        return _step_follows(rest) or not CLOSING.match(line.text)


def label_of(text: str) -> str:
    """The number of a chapter or the label of a section, folded: ``４－Ｂ …`` to ``4-b``."""
    if hit := re.match(f"{LABEL}|{NUMBERS}", text):
        digits, rest = re.split(HYPHEN, hit[0])
        folded = unicodedata.normalize("NFKC", rest).lower()
        return f"{int(digits)}-{int(folded) if folded.isdecimal() else folded}"
    if hit := CHAPTER.match(text):
        return str(int(hit["number"] or hit["numbered"]))
    hit = POINTED.match(text)
    return str(int(hit["number"])) if hit else ""


def cells_of(row: str) -> list[str]:
    """The cells of a drawn row without the blanks around their words."""
    hit = ROW.fullmatch(row)
    return [cell.strip(BLANKS) for cell in WALL.split(hit[1])] if hit else []


def _drawn(lines: Sequence[Line]) -> Iterator[tuple[int, Kind]]:
    """Rows and rules of the drawn tables whose rows all have as many cells."""
    kinds = [
        Kind.ROW if ROW.fullmatch(line.text) else Kind.RULE if RULE.fullmatch(line.text) else None
        for line in lines
    ]
    starts = [
        i for i in range(len(lines)) if lines[i].gap or not i or not (kinds[i] and kinds[i - 1])
    ]
    for start, end in pairwise([*starts, len(lines)]):
        rows = [cells_of(line.text) for line in lines[start:end] if ROW.fullmatch(line.text)]
        if kinds[start] and len({len(row) for row in rows}) == 1:
            yield from ((i, kind) for i in range(start, end) if (kind := kinds[i]))


def _pointed(lines: Sequence[Line], start: int) -> Iterator[int]:
    """Where chapters of the form ``1. …`` begin, if they go up one by one: two at least.

    A blank line stands above each, and no other such line directly below, as it would in a list.
    """
    found: list[int] = []
    for index, line in enumerate(lines):
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        heading = index >= start and line.gap and not line.text.endswith(SENTENCE_ENDS)
        listed = POINTED.fullmatch(below) or not POINTED.fullmatch(line.text)
        if heading and not listed and label_of(line.text) == str(len(found) + 1):
            found.append(index)
    if len(found) > 1:
        yield from found


def _is_chapter(line: Line) -> bool:
    return bool(CHAPTER.fullmatch(line.text)) and not line.text.endswith(SENTENCE_ENDS)


def _first(line: Line) -> bool:
    return label_of(line.text) == "1"


def _labelled(line: Line) -> bool:
    return _is_chapter(line) or bool(SECTION.fullmatch(line.text))


def _answered(rest: Sequence[Line]) -> bool:
    """Whether an answer comes before the next question, heading or step."""
    for line in rest:
        if ANSWER.match(line.text):
            return True
        if QUESTION.match(line.text) or SECTION.fullmatch(line.text) or STEP.match(line.text):
            return False
    return False


def _step_follows(rest: Sequence[Line]) -> bool:
    """Whether the run of steps goes on below, before any blank line."""
    for line in rest:
        if line.gap or _labelled(line):
            return False
        if hit := STEP.match(line.text):
            return hit[0] != CIRCLED[0]
    return False


def _contents(lines: Sequence[Line]) -> range:
    """The lines of the contents list at the head: below 目次, or labels that all come again.

    Without a title, the first of them is the next heading: else only the next unit has the same.
    """
    labels = [label_of(line.text) if _labelled(line) else "" for line in lines]
    titles = [i for i, line in enumerate(lines) if i and CONTENTS.fullmatch(line.text)]
    if titles:
        end = _entries_end(lines, labels, titles[0] + 1, titled=True)
        return range(titles[0], end) if end > titles[0] + 1 else range(0)
    start = next((i for i, label in enumerate(labels) if i and label), len(lines))
    end = _entries_end(lines, labels, start, titled=False)
    body = next(filter(None, labels[end:]), "")
    return range(start, end) if end - start > 1 and body == labels[start] else range(0)


def _entries_end(lines: Sequence[Line], labels: Sequence[str], start: int, *, titled: bool) -> int:
    """Where a run of entries ends: before a label that was there, or what is no entry.

    Below a title any short line is one up to a blank line; else only what comes again.
    """
    seen: set[str] = set()
    left = Counter(labels[start:])
    for index in range(start, len(lines)):
        line, label = lines[index], labels[index]
        near = titled and (index == start or not line.gap)
        entry = near if not label else near or left[label] > 1
        if label in seen or not entry or line.text.endswith("。"):
            return index
        seen |= {label} - {""}
    return len(lines)
