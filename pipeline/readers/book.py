"""Read a folder of Markdown files into a book: units in name order, ids unique, links resolved."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.config import Settings
from pipeline.diagnostics import Code, Diagnostic, Severity, diagnostic, whole
from pipeline.document import Book, Heading, PageBreak, PageMark, Picture, Pos, Report, Text, Unit
from pipeline.errors import ManuscriptError
from pipeline.readers.images import ImageFolder
from pipeline.readers.links import find_targets, resolve_links
from pipeline.readers.markdown import decode, read_unit
from pipeline.walk import unit_blocks, unit_inlines


def read_book(folder: Path, settings: Settings, report: Report) -> Book:
    """The book in ``folder``; raises ``ManuscriptError`` once every finding is reported."""
    errors: list[Diagnostic] = []

    def count(found: Diagnostic) -> None:
        if found.severity is Severity.ERROR:
            errors.append(found)
        report(found)

    images = ImageFolder(folder)
    named = tuple(_units(folder, images, count))
    if not named and not errors:
        count(diagnostic(Code.NO_UNITS, Pos(str(folder)), folder=folder.name))
    pictures = _with_cover(images, Pos(settings.file), count)
    _check_ids(tuple(unit for _, unit in named), count)
    targets = find_targets(named)
    units = tuple(
        _headed(resolve_links(unit, targets, count), settings.title, place, len(named))
        for place, (_, unit) in enumerate(named, start=1)
    )
    if errors:
        raise ManuscriptError(diagnostic(Code.BOOK_HAS_ERRORS, whole(folder), count=len(errors)))
    title = (Text(settings.title, Pos(settings.file)),)
    return Book(book_slug(folder), settings, title, units, pictures)


def _with_cover(images: ImageFolder, pos: Pos, report: Report) -> Mapping[str, Picture]:
    """The book's pictures, the file ``cover.*`` of its folder or ``images/`` among them."""
    pictures = dict(images.pictures)
    found = sorted(p for at in ("", "images") for p in (images.root / at).glob("cover.*"))
    for path in found[:1]:
        written = path.relative_to(images.root).as_posix()
        if key := images.take(written, pos, report):
            picture = images.pictures[key]
            pictures[key] = replace(picture, name=f"cover.{picture.name.rpartition('.')[2]}")
    return pictures


def _headed(unit: Unit, title: str, place: int, units: int) -> Unit:
    """A unit that begins with a heading: what the author forgot was reported by its reader.

    The only unit of a book takes the book's title, another its place in the book.
    """
    if unit.blocks and isinstance(unit.blocks[0], Heading):
        return unit
    pos = Pos(unit.pos.file)
    name = title if units == 1 else f"第{place}単元"
    heading = Heading(1, (Text(name, pos),), f"{unit.id}-title", pos)
    return replace(unit, blocks=(heading, *unit.blocks))


def book_slug(folder: Path) -> str:
    """A folder's name as a file name: ASCII, small letters, digits and hyphens.

    Japanese is romanised (Hepburn): 点訳入門 becomes ``tenyaku-nyuumon``.
    """
    return _ascii(folder.resolve().name) or "book"


def _ascii(name: str) -> str:
    if not name.isascii():
        import pykakasi  # half a second's dictionary, for those names only

        romanise = pykakasi.kakasi().convert  # type: ignore[no-untyped-call]  # it has no types
        words = romanise(unicodedata.normalize("NFKC", name))
        name = "-".join(word["hepburn"] for word in words)
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def unit_id(name: str, place: int) -> str:
    """A file's name as a unit's id: ``01-mynumber.md`` to ``u01-mynumber``.

    Where nothing ASCII is left, the file's place in the book (from 1) stands in.
    """
    ascii_part = _ascii(name.removesuffix(".md"))
    return f"u{ascii_part}" if ascii_part else f"u{place:02}"


def _units(folder: Path, images: ImageFolder, report: Report) -> Iterator[tuple[str, Unit]]:
    """Each Markdown file's name and unit, in name order; unreadable ones are reported."""
    root = folder.resolve()
    paths = sorted(path for path in folder.glob("*.md") if path.is_file() or path.is_symlink())
    for place, path in enumerate(paths, start=1):
        file, data = path.as_posix(), _bytes(path, root)
        if data is None:
            report(diagnostic(Code.UNIT_OUTSIDE, Pos(file), file=path.name))
            continue
        source = decode(data, file, report)
        if source is not None:
            yield path.name, read_unit(source, file, unit_id(path.name, place), report, images)


def _bytes(path: Path, root: Path) -> bytes | None:
    """A file's bytes, or None where it lies outside of ``root`` or cannot be read."""
    try:
        return path.read_bytes() if path.resolve().is_relative_to(root) else None
    except (OSError, RuntimeError):  # no permission, no target, a ring of links
        return None


def _check_ids(units: tuple[Unit, ...], report: Report) -> None:
    """Report every id that is given twice in the book."""
    first: dict[str, Pos] = {}
    for unit in units:
        if unit.id in first:
            names = {"id": unit.id, "first": first[unit.id].file}
            report(diagnostic(Code.DUPLICATE_UNIT, unit.pos, **names))
            continue  # its headings' ids are the same again
        for id, pos in _ids(unit):
            if id in first:
                report(diagnostic(Code.REPEATED_ID, pos, id=id, first=first[id]))
            first.setdefault(id, pos)


def _ids(unit: Unit) -> Iterator[tuple[str, Pos]]:
    yield unit.id, unit.pos
    for block in unit_blocks(unit):
        match block:
            case Heading():
                yield block.id, block.pos
            case PageBreak(mark, _):
                yield mark.id, mark.pos
    for inline in unit_inlines(unit):
        if isinstance(inline, PageMark):
            yield inline.id, inline.pos
    for note in unit.footnotes:
        yield note.id, note.pos
        yield from ((ref_id, note.pos) for ref_id in note.ref_ids)
