"""The catalogue of built books: a page people can use and a feed reading apps can follow."""

import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from pipeline.catalogue import catalogue, plain_cover, playing_time, size
from pipeline.output import publish
from pipeline.shelf import File, Form, Title, clock_seconds, read_shelf
from tests.command import book, run

TOML = """\
title = "{title}"
title_reading = "{reading}"
creators = ["山田花子"]
creator_readings = ["ヤマダハナコ"]
publisher = "例の図書館"
identifier = "urn:uuid:6f0a4a0e-8a0b-4a86-9f33-6b0f9a8f2c1{number}"
date = "2026-11-23"
description = "<試し> & の本です。"
"""
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
BITMAPS = ("image/jpeg", "image/png", "image/gif")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two books in every default form, and their catalogue."""
    root = tmp_path_factory.mktemp("shelf")
    for number, (name, title, reading) in enumerate(
        (("sakura", "桜", "サクラ"), ("ai books", "藍の本", "アイノホン"))
    ):
        toml = TOML.format(title=title, reading=reading, number=number)
        folder = book(root / "source" / name, "# はじめに\n\n本文です。\n", toml=toml)
        assert run("build", folder, "--out", root / "build").returncode == 0
    assert run("shelf", root / "build", "--title", "例の棚").returncode == 0
    return root / "build"


def links(feed: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every link and image of a feed and of its publications."""
    yield from feed["links"]
    for publication in feed["publications"]:
        yield from (*publication["links"], *publication["images"])


def faults(feed: Mapping[str, Any]) -> list[str]:
    """What breaks OPDS 2.0 (2 and 5) or the Readium Web Publication Manifest (2.2 and 2.3)."""
    found = [f"no {key}" for key in ("metadata", "links", "publications") if not feed.get(key)]
    if not isinstance(feed["metadata"].get("title"), str):
        found.append("feed without a title")
    if not any(link.get("rel") == "self" for link in feed["links"]):
        found.append("feed without a link to itself")
    for link in links(feed):
        if not isinstance(link.get("href"), str) or not re.fullmatch(r"[!-~]+", link["href"]):
            found.append(f"no URI reference: {link.get('href')!r}")
        if not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", link.get("type", "")):
            found.append(f"no media type: {link}")
    for publication in feed["publications"]:
        found += publication_faults(publication)
    return found


def publication_faults(publication: Mapping[str, Any]) -> list[str]:
    """What breaks a publication of a feed."""
    said, found = publication["metadata"], []
    rels = [link["rel"] for link in publication["links"]]
    if "self" not in rels or OPEN_ACCESS not in rels:
        found.append(f"links lack one to itself or to the book: {rels}")
    if not any(image["type"] in BITMAPS for image in publication["images"]):
        found.append("no bitmap")
    if not said.get("title") or said.get("@type") != "http://schema.org/Book":
        found.append("no title or type")
    if not re.fullmatch(r"[a-z]+:\S+", said.get("identifier", "urn:x")):
        found.append("identifier is no URI")
    for key in ("modified", "published"):
        if key in said:
            datetime.fromisoformat(said[key])
    if any(value in ("", [], {}, None) for value in said.values()):
        found.append("an empty value")
    return found


def test_the_feed_is_what_opds_asks_for(built: Path) -> None:
    """No fault, titles in the order of their readings, all that is known of a book."""
    feed = json.loads((built / "opds.json").read_bytes())
    first = feed["publications"][0]["metadata"]

    assert faults(feed) == []
    assert feed["metadata"]["title"] == "例の棚"
    assert [p["metadata"]["title"] for p in feed["publications"]] == ["藍の本", "桜"]
    assert first["author"] == [{"name": "山田花子", "sortAs": "ヤマダハナコ"}]
    assert (first["publisher"], first["language"]) == ("例の図書館", "ja")
    assert first["identifier"] == "urn:uuid:6f0a4a0e-8a0b-4a86-9f33-6b0f9a8f2c11"
    assert first["accessibility"]["accessModeSufficient"] == [["textual"]]
    assert first["accessibility"]["conformsTo"] == [
        "https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aa"
    ]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("metadata", "title"), None),
        (("links",), [{"rel": "alternate", "href": "a", "type": "text/html"}]),
        (("publications", 0, "images"), [{"href": "a.svg", "type": "image/svg+xml"}]),
        (("publications", 0, "links", 0, "href"), "日本"),
        (("publications", 0, "metadata", "title"), ""),
    ],
)
def test_the_check_of_the_feed_can_fail(built: Path, path: tuple[Any, ...], value: Any) -> None:
    """A fault put into the feed is found."""
    feed = json.loads((built / "opds.json").read_bytes())
    at = feed
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value

    assert faults(feed)


