"""An EPUB's package document, read: metadata, manifest, spine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Report
from pipeline.verify.filesets import Fileset, resolve
from pipeline.verify.markup import Markup, language, local, text_of

DC = "{http://purl.org/dc/elements/1.1/}"
# EPUB 3.3, 5.5.3: required once or more.
REQUIRED_ELEMENTS = ("title", "identifier", "language")
# EPUB 3.3, 5.5.4 and EPUB Accessibility 1.1, 2.2 and 2.4: what a package must say with meta.
REQUIRED_PROPERTIES = (
    "dcterms:modified",
    "schema:accessMode",
    "schema:accessModeSufficient",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
)


@dataclass(frozen=True, slots=True)
class Item:
    """A manifest item; ``path`` is inside the container."""

    id: str
    path: str
    media_type: str
    properties: frozenset[str]
    overlay: str


@dataclass(frozen=True, slots=True)
class Package:
    """The package document; ``spine`` holds items in reading order."""

    markup: Markup
    identifier: str
    items: tuple[Item, ...]
    spine: tuple[Item, ...]

    def metas(self, property: str) -> list[str]:
        """The values of a metadata property."""
        return [
            text_of(meta) for meta in self.markup.all("meta") if meta.get("property") == property
        ]


def read_package(markup: Markup, files: Fileset, report: Report) -> Package:
    """A parsed package document, its manifest checked against the files of the container."""
    items = tuple(_items(markup))
    _check_manifest(markup, items, files, report)
    return Package(markup, _identifier(markup, report), items, _spine(markup, items, report))


def _items(markup: Markup) -> Iterator[Item]:
    for element in markup.all("item"):
        target = resolve(markup.path, element.get("href") or "")
        yield Item(
            element.get("id") or "",
            target.path,
            element.get("media-type") or "",
            frozenset((element.get("properties") or "").split()),
            element.get("media-overlay") or "",
        )


def _check_manifest(
    markup: Markup, items: tuple[Item, ...], files: Fileset, report: Report
) -> None:
    """Every item has its file (once), every file its item."""
    listed = Counter(item.path for item in items if item.path)
    for element, item in zip(markup.all("item"), items, strict=True):
        if item.path and (item.path not in files.sizes or listed[item.path] > 1):
            fields = {"what": "manifest", "target": element.get("href")}
            report(diagnostic(Code.MISSING_PART, markup.place(element), **fields))
    for path in files.sizes:
        unlisted = path not in listed and path not in {"mimetype", markup.path}
        if unlisted and not path.startswith("META-INF/"):
            fields = {"target": path, "where": "manifest"}
            report(diagnostic(Code.UNLISTED_FILE, markup.place(markup.root), **fields))


def _identifier(markup: Markup, report: Report) -> str:
    """The identifier that ``unique-identifier`` names."""
    wanted = markup.root.get("unique-identifier")
    for element in markup.root.iter(f"{DC}identifier"):
        if element.get("id") == wanted and text_of(element):
            return text_of(element)
    pos = markup.place(markup.root)
    report(diagnostic(Code.MISSING_METADATA, pos, name="unique-identifier"))
    return ""


def check_metadata(markup: Markup, report: Report) -> None:
    """The metadata that EPUB and EPUB Accessibility require is there."""
    pos = markup.place(markup.root)
    names = {f"dc:{local(e)}" for e in markup.root.iter(f"{DC}*") if text_of(e)}
    names |= {m.get("property") or "" for m in markup.all("meta") if text_of(m)}
    names |= {f"{e.get('rel')}" for e in markup.all("link")}
    wanted = [f"dc:{name}" for name in REQUIRED_ELEMENTS] + [*REQUIRED_PROPERTIES]
    for name in wanted:
        if name not in names:
            report(diagnostic(Code.MISSING_METADATA, pos, name=name))
    # EPUB Accessibility 1.1, 4.2: a publication claims conformance only where somebody checked.
    if "dcterms:conformsTo" not in names:
        report(diagnostic(Code.NO_CONFORMANCE_CLAIM, pos))
    elif "a11y:certifiedBy" not in names:
        report(diagnostic(Code.MISSING_METADATA, pos, name="a11y:certifiedBy"))
    modified = [m for m in markup.all("meta") if m.get("property") == "dcterms:modified"]
    if len([m for m in modified if m.get("refines") is None]) > 1:
        fields = {"name": "dcterms:modified", "count": len(modified)}
        report(diagnostic(Code.REPEATED_METADATA, markup.place(modified[1]), **fields))
    if not language(markup.root):
        report(diagnostic(Code.MISSING_LANGUAGE, pos, element="package"))


def _spine(markup: Markup, items: tuple[Item, ...], report: Report) -> tuple[Item, ...]:
    """The items of the spine in reading order; a reference to none is reported."""
    by_id = {item.id: item for item in items}
    spine = []
    for reference in markup.all("itemref"):
        item = by_id.get(reference.get("idref") or "")
        if item is None:
            fields = {"target": reference.get("idref")}
            report(diagnostic(Code.DANGLING_LINK, markup.place(reference), **fields))
        else:
            spine.append(item)
    if not spine:
        pos = markup.place(markup.root)
        report(diagnostic(Code.MISSING_PART, pos, what="spine", target="itemref"))
    return tuple(spine)


def metadata_count(markup: Markup) -> int:
    """How many statements the metadata makes."""
    metadata = next(markup.all("metadata"), None)
    return 0 if metadata is None else sum(1 for _ in metadata.iterchildren(etree.Element))
