"""Build XML trees from values: elements with mixed content, and their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

Element = etree._Element
Content = Element | str

XML = "http://www.w3.org/XML/1998/namespace"
XML_LANG = f"{{{XML}}}lang"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The namespace that tags without a prefix are in, and the prefixes of the others."""

    namespace: str
    prefixes: tuple[tuple[str, str], ...] = ()

    @property
    def nsmap(self) -> dict[str | None, str]:
        return {None: self.namespace, **dict(self.prefixes)}

    def element(
        self, tag: str, attributes: Mapping[str, str] | None = None, content: Iterable[Content] = ()
    ) -> Element:
        """An element with its attributes (an empty class is none) and its mixed content.

        Attribute names are local, or ``{namespace}name``, or ``prefix:name`` of a known prefix.
        """
        made = etree.Element(f"{{{self.namespace}}}{tag}", nsmap=self.nsmap)
        for name, value in (attributes or {}).items():
            made.set(self.name(name), value)
        append(made, content)
        return made

    def name(self, name: str) -> str:
        """``prefix:name`` as ``{namespace}name``; other names as they are."""
        prefix, colon, local = name.partition(":")
        if not colon or name.startswith("{"):
            return name
        return f"{{{dict(self.prefixes, xml=XML)[prefix]}}}{local}"


def append(parent: Element, content: Iterable[Content]) -> None:
    """Put text and elements at the end of ``parent``, text where lxml keeps it."""
    last = next(parent.iterchildren(reversed=True), None)
    # Runs of text are joined first: adding them one by one takes the square of their number.
    for is_text, run in groupby(content, key=lambda piece: isinstance(piece, str)):
        if is_text:
            _append_text(parent, last, "".join(piece for piece in run if isinstance(piece, str)))
            continue
        for piece in run:
            if not isinstance(piece, str):
                parent.append(piece)
                last = piece


def _append_text(parent: Element, last: Element | None, text: str) -> None:
    """Put text after ``last``, the last child; without one it is the parent's own."""
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def prepend(parent: Element, first: Element) -> None:
    """Put an element before all that ``parent`` holds, its text included."""
    first.tail = parent.text
    parent.text = None
    parent.insert(0, first)


def lines(blocks: Iterable[Content]) -> list[Content]:
    """Blocks, each on a line of its own, so that two builds can be compared by line."""
    content: list[Content] = []
    for block in blocks:
        content += ["\n", block]
    return [*content, "\n"]


def serialize(root: Element, doctype: str = "") -> bytes:
    """A whole document in UTF-8 with its XML declaration; every namespace is declared once."""
    etree.cleanup_namespaces(root, top_nsmap=root.nsmap)
    text = etree.tostring(root, encoding="utf-8", xml_declaration=False)
    head = '<?xml version="1.0" encoding="utf-8"?>\n' + (f"{doctype}\n" if doctype else "")
    return head.encode() + text + b"\n"
