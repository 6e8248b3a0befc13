"""PEF 1.0 (Portable Embosser Format, 2008-1): XML, a row of Unicode braille a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree

from pipeline.braille.cells import BLANK
from pipeline.braille.formats.errors import FormatError
from pipeline.braille.pages import Description, Page, Volume, page_of
from pipeline.diagnostics import Code
from pipeline.xml_reasons import xml_reason

PEF = "http://www.daisy.org/ns/2008/pef"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA_TYPE = "application/x-pef+xml"
ONE_SIDED_LINES = 22
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def write(volume: Volume) -> bytes:
    """A volume as a PEF document: 標題紙, 目次, text and 奥付 are sections.

    A section begins a sheet, so that nothing stands on the back of 標題紙 or before 奥付.
    """
    root = etree.Element(f"{{{PEF}}}pef", {"version": "2008-1"}, nsmap={None: PEF, "dc": DC})
    meta = etree.SubElement(etree.SubElement(root, f"{{{PEF}}}head"), f"{{{PEF}}}meta")
    for name, value in _metadata(volume):
        etree.SubElement(meta, f"{{{DC}}}{name}").text = value
    size = {
        "cols": str(volume.cells_per_line),
        "rows": str(volume.lines_per_page),
        "rowgap": "0",
        # 点訳のてびき: 22 lines a page are for one side of the paper, fewer for both.
        "duplex": "false" if volume.lines_per_page >= ONE_SIDED_LINES else "true",
    }
    body = etree.SubElement(root, f"{{{PEF}}}body")
    element = etree.SubElement(body, f"{{{PEF}}}volume", size)
    for _, pages in groupby(_parts(volume.pages), key=lambda pair: pair[0]):
        section = etree.SubElement(element, f"{{{PEF}}}section")
        for _, page in pages:
            _page(section, page)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _parts(pages: Iterable[Page]) -> Iterator[tuple[str, Page]]:
    """Each page with what it belongs to; a blank page is the back of the one before it."""
    last = ""
    for page in pages:
        last = _part(page) if page.rows else last
        yield last, page


def _part(page: Page) -> str:
    """What a page belongs to, by its number: モク, figures or none."""
    return page.label.rstrip("0123456789") + ("1" if page.label[-1:].isdigit() else "")


def _page(section: etree._Element, page: Page) -> None:
    element = etree.SubElement(section, f"{{{PEF}}}page")
    for row in page.rows:
        etree.SubElement(element, f"{{{PEF}}}row").text = row.cells.rstrip(BLANK)


def _metadata(volume: Volume) -> list[tuple[str, str]]:
    """Dublin Core of a volume; PEF 1.0 requires format and identifier."""
    about = volume.description
    # A file that was converted before has its volume's number already.
    known = (about.identifier or about.slug or "unknown").removesuffix(f"-{volume.number}")
    number = f"{known}-{volume.number}"
    fields = [
        ("format", MEDIA_TYPE),
        ("identifier", number),
        ("title", about.title),
        ("creator", about.author),
        ("publisher", about.publisher),
        ("contributor", about.transcriber),
        ("date", about.date if len(about.date) == len("2026-01-01") else ""),
        ("language", about.language),
        ("rights", about.rights),
    ]
    return [(name, value) for name, value in fields if value]


def read(data: bytes) -> Volume:
    """The pages of all volumes of a PEF document, as one."""
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise FormatError("PEF", xml_reason(error), _offset(data, error)) from error
    if root.tag != f"{{{PEF}}}pef":
        raise FormatError("PEF", f"<{etree.QName(root).localname}>", 0)
    entity = next(root.iter(etree.Entity), None)
    if entity is not None:
        # What it stands for may be anything; cells that are not in the file are none of ours.
        raise FormatError("PEF", str(entity.text), 0, Code.ENTITY_NOT_READ)
    if root.find(f".//{{{PEF}}}volume") is None:
        raise FormatError("PEF", "<volume> 0", 0)
    pages = tuple(_read_page(page) for page in root.iter(f"{{{PEF}}}page"))
    return Volume(
        pages,
        cells_per_line=_largest(root, "cols"),
        lines_per_page=_largest(root, "rows"),
        description=_description(root),
    )


def _offset(data: bytes, error: etree.XMLSyntaxError) -> int:
    """Where the line begins in which a parser stumbled, in bytes."""
    lines = data.splitlines(keepends=True)[: max(error.position[0] - 1, 0)]
    return sum(map(len, lines))


def _read_page(page: etree._Element) -> Page:
    rows = [str(row.xpath("string()")) for row in page.iter(f"{{{PEF}}}row")]
    for row in rows:
        if any(not "⠀" <= cell <= "⠿" for cell in row):
            raise FormatError("PEF", f"<row>{row[:8]}", 0)
    return page_of(rows)


def _largest(root: etree._Element, name: str) -> int:
    """The largest size: volumes, and sections in them, may each have their own."""
    parts = root.iter(f"{{{PEF}}}volume", f"{{{PEF}}}section")
    values = [element.get(name, "") for element in parts if name in element.attrib]
    for value in values or [""]:
        if not value.isdecimal() or int(value) == 0:
            raise FormatError("PEF", f"{name}={value!r}", 0)
    return max(map(int, values))


def _description(root: etree._Element) -> Description:
    def field(name: str) -> str:
        return "、".join(e.text for e in root.iter(f"{{{DC}}}{name}") if e.text)

    return Description(
        title=field("title"),
        author=field("creator"),
        publisher=field("publisher"),
        transcriber=field("contributor"),
        date=field("date"),
        identifier=field("identifier"),
        language=field("language") or "ja",
        rights=field("rights"),
    )
