"""Books to braille volumes: structure, glosses, contents, cuts, and the forms they come in."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.braille.blocks import unit_paragraphs
from pipeline.braille.cells import BLANK, translate
from pipeline.braille.formats import READERS
from pipeline.braille.pages import Volume
from pipeline.braille.transcription import pieces
from pipeline.braille.words import Fixed, Word
from pipeline.config import BrailleSettings, Settings
from pipeline.diagnostics import Code, Diagnostic
from pipeline.document import (
    Block,
    Book,
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
    Pos,
    Ruby,
    SoftBreak,
    Term,
    Text,
    Verbatim,
)
from pipeline.document import Code as Typed
from pipeline.errors import UsageError
from pipeline.walk import unit_inlines
from pipeline.writers.braille import WRITERS, scribe_of, volumes, write
from tests import sample
from tests.judges import epubcheck
from tests.sample import heading, inlines, listing, paragraph, table, term, unit

P = sample.P


def quiet(_: Diagnostic) -> None:
    """Hear nothing."""


def settings(**braille: object) -> Settings:
    return replace(
        Settings(title="ミホン", creators=("ヤマダ ハナコ",), publisher="ミホンシャ"),
        braille=replace(BrailleSettings(transcriber="テンヤク"), **braille),  # type: ignore[arg-type]
    )


def book(*blocks: Block, **braille: object) -> Book:
    """A book of one unit under the heading ダイ 1 ショー."""
    head = heading(1, "h1", "第1章")
    return sample.book(unit("u1", head, *blocks), settings=settings(**braille))


def body(made: Book) -> list[str]:
    """The lines of the text's pages, blanks as ASCII, page number lines left out."""
    (volume,) = volumes(made, quiet)
    pages = [page for page in volume.pages if page.label.isdigit()]
    return [row.cells.replace(BLANK, " ") for page in pages for row in page.rows[1:]]


def cells(kana: str) -> str:
    return translate(kana).cells.replace(BLANK, " ")


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


def test_contents_show_readings_only() -> None:
    """目次 has no gloss, the heading on its page has one."""
    made = sample.book(
        unit("u1", heading(1, "h1", term("アイフォン", "iPhone"), "の話"), paragraph("ア。")),
        settings=settings(),
    )
    (volume,) = volumes(made, quiet)

    assert "⠶" not in _text(page for page in volume.pages if page.label.startswith("モク"))[:200]
    assert "⠶⠰⠊⠠⠏⠓⠕⠝⠑⠶" in _text(page for page in volume.pages if page.label == "1")


def test_the_title_page_is_a_stretch_of_its_own() -> None:
    """The title on the title page shows its gloss, in 奥付 it does not."""
    made = replace(book(paragraph("ア。")), title=inlines(term("アイフォン", "iPhone")))
    (volume,) = volumes(made, quiet)

    assert "⠶⠰⠊⠠⠏⠓⠕⠝⠑⠶" in _text(volume.pages[:1])
    assert "⠊⠠⠏⠓⠕⠝⠑" not in _text(volume.pages[1:])


def _text(pages: object) -> str:
    assert pages is not None
    return "\n".join(row.cells for page in pages for row in page.rows)  # type: ignore[attr-defined]


def test_the_readings_of_book_toml_win() -> None:
    """Title and author are read as book.toml says, cut as the rules cut them."""
    about = replace(
        settings(), title="生の声", title_reading="キノコエ",
        creators=("東海林 太郎",), creator_readings=("ショウジ タロウ",),
    )  # fmt: skip
    made = sample.book(unit("u", heading(1, "h", "ア")), settings=about)

    (volume,) = volumes(made, quiet)

    shown = _text(volume.pages[:1]).replace(BLANK, " ")
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
    """In a list that names its columns for each row, a term of the head has its gloss once."""
    rows = [(f"{n}バンメノ モノ", "ナガイ ハナシ" * 4) for n in "123"]
    made = table((), ("ナマエ", term("アイフォン", "iPhone")), *rows)
    text = "".join(body(book(made)))

    assert text.count(cells("アイフォン")) == 3
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


