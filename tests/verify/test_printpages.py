"""A list of pages against the pages in the text: the same number, or another."""

from __future__ import annotations

import pytest

from pipeline.diagnostics import Code, Diagnostic
from pipeline.verify.filesets import Target
from pipeline.verify.markup import Markup, parse_bytes
from pipeline.verify.printpages import Entry, check_pages, page_marks

MARKS = {
    "pagenum": '<pagenum id="p">{}</pagenum>',
    "sentence in a pagenum": '<pagenum id="x"><sent id="p">{}</sent></pagenum>',
    "class": '<span class="page-front" id="p">{}</span>',
    "aria-label": '<span role="doc-pagebreak" id="p" aria-label="{}"/>',
    "title": '<hr class="page-special" id="p" title="{}"/>',
}


def found(label: str, mark: str) -> list[Diagnostic]:
    """What is said of a list with one entry, which leads to a mark."""
    hits: list[Diagnostic] = []
    markup = parse_bytes(f"<a>{mark}</a>".encode(), "a.xml", "a.xml", hits.append)
    assert isinstance(markup, Markup)
    entry = Entry(markup, markup.root, label, [Target("a.xml", "p")])
    check_pages([entry], page_marks([markup]), hits.append)
    return hits


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_each_kind_of_mark_says_its_number(mark: str) -> None:
    """DTBook, DAISY 2.02, EPUB with role, EPUB with a title: a wrong number is found in each."""
    assert found("iv", mark.format("iv")) == []
    (hit,) = found("v", mark.format("iv"))
    assert hit.code is Code.WRONG_PAGE_LABEL
    assert "'v'" in hit.message("ja")
    assert "'iv'" in hit.message("ja")


@pytest.mark.parametrize(
    ("label", "text"),
    [("5", "5ページ"), ("p. 5", "5"), ("Page iv", "IV"), ("第 5 頁", "5"), ("05", "5"),
     ("A-3", "A-3"), ("P3", "p.3"), ("四", "四ページ")],
)  # fmt: skip
def test_the_word_for_a_page_is_no_number(label: str, text: str) -> None:
    """Width, case, zeros in front and the word for a page are no difference."""
    assert found(label, MARKS["aria-label"].format(text)) == []


@pytest.mark.parametrize(("label", "text"), [("3", "A-3"), ("iv", "4"), ("5", "15"), ("四", "五")])
def test_a_part_of_a_number_is_another_number(label: str, text: str) -> None:
    """Half of a number does not do."""
    assert [hit.code for hit in found(label, MARKS["pagenum"].format(text))] == [
        Code.WRONG_PAGE_LABEL
    ]


@pytest.mark.parametrize("mark", ['<p id="p">8</p>', '<span class="page-normal" id="p"/>'])
def test_what_has_no_number_is_not_judged(mark: str) -> None:
    """An entry that leads to a paragraph, or to a mark that says nothing, is no wrong number."""
    assert found("7", mark) == []
