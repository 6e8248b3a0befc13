"""Judge a DAISY 3 book: package, NCX, SMIL and DTBook against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.verify.clips import Lengths, audio_lengths, check_clips
from pipeline.verify.convention import Asked, stated
from pipeline.verify.filesets import (
    Fileset,
    UnreadableError,
    fileset,
    folder_fileset,
    resolve,
)
from pipeline.verify.first_use import judge_contents, judge_first_uses
from pipeline.verify.links import Linked, check_alternatives, check_links, linked
from pipeline.verify.markup import Markup, language, local, parse, text_of, tokens
from pipeline.verify.ncx import Places, check_uid, judge_ncx, labels, page_entries, targets
from pipeline.verify.printpages import check_pages, page_marks
from pipeline.verify.smil import (
    Presentation,
    check_headings,
    check_media_type,
    check_reached,
    check_time,
    check_times,
    named,
    present,
    shown_by,
    shown_from,
    texts_in_order,
)
from pipeline.verify.stretch import Role, Stretch, join, read, read_units
from pipeline.verify.tally import Form, Tally, tally

DC = "{http://purl.org/dc/elements/1.1/}"
# ANSI/NISO Z39.86-2005, 3.2 and 3.3: required in the package.
REQUIRED = (
    "dc:Title", "dc:Publisher", "dc:Date", "dc:Format", "dc:Identifier", "dc:Language",
    "dtb:multimediaType", "dtb:multimediaContent", "dtb:totalTime",
)  # fmt: skip
FORMAT = "ANSI/NISO Z39.86-2005"
DTBOOK_TYPE = "application/x-dtbook+xml"
NCX_TYPE = "application/x-dtbncx+xml"
SMIL_TYPE = "application/smil"
RESOURCE_TYPE = "application/x-dtbresource+xml"
PARSED_TYPES = frozenset({DTBOOK_TYPE, NCX_TYPE, SMIL_TYPE, RESOURCE_TYPE})


@dataclass(frozen=True, slots=True)
class Item:
    """A manifest item, with its place in the package document."""

    id: str
    path: str
    media_type: str
    element: etree._Element


@dataclass(frozen=True, slots=True)
class Fileset3:
    """A book read: package, identifier, items, SMIL files in playing order, audio by length."""

    package: Markup
    uid: str
    items: tuple[Item, ...]
    presentations: tuple[Presentation, ...]
    book: Linked
    lengths: Lengths

    def documents(self, media_type: str) -> Iterator[Markup]:
        """The parsed files of a type."""
        for item in self.items:
            if item.media_type == media_type and item.path in self.book.documents:
                yield self.book.documents[item.path]


def judge_daisy3(place: Path, report: Report, asked: Asked) -> Tally | None:
    """Check the DAISY 3 book of a package file or in a ZIP file; None where it cannot be read."""
    try:
        files, opf = _files(place, report)
    except UnreadableError as error:
        report(diagnostic(Code.CORRUPT_FILE, Pos(str(place)), reason=error.reason))
        return None
    package = parse(files, opf, report)
    if package is None:
        return None
    book = _read(package, files, report)
    _check_manifest(book, report)
    _check_metadata(book, report)
    counts = _judge_files(book, report)
    places = _places(book)
    for ncx in book.documents(NCX_TYPE):
        counts["contents"] = judge_ncx(ncx, book.uid, places, report)
        check_clips(ncx, book.lengths, report)  # what is heard of the labels
    _check_presentations(book, report)
    rule = asked.over(stated([package]))
    uses = judge_first_uses(_stretches(book, rule.unit), report, rule=rule)
    judge_contents(_contents(book), uses.left_alone, report)
    shown = place if opf != place.name else place.parent
    return tally(Form.DAISY3, str(shown), uses, {k: v for k, v in counts.items() if v}, rule)


def _files(place: Path, report: Report) -> tuple[Fileset, str]:
    """The files of a book and the name of its package."""
    if place.suffix.lower() == ".zip":
        return fileset(place, ".opf", report)
    return folder_fileset(place.parent), place.name


def _read(package: Markup, files: Fileset, report: Report) -> Fileset3:
    items = tuple(
        Item(e.get("id") or "", resolve(package.path, e.get("href") or "").path,
             e.get("media-type") or "", e)
        for e in package.all("item")
    )  # fmt: skip
    documents = {package.path: package}
    for item in items:
        if item.media_type in PARSED_TYPES and item.path in files.sizes:
            markup = parse(files, item.path, report)
            if markup is not None:
                documents[item.path] = markup
    book = linked(files, documents, report)
    lengths = audio_lengths(files, report)
    spine = (documents.get(path) for path in _spine(package, items, report))
    presentations = tuple(present(smil, lengths, report) for smil in spine if smil is not None)
    return Fileset3(package, _uid(package, report), items, presentations, book, lengths)


def _spine(package: Markup, items: tuple[Item, ...], report: Report) -> list[str]:
    by_id = {item.id: item.path for item in items}
    paths = []
    for reference in package.all("itemref"):
        idref = reference.get("idref") or ""
        if idref in by_id:
            paths.append(by_id[idref])
        else:
            report(diagnostic(Code.DANGLING_LINK, package.place(reference), target=idref))
    return paths


def _uid(package: Markup, report: Report) -> str:
    wanted = package.root.get("unique-identifier")
    for element in package.root.iter(f"{DC}Identifier"):
        if element.get("id") == wanted and text_of(element):
            return text_of(element)
    pos = package.place(package.root)
    report(diagnostic(Code.MISSING_METADATA, pos, name="unique-identifier"))
    return ""


# Package


def _check_manifest(book: Fileset3, report: Report) -> None:
    """Every item has its file, every file its item, every SMIL file its place in the spine."""
    listed = {item.path for item in book.items}
    played = {presentation.markup.path for presentation in book.presentations}
    for item in book.items:
        pos = book.package.place(item.element)
        if item.path not in book.book.files.sizes:
            report(diagnostic(Code.MISSING_PART, pos, what="manifest", target=item.path))
        elif item.media_type == SMIL_TYPE and item.path not in played:
            report(diagnostic(Code.NOT_REACHED, pos, what="SMIL", target=item.path, where="spine"))
    for path in book.book.files.sizes:
        if path not in listed:
            pos = book.package.place(book.package.root)
            report(diagnostic(Code.UNLISTED_FILE, pos, target=path, where="manifest"))


def _check_metadata(book: Fileset3, report: Report) -> None:
    package = book.package
    pos = package.place(package.root)
    said = {f"dc:{local(e)}": e for e in package.root.iter(f"{DC}*") if text_of(e)}
    names = set(said) | {m.get("name") or "" for m in package.all("meta") if m.get("content")}
    for name in REQUIRED:
        if name not in names:
            report(diagnostic(Code.MISSING_METADATA, pos, name=name))
    if "dc:Format" in said and text_of(said["dc:Format"]) != FORMAT:
        fields = {"name": "dc:Format", "said": text_of(said["dc:Format"]), "true": FORMAT}
        report(diagnostic(Code.WRONG_METADATA, package.place(said["dc:Format"]), **fields))
    kind = "dtb:multimediaType"
    check_media_type(package, kind, book.presentations, "textNCX", "audioFullText", report)
    for meta in named(package, "dtb:multimediaContent"):
        content = {part.strip() for part in (meta.get("content") or "").split(",")}
        true = _media(book)
        if content != true:
            words = {"said": meta.get("content"), "true": ",".join(sorted(true, reverse=True))}
            place = package.place(meta)
            report(diagnostic(Code.WRONG_METADATA, place, name="dtb:multimediaContent", **words))


def _contents(book: Fileset3) -> Iterator[Stretch]:
    """The titles in the package and the labels of the NCX."""
    for title in book.package.root.iter(f"{DC}Title"):
        yield read(book.package, title, Role.APPARATUS)
    for ncx in book.documents(NCX_TYPE):
        yield from labels(ncx)


def _media(book: Fileset3) -> set[str]:
    """Which media the book has: text, audio, image."""
    types = {item.media_type for item in book.items}
    found = {"text"} if DTBOOK_TYPE in types else set()
    for name in ("audio", "image"):
        if any(media_type.startswith(f"{name}/") for media_type in types):
            found.add(name)
    return found


def _judge_files(book: Fileset3, report: Report) -> dict[str, int]:
    documents = book.book.documents.values()
    return {
        "files": len(book.book.files.sizes),
        "ids": sum(map(len, book.book.ids.values())),
        "links": sum(check_links(m, book.book, report) for m in documents if m is not book.package),
        "images": sum(check_alternatives(m, report) for m in book.documents(DTBOOK_TYPE)),
        "phrases": sum(len(p.texts) for p in book.presentations),
        "clips": sum(p.clips for p in book.presentations),
        "metadata": sum(1 for _ in book.package.all("meta")),
    }


# Presentation


def _places(book: Fileset3) -> Places:
    """(SMIL file, id) → where it is played."""
    places = {}
    for index, presentation in enumerate(book.presentations):
        for number, element in enumerate(presentation.markup.root.iter(etree.Element)):
            if element.get("id"):
                places[presentation.markup.path, element.get("id") or ""] = (index, number)
    return places


def _check_presentations(book: Fileset3, report: Report) -> None:
    """Check times and identifiers, and that text and SMIL show the same in the same order."""
    total = check_times(book.presentations, "dtb:totalElapsedTime", "", report)
    for meta in named(book.package, "dtb:totalTime"):
        check_time(book.package, meta, total, report)
    for presentation in book.presentations:
        check_uid(presentation.markup, book.uid, report)
    order = texts_in_order(book.presentations)
    links = [t for ncx in book.documents(NCX_TYPE) for t in targets(ncx)]
    by_smil = shown_by(book.presentations)
    marks = page_marks(book.documents(DTBOOK_TYPE))
    for ncx in book.documents(NCX_TYPE):
        check_pages(page_entries(ncx, by_smil), marks, report)
    shown = shown_from(by_smil, links)
    for markup in book.documents(DTBOOK_TYPE):
        check_headings(markup, shown, "NCX", report)
        check_uid(markup, book.uid, report)
        if not language(markup.root):
            pos = markup.place(markup.root)
            report(diagnostic(Code.MISSING_LANGUAGE, pos, element="dtbook"))
        body = next(markup.all("book"), None)
        if body is not None:
            check_reached(markup, body, order.get(markup.path, {}), report)
        _check_way_back(markup, book, report)
    _check_audio(book, report)


def _check_way_back(markup: Markup, book: Fileset3, report: Report) -> None:
    """An element's smilref leads to the par that shows this element."""
    shown = {
        (p.markup.path, par.get("id") or ""): {
            resolve(p.markup.path, t.get("src") or "").fragment for t in par if local(t) == "text"
        }
        for p in book.presentations
        for par in p.markup.all("par")
    }
    for element in markup.root.iter(etree.Element):
        href = element.get("smilref")
        if href is None:
            continue
        target = resolve(markup.path, href)
        texts = shown.get((target.path, target.fragment))
        if texts is not None and element.get("id") not in texts:
            fields = {"what": local(element), "target": element.get("id"), "where": href}
            report(diagnostic(Code.NOT_REACHED, markup.place(element), **fields))


