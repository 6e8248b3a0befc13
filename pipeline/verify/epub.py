"""Judge an EPUB: container, package, navigation, documents, and the first-use rule in its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lxml import etree

from pipeline.diagnostics import Both, Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.verify.claims import check_claims
from pipeline.verify.clips import AUDIO_ENDINGS
from pipeline.verify.convention import Asked, stated
from pipeline.verify.filesets import Fileset, UnreadableError, ZipEntry, resolve, zip_fileset
from pipeline.verify.first_use import judge_contents, judge_first_uses
from pipeline.verify.links import Linked, check_alternatives, check_links, linked
from pipeline.verify.markup import EPUB_TYPE, Markup, language, local, parse, text_of, tokens
from pipeline.verify.ncx import judge_ncx, labels, page_entries
from pipeline.verify.overlays import judge_overlays
from pipeline.verify.package import DC, Item, Package, check_metadata, metadata_count, read_package
from pipeline.verify.printpages import Entry, check_pages, page_marks
from pipeline.verify.stretch import Role, Stretch, join, read
from pipeline.verify.tally import Form, Tally, tally

MIMETYPE = b"application/epub+zip"
XHTML_TYPE = "application/xhtml+xml"
NCX_TYPE = "application/x-dtbncx+xml"
PARSED_TYPES = frozenset({XHTML_TYPE, NCX_TYPE, "application/smil+xml", "image/svg+xml"})
TITLE_PAGES = frozenset({"titlepage", "halftitlepage"})
APPARATUS = frozenset({"cover", "colophon", "copyright-page", "doc-colophon", "doc-cover"})


def judge_epub(path: Path, report: Report, asked: Asked) -> Tally | None:
    """Check one EPUB file; None where it cannot be opened at all."""
    try:
        files, entries = zip_fileset(path)
    except UnreadableError as error:
        report(diagnostic(Code.CORRUPT_FILE, Pos(str(path)), reason=error.reason))
        return None
    root = check_container(files, entries, report)
    package = _package(root, files, report) if root else None
    if package is None:
        return None
    book = linked_book(package, files, report)
    documents = book.documents
    check_readable(package, files, report)
    counts = _judge_files(package, book, report)
    check_claims(package, book, report)
    counts["contents"] = judge_navigation(package, book, report)
    counts["clips"] = judge_overlays(package, book, report)
    rule = asked.over(stated([package.markup]))
    uses = judge_first_uses(_stretches(package, documents, rule.unit), report, rule=rule)
    judge_contents(_contents(package, book), uses.left_alone, report)
    return tally(Form.EPUB, str(path), uses, {k: v for k, v in counts.items() if v}, rule)


# Container


def _check_mimetype(files: Fileset, entries: Sequence[ZipEntry], report: Report) -> None:
    # OCF 3.3, 4.2.6.3: the first entry, stored, without an extra field, exactly these bytes.
    pos = Pos(files.name)
    first = entries[0] if entries else ZipEntry("", stored=True, extra=b"")
    if first.name != "mimetype":
        first_of_all = Both("mimetype が先頭", "mimetype comes first")
        _container(pos, first_of_all, first.name or "-", report)
    elif not first.stored or first.extra:
        stored = Both(
            "mimetype は無圧縮で、拡張項目なし", "mimetype is stored, without an extra field"
        )
        _container(pos, stored, Both("圧縮か拡張項目あり", "compressed, or an extra field"), report)
    try:
        content = files.read("mimetype") if "mimetype" in files.sizes else b""
    except UnreadableError as error:
        content = str(error).encode()
    if content != MIMETYPE:
        _container(pos, MIMETYPE.decode(), content[:40].decode("utf-8", "replace"), report)


def _container(pos: Pos, expected: str | Both, got: str | Both, report: Report) -> None:
    report(diagnostic(Code.WRONG_CONTAINER, pos, expected=expected, got=got))


def check_container(files: Fileset, entries: Sequence[ZipEntry], report: Report) -> str | None:
    """Check the ZIP container; where META-INF/container.xml says that the package document is."""
    _check_mimetype(files, entries, report)
    path = "META-INF/container.xml"
    if path not in files.sizes:
        fields = {"what": "OCF 3.3", "target": path}
        report(diagnostic(Code.MISSING_PART, Pos(files.name), **fields))
        return None
    container = parse(files, path, report)
    if container is None:
        return None
    root = next(container.all("rootfile"), None)
    target = (root.get("full-path") or "") if root is not None else ""
    if target not in files.sizes:
        pos = container.place(container.root)
        report(diagnostic(Code.MISSING_PART, pos, what="rootfile", target=target))
        return None
    return target


def _package(target: str, files: Fileset, report: Report) -> Package | None:
    markup = parse(files, target, report)
    if markup is None:
        return None
    check_metadata(markup, report)
    return read_package(markup, files, report)


def linked_book(package: Package, files: Fileset, report: Report) -> Linked:
    """The package document and every XML file of its manifest, parsed."""
    documents = {package.markup.path: package.markup}
    for item in package.items:
        if item.media_type in PARSED_TYPES and item.path in files.sizes:
            markup = parse(files, item.path, report)
            if markup is not None:
                documents[item.path] = markup
    return linked(files, documents, report)


# Files


def check_readable(package: Package, files: Fileset, report: Report) -> None:
    """Report each picture, style sheet and font that does not come out of the archive whole."""
    parsed = {item.path for item in package.items if item.media_type in PARSED_TYPES}
    for path in sorted(files.sizes.keys() - parsed):
        if path.lower().endswith(AUDIO_ENDINGS):  # looked at with its clips
            continue
        try:
            files.read(path)
        except UnreadableError as error:
            place = Pos(files.place(path))
            report(diagnostic(Code.CORRUPT_FILE, place, reason=error.reason))


def _judge_files(package: Package, book: Linked, report: Report) -> dict[str, int]:
    """Check ids, links, pictures and languages of every document; returns what was counted."""
    counts = {
        "metadata": metadata_count(package.markup),
        "files": len(book.files.sizes),
        "ids": sum(map(len, book.ids.values())),
        "links": 0,
        "images": 0,
    }
    for item in package.items:
        markup = book.documents.get(item.path)
        if markup is None:
            continue
        counts["links"] += check_links(markup, book, report)
        if item.media_type == XHTML_TYPE:
            counts["images"] += check_alternatives(markup, report)
            _check_head(markup, report)
    return counts


def _check_head(markup: Markup, report: Report) -> None:
    """A document says its language and has a title."""
    if not language(markup.root):
        pos = markup.place(markup.root)
        report(diagnostic(Code.MISSING_LANGUAGE, pos, element=local(markup.root)))
    title = next(markup.all("title"), None)
    if title is None or not text_of(title):
        report(diagnostic(Code.MISSING_METADATA, markup.place(markup.root), name="title"))


# Navigation


def judge_navigation(package: Package, book: Linked, report: Report) -> int:
    """Check the navigation document and the NCX; returns how many entries there are."""
    nav = _navigation(package, book)
    marks = page_marks(m for m in book.documents.values() if local(m.root) == "html")
    if nav is None:
        if all(item.path in book.files.sizes for item in package.items if "nav" in item.properties):
            pos = package.markup.place(package.markup.root)
            report(diagnostic(Code.MISSING_PART, pos, what="manifest", target="nav"))
        return 0
    count = 0
    _check_listed(nav, package, book, report)
    for element in nav.all("nav"):
        entries = [a for a in element.iter(etree.Element) if local(a) == "a"]
        if tokens(element, EPUB_TYPE) & {"toc", "page-list"}:
            _check_order(nav, entries, package, book, report)
        if "page-list" in tokens(element, EPUB_TYPE):
            check_pages(_page_entries(nav, entries), marks, report)
        for entry in entries:
            if not text_of(entry):
                report(diagnostic(Code.EMPTY_LABEL, nav.place(entry)))
        count += len(entries)
    for item in package.items:
        if item.media_type == NCX_TYPE and item.path in book.documents:
            ncx = book.documents[item.path]
            judge_ncx(ncx, package.identifier, _reading_order(package, book), report)
            check_pages(page_entries(ncx, {}), marks, report)
    return count


def _page_entries(nav: Markup, entries: Sequence[etree._Element]) -> Iterator[Entry]:
    """The printed pages that the navigation document lists."""
    for link in entries:
        yield Entry(nav, link, text_of(link), [resolve(nav.path, link.get("href") or "")])


def _contents(package: Package, book: Linked) -> Iterator[Stretch]:
    """Every title and contents list: of the package, of the documents, for old readers."""
    for title in package.markup.root.iter(f"{DC}title"):
        yield read(package.markup, title, Role.APPARATUS)
    for item in package.items:
        markup = book.documents.get(item.path)
        if markup is not None and item.media_type == XHTML_TYPE:
            yield from (read(markup, title, Role.APPARATUS) for title in markup.all("title"))
        if markup is not None and item.media_type == NCX_TYPE:
            yield from labels(markup)
        if markup is not None and "nav" in item.properties:
            # The numbers of printed pages (iv, A-3) are no words.
            lists = (nav for nav in markup.all("nav") if "page-list" not in tokens(nav, EPUB_TYPE))
            yield from (read(markup, nav, Role.APPARATUS) for nav in lists)


def _navigation(package: Package, book: Linked) -> Markup | None:
    paths = [item.path for item in package.items if "nav" in item.properties]
    return book.documents.get(paths[0]) if paths else None


def _check_listed(nav: Markup, package: Package, book: Linked, report: Report) -> None:
    """Every document of the text is in the contents list."""
    listed = {resolve(nav.path, a.get("href") or "").path for a in nav.all("a")}
    for item in package.spine:
        for stretch in _stretch(item, book.documents):
            if stretch.role is Role.UNIT and item.path not in listed:
                fields = {"what": "spine", "target": item.path, "where": "nav"}
                report(diagnostic(Code.NOT_REACHED, stretch.place(0), **fields))


def _check_order(
    nav: Markup,
    entries: Sequence[etree._Element],
    package: Package,
    book: Linked,
    report: Report,
) -> None:
    """Report entries that lead back, or out of the spine."""
    places = _reading_order(package, book)
    last = (-1, -1)
    for entry in entries:
        target = resolve(nav.path, entry.get("href") or "")
        place = places.get((target.path, target.fragment))
        if place is None or place < last:
            label = text_of(entry)
            report(diagnostic(Code.NAVIGATION_ORDER, nav.place(entry), label=label))
        else:
            last = place


def _reading_order(package: Package, book: Linked) -> dict[tuple[str, str], tuple[int, int]]:
    """(path, id) → its place in reading order; the empty id is the document itself."""
    places: dict[tuple[str, str], tuple[int, int]] = {}
    for index, item in enumerate(package.spine):
        places[item.path, ""] = (index, -1)
        markup = book.documents.get(item.path)
        for number, element in enumerate(markup.root.iter(etree.Element) if markup else ()):
            if element.get("id"):
                places.setdefault((item.path, element.get("id") or ""), (index, number))
    return places


# Text


def _stretches(package: Package, documents: Mapping[str, Markup], unit: str) -> list[Stretch]:
    """The text of the spine, a stretch a document; with ``unit`` book, all units are one."""
    found = [s for item in package.spine for s in _stretch(item, documents)]
    units = [s for s in found if s.role is Role.UNIT]
    if unit != "book" or not units:
        return found
    others = [s for s in found if s.role is not Role.UNIT]
    return [*others, join(units[0].name, units, Role.UNIT)]


def _stretch(item: Item, documents: Mapping[str, Markup]) -> Iterator[Stretch]:
    markup = documents.get(item.path)
    body = next(markup.all("body"), None) if markup is not None else None
    if markup is not None and body is not None and "nav" not in item.properties:
        yield read(markup, body, role_of(body))


def role_of(body: etree._Element) -> Role:
    """What a document is, by its semantic marks."""
    marks = tokens(body, EPUB_TYPE) | tokens(body, "role") | tokens(body, "class")
    for child in body.iterchildren(etree.Element):
        marks |= tokens(child, EPUB_TYPE) | tokens(child, "role")
    if marks & TITLE_PAGES:
        return Role.TITLE
    return Role.APPARATUS if marks & APPARATUS else Role.UNIT
