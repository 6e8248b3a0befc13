"""DAISY 2.02: what players and lending libraries rely on."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.config import DaisySettings
from pipeline.diagnostics import Diagnostic
from pipeline.document import Book, Figure, Image, Note, NoteKind, PageBreak, PageMark, Picture
from pipeline.transforms.phrases import mark_phrases
from pipeline.writers.daisy import check_pictures, with_archive
from pipeline.writers.daisy202 import script, write_daisy202
from pipeline.writers.daisy202ncc import write_daisy202ncc
from tests.daisy import (
    Element,
    Files,
    all,
    blocks_of,
    called_book,
    described_book,
    ids,
    judge_by_grammars,
    metas,
    name_of,
    nested,
    odd_book,
    parse,
    spoken,
    text,
    unheard,
)
from tests.sample import P, every_node, heading, inlines, paragraph, png, unit
from tests.sample import book as made_book

BOOKS = {"every node": every_node, "odd": odd_book}


@pytest.fixture(params=BOOKS)
def book(request: pytest.FixtureRequest) -> Book:
    return BOOKS[request.param]()


@pytest.fixture
def files(book: Book) -> Files:
    return write_daisy202(book)


def smils(files: Files) -> list[str]:
    """The SMIL files in the order of master.smil."""
    refs = all(parse(files, "daisy202/master.smil"), "ref")
    return [f"daisy202/{ref.get('src')}" for ref in refs]


def played(files: Files, smil: str) -> list[tuple[str, str]]:
    """What a SMIL file shows, in order: document and id."""
    texts = all(parse(files, smil), "text")
    pairs = (element.get("src", "").partition("#") for element in texts)
    return [(f"daisy202/{document}", id) for document, _, id in pairs]


def ncc(files: Files) -> Element:
    return parse(files, "daisy202/ncc.html")


def entries(files: Files) -> list[Element]:
    return list(all(ncc(files), "body")[0])


def test_every_file_is_valid(files: Files, tmp_path: Path) -> None:
    """The DAISY Consortium's grammars accept every file."""
    judge_by_grammars(files, tmp_path)


def test_all_text_is_played_once(files: Files) -> None:
    """Every letter of every document belongs to one element that SMIL plays, in its order."""
    for smil in smils(files):
        shown = played(files, smil)
        (name,) = {document for document, _ in shown}
        body = all(parse(files, name), "body")[0]
        order = [id for _, id in shown]

        assert unheard(body, order) == ""
        assert nested(body, order) == []
        assert order == [id for id in ids(body) if id in set(order)]


def test_the_script_is_what_is_played(book: Book) -> None:
    """A voice gets every segment, in playing order; those of a sentence make up the sentence."""
    files = write_daisy202(book)
    lines = script(book)
    parts = [line.text for line in lines if line.phrase == "u1-b1-r1-p1"]

    assert [line.id for line in lines] == [id for s in smils(files) for _, id in played(files, s)]
    assert "".join(parts) in ("第1章 アイフォン（iPhone）を使う", "三段目から アイシー（IC）")


def test_master_lists_every_presentation(files: Files) -> None:
    """master.smil names each SMIL file once, in reading order."""
    others = sorted(n for n in files if n.endswith(".smil") and "master" not in n)

    assert smils(files) == others


def test_contents_lead_to_what_is_played(files: Files) -> None:
    """Each line of the NCC leads to a par, in playing order."""
    places = [
        f"{smil.removeprefix('daisy202/')}#{par.get('id')}"
        for smil in smils(files)
        for par in all(parse(files, smil), "par")
    ]
    targets = [entry[0].get("href", "") for entry in entries(files)]

    assert [places.index(target) for target in targets] == sorted(map(places.index, targets))


def test_contents_begin_with_the_title_and_skip_no_level(files: Files) -> None:
    """The first line is the title; a heading is at most one level below the one before it."""
    first, *_ = entries(files)
    levels = [int(name_of(e)[1]) for e in entries(files) if e.get("class") in ("title", "section")]

    assert first.get("class") == "title"
    assert levels[0] == 1
    assert max(after - before for before, after in pairwise(levels)) <= 1


def test_contents_have_no_gloss(files: Files) -> None:
    """Headings are heard in katakana; the alphabet stands in the text."""
    headings = [text(e) for e in entries(files) if e.get("class") in ("title", "section")]

    assert not re.search("[A-Za-z]", "".join(headings))


