"""Plan how a document is presented: a tree of elements -> its phrases in reading order.

Every character that is heard belongs to exactly one segment, and every segment is an element
with an id, so that SMIL can point at it. What a reader may skip inside a phrase (a gloss, the call
of a note, a page number) is a segment of its own, and the text around it is put into spans.
The plan is made from the finished document and not from the book: text and SMIL cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain, count, groupby

from pipeline.document import Book
from pipeline.transforms.phrases import phrases
from pipeline.walk import inline_runs, unit_blocks
from pipeline.writers.elements import Content, Element, append, prepend


class Kind(StrEnum):
    """What a segment or a group is to a reader who wants to skip it or leave it early."""

    TEXT = "text"
    PAGE = "pagenum"
    CALL = "noteref"
    GLOSS = "gloss"
    NOTE = "note"
    SIDEBAR = "sidebar"
    PRODNOTE = "prodnote"
    LIST = "list"
    TABLE = "table"
    UNIT = "unit"


WHOLE = frozenset({Kind.PAGE, Kind.CALL, Kind.GLOSS})
"""Kinds whose elements are one segment, whatever they hold."""

UNSPOKEN = " \n\N{IDEOGRAPHIC SPACE}、。，．,.」』）)"
"""What is left alone where it stands between two things to skip: no voice says it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """An element that is presented in one piece; ``text`` is what it says.

    ``phrase`` is the id of the phrase that it is or belongs to, for its readings; empty for what
    no phrase of the manuscript says (a label, program text, the alternative text of a picture).
    ``within`` is the kind of the skippable group that it is in, if any.
    """

    id: str
    kind: Kind
    text: str
    phrase: str = ""
    within: Kind = Kind.TEXT

    @property
    def switch(self) -> Kind:
        """The kind by which a reader switches it off: its group's before its own."""
        return self.kind if self.within is Kind.TEXT else self.within


@dataclass(frozen=True, slots=True)
class Group:
    """An element whose segments a reader can skip or leave together."""

    id: str
    kind: Kind
    parts: tuple[Part, ...]


Part = Segment | Group


@dataclass(frozen=True, slots=True)
class Clip:
    """Where a segment is heard: from ``begin`` to ``end``, in seconds, in an audio file."""

    file: str
    begin: float
    end: float

    @property
    def milliseconds(self) -> int:
        """How long it lasts, by the clock values that are published."""
        return milliseconds(self.end) - milliseconds(self.begin)


@dataclass(frozen=True, slots=True)
class Speech:
    """The clip of each segment id, and the bytes of each audio file; none for a text-only book."""

    clips: Mapping[str, Clip] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


SILENT = Speech()


@dataclass(frozen=True, slots=True)
class Markup:
    """How a document says what its elements are.

    ``inline`` are the local names of the elements that stand in a line of text, ``phrases`` the
    ids of the phrases, ``span`` makes an element around a part of a phrase.
    """

    inline: frozenset[str]
    phrases: frozenset[str]
    kind: Callable[[Element], Kind]
    span: Callable[[Iterable[Content]], Element]


def phrase_ids(book: Book) -> frozenset[str]:
    """The ids of all phrases of a book."""
    runs = (run for unit in book.units for block in unit_blocks(unit) for run in inline_runs(block))
    return frozenset(phrase.id for run in chain((book.title,), runs) for phrase in phrases(run))


def plan(root: Element, markup: Markup, scope: str) -> tuple[Part, ...]:
    """A document -> its segments; ids (``scope-s1`` …) and spans are put in where they lack."""
    return tuple(_Planner(markup, _namer(root)).plan(root, scope))


def segments(parts: Iterable[Part], within: Kind = Kind.TEXT) -> Iterator[Segment]:
    """The segments in reading order; those of a skippable group know its kind."""
    for part in parts:
        if isinstance(part, Group):
            outer = part.kind in (Kind.NOTE, Kind.SIDEBAR, Kind.PRODNOTE)
            outermost = outer and within is Kind.TEXT
            yield from segments(part.parts, part.kind if outermost else within)
        else:
            yield replace(part, within=within)


def stretches(parts: Iterable[Part]) -> list[tuple[str, list[Part]]]:
    """The parts of each unit, with the unit's id: a unit goes on until the next one begins."""
    divided: list[tuple[str, list[Part]]] = []

    def divide(parts: Iterable[Part]) -> None:
        for part in parts:
            if isinstance(part, Group) and part.kind is Kind.UNIT:
                divided.append((part.id, []))
                divide(part.parts)
            else:
                divided[-1][1].append(part)

    divide(parts)
    return divided


def adopt_marks(root: Element, phrases: frozenset[str]) -> None:
    """Put each mark (①, ※) that stands before a phrase into it, to be heard in one breath."""
    for mark in [e for e in root.iter() if "marker" in classes(e) and not e.tail]:
        phrase = mark.getnext()
        if phrase is not None and phrase.get("id") in phrases:
            prepend(phrase, mark)


