"""What is lent: ZIP files of DAISY books, and the form of audio and NCC."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipeline.diagnostics import Code, Diagnostic
from pipeline.writers.daisy202 import script
from pipeline.writers.daisy202ncc import write_daisy202ncc
from pipeline.writers.smil import Clip, Speech
from tests.sample import every_node
from tests.verify.faults import Injector, edit
from tests.verify.stock import copy, judge
from tests.verify.test_clips import sound

pytestmark = pytest.mark.xdist_group("verify")


def codes(found: Iterable[Diagnostic]) -> set[Code]:
    return {finding.code for finding in found}


@pytest.mark.parametrize("form", ["daisy202", "daisy3"])
def test_a_zip_file_is_judged_like_its_folder(form: str, tmp_path: Path) -> None:
    """Alone, a ZIP file is opened: the same counts as those of the folder, and no finding."""
    book = copy(tmp_path)
    (folder,) = judge(book / form)[0].tallies

    verified, found = judge(book / f"stock-{form}.zip")

    assert codes(found) <= {Code.PERHAPS_LEFT_OVER}
    assert [t.counts for t in verified.tallies] == [folder.counts]


def test_a_fault_in_a_zip_file_is_found(tmp_path: Path) -> None:
    """A ZIP file that somebody packed anew, one link broken."""
    book = copy(tmp_path)
    edit("daisy202/ncc.html", "s0001.smil#", "s0009.smil#")(book)
    path = Path(shutil.make_archive(str(tmp_path / "lent"), "zip", book, "daisy202"))

    assert Code.DANGLING_LINK in codes(judge(path)[1])


def test_a_zip_file_beside_its_folder_is_compared_with_it(tmp_path: Path) -> None:
    """Below a folder of books nothing is judged twice: the same files are the same book."""
    book = copy(tmp_path)
    before, found = judge(book)
    assert codes(found) & {Code.ARCHIVE_DIFFERS, Code.CORRUPT_FILE} == set()
    assert len(before.tallies) == 4

    edit("daisy202/ncc.html", "見本|電話", "電波")(book)
    (book / "daisy3" / "dtbook.css").unlink()
    found = [f for f in judge(book)[1] if f.code is Code.ARCHIVE_DIFFERS]

    assert {(Path(f.pos.file).name, dict(f.fields)["target"]) for f in found} == {
        ("stock-daisy202.zip", "ncc.html"),
        ("stock-daisy3.zip", "dtbook.css"),
    }


@pytest.mark.parametrize("form", ["daisy202", "daisy3"])
@pytest.mark.parametrize("name", ["../../evil.txt", "/abs.txt", "note.txt", "stock-x/a.txt"])
def test_what_lies_outside_the_folder_of_a_zip_file_is_found(
    name: str, form: str, tmp_path: Path
) -> None:
    """Whoever unpacks it has one folder, and nothing anywhere else."""
    path = copy(tmp_path) / f"stock-{form}.zip"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"x")

    assert codes(judge(path)[1]) == {Code.OUTSIDE_FOLDER}


def test_numbers_without_end_are_only_wrong(tmp_path: Path) -> None:
    """Python converts no number of 4,300 figures: verify must not fall over one."""
    book, figures = copy(tmp_path), "9" * 6000
    edit("daisy202/ncc.html", ">1</a>", f">{figures}</a>")(book)
    edit("daisy3/*.ncx", 'value="1"', f'value="{figures}"')(book)
    edit("braille/*-1.brf", "#A\r", f"#{'A' * 6000}\r")(book)

    for form in ("daisy202", "daisy3", "braille"):
        assert judge(book / form)[1] != []


def test_a_damaged_zip_file_is_said_to_be_so(tmp_path: Path) -> None:
    """Cut short, alone or beside its folder: one finding, no traceback."""
    book = copy(tmp_path)
    path = book / "stock-daisy3.zip"
    path.write_bytes(path.read_bytes()[:2000])

    assert codes(judge(path)[1]) == {Code.CORRUPT_FILE}
    assert Code.CORRUPT_FILE in codes(judge(book)[1])


def test_a_zip_file_of_something_else_is_no_book(tmp_path: Path) -> None:
    """Other archives in a folder of books are left alone."""
    book = copy(tmp_path)
    (book / "pictures").mkdir()
    for name in ("pictures.zip", "old-pictures.zip"):
        with zipfile.ZipFile(book / name, "w") as archive:
            archive.writestr("a.png", b"x")

    verified, found = judge(book)

    assert len(verified.tallies) == 4
    assert codes(found) & {Code.ARCHIVE_DIFFERS, Code.CORRUPT_FILE} == set()


# Audio with NCC only


def audio_form(folder: Path) -> Path:
    """A published form of audio and NCC, with sounds as long as its clips."""
    made = every_node()
    clips = {line.id: Clip("a.wav", n / 10, (n + 1) / 10) for n, line in enumerate(script(made))}
    files = write_daisy202ncc(made, Speech(clips, {"a.wav": sound(100 * len(clips))}))
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder / "daisy202ncc"


def test_a_sound_audio_form_is_silent(tmp_path: Path) -> None:
    """Nothing is found, and what was checked is said without words that it has not."""
    verified, found = judge(audio_form(tmp_path))

    assert found == []
    assert "DAISY 2.02, NCC" in verified.summary("en")
    assert "glosses" not in verified.summary("en")


@pytest.mark.parametrize(
    ("inject", "code"),
    [
        (edit("*/ncc.html", '"audioNcc"', '"audioFullText"'), Code.WRONG_METADATA),
        (edit("*/s0001.smil", "#ncc0002", "#ncc0003"), Code.NOT_REACHED),
        (edit("*/s0001.smil", "#ncc0002", "#ncc9999"), Code.DANGLING_LINK),
        (edit("*/s0001.smil", r'(clip-end="npt=)\d+', r"\g<1>9999"), Code.CLIP_PAST_END),
        (edit("*/ncc.html", r'"ncc:totalTime" content="[^"]*', '"ncc:totalTime" content="9:00:00'),
         Code.WRONG_TIME),
        (edit("*/ncc.html", r'("ncc:footnotes" content=)"\d+"', r'\1"7"'), Code.WRONG_METADATA),
        (edit("*/s0001.smil", 'src="a.wav"', 'src="b.wav"', 0), Code.MISSING_PART),
    ],
)  # fmt: skip
def test_a_fault_in_the_audio_form_is_found(inject: Injector, code: Code, tmp_path: Path) -> None:
    """Each is found, wherever it stands."""
    folder = audio_form(tmp_path)
    inject(tmp_path)

    assert code in codes(judge(folder)[1])
