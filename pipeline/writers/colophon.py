"""Turn what a book's settings say of it into its colophon, the same in every form."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.document import Book
from pipeline.writers.identity import identifier, title

HEADING = "奥付"


def colophon(book: Book) -> tuple[tuple[str, str], ...]:
    """The rows of the colophon: a label and what it says; what is not known is left out."""
    return tuple((label, text) for label, text in _rows(book) if text)


def _rows(book: Book) -> Iterator[tuple[str, str]]:
    settings = book.settings
    yield "書名", title(book)
    yield "副題", settings.subtitle
    yield from (("著者", name) for name in settings.creators)
    yield "発行", settings.publisher
    yield "発行日", japanese_date(settings.date)
    yield "製作", settings.daisy.producer
    yield "校正レベル", settings.profile.proofreading
    yield "音声", settings.speech.narrator
    yield "底本の国際標準図書番号", settings.source_isbn
    yield "権利", settings.rights
    yield "識別子", identifier(book)


def japanese_date(iso: str) -> str:
    """``2025-04-01`` as 2025年4月1日; a date without day or month as far as it goes."""
    parts = iso.split("-")
    if len(parts) > 3 or not all(part.isdecimal() for part in parts):
        return iso
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))
