"""The command ``lint``: what is found in manuscripts, as text, JSON or SARIF."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from pipeline.commands.messages import language
from pipeline.diagnostics import Diagnostic, Severity
from pipeline.driver import Findings, examine
from pipeline.errors import ManuscriptError
from pipeline.sources import book_folder


def lint(arguments: argparse.Namespace) -> int:
    """Report everything found in manuscripts, as text, JSON or SARIF."""
    lang = language(arguments)
    findings = Findings(arguments.strict)
    status = 0
    for book in arguments.books:
        try:
            examine(book_folder(book), findings)
        except ManuscriptError:
            status = 1
    if arguments.format == "text":
        for finding in findings.items:
            print(finding.line(lang))
        print(_counts(findings.items, lang))
    else:
        render = {"json": _as_json, "sarif": _as_sarif}[arguments.format]
        print(json.dumps(render(findings.items, lang), ensure_ascii=False, indent=1))
    return status


def _counts(findings: Sequence[Diagnostic], lang: str) -> str:
    error, warning, info = (sum(f.severity is s for f in findings) for s in Severity)
    if lang == "ja":
        return f"誤り {error} 件、警告 {warning} 件、情報 {info} 件"
    return f"{error} errors, {warning} warnings, {info} notes"


def _as_json(findings: Sequence[Diagnostic], lang: str) -> object:
    return [
        {
            "code": f.row.code, "severity": f.severity.value, "file": f.pos.file,
            "line": f.pos.line, "column": f.pos.column,
            "message": f.message(lang), "hint": f.hint(lang),
        }
        for f in findings
    ]  # fmt: skip


def _as_sarif(findings: Sequence[Diagnostic], lang: str) -> object:
    """SARIF 2.1.0; columns count code points (3.14.17)."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    rules = {f.row.code: f for f in findings}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "mimiyubi",
                        "rules": [
                            {"id": code, "name": rules[code].code.name} for code in sorted(rules)
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": f.row.code,
                        "level": levels[f.severity],
                        "message": {"text": f"{f.message(lang)} {f.hint(lang)}".strip()},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": Path(f.pos.file).as_posix()},
                                    "region": {
                                        "startLine": max(f.pos.line, 1),
                                        "startColumn": max(f.pos.column, 1),
                                    },
                                }
                            }
                        ],
                    }
                    for f in findings
                ],
            }
        ],
    }
