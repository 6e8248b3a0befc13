"""Scraps of kana that the analyser took for particles and endings → the words they are.

The child's て of あかちゃんのては is the hand, the ね of だまってねていた the verb 寝る.
"""

from __future__ import annotations

from pipeline.braille.grammar import is_mark, is_particle, is_verb, opens
from pipeline.japanese.morpheme import (
    DEPENDENT,
    FINITE,
    INTERJECTION,
    NOUN,
    PARTICLE,
    SUFFIX,
    Morpheme,
    Pos,
)
from pipeline.japanese.word_classes import words_of


def with_nouns_in_kana(ms: list[Morpheme]) -> list[Morpheme]:
    """て of あかちゃんのては, taken for the particle, and はる of すっかりはるです as nouns."""
    found: list[Morpheme] = []
    for m, after in zip(ms, [*ms[1:], None], strict=True):
        if m.surface not in NOUNS_IN_KANA:
            found.append(m)
            continue
        left = found[-1] if found else None
        if m.surface == "と" and left and _before_a_door(left) and _is_wo(after):
            m = m._replace(pos=NOUN)  # だれかが戸をたたく
        if m.surface == "ね" and left and left.surface == "た" and _is_of(found[-2:-1]):
            found[-1] = _joined(left, m)  # すいかのたね
            continue
        if m.surface == "は" and left and _is_mother(found[-2:], m, after):
            found[-1] = _joined(left, m)  # ちちとはは
            continue
        if m.surface == "は" and _is_of(found[-1:]) and _is_leaf(found, m, after):
            m = m._replace(pos=NOUN)  # ささのは
        hand = left and m.pos[0] == "助詞" and _before_a_noun(left)
        if hand and m.surface in ("ては", "ても"):
            middle = m.start + 1
            found.append(m._replace(surface="て", end=middle, pos=NOUN, base="て", reading="テ"))
            m = m._replace(surface=m.surface[1:], start=middle, reading=m.reading[1:])
        if (hand and m.surface == "て") or (left and _is_polite(m) and not is_verb(left)):
            m = m._replace(pos=NOUN)
        found.append(m)
    return found


# Particles and auxiliaries that may be 戸, 手, 春, 葉, or the end of 母 and 種.
NOUNS_IN_KANA = frozenset(("と", "て", "ては", "ても", "はる", "は", "ね"))


def _before_a_door(m: Morpheme) -> bool:
    """Whether と behind a morpheme is the door before を: だれかがとを, そっととを, またとを."""
    return m.surface in ("が", "の") or m.pos[0] == "副詞"


def _is_of(before: list[Morpheme]) -> bool:
    """Whether the last morpheme is の."""
    return bool(before) and before[0].surface == "の" and before[0].pos[0] == "助詞"


def _is_mother(before: list[Morpheme], m: Morpheme, after: Morpheme | None) -> bool:
    """Whether は and a は before it are はは: two particles, or と and はは before another."""
    left = before[-1]
    if left.surface != "は" or left.end != m.start:
        return False
    if m.pos[0] == "助詞":
        return left.pos[0] == "助詞" or (after is not None and after.surface == "の")
    if left.pos[0] != "助詞":
        return False
    spoken = len(before) == 1 or before[0].surface == "と" or is_mark(before[0])
    return spoken and after is not None and after.pos[0] == "助詞"


def _is_leaf(before: list[Morpheme], m: Morpheme, after: Morpheme | None) -> bool:
    """Whether は behind の is the leaf of a plant, before a particle, an adverb or the end."""
    plant = len(before) > 1 and before[-2].surface in words_of("has leaves")
    plant = plant and m.pos[0] == "助詞"
    return plant and (after is None or is_mark(after) or after.pos[0] in ("助詞", "副詞"))


def _is_wo(m: Morpheme | None) -> bool:
    """Whether a morpheme is the particle を."""
    return m is not None and m.surface == "を" and m.pos[0] == "助詞"


def _before_a_noun(m: Morpheme) -> bool:
    """Whether て behind a morpheme is the hand: そっとてをあわせる, あかちゃんのて."""
    white = m.pos[0] == "形容詞" and m.pos[5].startswith(FINITE) and m.base != "ない"  # しろい手
    return white or m.surface == "の" or m.pos[0] in ("副詞", "連体詞")


def _is_polite(m: Morpheme) -> bool:
    """Whether a morpheme is the auxiliary はる of Kansai, which follows verbs alone."""
    return m.surface == "はる" and m.pos[0] == "助動詞"


def _joined(left: Morpheme, m: Morpheme) -> Morpheme:
    """Two kana that the analyser took for particles → the noun that they are."""
    surface = left.surface + m.surface
    return left._replace(
        surface=surface, end=m.end, pos=NOUN, base=surface, lexeme=surface,
        reading=left.reading + m.reading,
    )  # fmt: skip


