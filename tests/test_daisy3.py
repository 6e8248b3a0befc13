"""DAISY 3: package, DTBook, NCX and SMIL agree with each other and with the book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.diagnostics import Code, Diagnostic
from pipeline.document import Book, Note, NoteKind, PageBreak, PageMark, SoftBreak
from pipeline.transforms.phrases import mark_phrases
from pipeline.writers.daisy import check_pictures
from pipeline.writers.daisy3 import script, write_daisy3
from pipeline.writers.identity import identifier
from pipeline.writers.smil import clock, phrase_ids
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
from tests.sample import P, every_node, heading, inlines, paragraph, term, unit
from tests.sample import book as made_book

BOOKS = {"every node": every_node, "odd": odd_book}
DTBOOK, NCX, OPF = "daisy3/sample.xml", "daisy3/sample.ncx", "daisy3/sample.opf"
MATTERS = ("frontmatter", "bodymatter", "rearmatter")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(params=BOOKS)
def book(request: pytest.FixtureRequest) -> Book:
    return BOOKS[request.param]()


@pytest.fixture
def files(book: Book) -> Files:
    return write_daisy3(book)


def spine(files: Files) -> list[str]:
    """The SMIL files in reading order."""
    package = parse(files, OPF)
    hrefs = {item.get("id"): item.get("href") for item in all(package, "item")}
    return [f"daisy3/{hrefs[ref.get('idref')]}" for ref in all(package, "itemref")]


def played(files: Files) -> list[str]:
    """The ids of the DTBook that are shown, in playing order."""
    texts = [t for smil in spine(files) for t in all(parse(files, smil), "text")]
    sources = [t.get("src", "").partition("#") for t in texts]
    assert {name for name, _, _ in sources} == {"sample.xml"}
    return [id for _, _, id in sources]


def places(files: Files) -> list[str]:
    """Every id of the SMIL files as a target, in playing order."""
    names = [(smil.removeprefix("daisy3/"), parse(files, smil)) for smil in spine(files)]
    return [f"{name}#{id}" for name, root in names for id in ids(root)]


def targets(ncx: Element) -> Iterator[tuple[int, str]]:
    """Play order and target of everything that the NCX lists."""
    for name in ("navPoint", "pageTarget", "navTarget"):
        for element in all(ncx, name):
            content = next(child for child in element if name_of(child) == "content")
            yield int(element.get("playOrder", "")), content.get("src", "")


def test_every_file_is_valid(files: Files, tmp_path: Path) -> None:
    """The grammars of Z39.86-2005 accept every file."""
    judge_by_grammars(files, tmp_path)


def test_all_text_is_played_once(files: Files) -> None:
    """Every letter belongs to one element that SMIL plays, in the order of the text."""
    body = all(parse(files, DTBOOK), "book")[0]
    order = played(files)

    assert unheard(body, order) == ""
    assert nested(body, order) == []
    assert order == [id for id in ids(body) if id in set(order)]


def test_text_and_presentation_point_at_each_other(files: Files) -> None:
    """A smilref leads to the par or seq of its own element."""
    known = set(places(files))
    for element in parse(files, DTBOOK).iter():
        target = element.get("smilref")
        if target:
            assert target in known
            assert target.partition("#")[2] == element.get("id")


def test_ids_are_unique(files: Files) -> None:
    """No file gives an id twice."""
    for name in files:
        if name.endswith((".xml", ".smil", ".ncx", ".opf")):
            found = ids(parse(files, name))
            assert len(found) == len(set(found)), name


def test_one_identifier_in_all_files(book: Book, files: Files) -> None:
    """The uid is the same in package, DTBook, NCX and every SMIL file."""
    for name in (DTBOOK, NCX, *spine(files)):
        assert metas(parse(files, name))["dtb:uid"] == [identifier(book)], name
    (uid,) = [e for e in all(parse(files, OPF), "Identifier") if e.get("id") == "uid"]
    assert uid.text == identifier(book)


def test_play_order_is_reading_order(files: Files) -> None:
    """Targets are numbered from 1 without gaps, as they are played."""
    found = sorted(set(targets(parse(files, NCX))))
    order = places(files)

    assert [number for number, _ in found] == list(range(1, len(found) + 1))
    assert [order.index(target) for _, target in found] == sorted(
        order.index(target) for _, target in found
    )


def test_manifest_lists_every_file(files: Files) -> None:
    """What is there is listed, and what is listed is there."""
    hrefs = [f"daisy3/{item.get('href')}" for item in all(parse(files, OPF), "item")]

    assert sorted(hrefs) == sorted(files)


def test_counts_are_true(files: Files) -> None:
    """Depth and pages in the NCX are what it lists."""
    ncx = parse(files, NCX)
    said = metas(ncx)
    pages = all(ncx, "pageTarget")
    normal = [int(text(p)) for p in pages if p.get("type") == "normal"]
    depths = [sum(o.tag == p.tag for o in p.iterancestors()) + 1 for p in all(ncx, "navPoint")]

    assert said["dtb:totalPageCount"] == [str(len(pages))]
    assert said["dtb:maxPageNumber"] == [str(max(normal))]
    assert said["dtb:depth"] == [str(max(depths))]
    assert len(pages) == len(all(parse(files, DTBOOK), "pagenum"))


def test_contents_have_no_gloss(files: Files) -> None:
    """The contents list is heard in katakana."""
    labels = [text(point[0]) for point in all(parse(files, NCX), "navPoint")]

    assert not re.search("[A-Za-z]", "".join(labels))


def test_a_gloss_is_a_phrase_to_skip() -> None:
    """The gloss has its brackets, its language and a test that switches it off."""
    files = write_daisy3(every_node())
    document = parse(files, DTBOOK)
    gloss = next(e for e in document.iter() if e.get("class") == "gloss" and "iPhone" in text(e))
    smil = parse(files, "daisy3/s0002.smil")
    par = next(p for p in all(smil, "par") if p.get("id") == gloss.get("id"))

    assert text(gloss) == "（iPhone）"
    assert gloss[0].get(XML_LANG) == "en"
    assert par.get("customTest") in [t.get("id") for t in all(smil, "customTest")]


def test_only_letters_of_a_gloss_are_foreign() -> None:
    """In (Google アシスタント) a Japanese voice reads アシスタント."""
    run = paragraph(term("グーグルアシスタント", "Google アシスタント"), "です。")
    document = parse(write_daisy3(made_book(unit("u1", run))), DTBOOK)
    (gloss,) = [e for e in document.iter() if e.get("class") == "gloss"]

    assert text(gloss) == "（Google アシスタント）"
    assert [text(e) for e in gloss.iter() if e.get(XML_LANG)] == ["Google "]


def test_a_note_is_heard_where_it_is_called() -> None:
    """A footnote follows the block that first calls it, so that it has the first use before it."""
    heard = blocks_of(played(write_daisy3(called_book())))

    assert heard == ["u1-b1", "u1-b2", "fn2-b1", "fn1-b1", "u1-b3"]


def test_what_can_be_left_ends_with_its_last_part(files: Files) -> None:
    """Lists, tables and notes are seqs that a reader can escape from."""
    found = [s for smil in spine(files) for s in all(parse(files, smil), "seq") if s.get("class")]

    assert {"list", "table", "note"} <= {s.get("class") for s in found}
    for seq in found:
        assert seq.get("end") == f"DTBuserEscape;{seq[-1].get('id')}.end"


def test_the_title_is_heard_in_katakana_and_found_in_the_alphabet() -> None:
    """dc:Title has no gloss; the title as its author wrote it is the source title."""
    package = parse(write_daisy3(every_node()), OPF)

    assert text(all(package, "Title")[0]).endswith("エー")
    assert metas(package)["dtb:sourceTitle"] == ["スマートフォン入門 & <はじめ>A"]


def test_text_only_books_say_so() -> None:
    """Without audio: textNCX, text (and image), no time."""
    said = metas(parse(write_daisy3(odd_book()), OPF))

    assert said["dtb:multimediaType"] == ["textNCX"]
    assert said["dtb:multimediaContent"] == ["text,image"]
    assert said["dtb:totalTime"] == ["0:00:00.000"]


def test_a_picture_that_daisy_3_does_not_know_is_told() -> None:
    """A GIF is not published; its alternative text stands in its place, its caption stays."""
    files = write_daisy3(odd_book())
    (note,) = all(parse(files, DTBOOK), "prodnote")

    assert text(note) == "古い絵。エー（A）"
    assert not [name for name in files if name.endswith(".gif")]


def test_a_picture_that_is_left_out_is_reported() -> None:
    """The author hears of a GIF, and where it stands."""
    found: list[Diagnostic] = []
    check_pictures(odd_book(), "daisy3", found.append)

    assert [(f.code, dict(f.fields)["image"]) for f in found] == [
        (Code.PICTURE_LEFT_OUT, "images/old.gif")
    ]
    assert "DAISY 3" in found[0].message("ja")


def test_the_script_is_what_is_played(book: Book) -> None:
    """A voice gets every segment, in playing order, with its text and its phrase."""
    lines = script(book)

    assert [line.id for line in lines] == played(write_daisy3(book))
    assert {line.phrase for line in lines} - {""} <= phrase_ids(mark_phrases(book, lambda _: None))


def test_levels_are_nested_and_none_is_skipped(files: Files) -> None:
    """Every level stands in one that is one higher, and its heading is of its own level."""
    levels = [e for e in parse(files, DTBOOK).iter() if name_of(e).startswith("level")]
    for level in levels:
        depth = int(name_of(level)[5])
        parent = level.getparent()
        headings = {name_of(e) for e in level if re.fullmatch(r"h\d", name_of(e))}

        assert parent is not None
        assert name_of(parent) == f"level{depth - 1}" if depth > 1 else name_of(parent) in MATTERS
        assert headings <= {f"h{depth}"}


def test_a_unit_begins_where_it_is_marked() -> None:
    """A unit cut at h2 stands in its chapter's level, with a class and a SMIL file of its own."""
    first = unit("u1", heading(1, "h1", "章"), paragraph("一。"))
    second = unit("u2", heading(2, "h2", "節"), paragraph("二。"))
    third = unit("u3", heading(2, "h3", "節の二"), paragraph("三。"), heading(1, "h4", "次の章"))
    files = write_daisy3(made_book(first, second, third))
    units = [e for e in parse(files, DTBOOK).iter() if e.get("class") == "unit"]
    firsts = [all(parse(files, smil), "par")[0].get("id") for smil in spine(files)[1:-1]]

    assert [(e.get("id"), name_of(e)) for e in units] == [
        ("u1", "level1"), ("u2", "level2"), ("u3", "level2"),
    ]  # fmt: skip
    assert firsts == ["u1-b1-r1-p1", "u2-b1-r1-p1", "u3-b1-r1-p1"]


