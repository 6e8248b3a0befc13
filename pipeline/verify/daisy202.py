"""Judge a DAISY 2.02 book: NCC, SMIL and content documents against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import basename

from lxml import etree

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.verify.clips import ROUNDING, audio_lengths, seconds
from pipeline.verify.convention import Asked, stated
from pipeline.verify.filesets import Fileset, UnreadableError, fileset, resolve
from pipeline.verify.first_use import judge_contents, judge_first_uses
from pipeline.verify.links import Linked, check_alternatives, check_links, linked
from pipeline.verify.markup import Markup, language, local, parse, text_of, tokens, whole
from pipeline.verify.printpages import PAGE_CLASSES, Entry, check_pages, page_marks
from pipeline.verify.smil import (
    HEADINGS,
    Presentation,
    Shown,
    check_headings,
    check_media_type,
    check_reached,
    check_time,
    check_times,
    named,
    present,
    shown_by,
    shown_from,
    texts_in_order,
)
from pipeline.verify.stretch import Role, Stretch, join, read
from pipeline.verify.tally import Form, Tally, tally

# DAISY 2.02, 2.1.2: metadata of the NCC that stands exactly once, and at least once.
ONCE = (
    "dc:date", "dc:format", "dc:identifier", "dc:title", "dc:publisher", "ncc:charset",
    "ncc:pageFront", "ncc:pageNormal", "ncc:pageSpecial", "ncc:tocItems", "ncc:totalTime",
)  # fmt: skip
AT_LEAST_ONCE = ("dc:language", "dc:creator")
APPARATUS = frozenset({"奥付", "表紙"})
KILOBYTE = 1024  # bytes


@dataclass(frozen=True, slots=True)
class Disc:
    """A book read: NCC, master.smil if there is one, SMIL files in playing order."""

    ncc: Markup
    master: Markup | None
    presentations: tuple[Presentation, ...]
    book: Linked

    @property
    def is_ncc_only(self) -> bool:
        """Whether the NCC is all the text that is shown (ncc:multimediaType ``audioNcc``)."""
        return texts_in_order(self.presentations).keys() == {self.ncc.path}


def judge_daisy202(place: Path, report: Report, asked: Asked) -> Tally | None:
    """Check one DAISY 2.02 folder, or a ZIP file of one; None where its NCC cannot be read."""
    try:
        files, path = fileset(place, "/ncc.html", report)
    except UnreadableError as error:
        report(diagnostic(Code.CORRUPT_FILE, Pos(str(place)), reason=error.reason))
        return None
    ncc = parse(files, path, report) if path else None
    if ncc is None:
        return None
    disc = _disc(ncc, files, report)
    counts = _judge_files(disc, report)
    _check_metadata(disc, report)
    counts["contents"] = _check_entries(disc, report)
    _check_presentations(disc, report)
    counts = {noun: count for noun, count in counts.items() if count}
    if disc.is_ncc_only:  # no text says which words have glosses, or are left alone
        return Tally(Form.DAISY202_NCC, str(place), counts)
    rule = asked.over(stated([ncc]))
    uses = judge_first_uses(_stretches(disc, rule.unit), report, rule=rule)
    judge_contents(_contents(disc.ncc), uses.left_alone, report)
    return tally(Form.DAISY202, str(place), uses, counts, rule)


def _find(files: Fileset, name: str) -> str:
    """The path of a file whose name has another case on old discs; empty if there is none."""
    return next((path for path in files.sizes if path.lower() == name), "")


def _disc(ncc: Markup, files: Fileset, report: Report) -> Disc:
    documents = {ncc.path: ncc}
    for path in files.sizes:
        if path.lower().endswith((".smil", ".html", ".htm", ".xhtml")) and path != ncc.path:
            markup = parse(files, path, report)
            if markup is not None:
                documents[path] = markup
    book = linked(files, documents, report)
    lengths = audio_lengths(files, report)
    order = _playing_order(ncc, book)
    presentations = tuple(present(documents[path], lengths, report) for path in order)
    return Disc(ncc, documents.get(_find(files, "master.smil")), presentations, book)


def _playing_order(ncc: Markup, book: Linked) -> list[str]:
    """The SMIL files that the NCC names, in its order."""
    targets = (resolve(ncc.path, a.get("href") or "").path for a in ncc.all("a"))
    smil = [p for p in dict.fromkeys(targets) if p.lower().endswith(".smil")]
    return [path for path in smil if path in book.documents]


def _judge_files(disc: Disc, report: Report) -> dict[str, int]:
    """Check links, ids and pictures of every file; returns what was counted."""
    documents = disc.book.documents.values()
    return {
        "files": len(disc.book.files.sizes),
        "ids": sum(map(len, disc.book.ids.values())),
        "links": sum(check_links(markup, disc.book, report) for markup in documents),
        "images": sum(check_alternatives(markup, report) for markup in documents),
        "phrases": sum(len(p.texts) for p in disc.presentations),
        "clips": sum(p.clips for p in disc.presentations),
        "metadata": sum(1 for _ in disc.ncc.all("meta")),
    }


# Metadata


def _check_metadata(disc: Disc, report: Report) -> None:
    pos = disc.ncc.place(disc.ncc.root)
    if not language(disc.ncc.root):
        report(diagnostic(Code.MISSING_LANGUAGE, pos, element="html"))
    for name in (*ONCE, *AT_LEAST_ONCE):
        metas = list(named(disc.ncc, name))
        if not any(meta.get("content") for meta in metas):
            report(diagnostic(Code.MISSING_METADATA, pos, name=name))
        elif name in ONCE and len(metas) > 1:
            place = disc.ncc.place(metas[1])
            report(diagnostic(Code.REPEATED_METADATA, place, name=name, count=len(metas)))
    for name, true in _true_values(disc).items():
        for meta in named(disc.ncc, name):
            _check_value(disc.ncc, meta, true, report)
    _check_size(disc, report)
    kind = "ncc:multimediaType"
    full = "audioNcc" if disc.is_ncc_only else "audioFullText"
    check_media_type(disc.ncc, kind, disc.presentations, "textNcc", full, report)


def _check_value(markup: Markup, meta: etree._Element, true: object, report: Report) -> None:
    said = (meta.get("content") or "").strip()
    if said.casefold() != str(true).casefold():
        fields = {"name": meta.get("name"), "said": said, "true": str(true)}
        report(diagnostic(Code.WRONG_METADATA, markup.place(meta), **fields))


def _true_values(disc: Disc) -> dict[str, object]:
    """What the NCC's metadata must say, counted in the book."""
    entries = _entries(disc.ncc)
    kinds = Counter(kind for entry in entries for kind in tokens(entry, "class"))
    levels = [int(local(entry)[1]) for entry in entries if local(entry) in HEADINGS]
    pages = [text_of(e) for e in entries if "page-normal" in tokens(e, "class")]
    numbers = [number for page in pages if (number := whole(page)) is not None]
    return {
        "ncc:tocItems": len(entries),
        "ncc:pageFront": kinds["page-front"],
        "ncc:pageNormal": kinds["page-normal"],
        "ncc:pageSpecial": kinds["page-special"],
        "ncc:maxPageNormal": max(numbers, default=0),
        "ncc:depth": max(levels, default=0),
        "ncc:files": len(disc.book.files.sizes),
        "ncc:charset": disc.ncc.root.getroottree().docinfo.encoding or "utf-8",
        "dc:format": "Daisy 2.02",
        **_note_counts(disc),
    }


