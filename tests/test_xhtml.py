"""Nodes become XHTML in both dialects."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from pipeline.document import (
    Block,
    BlockQuote,
    Description,
    Figure,
    FootnoteReference,
    Inline,
    Language,
    Link,
    ListStyle,
    Note,
    NoteKind,
    PageMark,
    Phrase,
    Ruby,
    SoftBreak,
    Table,
    Term,
    Text,
    Unit,
    Verbatim,
)
from pipeline.walk import all_inlines, plain_text, unit_inlines
from pipeline.writers.elements import serialize
from pipeline.writers.furigana import furigana, furigana_at_first_use
from pipeline.writers.inlines import Context, Dialect, external
from pipeline.writers.xhtml import blocks_html, circled, document, ids, inline_html, unit_body
from tests.sample import MENU, P, every_node, inlines, listing, paragraph, table, term, unit

EPUB = Context(Dialect.EPUB, "a.xhtml", {"here": "a.xhtml", "there": "b.xhtml"})
DAISY = replace(EPUB, dialect=Dialect.DAISY202)

NOT_IN_XHTML_1_0 = {"aside", "figcaption", "figure", "nav", "rt", "ruby", "section"}


def bare(markup: bytes) -> str:
    """Markup without the namespaces of its first tag, for comparing."""
    text = markup.decode()
    for prefix, uri in (("", Dialect.EPUB.vocabulary.namespace), *EPUB.dialect.vocabulary.prefixes):
        colon = f":{prefix}" if prefix else ""
        text = text.replace(f' xmlns{colon}="{uri}"', "")
    return text


def inline(*pieces: str | Inline, context: Context = EPUB) -> str:
    """What a run of inlines becomes, without the element around it."""
    content = inline_html(inlines(*pieces), context)
    root = context.element("x", content)
    return bare(etree.tostring(root, encoding="utf-8"))[len("<x>") : -len("</x>")]


def block(made: Block, context: Context = EPUB) -> str:
    root = context.element("x", blocks_html((made,), context))
    markup = bare(etree.tostring(root, encoding="utf-8"))[len("<x>") : -len("</x>")]
    return markup.replace("\n", "")


def unit_document(context: Context) -> etree._Element:
    """The first unit of the book that has every node."""
    book = every_node()
    files = {id: "a.xhtml" for u in book.units for id in ids(u)}
    here = replace(context, files=files, images={"images/menu.png": "menu.png"})
    return document("題", unit_body(book.units[0], here), here, "ja")


# Terms


def test_a_first_use_shows_its_original_marked_as_english() -> None:
    """The gloss is one span, so that it can be skipped; the original inside is English."""
    assert inline(term("アイフォン", "iPhone")) == (
        'アイフォン<span class="gloss">（<span lang="en" xml:lang="en">iPhone</span>）</span>'
    )


def test_a_later_use_is_only_its_reading() -> None:
    """Nothing of the original is left after the first use."""
    assert inline(term("アイフォン", "iPhone", first=False), "を") == "アイフォンを"


def test_a_gloss_keeps_the_brackets_its_author_chose() -> None:
    """The brackets come from the node, not from the writer."""
    asked = Term("ワイファイ", "Wi-Fi", True, P, before=" (", after=")")

    assert ' (<span lang="en" xml:lang="en">Wi-Fi</span>)' in inline(asked)


def test_an_original_without_latin_letters_is_not_called_english() -> None:
    """Greek in brackets would be spelled wrongly by an English voice."""
    assert inline(term("アルファ", "α")) == 'アルファ<span class="gloss">（α）</span>'


def test_glosses_in_a_phrase_have_ids_of_their_own() -> None:
    """A player can skip each gloss of a phrase."""
    phrase = Phrase("p7", inlines(term("エー", "A"), "と", term("ビー", "B")), P)

    assert 'id="p7-g1"' in inline(phrase)
    assert 'id="p7-g2"' in inline(phrase)


# Text, ruby, breaks


def test_markup_in_the_manuscript_stays_text() -> None:
    """What looks like a tag is what the author typed."""
    assert inline("<script>&\"'") == "&lt;script&gt;&amp;\"'"


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [("漢字", "かな", "漢字かな"), ("Open", "Door", "Open Door"), ("漢字", "A", "漢字A")],
)
def test_a_line_end_is_a_blank_only_between_words_in_the_alphabet(
    before: str, after: str, joined: str
) -> None:
    """Japanese runs on over the end of a line."""
    assert inline(before, SoftBreak(P), after) == joined


def test_ruby_is_given_as_the_book_asks() -> None:
    """None leaves the base; DAISY 2.02 has no ruby, so the reading stands in brackets."""
    ruby = Ruby("点訳", "てんやく", P)

    assert inline(ruby) == "<ruby>点訳<rt>てんやく</rt></ruby>"
    assert inline(ruby, context=replace(EPUB, ruby="none")) == "点訳"
    assert inline(ruby, context=DAISY) == (
        '<span class="ruby">点訳<span class="rt">（てんやく）</span></span>'
    )


def test_full_ruby_reads_kanji_and_leaves_other_languages_alone() -> None:
    """Only the kanji of a word has a reading above it, and only where the text is Japanese."""
    full = replace(EPUB, ruby="full", furigana=furigana)

    assert inline("取り扱う", context=full) == (
        "<ruby>取<rt>と</rt></ruby>り<ruby>扱<rt>あつか</rt></ruby>う"
    )
    assert inline(Language(inlines("漢字"), "zh", P), context=full) == (
        '<span lang="zh" xml:lang="zh">漢字</span>'
    )


@pytest.mark.parametrize("text", ["食べ物を\n取り扱う人々。", "案内\n案内", "", "ABC 123", "々〆"])
def test_furigana_changes_no_text(text: str) -> None:
    """Whatever the readings are, the pieces are the text."""
    assert "".join(base for base, _ in furigana(text)) == text


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("食べ物", [("食", "た"), ("べ", ""), ("物", "もの")]),
        ("今日は", [("今日", "きょう"), ("は", "")]),
        ("申し込み書", [("申", "もう"), ("し", ""), ("込", "こ"), ("み", ""), ("書", "しょ")]),
        ("（「々」）", [("（「々」）", "")]),
        ("アプリ2.0", [("アプリ2.0", "")]),
    ],
)
def test_furigana_stands_over_kanji_only(text: str, pieces: list[tuple[str, str]]) -> None:
    """Kana, digits and signs need no reading; a word read as a whole keeps its kanji together."""
    assert furigana(text) == pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("12月25日", [("12", ""), ("月", "がつ"), ("25", ""), ("日", "にち")]),
        ("10月1日", [("10", ""), ("月", "がつ"), ("1日", "ついたち")]),
        ("三本の木", [("三本", "さんぼん"), ("の", ""), ("木", "き")]),
        ("八年", [("八年", "はちねん")]),
        ("変わり目", [("変", "か"), ("わり", ""), ("目", "め")]),
        ("一日中", [("一日中", "いちにちじゅう")]),
        ("コーヒー店", [("コーヒー", ""), ("店", "てん")]),
        ("3つ目", [("3つ", ""), ("目", "め")]),
        ("1986 年に 2 人", [("1986 ", ""), ("年", "ねん"), ("に ", ""), ("2 人", "ふたり")]),
        ("第 3 章", [("第", "だい"), (" 3 ", ""), ("章", "しょう")]),
    ],
)
def test_furigana_reads_as_braille_and_voice_do(text: str, pieces: list[tuple[str, str]]) -> None:
    """Dates and counters have the readings of the other forms, and figures stay figures."""
    assert furigana(text) == pieces


def test_ruby_at_first_use_comes_once_for_each_word_and_reading() -> None:
    """扱う and 扱い are one word; what is read otherwise is another; a new unit starts over."""
    first = replace(EPUB, ruby="first", furigana=furigana_at_first_use())

    assert inline("扱う。", context=first) == "<ruby>扱<rt>あつか</rt></ruby>う。"
    assert inline("扱いを", context=first) == "扱いを"
    assert inline("一人の人", context=first) == (
        "<ruby>一人<rt>ひとり</rt></ruby>の<ruby>人<rt>ひと</rt></ruby>"
    )
    again = replace(first, furigana=furigana_at_first_use())
    assert "<rt>あつか</rt>" in inline("扱い", context=again)


def test_a_caption_and_a_title_are_read_before_what_they_name() -> None:
    """Ruby at first use stands where a reader meets the word first."""
    first = replace(EPUB, ruby="first", furigana=furigana_at_first_use())

    assert block(table(inlines("役目"), ("役目", "形")), first).count("<rt>やくめ</rt>") == 1
    assert "<caption><ruby>" in block(
        table(inlines("場所"), ("場所", "数")), replace(first, furigana=furigana_at_first_use())
    )
    note = Note(NoteKind.TIP, inlines("覚え書き"), (paragraph("覚え書き。"),), P)
    assert "<p>覚え書き。</p>" in block(note, first)


def test_short_numbers_stand_upright_in_vertical_writing_only() -> None:
    """Two digits share a cell; longer numbers, versions and times lie on their side."""
    vertical = replace(EPUB, tate_chu_yoko=True)

    assert inline("12月3日", context=vertical) == (
        '<span class="tcy">12</span>月<span class="tcy">3</span>日'
    )
    assert inline("2025年 18.5 10:30 5G", context=vertical) == "2025年 18.5 10:30 5G"
    assert inline("え!? a?b 何!!!", context=vertical) == ('え<span class="tcy">!?</span> a?b 何!!!')
    assert inline("12月3日") == "12月3日"


def test_what_the_normaliser_left_alone_can_be_told_from_what_it_forgot() -> None:
    """A span says it, for the judges of published books."""
    assert inline(Verbatim(inlines("KEY"), P)) == '<span class="verbatim">KEY</span>'


# Links


def test_links_find_the_document_their_target_is_in() -> None:
    """An id in this document needs no file name, an id elsewhere does."""
    assert inline(Link(inlines("前"), "#here", "", P)) == '<a href="#here">前</a>'
    assert inline(Link(inlines("次"), "#there", "", P)) == '<a href="b.xhtml#there">次</a>'


@pytest.mark.parametrize(
    "target", ["#nowhere", "javascript:alert(1)", "data:text/html,x", "x.html"]
)
def test_a_link_that_leads_nowhere_good_is_only_its_text(target: str) -> None:
    """A published book has no dangling link and runs no script."""
    assert inline(Link(inlines("文"), target, "", P)) == "文"


def test_no_link_stands_inside_a_link() -> None:
    """A footnote call in a link's text keeps its id and is no link."""
    call = FootnoteReference("here", 1, "ref", P)

    assert inline(Link(inlines("文", call), "#there", "", P)) == (
        '<a href="b.xhtml#there">文<span id="ref" class="noteref">（注1）</span></a>'
    )


