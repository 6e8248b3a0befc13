"""A number or two and what they count or order (三百円, 二、三人) → figures and counter."""

from __future__ import annotations

import re

from pipeline.japanese.indefinite_numbers import some_after
from pipeline.japanese.morpheme import Morpheme
from pipeline.japanese.number_morphemes import Made, counter_at, single
from pipeline.japanese.number_pairs import pair
from pipeline.japanese.numerals import KANJI_NUMERALS, RUN, counted


def number_with_counter(text: str, ms: list[Morpheme], at: int, ends: set[int]) -> Made:
    """A number, what is joined to it and its counter → one morpheme (300エン, 10スウニン).

    A number whose counter is read by no table is given in figures alone.
    """
    first = ms[at]
    end = _run_end(text, first.end)
    if end not in ends and not counter_at(text, end, ends) and text[end : end + 1] != "余":
        end = first.end
    value, end = pair(text, ms, at, end, ends)
    some = some_after(text, ms, at, end, value, ends)
    if some:
        return some
    counter = counter_at(text, end, ends, value)
    tenths = counter == "分" and len(value) == 1 and _of_tenths(text, ms[at].start)
    reading = f"{value}ブ" if tenths else counted(value, counter)
    if counter == "月" and _SENTENCE.search(text, 0, ms[at].start):
        reading = f"{value}ゲツ"
    return single(text, ms, at, end + len(counter), reading or value)


def _run_end(text: str, end: int) -> int:
    """Where a number up to ``end`` really ends: the kanji figures after it are part of it."""
    run = RUN.match(text, end) if text[end - 1] in KANJI_NUMERALS else None
    return run.end() if run else end


def _of_tenths(text: str, start: int) -> bool:
    """Whether 分 of the number at ``start`` is a tenth (2割5分, 熱が38度5分), no minute.

    A tenth has one figure: the minutes of 35度41分 are an angle's. Old money has it too (一両二分).
    """
    if text.endswith(("割", "両"), 0, start) or _OLD_MONEY.match(text, start):
        return True
    warm = _WARM.search(text, 0, start) is not None and _ANGLE.search(text) is None
    return warm or (text.endswith("度", 0, start) and _FEVER.search(text) is not None)


_OLD_MONEY = re.compile("[一二]分[金銀判]|[一二三]分[一二三]朱")
# What is measured in months read ゲツ: 懲役1年6月.
_SENTENCE = re.compile("(?:懲役|禁[錮固]|拘禁刑)(?:[0-9一二三四五六七八九十]+年)?$")
_FEVER = re.compile("熱|体温")
# As warm as a body is; an angle or a place on a map may be as large.
_WARM = re.compile("(?:三十[五六七八九]|四十|3[5-9]|4[01])度$")
_ANGLE = re.compile("[北南]緯|[東西]経|緯度|経度|角")
