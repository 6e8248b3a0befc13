"""Clock values and clips against the real length of audio files."""

from __future__ import annotations

import io
import wave
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.diagnostics import Code, Diagnostic
from pipeline.verify.clips import audio_lengths, seconds
from pipeline.verify.filesets import folder_fileset
from tests.verify.faults import edit, edit_epub, rewrite_epub
from tests.verify.stock import copy, judge

pytestmark = pytest.mark.xdist_group("verify")


def sound(milliseconds: int, hertz: int = 8000) -> bytes:
    """A WAV file of silence."""
    data = io.BytesIO()
    with wave.open(data, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(hertz)
        out.writeframes(bytes(2 * hertz * milliseconds // 1000))
    return data.getvalue()


def mp3(frames: int, *, info: bool = False, tag: int = 0) -> bytes:
    """MPEG 1 layer III frames of 64 kbit/s at 48 kHz: 1,152 samples in 192 bytes each."""
    head = b"\xff\xfb\x54\xc0"
    first = (head + bytes(32) + b"Info").ljust(192, b"\0") if info else b""
    id3 = b"ID3\x04\0\0" + bytes([0, 0, tag >> 7, tag & 0x7F]) + bytes(tag) if tag else b""
    return id3 + first + (head + bytes(188)) * frames


@pytest.mark.parametrize(
    ("clock", "length"),
    [
        ("npt=1.5s", Fraction(3, 2)), ("0:00:01.234", Fraction(1234, 1000)), ("00:01:02", 62),
        ("01:02", 62), ("250ms", Fraction(1, 4)), ("2.5min", 150), ("1h", 3600), ("7", 7),
        ("", None), ("1:2:3:4", None), ("-1s", None), ("abc", None), ("9" * 5000, None),
    ],
)  # fmt: skip
def test_clock_values_of_every_smil(clock: str, length: Fraction | None) -> None:
    """SMIL 1.0, 2.0 and 3.0 write times in these ways."""
    assert seconds(clock) == length


def test_the_length_of_audio_is_counted_in_samples(tmp_path: Path) -> None:
    """WAV by its frames, MP3 by its frames without tag and encoder's frame, others not at all."""
    files = {
        "a.wav": sound(1500),
        "b.mp3": mp3(100),
        "c.mp3": mp3(100, info=True, tag=300),
        "d.mp3": b"no sound",
        "e.wav": b"RIFFxxxx",
        "f.ogg": b"OggS",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)

    frame = Fraction(1152, 48000)
    found: list[Diagnostic] = []
    lengths = audio_lengths(folder_fileset(tmp_path), found.append)
    assert [(f.code, Path(f.pos.file).name) for f in found] == [
        (Code.CORRUPT_FILE, "d.mp3"),
        (Code.CORRUPT_FILE, "e.wav"),
    ]
    assert lengths == {"a.wav": Fraction(3, 2), "b.mp3": 100 * frame, "c.mp3": 100 * frame}


@pytest.mark.parametrize(("name", "whole"), [("a.wav", sound(1000)), ("a.mp3", mp3(100))])
def test_sound_that_is_cut_short_is_as_long_as_what_is_left(
    name: str, whole: bytes, tmp_path: Path
) -> None:
    """A header that promises more, a last frame without its end."""
    path = tmp_path / name
    path.write_bytes(whole)
    full = audio_lengths(folder_fileset(tmp_path), print)[name]

    path.write_bytes(whole[:-40])

    assert 0 < audio_lengths(folder_fileset(tmp_path), print)[name] < full


@pytest.mark.parametrize("length", [0, 100])
def test_audio_without_sound_is_found_in_every_form(length: int, tmp_path: Path) -> None:
    """Clips of a file that holds no sound cannot be true."""
    folder = copy(tmp_path)
    (folder / "daisy202" / "a.mp3").write_bytes(b"x" * length)
    audio = r'\1<audio id="a1" src="a.mp3" clip-begin="npt=0s" clip-end="npt=1s"/>'
    edit("daisy202/s0000.smil", r"(<text[^>]*>)", audio)(folder)
    rewrite_epub(folder, lambda _, data: data, extra={"EPUB/a.mp3": b"x" * length})

    for form in (folder / "daisy202", folder / "stock.epub"):
        assert Code.CORRUPT_FILE in {finding.code for finding in judge(form)[1]}


def narrate202(folder: Path, clip: str) -> None:
    """Give the first phrase of the DAISY 2.02 book a clip in a sound of two seconds."""
    (folder / "daisy202" / "a.wav").write_bytes(sound(2000))
    edit("daisy202/s0000.smil", r"(<text[^>]*>)", rf'\1<audio id="a1" src="a.wav" {clip}/>')(folder)


def test_a_clip_within_its_file_is_silent(tmp_path: Path) -> None:
    """A clip that ends where its sound ends is not reported; the times that it changes are."""
    folder = copy(tmp_path)
    narrate202(folder, 'clip-begin="npt=0.5s" clip-end="npt=2.000s"')

    _, found = judge(folder / "daisy202")

    assert {f.code for f in found} == {Code.WRONG_TIME, Code.WRONG_METADATA}
    times = {str(dict(f.fields)["name"]) for f in found if f.code is Code.WRONG_TIME}
    assert times >= {"dur", "ncc:timeInThisSmil", "ncc:totalElapsedTime", "ncc:totalTime"}


@pytest.mark.parametrize(
    ("clip", "code"),
    [
        ('clip-begin="npt=0s" clip-end="npt=2.002s"', Code.CLIP_PAST_END),
        ('clip-begin="npt=1s" clip-end="npt=1s"', Code.BAD_CLIP),
        ('clip-begin="one" clip-end="npt=1s"', Code.BAD_CLIP),
    ],
)
def test_a_clip_that_cannot_be_played_is_found(clip: str, code: Code, tmp_path: Path) -> None:
    """Past the end of its file, empty, or no time at all."""
    folder = copy(tmp_path)
    narrate202(folder, clip)

    assert code in {finding.code for finding in judge(folder / "daisy202")[1]}


def test_daisy3_clips_are_checked(tmp_path: Path) -> None:
    """clipBegin and clipEnd of SMIL 2.0."""
    folder = copy(tmp_path)
    (folder / "daisy3" / "a.wav").write_bytes(sound(2000))
    audio = '<audio src="a.wav" clipBegin="0s" clipEnd="0:00:03.000"/>'
    edit("daisy3/s0001.smil", "(<text[^>]*>)", rf"\1{audio}")(folder)

    assert Code.CLIP_PAST_END in {finding.code for finding in judge(folder / "daisy3")[1]}


def test_the_sounds_of_labels_are_checked(tmp_path: Path) -> None:
    """A label of the NCX says a stretch of an audio file, which must be there."""
    folder = copy(tmp_path)
    audio = '<audio src="{}" clipBegin="0:00:00.000" clipEnd="0:00:03.000"/>'
    (folder / "daisy3" / "a.wav").write_bytes(sound(2000))
    label = "(<navLabel><text>[^<]*</text>)"
    edit("daisy3/*.ncx", label, rf"\1{audio.format('a.wav')}")(folder)
    assert Code.CLIP_PAST_END in {finding.code for finding in judge(folder / "daisy3")[1]}

    edit("daisy3/*.ncx", 'src="a.wav"', 'src="b.wav"')(folder)
    assert Code.MISSING_PART in {finding.code for finding in judge(folder / "daisy3")[1]}


OVERLAY = """<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body><par id="p1">
<text src="unit-001.xhtml#u01-phone-b1-r1-p1"/><audio src="a.wav" clipEnd="{end}"/>
</par></body></smil>
"""


@pytest.mark.parametrize(
    ("end", "duration", "codes"),
    [
        ("2s", "2s", set()),
        ("3s", "3s", {Code.CLIP_PAST_END}),
        ("2s", "0:00:01.5", {Code.WRONG_TIME}),
    ],
)
def test_media_overlays_are_checked(
    end: str, duration: str, codes: set[Code], tmp_path: Path
) -> None:
    """A clip past its file's end, which EPUBCheck does not see, and a wrong media:duration."""
    folder = copy(tmp_path)
    durations = "".join(
        f'<meta property="media:duration"{refines}>{duration}</meta>'
        for refines in ("", ' refines="#smil1"')
    )
    items = (
        '<item id="smil1" href="u1.smil" media-type="application/smil+xml"/>'
        '<item id="wav1" href="a.wav" media-type="audio/wav"/>'
    )
    edit_epub("opf$", "</metadata>", f"{durations}</metadata>")(folder)
    edit_epub("opf$", "</manifest>", f"{items}</manifest>")(folder)
    added = {"EPUB/u1.smil": OVERLAY.format(end=end).encode(), "EPUB/a.wav": sound(2000)}
    rewrite_epub(folder, lambda _, data: data, extra=added)

    (path,) = folder.glob("*.epub")
    assert {finding.code for finding in judge(path)[1]} == codes