@pytest.mark.parametrize(
    ("target", "published"),
    [
        ("https://example.jp/案内?q=<a b>", "https://example.jp/案内?q=%3Ca%20b%3E"),
        ("mailto:a@example.jp", "mailto:a@example.jp"),
        ("http://[broken", ""),
        ("https:///no-host", ""),
        ("https://a b/", ""),
    ],
)
def test_urls_are_published_as_their_standard_spells_them(target: str, published: str) -> None:
    """What EPUBCheck would refuse is encoded, or not published as a link."""
    assert external(target) == published


# Blocks


def test_circled_numbers_are_text() -> None:
    """They can be copied and spoken, and the list is still a list to a screen reader."""
    made = listing(ListStyle.CIRCLED, (paragraph("開く"),), (paragraph("閉じる"),))

    assert block(made) == (
        '<ol class="circled" role="list"><li><span class="marker">①</span>開く</li>'
        '<li><span class="marker">②</span>閉じる</li></ol>'
    )


@pytest.mark.parametrize(
    ("number", "mark"), [(0, "⓪"), (20, "⑳"), (21, "㉑"), (50, "㊿"), (51, "（51）")]
)
def test_numbers_without_a_circle_are_in_brackets(number: int, mark: str) -> None:
    """Unicode's circles end at 50."""
    assert circled(number) == mark