def _note_counts(disc: Disc) -> dict[str, int]:
    """What can be skipped, counted in the content documents."""
    classes: Counter[str] = Counter()
    for path in texts_in_order(disc.presentations):
        markup = disc.book.documents.get(path)
        for element in markup.root.iter(etree.Element) if markup else ():
            classes.update(tokens(element, "class"))
    return {
        "ncc:footnotes": classes["noteref"],
        "ncc:sidebars": classes["sidebar"],
        "ncc:prodNotes": classes["optional-prodnote"] + classes["prodnote"],
    }


def _check_size(disc: Disc, report: Report) -> None:
    """ncc:kByteSize is the size of all files, rounded in any direction."""
    size = sum(disc.book.files.sizes.values())
    for meta in named(disc.ncc, "ncc:kByteSize"):
        said = (meta.get("content") or "").strip()
        kilobytes = whole(said)
        if kilobytes is None or abs(kilobytes * KILOBYTE - size) >= KILOBYTE:
            _check_value(disc.ncc, meta, -(-size // KILOBYTE), report)


# Navigation


def _entries(ncc: Markup) -> list[etree._Element]:
    """The entries of the NCC: headings, and spans and divs for what lies between them."""
    body = next(ncc.all("body"), None)
    if body is None:
        return []
    found = [e for e in body.iter(etree.Element) if local(e) in {*HEADINGS, "span", "div"}]
    return [e for e in found if any(local(child) == "a" for child in e)]


def _contents(ncc: Markup) -> Iterator[Stretch]:
    """The title of the NCC and its headings."""
    for element in ncc.all("title", *HEADINGS):
        yield read(ncc, element, Role.APPARATUS)


def _check_entries(disc: Disc, report: Report) -> int:
    """Check that each entry leads into a SMIL file, in playing order; returns how many."""
    ncc, entries = disc.ncc, _entries(disc.ncc)
    places = _playing_places(disc)
    last = (-1, -1)
    for entry in entries:
        link = next(child for child in entry if local(child) == "a")
        target = resolve(ncc.path, link.get("href") or "")
        place = places.get((target.path, target.fragment))
        if not text_of(entry):
            report(diagnostic(Code.EMPTY_LABEL, ncc.place(entry)))
        if place is None or place < last:
            label = text_of(entry)
            report(diagnostic(Code.NAVIGATION_ORDER, ncc.place(entry), label=label))
        else:
            last = place
    _check_first(ncc, entries, report)
    return len(entries)


def _pages(ncc: Markup, shown: Shown) -> Iterator[Entry]:
    """The page numbers of the NCC."""
    for entry in _entries(ncc):
        if tokens(entry, "class") & PAGE_CLASSES:
            link = next(child for child in entry if local(child) == "a")
            target = resolve(ncc.path, link.get("href") or "")
            places = shown.get((target.path, target.fragment), ())
            yield Entry(ncc, entry, text_of(entry), places)


def _texts(disc: Disc) -> Iterator[Markup]:
    """The content documents that are shown."""
    for path in texts_in_order(disc.presentations):
        markup = disc.book.documents.get(path)
        if markup is not None and markup is not disc.ncc:
            yield markup


def _playing_places(disc: Disc) -> dict[tuple[str, str], tuple[int, int]]:
    """(SMIL file, id) → where it is played."""
    places = {}
    for index, presentation in enumerate(disc.presentations):
        for number, element in enumerate(presentation.markup.root.iter(etree.Element)):
            if element.get("id"):
                places[presentation.markup.path, element.get("id") or ""] = (index, number)
    return places


def _check_first(ncc: Markup, entries: Sequence[etree._Element], report: Report) -> None:
    # DAISY 2.02, 2.1.3: the first entry is <h1 class="title">.
    first = entries[0] if entries else ncc.root
    if local(first) != "h1" or "title" not in tokens(first, "class"):
        said = f"{local(first)} {first.get('class') or ''}".strip()
        fields = {"name": "NCC", "said": said, "true": 'h1 class="title"'}
        report(diagnostic(Code.WRONG_METADATA, ncc.place(first), **fields))


# Presentation


def _check_presentations(disc: Disc, report: Report) -> None:
    """Check times, master.smil, and that text and SMIL show the same in the same order."""
    total = check_times(disc.presentations, "ncc:totalElapsedTime", "ncc:timeInThisSmil", report)
    for presentation in disc.presentations:
        _check_duration(presentation, report)
    for meta in named(disc.ncc, "ncc:totalTime"):
        check_time(disc.ncc, meta, total, report)
    playing = [presentation.markup.path for presentation in disc.presentations]
    listed = playing
    if disc.master is not None:
        listed = [
            resolve(disc.master.path, r.get("src") or "").path for r in disc.master.all("ref")
        ]
        for meta in named(disc.master, "ncc:timeInThisSmil"):
            check_time(disc.master, meta, total, report)
    _check_listed(disc, playing, listed, report)
    _check_identifiers(disc, report)
    _check_audio(disc, report)
    links = [resolve(disc.ncc.path, a.get("href") or "") for a in disc.ncc.all("a")]
    by_smil = shown_by(disc.presentations)
    check_pages(_pages(disc.ncc, by_smil), page_marks(_texts(disc)), report)
    shown = shown_from(by_smil, links)
    order = texts_in_order(disc.presentations)
    if disc.is_ncc_only:
        check_headings(disc.ncc, shown, "SMIL", report)
    for path, played in order.items():
        markup = disc.book.documents.get(path)
        body = next(markup.all("body"), None) if markup else None
        if markup is not None and body is not None and markup is not disc.ncc:
            check_reached(markup, body, played, report)
            check_headings(markup, shown, "ncc.html", report)


def _check_listed(
    disc: Disc, playing: Sequence[str], listed: Sequence[str], report: Report
) -> None:
    """The SMIL files of the folder, of the NCC and of master.smil are the same, in one order."""
    master = disc.master or disc.ncc
    pos = master.place(master.root)
    present = [path for path in disc.book.files.sizes if path.lower().endswith(".smil")]
    for path in present:
        if basename(path).lower() == "master.smil":
            continue
        if path not in playing:
            report(diagnostic(Code.UNLISTED_FILE, pos, target=path, where="ncc.html"))
        if path not in listed:
            report(diagnostic(Code.UNLISTED_FILE, pos, target=path, where="master.smil"))
    if sorted(playing) == sorted(listed) and list(playing) != list(listed):
        report(diagnostic(Code.NAVIGATION_ORDER, pos, label="master.smil"))


def _check_identifiers(disc: Disc, report: Report) -> None:
    """Every SMIL file that states the identifier states the NCC's."""
    true = next((meta.get("content") or "" for meta in named(disc.ncc, "dc:identifier")), "")
    parts = [presentation.markup for presentation in disc.presentations]
    for markup in [*parts, disc.master] if disc.master else parts:
        for name in ("dc:identifier", "ncc:identifier"):
            for meta in named(markup, name):
                said = meta.get("content") or ""
                if said != true:
                    report(diagnostic(Code.UID_DIFFERS, markup.place(meta), said=said, true=true))


def _check_duration(presentation: Presentation, report: Report) -> None:
    """The one seq of a SMIL file lasts as long as its clips."""
    markup = presentation.markup
    seq = next(markup.all("seq"), None)
    said = seq.get("dur") if seq is not None else None
    if seq is None or said is None:
        return
    time = seconds(said)
    if time is None or abs(time - presentation.length) > ROUNDING:
        fields = {"name": "dur", "said": said, "true": f"{float(presentation.length):.3f}s"}
        report(diagnostic(Code.WRONG_TIME, markup.place(seq), **fields))


def _check_audio(disc: Disc, report: Report) -> None:
    used = frozenset[str]().union(*(p.audio for p in disc.presentations))
    for path in disc.book.files.sizes:
        if path.lower().endswith((".mp3", ".wav")) and path not in used:
            fields = {"what": "audio", "target": path, "where": "SMIL"}
            report(diagnostic(Code.NOT_REACHED, Pos(disc.book.files.place(path)), **fields))


# Text


def _stretches(disc: Disc, unit: str) -> list[Stretch]:
    """The text of the content documents in playing order, a stretch a document."""
    found = list(_documents(disc))
    units = [s for s in found if s.role is Role.UNIT]
    if unit != "book" or not units:
        return found
    return [*(s for s in found if s.role is not Role.UNIT), join(units[0].name, units, Role.UNIT)]


def _documents(disc: Disc) -> Iterator[Stretch]:
    for path in texts_in_order(disc.presentations):
        markup = disc.book.documents.get(path)
        body = next(markup.all("body"), None) if markup is not None else None
        if markup is not None and body is not None and markup is not disc.ncc:
            yield read(markup, body, _role(body))


def _role(body: etree._Element) -> Role:
    """The title document begins with a heading of class title, the colophon says what it is."""
    heading = next((e for e in body.iter(etree.Element) if local(e) in HEADINGS), None)
    if heading is not None and "title" in tokens(heading, "class"):
        return Role.TITLE
    return Role.APPARATUS if text_of(heading) in APPARATUS else Role.UNIT
