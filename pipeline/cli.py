"""The command ``mimiyubi``: what it takes, and the exit status it ends in.

0 done; 1 the manuscript or a published file has errors; 2 wrong use; 3 something is missing.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from pipeline import __version__
from pipeline.errors import DictionaryError, MimiyubiError
from pipeline.usage import Parser, language_asked

NOT_TEXT = "引数かファイルの名が UTF-8 ではありません (an argument or a name is not UTF-8)"
CHECK = "。権限と空き容量を確かめてください (cannot read or write)"
OUR_FAULT = "プログラムの誤りです (a fault of mimiyubi)"
FORMS = (
    "epub", "daisy202", "daisy202ncc", "daisy3", "brf", "bse", "bes", "pef", "ebrl", "txt", "html",
)  # fmt: skip
BRAILLE_FILES = ("unicode", "brf", "pef", "bse", "bes", "ebrl")
UNIT_LEVELS = ("file", "h1", "h2", "book")
# What a run makes is freed by its count: a book in five forms leaves 3,300 objects in cycles. To
# look for them after every 700 new ones, as Python does unasked, took a third of the time.
NEW_OBJECTS_BEFORE_COLLECTION = 1_000_000
# Command: its module and function. Only the one that runs is imported.
COMMANDS = {
    "new": ("books", "new"),
    "import": ("imports", "import_texts"),
    "build": ("books", "build"),
    "verify": ("books", "verify"),
    "shelf": ("shelf", "shelf"),
    "doctor": ("books", "doctor"),
    "lint": ("lint", "lint"),
    "review": ("terms", "review_book"),
    "terms": ("terms", "terms"),
    "normalize": ("filters", "normalize"),
    "katakana": ("filters", "katakana"),
    "kana": ("filters", "kana"),
    "braille": ("filters", "braille"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status; no input ends in a traceback."""
    _utf8_streams()
    collect_rarely()
    arguments = parser(language_asked(sys.argv[1:] if argv is None else argv)).parse_args(argv)
    try:
        status = _command(arguments.command)(arguments)
        if sys.stdout is not None:  # None where it was closed before we began
            sys.stdout.flush()
        return status
    except DictionaryError as error:
        from pipeline.commands.messages import language

        print(error.finding.line(language(arguments)), file=sys.stderr)
        return error.exit_status
    except MimiyubiError as error:
        print(f"mimiyubi: {error}", file=sys.stderr)
        return error.exit_status
    except BrokenPipeError:  # the reader of our output has seen enough
        _give_up_output()
        return 0
    except KeyboardInterrupt:
        print("mimiyubi: 中断しました (interrupted)", file=sys.stderr)
        return 130
    except OSError as error:  # what no command saw coming: no permission, no space, a lost disk
        what = error.filename or "標準出力 (standard output)"
        print(f"mimiyubi: {what}: 読み書きできません（{error.strerror}）{CHECK}", file=sys.stderr)
        if error.filename:
            return 2
        _give_up_output()
        return 3
    except UnicodeEncodeError:  # an argument that is no text (PEP 383)
        print(f"mimiyubi: {NOT_TEXT}", file=sys.stderr)
        return 2
    except Exception as error:  # a fault of ours: say what, and how to see where
        if os.environ.get("MIMIYUBI_DEBUG"):
            raise
        print(
            f"mimiyubi: {OUR_FAULT}: {type(error).__name__}: {error}\n"
            "    → MIMIYUBI_DEBUG=1 を付けて実行した結果を、作者に知らせてください",
            file=sys.stderr,
        )
        return 3


def _give_up_output() -> None:
    """Let what is still to be written go: else Python tries again at its end, and fails there."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def collect_rarely() -> None:
    """Have Python look for cycles of garbage seldom, in this process and those it starts."""
    gc.set_threshold(NEW_OBJECTS_BEFORE_COLLECTION)


def _utf8_streams() -> None:
    """Text in and out is UTF-8 whatever the locale; line ends pass through as they are."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    module, function = COMMANDS[name]
    found: Callable[[argparse.Namespace], int] = getattr(
        importlib.import_module(f"pipeline.commands.{module}"), function
    )
    return found


