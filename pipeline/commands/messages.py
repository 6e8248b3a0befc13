"""What every command says to people: language, findings, counts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from pipeline.config import Settings
from pipeline.diagnostics import Code, Diagnostic, Severity
from pipeline.driver import Findings, read_settings_of
from pipeline.errors import ManuscriptError
from pipeline.language import language_of
from pipeline.sources import BookFolder

# What a run did with files of its own accord is no mere note.
DONE_UNASKED = frozenset((Code.CLIP_DAMAGED, Code.CLIPS_REMOVED))


def language(arguments: argparse.Namespace) -> str:
    """``ja`` or ``en``: what ``--lang`` says, else the locale."""
    return language_of(arguments.lang)


def told_settings(folder: BookFolder, lang: str) -> Settings:
    """A book's settings; their faults are told, and end the command."""
    findings = Findings()
    try:
        return read_settings_of(folder, findings.report)
    except ManuscriptError:
        tell(findings.items, lang)
        raise


def tell(findings: Iterable[Diagnostic], lang: str, *, notes: bool = False) -> None:
    """Findings on standard error, a line each; those of severity info only with ``notes``."""
    for finding in findings:
        if notes or finding.severity is not Severity.INFO or finding.code in DONE_UNASKED:
            print(finding.line(lang), file=sys.stderr)
