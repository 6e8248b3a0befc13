"""Put a Word document together as one Markdown unit: headings ranked, notes at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.text.paragraph import CT_P
from docx.parts.hdrftr import FooterPart, HeaderPart

from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.document import Report
from pipeline.errors import ManuscriptError
from pipeline.readers.docx.blocks import Block, Body, read_blocks
from pipeline.readers.docx.captions import captioned
from pipeline.readers.docx.elements import (
    Element,
    attribute,
    child,
    descendants,
    said,
    words,
)
from pipeline.readers.docx.inlines import Part, Tell
from pipeline.readers.docx.missed import Missed
from pipeline.readers.docx.notes import Notes, read_notes
from pipeline.readers.docx.numbering import read_numbering
from pipeline.readers.docx.package import open_document
from pipeline.readers.docx.pictures import Pictures
from pipeline.readers.docx.styles import Role, Styles, read_styles

NOTE_INDENT = " " * 4


@dataclass(frozen=True, slots=True)
class Imported:
    """A document as Markdown, its title in plain words, its pictures by path.

    ``author`` is who the document's properties name, or empty.
    """

    markdown: str
    title: str
    pictures: Mapping[str, bytes]
    author: str


def read_docx(data: bytes, file: str, prefix: str, report: Report) -> Imported:
    """The bytes of a .docx as a unit; ``prefix`` begins the names of its pictures.

    What cannot be taken over as it was is reported with the number of its paragraph.
    """
    document = open_document(data, file)
    main = child(document.element, "w:body")
    if main is None:
        main_part = document.part.partname.membername
        raise ManuscriptError(diagnostic(Code.WORD_PART, whole(file), part=main_part))
    styles, notes, pictures = read_styles(document), read_notes(document), Pictures(prefix)
    place: list[Body] = []

    def tell(missed: Missed, text: str) -> None:
        report(missed.finding(file, place[-1].paragraph if place else 1, text))

    anchors = dict(_anchors(main, styles, prefix))
    part = Part(document.part, styles, pictures, anchors, _comments(document), notes.call, tell)
    body = Body(part, read_numbering(document))
    place.append(body)
    blocks = list(captioned(list(read_blocks(main, body))))
    made = [*_ranked(blocks), *_note_blocks(notes, body)]
    _tell_headers(document, tell)
    if not blocks:
        raise ManuscriptError(diagnostic(Code.IMPORT_EMPTY, whole(file)))
    title = _title(main, styles) or _property(document, "title") or _first_words(main)
    return Imported(
        "".join(made).lstrip("\n") + "\n", title, pictures.taken, _property(document, "author")
    )


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
    wanted = {attribute(link, "w:anchor") for link in descendants(main, "w:hyperlink")}
    number = 0
    for paragraph in _paragraphs(main):
        if styles.role(paragraph)[0] not in (Role.HEADING, Role.TITLE):
            continue
        marks = [attribute(mark, "w:name") for mark in descendants(paragraph, "w:bookmarkStart")]
        # _Toc…: Word's own contents list points there, and that is made anew.
        marks = [mark for mark in marks if mark in wanted and not mark.startswith("_Toc")]
        number += bool(marks)
        yield from ((mark, f"b{prefix}-{number}") for mark in marks)


def _paragraphs(main: Element) -> Iterator[CT_P]:
    """Every paragraph, those of tables and text boxes too."""
    return (found for found in descendants(main, "w:p") if isinstance(found, CT_P))


def _comments(document: Document) -> dict[str, str]:
    """The words of each comment by its id."""
    return {str(said(comment, "comment_id")): comment.text for comment in document.comments}


def _note_blocks(notes: Notes, main: Body) -> Iterator[str]:
    """The notes in the order they are called in; a note may call no other."""
    for label, note in list(notes.called.items()):
        part = replace(main.part, story=note.story, call=lambda _kind, _id: "")
        body = Body(part, main.numbering, paragraph=main.paragraph)
        text = "".join(_ranked(list(read_blocks(note.element, body)))).strip("\n")
        first, *others = text.split("\n")
        hanging = [NOTE_INDENT + line if line else "" for line in others]
        yield "\n\n" + "\n".join((f"[^{label}]: {first}", *hanging))


def _tell_headers(document: Document, tell: Tell) -> None:
    """Say once what each header or footer says."""
    for relation in document.part.rels.values():
        if not relation.is_external and isinstance(relation.target_part, HeaderPart | FooterPart):
            text = words(relation.target_part.element).strip()
            if text and not text.isdecimal():  # a page number alone is the printed book's
                tell(Missed.HEADER, text)


def _title(main: Element, styles: Styles) -> str:
    """The words of the Title paragraph, else of the first heading, or none."""
    found = {
        styles.role(paragraph)[0]: _one_line(paragraph)
        for paragraph in reversed(list(_spoken(main)))
    }
    return found.get(Role.TITLE) or found.get(Role.HEADING) or ""


def _first_words(main: Element) -> str:
    return next(map(_one_line, _spoken(main)), "")


def _spoken(main: Element) -> Iterator[CT_P]:
    """The paragraphs that say something."""
    return (paragraph for paragraph in _paragraphs(main) if words(paragraph).strip())


def _property(document: Document, what: str) -> str:
    """A core property on one line (ISO/IEC 29500-2, 11); python-docx would make up missing ones."""
    package = document.part.package
    if not any(relation.reltype == RT.CORE_PROPERTIES for relation in package.rels.values()):
        return ""
    return " ".join(str(said(document.core_properties, what) or "").split())


def _one_line(paragraph: Element) -> str:
    """A paragraph's words without the readings of its ruby."""
    readings = {t for ruby in descendants(paragraph, "w:rt") for t in descendants(ruby, "w:t")}
    kept = (t.text or "" for t in descendants(paragraph, "w:t") if t not in readings)
    return " ".join("".join(kept).split())
