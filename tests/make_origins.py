"""Make ``pipeline/data/origins.tsv`` from the installed UniDic: ``python -m tests.make_origins``.

UniDic's lemma of a loan word names the word it comes from (スリッパ-slipper). Its compiled
dictionary (MeCab's format) is a header, a trie, tokens, and the rows of features read here.
"""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import unidic_lite

_HEADER = 72  # octets: ten 32-bit numbers and the name of the encoding (MeCab, dictionary.cpp)
_LEMMA, _SURFACE, _KIND = 7, 8, 12  # columns of UniDic 2.1.2
_LOAN = "外"
_ORIGIN = re.compile("([ァ-ヺー]+)-([A-Za-z][A-Za-z'-]+) ?")
_KATAKANA = re.compile("[ァ-ヺー]+")
_SMALL = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")


def origins() -> dict[str, tuple[str, ...]]:
    """The words that loan words come from, small, each with its katakana, the usual one first."""
    found: dict[str, dict[str, str]] = {}
    for row in _features(Path(unidic_lite.DICDIR) / "sys.dic"):
        match = _ORIGIN.fullmatch(row[_LEMMA])
        if match and row[_KIND] == _LOAN and _is_spelling(row[_SURFACE], match[1]):
            found.setdefault(match[2].lower(), {})[row[_SURFACE]] = match[1]
    return {origin: _ordered(found[origin]) for origin in sorted(found)}


def _features(path: Path) -> Iterator[list[str]]:
    data = path.read_bytes()
    trie, tokens = struct.unpack_from("<2I", data, 24)
    for row in data[_HEADER + trie + tokens :].split(b"\0"):
        if b"-" in row:
            yield row.decode("utf-8").split(",")


def _is_spelling(surface: str, lemma: str) -> bool:
    """Whether a surface is katakana as it is written now (not フアックス for ファックス)."""
    modern = surface == lemma or surface.translate(_SMALL) != lemma.translate(_SMALL)
    return modern and bool(_KATAKANA.fullmatch(surface))


def _ordered(spellings: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted(spellings, key=lambda surface: (surface != spellings[surface], surface)))


def lines() -> Iterator[str]:
    """The rows of the table, without its comments."""
    for origin, katakana in origins().items():
        yield f"{origin}\t{' '.join(katakana)}"


def main() -> None:
    """Write the rows to standard output."""
    sys.stdout.writelines(f"{line}\n" for line in lines())


if __name__ == "__main__":
    main()
