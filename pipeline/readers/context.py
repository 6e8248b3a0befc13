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


@dataclass
class Context:
    """The state of reading one unit. ``calls`` keeps footnote labels in the order of their first
    call, each with the ids of its calls. Plain paragraphs whose lines are not ``needed`` need not
    be taken apart.
    """

    source: Source
    unit_id: str
    report: Report
    images: ImageFolder | None
    md: Parser
    needed: Needed | None = None
    env: EnvType = field(default_factory=dict)
    headings: int = 0
    descriptions: int = 0
    calls: dict[str, list[str]] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)

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
        calls = self.calls.setdefault(label, [])
        number = list(self.calls).index(label) + 1
        calls.append(f"{self.unit_id}-fnref{number}" + (f"-{len(calls) + 1}" if calls else ""))
        return self.note_id(number), number, calls[-1]

    def note_id(self, number: int) -> str:
        """The id of the footnote with that number."""
        return f"{self.unit_id}-fn{number}"
