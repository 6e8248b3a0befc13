"""``make bench``: every figure of speed and accuracy that the README quotes, measured here."""

from __future__ import annotations

import itertools
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from pipeline.cli import collect_rarely
from pipeline.config import UnitLevel
from tests import bench_braille, bench_kana, bench_katakana, bench_speech, bench_start

MANUAL = Path(__file__).resolve().parent.parent / "source" / "manual"


def normalize() -> None:
    """Characters of Markdown normalised a second, and the memory that many units take.

    The manual to 500,000 characters: as it is, over and over; and with a number of its own in
    each sentence line, so that nothing can be remembered from one to the next.
    """
    for name, units in (("repeated", itertools.repeat(0)), ("each line new", itertools.count(1))):
        speed, total = _normalize_speed(units)
        print(f"normalize ({name}): {speed:,.0f} characters/s ({total:,} characters)")
    for name, peak in (
        ("units of the manual one by one", _peak),
        ("one file of them", _peak_of_file),
    ):
        peaks = " ".join(f"x{times} {_in_new_process(peak, times):,} kB" for times in (10, 100))
        print(f"normalize, {name}, peak memory: {peaks}")


def _normalize_speed(numbers: Iterator[int]) -> tuple[float, int]:
    """Characters a second, and how many; ``numbers`` are those that copies of the manual get."""
    run = _normalizer()
    for _, text in zip(range(len(_manual())), _units(numbers), strict=False):
        run(text)  # started: every word read once
    seconds, total = 0.0, 0
    for text in _units(numbers):
        started = time.perf_counter()
        run(text)
        seconds += time.perf_counter() - started
        total += len(text)
        if total >= 500_000:
            break
    return total / seconds, total


def _peak(times: int) -> int:
    """The most memory in kilobytes that this process took for so many copies of the manual."""
    run = _normalizer()
    for text in itertools.islice(_units(itertools.count(1)), times * len(_manual())):
        run(text)
    return _most_memory()


def _peak_of_file(times: int) -> int:
    """The same where the copies are one file, cut into units at its first headings.

    The text and what it becomes are in it, 2 bytes a character each.
    """
    run = _normalizer("h1")
    run("\n".join(itertools.islice(_units(itertools.count(1)), times * len(_manual()))))
    return _most_memory()


def _most_memory() -> int:
    """The most memory in kilobytes that this process took since it was started.

    Linux counts that of the process it came from in ``ru_maxrss`` too, in ``VmHWM`` not.
    """
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    peak = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), None)
    return int(peak) if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _in_new_process(peak: Callable[[int], int], times: int) -> int:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(peak, times).result()


def _normalizer(level: UnitLevel = "file") -> Callable[[str], str]:
    from pipeline.japanese.lexicon import Lexicon
    from pipeline.rewrite import normalize_markdown
    from pipeline.sources import shipped_terms

    lexicon = Lexicon.load(shipped_terms(), None)
    return lambda text: normalize_markdown(text, "a.md", lexicon, lambda _: None, level)


def _manual() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(MANUAL.glob("*.md"))]


def _units(numbers: Iterator[int]) -> Iterator[str]:
    """The manual's units, again and again; a copy with a number has that in its lines."""
    texts = _manual()
    for number in numbers:
        yield from (_numbered(text, number) if number else text for text in texts)


def _numbered(text: str, number: int) -> str:
    """A text whose lines each have a number of their own before their first full stop."""
    lines = enumerate(text.split("\n"), number * 1_000_000)
    return "\n".join(line.replace("。", f"{place}。", 1) for place, line in lines)


def main() -> None:
    """Measure everything in one run."""
    collect_rarely()
    bench_start.main()
    bench_katakana.main([])
    bench_kana.main()
    normalize()
    bench_braille.main()
    bench_speech.main()


if __name__ == "__main__":
    main()
