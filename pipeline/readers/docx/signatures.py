"""By what a file is known for a Word document before any library is asked."""

from __future__ import annotations

ZIP_SIGNATURE = b"PK\x03\x04"
# A .doc and a document with a password are both OLE compound files ([MS-CFB] 2.2).
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SUFFIXES = (".docx", ".docm", ".doc")


def is_word(data: bytes, suffix: str) -> bool:
    """Whether a file is to be read as a Word document, by its first bytes or its name's end."""
    return data.startswith((ZIP_SIGNATURE, OLE_SIGNATURE)) or suffix.lower() in SUFFIXES
