"""Clips: their times are true, they are kept, and no accident spoils them."""

from __future__ import annotations

import errno
import itertools
import os
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Literal

import numpy as np
import pytest

from pipeline.braille.orthography import transcribe
from pipeline.diagnostics import Code, Diagnostic
from pipeline.errors import MissingError, UsageError
from pipeline.speech import cache, mp3, voice
from pipeline.speech.narration import narrate
from pipeline.speech.sound import pcm
from pipeline.speech.voice import Sound
from pipeline.verify.clips import audio_lengths
from pipeline.verify.filesets import Fileset
from tests.voices import ROOT, SETTINGS, beep, document, mute, recorded, sine, studio


@pytest.mark.parametrize("kind", ["mp3", "wav"])
def test_clips_are_as_long_as_their_file(tmp_path: Path, kind: Literal["mp3", "wav"]) -> None:
    """Clips follow one another without a gap, and the last ends where the file does."""
    settings = replace(SETTINGS, format=kind)
    speech = recorded(tmp_path / "c", "あ", "いいいい", "うう", settings=settings)
    sizes = {name: len(data) for name, data in speech.files.items()}
    length = audio_lengths(Fileset("b", sizes, speech.files.__getitem__), print)[f"a0000.{kind}"]
    clips = list(speech.clips.values())

    assert clips[0].begin == 0
    assert all(left.end == right.begin for left, right in itertools.pairwise(clips))
    assert clips[-1].end == pytest.approx(float(length), abs=1e-9)


def test_the_samples_of_a_clip_are_where_it_says(tmp_path: Path) -> None:
    """In WAV, where every sample can be looked at: sound, then the pause, in each clip."""
    settings = replace(SETTINGS, format="wav", sampling_rate=16_000)
    speech = recorded(tmp_path, "あ", "いいい", settings=settings)
    with wave.open(BytesIO(speech.files["a0000.wav"])) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")

    assert len(samples) == 16_000 * (0.1 + 0.3 + 0.3 + 0.3)
    for clip, seconds in zip(speech.clips.values(), (0.1, 0.3), strict=True):
        own = samples[round(clip.begin * 16_000) : round(clip.end * 16_000)]
        heard = np.flatnonzero(np.abs(own) > 100)
        assert heard[0] < 20
        assert heard[-1] == pytest.approx(16_000 * seconds, abs=20)


def test_mp3_clips_are_whole_frames() -> None:
    """Clips put together are one stream: each begins with a frame that needs none before it."""
    samples = pcm(sine(0.5, 500, 0.1))
    one, two = mp3.encode(samples, 22_050, 48), mp3.encode(samples[:5000], 22_050, 48)

    assert mp3.length(one + two) == mp3.length(one) + mp3.length(two)
    assert mp3.length(one) >= len(samples) + mp3.DELAY
    # ISO/IEC 11172-3, 2.4.1.7: main_data_begin, nine bits after the header, is 0.
    assert two[4] == 0
    assert two[5] & 0x80 == 0
    with pytest.raises(ValueError, match="whole MP3 frames"):
        mp3.length(one[:-1])


def test_the_same_words_are_the_same_bytes(tmp_path: Path) -> None:
    """Recorded twice, in one process or two, a book is the same to the byte."""
    one = recorded(tmp_path / "a", "あ", "いい", "ううう")
    two = narrate(
        [document("あ", "いい", "ううう")], SETTINGS, studio(tmp_path / "b", workers=2), print
    )

    assert one == two


def test_one_changed_sentence_is_one_new_clip(tmp_path: Path) -> None:
    """What is kept is not said again; with other settings all is."""
    spoken: list[str] = []

    def listening(text: str, kana: Sequence[str], speed: int) -> Sound:
        spoken.append(text)
        return beep(text, kana, speed)

    for words, settings in (
        (("あ", "いい", "う"), SETTINGS),
        (("あ", "いい", "うう"), SETTINGS),
        (("あ",), replace(SETTINGS, speed=120)),
    ):
        narrate([document(*words)], settings, studio(tmp_path, listening), lambda _: None)

    assert spoken == ["あ", "いい", "う", "うう", "あ"]


def test_an_interruption_loses_nothing_that_was_finished(tmp_path: Path) -> None:
    """Recording goes on where it was stopped."""
    spoken: list[str] = []

    def interrupted(text: str, kana: Sequence[str], speed: int) -> Sound:
        if len(spoken) == 2:
            raise KeyboardInterrupt
        spoken.append(text)
        return beep(text, kana, speed)

    with pytest.raises(KeyboardInterrupt):
        narrate([document("あ", "い", "う")], SETTINGS, studio(tmp_path, interrupted), print)
    assert len(list(tmp_path.glob("??/*"))) == 2

    spoken[:] = []
    narrate([document("あ", "い", "う")], SETTINGS, studio(tmp_path, interrupted), print)
    assert spoken == ["う"]


