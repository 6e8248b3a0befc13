"""Names of people, taken for numbers or nouns (真一 of 真一君, さくら of さくらさん) → names."""

from __future__ import annotations

from pipeline.japanese.kana import is_kana
from pipeline.japanese.morpheme import NOUN, Morpheme, Pos
from pipeline.japanese.numerals import ONE_TO_TEN
from pipeline.japanese.sudachi import given_name
from pipeline.japanese.word_classes import words_of

# What follows a person's name and no number.
CALLED = frozenset(("君", "くん", "ちゃん", "氏"))


def with_given_names(ms: list[Morpheme]) -> list[Morpheme]:
    """真一 of 真一君 as one name, where the analyser saw a number behind something."""
    found = list(ms)
    for at in range(len(found) - 1, 1, -1):
        number, left = found[at - 1], found[at - 2]
        if found[at].surface not in CALLED or number.pos[1] != "数詞" or number.source:
            continue
        name = left.surface + number.surface
        reading = given_name(name) if left.end == number.start else ""
        if reading:
            found[at - 2 : at] = [
                left._replace(
                    surface=name, end=number.end, pos=GIVEN, base=name, reading=reading, lexeme=name
                )
            ]
    return found


SURNAME: Pos = ("名詞", "固有名詞", "人名", "姓", "*", "*")
GIVEN: Pos = ("名詞", "固有名詞", "人名", "名", "*", "*")


def with_former_holders(ms: list[Morpheme]) -> list[Morpheme]:
    """晋三 and 元 of 安倍晋三元首相, where the analyser saw a number (三元, 二元)."""
    found = list(ms)
    for at in range(len(found) - 1, 1, -1):
        m = found[at]
        if m.surface[-1] != "元" or len(m.surface) > 2:
            continue
        first = at - 1 if len(m.surface) == 2 else at - 2
        left, number = found[first], found[first + 1].surface[0]
        name = left.surface + number
        family = first > 0 and found[first - 1].pos[2] == "人名"
        reading = given_name(name) if family and number in ONE_TO_TEN and len(name) == 2 else ""
        if not reading:
            continue
        middle = m.end - 1
        found[first : at + 1] = [
            left._replace(
                surface=name, end=middle, pos=GIVEN, base=name, reading=reading, lexeme=name
            ),
            m._replace(
                surface="元", start=middle, pos=NOUN, base="元", reading="モト", lexeme="元"
            ),
        ]
    return found


def bearer(m: Morpheme) -> Morpheme:
    """What さん and くん follow → a noun (かめさん), a name (辰さん) or as it was (その3 3)."""
    if m.surface in words_of("creature"):
        return m._replace(pos=NOUN)
    someone = m.pos[0] == "名詞" and is_kana(m.surface) and bool(given_name(m.surface))
    return m._replace(pos=GIVEN) if someone or m.surface in words_of("short name") else m
