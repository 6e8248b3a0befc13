"""What is found below a path, what is said of it, and that nothing makes the judge fall over."""

from __future__ import annotations

import random
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from pipeline import verify
from pipeline.diagnostics import Code
from pipeline.driver import DEFAULT_FORMS, build
from pipeline.errors import UsageError
from pipeline.verify.convention import Asked, Convention, Place, Where
from pipeline.verify.filesets import UnreadableError, zip_fileset
from tests import command
from tests.verify.faults import edit, edit_epub
from tests.verify.stock import BOOK, copy, judge
from tests.verify.test_random_books import published

pytestmark = pytest.mark.xdist_group("verify")


def test_a_path_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    """The operator is told, not the author."""
    with pytest.raises(UsageError, match="no such file"):
        judge(tmp_path / "none")


@pytest.mark.parametrize("name", ["", "text.txt"])
def test_a_path_with_nothing_published_is_wrong_use(name: str, tmp_path: Path) -> None:
    """An empty folder, or a file of another kind."""
    (tmp_path / "text.txt").write_text("a")

    with pytest.raises(UsageError, match="no EPUB, DAISY, BRF, PEF or eBraille here"):
        judge(tmp_path / name)


def test_every_form_is_counted(tmp_path: Path) -> None:
    """The summary names each publication with numbers, in both languages."""
    verified, _ = judge(copy(tmp_path))

    assert [tally.form.value for tally in verified.tallies] == [
        "EPUB", "DAISY 2.02", "DAISY 3", "BRF",
    ]  # fmt: skip
    assert verified.counts["books"] == 4
    assert all(tally.counts["glosses"] == 6 for tally in verified.tallies)
    assert "単元 3" in verified.summary("ja")
    assert "3 units" in verified.summary("en")
    assert verified.summary("en").splitlines()[-1] == "4 publications: 0 errors, 0 warnings."


@pytest.mark.parametrize(
    "name", [f"{BOOK}.epub", "daisy202/ncc.html", f"daisy3/{BOOK}.opf", f"braille/{BOOK}-1.brf"]
)
def test_a_file_may_be_named(name: str, tmp_path: Path) -> None:
    """An EPUB, an NCC, a package or a volume stands for its publication."""
    verified, found = judge(copy(tmp_path) / name)

    assert (len(verified.tallies), found) == (1, [])


def test_errors_and_warnings_are_counted(tmp_path: Path) -> None:
    """Each finding is counted by its severity."""
    folder = copy(tmp_path)
    edit_epub("unit-001", "電波です", "radioです")(folder)
    edit_epub("unit-003", ">iPhone<", ">iPad<")(folder)

    verified, _ = judge(folder / f"{BOOK}.epub")

    assert (verified.errors, verified.warnings) == (1, 1)


def test_forms_of_one_book_gloss_the_same_words(tmp_path: Path) -> None:
    """A gloss that only one form lacks is found by the others, with the unit and the word."""
    folder = copy(tmp_path)
    edit("daisy202/u0003.html", "（<span[^>]*>iPhone</span>）", "")(folder)

    _, found = judge(folder)

    (finding,) = [f for f in found if f.code is Code.FORMS_DISAGREE]
    assert finding.message("en") == (
        "unit 3 glosses other words than in EPUB (only here: –; only there: iphone)"
    )
    assert finding.pos.file.endswith("u0003.html")


def test_books_in_one_folder_are_not_compared(tmp_path: Path) -> None:
    """Two EPUBs side by side are two books."""
    first, second = copy(tmp_path / "1"), copy(tmp_path / "2")
    edit_epub("unit-002", "(ICカード|アイシー（?)", "カード")(second)
    (second / f"{BOOK}.epub").rename(first.parent / "b.epub")
    (first / f"{BOOK}.epub").rename(first.parent / "a.epub")

    _, found = judge(first.parent / "a.epub", first.parent / "b.epub")

    assert Code.FORMS_DISAGREE not in {finding.code for finding in found}


def test_the_whole_book_may_be_the_unit(tmp_path: Path) -> None:
    """Then a gloss in a later unit is a second one, in every form."""
    for form in ("*.epub", "daisy202", "daisy3", "braille"):
        (path,) = copy(tmp_path / form.strip("*.")).glob(form)
        _, found = judge(path, asked=Asked(unit="book"))
        second = [finding for finding in found if finding.code is Code.SECOND_GLOSS]
        assert len(second) == 3, form


def test_a_place_is_a_line_and_column_of_the_file(tmp_path: Path) -> None:
    """The place leads to the word in the published file."""
    folder = copy(tmp_path)
    edit("daisy202/u0001.html", "電波です", "radioです")(folder)

    _, found = judge(folder / "daisy202")

    (finding,) = found
    text = (folder / "daisy202" / "u0001.html").read_text(encoding="utf-8")
    line = text.splitlines()[finding.pos.line - 1]
    assert line[finding.pos.column - 1 :].startswith("radio")


@pytest.mark.parametrize("seed", range(8))
def test_no_damage_makes_the_judge_fall_over(seed: int, tmp_path: Path) -> None:
    """Bytes changed, cut out or doubled anywhere: findings, never an exception."""
    chance = random.Random(seed)
    folder = copy(tmp_path)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = bytearray(path.read_bytes())
        for _ in range(chance.randint(1, 6)):
            start = chance.randrange(len(data))
            size = chance.choice((1, 1, 4, 60))
            data[start : start + size] = chance.choice(
                (b"", b"\xff", b"<", b"\0", b'"', b"#", bytes(data[start : start + size]) * 2)
            )
        path.write_bytes(bytes(data))

    assert judge(folder)[1]


