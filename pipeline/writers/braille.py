"""Turn a book into braille volumes, in every file format a library takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from pipeline.braille.blocks import unit_paragraphs
from pipeline.braille.formats import bes, brf, bse, pef, unicode
from pipeline.braille.frontmatter import front_matter
from pipeline.braille.lines import Transcribe
from pipeline.braille.pages import Volume
from pipeline.braille.sourcemap import source_map
from pipeline.braille.transcription import Scribe
from pipeline.braille.volumes import bind
from pipeline.document import Book, Reading, Report, Writer
from pipeline.writers.ebraille import write_ebraille
from pipeline.writers.proof import write_proof


def volumes(book: Book, report: Report, transcribe: Transcribe | None = None) -> tuple[Volume, ...]:
    """A book as volumes; doubtful words and named characters go to ``report``."""
    settings = book.settings.braille
    scribe = scribe_of(report, transcribe, book.readings)
    scribe = replace(scribe, always=book.settings.gloss.where == "always")
    front = front_matter(book, scribe)
    units = [unit_paragraphs(unit, scribe, settings.cells_per_line) for unit in book.units]
    return bind(units, front, settings)


def scribe_of(
    report: Report, transcribe: Transcribe | None = None, readings: tuple[Reading, ...] = ()
) -> Scribe:
    """The scribe with the orthography, which is loaded only now: its dictionaries take a while."""
    if transcribe is None:
        from pipeline.braille.orthography import transcribe as orthography

        transcribe = orthography
    return Scribe(transcribe, report, readings=readings)


def silent(_: object) -> None:
    """Hear no findings: they have been told already."""


# Formats made of volumes, by the ending of their files.
FORMATS: Mapping[str, Callable[[Volume], bytes]] = {
    "brf": brf.write,
    "bse": bse.write,
    "bes": bes.write,
    "pef": pef.write,
    "txt": unicode.write,
    "html": write_proof,
    "json": source_map,
}
EBRAILLE = "ebrl"


def write(
    book: Book, formats: Iterable[str], report: Report, transcribe: Transcribe | None = None
) -> dict[str, dict[str, bytes]]:
    """A book in several formats, each word reported on once: format → file name → bytes."""
    wanted = list(formats)
    made: dict[str, dict[str, bytes]] = {}
    bound = volumes(book, report, transcribe) if set(wanted) & set(FORMATS) else None
    for name in wanted:
        if name == EBRAILLE:
            hears = silent if bound is not None else report
            made[name] = write_ebraille(book, scribe_of(hears, transcribe, book.readings))
        else:
            made[name] = files(book.slug, name, bound or ())
    return made


def files(slug: str, name: str, made: Iterable[Volume]) -> dict[str, bytes]:
    """Volumes as the files of one format, ``slug-1.brf`` and so on."""
    return {f"{slug}-{volume.number}.{name}": FORMATS[name](volume) for volume in made}


def _writer(name: str) -> Writer:
    def writer(book: Book) -> Mapping[str, bytes]:
        return write(book, [name], silent)[name]

    return writer


WRITERS: Mapping[str, Writer] = {name: _writer(name) for name in (*FORMATS, EBRAILLE)}
