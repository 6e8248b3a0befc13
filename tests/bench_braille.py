"""Speed of braille: ``python -m tests.bench_braille``, beside libkuraji in the same run.

Ours is the whole job, book in the document model → volumes → BRF; libkuraji's is its translation
of the same text, kana and kanji, to lines of cells. The text is the manual repeated to 200,000
characters: as it is, so that most sentences have been seen before; and with every sentence new.
Both are measured in processor time, each in a process of its own that has its dictionaries loaded
and has read no sentence of the manual. libkuraji's dictionary has to be downloaded, so its rules
run here on the analysis of UniDic, which changes what it reads but hardly how long it takes.
"""

from __future__ import annotations

import itertools
import re
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import Any

from pipeline.cli import collect_rarely
from pipeline.document import Book, Inlines, Text
from pipeline.driver import Findings, load
from pipeline.sources import book_folder
from pipeline.walk import inline_runs, map_texts, map_unit, plain_text
from pipeline.writers.braille import write

CHARACTERS = 200_000
RUNS = 5
REPEATED, NEW = "repeated", "each sentence new"
_SENTENCE = re.compile("[^。]+。?")


def manual(text: str = REPEATED) -> Book:
    """The manual, its units repeated to so many characters; ``NEW``: no sentence twice."""
    book = load(book_folder("source/manual"), Findings())
    times = -(-CHARACTERS // sum(map(len, lines(book))))
    units = (replace(u, id=f"{u.id}-{n}") for n in range(times) for u in book.units)
    book = replace(book, units=tuple(units))
    return _anew(book) if text == NEW else book


def _anew(book: Book) -> Book:
    """A book whose sentences, where said before, begin with clauses of others."""
    others = itertools.cycle(_clauses(book))
    said: set[str] = set()

    def sentence(match: re.Match[str]) -> str:
        made = match.group()
        while made in said:
            made = f"{next(others)}、{made}"
        said.add(made)
        return made

    def text(old: Text) -> Inlines:
        return (replace(old, value=_SENTENCE.sub(sentence, old.value)),)

    def run(old: Inlines) -> Inlines:
        return map_texts(old, text)

    return replace(book, units=tuple(map_unit(unit, run) for unit in book.units))


def _clauses(book: Book) -> dict[str, None]:
    """What stands before each 、 of a book, back to where its sentence or clause began."""
    found = (re.findall("([^。、]{3,})、", line) for line in lines(book))
    return dict.fromkeys(itertools.chain.from_iterable(found))


def lines(book: Book) -> list[str]:
    """The text of a book, a run of inlines a line, each once."""
    blocks = (
        b for u in book.units for bs in (u.blocks, *(n.blocks for n in u.footnotes)) for b in bs
    )
    runs = (run for block in blocks for run in inline_runs(block))
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


def ours(text: str) -> float:
    """Characters a second of the whole job."""
    from pipeline.braille.orthography import transcribe

    book = manual(text)
    transcribe("始める。", ())
    started = time.process_time()
    write(book, ["brf"], lambda _: None)
    return sum(map(len, lines(book))) / (time.process_time() - started)


def libkuraji(text: str) -> float:
    """Characters a second of libkuraji's translation of kana and kanji."""
    from libkuraji import initialize, translate_kanji

    texts = lines(manual(text))
    initialize(analyzer=UniDic())
    translate_kanji("始める")
    started = time.process_time()
    for line in texts:
        translate_kanji(line)
    return sum(map(len, texts)) / (time.process_time() - started)


def fastest(text: str) -> tuple[float, float]:
    """The best of several runs of ours and of libkuraji's, by turns: the machine is never idle."""
    found: list[tuple[float, float]] = []
    for _ in range(RUNS):
        # As the command sets its processes up, theirs, too.
        with ProcessPoolExecutor(
            1, get_context("spawn"), collect_rarely, max_tasks_per_child=1
        ) as pool:
            jobs = pool.submit(ours, text), pool.submit(libkuraji, text)
            found.append((jobs[0].result(), jobs[1].result()))
    return max(run[0] for run in found), max(run[1] for run in found)


def main() -> None:
    """Print characters a second of both, and how many times as fast ours is."""
    for text in (REPEATED, NEW):
        ours_, theirs = fastest(text)
        print(
            f"braille to BRF ({text}): {ours_:,.0f} characters/s,"
            f" libkuraji to lines {theirs:,.0f} ({ours_ / theirs:.2f} x)"
        )


if __name__ == "__main__":
    main()
