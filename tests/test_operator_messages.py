"""What stops a command: one message with a code, in the language asked for, with a remedy."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.braille.formats import WRITERS, bes, brf
from pipeline.braille.pages import Volume, page_of
from pipeline.diagnostics import Code
from pipeline.japanese import guess
from pipeline.japanese.tables import table
from pipeline.output import publish
from pipeline.writers.styles import styles_dir
from tests import command
from tests.command import Done, book
from tests.ebraille import PACKAGE, foreign
from tests.test_docx_packages import BAD, full
from tests.test_shelf import spoken
from tests.word import document_xml, minimal, replaced

UNIT = "# 単元\n\niPhoneを使う。\n"
VOLUME = Volume((page_of(["⠁⠃"]),), cells_per_line=32, lines_per_page=18)
LOCALES = {"ja": "ja_JP.UTF-8", "en": "C.UTF-8"}


@dataclass(frozen=True)
class Here:
    """An empty folder, ways to break the program, and a language to run commands in."""

    folder: Path
    patch: pytest.MonkeyPatch
    lang: str

    def run(self, *arguments: object, stdin: str | bytes = b"") -> Done:
        """Run a command."""
        return command.run(*arguments, stdin=stdin, lang=LOCALES[self.lang])

    def book(self, name: str = "b", unit: str = UNIT, toml: str = 'title = "本"\n') -> Path:
        """A book of one unit."""
        return book(self.folder / name, unit, toml=toml)

    def build(self, *arguments: object, **how: str) -> Done:
        """Build a book into ``out``."""
        return self.run("build", self.book(**how), "--out", self.folder / "out", *arguments)

    def terms(self, *arguments: object) -> Done:
        """Use the dictionary of a book."""
        return self.run("terms", arguments[0], self.book(), *arguments[1:])

    def file(self, data: bytes, name: str = "file") -> Path:
        """A file."""
        (self.folder / name).write_bytes(data)
        return self.folder / name

    def convert(self, data: bytes, source: str, target: str = "brf") -> Done:
        """Convert a braille file."""
        return self.run("braille", self.file(data), "--from", source, "--to", target)

    def imported(self, data: bytes, name: str = "a.docx") -> Done:
        """Import a document."""
        return self.run("import", self.file(data, name), "-o", self.folder / "made")

    def doctor(self, error: BaseException) -> Done:
        """Run a command that fails as no command should."""

        def fail(_: object) -> int:
            raise error

        self.patch.setattr("pipeline.commands.books.doctor", fail)
        self.patch.setattr("tests.command.DEBUG", "")
        return self.run("doctor")


Scene = Callable[[Here], Done]
SCENES: dict[str, tuple[int, Scene]] = {}


def scene(code: str, status: int) -> Callable[[Scene], Scene]:
    """A scene that ends in a code and an exit status."""

    def kept(made: Scene) -> Scene:
        SCENES[code] = status, made
        return made

    return kept


scene("U001", 2)(lambda here: here.run("doctor", "--xml"))
scene("U002", 2)(lambda here: here.build("--to", "daisy202ncc"))
scene("U003", 2)(lambda here: here.run("braille", "--to", "pef"))
scene("U004", 2)(lambda here: here.run("katakana", "\udcff"))
scene("U005", 2)(lambda here: here.run("lint", here.folder / "none"))
scene("U006", 2)(lambda here: here.run("lint", here.folder))
scene("U008", 2)(lambda here: here.run("build", here.book("a/x"), here.book("b/x")))
scene("U009", 2)(lambda here: here.run("new", here.book()))
scene("U010", 2)(lambda here: here.run("kana", here.folder / "none.txt"))
scene("U011", 2)(lambda here: here.run("build", here.book(), "--out", here.file(b"")))
scene("U013", 2)(lambda here: here.doctor(OSError(errno.EIO, os.strerror(errno.EIO), "a.txt")))
scene("U016", 2)(lambda here: here.run("braille", here.file(b"", "a.bes")))
scene("U021", 1)(lambda here: here.build(unit="# 単元\n\n<script></script>\n"))
scene("U022", 1)(lambda here: here.build(toml="title ="))
scene("U031", 2)(lambda here: here.terms("confirm"))
scene("U032", 2)(lambda here: here.terms("set", "AI"))
scene("U033", 2)(lambda here: here.terms("set", " ", "ア"))
scene("U034", 2)(lambda here: here.terms("set", "#AI", "ア"))
scene("U035", 2)(lambda here: here.terms("set", "AI", "ai"))
scene("U036", 2)(lambda here: here.terms("set", "AI", "アイ", "--braille", "ai"))
scene("U037", 2)(lambda here: here.terms("set", "AI", "アイ", "--note", "a\tb"))
scene("U041", 2)(lambda here: here.run("verify", here.folder))
scene("U042", 2)(lambda here: here.run("shelf", here.folder))
scene("U047", 1)(lambda here: here.run("shelf", spoken(here.folder, "<package")))
scene("U051", 1)(lambda here: here.convert(bes.write(VOLUME)[:600], "bes"))
scene("U052", 1)(lambda here: here.convert(brf.write(VOLUME), "bes"))
scene("U053", 1)(lambda here: here.convert("点字ではない".encode(), "brf"))
scene("U054", 1)(lambda here: here.convert(foreign(changed={"package.opf": epub()}), "ebrl"))
scene("U055", 1)(lambda here: here.convert(foreign(changed={"package.opf": None}), "ebrl"))
scene("U056", 1)(lambda here: here.convert(foreign("<p>⣿</p>"), "ebrl"))
scene("U057", 1)(lambda here: here.convert(foreign("<p>page</p>"), "ebrl"))
scene("U059", 2)(lambda here: here.convert(b"ABC\r\n" * 500, "brf", "bes"))
scene("U091", 3)(lambda here: here.doctor(ZeroDivisionError("x")))
scene("U092", 130)(lambda here: here.doctor(KeyboardInterrupt()))
scene("M104", 1)(lambda here: here.imported(BAD["old or protected"]))
scene("M105", 1)(lambda here: here.imported(b"just text"))
scene("M106", 1)(lambda here: here.imported(minimal(b"<w:document")))
scene("M107", 1)(lambda here: here.imported(minimal(document_xml("", "<!DOCTYPE x>"))))
scene("M108", 1)(lambda here: here.imported(replaced(full(), {"word/styles.xml": b"<x/>"})))
scene("M110", 1)(lambda here: here.imported(b" \n", "a.txt"))
scene("M111", 1)(lambda here: here.imported(b"%PDF-1.7", "a.txt"))
scene("M112", 1)(lambda here: here.imported(b"a\n\0b", "a.txt"))
scene("M113", 1)(lambda here: here.imported(b"\x81", "a.txt"))
scene("M114", 0)(lambda here: here.imported("題名\n本文。\n".encode("cp932"), "a.txt"))


def epub() -> str:
    """A package document that does not say that it is eBraille."""
    return re.sub(r"(?s)<dc:format>.*?</dc:format>", "", PACKAGE)


@scene("U007", 2)
def _no_books(here: Here) -> Done:
    here.patch.chdir(here.folder)
    return here.run("build")


@scene("U012", 2)
def _no_standard_input(here: Here) -> Done:
    line = f"{sys.executable} -m pipeline kana <&-"
    environment = {**os.environ, "LC_ALL": LOCALES[here.lang]}
    done = subprocess.run(line, shell=True, env=environment, capture_output=True, check=False)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@scene("U014", 2)
def _no_seconds(here: Here) -> Done:
    here.patch.setenv("SOURCE_DATE_EPOCH", "today")
    return here.build("--to", "brf")


@scene("U015", 1)
def _too_large(here: Here) -> Done:
    path = here.file(b"", "a.txt")
    os.truncate(path, 500 * 1024**2)  # a hole: it takes no space
    return here.run("import", path, "-o", here.folder / "made")


@scene("U043", 2)
def _a_book_called_shelf(here: Here) -> Done:
    built = spoken(here.folder)
    (built / "a").rename(built / "shelf")
    return here.run("shelf", built, "--out", here.folder / "out")


@scene("U044", 2)
def _someone_elses_page(here: Here) -> Done:
    built = spoken(here.folder)
    (built / "index.html").write_text("mine")
    return here.run("shelf", built)


@scene("U045", 1)
def _a_changed_book(here: Here) -> Done:
    built = spoken(here.folder)
    (built / "a" / "a.epub").unlink()
    return here.run("shelf", built)


@scene("U046", 1)
def _a_book_without_entrance(here: Here) -> Done:
    publish(here.folder / "a", {"epub": {"a.txt": b""}}, {"epub": "1"})
    return here.run("shelf", here.folder)


@scene("U058", 1)
def _an_entity(here: Here) -> Done:
    text = WRITERS["pef"](VOLUME).decode().replace("⠁", "&a;")
    text = text.replace("<pef ", '<!DOCTYPE pef [<!ENTITY a "⠁">]><pef ', 1)
    return here.convert(text.encode(), "pef")


@scene("U061", 2)
def _no_place_for_clips(here: Here) -> Done:
    (here.folder / "out").mkdir()
    here.file(b"", "out/.clips")
    return here.build("--audio", "--to", "epub")


@scene("U062", 3)
def _a_killed_recording(here: Here) -> Done:
    def killed(*_: object) -> None:
        raise BrokenProcessPool

    here.patch.setattr("pipeline.speech.narration._made", killed)
    return here.build("--audio", "--to", "epub")


@scene("U071", 3)
def _a_missing_package(here: Here) -> Done:
    here.patch.setitem(sys.modules, "pipeline.japanese.model", None)
    guess._model.cache_clear()
    return here.run("katakana", f"zorplequib{here.lang}")


@scene("U072", 3)
def _no_speech(here: Here) -> Done:
    here.patch.setattr("pipeline.speech.voice.PACKAGES", {"no_such_module": "no-such-package"})
    return here.build("--audio", "--to", "epub")


@scene("U073", 3)
def _no_styles(here: Here) -> Done:
    here.patch.setattr("pipeline.writers.styles.__file__", str(here.folder / "a" / "b" / "c.py"))
    styles_dir.cache_clear()
    try:
        return here.build("--to", "daisy3")
    finally:
        styles_dir.cache_clear()


def _damaged_table(here: Here, name: str, text: str) -> None:
    """Put another text in the place of one of the program's tables."""
    (here.folder / "data").mkdir()
    here.file(text.encode(), f"data/{name}")
    here.patch.setattr("pipeline.japanese.tables.resources.files", lambda _: here.folder)


