"""Rules of spacing at marks, letters and numbers (てびき 第4章, 第2章 その3 and その4)."""

from __future__ import annotations

from pipeline.braille.affixes import FORMER, prefixes
from pipeline.braille.boundary import Cuts, Morphemes, word_before
from pipeline.braille.grammar import (
    CIRCLED,
    CLOSING,
    LIST_MARKS,
    OPENING,
    STOPS,
    is_blank,
    is_dependent,
    is_katakana,
    is_latin,
    is_mark,
    is_name,
    is_noun,
    is_number,
    is_place,
    is_prefix,
    is_suffix,
    is_verb,
    stands_alone,
)
from pipeline.braille.placeholders import FORMS
from pipeline.braille.spelling import beats
from pipeline.braille.symbols import is_greek
from pipeline.japanese.morpheme import Morpheme
from pipeline.japanese.word_classes import words_of


def blanks(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """A blank of the text stays a cut."""
    return True if is_blank(ms[i]) or is_blank(ms[i - 1]) else None


def brackets_inside(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第4章 その2: no blank inside brackets, nor before a closing one."""
    if ms[i].surface[:1] in CLOSING or ms[i - 1].surface[-1:] in OPENING:
        return False
    return None


def stops(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第4章 その1: 。、・ join what stands before; the blanks after them belong to the cells."""
    left, right = ms[i - 1], ms[i]
    if is_mark(right) and right.surface[0] in STOPS:
        return False
    if is_mark(left) and left.surface[-1] in STOPS:
        return left.kana == " "
    return None


def circled_numbers(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第4章 その4: ①, ● and the like at the head of a word are cut off from it."""
    left, right = ms[i - 1].surface[-1:], ms[i].surface[:1]
    if (right in CIRCLED or right in LIST_MARKS) and is_mark(ms[i]):
        return not is_mark(ms[i - 1])
    if (left in CIRCLED or left in LIST_MARKS) and is_mark(ms[i - 1]):
        particle = is_dependent(ms[i]) or (ms[i].surface == "で" and ms[i].pos[0] == "接続詞")
        return ms[i].surface[0] in OPENING or not (is_mark(ms[i]) or particle)  # ③で 名前を
    return None


def brackets_outside(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第4章 その2: 「 begins a word; （ joins what it explains; both end like a word."""
    left, right = ms[i - 1], ms[i]
    if right.surface[0] in OPENING:
        if is_mark(left) and left.surface[-1] not in CLOSING:
            return False
        return right.surface[0] not in "（(" or left.surface[-1] in CLOSING
    if left.surface[-1] in CLOSING and not is_latin(left):  # an address may end in )
        if right.surface in words_of("title") and _behind_name(ms, i):
            return True
        joined = is_dependent(right) or is_mark(right)
        joined = joined or (is_suffix(right) and not _suffix_word(right))
        joined = joined or right.surface in words_of("joined to brackets")
        return not (joined or right.voiced)  # ディー（d）払い
    return None


def _behind_name(ms: Morphemes, i: int) -> bool:
    """Whether the brackets that close before ``ms[i]`` say more of a name: 大野智（さとし）さん.

    A letter stands for a name: エー（A）さん.
    """
    opened = next((at for at in range(i - 1, 0, -1) if ms[at].surface[0] in OPENING), 0)
    letter = opened == i - 3 and is_latin(ms[i - 2]) and len(ms[i - 2].surface) == 1
    return opened > 0 and (letter or is_name(ms[opened - 1]))


def signs(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第4章 その4 8–11: & and @ stand alone between kana; #, *, % end a word before kana."""
    left, right = ms[i - 1], ms[i]
    if is_greek(right.surface[0]) and is_dependent(left):
        return True  # αとβ: a letter that is read begins a word
    if left.surface in "&@" or right.surface in "&@":
        other = right if left.surface in "&@" else left
        return not other.surface.isascii()
    if left.surface in ("#", "*", "%", "×", "℃"):
        return not (is_mark(right) or is_number(right) or right.surface.isascii())
    if right.surface in ("%", "℃") and not (is_mark(left) or is_number(left)):
        return True  # 割合は %
    if right.surface in ("#", "*"):
        return not (is_mark(left) or is_number(left) or left.surface.isascii())
    if is_mark(left) or is_mark(right):
        return False
    return None


def letters(ms: Morphemes, i: int, cuts: Cuts) -> bool | None:
    """第2章 その4: after letters a particle is cut off; a short part of a word is joined."""
    left, right = ms[i - 1], ms[i]
    if is_latin(left):
        return _after_letters(left, right)
    if is_latin(right):
        if is_number(left):
            return left.kana[0].isdigit() and not left.kana[-1].isdigit()  # 2位 DeNA; 3D
        if left.surface in FORMER and not is_suffix(left):
            return True  # 元CIA長官
        long = is_dependent(left) or is_verb(left) or beats(word_before(ms, i, cuts)) >= 3
        long = long or (stands_alone(left) and not is_name(left))  # 危惧 IA類
        return long or not (is_noun(left) or is_prefix(left))
    return None


def _suffix_word(morpheme: Morpheme) -> bool:
    """第3章 その2 2 備考1: a suffix of three beats that is a word (iPhone 同士)."""
    return morpheme.surface in words_of("suffix word") and beats(morpheme.kana) >= 3


LENGTHS = frozenset(("m", "km", "cm", "mm"))


def _after_letters(left: Morpheme, right: Morpheme) -> bool:
    if left.surface[-1] in FORMS and (is_dependent(right) or is_number(right)):
        return is_number(right)  # 第4章 その4: 伏せ字 follow the rules of the word they stand for
    if is_dependent(right) or right.surface in words_of("title"):
        return True
    if right.surface in words_of("way from a unit") and left.surface in LENGTHS:
        return True  # 3km 先
    if is_number(right) or is_latin(right) or is_suffix(right):
        return _suffix_word(right)
    one_word = right.lexeme != right.surface and right.word == left.word
    if len(left.surface) == 1 and (one_word or (is_noun(right) and is_katakana(right))):
        return False  # Uターン
    return stands_alone(right) or not is_noun(right)


def numbers(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第2章 その3: a number begins a word, and what it counts is joined to it."""
    left, right = ms[i - 1], ms[i]
    if is_number(right):
        return _before_number(ms, i)
    if is_number(left) and right.surface == "前":
        return True
    if is_number(left) and is_noun(right) and (":" in left.surface or _apart(left, right)):
        return True  # 13:30 開演
    counted = is_number(left) or left.pos[2] == "助数詞"
    if counted and left.surface[-1:] == "つ" and is_noun(right):
        part = right.word == left.word or right.surface in words_of("part behind つ")
        return not part  # ひとつ 腰に
    if is_number(left) and left.surface[-1:].isdigit() and is_noun(right):
        # 単3電池, 第1希望
        ordered = i >= 2 and ms[i - 2].surface in (*words_of("joined to numbers"), "第")
        if is_katakana(right) and not ordered and len(left.surface) <= 2:
            return False  # 2アカウント: counted
        apart = right.surface in words_of("what a number does")  # 0秒12 更新
        return apart or (beats(right.kana) >= (3 if ordered else 5) and right.word != left.word)
    return None


def _apart(left: Morpheme, right: Morpheme) -> bool:
    """Whether a noun behind a number is a word of its own.

    一晩 水に, 3センチ 上に, 3回 薬を, 29日 朝.
    """
    dated = left.surface[-1:] == "日" and right.surface in words_of("time of day")
    apart = words_of("way from a count") | words_of("apart from a count")
    another = right.surface in apart and right.word != left.word
    return left.surface[-1:] == "晩" or dated or another


SPOONS = frozenset(("大さじ", "小さじ", "大匙", "小匙"))  # of which a figure counts


def _before_number(ms: Morphemes, i: int) -> bool:
    left, right = ms[i - 1], ms[i]
    if right.surface[0] in FORMS and left.surface[-1:].isdigit():
        return False  # 199×年
    kind = prefixes().get(left.surface)
    if is_prefix(left) and left.surface in HONORIFIC and not right.kana[:1].isdigit():
        return False  # お1人様
    street = is_place(left) and right.surface.endswith("丁目")  # 新宿三丁目
    inside = left.word == right.word and not (is_number(left) or street)
    address = i + 2 < len(ms) and is_number(ms[i + 2])  # 永田町一の七
    best = right.surface == "一" and is_noun(left) and not is_number(left)  # 日本一, 東洋一
    section = i + 1 < len(ms) and ms[i + 1].surface in SECTIONS and ms[i + 1].word != left.word
    best = best and not (address or section) and left.surface not in SPOONS
    if left.surface == "第" or inside or best:
        return False
    if kind in ("cut", "number") or is_dependent(left):
        return True
    school = (left.surface, left.kana) in SCHOOLS and not is_suffix(left)
    school = school and not (i > 1 and is_number(ms[i - 2]))  # 30問中 27問
    if is_latin(left) or school:
        return False
    return left.surface not in words_of("joined to numbers")


HONORIFIC = frozenset(("お", "ご", "御"))
SECTIONS = frozenset(("課", "係"))  # 捜査 一課, as 捜査 二課


# 中3, 高2, 小6: the year at a school of that level; 小一時間, nearly an hour.
SCHOOLS = frozenset((("小", "ショー"), ("中", "チュー"), ("高", "コー"), ("小", "コ")))
