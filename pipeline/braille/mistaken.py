"""Morphemes that the analyser mistook → what their neighbours show them to be.

The 大 of 市民会館 大ホール is a prefix, the 方 of 探す 方 a noun. What is of one kind stands in a
module of its own: people, kana_scraps, counted_nouns, misdivided.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from pipeline.braille.counted_nouns import behind_count, with_counters
from pipeline.braille.grammar import (
    is_katakana,
    is_noun,
    is_prefix,
    is_suffix,
    is_verb,
    opens,
)
from pipeline.braille.kana_scraps import (
    with_homes,
    with_nouns_in_kana,
    with_reasons,
    with_sleep,
    with_stutters,
    with_verbs_in_kana,
)
from pipeline.braille.misdivided import (
    ONE_WORD,
    with_going,
    with_old_adjectives,
    with_particles,
    with_verbs_behind_nouns,
    with_words_of_suffixes,
)
from pipeline.braille.nouns_alone import read_alone
from pipeline.braille.people import SURNAME, bearer, with_former_holders, with_given_names
from pipeline.japanese.kana import is_kanji
from pipeline.japanese.morpheme import (
    ADVERB,
    DEPENDENT,
    FILLER,
    FINITE,
    INTERJECTION,
    LATIN,
    NOUN,
    PREFIX,
    SUFFIX,
    Morpheme,
)
from pipeline.japanese.unidic import read_in
from pipeline.japanese.word_classes import words_of

# A prefix of size, with the reading it has before a noun that was taken for what it follows.
SIZES = {"大": "ダイ", "中": "チュウ", "小": "ショウ"}
CLASSICAL = "文語四段"


def corrected(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """A sentence's morphemes → the same, with each that its neighbours show to be another made so.

    First words are divided or joined anew, in the order of ``DIVIDED``; then each pair of
    neighbours is looked at: calls, suffixes that are prefixes or nouns, what is beside a count.
    """
    found = [_of_today(text, m) if m.pos[4].startswith(CLASSICAL) else m for m in morphemes]
    for may_have, divided in DIVIDED:
        if may_have.search(text):  # most sentences have none of it
            found = divided(found)
    shown = _shown()
    for at in range(1, len(found)):
        if found[at - 1].surface in shown or found[at].surface in SHOWING:
            found[at - 1 : at + 1] = _pair(found, at)
        if (is_suffix(found[at]) or found[at].surface == "初") and not found[at].source:
            found[at] = _prefix(found, at) or _noun(found[at - 1], found[at]) or found[at]
        if is_noun(found[at]) or is_suffix(found[at]):
            found[at] = behind_count(found, at) or found[at]
    return found


# What shows what its left neighbour is, or is shown by it.
SHOWING = frozenset(("元", "名", "さん", "くん", "君"))


@cache
def _shown() -> frozenset[str]:
    """What its right neighbour may show to be something else: calls (ねえ), the お of お呼び."""
    return words_of("call") | {"お"}


def _pair(ms: list[Morpheme], at: int) -> tuple[Morpheme, Morpheme]:
    """Two neighbours, each with the part of speech that the other shows it to have."""
    left, m = ms[at - 1], ms[at]
    if left.surface in words_of("call") and opens(ms, at - 1):
        left = left._replace(pos=INTERJECTION)
    if left.surface == "お" and left.pos[1] == FILLER:  # お呼びする
        polite = is_noun(m) or m.pos[5].startswith("連用形")
        left = left._replace(pos=PREFIX) if polite else left
    origin = m.surface == "元" and left.surface in words_of("with 元")  # 参照元トレース
    name = m.surface == "名" and is_prefix(m) and is_katakana(left)  # ファイル名 置換
    if origin or name:
        m = m._replace(pos=SUFFIX)
    if m.surface in ("さん", "くん", "君"):
        named = m.surface == "君" and is_suffix(m) and left.pos[1] == "固有名詞"  # 石川君
        left = left._replace(pos=SURNAME) if named and left.pos[3] != "名" else bearer(left)
    return left, m


def _of_today(text: str, m: Morpheme) -> Morpheme:
    """歩く as アルク: taken for the classical アリク, it is read as UniDic reads it."""
    today = read_in(text, m.start, m.end) if not m.source and any(map(is_kanji, m.surface)) else ""
    return m._replace(reading=today) if today else m


def _prefix(ms: list[Morpheme], at: int) -> Morpheme | None:
    """大 of 市民会館 大ホール, which bears on what follows."""
    m = ms[at]
    after = ms[at + 1] if at + 1 < len(ms) else None
    during = m.surface == "中" and ms[at - 1].pos[2] == "サ変可能"  # 授業中 教室を
    if m.surface in SIZES and after and after.surface in words_of("sized") and not during:
        return m._replace(pos=PREFIX, reading=SIZES[m.surface])
    if m.surface == "初" and after and is_noun(after) and after.start == m.end:
        return m._replace(pos=PREFIX, reading="ハツ")  # 大会 初優勝; 世界初の
    return None


def _noun(left: Morpheme, m: Morpheme) -> Morpheme | None:
    """方 of 探す 方, 家 of 一日 家に, 雨 of 三日 雨が: a suffix follows a stem, these no number."""
    finite = is_verb(left) and left.pos[5].startswith(FINITE)
    if m.surface in ("方", "派") and (finite or left.pos[0] == "助動詞"):
        return m._replace(pos=NOUN)  # 食べない 派
    if left.pos[0] in DEPENDENT and left.surface in "のはをがに" and m.surface == "槽":
        return m._replace(pos=NOUN)  # 一度は 槽洗浄, 一度の 槽洗浄
    if m.surface == "間" and left.surface in words_of("limit"):
        return m._replace(pos=NOUN, reading="アイダ")  # 5分以上 間を空ける
    if m.surface == "下" and left.surface in words_of("has a bottom"):
        return m._replace(pos=NOUN, reading="シタ")  # 画面下
    counted = (is_noun(left) or is_suffix(left)) and left.surface.endswith(("日", "晩", "中"))
    alone = read_alone(m.surface) if m.surface in ("家", "雨", "犬") and counted else ""
    return m._replace(pos=NOUN, reading=alone) if alone else None


def _with_now(ms: list[Morpheme]) -> list[Morpheme]:
    """今 of 今 会社にいる as イマ, no コン (今大会, 今年度)."""
    found = list(ms)
    for at, (m, after) in enumerate(pairwise(ms)):
        now = m.surface == "今" and is_prefix(m) and not m.source and m.word != after.word
        if now and after.surface not in words_of("with 今"):
            found[at] = m._replace(pos=ADVERB, reading="イマ")
    return found


def _with_names_of_letters(ms: list[Morpheme]) -> list[Morpheme]:
    """アルファ and ガンマ as nouns."""
    return [m._replace(pos=NOUN) if _names_a_letter(m) else m for m in ms]


def _names_a_letter(m: Morpheme) -> bool:
    """Whether a morpheme is the name of a letter in katakana (アルファ, ガンマ), no letter."""
    return m.pos == LATIN and "ァ" <= m.surface[0] <= "ー" and not m.kana


STEM_FORMS = frozenset(("連用形-一般", "未然形-一般"))  # 換える has one form for both


def _with_nothing(ms: list[Morpheme]) -> list[Morpheme]:
    """なし of 乗り換えなし as the noun, where the analyser saw the auxiliary behind a stem."""
    found = list(ms)
    for at in range(2, len(found)):
        m, left = found[at], found[at - 1]
        stem = is_verb(left) and left.pos[5] in STEM_FORMS and left.word == found[at - 2].word
        if m.surface == "なし" and m.pos[0] == "助動詞" and stem:
            found[at] = m._replace(pos=NOUN)
    return found


# What a sentence must have for words to be divided or taken otherwise, and how they are then.
DIVIDED: tuple[tuple[re.Pattern[str], Callable[[list[Morpheme]], list[Morpheme]]], ...] = (
    (re.compile("[一-龥]しかり"), with_old_adjectives),
    (re.compile("[ァ-ヺ]"), _with_names_of_letters),
    (
        re.compile(
            "て[をがにでのとはも]|のて|のは(?:[がをにのもで、。」さ]|$)|のたね|[がのと]とを"
            "|とを(?:あけ|しめ|たた|ひら|おし)|はる|はは"
        ),
        with_nouns_in_kana,
    ),
    (re.compile("ない[てた]|のます|きたまえ|来たまえ"), with_verbs_in_kana),
    (re.compile("(?:^|[「『(（、])[はへ][、…]"), with_stutters),
    (re.compile("[はが]行|か[弱細黒]"), with_particles),
    (re.compile("さ行(?:ぐ|がね)"), with_going),
    (re.compile("君|くん|ちゃん|氏"), with_given_names),
    (re.compile("[一二三四五六七八九十]元"), with_former_holders),
    (re.compile("軒先|文銭|勝て"), with_counters),
    (re.compile("んち|んとこの"), with_homes),
    (re.compile("[てで]ね[てたま]"), with_sleep),
    (re.compile("だって[^。]*もの(?:[。」』!?]|$)"), with_reasons),
    (re.compile("今[一-龥ァ-ヺ]"), _with_now),
    (re.compile("|".join(ONE_WORD)), with_words_of_suffixes),
    (re.compile("なし(?:[でのに。]|$)"), _with_nothing),
    (re.compile("[一-龥]出し?[たて]"), with_verbs_behind_nouns),
)
