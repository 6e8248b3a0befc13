"""Words that are written in kana as well as in kanji → a user dictionary for SudachiPy.

SudachiDict has most nouns in kanji alone, so that にんぎょの おうさま comes apart. The words of
``data/kana_words.tsv`` stand in the analyser's lattice like its own. A user dictionary fits one
edition of SudachiDict; it is compiled (some seconds) at the first use after either changes, and
kept in the environment the program is installed in, else in the user's cache.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import resources
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.errors import TableError
from pipeline.japanese.kana import katakana
from pipeline.japanese.tables import table

if TYPE_CHECKING:
    from sudachipy import Dictionary

TABLE = "kana_words.tsv"


class Kind(NamedTuple):
    """A class of words: its part of speech, the number of its row in the matrix of costs and by
    how much its words cost less than others.

    The numbers are those of left-id.def and right-id.def of unidic-mecab 2.1.2, as Sudachi's
    documentation of user dictionaries says.
    """

    connection: int
    pos: str
    cheaper: int = 0


KINDS = {
    "noun": Kind(5142, "名詞,普通名詞,一般,*,*,*"),
    "deed": Kind(5130, "名詞,普通名詞,サ変可能,*,*,*"),
    "time": Kind(5148, "名詞,普通名詞,副詞可能,*,*,*"),
    "counted": Kind(5151, "名詞,普通名詞,助数詞可能,*,*,*"),
    "state": Kind(5156, "名詞,普通名詞,形状詞可能,*,*,*"),
    "quality": Kind(5669, "形状詞,一般,*,*,*,*"),
    "adverb": Kind(5, "副詞,*,*,*,*,*"),
    "sound": Kind(5, "副詞,*,*,*,*,*", 2000),  # a word of sound with its と: ぱりんと
    "attributive": Kind(5979, "連体詞,*,*,*,*,*"),
    "drawn out": Kind(5172, "形容詞,一般,*,*,形容詞,連体形-一般"),  # ながーい, 長ーく, ながあい
    "pronoun": Kind(1, "代名詞,*,*,*,*,*"),
    "call": Kind(5688, "感動詞,一般,*,*,*,*"),
    "conjunction": Kind(5930, "接続詞,*,*,*,*,*"),
    "request": Kind(3027, "動詞,非自立可能,*,*,下一段-ラ行,命令形"),
    "given name": Kind(4789, "名詞,固有名詞,人名,名,*,*"),
    "family name": Kind(4790, "名詞,固有名詞,人名,姓,*,*"),
    "place": Kind(4792, "名詞,固有名詞,地名,一般,*,*"),
}
# What a word costs the path through the lattice, in SudachiDict's units, where common nouns cost
# 4,000 to 12,000: measured, on sentences with and without kanji. A long word competes with several
# short ones, each of which has its cost.
COST_OF_FOUR, COST_OF_ONE, LONGER, COST_OF_NAME = 8500, 8000, -500, 6500
NAME = "名詞,固有名詞,人名"
# The forms in which an adjective is drawn out before its last kana.
DRAWN_OUT = {
    "い": (KINDS["drawn out"], Kind(5166, "形容詞,一般,*,*,形容詞,終止形-一般")),
    "く": (Kind(5176, "形容詞,一般,*,*,形容詞,連用形-一般"),),
}
VOWELS = {
    vowel: frozenset(row)
    for vowel, row in (
        ("あ", "かさたなはまやらわがざだば"),
        ("い", "きしちにひみりぎじび"),
        ("う", "くすつぬふむゆるぐずぶ"),
        ("お", "おこそとのほもよろごぞぼ"),
    )
}
KEPT_BEFORE = 2  # compiled files: another edition of the program may be in use


def opened(settings: Mapping[str, object] = MappingProxyType({})) -> Dictionary:
    """SudachiDict by some of Sudachi's settings, with the words in kana.

    A compiled file that is damaged is made anew.
    """
    kept = _kept() or _made()
    if kept:
        try:
            return _with(settings, kept)
        except Exception:  # SudachiPy raises no class of its own
            with suppress(OSError):
                kept.unlink()
    with tempfile.TemporaryDirectory(prefix="mimiyubi-") as spare:
        again = (_made() if kept else None) or _compiled(Path(spare))
        return _with(settings, again) if again else _with(settings)


def _with(settings: Mapping[str, object], *words: Path) -> Dictionary:
    from sudachipy import Dictionary

    return Dictionary(json.dumps({**settings, "userDict": [str(path) for path in words]}))


def _folders() -> Iterator[Path]:
    """Where a compiled file may be kept: the environment, then the user's cache."""
    if sys.prefix != sys.base_prefix:
        yield Path(sys.prefix) / "var" / "mimiyubi"
    base = os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):  # no home
        yield (Path(base) if base else Path.home() / ".cache") / "mimiyubi"


