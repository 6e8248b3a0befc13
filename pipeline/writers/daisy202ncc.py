"""Turn a spoken book into a DAISY 2.02 fileset of audio and NCC, without the text of the book.

DAISY 2.02, ncc:multimediaType ``audioNcc``: what is heard is that of the full-text form, clip by
clip, and each SMIL file shows the lines of ``ncc.html`` that its sound stands under. Players with
little memory, and listeners who want no text, take this form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from pipeline.document import Book
from pipeline.writers import daisy, ncc
from pipeline.writers.daisy202 import Document, discinfo, planned
from pipeline.writers.ncc import Entry
from pipeline.writers.smil import Kind, Segment, Speech, playing_time, segments
from pipeline.writers.smil10 import Par, master, presentation


class Line(NamedTuple):
    """A line of the NCC: its id, and whether what follows it stands under it."""

    id: str
    heading: bool


class Place(NamedTuple):
    """A segment, the id of the line that it is under, where that began, the id of its heading."""

    segment: Segment
    line: str
    begin: str
    heading: str


def write_daisy202ncc(book: Book, speech: Speech) -> Mapping[str, bytes]:
    """A book and its speech -> the files of its audio form, under ``daisy202ncc/``."""
    documents = planned(book)
    known = daisy.facts(book)
    entries = [entry for made in documents for entry in made.entries]
    lengths = (playing_time(made.parts, speech) for made in documents)
    times = [*accumulate(lengths, initial=0)]
    titles = {made.smil: made.title for made in documents}
    files = {
        made.smil: presentation(pars, made.title, known, speech, span)
        for made, pars, span in zip(
            documents, _pars(documents, _lines(entries)), pairwise(times), strict=True
        )
    }
    files |= {"master.smil": master(titles, known, times[-1]), "discinfo.html": discinfo(known)}
    files |= speech.files
    files["ncc.html"] = ncc.navigation(known, entries, files, times[-1], "audioNcc")
    return daisy.in_folder("daisy202ncc", files)


def _lines(entries: Iterable[Entry]) -> dict[str, Line]:
    """The line of the NCC that begins at each target; of two, the first."""
    found: dict[str, Line] = {}
    for number, entry in enumerate(entries, 1):
        found.setdefault(entry.target, Line(ncc.id_of(number), entry.line.tag != "span"))
    return found


def _pars(documents: Iterable[Document], lines: Mapping[str, Line]) -> Iterator[list[Par]]:
    """The pars of each document: the segments of one kind under one line together."""
    heading = ""
    for made in documents:
        placed = list(_placed(made, lines, heading))
        heading = placed[-1].heading
        yield [
            Par(tuple(place.segment for place in run), f"ncc.html#{line}")
            for (line, _, _), run in groupby(placed, _par)
        ]


def _par(place: Place) -> tuple[str, str, Kind]:
    """What is alike in the segments of one par."""
    return place.line, place.begin, place.segment.switch


def _placed(made: Document, lines: Mapping[str, Line], heading: str) -> Iterator[Place]:
    """Each segment with its place; before its first heading a document is under the last one.

    Text stands under its heading; a sidebar, a page number or a call that has a line of its own
    under that, as far as it reaches.
    """
    line, begin, kind = heading, "", Kind.TEXT
    for segment in segments(made.parts):
        own = lines.get(f"{made.smil}#{segment.id}")
        if own:
            heading = own.id if own.heading else heading
            line, begin = own.id, segment.id
        elif segment.switch is not kind:
            line = heading
        kind = segment.switch
        yield Place(segment, line, begin, heading)
