"""BSE (BASE): a header of 512 bytes in CP932, then ASCII braille. Experimental.

Known from two independent readings of real files, not from a specification; the National Diet
Library takes it.
"""

from __future__ import annotations

from pipeline.braille.cells import BLANK
from pipeline.braille.formats.brf import ascii_line, read_lines
from pipeline.braille.formats.errors import FormatError, check_size, printable
from pipeline.braille.formats.saved import saved, saved_at
from pipeline.braille.pages import Description, Page, Volume, page_of

ENCODING = "cp932"
HEADER = 512  # bytes
LINE_END = "\r\n"
# The header's fields in order, with their lengths in bytes.
FIELDS = (
    ("saved", 10),
    ("title", 50),
    ("subtitle", 50),
    ("author", 50),
    ("publisher", 50),
    ("date", 20),
    ("book_code", 36),
    ("transcriber", 36),
    ("proofreader", 36),
    ("created", 20),
    ("remarks", 100),
    ("undefined", 46),
    ("pages", 4),
    ("cells", 2),
    ("lines", 2),
)
_FULL_WIDTH = str.maketrans("0123456789-/", "０１２３４５６７８９／／")


def write(volume: Volume) -> bytes:
    """A volume as BSE: every page padded to its lines, a line end after each."""
    check_size(volume, "BSE", most_cells=99)
    values = _values(volume)
    header = b"".join(_padded(values[name], length) for name, length in FIELDS)
    body = "".join(_page(page, volume.lines_per_page) for page in volume.pages)
    return header + body.encode("ascii")


def _values(volume: Volume) -> dict[str, str]:
    about = volume.description
    day = saved(about.modified)
    return {
        "saved": day,
        "title": about.title,
        "subtitle": about.subtitle,
        "author": about.author,
        "publisher": about.publisher,
        "date": about.date.translate(_FULL_WIDTH),
        "book_code": about.book_code,
        "transcriber": about.transcriber,
        "proofreader": about.proofreader,
        "created": day.translate(_FULL_WIDTH),
        "remarks": about.remarks,
        "undefined": "",
        "pages": f"{len(volume.pages):04}",
        "cells": f"{volume.cells_per_line:02}",
        "lines": f"{volume.lines_per_page:02}",
    }


def _padded(value: str, length: int) -> bytes:
    """A field cut at a whole character and filled up with blanks; 〓 for what CP932 lacks."""
    data = b""
    for character in value:
        try:
            encoded = character.encode(ENCODING)
        except UnicodeEncodeError:
            encoded = "〓".encode(ENCODING)
        if len(data) + len(encoded) > length:
            break
        data += encoded
    return data.ljust(length)


def _page(page: Page, lines: int) -> str:
    rows = [ascii_line(row.cells.rstrip(BLANK)) for row in page.rows]
    rows += [""] * (lines - len(rows))
    return "".join(row + LINE_END for row in rows)


def read(data: bytes) -> Volume:
    """The volume in a BSE file."""
    values = _header(data)
    lines = int(values["lines"])
    rows = [line.replace("\f", "") for line in read_lines(data, HEADER, "BSE")]
    if _ends_header(rows, int(values["pages"]) * lines):
        del rows[0]
    # A file whose header counts too few pages keeps all of its lines.
    filled = max((number for number, row in enumerate(rows, start=1) if row.strip()), default=0)
    count = max(int(values["pages"]), -(-filled // lines))
    pages = tuple(page_of(rows[start : start + lines]) for start in range(0, count * lines, lines))
    return Volume(
        pages,
        cells_per_line=int(values["cells"]),
        lines_per_page=lines,
        description=_description(values),
    )


def _ends_header(rows: list[str], expected: int) -> bool:
    """Whether the first line end of the body is the header's, as some programs write it."""
    return len(rows) == expected + 2 and not rows[0].strip() and not rows[-1]


def _header(data: bytes) -> dict[str, str]:
    if len(data) < HEADER:
        raise FormatError("BSE", f"{len(data)} bytes", len(data))
    values: dict[str, str] = {}
    offset = 0
    for name, length in FIELDS:
        field = data[offset : offset + length]
        try:
            values[name] = printable(field.decode(ENCODING)).rstrip(" 　")
        except UnicodeDecodeError as error:
            raise FormatError("BSE", f"{name}: 0x{field.hex()}", offset) from error
        if name in ("pages", "cells", "lines") and not values[name].strip().isdecimal():
            raise FormatError("BSE", f"{name}: {values[name]!r}", offset)
        offset += length
    if int(values["lines"]) == 0:
        raise FormatError("BSE", "lines: 0", HEADER - 2)
    return values


def _description(values: dict[str, str]) -> Description:
    narrow = str.maketrans("０１２３４５６７８９／", "0123456789-")
    return Description(
        title=values["title"],
        subtitle=values["subtitle"],
        author=values["author"],
        publisher=values["publisher"],
        date=values["date"].translate(narrow),
        book_code=values["book_code"],
        transcriber=values["transcriber"],
        proofreader=values["proofreader"],
        remarks=values["remarks"],
        modified=saved_at(values["saved"]),
    )