def _name() -> str:
    return f"kana-words-{_fingerprint(_system())}.dic"


def _kept() -> Path | None:
    """The compiled words that are kept already, or nothing."""
    return next((path for folder in _folders() if (path := folder / _name()).is_file()), None)


def _made() -> Path | None:
    """The compiled words, made in the first folder that takes them, or nothing."""
    return next(filter(None, map(_compiled, _folders())), None)


def _compiled(folder: Path) -> Path | None:
    """The words compiled into a folder, or nothing where it is shut; files of long before go."""
    path = folder / _name()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = sorted(folder.glob("kana-words-*.dic"), key=lambda old: old.stat().st_mtime)
        with tempfile.TemporaryDirectory(dir=folder) as half:
            made = Path(half) / path.name
            _compile(_system(), made)
            made.replace(path)
        for old in before[:-KEPT_BEFORE]:
            old.unlink(missing_ok=True)
    except OSError:  # a read-only or full disk
        return None
    return path


def _system() -> Path:
    return Path(str(resources.files("sudachidict_core"))) / "resources" / "system.dic"


def _fingerprint(system: Path) -> str:
    """What a compiled dictionary depends on: the words, this module and SudachiDict's head."""
    words = resources.files("pipeline").joinpath("data", TABLE).read_bytes()
    with system.open("rb") as file:
        head = file.read(64)  # it has the edition
    return hashlib.sha256(words + head + Path(__file__).read_bytes()).hexdigest()[:16]


def _compile(system: Path, path: Path) -> None:
    from sudachipy.sudachipy import build_user_dic

    lines = "".join(f"{line}\n" for line in rows()).encode()
    build_user_dic(system, [lines], path, "words in kana")


def rows() -> Iterator[str]:
    """kana_words.tsv → rows as SudachiPy's compiler takes them.

    :raises TableError: for a row of a class that is none of ``KINDS``.
    """
    for word, name, kanji in table(TABLE, 3):
        kind = KINDS.get(name)
        if kind is None:
            raise TableError(diagnostic(Code.OUR_TABLE_KIND, whole(TABLE), kind=name))
        if name == "drawn out":
            for surface, reading, form in _drawn_out(word, kanji):
                yield _row(surface, reading, form)
        else:
            yield _row(word, word, kind)


def _drawn_out(word: str, kanji: str) -> Iterator[tuple[str, str, Kind]]:
    """An adjective in kana and in kanji → its forms drawn out: surface, reading, kind."""
    stem = word[:-1]
    vowels = [vowel for vowel, row in VOWELS.items() if stem[-1] in row]
    for sign, (ending, forms) in product(["ー", *vowels], DRAWN_OUT.items()):
        for written, form in product((stem, kanji[:-1]), forms):
            yield f"{written}{sign}{ending}", f"{stem}{sign}{ending}", form


def _row(surface: str, reading: str, kind: Kind) -> str:
    return (
        f"{surface},{kind.connection},{kind.connection},{_cost(surface, kind)},{surface},"
        f"{kind.pos},{katakana(reading)},{surface},*,A,*,*,*,*"
    )


def _cost(word: str, kind: Kind) -> int:
    if kind.pos.startswith(NAME):
        return COST_OF_NAME
    full = COST_OF_ONE if len(word) == 1 else COST_OF_FOUR + LONGER * (len(word) - 4)
    return full - kind.cheaper


if __name__ == "__main__":
    opened()
