"""Set findings aside: what a person looked at and judged to be right, each with a reason.

``lint-ignore.toml`` beside ``book.toml`` holds tables ``[[ignore]]`` with ``code`` and ``reason``
and, to narrow them, ``file`` and ``text`` (something the message says). A comment
``<!-- lint-ignore N001: reason -->`` in a manuscript covers its own line and the next.
Errors cannot be set aside; an entry that covers nothing is reported.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.diagnostics import Code, Diagnostic, Row, Severity, diagnostic
from pipeline.document import Pos, Report

FILE = "lint-ignore.toml"
KEYS = {"code", "reason", "file", "text"}
COMMENT = re.compile(r"<!--\s*lint-ignore\s+(?P<code>[A-Z]\d{3})\s*[:：]?\s*(?P<reason>.*?)\s*-->")
# CommonMark 4.5: what stands in fenced code is shown, not meant.
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
SEVERITY_OF = {Row(*code.value).code: Row(*code.value).severity for code in Code}


@dataclass(frozen=True, slots=True)
class Ignore:
    """One entry. ``lines`` are the lines it covers, empty: all; ``pos`` is where it is written."""

    code: str
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


def set_aside(
    findings: Iterable[Diagnostic], ignores: tuple[Ignore, ...], report: Report
) -> Iterator[Diagnostic]:
    """The findings that no entry covers; then each entry that covered nothing is reported."""
    used: set[Ignore] = set()
    for finding in findings:
        covering = next((entry for entry in ignores if entry.covers(finding)), None)
        if covering is None:
            yield finding
        else:
            used.add(covering)
    for entry in ignores:
        if entry not in used:
            report(diagnostic(Code.UNUSED_IGNORE, entry.pos, code=entry.code))


def read_ignores(folder: Path, report: Report) -> tuple[Ignore, ...]:
    """Every entry of a book: of its ``lint-ignore.toml`` and of its manuscripts' comments."""
    path = folder / FILE
    entries = list(_from_toml(path, report)) if path.is_file() else []
    for unit in sorted(folder.glob("*.md")):
        entries += _from_comments(unit, report)
    return tuple(entries)


def _from_toml(path: Path, report: Report) -> Iterator[Ignore]:
    try:
        source = path.read_text(encoding="utf-8")
        tables = tomllib.loads(source).get("ignore", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        report(diagnostic(Code.BAD_TOML, Pos(str(path)), reason=str(error)))
        return
    starts = [n for n, line in enumerate(source.splitlines(), 1) if line.strip() == "[[ignore]]"]
    for index, table in enumerate(tables if isinstance(tables, list) else []):
        pos = Pos(str(path), starts[index] if index < len(starts) else 1)
        if _is_entry(table, pos, report):
            file, text = table.get("file", ""), table.get("text", "")
            yield Ignore(table["code"], file, text, (), pos)


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
    if SEVERITY_OF.get(code, Severity.ERROR) is Severity.ERROR:
        report(diagnostic(Code.CANNOT_IGNORE, pos, code=code))
        return False
    if not reason.strip():
        report(diagnostic(Code.IGNORE_WITHOUT_REASON, pos, code=code))
        return False
    return True


def _from_comments(path: Path, report: Report) -> Iterator[Ignore]:
    text = path.read_bytes().decode("utf-8", errors="replace")
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        if (mark := FENCE.match(line)) and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        for hit in () if fence else COMMENT.finditer(line):
            pos = Pos(path.as_posix(), number, hit.start() + 1)
            if _is_sound(hit["code"], hit["reason"], pos, report):
                yield Ignore(hit["code"], path.name, "", (number, number + 1), pos)
