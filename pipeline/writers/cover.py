"""Turn a book's title into a cover picture, unless the book brings its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.document import Book, Picture
from pipeline.writers.identity import title
from pipeline.writers.styles import render

WIDTH, HEIGHT, MARGIN = 1600, 2400, 160
LARGEST, SMALLEST, LINES = 200, 72, 5  # the title's type, in the picture's units, and its lines

# A run of one script with the hiragana after it: about a word.
WORD = re.compile(
    r"[「『（(【<]*(?:[ァ-ヿ]+|[\u3400-\u9fff々〆]+|[!-;=?-~]+|[^\s])[ぁ-ゟ]*[、。！？）」』】>)]*\s*"
)

# JIS X 4051: these do not begin a line.
NOT_FIRST = frozenset(
    "、。，．・：；！？）」』】〉》〕］｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and how far down the picture it stands."""

    text: str
    y: int


def cover_picture(book: Book) -> Picture:
    """The picture named ``cover`` among the book's own, else its title in type."""
    for picture in book.images.values():
        if picture.name.rpartition(".")[0] == "cover":
            return picture
    return Picture("cover.svg", "image/svg+xml", title_cover(book))


def title_cover(book: Book) -> bytes:
    """A cover in SVG: the title in type as large as its length lets it be, then who made it."""
    text = title(book)
    size = type_size(text)
    titles = wrap(text, line_length(size))
    return render(
        "cover.svg",
        width=WIDTH,
        height=HEIGHT,
        title=text,
        size=size,
        lines=[Line(line, 600 + int(size * 1.4) * n) for n, line in enumerate(titles)],
        creators="　".join(book.settings.creators),
        publisher=book.settings.publisher,
        language=book.settings.language,
    )


def type_size(text: str) -> int:
    """The largest size for five lines or fewer, best without cutting a word in two."""
    sizes = range(LARGEST, SMALLEST, -8)
    fitting = [size for size in sizes if len(wrap(text, line_length(size))) <= LINES]
    longest = max((len(word.strip()) for word in WORD.findall(text)), default=0)
    whole = [size for size in fitting if longest <= line_length(size)]
    return next(iter([*whole, *fitting]), SMALLEST)


def line_length(size: int) -> int:
    """How many full-width characters of a size a line holds."""
    return (WIDTH - 2 * MARGIN) // size


def wrap(text: str, length: int) -> list[str]:
    """Text in lines of at most ``length`` characters, cut between words where that can be."""
    lines = [""]
    for piece in _pieces(text, length):
        if len((lines[-1] + piece).rstrip()) > length and piece not in NOT_FIRST:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


def _pieces(text: str, length: int) -> list[str]:
    """Text cut where a word may begin: before a katakana word, a kanji, an alphabetic word."""
    pieces = WORD.findall(text)
    return [part for piece in pieces for part in _halves(piece, length)]


def _halves(piece: str, length: int) -> list[str]:
    """A piece that is longer than a line, cut into equal parts."""
    count = -(-len(piece) // length)
    size = -(-len(piece) // count)
    return [piece[start : start + size] for start in range(0, len(piece), size)]
