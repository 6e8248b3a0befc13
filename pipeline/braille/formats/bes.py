"""BES (点字編集システム): a header of 1,024 bytes, then pages of cells. Experimental.

Known from three independent readings of real files, not from a specification; サピエ takes no
other. Where the readings differ, we write what the first says and read all.

Files of the program's second version (``%BET2``) have no second header, and their pages follow
each other without lengths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.braille.cells import BLANK, translate
from pipeline.braille.formats.brf import ascii_line, cells_of
from pipeline.braille.formats.errors import FormatError, check_size
from pipeline.braille.formats.saved import saved, saved_at
from pipeline.braille.pages import EMPTY_ROW, Description, Page, Volume, page_of
from pipeline.braille.symbols import NUMBER

MAGIC = b"%BET400%"
_MAGIC = re.compile(rb"%BET\d{3}%")  # other versions of the program count differently
HEADER = 1024  # bytes
PAGE_START, LINE_END, FILE_END = 0xFD, 0xFE, 0xFF
PARAGRAPH_END = 0x0D  # before the line end of a paragraph's last line
FIRST_CELL = 0xA0  # the byte of the blank cell; the dot pattern is added to it
SECOND_HEADER = 512
SECOND_HEADER_BYTES = b"\xff\xff\xff\x54"
VERSION = b"  E1"
# Where the fields of braille typed in ASCII stand: offset and length in bytes.
FIELDS = {
    "title": (47, 50),
    "author": (97, 20),
    "coauthor": (117, 20),
    "publisher": (137, 20),
    "year": (157, 3),
    "print_page": (160, 5),
    "volume": (165, 4),
    "transcriber": (172, 20),
    "remarks": (192, 50),
}
PAGES_AT, PAGES_LENGTH = 30, 5
SAVED_AT = 8
FIGURES = {translate(str(n)).cells[-1]: str(n) for n in range(10)}


def write(volume: Volume) -> bytes:
    """A volume as BES."""
    check_size(volume, "BES", most_cells=98)
    return bytes(_header(volume)) + bytes([FILE_END]) + _body(volume) + bytes([FILE_END])


def _header(volume: Volume) -> bytearray:
    about = volume.description
    header = bytearray(b" " * HEADER)
    _put(header, 0, MAGIC)
    _put(header, SAVED_AT, saved(about.modified).encode())
    _put(header, 18, VERSION)
    # The width counts the place of the line end.
    _put(header, 22, f"{volume.cells_per_line + 1:02}".encode())
    _put(header, 24, f"{volume.lines_per_page:02}".encode())
    _put(header, 31, str(len(volume.pages)).encode())
    for name, value in _typed(volume).items():
        offset, length = FIELDS[name]
        _put(header, offset, ascii_line(value[:length]).encode("ascii"))
    _put(header, SECOND_HEADER, SECOND_HEADER_BYTES)
    return header


def _put(header: bytearray, offset: int, data: bytes) -> None:
    header[offset : offset + len(data)] = data


def _typed(volume: Volume) -> dict[str, str]:
    """The header's fields of braille, in cells."""
    about = volume.description
    year = about.date[:4]
    return {
        "title": about.title_cells,
        "author": about.author_cells,
        "coauthor": about.coauthor_cells,
        "publisher": about.publisher_cells,
        # Three bytes hold the number sign and the year's last two digits.
        "year": translate(year[2:]).cells if year.isdigit() else "",
        "print_page": translate(about.print_page).cells,
        "volume": translate(str(volume.number)).cells,
        "transcriber": about.transcriber_cells,
        "remarks": about.remarks_cells,
    }


def _body(volume: Volume) -> bytes:
    return b"".join(_page(page) for page in volume.pages)


def _page(page: Page) -> bytes:
    """A page: its length in two bytes (themselves counted), FD, and its lines."""
    lines = bytearray([PAGE_START])
    for row in page.rows or (EMPTY_ROW,):  # a blank page has a line to end, too
        lines += bytes(FIRST_CELL + ord(cell) - ord(BLANK) for cell in row.cells.rstrip(BLANK))
        lines += bytes([LINE_END] if row.goes_on else [PARAGRAPH_END, LINE_END])
    return (len(lines) + 2).to_bytes(2, "little") + bytes(lines)


