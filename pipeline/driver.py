"""Sequence the stages: a book's folder in, its published forms on the disk.

Only here and in ``output`` is the disk written; the clock is read for reports of how long a
build took, never for what is published.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import Settings
from pipeline.diagnostics import Code, Diagnostic, Severity, diagnostic, whole
from pipeline.document import NOWHERE, Book, Report, Transform
from pipeline.errors import ManuscriptError, MimiyubiError, UsageError
from pipeline.output import is_current, publish, read_record
from pipeline.setaside import Aside, read_ignores, report_unused, set_aside
from pipeline.sources import BookFolder, book_folder, digest, newest_time

if TYPE_CHECKING:
    from pipeline.writers.smil import Speech

EVERY_BUILD = "CMNV"
"""The letters of the codes whose search every build ends; V is never found in a manuscript."""
PICTURE_FORMS = ("daisy202", "daisy3")
"""Forms that do not take every kind of picture."""
DAISY_FORMS = ("daisy202", "daisy202ncc", "daisy3")
SPOKEN_FORMS = ("epub", *DAISY_FORMS)
AUDIO_FORMS = ("daisy202ncc",)
"""Forms that are nothing without speech."""
BRAILLE_FORMS = ("brf", "bse", "bes", "pef", "ebrl", "txt", "html")
FORMS = (*SPOKEN_FORMS, *BRAILLE_FORMS)
DEFAULT_FORMS = ("epub", "daisy202", "daisy3", "brf")
CLIPS = ".clips"
"""The folder in the output folder that keeps recorded speech between runs."""

Files = Mapping[str, bytes]


@dataclass(slots=True)
class Findings:
    """What was found in one book, in the order of finding. ``strict``: warnings are errors.

    ``aside`` is what the author set aside, and is no longer among the ``items``.
    """

    strict: bool = False
    items: list[Diagnostic] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)

    def report(self, finding: Diagnostic) -> None:
        """Hear of one finding."""
        self.items.append(finding)

    def stop_on_errors(self, shown: str) -> None:
        """Raise where something found forbids going on."""
        count = sum(finding.severity is Severity.ERROR for finding in self.items)
        if count:
            raise ManuscriptError(diagnostic(Code.BOOK_HAS_ERRORS, whole(shown), count=count))


@dataclass(frozen=True, slots=True)
class Form:
    """One published form: whether it was made ``now``, its files and their size in bytes.

    Of BRF also how many volumes and pages it has.
    """

    name: str
    now: bool
    files: tuple[str, ...]
    size: int
    volumes: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Built:
    """What came of building one book, in ``seconds`` of wall time.

    ``problem`` says why a run could not go on, ``exit_status`` how it ended.
    """

    book: str
    forms: tuple[Form, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    seconds: float = 0.0
    problem: Diagnostic | None = None
    exit_status: int = 0


def read(folder: BookFolder, report: Report) -> Book:
    """A book as its author wrote it, with its images; every fault is reported, then raised."""
    from pipeline.japanese.terms import japanese_readings
    from pipeline.readers.book import read_book

    book = read_book(Path(folder.shown), read_settings_of(folder, report), report)
    readings = japanese_readings(folder.terms)
    return replace(book, modified=newest_time(folder.files()), readings=readings)


def read_settings_of(folder: BookFolder, report: Report) -> Settings:
    """The checked settings of a book."""
    from pipeline.readers.markdown import decode
    from pipeline.readers.metadata import read_settings

    file = str(Path(folder.shown) / "book.toml")
    source = decode(folder.toml.read_bytes(), file, report)
    settings = None if source is None else read_settings(source, file, report)
    if settings is None:
        raise ManuscriptError(diagnostic(Code.SETTINGS_HAVE_ERRORS, whole(file)))
    return settings


def transforms(folder: BookFolder, settings: Settings) -> tuple[Transform, ...]:
    """What is done to a book between reading and writing, in order."""
    from pipeline.japanese.lexicon import Lexicon
    from pipeline.transforms.blanks import close_up
    from pipeline.transforms.katakana import katakana_at_first_use
    from pipeline.transforms.phrases import mark_phrases
    from pipeline.transforms.units import divide_units
    from pipeline.transforms.width import fold_width

    lexicon = Lexicon.load(folder.house_terms(), folder.terms, settings.katakana)
    return (divide_units, fold_width, katakana_at_first_use(lexicon), close_up, mark_phrases)


def load(folder: BookFolder, findings: Findings) -> Book:
    """A book ready for the writers; errors in the manuscript end here, after all are told."""
    from pipeline.profiles import check_profile

    book = read(folder, findings.report)
    check_profile(book, folder.path.resolve().name, findings.report)
    for transform in transforms(folder, book.settings):
        book = transform(book, findings.report)
    findings.stop_on_errors(folder.shown)
    return book


def settle(folder: BookFolder, findings: Findings, families: str = "") -> None:
    """Take out what the author set aside; then a warning becomes an error where that is wanted.

    ``families`` are the letters of the codes that were looked for to the end: only an entry for
    one of those can be said to cover nothing.
    """
    ignores = read_ignores(Path(folder.shown), findings.report)
    findings.aside += set_aside(findings.items, ignores)
    covered = {id(aside.finding) for aside in findings.aside}
    findings.items[:] = [found for found in findings.items if id(found) not in covered]
    sought = [entry for entry in ignores if entry.code[0] in families]
    report_unused(sought, findings.aside, findings.report)
    findings.items[:] = [replace(found, strict=findings.strict) for found in findings.items]


@contextmanager
def settling(folder: BookFolder, findings: Findings, families: str) -> Iterator[None]:
    """Find what there is to find inside; what was set aside is no finding, whatever else is.

    :raises ManuscriptError: where something is left that forbids publishing.
    """
    try:
        yield
    except ManuscriptError:
        settle(folder, findings)
        raise
    settle(folder, findings, families)
    findings.stop_on_errors(folder.shown)


def examine(folder: BookFolder, findings: Findings) -> None:
    """Find everything there is to find in a manuscript: what its braille and DAISY lack too."""
    from pipeline.writers import braille
    from pipeline.writers.daisy import check_pictures

    with settling(folder, findings, EVERY_BUILD + "BD"):
        book = load(folder, findings)
        for form in PICTURE_FORMS:
            check_pictures(book, form, findings.report)
        braille.volumes(book, findings.report)


def spoken(
    folder: BookFolder, book: Book, forms: Sequence[str], clips: Path, report: Report
) -> tuple[Book, Mapping[str, Speech]]:
    """A book with its voice credited, and the speech of each form; ``clips`` keeps what is made."""
    from pipeline.japanese.lexicon import Lexicon
    from pipeline.speech.production import credited, speeches

    lexicon = Lexicon.load(folder.house_terms(), folder.terms, book.settings.katakana)
    book = credited(book)
    name = folder.path.resolve().name
    made = speeches(book, forms, lambda word: lexicon.read(word).katakana, clips, name, report)
    return book, made


def write(
    book: Book, forms: Sequence[str], report: Report, speech: Mapping[str, Speech] | None = None
) -> Iterator[tuple[str, Files]]:
    """Each form of a book as files, one after the other; ``speech`` is what is heard, by form."""
    from pipeline.writers.daisy import check_pictures, with_archive
    from pipeline.writers.daisy3 import write_daisy3
    from pipeline.writers.daisy202 import write_daisy202
    from pipeline.writers.daisy202ncc import write_daisy202ncc
    from pipeline.writers.epub import write_epub
    from pipeline.writers.smil import SILENT

    writers: dict[str, Callable[[Book, Speech], Files]] = {
        "epub": write_epub,
        "daisy202": write_daisy202,
        "daisy202ncc": write_daisy202ncc,
        "daisy3": write_daisy3,
    }
    for form in forms:
        if form in PICTURE_FORMS:
            check_pictures(book, form, report)
        if form in writers:
            files = writers[form](book, (speech or {}).get(form, SILENT))
            yield form, with_archive(book, form, files) if form in DAISY_FORMS else files
    wanted = [form for form in forms if form in BRAILLE_FORMS]
    if wanted:
        from pipeline.writers import braille

        # The source map (which cell comes from where) stands beside the BRF.
        maps = {"json"} if "brf" in wanted else set()
        made = braille.write(book, (*wanted, *sorted(maps)), report)
        for form in wanted:
            files = {**made[form], **(made["json"] if form == "brf" else {})}
            yield form, {f"braille/{name}": data for name, data in files.items()}


def build(shown: str, forms: Sequence[str], out: Path, strict: bool, audio: bool = False) -> Built:
    """Publish one book into ``out/<book>/``; what is up to date is left alone."""
    started = time.perf_counter()
    findings = Findings(strict)
    try:
        _demand_speech(forms, audio=audio)
        folder = book_folder(shown)
        target = out / folder.path.resolve().name
        states = _states(folder, forms, strict=strict, audio=audio)
        missing = tuple(form for form in forms if not is_current(target, form, states[form]))
        if missing:
            with settling(folder, findings, _families(missing, audio=audio)):
                made = _made(folder, missing, out / CLIPS, findings, audio=audio)
            publish(target, made, states)
            _tidy(out, findings.report, audio=audio)
        done = tuple(_describe(target, form, form in missing) for form in forms)
        return Built(shown, done, tuple(findings.items), time.perf_counter() - started)
    except MimiyubiError as error:
        seconds = time.perf_counter() - started
        return Built(shown, (), tuple(findings.items), seconds, error.finding, error.exit_status)


def _families(forms: Sequence[str], *, audio: bool) -> str:
    """The letters of the codes that publishing these forms looks for."""
    braille = "B" if any(form in BRAILLE_FORMS for form in forms) else ""
    # What a picture lacks is told by form: an entry may be meant for the form not made now.
    daisy = "D" if all(form in forms for form in PICTURE_FORMS) else ""
    return EVERY_BUILD + braille + daisy + ("S" if audio else "")


def _demand_speech(forms: Sequence[str], *, audio: bool) -> None:
    """Stop where a form that is nothing without speech is asked for without it."""
    silent = [form for form in forms if form in AUDIO_FORMS]
    if silent and not audio:
        raise UsageError(diagnostic(Code.FORM_NEEDS_AUDIO, NOWHERE, form=silent[0]))


def _tidy(out: Path, report: Report, *, audio: bool) -> None:
    """After a recording, take out the clips that no book in ``out`` has used for long."""
    if audio:
        from pipeline.speech.production import tidy

        tidy(out / CLIPS, out, time.time(), report)


def _states(
    folder: BookFolder, forms: Sequence[str], *, strict: bool, audio: bool
) -> dict[str, str]:
    """For each form the digest of all that decides it; speech is no affair of braille."""
    marks = ("strict" if strict else "",)
    silent = digest(folder, marks)
    heard = digest(folder, (*marks, "audio")) if audio else silent
    return {form: heard if form in SPOKEN_FORMS else silent for form in forms}


def _made(
    folder: BookFolder, forms: Sequence[str], clips: Path, findings: Findings, *, audio: bool
) -> dict[str, Files]:
    """The files of each form, spoken where ``audio``."""
    book = load(folder, findings)
    speech: Mapping[str, Speech] = {}
    if audio and any(form in SPOKEN_FORMS for form in forms):
        book, speech = spoken(folder, book, forms, clips, findings.report)
    return dict(write(book, forms, findings.report, speech))


def _describe(target: Path, name: str, now: bool) -> Form:
    files = read_record(target)[name]["files"]
    volumes: list[str] = []
    pages = 0
    if name == "brf":
        # A form feed ends every page but, in some files, the last.
        volumes = [file for file in files if file.endswith(".brf")]
        texts = [(target / file).read_bytes().rstrip(b"\r\n\f") for file in volumes]
        pages = sum(text.count(b"\f") + 1 for text in texts)
    return Form(name, now, tuple(files), sum(files.values()), len(volumes), pages)


def build_all(
    books: Sequence[str],
    forms: Sequence[str],
    out: Path,
    *,
    jobs: int,
    strict: bool,
    audio: bool = False,
) -> Iterator[Built]:
    """Build each book, ``jobs`` at a time; results come in the order of the books.

    With ``audio`` one book after the other: the phrases of one book keep every core busy.
    """
    names = [Path(book).resolve().name for book in books]
    for book, name in zip(books, names, strict=True):
        if names.count(name) > 1:
            raise UsageError(diagnostic(Code.BOOKS_OF_ONE_NAME, whole(book), name=name))
    if jobs < 2 or len(books) < 2 or audio:
        for book in books:
            yield build(book, forms, out, strict, audio)
        return
    with ProcessPoolExecutor(min(jobs, len(books))) as pool:
        yield from pool.map(build, books, repeat(forms), repeat(out), repeat(strict))