def test_counts_are_true(files: Files) -> None:
    """Every count and size in the NCC is what is there."""
    said = {name: values[0] for name, values in metas(ncc(files)).items()}
    lines = entries(files)
    kinds = [line.get("class") for line in lines]
    size = sum(map(len, files.values()))

    assert said["ncc:tocItems"] == str(len(lines))
    assert said["ncc:files"] == str(len(files))
    assert (int(said["ncc:kByteSize"]) - 1) * 1024 < size <= int(said["ncc:kByteSize"]) * 1024
    assert said["ncc:pageFront"] == str(kinds.count("page-front"))
    assert said["ncc:pageNormal"] == str(kinds.count("page-normal"))
    assert said["ncc:pageSpecial"] == str(kinds.count("page-special"))
    assert said["ncc:footnotes"] == str(kinds.count("noteref"))
    assert said["ncc:sidebars"] == str(kinds.count("sidebar"))
    assert said["ncc:depth"] == max(name_of(e)[1] for e in lines if name_of(e)[0] == "h")


def test_what_is_demanded_is_there_even_of_a_book_that_says_little() -> None:
    """A title is enough: what DAISY 2.02 demands and the book does not give is filled in."""
    said = metas(ncc(write_daisy202(odd_book())))

    for name in ("dc:creator", "dc:date", "dc:identifier", "dc:language", "dc:publisher"):
        assert said[name][0], name
    assert said["ncc:multimediaType"] == ["textNcc"]
    assert said["ncc:totalTime"] == ["00:00:00"]
    assert said["ncc:setInfo"] == ["1 of 1"]


def test_pages_are_front_normal_or_special() -> None:
    """The three kinds of page numbers are told apart by how they are written."""
    kinds = {text(e): e.get("class") for e in entries(write_daisy202(odd_book()))}

    assert kinds["iv"] == "page-front"
    assert kinds["5"] == "page-normal"
    assert kinds["付1"] == "page-special"


def pars(files: Files) -> dict[str, str | None]:
    """What can switch off each par, by its id."""
    return {
        par.get("id", ""): par.get("system-required")
        for smil in smils(files)
        for par in all(parse(files, smil), "par")
    }


def test_what_is_beside_the_text_can_be_skipped() -> None:
    """Glosses, calls, notes, sidebars and page numbers are pars of their own kind."""
    found = pars(write_daisy202(odd_book()))

    assert found["u1-b1-r1-p1-g1"] == "prodnote-on"
    assert found["u1-b3-r1-p1-g1"] == "prodnote-on"
    assert found["u1-fnref1"] == "footnote-on"
    assert found["u1-fn1-b1-r1-p2"] == "footnote-on"
    assert found["page-iv"] == "pagenumber-on"
    assert found["u1-b8-r2-p1"] == "sidebar-on"
    assert found["u1-b1-r1-p1-s1"] is None


def test_a_gloss_does_not_tear_punctuation_off() -> None:
    """A full stop between two things to skip is no segment of its own."""
    files = write_daisy202(odd_book())
    document = parse(files, "daisy202/u0001.html")
    shown = {id for _, id in played(files, "daisy202/s0001.smil")}
    texts = [text(e) + e.get("alt", "") for e in document.iter() if e.get("id") in shown]

    assert [t for t in texts if not any(c.isalnum() for c in t)] == []


def test_a_mark_is_heard_with_its_item() -> None:
    """①, ※ and the number of a numbered item are in the text, in one breath with it."""
    files = write_daisy202(every_node())
    document = parse(files, "daisy202/u0001.html")
    heard = {id for _, id in played(files, "daisy202/s0001.smil")}
    texts = [text(e) for e in document.iter() if e.get("id") in heard]

    assert {"①開く", "3. 三番", "※機種により違います。"} <= set(texts)


def test_a_note_is_heard_where_it_is_called() -> None:
    """A footnote follows the block that first calls it, so that it has the first use before it."""
    files = write_daisy202(called_book())

    shown = [id for _, id in played(files, "daisy202/s0001.smil")]

    assert blocks_of(shown) == ["u1-b1", "u1-b2", "fn2-b1", "fn1-b1", "u1-b3"]


def test_names_are_such_that_old_players_know_them(files: Files) -> None:
    """Lower-case ASCII, eight characters, a dot, at most four."""
    for name in files:
        assert re.fullmatch(r"daisy202/[a-z0-9]{1,8}\.[a-z0-9]{1,4}", name)


def test_empty_elements_have_two_tags(files: Files) -> None:
    """A player that takes XHTML for HTML does not read the rest of the page into a cell."""
    for name, data in files.items():
        if name.endswith(".html"):
            assert not re.search(rb"<(?!br|hr|img|link|meta)\w+[^>]*/>", data)


def test_the_same_book_is_the_same_bytes(book: Book) -> None:
    """Built twice, or with its phrases marked before, a book is the same file by file."""
    marked = mark_phrases(book, lambda _: None)

    assert write_daisy202(book) == write_daisy202(book) == write_daisy202(marked)


