"""Fault injectors: each spoils one thing in a published book, as a careless tool would."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import Code

Injector = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is done to a copy of the stock book, and the code that must be reported.

    ``path`` is what is judged, below the book's folder: one form, so that no other helps.
    """

    name: str
    path: str
    inject: Injector
    code: Code


# Editing what is published


def changed(data: bytes, old: str, new: str, count: int = 1) -> bytes:
    """Bytes with a regular expression replaced; it must be there."""
    text = data.decode("utf-8")
    result, found = re.subn(old, new, text, count=count, flags=re.DOTALL)
    assert found, f"{old!r} is not in {text[:2000]!r}"
    return result.encode("utf-8")


def edit(path: str, old: str, new: str, count: int = 1) -> Injector:
    """Replace a regular expression in the one file that matches a glob pattern."""

    def inject(folder: Path) -> None:
        (file,) = folder.glob(path)
        file.write_bytes(changed(file.read_bytes(), old, new, count))

    return inject


def rewrite_epub(
    folder: Path,
    change: Callable[[str, bytes], bytes | None],
    *,
    extra: Mapping[str, bytes] | None = None,
) -> None:
    """Pack the EPUB again with every entry changed (None leaves it out) and ``extra`` ones."""
    (path,) = folder.glob("*.epub")
    with zipfile.ZipFile(path) as old:
        entries = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w") as new:
        for info, data in entries:
            made = change(info.filename, data)
            if made is not None:
                new.writestr(info, made)
        for name, data in (extra or {}).items():
            new.writestr(name, data)


def edit_epub(entry: str, old: str, new: str, count: int = 1) -> Injector:
    """Replace a regular expression in the entry whose name matches."""

    def change(name: str, data: bytes) -> bytes:
        return changed(data, old, new, count) if re.search(entry, name) else data

    return lambda folder: rewrite_epub(folder, change)


def drop_entry(entry: str) -> Injector:
    """Leave an entry of the EPUB out."""
    return lambda folder: rewrite_epub(
        folder, lambda name, data: None if re.search(entry, name) else data
    )


def add_entry(folder: Path) -> None:
    """Put a file into the EPUB that nothing names."""
    rewrite_epub(folder, lambda _, data: data, extra={"EPUB/forgotten.xhtml": b"?"})


