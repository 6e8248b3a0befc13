"""Books for tests of braille, and what their pages say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from pipeline.braille.cells import BLANK, translate
from pipeline.braille.pages import Volume
from pipeline.braille.words import Fixed, Word
from pipeline.config import BrailleSettings, Settings
from pipeline.diagnostics import Diagnostic
from pipeline.document import Block, Book, ListStyle, PageMark
from pipeline.writers.braille import volumes
from tests import sample
from tests.sample import heading, listing, paragraph, table, term, unit

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


def text_of(pages: object) -> str:
    assert pages is not None
    return "\n".join(row.cells for page in pages for row in page.rows)  # type: ignore[attr-defined]


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


def full_book() -> Book:
    """Every kind of node, a print page, and a unit without a heading."""
    return sample.book(
        unit("u0", paragraph("マエガキ。", PageMark("iv", "piv", P), "アト。")),
        unit("u1", heading(1, "h", "アレ"), *sample.every_inline()),
        unit("u2", heading(1, "i", "コレ"), *sample.every_block()),
        settings=settings(),
    )
