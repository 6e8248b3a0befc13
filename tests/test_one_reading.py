"""One reading everywhere: what the voice says of a book is what its braille says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.braille.orthography import transcribe
from pipeline.braille.transcription import Scribe, pieces
from pipeline.braille.words import Fixed, Word
from pipeline.document import Book, Phrase, Reading
from pipeline.driver import Findings, load
from pipeline.japanese.lexicon import Lexicon
from pipeline.japanese.spelling import spell
from pipeline.japanese.tables import table
from pipeline.sources import book_folder
from pipeline.speech import voice
from pipeline.speech.production import SCRIPTS
from pipeline.speech.readings import differences
from pipeline.speech.saying import ReadWord
from pipeline.speech.spoken import Speaker, Utterance
from pipeline.transforms.phrases import mark_phrases, phrases
from pipeline.walk import inline_runs, unit_blocks

ROOT = Path(__file__).resolve().parents[1]
BESIDE = {("ヨオビ", ""), ("ヨオカラ", ""), ("ヨオ", ""), ("ラカヨオ", "")}
"""（金） after a date is said 金曜日, 月〜金 is said 月曜から金曜, 月〜火 月曜から火曜."""
MARK = ("マル", "コメジルシ")
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


def in_braille(
    phrase: Phrase, readings: tuple[Reading, ...] = (), *, bare: bool = True
) -> list[str]:
    """The kana of a phrase in braille, word by word, without glosses where ``bare``."""
    written: list[str] = []

    def noted(text: str, fixed: Sequence[Fixed] = ()) -> tuple[Word, ...]:
        words = transcribe(text, fixed)
        written.extend(word.kana for word in words)
        return words

    pieces(phrase.children, Scribe(noted, lambda _: None, bare=bare, readings=readings))
    return written


def heard(book: Book, read: ReadWord = spell) -> dict[str, list[Utterance]]:
    """What is said of each phrase of a book."""
    speaker, said = Speaker.of(book, read), dict[str, list[Utterance]]()
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

        pairs = differences(features, in_braille(phrase, book.readings))
        assert [pair for pair in pairs if pair not in BESIDE] == [], phrase
    return len(found)


def test_readings_that_a_person_fixed_are_said_as_they_are_written(tmp_path: Path) -> None:
    """terms.tsv (its braille column too) and ruby, in headings, sentences and lists."""
    assert check(made_book(tmp_path, FIXED)) == 7


@pytest.mark.parametrize("name", ["manual", "guide"])
def test_our_own_books_are_said_as_they_are_written(name: str) -> None:
    """Every sentence, heading, cell and footnote: nothing braille has is said otherwise.

    What is said beside it (a step's ①, the name of a cell's column) no phrase has in braille.
    """
    folder = book_folder(str(ROOT / "source" / name))
    made = mark_phrases(load(folder, Findings()), lambda _: None)
    settings = made.settings
    settings = replace(settings, speech=replace(settings.speech, gloss="skip"))
    lexicon = Lexicon.load(folder.house_terms(), folder.terms, settings.katakana)
    said = heard(replace(made, settings=settings), lambda word: lexicon.read(word).katakana)
    found = [phrase for phrase in phrases_of(made) if phrase.id in said]  # not in a picture's text

    different = []
    for phrase in found:
        breaths = [breath for utterance in said[phrase.id] for breath in utterance.breaths]
        features = [f for b in breaths for f in voice.features(b.text, b.kana)]
        pairs = differences(features, in_braille(phrase, made.readings))
        different += [(phrase, pair) for pair in pairs if pair[1] and not pair[0].startswith(MARK)]

    assert len(found) > 700
    assert different == []


def test_a_comma_keeps_words_apart(tmp_path: Path) -> None:
    """Nothing that is put before a word changes it: after a mark, 部屋 is no ～ベヤ."""
    made = made_book(tmp_path, "# 題\n\n※ 部屋を明るくします。\n")
    kana = [word for said in heard(made).values() for u in said for word in u.kana]

    assert "ヘヤヲ" in "".join(kana)


def test_a_sentence_is_read_as_one_around_its_glosses(tmp_path: Path) -> None:
    """What follows a gloss, a call or a page is read by what stands before: ディー（d）払い."""
    text = "# 題\n\nd払い[^1]が使えるgの{page=3}店。\n\n[^1]: 店による。\n"
    made = made_book(tmp_path, text)
    kana = [word for said in heard(made).values() for u in said for word in u.kana]

    assert {"バライ", "ミセ。"} <= set(kana)
    assert "バライ" in "".join(in_braille(phrases_of(made)[1], bare=False))


def test_homographs_are_said_as_they_are_written(tmp_path: Path) -> None:
    """The example of every rule that reads a word by what stands around it."""
    examples = [row[5] for row in table("homographs.tsv", 8)]

    assert check(made_book(tmp_path, "# 題\n\n" + "\n\n".join(examples))) > 160


def test_a_difference_would_be_seen(tmp_path: Path) -> None:
    """The comparison is no formality: a voice left to itself reads otherwise."""
    made = made_book(tmp_path, "# 題\n\n{今日|こんにち}の空。\n")
    _, phrase = phrases_of(made)

    assert differences(voice.features("今日の空。", ["キョーノ", "ソラ。"]), in_braille(phrase))
