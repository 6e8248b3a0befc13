"""The elements of a Word document by name, for what python-docx has no object for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from docx.exceptions import InvalidXmlError
from docx.oxml.exceptions import InvalidXmlError as InvalidValueError
from docx.oxml.ns import nsmap
from lxml import etree

# Microsoft's own namespaces and that of alternatives, which python-docx does not name.
_MICROSOFT = "http://schemas.microsoft.com/office"
NAMESPACES = {
    **nsmap,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": f"{_MICROSOFT}/word/2010/wordprocessingShape",
    "wpg": f"{_MICROSOFT}/word/2010/wordprocessingGroup",
    "wpc": f"{_MICROSOFT}/word/2010/wordprocessingCanvas",
    "adec": f"{_MICROSOFT}/drawing/2017/decorative",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()}

Element = etree._Element


def name(element: Element) -> str:
    """An element's name with its prefix, ``w:p``; empty for a comment and the like."""
    return _prefixed(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: Element, wanted: str) -> str:
    """The value of an attribute, ``w:id``, or an empty string."""
    return element.get(_qualified(wanted)) or ""


def value(element: Element | None) -> str:
    """An element's ``w:val``, or an empty string."""
    return "" if element is None else attribute(element, "w:val")


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children with one of the names, in their order."""
    for child in () if element is None else element:
        if name(child) in names:
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, its first child of the next name, and so on."""
    for step in path:
        element = next(children(element, step), None)
    return element


def alternative(element: Element) -> Iterator[Element]:
    """What the first of several ways to say the same holds (ISO/IEC 29500-3, 7.5)."""
    for way in children(element, "mc:Choice", "mc:Fallback"):
        yield from way
        return


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Every element of those names below one, in document order."""
    return element.iterdescendants(*map(_qualified, names))


def words(element: Element) -> str:
    """The text of an element, whatever stands around it."""
    return "".join(t.text or "" for t in descendants(element, "w:t", "w:delText", "m:t", "a:t"))


def said(thing: object, what: str) -> object:
    """What python-docx reads as an attribute of ``thing``; None where it cannot be read.

    Documents hold values that ISO/IEC 29500 does not know, and lack others that it asks for.
    """
    try:
        return getattr(thing, what, None)
    except (InvalidXmlError, InvalidValueError, ValueError, KeyError):
        return None


def number(thing: object, what: str = "val") -> int | None:
    """A whole number as python-docx reads it, or None."""
    found = said(thing, what)
    return found if isinstance(found, int) else None


@lru_cache(maxsize=1000)
def _prefixed(tag: str) -> str:
    qualified = etree.QName(tag)
    return f"{PREFIXES.get(qualified.namespace or '', '?')}:{qualified.localname}"


@lru_cache(maxsize=1000)
def _qualified(wanted: str) -> str:
    prefix, colon, local = wanted.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else wanted
