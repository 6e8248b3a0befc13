"""A PEF file read: its metadata, its pages, rows of Unicode braille."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.reasons import reason
from pipeline.verify.brfpages import Line, Page, check_numbers, numbered
from pipeline.verify.kanacells import BLANK
from pipeline.verify.markup import Markup, local, parse_bytes, text_of
from pipeline.verify.pagesize import Geometry

# PEF 1.0: head/meta holds dc:format (this value) and dc:identifier.
FORMAT = "application/x-pef+xml"
SIX_DOTS = range(0x2800, 0x2840)


def read_pef(path: Path, geometry: Geometry, report: Report) -> tuple[Geometry, tuple[Page, ...]]:
    """A PEF file → the size it states for its pages, and its pages."""
    try:
        data = path.read_bytes()
    except OSError as error:
        report(diagnostic(Code.CORRUPT_FILE, Pos(str(path)), reason=reason(error)))
        return geometry, ()
    markup = parse_bytes(data, path.name, str(path), report)
    if markup is None:
        return geometry, ()
    _check_metadata(markup, report)
    pages: list[Page] = []
    for volume in markup.all("volume"):
        geometry = _geometry(volume, geometry)
        for section in (e for e in volume.iter(etree.Element) if local(e) == "section"):
            size = _geometry(section, geometry)
            sheets = [e for e in section.iter(etree.Element) if local(e) == "page"]
            pages += [_page(markup, sheet, size, report) for sheet in sheets]
    check_numbers(pages, geometry, report)
    return geometry, tuple(pages)


def _check_metadata(markup: Markup, report: Report) -> None:
    said = {local(e): text_of(e) for e in markup.root.iter("{http://purl.org/dc/elements/1.1/}*")}
    pos = markup.place(markup.root)
    for name in ("format", "identifier"):
        if not said.get(name):
            report(diagnostic(Code.MISSING_METADATA, pos, name=f"dc:{name}"))
    if said.get("format", FORMAT) != FORMAT:
        fields = {"name": "dc:format", "said": said["format"], "true": FORMAT}
        report(diagnostic(Code.WRONG_METADATA, pos, **fields))


def _geometry(part: etree._Element, default: Geometry) -> Geometry:
    """The size that a volume, or a section of its own size, states."""
    cols, rows = part.get("cols") or "", part.get("rows") or ""
    return Geometry(
        int(cols) if cols.isdecimal() else default.cells,
        int(rows) if rows.isdecimal() else default.lines,
    )


def _page(markup: Markup, page: etree._Element, geometry: Geometry, report: Report) -> Page:
    rows = [e for e in page.iter(etree.Element) if local(e) == "row"]
    if len(rows) > geometry.lines:
        fields = {"lines": len(rows), "limit": geometry.lines}
        report(diagnostic(Code.LONG_PAGE, markup.place(page), **fields))
    lines = [_line(markup, row, geometry, report) for row in rows]
    return numbered(markup.name, lines, page.sourceline or 1)


def _line(markup: Markup, row: etree._Element, geometry: Geometry, report: Report) -> Line:
    """A row as a line; what is not braille of six dots becomes a blank."""
    text, pos = row.text or "", markup.place(row)
    if len(text) > geometry.cells:
        fields = {"cells": len(text), "limit": geometry.cells}
        report(diagnostic(Code.LONG_LINE, pos, **fields))
    strange = next((c for c in text if ord(c) not in SIX_DOTS), None)
    if strange is not None:
        report(diagnostic(Code.NOT_BRAILLE, pos, value=ord(strange)))
    cells = "".join(c if ord(c) in SIX_DOTS else BLANK for c in text)
    return Line(cells.rstrip(BLANK), row.sourceline or 1)
