"""Turn what a book contains into the accessibility metadata that may truly be claimed of it.

Values: the Schema.org Accessibility Properties vocabulary; rules: EPUB Accessibility 1.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from pipeline.document import Book, Figure, Heading, Image, Table, Term
from pipeline.walk import plain_text, unit_blocks, unit_inlines
from pipeline.writers.contents import page_marks
from pipeline.writers.rubies import Extent, ruby_extent

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


RUBY = {Extent.SOME: "rubyAnnotations", Extent.EVERY: "fullRubyAnnotations"}


class Claim(NamedTuple):
    """A property of the package document and one of its values."""

    property: str
    value: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in a book; every claim rests on one of these.

    ``images``: pictures that are no ornaments; ``described``: each has alternative text; ``told``:
    one has a long description; ``all_told``: each has. ``animated``: a picture may move.
    ``tables``: there are tables, all with a head. ``ordered``: no heading skips a level.
    ``glosses``: a word in the alphabet became katakana. ``spoken``: everything is recorded, too.
    """

    images: bool
    described: bool
    told: bool
    all_told: bool
    animated: bool
    tables: bool
    pages: bool
    ruby: Extent
    vertical: bool
    ordered: bool
    glosses: bool
    spoken: bool = False


def facts(book: Book) -> Facts:
    """What a book contains, as its EPUB will show it."""
    shown = list(_images(book))
    images = [image for image in shown if not image.decoration]
    blocks = [block for unit in book.units for block in unit_blocks(unit)]
    inlines = [inline for unit in book.units for inline in unit_inlines(unit)]
    told = sum(isinstance(block, Figure) and block.description is not None for block in blocks)
    return Facts(
        images=bool(images),
        described=all(plain_text(image.alt).strip() for image in images),
        told=told > 0,
        all_told=0 < told == len(images),
        animated=any(book.images[image.source].media_type == "image/gif" for image in shown),
        tables=_named([block for block in blocks if isinstance(block, Table)]),
        pages=bool(page_marks(book)),
        ruby=ruby_extent(book),
        vertical=book.settings.epub.writing == "vertical",
        ordered=_ordered([block.level for block in blocks if isinstance(block, Heading)]),
        glosses=any(isinstance(inline, Term) and inline.first for inline in inlines),
        spoken=bool(book.settings.speech.narrator),
    )


def _named(tables: list[Table]) -> bool:
    """Whether there are tables and each has a head with words."""
    heads = [(plain_text(cell.children).strip() for cell in table.head.cells) for table in tables]
    return bool(heads) and all(any(head) for head in heads)


def _images(book: Book) -> Iterator[Image]:
    for unit in book.units:
        yield from (block.image for block in unit_blocks(unit) if isinstance(block, Figure))
        yield from (inline for inline in unit_inlines(unit) if isinstance(inline, Image))


def _ordered(levels: list[int]) -> bool:
    """Whether no heading is more than one level below the one before it."""
    return all(level <= before + 1 for before, level in pairwise(levels))


def accessibility(book: Book) -> tuple[Claim, ...]:
    """The accessibility metadata of a book, in the order of the package document."""
    found = facts(book)
    return (
        *(Claim("schema:accessMode", mode) for mode in access_modes(found)),
        *(Claim("schema:accessModeSufficient", modes) for modes in sufficient_modes(found)),
        *(Claim("schema:accessibilityFeature", feature) for feature in features(found)),
        Claim("schema:accessibilityHazard", "unknown" if found.animated else "none"),
        Claim("schema:accessibilitySummary", summary(found)),
        *conformance(book, found),
    )


def access_modes(found: Facts) -> tuple[str, ...]:
    """The senses that the content as it is appeals to."""
    modes = ("textual", "visual") if found.images else ("textual",)
    return (*modes, "auditory") if found.spoken else modes


def sufficient_modes(found: Facts) -> tuple[str, ...]:
    """The sets of senses any one of which is enough to read the whole book."""
    if found.images and not found.described:
        return ("textual,visual",)
    modes = ("textual", "textual,visual") if found.images else ("textual",)
    return (*modes, "auditory") if found.spoken else modes


def features(found: Facts) -> tuple[str, ...]:
    """What the book offers; the first three come from how every book is published."""
    return (
        "tableOfContents",
        "readingOrder",
        "displayTransformability",
        *(("structuralNavigation",) if found.ordered else ()),
        *(("alternativeText",) if found.images and found.described else ()),
        *(("longDescription",) if found.told else ()),
        *((RUBY[found.ruby],) if found.ruby in RUBY else ()),
        *(("pageBreakMarkers", "pageNavigation") if found.pages else ()),
        *(("verticalWriting",) if found.vertical else ()),
        *(("synchronizedAudioText",) if found.spoken else ()),
    )


def conforms(found: Facts) -> bool:
    """Whether nothing was found that WCAG 2.2 AA forbids (1.1.1 pictures, 1.3.1 structure)."""
    return found.described and found.ordered and not found.animated


def certifier(book: Book) -> str:
    """Who answers for the claims; empty if ``book.toml`` names nobody."""
    settings = book.settings
    return settings.daisy.producer or settings.publisher or "、".join(settings.creators)


def conformance(book: Book, found: Facts) -> tuple[Claim, ...]:
    """The claim of conformance, only if it holds and somebody stands for it."""
    if not (conforms(found) and certifier(book)):
        return ()
    return (
        Claim("dcterms:conformsTo", CONFORMANCE),
        Claim("a11y:certifiedBy", certifier(book)),
    )


def summary(found: Facts) -> str:
    """The statement for readers, in Japanese: one sentence a fact."""
    return "".join(_sentences(found))


def _sentences(found: Facts) -> Iterator[str]:
    yield "本文はすべて文字のデータで、音声読み上げと点字表示で読むことができます。"
    yield "文字の大きさ、色、行間は読む人が変えられます。"
    yield "目次と見出しで移動できます。"
    if found.spoken:
        yield "全文に合成音声の朗読があり、読んでいる所が文字の上でも示されます。"
    if found.glosses:
        yield "アルファベットの語は片仮名で書き、元のつづりは括弧に入れて添えました。"
    if found.images and found.described:
        yield "画像にはすべて代わりの説明文があります。"
    if found.images and not found.described:
        yield "説明文のない画像があります。"
    if found.told:
        which = "すべての" if found.all_told else "一部の"
        yield f"{which}画像には、開いて読める詳しい説明もあります。"
    if found.tables:
        yield "表には見出しの行があります。"
    if found.ruby is Extent.EVERY:
        yield "本文の漢字にはすべて、機械で付けた振り仮名があります。"
    if found.ruby is Extent.SOME:
        yield "一部の漢字に振り仮名があります。"
    if found.pages:
        yield "印刷版のページ番号で移動できます。"
    yield (
        "動く画像があり、点滅の有無は確かめていません。"
        if found.animated
        else "点滅や動き、音による危険はありません。"
    )
