"""Turn the titles of a shelf into a page for people and an OPDS 2.0 feed for reading apps."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from pipeline.shelf import Accessibility, File, Form, Title
from pipeline.writers.styles import render

PAGE, FEED = "index.html", "opds.json"
DETAILS = "shelf"  # the folder of what belongs to single titles
OPDS, OPDS_PUBLICATION = "application/opds+json", "application/opds-publication+json"
# OPDS 2.0, 5.3: free to take, without any step between.
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
BOOK = "http://schema.org/Book"
MEDIA_TYPES = {
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
    ".opf": "application/oebps-package+xml",  # RFC 4839
    ".pef": "application/x-pef+xml",  # PEF 2008-1, 2
    ".html": "text/html",
    ".txt": "text/plain",
}
UNKNOWN_TYPE = "application/octet-stream"  # RFC 2046, 4.5.1; braille files have no registered one
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
# EPUB Accessibility 1.1, 5.1: how a conforming publication says so.
CONFORMANCE = re.compile(r"EPUB Accessibility 1\.1 - WCAG (2\.[0-2]) Level (A{1,3})")
# RFC 3986, 3.1; RWPM wants an identifier to be a URI.
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
COVER_SIZE = 300, 400  # pixels


def catalogue(titles: Sequence[Title], name: str, base: str) -> Mapping[str, bytes]:
    """The files of a catalogue called ``name``; ``base`` leads from it to the built books."""
    covers = {title.folder: _cover(title) for title in titles}
    files = {PAGE: _page(titles, name, base), FEED: _json(_feed(titles, name, base))}
    for title in titles:
        publication = _publication(title, _up(base), "")
        files[f"{DETAILS}/{title.folder}.json"] = _json(publication)
        path, _, data = covers[title.folder]
        files[path] = data
    return files


def _up(base: str) -> str:
    """The way to the books from one folder deeper."""
    return f"../{base}"


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _feed(titles: Sequence[Title], name: str, base: str) -> dict[str, object]:
    """OPDS 2.0, 2: metadata with a title, a self link, and the publications."""
    metadata: dict[str, object] = {"title": name, "numberOfItems": len(titles)}
    if times := [modified for title in titles if (modified := _modified(title))]:
        metadata["modified"] = max(times)
    return {
        "metadata": metadata,
        "links": [
            {"rel": "self", "href": FEED, "type": OPDS},
            {"rel": "alternate", "href": PAGE, "type": "text/html"},
        ],
        "publications": [_publication(title, base, f"{DETAILS}/") for title in titles],
    }


def _publication(title: Title, base: str, details: str) -> dict[str, object]:
    """A publication; ``details`` leads to the folder of single titles."""
    path, media_type, _ = _cover(title)
    itself = f"{details}{quote(title.folder)}.json"
    links: list[dict[str, object]] = [{"rel": "self", "href": itself, "type": OPDS_PUBLICATION}]
    links += [_link(title, form, file, base) for form in title.forms for file in form.files]
    image: dict[str, object] = {
        "href": details + quote(PurePosixPath(path).name),
        "type": media_type,
    }
    if not title.cover[1]:
        image |= dict(zip(("width", "height"), COVER_SIZE, strict=True))
    return {"metadata": _metadata(title), "links": links, "images": [image]}


def _link(title: Title, form: Form, file: File, base: str) -> dict[str, object]:
    """An acquisition link to one file of a form."""
    label = form.label
    if len(form.files) > 1:
        label += f" 第{form.files.index(file) + 1}巻"
    link: dict[str, object] = {
        "rel": OPEN_ACCESS,
        "href": base + quote(file.path),
        "type": media_type(file.path),
        "title": f"{title.title} {label}",
    }
    return link | ({"duration": round(form.seconds, 3)} if form.seconds else {})


def media_type(path: str) -> str:
    """The media type of a published file, by its extension."""
    return MEDIA_TYPES.get(PurePosixPath(path).suffix, UNKNOWN_TYPE)


def _metadata(title: Title) -> dict[str, object]:
    """A title in the terms of the Readium Web Publication Manifest; what is not known is out."""
    numbers = [form.seconds for form in title.forms if form.seconds]
    known: dict[str, object] = {
        "@type": BOOK,
        "title": title.title,
        "sortAs": title.sort_as,
        "subtitle": title.subtitle,
        "author": [
            {"name": person.name} | ({"sortAs": person.sort_as} if person.sort_as else {})
            for person in title.creators
        ],
        "publisher": title.publisher,
        "language": title.language,
        "identifier": title.identifier if URI.fullmatch(title.identifier) else "",
        "published": title.date if re.fullmatch(r"\d{4}-\d{2}-\d{2}", title.date) else "",
        "modified": _modified(title),
        "description": title.description,
        "duration": max(numbers, default=0),
        "accessibility": _accessibility(title.accessibility),
    }
    return {key: value for key, value in known.items() if value}


def _modified(title: Title) -> str:
    return title.modified if re.fullmatch(r"[\d-]{10}T[\d:]{8}Z", title.modified) else ""


def _accessibility(said: Accessibility) -> dict[str, object]:
    """The claims of a book; RWPM names a conformance by its address, a book by its words."""
    hits = (CONFORMANCE.fullmatch(text) for text in said.conforms_to)
    known: dict[str, object] = {
        "conformsTo": [
            f"https://www.w3.org/TR/epub-a11y-11#wcag-{hit[1]}-{hit[2].lower()}"
            for hit in hits
            if hit
        ],
        "summary": said.summary,
        "accessMode": list(said.modes),
        "accessModeSufficient": [modes.split(",") for modes in said.sufficient],
        "feature": list(said.features),
        "hazard": list(said.hazards),
    }
    return {key: value for key, value in known.items() if value}


def _cover(title: Title) -> tuple[str, str, bytes]:
    """A bitmap for a title: its path, media type and bytes.

    OPDS 2.0 wants one in a common bitmap format; where the book has none, a plain one.
    """
    kind, data = title.cover
    if not data:
        kind, data = "image/png", plain_cover(title.folder)
    return f"{DETAILS}/{title.folder}.{EXTENSIONS[kind]}", kind, data


def plain_cover(seed: str) -> bytes:
    """A PNG of a spine and a board in one colour, which the seed decides."""
    width, height = COVER_SIZE
    # Bytes up to 127 in each channel: dark enough for a white label of any app.
    red, green, blue = (byte % 128 for byte in hashlib.sha256(seed.encode()).digest()[:3])
    spine, board = bytes((red // 2, green // 2, blue // 2)), bytes((red, green, blue))
    row = b"\0" + spine * (width // 12) + board * (width - width // 12)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # 8 bits, RGB
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * height, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk (ISO/IEC 15948, 5.3)."""
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def _page(titles: Sequence[Title], name: str, base: str) -> bytes:
    return render(
        "shelf.html.j2", name=name, titles=titles, feed=FEED, opds=OPDS,
        href=lambda file: base + quote(file.path), size=size, time=playing_time, date=date,
        notes=notes, names=_names(titles),
    )  # fmt: skip