# Contents


def chapters(count: int, words: int, **braille: object) -> Book:
    """A book of so many units of ``words`` words each, with two sections in each."""

    def chapter(number: int) -> tuple[Block, ...]:
        text = paragraph("コトバ カズカズ " * (words // 4))
        return (
            heading(1, f"h{number}", f"ショー{number}"),
            text,
            heading(2, f"s{number}", f"セツ{number}"),
            text,
        )

    units = [unit(f"u{number}", *chapter(number)) for number in range(1, count + 1)]
    return sample.book(*units, settings=settings(**braille))


def fake(text: str, fixed: Sequence[Fixed]) -> tuple[Word, ...]:
    """Words as they are typed, blanks between them: text that is braille kana already."""
    kana = dict.fromkeys(range(len(text)), "")
    for index, character in enumerate(text):
        kana[index] = {"（": "(", "）": ")"}.get(character, character)
    for given_ in fixed:
        kana.update(dict.fromkeys(range(given_.start, given_.end), ""))
        kana[given_.start] = given_.kana
    words = [
        Word("".join(kana[i] for i in range(*m.span())), *m.span()) for m in WORD.finditer(text)
    ]
    return tuple(word for word in words if word.kana)


WORD = re.compile(r"\S+")
ENTRY = re.compile(rf"^(?P<title>.*?){BLANK}⠐⠐+{BLANK}⠼(?P<page>[⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚]+)$")
DIGITS = dict(zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚", "1234567890", strict=True))


def contents_of(volume: Volume) -> list[tuple[str, int]]:
    """(title, page) of each line of a volume's 目次."""
    rows = [r.cells for p in volume.pages if p.label.startswith("モク") for r in p.rows]
    found = [ENTRY.match(row.strip(BLANK)) for row in rows]
    return [
        (m["title"].strip(BLANK), int("".join(DIGITS[c] for c in m["page"]))) for m in found if m
    ]


def test_contents_pages_are_true() -> None:
    """Each title stands on the page that 目次 gives for it, in every volume."""
    made = volumes(chapters(12, 700), quiet, fake)

    for volume in made:
        pages = {page.label: page for page in volume.pages}
        entries = contents_of(volume)
        assert entries
        for title, number in entries:
            rows = [row.cells.strip(BLANK) for row in pages[str(number)].rows]
            assert title in rows


# Laws on random books

WORDS = st.lists(st.sampled_from(("アメガ", "フル。", "ユキ", "カゼノ", "3ガツ")), min_size=1)
TERMS = st.sampled_from((term("アイフォン", "iPhone"), term("アイシー", "IC", first=False)))
TEXTS = st.lists(WORDS.map(" ".join) | TERMS, min_size=1, max_size=3).map(
    lambda parts: paragraph(*(f" {part} " if isinstance(part, str) else part for part in parts))
)
SECTIONS = st.integers(2, 4).map(lambda level: heading(level, f"s{level}", f"セツ {level}"))
LISTS = st.lists(TEXTS, min_size=1, max_size=4).map(
    lambda items: listing(ListStyle.CIRCLED, *((item,) for item in items))
)
TABLES = st.lists(st.tuples(WORDS.map(" ".join), WORDS.map(" ".join)), min_size=2, max_size=4).map(
    lambda rows: table((), *rows)
)
BLOCKS = st.lists(TEXTS | SECTIONS | LISTS | TABLES, max_size=8)
BOOKS = st.lists(BLOCKS, min_size=1, max_size=7)


def random_book(units: list[list[Block]], width: int, lines: int) -> Book:
    made = [
        unit(f"u{number}", heading(1, f"h{number}", f"ショー {number}"), *blocks)
        for number, blocks in enumerate(units, start=1)
    ]
    limits = {"pages_per_volume_min": 12, "pages_per_volume_max": 24}
    return sample.book(
        *made, settings=settings(cells_per_line=width, lines_per_page=lines, **limits)
    )


@given(BOOKS, st.integers(16, 40), st.integers(12, 24))
@hypothesis_settings(max_examples=60, deadline=None)
def test_laws_of_random_books(units: list[list[Block]], width: int, lines: int) -> None:
    """Lines and pages keep their size, no word is lost, contents are true, units begin pages."""
    source = random_book(units, width, lines)
    made = volumes(source, quiet, fake)

    tops = []
    for volume in made:
        assert len(volume.pages) <= 24
        pages = {page.label: page for page in volume.pages if page.label.isdigit()}
        assert list(pages) == [str(number) for number in range(1, len(pages) + 1)]
        for page in volume.pages:
            assert len(page.rows) <= lines
            assert all(len(row.cells) <= width for row in page.rows)
        for title, number in contents_of(volume):
            assert title.split(BLANK)[-1] in _text([pages[str(number)]])
        tops += [page.rows[1].cells for page in pages.values()]
    indent = BLANK * min(8, width // 2)
    begun = [top for top in tops if top.startswith(indent + "⠈⠺⠒")]
    assert len([top for top in begun if "⠝⠐⠝⠣" not in top]) == len(units)
    assert _body_cells(made) == _paragraph_cells(source, width)


def _body_cells(made: tuple[Volume, ...]) -> str:
    """The cells of all text, without number lines, blanks and repeated headings."""
    found = []
    for volume in made:
        rows = [r.cells for p in volume.pages if p.label.isdigit() for r in p.rows[1:]]
        continued = [n for n, row in enumerate(rows) if "⠰⠶⠝⠐⠝⠣⠶⠆" in row]
        found += rows[continued[-1] + 1 if continued else 0 :]
    return "".join(found).replace(BLANK, "")


def _paragraph_cells(source: Book, width: int) -> str:
    paragraphs = [
        paragraph
        for each in source.units
        for paragraph in unit_paragraphs(each, scribe_of(quiet, fake), width)
    ]
    return "".join(piece.cells for paragraph in paragraphs for piece in paragraph.pieces)


# Volumes


@cache
def long_book() -> tuple[Volume, ...]:
    """A book of several volumes."""
    return volumes(chapters(18, 3000), quiet, fake)


def test_volumes_are_cut_at_units_within_their_limits() -> None:
    """A long book becomes volumes of 100 to 160 pages, everything counted, cut at units."""
    made = long_book()

    assert len(made) > 1
    assert all(len(volume.pages) <= 160 for volume in made)
    assert all(len(volume.pages) >= 100 for volume in made[:-1])
    assert [volume.number for volume in made] == list(range(1, len(made) + 1))
    assert {volume.count for volume in made} == {len(made)}
    assert sum(len(contents_of(volume)) for volume in made) == 36
    for volume in made:
        first = next(page for page in volume.pages if page.label == "1")
        assert first.rows[1].cells.startswith(BLANK * 8 + cells("ショー"))


def test_a_unit_too_long_for_a_volume_goes_on_in_the_next() -> None:
    """The next volume repeats the heading and says in 点訳者挿入符 that it goes on."""
    made = volumes(chapters(1, 24_000), quiet, fake)

    assert len(made) > 1
    assert all(len(volume.pages) <= 160 for volume in made)
    for volume in made[1:]:
        first = next(page for page in volume.pages if page.label == "1")
        top = "".join(row.cells for row in first.rows[1:3])
        assert cells("ショー1") in top
        assert "⠰⠶⠝⠐⠝⠣⠶⠆" in top
    words = "".join(_text(page for page in v.pages if page.label.isdigit()) for v in made)
    assert words.count(cells("コトバ")) == 2 * 6_000


def test_the_title_page_names_the_volume() -> None:
    """第1巻（全2巻） where there are two, 全1巻 where there is one."""
    (one,) = volumes(book(paragraph("ア。")), quiet)
    made = long_book()

    assert cells("ゼン 1カン").replace(" ", BLANK) in _text(one.pages[:1])
    assert cells(f"ダイ2カン(ゼン {len(made)}カン)").replace(" ", BLANK) in _text(made[1].pages[:1])


def test_a_volume_that_cannot_hold_a_book_is_refused() -> None:
    """A volume too small for its front matter is named, with numbers."""
    with pytest.raises(UsageError, match=r"C013 .*pages_per_volume_max"):
        volumes(book(paragraph("ア。"), pages_per_volume_max=4), quiet)


@pytest.mark.parametrize(("width", "lines"), [(10, 18), (24, 22), (32, 22), (40, 25)])
def test_other_page_sizes(width: int, lines: int) -> None:
    """Lines and pages keep to the size that book.toml asks for."""
    made = sample.book(
        unit("u1", heading(1, "h", "アレ"), *sample.every_inline(), *sample.every_block()),
        settings=settings(cells_per_line=width, lines_per_page=lines),
    )

    for volume in volumes(made, quiet):
        for page in volume.pages:
            assert len(page.rows) <= lines
            assert all(len(row.cells) <= width for row in page.rows)


# Findings and source map


def test_a_doubtful_word_is_reported_where_it_stands() -> None:
    """A doubt of the orthography becomes a finding at the word's place in the manuscript."""

    def doubting(text: str, fixed: Sequence[Fixed]) -> tuple[Word, ...]:
        return tuple(
            word._replace(doubt="二つの読み" if "方" in word.kana else "")
            for word in fake(text, fixed)
        )

    found: list[Diagnostic] = []
    pos = Pos("01.md", 3, 5, 40, 46)
    text = paragraph(Text("その 方 に", pos))

    volumes(book(text), found.append, doubting)

    (doubt,) = [f for f in found if f.code is Code.DOUBTFUL_READING]
    assert (doubt.pos.file, doubt.pos.line, doubt.pos.column) == ("01.md", 3, 8)
    assert (doubt.pos.offset, doubt.pos.end) == (43, 44)


def test_a_doubt_is_told_once_where_punctuation_divides_the_word() -> None:
    """What stands between two blanks is one word for its doubt, whatever is in it."""

    def doubting(text: str, fixed: Sequence[Fixed]) -> tuple[Word, ...]:
        return tuple(word._replace(doubt="二つの読み") for word in fake(text, fixed))

    found: list[Diagnostic] = []
    text = paragraph(Text("ソノ、ホー。ニ", Pos("01.md", 1, 1, 0, 7)))

    volumes(book(text), found.append, doubting)

    assert [str(f.pos) for f in found if f.pos.file == "01.md"] == ["01.md:1:1"]


def test_a_character_without_cells_is_reported_once() -> None:
    """A named character is told of at its place, though title and contents show it, too."""
    found: list[Diagnostic] = []
    pos = Pos("01.md", 1, 3, 2, 5)

    head = heading(1, "h", Text("アア😀", pos))
    volumes(sample.book(unit("u", head), settings=settings()), found.append, fake)

    assert [f.code for f in found if f.pos.file == "01.md"] == [Code.NAMED_CHARACTER]


def test_the_source_map_leads_to_the_manuscript() -> None:
    """The cells of a run are the cells of the text that the map gives for them."""
    source = "アサ ヒル バン。ヨル"
    text = paragraph(Text(source, Pos("01.md", 1, 1, 100, 100 + len(source))))
    made = write(book(text), ["json", "brf"], quiet, fake)
    data = json.loads(made["json"]["sample-1.json"])
    pages = READERS["brf"](made["brf"]["sample-1.brf"]).pages

    found = {}
    for page, line, cell, length, file, start, end, _, _ in data["runs"]:
        shown = pages[page].rows[line].cells[cell : cell + length]
        found[source[start - 100 : end - 100]] = shown
        assert data["files"][file] == "01.md"

    assert found == {word: cells(word) for word in ("アサ", "ヒル", "バン。", "ヨル")}
    assert len(data["back"]) == len(data["runs"])
    assert [data["runs"][i][5] for i in data["back"]] == sorted(r[5] for r in data["runs"])


PRINT = st.text("アサユキ。、？「」 ab1😀", min_size=1, max_size=60).filter(
    lambda t: t.strip() == t
)


@given(PRINT, st.integers(0, 500))
@hypothesis_settings(max_examples=80, deadline=None)
def test_every_run_says_where_its_text_stands(source: str, offset: int) -> None:
    """The text of a run is what the manuscript has at its place, and all of it has a run."""
    place = Pos("01.md", 1, 1, offset, offset + len(source))
    scribe = scribe_of(quiet, fake)

    found = [piece.source for piece in pieces((Text(source, place),), scribe) if piece.source]

    covered: set[int] = set()
    for run in found:
        assert source[run.pos.offset - offset : run.pos.end - offset] == run.text
        covered.update(range(run.pos.offset - offset, run.pos.end - offset))
    assert covered >= {n for n, character in enumerate(source) if character != " "}


# Forms


def full_book() -> Book:
    """Every kind of node, a print page, and a unit without a heading."""
    return sample.book(
        unit("u0", paragraph("マエガキ。", PageMark("iv", "piv", P), "アト。")),
        unit("u1", heading(1, "h", "アレ"), *sample.every_inline()),
        unit("u2", heading(1, "i", "コレ"), *sample.every_block()),
        settings=settings(),
    )


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_bytes_twice(name: str) -> None:
    """Nothing in a file depends on when or where it was made."""
    first, second = WRITERS[name](full_book()), WRITERS[name](full_book())

    assert first == second
    assert all(re.fullmatch(r"[A-Za-z0-9.-]+", file) for file in first)


@pytest.mark.parametrize("name", ["brf", "bse", "bes", "pef", "txt"])
def test_every_form_holds_the_same_pages(name: str) -> None:
    """What is read back from a file is what was laid out."""
    (volume,) = volumes(full_book(), quiet)
    reader = READERS["unicode" if name == "txt" else name]

    (data,) = WRITERS[name](full_book()).values()

    assert reader(data).pages == volume.pages


def test_ebraille_is_what_its_specification_asks() -> None:
    """EPUBCheck knows all of it but the five accessibility properties of eBraille."""
    (data,) = WRITERS["ebrl"](full_book()).values()
    archive = zipfile.ZipFile(io.BytesIO(data))

    assert archive.namelist()[:4] == [
        "mimetype",
        "META-INF/container.xml",
        "package.opf",
        "index.html",
    ]
    assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    for name in archive.namelist():
        if name.endswith(".html"):
            root = etree.fromstring(archive.read(name))
            text = "".join(root.itertext())
            assert not re.search(r"[^\u2800-\u283f\s]", text), name


def test_epubcheck_finds_only_what_it_does_not_know(tmp_path: Path) -> None:
    """A copy named .epub gets exactly the five OPF-027 that a conforming file gets."""
    (data,) = WRITERS["ebrl"](full_book()).values()
    path = tmp_path / "sample.epub"
    path.write_bytes(data)

    found = epubcheck(path)

    assert [message.code for message in found] == ["OPF-027"] * 5
    assert all("a11y:" in message.text for message in found)


def test_the_proof_shows_cells_kana_and_print() -> None:
    """A proof is one page of HTML, marks doubtful words, and needs no script."""

    def doubting(text: str, fixed: Sequence[Fixed]) -> tuple[Word, ...]:
        return tuple(word._replace(doubt="二つの読み") for word in fake(text, fixed))

    pos = Pos("01.md", 1, 1, 0, 2)
    made = write(book(paragraph(Text("ヨル", pos))), ["html"], quiet, doubting)
    html = made["html"]["sample-1.html"].decode()

    assert f'<span class="cells" lang="ja-Brai">{cells("ヨル")}</span>' in html
    assert '<span class="kana">ヨル</span>' in html
    assert '<span class="kana">1カン</span>' in html  # a word of ours has its kana, too
    assert "要確認: 二つの読み" in html
    assert "<script" not in html
    assert 'title="01.md:1:1"' in html


def test_what_a_manuscript_says_is_no_markup_in_the_proof() -> None:
    """Text of the manuscript stays text."""
    pos = Pos("01.md", 1, 1, 0, 8)
    made = write(book(paragraph(Text("<script>", pos))), ["html"], quiet, fake)

    assert "<script" not in made["html"]["sample-1.html"].decode()
