"""Make the speech of a book's published forms: the only way in for the driver."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.diagnostics import Code, Diagnostic, diagnostic, whole
from pipeline.document import Book, Report
from pipeline.speech import cache
from pipeline.speech.narration import Studio, all_cores, clip_name, narrate
from pipeline.speech.progress import shown
from pipeline.speech.saying import ReadWord
from pipeline.speech.spoken import Speaker
from pipeline.speech.voice import CREDIT, check_installed
from pipeline.writers import daisy3, daisy202, epub
from pipeline.writers.smil import Segment, Speech

Scripts = Callable[[Book], Sequence[Sequence[Segment]]]
"""A book -> what is to be heard in each document of a published form, in reading order."""

SCRIPTS: dict[str, Scripts] = {
    "epub": epub.scripts,
    "daisy202": daisy202.scripts,
    "daisy202ncc": daisy202.scripts,
    "daisy3": daisy3.scripts,
}
"""By the name of the form."""


def credited(book: Book) -> Book:
    """A book that is going to be spoken: its colophon names the voice."""
    check_installed()
    settings = book.settings
    speech = replace(settings.speech, narrator=CREDIT)
    return replace(book, settings=replace(settings, speech=speech))


def speeches(
    book: Book, forms: Iterable[str], read: ReadWord, clips: Path, folder: str, report: Report
) -> dict[str, Speech]:
    """The speech of each form that can have one.

    ``clips`` is the folder that keeps them, ``folder`` the name of the one that the book is
    published in.
    """
    speaker = Speaker.of(book, read)
    report = _once(report)
    made: dict[str, Speech] = {}
    with shown(book.slug) as progress:
        studio = Studio(clips, all_cores(), progress=progress)
        for form in forms:
            if form in SCRIPTS:
                documents = [dict(speaker.utterances(part)) for part in SCRIPTS[form](book)]
                settings = book.settings.speech
                # EPUB 3.3, 3.2: MP3 is a core media type, WAV is not.
                settings = replace(settings, format="mp3") if form == "epub" else settings
                made[form] = narrate(documents, settings, studio, report)
                said = (utterance for part in documents for utterance in part.values())
                used = (clip_name(utterance, settings, studio) for utterance in said)
                cache.note_used(clips, folder, form, used)
    return made


def _once(report: Report) -> Report:
    """``report`` that hears once of what cannot be said in several forms."""
    told: set[Diagnostic] = set()

    def once(finding: Diagnostic) -> None:
        if finding not in told:
            told.add(finding)
            report(finding)

    return once


def tidy(clips: Path, books: Path, now: float, report: Report) -> None:
    """Take out the clips that no book in ``books`` has used for long; ``now`` in seconds."""
    removed = cache.prune(clips, lambda book: (books / book).is_dir(), now)
    if removed:
        report(diagnostic(Code.CLIPS_REMOVED, whole(clips), count=removed))
