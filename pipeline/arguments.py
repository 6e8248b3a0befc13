"""What the command line takes; its help is in one language."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NamedTuple

from pipeline import __version__
from pipeline.usage import Parser

FORMS = (
    "epub", "daisy202", "daisy202ncc", "daisy3", "brf", "bse", "bes", "pef", "ebrl", "txt", "html",
)  # fmt: skip
BRAILLE_FILES = ("unicode", "brf", "pef", "bse", "bes", "ebrl")
UNIT_LEVELS = ("file", "h1", "h2", "book")


def parser(lang: str = "en") -> argparse.ArgumentParser:
    """The command line, which is a contract: see README. What people read is in ``lang``."""
    say = Say(lang)
    top = Parser(
        prog="mimiyubi",
        description=say(
            "1 つの原稿から EPUB・DAISY・点字を作ります。",
            "One manuscript becomes EPUB 3, DAISY and Japanese braille.",
        ),
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    top.lang = lang
    _add_language(top, None, say)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, ja: str, en: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=say(ja, en), description=say(ja, en))
        sub.lang = lang
        _add_language(sub, argparse.SUPPRESS, say)  # not to undo what stands before the command
        return sub

    _add_book_commands(command, say)
    _add_terms_commands(command, say)
    _add_shelf(command, say)
    command("doctor", "必要なものがそろっているか調べる", "show what is installed and missing")
    _add_filters(command, say)
    return top


class Say(NamedTuple):
    """What help says, in one language."""

    lang: str

    def __call__(self, ja: str, en: str) -> str:
        return ja if self.lang == "ja" else en


def _add_language(to: argparse.ArgumentParser, unless_written: str | None, say: Say) -> None:
    what = say("メッセージの言語", "language of messages")
    to.add_argument("--lang", choices=("ja", "en"), default=unless_written, help=what)


Add = Callable[[str, str, str], argparse.ArgumentParser]


def _add_book_commands(command: Add, say: Say) -> None:
    new = command("new", "新しい本のフォルダーを作る", "start a new book")
    new.add_argument("folder", metavar="DIR")

    text = command(
        "import", "テキストや Word の文書を本にする", "make a book of text and Word documents"
    )
    what = say(".txt または .docx", ".txt or .docx")
    text.add_argument("texts", nargs="+", metavar="FILE", help=what)
    text.add_argument("-o", "--out", required=True, metavar="DIR")

    build = command("build", "本を EPUB・DAISY・点字にする", "publish books")
    every = say("既定は source/ の下の全部", "default: all under source/")
    build.add_argument("books", nargs="*", metavar="BOOK", help=every)
    build.add_argument("--to", type=_forms, metavar="FORM,…", help=", ".join(FORMS))
    place = say("既定は build", "default: build")
    build.add_argument("--out", default="build", metavar="DIR", help=place)
    together = say("同時に作る本の数", "books made at the same time")
    build.add_argument("--jobs", type=_jobs, default=1, metavar="N", help=together)
    build.add_argument("--audio", action="store_true", help=say("音声も付ける", "record speech"))
    build.add_argument("--strict", action="store_true", help=_strict(say))

    _add_verify(command, say)

    lint = command("lint", "原稿を調べる", "find faults in a manuscript")
    lint.add_argument("books", nargs="+", metavar="BOOK")
    lint.add_argument("--format", choices=("text", "json", "sarif"), default="text")
    lint.add_argument("--strict", action="store_true", help=_strict(say))


def _strict(say: Say) -> str:
    return say("警告も誤りとする", "warnings are errors")


def _add_verify(command: Add, say: Say) -> None:
    verify = command("verify", "できたファイルを調べる", "judge published files")
    verify.add_argument("paths", nargs="+", metavar="PATH")
    unit = say("単元の範囲（既定は本が言うとおり）", "what a unit is (default: as the book says)")
    verify.add_argument("--unit", choices=UNIT_LEVELS, help=unit)
    where = say("元のつづりを添える所（同上）", "where the original is put (the same)")
    verify.add_argument("--gloss", choices=("first", "always", "never"), help=where)
    aside = say("初出に数えず、添えもしない所", "what neither counts as a first use nor has one")
    verify.add_argument(
        "--uncounted", nargs="*", choices=("title", "contents", "headings"), metavar="PLACE",
        help=f"{aside}: title contents headings",
    )  # fmt: skip


def _add_terms_commands(command: Add, say: Say) -> None:
    review = command("review", "英字の語の読みを表にする", "make a table of every term")
    review.add_argument("book", metavar="BOOK")
    place = say("既定は build", "default: build")
    review.add_argument("--out", default="build", metavar="DIR", help=place)

    terms = command(
        "terms", "本の辞書 terms.tsv を調べる・書く", "look at the book's dictionary, or write it"
    )
    actions = ("list", "conflicts", "unused", "confirm", "set")
    terms.add_argument("action", metavar="ACTION", choices=actions, help=", ".join(actions))
    terms.add_argument("book", metavar="BOOK")
    words = say("confirm 語…、set 語 読み", "confirm WORD…, set WORD READING")
    terms.add_argument("words", nargs="*", default=[], metavar="WORD", help=words)
    kana = say("分かち書きした点字仮名", "spaced braille kana")
    terms.add_argument("--braille", metavar="KANA", help=kana)
    terms.add_argument("--note", metavar="TEXT", help=say("根拠", "where the reading is from"))


def _add_shelf(command: Add, say: Say) -> None:
    shelf = command(
        "shelf", "できた本の棚のページとフィードを作る", "make a catalogue page and an OPDS feed"
    )
    built = say("できた本のフォルダー（build）", "folder of built books (build)")
    shelf.add_argument("folder", metavar="DIR", help=built)
    same = say("既定は本と同じフォルダー", "default: the folder of the books")
    shelf.add_argument("--out", metavar="DIR", help=same)
    name = say("棚の名前", "name of the shelf")
    shelf.add_argument("--title", default="本の棚", metavar="TEXT", help=name)


def _add_filters(command: Add, say: Say) -> None:
    own = say("この本の辞書と設定を使う", "use this book's dictionary and settings")
    normalize = command(
        "normalize", "Markdown の英字の語をカタカナにする", "Markdown to normalised Markdown"
    )
    normalize.add_argument("file", nargs="?", default="-", metavar="FILE")
    normalize.add_argument("--book", metavar="BOOK", help=own)
    unit = say("単元の範囲", "what a unit is")
    normalize.add_argument("--unit", choices=UNIT_LEVELS, help=unit)

    katakana = command("katakana", "語のカタカナ読み・出所・確度", "words to katakana")
    katakana.add_argument("words", nargs="*", metavar="WORD")
    katakana.add_argument("--book", metavar="BOOK", help=own)

    kana = command("kana", "文を分かち書きの点字仮名にする", "text to braille kana")
    kana.add_argument("file", nargs="?", default="-", metavar="FILE")
    how = say("語ごとに読みと規則を示す", "show the reading and the rule of each word")
    kana.add_argument("--explain", action="store_true", help=how)

    braille = command("braille", "文を点字にする", "text to braille")
    braille.add_argument("file", nargs="?", default="-", metavar="FILE")
    braille.add_argument("--to", choices=BRAILLE_FILES, default="unicode")
    source = say("点字のファイルを別の形式に変える", "turn a braille file into another format")
    braille.add_argument("--from", dest="source", choices=BRAILLE_FILES, help=source)


def _forms(text: str) -> tuple[str, ...]:
    forms = tuple(dict.fromkeys(form.strip() for form in text.split(",") if form.strip()))
    unknown = [form for form in forms if form not in FORMS]
    if unknown or not forms:
        shown = ", ".join(unknown) or repr(text)
        raise argparse.ArgumentTypeError(f"unknown form {shown} (choose from {', '.join(FORMS)})")
    return forms


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of at least 1")
    return int(text)
