"""Books to braille pages: structure, glosses, and what each node becomes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from pipeline.braille.cells import BLANK
from pipeline.document import Code as Typed
from pipeline.document import (
    CodeBlock,
    Definition,
    DefinitionList,
    Footnote,
    FootnoteReference,
    HardBreak,
    Language,
    ListStyle,
    Note,
    NoteKind,
    PageMark,
    Ruby,
    SoftBreak,
    Term,
    Text,
    Verbatim,
)
from pipeline.walk import unit_inlines
from pipeline.writers.braille import volumes
from tests import sample
from tests.braille_books import P, body, book, cells, quiet, settings, text_of
from tests.sample import heading, inlines, listing, paragraph, table, term, unit


def test_a_paragraph_begins_at_cell_3_and_goes_on_at_cell_1() -> None:
    """A heading stands at cell 9; text begins at cell 3 and runs over at cell 1."""
    lines = body(book(paragraph("スマートフォンの電源を入れて、画面の明るさを調べます。")))

    assert lines[0] == " " * 8 + cells("ダイ1ショー")
    assert lines[1].startswith("  " + cells("スマートフォンノ"))
    assert not lines[2].startswith(" ")


@pytest.mark.parametrize(("level", "indent", "mark"), [(2, 6, ""), (3, 4, ""), (4, 4, "⠐⠂")])
def test_headings_begin_by_their_level(level: int, indent: int, mark: str) -> None:
    """Level 2 begins at cell 7, level 3 at 5; a deeper one is set apart by a mark."""
    lines = body(book(paragraph("ア。"), heading(level, "h2", "エキ"), paragraph("イ。")))

    assert lines[2:4] == ["", " " * indent + cells("エキ") + mark]


def test_the_first_use_has_its_gloss_in_brackets() -> None:
    """アイフォン（iPhone） once, アイフォン after that; a phrase stands in 外国語引用符."""
    lines = "\n".join(
        body(
            book(
                paragraph(
                    term("アイフォン", "iPhone"), "を開く。",
                    term("アイフォン", "iPhone", first=False), "。",
                    term("アップストア", "App Store"), "。",
                )
            )
        )
    )  # fmt: skip

    assert cells("アイフォン(iPhone)ヲ") in lines
    assert lines.count("⠏⠓⠕⠝⠑") == 1
    assert "⠶⠦⠠⠁⠏⠏" in lines
    assert "⠠⠎⠞⠕⠗⠑⠴⠶⠲" in lines


def test_an_original_that_is_partly_japanese_is_read_as_the_name_is() -> None:
    """高 is コウ in N高, as its reading says, not ダカ."""
    lines = body(book(paragraph(replace(term("エヌコウ", "N高"), braille="エヌコー"), "の本。")))

    assert f"{cells('エヌコー')}{cells('(N-コー)')}" in lines[1]


def test_contents_show_readings_only() -> None:
    """目次 has no gloss, the heading on its page has one."""
    made = sample.book(
        unit("u1", heading(1, "h1", term("アイフォン", "iPhone"), "の話"), paragraph("ア。")),
        settings=settings(),
    )
    (volume,) = volumes(made, quiet)

    assert "⠶" not in text_of(page for page in volume.pages if page.label.startswith("モク"))[:200]
    assert "⠶⠰⠊⠠⠏⠓⠕⠝⠑⠶" in text_of(page for page in volume.pages if page.label == "1")


def test_the_title_page_is_a_stretch_of_its_own() -> None:
    """The title on the title page shows its gloss, in 奥付 it does not."""
    made = replace(book(paragraph("ア。")), title=inlines(term("アイフォン", "iPhone")))
    (volume,) = volumes(made, quiet)

    assert "⠶⠰⠊⠠⠏⠓⠕⠝⠑⠶" in text_of(volume.pages[:1])
    assert "⠊⠠⠏⠓⠕⠝⠑" not in text_of(volume.pages[1:])


def test_the_readings_of_book_toml_win() -> None:
    """Title and author are read as book.toml says, cut as the rules cut them."""
    about = replace(
        settings(), title="生の声", title_reading="キノコエ",
        creators=("東海林 太郎",), creator_readings=("ショウジ タロウ",),
    )  # fmt: skip
    made = sample.book(unit("u", heading(1, "h", "ア")), settings=about)

    (volume,) = volumes(made, quiet)

    shown = text_of(volume.pages[:1]).replace(BLANK, " ")
    assert cells("キノコエ") in shown
    assert cells("ショージ タロー") in shown


def test_pages_come_in_the_order_of_a_braille_book() -> None:
    """標題紙 without a number, 目次 and 凡例 as モクn, the text from 1, 奥付 without a number."""
    (volume,) = volumes(book(paragraph("ア。")), quiet)

    assert [page.label for page in volume.pages] == ["", "モク1", "モク2", "1", ""]
    assert volume.pages[1].rows[0].cells == BLANK * 28 + "⠾⠩⠼⠁"
    assert volume.pages[3].rows[0].cells == BLANK * 30 + "⠼⠁"
    assert volume.pages[0].rows[0].cells == ""


def test_ruby_gives_the_reading() -> None:
    """The reading in ruby is what is written, with its long vowels."""
    lines = body(book(paragraph(Ruby("東京", "とうきょう", P), "へ。")))

    assert cells("トーキョーエ。") in lines[1]


def test_lists_begin_with_their_numbers() -> None:
    """①, 1. and a dot stand before the items; run-over lines two cells further in."""
    items = (ListStyle.CIRCLED, ListStyle.DECIMAL, ListStyle.BULLET)
    long = "機種の名前と電話の番号を、用紙に書いておきます。"
    lines = body(book(*(listing(style, (paragraph(long),)) for style in items)))

    begun = [line for line in lines[1:] if line.startswith(("⠼⠂ ", "⠼⠁⠲ ", "⠐ "))]
    assert len(begun) == 3
    assert all(line.startswith("  ") for line in lines[1:] if line and line not in begun)


def test_notes_footnotes_and_pictures() -> None:
    """※ opens a note, a footnote follows its paragraph, a picture is its text in 点訳者挿入符."""
    call = FootnoteReference("fn1", 1, "r1", P)
    note = Footnote("fn1", 1, ("r1",), (paragraph("アメ。"),), P)
    made = sample.book(
        unit(
            "u1",
            heading(1, "h1", "ショー"),
            paragraph("設定", call, "。"),
            Note(NoteKind.REFERENCE, (), (paragraph("ユキ。"),), P),
            paragraph("マエ", sample.MENU, "アト。"),
            footnotes=(note,),
        ),
        settings=settings(),
    )
    text = body(made)

    assert text[1] == "  " + cells("セッテイ") + "⠰⠼⠁⠆⠲"
    assert text[2] == "  ⠰⠼⠁⠆ " + cells("アメ。")
    assert text[3] == "  ⠔⠔ " + cells("ユキ。")
    assert "⠰⠶⠐⠹" in "".join(text)
    assert "⠶⠆" in "".join(text)


def test_a_note_s_call_follows_what_it_is_about() -> None:
    """文中注記符 stands behind its word or its sentence with no blank."""
    call = FootnoteReference("fn1", 1, "r1", P)
    note = Footnote("fn1", 1, ("r1",), (paragraph("アメ。"),), P)
    said = paragraph("デンゲン", call, "デス。ヨシ。", call, "ツギ。")
    head = heading(1, "h1", "ショー")
    made = sample.book(unit("u1", head, said, footnotes=(note,)), settings=settings())

    called = "⠰⠼⠁⠆"
    assert body(made)[1] == (
        f"  {cells('デンゲン')}{called}{cells('デス。ヨシ。')}{called}  {cells('ツギ。')}"
    )


def test_a_table_that_fits_stands_in_columns() -> None:
    """Short cells stand in rows under a rule, long ones in a list that names the columns."""
    rows = (("ナマエ", "ネダン"), ("リンゴ", "3エン"), ("カキ", ""))
    text = body(book(table((), *rows)))

    assert text[1] == cells("ナマエ") + "   " + cells("ネダン")
    assert set(text[2]) == {"⠒"}
    assert text[3] == cells("リンゴ") + "  " + cells("3エン")
    assert text[4].endswith("⠤⠤")
    wide = body(book(table((), *((a, b * 12) for a, b in rows))))
    assert any(line.startswith(cells("ナマエ") + "⠐⠂ ") for line in wide)


def test_a_column_that_is_named_again_has_its_original_once() -> None:
    """A list names its columns for each row: a term of the head has its gloss before the first."""
    rows = [(f"{n}バンメノ モノ", "ナガイ ハナシ" * 4) for n in "123"]
    made = table((), ("ナマエ", term("アイフォン", "iPhone")), *rows)
    text = "".join(body(book(made)))

    assert text.count(cells("アイフォン")) == 4
    assert text.index("⠰⠊⠠⠏⠓⠕⠝⠑") < text.index(cells("1バンメノ"))
    assert text.count("⠰⠊⠠⠏⠓⠕⠝⠑") == 1


def test_print_pages_stand_at_the_end_of_a_line() -> None:
    """The number of a print page is at the right end of the line on which it begins."""
    text = body(book(paragraph("マエ。", PageMark("12", "p12", P), "アト。")))

    assert text[1].endswith("⠼⠁⠃")
    assert len(text[1]) == 32


def test_another_language_is_quoted() -> None:
    """Text marked as another language stands in 外国語引用符, a particle after a blank."""
    text = body(book(paragraph(Language(inlines("Bonjour"), "fr", P), "と言う。")))

    assert "⠦⠠⠃⠕⠝⠚⠕⠥⠗⠴ ⠞" in text[1]


def test_typed_text_stands_in_computer_braille() -> None:
    """A file name in a sentence and the lines of a code block are computer braille, blanks kept."""
    block = CodeBlock("pip install x\nmake\n", "sh", P)
    text = body(book(paragraph("次に", Typed("a.txt", P), "を開く。"), block))

    assert text[1] == f"  {cells('ツギニ')} ⠠⠦⠁⠲⠞⠭⠞⠠⠴ {cells('ヲ ヒラク。')}"
    assert text[2:4] == ["⠠⠦⠏⠊⠏ ⠊⠝⠎⠞⠁⠇⠇ ⠭⠠⠴", "⠠⠦⠍⠁⠅⠑⠠⠴"]


def test_words_kept_in_the_alphabet_are_quoted() -> None:
    """A verbatim word stands in 外国語引用符, a section label does not."""
    text = body(book(paragraph(Verbatim(inlines("KEY"), P), "と", Verbatim(inlines("1-A"), P))))

    assert "⠦⠠⠠⠅⠑⠽⠴" in text[1]
    assert "⠼⠁⠤⠰⠠⠁" in text[1]


def test_the_dictionary_s_braille_wins() -> None:
    """The braille column of terms.tsv is written as it stands there, cuts and all."""
    word = Term("マイナポータル", "Mynaportal", True, P, braille="マイナ ポータル")

    text = body(book(paragraph(word, "へ。")))

    assert f"{cells('マイナ ポータル')}⠶⠰⠠⠍⠽⠝⠁⠏⠕⠗⠞⠁⠇⠶⠋⠲" in text[1]


def test_questions_and_terms_stand_above_what_is_said_of_them() -> None:
    """A term begins at cell 1, its definition further in on the next line."""
    entry = Definition(inlines("電池"), (paragraph("電気をためます。"),), P)

    text = body(book(DefinitionList((entry,), qa=False, pos=P)))

    assert text[1] == cells("デンチ")
    assert text[2] == "    " + cells("デンキヲ タメマス。")


def test_lists_in_lists_stand_further_in() -> None:
    """An item of an inner list begins two cells further in than the outer one."""
    inner = listing(ListStyle.BULLET, (paragraph("雨。"),))

    text = body(book(listing(ListStyle.CIRCLED, (paragraph("雪。"), inner))))

    assert text[1:3] == ["⠼⠂ " + cells("ユキ。"), "  ⠐ " + cells("アメ。")]


def test_a_line_end_of_the_manuscript_is_a_blank_only_between_latin_words() -> None:
    """Japanese runs on over a line end; two Latin words do not become one."""
    japanese = paragraph("電", SoftBreak(P), "池。")
    latin = paragraph("Apple", SoftBreak(P), "Watch")

    text = body(book(japanese, latin))

    assert text[1] == "  " + cells("デンチ。")
    assert text[2] == "  ⠦⠠⠁⠏⠏⠇⠑ ⠠⠺⠁⠞⠉⠓⠴"


def test_a_hard_line_end_is_kept() -> None:
    """The author's line end ends the line."""
    text = body(book(paragraph("雨。", HardBreak(P), "雪。")))

    assert text[1:3] == ["  " + cells("アメ。"), cells("ユキ。")]


def test_every_node_goes_through() -> None:
    """A book with every kind of node becomes volumes, and nothing is left out of the text."""
    made = sample.book(
        unit("u1", heading(1, "h", "アレ"), *sample.every_inline(), *sample.every_block()),
        settings=settings(),
    )

    (volume,) = volumes(made, quiet)

    sources = [run.source for page in volume.pages for row in page.rows for run in row.runs]
    shown = "".join(a.text for a, b in pairwise([*sources, None]) if a is not None and a is not b)
    texts = [n.value for n in unit_inlines(made.units[0]) if isinstance(n, Text)]
    missing = [text for text in texts if "".join(text.split()) not in shown]
    assert missing == []
