"""Judge an eBraille 1.0 publication: file set, package, documents, entry page, by its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.verify.claims import check_claims
from pipeline.verify.ebraillestyle import judge_media, judge_style
from pipeline.verify.epub import (
    NCX_TYPE,
    XHTML_TYPE,
    check_container,
    check_readable,
    judge_navigation,
    linked_book,
)
from pipeline.verify.filesets import Fileset, UnreadableError, resolve, zip_fileset
from pipeline.verify.links import Linked, check_links, references
from pipeline.verify.markup import EPUB_TYPE, Markup, language, local, parse, text_of, tokens
from pipeline.verify.package import (
    DC,
    Package,
    metadata_count,
    read_package,
)
from pipeline.verify.tally import Form, Tally

PACKAGE, ENTRY = "package.opf", "index.html"  # eBraille 1.0, 4.2
PACKAGE_TYPE = "application/oebps-package+xml"
CSS_TYPE = "text/css"
# 6.2.1: cells of six or eight dots, white space, NO-BREAK SPACE, SOFT HYPHEN.
NOT_CELLS = re.compile("[^\u2800-\u28ff\t\n\r \u00a0\u00ad]+")
SHOWN_ATTRIBUTES = ("alt", "abbr", "title")
# No text, or one that cannot be braille, as the specification says of MathML.
UNSPOKEN = frozenset({"script", "style", "math"})


class Rule(NamedTuple):
    """How often a statement of the metadata stands, and the form of its value (5.3.3)."""

    name: str
    once: bool
    form: str = r".+"
    expected: str = ""


DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
GRAPHICS = r"(JPG|PNG|SVG|PDF)"
RULES = (
    Rule("dc:title", once=False),
    Rule("dc:creator", once=False),
    Rule("dc:identifier", once=False),
    Rule("dc:language", once=False, form=r"[A-Za-z]{2,3}-Brai(-[A-Za-z0-9]+)*", expected="ja-Brai"),
    Rule("dc:format", once=True, form=r"eBraille 1\.0", expected="eBraille 1.0"),
    Rule("dc:date", once=True),
    Rule("dcterms:dateCopyrighted", once=True, form=DATE, expected="YYYY-MM-DD, YYYY-MM, YYYY"),
    Rule("dcterms:modified", once=True, form=r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z",
         expected="YYYY-MM-DDThh:mm:ssZ"),
    Rule("a11y:brailleCellType", once=True, form=r"6|8|6, 8|8, 6", expected="6; 8; 6, 8; 8, 6"),
    Rule("a11y:brailleSystem", once=False),
    Rule("a11y:completeTranscription", once=True, form=r"true|false", expected="true, false"),
    Rule("a11y:producer", once=False),
    Rule("a11y:tactileGraphics", once=True, form=rf"none|{GRAPHICS}(, ?{GRAPHICS})*",
         expected="none; JPG, PNG, SVG, PDF"),
)  # fmt: skip
# 10: all relevant accessibility metadata SHOULD be there.
WISHED = (
    "schema:accessMode",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
)
# 5.3.3.12: the formats of tactile graphics, and what the manifest calls them.
GRAPHICS_TYPES = {
    "JPG": "image/jpeg", "PNG": "image/png", "SVG": "image/svg+xml", "PDF": "application/pdf",
}  # fmt: skip
EIGHT_DOTS = re.compile("[\u2840-\u28ff]")
# OCF 3.3, 4.2.3 (eBraille 1.0, 4.3): what no file name has, and how none ends.
NAME = re.compile(r'[^"*:<>?\\|\x00-\x1f\x7f-\x9f\ue000-\uf8ff]{1,255}(?<!\.)')
# 5.6 and 7: what no package document may have.
FORBIDDEN_ELEMENTS = frozenset({"guide", "tours", "collection", "bindings"})
FORBIDDEN_PROPERTIES = re.compile(r"rendition:(?!flow)[a-z-]+")


def judge_ebraille(path: Path, report: Report) -> Tally | None:
    """Check one ``.ebrl`` file; None where it cannot be opened at all."""
    try:
        files, entries = zip_fileset(path)
    except UnreadableError as error:
        report(diagnostic(Code.CORRUPT_FILE, Pos(str(path)), reason=error.reason))
        return None
    root = check_container(files, entries, report)
    if PACKAGE not in files.sizes:
        _lacks(PACKAGE, files, report)
    if root is not None and root != PACKAGE:
        fields = {"expected": PACKAGE, "got": root}
        report(diagnostic(Code.WRONG_CONTAINER, Pos(files.name), **fields))
    markup = parse(files, root or PACKAGE, report) if (root or PACKAGE) in files.sizes else None
    if markup is None:
        return None
    package = read_package(markup, files, report)
    return _judge(package, linked_book(package, files, report), report)


def _lacks(name: str, files: Fileset, report: Report) -> None:
    fields = {"what": "eBraille 1.0, 4.2", "target": name}
    report(diagnostic(Code.MISSING_PART, Pos(files.name), **fields))


def _judge(package: Package, book: Linked, report: Report) -> Tally:
    _check_metadata(package.markup, report)
    _check_features(package, report)
    _check_names(book.files, report)
    check_readable(package, book.files, report)
    _check_said(package, book, report)
    check_claims(package, book, report)
    counts = {
        "units": len(package.spine),
        "metadata": metadata_count(package.markup),
        "files": len(book.files.sizes),
        "ids": sum(map(len, book.ids.values())),
        "links": 0,
    }
    for item in package.items:
        document = book.documents.get(item.path)
        if document is not None:
            counts["links"] += check_links(document, book, report)
            _check_encoding(document, report)
            _check_places(document, report)
        if document is not None and item.media_type == XHTML_TYPE:
            _check_document(document, report, entry=item.path == ENTRY)
        if item.media_type == CSS_TYPE and item.path in book.files.sizes:
            judge_style(book.files, item.path, report)
    counts["contents"] = judge_navigation(package, book, report)
    _check_entry_page(package, book, report)
    kept = {name: count for name, count in counts.items() if count}
    return Tally(Form.EBRAILLE, book.files.name.removesuffix("!"), kept)


# Package document (5, 7)


def _check_metadata(markup: Markup, report: Report) -> None:
    said = _statements(markup)
    for rule in RULES:
        found = said.get(rule.name, [])
        if not found:
            report(diagnostic(Code.MISSING_METADATA, markup.place(markup.root), name=rule.name))
        if rule.once and len(found) > 1:
            fields = {"name": rule.name, "count": len(found)}
            report(diagnostic(Code.REPEATED_METADATA, markup.place(found[1]), **fields))
        for element in found:
            if not re.fullmatch(rule.form, text_of(element)):
                fields = {"name": rule.name, "said": text_of(element), "expected": rule.expected}
                report(diagnostic(Code.UNFIT_METADATA, markup.place(element), **fields))
    for name in WISHED:
        if name not in said:
            report(diagnostic(Code.ADVISED_METADATA, markup.place(markup.root), name=name))


def _statements(markup: Markup) -> Mapping[str, list[etree._Element]]:
    """What the metadata says of the publication, by name; what refines something is left out."""
    said: dict[str, list[etree._Element]] = {}
    for element in (*markup.root.iter(f"{DC}*"), *markup.all("meta")):
        if element.get("refines") is None and text_of(element):
            is_dc = str(element.tag).startswith(DC)
            name = f"dc:{local(element)}" if is_dc else element.get("property") or ""
            said.setdefault(name, []).append(element)
    return said


def _check_features(package: Package, report: Report) -> None:
    """What EPUB has and eBraille has not: fallbacks, legacy and fixed layout (3.4, 5.6, 7)."""
    markup = package.markup
    for element in markup.root.iter(etree.Element):
        for what in _forbidden(element):
            report(diagnostic(Code.FORBIDDEN_FEATURE, markup.place(element), what=what))
    for reference, item in zip(markup.all("itemref"), package.spine, strict=False):
        if item.media_type != XHTML_TYPE:
            what = f"spine: {item.media_type}"
            report(diagnostic(Code.FORBIDDEN_FEATURE, markup.place(reference), what=what))
        if "nav" in item.properties:
            report(diagnostic(Code.AVOIDED_FEATURE, markup.place(reference), what="spine: nav"))


def _check_names(files: Fileset, report: Report) -> None:
    for path in files.sizes:
        if not all(NAME.fullmatch(name) for name in path.split("/")):
            report(diagnostic(Code.FORBIDDEN_FEATURE, Pos(files.name), what=repr(path)))


def _check_said(package: Package, book: Linked, report: Report) -> None:
    """Graphics of the formats named are there, and cells of eight dots only where they are said."""
    types = {item.media_type for item in package.items}
    for element in _statements(package.markup).get("a11y:tactileGraphics", []):
        for claim in re.findall(r"\w+", text_of(element)):
            if claim in GRAPHICS_TYPES and GRAPHICS_TYPES[claim] not in types:
                fields = {"name": "a11y:tactileGraphics", "claim": claim}
                report(diagnostic(Code.FALSE_CLAIM, package.markup.place(element), **fields))
    said = "".join(package.metas("a11y:brailleCellType"))
    for document in book.documents.values():
        if said == "6" and EIGHT_DOTS.search("".join(map(str, document.root.itertext()))):
            fields = {"name": "a11y:brailleCellType", "said": "6", "true": "8"}
            report(diagnostic(Code.WRONG_METADATA, document.place(document.root), **fields))


def _forbidden(element: etree._Element) -> Iterator[str]:
    name = local(element)
    if name in FORBIDDEN_ELEMENTS:
        yield f"<{name}>"
    if name == "item" and element.get("fallback") is not None:
        yield "fallback"
    if name == "item" and element.get("media-type") == NCX_TYPE:
        yield "NCX"
    if name == "spine" and element.get("toc") is not None:
        yield 'spine toc="…"'
    if name == "meta" and element.get("name") is not None:
        yield f'<meta name="{element.get("name")}">'
    properties = [element.get("property") or ""] if name == "meta" else []
    if name == "itemref":
        properties = (element.get("properties") or "").split()
    for property in properties:
        value = text_of(element)
        reflowable = property == "rendition:layout" and value == "reflowable"
        if FORBIDDEN_PROPERTIES.fullmatch(property) and not reflowable:
            yield property


# Documents (3.5, 3.8, 4.4, 6)


def _check_encoding(markup: Markup, report: Report) -> None:
    encoding = (markup.root.getroottree().docinfo.encoding or "UTF-8").upper()
    if encoding not in {"UTF-8", "US-ASCII", "ASCII"}:
        report(diagnostic(Code.FORBIDDEN_FEATURE, markup.place(markup.root), what=encoding))


def _check_places(markup: Markup, report: Report) -> None:
    """Everything shown lies inside the publication, and no path begins with a slash."""
    for element, href in references(markup):
        parts = urlsplit(href) if "[" not in href else urlsplit("")
        remote = bool(parts.scheme or parts.netloc) and parts.scheme != "data"
        if local(element) not in {"a", "area"} and remote:
            report(diagnostic(Code.FORBIDDEN_FEATURE, markup.place(element), what=href))
        if href.startswith("/") and not parts.netloc:
            report(diagnostic(Code.FORBIDDEN_FEATURE, markup.place(element), what=href))


def _check_document(markup: Markup, report: Report, *, entry: bool) -> None:
    root = markup.root
    if not re.search(r"(^|-)Brai(-|$)", language(root)):
        fields = {"name": "xml:lang", "said": language(root), "expected": "ja-Brai"}
        report(diagnostic(Code.UNFIT_METADATA, markup.place(root), **fields))
    for element in root.iter(etree.Element):
        name = local(element)
        # 8.2: an entry page outside the spine may have scripts; its place there is said apart.
        if (name == "script" and not entry) or (name == "form" and element.get("action")):
            report(diagnostic(Code.FORBIDDEN_FEATURE, markup.place(element), what=f"<{name}>"))
        if name in {"link", "style"} and element.get("media"):
            judge_media(element.get("media") or "", markup.place(element), report)
        _check_cells(element, markup, report)


def _check_cells(element: etree._Element, markup: Markup, report: Report) -> None:
    """Text that is shown is braille; the print numbers of a list of pages are not shown."""
    around = list(element.iterancestors())
    if any(local(e) in UNSPOKEN for e in (element, *around)):
        return
    texts = [element.text or "", *(child.tail or "" for child in element)]
    in_pages = any("page-list" in tokens(e, EPUB_TYPE) for e in around)
    names = SHOWN_ATTRIBUTES[:2] if in_pages or _is_page(element) else SHOWN_ATTRIBUTES
    for text in (*texts, *(element.get(name) or "" for name in names)):
        if strange := NOT_CELLS.search(text):
            shown = strange[0] if len(strange[0]) <= 20 else f"{strange[0][:20]}…"
            report(diagnostic(Code.NO_CELLS, markup.place(element), text=shown))


def _is_page(element: etree._Element) -> bool:
    kinds = tokens(element, "role") | tokens(element, EPUB_TYPE)
    return bool(kinds & {"doc-pagebreak", "pagebreak"})


# Primary entry page (8)


def _check_entry_page(package: Package, book: Linked, report: Report) -> None:
    if ENTRY not in {*book.files.sizes, *(item.path for item in package.items)}:
        _lacks(ENTRY, book.files, report)
    entry = book.documents.get(ENTRY)
    if entry is None:
        return
    navigations = [i.path for i in package.items if "nav" in i.properties]
    if navigations and ENTRY not in navigations:  # that there is none is told already
        fields = {"what": "manifest", "target": f'{ENTRY} (properties="nav")'}
        report(diagnostic(Code.MISSING_PART, entry.place(entry.root), **fields))
    if not any(_is_publication(link) for link in entry.all("link")):
        name = f'<link rel="publication" href="{PACKAGE}" type="{PACKAGE_TYPE}"/>'
        report(diagnostic(Code.MISSING_METADATA, entry.place(entry.root), name=name))
    if any(item.path == ENTRY for item in package.spine) and list(entry.all("script")):
        what = "<script> (spine)"
        report(diagnostic(Code.FORBIDDEN_FEATURE, entry.place(entry.root), what=what))
    for nav in entry.all("nav"):
        _check_nav(nav, entry, report)


def _is_publication(link: etree._Element) -> bool:
    target = resolve(ENTRY, link.get("href") or "")
    return (
        "publication" in tokens(link, "rel")
        and target.path == PACKAGE
        and link.get("type") == PACKAGE_TYPE
    )


def _check_nav(nav: etree._Element, entry: Markup, report: Report) -> None:
    for kind, role in (("toc", "doc-toc"), ("page-list", "doc-pagelist")):
        if kind in tokens(nav, EPUB_TYPE) and role not in tokens(nav, "role"):
            report(diagnostic(Code.MISSING_METADATA, entry.place(nav), name=f'role="{role}"'))
    if "page-list" in tokens(nav, EPUB_TYPE):
        for link in nav.iter(etree.Element):
            if local(link) == "a" and not (link.get("title") or "").strip():
                report(diagnostic(Code.MISSING_METADATA, entry.place(link), name='title="…"'))
