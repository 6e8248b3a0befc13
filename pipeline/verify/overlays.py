"""EPUB media overlays: every phrase is there, every clip is in its file, durations add up."""

from __future__ import annotations

from fractions import Fraction

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Report
from pipeline.verify.clips import ROUNDING, audio_lengths, check_clips, seconds
from pipeline.verify.filesets import resolve
from pipeline.verify.links import Linked
from pipeline.verify.markup import Markup, text_of
from pipeline.verify.package import Package

SMIL_TYPE = "application/smil+xml"


def judge_overlays(package: Package, book: Linked, report: Report) -> int:
    """Check every overlay of an EPUB; returns how many clips there are."""
    count, total, used = 0, Fraction(0), set[str]()
    lengths = audio_lengths(book.files, report)
    for item in package.items:
        markup = book.documents.get(item.path)
        if item.media_type != SMIL_TYPE or markup is None:
            continue
        found = check_clips(markup, lengths, report)
        length = sum((clip.length for clip in found), Fraction(0))
        _check_duration(package, f"#{item.id}", length, report)
        used |= {clip.path for clip in found}
        count, total = count + len(found), total + length
    if count:
        _check_duration(package, None, total, report)
    _check_used(package, used, report)
    return count


def _check_duration(
    package: Package, refines: str | None, length: Fraction, report: Report
) -> None:
    """media:duration, of the book or of one overlay, is what the clips add up to."""
    markup = package.markup
    for meta in markup.all("meta"):
        if meta.get("property") != "media:duration" or meta.get("refines") != refines:
            continue
        said = seconds(text_of(meta))
        if said is None or abs(said - length) > ROUNDING:
            times = {"said": text_of(meta), "true": f"{float(length):.3f}s"}
            name = f"media:duration {refines or ''}".strip()
            report(diagnostic(Code.WRONG_TIME, markup.place(meta), name=name, **times))


def _check_used(package: Package, used: set[str], report: Report) -> None:
    """Audio that nothing plays is a clip that was forgotten."""
    markup: Markup = package.markup
    for element in markup.all("item"):
        path = resolve(markup.path, element.get("href") or "").path
        if (element.get("media-type") or "").startswith("audio/") and path not in used:
            fields = {"what": "audio", "target": path, "where": "SMIL"}
            report(diagnostic(Code.NOT_REACHED, markup.place(element), **fields))
