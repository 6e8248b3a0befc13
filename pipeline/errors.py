"""What stops a run: one exception for the operator, with the exit status it ends in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.diagnostics import Diagnostic


class MimiyubiError(Exception):
    """A run cannot go on: ``finding`` says why, where, and the remedy.

    ``exit_status`` is what the command returns.
    """

    exit_status = 1

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding)
        self.finding = finding

    def __str__(self) -> str:
        return self.finding.line("en")


class ManuscriptError(MimiyubiError):
    """The manuscript has errors; most were reported one by one before."""


class UsageError(MimiyubiError):
    """The command was used in a way it does not know."""

    exit_status = 2


class TableError(MimiyubiError):
    """A table of ours (a dictionary, a rule file) is not what it should be."""

    exit_status = 2


class DictionaryError(TableError):
    """A dictionary that people write has a fault."""

    exit_status = 1


class MissingError(MimiyubiError):
    """Something this needs (a package, a dictionary) is missing or broken."""

    exit_status = 3
