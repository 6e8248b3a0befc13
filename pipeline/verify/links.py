"""References between the files of a publication: each must lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Report
from pipeline.verify.filesets import Fileset, Target, resolve
from pipeline.verify.markup import Markup, ids, local

REFERENCES = ("href", "src", "data", "longdesc", "poster", "smilref")
XLINK = "{http://www.w3.org/1999/xlink}href"
# Elements whose reference is a way to go; every other one is a part of what is shown.
WAYS = frozenset({"a", "area", "text", "content", "seq"})


@dataclass(frozen=True, slots=True)
class Linked:
    """The parsed files of a publication with the ids of each; ``files`` are all that there are."""

    files: Fileset
    documents: Mapping[str, Markup]
    ids: Mapping[str, frozenset[str]]

    def leads(self, target: Target) -> bool:
        """Whether a target is there: outside the set, or a file with that id."""
        if not target.path:
            return True
        if target.path not in self.files.sizes:
            return False
        known = self.ids.get(target.path)
        return not target.fragment or known is None or target.fragment in known


def linked(files: Fileset, documents: Mapping[str, Markup], report: Report) -> Linked:
    """Collect the ids of every document; double ones are reported."""
    return Linked(files, documents, {path: ids(m, report) for path, m in documents.items()})


def references(markup: Markup) -> Iterator[tuple[etree._Element, str]]:
    """Each element that refers to something, with its reference as written."""
    for element in markup.root.iter(etree.Element):
        for name in (*REFERENCES, XLINK):
            value = element.get(name)
            if value is not None and not _is_plain_data(element, name):
                yield element, value


def _is_plain_data(element: etree._Element, name: str) -> bool:
    """``data`` and ``src`` mean a file only on some elements; ``base`` is no reference."""
    return local(element) == "base" or (name == "data" and local(element) != "object")


def check_links(markup: Markup, book: Linked, report: Report) -> int:
    """Report each reference of a document that leads nowhere; returns how many it has."""
    count = 0
    for element, href in references(markup):
        count += 1
        target = resolve(markup.path, href)
        if href and book.leads(target):
            continue
        pos = markup.place(element)
        if local(element) in WAYS or target.path in book.files.sizes:
            report(diagnostic(Code.DANGLING_LINK, pos, target=href))
        else:
            what = f"<{local(element)}>"
            report(diagnostic(Code.MISSING_PART, pos, what=what, target=href))
    return count


def check_alternatives(markup: Markup, report: Report) -> int:
    """Report each picture without an ``alt`` attribute; returns how many pictures there are."""
    count = 0
    for image in markup.all("img", "area"):
        count += 1
        if image.get("alt") is None:
            target = image.get("src") or image.get("href") or ""
            report(diagnostic(Code.MISSING_ALT, markup.place(image), target=target))
    return count
