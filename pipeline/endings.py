"""What a run that could not go on says to the operator, and the exit status it ends in."""

from __future__ import annotations

from pipeline.diagnostics import Code, Diagnostic, diagnostic, whole
from pipeline.document import NOWHERE
from pipeline.errors import MimiyubiError
from pipeline.reasons import reason


def ending(error: BaseException) -> tuple[Diagnostic, int]:
    """The finding and the exit status of a run that an exception ended."""
    match error:
        case MimiyubiError():
            return error.finding, error.exit_status
        case KeyboardInterrupt():
            return diagnostic(Code.INTERRUPTED, NOWHERE), 130
        case OSError():  # what no command saw coming: no permission, no space, a lost disk
            place = whole(error.filename or "<stdout>")
            found = diagnostic(Code.CANNOT_READ_OR_WRITE, place, reason=reason(error))
            return found, 2 if error.filename else 3
        case UnicodeEncodeError():  # an argument that is no text (PEP 383)
            return diagnostic(Code.ARGUMENT_NOT_UTF8, NOWHERE), 2
    kind = type(error).__name__
    return diagnostic(Code.OUR_FAULT, NOWHERE, kind=kind, error=error), 3