def test_a_circled_number_goes_into_the_first_paragraph_of_a_loose_item() -> None:
    """The number and its text are one line."""
    made = replace(listing(ListStyle.CIRCLED, (paragraph("一"), paragraph("二"))), tight=False)

    assert '<li><p><span class="marker">①</span>一</p><p>二</p></li>' in block(made)


def test_a_numbered_list_counts_as_the_manuscript_does() -> None:
    """The first number and every jump are written; the others count themselves."""
    made = listing(ListStyle.DECIMAL, (paragraph("三"),), (paragraph("四"),), start=3)
    jumped = replace(made, items=(made.items[0], replace(made.items[1], number=9)))

    assert block(made) == '<ol start="3"><li>三</li><li>四</li></ol>'
    assert block(jumped) == '<ol start="3"><li>三</li><li value="9">四</li></ol>'


def test_a_reference_note_begins_with_its_mark() -> None:
    """The mark is not in the text of the node; in DAISY the remark is no sidebar to be skipped."""
    note = Note(NoteKind.REFERENCE, (), (paragraph("違います。"),), P)

    assert block(note) == (
        '<aside class="note reference" role="note">'
        '<p><span class="marker">※</span>違います。</p></aside>'
    )
    assert block(note, DAISY).startswith('<div class="reference"><p>')


