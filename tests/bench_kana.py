"""Accuracy and speed of braille kana: ``python -m tests.bench_kana [-v]``.

Prints how many lines and words of the dev cases (../shared/data/braille_dev.jsonl) and of our own
proof sentences (tests/data/prose.tsv) are right, and code points a second on fresh prose.
"""

from __future__ import annotations

import json
import sys
import time
from difflib import SequenceMatcher
from pathlib import Path

from pipeline.braille.orthography import kana

HERE = Path(__file__).resolve().parent
DEV = HERE.parent.parent / "shared" / "data" / "braille_dev.jsonl"
PROSE = HERE / "data" / "prose.tsv"

Pairs = list[tuple[str, str]]


def dev_cases() -> Pairs:
    """The dev cases, or none where ../shared is absent."""
    if not DEV.exists():
        return []
    lines = DEV.read_text(encoding="utf-8").splitlines()
    return [(case["text"], case["kana"]) for case in map(json.loads, lines)]


def prose() -> Pairs:
    """Our own sentences with the braille kana the guide gives them."""
    lines = PROSE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1]) for row in rows]


def exact(pairs: Pairs) -> tuple[int, list[tuple[str, str, str]]]:
    """How many lines are right to the letter, and the others as (text, expected, got)."""
    wrong = [(text, want, got) for text, want in pairs if (got := kana(text)) != want]
    return len(pairs) - len(wrong), wrong


def words_right(pairs: Pairs) -> tuple[int, int]:
    """How many of the expected words are found in their place, of how many."""
    right = total = 0
    for text, want in pairs:
        expected, got = want.split(), kana(text).split()
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
    for name, pairs in (("dev cases", dev_cases()), ("prose", prose() if PROSE.exists() else [])):
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
    if PROSE.exists():
        print(f"speed: {speed(prose()):.0f} code points a second")


if __name__ == "__main__":
    main()
