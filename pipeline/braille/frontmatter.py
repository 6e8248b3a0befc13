"""What stands around a volume's text: 標題紙, 目次, 凡例 and 奥付, as chunks of lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.braille.cells import BLANK, translate
from pipeline.braille.layout import (
    Chunk,
    Kind,
    Paragraph,
    Piece,
    chunk,
    heading_indent,
    wrap,
)
from pipeline.braille.pages import EMPTY_ROW, Description, Row
from pipeline.braille.transcription import (
    Scribe,
    kana_pieces,
    number_cells,
    pieces,
    text_pieces,
)
from pipeline.config import Settings
from pipeline.diagnostics import Diagnostic
from pipeline.document import Book, Pos, Term
from pipeline.walk import all_inlines

# The words of ours, in braille kana.
CONTENTS_TITLE = "モクジ"
NOTES_TITLE = "テンヤクショ ハンレイ"
LABELS = {
    "title": "ショメイ",
    "author": "チョシャ",
    "publisher": "ハッコー",
    "date": "ハッコービ",
    "isbn": "アイエスビーエヌ",
    "rights": "ケンリ",
    "transcriber": "テンヤク",
    "proofreader": "コーセイ",
    "proofreading": "コーセイ レベル",
    "remarks": "ビコー",
}
# What every transcription of ours does, for readers; book.toml's own notes take its place.
DEFAULT_NOTES = (
    "この本は、原稿から自動で点訳したものです。",
    "アルファベットの言葉は読みで書き、単元の初めに出るところだけ、元のつづりをカッコに入れて添えました。",
    "写真や図は、その説明を点訳者挿入符に入れて書きました。太字などの字体の違いは省きました。",
)
LABEL = "⠐⠂"  # 第1小見出し符
LEADER = "⠐"  # the row of dots that joins a title to its page number
LEADER_LEAST = 2  # dots
TITLE_MARGIN = 4  # cells left free on each side of the title page


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of 目次: a heading's level, its title and the page it stands on."""

    level: int
    title: tuple[Piece, ...]
    page: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What title page, notes and colophon say, transcribed once for all volumes."""

    title: tuple[Piece, ...]
    subtitle: tuple[Piece, ...]
    authors: tuple[tuple[Piece, ...], ...]
    transcriber: tuple[Piece, ...]
    notes: tuple[tuple[Piece, ...], ...]
    colophon: tuple[tuple[Piece, ...], ...]
    description: Description


def front_matter(book: Book, scribe: Scribe) -> FrontMatter:
    """A book's front matter in braille. The title page is a stretch of its own for glosses."""
    settings = book.settings
    scribe = _of_settings(scribe, settings)
    readings = (*settings.creator_readings, *[""] * len(settings.creators))
    authors = [
        text_pieces(name, scribe, reading)
        for name, reading in zip(settings.creators, readings, strict=False)
    ]
    title = title_pieces(book, scribe)
    notes = _notes(settings, scribe)
    return FrontMatter(
        title=title,
        subtitle=text_pieces(settings.subtitle, scribe),
        authors=tuple(authors),
        transcriber=text_pieces(settings.braille.transcriber or settings.publisher, scribe),
        notes=tuple(note for note in notes if note),
        colophon=tuple(_colophon(book, authors, scribe)),
        description=_description(book, authors, scribe),
    )


def title_pieces(book: Book, scribe: Scribe) -> tuple[Piece, ...]:
    """A book's title: as ``title_reading`` has it, unless it holds terms with their readings."""
    settings = book.settings
    has_terms = any(isinstance(inline, Term) for inline in all_inlines(book.title))
    if has_terms or not settings.title_reading:
        return pieces(book.title, scribe) or text_pieces(settings.title, scribe)
    return text_pieces(settings.title, scribe, settings.title_reading)


def _of_settings(scribe: Scribe, settings: Settings) -> Scribe:
    """A scribe that reports on the words of ``book.toml`` as found there."""

    def report(finding: Diagnostic) -> None:
        scribe.report(finding if finding.pos.file else replace(finding, pos=Pos(settings.file)))

    return replace(scribe, report=report)


def _notes(settings: Settings, scribe: Scribe) -> Iterator[tuple[Piece, ...]]:
    """The lines of 凡例: those of ``book.toml``, else what holds for every book of ours."""
    written = [line for line in settings.braille.notes.splitlines() if line.strip()]
    for line in written:
        yield text_pieces(line, scribe)
    if not written:
        # Nobody can mend our own words, so nobody hears of them.
        for line in DEFAULT_NOTES:
            yield text_pieces(line, scribe.silent())


def _description(book: Book, authors: Sequence[Sequence[Piece]], scribe: Scribe) -> Description:
    settings, braille = book.settings, book.settings.braille
    return Description(
        slug=book.slug,
        title=settings.title,
        title_cells=_cells(title_pieces(book, scribe.silent())),
        subtitle=settings.subtitle,
        author="、".join(settings.creators),
        author_cells=_cells(authors[0] if authors else ()),
        coauthor_cells=_cells([piece for author in authors[1:] for piece in author]),
        publisher=settings.publisher,
        publisher_cells=_cells(text_pieces(settings.publisher, scribe.silent())),
        date=settings.date,
        identifier=settings.identifier,
        language=settings.language,
        rights=settings.rights,
        book_code=braille.book_code,
        transcriber=braille.transcriber,
        transcriber_cells=_cells(text_pieces(braille.transcriber, scribe.silent())),
        proofreader=braille.proofreader,
        remarks=braille.remarks,
        remarks_cells=_cells(text_pieces(braille.remarks, scribe.silent())),
        modified=book.modified,
    )


