"""The package of a Word document: its parts, bounded in size, and their relationships."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from pipeline.errors import ManuscriptError

# A document from nowhere may unpack to anything: more than this is not a manuscript.
MAX_PARTS = 5_000
MAX_XML = 64 * 1024**2  # bytes of one XML part
MAX_TOTAL = 400 * 1024**2  # bytes of all parts
# A .doc and a document with a password are both OLE compound files ([MS-CFB] 2.2).
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# ISO/IEC 29500: each namespace in its transitional and its strict form, and Microsoft's own.
_MICROSOFT = "http://schemas.microsoft.com/office"
PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    f"{_MICROSOFT}/word/2010/wordprocessingShape": "wps",
    f"{_MICROSOFT}/word/2010/wordprocessingGroup": "wpg",
    f"{_MICROSOFT}/word/2010/wordprocessingCanvas": "wpc",
    f"{_MICROSOFT}/drawing/2017/decorative": "adec",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}

Element = etree._Element


def name(element: Element) -> str:
    """An element's name with the prefix used here, ``w:p``; empty for a comment and the like."""
    if not isinstance(element.tag, str):
        return ""
    qualified = etree.QName(element)
    return f"{PREFIXES.get(qualified.namespace or '', '?')}:{qualified.localname}"


def attribute(element: Element, wanted: str) -> str:
    """An attribute's value by its local name, in whichever namespace it stands; else empty."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname == wanted:
            return str(value)
    return ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children with one of the names, in their order."""
    for child in () if element is None else element:
        if name(child) in names:
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, its first child of the next name, and so on."""
    for step in path:
        element = next(children(element, step), None)
    return element


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Every element of those names below one, in document order."""
    for found in element.iterdescendants():
        if name(found) in names:
            yield found


@dataclass(frozen=True, slots=True)
class Relationship:
    """``target`` is a part's name, or an address where ``external``."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """The parts of ``file``, by name, as they were unpacked."""

    file: str
    parts: Mapping[str, bytes]

    @cached_property
    def main(self) -> str:
        """The name of the document's main part."""
        for relation in self.relationships("").values():
            if relation.kind == "officeDocument" and relation.target in self.parts:
                return relation.target
        raise _not_docx(self.file)

    def xml(self, part: str) -> Element | None:
        """A part's root element, or None where there is no such part."""
        data = self.parts.get(part)
        return None if data is None else self._parsed(part, data)

    def related(self, kind: str) -> str:
        """The part that the main part has of a kind (``styles``), or an empty name."""
        for relation in self.relationships(self.main).values():
            if relation.kind == kind and not relation.external:
                return relation.target
        return ""

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """What a part refers to, by the ids it uses (ISO/IEC 29500-2, 9.3)."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for element in () if root is None else root.iterchildren("{*}Relationship"):
            external = element.get("TargetMode") == "External"
            target = element.get("Target") or ""
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = (element.get("Type") or "").rpartition("/")[2]
            found[element.get("Id") or ""] = Relationship(kind, target, external)
        return found

    def _parsed(self, part: str, data: bytes) -> Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        if len(data) > MAX_XML:
            raise _too_large(self.file)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ManuscriptError(
                f"{self.file}: 壊れています。Word で開いて保存し直してください"
                f"（{part}: {error}）(broken XML inside)"
            ) from error
        # ISO/IEC 29500-2, 9.1.4: a part has no document type declaration.
        if root.getroottree().docinfo.doctype:
            raise ManuscriptError(f"{self.file}: {part} に文書型宣言があります (a DOCTYPE inside)")
        return root


def open_package(data: bytes, file: str) -> Package:
    """The bytes of a .docx as its parts; ``ManuscriptError`` says what else they are."""
    if data.startswith(OLE_SIGNATURE):
        raise ManuscriptError(
            f"{file}: 古い形式（.doc）か、パスワード付きの文書です。Word で開き、パスワードを外して"
            " .docx として保存し直してください (old .doc, or protected by a password)"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = Package(file, dict(_parts(archive, file)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise _not_docx(file) from error
    _ = package.main
    return package


def _parts(archive: zipfile.ZipFile, file: str) -> Iterator[tuple[str, bytes]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    # zipfile gives no more bytes of an entry than its directory declares.
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise _too_large(file)
    for entry in entries:
        yield entry.filename.lstrip("/"), archive.read(entry)


def _not_docx(file: str) -> ManuscriptError:
    return ManuscriptError(
        f"{file}: Word の文書（.docx）ではないか、壊れています (not a .docx, or broken)"
    )


def _too_large(file: str) -> ManuscriptError:
    return ManuscriptError(
        f"{file}: 中身が大きすぎます（全部で {MAX_TOTAL // 1024**2} MiB、部品 {MAX_PARTS} 個、"
        f"XML 1 つ {MAX_XML // 1024**2} MiB まで）(too large once unpacked)"
    )
