"""Measure ``mimiyubi katakana`` on lists of words: ``python -m tests.bench_katakana``.

Prints, for each list and source, how many readings are among the accepted ones, and how many of
the readings marked certain are. With ``--wrong`` also every wrong one, with ``--rules`` without
the house dictionary. The development words are outside the project; ``tests/data/everyday.tsv``
is our own: it was written down before it was read (713 of 731 were right then), and its rows were
allowed to guide the house dictionary afterwards, so that its figure now is not a blind one.
``tests/data/second.tsv`` is a harder list made in the same way (441 of 492 at first),
``tests/data/third.tsv`` another (962 of 1,046 at first), ``tests/data/fourth.tsv`` a list of
plainer ones (983 of 1,000 at first).
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.japanese.lexicon import CERTAIN, Lexicon, Reading

ROOT = Path(__file__).parent.parent
WORDS = ROOT.parent / "shared" / "data" / "katakana_dev.tsv"
EVERYDAY = Path(__file__).parent / "data" / "everyday.tsv"
SECOND = EVERYDAY.with_name("second.tsv")
THIRD = EVERYDAY.with_name("third.tsv")
FOURTH = EVERYDAY.with_name("fourth.tsv")


def main(arguments: list[str]) -> None:
    """Print the figures of each list that there is."""
    house = [] if "--rules" in arguments else list((ROOT / "source" / "terms").glob("*.tsv"))
    for words in (WORDS, EVERYDAY, SECOND, THIRD, FOURTH):
        if words.exists():
            measure(words, Lexicon.load(house, None), wrong="--wrong" in arguments)
        else:
            print(f"skipped: no {words.name}")


def measure(words: Path, lexicon: Lexicon, *, wrong: bool) -> None:
    """Print the figures of one list, and its wrong readings if they are wanted."""
    began = time.perf_counter()
    judged = list(judge(lexicon, words))
    print(f"{words.stem}: {len(judged)} words in {time.perf_counter() - began:.1f} s")
    for line in table(judged):
        print(line)
    for name, reading, right, accepted in judged:
        if wrong and not right:
            cells = (name, reading.word, reading.katakana, accepted, reading.source.value)
            print("\t".join((*cells, f"{reading.confidence:.2f}")))


Judged = tuple[str, Reading, bool, str]


def judge(lexicon: Lexicon, words: Path, every: int = 1) -> Iterator[Judged]:
    """Each word's list, its reading, whether that is accepted, and what is."""
    lines = words.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for word, accepted, name, *_ in rows[::every]:
        reading = lexicon.read(word)
        yield name, reading, reading.katakana in accepted.split("|"), accepted


def table(judged: list[Judged]) -> Iterator[str]:
    """The figures, one line a group of words."""
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for name, reading, good, _ in judged:
        groups = ["all", name, f"{name} {reading.source.value}"]
        if reading.confidence >= CERTAIN:
            groups += ["certain", f"certain {reading.source.value}"]
        for group in groups:
            all_[group] += 1
            right[group] += good
    for group in sorted(all_):
        share = right[group] / all_[group]
        yield f"{group:21} {right[group]:5} of {all_[group]:5}  {share:.3f}"


if __name__ == "__main__":
    main(sys.argv[1:])
