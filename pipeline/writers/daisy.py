"""What the DAISY forms of a book have in common: its facts, its pictures, its colophon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline import __version__
from pipeline.archive import pack
from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Book, Figure, Image, Report
from pipeline.walk import unit_blocks, unit_inlines
from pipeline.writers import identity
from pipeline.writers.convention import convention

UNKNOWN = "不明"
"""Stands where the format demands a name and the book gives none."""

EXTENSIONS = {
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
}
NAMES = {"daisy202": "DAISY 2.02", "daisy3": "DAISY 3"}
PICTURE_FORMATS = {
    # What players of 2001 show; SVG and WebP came later.
    "daisy202": frozenset({"image/gif", "image/jpeg", "image/png"}),
    # Z39.86-2005, file formats of images: what every player knows.
    "daisy3": frozenset({"image/jpeg", "image/png", "image/svg+xml"}),
}
"""The media types of pictures that each form may hold; a form of audio holds none."""
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
    gloss: str = ""  # how words are glossed, where not as usual


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
        gloss=convention(settings),
    )


def generator() -> str:
    """The program's name and version."""
    return f"Mimiyubi {__version__}"


def pictures(book: Book, form: str) -> dict[str, tuple[str, bytes]]:
    """The pictures that a form knows: source -> short ASCII file name and bytes.

    Old players know 8.3 names, so pictures are numbered: ``i0001.png``.
    """
    formats = PICTURE_FORMATS[form]
    known = [(source, p) for source, p in book.images.items() if p.media_type in formats]
    return {
        source: (f"i{number:04}{EXTENSIONS[picture.media_type]}", picture.data)
        for number, (source, picture) in enumerate(known, 1)
    }


def check_pictures(book: Book, form: str, report: Report) -> None:
    """Report each picture of a book that ``form`` does not know."""
    for image in _images(book):
        picture = book.images.get(image.source)
        if picture and picture.media_type not in PICTURE_FORMATS[form]:
            fields = {"image": image.source, "type": picture.media_type, "form": NAMES[form]}
            report(diagnostic(Code.PICTURE_LEFT_OUT, image.pos, **fields))


def _images(book: Book) -> Iterator[Image]:
    for unit in book.units:
        yield from (block.image for block in unit_blocks(unit) if isinstance(block, Figure))
        yield from (inline for inline in unit_inlines(unit) if isinstance(inline, Image))


def with_archive(book: Book, form: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a form, with one ZIP file of them all where the settings ask for it.

    Inside, all stand in one folder of the archive's own name: who unpacks two titles on one card
    has two folders, and what opens archives looks for ``ncc.html`` or the package at any depth.
    """
    if not book.settings.daisy.zip:
        return dict(files)
    name = f"{book.slug}-{form}"
    packed = {f"{name}/{path.partition('/')[2]}": data for path, data in files.items()}
    # Compressing MP3 once more takes time and saves nothing.
    stored = [path for path in packed if path.endswith(".mp3")]
    return {**files, f"{name}.zip": pack(packed, book.modified, stored)}


def in_folder(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files with their folder before their names, in order of name."""
    return {f"{folder}/{name}": files[name] for name in sorted(files)}
