"""Measure recorded speech: ``python -m tests.bench_speech`` records a unit of the manual afresh."""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path

from pipeline.driver import Findings, load
from pipeline.sources import book_folder
from pipeline.speech.narration import Studio, all_cores, narrate
from pipeline.speech.production import SCRIPTS
from pipeline.speech.spoken import Speaker

MANUAL = Path(__file__).resolve().parent.parent / "source" / "manual"
UNIT = 2


def main() -> None:
    """Print how many times faster than it plays a unit is recorded, on every core."""
    findings = Findings()
    book = load(book_folder(str(MANUAL)), findings)
    started, before = time.perf_counter(), _processor()
    said = dict(Speaker.of(book).utterances(SCRIPTS["daisy202"](book)[UNIT]))
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder), all_cores())
        speech = narrate([said], book.settings.speech, studio, findings.report)
        seconds, processor = time.perf_counter() - started, _processor() - before
        again = time.perf_counter()
        narrate([said], book.settings.speech, studio, findings.report)
        kept = time.perf_counter() - again
    playing = max(clip.end for clip in speech.clips.values())
    print(
        f"speech: {playing / seconds:.1f} x real time on {studio.workers} cores"
        f" ({len(said)} clips, {playing:.0f} s in {seconds:.1f} s, {processor:.1f} s of processor,"
        f" {playing / processor:.1f} x real time a core;"
        f" again from kept clips {kept:.2f} s)"
    )


def _processor() -> float:
    """Seconds of processor that the processes started from here and ended have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
