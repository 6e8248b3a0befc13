"""The command ``import``: plain-text manuals and Word documents become a book."""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.commands.messages import language, tell
from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.document import Report
from pipeline.driver import Findings
from pipeline.errors import ManuscriptError, UsageError
from pipeline.readers.docx.signatures import is_word
from pipeline.readers.plain_text import NAMES, decode_text
from pipeline.readers.text_version import title_of, to_markdown
from pipeline.reasons import reason
from pipeline.starter import BOOK, TERMS, new_identifier

# More bytes than any manuscript has; what is larger is not even read.
MAX_FILE = 400 * 1024**2


@dataclass(frozen=True, slots=True)
class Imported:
    """One document as a Markdown unit, its title, its pictures by path, and its author if named."""

    markdown: str
    title: str
    pictures: dict[str, bytes] = field(default_factory=dict)
    author: str = ""


def import_texts(arguments: argparse.Namespace) -> int:
    """Write a new book whose units are the given documents, in their order."""
    folder, lang = Path(arguments.out), language(arguments)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(diagnostic(Code.ALREADY_THERE, whole(folder)))
    findings = Findings()
    paths = map(Path, arguments.texts)
    count = len(arguments.texts)
    units = [_unit(path, number, count, findings) for number, path in enumerate(paths, start=1)]
    _write(folder, _book_files(units))
    tell(findings.items, lang, notes=True)
    made = f"{count} 単元を取り込みました。" if lang == "ja" else f"{count} units imported; next:"
    print(f"{folder}: {made} mimiyubi build {folder}")
    return 0


def _unit(path: Path, number: int, units: int, findings: Findings) -> Imported:
    """One of so many ``units``: in a book of several, ids of sections begin with the number."""
    data = _read(path)
    if is_word(data, path.suffix):
        from pipeline.readers.docx.document import read_docx  # python-docx takes 0.1 s to load

        made = read_docx(data, str(path), f"{number:02}", findings.report)
        return Imported(made.markdown, made.title or path.stem, dict(made.pictures), made.author)
    text = _text(data, path, findings.report)
    prefix = f"u{number}-" if units > 1 else ""
    return Imported(to_markdown(text, prefix), title_of(text))


def _book_files(units: list[Imported]) -> dict[str, bytes]:
    title = json.dumps(units[0].title, ensure_ascii=False)
    # Word writes the name of whoever's computer it was: a person is to look at it first.
    author = f" # 文書のプロパティにある作成者: {units[0].author}" if units[0].author else ""
    files = {
        "book.toml": BOOK.format(
            title=title, creators=author, identifier=new_identifier()
        ).encode(),
        "terms.tsv": TERMS.encode(),
    }
    for number, unit in enumerate(units, start=1):
        files[f"{number:02}-unit.md"] = unit.markdown.encode()
        files.update(unit.pictures)
    return files


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """The book's folder, whole or not at all: made beside its place and renamed."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".mimiyubi-", dir=folder.parent) as scratch:
            fresh = Path(scratch) / "book"
            for name, content in files.items():
                path = fresh / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            if folder.exists():  # empty, as was checked
                folder.rmdir()
            fresh.rename(folder)
    except OSError as error:
        found = diagnostic(Code.CANNOT_WRITE, whole(folder), reason=reason(error))
        raise UsageError(found) from error


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            limit = MAX_FILE // 1024**2
            raise ManuscriptError(diagnostic(Code.FILE_TOO_LARGE, whole(path), limit=limit))
        return path.read_bytes()
    except OSError as error:
        raise UsageError(diagnostic(Code.CANNOT_READ, whole(path), reason=reason(error))) from error


def _text(data: bytes, path: Path, report: Report) -> str:
    """A text file's words; an encoding other than UTF-8 is told."""
    text, encoding = decode_text(data, str(path))
    if encoding in NAMES:
        report(diagnostic(Code.IMPORT_READ_AS, whole(path), encoding=NAMES[encoding]))
    if not title_of(text):
        raise ManuscriptError(diagnostic(Code.IMPORT_EMPTY, whole(path)))
    return text
