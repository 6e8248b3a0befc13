"""Read the media overlays of an EPUB: what is to be heard, when, and the words that are marked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.verify.clips import seconds

Element = etree._Element
SMIL = "{http://www.w3.org/ns/SMIL}"
OPF = "{http://www.idpf.org/2007/opf}"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(frozen=True, slots=True)
class Phrase:
    """An element (``document#id``) with its ``words``, and its clip in seconds."""

    text: str
    words: str
    begin: float
    end: float

    @property
    def document(self) -> str:
        return self.text.partition("#")[0]


def phrases(book: Path) -> list[Phrase]:
    """Every phrase of an EPUB, in the order of the spine and of its overlays."""
    with zipfile.ZipFile(book) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    roots = {name: etree.fromstring(data, PARSER) for name, data in files.items() if _markup(name)}
    return [phrase for name in _overlays(roots) for phrase in _phrases(roots, name)]


def _markup(name: str) -> bool:
    return name.endswith((".xhtml", ".smil", ".opf"))


def _overlays(roots: dict[str, Element]) -> Iterator[str]:
    package = roots["EPUB/package.opf"]
    items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    for reference in package.iter(f"{OPF}itemref"):
        overlay = items[reference.get("idref")].get("media-overlay")
        if overlay:
            yield f"EPUB/{items[overlay].get('href')}"


def _phrases(roots: dict[str, Element], name: str) -> Iterator[Phrase]:
    for par in roots[name].iter(f"{SMIL}par"):
        text, audio = par.find(f"{SMIL}text"), par.find(f"{SMIL}audio")
        assert text is not None
        assert audio is not None
        begin, end = (seconds(audio.get(side, "")) for side in ("clipBegin", "clipEnd"))
        assert begin is not None
        assert end is not None
        target = f"EPUB/{text.get('src')}"
        yield Phrase(target, _words(roots, target), float(begin), float(end))


def _words(roots: dict[str, Element], target: str) -> str:
    document, _, id = target.partition("#")
    (element,) = (e for e in roots[document].iter(etree.Element) if e.get("id") == id)
    return "".join(map(str, element.itertext()))