def test_every_link_leads_to_a_file(built: Path) -> None:
    """The page's and the feed's links, and those of each publication from its own folder."""
    feed = json.loads((built / "opds.json").read_bytes())
    page = html.parse(str(built / "index.html"))
    hrefs = [str(a.get("href")) for a in page.iter("a", "link")]
    targets = [built / href for href in [link["href"] for link in links(feed)] + hrefs]
    for publication in feed["publications"]:
        itself = built / publication["links"][0]["href"].replace("%20", " ")
        targets += [
            itself.parent / link["href"] for link in json.loads(itself.read_bytes())["links"]
        ]
    names = [str(t).replace("%20", " ") for t in targets if "#" not in str(t)]

    assert len(names) > 20
    assert [name for name in names if not Path(name).is_file()] == []


def test_the_page_says_what_there_is(built: Path) -> None:
    """An article a book, its heading, its forms with sizes and pages, its claims; all escaped."""
    page = html.parse(str(built / "index.html")).getroot()
    first = next(page.iter("article"))
    text = " ".join(first.text_content().split())
    ids = [e.get("id") for e in page.iter() if e.get("id")]

    assert page.get("lang") == "ja"
    assert [h.text for h in page.iter("h1", "h2")] == ["例の棚", "題名の一覧", "藍の本", "桜"]
    assert first.get("aria-labelledby") in ids
    assert len(ids) == len(set(ids))
    assert "<試し> & の本です。" in text
    assert "山田花子" in text
    assert "2026年11月23日" in text
    for form in ("EPUB 3", "DAISY 2.02", "DAISY 3", "点字データ BRF"):
        assert re.search(rf"藍の本 {form}（[\d,.]+ [KM]B）", text), form
    assert re.search(r"全 1 巻、\d+ ページ", text)
    assert "音声読み上げと点字表示で読むことができます" in text


def test_who_reads_the_links_alone_knows_them_apart() -> None:
    """Two books of one title, a foreign one of which nothing else is known: names and languages."""
    epub = Form("epub", (File("x/x.epub", 2048),))
    titles = [
        Title("old", "本", forms=(epub,)),
        Title("new", "本", forms=(epub,)),
        Title("alone", "Alone", language="en", forms=(epub,)),
    ]
    page = html.fromstring(catalogue(titles, "棚", "")["index.html"])
    texts = [a.text_content() for a in page.iter("a")][1:]

    assert len(texts) == len(set(texts)) == 6
    assert texts[:3] == ["本（old）", "本（new）", "Alone"]
    assert texts[-1] == "Alone EPUB 3（2 KB）"
    assert [h.text for h in page.iter("h2")][1:] == texts[:3]
    assert [e.get("lang") for e in page.iter() if e.text and e.text.startswith("Alone")] == (
        ["en"] * 3
    )
    assert list(page.iter("dl")) == []


def test_the_same_books_give_the_same_bytes(built: Path) -> None:
    """The command run again changes no byte; nothing of this machine is in the files."""
    before = {p: p.read_bytes() for p in sorted(built.rglob("*")) if p.is_file()}

    assert run("shelf", built, "--title", "例の棚").returncode == 0
    assert {p: p.read_bytes() for p in sorted(built.rglob("*")) if p.is_file()} == before
    made = [built / "index.html", built / "opds.json", *(built / "shelf").iterdir()]
    assert not any(str(built).encode() in before[path] for path in made)


def test_books_are_judged_as_before_with_a_catalogue_beside_them(built: Path) -> None:
    """``verify`` of the whole folder still passes."""
    assert run("verify", built).returncode == 0


def test_a_catalogue_elsewhere_points_back(built: Path, tmp_path: Path) -> None:
    """With ``--out`` the links lead from there to the books, relative."""
    out = built.parent / "public"
    assert run("shelf", built, "--out", out).returncode == 0
    feed = json.loads((out / "opds.json").read_bytes())

    assert feed["publications"][1]["links"][1]["href"] == "../build/sakura/sakura.epub"
    itself = json.loads((out / "shelf" / "sakura.json").read_bytes())
    assert itself["links"][1]["href"] == "../../build/sakura/sakura.epub"


OPF = """\
<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>音の本</dc:title><dc:identifier>番号なし</dc:identifier>
<meta property="media:duration" refines="#a">0:59:00</meta>
<meta property="media:duration">1:02:03.5</meta></metadata>
<manifest><item href="c.png" media-type="image/png" properties="cover-image"/></manifest></package>
"""
ROOT = "urn:oasis:names:tc:opendocument:xmlns:container"


