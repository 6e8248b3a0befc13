"""BRF: North American Braille Computer Code, one ASCII byte a cell, pages between form feeds."""

from __future__ import annotations

import re

from pipeline.braille.cells import BLANK
from pipeline.braille.formats.errors import FormatError
from pipeline.braille.formats.size import sized
from pipeline.braille.pages import Page, Volume, page_of

# North American Braille Computer Code: the byte of cell U+2800 + n is BYTES[n] (six dots).
BYTES = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
LINE_END = b"\r\n"
LINE_ENDS = re.compile("\r*\n|\r")  # of every system; some programs add a CR too many
PAGE_END = b"\x0c"

_TO_ASCII = {0x2800 + dots: byte for dots, byte in enumerate(BYTES)}
# Dots 7 and 8 have no byte.
_TO_ASCII |= {0x2800 + dots: BYTES[dots & 0x3F] for dots in range(64, 256)}
_TO_CELLS = {ord(byte): chr(0x2800 + dots) for dots, byte in enumerate(BYTES)}
# Lower case stands for the same cells; some programs write `{|}~ for @[\]^.
_TO_CELLS |= {ord(b.lower()): _TO_CELLS[ord(b)] for b in BYTES if b.isalpha()}
_TO_CELLS |= {ord(a): _TO_CELLS[ord(b)] for a, b in zip("`{|}~", "@[\\]^", strict=True)}


def ascii_line(cells: str) -> str:
    """Cells as ASCII braille (ASCII blanks stay)."""
    return cells.translate(_TO_ASCII)


def cells_of(text: str) -> str:
    """ASCII braille as cells."""
    return text.translate(_TO_CELLS)


def write(volume: Volume) -> bytes:
    """A volume as BRF: no blank at a line's end, a form feed after every page but the last."""
    pages = [_page(page) for page in volume.pages]
    return PAGE_END.join(pages)


def _page(page: Page) -> bytes:
    lines = [ascii_line(row.cells.rstrip(BLANK)).encode("ascii") + LINE_END for row in page.rows]
    return b"".join(lines)


def read(data: bytes) -> Volume:
    """The volume in a BRF file; its page size is the largest found."""
    texts = "\n".join(read_lines(data, 0, "BRF")).split("\f")
    if len(texts) > 1 and not texts[-1].strip("\n"):
        texts.pop()
    return sized(tuple(page_of(text.split("\n")) for text in texts))


def read_lines(data: bytes, start: int, name: str) -> list[str]:
    """The lines of ASCII braille in ``data[start:]`` as cells; form feeds stay.

    A program of DOS may have ended the file with Ctrl-Z.
    """
    body = data[start:].rstrip(b"\x1a")
    for offset, byte in enumerate(body):
        if byte not in _TO_CELLS and byte not in b"\r\n\f":
            raise FormatError(name, f"0x{byte:02X}", start + offset)
    return LINE_ENDS.sub("\n", cells_of(body.decode("ascii"))).split("\n")
