"""Judge braille volumes in BRF or PEF: geometry, page numbers, 目次, and the first-use rule."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.verify.brfpages import Line, Page, read_brf
from pipeline.verify.convention import Convention, Place
from pipeline.verify.first_use import OtherForms, judge_contents, judge_first_uses
from pipeline.verify.glosses import BRACKETS
from pipeline.verify.kanacells import (
    BLANK,
    CAPITAL,
    COMPUTER_CLOSE,
    COMPUTER_OPEN,
    DIGITS,
    INSERTION_CLOSE,
    INSERTION_OPEN,
    LETTER_SIGN,
    LETTERS,
    NUMBER_SIGN,
    ORIGINAL,
    QUOTE_OPEN,
    read_cells,
)
from pipeline.verify.pagesize import Geometry
from pipeline.verify.pefpages import read_pef
from pipeline.verify.spaced import BRAILLE
from pipeline.verify.stretch import Kind, Role, Span, Stretch
from pipeline.verify.tally import Form, Tally, tally

CONTENTS = "モク"
# An entry of 目次: a title, a row of dots with a blank each side, the page's number.
ENTRY = re.compile("(?P<title>.*?)⠀(?:⠀*[⠐⠂]+⠀)?⠀*⠼(?P<page>[⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚]+)")
DOTTED = re.compile("⠀[⠐⠂]{2,}⠀⠀*⠼[⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚]+$")
LONGEST_ENTRY = 400  # cells
PREFIXES = frozenset("⠈⠐⠘⠠⠨⠰⠸⠼⠢⠲")  # cells that cannot end a line: they belong to what follows
CLOSING = frozenset("⠲⠰⠢⠖⠶⠆⠴⠤")  # cells that cannot begin one
OPENING = frozenset("⠲⠰⠢")  # of those, cells that begin a sign (外字符, 特殊音) in a word
BRACKET = "⠶"
OPEN_ORIGINAL = re.compile(f"⠶⠲?(?:⠼[^⠀⠶]*)?{LETTER_SIGN}[{CAPITAL}{''.join(LETTERS)}][^⠀⠶]*$")
HYPHENED = re.compile(  # Wi-, before Fi; 978-, before 4
    f"({LETTER_SIGN}[{CAPITAL}{''.join(LETTERS)}]|{NUMBER_SIGN}[{''.join(DIGITS)}])"
    f"[{CAPITAL}{''.join(LETTERS)}]*⠤$"
)
# A percent sign ends its word (日本点字表記法: a particle behind it stands apart), as the same
# cells do not where more letters follow; so does 第1小見出し符.
ENDED = re.compile(f"([{''.join(DIGITS)}]⠰⠏|⠐⠂)$")
# Letters without a sign that closes: a particle behind them stands apart, too (Aノ is A ノ).
SPELLED = re.compile(f"{LETTER_SIGN}[{CAPITAL}{''.join(LETTERS)}]+$")
PARTICLES = frozenset("⠎⠔⠇⠄⠾⠞⠌") | {"⠐⠡", "⠐⠟"}  # ノ ヲ ニ ワ モ ト ヤ ガ デ
LAST_CELLS = frozenset("⠰⠲⠢⠖⠶⠤⠆")  # cells that end words: 、。？！ and closing brackets
GOES_ON = re.compile(rf"[\[({INSERTION_OPEN}]ツヅキ[\]){INSERTION_CLOSE}]")
LONGEST_HEADING = 5  # lines
# The number of a printed page at the right edge: figures or letters (iv, A-3), apart from the text.
PRINTED_PAGE = re.compile(r"(?<=⠀⠀)[⠼⠰][^⠀]{1,7}$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that looks like a heading, with its run-over lines: text without blanks, page."""

    title: str
    page: Page
    line: Line
    last: bool


def judge_brf(
    volumes: Sequence[Path],
    report: Report,
    rule: Convention,
    geometry: Geometry,
    others: OtherForms | None = None,
) -> Tally:
    """Check the volumes of one book in their order, by the ``rule`` of its glosses.

    ``others``: what other forms of the book say of its words, if there are any.
    """
    is_pef = volumes[0].suffix.lower() == ".pef"
    pages, geometry = _pages(volumes, geometry, report)
    entries = _check_contents(pages, geometry, report)
    stretches = list(_stretches(pages, geometry, rule.unit))
    uses = judge_first_uses(stretches, report, BRAILLE, others, rule)
    listed = [page for page in pages if page.kind == CONTENTS]
    if listed:
        left_alone = uses.left_alone | (others.left_alone if others else frozenset())
        contents = _stretch(listed, Role.APPARATUS, geometry)
        judge_contents([contents], left_alone, report)
    counts = {
        "volumes": len(volumes),
        "pages": len(pages),
        "lines": sum(len(page.lines) for page in pages),
        "words": sum(len(stretch.text.split()) for stretch in stretches),
        "contents": entries,
    }
    name = str(volumes[0]) if len(volumes) == 1 else f"{volumes[0]} …"
    return tally(Form.PEF if is_pef else Form.BRF, name, uses, counts, rule)


