"""The command ``mimiyubi``: what runs, and the exit status it ends in.

0 done; 1 the manuscript or a published file has errors; 2 wrong use; 3 something is missing.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from pipeline.arguments import parser
from pipeline.language import language_of
from pipeline.usage import language_asked

# What a run makes is freed by its count: a book in five forms leaves 3,300 objects in cycles. To
# look for them after every 700 new ones, as Python does unasked, took a third of the time.
NEW_OBJECTS_BEFORE_COLLECTION = 1_000_000
# Command: its module and function. Only the one that runs is imported.
COMMANDS = {
    "new": ("books", "new"),
    "import": ("imports", "import_texts"),
    "build": ("books", "build"),
    "verify": ("books", "verify"),
    "shelf": ("shelf", "shelf"),
    "doctor": ("books", "doctor"),
    "lint": ("lint", "lint"),
    "review": ("terms", "review_book"),
    "terms": ("terms", "terms"),
    "normalize": ("filters", "normalize"),
    "katakana": ("filters", "katakana"),
    "kana": ("filters", "kana"),
    "braille": ("filters", "braille"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status; no input ends in a traceback."""
    _utf8_streams()
    collect_rarely()
    arguments = parser(language_asked(sys.argv[1:] if argv is None else argv)).parse_args(argv)
    try:
        status = _command(arguments.command)(arguments)
        if sys.stdout is not None:  # None where it was closed before we began
            sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader of our output has seen enough
        _give_up_output()
        return 0
    except (Exception, KeyboardInterrupt) as error:
        return _ended(error, language_of(arguments.lang))


def _ended(error: BaseException, lang: str) -> int:
    """Say what ended the run and give its exit status; a fault of ours is raised if asked for."""
    from pipeline.diagnostics import Code
    from pipeline.endings import ending

    found, status = ending(error)
    if found.code is Code.OUR_FAULT and os.environ.get("MIMIYUBI_DEBUG"):
        raise error
    print(found.line(lang), file=sys.stderr)
    if isinstance(error, OSError) and not error.filename:
        _give_up_output()
    return status


def _give_up_output() -> None:
    """Let what is still to be written go: else Python tries again at its end, and fails there."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def collect_rarely() -> None:
    """Have Python look for cycles of garbage seldom, in this process and those it starts."""
    gc.set_threshold(NEW_OBJECTS_BEFORE_COLLECTION)


def _utf8_streams() -> None:
    """Text in and out is UTF-8 whatever the locale; line ends pass through as they are."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    module, function = COMMANDS[name]
    found: Callable[[argparse.Namespace], int] = getattr(
        importlib.import_module(f"pipeline.commands.{module}"), function
    )
    return found