def test_ruby_keeps_base_and_reading() -> None:
    """DTBook has no ruby: the reading follows its base in brackets."""
    document = parse(write_daisy3(every_node()), DTBOOK)
    (ruby,) = [e for e in document.iter() if e.get("class") == "ruby"]

    assert text(ruby) == "点訳（てんやく）"


def test_line_ends_join_words_as_the_language_does() -> None:
    """Japanese runs on over a line end of the manuscript; words in the alphabet keep a blank."""
    run = paragraph("日本", SoftBreak(P), "語 hello", SoftBreak(P), "world")
    document = parse(write_daisy3(made_book(unit("u1", run))), DTBOOK)

    assert text(all(document, "sent")[1]) == "日本語 hello world"


def test_the_same_book_is_the_same_bytes(book: Book) -> None:
    """Built twice, or with its phrases marked before, a book is the same file by file."""
    marked = mark_phrases(book, lambda _: None)

    assert write_daisy3(book) == write_daisy3(book) == write_daisy3(marked)


def test_times_are_those_of_the_clips() -> None:
    """With audio every time is the sum of the clips, to the millisecond."""
    heard = played(write_daisy3(odd_book()))[:8]
    files = write_daisy3(odd_book(), spoken(heard))
    smil = [parse(files, name) for name in spine(files)]

    assert metas(parse(files, OPF))["dtb:totalTime"] == ["0:00:12.000"]
    assert metas(parse(files, OPF))["dtb:multimediaType"] == ["audioFullText"]
    assert metas(parse(files, OPF))["dtb:multimediaContent"] == ["text,audio,image"]
    assert metas(smil[-1])["dtb:totalElapsedTime"] == ["0:00:12.000"]
    assert all(smil[0], "audio")[0].get("clipEnd") == "0:00:01.500"


