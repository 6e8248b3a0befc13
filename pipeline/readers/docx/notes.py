"""The footnotes and endnotes of a Word document, which python-docx has no objects for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.parts.story import StoryPart

from pipeline.readers.docx.elements import Element, attribute, children, words

KINDS = {RT.FOOTNOTES: "footnote", RT.ENDNOTES: "endnote"}


@dataclass(frozen=True, slots=True)
class Note:
    """A note and the part it stands in, which knows its links and pictures."""

    element: Element
    story: StoryPart


@dataclass
class Notes:
    """The notes by kind and id; ``called`` are those with a label, in the order of their calls."""

    found: Mapping[tuple[str, str], Note]
    called: dict[str, Note] = field(default_factory=dict)

    def call(self, kind: str, id: str) -> str:
        """A note's label; empty where there is no such note or it says nothing."""
        note = self.found.get((kind, id))
        if note is None or not words(note.element).strip():
            return ""
        label = f"{kind[0]}{id}"
        self.called[label] = note
        return label


def read_notes(document: Document) -> Notes:
    """Every note of the two parts but Word's separators."""
    return Notes(dict(_notes(document)))


def _notes(document: Document) -> Iterator[tuple[tuple[str, str], Note]]:
    for relation in document.part.rels.values():
        kind = KINDS.get(relation.reltype)
        if kind is None or not isinstance(story := relation.target_part, StoryPart):
            continue
        for note in children(story.element, f"w:{kind}"):
            if attribute(note, "w:type") in ("", "normal"):
                yield (kind, attribute(note, "w:id")), Note(note, story)
