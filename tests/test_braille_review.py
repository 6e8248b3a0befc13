"""The review of a book's braille, and the readings a person settles."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from pipeline.braille.lines import braille
from pipeline.braille.orthography import transcribe
from pipeline.commands.terms import doubtful_readings
from pipeline.diagnostics import Code
from pipeline.document import Book
from pipeline.driver import Findings, load
from pipeline.sources import book_folder
from pipeline.writers.braille import WRITERS
from tests.command import run

DOUBTFUL = "新しい龘を買う。"  # 龘: in no dictionary


def write_book(folder: Path, text: str, terms: str = "") -> Book:
    """A book of one file, as the writers get it."""
    folder.mkdir(exist_ok=True)
    (folder / "book.toml").write_text('title = "見本"\n', encoding="utf-8")
    (folder / "01.md").write_text(f"# 初め\n\n{text}\n", encoding="utf-8")
    (folder / "terms.tsv").write_text(terms, encoding="utf-8")
    return load(book_folder(str(folder)), Findings())


def text_of(book: Book) -> str:
    (data,) = WRITERS["txt"](book).values()
    return data.decode()


def test_a_doubt_is_listed_with_its_sentence(tmp_path: Path) -> None:
    """Each doubtful word has its kana, the reason, its place and the sentence it stands in."""
    book = write_book(tmp_path / "b", f"古い本だ。{DOUBTFUL}次は{DOUBTFUL}😀")

    doubt, named, unknown = sorted(doubtful_readings(book), key=lambda row: row.code.value)

    assert (doubt.code, doubt.kana, len(doubt.places)) == (Code.DOUBTFUL_READING, "龘ヲ", 2)
    assert doubt.why.startswith("龘")
    place = doubt.places[0]
    assert f"{place.before}{place.word}{place.after}" == DOUBTFUL
    assert str(place.pos).endswith("01.md:3:9")
    assert (unknown.code, unknown.word, unknown.why) == (Code.UNKNOWN_CHARACTER, "龘", "U+9F98")
    assert (named.code, named.word, named.doubtful) == (Code.NAMED_CHARACTER, "😀", False)


def test_review_writes_both_tables_of_the_braille(tmp_path: Path) -> None:
    """The page for people and the table for tools say the same, doubtful words first."""
    folder = tmp_path / "b"
    write_book(folder, f"😀{DOUBTFUL}")

    assert run("review", folder, "--out", tmp_path / "out").returncode == 0

    lines = (tmp_path / "out/b/review-braille.tsv").read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[0] for line in lines[:1] + lines[-1:]] == ["code", "B002"]
    assert {line.split("\t")[1] for line in lines[1:-1]} == {"龘を", "龘"}
    assert lines[1].endswith(f"\t😀{DOUBTFUL}")
    page = html.parse(str(tmp_path / "out/b/review-braille.html"))
    assert sorted(page.xpath("//tbody/tr/th/text()")) == ["龘", "龘を", "😀"]
    assert page.xpath("//tbody/tr/th/text()")[-1] == "😀"
    assert sorted(page.xpath("//mark/text()")) == ["龘", "龘を", "😀"]
    assert page.xpath("string(/html/@lang)") == "ja"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("新しい{龘|とう}を買う。", ""),
        (DOUBTFUL, "龘\tトウ\t\t編集部\n"),
        (DOUBTFUL, "龘\tトー\tトー\t編集部\n"),
    ],
    ids=["ruby", "reading", "braille"],
)
def test_a_reading_that_a_person_fixed_wins_and_ends_the_doubt(
    tmp_path: Path, text: str, terms: str
) -> None:
    """By ruby or in terms.tsv: it is what stands in the braille, and nothing is asked again."""
    before = write_book(tmp_path / "a", DOUBTFUL)
    after = write_book(tmp_path / "b", text, terms)

    assert len(doubtful_readings(before)) == 2
    assert doubtful_readings(after) == ()
    assert "⠞⠒⠔" in text_of(after)


def test_the_dictionary_reads_whole_words_only(tmp_path: Path) -> None:
    """方 in terms.tsv is the word 方, not a part of 方法; a name is read wherever it stands."""
    terms = "方\tカタ\t\t編集部\n東海林\tトーカイリン\tトーカイ リン\t本人\n"
    book = write_book(tmp_path / "b", "その方法を東海林さんの方に聞く。", terms)

    cells = text_of(book)

    assert "⠮⠒⠮⠒⠔" in cells  # ホーホーヲ
    assert "⠡⠕⠇" in cells  # カタニ
    assert "⠞⠒⠡⠃⠀⠓⠴" in cells  # トーカイ リン, cut as the dictionary has it


def test_a_doubt_is_about_the_part_that_punctuation_leaves() -> None:
    """What stands after a full stop is not part of the doubtful word before it."""
    text = "龘を。次に、龘です。"
    line = braille(transcribe, text, ())

    assert [text[word.start : word.end] for word in line.doubtful] == ["龘を。", "龘です。"]
    assert [stretch.doubt != "" for stretch in line.stretches] == [True, False, True]