def test_a_book_with_audio_is_valid(tmp_path: Path) -> None:
    """The grammars accept clips."""
    heard = played(write_daisy3(every_node()))

    judge_by_grammars(write_daisy3(every_node(), spoken(heard)), tmp_path)


def skips(files: Files) -> dict[str, str | None]:
    """What can switch off each par and seq, by its id."""
    return {
        element.get("id", ""): element.get("customTest")
        for smil in spine(files)
        for element in parse(files, smil).iter()
        if name_of(element) in ("par", "seq")
    }


@pytest.mark.parametrize("kind", [NoteKind.NOTE, NoteKind.TIP, NoteKind.WARNING])
def test_a_note_in_a_frame_can_be_skipped(kind: NoteKind) -> None:
    """Note, tip and warning: a reader can switch each off, and at first hears them all."""
    note = Note(kind, inlines("枠の題"), (paragraph("枠の中。"),), P)
    files = write_daisy3(made_book(unit("u1", heading(1, "h", "題"), note)))
    (sidebar,) = all(parse(files, DTBOOK), "sidebar")
    tests = all(parse(files, NCX), "smilCustomTest")

    assert sidebar.get("render") == "optional"
    assert skips(files)[str(sidebar.get("id"))] == "skip-sidebar"
    assert [(t.get("bookStruct"), t.get("defaultState"), t.get("override")) for t in tests] == [
        ("OPTIONAL_SIDEBAR", "true", "visible")
    ]


