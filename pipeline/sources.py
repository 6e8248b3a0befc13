"""Where things are: a book's files, the house dictionary, the digest of all a build reads."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.document import NOWHERE
from pipeline.errors import UsageError

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent


@dataclass(frozen=True, slots=True)
class BookFolder:
    """A folder with a ``book.toml``. ``shown`` is its path as the user typed it, for messages."""

    path: Path
    shown: str

    @property
    def toml(self) -> Path:
        return self.path / "book.toml"

    @property
    def terms(self) -> Path | None:
        """The book's own dictionary, if it has one."""
        path = self.path / "terms.tsv"
        return path if path.is_file() else None

    def house_terms(self) -> tuple[Path, ...]:
        """The house dictionary: ``terms/`` beside the book's folder, else the one shipped."""
        beside = sorted((self.path.resolve().parent / "terms").glob("*.tsv"))
        return tuple(beside) or shipped_terms()

    def files(self) -> Iterator[Path]:
        """Every file of the book, in the order of their names; hidden ones do not count."""
        for path in sorted(self.path.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(self.path).parts)
            if path.is_file() and not hidden:
                yield path


def shipped_terms() -> tuple[Path, ...]:
    """The house dictionary that comes with Mimiyubi: in a checkout, or inside the package."""
    folders = (CHECKOUT / "source" / "terms", PACKAGE / "terms")
    found = (sorted(folder.glob("*.tsv")) for folder in folders)
    return tuple(next((paths for paths in found if paths), ()))


def book_folder(shown: str) -> BookFolder:
    """The book in a folder; a folder without ``book.toml`` is an error that says so."""
    path = Path(shown)
    if path.name == "book.toml":
        path = path.parent
    if not path.is_dir():
        raise UsageError(diagnostic(Code.NOT_THERE, whole(shown)))
    if not (path / "book.toml").is_file():
        raise UsageError(diagnostic(Code.NOT_A_BOOK, whole(shown)))
    return BookFolder(path, str(path))


def manuscript_text(file: str) -> str:
    """A manuscript file's text as its readers count it; nothing for what is no such file."""
    path = Path(file)
    try:
        data = path.read_bytes() if file and path.is_file() else b""
    except OSError:  # a reader has reported it
        return ""
    return data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


def all_books(root: Path = Path("source")) -> list[str]:
    """Every folder under ``root`` that holds a book."""
    return [str(path.parent) for path in sorted(root.glob("*/book.toml"))]


def newest_time(paths: Iterable[Path]) -> int:
    """Seconds since 1970: ``SOURCE_DATE_EPOCH`` where set, else when the newest file changed."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        if not epoch.isdecimal():
            raise UsageError(diagnostic(Code.BAD_EPOCH, NOWHERE, value=epoch))
        return int(epoch)
    return max((int(path.stat().st_mtime) for path in paths), default=0)


def digest(book: BookFolder, settings: Iterable[str]) -> str:
    """One value for all that decides what a build makes: book, dictionaries, styles, program."""
    total = hashlib.sha256()
    for text in (*settings, os.environ.get("SOURCE_DATE_EPOCH", "")):
        total.update(text.encode() + b"\0")
    program = [p for p in PACKAGE.rglob("*") if p.suffix in {".py", ".tsv", ".toml", ".json"}]
    styles = [p for p in (CHECKOUT / "styles").rglob("*") if p.is_file()]
    lock = [CHECKOUT / ".ci" / "requirements.txt"]
    for path in (*book.files(), *book.house_terms(), *sorted(program), *sorted(styles), *lock):
        if path.is_file():
            total.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
    total.update(str(newest_time(book.files())).encode())
    return total.hexdigest()
