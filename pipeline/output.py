"""Put what writers made on the disk: every file whole, or none of them."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypedDict

from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.errors import UsageError
from pipeline.reasons import reason

RECORD = ".mimiyubi.json"


class Made(TypedDict):
    """What the record says of one published form: file sizes in bytes, by path."""

    digest: str
    files: dict[str, int]


Record = dict[str, Made]


def publish(
    folder: Path, forms: Mapping[str, Mapping[str, bytes]], digests: Mapping[str, str]
) -> None:
    """Make ``folder`` hold the files of each form, and no older file of the same forms.

    ``digests`` has, for each form, what decided it.

    Everything is first written beside the folder and then moved in with renames, so that a full
    disk or a crash leaves what was there before. Forms that are not published now stay.
    """
    record = read_record(folder)
    stale = [name for form in forms for name in record.pop(form, _nothing())["files"]]
    for form, files in forms.items():
        sizes = {name: len(data) for name, data in files.items()}
        record[form] = {"digest": digests[form], "files": sizes}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _scratch(folder) as fresh:
            for files in forms.values():
                _write(fresh, files)
            text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
            (fresh / RECORD).write_text(text + "\n", encoding="utf-8")
            _move_in(fresh, folder, forms, stale)
    except OSError as error:
        found = diagnostic(Code.CANNOT_WRITE, whole(folder), reason=reason(error))
        raise UsageError(found) from error


def _nothing() -> Made:
    return {"digest": "", "files": {}}


@contextlib.contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder on the same disk that is gone afterwards, whatever happens."""
    fresh = Path(tempfile.mkdtemp(prefix=".mimiyubi-", dir=folder))
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _move_in(
    fresh: Path, folder: Path, forms: Mapping[str, Mapping[str, bytes]], stale: Iterable[str]
) -> None:
    """Exchange what the forms are made of; the record goes first and comes back last, so that
    an exchange cut short is built again.
    """
    (folder / RECORD).unlink(missing_ok=True)
    names = {_exchanged(name) for files in forms.values() for name in files}
    old = fresh / ".old"
    for name in sorted(names | {_exchanged(name) for name in stale}):
        target = folder / name
        if target.exists() or target.is_symlink():
            (old / name).parent.mkdir(parents=True, exist_ok=True)
            target.rename(old / name)
        if name in names:
            target.parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).rename(target)
    (fresh / RECORD).replace(folder / RECORD)


def _exchanged(name: str) -> str:
    """The file or folder exchanged as one: a DAISY book whole, a braille file by itself."""
    first, _, rest = name.partition("/")
    return name if first == "braille" and rest else first


def is_current(folder: Path, form: str, digest: str) -> bool:
    """Whether ``folder`` holds a form, unharmed, as a build with this digest made it."""
    made = read_record(folder).get(form)
    if made is None or made["digest"] != digest:
        return False
    return all(_size(folder / name) == size for name, size in made["files"].items())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def read_record(folder: Path) -> Record:
    """What earlier builds wrote down of themselves; empty where there is nothing to trust."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) and all(map(_is_made, record.values())) else {}


def _is_made(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"digest", "files"}
