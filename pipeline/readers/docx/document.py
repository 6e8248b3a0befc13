"""Put a Word document together as one Markdown unit: headings ranked, notes at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.document import Report
from pipeline.errors import ManuscriptError
from pipeline.readers.docx.blocks import Block, Body, read_blocks
from pipeline.readers.docx.inlines import Part, Tell, words
from pipeline.readers.docx.missed import Missed
from pipeline.readers.docx.package import (
    Element,
    Package,
    attribute,
    child,
    children,
    descendants,
    open_package,
)
from pipeline.readers.docx.pictures import Pictures
from pipeline.readers.docx.styles import Numbering, Role, Styles, read_numbering, read_styles

NOTE_INDENT = " " * 4


@dataclass(frozen=True, slots=True)
class Imported:
    """A document as Markdown, its title in plain words, and its pictures by path."""

    markdown: str
    title: str
    pictures: Mapping[str, bytes]


@dataclass
class Notes:
    """Footnotes and endnotes by kind and id; ``called`` in the order of their calls."""

    found: Mapping[tuple[str, str], Element]
    called: dict[str, tuple[str, str]] = field(default_factory=dict)

    def call(self, kind: str, id: str) -> str:
        """A note's label; empty where there is no such note or it says nothing."""
        note = self.found.get((kind, id))
        if note is None or not words(note).strip():
            return ""
        label = f"{kind[0]}{id}"
        self.called[label] = kind, id
        return label


def read_docx(data: bytes, file: str, prefix: str, report: Report) -> Imported:
    """The bytes of a .docx as a unit; ``prefix`` begins the names of its pictures.

    What cannot be taken over as it was is reported with the number of its paragraph.
    """
    package = open_package(data, file)
    root = package.xml(package.main)
    main = child(root, "w:body")
    if main is None:
        raise ManuscriptError(f"{file}: 本文がありません (the document has no body)")
    styles, notes = read_styles(package), Notes(_notes(package))
    pictures = Pictures(prefix)
    place: list[Body] = []

    def tell(missed: Missed, text: str) -> None:
        report(missed.finding(file, place[-1].paragraph if place else 1, text))

    anchors = dict(_anchors(main, styles, prefix))
    part = Part(
        package, package.relationships(package.main), styles, pictures, anchors,
        _comments(package), notes.call, tell,
    )  # fmt: skip
    body = Body(part, read_numbering(package))
    place.append(body)
    blocks = list(read_blocks(main, body))
    made = [*_ranked(blocks), *_note_blocks(notes, package, part, body.numbering, place)]
    _tell_headers(package, tell)
    if not blocks:
        raise ManuscriptError(f"{file}: 文字がありません (no text)")
    return Imported("".join(made).lstrip("\n") + "\n", _title(main, styles), pictures.taken)


def _ranked(blocks: Sequence[Block]) -> Iterator[str]:
    """Blocks with the blank lines before them; the heading levels in use become 1, 2, 3 …"""
    used = sorted({block.heading for block in blocks if block.heading})
    ranks = {level: min(rank, 6) for rank, level in enumerate(used, 1)}
    for block in blocks:
        before = "\n" if block.item else "\n\n"
        mark = f"{'#' * ranks[block.heading]} " if block.heading else ""
        anchor = f" {{#{block.anchor}}}" if block.anchor else ""
        yield f"{before}{mark}{block.markdown}{anchor}"


def _anchors(main: Element, styles: Styles, prefix: str) -> Iterator[tuple[str, str]]:
    """The bookmarks of headings that some link points at, each with the heading's id."""
    wanted = {attribute(link, "anchor") for link in descendants(main, "w:hyperlink")}
    number = 0
    for paragraph in descendants(main, "w:p"):
        if styles.role(paragraph)[0] not in (Role.HEADING, Role.TITLE):
            continue
        marks = [attribute(mark, "name") for mark in descendants(paragraph, "w:bookmarkStart")]
        # _Toc…: Word's own contents list points there, and that is made anew.
        marks = [mark for mark in marks if mark in wanted and not mark.startswith("_Toc")]
        number += bool(marks)
        yield from ((mark, f"b{prefix}-{number}") for mark in marks)


def _comments(package: Package) -> dict[str, str]:
    root = package.xml(package.related("comments"))
    return {attribute(e, "id"): words(e) for e in children(root, "w:comment")}


def _notes(package: Package) -> dict[tuple[str, str], Element]:
    """Every note of the two parts but Word's separators."""
    found = {}
    for kind in ("footnote", "endnote"):
        for note in children(package.xml(package.related(f"{kind}s")), f"w:{kind}"):
            if attribute(note, "type") in ("", "normal"):
                found[kind, attribute(note, "id")] = note
    return found


def _note_blocks(
    notes: Notes, package: Package, part: Part, numbering: Numbering, place: list[Body]
) -> Iterator[str]:
    """The notes in the order they are called in; a note may call no other."""
    for label, (kind, id) in list(notes.called.items()):
        relations = package.relationships(package.related(f"{kind}s"))
        inner = Part(
            package, relations, part.styles, part.pictures, part.anchors, part.comments,
            lambda _kind, _id: "", part.tell,
        )  # fmt: skip
        body = Body(inner, numbering, paragraph=place[0].paragraph)
        text = "".join(_ranked(list(read_blocks(notes.found[kind, id], body)))).strip("\n")
        first, *others = text.split("\n")
        hanging = [NOTE_INDENT + line if line else "" for line in others]
        yield "\n\n" + "\n".join((f"[^{label}]: {first}", *hanging))


def _tell_headers(package: Package, tell: Tell) -> None:
    """Say once what each header or footer says."""
    for relation in package.relationships(package.main).values():
        if relation.kind in ("header", "footer") and not relation.external:
            root = package.xml(relation.target)
            text = "" if root is None else words(root).strip()
            if text and not text.isdecimal():  # a page number alone is the printed book's
                tell(Missed.HEADER, text)


def _title(main: Element, styles: Styles) -> str:
    """The document's title: its Title paragraph, else its first heading, else its first words."""
    paragraphs = [p for p in descendants(main, "w:p") if words(p).strip()]
    for role in (Role.TITLE, Role.HEADING):
        for paragraph in paragraphs:
            if styles.role(paragraph)[0] is role:
                return _one_line(paragraph)
    return _one_line(paragraphs[0]) if paragraphs else ""


def _one_line(paragraph: Element) -> str:
    """A paragraph's words without the readings of its ruby."""
    readings = {t for ruby in descendants(paragraph, "w:rt") for t in descendants(ruby, "w:t")}
    kept = (t.text or "" for t in descendants(paragraph, "w:t") if t not in readings)
    return " ".join("".join(kept).split())
