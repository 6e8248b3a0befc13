"""Read a folder of built books into what a catalogue says of each."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from lxml import etree

from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.errors import ManuscriptError, UsageError
from pipeline.output import RECORD, read_record
from pipeline.reasons import DAMAGED

DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
# A package document or NCC is text: more bytes than this are no book of ours.
MAX_METADATA = 16 * 1024**2
MAX_COVER = 8 * 1024**2
BITMAPS = ("image/png", "image/jpeg", "image/gif")

# Form: its name for readers, and the file that opens a form of many files (a suffix).
FORMS = {
    "epub": ("EPUB 3", ".epub"),
    "daisy202": ("DAISY 2.02", "/ncc.html"),
    "daisy202ncc": ("DAISY 2.02（音声のみ）", "/ncc.html"),
    "daisy3": ("DAISY 3", ".opf"),
    "brf": ("点字データ BRF", ".brf"),
    "bes": ("点字データ BES", ".bes"),
    "bse": ("点字データ BSE", ".bse"),
    "pef": ("点字データ PEF", ".pef"),
    "ebrl": ("点字の本 eBraille", ".ebrl"),
    "txt": ("墨点字の文字", ".txt"),
    "html": ("点字の校正用ページ", ".html"),
}


@dataclass(frozen=True, slots=True)
class File:
    """A file to open or to download: its path from the shelf's folder and its bytes.

    ``size`` is that of all the files it brings with it.
    """

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Form:
    """A published form: ``files`` in order, ``pages`` of braille, ``seconds`` of playing time.

    ``parts`` counts the files where only the first of them is opened, else it is 0.
    """

    name: str
    files: tuple[File, ...]
    parts: int = 0
    pages: int = 0
    seconds: float = 0.0

    @property
    def label(self) -> str:
        """The form's name for readers."""
        return FORMS[self.name][0]


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    sort_as: str = ""


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What a book claims of itself, in the words of schema.org."""

    summary: str = ""
    conforms_to: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    sufficient: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """A built book as its own files describe it; ``folder`` is its name in the shelf."""

    folder: str
    title: str
    sort_as: str = ""
    subtitle: str = ""
    creators: tuple[Person, ...] = ()
    publisher: str = ""
    language: str = "ja"
    identifier: str = ""
    date: str = ""
    modified: str = ""
    description: str = ""
    accessibility: Accessibility = field(default_factory=Accessibility)
    cover: tuple[str, bytes] = ("", b"")  # media type and bytes of a bitmap, where there is one
    forms: tuple[Form, ...] = ()


def read_shelf(folder: Path) -> tuple[Title, ...]:
    """Every built book below a folder, in the order of the titles' readings."""
    if not folder.is_dir():
        raise UsageError(diagnostic(Code.NOT_THERE, whole(folder)))
    books = [path.parent for path in sorted(folder.glob(f"*/{RECORD}"))]
    titles = [_title(book) for book in books if FORMS.keys() & read_record(book).keys()]
    if not titles:
        raise UsageError(diagnostic(Code.SHELF_EMPTY, whole(folder)))
    return tuple(sorted(titles, key=lambda t: (t.sort_as or t.title, t.folder)))


def _title(book: Path) -> Title:
    record = read_record(book)
    forms = []
    described: Title | None = None
    for name in (name for name in FORMS if name in record):
        files = record[name]["files"]
        _check(book, files)
        form, said = _form(book, name, files)
        forms.append(form)
        described = described or said
    described = described or Title(book.name, book.name)
    return replace(described, forms=tuple(forms))


def _check(book: Path, files: Mapping[str, int]) -> None:
    """Stop where a file is not the one that was built."""
    for name, size in files.items():
        path = book / name
        if not path.is_file() or path.stat().st_size != size:
            raise ManuscriptError(diagnostic(Code.CHANGED_SINCE_BUILT, whole(path)))


def _form(book: Path, name: str, files: Mapping[str, int]) -> tuple[Form, Title | None]:
    """A form, and the book as the form describes it (a braille file does not)."""
    entries = _entries(book.name, name, files)
    if not entries:
        raise ManuscriptError(diagnostic(Code.NO_ENTRANCE, whole(book), form=name))
    loose = _opening(name, files)
    form = Form(name, entries, len(files) if loose and loose in entries[0].path else 0)
    inside = [book / PurePosixPath(file.path).relative_to(book.name) for file in entries]
    match name:
        case "epub":
            said, seconds = _epub(inside[0], book.name)
            return replace(form, seconds=seconds), said
        case "daisy202" | "daisy202ncc" | "daisy3" if loose:
            said, seconds = (_package12 if name == "daisy3" else _ncc)(book / loose, book.name)
            return replace(form, seconds=seconds), said
        case "brf":
            return replace(form, pages=sum(map(_pages, inside))), None
    return form, None


def _entries(book: str, name: str, files: Mapping[str, int]) -> tuple[File, ...]:
    """What a reader opens: an archive where there is one, else the form's own files."""
    archives = [file for file in files if file.endswith(".zip")]
    if archives:
        return tuple(File(f"{book}/{file}", files[file]) for file in archives)
    loose = _opening(name, files)
    if loose:
        return (File(f"{book}/{loose}", sum(files.values())),)
    entries = [file for file in files if f"/{file}".endswith(FORMS[name][1])]
    return tuple(File(f"{book}/{file}", files[file]) for file in entries)


def _opening(name: str, files: Mapping[str, int]) -> str:
    """The file in a DAISY folder that opens it; empty for other forms."""
    ends = FORMS[name][1]
    daisy = name.startswith("daisy")
    return next((file for file in files if daisy and f"/{file}".endswith(ends)), "")


