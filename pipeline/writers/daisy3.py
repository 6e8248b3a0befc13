"""Turn a book into a DAISY 3 fileset (ANSI/NISO Z39.86-2005), text-only or with audio.

``<slug>.opf`` (package), ``<slug>.ncx`` (navigation), ``<slug>.xml`` (DTBook), one SMIL file a
unit, ``resource.res``, a style sheet, pictures, audio files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.document import Book
from pipeline.transforms.phrases import mark_phrases
from pipeline.writers import daisy, ncx
from pipeline.writers.colophon import HEADING, colophon
from pipeline.writers.convention import STATEMENT
from pipeline.writers.daisy import Facts
from pipeline.writers.dtbook import DOCTYPE, dtbook, markup
from pipeline.writers.dtbook_inlines import made
from pipeline.writers.elements import Element, Vocabulary, append, lines, serialize
from pipeline.writers.outline import level_headings
from pipeline.writers.smil import (
    SILENT,
    Clip,
    Group,
    Kind,
    Part,
    Segment,
    Speech,
    adopt_marks,
    clock,
    first_segments,
    local_name,
    milliseconds,
    phrase_ids,
    plan,
    playing_time,
    segments,
    stretches,
)
from pipeline.writers.styles import style

PACKAGE = Vocabulary("http://openebook.org/namespaces/oeb-package/1.0/")
DUBLIN_CORE = Vocabulary(PACKAGE.namespace, (("dc", "http://purl.org/dc/elements/1.1/"),))
SMIL = Vocabulary("http://www.w3.org/2001/SMIL20/")
RESOURCE = Vocabulary("http://www.daisy.org/z3986/2005/resource/")
NISO = '<!DOCTYPE {0} PUBLIC "-//NISO//DTD {1}//EN" "http://www.daisy.org/z3986/2005/{2}.dtd">'
SMIL_DOCTYPE = NISO.format("smil", "dtbsmil 2005-2", "dtbsmil-2005-2")
RESOURCE_DOCTYPE = NISO.format("resources", "resource 2005-1", "resource-2005-1")
PACKAGE_DOCTYPE = (
    '<!DOCTYPE package PUBLIC "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN"'
    ' "http://openebook.org/dtds/oeb-1.2/oebpkg12.dtd">'
)
CSS = "dtbook.css"
STYLE_SHEET = f'<?xml-stylesheet type="text/css" href="{CSS}"?>'
LABELLED = frozenset(["doctitle", "h1", "h2", "h3", "h4", "h5", "h6", "note", "pagenum"])
"""The elements of DTBook that the navigation file leads to."""
RESOURCE_FILE = "resource.res"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A unit and its SMIL file; ``before`` is what was heard before it, in milliseconds."""

    file: str
    parts: tuple[Part, ...]
    before: int


def write_daisy3(book: Book, speech: Speech = SILENT) -> Mapping[str, bytes]:
    """A book -> the files of its DAISY 3 form, under ``daisy3/``."""
    book = _prepared(book)
    known = daisy.facts(book)
    document, parts = _planned(book, known)
    smils = list(_stretches(parts, speech))
    targets = _targets(smils)
    begins = {id: targets[first] for id, first in first_segments(document, parts).items()}
    _refer(document, targets)
    sounds = _label_sounds(document, targets, speech)
    navigation = ncx.navigation(book, known, document, begins, _skippable(parts), sounds)
    files = {
        f"{book.slug}.xml": serialize(document, f"{STYLE_SHEET}\n{DOCTYPE}"),
        f"{book.slug}.ncx": navigation,
        RESOURCE_FILE: serialize(_resources(), RESOURCE_DOCTYPE),
        CSS: style(CSS),
        **{smil.file: _smil(smil, book.slug, known, speech) for smil in smils},
        **dict(daisy.pictures(book, "daisy3").values()),
        **speech.files,
    }
    total = playing_time(parts, speech)
    files[f"{book.slug}.opf"] = _package(book, known, files, total, speech)
    return daisy.in_folder("daisy3", files)


