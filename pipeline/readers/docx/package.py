"""Open a Word document with python-docx, bounded in size and mended to what that reads."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.part import XmlPart
from docx.oxml.comments import CT_Comments
from docx.oxml.document import CT_Document
from docx.oxml.numbering import CT_Numbering
from docx.oxml.styles import CT_Styles

from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.errors import ManuscriptError
from pipeline.readers.docx.mended import (
    MAX_XML,
    BrokenPartError,
    NoDocumentError,
    TooLargeError,
    mended,
)
from pipeline.readers.docx.signatures import OLE_SIGNATURE
from pipeline.reasons import DAMAGED
from pipeline.xml_reasons import xml_reason

# A document from nowhere may unpack to anything: more than this is not a manuscript.
MAX_PARTS = 5_000
MAX_TOTAL = 400 * 1024**2  # bytes of all parts
# What python-docx takes for granted of the parts that it reads.
ROOTS = {
    CT.WML_DOCUMENT_MAIN: CT_Document,
    CT.WML_STYLES: CT_Styles,
    CT.WML_NUMBERING: CT_Numbering,
    CT.WML_COMMENTS: CT_Comments,
}


def open_document(data: bytes, file: str) -> Document:
    """The bytes of a .docx as python-docx's document.

    :raises ManuscriptError: saying what else they are, or what is wrong with them.
    """
    parts = _unpacked(data, file)
    try:
        document = docx.Document(io.BytesIO(mended(parts)))
    except TooLargeError as error:
        raise _too_large(file) from error
    except BrokenPartError as error:
        fields = {"part": error, "reason": xml_reason(error.__cause__)}
        raise ManuscriptError(diagnostic(Code.WORD_BROKEN, whole(file), **fields)) from error
    except (NoDocumentError, ValueError) as error:
        raise _not_docx(file) from error
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart):
            _judge(part, file)
    return document


def _unpacked(data: bytes, file: str) -> dict[str, bytes]:
    """The parts of a package by name, where they are of a size for a manuscript."""
    if data.startswith(OLE_SIGNATURE):
        raise ManuscriptError(diagnostic(Code.WORD_OLD_OR_LOCKED, whole(file)))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return dict(_parts(archive, file))
    except DAMAGED as error:
        raise _not_docx(file) from error


def _parts(archive: zipfile.ZipFile, file: str) -> Iterator[tuple[str, bytes]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    # zipfile gives no more bytes of an entry than its directory declares.
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise _too_large(file)
    for entry in entries:
        # Some programs write the names of files as Windows does.
        yield entry.filename.replace("\\", "/").lstrip("/"), archive.read(entry)


def _judge(part: XmlPart, file: str) -> None:
    name, root = part.partname.membername, part.element
    # ISO/IEC 29500-2, 9.1.4: a part has no document type declaration, and so no entities.
    if root.getroottree().docinfo.doctype:
        raise ManuscriptError(diagnostic(Code.WORD_DOCTYPE, whole(file), part=name))
    expected = ROOTS.get(part.content_type)
    if expected is not None and not isinstance(root, expected):
        raise ManuscriptError(diagnostic(Code.WORD_PART, whole(file), part=name))


def _not_docx(file: str) -> ManuscriptError:
    return ManuscriptError(diagnostic(Code.NOT_WORD, whole(file)))


def _too_large(file: str) -> ManuscriptError:
    total, xml = MAX_TOTAL // 1024**2, MAX_XML // 1024**2
    pos = whole(file)
    return ManuscriptError(
        diagnostic(Code.WORD_TOO_LARGE, pos, total=total, parts=MAX_PARTS, xml=xml)
    )
