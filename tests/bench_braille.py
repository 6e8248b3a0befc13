"""Speed of braille: ``python -m tests.bench_braille``, beside libkuraji in the same run.

The whole job (manuscript in the document model → volumes → BRF) on the manual repeated to 200,000
characters, and libkuraji's own translation of the same text. libkuraji's dictionary has to be
downloaded, so its rules run here on the analysis of UniDic, which changes what it reads but
hardly how long it takes.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from pipeline.document import Book
from pipeline.driver import Findings, load
from pipeline.sources import book_folder
from pipeline.walk import inline_runs, plain_text, unit_blocks
from pipeline.writers.braille import write

CHARACTERS = 200_000


def manual() -> Book:
    """The manual, its units repeated to so many characters."""
    book = load(book_folder("source/manual"), Findings())
    times = -(-CHARACTERS // sum(map(len, lines(book))))
    units = (replace(u, id=f"{u.id}-{n}") for n in range(times) for u in book.units)
    return replace(book, units=tuple(units))


def lines(book: Book) -> list[str]:
    """The text of a book, a run of inlines a line."""
    runs = (run for u in book.units for b in unit_blocks(u) for run in inline_runs(b))
    return [text for run in runs if (text := plain_text(run, gloss=True))]


class UniDic:
    """What libkuraji asks of an analyser, answered by fugashi."""

    def __init__(self) -> None:
        import fugashi

        self.tagger: Any = fugashi.Tagger()

    def is_ready(self) -> bool:
        return True

    def analyze(self, text: str, logwrite: object = None) -> list[str]:
        """Words as lines of features in the order of IPADIC."""
        return [self._features(word) for word in self.tagger(text)]

    def _features(self, word: Any) -> str:
        f = word.feature
        kana, pron = f.kana or word.surface, f.pron or word.surface
        fields = [f.pos1, f.pos2, f.pos3, f.pos4, "*", "*", f.lemma or "*", kana, pron, "0/0", "*"]
        return ",".join([word.surface, *fields])


def ours(book: Book) -> float:
    """Seconds for the whole job, the dictionaries once loaded."""
    from pipeline.braille.orthography import transcribe

    transcribe("始める。", ())
    started = time.perf_counter()
    write(book, ["brf"], lambda _: None)
    return time.perf_counter() - started


def libkuraji(texts: list[str]) -> float:
    """Seconds for libkuraji's translation of kana and kanji."""
    from libkuraji import initialize, translate_kanji

    initialize(analyzer=UniDic())
    translate_kanji("始める")
    started = time.perf_counter()
    for text in texts:
        translate_kanji(text)
    return time.perf_counter() - started


def main() -> None:
    """Print characters a second of both."""
    book = manual()
    texts = lines(book)
    total = sum(map(len, texts))
    for name, seconds in (("ours, to BRF", ours(book)), ("libkuraji", libkuraji(texts))):
        print(f"braille, {name}: {total / seconds:,.0f} characters/s ({total:,} characters)")


if __name__ == "__main__":
    main()
