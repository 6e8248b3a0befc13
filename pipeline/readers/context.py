"""What the reading of one file knows while it lasts: counters, calls, where to report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it.token import Token
from markdown_it.utils import EnvType

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.readers.parser import Parser
from pipeline.readers.positions import Source

if TYPE_CHECKING:
    from pipeline.readers.images import ImageFolder


Needed = Callable[[str], bool]


@dataclass
class Definition:
    """A footnote as the block parser found it: its body's tokens and its place."""

    tokens: list[Token]
    pos: Pos
    source: Source


@dataclass
class Calls:
    """The calls of one footnote: its number, and the ids of its calls."""

    number: int
    ids: list[str] = field(default_factory=list)


@dataclass
class Context:
    """The state of reading one unit. ``calls`` keeps footnote labels in the order of their first
    call. Plain paragraphs whose lines are not ``needed`` need not
    be taken apart.
    """

    whole: Source
    unit_id: str
    report: Report
    images: ImageFolder | None
    md: Parser
    needed: Needed | None = None
    defined: bool = False
    source: Source = field(init=False)
    env: EnvType = field(default_factory=dict)
    headings: int = 0
    descriptions: int = 0
    calls: dict[str, Calls] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)
    definitions: dict[str, Definition] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.source = self.whole

    def find(self, code: Code, pos: Pos, **fields: object) -> None:
        """Report a finding."""
        self.report(diagnostic(code, pos, **fields))

    def heading_id(self) -> str:
        """The id of the next heading that has none of its own."""
        self.headings += 1
        return f"{self.unit_id}-h{self.headings}"

    def description_id(self) -> str:
        """The id of the next long description of a picture."""
        self.descriptions += 1
        return f"{self.unit_id}-desc{self.descriptions}"

    def call(self, label: str) -> tuple[str, int, str]:
        """Count a call of footnote ``label``: the note's id, its number, the call's id."""
        if label not in self.calls:
            self.calls[label] = Calls(len(self.calls) + 1)
            self.called.append(label)
        number, ids = self.calls[label].number, self.calls[label].ids
        ids.append(f"{self.unit_id}-fnref{number}" + (f"-{len(ids) + 1}" if ids else ""))
        return self.note_id(number), number, ids[-1]

    def note_id(self, number: int) -> str:
        """The id of the footnote with that number."""
        return f"{self.unit_id}-fn{number}"
