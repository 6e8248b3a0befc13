"""Find what was published below the paths of a command line, book by book."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.errors import UsageError
from pipeline.verify.filesets import UnreadableError, zip_fileset

VOLUME = re.compile(r"(?P<book>.+?)-(?P<number>[0-9]+)")


@dataclass(frozen=True, slots=True)
class Epub:
    path: Path


@dataclass(frozen=True, slots=True)
class Daisy202:
    """A folder with ``ncc.html``, or a ZIP file of one."""

    path: Path


@dataclass(frozen=True, slots=True)
class Daisy3:
    """A package file, or a ZIP file of its folder."""

    path: Path


@dataclass(frozen=True, slots=True)
class Archive:
    """A ZIP file of the DAISY folder that stands beside it (``b-daisy3.zip``, ``daisy3/``)."""

    path: Path
    folder: Path


@dataclass(frozen=True, slots=True)
class Braille:
    """The BRF or PEF volumes of a book, in order."""

    volumes: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Ebraille:
    """An eBraille publication (``.ebrl``)."""

    path: Path


Publication = Epub | Daisy202 | Daisy3 | Archive | Braille | Ebraille
# What our builds call the folders of DAISY books.
DAISY_FOLDERS = ("daisy202", "daisy202ncc", "daisy3")
# Forms are judged in this order, the ones that mark languages first.
BRAILLE_SUFFIXES = (".brf", ".pef")
ORDER = (Epub, Daisy202, Daisy3, Archive, Braille, Ebraille)


def publications(paths: Iterable[Path]) -> dict[Path, list[Publication]]:
    """The published forms by the folder that their book is in."""
    books: dict[Path, list[Publication]] = {}
    for path in paths:
        found = list(_below(path)) if path.is_dir() else list(_file(path))
        if not found:
            code = Code.NOTHING_PUBLISHED if path.exists() else Code.NOT_THERE
            raise UsageError(diagnostic(code, whole(path)))
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
        case Daisy202(path) | Daisy3(path) if path.suffix.lower() == ".zip":
            return path.parent if path.stem.startswith(f"{path.parent.name}-") else path
        case Daisy202(folder):
            return folder.parent
        case Daisy3(package):
            return package.parent.parent
        case Archive(path):
            return path.parent
        case Ebraille(path):
            return _braille_folder(path)
        case Braille(volumes):
            return _braille_folder(volumes[0])


def _braille_folder(path: Path) -> Path:
    return path.parent.parent if path.parent.name == "braille" else path


def siblings(volumes: Braille) -> list[Publication]:
    """The other forms of a book whose braille lies in ``<book>/braille/``, as we build it."""
    folder = volumes.volumes[0].parent
    if folder.name != "braille":
        return []
    return [form for form in _below(folder.parent) if not isinstance(form, Braille | Ebraille)]


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
    elif name.endswith(".zip"):
        yield from _archived(path)
    elif name.endswith(".ebrl"):
        yield Ebraille(path)
    elif name.endswith(BRAILLE_SUFFIXES):
        yield Braille((path,))


def _archived(path: Path) -> Iterator[Publication]:
    """The DAISY book in a ZIP file; one that cannot be read is for the judge to say so."""
    try:
        names = [f"/{name.lower()}" for name in zip_fileset(path)[0].sizes]
    except UnreadableError:
        yield Daisy202(path)
        return
    if any(name.endswith("/ncc.html") for name in names):
        yield Daisy202(path)
    elif any(name.endswith(".opf") for name in names):
        yield Daisy3(path)


def _beside(path: Path) -> Iterator[Publication]:
    """What a file of a folder is: the ZIP file of a form that is there too is not judged twice."""
    folder = path.parent / path.stem.rpartition("-")[2]
    if path.suffix.lower() == ".zip" and folder.name in DAISY_FOLDERS and folder.is_dir():
        yield Archive(path, folder)
    else:
        yield from _file(path)


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
                yield from _beside(path)
        for paths in volumes.values():
            yield Braille(tuple(sorted(paths, key=_volume_number)))


def _volume_number(path: Path) -> int:
    hit = VOLUME.fullmatch(path.stem)
    return int(hit["number"]) if hit else 0