def test_the_rule_of_glosses_may_be_asked_for(tmp_path: Path) -> None:
    """The options go before what the files say, and the messages tell of them."""
    path = copy(tmp_path) / f"{BOOK}.epub"

    assert command.run("verify", path, "--gloss", "first").returncode == 0
    never = command.run("verify", path, "--gloss", "never", "--lang", "en")
    headings = command.run("verify", path, "--uncounted", "headings", "title")
    assert (never.returncode, headings.returncode) == (1, 1)
    assert "V038" in never.stderr
    assert "verify's --gloss" in never.stderr
    assert "V038" in headings.stderr


def test_every_form_but_braille_states_the_rule(tmp_path: Path) -> None:
    """Braille follows the forms beside it; alone it is judged by the usual rule, or as asked."""
    rule = ('where = "always"', "headings_count = false")
    folder = published(tmp_path, 60, rule=rule)
    expected = Convention(Where.ALWAYS, uncounted=frozenset({Place.HEADINGS}))

    assert [entry.rule for entry in judge(folder)[0].tallies] == [expected] * 4
    (volume, *_) = sorted((folder / "braille").glob("*.brf"))
    away = tmp_path / volume.name
    away.write_bytes(volume.read_bytes())
    assert Code.SECOND_GLOSS in {finding.code for finding in judge(away)[1]}
    asked = Asked(Where.ALWAYS, uncounted=frozenset({Place.HEADINGS}))
    assert Code.SECOND_GLOSS not in {finding.code for finding in judge(away, asked=asked)[1]}


def test_a_book_with_the_usual_rule_states_nothing(tmp_path: Path) -> None:
    """What everybody does needs no words."""
    folder = copy(tmp_path)

    assert b"prod:gloss" not in (folder / "daisy202" / "ncc.html").read_bytes()
    assert b"prod:gloss" not in b"".join(p.read_bytes() for p in (folder / "daisy3").glob("*.opf"))


def test_the_numbers_of_printed_pages_are_no_words(tmp_path: Path) -> None:
    """Front pages (iv) and special ones (A-3) stand in page lists and at the edge of braille."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "book.toml").write_text('title = "本"\npublisher = "館"\n', encoding="utf-8")
    lines = ("# 題", "{page=iv}", "一文目です。{page=1}二文目です。", "{page=A-3}", "終わりです。")
    (source / "01.md").write_text("\n\n".join(lines), encoding="utf-8")
    build(str(source), DEFAULT_FORMS, tmp_path / "build", strict=False)

    _, found = judge(tmp_path / "build")

    assert found == []


@pytest.mark.parametrize("page", ["title.xhtml", "nav.xhtml", "colophon.xhtml", "unit-001.xhtml"])
def test_full_ruby_is_judged_on_every_page(tmp_path: Path, page: str) -> None:
    """One kanji without its reading anywhere, and the claim does not hold."""
    source = tmp_path / "source"
    source.mkdir()
    settings = 'title = "漢字"\npublisher = "図書館"\n[epub]\nruby = "full"\n'
    (source / "book.toml").write_text(settings, encoding="utf-8")
    (source / "01.md").write_text("# 題\n\n本を読む。\n", encoding="utf-8")
    build(str(source), ("epub",), tmp_path / "build", strict=False)
    folder = tmp_path / "build" / "source"
    assert judge(folder)[1] == []

    edit_epub(page, "<ruby>([^<]*)<.*?</ruby>", r"\1")(folder)

    assert Code.FALSE_CLAIM in [finding.code for finding in judge(folder)[1]]


@pytest.mark.parametrize("entry", ["EPUB/styles/book.css", "EPUB/images/img001.png"])
def test_every_entry_comes_out_of_the_archive_whole(entry: str, tmp_path: Path) -> None:
    """A damaged style sheet or picture, whose text nobody parses, is found as well."""
    path = copy(tmp_path) / f"{BOOK}.epub"
    with zipfile.ZipFile(path) as archive:
        (info,) = [i for i in archive.infolist() if i.filename == entry]
    data = bytearray(path.read_bytes())
    data[info.header_offset + 30 + len(entry) + 10] ^= 0xFF
    path.write_bytes(data)

    assert Code.CORRUPT_FILE in {finding.code for finding in judge(path)[1]}


def test_an_entry_is_read_or_said_to_be_damaged(tmp_path: Path) -> None:
    """Whatever byte of an archive changes, and however an entry is compressed."""
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(path, "w") as archive:
        for method in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
            zipfile.ZIP_BZIP2,
            zipfile.ZIP_LZMA,
        ):
            archive.writestr(f"表{method}.png", b"abc" * 99, compress_type=method)
    whole = path.read_bytes()
    said = 0
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            files, _ = zip_fileset(path)
        except UnreadableError:
            continue
        for name in files.sizes:
            try:
                files.read(name)
            except UnreadableError:
                said += 1

    assert said > len(whole) // 2


def test_a_message_lists_a_few_words_and_counts_the_rest() -> None:
    """Forms that differ in hundreds of words are told in a line."""
    few, many = verify._listed(Counter("ab")), verify._listed(Counter("abcdefghij"))

    assert (few.ja, few.en) == ("a、b", "a、b")
    assert (many.ja, many.en) == (
        "a、b、c、d、e、f、g、h ほか 2 語",
        "a、b、c、d、e、f、g、h and 2 more",
    )
