"""EPUBs for tests, opened."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from pipeline.config import Settings
from pipeline.document import Block, Book
from pipeline.writers.accessibility import accessibility
from pipeline.writers.epub import write_epub
from tests.sample import book, heading, unit

NAMESPACES = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "epub": "http://www.idpf.org/2007/ops",
}
SETTINGS = Settings(title="見本", publisher="みみゆび図書館")


def archive(made: Book) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(write_epub(made)[f"{made.slug}.epub"]))


def part(made: Book, name: str) -> etree._Element:
    """The root of one of the publication's documents."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive(made).read(f"EPUB/{name}"), parser)


def texts(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path, namespaces=NAMESPACES)
    return [str(each) if isinstance(each, str) else "".join(each.itertext()) for each in found]


def chapter(*blocks: Block, settings: Settings = SETTINGS) -> Book:
    """A book of one unit with a heading."""
    return book(unit("u1", heading(1, "h1", "一"), *blocks), settings=settings)


def claims(made: Book, property: str) -> list[str]:
    return [claim.value for claim in accessibility(made) if claim.property == property]
