"""Where names of people and places are cut (てびき 第3章 その3)."""

from __future__ import annotations

from pipeline.braille.affixes import FORMER
from pipeline.braille.boundary import Cuts, Morphemes, begins
from pipeline.braille.grammar import (
    is_name,
    is_noun,
    is_place,
    is_suffix,
    kanji_count,
    stands_alone,
)
from pipeline.braille.spelling import beats
from pipeline.japanese.word_classes import words_of


def names(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第3章 その3 1–3: family and given name are cut, and titles from names."""
    left, right = ms[i - 1], ms[i]
    if is_name(right) and left.surface in words_of("kin"):
        return True  # 母 早紀江さん
    if right.surface in words_of("title") and _of_somebody(ms, i):
        return True
    if not is_name(left) and left.surface not in words_of("name as well"):
        return None
    if right.kana == OTHERS:
        return True  # 山田 他3名
    if is_name(right):
        return left.pos[3] != right.pos[3] or None
    if left.pos[3] == "姓" and _begins_given_name(ms, i):
        return True
    if right.surface in words_of("title") or right.surface in FORMER:
        return True
    if right.surface in words_of("level of address") and i + 1 < len(ms):
        return ms[i + 1].surface in ("知事", "議員", "議会", "長官")  # 森田県知事
    if is_suffix(right):
        return False
    return (kanji_count(right) != 1 or beats(right.kana) > 2) if is_noun(right) else None


OTHERS = "ホカ"


def _of_somebody(ms: Morphemes, i: int) -> bool:
    """Whether a title stands behind a full name (桂二葉 さん) or another title (野田さん 作)."""
    if ms[i - 1].surface in ("さん", "氏", "様") and is_suffix(ms[i - 1]):
        return True
    return i >= 2 and ms[i - 2].pos[3] == "姓" and ms[i - 2].end == ms[i - 1].start


def _begins_given_name(ms: Morphemes, i: int) -> bool:
    """Whether a kanji that is no name makes one with the next (陵 and 侑 of 小林 陵侑)."""
    after = ms[i + 1] if i + 1 < len(ms) and ms[i + 1].start == ms[i].end else None
    short = is_noun(ms[i]) and len(ms[i].surface) == 1 and kanji_count(ms[i]) == 1
    if not short or after is None:
        return False
    titled = after.surface in words_of("title of a person")  # 藤井 風さん
    return titled or (is_name(after) and len(after.surface) == 1)


def offices(ms: Morphemes, i: int, cuts: Cuts) -> bool | None:
    """第3章 その3 5: 市立, 区役所 and the like are words, cut off from the place's name."""
    left, right = ms[i - 1], ms[i]
    if left.surface in words_of("level of address") and _runs_body(ms, i, cuts):
        return True  # 県 教育 委員会
    levels, kinds = words_of("level of address"), words_of("office of a level")
    if right.surface in kinds and left.surface in levels:
        return False
    named = is_place(left) and right.surface in levels and i + 1 < len(ms)
    return True if named and ms[i + 1].surface in kinds else None


def _runs_body(ms: Morphemes, i: int, cuts: Cuts) -> bool:
    """Whether a level alone stands before the name of two words or more of a body it runs."""
    if not begins(ms, i - 1, cuts) or ms[i - 1].word == ms[i].word or not stands_alone(ms[i]):
        return False
    if ms[i].surface in words_of("one word with its level"):
        return False  # 県知事 選挙
    after = i + 1
    while after < len(ms) and is_suffix(ms[after]):
        after += 1
    more = after < len(ms) and ms[after].start == ms[after - 1].end
    return is_noun(ms[i]) and more and is_noun(ms[after]) and stands_alone(ms[after])


def places(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第3章 その3 5: addresses are cut by level, and one place's name from another's."""
    left, right = ms[i - 1], ms[i]
    stop = left.word == right.word and beats(right.kana) <= 2 and kanji_count(right) == 1
    if is_place(left) and is_place(right) and right.surface not in words_of("level of address"):
        side = left.word == right.word and left.surface in SIDES
        side = side and kanji_count(right) == len(right.surface)  # 西荻窪: one name
        return not (stop or side)  # a stop of a bus: 公園前
    levels = words_of("level of address")
    named = left.surface in levels and i >= 2 and is_place(ms[i - 2])
    same = left.surface[0] == "同" and left.surface[1:] in levels  # 同市 西区
    if not (named or same) or not is_noun(right):
        return None
    if is_place(right) or kanji_count(right) >= 2 or right.surface in words_of("origin"):
        return True
    return i + 1 < len(ms) and ms[i + 1].surface in levels


SIDES = frozenset("東西南北")
