"""Audio clips: clock values as written, files as long as they really are."""

from __future__ import annotations

import io
import re
import wave
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from pipeline.diagnostics import Both, Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.verify.filesets import Fileset, UnreadableError, resolve
from pipeline.verify.markup import Markup

# SMIL 1.0 and 3.0, clock values: npt=1.5s, 0:01:02.5, 90min, 3h, 250ms, 1.5
CLOCK = re.compile(
    r"(?:npt=)?(?:(?:(?P<hours>\d+):)?(?P<minutes>\d{1,2}):(?P<seconds>\d{1,2}(?:\.\d*)?)"
    r"|(?P<count>\d+(?:\.\d*)?|\.\d+)(?P<metric>h|min|s|ms)?)"
)
LONGEST_CLOCK = 100  # characters; Python converts no number of 4,300 figures
LARGEST_AUDIO_FILE = 1024**3  # bytes: six hours of WAV at 22.05 kHz
AUDIO_ENDINGS = (".mp3", ".wav")
METRIC = {"h": Fraction(3600), "min": Fraction(60), "s": Fraction(1), "ms": Fraction(1, 1000)}
# Clock values have three decimals.
ROUNDING = Fraction(1, 1000)

# ISO/IEC 11172-3 and 13818-3, 2.4.2.3: bit rates in kbit/s of layer III, by bit rate index.
KBITS_MPEG1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KBITS_MPEG2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
HERTZ_MPEG1 = (44100, 48000, 32000)
MPEG1, MPEG2, LAYER_3 = 3, 2, 1

Lengths = Mapping[str, Fraction]  # seconds, by path


def seconds(clock: str) -> Fraction | None:
    """A clock value in seconds, or None if it is none."""
    hit = CLOCK.fullmatch(clock.strip())
    if hit is None or len(clock) > LONGEST_CLOCK:
        return None
    if hit["count"] is not None:
        return Fraction(hit["count"]) * METRIC[hit["metric"] or "s"]
    hours, minutes = Fraction(hit["hours"] or 0), Fraction(hit["minutes"])
    return hours * 3600 + minutes * 60 + Fraction(hit["seconds"])


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of an audio file, in seconds; ``element`` is where it is written."""

    element: etree._Element
    path: str
    begin: Fraction
    end: Fraction

    @property
    def length(self) -> Fraction:
        return self.end - self.begin


def clips(markup: Markup, lengths: Lengths, report: Report) -> Iterator[Clip]:
    """The audio clips of a SMIL file; one that cannot be read is reported."""
    for element in markup.all("audio"):
        path = resolve(markup.path, element.get("src") or "").path
        begin = _clock(element, "begin")
        end = _clock(element, "end")
        if end is None and not element.get("clip-end") and not element.get("clipEnd"):
            end = lengths.get(path)  # SMIL: without a clip-end, the end of the medium
        if begin is None or end is None or end <= begin:
            written = f"{element.get('src')} {begin} {end}"
            report(diagnostic(Code.BAD_CLIP, markup.place(element), got=written))
        else:
            yield Clip(element, path, begin, end)


def _clock(element: etree._Element, edge: str) -> Fraction | None:
    """An edge of a clip: clip-begin in SMIL 1.0, clipBegin in 2.0 and 3.0."""
    value = element.get(f"clip-{edge}") or element.get(f"clip{edge.capitalize()}")
    if value is None:
        return Fraction(0) if edge == "begin" else None
    return seconds(value)


def check_clips(markup: Markup, lengths: Lengths, report: Report) -> tuple[Clip, ...]:
    """The clips of a SMIL file, each checked against the audio file's real length."""
    found = tuple(clips(markup, lengths, report))
    for clip in found:
        length = lengths.get(clip.path)
        if length is not None and clip.end > length + ROUNDING:
            fields = {"end": float(clip.end), "target": clip.path, "length": float(length)}
            report(diagnostic(Code.CLIP_PAST_END, markup.place(clip.element), **fields))
    return found


def audio_lengths(files: Fileset, report: Report) -> Lengths:
    """The length in seconds of each file of a set that is WAV or MP3; what is none is reported."""
    found = {}
    for path in files.sizes:
        if path.lower().endswith(AUDIO_ENDINGS):
            try:
                found[path] = _audio_length(files, path)
            except UnreadableError as error:
                fields = {"reason": error.reason}
                report(diagnostic(Code.CORRUPT_FILE, Pos(files.place(path)), **fields))
    return found


def _audio_length(files: Fileset, path: str) -> Fraction:
    data = files.read(path, LARGEST_AUDIO_FILE)
    length = _wav_length(data) if data[:4] == b"RIFF" else _mp3_length(data)
    if not length:
        raise UnreadableError(Both("MP3 や WAV の音がありません", "no sound of MP3 or WAV in it"))
    return length


def _wav_length(data: bytes) -> Fraction | None:
    try:
        with wave.open(io.BytesIO(data)) as sound:
            size = sound.getsampwidth() * sound.getnchannels()
            # The header may promise more than there is.
            frames = len(sound.readframes(sound.getnframes())) // size
            return Fraction(frames, sound.getframerate())
    except (wave.Error, EOFError, ZeroDivisionError):
        return None


def _mp3_length(data: bytes) -> Fraction | None:
    """The frames of an MP3 file added up, without the frame that only holds encoder data."""
    offset, samples, hertz = _after_id3(data), 0, 0
    while (frame := _frame(data, offset)) is not None:
        size, frame_samples, hertz = frame
        head = data[offset : offset + min(size, 200)]
        if not (samples == 0 and (b"Xing" in head or b"Info" in head)):
            samples += frame_samples
        offset += size
    return Fraction(samples, hertz) if samples else None


def _after_id3(data: bytes) -> int:
    """Where the frames begin: after an ID3v2 tag, whose size has seven bits a byte."""
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _frame(data: bytes, offset: int) -> tuple[int, int, int] | None:
    """The size in bytes, samples and samples a second of the MP3 frame at an offset."""
    head = data[offset : offset + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bit_rate, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if layer != LAYER_3 or version == 1 or rate == 3 or bit_rate in {0, 15}:
        return None
    hertz = HERTZ_MPEG1[rate] // {MPEG1: 1, MPEG2: 2}.get(version, 4)
    kbits = (KBITS_MPEG1 if version == MPEG1 else KBITS_MPEG2)[bit_rate]
    samples = 1152 if version == MPEG1 else 576
    size = samples // 8 * kbits * 1000 // hertz + padding
    return (size, samples, hertz) if offset + size <= len(data) else None  # cut short
