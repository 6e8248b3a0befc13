"""Keep clips between runs: a folder with a file a clip, each able to say that it is whole."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.errors import UsageError
from pipeline.reasons import reason

MAGIC = b"mimiyubi clip 1"
USED = "used"
"""The folder of lists in a folder of clips: what each form of each book was last made of."""
KEPT = 30 * 24 * 60 * 60
"""Seconds that a clip is kept which no list names: a recording broken off is in none yet."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A clip as it goes into an audio file, ``samples`` long; ``spoken``: a voice is heard."""

    data: bytes
    samples: int
    spoken: bool = True


class DamagedClipError(ValueError):
    """A file of the cache is not what was put there."""


@contextlib.contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Say in the operator's words that the folder of clips cannot be read or written.

    :raises UsageError: in place of an OSError.
    """
    try:
        yield
    except OSError as error:
        found = diagnostic(Code.CLIPS_UNUSABLE, whole(folder), reason=reason(error))
        raise UsageError(found) from error


def key(*content: object) -> str:
    """The name of a clip: a digest of all that decides how it sounds."""
    text = json.dumps(content, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def path_of(folder: Path, name: str) -> Path:
    """Where a clip is kept; folders by two figures, so that none holds too many files."""
    return folder / name[:2] / f"{name}.clip"


def load(folder: Path, name: str) -> Recorded | None:
    """A kept clip, or None where there is none.

    :raises DamagedClipError: if its file is there and damaged.
    """
    try:
        head, _, data = path_of(folder, name).read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    except IsADirectoryError as error:
        raise DamagedClipError(name) from error
    fields = head.rsplit(b" ", 3)
    if len(fields) != 4 or fields[0] != MAGIC or not fields[1].isdigit():
        raise DamagedClipError(name)
    if hashlib.sha256(data).hexdigest().encode() != fields[3]:
        raise DamagedClipError(name)
    return Recorded(data, int(fields[1]), fields[2] == b"spoken")


def store(folder: Path, name: str, clip: Recorded) -> None:
    """Keep a clip: whole under its name, or not at all."""
    target = path_of(folder, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():  # no clip of ours, and nothing else belongs there
        shutil.rmtree(target)
    word = b"spoken" if clip.spoken else b"silent"
    digest = hashlib.sha256(clip.data).hexdigest().encode()
    handle, fresh = tempfile.mkstemp(prefix=".", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(b" ".join((MAGIC, str(clip.samples).encode(), word, digest)) + b"\n")
            file.write(clip.data)
        Path(fresh).replace(target)
    except BaseException:  # an interruption too leaves nothing half-written
        Path(fresh).unlink(missing_ok=True)
        raise


def note_used(folder: Path, book: str, form: str, names: Iterable[str]) -> None:
    """Write down which clips a form of a book is made of, in place of what it was made of.

    :raises UsageError: if it cannot be written.
    """
    target = folder / USED / book / form
    with writing_to(folder):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("".join(f"{name}\n" for name in sorted(set(names))), encoding="utf-8")


def _named(path: Path) -> list[str]:
    """The clips that a list names; what is damaged in it names none."""
    return path.read_bytes().decode("ascii", "replace").split() if path.is_file() else []


def prune(folder: Path, is_there: Callable[[str], bool], now: float) -> int:
    """Remove old clips that no book uses which is still there; returns how many.

    ``now`` is in seconds since 1970. A clip that cannot be removed stays: it does no harm.
    """
    lists = [path for path in folder.glob(f"{USED}/*/*") if is_there(path.parent.name)]
    used = {name for path in lists for name in _named(path)}
    removed = 0
    for path in folder.glob("??/*"):
        if path.stem not in used:
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < now - KEPT:
                    path.unlink()
                    removed += 1
    return removed