def with_verbs_in_kana(ms: list[Morpheme]) -> list[Morpheme]:
    """ない of ないて and のます behind a noun as verbs, まえ of ついてきたまえ as the auxiliary."""
    found: list[Morpheme] = []
    for m, after in zip(ms, [*ms[1:], None], strict=True):
        left = found[-1] if found else None
        weeps = m.surface == "ない" and after is not None and after.surface in ("て", "た")
        if weeps and not (left and left.pos[5].startswith("未然形")):
            m = m._replace(pos=CRYING, base="なく")
        if m.surface == "ます" and left and left.surface == "の" and m.pos[0] == "助動詞":
            found[-1] = _joined(left, m)._replace(pos=DRINKING)
            continue
        if m.surface == "まえ" and left and _commands(found[-2:], after):
            found[-1] = _joined(left, m)._replace(pos=left.pos)
            continue
        found.append(m)
    return found


CRYING: Pos = ("動詞", "一般", "*", "*", "五段-カ行", "連用形-イ音便")
DRINKING: Pos = ("動詞", "一般", "*", "*", "五段-サ行", "終止形-一般")


def _commands(before: list[Morpheme], after: Morpheme | None) -> bool:
    """Whether まえ ends a command: behind き and た, and nothing but an end behind it."""
    came = len(before) == 2 and before[0].surface in ("き", "来") and before[1].surface == "た"
    ends = after is None or is_mark(after) or (is_particle(after) and after.surface in "よな")
    return came and ends


def with_sleep(ms: list[Morpheme]) -> list[Morpheme]:
    """ね of だまってねていた as the verb 寝る, taken for an ending."""
    found = list(ms)
    for at in range(1, len(found) - 1):
        left, m, after = found[at - 1 : at + 2]
        if m.surface != "ね" or m.pos[0] not in DEPENDENT or left.surface not in "てで":
            continue
        if after.surface in BEHIND_STEM and left.pos[0] in DEPENDENT:
            found[at - 1] = left._replace(pos=CONJUNCTION)
            found[at] = m._replace(pos=SLEEPING, base="ねる")
    return found


BEHIND_STEM = frozenset(("て", "た", "ます", "まし", "てる", "たい"))
CONJUNCTION: Pos = ("助詞", "接続助詞", "*", "*", "*", "*")
SLEEPING: Pos = ("動詞", "一般", "*", "*", "下一段-ナ行", "連用形-一般")


def with_reasons(ms: list[Morpheme]) -> list[Morpheme]:
    """もの that ends what だって began, as the particle: だって知らないもの (第3章 その1 2)."""
    found, said = list(ms), False
    for at in range(1, len(found)):
        m, left = found[at], found[at - 1]
        said = said or (opens(found, at - 1) and _says_because(found, at - 1))
        ends = at + 1 == len(found) or is_mark(found[at + 1])
        if said and m.surface == "もの" and ends and left.pos[5].startswith(FINITE):
            found[at] = m._replace(pos=ENDING)
    return found


def _says_because(ms: list[Morpheme], at: int) -> bool:
    """Whether だって begins at a morpheme, in one or taken for だ and って."""
    return ms[at].surface == "だって" or [m.surface for m in ms[at : at + 2]] == ["だ", "って"]


ENDING: Pos = ("助詞", "終助詞", "*", "*", "*", "*")


def with_stutters(ms: list[Morpheme]) -> list[Morpheme]:
    """は of は、はい and へ of へ、変なの, which opens what is said, as a cry, no particle."""
    found = list(ms)
    for at, m in enumerate(found[:-1]):
        if m.surface not in ("は", "へ") or found[at + 1].surface[0] not in "、…":
            continue
        again = at > 1 and found[at - 1].surface == "、" and found[at - 2].pos == INTERJECTION
        if again or opens(found, at):
            found[at] = m._replace(pos=INTERJECTION)
    return found


def with_homes(ms: list[Morpheme]) -> list[Morpheme]:
    """ち of 俺んち as a suffix, and ん, とこ and の of うちんとこの (の家, の所: 第3章 その2 2)."""
    found: list[Morpheme] = []
    for m in ms:
        left = found[-1] if found else None
        if left and left.surface == "んと" and m.surface == "この":
            middle, of = left.start + 1, m.end - 1
            found[-1:] = [
                left._replace(surface="ん", end=middle, pos=PARTICLE, base="ん", reading="ン"),
                left._replace(surface="とこ", start=middle, end=of, pos=NOUN, reading="トコ"),
            ]
            m = m._replace(surface="の", start=of, pos=PARTICLE, base="の", reading="ノ")
        elif left and m.surface == "ち" and left.surface == "ん" and is_particle(left):
            m = m._replace(pos=SUFFIX)
        found.append(m)
    return found