def compress_mimetype(folder: Path) -> None:
    """Pack the EPUB with its mimetype compressed."""
    (path,) = folder.glob("*.epub")
    with zipfile.ZipFile(path) as old:
        entries = [(name, old.read(name)) for name in old.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in entries:
            new.writestr(name, data)


def mimetype_last(folder: Path) -> None:
    """Pack the EPUB with its mimetype at the end."""
    (path,) = folder.glob("*.epub")
    with zipfile.ZipFile(path) as old:
        entries = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w") as new:
        for info, data in sorted(entries, key=lambda entry: entry[0].filename == "mimetype"):
            new.writestr(info, data)


def break_zip(folder: Path) -> None:
    """Cut the EPUB off in the middle."""
    (path,) = folder.glob("*.epub")
    path.write_bytes(path.read_bytes()[:1000])


def spoil_entry(folder: Path) -> None:
    """Change a byte of a compressed entry, so that its checksum fails."""
    (path,) = folder.glob("*.epub")
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(next(n for n in archive.namelist() if "unit-001" in n))
    data = bytearray(path.read_bytes())
    data[info.header_offset + 30 + len(info.filename) + len(info.extra) + 20] ^= 0xFF
    path.write_bytes(bytes(data))


def remove(path: str) -> Injector:
    """Delete a file."""

    def inject(folder: Path) -> None:
        (file,) = folder.glob(path)
        file.unlink()

    return inject


def add(path: str, data: bytes) -> Injector:
    """Put a file beside the others."""

    def inject(folder: Path) -> None:
        (folder / path).write_bytes(data)

    return inject


BRF, NCC, SMIL = "braille/*-1.brf", "daisy202/ncc.html", "daisy202/s0001.smil"
OPF, NCX, DTBOOK = "daisy3/*.opf", "daisy3/*.ncx", "daisy3/*.xml"
UNIT_1, UNIT_2 = "unit-001", "unit-002"
GLOSS = r"（<span[^>]*>iPhone</span>）"
BRF_GLOSS = "7;I,PHONE7"  # （iPhone）

FIRST_USE = (
    Fault("second gloss", "*.epub", edit_epub(UNIT_1, "アイフォンは", "アイフォン（iPhone）は"),
          Code.SECOND_GLOSS),
    Fault("second gloss, half width", "*.epub",
          edit_epub(UNIT_1, "アイフォンは", "アイフォン(ＩＰＨＯＮＥ)は"), Code.SECOND_GLOSS),
    Fault("gloss too late", "*.epub",
          edit_epub(UNIT_1, f"({GLOSS})(.*?アイフォン)は", r"\2（iPhone）は"), Code.LATE_GLOSS),
    Fault("gloss missing", "*.epub", edit_epub("unit-003", GLOSS, ""),
          Code.PERHAPS_MISSING_GLOSS),
    Fault("gloss missing from a compound", "*.epub",
          edit_epub("unit-003", "ワイファイはもう", "アイシーカードはもう"),
          Code.PERHAPS_MISSING_GLOSS),
    Fault("gloss of another word", "*.epub", edit_epub("unit-003", ">iPhone<", ">iPad<"),
          Code.SHARED_KATAKANA),
    Fault("left-over word", "*.epub", edit_epub(UNIT_1, "電波です", "radioです"), Code.LEFT_OVER),
    Fault("left-over word, full width", "*.epub",
          edit_epub(UNIT_1, "電波です", "ＲＡＤＩＯです"), Code.LEFT_OVER),
    Fault("left-over word in an alternative text", "*.epub",
          edit_epub(UNIT_1, 'alt="設定', 'alt="Setup '), Code.PERHAPS_LEFT_OVER),
    Fault("left-over word beside a gloss", "*.epub",
          edit_epub(UNIT_1, "アイフォン<", "phone<"), Code.LEFT_OVER),
    Fault("left-over word in the contents", "*.epub",
          edit_epub("nav", ">カード", ">ICカード"), Code.LETTERS_IN_CONTENTS),
    Fault("left-over word in a title", "*.epub",
          edit_epub(UNIT_2, "<title>カード", "<title>ICカード"), Code.LETTERS_IN_CONTENTS),
    Fault("another katakana", "*.epub", edit_epub("unit-003", "アイフォン", "アイホン"),
          Code.INCONSISTENT_KATAKANA),
    Fault("second gloss", "daisy202",
          edit("daisy202/u0001.html", "アイフォンは", "アイフォン（iPhone）は"), Code.SECOND_GLOSS),
    Fault("gloss missing", "daisy202", edit("daisy202/u0003.html", GLOSS, ""),
          Code.PERHAPS_MISSING_GLOSS),
    Fault("left-over word", "daisy202", edit("daisy202/u0001.html", "電波です", "radioです"),
          Code.LEFT_OVER),
    Fault("left-over word in the NCC", "daisy202", edit(NCC, ">カード", ">ICカード"),
          Code.LETTERS_IN_CONTENTS),
    Fault("another katakana", "daisy202",
          edit("daisy202/u0003.html", "アイフォン", "アイホン"), Code.INCONSISTENT_KATAKANA),
    Fault("second gloss", "daisy3", edit(DTBOOK, "アイフォンは", "アイフォン（iPhone）は"),
          Code.SECOND_GLOSS),
    Fault("gloss missing in the last unit", "daisy3", edit(DTBOOK, f"(.*){GLOSS}", r"\1"),
          Code.PERHAPS_MISSING_GLOSS),
    Fault("left-over word", "daisy3", edit(DTBOOK, "電波です", "radioです"), Code.LEFT_OVER),
    Fault("left-over word in the NCX", "daisy3", edit(NCX, ">カード", ">ICカード"),
          Code.LETTERS_IN_CONTENTS),
    Fault("second gloss", "braille", edit(BRF, r"  AB5!0' \*DB\"Q\?4", f"  AB5!0{BRF_GLOSS}'"),
          Code.SECOND_GLOSS),
    Fault("gloss too late", "braille",
          edit(BRF, f"{BRF_GLOSS}(9 VE%.*AB5!0)9 \\)RZ\\?4[^\r]*", rf"\g<1>{BRF_GLOSS}9"),
          Code.LATE_GLOSS),
    Fault("gloss missing", "braille", edit(BRF, f"{BRF_GLOSS}9 <H", "9 <H"), Code.FORMS_DISAGREE),
    Fault("left-over word", "braille", edit(BRF, r"\+1%H", ";RADIO"), Code.LEFT_OVER),
    Fault("left-over words between quotation marks", "braille",
          edit(BRF, r"\+1%H", "8RADIO0"), Code.LEFT_OVER),
    Fault("left-over word in the contents", "braille", edit(BRF, '<D """', ';IC """'),
          Code.LETTERS_IN_CONTENTS),
    Fault("another katakana", "braille", edit(BRF, "(.*)AB5!0(7;I)", r"\1AB!0\2"),
          Code.INCONSISTENT_KATAKANA),
)  # fmt: skip

CONTAINER = (
    Fault("cut off", "*.epub", break_zip, Code.CORRUPT_FILE),
    Fault("wrong checksum", "*.epub", spoil_entry, Code.CORRUPT_FILE),
    Fault("compressed mimetype", "*.epub", compress_mimetype, Code.WRONG_CONTAINER),
    Fault("mimetype last", "*.epub", mimetype_last, Code.WRONG_CONTAINER),
    Fault("other mimetype", "*.epub", edit_epub("^mimetype$", "epub", "zip"),
          Code.WRONG_CONTAINER),
    Fault("no container.xml", "*.epub", drop_entry("container.xml"), Code.MISSING_PART),
    Fault("no package", "*.epub", drop_entry("package.opf"), Code.MISSING_PART),
    Fault("broken package", "*.epub", edit_epub("opf$", "</manifest>", ""), Code.BROKEN_XML),
    Fault("broken document", "*.epub", edit_epub(UNIT_1, "</p>", ""), Code.BROKEN_XML),
    Fault("entities", "*.epub",
          edit_epub(UNIT_1, "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY a "b">]>'),
          Code.BROKEN_XML),
)  # fmt: skip

EPUB = (
    Fault("file not in the manifest", "*.epub", add_entry, Code.UNLISTED_FILE),
    Fault("file missing", "*.epub", drop_entry("epub.css"), Code.MISSING_PART),
    Fault("dangling fragment", "*.epub", edit_epub(UNIT_1, "#u02-card\"", "#u99\""),
          Code.DANGLING_LINK),
    Fault("dangling link", "*.epub", edit_epub(UNIT_1, 'href="unit-002', 'href="unit-9'),
          Code.DANGLING_LINK),
    Fault("image missing", "*.epub", edit_epub(UNIT_1, "img001", "img009"), Code.MISSING_PART),
    Fault("dangling contents entry", "*.epub", edit_epub("nav", "#u02-card-h1", "#u9"),
          Code.DANGLING_LINK),
    Fault("duplicate id", "*.epub", edit_epub(UNIT_1, 'id="u01-phone-h3"', 'id="u01-phone-h2"'),
          Code.DUPLICATE_ID),
    Fault("no alt", "*.epub", edit_epub(UNIT_1, ' alt="[^"]*"', ""), Code.MISSING_ALT),
    Fault("no language", "*.epub", edit_epub(UNIT_1, ' lang="ja" xml:lang="ja"', ""),
          Code.MISSING_LANGUAGE),
    Fault("no language of the package", "*.epub", edit_epub("opf$", ' xml:lang="ja"', ""),
          Code.MISSING_LANGUAGE),
    Fault("no title", "*.epub", edit_epub(UNIT_1, "<title>.*?</title>", "<title/>"),
          Code.MISSING_METADATA),
    Fault("no dc:language", "*.epub", edit_epub("opf$", "<dc:language>ja</dc:language>", ""),
          Code.MISSING_METADATA),
    Fault("no hazard statement", "*.epub",
          edit_epub("opf$", '<meta property="schema:accessibilityHazard">none</meta>', ""),
          Code.MISSING_METADATA),
    Fault("no conformance", "*.epub", edit_epub("opf$", "dcterms:conformsTo", "dcterms:x"),
          Code.NO_CONFORMANCE_CLAIM),
    Fault("conformance nobody certifies", "*.epub",
          edit_epub("opf$", "a11y:certifiedBy", "a11y:x"), Code.MISSING_METADATA),
    Fault("identifier not named", "*.epub", edit_epub("opf$", '"pub-id"', '"other"'),
          Code.MISSING_METADATA),
    Fault("modified twice", "*.epub",
          edit_epub("opf$", '(<meta property="dcterms:modified">[^<]*</meta>)', r"\1\1"),
          Code.REPEATED_METADATA),
    Fault("spine leads nowhere", "*.epub", edit_epub("opf$", 'idref="unit-002"', 'idref="u"'),
          Code.DANGLING_LINK),
    Fault("contents out of order", "*.epub",
          edit_epub("nav", "unit-003.xhtml#u03-end-h1", "unit-001.xhtml#u01-phone-h1"),
          Code.NAVIGATION_ORDER),
    Fault("unit not in the contents", "*.epub",
          edit_epub("nav", '<li><a href="unit-003.*?</li>', ""), Code.NOT_REACHED),
    Fault("contents entry without words", "*.epub",
          edit_epub("nav", '(<a href="unit-003[^>]*>)[^<]*', r"\1"), Code.EMPTY_LABEL),
    Fault("no navigation", "*.epub", edit_epub("opf$", ' properties="nav"', ""),
          Code.MISSING_PART),
    Fault("other identifier in the NCX", "*.epub", edit_epub("ncx$", "urn:uuid:6", "urn:uuid:7"),
          Code.UID_DIFFERS),
    Fault("playOrder", "*.epub", edit_epub("ncx$", 'playOrder="4"', 'playOrder="9"'),
          Code.WRONG_PLAY_ORDER),
    Fault("page list of another number", "*.epub",
          edit_epub("nav", '(page-2">)2<', r"\g<1>3<"), Code.WRONG_PAGE_LABEL),
    Fault("page break of another number", "*.epub",
          edit_epub(UNIT_1, 'aria-label="2ページ"', 'aria-label="4ページ"'),
          Code.WRONG_PAGE_LABEL),
    Fault("claim without the thing", "*.epub",
          edit_epub("opf$", ">readingOrder<", ">synchronizedAudioText<"), Code.FALSE_CLAIM),
    Fault("full ruby without ruby on every kanji", "*.epub",
          edit_epub("opf$", ">readingOrder<", ">fullRubyAnnotations<"), Code.FALSE_CLAIM),
    Fault("long description claimed", "*.epub",
          edit_epub("opf$", ">readingOrder<", ">longDescription<"), Code.FALSE_CLAIM),
)  # fmt: skip

DAISY202 = (
    Fault("page of another number in the NCC", "daisy202",
          edit(NCC, '(class="page-normal"[^>]*><a[^>]*>)2<', r"\g<1>3<"), Code.WRONG_PAGE_LABEL),
    Fault("page of another number in the text", "daisy202",
          edit("daisy202/u0001.html", '(class="page-normal"[^>]*>)1<', r"\g<1>7<"),
          Code.WRONG_PAGE_LABEL),
    Fault("heading without words", "daisy202",
          edit(NCC, '(<h2[^>]*><a[^>]*>)[^<]*', r"\1"), Code.EMPTY_LABEL),
    Fault("wrong tocItems", "daisy202", edit(NCC, 'tocItems" content="10"',
          'tocItems" content="9"'), Code.WRONG_METADATA),
    Fault("wrong depth", "daisy202", edit(NCC, 'depth" content="2"', 'depth" content="1"'),
          Code.WRONG_METADATA),
    Fault("wrong pages", "daisy202", edit(NCC, 'pageNormal" content="2"',
          'pageNormal" content="3"'), Code.WRONG_METADATA),
    Fault("wrong number of files", "daisy202", add("daisy202/extra.txt", b""),
          Code.WRONG_METADATA),
    Fault("wrong size", "daisy202", add("daisy202/extra.txt", b"x" * 5000), Code.WRONG_METADATA),
    Fault("wrong footnotes", "daisy202", edit(NCC, 'footnotes" content="1"',
          'footnotes" content="0"'), Code.WRONG_METADATA),
    Fault("wrong charset", "daisy202", edit(NCC, 'charset" content="utf-8"',
          'charset" content="shift_jis"'), Code.WRONG_METADATA),
    Fault("wrong kind of book", "daisy202", edit(NCC, "textNcc", "audioFullText"),
          Code.WRONG_METADATA),
    Fault("no date", "daisy202", edit(NCC, '<meta name="dc:date"[^>]*>', ""),
          Code.MISSING_METADATA),
    Fault("no creator", "daisy202", edit(NCC, '<meta name="dc:creator"[^>]*>', ""),
          Code.MISSING_METADATA),
    Fault("two titles", "daisy202", edit(NCC, '(<meta name="dc:title"[^>]*>)', r"\1\1"),
          Code.REPEATED_METADATA),
    Fault("first heading", "daisy202", edit(NCC, 'class="title"', 'class="section"'),
          Code.WRONG_METADATA),
    Fault("wrong total time", "daisy202", edit(NCC, "00:00:00", "00:01:00"), Code.WRONG_TIME),
    Fault("wrong elapsed time", "daisy202", edit(SMIL, 'ElapsedTime" content="0:00:00.000"',
          'ElapsedTime" content="0:00:01.000"'), Code.WRONG_TIME),
    Fault("wrong duration", "daisy202", edit(SMIL, 'dur="0.000s"', 'dur="1.000s"'),
          Code.WRONG_TIME),
    Fault("other identifier", "daisy202", edit(SMIL, "urn:uuid:6", "urn:uuid:7"),
          Code.UID_DIFFERS),
    Fault("dangling textref", "daisy202", edit(SMIL, r"#u01-phone-b9-r1-p1\"", '#none"'),
          Code.DANGLING_LINK),
    Fault("text no SMIL shows", "daisy202",
          edit(SMIL, '<par[^>]*>\\s*<text[^>]*#u01-phone-b10-r1-p1".*?</par>', ""),
          Code.NOT_REACHED),
    Fault("text in another order", "daisy202",
          edit(SMIL, "(<par[^>]*b2-r1-p1.*?</par>)\\s*(<par[^>]*b2-r1-p2\".*?</par>)", r"\2\1"),
          Code.NAVIGATION_ORDER),
    Fault("NCC entry leads nowhere", "daisy202", edit(NCC, "#u02-card-b1-r1-p1", "#none"),
          Code.DANGLING_LINK),
    Fault("NCC out of order", "daisy202",
          edit(NCC, "(<h1[^>]*ncc0008.*?</h1>)\\s*(<h1[^>]*ncc0009.*?</h1>)", r"\2\1"),
          Code.NAVIGATION_ORDER),
    Fault("heading not in the NCC", "daisy202", edit(NCC, "<h2[^>]*ncc0007.*?</h2>", ""),
          Code.NOT_REACHED),
    Fault("SMIL missing", "daisy202", remove("daisy202/s0002.smil"), Code.DANGLING_LINK),
    Fault("content missing", "daisy202", remove("daisy202/u0002.html"), Code.DANGLING_LINK),
    Fault("picture missing", "daisy202", remove("daisy202/i0001.png"), Code.MISSING_PART),
    Fault("SMIL not in master.smil", "daisy202",
          edit("daisy202/master.smil", '<ref id="s0002"[^>]*>', ""), Code.UNLISTED_FILE),
    Fault("duplicate id", "daisy202",
          edit("daisy202/u0001.html", 'id="u01-phone-h3"', 'id="u01-phone-h2"'),
          Code.DUPLICATE_ID),
    Fault("broken NCC", "daisy202", edit(NCC, "</head>", ""), Code.BROKEN_XML),
    Fault("audio that nothing plays", "daisy202", add("daisy202/a0001.mp3", b""),
          Code.NOT_REACHED),
)  # fmt: skip

DAISY3 = (
    Fault("page of another number in the text", "daisy3",
          edit(DTBOOK, '(<pagenum[^>]*>)2<', r"\g<1>3<"), Code.WRONG_PAGE_LABEL),
    Fault("page of another label in the NCX", "daisy3",
          edit(NCX, '<pageTarget([^>]*)value="1"([^>]*><navLabel><text>)1<',
               r'<pageTarget\1value="5"\g<2>5<'), Code.WRONG_PAGE_LABEL),
    Fault("page of another number", "daisy3", edit("daisy3/*.ncx", 'value="1"', 'value="3"'),
          Code.WRONG_METADATA),
    Fault("point without a label", "daisy3",
          edit("daisy3/*.ncx", "(<navPoint[^>]*>\\s*)<navLabel>.*?</navLabel>", r"\1"),
          Code.EMPTY_LABEL),
    Fault("uid differs in the NCX", "daisy3", edit(NCX, "urn:uuid:6", "urn:uuid:7"),
          Code.UID_DIFFERS),
    Fault("uid differs in the text", "daisy3", edit(DTBOOK, "urn:uuid:6", "urn:uuid:7"),
          Code.UID_DIFFERS),
    Fault("uid differs in a SMIL", "daisy3",
          edit("daisy3/s0001.smil", "urn:uuid:6", "urn:uuid:7"), Code.UID_DIFFERS),
    Fault("no uid", "daisy3", edit("daisy3/s0001.smil", "dtb:uid", "dtb:x"),
          Code.MISSING_METADATA),
    Fault("playOrder", "daisy3", edit(NCX, 'playOrder="4"', 'playOrder="5"'),
          Code.WRONG_PLAY_ORDER),
    Fault("navigation out of order", "daisy3",
          edit(NCX, 's0004.smil#u03-end-b1-r1-p1', "s0001.smil#title-p1"),
          Code.NAVIGATION_ORDER),
    Fault("heading not in the NCX", "daisy3",
          edit(NCX, '<navPoint id="nav4".*?</navPoint>', ""), Code.NOT_REACHED),
    Fault("wrong depth", "daisy3", edit(NCX, 'depth" content="2"', 'depth" content="3"'),
          Code.WRONG_METADATA),
    Fault("wrong page count", "daisy3", edit(NCX, 'PageCount" content="2"',
          'PageCount" content="1"'), Code.WRONG_METADATA),
    Fault("file not in the manifest", "daisy3", add("daisy3/extra.xml", b"<x/>"),
          Code.UNLISTED_FILE),
    Fault("file missing", "daisy3", remove("daisy3/dtbook.css"), Code.MISSING_PART),
    Fault("SMIL not in the spine", "daisy3", edit(OPF, '<itemref idref="item-s0003-smil"/>', ""),
          Code.NOT_REACHED),
    Fault("no dc:Format", "daisy3", edit(OPF, "<dc:Format>.*?</dc:Format>", ""),
          Code.MISSING_METADATA),
    Fault("other dc:Format", "daisy3", edit(OPF, "Z39.86-2005", "Z39.86-2002"),
          Code.WRONG_METADATA),
    Fault("wrong multimediaContent", "daisy3", edit(OPF, "text,image", "audio,text"),
          Code.WRONG_METADATA),
    Fault("wrong kind of book", "daisy3", edit(OPF, "textNCX", "audioFullText"),
          Code.WRONG_METADATA),
    Fault("wrong total time", "daisy3", edit(OPF, "0:00:00.000", "0:01:00.000"),
          Code.WRONG_TIME),
    Fault("wrong elapsed time", "daisy3", edit("daisy3/s0002.smil", "0:00:00.000", "0:00:01.5"),
          Code.WRONG_TIME),
    Fault("dangling textref", "daisy3",
          edit("daisy3/s0002.smil", 'xml#u01-phone-b9-r1-p1"', 'xml#none"'), Code.DANGLING_LINK),
    Fault("dangling smilref", "daisy3", edit(DTBOOK, 'smil#u01-phone-b9-r1-p1"', 'smil#none"'),
          Code.DANGLING_LINK),
    Fault("smilref of another par", "daisy3",
          edit(DTBOOK, 'smil#u01-phone-b9-r1-p1"', 'smil#u01-phone-b10-r1-p1"'),
          Code.NOT_REACHED),
    Fault("text no SMIL shows", "daisy3",
          edit("daisy3/s0002.smil", '<par id="u01-phone-b10-r1-p1".*?</par>', ""),
          Code.NOT_REACHED),
    Fault("dangling link", "daisy3", edit(DTBOOK, 'href="#u02-card"', 'href="#none"'),
          Code.DANGLING_LINK),
    Fault("duplicate id", "daisy3", edit(DTBOOK, 'id="u01-phone-h3"', 'id="u01-phone-h2"'),
          Code.DUPLICATE_ID),
    Fault("no alt", "daisy3", edit(DTBOOK, ' alt="[^"]*"', ""), Code.MISSING_ALT),
    Fault("broken package", "daisy3", edit(OPF, "</spine>", ""), Code.BROKEN_XML),
    Fault("no language", "daisy3", edit(DTBOOK, 'version="2005-3" xml:lang="ja"',
          'version="2005-3"'), Code.MISSING_LANGUAGE),
)  # fmt: skip

BRAILLE = (
    Fault("line of 33 cells", "braille", edit(BRF, r"  \+1%H <HZ\?4", "A" * 33), Code.LONG_LINE),
    Fault("page over its lines", "braille", edit(BRF, r"  \+1%H", "\r\n" * 20 + "  +1%H"),
          Code.LONG_PAGE),
    Fault("lower case", "braille", edit(BRF, r"\+1%H", "+1%h"), Code.NOT_BRAILLE),
    Fault("no carriage return", "braille", edit(BRF, r"(\+1%H <HZ\?4)\r", r"\1"),
          Code.WRONG_LINE_END),
    Fault("blank at a line's end", "braille", edit(BRF, r"(\+1%H <HZ\?4)", r"\1 "),
          Code.TRAILING_BLANK),
    Fault("page number left out", "braille", edit(BRF, "\f +#C\r", "\f\r"),
          Code.WRONG_PAGE_NUMBER),
    Fault("page number twice", "braille", edit(BRF, "(\f +)#C\r", r"\1#B\r"),
          Code.WRONG_PAGE_NUMBER),
    Fault("page number in the middle", "braille", edit(BRF, "\f +#C\r", "\f         #C\r"),
          Code.WRONG_PAGE_NUMBER),
    Fault("wrong page in the contents", "braille", edit(BRF, '(<D "+) #B', r"\1 #C"),
          Code.WRONG_CONTENTS_PAGE),
    Fault("heading at the foot", "braille", edit(BRF, r"\r\n  \+1%H <HZ\?4\r\n", "\r\n\f" + " " * 30
          + "#C\r\n  +1%H <HZ?4\r\n"), Code.HEADING_AT_FOOT),
)  # fmt: skip

FAULTS = (*FIRST_USE, *CONTAINER, *EPUB, *DAISY202, *DAISY3, *BRAILLE)
