"""Published files as they lie on the disk: entries of a ZIP or files of a folder, by path."""

from __future__ import annotations

import os
import posixpath
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.diagnostics import Both, Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.reasons import DAMAGED, damage, too_large

LARGEST_TEXT_FILE = 256 * 1024 * 1024  # bytes; more than that is no book but an attack on memory


class UnreadableError(Exception):
    """A file of the publication cannot be read."""

    def __init__(self, reason: Both) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Fileset:
    """Relative path → size in bytes, and how to read one; ``name`` is what messages call it."""

    name: str
    sizes: Mapping[str, int]
    read_bytes: Callable[[str], bytes]

    def place(self, path: str) -> str:
        """What a message calls one file of the set."""
        return f"{self.name}/{path}"

    def read(self, path: str, largest: int = LARGEST_TEXT_FILE) -> bytes:
        """The bytes of one file, or UnreadableError."""
        if self.sizes[path] > largest:
            raise UnreadableError(too_large(self.sizes[path]))
        try:
            return self.read_bytes(path)
        except DAMAGED as error:
            raise UnreadableError(damage(error)) from error


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """What OCF rules say something about: an entry's name, compression and extra field."""

    name: str
    stored: bool
    extra: bytes


def zip_fileset(path: Path) -> tuple[Fileset, tuple[ZipEntry, ...]]:
    """The entries of a ZIP file in their order, or UnreadableError."""
    try:
        # Open as long as the set is in use: an archive of many entries is listed once.
        archive = zipfile.ZipFile(path)
    except DAMAGED as error:
        raise UnreadableError(damage(error)) from error
    infos = archive.infolist()
    sizes = {i.filename: i.file_size for i in infos if not i.is_dir()}
    entries = tuple(
        ZipEntry(i.filename, i.compress_type == zipfile.ZIP_STORED, i.extra) for i in infos
    )
    return Fileset(f"{path}!", sizes, archive.read), entries


def fileset(path: Path, opener: str, report: Report) -> tuple[Fileset, str]:
    """A folder, or a ZIP file with all in one folder, and the path in it of the file that opens it.

    ``opener`` is how the name of that file ends; empty where there is none. What lies outside an
    archive's one folder is reported: who unpacks it would have it anywhere (``../x``).
    """
    is_archive = path.is_file()
    files = zip_fileset(path)[0] if is_archive else folder_fileset(path)
    found = min((p for p in files.sizes if _opens(p, opener)), key=_depth, default="")
    folder = posixpath.dirname(found)
    for name in files.sizes if is_archive and found else ():
        if not _is_inside(posixpath.normpath(name), folder):
            report(diagnostic(Code.OUTSIDE_FOLDER, Pos(files.name), target=name))
    return _inside(files, folder) if folder else files, posixpath.basename(found)


def _is_inside(path: str, folder: str) -> bool:
    if folder:
        return path.startswith(f"{folder}/")
    return not path.startswith(("/", "../")) and ":" not in path


def _opens(path: str, opener: str) -> bool:
    return f"/{path}".lower().endswith(opener)


def _depth(path: str) -> tuple[int, str]:
    return path.count("/"), path


def _inside(files: Fileset, folder: str) -> Fileset:
    """The files of a set below a folder, called by their paths from there."""
    prefix = f"{folder}/"
    sizes = {p.removeprefix(prefix): n for p, n in files.sizes.items() if p.startswith(prefix)}
    return Fileset(f"{files.name}/{folder}", sizes, lambda name: files.read_bytes(prefix + name))


def folder_fileset(folder: Path) -> Fileset:
    """The files below a folder; symbolic links to folders are not followed."""
    sizes = {}
    for root, _, names in os.walk(folder):
        for name in names:
            file = Path(root) / name
            if file.is_file():
                sizes[file.relative_to(folder).as_posix()] = file.stat().st_size

    def read_bytes(name: str) -> bytes:
        return (folder / name).read_bytes()

    return Fileset(str(folder), dict(sorted(sizes.items())), read_bytes)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reference leads: a path inside the set (empty: outside it) and a fragment."""

    path: str
    fragment: str


def resolve(base: str, href: str) -> Target:
    """A reference in the file ``base`` → its target; an absolute URL has no path in the set."""
    try:
        parts = urlsplit(href)
    except ValueError:  # such as an unclosed bracket of an IPv6 address
        return Target(href, "")
    if parts.scheme or parts.netloc:
        return Target("", "")
    if not parts.path:
        return Target(base, unquote(parts.fragment))
    path = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
    return Target(path, unquote(parts.fragment))