def test_progress_goes_by_the_text_that_is_said(tmp_path: Path) -> None:
    """Clips are counted, and the share that tells the time left is that of their text."""
    told: list[tuple[int, int, float]] = []
    heard = replace(studio(tmp_path), progress=lambda *told_now: told.append(told_now))

    narrate([document("ああああああああ", "いい", "う")], SETTINGS, heard, print)

    assert told == [(0, 3, 0), (1, 3, 9 / 14), (2, 3, 12 / 14), (3, 3, 1)]


def test_a_damaged_clip_is_made_again_and_told(tmp_path: Path) -> None:
    """A clip cut short, or with a byte changed, is not published."""
    good = recorded(tmp_path, "あ", "いい")
    kept = sorted(tmp_path.glob("??/*.clip"))
    kept[0].write_bytes(kept[0].read_bytes()[:-7])
    kept[1].write_bytes(b"")
    told: list[Diagnostic] = []

    again = narrate([document("あ", "いい")], SETTINGS, studio(tmp_path), told.append)

    assert again == good
    assert [finding.code for finding in told] == [Code.CLIP_DAMAGED] * 2


def test_a_full_disk_is_said_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clips that were finished stay; of the one that did not fit there is no trace."""

    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    recorded(tmp_path, "あ")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(UsageError, match="U061 "):
            recorded(tmp_path, "あ", "いい")

    assert [path.suffix for path in tmp_path.glob("??/*")] == [".clip"]


def test_what_cannot_be_said_is_reported(tmp_path: Path) -> None:
    """A phrase without a sound gets a short silence and a finding."""
    found: list[Diagnostic] = []

    said = document("☃a", "。", "😀", "☆☆☆", "……")
    speech = narrate([said], SETTINGS, studio(tmp_path, mute), found.append)

    assert {finding.code for finding in found} == {Code.UNSPEAKABLE}
    assert [dict(finding.fields)["text"] for finding in found] == ["☃a", "😀", "☆☆☆"]
    lengths = [clip.end - clip.begin for clip in speech.clips.values()]
    assert all(0.3 <= length < 0.4 for length in lengths)  # the pause that comes after it


@pytest.mark.parametrize(
    ("text", "silent"),
    [("今日は😀です", ("😀",)), ("中文书籍", ("书籍",)), ("На русском", ("На", "русском")),
     ("3×4、α線、100％", ()), ("㌔と㈱", ()), ("…「」", ())],
)  # fmt: skip
def test_a_part_that_cannot_be_said_is_found(text: str, silent: tuple[str, ...]) -> None:
    """Nothing is passed over in silence: other scripts and emoji inside a phrase are told."""
    assert voice.unsaid(text, [word.kana for word in transcribe(text)]) == silent


def test_a_phrase_that_is_said_in_part_is_reported(tmp_path: Path) -> None:
    """The finding names what is not heard, and no more."""
    found: list[Diagnostic] = []

    narrate([document("今日は😀です。")], SETTINGS, studio(tmp_path), found.append)

    assert [dict(finding.fields)["text"] for finding in found] == ["😀"]


def test_a_missing_package_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for speech without its packages is told what installs them."""
    monkeypatch.setitem(voice.PACKAGES, "no_such_module", "no-such-package")

    with pytest.raises(MissingError, match=r"(?s)no-such-package.*make audio"):
        voice.check_installed()


