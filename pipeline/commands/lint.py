"""The command ``lint``: what is found in manuscripts, as text, JSON or SARIF."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from functools import cache

from pipeline.commands.messages import language
from pipeline.diagnostics import Severity
from pipeline.driver import Findings, examine
from pipeline.errors import DictionaryError, ManuscriptError
from pipeline.sarif import sarif_log
from pipeline.sources import book_folder, manuscript_text


def lint(arguments: argparse.Namespace) -> int:
    """Report everything found in manuscripts, as text, JSON or SARIF."""
    folders = [book_folder(book) for book in arguments.books]
    findings = Findings(arguments.strict)
    status = 0
    for folder in folders:
        found = Findings(arguments.strict)
        try:
            examine(folder, found)
        except DictionaryError as error:
            found.report(error.finding)
            status = 1
        except ManuscriptError:
            status = 1
        findings.items += found.items
        findings.aside += found.aside
    for line in RENDER[arguments.format](findings, language(arguments), status):
        print(line)
    return status


def _as_text(findings: Findings, lang: str, _: int) -> Iterable[str]:
    """A line and its remedy for each finding, then how many there are."""
    yield from (finding.line(lang) for finding in findings.items)
    error, warning, info = (sum(f.severity is s for f in findings.items) for s in Severity)
    aside = len(findings.aside)
    if lang == "ja":
        tail = f"（脇に置いたもの {aside} 件）" if aside else ""
        yield f"誤り {error} 件、警告 {warning} 件、情報 {info} 件{tail}"
    else:
        tail = f" ({aside} set aside)" if aside else ""
        yield f"{error} errors, {warning} warnings, {info} notes{tail}"


def _as_json(findings: Findings, lang: str, _: int) -> Iterable[str]:
    found = [
        {
            "code": f.row.code, "severity": f.severity.value, "file": f.pos.file,
            "line": f.pos.line, "column": f.pos.column,
            "message": f.message(lang), "hint": f.hint(lang),
        }
        for f in findings.items
    ]  # fmt: skip
    yield json.dumps(found, ensure_ascii=False, indent=1)


def _as_sarif(findings: Findings, lang: str, status: int) -> Iterable[str]:
    log = sarif_log(findings.items, findings.aside, lang, status, cache(manuscript_text))
    yield json.dumps(log, ensure_ascii=False, indent=1)


RENDER = {"text": _as_text, "json": _as_json, "sarif": _as_sarif}
