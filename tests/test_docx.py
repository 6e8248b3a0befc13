"""Word documents become books: every feature, nothing lost, bad files refused."""

import io
import re
import tomllib
from pathlib import Path

import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.shared import Pt

from pipeline.diagnostics import Diagnostic, Severity
from pipeline.document import (
    Emphasis,
    Figure,
    FootnoteReference,
    Heading,
    Link,
    List,
    ListStyle,
    Ruby,
    Strong,
    Table,
    Unit,
)
from pipeline.readers.docx.document import Imported, read_docx
from pipeline.readers.docx.spans import Span, join
from pipeline.readers.markdown import read_unit
from pipeline.walk import inline_runs, plain_text, unit_blocks, unit_inlines
from tests.command import run
from tests.sample import png
from tests.word import W, added, blank, bytes_of, document_xml, list_defined, minimal, raw, told

PNG = png(1, 1)
# The author is to write a heading and the alternative texts.
UNFINISHED = ("M009", "M010", "M031")
RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>{1}</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>{0}</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
NOTE = (
    '<w:footnotes xmlns:w="{w}"><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> 注の文です。</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>注の 2 段落目です。</w:t></w:r></w:p></w:footnote></w:footnotes>"
)


def taken(document: Document | bytes) -> tuple[Imported, list[Diagnostic]]:
    """A document as imported, and what was told about it."""
    found: list[Diagnostic] = []
    data = document if isinstance(document, bytes) else bytes_of(document)
    return read_docx(data, "a.docx", "01", found.append), found


def unit_of(document: Document | bytes) -> Unit:
    """The unit that an imported document reads as; its Markdown has no fault."""
    found: list[Diagnostic] = []
    unit = read_unit(taken(document)[0].markdown, "a.md", "u", found.append, None)

    assert [d.line("ja") for d in found if d.row.code not in UNFINISHED] == []
    return unit


def said(unit: Unit) -> str:
    """The characters of a unit without blanks, notes and readings of ruby too."""
    blocks = (*unit.blocks, *(block for note in unit.footnotes for block in note.blocks))
    text = "".join(plain_text(run) for block in blocks for run in inline_runs(block))
    return re.sub(r"\s", "", text)


def codes(found: list[Diagnostic]) -> list[tuple[str, str]]:
    """What was told: code and kind."""
    return [(d.row.code, told(d)[0]) for d in found]


def test_headings_are_ranked_below_the_title() -> None:
    """Title, Heading 1 and Heading 3 become levels 1, 2, 3; the title is the book's."""
    document = blank()
    document.add_paragraph("電話の本", style="Title")
    document.add_heading("はじめに", 1)
    document.add_heading("C#", 3)
    document.add_paragraph("本文 # です。")
    headings = [b for b in unit_blocks(unit_of(document)) if isinstance(b, Heading)]

    assert [(h.level, plain_text(h.children)) for h in headings] == [
        (1, "電話の本"), (2, "はじめに"), (3, "C#"),
    ]  # fmt: skip
    assert taken(document)[0].title == "電話の本"


def test_japanese_style_names_and_outline_levels_are_headings() -> None:
    """見出し 2 and a paragraph with an outline level are headings like Heading 2."""
    document = blank()
    document.styles.add_style("見出し 1", 1)
    document.add_paragraph("章", style="見出し 1")
    paragraph = document.add_paragraph()
    raw(paragraph, '<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>節</w:t></w:r>')
    headings = [b for b in unit_blocks(unit_of(document)) if isinstance(b, Heading)]

    assert [(h.level, plain_text(h.children)) for h in headings] == [(1, "章"), (2, "節")]


def test_lists_nest_and_count() -> None:
    """Bullets inside numbers stay inside; a second numbered list is a list of its own."""
    document = blank()
    for style, text in (
        ("List Number", "一"), ("List Bullet 2", "い"), ("List Bullet 2", "ろ"),
        ("List Number", "二"), ("List Bullet", "別"),
    ):  # fmt: skip
        document.add_paragraph(text, style=style)
    first, second = (b for b in unit_of(document).blocks if isinstance(b, List))

    assert (first.style, [item.number for item in first.items]) == (ListStyle.DECIMAL, [1, 2])
    inner = [b for b in first.items[0].blocks if isinstance(b, List)]
    assert [(b.style, len(b.items)) for b in inner] == [(ListStyle.BULLET, 2)]
    assert second.style is ListStyle.BULLET


