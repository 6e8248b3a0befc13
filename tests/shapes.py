"""Books of any shape, the same for the same seed: nodes inside every other that can hold them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from random import Random

from pipeline.config import Settings
from pipeline.document import (
    Block,
    BlockQuote,
    Blocks,
    Book,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
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
from tests.sample import P, book, inlines, paragraph

DEEPEST = 3
TEXTS = ("文です。", "あ", "「はい。」と言う。", "、", "。", "  ", "abc", "1.5", "")
SOURCES = ("images/menu.png", "images/old.gif")
TARGETS = ("https://a.jp", "#u1", "#nowhere")


class Maker:
    """Makes nodes by chance; ``calls`` are the unit's footnotes with the ids of their calls."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.numbers = count(1)
        self.calls: dict[str, list[str]] = {}

    def id(self, kind: str) -> str:
        return f"{kind}{next(self.numbers)}"

    def blocks(self, depth: int) -> Blocks:
        return tuple(self.block(depth + 1) for _ in range(self.random.randint(0, 3)))

    def inlines(self, depth: int = 0) -> Inlines:
        return tuple(self.inline(depth) for _ in range(self.random.randint(0, 4)))

    def inline(self, depth: int) -> Inline:
        chance = self.random
        leaves: tuple[Callable[[], Inline], ...] = (
            lambda: Text(chance.choice(TEXTS), P),
            lambda: Text(chance.choice(TEXTS), P),
            lambda: SoftBreak(P),
            lambda: HardBreak(P),
            lambda: Code(chance.choice(("x<y", "", " ")), P),
            lambda: Ruby("漢字", "かんじ", P),
            lambda: Verbatim(inlines("KEY"), P),
            lambda: Language(inlines("hello"), "en", P),
            lambda: Term("アイ", chance.choice(("AI", "AI ストア", "Ⅲ")), chance.random() < 0.6, P),
            self.image,
            self.call,
            self.page,
        )
        holders: tuple[Callable[[], Inline], ...] = (
            lambda: Emphasis(self.inlines(depth + 1), P),
            lambda: Strong(self.inlines(depth + 1), P),
            lambda: Link(self.inlines(depth + 1), chance.choice(TARGETS), "", P),
        )
        return chance.choice(leaves + holders if depth < DEEPEST else leaves)()

    def image(self) -> Image:
        alt = self.random.choice(((), inlines("絵。二つ目。"), inlines(Term("エー", "A", True, P))))
        return Image(self.random.choice(SOURCES), alt, "", P)

    def call(self) -> FootnoteReference:
        known = [*self.calls]
        note = self.random.choice(known) if known and self.random.random() < 0.5 else self.id("fn")
        ref = self.id("ref")
        self.calls.setdefault(note, []).append(ref)
        return FootnoteReference(note, [*self.calls].index(note) + 1, ref, P)

    def page(self) -> PageMark:
        number = next(self.numbers)
        return PageMark(self.random.choice((str(number), "iv", "A-1")), self.id("page"), P)

    def block(self, depth: int = 0) -> Block:
        chance = self.random
        leaves: tuple[Callable[[], Block], ...] = (
            lambda: Paragraph(self.inlines(), P),
            lambda: Heading(chance.randint(1, 6), self.inlines(), self.id("h"), P),
            lambda: CodeBlock(chance.choice(("a\n\nb\n", "", "x")), "", P),
            lambda: Figure(self.image(), self.inlines(), P),
            lambda: ThematicBreak(P),
            lambda: PageBreak(self.page(), P),
            self.table,
        )
        holders: tuple[Callable[[], Block], ...] = (
            lambda: self.items(depth),
            lambda: self.definitions(depth),
            lambda: Note(chance.choice([*NoteKind]), self.inlines(), self.blocks(depth), P),
            lambda: BlockQuote(self.blocks(depth), P),
            lambda: VerbatimBlock(self.blocks(depth), P),
        )
        return chance.choice(leaves + holders if depth < DEEPEST else leaves)()

    def items(self, depth: int) -> List:
        chance = self.random
        items = tuple(
            ListItem(self.blocks(depth), chance.randint(0, 60), P)
            for _ in range(chance.randint(1, 3))
        )
        return List(chance.choice([*ListStyle]), items, chance.random() < 0.5, P)

    def definitions(self, depth: int) -> DefinitionList:
        entries = tuple(
            Definition(self.inlines(), self.blocks(depth), P)
            for _ in range(self.random.randint(1, 3))
        )
        return DefinitionList(entries, self.random.random() < 0.5, P)

    def table(self) -> Table:
        caption = self.inlines()  # first, as it is read: pages are numbered in reading order
        width = self.random.randint(1, 3)
        cells = (
            tuple(TableCell(self.inlines(), "right", P) for _ in range(width))
            for _ in range(self.random.randint(1, 3))
        )
        head, *rows = (TableRow(row, P) for row in cells)
        return Table(head, tuple(rows), caption, P)

    def unit(self, number: int) -> Unit:
        self.calls = {}
        blocks = tuple(self.block() for _ in range(self.random.randint(0, 6)))
        if self.random.random() < 0.8:
            level = self.random.randint(1, 3)
            blocks = (Heading(level, inlines("見出し"), self.id("h"), P), *blocks)
        notes = tuple(
            Footnote(id, place, tuple(refs), (paragraph("注の文。"),), P)
            for place, (id, refs) in enumerate(self.calls.items(), 1)
        )
        return Unit(f"u{number}", blocks, notes, P)


def shaped_book(seed: int) -> Book:
    """A book of two to four units, decided by ``seed``."""
    maker = Maker(seed)
    units = tuple(maker.unit(n) for n in range(1, maker.random.randint(3, 5)))
    made = book(*units, settings=Settings(title="題"))
    images = {**made.images, "images/old.gif": Picture("old.gif", "image/gif", b"GIF89a")}
    return replace(made, images=images)
