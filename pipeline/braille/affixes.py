"""Where prefixes and suffixes are cut off or joined (てびき 第3章 その2 2)."""

from __future__ import annotations

from functools import cache

from pipeline.braille.boundary import Cuts, Morphemes, begins, word_after, word_before
from pipeline.braille.grammar import (
    is_katakana,
    is_name,
    is_noun,
    is_number,
    is_prefix,
    is_suffix,
    is_verb,
    kanji_count,
    stands_alone,
)
from pipeline.braille.inflected import behind_amount
from pipeline.braille.spelling import beats
from pipeline.japanese.tables import table
from pipeline.japanese.word_classes import words_of


@cache
def prefixes() -> dict[str, str]:
    """Prefix → ``join``, ``cut`` or ``number`` (prefixes.tsv says what each is)."""
    return {row[0]: row[1] for row in table("prefixes.tsv", 3)}


def prefixed(ms: Morphemes, i: int, cuts: Cuts) -> bool | None:
    """第3章 その2 2: prefixes join; those that bear on all that follows are cut (備考1)."""
    left = ms[i - 1]
    inner = left.surface in FORMER or left.surface in words_of("nation")
    if left.word == ms[i].word and not is_prefix(left) and not inner:
        return None
    if not is_prefix(left) and not (is_noun(left) and left.surface in prefixes()):
        return None
    if not is_prefix(left) and not begins(ms, i - 1, cuts):
        return None
    kind = prefixes().get(left.surface, "join" if is_prefix(left) else "")
    if is_verb(ms[i]) and (kind == "cut" or not is_prefix(left)):
        return True  # この前 言ってた, 本 読む: the noun, its particle dropped
    office = left.surface in words_of("nation") and kanji_count(ms[i]) >= 2
    whole = left.word == ms[i].word and left.surface not in (*FORMER, "各") and not office
    if kind == "cut" and whole:
        return False  # one word of the dictionary: 反作用, 超音速
    if kind == "cut" and left.surface in METALS and is_katakana(ms[i]):
        return False  # 金メダル
    if kind == "cut":
        if is_name(ms[i]):
            return True if left.surface in ("故", "亡", "元", "前") else None
        long = max(beats(word_after(ms, i)), beats(_whole(ms, i))) >= 3 or kanji_count(ms[i]) >= 2
        pro = left.surface in FORMER and ms[i].surface in words_of("short loan word")
        return is_prefix(ms[i]) or long or left.surface == "各" or pro
    if left.surface == "翌" and ms[i].surface in words_of("era"):
        return True  # 翌 昭和20年, as 翌 10日
    return False if kind and is_prefix(left) else None


def _whole(ms: Morphemes, i: int) -> str:
    """The kana of the dictionary word that begins at ``i`` (市役所 of 旧 市役所)."""
    return "".join(m.kana for m in ms[i : i + 4] if m.word == ms[i].word)


METALS = frozenset(("金", "銀", "銅"))
# 備考1: what the holder of an office is or was: cut off inside a dictionary word too.
FORMER = frozenset(("旧", "元", "故", "前", "現"))


def suffixed(ms: Morphemes, i: int, cuts: Cuts) -> bool | None:
    """第3章 その2 2: suffixes join, except those of three beats that are words (備考1)."""
    left, right = ms[i - 1], ms[i]
    if not is_suffix(right):
        return None
    if left.surface == "いつも" and right.surface not in ("通り", "どおり"):
        return True  # いつも はずれ
    if right.surface == "入れ" and behind_amount(ms, i):
        return True  # no suffix (小物入れ)
    if is_number(left) and right.surface in words_of("cooked"):
        return True  # 25分焼き, the verb
    if right.surface in words_of("each") and (counted := _counted(ms, i)):
        return any(map(counted.endswith, words_of("time counted")))
    pronoun = left.pos[0] == "代名詞" and beats(right.kana) >= 3
    alone = is_number(left) or stands_alone(left) or pronoun
    if right.surface not in words_of("suffix word"):
        return False
    return alone or (is_suffix(left) and beats(word_before(ms, i, cuts)) >= 3)  # 奨学金 等


def _counted(ms: Morphemes, i: int) -> str:
    """The number before ``i`` with the noun it counts (1医療機関 当たり), or nothing."""
    start = i - 1
    while start > 0 and is_noun(ms[start]) and not is_number(ms[start]):
        start -= 1
    return "".join(m.kana for m in ms[start:i]) if is_number(ms[start]) else ""