def _pages(path: Path) -> int:
    """The pages of a BRF file: a form feed ends each but, in some files, the last."""
    return path.read_bytes().rstrip(b"\r\n\f").count(b"\f") + 1


def _xml(data: bytes, where: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(where) from error


def _broken(where: str) -> ManuscriptError:
    return ManuscriptError(diagnostic(Code.PUBLICATION_BROKEN, whole(where)))


def _epub(path: Path, book: str) -> tuple[Title, float]:
    """An EPUB's package document as a title, with its playing time in seconds."""
    try:
        with zipfile.ZipFile(path) as archive:
            container = _xml(_entry(archive, "META-INF/container.xml", MAX_METADATA), str(path))
            root = container.find(f".//{CONTAINER}rootfile")
            name = "" if root is None else root.get("full-path") or ""
            package = _xml(_entry(archive, name, MAX_METADATA), str(path))
            cover = _cover(archive, package, name)
    except DAMAGED as error:
        raise _broken(str(path)) from error
    return replace(_described(package, book), cover=cover), _duration(package)


def _entry(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    if archive.getinfo(name).file_size > limit:
        raise _broken(f"{archive.filename}: {name}")
    return archive.read(name)


def _cover(archive: zipfile.ZipFile, package: etree._Element, name: str) -> tuple[str, bytes]:
    for item in package.iter(f"{OPF}item"):
        properties = (item.get("properties") or "").split()
        media_type = item.get("media-type") or ""
        if "cover-image" in properties and media_type in BITMAPS:
            path = str(PurePosixPath(name).parent / (item.get("href") or ""))
            return media_type, _entry(archive, path, MAX_COVER)
    return "", b""


def _described(package: etree._Element, book: str) -> Title:
    """What a package document says of its book (EPUB 3.3, 5.5)."""
    refined = {
        ((meta.get("refines") or "").removeprefix("#"), meta.get("property") or ""): _text(meta)
        for meta in package.iter(f"{OPF}meta")
        if meta.get("refines")
    }
    titles = list(package.iter(f"{DC}title"))
    main = next(iter(titles), None)
    subtitles = [t for t in titles if refined.get((t.get("id") or "", "title-type")) == "subtitle"]
    creators = tuple(
        Person(_text(c), refined.get((c.get("id") or "", "file-as"), ""))
        for c in package.iter(f"{DC}creator")
    )
    return Title(
        book,
        _text(main) or book,
        sort_as="" if main is None else refined.get((main.get("id") or "", "file-as"), ""),
        subtitle=_text(next(iter(subtitles), None)),
        creators=creators,
        publisher=_first(package, "publisher"),
        language=_first(package, "language") or "ja",
        identifier=_first(package, "identifier"),
        date=_first(package, "date"),
        modified=next(_metas(package, "dcterms:modified"), ""),
        description=_first(package, "description"),
        accessibility=_accessibility(package),
    )


def _first(package: etree._Element, key: str) -> str:
    return _text(next(package.iter(DC + key), None))


def _metas(package: etree._Element, wanted: str) -> Iterator[str]:
    for meta in package.iter(f"{OPF}meta"):
        if meta.get("property") == wanted and not meta.get("refines"):
            yield _text(meta)


def _accessibility(package: etree._Element) -> Accessibility:
    def said(wanted: str) -> tuple[str, ...]:
        return tuple(_metas(package, wanted))

    return Accessibility(
        next(iter(said("schema:accessibilitySummary")), ""),
        said("dcterms:conformsTo"),
        said("schema:accessMode"),
        said("schema:accessModeSufficient"),
        said("schema:accessibilityFeature"),
        said("schema:accessibilityHazard"),
    )


def _duration(package: etree._Element) -> float:
    return clock_seconds(next(_metas(package, "media:duration"), ""))


def _ncc(path: Path, book: str) -> tuple[Title, float]:
    """The metadata of an NCC (DAISY 2.02, 2.1.2) as a title, with its playing time."""
    root = _xml(path.read_bytes(), str(path))
    metas = [(m.get("name") or "", m.get("content") or "") for m in root.iter(f"{XHTML}meta")]
    return _named(metas, book), clock_seconds(dict(metas).get("ncc:totalTime", ""))


def _package12(path: Path, book: str) -> tuple[Title, float]:
    """A DAISY 3 package file (Z39.86-2005, 3) as a title, with its playing time."""
    root = _xml(path.read_bytes(), str(path))
    metas = [
        (f"dc:{etree.QName(element).localname.lower()}", _text(element))
        for element in root.iter(f"{DC}*")
    ]
    total = next((m.get("content") for m in root.iter("{*}meta") if _is_total(m)), "")
    return _named(metas, book), clock_seconds(total or "")


def _is_total(meta: etree._Element) -> bool:
    return meta.get("name") == "dtb:totalTime"


def _named(metas: list[tuple[str, str]], book: str) -> Title:
    first = dict(reversed(metas))
    return Title(
        book,
        first.get("dc:title") or book,
        creators=tuple(Person(value) for name, value in metas if name == "dc:creator"),
        publisher=first.get("dc:publisher", ""),
        language=first.get("dc:language") or "ja",
        identifier=first.get("dc:identifier", ""),
        date=first.get("dc:date", ""),
        description=first.get("dc:description", ""),
    )


def clock_seconds(value: str) -> float:
    """A SMIL clock value (``1:02:03.5``, ``90s``) in seconds; 0 for what is none."""
    parts = value.strip().removesuffix("s").split(":")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return 0.0
    return sum((number * 60.0**place for place, number in enumerate(reversed(numbers))), 0.0)


def _text(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
