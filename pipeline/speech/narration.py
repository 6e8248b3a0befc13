"""Record a book: what is said for each segment -> clips, in one audio file a document."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import astuple, dataclass
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path

import numpy as np

from pipeline.config import SpeechSettings
from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.document import NOWHERE, Report
from pipeline.errors import MissingError
from pipeline.speech import cache, mp3, wav
from pipeline.speech.cache import DamagedClipError, Recorded
from pipeline.speech.readings import is_heard
from pipeline.speech.sound import finished, pcm
from pipeline.speech.spoken import Utterance
from pipeline.speech.voice import Sound, engine_version, speak, unsaid
from pipeline.writers.smil import Clip, Speech

Voice = Callable[[str, Sequence[str], int], Sound]
"""A text, its words in braille kana and the speed in per cent -> sound."""

Document = Mapping[str, Utterance]
"""What is said in a document, by id of the segment, in reading order."""

SHORTEST_PAUSE = 20
"""Milliseconds: a clip that says nothing still lasts, since players stop at an empty one."""

METHOD = 2
"""Changes with what this package makes of the same utterance, so that old clips are not used."""


@dataclass(frozen=True, slots=True)
class Studio:
    """How and where clips are made: ``workers`` processes, ``folder`` keeps what is made.

    ``progress`` hears how many clips of how many are made, and which share (0 to 1) of their text.
    """

    folder: Path
    workers: int = 1
    voice: Voice = speak
    engine: str = ""
    progress: Callable[[int, int, float], None] = lambda _done, _total, _share: None


def narrate(
    documents: Sequence[Document], settings: SpeechSettings, studio: Studio, report: Report
) -> Speech:
    """Documents -> a clip a segment; document *n* is heard in the file ``a000n``."""
    names = {
        (number, id): clip_name(utterance, settings, studio)
        for number, document in enumerate(documents)
        for id, utterance in document.items()
    }
    wanted = {
        names[number, id]: utterance
        for number, document in enumerate(documents)
        for id, utterance in document.items()
    }
    recorded = _recorded(wanted, settings, studio, report)
    _report_silent(wanted, recorded, report)
    clips: dict[str, Clip] = {}
    files: dict[str, bytes] = {}
    for number, document in enumerate(documents):
        if document:
            file = f"a{number:04}.{settings.format}"
            own = [recorded[names[number, id]] for id in document]
            clips |= zip(document, _in_file(file, own, settings.sampling_rate), strict=True)
            files[file] = _joined([clip.data for clip in own], settings)
    return Speech(clips, files)


def clip_name(utterance: Utterance, settings: SpeechSettings, studio: Studio) -> str:
    """The name under which a clip is kept: what is said and how, and nothing else."""
    kbits = settings.bit_rate if settings.format == "mp3" else 0
    form = (settings.format, settings.sampling_rate, kbits)
    how = (settings.speed, settings.loudness, studio.engine or engine_version(), METHOD)
    breaths = [(breath.text, breath.kana) for breath in utterance.breaths]
    return cache.key(breaths, utterance.pause, *form, *how)


def _in_file(file: str, clips: Sequence[Recorded], rate: int) -> Iterator[Clip]:
    """Clips one after the other: each begins at the sample where the one before ends."""
    at = 0
    for clip in clips:
        yield Clip(file, at / rate, (at + clip.samples) / rate)
        at += clip.samples


def _joined(clips: Sequence[bytes], settings: SpeechSettings) -> bytes:
    if settings.format == "wav":
        return wav.joined(clips, settings.sampling_rate)
    return b"".join(clips)


def _report_silent(
    wanted: Mapping[str, Utterance], recorded: Mapping[str, Recorded], report: Report
) -> None:
    """Tell of what should be heard and is not: a whole phrase, or a part of one."""
    for name, utterance in wanted.items():
        if recorded[name].spoken:
            parts = [part for breath in utterance.breaths for part in unsaid(*astuple(breath))]
            silent = " ".join(dict.fromkeys(parts))
        else:
            silent = utterance.text if any(map(is_heard, utterance.text)) else ""
        if silent:
            report(diagnostic(Code.UNSPEAKABLE, utterance.pos, text=silent[:40]))


# Making clips


def _recorded(
    wanted: Mapping[str, Utterance], settings: SpeechSettings, studio: Studio, report: Report
) -> dict[str, Recorded]:
    """Every clip that is wanted: the kept ones, and the others made and kept."""
    with cache.writing_to(studio.folder):
        kept = {name: _kept(name, studio, report) for name in wanted}
        found = {name: clip for name, clip in kept.items() if clip}
        missing = {name: said for name, said in wanted.items() if name not in found}
        try:
            return found | (_made(missing, settings, studio) if missing else {})
        except BrokenProcessPool as error:
            raise MissingError(diagnostic(Code.RECORDING_KILLED, NOWHERE)) from error


def _kept(name: str, studio: Studio, report: Report) -> Recorded | None:
    try:
        return cache.load(studio.folder, name)
    except DamagedClipError:
        path = cache.path_of(studio.folder, name)
        report(diagnostic(Code.CLIP_DAMAGED, whole(path)))
        return None


def _made(
    missing: Mapping[str, Utterance], settings: SpeechSettings, studio: Studio
) -> dict[str, Recorded]:
    """New clips; each is kept as soon as it is made, so an interruption loses none."""
    record = partial(record_clip, settings=settings, folder=studio.folder, voice=studio.voice)
    # A clip takes as long as its text is, and one to say nothing takes some time too.
    work = {name: 1 + len(said.text) for name, said in missing.items()}
    whole, done = sum(work.values()), 0
    studio.progress(0, len(missing), 0)
    made: dict[str, Recorded] = {}
    for name, clip in _run(record, missing, studio.workers):
        made[name] = clip
        done += work[name]
        studio.progress(len(made), len(missing), done / whole)
    return made


def _run(
    record: Callable[[str, Utterance], Recorded], missing: Mapping[str, Utterance], workers: int
) -> Iterator[tuple[str, Recorded]]:
    """Clips as they are made, in this process or in several."""
    if workers < 2 or len(missing) < 2:
        yield from ((name, record(name, said)) for name, said in missing.items())
        return
    # Not forked: a copy of a process with a progress bar's thread can wait for ever.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _work_for_the_parent)
    try:
        # Long ones first: no process is left alone with one at the end.
        order = sorted(missing, key=lambda name: -len(missing[name].text))
        waiting: dict[Future[Recorded], str] = {
            pool.submit(record, name, missing[name]): name for name in order
        }
        while waiting:
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield waiting.pop(future), future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _work_for_the_parent() -> None:
    """Ctrl+C is the parent's affair: a worker ends its clip, and the pool is closed.

    Where the parent is killed nobody closes the pool, and its workers would wait for ever.
    """
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)  # a thread cannot end its process in any other way


def record_clip(
    name: str, utterance: Utterance, *, settings: SpeechSettings, folder: Path, voice: Voice
) -> Recorded:
    """Say one utterance, finish its sound, encode it with its pause, and keep it."""
    rate = settings.sampling_rate
    sounds = [voice(breath.text, breath.kana, settings.speed) for breath in utterance.breaths]
    parts = [finished(s.samples, s.rate, rate, -settings.loudness) for s in sounds]
    heard = np.concatenate([np.zeros(0), *parts])
    pause = max(utterance.pause, SHORTEST_PAUSE) * rate // 1000
    if settings.format == "wav":
        samples = pcm(np.pad(heard, (0, pause)))
        clip = Recorded(samples.astype("<i2").tobytes(), len(samples), bool(len(heard)))
    else:
        # The decoder's delay before the next clip speaks is a part of the pause.
        samples = pcm(np.pad(heard, (0, max(0, pause - mp3.DELAY))))
        data = mp3.encode(samples, rate, settings.bit_rate)
        clip = Recorded(data, mp3.length(data), bool(len(heard)))
    cache.store(folder, name, clip)
    return clip


def all_cores() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
