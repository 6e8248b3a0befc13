"""Write the package of a Word document anew, as python-docx reads it."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import NAMESPACE
from docx.opc.constants import RELATIONSHIP_TARGET_MODE as RTM
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import CT_Relationships
from docx.opc.part import PartFactory, XmlPart
from docx.oxml.parser import parse_xml
from docx.parts.story import StoryPart
from lxml import etree

TYPES_PART = "[Content_Types].xml"
MAX_XML = 64 * 1024**2  # bytes of one XML part


class Kind(NamedTuple):
    """What a part is: the type of the relationship to it, and its content type."""

    relationship: str
    content_type: str


# By the last word of a relationship's type. What an import does not read (themes, fonts,
# macros, thumbnails) is left behind unopened.
BINARY = "application/octet-stream"
OF_PACKAGE = {
    "officeDocument": Kind(RT.OFFICE_DOCUMENT, CT.WML_DOCUMENT_MAIN),
    "core-properties": Kind(RT.CORE_PROPERTIES, CT.OPC_CORE_PROPERTIES),
}
OF_TEXT = {
    "image": Kind(RT.IMAGE, BINARY),
    "hyperlink": Kind(RT.HYPERLINK, BINARY),
    "chart": Kind(RT.CHART, CT.DML_CHART),
    "diagramData": Kind(RT.DIAGRAM_DATA, CT.DML_DIAGRAM_DATA),
}
NOTES = {
    "footnotes": Kind(RT.FOOTNOTES, CT.WML_FOOTNOTES),
    "endnotes": Kind(RT.ENDNOTES, CT.WML_ENDNOTES),
}
OF_DOCUMENT = {
    **OF_TEXT,
    **NOTES,
    "styles": Kind(RT.STYLES, CT.WML_STYLES),
    "numbering": Kind(RT.NUMBERING, CT.WML_NUMBERING),
    "comments": Kind(RT.COMMENTS, CT.WML_COMMENTS),
    "header": Kind(RT.HEADER, CT.WML_HEADER),
    "footer": Kind(RT.FOOTER, CT.WML_FOOTER),
}
MANY = {*OF_TEXT, "header", "footer"}  # of the others there is one
# Parts of XML that python-docx has no class of its own for.
for _type in (CT.WML_FOOTNOTES, CT.WML_ENDNOTES):
    PartFactory.part_type_for.setdefault(_type, StoryPart)
for _type in (CT.DML_CHART, CT.DML_DIAGRAM_DATA):
    PartFactory.part_type_for.setdefault(_type, XmlPart)

# ISO/IEC 29500-1 names the namespaces otherwise than the transitional form (29500-4) does,
# which alone python-docx knows. They stand in tags; in text "<" is never itself.
STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_TAG = re.compile(rb"<[^<>]*" + re.escape(STRICT) + rb"[^<>]*>")
STRICT_NAME = re.compile(re.escape(STRICT) + rb"(\w+)/(?=\w)")


class NoDocumentError(Exception):
    """The package names no main part of a Word document, or does not hold it."""


class TooLargeError(Exception):
    """An XML part is larger than a manuscript's."""


class BrokenPartError(Exception):
    """A part that is read is no XML; ``str()`` names it, its cause says why."""


class Relation(NamedTuple):
    """A relationship as a part states it; ``kind`` is the last word of its type."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass
class Taken:
    """The parts that are read, by name with their types, and what each refers to."""

    parts: Mapping[str, bytes]
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, CT_Relationships] = field(default_factory=dict)

    def named(self, content_type: str) -> list[str]:
        """The parts of a type."""
        return [part for part, its in self.types.items() if its == content_type]

    def follow(self, source: str, kinds: Mapping[str, Kind]) -> None:
        """Take what a part refers to, of the kinds given.

        A target that is not there becomes an external one: python-docx would fail on it, and an
        import tells of it by its name.
        """
        made = self.relations[source] = CT_Relationships.new()
        for relation in _relations(self.parts, source):
            if (kind := kinds.get(relation.kind)) is None:
                continue
            part = "" if relation.external else _part(source, relation.target)
            if self._takes(part, kind, relation.kind):
                made.add_rel(relation.id, kind.relationship, f"/{part}")
            elif relation.kind in OF_TEXT:
                made.add_rel(relation.id, kind.relationship, relation.target, is_external=True)

    def _takes(self, part: str, kind: Kind, word: str) -> bool:
        if part not in self.parts or part.endswith(".rels") or part == TYPES_PART:
            return False
        if word not in MANY and self.named(kind.content_type):
            return False
        return self.types.setdefault(part, kind.content_type) == kind.content_type


def mended(parts: Mapping[str, bytes]) -> bytes:
    """A package of those of the ``parts`` that are read, each of the type its relationship says.

    python-docx goes by the list of content types alone, opens whatever any part names and stops
    where that is missing: documents with macros, without a list, or cut about by other programs
    would be refused.
    """
    taken = Taken(parts)
    taken.follow("", OF_PACKAGE)
    if not (main := taken.named(CT.WML_DOCUMENT_MAIN)):
        raise NoDocumentError
    taken.follow(main[0], OF_DOCUMENT)
    for kind in NOTES.values():
        for part in taken.named(kind.content_type):
            taken.follow(part, OF_TEXT)
    return _packed(taken)


def _packed(taken: Taken) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(TYPES_PART, _content_types(taken.types))
        for part, relations in taken.relations.items():
            archive.writestr(_relations_part(part), relations.xml)
        for part, content_type in taken.types.items():
            content = taken.parts[part]
            if content_type != BINARY:
                content = _transitional(_xml(taken.parts, part))
                _parsed(content, part)
            archive.writestr(part, content)
    return out.getvalue()


def _content_types(types: Mapping[str, str]) -> bytes:
    """The list of what each part is (ISO/IEC 29500-2, 10.1.2.2)."""
    namespace = NAMESPACE.OPC_CONTENT_TYPES
    root = etree.Element(f"{{{namespace}}}Types")
    for part, its in types.items():
        etree.SubElement(root, f"{{{namespace}}}Override", PartName=f"/{part}", ContentType=its)
    return etree.tostring(root)


def _xml(parts: Mapping[str, bytes], part: str) -> bytes:
    if len(parts[part]) > MAX_XML:
        raise TooLargeError
    return parts[part]


def _transitional(content: bytes) -> bytes:
    """A part of the strict form with the namespaces of the transitional one."""
    if STRICT not in content:
        return content
    new = rb"http://schemas.openxmlformats.org/\1/2006/"
    return STRICT_TAG.sub(lambda tag: STRICT_NAME.sub(new, tag[0]), content)


def _parsed(content: bytes, part: str) -> etree._Element:
    try:
        return parse_xml(content)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenPartError(part) from error


def _relations(parts: Mapping[str, bytes], source: str) -> Iterator[Relation]:
    """What a part refers to (ISO/IEC 29500-2, 9.3); the package itself has an empty name."""
    if (part := _relations_part(source)) not in parts:
        return
    for element in _parsed(_xml(parts, part), part).iterchildren("{*}Relationship"):
        id, target = element.get("Id"), element.get("Target")
        if id and target:
            kind = (element.get("Type") or "").rpartition("/")[2]
            yield Relation(id, kind, target, element.get("TargetMode") == RTM.EXTERNAL)


def _relations_part(source: str) -> str:
    folder, base = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _part(source: str, target: str) -> str:
    """The name of the part that a relationship leads to from another one."""
    folder = posixpath.dirname(source)
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
