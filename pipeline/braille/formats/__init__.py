"""Braille files: one module a format, each writing a volume to bytes and reading it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.braille.formats import bes, brf, bse, ebraille, pef, unicode
from pipeline.braille.formats.errors import FormatError
from pipeline.braille.formats.size import fitted
from pipeline.braille.formats.sniffing import sniffed
from pipeline.braille.pages import Volume
from pipeline.diagnostics import Both

READERS: Mapping[str, Callable[[bytes], Volume]] = {
    "brf": brf.read,
    "unicode": unicode.read,
    "pef": pef.read,
    "bse": bse.read,
    "bes": bes.read,
    "ebrl": ebraille.read,
}
WRITERS: Mapping[str, Callable[[Volume], bytes]] = {
    "brf": brf.write,
    "unicode": unicode.write,
    "pef": pef.write,
    "bse": bse.write,
    "bes": bes.write,
    "ebrl": ebraille.write,
}

NO_PAGE = Both("ページがありません", "no page in it")

__all__ = ["READERS", "WRITERS", "FormatError", "convert"]


def convert(data: bytes, source: str, target: str) -> bytes:
    """A braille file in another format, page for page and line for line."""
    return WRITERS[target](_read(data, source))


def _read(data: bytes, source: str) -> Volume:
    """The volume in a file; an error says which format the file seems to be in."""
    try:
        volume = READERS[source](data)
    except FormatError as error:
        raise error.for_file(source, sniffed(data)) from error
    if not volume.pages or not data.strip():
        raise FormatError(source.upper(), NO_PAGE, 0).for_file(source, sniffed(data))
    return fitted(volume)
