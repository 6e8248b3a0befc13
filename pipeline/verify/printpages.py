"""Numbers of the printed book's pages: what a list of pages says, and what stands in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Report
from pipeline.verify.filesets import Target
from pipeline.verify.markup import EPUB_TYPE, Markup, local, text_of, tokens

PAGE_CLASSES = frozenset({"page-front", "page-normal", "page-special"})
PAGE_ROLES = frozenset({"doc-pagebreak", "pagebreak"})
# What a label may say beside the number: iv, ivページ, 第 4 頁, p. iv, page iv.
BESIDE = re.compile(r"^(?:page|pg|p|第)(?![a-z])|(?:page|ページ|頁)$")
# (path, id) → the marks of printed pages that are there
PageMarks = Mapping[tuple[str, str], str]


class Entry(NamedTuple):
    """An entry of a list of pages: its file and element, its words, and where it leads to."""

    markup: Markup
    element: etree._Element
    label: str
    places: Iterable[Target]


def check_pages(entries: Iterable[Entry], marks: PageMarks, report: Report) -> None:
    """Report each entry whose number is another than that of the page it leads to.

    An entry that leads to no mark of a page, or to one without a number, is not judged here.
    """
    for entry in entries:
        found = (marks.get((place.path, place.fragment), "") for place in entry.places)
        true = next(filter(None, found), "")
        if entry.label and true and _number(entry.label) != _number(true):
            fields = {"said": entry.label, "true": true}
            report(diagnostic(Code.WRONG_PAGE_LABEL, entry.markup.place(entry.element), **fields))


def page_marks(documents: Iterable[Markup]) -> PageMarks:
    """Where the pages of the printed book begin in the text, with the number each says."""
    return {
        (markup.path, id): label
        for markup in documents
        for element in markup.root.iter(etree.Element)
        if _is_page(element)
        for label in [_label(element)]
        for id in _ids(element)
    }


def _is_page(element: etree._Element) -> bool:
    """Z39.86-2005 (pagenum), DAISY 2.02, 2.1.3 (classes), DPUB-ARIA and EPUB vocabularies."""
    return (
        local(element) == "pagenum"
        or bool(tokens(element, "class") & PAGE_CLASSES)
        or bool((tokens(element, "role") | tokens(element, EPUB_TYPE)) & PAGE_ROLES)
    )


def _label(element: etree._Element) -> str:
    return text_of(element) or element.get("aria-label") or element.get("title") or ""


def _ids(element: etree._Element) -> Iterator[str]:
    """A SMIL file shows the mark, or a sentence inside it."""
    yield from (inner.get("id") or "" for inner in element.iter(etree.Element) if inner.get("id"))


def _number(label: str) -> list[str]:
    """A label's figures and letters, in any width and case, without the word for a page."""
    folded = unicodedata.normalize("NFKC", label).casefold().strip()
    parts = re.findall(r"\d+|[^\W\d_]+", BESIDE.sub("", folded))
    return [part.lstrip("0") if part.isdecimal() else part for part in parts]
