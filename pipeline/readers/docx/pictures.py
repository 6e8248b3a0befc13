"""The pictures of a Word document, taken out under names of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.parts.story import StoryPart

from pipeline.readers.docx.elements import Element, attribute, descendants
from pipeline.readers.docx.missed import Missed
from pipeline.readers.escaping import escape
from pipeline.readers.images import SIGNATURES


@dataclass
class Pictures:
    """Pictures by their path in the book, ``images/<prefix>-<number>.<extension>``."""

    prefix: str
    taken: dict[str, bytes] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)  # by the name of the part

    def take(self, part: str, data: bytes) -> str:
        """The path of a part's picture; empty where its bytes are of no type that books take."""
        if part not in self.paths:
            kinds = (kind for _, kind, signature in SIGNATURES if signature.match(data))
            extension = next(kinds, "")
            path = f"images/{self.prefix}-{len(self.taken) + 1:03}.{extension}" if extension else ""
            self.paths[part] = path
            if path:
                self.taken[path] = data
        return self.paths[part]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as Markdown, or what is to be said instead; both where only the text lacks."""

    markdown: str = ""
    missed: Missed | None = None
    words: str = ""


def drawn(drawing: Element, story: StoryPart, pictures: Pictures) -> Iterator[Drawn]:
    """Each picture of a drawing (``w:drawing`` or VML's ``w:pict``)."""
    alt = next(filter(None, map(_alt, descendants(drawing, "wp:docPr", "v:shape"))), "")
    decorative = any(
        attribute(mark, "val") in ("1", "true") for mark in descendants(drawing, "adec:decorative")
    )
    for blip in descendants(drawing, "a:blip", "v:imagedata"):
        id = attribute(blip, "r:embed") or attribute(blip, "r:id")
        image = story.related_parts.get(id)
        if image is None:
            yield Drawn(missed=Missed.IMAGE_ELSEWHERE, words=alt or _link(blip, story))
            continue
        path = pictures.take(image.partname, image.blob)
        if not path:
            yield Drawn(missed=Missed.IMAGE_FORMAT, words=alt or image.partname.filename)
        elif decorative:
            yield Drawn(f"![]({path}){{.decoration}}")
        else:
            words = "" if alt else path
            yield Drawn(f"![{escape(alt)}]({path})", None if alt else Missed.NO_ALT, words)


def _alt(element: Element) -> str:
    """Alternative text on one line; Word's title of the picture where there is no description."""
    text = attribute(element, "descr") or attribute(element, "alt") or attribute(element, "title")
    return " ".join(text.split())


def _link(blip: Element, story: StoryPart) -> str:
    relation = story.rels.get(attribute(blip, "r:link") or attribute(blip, "r:embed"))
    return relation.target_ref if relation else ""
