"""What every command says to people: language, findings, counts."""

from __future__ import annotations

import argparse
import locale
import os
import sys
from collections.abc import Iterable

from pipeline.diagnostics import Diagnostic, Severity


def language(arguments: argparse.Namespace) -> str:
    """``ja`` or ``en``: what ``--lang`` says, else the locale."""
    if arguments.lang:
        return str(arguments.lang)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "ja" if os.environ[name].startswith("ja") else "en"
    return "ja" if (locale.getlocale()[0] or "").startswith(("ja", "Japanese")) else "en"


def tell(findings: Iterable[Diagnostic], lang: str, *, notes: bool = False) -> None:
    """Findings on standard error, a line each; those of severity info only with ``notes``."""
    for finding in findings:
        if notes or finding.severity is not Severity.INFO:
            print(finding.line(lang), file=sys.stderr)
