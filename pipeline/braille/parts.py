"""Long words the dictionary keeps whole → their parts, which spacing may cut (第3章 その2).

アイスクリーム is アイス and クリーム: UniDic's short units follow the words of the source language
and the two-kanji words of Japanese.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.braille.spelling import beats
from pipeline.japanese.fitted import share_reading, voiced
from pipeline.japanese.kana import UNVOICED, is_kana, is_kanji, katakana
from pipeline.japanese.morpheme import NOUN, Morpheme, Pos
from pipeline.japanese.sudachi import place_readings
from pipeline.japanese.tables import table
from pipeline.japanese.unidic import short_units
from pipeline.japanese.word_classes import words_of

KATAKANA = frozenset(map(chr, range(0x30A1, 0x30FB))) | {"ー"}
# The shortest words that can hold two parts to cut: three beats each, or two kanji each.
LOANWORD_LENGTH, NOUN_LENGTH = 5, 3


DIVISIBLE = ("名詞", "副詞", "形状詞")


def split_long_words(_: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with each long noun of two or more words cut into them."""
    found: list[Morpheme] = []
    for m in morphemes:
        if m.base[-2:] in ("ない", "無い") and m.base[:-2] in words_of("two words with ない"):
            found += _negated(m)
            continue
        parts = _parts(m) if m.pos[0] in DIVISIBLE and len(m.surface) > 1 else ()
        found += _split(m, parts) if len(parts) > 1 else (m,)
    return found


def _negated(m: Morpheme) -> Sequence[Morpheme]:
    """しかたない, 極まりなく and the like → the noun and the adjective (第3章 その1 8)."""
    stem = m.base[:-2]
    if m.source or not m.surface.startswith(stem):
        return (m,)
    middle, end = m.start + len(stem), m.surface[len(stem) :]
    length = len(m.reading) - len(end)
    noun = m._replace(surface=stem, end=middle, base=stem, reading=m.reading[:length], pos=NOUN)
    return noun, m._replace(surface=end, start=middle, base=m.base[-2:], reading=m.reading[length:])


Parts = tuple[tuple[str, str], ...]


def _parts(m: Morpheme) -> Parts:
    if m.kana or m.source or m.pos[2] == "人名":
        return ()
    if m.pos[2] == "地名" and len(m.surface) == PLACES_LENGTH:
        return place_parts(m.surface, m.reading) or _parts_of(m.surface, m.reading)
    if m.pos[0] == "形状詞":
        return paired(m.surface) if is_kana(m.surface) else ()
    sound = m.pos[0] == "副詞" and is_kana(m.surface) and paired(m.surface)
    return sound or _parts_of(m.surface, m.reading)


PLACES_LENGTH = 4  # kanji of a place's name that is made of two


@lru_cache(maxsize=4096)
def place_parts(name: str, reading: str) -> Parts:
    """The name of a place, of two of three beats or more → the two: 会津 若松 (その3 5)."""
    first, second = name[:2], name[2:]
    for own in place_readings(first):
        rest = reading.removeprefix(own)
        if rest in place_readings(second) and beats(own) >= 3 and beats(rest) >= 3:
            return (first, own), (second, rest)
    return ()


@lru_cache(maxsize=8192)
def paired(word: str) -> Parts:
    """A word of sound or manner in kana, of two that rhyme → the two: からん ころん (その2 9).

    Where the second is the first, voiced (かわるがわる), it is one word.
    """
    if len(word) > LONGEST_SOUND:
        return ()
    kana = katakana(word)
    half = next((at for at in range(3, len(kana)) if 2 * beats(kana[:at]) == beats(kana)), 0)
    first, second = kana[:half], kana[half:]
    if beats(first) < 3 or second[0] in "ッャュョァィゥェォーン" or not _rhyme(first, second):
        return ()
    if UNVOICED.get(second[0]) == first[0]:
        return ()
    return (word[:half], first), (word[half:], second)


LONGEST_SOUND = 16  # beats; what is longer is no word of sound


def _rhyme(first: str, second: str) -> bool:
    """Whether two end alike and the kana before the last have one consonant (カラン, コロン)."""
    ends = UNVOICED.get(first[-2], first[-2]), UNVOICED.get(second[-2], second[-2])
    return first[-1] == second[-1] and any(set(ends) <= set(row) for row in ROWS)


ROWS = (
    "アイウエオ", "カキクケコ", "サシスセソ", "タチツテト", "ナニヌネノ", "ハヒフヘホ",
    "マミムメモ", "ヤユヨャュョ", "ラリルレロ", "パピプペポ", "ワ", "ン", "ッ", "ー",
)  # fmt: skip


