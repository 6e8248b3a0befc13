"""One reading everywhere: what the voice says of a book is what its braille says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.braille.orthography import transcribe
from pipeline.braille.transcription import Scribe, pieces
from pipeline.braille.words import Fixed, Word
from pipeline.document import Book, Phrase, Reading
from pipeline.driver import Findings, load
from pipeline.japanese.tables import table
from pipeline.sources import book_folder
from pipeline.speech import voice
from pipeline.speech.production import SCRIPTS
from pipeline.speech.readings import differences
from pipeline.speech.spoken import Speaker, Utterance
from pipeline.transforms.phrases import mark_phrases, phrases
from pipeline.walk import inline_runs, unit_blocks

SETTINGS = 'title = "読み"\n[speech]\ngloss = "skip"\n'
TERMS = (
    "Qmepo\tキュメポ\tキューメポ\t架空の品\n"
    "web171\tウェブ171\tウェブ 171\t伝言板\n"
    "iPhone\tアイホン\t\tこの本だけの読み\n"
    "山上\tサンジョウ\t\tこの本の地名\n"
)
FIXED = """\
# {一日|ひとひ}の読み

Qmepoとweb171とiPhoneを使います。もう一度Qmepoを使います。

{今日|こんにち}は、{市場|いちば}で{生|なま}ものを、{上手|かみて}から{家|うち}へ運びます。

山上から角を曲がり、山上へ戻ります。

- {角田|つのだ}さんのiPhone
- {東海林|しょうじ}さんのweb171
"""


def made_book(folder: Path, text: str) -> Book:
    """A book of one unit, read, normalised, its phrases marked."""
    (folder / "book.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "terms.tsv").write_text(TERMS, encoding="utf-8")
    (folder / "01.md").write_text(text, encoding="utf-8")
    return mark_phrases(load(book_folder(str(folder)), Findings()), lambda _: None)


def in_braille(phrase: Phrase, readings: tuple[Reading, ...] = ()) -> list[str]:
    """The kana of a phrase in braille, word by word, without glosses."""
    written: list[str] = []

    def noted(text: str, fixed: Sequence[Fixed] = ()) -> tuple[Word, ...]:
        words = transcribe(text, fixed)
        written.extend(word.kana for word in words)
        return words

    pieces(phrase.children, Scribe(noted, lambda _: None, bare=True, readings=readings))
    return written


def heard(book: Book) -> dict[str, list[Utterance]]:
    """What is said of each phrase of a book."""
    speaker, said = Speaker.of(book), dict[str, list[Utterance]]()
    for segments in SCRIPTS["daisy202"](book):
        utterances = dict(speaker.utterances(segments))
        for segment in segments:
            said.setdefault(segment.phrase, []).append(utterances[segment.id])
    return said


def phrases_of(book: Book) -> list[Phrase]:
    """Every phrase of the units, each once."""
    runs = (run for unit in book.units for b in unit_blocks(unit) for run in inline_runs(b))
    return list({phrase.id: phrase for run in runs for phrase in phrases(run)}.values())


def check(book: Book) -> int:
    """Each phrase is said as it is written; returns how many there are."""
    found, said = phrases_of(book), heard(book)
    for phrase in found:
        breaths = [breath for utterance in said[phrase.id] for breath in utterance.breaths]
        features = [f for b in breaths for f in voice.features(b.text, b.kana)]

        assert differences(features, in_braille(phrase, book.readings)) == [], phrase
    return len(found)


def test_readings_that_a_person_fixed_are_said_as_they_are_written(tmp_path: Path) -> None:
    """terms.tsv (its braille column too) and ruby, in headings, sentences and lists."""
    assert check(made_book(tmp_path, FIXED)) == 7


def test_homographs_are_said_as_they_are_written(tmp_path: Path) -> None:
    """The example of every rule that reads a word by what stands around it."""
    examples = [row[5] for row in table("homographs.tsv", 8)]

    assert check(made_book(tmp_path, "# 題\n\n" + "\n\n".join(examples))) > 160


def test_a_difference_would_be_seen(tmp_path: Path) -> None:
    """The comparison is no formality: a voice left to itself reads otherwise."""
    made = made_book(tmp_path, "# 題\n\n{今日|こんにち}の空。\n")
    _, phrase = phrases_of(made)

    assert differences(voice.features("今日の空。", ["キョーノ", "ソラ。"]), in_braille(phrase))
