"""Write SMIL 1.0 as DAISY 2.02 uses it: the presentation of a document, and the master file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lxml import etree

from pipeline.writers.daisy import Facts
from pipeline.writers.elements import Element, append, lines, serialize
from pipeline.writers.smil import Kind, Segment, Speech, clock, milliseconds, whole_clock

DOCTYPE = (
    '<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" "http://www.w3.org/TR/REC-smil/SMIL10.dtd">'
)

# DAISY 2.02, system-required. A gloss is switched off like a producer's note.
SYSTEM_REQUIRED = {
    Kind.CALL: "footnote-on",
    Kind.GLOSS: "prodnote-on",
    Kind.NOTE: "footnote-on",
    Kind.PAGE: "pagenumber-on",
    Kind.PRODNOTE: "prodnote-on",
    Kind.SIDEBAR: "sidebar-on",
}


class Par(NamedTuple):
    """Segments of one kind that are heard while one text, ``file#id``, is shown."""

    segments: tuple[Segment, ...]
    text: str


def made(tag: str, attributes: Mapping[str, str], content: Iterable[Element] = ()) -> Element:
    """An element in no namespace; each child on a line of its own."""
    element = etree.Element(tag, attrib=dict(attributes))
    content = [*content]
    append(element, lines(content) if content else ())
    return element


def presentation(
    pars: Iterable[Par], title: str, known: Facts, speech: Speech, times: tuple[int, int]
) -> bytes:
    """One document's pars in reading order; ``times``: milliseconds before and after it."""
    before, after = times
    metas = {
        "title": title,
        "ncc:totalElapsedTime": clock(before),
        "ncc:timeInThisSmil": clock(after - before),
    }
    duration = f"{(after - before) / 1000:.3f}s"
    return _smil(
        known, metas, [made("seq", {"dur": duration}, [_par(par, speech) for par in pars])]
    )


def master(titles: Mapping[str, str], known: Facts, total: int) -> bytes:
    """The SMIL files of the book in reading order, with their titles."""
    refs = [
        made("ref", {"id": file.partition(".")[0], "src": file, "title": title})
        for file, title in titles.items()
    ]
    metas = {"dc:title": known.title, "ncc:timeInThisSmil": whole_clock(total)}
    return _smil(known, metas, refs)


def _smil(known: Facts, metas: Mapping[str, str], body: Iterable[Element]) -> bytes:
    rows = {
        "dc:format": "Daisy 2.02",
        "dc:identifier": known.identifier,
        "ncc:generator": known.generator,
        **metas,
    }
    head = [made("meta", {"name": name, "content": text}) for name, text in rows.items()]
    head.append(made("layout", {}, [made("region", {"id": "txtView"})]))
    return serialize(made("smil", {}, [made("head", {}, head), made("body", {}, body)]), DOCTYPE)


def _par(par: Par, speech: Speech) -> Element:
    """A text, and the clips that are heard with it, one after the other."""
    first = par.segments[0]
    content = [made("text", {"id": f"t-{first.id}", "src": par.text})]
    heard = [_audio(segment, speech) for segment in par.segments if segment.id in speech.clips]
    content += heard if len(heard) < 2 else [made("seq", {}, heard)]
    skip = SYSTEM_REQUIRED.get(first.switch)
    required = {"system-required": skip} if skip else {}
    return made("par", {"endsync": "last", "id": first.id, **required}, content)


def _audio(segment: Segment, speech: Speech) -> Element:
    clip = speech.clips[segment.id]
    begin, end = (f"npt={milliseconds(t) / 1000:.3f}s" for t in (clip.begin, clip.end))
    place = {"src": clip.file, "clip-begin": begin, "clip-end": end}
    return made("audio", {"id": f"a-{segment.id}", **place})