@lru_cache(maxsize=32768)
def _parts_of(word: str, reading: str) -> Parts:
    half = len(word) // 2
    doubled = word[half:] == word[:half] and 6 <= beats(word) <= LONGEST_SOUND
    if KATAKANA.issuperset(word) and not doubled:
        return loanword_parts(word) if len(word) >= LOANWORD_LENGTH else ()
    if word[half:] in (word[:half], "々") and beats(reading) >= 6:
        middle = len(reading) // 2
        if reading[0] != reading[middle]:  # 連濁: 重ね重ね is one word
            return ()
        return (word[:half], reading[:middle]), (word[:half], reading[middle:])
    return noun_parts(word, reading) if len(word) >= NOUN_LENGTH else ()


def _split(m: Morpheme, parts: Parts) -> list[Morpheme]:
    made: list[Morpheme] = []
    at = m.start
    pos: Pos = ("名詞", "普通名詞", "一般", "*", "*", "*") if m.pos[2] == "副詞可能" else m.pos
    for surface, reading in parts:
        end = at + len(surface)
        made.append(
            m._replace(
                surface=surface, start=at, end=end, base=surface, reading=reading, pos=pos,
                voiced=bool(made) and voiced(surface, reading),  # 商売敵
            )
        )  # fmt: skip
        at = end
    made[-1] = made[-1]._replace(pos=m.pos)
    return made


@lru_cache(maxsize=32768)
def loanword_parts(word: str) -> Parts:
    """A katakana word → the words it is made of, with their readings."""
    units = short_units(word)
    if len(units) == 1 and not units[0].kana:
        return tuple((part, part) for part in _unknown_loanword(word))
    if len(units) == 1:
        return tuple((part, part) for part in _short_first(word))
    if not all(unit.origin == "外" for unit in units):
        return tuple((part, part) for part in _before_second_part(word))
    parts, before = list[str](), ""
    for unit in units:
        letters = words_of("name of a letter").issuperset((before, unit.surface))
        if parts and (letters or _one_word(parts[-1], unit.surface)):
            parts[-1] += unit.surface
        else:
            parts.append(unit.surface)
        before = unit.surface
    return tuple((part, part) for part in parts)


@cache
def loan_parts(kind: str) -> frozenset[str]:
    """The parts of loan words of a kind: prefix, suffix, link, whole or second."""
    return frozenset(part for part, its, _ in table("loan_parts.tsv", 3) if its == kind)


def _one_word(left: str, right: str) -> bool:
    """Whether two parts of a loan word are one word: オンライン, スマートフォン."""
    if left in loan_parts("link") or right in loan_parts("link"):
        return False
    if left + right in loan_parts("whole"):
        return True
    return len(right) == 1 or left in loan_parts("prefix") or right in loan_parts("suffix")


def _unknown_loanword(word: str) -> tuple[str, ...]:
    """A loan word no dictionary has → a known word of it and the rest, three kana or more each."""
    for at in range(len(word) - 3, 2, -1):
        head, tail = word[:at], word[at:]
        if not (_known(head) and _begins_word(tail)) or _one_word(head, tail):
            continue
        if _known(tail) or len(head) > 3:
            return (head, *(part for part, _ in loanword_parts(tail)))
    return _before_second_part(word)


def _before_second_part(word: str) -> tuple[str, ...]:
    """What stands before words that names so often end in, and those words; or the whole."""
    ends = (part for part in loan_parts("second") if word.endswith(part))
    tail = max(ends, key=len, default="")
    head = word[: len(word) - len(tail)]
    if not tail or beats(head) < 3:
        return (word,)
    parts = tuple(part for part, _ in loanword_parts(head)) if len(head) >= LOANWORD_LENGTH else ()
    return (*(parts or (head,)), tail)  # マイナ ポータル アプリ


def _short_first(word: str) -> tuple[str, ...]:
    """A loan word the dictionaries keep whole, that begins with a short word (キーホルダー)."""
    if word.startswith("プロ"):  # プロフィール, プログラマー, プロモーション
        return (word,)
    for short in sorted(words_of("short loan word")):
        tail = word[len(short) :]
        if (
            word.startswith(short)
            and len(tail) > 3
            and len(short_units(tail)) == 1
            and _known(tail)
        ):
            return (short, tail)
    return (word,)


def _known(word: str) -> bool:
    units = short_units(word)
    return bool(units) and all(unit.origin == "外" and len(unit.surface) > 2 for unit in units)


def _begins_word(word: str) -> bool:
    return word[0] not in "ーンッァィゥェォャュョ"


def noun_parts(word: str, reading: str) -> Parts:
    """A noun with kanji → its parts, where UniDic divides it and reads the parts alike."""
    if len(reading) < 5 or not any(map(is_kanji, word)):
        return ()
    units = short_units(word)
    if len(units) < 2 or not all(
        unit.pos in ("名詞", "代名詞", "形状詞") and unit.kana for unit in units
    ):
        return ()
    shares = share_reading(reading, [unit.kana for unit in units])
    if shares is None:
        return ()
    if len(units) == 4 == len(word):  # 起承転結: two and two
        return (word[:2], "".join(shares[:2])), (word[2:], "".join(shares[2:]))
    return tuple((unit.surface, share) for unit, share in zip(units, shares, strict=True))
