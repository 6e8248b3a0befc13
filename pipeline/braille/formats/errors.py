"""A braille file that is not what it claims to be."""

from __future__ import annotations

from pipeline.braille.pages import Volume
from pipeline.errors import MimiyubiError, UsageError


class FormatError(MimiyubiError):
    """A file is not in the format it was said to be in: what was found, and where (bytes)."""

    def __init__(self, name: str, found: str, offset: int) -> None:
        self.name, self.found, self.offset = name, found, offset
        super().__init__(
            f"{name} のファイルではありません（{offset} バイト目: {found}）/ "
            f"not a {name} file (byte {offset}: {found})"
        )


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
            raise TooLargeError(f"{name}: {words} ≦ {most}（{value}）")
