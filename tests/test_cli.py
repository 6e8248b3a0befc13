"""The command line is a contract: what it takes, what it prints, how it ends."""

import errno
import html
import json
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from tests.command import book, run

UNIT = "# 単元\n\niPhoneを使う。iPhoneを閉じる。\n"


def test_normalize_reads_standard_input() -> None:
    """The example of the issue, to the letter."""
    done = run("normalize", "-", stdin="ICカードとiPhone。iPhoneのIC。\n")

    assert done.stdout == "アイシー（IC）カードとアイフォン（iPhone）。アイフォンのアイシー。\n"
    assert (done.returncode, done.stderr) == (0, "")


def test_normalize_takes_a_book_s_dictionary(tmp_path: Path) -> None:
    """The book's own row wins over the house's."""
    folder = book(tmp_path / "b", UNIT)
    (folder / "terms.tsv").write_text("iPhone\tアイホン\t\t編集方針\n", encoding="utf-8")

    assert run("normalize", "--book", folder, stdin="iPhone\n").stdout == "アイホン（iPhone）\n"


def test_katakana_is_a_table() -> None:
    """Word, katakana, source and confidence, a line for each word, blank for blank."""
    done = run("katakana", "-", stdin="iPhone\n\nQR\n")

    lines = done.stdout.split("\n")
    assert lines[0].split("\t")[:2] == ["iPhone", "アイフォン"]
    assert lines[1] == ""
    assert lines[2].split("\t")[:2] == ["QR", "キューアール"]
    assert all(0 <= float(line.split("\t")[3]) <= 1 for line in (lines[0], lines[2]))
    assert run("katakana", "iPhone", "QR").stdout == f"{lines[0]}\n{lines[2]}\n"


def test_kana_and_braille_keep_line_for_line() -> None:
    """A blank line stays one, and the last line needs no end."""
    assert (
        run("kana", stdin="本を読む。\n\n私は行く。").stdout == "ホンヲ ヨム。\n\nワタシワ イク。\n"
    )
    assert run("braille", stdin="本を読む。\n\n").stdout == "⠮⠴⠔ ⠜⠽⠲\n\n"


def test_braille_as_ascii() -> None:
    """BRF's letters, a blank for a blank."""
    assert run("braille", "--to", "brf", stdin="本を読む。\n").stdout.isascii()


def test_text_that_is_not_utf8_is_refused_with_its_place() -> None:
    """A filter says which line is not UTF-8."""
    done = run("kana", stdin="一\n".encode() + b"\x82\xa0\n")

    assert done.returncode == 1
    assert "<stdin>:2" in done.stderr
    assert "UTF-8" in done.stderr
    assert "（5 バイト目が" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("fly",),
        ("build", "--to", "mobi"),
        ("build", "no-such-folder"),
        ("build", "--jobs", "0"),
        ("verify",),
        ("verify", "no-such-file.epub"),
        ("lint", "tests"),
        ("kana", "no-such-file.txt"),
        ("terms", "set", "source/guide", "x"),
        ("terms", "set", "source/guide", "", "エックス"),
        ("terms", "set", "source/guide", "#x", "エックス"),
        ("terms", "set", "source/guide", "x", "漢字"),
        ("terms", "set", "source/guide", "x", "ー"),
        ("terms", "set", "source/guide", "x", "エックス", "--braille", "えx"),
        ("terms", "confirm", "source/guide"),
        ("katakana", "\udcff"),
        ("lint", "\udcff"),
    ],
)
def test_wrong_use_ends_in_2(arguments: tuple[str, ...]) -> None:
    """A wrong call says what is wrong, and its exit status is 2."""
    done = run(*arguments)

    assert done.returncode == 2
    assert done.stderr.strip()


def test_new_makes_a_book_that_builds(tmp_path: Path) -> None:
    """What a newcomer gets builds in every form and passes verify."""
    folder = tmp_path / "はじめての本"
    assert run("new", folder).returncode == 0

    built = run("build", folder, "--out", tmp_path / "out")
    assert (built.returncode, built.stderr) == (0, "")
    assert run("verify", tmp_path / "out").returncode == 0


def test_new_makes_nothing_of_a_name_that_is_no_text(tmp_path: Path) -> None:
    """A title has to be UTF-8, so no folder is left behind."""
    assert run("new", tmp_path / "n\udcff").returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    """A folder with something in it stays as it is."""
    (tmp_path / "note.txt").write_text("大事", encoding="utf-8")

    assert run("new", tmp_path).returncode == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["note.txt"]