def parser(lang: str = "en") -> argparse.ArgumentParser:
    """The command line, which is a contract: see README. Wrong use is told in ``lang``."""
    top = Parser(
        prog="mimiyubi",
        description="1 つの原稿から EPUB・DAISY・点字を作ります。"
        " One manuscript becomes EPUB 3, DAISY and Japanese braille.",
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    top.lang = lang
    _add_language(top, None)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.lang = lang
        _add_language(sub, argparse.SUPPRESS)  # not to undo what stands before the command
        return sub

    _add_book_commands(command)
    _add_filters(command)
    return top


def _add_language(to: argparse.ArgumentParser, unless_written: str | None) -> None:
    what = "メッセージの言語 (language of messages)"
    to.add_argument("--lang", choices=("ja", "en"), default=unless_written, help=what)


Add = Callable[[str, str], argparse.ArgumentParser]


def _add_book_commands(command: Add) -> None:
    new = command("new", "新しい本のフォルダーを作る (start a new book)")
    new.add_argument("folder", metavar="DIR")

    text = command("import", "テキストや Word の文書を本にする (text and .docx to a book)")
    text.add_argument("texts", nargs="+", metavar="FILE", help=".txt または .docx")
    text.add_argument("-o", "--out", required=True, metavar="DIR")

    build = command("build", "本を EPUB・DAISY・点字にする (publish books)")
    build.add_argument("books", nargs="*", metavar="BOOK", help="既定は source/ の下の全部")
    build.add_argument("--to", type=_forms, metavar="FORM,…", help=", ".join(FORMS))
    build.add_argument("--out", default="build", metavar="DIR", help="既定は build")
    build.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="同時に作る本の数")
    build.add_argument("--audio", action="store_true", help="音声も付ける (record speech)")
    build.add_argument("--strict", action="store_true", help="警告も誤りとする")

    verify = command("verify", "できたファイルを調べる (judge published files)")
    verify.add_argument("paths", nargs="+", metavar="PATH")
    verify.add_argument("--unit", choices=UNIT_LEVELS, help="単元の範囲（既定は本が言うとおり）")
    verify.add_argument(
        "--gloss", choices=("first", "always", "never"), help="元のつづりを添える所（同上）"
    )
    verify.add_argument(
        "--uncounted", nargs="*", choices=("title", "contents", "headings"), metavar="PLACE",
        help="初出に数えず、添えもしない所: title contents headings（同上）",
    )  # fmt: skip

    lint = command("lint", "原稿を調べる (find faults in a manuscript)")
    lint.add_argument("books", nargs="+", metavar="BOOK")
    lint.add_argument("--format", choices=("text", "json", "sarif"), default="text")
    lint.add_argument("--strict", action="store_true", help="警告も誤りとする")

    review = command("review", "英字の語の読みを表にする (table of every term)")
    review.add_argument("book", metavar="BOOK")
    review.add_argument("--out", default="build", metavar="DIR", help="既定は build")

    terms = command("terms", "本の辞書 terms.tsv を調べる・書く (the book's dictionary)")
    terms.add_argument("action", choices=("list", "conflicts", "unused", "confirm", "set"))
    terms.add_argument("book", metavar="BOOK")
    terms.add_argument("words", nargs="*", metavar="WORD", help="confirm 語…、set 語 読み")
    terms.add_argument("--braille", metavar="KANA", help="分かち書きした点字仮名")
    terms.add_argument("--note", metavar="TEXT", help="根拠")

    shelf = command("shelf", "できた本の棚のページとフィードを作る (catalogue page and OPDS feed)")
    shelf.add_argument("folder", metavar="DIR", help="できた本のフォルダー（build）")
    shelf.add_argument("--out", metavar="DIR", help="既定は本と同じフォルダー")
    shelf.add_argument("--title", default="本の棚", metavar="TEXT", help="棚の名前")

    command("doctor", "必要なものがそろっているか調べる (what is installed)")


def _add_filters(command: Add) -> None:
    normalize = command("normalize", "Markdown の英字の語をカタカナにする (Markdown to Markdown)")
    normalize.add_argument("file", nargs="?", default="-", metavar="FILE")
    normalize.add_argument("--book", metavar="BOOK", help="この本の辞書と設定を使う")
    normalize.add_argument("--unit", choices=UNIT_LEVELS, help="単元の範囲")

    katakana = command("katakana", "語のカタカナ読み・出所・確度 (words to katakana)")
    katakana.add_argument("words", nargs="*", metavar="WORD")
    katakana.add_argument("--book", metavar="BOOK", help="この本の辞書と設定を使う")

    kana = command("kana", "文を分かち書きの点字仮名にする (text to braille kana)")
    kana.add_argument("file", nargs="?", default="-", metavar="FILE")
    kana.add_argument("--explain", action="store_true", help="語ごとに読みと規則を示す")

    braille = command("braille", "文を点字にする (text to braille)")
    braille.add_argument("file", nargs="?", default="-", metavar="FILE")
    braille.add_argument("--to", choices=BRAILLE_FILES, default="unicode")
    braille.add_argument(
        "--from", dest="source", choices=BRAILLE_FILES, help="点字のファイルを別の形式に変える"
    )


def _forms(text: str) -> tuple[str, ...]:
    forms = tuple(dict.fromkeys(form.strip() for form in text.split(",") if form.strip()))
    unknown = [form for form in forms if form not in FORMS]
    if unknown or not forms:
        raise argparse.ArgumentTypeError(
            f"{', '.join(unknown) or text!r}: 知らない形式です。"
            f"選べるもの / choose from: {', '.join(FORMS)}"
        )
    return forms


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: 1 以上の整数にしてください (at least 1)")
    return int(text)
