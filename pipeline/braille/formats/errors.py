"""A braille file that is not what it claims to be."""

from __future__ import annotations

import unicodedata

from pipeline.braille.pages import Volume
from pipeline.diagnostics import Both, Code, diagnostic, whole
from pipeline.document import NOWHERE
from pipeline.errors import MimiyubiError, UsageError

SHOWN = 40  # characters of what was found, as it stands in the file


class FormatError(MimiyubiError):
    """A file is not in the format it was said to be in: what was found, and where (bytes).

    ``code`` is given where more is known than that; ``seems`` is the format the file seems to be
    in, ``file`` its name.
    """

    def __init__(
        self,
        name: str,
        found: str | Both,
        offset: int,
        code: Code | None = None,
        *,
        seems: str = "",
        file: str = "",
    ) -> None:
        self.name, self.found, self.offset, self.code, self.seems = name, found, offset, code, seems
        shown = f"{found[:SHOWN]}…" if isinstance(found, str) and len(found) > SHOWN else found
        fields = {"name": name, "found": shown, "offset": offset, "seems": seems}
        pos = whole(file) if file else NOWHERE
        super().__init__(diagnostic(code or Code.BRAILLE_DAMAGED, pos, **fields))

    def for_file(self, said: str, seems: str) -> FormatError:
        """The same error of a file said to be in one format that seems to be in another."""
        code = self.code or _kind(said, seems)
        return FormatError(self.name, self.found, self.offset, code, seems=seems)

    def of(self, file: str) -> FormatError:
        """The same error with the file's name."""
        rest = {"seems": self.seems, "file": file}
        return FormatError(self.name, self.found, self.offset, self.code, **rest)


def _kind(said: str, seems: str) -> Code:
    """What a file is that is not what it was said to be."""
    if seems == said:
        return Code.BRAILLE_DAMAGED
    return Code.BRAILLE_OTHERWISE if seems else Code.NO_BRAILLE_FILE


def printable(text: str) -> str:
    """A header's text with a blank for each character that is none (a NUL, a control)."""
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)


class TooLargeError(UsageError):
    """A volume does not fit what a format can state of its pages."""


def check_size(volume: Volume, name: str, most_cells: int) -> None:
    """Refuse a volume whose size the header of a format has no digits for."""
    for what, value, most in (
        (Both("1 行のマス数", "cells a line"), volume.cells_per_line, most_cells),
        (Both("1 ページの行数", "lines a page"), volume.lines_per_page, 99),
        (Both("ページ数", "pages"), len(volume.pages), 9999),
    ):
        if value > most:
            fields = {"name": name, "what": what, "most": most, "value": value}
            raise TooLargeError(diagnostic(Code.VOLUME_TOO_LARGE, NOWHERE, **fields))
