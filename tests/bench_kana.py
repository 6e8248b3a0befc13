"""Accuracy and speed of braille kana: ``python -m tests.bench_kana [-v]``.

Prints how many lines and words are right of the dev cases (../shared/data/braille_dev.jsonl), of
our own sentences and cases (tests/data/prose.tsv, prose2.tsv to prose4.tsv, spaced.tsv,
manner.tsv) and of the proof set (tests/data/proof.tsv: two readings made apart, settled by the
guide), and code points a second on fresh prose.
"""

from __future__ import annotations

import json
import sys
import time
from difflib import SequenceMatcher
from pathlib import Path

from pipeline.braille.orthography import kana
from pipeline.japanese.tables import table

HERE = Path(__file__).resolve().parent
DEV = HERE.parent.parent / "shared" / "data" / "braille_dev.jsonl"
PROSE = HERE / "data" / "prose.tsv"
PROSE2 = HERE / "data" / "prose2.tsv"
PROSE3 = HERE / "data" / "prose3.tsv"
PROSE4 = HERE / "data" / "prose4.tsv"
SPACED = HERE / "data" / "spaced.tsv"
MANNER = HERE / "data" / "manner.tsv"
PROOF = HERE / "data" / "proof.tsv"
OPEN = "?"  # a sentence that the guide lets be written in two ways

Pairs = list[tuple[str, str]]


def dev_cases() -> Pairs:
    """The dev cases, or none where ../shared is absent."""
    if not DEV.exists():
        return []
    lines = DEV.read_text(encoding="utf-8").splitlines()
    return [(case["text"], case["kana"]) for case in map(json.loads, lines)]


def no_row(pairs: Pairs) -> Pairs:
    """The cases but those whose whole text is a row of our tables: they show rules alone."""
    words = {row[0] for name in ("words.tsv", "numeral_words.tsv") for row in table(name, 3)}
    return [(text, want) for text, want in pairs if text not in words]


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def prose() -> Pairs:
    """Our own sentences with the braille kana the guide gives them."""
    return [(row[0], row[1]) for row in _rows(PROSE)]


def prose2() -> Pairs:
    """Sentences that were blind when first read; the file's head says how many words were right."""
    return [(row[0], row[1]) for row in _rows(PROSE2)]


def prose3() -> Pairs:
    """Sentences written and read later, in the same way."""
    return [(row[0], row[1]) for row in _rows(PROSE3)]


def prose4() -> Pairs:
    """The last of these sentences, in the same way."""
    return [(row[0], row[1]) for row in _rows(PROSE4)]


def spaced() -> Pairs:
    """Lines with blanks around figures and letters, and lines full of numbers."""
    return [(row[0], row[1]) for row in _rows(SPACED)]


def manner() -> Pairs:
    """Cases in the guide's manner that were blind when first read, as the file's head counts."""
    return [(row[0], row[1]) for row in _rows(MANNER)]


def proof() -> Pairs:
    """The sentences of the proof set that are settled, with their braille kana."""
    return [(text, settled or first) for text, first, _, settled in _rows(PROOF) if settled != OPEN]


def agreement() -> tuple[int, int]:
    """How many words the two readings of the proof set share, of how many."""
    return _shared([(first, second or first) for _, first, second, _ in _rows(PROOF)])


def exact(pairs: Pairs) -> tuple[int, list[tuple[str, str, str]]]:
    """How many lines are right to the letter, and the others as (text, expected, got)."""
    wrong = [(text, want, got) for text, want in pairs if (got := kana(text)) != want]
    return len(pairs) - len(wrong), wrong


def words_right(pairs: Pairs) -> tuple[int, int]:
    """How many of the expected words are found in their place, of how many."""
    return _shared([(want, kana(text)) for text, want in pairs])


def _shared(pairs: Pairs) -> tuple[int, int]:
    right = total = 0
    for want, line in pairs:
        expected, got = want.split(), line.split()
        matches = SequenceMatcher(None, expected, got, autojunk=False).get_matching_blocks()
        right += sum(match.size for match in matches)
        total += max(len(expected), len(got))
    return right, total


def speed(pairs: Pairs) -> float:
    """Code points a second, each sentence once, caches of sentences not helping."""
    texts = [text for text, _ in pairs]
    started = time.perf_counter()
    for text in texts:
        kana(text + "。")
    return sum(map(len, texts)) / (time.perf_counter() - started)


def main() -> None:
    """Print the figures; with ``-v`` every wrong line too."""
    shared, of = agreement()
    print(f"proof set: its two readings share {shared} of {of} words ({shared / of:.4f})")
    for name, pairs in (
        ("dev cases", dev_cases()),
        ("dev cases no row of ours settles", no_row(dev_cases())),
        ("prose", prose()),
        ("once blind", prose2()),
        ("later blind", prose3()),
        ("last blind", prose4()),
        ("spaced and numbers", spaced()),
        ("cases once blind", manner()),
        ("proof set", proof()),
    ):
        if not pairs:
            print(f"{name}: skipped: no ../shared")
            continue
        right, wrong = exact(pairs)
        words, of = words_right(pairs)
        print(f"{name}: {right}/{len(pairs)} lines exact ({right / len(pairs):.3f}), "
              f"{words}/{of} words ({words / of:.4f})")  # fmt: skip
        if "-v" in sys.argv:
            for text, want, got in wrong:
                print(f"  {text}\n    want {want}\n    got  {got}")
    print(f"speed: {speed(prose()):.0f} code points a second")


if __name__ == "__main__":
    main()