def scripts(book: Book) -> list[tuple[Segment, ...]]:
    """What a voice has to speak in each SMIL file: each id is a key of ``Speech.clips``."""
    book = _prepared(book)
    parts = _planned(book, daisy.facts(book))[1]
    return [tuple(segments(own)) for _, own in stretches(parts) if own]


def script(book: Book) -> tuple[Segment, ...]:
    """What a voice has to speak, in reading order."""
    return tuple(segment for segments_ in scripts(book) for segment in segments_)


def _prepared(book: Book) -> Book:
    return level_headings(mark_phrases(book, lambda _: None))


def _planned(book: Book, known: Facts) -> tuple[Element, tuple[Part, ...]]:
    """The DTBook document of a prepared book, and its plan."""
    images = {source: file for source, (file, _) in daisy.pictures(book, "daisy3").items()}
    phrases = phrase_ids(book)
    document = dtbook(book, _head(known), images, _end(book))
    adopt_marks(document, phrases)
    return document, plan(document, markup(phrases), "text")


def _head(known: Facts) -> Iterator[Element]:
    """What a DTBook document says of itself."""
    for name, value in (
        ("dtb:uid", known.identifier),
        ("dtb:generator", known.generator),
        ("dc:Title", known.title),
        *(("dc:Creator", name) for name in known.creators),
        ("dc:Publisher", known.publisher),
        ("dc:Date", known.date),
        ("dc:Language", known.language),
        ("dc:Identifier", known.identifier),
    ):
        yield made("meta", name=name, content=value)
    yield made("link", rel="stylesheet", type="text/css", href=CSS)


def _end(book: Book) -> list[Element]:
    """The colophon; what it says is left in its own letters."""
    rows: list[Element] = []
    for label, text in colophon(book):
        rows += [made("dt", [label]), made("dd", [made("span", [text], class_="verbatim")])]
    heading = made("h1", [HEADING])
    level = made("level1", lines([heading, made("dl", lines(rows))]), class_="colophon")
    return [level]


def _stretches(parts: Iterable[Part], speech: Speech) -> Iterator[Stretch]:
    before = 0
    divided = [own for _, own in stretches(parts) if own]
    for number, own in enumerate(divided, 1):
        yield Stretch(f"s{number:04}.smil", tuple(own), before)
        before += playing_time(own, speech)


def _targets(smils: Iterable[Stretch]) -> dict[str, str]:
    """Where each segment and group is in the SMIL files: ``s0001.smil#id``."""

    def ids(parts: Iterable[Part]) -> Iterator[str]:
        for part in parts:
            yield part.id
            yield from ids(part.parts) if isinstance(part, Group) else ()

    return {id: f"{smil.file}#{id}" for smil in smils for id in ids(smil.parts)}


def _label_sounds(document: Element, targets: Mapping[str, str], speech: Speech) -> dict[str, Clip]:
    """What is heard of each heading, page number and first phrase of a note, by its target."""
    sounds: dict[str, Clip] = {}
    for element in document.iter():
        name = local_name(element)
        heard = [id for e in element.iter() if (id := e.get("id", "")) in speech.clips]
        if heard and name in LABELLED:
            first, last = speech.clips[heard[0]], speech.clips[heard[0 if name == "note" else -1]]
            sounds.setdefault(targets[heard[0]], Clip(first.file, first.begin, last.end))
    return sounds


def _refer(document: Element, targets: Mapping[str, str]) -> None:
    """Let every element that is played say where (Z39.86-2005, smilref)."""
    for element in document.iter():
        target = targets.get(element.get("id", ""))
        if target:
            element.set("smilref", target)


# SMIL


