"""Commands for the terms of a book: review, terms."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

from pipeline.braille.review import Doubt, doubts
from pipeline.braille.review import html as braille_html
from pipeline.braille.review import tsv as braille_tsv
from pipeline.commands.messages import language, tell, told_settings
from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.document import NOWHERE, Book
from pipeline.driver import Findings, load
from pipeline.errors import ManuscriptError, UsageError
from pipeline.japanese.fold import surface_form
from pipeline.japanese.lexicon import Lexicon
from pipeline.japanese.terms import Row
from pipeline.reasons import reason
from pipeline.review import Reviewed, html, review, runs, tsv
from pipeline.sources import BookFolder, book_folder, manuscript_text
from pipeline.termfile import conflicts, rows_of, set_rows
from pipeline.walk import plain_text

# Hiragana too, for words of Japanese; digits stay digits (アイオーエス 15).
KATAKANA = re.compile("[ァ-ヺーぁ-ゖ・ 0-9]*[ァ-ヺぁ-ゖ][ァ-ヺーぁ-ゖ・ 0-9]*")
BRAILLE_KANA = re.compile("[^A-Za-z一-鿿]*")


def _reviewed(folder: BookFolder, lang: str) -> tuple[Book, tuple[Reviewed, ...]]:
    """A book and its terms; faults of the manuscript are told and end the command."""
    findings = Findings()
    try:
        book = load(folder, findings)
    except ManuscriptError:
        tell(findings.items, lang)
        raise
    lexicon = Lexicon.load(folder.house_terms(), folder.terms, book.settings.katakana)
    return book, review(book, lexicon)


def review_book(arguments: argparse.Namespace) -> int:
    """Write the table of every term, as HTML for people and TSV for tools."""
    lang = language(arguments)
    folder = book_folder(arguments.book)
    book, rows = _reviewed(folder, lang)
    title, readings = book.settings.title, doubtful_readings(book)
    target = Path(arguments.out) / folder.path.resolve().name
    pages = {
        "review.html": html(rows, title, arguments.book),
        "review.tsv": tsv(rows).encode(),
        "review-braille.html": braille_html(readings, title),
        "review-braille.tsv": braille_tsv(readings).encode(),
    }
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, data in pages.items():
            (target / name).write_bytes(data)
            print(target / name)
    except OSError as error:
        found = diagnostic(Code.CANNOT_WRITE, whole(target), reason=reason(error))
        raise UsageError(found) from error
    doubtful = sum(row.doubtful for row in rows)
    unsure = sum(row.doubtful for row in readings)
    print(
        f"{len(rows)} 語、確かめてほしい語 {doubtful} 語、点字の読みを確かめてほしい語 {unsure} 語"
        if lang == "ja"
        else f"{len(rows)} terms, {doubtful} doubtful; {unsure} doubtful readings in braille"
    )
    return 0


def doubtful_readings(book: Book) -> tuple[Doubt, ...]:
    """What the braille of a book is in doubt about, with the sentences of the manuscript."""
    from pipeline.writers.braille import volumes

    findings = Findings()
    volumes(book, findings.report)
    return doubts(findings.items, cache(manuscript_text))


def terms(arguments: argparse.Namespace) -> int:
    """List, confirm or set the readings of a book's terms, or find faults in its rows."""
    folder = book_folder(arguments.book)
    actions: dict[str, Callable[[BookFolder, argparse.Namespace], int]] = {
        "list": _list,
        "conflicts": _conflicts,
        "unused": _unused,
        "confirm": _confirm,
        "set": _set,
    }
    return actions[arguments.action](folder, arguments)


def _list(folder: BookFolder, arguments: argparse.Namespace) -> int:
    """Every term of the book: original, katakana, source, confidence, count."""
    for row in _reviewed(folder, language(arguments))[1]:
        cells = (row.original, row.katakana, row.reading.source.value)
        print("\t".join((*cells, f"{row.reading.confidence:.2f}", str(len(row.uses)))))
    return 0


def _own(folder: BookFolder) -> tuple[Row, ...]:
    return rows_of((folder.terms,)) if folder.terms else ()


def _conflicts(folder: BookFolder, _: argparse.Namespace) -> int:
    """The book's rows that read a word otherwise than the house does."""
    for found in conflicts(_own(folder), rows_of(folder.house_terms())):
        row, other = found.row, found.other
        print(f"{row.where}: {row.surface} {row.reading} ≠ {other.reading} ({other.where})")
    return 0


def _unused(folder: BookFolder, arguments: argparse.Namespace) -> int:
    """The book's rows that no word of the book uses."""
    book, rows = _reviewed(folder, language(arguments))
    used = {row.reading.where for row in rows}
    texts = [plain_text(run) for _, run in runs(book)]
    for row in _own(folder):
        # A word without letters is no term: braille, ruby and voice look for it in the text.
        japanese = not any(c.isascii() and c.isalpha() for c in row.surface)
        found = japanese and any(row.surface in text for text in texts)
        if not found and row.where not in used:
            print(f"{row.where}: {row.surface} {row.reading}")
    return 0


def _confirm(folder: BookFolder, arguments: argparse.Namespace) -> int:
    """Write the reading a word has now into the book's dictionary: a person found it right."""
    lang = language(arguments)
    lexicon = Lexicon.load(folder.house_terms(), folder.terms, told_settings(folder, lang).katakana)
    rows = [
        Row(reading.word, reading.katakana, reading.braille, arguments.note or "確認", "")
        for reading in map(lexicon.read, arguments.words)
    ]
    return _write(folder, rows)


def _set(folder: BookFolder, arguments: argparse.Namespace) -> int:
    """Write a word's reading into the book's dictionary."""
    if len(arguments.words) != 2:
        count = len(arguments.words)
        raise UsageError(diagnostic(Code.NO_READING_GIVEN, NOWHERE, count=count))
    _own(folder)  # what is wrong with the rows there is told before one is added
    word, reading = arguments.words
    note, braille = arguments.note or "確認", arguments.braille or ""
    return _write(folder, [Row(surface_form(word), _kana(reading), _kana(braille), note, "")])


def _kana(text: str) -> str:
    """Kana in full width, as dictionaries hold it."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _write(folder: BookFolder, rows: list[Row]) -> int:
    if not rows:
        raise UsageError(diagnostic(Code.NO_WORDS, NOWHERE))
    for row in rows:
        _check(row)
    set_rows(folder.path / "terms.tsv", rows)
    for row in rows:
        print(f"{row.surface}\t{row.reading}\t{row.braille}\t{row.note}")
    return 0


def _check(row: Row) -> None:
    """Refuse what would be no row: no word, a comment, a reading that is not kana."""
    if not row.surface:
        raise UsageError(diagnostic(Code.EMPTY_WORD, NOWHERE))
    if row.surface.startswith("#"):
        raise UsageError(diagnostic(Code.WORD_IS_REMARK, NOWHERE, word=row.surface))
    if not KATAKANA.fullmatch(row.reading):
        raise UsageError(diagnostic(Code.READING_NOT_KATAKANA, NOWHERE, reading=row.reading))
    if not BRAILLE_KANA.fullmatch(row.braille):
        raise UsageError(diagnostic(Code.BRAILLE_NOT_KANA, NOWHERE, braille=row.braille))