def test_a_gloss_can_be_skipped() -> None:
    """The original in brackets is a par of its own, with a test of its own."""
    assert skips(write_daisy3(odd_book()))["u1-b1-r1-p1-g1"] == "skip-gloss"


@pytest.mark.parametrize(
    ("number", "kind"), [("iv", "front"), ("12", "normal"), ("付1", "special"), ("0", "special")]
)
def test_a_page_number_has_a_kind_and_can_be_skipped(number: str, kind: str) -> None:
    """Front, normal and special ones: in the text, in the NCX, and as a par to switch off."""
    page = PageBreak(PageMark(number, "page-x", P), P)
    made = made_book(unit("u1", heading(1, "h", "題"), page, paragraph("文。")))
    files = write_daisy3(made)

    assert [p.get("page") for p in all(parse(files, DTBOOK), "pagenum")] == [kind]
    assert [p.get("type") for p in all(parse(files, NCX), "pageTarget")] == [kind]
    assert skips(files)["page-x"] == "skip-pagenum"


def test_a_footnote_and_its_call_can_be_skipped() -> None:
    """Call and note are switched off one by one, and the call leads to the note."""
    files = write_daisy3(called_book())
    calls = {c.get("id"): c.get("idref") for c in all(parse(files, DTBOOK), "noteref")}

    assert calls == {"ref2": "#fn2", "ref1": "#fn1"}
    assert skips(files)["ref2"] == "skip-noteref"
    assert skips(files)["fn2"] == "skip-note"


def test_a_long_description_is_a_note_of_the_producer() -> None:
    """An optional producer's note, one seq to be left or switched off."""
    files = write_daisy3(described_book())
    (note,) = all(parse(files, DTBOOK), "prodnote")

    assert note.get("render") == "optional"
    assert skips(files)[str(note.get("id"))] == "skip-prodnote"


def six_levels() -> Book:
    """A book with headings from the first to the sixth level."""
    headings = (heading(level, f"h{level}", f"第{level}の段") for level in range(1, 7))
    return made_book(unit("u1", *headings, paragraph("文。")))


def test_six_levels_are_six_levels() -> None:
    """The deepest heading of Markdown is the deepest of DTBook and of the contents."""
    files = write_daisy3(six_levels())

    assert [name_of(e) for e in parse(files, DTBOOK).iter() if name_of(e)[:5] == "level"] == [
        "level1", "level2", "level3", "level4", "level5", "level6", "level1",
    ]  # fmt: skip
    assert metas(parse(files, NCX))["dtb:depth"] == ["6"]


def test_labels_are_heard() -> None:
    """In a book with audio each entry of the contents has the sound of its own heading."""
    silent = write_daisy3(odd_book())
    files = write_daisy3(odd_book(), spoken(played(silent)))
    sounds = {
        text(all(label, "text")[0]): (audio[0].get("clipBegin"), audio[0].get("clipEnd"))
        for label in (*all(parse(files, NCX), "docTitle"), *all(parse(files, NCX), "navLabel"))
        if (audio := all(label, "audio"))
    }
    order = played(files)
    first, last = order.index("u1-b1-r1-p1-s1"), order.index("u1-b1-r1-p1-g1")
    page = order.index("page-iv")

    assert sounds["三段目から アイシー"] == (clock(first * 1500), clock(last * 1500 + 1500))
    assert sounds["iv"] == (clock(page * 1500), clock(page * 1500 + 1500))
    assert {"題だけの本", "注1", "付1", "奥付"} <= set(sounds)
    assert all(parse(silent, NCX), "audio") == []