def spoken(folder: Path, opf: str = OPF) -> Path:
    """A shelf with one spoken EPUB that has a cover and no proper identifier."""
    path = folder / "a.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "META-INF/container.xml",
            f'<container xmlns="{ROOT}"><rootfiles><rootfile full-path="E/p.opf"/></rootfiles>'
            "</container>",
        )
        archive.writestr("E/p.opf", opf)
        archive.writestr("E/c.png", plain_cover("x"))
    data = path.read_bytes()
    path.unlink()
    publish(folder / "build" / "a", {"epub": {"a.epub": data}}, {"epub": "1"})
    return folder / "build"


def test_playing_time_and_cover_come_from_the_book(tmp_path: Path) -> None:
    """The whole time, not one overlay's; the book's bitmap; no identifier that is none."""
    (title,) = read_shelf(spoken(tmp_path))
    files = catalogue([title], "棚", "")
    feed = json.loads(files["opds.json"])

    assert title.forms[0].seconds == 3723.5
    assert "再生時間 1 時間 2 分".encode() in files["index.html"]
    assert files["shelf/a.png"] == plain_cover("x") == title.cover[1]
    assert faults(feed) == []
    assert "identifier" not in feed["publications"][0]["metadata"]
    assert feed["publications"][0]["metadata"]["duration"] == 3723.5


@pytest.mark.parametrize(
    "opf", ["<package", "<!DOCTYPE x [<!ENTITY e 'x'>]><package>&e;</package>"]
)
def test_a_broken_package_is_told(tmp_path: Path, opf: str) -> None:
    """A package document that cannot be read stops the command, or gives nothing of an entity."""
    done = run("shelf", spoken(tmp_path, opf))

    assert done.returncode == (1 if opf == "<package" else 0)


def test_a_changed_file_is_told(tmp_path: Path) -> None:
    """A file that is not the one that was built stops the command; nothing is written."""
    build = spoken(tmp_path)
    (build / "a" / "a.epub").write_bytes(b"PK")
    done = run("shelf", build)

    assert done.returncode == 1
    assert "a.epub" in done.stderr
    assert not (build / "index.html").exists()


def test_someone_elses_page_is_kept(tmp_path: Path) -> None:
    """An index.html that no catalogue made is not overwritten."""
    build = spoken(tmp_path)
    (build / "index.html").write_text("mine", encoding="utf-8")

    assert run("shelf", build).returncode == 2
    assert (build / "index.html").read_text(encoding="utf-8") == "mine"
    assert not (build / "opds.json").exists()


def test_wrong_folders_are_told(tmp_path: Path) -> None:
    """No folder, and a folder without books: wrong use, with what to do."""
    assert run("shelf", tmp_path / "none").returncode == 2
    done = run("shelf", tmp_path)

    assert (done.returncode, "mimiyubi build" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("1:02:03.5", 3723.5), ("00:00:40", 40), ("90s", 90), ("02:05", 125), ("", 0), ("x:1", 0)],
)
def test_clock_values_are_seconds(value: str, seconds: float) -> None:
    """SMIL's full and partial clock values and seconds."""
    assert clock_seconds(value) == seconds


def test_amounts_are_said_in_words() -> None:
    """Sizes and times as people say them."""
    assert [size(n) for n in (1, 1536, 5 * 1024**2)] == ["1 KB", "2 KB", "5.0 MB"]
    assert [playing_time(s) for s in (40, 90, 3600, 7260)] == [
        "40 秒", "2 分", "1 時間 0 分", "2 時間 1 分",
    ]  # fmt: skip


def test_a_packed_book_is_one_file_to_download(built: Path, tmp_path: Path) -> None:
    """The ZIP file of a DAISY folder is what is offered, with the playing time of the folder."""
    feed = json.loads((built / "opds.json").read_text(encoding="utf-8"))
    offered = {link["href"]: link["type"] for p in feed["publications"] for link in p["links"]}
    folder = Path(shutil.copytree(built, tmp_path / "build"))
    ncc = folder / "sakura" / "daisy202" / "ncc.html"
    spoken = ncc.read_text(encoding="utf-8").replace("00:00:00", "01:02:03")
    ncc.write_text(spoken, encoding="utf-8")
    (sakura,) = (title for title in read_shelf(folder) if title.folder == "sakura")
    (daisy,) = (form for form in sakura.forms if form.name == "daisy202")

    assert offered["sakura/sakura-daisy202.zip"] == "application/zip"
    assert [file.path for file in daisy.files] == ["sakura/sakura-daisy202.zip"]
    assert daisy.seconds == 3723
