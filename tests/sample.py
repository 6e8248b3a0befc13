"""A book with every kind of node, made by hand so that no reader has to work."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

from pipeline.config import Settings
from pipeline.document import (
    NOWHERE,
    Block,
    BlockQuote,
    Book,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Description,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    HardBreak,
    Heading,
    Image,
    Inline,
    Inlines,
    Language,
    Link,
    List,
    ListItem,
    ListStyle,
    Note,
    NoteKind,
    PageBreak,
    PageMark,
    Paragraph,
    Phrase,
    Picture,
    Ruby,
    SoftBreak,
    Strong,
    Table,
    TableCell,
    TableRow,
    Term,
    Text,
    ThematicBreak,
    Unit,
    Verbatim,
    VerbatimBlock,
)

P = NOWHERE


def inlines(*pieces: str | Inline) -> Inlines:
    """Text and other inlines, strings being text."""
    return tuple(Text(piece, P) if isinstance(piece, str) else piece for piece in pieces)


def paragraph(*pieces: str | Inline) -> Paragraph:
    return Paragraph(inlines(*pieces), P)


def heading(level: int, id: str, *pieces: str | Inline) -> Heading:
    return Heading(level, inlines(*pieces), id, P)


def term(reading: str, original: str, *, first: bool = True) -> Term:
    return Term(reading, original, first, P)


def listing(style: ListStyle, *items: tuple[Block, ...], start: int = 1) -> List:
    """A tight list; its items are numbered from ``start`` unless it is a bullet list."""
    step = 0 if style is ListStyle.BULLET else 1
    numbered = (ListItem(blocks, step * (start + i), P) for i, blocks in enumerate(items))
    return List(style, tuple(numbered), tight=True, pos=P)


def table(caption: Inlines, *rows: tuple[str | Inline, ...]) -> Table:
    """A table whose first row is its head."""
    made = [TableRow(tuple(TableCell(inlines(c), "", P) for c in row), P) for row in rows]
    return Table(made[0], tuple(made[1:]), caption, P)


def unit(id: str, *blocks: Block, footnotes: tuple[Footnote, ...] = ()) -> Unit:
    return Unit(id, blocks, footnotes, P)


def png(width: int, height: int, grey: int = 160) -> bytes:
    """A grey picture of so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + bytes([grey]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


def book(*units: Unit, settings: Settings | None = None, title: Inlines = ()) -> Book:
    """A book of the given units, with one picture, made at a fixed time."""
    settings = settings or Settings(title="見本", creators=("山田 花子",))
    return Book(
        slug="sample",
        settings=settings,
        title=title or inlines(settings.title),
        units=units,
        images={"images/menu.png": Picture("menu.png", "image/png", png(240, 120))},
        modified=1_700_000_000,
    )


MENU = Image("images/menu.png", inlines("設定の画面。歯車の印が右上にある。"), "", P)
NOTE_CALL = FootnoteReference("fn1", 1, "fnref1", P)


def every_inline() -> tuple[Block, ...]:
    """Blocks in which every inline stands."""
    return (
        paragraph(
            Phrase("ph1", inlines(term("アイフォン", "iPhone"), "を開く。"), P),
            Phrase("ph2", inlines(term("アイフォン", "iPhone", first=False), "を閉じる。"), P),
            SoftBreak(P),
            Emphasis(inlines("そっと"), P),
            Strong(inlines("ダブルタップ"), P),
            "する。",
            HardBreak(P),
            Code("https://example.jp/?a=1&b=2", P),
            "を",
            Link(inlines("別の単元"), "#u2", "次の単元へ", P),
            "で見る。",
        ),
        paragraph(
            "外の",
            Link(inlines("案内"), "https://example.jp/案内?a=1&b=<2>", "", P),
            "、",
            Link(inlines("よくない行き先"), "javascript:alert(1)", "", P),
            "、",
            Link(inlines("無い行き先"), "#nowhere", "", P),
            "、",
            Ruby("点訳", "てんやく", P),
            "、",
            Language(inlines("Bonjour"), "fr", P),
            "、",
            Verbatim(inlines("3-F そのまま"), P),
            "、",
            Image("images/menu.png", (), "", P),
            "、注",
            NOTE_CALL,
            "、",
            PageMark("12", "page12", P),
            "12ページ目の3行目。",
        ),
    )


def every_block() -> tuple[Block, ...]:
    """Every block but headings, lists nested in lists included."""
    nested = listing(ListStyle.BULLET, (paragraph("黒い点"),), (paragraph("もう一つ"),))
    return (
        listing(ListStyle.CIRCLED, (paragraph("開く"),), (paragraph("閉じる"), nested)),
        listing(ListStyle.DECIMAL, (paragraph("三番"),), (paragraph("四番"),), start=3),
        DefinitionList(
            (
                Definition(inlines("質問 開きません。"), (paragraph("回答 電源を見ます。"),), P),
                Definition(inlines("質問 二つありますか。"), (paragraph("はい。"), nested), P),
            ),
            True,
            P,
        ),
        DefinitionList((Definition(inlines("用語"), (), P),), False, P),
        table(inlines("ボタンの役目"), ("", "役目"), ("戻る", "前の画面"), ("<設定>", "歯車 & 印")),
        Note(NoteKind.REFERENCE, (), (paragraph("機種により違います。"),), P),
        Note(NoteKind.WARNING, (), (nested,), P),
        Note(NoteKind.TIP, inlines("覚え書き"), (paragraph("長く押す。"),), P),
        BlockQuote((paragraph("引いた文。"),), P),
        CodeBlock("print('<a> & b')\n", "python x", P),
        Figure(
            MENU, inlines("図1 設定"), P, Description("d1", (paragraph("長い説明。"), nested), P)
        ),
        replace(table((), ("形", "役目"), ("丸", "戻る")), row_headers=True),
        VerbatimBlock((paragraph("変えない段落。"),), P),
        ThematicBreak(P),
        PageBreak(PageMark("13", "page13", P), P),
    )


def every_node(settings: Settings | None = None) -> Book:
    """Two units that hold every node; the second has a heading that skips no level."""
    note = Footnote("fn1", 1, ("fnref1",), (paragraph("注の文。"),), P)
    settings = settings or Settings(
        title="スマートフォン入門 & <はじめ>",
        title_reading="スマートフォンニュウモン",
        subtitle="耳と指で読む",
        creators=("山田 花子", "佐藤 太郎"),
        creator_readings=("ヤマダ ハナコ",),
        publisher="みみゆび図書館",
        date="2025-04-01",
        rights="CC BY 4.0",
        description="見本の本です。",
        source_isbn="978-4-00-000000-2",
    )
    first = unit(
        "u1",
        heading(1, "h1", "第1章 ", term("アイフォン", "iPhone"), "を使う"),
        *every_inline(),
        heading(2, "h2", "いろいろな形"),
        *every_block(),
        heading(3, "h3", "小さな見出し"),
        paragraph("一。"),
        heading(2, "h4", "次の節"),
        paragraph("二。"),
        footnotes=(note,),
    )
    second = unit(
        "u2", heading(1, "h5", "第2章"), paragraph("ここから", Link(inlines("戻る"), "#h2", "", P))
    )
    return book(first, second, settings=settings, title=inlines(settings.title, term("エー", "A")))
