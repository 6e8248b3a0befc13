"""XML read for judging: well-formed, no entities, no network, every finding with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.verify.filesets import Fileset, UnreadableError
from pipeline.xml_reasons import xml_reason

XML = "{http://www.w3.org/XML/1998/namespace}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed file: its ``path`` in the set, how messages call it, its root and source lines."""

    path: str
    name: str
    root: etree._Element
    lines: tuple[str, ...] = field(repr=False)

    def place(self, element: etree._Element) -> Pos:
        """Where an element's start tag stands."""
        line = element.sourceline or 1
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        prefix = f"{element.prefix}:" if element.prefix else ""
        return Pos(self.name, line, source.find(f"<{prefix}{local(element)}") + 1 or 1)

    def all(self, *names: str) -> Iterator[etree._Element]:
        """The elements with one of these local names, in document order."""
        for element in self.root.iter():
            if local(element) in names:
                yield element


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def language(element: etree._Element) -> str:
    """The language an element itself states, or nothing."""
    return element.get(f"{XML}lang") or element.get("lang") or ""


def tokens(element: etree._Element, attribute: str) -> set[str]:
    """The words of a space-separated attribute such as class or role."""
    return set((element.get(attribute) or "").split())


def whole(text: str) -> int | None:
    """A whole number in figures, or None; what has more than 18 of them counts nothing."""
    return int(text) if text.isdecimal() and len(text) <= 18 else None


def text_of(element: etree._Element | None) -> str:
    """All text inside an element, blanks run together."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def parse(files: Fileset, path: str, report: Report) -> Markup | None:
    """A file of the set as XML, or None with a finding that says why not."""
    name = files.place(path)
    try:
        data = files.read(path)
    except UnreadableError as error:
        report(diagnostic(Code.CORRUPT_FILE, Pos(name), reason=error.reason))
        return None
    return parse_bytes(data, path, name, report)


def parse_bytes(data: bytes, path: str, name: str, report: Report) -> Markup | None:
    """Bytes as XML, or None with a finding."""
    if b"<!ENTITY" in data:
        # A published book needs none, and libxml2 expands those in attributes whatever it is told.
        report(diagnostic(Code.BROKEN_XML, Pos(name), reason="<!ENTITY"))
        return None
    # huge_tree lifts the limit of 256 levels, which deep lists pass.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        pos = Pos(name, max(line, 1), max(column, 1))
        report(diagnostic(Code.BROKEN_XML, pos, reason=xml_reason(error)))
        return None
    return Markup(path, name, root, source_lines(data, root))


def source_lines(data: bytes, root: etree._Element) -> tuple[str, ...]:
    """The lines of the file as XML counts them."""
    encoding = root.getroottree().docinfo.encoding or "utf-8"
    text = data.decode(encoding, errors="replace")
    return tuple(text.replace("\r\n", "\n").split("\n"))


def ids(markup: Markup, report: Report) -> frozenset[str]:
    """The ids of a file; one that stands twice is reported."""
    found: set[str] = set()
    for element in markup.root.iter(etree.Element):
        id = element.get("id") or element.get(f"{XML}id")
        if id is None:
            continue
        if id in found:
            report(diagnostic(Code.DUPLICATE_ID, markup.place(element), id=id))
        found.add(id)
    return frozenset(found)
