"""A braille file that is not what it claims to be."""

from __future__ import annotations

import unicodedata

from pipeline.braille.pages import Volume
from pipeline.errors import MimiyubiError, UsageError

SHOWN = 40  # characters of what was found


class FormatError(MimiyubiError):
    """A file is not in the format it was said to be in: what was found, and where (bytes).

    ``hint`` is the remedy, in Japanese and English; ``file`` is the file's name, where it is known.
    """

    def __init__(self, name: str, found: str, offset: int, hint: str = "", file: str = "") -> None:
        self.name, self.found, self.offset, self.hint = name, found, offset, hint
        shown = found if len(found) <= SHOWN else f"{found[:SHOWN]}…"
        super().__init__(
            (f"{file}: " if file else "")
            + f"{name} のファイルとして読めません（{offset} バイト目: {shown}）/ "
            f"cannot be read as {name} (byte {offset}: {shown})"
            + (f"\n    → {hint}" if hint else "")
        )

    def for_file(self, said: str, seems: str) -> FormatError:
        """The same error with what to do about a file said to be one format that seems another."""
        hint = self.hint or remedy(said, seems)
        return FormatError(self.name, self.found, self.offset, hint)

    def of(self, file: str) -> FormatError:
        """The same error with the file's name."""
        return FormatError(self.name, self.found, self.offset, self.hint, file)


def remedy(said: str, seems: str) -> str:
    """What to do about a file that is not what it was said to be."""
    if seems == said:
        return (
            "ファイルが壊れているか、途中で切れています。もう一度受け取ってください / "
            "the file is damaged or cut short: get it again"
        )
    if seems:
        return f"--from {seems} を試してください / try --from {seems}"
    return (
        "点字のファイルではないようです。もとのファイルを確かめてください / "
        "this seems to be no braille file: check which file it is"
    )


def printable(text: str) -> str:
    """A header's text with a blank for each character that is none (a NUL, a control)."""
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)


class TooLargeError(UsageError):
    """A volume does not fit what a format can state of its pages."""


def check_size(volume: Volume, name: str, most_cells: int) -> None:
    """Refuse a volume whose size the header of a format has no digits for."""
    for words, value, most in (
        ("1行のマス数 / cells a line", volume.cells_per_line, most_cells),
        ("1ページの行数 / lines a page", volume.lines_per_page, 99),
        ("ページ数 / pages", len(volume.pages), 9999),
    ):
        if value > most:
            raise TooLargeError(
                f"{name}: {words} ≦ {most}（{value}）\n    → もとのファイルに改ページ (FF) があるか"
                "確かめ、長いものは分けてください / "
                "look whether the file has form feeds between its pages; divide what is too long"
            )
