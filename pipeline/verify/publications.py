"""Find what was published below the paths of a command line, book by book."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError

VOLUME = re.compile(r"(?P<book>.+?)-(?P<number>[0-9]+)")


@dataclass(frozen=True, slots=True)
class Epub:
    path: Path


@dataclass(frozen=True, slots=True)
class Daisy202:
    folder: Path


@dataclass(frozen=True, slots=True)
class Daisy3:
    package: Path


@dataclass(frozen=True, slots=True)
class Braille:
    """The BRF or PEF volumes of a book, in order."""

    volumes: tuple[Path, ...]


Publication = Epub | Daisy202 | Daisy3 | Braille
# Forms are judged in this order, the ones that mark languages first.
BRAILLE_SUFFIXES = (".brf", ".pef")
ORDER = (Epub, Daisy202, Daisy3, Braille)


def publications(paths: Iterable[Path]) -> dict[Path, list[Publication]]:
    """The published forms by the folder that their book is in."""
    books: dict[Path, list[Publication]] = {}
    for path in paths:
        found = list(_below(path)) if path.is_dir() else list(_file(path))
        if not found:
            raise UsageError(
                f"{path}: EPUB・DAISY・BRF・PEF がありません / no EPUB, DAISY, BRF or PEF here"
                if path.exists()
                else f"{path}: ありません / no such file or folder"
            )
        for form in found:
            books.setdefault(_book_folder(form), []).append(form)
    for forms in books.values():
        forms.sort(key=lambda form: ORDER.index(type(form)))
    return books


def _book_folder(form: Publication) -> Path:
    """Where the forms of a book lie side by side (``build/<book>/``), else the file itself."""
    match form:
        case Epub(path):
            return path.parent if path.stem == path.parent.name else path
        case Daisy202(folder):
            return folder.parent
        case Daisy3(package):
            return package.parent.parent
        case Braille(volumes):
            folder = volumes[0].parent
            return folder.parent if folder.name == "braille" else volumes[0]


def siblings(volumes: Braille) -> list[Publication]:
    """The other forms of a book whose braille lies in ``<book>/braille/``, as we build it."""
    folder = volumes.volumes[0].parent
    if folder.name != "braille":
        return []
    return [form for form in _below(folder.parent) if not isinstance(form, Braille)]


def _file(path: Path) -> Iterator[Publication]:
    """A file named on the command line."""
    name = path.name.lower()
    if not path.is_file():
        return
    if name.endswith(".epub"):
        yield Epub(path)
    elif name == "ncc.html":
        yield Daisy202(path.parent)
    elif name.endswith(".opf"):
        yield Daisy3(path)
    elif name.endswith(BRAILLE_SUFFIXES):
        yield Braille((path,))


def _below(folder: Path) -> Iterator[Publication]:
    """Every publication in a folder, in the order of names; hidden folders are left out."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = [Path(root) / name for name in sorted(names)]
        volumes: dict[tuple[str, str], list[Path]] = {}
        for path in here:
            suffix = path.suffix.lower()
            if suffix in BRAILLE_SUFFIXES:
                hit = VOLUME.fullmatch(path.stem)
                book = hit["book"] if hit else path.stem
                volumes.setdefault((book, suffix), []).append(path)
            else:
                yield from _file(path)
        for paths in volumes.values():
            yield Braille(tuple(sorted(paths, key=_volume_number)))


def _volume_number(path: Path) -> int:
    hit = VOLUME.fullmatch(path.stem)
    return int(hit["number"]) if hit else 0
