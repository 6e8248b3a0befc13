"""Commands that filter text line for line, so that they can be piped and measured."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from pipeline.arguments import BRAILLE_FILES
from pipeline.config import KatakanaSettings
from pipeline.diagnostics import Code, Severity, diagnostic, whole
from pipeline.document import NOWHERE, Pos
from pipeline.errors import ManuscriptError, UsageError
from pipeline.reasons import reason
from pipeline.sources import book_folder, shipped_terms


def normalize(arguments: argparse.Namespace) -> int:
    """Markdown in, normalised Markdown out; only words in the alphabet change."""
    from pipeline.commands.messages import language, tell, told_settings
    from pipeline.config import Settings
    from pipeline.driver import Findings
    from pipeline.japanese.lexicon import Lexicon
    from pipeline.rewrite import normalize_markdown

    lang = language(arguments)
    findings = Findings()
    settings, house, own = Settings(title=""), shipped_terms(), None
    if arguments.book:
        folder = book_folder(arguments.book)
        house, own = folder.house_terms(), folder.terms
        settings = told_settings(folder, lang)
    file, source = arguments.file, _text(arguments.file)
    lexicon = Lexicon.load(house, own, settings.katakana)
    level = arguments.unit or settings.unit.level
    made = normalize_markdown(source, _shown(file), lexicon, findings.report, level, settings.gloss)
    tell(findings.items, lang)
    if any(finding.severity is Severity.ERROR for finding in findings.items):
        return 1
    sys.stdout.write(made)
    return 0


def katakana(arguments: argparse.Namespace) -> int:
    """Words in; word, katakana, source and confidence out, tab-separated."""
    from pipeline.japanese.lexicon import Lexicon, katakana_line

    house, own, settings = shipped_terms(), None, KatakanaSettings()
    if arguments.book:
        from pipeline.commands.messages import language, told_settings  # half the time to start

        folder = book_folder(arguments.book)
        house, own = folder.house_terms(), folder.terms
        settings = told_settings(folder, language(arguments)).katakana
    lexicon = Lexicon.load(house, own, settings)
    words = arguments.words
    lines = _lines("-") if words in ([], ["-"]) else iter(words)
    for word in lines:
        print(katakana_line(lexicon.read(word.strip())) if word.strip() else "")
    return 0


def kana(arguments: argparse.Namespace) -> int:
    """A line of text in, a line of spaced braille kana out; or how it came about."""
    from pipeline.braille import orthography

    convert = orthography.explain if arguments.explain else orthography.kana
    return _filter(arguments.file, convert)


def braille(arguments: argparse.Namespace) -> int:
    """A line of text in, a line of cells out; or, with ``--from``, a braille file to a file."""
    if arguments.source:
        return _convert(arguments)
    _refuse_braille(arguments.file)
    from pipeline.braille.cells import braille_line
    from pipeline.braille.formats.brf import ascii_line

    if arguments.to == "unicode":
        return _filter(arguments.file, braille_line)
    if arguments.to == "brf":
        return _filter(arguments.file, lambda line: ascii_line(braille_line(line)))
    raise UsageError(diagnostic(Code.FORM_NEEDS_SOURCE, NOWHERE, form=arguments.to))


def _refuse_braille(file: str) -> None:
    """Refuse a braille file where a text is wanted: its codes would be taken for words."""
    ending = Path(file).suffix.lower().removeprefix(".")
    if ending in BRAILLE_FILES[1:]:
        raise UsageError(diagnostic(Code.BRAILLE_FILE, whole(file), form=ending))


def _convert(arguments: argparse.Namespace) -> int:
    """A braille file of one format in, the same pages in another out."""
    from pipeline.braille.formats import FormatError, convert

    try:
        made = convert(_read(arguments.file), arguments.source, arguments.to)
    except FormatError as error:
        raise error.of(_shown(arguments.file)) from error
    sys.stdout.flush()
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return 0


def _filter(file: str, convert: Callable[[str], str]) -> int:
    for line in _lines(file):
        print(convert(line) if line.strip() else "")
    return 0


def _lines(file: str) -> Iterator[str]:
    """The lines of a file or of standard input, as they come, without their ends."""
    stream = _standard_input() if file == "-" else io.BytesIO(_read(file))
    before = 0
    for number, line in enumerate(stream, 1):
        yield _decode(line, _shown(file), number, before).rstrip("\r\n")
        before += len(line)


def _read(file: str) -> bytes:
    try:
        return _standard_input().read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UsageError(diagnostic(Code.CANNOT_READ, whole(file), reason=reason(error))) from error


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise UsageError(diagnostic(Code.NO_INPUT, NOWHERE))
    return sys.stdin.buffer


def _text(file: str) -> str:
    """A whole file as text; its bytes are let go."""
    data = _read(file)
    line = data.count(b"\n", 0, _valid(data)) + 1
    return _decode(data, _shown(file), line)


def _shown(file: str) -> str:
    return "<stdin>" if file == "-" else file


def _valid(data: bytes) -> int:
    """How many bytes from the start are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _decode(data: bytes, file: str, line: int, before: int = 0) -> str:
    """Bytes as UTF-8 text, a byte-order mark kept for what writes it back.

    ``before`` is how many bytes of the file were read before them.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8")) + 1
        fields = {"byte": before + error.start + 1, "value": data[error.start]}
        found = diagnostic(Code.NOT_UTF8, Pos(file, line, column), **fields)
        raise ManuscriptError(found) from error