def test_text_alone_imports_nothing_of_speech() -> None:
    """Without ``--audio`` neither the engine nor its arithmetic is loaded."""
    code = (
        "import sys, pipeline.driver, pipeline.commands.books, pipeline.writers.epub,"
        "pipeline.writers.daisy3, pipeline.writers.daisy202;"
        "print([m for m in sys.modules if m.startswith('pipeline.speech')"
        " or m in ('numpy', 'pyopenjtalk', 'lameenc')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)

    assert done.stdout == "[]\n", done.stderr


def killed(text: str, kana: Sequence[str], speed: int) -> Sound:
    """A voice whose process the system ends, as it does where memory is short."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_a_killed_process_is_said_to_be_so(tmp_path: Path) -> None:
    """Who runs out of memory is told so, and that it goes on where it was."""
    with pytest.raises(MissingError, match="U062 "):
        narrate([document("あ", "い")], SETTINGS, studio(tmp_path, killed, 2), print)


def test_old_clips_that_no_book_uses_are_removed(tmp_path: Path) -> None:
    """Removed: of no book that is there, and older than thirty days. All others stay."""
    clip = cache.Recorded(b"x", 1)
    for name in ("aa1", "bb2", "cc3", "dd4"):
        cache.store(tmp_path, name, clip)
    cache.note_used(tmp_path, "one", "epub", ["aa1"])
    cache.note_used(tmp_path, "two", "daisy3", ["bb2"])
    cache.note_used(tmp_path, "gone", "epub", ["cc3"])
    now = cache.path_of(tmp_path, "aa1").stat().st_mtime

    assert cache.prune(tmp_path, {"one", "two"}.__contains__, now + 29 * 86_400) == 0
    assert cache.prune(tmp_path, {"one", "two"}.__contains__, now + 31 * 86_400) == 2
    assert {path.stem for path in tmp_path.glob("??/*")} == {"aa1", "bb2"}


def test_a_form_made_anew_uses_only_what_it_is_made_of_now(tmp_path: Path) -> None:
    """The list of one form of one book is replaced, those of its other forms stay."""
    for name in ("aa1", "bb2", "cc3"):
        cache.store(tmp_path, name, cache.Recorded(b"x", 1))
    cache.note_used(tmp_path, "one", "epub", ["aa1", "bb2"])
    cache.note_used(tmp_path, "one", "daisy3", ["cc3"])
    cache.note_used(tmp_path, "one", "epub", ["aa1"])

    assert cache.prune(tmp_path, lambda _: True, 2e10) == 1
    assert {path.stem for path in tmp_path.glob("??/*")} == {"aa1", "cc3"}


def test_a_folder_in_the_place_of_a_clip_is_put_right(tmp_path: Path) -> None:
    """However a clip is damaged, it is made again."""
    good = recorded(tmp_path, "あ")
    (clip,) = tmp_path.glob("??/*.clip")
    clip.unlink()
    (clip / "inside").mkdir(parents=True)

    assert recorded(tmp_path, "あ") == good


def test_a_folder_of_clips_that_is_none_is_told(tmp_path: Path) -> None:
    """A file where the folder should be is the operator's affair, not a fault of the program."""
    (tmp_path / "clips").write_text("")

    with pytest.raises(UsageError, match="clips: U061 "):
        recorded(tmp_path / "clips", "あ")
    with pytest.raises(UsageError, match="clips: U061 "):
        cache.note_used(tmp_path / "clips", "book", "epub", ["a"])


def test_a_damaged_list_of_clips_keeps_nothing_and_harms_nothing(tmp_path: Path) -> None:
    """A list is only there to know what may go."""
    cache.store(tmp_path, "aa1", cache.Recorded(b"x", 1))
    cache.note_used(tmp_path, "one", "epub", ["aa1"])
    (tmp_path / cache.USED / "one" / "epub").write_bytes(b"\xa0\xff\n")
    (tmp_path / cache.USED / "one" / "daisy3").mkdir()

    assert cache.prune(tmp_path, lambda _: True, 0) == 0
    assert cache.prune(tmp_path, lambda _: True, 2e10) == 1


RECORD = """
import sys, time
from pathlib import Path
from threading import Thread
from pipeline.config import SpeechSettings
from pipeline.speech.narration import Studio, narrate
from tests.test_recording import waiting
from tests.voices import document

if __name__ == "__main__":
    studio = Studio(Path(sys.argv[1]), 2, waiting, "test")
    narrate([document("あ", "い")], SpeechSettings(), studio, print)
"""


def waiting(text: str, kana: Sequence[str], speed: int) -> Sound:
    """A voice that tells which process it is in, and never ends."""
    print(os.getpid(), flush=True)
    time.sleep(600)
    raise AssertionError


def test_nothing_goes_on_where_the_recording_is_killed(tmp_path: Path) -> None:
    """Whatever ends the program (a night's run that is stopped), its workers end, too."""
    script = tmp_path / "record.py"
    script.write_text(RECORD, encoding="utf-8")
    command = (sys.executable, str(script), str(tmp_path / "clips"))
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as program:
        assert program.stdout
        workers = [int(program.stdout.readline()) for _ in range(2)]
        program.kill()

        # Workers hold the other end of this pipe: it ends with the last of them.
        reader = Thread(target=program.stdout.read, daemon=True)
        reader.start()
        reader.join(timeout=30)
        ended = not reader.is_alive()
        for worker in () if ended else workers:
            os.kill(worker, signal.SIGKILL)

    assert ended