def first_segments(root: Element, parts: Iterable[Part]) -> dict[str, str]:
    """For each id of a document, the segment where its element begins to be heard."""
    heard = {segment.id for segment in segments(parts)}
    begins: dict[str, str] = {}
    for element in root.iter():
        id = element.get("id")
        if id is not None:
            inside = (inner.get("id", "") for inner in element.iter())
            begins[id] = next((inner for inner in inside if inner in heard), "")
    return {id: segment for id, segment in begins.items() if segment}


def local_name(element: Element) -> str:
    """A tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def classes(element: Element) -> frozenset[str]:
    """The names in an element's class."""
    return frozenset(element.get("class", "").split())


@dataclass(frozen=True, slots=True)
class _Planner:
    markup: Markup
    name: Callable[[str], str]

    def plan(self, element: Element, scope: str) -> list[Part]:
        """An element that stands alone -> its parts."""
        kind = self.markup.kind(element)
        if kind in WHOLE:
            return [self._segment(element, kind, scope)]
        if kind is Kind.TEXT:
            return self._inside(element, scope)
        id = self._id(element, scope)
        parts = self._inside(element, id if kind is Kind.UNIT else scope)
        if [part.id for part in parts] == [id]:  # bare text: the element is its own segment
            return [self._segment(element, kind, scope)]
        return [Group(id, kind, tuple(parts))] if parts else []

    def _inside(self, element: Element, scope: str) -> list[Part]:
        if not any(self._stands_alone(child) for child in element):
            return [self._segment(element, Kind.TEXT, scope)] if is_heard([element]) else []
        scope = element.get("id", scope) if element.get("id") in self.markup.phrases else scope
        parts: list[Part] = []
        content: list[Content] = []
        for alone, run in groupby(_take_content(element), self._stands_alone):
            for piece in run if alone else self._wrap(list(run)):
                content.append(piece)
                if not isinstance(piece, str) and (alone or is_heard([piece])):
                    parts += self.plan(piece, scope)
        append(element, content)
        return parts

    def _wrap(self, run: list[Content]) -> list[Content]:
        """A run of text and inline elements as one element, if it is more than punctuation."""
        elements = [piece for piece in run if not isinstance(piece, str)]
        blank = not any(isinstance(piece, str) and piece.strip(UNSPOKEN) for piece in run)
        if (blank and len(elements) < 2) or not is_heard(run):
            return run
        return [self.markup.span(run)]

    def _stands_alone(self, piece: Content) -> bool:
        """Whether a piece is, or holds, a block, a phrase or something to skip."""
        if isinstance(piece, str):
            return False
        return any(
            local_name(element) not in self.markup.inline
            or element.get("id") in self.markup.phrases
            or self.markup.kind(element) is not Kind.TEXT
            for element in piece.iter()
        )

    def _segment(self, element: Element, kind: Kind, scope: str) -> Segment:
        id = self._id(element, scope)
        phrase = next((name for name in (id, scope) if name in self.markup.phrases), "")
        return Segment(id, kind, _spoken([element]), phrase)

    def _id(self, element: Element, scope: str) -> str:
        """The element's id; a new one where it has none."""
        id = element.get("id") or self.name(scope)
        element.set("id", id)
        return id


def _namer(root: Element) -> Callable[[str], str]:
    """A function that gives each scope its next id that the document does not have yet."""
    taken = {element.get("id") for element in root.iter()}
    numbers: dict[str, Iterator[int]] = {}

    def name(scope: str) -> str:
        candidates = (f"{scope}-s{n}" for n in numbers.setdefault(scope, count(1)))
        return next(id for id in candidates if id not in taken)

    return name


def _take_content(element: Element) -> list[Content]:
    """The mixed content of an element, taken out of it."""
    content: list[Content] = [element.text or ""]
    for child in list(element):
        content += [child, child.tail or ""]
        child.tail = None
        element.remove(child)
    element.text = None
    return [piece for piece in content if not (isinstance(piece, str) and not piece)]


def is_heard(run: Iterable[Content]) -> bool:
    """Whether a voice has anything to say of a run of text and elements."""
    return bool(_spoken(run).strip())


def _spoken(run: Iterable[Content]) -> str:
    """The text of a run with the alternative texts of its pictures."""
    return "".join(piece if isinstance(piece, str) else _element_text(piece) for piece in run)


def _element_text(element: Element) -> str:
    if local_name(element) in ("rt", "rp"):  # a reading is no text beside its base
        return ""
    inner = (_element_text(child) + (child.tail or "") for child in element)
    return element.get("alt", "") + (element.text or "") + "".join(inner)


# Clock values


def milliseconds(seconds: float) -> int:
    """Seconds in whole milliseconds, the unit of every published clock value."""
    return round(seconds * 1000)


def clock(time: int) -> str:
    """Milliseconds as ``h:mm:ss.fff``, a SMIL full clock value."""
    minutes, rest = divmod(time, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def whole_clock(time: int) -> str:
    """Milliseconds as ``hh:mm:ss``, rounded to whole seconds."""
    return clock((time + 500) // 1000 * 1000).partition(".")[0].rjust(8, "0")


def playing_time(parts: Iterable[Part], speech: Speech) -> int:
    """How long segments are heard, in milliseconds; text-only ones take no time."""
    clips = (speech.clips.get(segment.id) for segment in segments(parts))
    return sum(clip.milliseconds for clip in clips if clip)