def test_circled_numbers_become_steps_and_others_are_told() -> None:
    """①② by Word's numbering are steps; イロハ becomes digits and is told."""
    document = blank()
    for id, kind in (("90", "decimalEnclosedCircle"), ("91", "iroha")):
        level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/></w:lvl>'
        properties = list_defined(document, id, level)
        for item in ("押す", "待つ"):
            raw(document.add_paragraph(), f"{properties}<w:r><w:t>{item}</w:t></w:r>")
    lists = [b for b in unit_of(document).blocks if isinstance(b, List)]

    assert [(b.style, len(b.items)) for b in lists] == [
        (ListStyle.CIRCLED, 2), (ListStyle.DECIMAL, 2),
    ]  # fmt: skip
    assert codes(taken(document)[1]) == [("M102", "算用数字でない番号")] * 2


def test_tables_keep_every_cell() -> None:
    """Rows, columns, a bar and two paragraphs in a cell; a merged cell is told."""
    document = blank()
    table = document.add_table(3, 2)
    for row, texts in enumerate((("名前", "値|幅"), ("一", "二"), ("三", "四"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).add_paragraph("次の行")
    (found,) = (b for b in unit_of(document).blocks if isinstance(b, Table))

    assert [plain_text(c.children) for c in found.head.cells] == ["名前", "値|幅"]
    assert len(found.rows) == 2
    assert taken(document)[1] == []
    table.cell(2, 0).merge(table.cell(2, 1))
    assert codes(taken(document)[1]) == [("M102", "結合したセル")]
    assert "四" in said(unit_of(document))


def test_ruby_becomes_ruby() -> None:
    """A kana reading is ruby; another one stands in brackets and is told."""
    document = blank()
    paragraph = document.add_paragraph("この")
    raw(paragraph, RUBY.format("点訳", "てんやく"))
    raw(paragraph, RUBY.format("音", "sound"))
    unit = unit_of(document)

    assert [(i.base, i.reading) for i in unit_inlines(unit) if isinstance(i, Ruby)] == [
        ("点訳", "てんやく")
    ]
    assert "音（sound）" in said(unit)
    assert codes(taken(document)[1]) == [("M102", "かなでないルビ")]


def test_pictures_come_with_their_alternative_text() -> None:
    """A described picture is silent, another one told; the same file is taken once."""
    document = blank()
    document.add_picture(io.BytesIO(PNG), Pt(10))
    described = document.add_picture(io.BytesIO(PNG), Pt(10))
    described._inline.docPr.set("descr", "電源ボタンの図\n右側")
    imported, found = taken(document)

    assert imported.pictures == {"images/01-001.png": PNG}
    assert codes(found) == [("M103", "画像")]
    assert dict(found[0].fields)["place"] == 1
    alts = [plain_text(b.image.alt) for b in unit_of(document).blocks if isinstance(b, Figure)]
    assert alts == ["", "電源ボタンの図 右側"]


def test_emphasis_and_links() -> None:
    """Bold, italic, both side by side, a link, a field's link and a link inside the document."""
    document = blank()
    paragraph = document.add_paragraph("前")
    paragraph.add_run("「太い」").bold = True
    paragraph.add_run("斜め ").italic = True
    both = paragraph.add_run("(both)")
    both.bold = both.italic = True
    paragraph.add_run("abc!")
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    raw(
        paragraph,
        field.format("begin")
        + '<w:r><w:instrText> HYPERLINK "https://example.org/a b" </w:instrText></w:r>'
        + field.format("separate") + "<w:r><w:t>サイト</w:t></w:r>" + field.format("end")
        + '<w:hyperlink w:anchor="there"><w:r><w:t>章へ</w:t></w:r></w:hyperlink>',
    )  # fmt: skip
    heading = document.add_heading("章", 1)
    raw(heading, '<w:bookmarkStart w:id="1" w:name="there"/><w:bookmarkEnd w:id="1"/>')
    unit = unit_of(document)
    inlines = list(unit_inlines(unit))

    assert sum(isinstance(i, Strong) for i in inlines) == 2
    assert sum(isinstance(i, Emphasis) for i in inlines) == 2
    assert [i.target for i in inlines if isinstance(i, Link)] == [
        "https://example.org/a%20b", "#b01-1",
    ]  # fmt: skip
    assert next(b.id for b in unit.blocks if isinstance(b, Heading)) == "b01-1"
    assert said(unit) == "前「太い」斜め(both)abc!サイト章へ章"


def test_looks_that_may_mean_something_are_told() -> None:
    """Struck out, raised, underlined: the words stay, a finding says so; 傍点 is emphasis."""
    document = blank()
    paragraph = document.add_paragraph("本文")
    for properties, text in (
        ("<w:strike/>", "消した線"),
        ('<w:vertAlign w:val="superscript"/>', "2"),
        ('<w:position w:val="-8"/>', "3"),
        ('<w:u w:val="single"/>', "下線"),
        ('<w:u w:val="none"/><w:strike w:val="0"/>', "普通"),
        ('<w:em w:val="dot"/>', "傍点"),
    ):
        raw(paragraph, f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    imported, found = taken(document)

    assert imported.markdown == "本文消した線23下線普通*傍点*\n"
    assert codes(found) == [
        ("M102", "取り消し線の文字"), ("M102", "上付きか下付きの文字"),
        ("M102", "上付きか下付きの文字"), ("M102", "下線の文字"),
    ]  # fmt: skip
    assert [told(d)[1] for d in found] == ["消した線", "2", "3", "下線"]


def test_footnotes_are_called_and_stand_at_the_end() -> None:
    """A footnote of two paragraphs is called where Word calls it."""
    document = blank()
    paragraph = document.add_paragraph("本文")
    raw(paragraph, '<w:r><w:footnoteReference w:id="2"/></w:r>')
    data = added(bytes_of(document), "footnotes", NOTE.format(w=W).encode())
    unit = unit_of(data)

    assert sum(isinstance(i, FootnoteReference) for i in unit_inlines(unit)) == 1
    assert said(unit) == "本文注の文です。注の2段落目です。"
    assert len(unit.footnotes[0].blocks) == 2


def test_what_is_left_out_is_told_by_place() -> None:
    """Deletions, hidden text, shapes, equations, text boxes: a finding each, with words."""
    document = blank()
    document.add_paragraph("一段落目")
    paragraph = document.add_paragraph("本文")
    box = "<w:txbxContent><w:p><w:r><w:t>箱の文字</w:t></w:r></w:p></w:txbxContent>"
    for markup in (
        "<w:del><w:r><w:delText>消した</w:delText></w:r></w:del>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隠した</w:t></w:r>",
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="矢印 1"/></wp:inline></w:drawing></w:r>',
        "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>",
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    ):
        raw(paragraph, markup)
    document.sections[0].header.paragraphs[0].text = "柱の文字"
    imported, found = taken(document)

    assert codes(found) == [
        ("M101", "変更履歴で削除した文字"), ("M101", "隠し文字"), ("M101", "図形"),
        ("M102", "数式"), ("M101", "記号用フォントの文字"), ("M102", "テキストボックス"),
        ("M101", "ヘッダーかフッター"),
    ]  # fmt: skip
    assert {d.pos.line for d in found[:6]} == {2}
    assert [told(d)[1] for d in found[:3]] == ["消した", "隠した", "矢印 1"]
    assert imported.markdown == "一段落目\n\n本文x+1\n\n箱の文字\n"


def test_one_of_several_ways_is_taken_wherever_it_stands() -> None:
    """The first way, the fallback where it is alone: in the text, a paragraph, a table, a cell."""
    p, cell = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "<w:tc>{}</w:tc>"
    only, both = (
        f"<mc:AlternateContent>{first}<mc:Fallback>{{}}</mc:Fallback></mc:AlternateContent>"
        for first in ("", "<mc:Choice Requires='wps'>{}</mc:Choice>")
    )
    row = "<w:tr>" + cell.format(only.format(p.format("四"))) + cell.format(p.format("五"))
    rows = both.format(f"{row}</w:tr>", f"<w:tr>{cell.format(p.format('―'))}</w:tr>")
    body = (
        only.format(p.format("一"))
        + both.format(p.format("二"), p.format("―"))
        + f"<w:p>{only.format('<w:r><w:t>三</w:t></w:r>')}</w:p>"
        + f"<w:tbl>{rows}</w:tbl>"
    )

    imported, _ = taken(minimal(document_xml(body)))
    assert imported.markdown == "一\n\n二\n\n三\n\n| 四 | 五 |\n| --- | --- |\n"


def test_nothing_is_lost() -> None:
    """Of a document with every feature each character is there, in order; structure apart."""
    document = blank()
    document.add_paragraph("題名", style="Title")
    document.add_heading("章 1", 1)
    paragraph = document.add_paragraph("はじめの文。")
    raw(paragraph, RUBY.format("点訳", "てんやく"))
    paragraph.add_run("太字").bold = True
    raw(paragraph, '<w:r><w:footnoteReference w:id="2"/></w:r>')
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("次のページ\tタブ")
    raw(paragraph, "<w:ins><w:r><w:t>入れた</w:t></w:r></w:ins>")
    for text in ("一つ", "二つ"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("内側", style="List Bullet 2")
    document.add_paragraph("引用", style="Quote")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, "甲乙丙丁", strict=True):
        cell.text = text
    table.cell(1, 1).add_table(1, 2).cell(0, 0).text = "内の表"
    unit = unit_of(added(bytes_of(document), "footnotes", NOTE.format(w=W).encode()))

    assert said(unit) == (
        "題名章1はじめの文。点訳太字次のページタブ入れた一つ二つ内側引用甲乙丙丁内の表"
        "注の文です。注の2段落目です。"
    )


def test_comments_are_told_with_their_words() -> None:
    """A comment stays out of the manuscript and is told."""
    document = blank()
    paragraph = document.add_paragraph("本文")
    document.add_comment(paragraph.runs, "直すこと", author="A")
    imported, found = taken(document)

    assert imported.markdown == "本文\n"
    assert [told(d)[1] for d in found] == ["直すこと"]


@pytest.mark.parametrize(
    "text",
    [
        "# 見出しではない", "- 箇条書きではない", "1. 番号ではない", "***", "---", "===", "~~~",
        "```", "> 引用ではない", "[^1]: 注ではない", "| 表 | ではない |", "<b>太字ではない</b>",
        "{漢字|かんじ}", "{page=3}", "::: note", ": 定義ではない", "a*b*c_d_", "&amp;", "\\*",
        "    四つの空白", "![画像](ではない)", "[リンク](ではない)", "<!-- 注釈ではない -->",
        "＊＊全角＊＊", "C:\\dir\\", "!", "",
    ],
)  # fmt: skip
def test_text_that_looks_like_markdown_stays_text(text: str) -> None:
    """What a person typed is never taken for markup, alone, after a line break or in a cell."""
    document = blank()
    document.add_paragraph(text)
    document.add_paragraph("前").add_run().add_break(WD_BREAK.LINE)
    document.paragraphs[-1].add_run(text)
    document.add_table(1, 2).cell(0, 1).text = text
    document.add_heading("題" + text, 1)
    expected = re.sub(r"\s", "", f"{text}前{text}{text}題{text}")

    assert said(unit_of(document)) == expected


@pytest.mark.parametrize(
    ("spans", "plain"),
    [
        ([Span("a"), Span("(x)", bold=True), Span("b")], "a(x)b"),
        ([Span("a", bold=True), Span("b", italic=True), Span("c", bold=True)], "abc"),
        ([Span(" a ", bold=True), Span("。")], " a 。"),
        ([Span("a", bold=True), Span(" ", bold=True), Span("b", bold=True)], "ab"),
        ([Span("終わり。", bold=True), Span("x", italic=True)], "終わり。x"),
        ([Span("!"), Span("[a](https://example.org)")], "!a"),
    ],
)
def test_marks_that_meet_are_read_as_marks(spans: list[Span], plain: str) -> None:
    """No asterisk is left over wherever emphasis begins or ends."""
    found: list[Diagnostic] = []
    unit = read_unit(f"# 題\n\n{join(spans)}\n", "a.md", "u", found.append, None)

    assert found == []
    assert said(unit) == "題" + plain.replace(" ", "")


def test_words_of_one_emphasis_in_many_runs_are_marked_once() -> None:
    """A run ends wherever the font changes; blanks between two stay inside the marks."""
    runs = [Span("広報 ", bold=True), Span("4", bold=True), Span("月号 ", bold=True), Span("です")]

    assert join(runs) == "**広報 4月号** です"


def test_a_document_becomes_a_book_that_builds(tmp_path: Path) -> None:
    """A text and a document together: two units, pictures, findings said, and it builds."""
    document = blank()
    document.add_heading("写真", 1)
    document.add_picture(io.BytesIO(PNG), Pt(10))
    document.save(str(tmp_path / "b.docx"))
    (tmp_path / "a.txt").write_text("題名\n本文です。\n", encoding="utf-8")
    done = run("import", tmp_path / "a.txt", tmp_path / "b.docx", "-o", tmp_path / "book")

    assert (done.returncode, "M103" in done.stderr) == (0, True)
    assert (tmp_path / "book" / "images" / "02-001.png").read_bytes() == PNG
    assert 'title = "題名"' in (tmp_path / "book" / "book.toml").read_text(encoding="utf-8")
    built = run("build", tmp_path / "book", "--out", tmp_path / "out", "--to", "epub")
    assert built.returncode == 0


def test_no_finding_is_an_error() -> None:
    """What cannot be taken over does not stop the import."""
    _, found = taken(minimal(document_xml("<w:altChunk/><w:p><w:r><w:t>文</w:t></w:r></w:p>")))

    assert [d.severity for d in found] == [Severity.WARNING]


def test_a_list_style_leads_to_its_list() -> None:
    """A list that names a style (w:numStyleLink) has the numbers of the style's list."""
    document = blank()
    level = '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl>'
    list_defined(document, "90", f'<w:styleLink w:val="S"/>{level}')
    properties = list_defined(document, "91", '<w:numStyleLink w:val="S"/>')
    raw(document.add_paragraph(), f"{properties}<w:r><w:t>文</w:t></w:r>")

    assert taken(document)[0].markdown == "3. 文\n"


def test_properties_give_a_title_and_name_an_author(tmp_path: Path) -> None:
    """The title stands in where no heading has one; the author is a remark in book.toml."""
    document = blank()
    document.add_paragraph("本文です。")
    document.core_properties.title, document.core_properties.author = "題 名", "山田\n太郎"
    document.save(str(tmp_path / "a.docx"))
    done = run("import", tmp_path / "a.docx", "-o", tmp_path / "book")
    toml = tomllib.loads(text := (tmp_path / "book" / "book.toml").read_text(encoding="utf-8"))

    assert (done.returncode, toml["title"], toml["creators"]) == (0, "題 名", [])
    assert "山田 太郎" in text


def test_an_item_goes_on_in_paragraphs_without_a_mark() -> None:
    """A bullet that is a blank, or a level without a number, belongs to the item above."""
    document = blank()
    levels = (
        ("90", '<w:numFmt w:val="bullet"/><w:lvlText w:val="・"/>'),
        ("91", '<w:numFmt w:val="bullet"/><w:lvlText w:val=" "/>'),
        ("92", '<w:numFmt w:val="none"/>'),
    )
    first, goes_on, other = (
        list_defined(document, id, f'<w:lvl w:ilvl="0">{level}</w:lvl>') for id, level in levels
    )
    for properties, text in ((first, "一"), (goes_on, "続き"), (first, "二"), (other, "別の文")):
        raw(document.add_paragraph(), f"{properties}<w:r><w:t>{text}</w:t></w:r>")

    assert taken(document)[0].markdown == "- 一\n\n  続き\n- 二\n\n別の文\n"
    (found,) = (b for b in unit_of(document).blocks if isinstance(b, List))
    assert [len(item.blocks) for item in found.items] == [2, 1]


def test_captions_belong_to_pictures_and_tables() -> None:
    """A caption below a picture is its title, one beside a table its own; another is text."""
    document = blank()
    picture = document.add_picture(io.BytesIO(PNG), Pt(10))
    picture._inline.docPr.set("descr", "青い画面")
    document.add_paragraph('図 1 "設定"の画面', style="Caption")
    document.add_paragraph("表 1 手数料", style="Caption")
    document.add_table(2, 1).cell(0, 0).text = "金額"
    document.add_paragraph("本文。")
    document.add_paragraph("図 2", style="Caption")
    unit = unit_of(document)
    (figure,) = (b for b in unit.blocks if isinstance(b, Figure))
    (table,) = (b for b in unit.blocks if isinstance(b, Table))

    assert plain_text(figure.caption) == '図 1 "設定"の画面'
    assert plain_text(table.caption) == "表 1 手数料"
    assert said(unit).endswith("本文。図2")