def test_times_are_those_of_the_clips() -> None:
    """With audio every time is the sum of the clips, to the millisecond."""
    silent = write_daisy202(odd_book())
    heard = [id for smil in smils(silent) for _, id in played(silent, smil)][:6]
    files = write_daisy202(odd_book(), spoken(heard))
    times = [metas(parse(files, smil)) for smil in smils(files)]
    lengths = [len(set(heard) & {id for _, id in played(files, s)}) * 1.5 for s in smils(files)]

    assert metas(ncc(files))["ncc:totalTime"] == ["00:00:09"]
    assert metas(ncc(files))["ncc:multimediaType"] == ["audioFullText"]
    assert [t["ncc:timeInThisSmil"] for t in times] == [[f"0:00:0{s:.3f}"] for s in lengths]
    assert times[-1]["ncc:totalElapsedTime"] == ["0:00:09.000"]
    assert all(parse(files, smils(files)[0]), "audio")[0].get("clip-end") == "npt=1.500s"
    assert files["daisy202/s1.mp3"] == b"ID3"


def test_a_book_with_audio_is_valid(tmp_path: Path) -> None:
    """The grammars accept clips."""
    silent = write_daisy202(every_node())
    heard = [id for smil in smils(silent) for _, id in played(silent, smil)]

    judge_by_grammars(write_daisy202(every_node(), spoken(heard)), tmp_path)


@pytest.mark.parametrize("kind", [NoteKind.NOTE, NoteKind.TIP, NoteKind.WARNING])
def test_a_note_in_a_frame_can_be_skipped(kind: NoteKind) -> None:
    """Note, tip and warning: a sidebar that the NCC lists and counts, to be switched off."""
    note = Note(kind, inlines("枠の題"), (paragraph("枠の中。"),), P)
    files = write_daisy202(made_book(unit("u1", heading(1, "h", "題"), note)))
    listed = [text(e) for e in entries(files) if e.get("class") == "sidebar"]

    assert listed == ["枠の題"]
    assert metas(ncc(files))["ncc:sidebars"] == ["1"]
    assert list(pars(files).values()).count("sidebar-on") == 2


@pytest.mark.parametrize(
    ("number", "kind", "count"),
    [("iv", "front", "Front"), ("12", "normal", "Normal"), ("付1", "special", "Special")],
)
def test_a_page_number_is_listed_counted_and_skippable(number: str, kind: str, count: str) -> None:
    """Front, normal and special ones; the greatest normal one is stated."""
    page = PageBreak(PageMark(number, "page-x", P), P)
    files = write_daisy202(made_book(unit("u1", heading(1, "h", "題"), page, paragraph("文。"))))
    said = metas(ncc(files))
    counts = {name: said[f"ncc:page{name}"] for name in ("Front", "Normal", "Special")}

    assert [text(e) for e in entries(files) if e.get("class") == f"page-{kind}"] == [number]
    assert counts == {"Front": ["0"], "Normal": ["0"], "Special": ["0"], count: ["1"]}
    assert said["ncc:maxPageNormal"] == ["12" if kind == "normal" else "0"]
    assert pars(files)["page-x"] == "pagenumber-on"


def test_calls_of_footnotes_are_listed_and_counted() -> None:
    """The NCC leads to each call, and ncc:footnotes is how many there are."""
    files = write_daisy202(called_book())
    listed = [text(e) for e in entries(files) if e.get("class") == "noteref"]

    assert listed == ["（注2）", "（注1）"]
    assert metas(ncc(files))["ncc:footnotes"] == ["2"]
    assert pars(files)["ref2"] == "footnote-on"


def test_a_long_description_is_a_note_of_the_producer() -> None:
    """Listed and counted by the NCC, and switched off as a whole."""
    files = write_daisy202(described_book())
    listed = [text(e) for e in entries(files) if e.get("class") == "optional-prodnote"]

    assert listed == ["画像の詳しい説明"]
    assert metas(ncc(files))["ncc:prodNotes"] == ["1"]
    assert list(pars(files).values()).count("prodnote-on") == 2


def test_six_levels_are_six_levels() -> None:
    """The NCC has headings to the sixth level, and says so."""
    headings = (heading(level, f"h{level}", f"第{level}の段") for level in range(1, 7))
    files = write_daisy202(made_book(unit("u1", *headings, paragraph("文。"))))

    assert [name_of(e) for e in entries(files)] == ["h1", "h1", "h2", "h3", "h4", "h5", "h6", "h1"]
    assert metas(ncc(files))["ncc:depth"] == ["6"]


def test_the_encoding_is_the_one_that_is_stated(files: Files) -> None:
    """XML declaration, content type and ncc:charset name UTF-8, and UTF-8 it is."""
    assert metas(ncc(files))["ncc:charset"] == ["utf-8"]
    for name, data in files.items():
        if name.endswith((".html", ".smil")):
            assert data.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
            assert data.decode("utf-8")
        if name.endswith(".html"):
            assert b'http-equiv="Content-type" content="text/html; charset=utf-8"' in data


