"""Judge the ZIP file of a DAISY folder that stands beside it: the same files, to the byte."""

from __future__ import annotations

from pathlib import Path

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.verify.filesets import Fileset, UnreadableError, folder_fileset, zip_fileset


def judge_archive(path: Path, folder: Path, report: Report) -> None:
    """Report each file that only one of the two has, or that differs; one that cannot be read."""
    try:
        packed = _unwrapped(zip_fileset(path)[0])
        loose = folder_fileset(folder)
        for name in sorted(packed.sizes.keys() | loose.sizes.keys()):
            if not _same(name, packed, loose):
                fields = {"target": name, "folder": f"{folder.name}/"}
                report(diagnostic(Code.ARCHIVE_DIFFERS, Pos(str(path)), **fields))
    except UnreadableError as error:
        report(diagnostic(Code.CORRUPT_FILE, Pos(str(path)), reason=error.reason))


def _unwrapped(packed: Fileset) -> Fileset:
    """The files of an archive by their paths in the one folder that holds them."""
    paths = {path.partition("/")[2]: path for path in packed.sizes}
    sizes = {name: packed.sizes[path] for name, path in paths.items()}
    return Fileset(packed.name, sizes, lambda name: packed.read_bytes(paths[name]))


def _same(name: str, one: Fileset, other: Fileset) -> bool:
    """Whether two sets have a file of this name, of one size and the same bytes."""
    size = one.sizes.get(name)
    return size is not None and size == other.sizes.get(name) and one.read(name) == other.read(name)
