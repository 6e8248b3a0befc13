"""Cases as small documents: a title, what goes in, what comes out, each closed by a dot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One case; its id is its line and title."""

    line: int
    title: str
    source: str
    expected: str

    @property
    def id(self) -> str:
        """What the test run shows."""
        return f"{self.line}: {self.title}"


def read_cases(name: str) -> list[Case]:
    """The cases of ``tests/cases/<name>``; a case cut short is an error of the file."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines(keepends=True)
    return list(_cases(lines))


def _cases(lines: list[str]) -> Iterator[Case]:
    dots = [number for number, line in enumerate(lines) if line == ".\n"]
    if len(dots) % 3:
        raise ValueError(f"{len(dots)} lines of one dot: not three a case")
    for first, second, third in zip(dots[::3], dots[1::3], dots[2::3], strict=True):
        title = lines[first - 1].strip()
        source, expected = lines[first + 1 : second], lines[second + 1 : third]
        yield Case(first, title, "".join(source), "".join(expected))
