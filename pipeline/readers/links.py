"""Turn the targets of links, as written, into URLs or ids of the book."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never
from urllib.parse import unquote

from markdown_it.common.normalize_url import normalizeLink

from pipeline.diagnostics import Code as Finding
from pipeline.diagnostics import diagnostic
from pipeline.document import (
    Code,
    Emphasis,
    FootnoteReference,
    HardBreak,
    Heading,
    Image,
    Inline,
    Inlines,
    Language,
    Link,
    PageBreak,
    PageMark,
    Phrase,
    Report,
    Ruby,
    SoftBreak,
    Strong,
    Term,
    Text,
    Unit,
    Verbatim,
)
from pipeline.walk import map_inlines, plain_text, unit_blocks, unit_inlines

# RFC 3986, 3.1: scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SCHEMES = ("http", "https", "mailto", "tel")


@dataclass(frozen=True)
class Targets:
    """What a link can point at: the ids of the book, its files' units, its headings' slugs."""

    ids: frozenset[str]
    files: Mapping[str, str]
    slugs: Mapping[str, str]
    unit_slugs: Mapping[tuple[str, str], str] = field(default_factory=dict)


def slug(text: str) -> str:
    """A heading's words as they are written behind ``#``: small letters, - for blanks."""
    folded = unicodedata.normalize("NFKC", text).strip().lower()
    return re.sub(r"[^\w-]", "", re.sub(r"\s+", "-", folded))


def find_targets(units: tuple[tuple[str, Unit], ...]) -> Targets:
    """The targets of a book, whose units come with their files' names."""
    ids: set[str] = set()
    slugs: dict[str, str] = {}
    unit_slugs: dict[tuple[str, str], str] = {}
    for _, unit in units:
        ids.add(unit.id)
        ids.update(mark.id for mark in unit_inlines(unit) if isinstance(mark, PageMark))
        for block in unit_blocks(unit):
            match block:
                case PageBreak(mark, _):
                    ids.add(mark.id)
                case Heading():
                    ids.add(block.id)
                    words = slug(plain_text(block.children))
                    slugs.setdefault(words, block.id)
                    unit_slugs.setdefault((unit.id, words), block.id)
    files = {name: unit.id for name, unit in units}
    return Targets(frozenset(ids), files, slugs, unit_slugs)


def resolve_links(unit: Unit, targets: Targets, report: Report) -> Unit:
    """A unit whose links point at URLs or at ids of the book; others are reported."""

    def change(children: Inlines) -> Inlines:
        return tuple(_resolved(child, unit, targets, report) for child in children)

    footnotes = tuple(
        replace(note, blocks=tuple(map_inlines(block, change) for block in note.blocks))
        for note in unit.footnotes
    )
    blocks = tuple(map_inlines(block, change) for block in unit.blocks)
    return replace(unit, blocks=blocks, footnotes=footnotes)


def _resolved(inline: Inline, unit: Unit, targets: Targets, report: Report) -> Inline:
    def inside(children: Inlines) -> Inlines:
        return tuple(_resolved(child, unit, targets, report) for child in children)

    match inline:
        case Link():
            target = _target(inline, unit, targets, report)
            return replace(inline, target=target, children=inside(inline.children))
        case Emphasis() | Strong() | Language() | Verbatim() | Phrase():
            return replace(inline, children=inside(inline.children))
        case Image():
            return replace(inline, alt=inside(inline.alt))
        case (
            Text() | SoftBreak() | HardBreak() | Code() | Ruby() | FootnoteReference()
            | PageMark() | Term()
        ):  # fmt: skip
            return inline
        case _:
            assert_never(inline)


def _target(link: Link, unit: Unit, targets: Targets, report: Report) -> str:
    """A link's target as a URL or ``#id``; as written, after a finding, if it leads nowhere."""
    written = link.target.strip()
    # Browsers leave control characters and blanks out before they look for a scheme.
    bare = re.sub(r"[\x00-\x20]", "", written)
    scheme = _SCHEME.match(bare)
    if scheme:
        name = scheme[1].lower()
        return _absolute(link, name, name + bare[len(name) :], report)
    file, _, fragment = unquote(written).partition("#")
    place = _place(file.removeprefix("./"), fragment, unit, targets)
    if place is None:
        report(diagnostic(Finding.LINK_TO_NOTHING, link.pos, target=written))
        return link.target
    return f"#{place}"


def _absolute(link: Link, scheme: str, url: str, report: Report) -> str:
    if scheme not in SCHEMES:
        known = ", ".join(SCHEMES)
        report(diagnostic(Finding.LINK_SCHEME, link.pos, scheme=scheme, known=known))
        return link.target
    if scheme == "mailto" and "@" not in url:
        report(diagnostic(Finding.LINK_TO_NOTHING, link.pos, target=url))
        return link.target
    try:
        return normalizeLink(url)
    except (ValueError, IndexError):
        report(diagnostic(Finding.LINK_TO_NOTHING, link.pos, target=url))
        return link.target


def _place(file: str, fragment: str, unit: Unit, targets: Targets) -> str | None:
    """The id that ``file#fragment`` means in this book."""
    home = targets.files.get(file) if file else unit.id
    if home is None:
        return None
    if not fragment:
        return home if file else None
    if fragment in targets.ids:
        return fragment
    words = slug(fragment)
    return targets.unit_slugs.get((home, words)) or (None if file else targets.slugs.get(words))
