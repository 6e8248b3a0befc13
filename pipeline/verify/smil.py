"""SMIL files of DAISY books: what they play, in which order, and the times they state."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Report
from pipeline.verify.clips import ROUNDING, Lengths, check_clips, seconds
from pipeline.verify.filesets import Target, resolve
from pipeline.verify.markup import Markup, local

# (SMIL file, id) → the places in the text that are shown there
Shown = Mapping[tuple[str, str], Sequence[Target]]
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Presentation:
    """A SMIL file read: what it shows in order, how long it plays, the audio files it uses.

    ``silent`` is how many of its pars have no clip.
    """

    markup: Markup
    texts: tuple[Target, ...]
    length: Fraction
    clips: int
    audio: frozenset[str]
    silent: int


def present(markup: Markup, lengths: Lengths, report: Report) -> Presentation:
    """Read a SMIL file; clips past their file's end are reported."""
    found = check_clips(markup, lengths, report)
    texts = tuple(resolve(markup.path, e.get("src") or "") for e in markup.all("text"))
    length = sum((clip.length for clip in found), Fraction(0))
    audio = frozenset(clip.path for clip in found)
    silent = sum(next(par.iter("{*}audio"), None) is None for par in markup.all("par"))
    return Presentation(markup, texts, length, len(found), audio, silent)


def check_media_type(
    markup: Markup,
    name: str,
    presentations: Sequence[Presentation],
    text: str,
    audio: str,
    report: Report,
) -> None:
    """The stated kind of book is true: ``text`` where all pars are silent, ``audio`` if none is.

    DAISY 2.02, 2.1.2 and Z39.86-2005, 3.3: a book that is spoken in part is for people to name.
    """
    spoken = any(presentation.clips for presentation in presentations)
    silent = any(presentation.silent for presentation in presentations)
    if spoken and silent:
        return
    true = audio if spoken else text
    for meta in named(markup, name):
        said = meta.get("content") or ""
        if said != true and presentations:
            fields = {"name": name, "said": said, "true": true}
            report(diagnostic(Code.WRONG_METADATA, markup.place(meta), **fields))


def check_times(
    presentations: Sequence[Presentation], elapsed: str, this: str, report: Report
) -> Fraction:
    """Compare the stated times of SMIL files in playing order; returns the whole time in seconds.

    ``elapsed`` and ``this`` are the metadata names; an empty one is not stated in this format.
    """
    total = Fraction(0)
    for presentation in presentations:
        for name, true in ((elapsed, total), (this, presentation.length)):
            for meta in named(presentation.markup, name):
                check_time(presentation.markup, meta, true, report)
        total += presentation.length
    return total


def check_time(markup: Markup, meta: etree._Element, true: Fraction, report: Report) -> None:
    """A time in a meta element is what the clips add up to, as exact as it is written."""
    said = meta.get("content") or ""
    time = seconds(said)
    # A value in whole seconds is rounded; one with a fraction is the sum of exact clips.
    allowed = ROUNDING if "." in said else Fraction(1)
    if time is None or abs(time - true) > allowed:
        fields = {"name": meta.get("name"), "said": said, "true": f"{float(true):.3f}s"}
        report(diagnostic(Code.WRONG_TIME, markup.place(meta), **fields))


def named(markup: Markup, name: str) -> Iterator[etree._Element]:
    """The meta elements of a name; old tools write names in any case."""
    for meta in markup.all("meta"):
        if name and (meta.get("name") or "").casefold() == name.casefold():
            yield meta


def texts_in_order(presentations: Sequence[Presentation]) -> dict[str, dict[str, int]]:
    """A path → id → where it is played, over SMIL files in playing order."""
    order: dict[str, dict[str, int]] = {}
    targets = (text for presentation in presentations for text in presentation.texts)
    for index, target in enumerate(targets):
        order.setdefault(target.path, {}).setdefault(target.fragment, index)
    return order


def check_reached(
    markup: Markup, body: etree._Element, played: Mapping[str, int], report: Report
) -> None:
    """Report text of a content document that no SMIL file shows, or shows in another order."""
    last = -1
    for element in body.iter(etree.Element):
        place = played.get(element.get("id") or "")
        if place is not None and place < last:
            label = f"#{element.get('id')}"
            report(diagnostic(Code.NAVIGATION_ORDER, markup.place(element), label=label))
        last = place if place is not None else last
        if _has_text(element) and not _is_played(element, played):
            fields = {"what": local(element), "target": _label(element), "where": "SMIL"}
            report(diagnostic(Code.NOT_REACHED, markup.place(element), **fields))


def check_headings(
    markup: Markup, shown: Container[tuple[str, str]], where: str, report: Report
) -> None:
    """Report each heading of a content document that no contents entry leads to.

    ``shown`` holds what the entries lead to: (content document, id).
    """
    for heading in markup.all(*HEADINGS):
        inside = (element.get("id") for element in heading.iter(etree.Element))
        if not any(id and (markup.path, id) in shown for id in inside):
            fields = {"what": local(heading), "target": _label(heading), "where": where}
            report(diagnostic(Code.NOT_REACHED, markup.place(heading), **fields))


def shown_by(presentations: Sequence[Presentation]) -> Shown:
    """What each element of the SMIL files shows, in order."""
    found: dict[tuple[str, str], list[Target]] = {}
    for presentation in presentations:
        markup = presentation.markup
        for text in markup.all("text"):
            place = resolve(markup.path, text.get("src") or "")
            for element in (text, *text.iterancestors("{*}par", "{*}seq")):
                found.setdefault((markup.path, element.get("id") or ""), []).append(place)
    return found


def shown_from(shown: Shown, targets: Iterable[Target]) -> set[tuple[str, str]]:
    """The places in the text, (document, id), that references into SMIL files lead to."""
    wanted = {(target.path, target.fragment) for target in targets}
    places = (place for target in wanted for place in shown.get(target, ()))
    return {(place.path, place.fragment) for place in places}


def _has_text(element: etree._Element) -> bool:
    """Whether an element has words of its own, not only inside its children."""
    own = [element.text, *(child.tail for child in element)]
    return any(text and any(c.isalnum() for c in text) for text in own)


def _is_played(element: etree._Element, played: Mapping[str, int]) -> bool:
    around = (element, *element.iterancestors())
    return any((e.get("id") or "") in played for e in around if e.get("id"))


def _label(element: etree._Element) -> str:
    text = " ".join("".join(map(str, element.itertext())).split())
    return element.get("id") or text[:20]