@pytest.mark.parametrize("kind", ["svg+xml", "webp"])
def test_a_picture_that_old_players_do_not_know_is_left_out_and_told(kind: str) -> None:
    """Its alternative text stands for it; the author hears where it is and what to do."""
    image = Image("images/new", inlines("新しい絵"), "", P)
    made = made_book(unit("u1", heading(1, "h", "題"), Figure(image, inlines("絵の題"), P)))
    made = replace(made, images={"images/new": Picture("new", f"image/{kind}", png(2, 2))})
    found: list[Diagnostic] = []

    check_pictures(made, "daisy202", found.append)
    files = write_daisy202(made)

    assert [f.row.code for f in found] == ["D001"]
    assert "DAISY 2.02" in found[0].message("en")
    assert all(parse(files, "daisy202/u0001.html"), "img") == []
    assert "新しい絵" in [line.text for line in script(made)]
    assert not [name for name in files if name.startswith("daisy202/i")]


# Audio with NCC only


@pytest.fixture
def heard(book: Book) -> Files:
    """The audio form of a book, each segment with its clip."""
    return write_daisy202ncc(book, spoken([line.id for line in script(book)]))


def audio_parts(files: Files) -> list[Element]:
    """The pars of an audio form, in playing order."""
    refs = all(parse(files, "daisy202ncc/master.smil"), "ref")
    roots = (parse(files, f"daisy202ncc/{ref.get('src')}") for ref in refs)
    return [par for root in roots for par in all(root, "par")]


def test_the_audio_form_is_valid(heard: Files, tmp_path: Path) -> None:
    """The grammars accept NCC and SMIL files that show nothing but the NCC."""
    judge_by_grammars(heard, tmp_path)


def test_the_audio_form_says_what_it_is(heard: Files) -> None:
    """Audio and NCC, no content document, all files counted."""
    said = metas(parse(heard, "daisy202ncc/ncc.html"))

    assert said["ncc:multimediaType"] == ["audioNcc"]
    assert said["ncc:files"] == [str(len(heard))]
    assert [n for n in heard if n.endswith(".html")] == [
        "daisy202ncc/discinfo.html", "daisy202ncc/ncc.html",
    ]  # fmt: skip


def test_the_audio_form_plays_every_clip_once_and_in_order(book: Book, heard: Files) -> None:
    """What the full text plays, this plays: each segment's clip, in reading order."""
    played = [a.get("id") for par in audio_parts(heard) for a in all(par, "audio")]

    assert played == [f"a-{line.id}" for line in script(book)]


def test_the_audio_form_shows_the_line_of_the_ncc_that_leads_to_it(heard: Files) -> None:
    """Each line leads to a par that shows this very line; all others show their heading."""
    lines = {e.get("id"): e for e in all(parse(heard, "daisy202ncc/ncc.html"), "body")[0]}
    shown = {p.get("id"): all(p, "text")[0].get("src", "") for p in audio_parts(heard)}
    led = {str(e[0].get("href")).partition("#")[2]: id for id, e in lines.items()}

    assert set(led) <= set(shown)
    for par, source in shown.items():
        file, _, line = source.partition("#")
        assert file == "ncc.html"
        assert line == led[par] if par in led else lines[line].get("class") != "page-normal"


def test_what_is_beside_the_text_can_be_skipped_in_the_audio_form() -> None:
    """Glosses, calls, notes, sidebars and page numbers are pars of their own kind."""
    made = odd_book()
    files = write_daisy202ncc(made, spoken([line.id for line in script(made)]))
    kinds = {par.get("id"): par.get("system-required") for par in audio_parts(files)}

    assert kinds["u1-b1-r1-p1-g1"] == "prodnote-on"
    assert kinds["u1-fnref1"] == "footnote-on"
    assert kinds["u1-fn1-b1-r1-p1"] == "footnote-on"
    assert kinds["page-iv"] == "pagenumber-on"
    assert kinds["u1-s2"] == "sidebar-on"
    assert kinds["u1-b5-r1-p1"] is None


# For lending


def test_a_title_is_lent_as_one_file(book: Book) -> None:
    """One ZIP file, all in one folder of its name, the same bytes every time; or none."""
    files = write_daisy202(book)
    lent = with_archive(book, "daisy202", files)
    without = replace(book, settings=replace(book.settings, daisy=DaisySettings(zip=False)))
    with zipfile.ZipFile(BytesIO(lent["sample-daisy202.zip"])) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}

    assert {n.replace("sample-daisy202/", "daisy202/", 1): d for n, d in inside.items()} == files
    assert with_archive(book, "daisy202", files) == lent
    assert with_archive(without, "daisy202", files) == files
