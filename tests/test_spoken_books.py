"""Books with recorded speech: EPUB media overlays, DAISY with audio, and the command."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

from pipeline.cli import main
from pipeline.document import Book, Footnote, Note, NoteKind
from pipeline.speech.narration import Studio, narrate
from pipeline.speech.production import SCRIPTS
from pipeline.speech.spoken import Speaker
from pipeline.speech.voice import CREDIT, Sound
from pipeline.transforms.phrases import mark_phrases
from pipeline.verify import verify
from pipeline.verify.clips import seconds
from pipeline.writers import identity
from pipeline.writers.accessibility import accessibility
from pipeline.writers.daisy3 import write_daisy3
from pipeline.writers.daisy202 import write_daisy202
from pipeline.writers.epub import write_epub
from pipeline.writers.smil import Speech
from tests.daisy import all, judge_by_grammars, metas, parse
from tests.judges import above_usage, epubcheck
from tests.sample import P, every_node, heading, paragraph, term, unit
from tests.sample import book as made_book

SMIL = "{http://www.w3.org/ns/SMIL}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def beep(text: str, kana: Sequence[str], speed: int) -> Sound:
    """A voice that beeps a hundredth of a second a character."""
    return Sound(0.1 * np.sin(np.arange(480 * len(text)) / 10), 48_000)


@pytest.fixture(scope="module")
def spoken() -> Book:
    """A book with every kind of node that is being spoken."""
    made = mark_phrases(every_node(), lambda _: None)
    settings = made.settings
    return replace(
        made, settings=replace(settings, speech=replace(settings.speech, narrator=CREDIT))
    )


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


def speech(book: Book, form: str, clips: Path) -> Speech:
    speaker = Speaker.of(book)
    documents = [dict(speaker.utterances(part)) for part in SCRIPTS[form](book)]
    return narrate(documents, book.settings.speech, Studio(clips, 1, beep, "beep"), lambda _: None)


@pytest.fixture(scope="module")
def epub(spoken: Book, clips: Path) -> bytes:
    return write_epub(spoken, speech(spoken, "epub", clips))["sample.epub"]


@pytest.fixture(scope="module")
def inside(epub: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("form", ["epub", "daisy202", "daisy3"])
def test_a_gloss_is_spoken_alike_in_and_out_of_what_can_be_skipped(form: str) -> None:
    """In a sidebar and in a footnote it is spelled as it is in the text."""
    said = paragraph(term("アイフォン", "iPhone"), "を開く。")
    note = Footnote("fn1", 1, (), (said,), P)
    blocks = (heading(1, "h1", "題"), said, Note(NoteKind.NOTE, (), (said,), P))
    book = mark_phrases(made_book(unit("u1", *blocks, footnotes=(note,))), lambda _: None)
    speaker = Speaker.of(book)
    spoken = [u.text for part in SCRIPTS[form](book) for _, u in speaker.utterances(part)]

    assert spoken.count("アイピーエイチオーエヌイー") == 3


def test_epubcheck_accepts_overlays(epub: bytes, tmp_path: Path) -> None:
    """Nothing above usage is said of a spoken book."""
    path = tmp_path / "b.epub"
    path.write_bytes(epub)

    assert above_usage(epubcheck(path)) == []


def test_every_clip_is_in_its_file_and_every_sum_is_right(epub: bytes, tmp_path: Path) -> None:
    """``verify`` looks into the frames of every audio file and adds up every clip."""
    path = tmp_path / "b.epub"
    path.write_bytes(epub)
    found: list[str] = []

    done = verify([path], lambda finding: found.append(finding.row.code))

    assert "audio clips" in done.summary("en")
    # The book glosses iPhone twice, and no publisher answers for its accessibility.
    assert set(found) <= {"V020", "V099"}


def test_overlays_follow_the_text(inside: Mapping[str, bytes]) -> None:
    """Each phrase heard is an element of the document, in the order in which they stand there."""
    overlays = [name for name in inside if name.endswith(".smil")]
    assert len(overlays) == 4  # title page, two units, colophon
    for name in overlays:
        document = parse(inside, name.replace(".smil", ".xhtml"))
        order = [e.get("id") for e in document.iter(etree.Element) if e.get("id")]
        heard = [str(e.get("src")).partition("#")[2] for e in all(parse(inside, name), "text")]

        assert sorted(heard, key=order.index) == heard
        assert len(set(heard)) == len(heard) > 0


def test_clips_of_a_document_follow_one_another(inside: Mapping[str, bytes]) -> None:
    """From the first sample of the audio file to the last, without a gap."""
    for name in inside:
        if name.endswith(".smil"):
            audio = all(parse(inside, name), "audio")
            begins = [seconds(str(e.get("clipBegin"))) for e in audio]
            ends = [seconds(str(e.get("clipEnd"))) for e in audio]

            assert begins == [Fraction(0), *ends[:-1]]


def test_what_can_be_skipped_and_left_says_so(inside: Mapping[str, bytes]) -> None:
    """EPUB 3.3, 9.3.4 and 9.3.5: notes and their calls, page breaks, tables, lists."""
    root = parse(inside, "unit-001.smil")
    skipped = {e.get(EPUB_TYPE) for e in all(root, "par")} - {None}
    left = {e.get(EPUB_TYPE) for e in all(root, "seq")} - {None}

    assert skipped == {"noteref", "pagebreak"}
    assert left == {"footnote", "list", "table"}


def test_durations_are_those_of_the_clips(inside: Mapping[str, bytes]) -> None:
    """The package states how long each overlay lasts, and all of them."""
    package = parse(inside, "package.opf")
    stated = {
        e.get("refines", ""): seconds(e.text or "")
        for e in all(package, "meta")
        if e.get("property") == "media:duration"
    }
    items = {e.get("href"): e.get("id") for e in all(package, "item")}
    for name in inside:
        if name.endswith(".smil"):
            last = all(parse(inside, name), "audio")[-1]
            assert stated.pop(f"#{items[name]}") == seconds(str(last.get("clipEnd")))
    assert list(stated) == [""]


def test_speech_is_claimed_only_where_there_is_some(spoken: Book) -> None:
    """A text-only book says nothing of audio; a spoken one says so in metadata and statement."""
    silent = {claim.value for claim in accessibility(every_node())}
    heard = {claim.value for claim in accessibility(spoken)}

    assert heard - silent >= {"synchronizedAudioText", "auditory"}
    assert not any("音声" in value and "朗読" in value for value in silent)
    assert any("朗読" in value for value in heard)


def test_the_voice_is_credited_in_every_colophon(
    spoken: Book, clips: Path, inside: Mapping[str, bytes]
) -> None:
    """CC BY 3.0 asks for it; a text-only book has no voice to name."""
    heard = {
        "colophon.xhtml": inside["colophon.xhtml"],
        **write_daisy202(spoken, speech(spoken, "daisy202", clips)),
        **write_daisy3(spoken, speech(spoken, "daisy3", clips)),
    }
    for name in ("colophon.xhtml", "daisy202/u0003.html", "daisy3/sample.xml"):
        assert CREDIT in heard[name].decode()
    silent = {**write_daisy202(every_node()), **write_daisy3(every_node())}
    assert not any(b"Mei" in data for name, data in silent.items() if name.endswith("ml"))


def test_the_colophon_says_the_same_in_every_form(
    spoken: Book, inside: Mapping[str, bytes]
) -> None:
    """One wording, so that a listener and a cataloguer find the same in each."""

    def rows(data: bytes) -> list[str]:
        root = etree.fromstring(data)
        listed = list(root.iter("{*}dl"))[-1]
        return ["".join(row.itertext()) for row in listed.iter("{*}dt", "{*}dd")]

    found = rows(inside["colophon.xhtml"])

    assert found[:2] == ["書名", identity.title(spoken)]
    assert CREDIT in found
    assert rows(write_daisy202(spoken)["daisy202/u0003.html"]) == found
    assert rows(write_daisy3(spoken)["daisy3/sample.xml"]) == found


@pytest.mark.parametrize("form", ["daisy202", "daisy3"])
def test_daisy_with_audio_is_whole(spoken: Book, clips: Path, tmp_path: Path, form: str) -> None:
    """Each document has its audio file, and ``verify`` and the grammars find nothing wrong."""
    write = write_daisy202 if form == "daisy202" else write_daisy3
    files = write(spoken, speech(spoken, form, clips))
    found: list[str] = []

    judged = tmp_path / "grammars"
    for name, data in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    verify([tmp_path / form], lambda finding: found.append(finding.row.code))

    assert sum(name.endswith(".mp3") for name in files) == 4
    assert set(found) <= {"V020"}
    judge_by_grammars(files, judged)


def test_daisy_says_that_it_is_spoken(spoken: Book, clips: Path) -> None:
    """Full text and full audio, who reads, and in what format."""
    ncc = metas(
        parse(write_daisy202(spoken, speech(spoken, "daisy202", clips)), "daisy202/ncc.html")
    )
    package = write_daisy3(spoken, speech(spoken, "daisy3", clips))
    opf = metas(parse(package, "daisy3/sample.opf"))

    assert ncc["ncc:multimediaType"] == ["audioFullText"]
    assert ncc["ncc:narrator"] == [CREDIT]
    assert opf["dtb:multimediaType"] == ["audioFullText"]
    assert opf["dtb:audioFormat"] == ["MP3"]
    assert opf["dtb:narrator"] == [CREDIT]


BOOK = 'title = "見本"\npublisher = "みみゆび"\ndate = "2025-04-01"\n'
UNIT = "# iPhoneを使う\n\niPhoneを開きます。今日は10時です。\n"


def build(folder: Path, *options: str) -> int:
    return main(["build", str(folder / "b"), "--out", str(folder / "out"), *options])


def test_the_command_records_a_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``mimiyubi build --audio`` with the real voice: built, judged, kept, one sentence changed."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "book.toml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "b" / "01.md").write_text(UNIT, encoding="utf-8")

    assert build(tmp_path, "--audio", "--to", "epub,daisy202") == 0
    kept = set((tmp_path / "out" / ".clips").glob("??/*.clip"))
    capsys.readouterr()
    assert build(tmp_path, "--audio", "--to", "epub,daisy202", "--lang", "en") == 0
    assert "up to date" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "out" / "b"), "--lang", "en"]) == 0
    assert "2 publications: 0 errors" in capsys.readouterr().out

    (tmp_path / "b" / "01.md").write_text(UNIT.replace("10時", "11時"), encoding="utf-8")
    assert build(tmp_path, "--audio", "--to", "daisy202") == 0
    now = set((tmp_path / "out" / ".clips").glob("??/*.clip"))
    assert len(now - kept) == 1
    assert "were deleted" not in capsys.readouterr().err

    for clip in now:  # a year passes
        os.utime(clip, (1, 1))
    (tmp_path / "b" / "01.md").write_text(UNIT.replace("10時", "9時"), encoding="utf-8")
    assert build(tmp_path, "--audio", "--to", "daisy202") == 0
    left = set((tmp_path / "out" / ".clips").glob("??/*.clip"))
    assert now - left == now - kept, "only the sentence that was changed twice is gone"
    assert "1 clips that no book uses any more were deleted" in capsys.readouterr().err


def test_the_command_makes_a_form_of_audio_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--to daisy202ncc`` needs ``--audio``; with it the book is whole, as a folder and packed."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "book.toml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "b" / "01.md").write_text(UNIT, encoding="utf-8")

    assert build(tmp_path, "--to", "daisy202ncc") == 2
    assert "--audio" in capsys.readouterr().err
    assert build(tmp_path, "--audio", "--to", "daisy202ncc,daisy202") == 0
    assert main(["verify", str(tmp_path / "out" / "b"), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "(DAISY 2.02, NCC)" in said
    assert "2 publications: 0 errors" in said
    assert main(["verify", str(tmp_path / "out" / "b" / "b-daisy202ncc.zip")]) == 0
