"""Say in the reader's language what is wrong with a command line."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from pipeline.language import language_of

# What argparse says (Python 3.11 to 3.14) → the same in Japanese.
WORDINGS = (
    (r"the following arguments are required: (.+)", r"足りないものがあります: \1"),
    (r"unrecognized arguments: (.+)", r"知らない指定です: \1"),
    (
        r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.+)\)",
        r"\1 に「\2」は選べません。選べるもの: \3",
    ),
    (r"argument (\S+): expected one argument", r"\1 の後に値を 1 つ書いてください"),
    (r"argument (\S+): expected at least one argument", r"\1 の後に値を書いてください"),
    (
        r"argument (\S+): ignored explicit argument '?(.*?)'?",
        r"\1 は値を取りません（書かれている値: \2）",
    ),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 は何の略か決まりません: \2"),
    (
        r"argument (\S+): unknown form (.+) \(choose from (.+)\)",
        r"\1 の「\2」は知らない形式です。選べるもの: \3",
    ),
    (
        r"argument (\S+): (.+) is no whole number of at least 1",
        r"\1 の \2 を 1 以上の整数にしてください",
    ),
    (r"argument (\S+): (.+)", r"\1: \2"),
)


class Parser(argparse.ArgumentParser):
    """A parser that says in ``lang`` what is wrong with a command line."""

    lang = "en"

    def error(self, message: str) -> NoReturn:
        """Show how the command is written, and what is wrong with this one; exit status 2."""
        from pipeline.diagnostics import Code, diagnostic, whole  # most command lines are right

        self.print_usage(sys.stderr)
        problem, program = wording(message, self.lang), self.prog
        found = diagnostic(Code.WRONG_USE, whole(program), problem=problem, program=program)
        self.exit(2, f"{found.line(self.lang)}\n")


def wording(message: str, lang: str) -> str:
    """What argparse says, in ``ja`` or as it is."""
    if lang != "ja":
        return message
    for pattern, japanese in WORDINGS:
        if hit := re.fullmatch(pattern, message, re.DOTALL):
            return hit.expand(japanese)
    return message


def language_asked(arguments: Sequence[str]) -> str:
    """The language of a command line that may be wrong: its ``--lang``, else the locale's."""
    found = re.search(r"(?:^|\0)--lang[=\0](ja|en)(?:\0|$)", "\0".join(arguments))
    return language_of(found[1] if found else None)
