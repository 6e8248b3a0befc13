"""What the DAISY forms of a book have in common: its facts, its pictures, its colophon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline import __version__
from pipeline.document import Book
from pipeline.walk import plain_text
from pipeline.writers import identity

UNKNOWN = "不明"
"""Stands where the format demands a name and the book gives none."""

EXTENSIONS = {
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/webp": ".webp",
}
AUDIO_TYPES = {".mp3": "audio/mpeg", ".wav": "audio/x-wav"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What both forms say of a book. Dates are ISO 8601; only ``required`` are never empty."""

    identifier: str  # required
    title: str  # required
    creators: tuple[str, ...]  # required
    publisher: str  # required
    date: str  # required
    language: str  # required
    producer: str
    produced: str
    description: str
    rights: str
    source: str
    source_title: str  # the title with its words in the alphabet, where it has any
    generator: str
    narrator: str = ""  # empty: text only


def facts(book: Book) -> Facts:
    """The facts of a book, with what stands in for those that its settings do not give."""
    settings = book.settings
    producer = settings.daisy.producer or settings.publisher
    produced = datetime.fromtimestamp(book.modified, UTC).date().isoformat()
    return Facts(
        identifier=identity.identifier(book),
        title=identity.title(book),
        creators=settings.creators or (settings.publisher or UNKNOWN,),
        publisher=settings.publisher or producer or UNKNOWN,
        date=settings.date or produced,
        language=settings.language,
        producer=producer,
        produced=produced,
        description=settings.description,
        rights=settings.rights,
        source=identity.isbn(settings.source_isbn),
        source_title=identity.original_title(book),
        generator=generator(),
        narrator=settings.speech.narrator,
    )


def generator() -> str:
    """The program's name and version."""
    return f"Mimiyubi {__version__}"


def colophon(book: Book) -> Iterator[tuple[str, str]]:
    """The colophon, row by row: a label and what it says; the title comes with its originals."""
    known = facts(book)
    yield "書名", plain_text(book.title, gloss=True) or known.title
    yield from (("副題", text) for text in (book.settings.subtitle,) if text)
    yield from (("著者", name) for name in book.settings.creators)
    yield from (("発行", text) for text in (book.settings.publisher,) if text)
    yield "発行日", known.date
    yield from (("底本", text) for text in (book.settings.source_isbn,) if text)
    yield from (("権利", text) for text in (known.rights,) if text)
    yield from (("製作", text) for text in (known.producer,) if text)
    yield from (("音声", text) for text in (known.narrator,) if text)
    yield from (("校正", text) for text in (book.settings.profile.proofreading,) if text)
    yield "識別子", known.identifier


def pictures(
    book: Book, formats: frozenset[str] = frozenset(EXTENSIONS)
) -> dict[str, tuple[str, bytes]]:
    """The pictures in known formats: source -> short ASCII file name and bytes.

    Old players know 8.3 names, so pictures are numbered: ``i0001.png``.
    """
    known = [(source, p) for source, p in book.images.items() if p.media_type in formats]
    return {
        source: (f"i{number:04}{EXTENSIONS[picture.media_type]}", picture.data)
        for number, (source, picture) in enumerate(known, 1)
    }


def in_folder(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files with their folder before their names, in order of name."""
    return {f"{folder}/{name}": files[name] for name in sorted(files)}