def _names(titles: Sequence[Title]) -> Mapping[str, str]:
    """What each book is called in headings and links, by folder: no two are called the same.

    WCAG 2.2, 2.4.4: who reads the links or the headings alone must know which is which.
    """
    count = Counter(title.title for title in titles)
    return {
        t.folder: t.title if count[t.title] == 1 else f"{t.title}（{t.folder}）" for t in titles
    }


def notes(form: Form) -> str:
    """What a reader wants to know of a form before taking it."""
    some = [
        f"全 {len(form.files)} 巻" if form.pages else "",
        f"{form.pages} ページ" if form.pages else "",
        f"再生時間 {playing_time(form.seconds)}" if form.seconds else "",
        f"{form.parts} ファイル、フォルダーごと写してください" if form.parts else "",
    ]
    return "、".join(filter(None, some))


def size(count: int) -> str:
    """A number of bytes in words."""
    return f"{count / 1024**2:,.1f} MB" if count >= 1024**2 else f"{max(1, round(count / 1024))} KB"


def playing_time(seconds: float) -> str:
    """Seconds as 1 時間 2 分, or 40 秒 below a minute."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return f"{round(seconds)} 秒"
    hours, rest = divmod(minutes, 60)
    return f"{hours} 時間 {rest} 分" if hours else f"{rest} 分"


def date(iso: str) -> str:
    """``2026-04-01`` as 2026年4月1日; another date as it is."""
    hit = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", iso)
    return f"{hit[1]}年{int(hit[2])}月{int(hit[3])}日" if hit else iso
