"""Word documents for tests: python-docx writes what it can, raw WordprocessingML the rest."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any, cast

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from lxml import etree

from pipeline.diagnostics import Both, Diagnostic

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EXTRA = (
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def blank() -> Document:
    """A document without a paragraph."""
    return docx.Document()


def raw(paragraph: Paragraph, markup: str) -> None:
    """Append elements written as XML, with prefixes w, a, wp, r, m, mc, v, wps, to a paragraph."""
    root = parse_xml(f"<w:x {nsdecls('w', 'a', 'wp', 'r')} {EXTRA}>{markup}</w:x>")
    for child in list(root):
        cast(Any, paragraph._p).append(child)


def list_defined(document: Document, id: str, inside: str) -> str:
    """Give a document a list of this id, defined by XML; the properties that put a paragraph in."""
    numbering = document.part.numbering_part.element
    for markup in (
        f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{id}">{inside}</w:abstractNum>',
        f'<w:num xmlns:w="{W}" w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>',
    ):
        numbering.append(parse_xml(markup))
    return f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{id}"/></w:numPr></w:pPr>'


def bytes_of(document: Document) -> bytes:
    """The file of a document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def replaced(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A file with other bytes for some of its parts, or with more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry.filename, old.read(entry), zipfile.ZIP_DEFLATED)
        for name, part in parts.items():
            new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def added(data: bytes, kind: str, part: bytes) -> bytes:
    """A file with one more part of a kind (``footnotes``) that its document refers to."""
    path = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = etree.fromstring(archive.read(path))
    new = etree.SubElement(relations, f"{{{etree.QName(relations).namespace}}}Relationship")
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for key, value in {"Id": f"x{kind}", "Type": f"{base}/{kind}", "Target": f"{kind}.xml"}.items():
        new.set(key, value)
    return replaced(data, {path: etree.tostring(relations), f"word/{kind}.xml": part})


def minimal(document: bytes) -> bytes:
    """The smallest package around a document part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def document_xml(inside: str, before: str = "") -> bytes:
    """A document part with a body."""
    return (
        f'{before}<w:document xmlns:w="{W}" {EXTRA}><w:body>{inside}</w:body></w:document>'.encode()
    )


def told(finding: Diagnostic) -> tuple[str, str]:
    """The kind of thing that an import told of, and its words."""
    what = dict(finding.fields)["what"]
    assert isinstance(what, Both)
    kind, _, words = what.ja.partition("「")
    return kind, words.removesuffix("」")