def _cells(parts: Sequence[Piece]) -> str:
    return BLANK.join(piece.cells for piece in parts)


def _colophon(
    book: Book, authors: Sequence[tuple[Piece, ...]], scribe: Scribe
) -> Iterator[tuple[Piece, ...]]:
    """The lines of 奥付: a label and what it names."""
    settings, braille = book.settings, book.settings.braille
    yield (*_label("title"), *title_pieces(book, scribe.silent()))
    for author in authors:
        yield (*_label("author"), *author)
    for key, value in (
        ("publisher", settings.publisher),
        ("date", _japanese_date(settings.date)),
        ("isbn", settings.source_isbn),
        ("rights", settings.rights),
        ("transcriber", braille.transcriber),
        ("proofreader", braille.proofreader),
        ("proofreading", settings.profile.proofreading),
        ("remarks", braille.remarks),
    ):
        if value:
            yield (*_label(key), *text_pieces(value, scribe.silent()))


def _label(key: str) -> tuple[Piece, ...]:
    (*first, last) = kana_pieces(LABELS[key])
    return (*first, last._replace(cells=last.cells + LABEL))


def _japanese_date(date: str) -> str:
    """``2026-04-01`` as 2026年4月1日, what is missing left out."""
    parts = [part for part in date.split("-") if part.isdigit()]
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


# Chunks


def title_chunks(
    front: FrontMatter, number: int, count: int, width: int, lines: int
) -> list[Chunk]:
    """標題紙: authors, title, volume and transcriber, each set in the middle."""
    if count == 1:
        volume = kana_pieces("ゼン 1カン")
    else:
        volume = kana_pieces(f"ダイ{number}カン(ゼン {count}カン)")
    blocks = [*front.authors, front.title, front.subtitle, volume, front.transcriber]
    centred = [_centred(block, width) for block in blocks if block]
    used = sum(len(block) for block in centred)
    gap = max((lines - used) // (len(centred) + 1), 0)
    rows: list[Row] = []
    for block in centred:
        rows += [EMPTY_ROW] * gap + block
    return [Chunk((row,)) for row in rows]


def _centred(block: tuple[Piece, ...], width: int) -> list[Row]:
    """Pieces broken into short lines, as a block in the middle of the page."""
    margin = TITLE_MARGIN if width > 4 * TITLE_MARGIN else 0
    rows = list(wrap(Paragraph(block, first=0, rest=2), width - 2 * margin))
    left = (width - max(len(row.cells) for row in rows)) // 2
    return [
        Row(
            BLANK * left + row.cells,
            tuple(run._replace(cell=run.cell + left) for run in row.runs),
        )
        for row in rows
    ]


def heading_chunk(kana: str, width: int) -> Chunk:
    """A heading of ours at the head of 目次 or 凡例."""
    indent = heading_indent(1)
    made = Paragraph(
        kana_pieces(kana), Kind.HEADING, indent, indent + 2, unit=True, keeps_next=True
    )  # fmt: skip
    return chunk(made, width)


def contents_chunks(entries: Sequence[Entry], width: int) -> list[Chunk]:
    """目次: each title joined to its page number by a row of dots, a blank on each side."""
    return [heading_chunk(CONTENTS_TITLE, width)] + [
        Chunk(tuple(entry_rows(entry, width))) for entry in entries
    ]


def entry_rows(entry: Entry, width: int) -> list[Row]:
    """The lines of one entry, the page number at the last one's right end."""
    number = number_cells(entry.page)
    # Blank, dots, blank and the number must stand on the title's last line.
    room = width - len(number) - 2 - LEADER_LEAST
    rows = _title_rows(entry, width, room)
    last = rows[-1]
    dots = width - len(last.cells) - len(number) - 2
    return [*rows[:-1], replace(last, cells=f"{last.cells}{BLANK}{LEADER * dots}{BLANK}{number}")]


def _title_rows(entry: Entry, width: int, room: int) -> list[Row]:
    """A title's lines, the last of ``room`` cells at most: its last word goes down if need be."""
    indent = 2 * (entry.level - 1)
    title = Paragraph(entry.title, first=indent, rest=indent + 4)
    rows = list(wrap(title, width))
    if rows and len(rows[-1].cells) <= room:
        return rows
    if len(title.pieces) > 1:
        before_last = title.pieces[-2]._replace(ends_line=True)
        rows = list(
            wrap(replace(title, pieces=(*title.pieces[:-2], before_last, title.pieces[-1])), width)
        )
        if len(rows[-1].cells) <= room:
            return rows
    return [*rows, Row(BLANK * min(indent + 3, room))]


def notes_chunks(front: FrontMatter, width: int) -> list[Chunk]:
    """凡例: a heading and a paragraph a line of ``[braille] notes``."""
    return [heading_chunk(NOTES_TITLE, width)] + [
        chunk(Paragraph(note), width) for note in front.notes
    ]


def colophon_chunks(front: FrontMatter, width: int) -> list[Chunk]:
    """奥付: a line each for title, authors, publisher, transcriber and the like."""
    return [
        chunk(Paragraph(line, first=2, rest=6), width) for line in front.colophon
    ]  # fmt: skip


def contents_number(page: int) -> str:
    """The cells of page ``モクn``."""
    return translate(f"モク{page}").cells