def _smil(stretch: Stretch, slug: str, known: Facts, speech: Speech) -> bytes:
    """The presentation of one unit."""
    made = SMIL.element
    facts = (
        ("dtb:uid", known.identifier),
        ("dtb:generator", known.generator),
        ("dtb:totalElapsedTime", clock(stretch.before)),
    )
    head = [made("meta", {"name": name, "content": value}) for name, value in facts]
    tests = [made("customTest", test) for test in ncx.custom_tests(_skippable(stretch.parts))]
    if tests:
        head.append(made("customAttributes", {}, lines(tests)))
    duration = {"dur": clock(playing_time(stretch.parts, speech))} if speech.clips else {}
    parts = [_part(part, f"{slug}.xml", speech) for part in stretch.parts]
    body = [made("seq", {"id": "presentation", **duration}, lines(parts))] if parts else []
    top = [made("head", {}, lines(head)), made("body", {}, lines(body))]
    return serialize(made("smil", {}, lines(top)), SMIL_DOCTYPE)


def _skippable(parts: Iterable[Part]) -> set[Kind]:
    """The kinds in a unit that a reader can switch off."""
    found: set[Kind] = set()
    for part in parts:
        found.add(part.kind)
        if isinstance(part, Group):
            found |= _skippable(part.parts)
    return found & ncx.TESTS.keys()


def _part(part: Part, document: str, speech: Speech) -> Element:
    if isinstance(part, Segment):
        return _par(part, document, speech)
    inner = [_part(p, document, speech) for p in part.parts]
    # Z39.86-2005, escapable structures: a seq that the reader ends, or its last child.
    attributes = {
        "id": part.id,
        "class": part.kind.value,
        "end": f"DTBuserEscape;{part.parts[-1].id}.end",
        **ncx.custom_test(part.kind),
    }
    return SMIL.element("seq", attributes, lines(inner))


def _par(segment: Segment, document: str, speech: Speech) -> Element:
    made = SMIL.element
    content = [made("text", {"src": f"{document}#{segment.id}"})]
    clip = speech.clips.get(segment.id)
    if clip:
        begin, end = clock(milliseconds(clip.begin)), clock(milliseconds(clip.end))
        content.append(made("audio", {"src": clip.file, "clipBegin": begin, "clipEnd": end}))
    named = {} if segment.kind is Kind.TEXT else {"class": segment.kind.value}
    return made("par", {"id": segment.id, **named, **ncx.custom_test(segment.kind)}, content)


# Package


def _package(
    book: Book, known: Facts, files: Mapping[str, bytes], total: int, speech: Speech
) -> bytes:
    made = PACKAGE.element
    names = [*files, f"{book.slug}.opf"]
    items = {name: _item_id(name) for name in sorted(names)}
    manifest = [
        made("item", {"id": id, "href": name, "media-type": _media_type(name)})
        for name, id in items.items()
    ]
    spine = [made("itemref", {"idref": id}) for name, id in items.items() if _is_smil(name)]
    metadata = [
        _dublin_core(known),
        made("x-metadata", {}, lines(_x_metadata(known, files, total, speech))),
    ]
    parts = [
        made("metadata", {}, lines(metadata)),
        made("manifest", {}, lines(manifest)),
        made("spine", {}, lines(spine)),
    ]
    package = made("package", {"unique-identifier": "uid"}, lines(parts))
    return serialize(package, PACKAGE_DOCTYPE)


def _dublin_core(known: Facts) -> Element:
    rows = [("Title", known.title)]
    rows += (("Creator", name) for name in known.creators)
    rows += [("Publisher", known.publisher), ("Date", known.date), ("Language", known.language)]
    # Z39.86-2005, dc:Format: this very text.
    rows.append(("Format", "ANSI/NISO Z39.86-2005"))
    optional = {"Description": known.description, "Rights": known.rights, "Source": known.source}
    rows += ((name, text) for name, text in optional.items() if text)
    metadata = DUBLIN_CORE.element("dc-metadata")
    append(metadata, lines(_dublin_core_element(name, text) for name, text in rows))
    identifier = _dublin_core_element("Identifier", known.identifier)
    identifier.set("id", "uid")
    append(metadata, [identifier, "\n"])
    return metadata


