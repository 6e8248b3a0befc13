"""The pictures of a book: found, checked by their bytes, named for publishing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Picture, Pos, Report

SVG = "http://www.w3.org/2000/svg"
# EPUB 3.3, 3.2: the image types every reading system must take (a WebP one begins RIFF….WEBP).
SIGNATURES = (
    ("image/png", "png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/jpeg", "jpg", re.compile(rb"\xff\xd8\xff")),
    ("image/gif", "gif", re.compile(rb"GIF8[79]a")),
    ("image/webp", "webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
)
_LOOKS_LIKE_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_CSS_REFERENCE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|['\"#)])", re.IGNORECASE)
# Elements that run, embed or fetch something.
_ACTIVE = frozenset(("script", "foreignObject", "handler", "listener", "iframe", "audio", "video"))


@dataclass
class ImageFolder:
    """The pictures under a book's ``root`` that its units ask for, in the order they ask."""

    root: Path
    taken: dict[str, Picture] = field(default_factory=dict)

    @property
    def pictures(self) -> Mapping[str, Picture]:
        """Each picture by its path from the book's folder."""
        return dict(self.taken)

    def take(self, written: str, pos: Pos, report: Report) -> str | None:
        """A picture's path as written in the manuscript, as its key; None after a finding."""
        path = self._inside(unquote(written), pos, written, report)
        if path is None:
            return None
        key = path.relative_to(self.root.resolve()).as_posix()
        if key not in self.taken:
            picture = self._picture(path, pos, written, report)
            if picture is None:
                return None
            self.taken[key] = picture
        return key

    def _inside(self, name: str, pos: Pos, written: str, report: Report) -> Path | None:
        """The file itself, links followed, if it is one and lies in the book's folder."""
        root = self.root.resolve()
        try:
            path = (root / name).resolve()
            outside = not path.is_relative_to(root)
            found = not outside and path.is_file()
        except (OSError, ValueError, RuntimeError):  # too long, a NUL, a ring of links
            outside = found = False
        if found:
            return path
        code = Code.IMAGE_OUTSIDE if outside else Code.IMAGE_MISSING
        report(diagnostic(code, pos, image=written))
        return None

    def _picture(self, path: Path, pos: Pos, written: str, report: Report) -> Picture | None:
        try:
            data = path.read_bytes()
        except OSError:
            report(diagnostic(Code.IMAGE_MISSING, pos, image=written))
            return None
        number = len(self.taken) + 1
        for media_type, extension, signature in SIGNATURES:
            if signature.match(data):
                return Picture(f"img{number:03}.{extension}", media_type, data)
        root = _parse_xml(data)
        if root is None or etree.QName(root).text != f"{{{SVG}}}svg":
            report(diagnostic(Code.IMAGE_TYPE, pos, image=written))
            return None
        if reason := unsafe_svg(root):
            report(diagnostic(Code.UNSAFE_SVG, pos, image=written, reason=reason))
            return None
        return Picture(f"img{number:03}.svg", "image/svg+xml", data)


def _parse_xml(data: bytes) -> etree._Element | None:
    """XML bytes as their root element, nothing fetched and no entity expanded."""
    if not _LOOKS_LIKE_XML.match(data):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def unsafe_svg(root: etree._Element) -> str:
    """What in an SVG runs or fetches something, as it is written there; empty if nothing does."""
    document = root.getroottree()
    if document.docinfo.internalDTD is not None:
        return "<!DOCTYPE>"
    sibling = root.getprevious()
    while sibling is not None:
        if isinstance(sibling, etree._ProcessingInstruction):
            return f"<?{sibling.target}?>"
        sibling = sibling.getprevious()
    return next((reason for node in root.iter() if (reason := _unsafe_node(node))), "")


def _unsafe_node(node: etree._Element) -> str:
    if not isinstance(node.tag, str):  # a comment, a processing instruction, an entity
        return "" if isinstance(node, etree._Comment) else str(node)[:40]
    name = etree.QName(node).localname
    if name in _ACTIVE:
        return f"<{name}>"
    if name == "style" and _CSS_REFERENCE.search("".join(node.itertext())):
        return "<style>"
    for key, value in node.attrib.items():
        attribute = etree.QName(key).localname
        if attribute.lower().startswith("on"):
            return f"{attribute}="
        if attribute in ("href", "src") and not value.strip().startswith(("#", "data:image/")):
            return f'{attribute}="{value[:40]}"'
        if _CSS_REFERENCE.search(value):
            return f'{attribute}="{value[:40]}"'
    return ""