def test_lint_speaks_json_and_sarif(tmp_path: Path) -> None:
    """Tools get every finding with code, place and wording."""
    folder = book(tmp_path / "b", "# 単元\n\nZorplequixです。\n")

    (finding,) = json.loads(run("lint", folder, "--format", "json").stdout)
    assert (finding["code"], finding["line"], finding["column"]) == ("N001", 3, 1)
    sarif = json.loads(run("lint", folder, "--format", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    assert sarif["runs"][0]["results"][0]["ruleId"] == "N001"


def test_strict_makes_a_warning_an_error(tmp_path: Path) -> None:
    """A guess is published with a warning, and with ``--strict`` not at all."""
    folder = book(tmp_path / "b", "# 単元\n\nZorplequixです。\n")

    assert run("lint", folder).returncode == 0
    assert run("lint", folder, "--strict").returncode == 1
    strict = run("build", folder, "--to", "brf", "--strict", "--out", tmp_path / "out")
    assert strict.returncode == 1
    assert not (tmp_path / "out").exists()


def test_messages_follow_the_locale(tmp_path: Path) -> None:
    """Japanese where the locale is Japanese or ``--lang ja``, else English."""
    folder = book(tmp_path / "b", UNIT, toml="title = 3\n")

    assert "エラー" in run("lint", folder).stdout
    assert "error:" in run("lint", folder, lang="C.UTF-8").stdout
    assert "エラー" in run("lint", folder, "--lang", "ja", lang="C.UTF-8").stdout
    assert "エラー" in run("--lang", "ja", "lint", folder, lang="C.UTF-8").stdout
    assert "error:" in run("--lang", "ja", "lint", folder, "--lang", "en").stdout


@pytest.mark.parametrize(
    ("command", "ja", "en"),
    [
        ("new", "足りないものがあります: DIR", "arguments are required: DIR"),
        ("lint b --format", "--format の後に値を 1 つ", "--format: expected one argument"),
        ("lint b --format xml", "--format に「xml」は選べません", "invalid choice: 'xml'"),
        ("doctor --xml", "知らない指定です: --xml", "unrecognized arguments: --xml"),
        ("build --to mp3", "「mp3」は知らない形式です", "choose from epub"),
        ("build --jobs 0", "1 以上の整数", "at least 1"),
        (
            "lint b --strict=1",
            "--strict は値を取りません（書かれている値: 1）",
            "ignored explicit argument '1'",
        ),
    ],
)
def test_wrong_use_is_told_in_the_reader_s_language(command: str, ja: str, en: str) -> None:
    """What is wrong, and where to read how the command is written; exit status 2."""
    words = command.split()

    assert (ja in run(*words).stderr, run(*words).returncode) == (True, 2)
    assert "--help で書き方が出ます" in run("--lang", "ja", *words, lang="C.UTF-8").stderr
    assert en in run(*words, lang="C.UTF-8").stderr


def test_doctor_speaks_one_language() -> None:
    """A state is a word of the language asked for, as its purpose is."""
    assert "動きます" in run("doctor").stdout
    assert "works" in run("doctor", lang="C.UTF-8").stdout
    assert "動きます" not in run("doctor", lang="C.UTF-8").stdout


def test_a_second_build_does_nothing(tmp_path: Path) -> None:
    """What is up to date is left alone; what changed is built again."""
    folder, out = book(tmp_path / "b", UNIT), tmp_path / "out"
    assert "brf" in run("build", folder, "--to", "brf", "--out", out).stdout
    made = out / "b" / "braille" / "b-1.brf"
    before = made.stat().st_mtime_ns

    assert "変わりなし" in run("build", folder, "--to", "brf", "--out", out).stdout
    assert made.stat().st_mtime_ns == before

    (folder / "01-unit.md").write_text(UNIT + "\n追加。\n", encoding="utf-8")
    assert "brf" in run("build", folder, "--to", "brf", "--out", out).stdout


def test_an_output_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """The message names the folder; nothing is made in part."""
    folder = book(tmp_path / "b", UNIT)
    (tmp_path / "out").write_text("これはファイル", encoding="utf-8")

    done = run("build", folder, "--to", "brf", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert str(tmp_path / "out") in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    """A folder that may not be written is named."""
    folder = book(tmp_path / "b", UNIT)
    (tmp_path / "out").mkdir(mode=0o500)

    done = run("build", folder, "--to", "brf", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert list((tmp_path / "out").iterdir()) == []


def test_a_faulty_dictionary_names_its_line(tmp_path: Path) -> None:
    """A row with too few columns, a word that stands twice: file, line and remedy."""
    folder = book(tmp_path / "b", UNIT)
    (folder / "terms.tsv").write_text("# 表\niPhone\tアイフォン\n", encoding="utf-8")
    few = run("build", folder, "--to", "brf", "--out", tmp_path / "out")
    rows = "iPhone\tアイフォン\t\tx\niPhone\tアイホン\t\tx\n"
    (folder / "terms.tsv").write_text(rows, encoding="utf-8")
    twice = run("build", folder, "--to", "brf", "--out", tmp_path / "out")

    assert few.returncode in (1, 2)
    assert "terms.tsv:2" in few.stderr
    assert twice.returncode in (1, 2)
    assert "terms.tsv:2" in twice.stderr
    assert not (tmp_path / "out").exists()


def test_terms_settle_a_doubt(tmp_path: Path) -> None:
    """What a person sets is used from the next build on, and no longer doubtful."""
    folder = book(tmp_path / "b", "# 単元\n\nZorplequixです。\n")
    assert run("terms", "set", folder, "Zorplequix", "ゾープレクイクス").returncode == 0

    assert "N001" not in run("lint", folder).stdout
    assert run("terms", "list", folder).stdout.startswith(
        "Zorplequix\tゾープレクイクス\tbook\t1.00\t1"
    )


def test_terms_confirm_keeps_what_is_there(tmp_path: Path) -> None:
    """Comments and other rows of the dictionary stay."""
    folder = book(tmp_path / "b", "# 単元\n\nZorplequixです。\n")
    (folder / "terms.tsv").write_text("# 覚え書き\nFoo\tフー\t\tx\n", encoding="utf-8")
    assert run("terms", "confirm", folder, "Zorplequix").returncode == 0

    lines = (folder / "terms.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["# 覚え書き", "Foo\tフー\t\tx"]
    assert lines[2].startswith("Zorplequix\t")
    assert "Foo" in run("terms", "unused", folder).stdout
    assert "N001" not in run("lint", folder).stdout


def test_terms_write_what_the_dictionary_holds(tmp_path: Path) -> None:
    """Kana typed in half width is kept in full; a file that Excel marked has no row twice."""
    folder = book(tmp_path / "b", UNIT)
    path = folder / "terms.tsv"
    path.write_bytes("\ufeffabc\tアブク\t\tx\r\nFoo\tフー\t\tx\r\n".encode())
    assert run("terms", "set", folder, "ａｂｃ", "ｴｰﾋﾞｰ", "--braille", "ｴｰ　ﾋﾞｰ").returncode == 0

    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines == ["abc\tエービー\tエー ビー\t確認", "Foo\tフー\t\tx"]


def test_a_row_for_a_japanese_word_that_the_text_has_is_used(tmp_path: Path) -> None:
    """It decides how braille and voice read the word, though it is no term."""
    folder = book(tmp_path / "b", "# 単元\n\n上手から出ます。\n")
    rows = "上手\tカミテ\t\t舞台\n下手\tシモテ\t\t舞台\n"
    (folder / "terms.tsv").write_text(rows, encoding="utf-8")

    assert run("terms", "unused", folder).stdout.split() == [
        f"{folder}/terms.tsv:2:",
        "下手",
        "シモテ",
    ]


def test_what_is_confirmed_is_in_the_house_style_of_the_book(tmp_path: Path) -> None:
    """The reading that review shows is the one that is written down, and katakana's too."""
    toml = 'title = "本"\n[katakana]\nmiddle_dot = true\n'
    folder = book(tmp_path / "b", "# 単元\n\nGoogle Playです。\n", toml=toml)

    assert run("terms", "list", folder).stdout.split("\t")[1] == "グーグル・プレイ"
    assert (
        run("katakana", "--book", folder, "Google Play").stdout.split("\t")[1] == "グーグル・プレイ"
    )
    assert (
        run("terms", "confirm", folder, "Google Play").stdout.split("\t")[1] == "グーグル・プレイ"
    )


@pytest.mark.parametrize("name", ["01-unit.md", "book.toml", "lint-ignore.toml"])
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    """No permission for a file of the book is no fault of the program."""
    folder = book(tmp_path / "b", UNIT)
    (folder / name).touch()
    read_bytes = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == name:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return read_bytes(path)

    with mock.patch.object(Path, "read_bytes", refused):
        done = run("lint", folder)

    assert done.returncode in (1, 2)
    assert name in done.stdout + done.stderr


@pytest.mark.parametrize("redirection", ["> /dev/full", ">&-"])
def test_output_that_cannot_be_written_is_told(redirection: str) -> None:
    """A full disk ends with a message; a closed output with none to read it is no fault."""
    command = f"{sys.executable} -m pipeline katakana iPhone {redirection}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)

    assert done.returncode == (3 if "full" in redirection else 0)
    assert "誤り" not in done.stderr


def test_review_is_written_for_people_and_tools(tmp_path: Path) -> None:
    """Each term with its source, its count and its places, doubtful ones first."""
    folder = book(tmp_path / "b", "# 単元\n\niPhoneとiPhoneとZorplequix。\n")
    assert run("review", folder, "--out", tmp_path / "out").returncode == 0

    rows = (tmp_path / "out" / "b" / "review.tsv").read_text(encoding="utf-8").splitlines()
    assert [row.split("\t")[0] for row in rows] == ["original", "Zorplequix", "iPhone"]
    assert rows[2].split("\t")[4] == "2"
    assert rows[1].split("\t")[7:] == ["yes", "アイフォンとアイフォンと[ゾープレキックス]。"]
    page = (tmp_path / "out/b/review.html").read_text(encoding="utf-8")
    assert "確かめてほしい語が 1 語" in page
    assert f"mimiyubi terms confirm {folder} Zorplequix</code>" in page


def test_review_shows_the_first_use_in_each_unit(tmp_path: Path) -> None:
    """However often a word stands before it; a name of two words is one argument."""
    units = ("# 単元\n\n" + "Zorple Quixです。\n" * 8, "# 次の単元\n\nZorple Quixです。\n")
    folder = book(tmp_path / "my book", *units)
    assert run("review", folder, "--out", tmp_path / "out").returncode == 0

    page = (tmp_path / "out/my book/review.html").read_text(encoding="utf-8")
    assert f"{folder}/02-unit.md:3:1" in page
    assert f"mimiyubi terms confirm '{folder}' " in html.unescape(page)


def test_doctor_finds_everything_here() -> None:
    """Where the tests run, all that publishing needs is installed."""
    done = run("doctor")

    assert done.returncode == 0
    assert "NG" not in done.stdout


def test_the_module_is_the_command() -> None:
    """``python -m pipeline`` is ``mimiyubi``, in UTF-8 whatever the locale."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "pipeline", "normalize", "-"]
    done = subprocess.run(
        command, input=b"iPhone\n", env=environment, capture_output=True, check=False
    )

    assert (done.stdout.decode(), done.returncode) == ("アイフォン（iPhone）\n", 0)


def test_a_fault_of_ours_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """No user sees a traceback; who asks for it does."""
    monkeypatch.setattr("pipeline.commands.books.doctor", lambda _: 1 // 0)
    monkeypatch.setattr("tests.command.DEBUG", "")

    done = run("doctor")
    assert done.returncode == 3
    assert "ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_braille_file_is_converted(tmp_path: Path) -> None:
    """A library's old BES file comes along: BRF to BES and back is the same BRF."""
    folder = book(tmp_path / "b", UNIT)
    run("build", folder, "--to", "brf,bes", "--out", tmp_path / "out")
    brf, bes = (tmp_path / "out" / "b" / "braille" / f"b-1.{name}" for name in ("brf", "bes"))
    command = [sys.executable, "-m", "pipeline", "braille"]
    back = subprocess.run(
        [*command, bes, "--from", "bes", "--to", "brf"], capture_output=True, check=True
    )

    assert back.stdout == brf.read_bytes()
    wrong = run("braille", brf, "--from", "pef", "--to", "brf")
    assert wrong.returncode in (1, 2)
    assert wrong.stderr.startswith(f"{brf}: U052 ")


def test_the_source_map_stands_beside_the_braille(tmp_path: Path) -> None:
    """Each volume's cells can be traced to the manuscript."""
    folder = book(tmp_path / "b", UNIT)
    run("build", folder, "--to", "brf", "--out", tmp_path / "out")

    (path,) = (tmp_path / "out" / "b" / "braille").glob("*.json")
    assert "01-unit.md" in path.read_text(encoding="utf-8")
