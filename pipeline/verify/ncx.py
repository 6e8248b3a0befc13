"""The NCX, the contents list of DAISY 3 and of old EPUB readers: labels, order, identifier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Report
from pipeline.verify.filesets import Target, resolve
from pipeline.verify.markup import Markup, local, text_of, whole
from pipeline.verify.printpages import Entry
from pipeline.verify.smil import Shown, named
from pipeline.verify.stretch import Role, Stretch, read

TARGETS = ("navPoint", "navTarget", "pageTarget")
# (path, id) → its place in playing or reading order
Places = Mapping[tuple[str, str], tuple[int, int]]


def judge_ncx(ncx: Markup, uid: str, places: Places, report: Report) -> int:
    """Check an NCX against the book's identifier and order; returns how many targets it has."""
    check_uid(ncx, uid, report)
    _check_labels(ncx, report)
    _check_play_order(ncx, places, report)
    _check_counts(ncx, report)
    return sum(1 for _ in ncx.all(*TARGETS))


def labels(ncx: Markup) -> Iterator[Stretch]:
    """What the NCX calls the book and its places; the number of a printed page is no word."""
    for label in ncx.all("docTitle", "navLabel"):
        above = label.getparent()
        if above is not None and local(above) == "pageTarget":
            continue
        yield read(ncx, label, Role.APPARATUS)


def targets(ncx: Markup) -> Iterator[Target]:
    """Where the NCX leads to."""
    for _, href in _targets(ncx):
        yield resolve(ncx.path, href)


def page_entries(ncx: Markup, shown: Shown) -> Iterator[Entry]:
    """The printed pages that the NCX lists; ``shown`` is what SMIL files show, if there are any."""
    for element, href in _targets(ncx):
        if local(element) == "pageTarget":
            target = resolve(ncx.path, href)
            places = shown.get((target.path, target.fragment), [target])
            yield Entry(ncx, element, _label(element), places)


def check_uid(markup: Markup, uid: str, report: Report) -> None:
    """The dtb:uid of a file is the package's identifier."""
    metas = list(named(markup, "dtb:uid"))
    for meta in metas:
        said = meta.get("content") or ""
        if said != uid:
            report(diagnostic(Code.UID_DIFFERS, markup.place(meta), said=said, true=uid))
    if not metas:
        pos = markup.place(markup.root)
        report(diagnostic(Code.MISSING_METADATA, pos, name="dtb:uid"))


def _check_labels(ncx: Markup, report: Report) -> None:
    """Each target is called by words."""
    for target in ncx.all(*TARGETS):
        if not any(text_of(e) for e in target if local(e) == "navLabel"):
            report(diagnostic(Code.EMPTY_LABEL, ncx.place(target)))


def _check_play_order(ncx: Markup, places: Places, report: Report) -> None:
    """Targets are numbered from 1 in playing order; two that lead to one place share a number."""
    found = []
    for element, href in _targets(ncx):
        target = resolve(ncx.path, href)
        place = places.get((target.path, target.fragment))
        if place is None:
            report(diagnostic(Code.DANGLING_LINK, ncx.place(element), target=href))
        else:
            found.append((place, element))
    numbers = {place: n for n, place in enumerate(sorted({p for p, _ in found}), start=1)}
    for place, element in found:
        said = element.get("playOrder")
        if said is not None and said != str(numbers[place]):
            fields = {"said": said, "true": numbers[place]}
            report(diagnostic(Code.WRONG_PLAY_ORDER, ncx.place(element), **fields))
    _check_document_order(ncx, found, report)


def _check_document_order(
    ncx: Markup, found: list[tuple[tuple[int, int], etree._Element]], report: Report
) -> None:
    """The entries of the contents proper stand in playing order."""
    last = (-1, -1)
    for place, element in found:
        if local(element) != "navPoint":
            continue
        if place < last:
            label = text_of(next(e for e in element.iter() if local(e) == "text"))
            report(diagnostic(Code.NAVIGATION_ORDER, ncx.place(element), label=label))
        last = max(place, last)


def _targets(ncx: Markup) -> Iterator[tuple[etree._Element, str]]:
    """Each target with the reference of its own content element."""
    for element in ncx.all(*TARGETS):
        content = [child for child in element if local(child) == "content"]
        yield element, (content[0].get("src") or "") if content else ""


def _check_counts(ncx: Markup, report: Report) -> None:
    """dtb:depth, dtb:totalPageCount and dtb:maxPageNumber, where stated, are true."""
    depth = max((_depth(point) for point in ncx.all("navPoint")), default=0)
    pages = list(ncx.all("pageTarget"))
    _check_values(ncx, pages, report)
    numbers = [n for p in pages if (n := whole(p.get("value") or "")) is not None]
    true = {
        "dtb:depth": depth,
        "dtb:totalPageCount": len(pages),
        "dtb:maxPageNumber": max(numbers, default=0),
    }
    for name, value in true.items():
        for meta in named(ncx, name):
            if (meta.get("content") or "").strip() != str(value):
                fields = {"name": name, "said": meta.get("content"), "true": str(value)}
                report(diagnostic(Code.WRONG_METADATA, ncx.place(meta), **fields))


def _check_values(ncx: Markup, pages: list[etree._Element], report: Report) -> None:
    """The value of a page target is the number that its label says."""
    for page in pages:
        said = page.get("value")
        number = whole(_label(page))
        if said is not None and number is not None and whole(said) != number:
            fields = {"name": "value", "said": said, "true": str(number)}
            report(diagnostic(Code.WRONG_METADATA, ncx.place(page), **fields))


def _label(target: etree._Element) -> str:
    return next((text_of(e) for e in target if local(e) == "navLabel"), "")


def _depth(point: etree._Element) -> int:
    return 1 + sum(1 for above in point.iterancestors() if local(above) == "navPoint")
