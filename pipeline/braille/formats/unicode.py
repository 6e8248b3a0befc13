"""Unicode braille text: UTF-8, a cell a character (U+2800 to U+283F), pages between form feeds."""

from __future__ import annotations

from pipeline.braille.cells import BLANK
from pipeline.braille.formats.brf import LINE_ENDS
from pipeline.braille.formats.errors import FormatError
from pipeline.braille.formats.size import sized
from pipeline.braille.pages import Page, Volume, page_of

PAGE_END = "\f"
# Six dots; ASCII blanks are read as blank cells.
_LEGAL = frozenset(chr(0x2800 + dots) for dots in range(64)) | frozenset(" \r\n\f")


def write(volume: Volume) -> bytes:
    """A volume as text: a line a line, no blank cell at its end."""
    return PAGE_END.join(map(_page, volume.pages)).encode("utf-8")


def _page(page: Page) -> str:
    return "".join(row.cells.rstrip(BLANK) + "\n" for row in page.rows)


def read(data: bytes) -> Volume:
    """The volume in a text of Unicode braille."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError("Unicode braille", f"0x{data[error.start]:02X}", error.start) from error
    for index, character in enumerate(text):
        if character not in _LEGAL:
            found = f"U+{ord(character):04X}"
            raise FormatError("Unicode braille", found, len(text[:index].encode()))
    texts = LINE_ENDS.sub("\n", text).split(PAGE_END)
    if len(texts) > 1 and not texts[-1].strip("\n"):
        texts.pop()
    return sized(tuple(page_of(page.split("\n")) for page in texts))
