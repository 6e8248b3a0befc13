"""Rules of spacing inside compounds and names (てびき 第3章 その2 and その3)."""

from __future__ import annotations

from functools import cache

from pipeline.braille.boundary import Cuts, Morphemes, Rule, begins, word_after, word_before
from pipeline.braille.grammar import (
    is_adjective,
    is_auxiliary,
    is_dependent,
    is_katakana,
    is_mark,
    is_name,
    is_noun,
    is_number,
    is_particle,
    is_place,
    is_prefix,
    is_suffix,
    is_verb,
    kanji_count,
    stands_alone,
    words_of,
)
from pipeline.braille.parts import LETTERS, loan_parts
from pipeline.braille.spelling import beats
from pipeline.japanese.kana import is_kana
from pipeline.japanese.morpheme import Morpheme
from pipeline.japanese.numerals import KANJI_NUMERALS
from pipeline.japanese.tables import table


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
    if _behind_amount(ms, i):
        return False
    after = ms[i + 1] if i + 1 < len(ms) else None
    return after is None or is_mark(after) or (is_particle(after) and after.pos[1] == "格助詞")


def _behind_amount(ms: Morphemes, i: int) -> bool:
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
    """Stems that end a clause behind their object (支持を訴え)."""
    return words_of("verb that ends a clause")


@cache
def prefixes() -> dict[str, str]:
    """Prefix → ``join``, ``cut`` or ``number``."""
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


def suffixed(ms: Morphemes, i: int, cuts: Cuts) -> bool | None:
    """第3章 その2 2: suffixes join, except those of three beats that are words (備考1)."""
    left, right = ms[i - 1], ms[i]
    if not is_suffix(right):
        return None
    if left.surface == "いつも" and right.surface not in ("通り", "どおり"):
        return True  # いつも はずれ
    if right.surface == "入れ" and _behind_amount(ms, i):
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
    if beats(right.kana) <= 2 or LETTERS.issuperset((left.surface, right.surface)):
        return False  # タスクバー, キューアール
    if beats(left.kana) == 1 or left.surface + right.surface in loan_parts("whole"):
        return False  # デフォールト, フォアグラウンド
    first = begins(ms, i - 1, cuts) or not is_katakana(ms[i - 2])
    if left.surface in loan_parts("prefix") and first:
        return False
    return right.surface not in loan_parts("suffix")  # ポップアップ ウィンドウ
