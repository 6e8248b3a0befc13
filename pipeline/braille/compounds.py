"""Where nouns are cut inside compounds, and what is repeated or voiced (てびき 第3章 その2 3–9)."""

from __future__ import annotations

from pipeline.braille.affixes import prefixes
from pipeline.braille.boundary import Cuts, Morphemes, Rule, begins, word_after, word_before
from pipeline.braille.grammar import (
    is_auxiliary,
    is_katakana,
    is_name,
    is_noun,
    is_number,
    is_particle,
    is_place,
    is_prefix,
    is_suffix,
    is_verb,
    stands_alone,
)
from pipeline.braille.parts import loan_parts
from pipeline.braille.proper_names import OTHERS
from pipeline.braille.spelling import beats
from pipeline.japanese.kana import is_kana
from pipeline.japanese.morpheme import Morpheme
from pipeline.japanese.word_classes import words_of


def repetition(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第3章 その2 9: a repeated word of two beats is one word, a longer one is two."""
    left, right = ms[i - 1], ms[i]
    if left.surface == right.surface and i + 1 < len(ms) and ms[i + 1].surface == "長":
        return True  # 総務課 課長
    if left.surface != right.surface or not is_kana(right.surface) or is_number(right):
        return None
    if is_particle(left) and is_noun(right):
        return None  # これは はが いたい
    return beats(right.kana) > 2 and right.kana == left.kana


def voiced_parts(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第3章 その2 7: a part whose sound has changed (連濁) is never cut off."""
    right = ms[i]
    four = right.kana[:1] in ("ヂ", "ヅ") and is_noun(ms[i - 1])
    return False if right.voiced or four else None


def keys(ms: Morphemes, i: int, cuts: Cuts) -> bool | None:
    """第3章 その2 5 備考: short loan words that are words of their own (暗号化キー, プロ野球)."""
    left, right = ms[i - 1], ms[i]
    short = words_of("short loan word")
    if (
        left.surface in short
        and begins(ms, i - 1, cuts)
        and is_noun(right)
        and beats(right.kana) >= 3
    ):
        return True
    if right.surface not in short:
        return None
    compound = is_noun(left) or is_suffix(left)
    return True if compound and beats(word_before(ms, i, cuts)) >= 2 else None


def compounds(ms: Morphemes, i: int, cuts: Cuts) -> bool | None:
    """第3章 その2 3–7: parts of three beats or more are cut, shorter ones joined."""
    left, right = ms[i - 1], ms[i]
    nominal = is_noun(left) or is_prefix(left) or (is_suffix(left) and left.pos[1] == "名詞的")
    if not is_noun(right) or not (nominal or left.surface == "的"):
        return None
    for rule in WITHIN_COMPOUNDS:
        decided = rule(ms, i, cuts)
        if decided is not None:
            return decided
    return _long_parts(ms, i, cuts)


def _words_of_their_own(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """Nouns that are words whatever stands before, and what ends a compound before them."""
    left, right = ms[i - 1], ms[i]
    if right.pos[0] == "代名詞" or right.surface in words_of("everyone"):
        return True  # 24時間いつでも, 住民皆が
    if right.surface == "他" and right.kana == OTHERS:
        return True  # トヨタ 他3社
    if "兼" in (left.surface, right.surface) or right.surface in words_of("amount"):
        return True  # 居間 兼 食堂, 塩 少々
    if is_suffix(left) and left.surface in words_of("title"):
        return right.surface not in words_of("joined to brackets")  # 橋下さん 好き; 田中さん方
    itself = right.surface in ("自体", "自身") and right.surface in words_of("suffix word")
    return True if itself and not is_number(left) else None  # 液 自体


def _being_there(ms: Morphemes, i: int, cuts: Cuts) -> bool | None:
    """なし and あり are words behind a long word, and behind a particle (壁に耳あり)."""
    left, right = ms[i - 1], ms[i]
    if right.surface not in ("なし", "無し", "あり", "有り"):
        return None
    if i >= 2 and is_particle(ms[i - 2]) and ms[i - 2].surface in ("に", "も"):
        return True
    if i >= 2 and left.surface == "こと" and (is_verb(ms[i - 2]) or is_auxiliary(ms[i - 2])):
        return True  # 言う ことなし
    long = beats(word_before(ms, i, cuts)) >= 3  # 諸説 あり, 該当者 なし
    return long and left.surface not in words_of("one word with なし")


def _loan_parts(ms: Morphemes, i: int, cuts: Cuts) -> bool | None:
    """第3章 その2 5: loan words, and what lasts before any noun (一日中 猫と)."""
    left, right = ms[i - 1], ms[i]
    if _begins_loanword(ms, i):
        return beats(word_before(ms, i, cuts)) >= 3  # 変形 サブメニュー
    if left.word != right.word and _lasts(left):
        return True
    return _loanwords(ms, i, cuts) if is_katakana(left) and is_katakana(right) else None


def _by_kind(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """Names of kinds are joined; places, 等, 上 and 的 are cut off from a long noun."""
    left, right = ms[i - 1], ms[i]
    if right.surface in words_of("name of a kind"):
        return False  # 販売店名: the name of a 販売店
    if is_place(left) and stands_alone(right):
        return True  # タイ料理, ガザ地区 (第3章 その3 5)
    if left.surface in ("等", "上") and is_suffix(left):
        return True  # 医療等 製品, 展示の関係上 箱に
    cared = left.surface == "的" and beats(word_after(ms, i)) >= 3
    return True if cared else None  # 医療的 ケア児


WITHIN_COMPOUNDS: tuple[Rule, ...] = (_words_of_their_own, _being_there, _loan_parts, _by_kind)


def _long_parts(ms: Morphemes, i: int, cuts: Cuts) -> bool:
    """Two parts are cut if both are long enough to be words."""
    left, right, before = ms[i - 1], ms[i], word_before(ms, i, cuts)
    counted = before[:1].isdigit() and not before[-1].isdigit()  # 1次リーグ, 三者会談
    lettered = any(c.isascii() and c.isalpha() for c in before)  # L字 金具
    alone = counted or lettered or beats(before) >= 3 or stands_alone(left)
    alone = alone or left.pos[0] == "代名詞" or left.surface in words_of("suffix word")
    if is_katakana(right) and (is_name(right) or is_place(right)):
        return alone  # 画家 モネ, 首都 パリ
    long = stands_alone(right) or is_prefix(right) or _before_its_own(ms, i)
    return alone and (long or _with_voiced_part(ms, i))


def _with_voiced_part(ms: Morphemes, i: int) -> bool:
    """Whether a short part and a voiced one are a dictionary word (腕時計 of 高級 腕時計)."""
    after = ms[i + 1] if i + 1 < len(ms) else None
    whole = after is not None and after.voiced and after.word == ms[i].word != ms[i - 1].word
    return whole and after is not None and beats(ms[i].kana + after.kana) >= 3


def _lasts(m: Morpheme) -> bool:
    """Whether a morpheme says how long or where throughout: 一晩中, 作業中."""
    return (is_suffix(m) and m.surface == "中") or m.surface.endswith(("日中", "晩中", "年中"))


def _before_its_own(ms: Morphemes, i: int) -> bool:
    """その2 4 備考: a short word that stands before a long one (がん of 国立がん研究)."""
    right = ms[i]
    own = right.surface == "フル" or prefixes().get(right.surface) == "cut"  # 先発 フル出場
    own = own and not (right.surface in CANCER and _is_organ(ms[i - 1]))
    own = own or _named_by_kind(ms[i - 1], right)
    return own and i + 1 < len(ms) and is_noun(ms[i + 1]) and beats(word_after(ms, i + 1)) >= 3


def _named_by_kind(left: Morpheme, right: Morpheme) -> bool:
    """Whether a word with 性 says the kind of what a short word begins: 病原性 鳥インフルエンザ."""
    kind = left.surface == "性" and is_suffix(left)
    return kind and len(right.surface) == 1 and right.pos[:2] == ("名詞", "普通名詞")


CANCER = frozenset(("がん", "ガン", "癌"))


def _is_organ(m: Morpheme) -> bool:
    """Whether a morpheme names a part of the body, whose がん is one word with it (大腸がん)."""
    return m.surface.endswith(tuple(words_of("organ")))


def _begins_loanword(ms: Morphemes, i: int) -> bool:
    """Whether a prefix of loan words, and no suffix as well, stands before one (サブ)."""
    prefix = loan_parts("prefix") - loan_parts("suffix")
    if ms[i].surface not in prefix or i + 1 == len(ms):
        return False
    return is_katakana(ms[i + 1]) and beats(ms[i + 1].kana) > 1


def _loanwords(ms: Morphemes, i: int, cuts: Cuts) -> bool:
    """第3章 その2 5: two loan words are cut; a prefix or suffix of theirs is joined."""
    left, right = ms[i - 1], ms[i]
    if left.surface in loan_parts("link") or right.surface in loan_parts("link"):
        return True
    if beats(right.kana) <= 2 or words_of("name of a letter").issuperset(
        (left.surface, right.surface)
    ):
        return False  # タスクバー, キューアール
    if beats(left.kana) == 1 or left.surface + right.surface in loan_parts("whole"):
        return False  # デフォールト, フォアグラウンド
    first = begins(ms, i - 1, cuts) or not is_katakana(ms[i - 2])
    if left.surface in loan_parts("prefix") and first:
        return False
    return right.surface not in loan_parts("suffix")  # ポップアップ ウィンドウ
