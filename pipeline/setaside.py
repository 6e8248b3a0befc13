"""Set findings aside: what a person looked at and judged to be right, each with a reason.

``lint-ignore.toml`` beside ``book.toml`` holds tables ``[[ignore]]`` with ``code`` and ``reason``
and, to narrow them, ``file`` and ``text`` (something the message says). A comment
``<!-- lint-ignore N001: reason -->`` in a manuscript covers its own line and the next.
Errors cannot be set aside; an entry that covers nothing is reported.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.diagnostics import Code, Diagnostic, Severity, diagnostic
from pipeline.document import Pos, Report
from pipeline.readers.markdown import decode
from pipeline.readers.metadata import error_place
from pipeline.reasons import toml_reason
from pipeline.sources import manuscript_text

FILE = "lint-ignore.toml"
HEADER = re.compile(r"\s*\[\[\s*ignore\s*\]\]")
KEYS = {"code", "reason", "file", "text"}
COMMENT = re.compile(
    r"<!--\s*lint-ignore\b[ 　:：]*(?P<code>[A-Za-z0-9]*)\s*[:：]?\s*(?P<reason>.*?)\s*-->",
    re.DOTALL,
)
# CommonMark 4.5 and 6.1: what stands in fenced code or in a code span is shown, not meant.
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
CODES = {code.value: code for code in Code}


@dataclass(frozen=True, slots=True)
class Ignore:
    """One entry. ``lines`` are the lines it covers, empty: all; ``pos`` is where it is written."""

    code: str
    reason: str
    file: str
    text: str
    lines: tuple[int, ...]
    pos: Pos

    def covers(self, finding: Diagnostic) -> bool:
        """Whether a finding is what this entry is about."""
        return (
            finding.row.code == self.code
            and finding.severity is not Severity.ERROR
            and (not self.file or Path(finding.pos.file).name == self.file)
            and (not self.lines or finding.pos.line in self.lines)
            and self.text in finding.message("ja")
        )


@dataclass(frozen=True, slots=True)
class Aside:
    """A finding that an entry covers."""

    finding: Diagnostic
    entry: Ignore


def set_aside(findings: Iterable[Diagnostic], ignores: Sequence[Ignore]) -> Iterator[Aside]:
    """Each finding that an entry covers, with the first entry that does."""
    for finding in findings:
        entry = next((entry for entry in ignores if entry.covers(finding)), None)
        if entry is not None:
            yield Aside(finding, entry)


def report_unused(ignores: Iterable[Ignore], aside: Iterable[Aside], report: Report) -> None:
    """Report each entry that covered nothing."""
    used = {covered.entry for covered in aside}
    for entry in ignores:
        if entry not in used:
            report(diagnostic(Code.UNUSED_IGNORE, entry.pos, code=entry.code))


def read_ignores(folder: Path, report: Report) -> tuple[Ignore, ...]:
    """Every entry of a book: of its manuscripts' comments, then of its ``lint-ignore.toml``.

    In this order the narrower entry covers a finding before the wider.
    """
    units = sorted(folder.glob("*.md"))
    entries = [entry for unit in units for entry in _from_comments(unit, report)]
    path = folder / FILE
    return (*entries, *(_from_toml(path, report) if path.is_file() else ()))


def _from_toml(path: Path, report: Report) -> Iterator[Ignore]:
    source = decode(path.read_bytes(), str(path), report)
    if source is None:
        return
    try:
        content = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        place = error_place(str(error), str(path), source)
        report(diagnostic(Code.BAD_TOML, place, reason=toml_reason(error)))
        return
    starts = [n for n, line in enumerate(source.split("\n"), 1) if HEADER.match(line)]
    for index, table in enumerate(_tables(content, Pos(str(path)), report)):
        pos = Pos(str(path), starts[index] if index < len(starts) else 1)
        if _is_entry(table, pos, report):
            file, text = table.get("file", ""), table.get("text", "")
            yield Ignore(table["code"], table["reason"], file, text, (), pos)


def _tables(content: Mapping[str, Any], pos: Pos, report: Report) -> Sequence[Mapping[str, Any]]:
    """The tables ``[[ignore]]``; anything else that the file holds is reported."""
    for key in content:
        if key != "ignore":
            report(diagnostic(Code.UNKNOWN_KEY, pos, key=key, choices="[[ignore]]"))
    tables = content.get("ignore", [])
    if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
        return tables
    words = {"key": "ignore", "expected": "[[ignore]]", "got": repr(tables)[:40]}
    report(diagnostic(Code.WRONG_TYPE, pos, **words))
    return []


def _is_entry(table: Mapping[str, Any], pos: Pos, report: Report) -> bool:
    """Whether a table has what an entry needs; its faults are reported."""
    for key, value in table.items():
        if key not in KEYS:
            choices = ", ".join(sorted(KEYS))
            report(diagnostic(Code.UNKNOWN_KEY, pos, key=key, choices=choices))
            return False
        if not isinstance(value, str):
            words = {"key": key, "expected": '"…"', "got": repr(value)}
            report(diagnostic(Code.WRONG_TYPE, pos, **words))
            return False
    return _is_sound(str(table.get("code", "")), str(table.get("reason", "")), pos, report)


def _is_sound(code: str, reason: str, pos: Pos, report: Report) -> bool:
    if code not in CODES or CODES[code].row.severity is Severity.ERROR:
        report(diagnostic(Code.CANNOT_IGNORE, pos, code=code))
        return False
    if not reason.strip():
        report(diagnostic(Code.IGNORE_WITHOUT_REASON, pos, code=code))
        return False
    return True


def _from_comments(path: Path, report: Report) -> Iterator[Ignore]:
    text = _without_code(manuscript_text(str(path)))
    for hit in COMMENT.finditer(text):
        number = text.count("\n", 0, hit.start()) + 1
        column = hit.start() - text.rfind("\n", 0, hit.start())
        pos = Pos(path.as_posix(), number, column, hit.start(), hit.end())
        if _is_sound(hit["code"], hit["reason"], pos, report):
            lines = tuple(range(number, number + hit[0].count("\n") + 2))
            yield Ignore(hit["code"], " ".join(hit["reason"].split()), path.name, "", lines, pos)


def _without_code(text: str) -> str:
    """A manuscript with blanks for its code, so that every place stays true."""
    lines, fence = text.split("\n"), ""
    for index, line in enumerate(lines):
        mark = FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if mark or fence:
            lines[index] = " " * len(line)
    return CODE_SPAN.sub(lambda hit: " " * len(hit[0]), "\n".join(lines))