def test_a_note_without_a_title_says_what_it_is() -> None:
    """A warning is a warning to those who do not see its frame."""
    note = Note(NoteKind.WARNING, (), (BlockQuote((paragraph("熱い。"),), P),), P)

    assert '<p class="note-title">注意</p>' in block(note)
    assert block(note, DAISY).startswith('<div class="sidebar"><p class="note-title">注意</p>')


def test_column_names_are_headers_and_an_empty_one_is_not() -> None:
    """A header without a name says nothing."""
    made: Table = table((), ("", "役目"), ("戻る", "前へ"))

    assert block(made) == (
        '<table><thead><tr><td></td><th scope="col">役目</th></tr></thead>'
        "<tbody><tr><td>戻る</td><td>前へ</td></tr></tbody></table>"
    )


@pytest.mark.parametrize("context", [EPUB, DAISY])
def test_row_names_are_headers_of_their_rows(context: Context) -> None:
    """Who reads a cell alone hears its row and its column; an empty name is none."""
    made = replace(table((), ("", "役目"), ("戻る", "前へ"), ("", "無")), row_headers=True)

    assert '<tr><th scope="row">戻る</th><td>前へ</td></tr>' in block(made, context)
    assert "<tr><td></td><td>無</td></tr>" in block(made, context)


def test_a_long_description_follows_its_picture() -> None:
    """The picture points to it; it is closed in EPUB and a producer's note in DAISY 2.02."""
    told = Figure(MENU, inlines("図1"), P, Description("d1", (paragraph("長い説明。"),), P))
    here = replace(EPUB, images={MENU.source: "menu.png"})

    assert 'aria-details="d1"' in block(told, here)
    assert block(told, here).endswith(
        '</figure><details id="d1"><summary class="description-title">画像の詳しい説明</summary>'
        "<p>長い説明。</p></details></div>"
    )
    assert '<div id="d1" class="prodnote">' in block(told, DAISY)
    assert "aria-details" not in block(replace(told, description=None), here)


@pytest.mark.parametrize(
    ("number", "kind"), [("12", "page-normal"), ("iv", "page-front"), ("A-3", "page-special")]
)
def test_page_marks_name_the_page(number: str, kind: str) -> None:
    """EPUB says it to assistive technology only; DAISY 2.02 shows it, by its class."""
    mark = PageMark(number, "pg", P)

    assert f'aria-label="{number}ページ"' in inline(mark)
    assert 'role="doc-pagebreak"' in inline(mark)
    assert inline(mark, context=DAISY) == f'<span id="pg" class="{kind}">{number}</span>'