def _check_audio(book: Fileset3, report: Report) -> None:
    used = frozenset[str]().union(*(p.audio for p in book.presentations))
    for item in book.items:
        if item.media_type.startswith("audio/") and item.path not in used:
            fields = {"what": "audio", "target": item.path, "where": "SMIL"}
            report(diagnostic(Code.NOT_REACHED, book.package.place(item.element), **fields))


# Text


def _stretches(book: Fileset3, unit: str) -> list[Stretch]:
    """Front matter, units and rear matter, in order."""
    found: list[Stretch] = []
    for markup in book.documents(DTBOOK_TYPE):
        for part in markup.all("frontmatter", "bodymatter", "rearmatter"):
            if local(part) == "bodymatter":
                found += _units(markup, part, unit)
            else:
                role = Role.TITLE if local(part) == "frontmatter" else Role.APPARATUS
                found.append(read(markup, part, role))
    return found


def _units(markup: Markup, bodymatter: etree._Element, unit: str) -> list[Stretch]:
    """A unit begins at a level that is marked so (class unit), else at each top level."""
    marked = any("unit" in tokens(e, "class") for e in bodymatter.iter(etree.Element))

    def begins(element: etree._Element) -> bool:
        if marked:
            return "unit" in tokens(element, "class")
        return element.getparent() is bodymatter

    units = read_units(markup, bodymatter, begins)
    return [join(markup.name, units, Role.UNIT)] if unit == "book" else units