@scene("U081", 2)
def _a_short_row(here: Here) -> Done:
    _damaged_table(here, "profiles.tsv", "sapie\tname\n")
    return _with_fresh_tables(here)


@scene("U082", 2)
def _an_unknown_kind(here: Here) -> Done:
    _damaged_table(here, "profiles.tsv", "sapie\tx\tx\tx\tx\tx\n")
    return _with_fresh_tables(here)


def _with_fresh_tables(here: Here) -> Done:
    table.cache_clear()
    try:
        return here.build("--to", "txt", toml='title = "本"\n[profile]\nname = "sapie"\n')
    finally:
        table.cache_clear()


@scene("C013", 2)
def _a_volume_of_front_matter_alone(here: Here) -> Done:
    page = "cells_per_line = 10\nlines_per_page = 5\n"
    volume = "pages_per_volume_max = 10\npages_per_volume_min = 1\n"
    return here.build("--to", "brf", toml=f'title = "本"\n[braille]\n{page}{volume}')


@scene("M109", 1)
def _a_bomb(here: Here) -> Done:
    here.patch.setattr("pipeline.readers.docx.package.MAX_TOTAL", 10 * 1024)
    return here.imported(full())


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("code", sorted(SCENES))
def test_a_command_ends_in_one_message(
    code: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code, where, what is wrong and what to do, in one language; and the exit status."""
    status, played = SCENES[code]
    done = played(Here(tmp_path, monkeypatch, lang))
    lines = done.stderr.splitlines()
    (place,) = (number for number, line in enumerate(lines) if f": {code} " in line)
    message, remedy = lines[place], lines[place + 1]

    assert done.returncode == status
    assert len(lines) == place + 2, done.stderr
    assert "Traceback" not in done.stderr
    severity = "エラー|情報" if lang == "ja" else "error|info"
    where = r"mimiyubi[a-z ]*|\S+(:\d+:\d+)?"
    assert re.fullmatch(rf"({where}): {code} ({severity}): .+", message)
    assert re.fullmatch(r"    → .+", remedy)
    japanese = re.compile("[ぁ-ヿ]")
    assert bool(japanese.search(message.partition(code)[2])) == (lang == "ja")
    assert bool(japanese.search(remedy)) == (lang == "ja")


def test_every_message_of_the_operator_has_a_scene() -> None:
    """No code of this kind is there that no command ends in."""
    use = {code.value for code in Code if code.value.startswith("U")}
    importing = {f"M{number}" for number in range(104, 115)}

    assert set(SCENES) == use | importing | {"C013"}


def test_reasons_of_the_system_are_told_in_japanese(tmp_path: Path) -> None:
    """A file that is not there, a folder in the place of a file."""
    assert "読めません（ありません）" in command.run("kana", tmp_path / "none").stderr
    assert "読めません（フォルダーです）" in command.run("kana", tmp_path).stderr
    assert "(Is a directory)" in command.run("kana", tmp_path, lang="C.UTF-8").stderr