def read(data: bytes) -> Volume:
    """The volume in a BES file."""
    if not _MAGIC.match(data):
        raise FormatError("BES", repr(data[: len(MAGIC)]), 0)
    cells, lines = _number(data, 22), _number(data, 24)
    is_second = data[4:5] == b"2"
    pages = tuple(_plain_pages(data) if is_second else _counted_pages(data))
    return Volume(
        pages,
        number=int(_figures(_field(data, "volume")) or 1),
        cells_per_line=cells - 1,
        lines_per_page=lines,
        description=_description(data),
    )


def _counted_pages(data: bytes) -> tuple[Page, ...]:
    """The pages behind the control area, as many as the header counts."""
    begin = data.find(bytes([FILE_END]), HEADER)
    if begin < 0:
        raise FormatError("BES", "FF 0", len(data))
    pages = tuple(_read_pages(data, begin + 1))
    stated = data[PAGES_AT : PAGES_AT + PAGES_LENGTH].strip()
    # Two readings of the format count a page less.
    if not stated.isdigit() or int(stated) not in (len(pages), len(pages) - 1):
        raise FormatError("BES", f"pages: {stated!r}, {len(pages)}", PAGES_AT)
    return pages


def _plain_pages(data: bytes) -> Iterator[Page]:
    """The pages of a file of the second version: each begins with FD, FF ends the last."""
    body, end, _ = data[SECOND_HEADER:].partition(bytes([FILE_END]))
    first, *pages = body.split(bytes([PAGE_START]))
    if not end or first.strip():
        raise FormatError("BES", f"FD, FF: {body[:4].hex(' ')}", SECOND_HEADER)
    offset = SECOND_HEADER + len(first)
    for page in pages:
        yield _with_ends(page_of(list(_read_lines(page, offset + 1))), page)
        offset += len(page) + 1


def _number(data: bytes, offset: int) -> int:
    digits = data[offset : offset + 2].strip()
    if not digits.isdigit():
        raise FormatError("BES", repr(data[offset : offset + 2]), offset)
    return int(digits)


def _read_pages(data: bytes, offset: int) -> Iterator[Page]:
    while offset < len(data) and not _ends(data, offset):
        length = int.from_bytes(data[offset : offset + 2], "little")
        page = data[offset + 2 : offset + length]
        if length < 3 or offset + length > len(data) or page[0] != PAGE_START:
            raise FormatError("BES", data[offset : offset + 4].hex(" "), offset)
        yield _with_ends(page_of(list(_read_lines(page[1:], offset + 3))), page[1:])
        offset += length


def _with_ends(page: Page, lines: bytes) -> Page:
    """A page whose rows know whether their paragraph goes on: no 0D stands at their end."""
    ends = lines.split(bytes([LINE_END]))
    rows = zip(page.rows, ends, strict=False)
    return replace(
        page,
        rows=tuple(replace(row, goes_on=PARAGRAPH_END not in line) for row, line in rows),
    )


def _ends(data: bytes, offset: int) -> bool:
    """Whether FF here ends the file: a page's length may begin with FF, too."""
    return data[offset] == FILE_END and data[offset + 2 : offset + 3] != bytes([PAGE_START])


def _read_lines(page: bytes, offset: int) -> Iterator[str]:
    for line in page.split(bytes([LINE_END])):
        for index, byte in enumerate(line):
            if not FIRST_CELL <= byte < FIRST_CELL + 64 and byte != PARAGRAPH_END:
                raise FormatError("BES", f"0x{byte:02X}", offset + index)
        offset += len(line) + 1
        cells = line.replace(bytes([PARAGRAPH_END]), b"")
        yield "".join(chr(ord(BLANK) + byte - FIRST_CELL) for byte in cells)


def _description(data: bytes) -> Description:
    return Description(
        title_cells=_field(data, "title"),
        author_cells=_field(data, "author"),
        coauthor_cells=_field(data, "coauthor"),
        publisher_cells=_field(data, "publisher"),
        print_page=_figures(_field(data, "print_page")),
        transcriber_cells=_field(data, "transcriber"),
        remarks_cells=_field(data, "remarks"),
        modified=saved_at(data[SAVED_AT:][:10].decode("ascii", "replace")),
    )


def _field(data: bytes, name: str) -> str:
    """A field of the header in cells; a byte that is no cell says nothing in braille."""
    offset, length = FIELDS[name]
    typed = cells_of(data[offset : offset + length].decode("latin-1"))
    return "".join(c if BLANK <= c <= "⠿" else BLANK for c in typed).rstrip(BLANK)


def _figures(cells: str) -> str:
    """A number in cells as figures; anything else is no print page we know."""
    figures = cells.removeprefix(NUMBER)
    return "".join(FIGURES.get(cell, "") for cell in figures) if figures != cells else ""
