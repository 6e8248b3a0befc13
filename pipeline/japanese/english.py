"""Read English words that are made of known ones: compounds (``keyframe``) and derivations.

Each function gives candidates, not the reading: which one it is, ``guess`` decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from pipeline.japanese.tables import table

Known = Callable[[str], tuple[str, ...]]

SHORTEST_PART = 3  # letters of each half of a compound; shorter ones are found in any word

# The kana that a stem ends in, joined to an ending that begins with a vowel: ト + イング ティング.
_JOINED = {
    "ア": {
        "ク": "カ", "グ": "ガ", "ス": "サ", "ズ": "ザ", "ト": "タ", "ド": "ダ", "ヌ": "ナ",
        "フ": "ファ", "ブ": "バ", "プ": "パ", "ム": "マ", "ル": "ラ", "ン": "ナ", "ツ": "ツァ",
        "チ": "チャ", "ジ": "ジャ", "シュ": "シャ", "ッシュ": "ッシャ", "ヴ": "ヴァ", "イ": "イヤ",
        "リ": "リア", "ニ": "ニア", "ミ": "ミア", "キ": "キア", "ヤ": "ヤ",
    },
    "イ": {
        "ク": "キ", "グ": "ギ", "ス": "シ", "ズ": "ジ", "ト": "ティ", "ド": "ディ", "ヌ": "ニ",
        "フ": "フィ", "ブ": "ビ", "プ": "ピ", "ム": "ミ", "ル": "リ", "ン": "ニ", "ツ": "ツィ",
        "チ": "チ", "ジ": "ジ", "シュ": "シ", "ッシュ": "ッシ", "ヴ": "ヴィ",
    },
    "エ": {"ト": "テ", "ド": "デ"},
}  # fmt: skip


@cache
def _affixes(kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((letters, kana) for letters, kana, of, _ in table("affixes.tsv", 4) if of == kind)


def compounds(word: str, known: Known) -> Iterator[str]:
    """Readings of a word as two known ones, or as a beginning and a known word."""
    endings = {letters for letters, _ in (*_affixes("suffix"), *_affixes("joined"))}
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        for first in known(word[:at]) if word[at:] not in endings else ():
            yield from (first + second for second in known(word[at:]))
    for letters, kana in _affixes("prefix"):
        rest = word.removeprefix(letters)
        if rest != word and len(rest) >= SHORTEST_PART:
            yield from (kana + read for read in (*known(rest), *_suffix(rest)))


def _suffix(letters: str) -> tuple[str, ...]:
    return tuple(kana for suffix, kana in _affixes("suffix") if suffix == letters)


def derivations(word: str, known: Known) -> Iterator[str]:
    """Readings of a word as a known one with an ending."""
    for letters, kana in _affixes("suffix"):
        if word.endswith(letters):
            for stem in _stems(word, letters):
                yield from (reading + kana for reading in known(stem))
    for letters, kana in _affixes("joined"):
        if word.endswith(letters):
            for stem in _stems(word, letters):
                yield from (join(stem, reading, kana) for reading in known(stem))
    if word.endswith("s") and len(word) > SHORTEST_PART:
        for stem in (word[:-1], word[:-2] if word.endswith("es") else ""):
            yield from (reading for base in known(stem) for reading in plurals(stem, base))


def negations(word: str, known: Known) -> Iterator[tuple[str, str]]:
    """What follows un- before a vowel, and its readings: unused アンユーズド, no uni- (union)."""
    rest = word[len("un") :]
    if word.startswith("un") and rest[:1] in tuple("aeiou"):
        yield from ((rest, reading) for reading in (*known(rest), *derivations(rest, known)))


def plurals(word: str, katakana: str) -> Iterator[str]:
    """Readings of a word's plural: キッド キッズ, ノート ノーツ, トリック トリックス."""
    if katakana.endswith(("ト", "ド")):
        yield katakana[:-1] + ("ツ" if katakana.endswith("ト") else "ズ")
    elif katakana.endswith(("ス", "ズ", "シュ", "チ", "ジ")):
        yield katakana
    yield katakana + ("ス" if word.endswith(("p", "k", "f", "pe", "ke", "fe")) else "ズ")


@cache
def _endings() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = table("endings.tsv", 3)
    return tuple(
        (re.compile(f"{letters}$"), re.compile(f"(?:{kana})$")) for letters, kana, _ in rows
    )


def ends_well(word: str, katakana: str) -> bool:
    """Whether a reading ends in one of the ways in which the word's ending is ever read."""
    if len(word) < _SHORTEST_WITH_ENDING:
        return True
    return all(kana.search(katakana) for letters, kana in _endings() if letters.search(word))


_SHORTEST_WITH_ENDING = 5


def _stems(word: str, ending: str) -> Iterator[str]:
    """The words an ending may have been put to: ``schedul`` ``schedule``, ``plann`` ``plan``."""
    stem = word.removesuffix(ending)
    if len(stem) < SHORTEST_PART:
        return
    yield stem
    yield stem + "e"
    if stem[-1] == stem[-2]:
        yield stem[:-1]
    if stem.endswith("i"):
        yield stem[:-1] + "y"


def join(word: str, katakana: str, ending: str) -> str:
    """A stem with an ending that begins with a vowel, fused as katakana words do."""
    rows = _JOINED.get(ending[0], {})
    for length in (3, 2, 1):
        if fused := rows.get(katakana[-length:]):
            return katakana[:-length] + fused + ending[1:]
    if word.endswith("r") and katakana.endswith("ー"):  # buffer + ing: the r is heard again
        return katakana.removesuffix("ー") + ("ラ" if ending[0] == "ア" else "リ") + ending[1:]
    return katakana + ending