def test_much_text_in_many_pieces_is_no_trouble() -> None:
    """A paragraph of 6 MB in 1,200 pieces takes about a second, not the square of their number."""
    pieces = [piece for _ in range(600) for piece in ("あいう。" * 1700, term("エー", "A"))]
    started = time.process_time()

    assert len(block(paragraph(*pieces))) > 4_000_000
    assert time.process_time() - started < 10


# Whole units


@pytest.mark.parametrize("context", [EPUB, DAISY])
def test_no_text_of_the_manuscript_is_lost(context: Context) -> None:
    """Everything a reader hears stands in the published unit."""
    made = every_node().units[0]
    published = "".join(str(text) for text in unit_document(context).itertext())

    for node in unit_inlines(made):
        if isinstance(node, Text):
            assert node.value in published or node in _alternative_texts(made)


def _alternative_texts(made: Unit) -> set[Inline]:
    alts = (node.alt for node in unit_inlines(made) if hasattr(node, "alt"))
    figures = (b.image.alt for b in made.blocks if hasattr(b, "image"))
    return {inline for alt in (*alts, *figures) for inline in all_inlines(alt)}


def test_pictures_carry_their_alternative_text() -> None:
    """An ornament has an empty one, so that nothing reads out its file name."""
    alts = [str(alt) for alt in unit_document(EPUB).xpath("//@alt")]

    assert alts == ["", "設定の画面。歯車の印が右上にある。"]


@pytest.mark.parametrize("context", [EPUB, DAISY])
def test_every_id_is_there_once(context: Context) -> None:
    """What ``ids`` promises is what a link finds."""
    found = [str(id) for id in unit_document(context).xpath("//@id")]

    assert len(found) == len(set(found))
    assert set(ids(every_node().units[0])) <= set(found)


def test_headings_open_sections_within_their_unit() -> None:
    """A section of level 3 is inside that of level 2; the next of level 2 is beside it."""
    headings = unit_document(EPUB).xpath("//*[local-name()='h2' or local-name()='h3']")
    depths = [sum(1 for _ in heading.iterancestors("{*}section")) for heading in headings]

    assert depths == [2, 3, 2]


def test_daisy_2_02_has_only_what_xhtml_1_0_has() -> None:
    """No element, role or epub:type of EPUB 3 reaches an old player."""
    root = unit_document(DAISY)
    attributes = {str(name) for element in root.iter() for name in element.attrib}

    assert not NOT_IN_XHTML_1_0 & {etree.QName(element).localname for element in root.iter()}
    assert not any("ops" in name or name == "role" or "aria" in name for name in attributes)


def test_daisy_2_02_follows_the_grammar_of_xhtml_1_0(tmp_path: Path) -> None:
    """The DTD that DAISY 2.02 names accepts a unit with every node."""
    validator = Path(__file__).resolve().parents[2] / "shared/schemas/validate.py"
    if not validator.exists():
        pytest.skip("skipped: no ../shared")
    made = tmp_path / "unit.html"
    made.write_bytes(serialize(unit_document(DAISY), Dialect.DAISY202.doctype))

    run = subprocess.run([sys.executable, validator, made], capture_output=True, check=False)

    assert run.returncode == 0, run.stdout.decode()


def test_lists_may_be_deep() -> None:
    """A hundred lists inside each other are published, not a crash."""
    inner: Block = paragraph("底")
    for _ in range(100):
        inner = listing(ListStyle.BULLET, (inner,))

    body = unit_body(unit("u", inner), EPUB)

    assert len(body.xpath("//*[local-name()='ul']")) == 100


def test_a_title_is_plain_text() -> None:
    """The head's title has no markup and no gloss."""
    title = plain_text(inlines("第1章 ", term("アイフォン", "iPhone")))
    root = document(title, EPUB.element("body"), EPUB, "ja")

    assert root.findtext(".//{*}title") == "第1章 アイフォン"