def _pages(
    volumes: Sequence[Path], geometry: Geometry, report: Report
) -> tuple[list[Page], Geometry]:
    """The pages of all volumes, and the size of a page: volumes may have their own."""
    pages: list[Page] = []
    for path in volumes:
        read = read_pef if path.suffix.lower() == ".pef" else read_brf
        geometry, found = read(path, geometry, report)
        pages += found
    return pages, geometry


# Text


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells of several lines as one string; ``starts`` are (offset, file, line, first cell).

    ``headings`` are the offsets between which lines look like a heading.
    """

    cells: str
    starts: tuple[tuple[int, str, int, int], ...]
    headings: tuple[tuple[int, int], ...]

    def place(self, index: int) -> Pos:
        at = max(bisect_right([s[0] for s in self.starts], index) - 1, 0)
        offset, file, line, first = self.starts[at]
        return Pos(file, line, index - offset + first + 1)


def _stretches(pages: Sequence[Page], geometry: Geometry, unit: str) -> Iterator[Stretch]:
    """Title page, units and colophon; contents pages are judged apart."""
    run: list[Page] = []
    for page in pages:
        if page.kind == CONTENTS:
            continue
        if page.kind == "-":  # not numbered: 標題紙 or 奥付
            yield _stretch([page], Role.APPARATUS, geometry)
            continue
        if run and unit != "book" and begins_unit(page, geometry):
            yield _stretch(run, Role.UNIT, geometry)
            run = []
        run.append(page)
    if run:
        yield _stretch(run, Role.UNIT, geometry)


def begins_unit(page: Page, geometry: Geometry) -> bool:
    """Whether a heading stands on the first line under the page number, and does not go on."""
    if not page.lines or page.lines[0].indent not in geometry.heading_indents:
        return False
    # A volume that goes on with a unit repeats its heading and says so.
    head = BLANK.join(line.cells.strip(BLANK) for line in page.lines[:LONGEST_HEADING])
    return GOES_ON.search(read_cells(head)[0]) is None


def _stretch(pages: Sequence[Page], role: Role, geometry: Geometry) -> Stretch:
    cells = _joined(pages, geometry)
    text, kinds, origins = _read(cells.cells)

    def place(offset: int) -> Pos:
        if not cells.starts:
            return pages[0].place(pages[0].first_line)
        return cells.place(origins[min(offset, len(origins) - 1)])

    spans = tuple(
        Span(Place.HEADINGS, bisect_left(origins, start), bisect_left(origins, end))
        for start, end in cells.headings
    )
    return Stretch(pages[0].file, text, kinds, role, place, spans)


def _read(cells: str) -> tuple[str, str, list[int]]:
    """Text of cells, paragraph by paragraph, so that an unclosed bracket harms only its own."""
    texts, kinds, origins, offset = [], [], [], 0
    for paragraph in cells.split("\n"):
        text, kind, origin = read_cells(paragraph)
        texts.append(text + "\n")
        kinds.append(kind + Kind.TEXT)
        origins += [offset + index for index in [*origin, len(paragraph)]]
        offset += len(paragraph) + 1
    return "".join(texts), "".join(kinds), origins


def _joined(pages: Sequence[Page], geometry: Geometry) -> _Cells:
    """Lines run together where one goes on in the next: its first word found no room."""
    cells, starts, headings = "", [], list[tuple[int, int]]()
    set_in = _set_in(pages, geometry)
    rows = [(p, _without_mark(line, p, geometry)) for p in pages for line in _set(p)]
    texts = _ahead([line for _, line in rows], geometry)
    before: Line | None = None
    for (page, line), ahead in zip(rows, texts, strict=True):
        text = line.cells.strip(BLANK)
        if before is not None:
            last = cells[-LONGEST_ENTRY:].rpartition("\n")[2].rpartition(BLANK)[2]
            over = set_in.get((page.file, line.number), False)
            cells += _between(before, line, geometry, last, ahead, over=over)
        starts.append((len(cells), page.file, line.number, line.indent))
        if (page.file, line.number) in set_in:
            headings.append((len(cells), len(cells) + len(text)))
        cells += text
        before = line
    return _Cells(cells, tuple(starts), tuple(headings))


def _ahead(lines: Sequence[Line], geometry: Geometry) -> list[str]:
    """What each line says, and what goes on in the lines below, as far as an original may reach."""
    found = ["" for _ in lines]
    for index in reversed(range(len(lines))):
        text = lines[index].cells.strip(BLANK)
        if text and index + 1 < len(lines):
            below = found[index + 1]
            last = text.rpartition(BLANK)[2]
            if last == text and index and lines[index - 1].cells.endswith(BRACKET):
                last = BRACKET + last  # the bracket before a line may open what stands on it
            text += _between(lines[index], lines[index + 1], geometry, last, below) + below
        found[index] = text[:LONGEST_ENTRY]
    return found


def _set(page: Page) -> Sequence[Line]:
    """The lines of a page without a blank one at its head, which ends no paragraph.

    It keeps what follows, even the rest of a long word, from being taken for a unit's heading.
    """
    return page.lines[1:] if page.lines and not page.lines[0].cells.strip(BLANK) else page.lines


def _without_mark(line: Line, page: Page, geometry: Geometry) -> Line:
    """A line of the text without the number of the printed page that begins in it."""
    if page.kind == CONTENTS or len(line.cells) != geometry.cells:
        return line
    mark = PRINTED_PAGE.search(line.cells)
    # Farther right than any indent: a word that is set in and fills its line is none.
    if mark is None or mark.start() <= geometry.cells // 2:
        return line
    return replace(line, cells=line.cells[: mark.start()].rstrip(BLANK))


def _set_in(pages: Sequence[Page], geometry: Geometry) -> dict[tuple[str, int], bool]:
    """The lines (file, number) set in and apart as headings are; whether one runs over."""
    found: dict[tuple[str, int], bool] = {}
    for page in pages:
        apart, over = True, -1  # where a heading that goes on would begin
        for line in page.lines:
            begins = apart and line.indent in geometry.heading_indents
            over = geometry.run_over(line.indent) if begins else over
            if begins or line.indent == over:
                found[page.file, line.number] = not begins
            else:
                over = -1
            apart = not line.cells.strip(BLANK)
    return found


def _between(
    before: Line, line: Line, geometry: Geometry, last: str, ahead: str, *, over: bool = False
) -> str:
    """What divides two lines: a paragraph's end, a blank, or nothing where a word goes on.

    ``last`` is the last word of the text up to the line, which may have begun some lines before;
    ``ahead`` is the text from the line on, whose first word may end some lines below. ``over``: a
    heading runs over to the line, so that no paragraph ended before it.
    """
    whole = re.split(f"[{BLANK}\n]", ahead, maxsplit=1)[0]
    done = before.cells.strip(BLANK)
    fits = not over and len(before.cells) + 1 + len(whole) <= geometry.cells
    if not (whole and done) or fits:
        return "\n"
    if ENDED.search(last) or (last == done and _is_spelled(last, line)):
        return BLANK
    word = line.cells.strip(BLANK).partition(BLANK)[0]
    # Only a word with no room on any line is broken, and such a word begins its line.
    goes_on = BLANK not in done and (_goes_on(last, ahead) or done[-1] not in LAST_CELLS)
    address = done.rfind(COMPUTER_OPEN) > done.rfind(COMPUTER_CLOSE)
    full = address or _is_full(word, geometry.cells - len(before.cells))
    return "" if goes_on and full else BLANK


def _is_spelled(done: str, line: Line) -> bool:
    """Whether a word is letters to its end, and what the next line begins with is a particle.

    Two particles in a row are the last letter of the word, and one.
    """
    word, _, rest = line.cells.strip(BLANK).partition(BLANK)
    more = rest.partition(BLANK)[0]
    spelled = SPELLED.search(done) is not None and not OPEN_ORIGINAL.search(done)
    return spelled and word in PARTICLES and bool(more) and more not in PARTICLES


def _is_full(word: str, room: int) -> bool:
    """Whether no part of a word could stand in the room that the line before has left.

    No line ends with a sign that belongs to what follows, none begins with one that closes.
    """
    return len(word) > room and all(
        word[end - 1] in PREFIXES or _closes(word, end) for end in range(1, room + 1)
    )


def _closes(word: str, at: int) -> bool:
    """Whether a cell of a word closes what stands before it; ⠰, ⠲ and ⠢ also open signs."""
    inside = word[at] in OPENING and at + 1 < len(word) and word[at + 1] not in CLOSING
    return word[at] in CLOSING and not inside


def _goes_on(done: str, ahead: str) -> bool:
    """Whether a word whose last cell may end it, at a line's end, goes on in the alphabet.

    That is behind a hyphen, in an original whose bracket has not closed, or before one.
    """
    hyphened = ahead.startswith((LETTER_SIGN, NUMBER_SIGN)) and HYPHENED.search(done)
    opened = done.endswith(BRACKET) and (ahead.startswith(QUOTE_OPEN) or ORIGINAL.match(ahead))
    return bool(hyphened or opened or OPEN_ORIGINAL.search(done))


# Contents and headings


def _check_contents(pages: Sequence[Page], geometry: Geometry, report: Report) -> int:
    """Check 目次 against the headings of its volume; returns how many entries it has."""
    count = 0
    for file in dict.fromkeys(page.file for page in pages):
        volume = [page for page in pages if page.file == file]
        listed = [page for page in volume if page.kind == CONTENTS]
        entries = [e for e in _entries(listed, geometry) if e[0]]
        titles = {title for title, _, _ in entries}
        found = [h for page in volume if page.kind == "" for h in _headings(page, titles, geometry)]
        for title, number, pos in entries:
            true = [heading.page.label for heading in found if heading.title == title]
            if true and number not in true:
                fields = {"title": title, "said": number, "true": true[0]}
                report(diagnostic(Code.WRONG_CONTENTS_PAGE, pos, **fields))
        _check_feet(volume, found, geometry, report)
        count += len(entries)
    return count


def _entries(pages: Sequence[Page], geometry: Geometry) -> Iterator[tuple[str, str, Pos]]:
    """The entries of 目次: title without blanks, page number, place."""
    if not pages:
        return
    pending, start = "", None
    # Where titles are joined to numbers by dots, a line that ends in a number alone is a title's.
    dotted = any(DOTTED.search(line.cells) for page in pages for line in page.lines)
    for page in pages:
        for line in page.lines:
            start = start or page.place(line.number, line.indent)
            pending = f"{pending}{BLANK}{line.cells.strip(BLANK)}".strip(BLANK)[-LONGEST_ENTRY:]
            ends = len(line.cells) == geometry.cells and (not dotted or DOTTED.search(line.cells))
            hit = ENTRY.fullmatch(pending) if ends else None
            if hit:
                number = "".join(DIGITS[cell] for cell in hit["page"])
                yield plain(read_cells(hit["title"])[0]), number, start
            if hit or not line.cells:
                pending, start = "", None


def plain(title: str) -> str:
    """A title without glosses, blanks and leader dots: what 目次 and text have in common."""
    return re.sub(r"[ ・…|]+", "", BRACKETS.sub("", title))


def _headings(page: Page, titles: set[str], geometry: Geometry) -> Iterator[Heading]:
    """The headings of a page: lines set in and apart like one, whose text stands in 目次."""
    lines = page.lines
    for index, line in enumerate(lines):
        apart = index == 0 or not lines[index - 1].cells.strip(BLANK)
        if line.indent not in geometry.heading_indents or not apart:
            continue
        end = index + 1
        while end < len(lines) and lines[end].indent == geometry.run_over(line.indent):
            end += 1
        for stop in range(end, index, -1):
            title = plain(
                read_cells(BLANK.join(r.cells.strip(BLANK) for r in lines[index:stop]))[0]
            )
            if title in titles:
                yield Heading(title, page, line, stop == len(lines))
                break


def _check_feet(
    volume: Sequence[Page], found: Sequence[Heading], geometry: Geometry, report: Report
) -> None:
    """A heading never stands last on a page that another page of text follows."""
    for heading in found:
        index = next(i for i, page in enumerate(volume) if page is heading.page)
        more = index + 1 < len(volume) and volume[index + 1].kind == ""
        if not (heading.last and more) or begins_unit(volume[index + 1], geometry):
            continue
        if not _is_chain(volume[index : index + 2], geometry):
            report(diagnostic(Code.HEADING_AT_FOOT, heading.page.place(heading.line.number)))


def _is_chain(pages: Sequence[Page], geometry: Geometry) -> bool:
    """Whether a page has headings alone and the next goes on with one: none holds them all."""
    set_in = _set_in(pages, geometry)
    here, there = (
        [(page.file, line.number) in set_in for line in page.lines if line.cells.strip(BLANK)]
        for page in pages
    )
    return all(here) and there[:1] == [True]
