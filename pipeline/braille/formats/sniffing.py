"""Which braille format a file is in, by its first bytes; for messages only."""

from __future__ import annotations

import re

from pipeline.braille.formats.brf import BYTES

_DAY = re.compile(rb"\d{4}/\d\d/\d\d")
_ASCII_BRAILLE = frozenset((BYTES + BYTES.lower()).encode() + b"`{|}~\r\n\f\x1a")


def sniffed(data: bytes) -> str:
    """The format that a file seems to be in, or an empty string."""
    if data.startswith(b"%BET"):
        return "bes"
    if data.startswith(b"PK\x03\x04"):
        return "ebrl"
    if b"http://www.daisy.org/ns/2008/pef" in data[:4096]:
        return "pef"
    if _DAY.match(data):
        return "bse"
    if any(0x2800 <= ord(character) <= 0x283F for character in data.decode("utf-8", "ignore")):
        return "unicode"
    return "brf" if data and _ASCII_BRAILLE.issuperset(data) else ""
