"""The pictures of a Word document, taken out under names of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.readers.docx.missed import Missed
from pipeline.readers.docx.package import Element, Package, Relationship, attribute, descendants
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


def drawn(
    drawing: Element,
    package: Package,
    relations: Mapping[str, Relationship],
    pictures: Pictures,
) -> Iterator[Drawn]:
    """Each picture of a drawing (``w:drawing`` or VML's ``w:pict``)."""
    alt = next(filter(None, map(_alt, descendants(drawing, "wp:docPr", "v:shape"))), "")
    decorative = any(
        attribute(mark, "val") in ("1", "true") for mark in descendants(drawing, "adec:decorative")
    )
    for blip in descendants(drawing, "a:blip", "v:imagedata"):
        id = attribute(blip, "embed") or attribute(blip, "id")
        relation = relations.get(id)
        if relation is None or relation.external or relation.target not in package.parts:
            yield Drawn(missed=Missed.IMAGE_ELSEWHERE, words=alt or _link(blip, relations))
            continue
        path = pictures.take(relation.target, package.parts[relation.target])
        if not path:
            words = alt or relation.target.rpartition("/")[2]
            yield Drawn(missed=Missed.IMAGE_FORMAT, words=words)
        elif decorative:
            yield Drawn(f"![]({path}){{.decoration}}")
        else:
            words = "" if alt else path
            yield Drawn(f"![{escape(alt)}]({path})", None if alt else Missed.NO_ALT, words)


def _alt(element: Element) -> str:
    """Alternative text on one line; Word's title of the picture where there is no description."""
    text = attribute(element, "descr") or attribute(element, "alt") or attribute(element, "title")
    return " ".join(text.split())


def _link(blip: Element, relations: Mapping[str, Relationship]) -> str:
    relation = relations.get(attribute(blip, "link") or attribute(blip, "embed"))
    return relation.target if relation else ""