def _dublin_core_element(name: str, text: str) -> Element:
    prefixes = dict(DUBLIN_CORE.prefixes)
    element = etree.Element(f"{{{prefixes['dc']}}}{name}", nsmap={"dc": prefixes["dc"]})
    element.text = text
    return element


def _x_metadata(
    known: Facts, files: Mapping[str, bytes], total: int, speech: Speech
) -> Iterator[Element]:
    """What DAISY adds. Z39.86-2005, dtb:multimediaType: without audio a book is ``textNCX``."""
    audio = {name[name.rindex(".") + 1 :].upper() for name in speech.files}
    media = {"text": True, "audio": bool(speech.files), "image": any(map(_is_picture, files))}
    rows = {
        "dtb:multimediaType": "audioFullText" if speech.files else "textNCX",
        "dtb:multimediaContent": ",".join(name for name, has in media.items() if has),
        "dtb:totalTime": clock(total),
        "dtb:sourceTitle": known.source_title,
        "dtb:producer": known.producer,
        "dtb:producedDate": known.produced,
        "dtb:narrator": known.narrator,
        STATEMENT: known.gloss,
        "dtb:audioFormat": ",".join(sorted(audio)),
        "generator": known.generator,
    }
    for name, content in rows.items():
        if content:
            yield PACKAGE.element("meta", {"name": name, "content": content})


def _is_smil(name: str) -> bool:
    return name.endswith(".smil")


def _is_picture(name: str) -> bool:
    return _media_type(name).startswith("image/")


MEDIA_TYPES = {
    ".opf": "text/xml",
    ".ncx": "application/x-dtbncx+xml",
    ".xml": "application/x-dtbook+xml",
    ".res": "application/x-dtbresource+xml",
    ".smil": "application/smil",
    ".css": "text/css",
    **{extension: type for type, extension in daisy.EXTENSIONS.items()},
    **daisy.AUDIO_TYPES,
}
"""Z39.86-2005, package file, manifest: media types by file ending."""


def _media_type(name: str) -> str:
    return MEDIA_TYPES[name[name.rindex(".") :]]


def _item_id(name: str) -> str:
    """Z39.86-2005, manifest: the NCX is ``ncx`` and the resource file ``resource``."""
    fixed = {".opf": "opf", ".ncx": "ncx", ".res": "resource", ".xml": "dtbook"}
    return fixed.get(name[name.rindex(".") :], "item-" + name.replace(".", "-"))


# Resource file


RESOURCES = (
    *(
        (ncx.VOCABULARY.namespace, f"//smilCustomTest[@id='{ncx.test_id(kind)}']", test.label)
        for kind, test in ncx.TESTS.items()
    ),
    (ncx.VOCABULARY.namespace, "//navList[@class='note']", "注一覧"),
    *(
        (SMIL.namespace, f"//seq[@class='{kind.value}']", label)
        for kind, label in (
            (Kind.LIST, "リスト"),
            (Kind.TABLE, "表"),
            (Kind.NOTE, "注"),
            (Kind.SIDEBAR, "囲み記事"),
            (Kind.PRODNOTE, "製作者注"),
        )
    ),
)
"""Namespace, elements, and what a player says when it meets them."""


def _resources() -> Element:
    """The resource file, in Japanese."""
    made = RESOURCE.element
    scopes: dict[str, list[Element]] = {}
    for number, (namespace, select, text) in enumerate(RESOURCES, 1):
        resource = made("resource", {"xml:lang": "ja"}, [made("text", {}, [text])])
        node_set = made("nodeSet", {"id": f"ns{number:03}", "select": select}, [resource])
        scopes.setdefault(namespace, []).append(node_set)
    content = [made("scope", {"nsuri": ns}, lines(sets)) for ns, sets in scopes.items()]
    return made("resources", {"version": "2005-1"}, lines(content))
