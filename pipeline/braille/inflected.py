"""Where words that inflect are cut, and nouns behind their stems (てびき 第3章 その2 1 and 10)."""

from __future__ import annotations

from pipeline.braille.boundary import Cuts, Morphemes, begins
from pipeline.braille.grammar import (
    is_adjective,
    is_dependent,
    is_mark,
    is_noun,
    is_particle,
    is_suffix,
    is_verb,
    kanji_count,
)
from pipeline.braille.spelling import beats
from pipeline.japanese.kana import is_kana
from pipeline.japanese.morpheme import Morpheme
from pipeline.japanese.numerals import KANJI_NUMERALS
from pipeline.japanese.word_classes import words_of


def inside_words(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第3章 その2 1: a dictionary word that inflects is one word, unless its noun is long."""
    left, right = ms[i - 1], ms[i]
    if left.word != right.word or not (is_verb(right) or is_adjective(right)):
        return None
    if is_dependent(left):
        return True
    return beats(left.kana) >= 3 and beats(right.kana) >= 3 and not is_verb(left)


def compound_verbs(ms: Morphemes, i: int, cuts: Cuts) -> bool | None:
    """第3章 その2 10: a verb or adjective after another's stem makes one word with it."""
    left, right = ms[i - 1], ms[i]
    formal = i >= 2 and is_particle(ms[i - 2]) and ms[i - 2].surface in ("に", "と")
    formal = formal and left.base in words_of("formal verb")
    if is_noun(right):
        return None if formal else _noun_behind_stem(ms, i, cuts)
    if not (is_verb(right) or is_adjective(right) or is_suffix(right)):
        return None
    if left.surface == "さ" and is_suffix(left) and right.base in ("すぎる", "過ぎる"):
        return False  # 知らなさすぎる
    if is_verb(left) and left.pos[5].startswith("連用形"):
        if left.base in ("する", "為る") and not is_suffix(right):
            return right.base not in words_of("second verb")
        if right.base in ("ある", "有る"):
            return True  # お変わりありませんか
        if left.word != right.word and _ends_clause(ms, i):
            return True  # 繰り返し襲う, 話を聞き終えた is one
        return formal and not is_suffix(right)
    if is_adjective(left) and left.pos[5].startswith("語幹"):
        return False
    return False if _names_a_deed(ms, i) else None


def _noun_behind_stem(ms: Morphemes, i: int, cuts: Cuts) -> bool | None:
    """A short noun joins the stem of a verb or an adjective (壊れもの, 刻みねぎ, 納め忘れ)."""
    left, right = ms[i - 1], ms[i]
    ended = i >= 2 and ms[i - 2].surface == "を" and left.surface in clause_ends()
    if ended or left.base in NEVER_FIRST:
        return None  # 初日を除き 史上最多
    if is_adjective(left) and left.pos[5].startswith("語幹"):
        return False
    if not is_verb(left) or left.pos[5] != "連用形-一般" or left.base in ("する", "為る"):
        return None
    free = i < 2 or not is_particle(ms[i - 2]) or ms[i - 2].surface == "の"  # 本の 置き場所
    first = begins(ms, i - 1, cuts) and free and beats(left.kana) <= 2
    listed = free or ms[i - 2].surface in ("と", "や")  # 生姜と 刻みねぎ
    slip = right.surface in words_of("slip")
    return False if slip or first or _is_short(right, listed) else None


def _is_short(noun: Morpheme, in_kana: bool) -> bool:
    """Whether a noun is one kanji of two beats, もの, or (``in_kana``) two beats in kana."""
    if noun.surface == "もの":
        return True
    kana = is_kana(noun.surface) and noun.surface not in ("なし", "あり")
    one_kanji = kanji_count(noun) == 1 == len(noun.surface)
    return beats(noun.kana) <= 2 and (one_kanji or (in_kana and kana))


# Verbs whose stem ends a clause and makes no noun with what follows (象徴であり 日本国民の).
NEVER_FIRST = frozenset(("ある", "有る", "おる"))


def _names_a_deed(ms: Morphemes, i: int) -> bool:
    """Whether a stem of two beats behind its object makes a noun with it (雑草取り, 花がら摘み)."""
    left, right = ms[i - 1], ms[i]
    stem = is_verb(right) and right.pos[5] == "連用形-一般" and beats(right.kana) == 2
    stem = stem and right.surface not in ("あり", "有り")  # 諸説 あり
    thing = left.pos[:2] == ("名詞", "普通名詞") and left.pos[2] not in ("副詞可能", "サ変可能")
    if not (stem and thing) or left.end != right.start or left.word == right.word:
        return False
    if behind_amount(ms, i):
        return False
    after = ms[i + 1] if i + 1 < len(ms) else None
    return after is None or is_mark(after) or (is_particle(after) and after.pos[1] == "格助詞")


def behind_amount(ms: Morphemes, i: int) -> bool:
    """Whether a verb stands behind how much of its object there is: 塩を一つまみ 入れ、."""
    return i >= 2 and ms[i - 2].surface == "を" and ms[i - 1].surface[0] in AMOUNTS


AMOUNTS = KANJI_NUMERALS | {"半", "数"}


def _ends_clause(ms: Morphemes, i: int) -> bool:
    """Whether the stem before ``ms[i]`` ends its clause (支持を訴え当選した) or is an adverb."""
    right = ms[i]
    second = words_of("second verb") | words_of("second verb of a stem")
    if not is_verb(right) or right.base in second:
        return False
    start = i - 1
    while start > 0 and ms[start - 1].word == ms[i - 1].word:
        start -= 1
    stem = "".join(m.surface for m in ms[start:i])
    if stem in words_of("adverb made of a verb"):
        return True
    after_object = start > 0 and ms[start - 1].surface == "を" and is_particle(ms[start - 1])
    return after_object and stem in clause_ends()


def clause_ends() -> frozenset[str]:
    """Stems that end a clause behind their object (支持を訴え), by word_classes.tsv."""
    return words_of("verb that ends a clause")
