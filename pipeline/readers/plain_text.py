"""Turn the bytes of a text file into its text, whatever encoding of Japan it was saved in."""

from __future__ import annotations

import codecs
import re

from pipeline.diagnostics import Both, Code, diagnostic, whole
from pipeline.document import Pos
from pipeline.errors import ManuscriptError

# What editors of today write first; the 16-bit encodings are taken by their mark alone.
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
NAMES = {
    "utf-16": Both("UTF-16", "UTF-16"),
    "cp932": Both("シフト JIS", "CP932"),
    "euc_jis_2004": Both("EUC-JP", "EUC-JP"),
    "iso2022_jp_ext": Both("JIS", "ISO-2022-JP"),
}
"""Encodings that are worth a word to who gave the file, as people say them."""
# ISO-2022-JP (RFC 1468): a change of character set begins with ESC and $ or (.
ESCAPE = re.compile(rb"\x1b[$(]")
HALF_WIDTH = re.compile("[｡-ﾟ]")
# A text has tabs, line ends and, from old printers and DOS, page and file ends.
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
FILE_END = "\x1a"
FORMATS = {b"%PDF": "PDF", b"{\\rtf": "RTF"}


def decode_text(data: bytes, file: str) -> tuple[str, str]:
    """A file's text and the Python name of its encoding, the byte order mark taken off.

    :raises ManuscriptError: for bytes in no known encoding, and for what is no text.
    """
    for signature, name in FORMATS.items():
        if data.startswith(signature):
            raise ManuscriptError(diagnostic(Code.IMPORT_FORMAT, whole(file), format=name))
    text, encoding = _decoded(data, file)
    text = text.rstrip(FILE_END)
    if hit := CONTROL.search(text):
        line = text.count("\n", 0, hit.start()) + 1
        pos = Pos(file, line, hit.start() - text.rfind("\n", 0, hit.start()))
        raise ManuscriptError(diagnostic(Code.IMPORT_NOT_TEXT, pos, value=ord(hit[0])))
    return text, encoding


def _decoded(data: bytes, file: str) -> tuple[str, str]:
    mark = next((mark for mark in MARKS if data.startswith(mark)), None)
    if mark:
        encodings = [MARKS[mark]]
    elif ESCAPE.search(data):
        encodings = ["iso2022_jp_ext"]
    else:
        encodings = ["utf-8", "cp932", "euc_jis_2004"]
    texts = {name: text for name in encodings if (text := _try(data, name)) is not None}
    if "utf-8" in texts:
        return texts["utf-8"], "utf-8"
    if not texts:
        raise ManuscriptError(diagnostic(Code.IMPORT_ENCODING, whole(file)))
    # What EUC-JP writes for kana are half-width katakana in Shift_JIS: the text with fewer is it.
    name = min(texts, key=lambda name: len(HALF_WIDTH.findall(texts[name])))
    return texts[name], name


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
