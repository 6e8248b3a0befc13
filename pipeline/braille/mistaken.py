"""Parts of speech the analyser mistook, where the neighbours tell (市民会館 大ホール, 探す 方)."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from pipeline.braille.grammar import (
    OPENING,
    is_katakana,
    is_mark,
    is_noun,
    is_particle,
    is_prefix,
    is_suffix,
    is_verb,
    words_of,
)
from pipeline.japanese.analysis import morphemes
from pipeline.japanese.kana import is_kana, is_kanji
from pipeline.japanese.morpheme import ADVERB, FILLER, LATIN, NOUN, PARTICLE, PREFIX, Morpheme, Pos
from pipeline.japanese.sudachi import given_name, in_dictionary
from pipeline.japanese.unidic import read_in, single_reading

SUFFIX: Pos = ("接尾辞", "名詞的", "一般", "*", "*", "*")
# A prefix of size, with the reading it has before a noun that was taken for what it follows.
SIZES = {"大": "ダイ", "中": "チュウ", "小": "ショウ"}
CALLS = frozenset(("ねえ", "ねぇ", "ね", "なあ", "なぁ", "なあに", "よう", "おい", "さあ"))
CALL: Pos = ("感動詞", "一般", "*", "*", "*", "*")
CLASSICAL = "文語四段"
SURNAME: Pos = ("名詞", "固有名詞", "人名", "姓", "*", "*")
GIVEN: Pos = ("名詞", "固有名詞", "人名", "名", "*", "*")
FINITE = ("終止", "連体")


def corrected(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with the suffixes that are prefixes or nouns made so, and verbs those of today."""
    found = [_of_today(text, m) if m.pos[4].startswith(CLASSICAL) else m for m in morphemes]
    for may_have, divided in DIVIDED:
        if may_have.search(text):  # most sentences have none of it
            found = divided(found)
    for at in range(1, len(found)):
        if found[at - 1].surface in SHOWN or found[at].surface in SHOWING:
            found[at - 1 : at + 1] = _pair(found, at)
        if (is_suffix(found[at]) or found[at].surface == "初") and not found[at].source:
            found[at] = _prefix(found, at) or _noun(found[at - 1], found[at]) or found[at]
        if is_noun(found[at]) or is_suffix(found[at]):
            found[at] = _behind_count(found, at) or found[at]
    return found


# What its right neighbour may show to be something else, and what shows it or is shown by its left.
SHOWN = CALLS | {"お"}
SHOWING = frozenset(("元", "名", "さん", "くん", "君"))


def _pair(ms: list[Morpheme], at: int) -> tuple[Morpheme, Morpheme]:
    """Two neighbours, each with the part of speech that the other shows it to have."""
    left, m = ms[at - 1], ms[at]
    if left.surface in CALLS and _opens(ms, at - 1):
        left = left._replace(pos=CALL)
    if left.surface == "お" and left.pos[1] == FILLER:  # お呼びする
        polite = is_noun(m) or m.pos[5].startswith("連用形")
        left = left._replace(pos=PREFIX) if polite else left
    origin = m.surface == "元" and left.surface in words_of("with 元")  # 参照元トレース
    name = m.surface == "名" and is_prefix(m) and is_katakana(left)  # ファイル名 置換
    if origin or name:
        m = m._replace(pos=SUFFIX)
    if m.surface in ("さん", "くん", "君"):
        named = m.surface == "君" and is_suffix(m) and left.pos[1] == "固有名詞"  # 石川君
        left = left._replace(pos=SURNAME) if named and left.pos[3] != "名" else _bearer(left)
    return left, m


# What follows a person's name and no number.
CALLED = frozenset(("君", "くん", "ちゃん", "氏"))


def _with_given_names(ms: list[Morpheme]) -> list[Morpheme]:
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


def _with_former_holders(ms: list[Morpheme]) -> list[Morpheme]:
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
        reading = given_name(name) if family and number in DIGITS and len(name) == 2 else ""
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


def _with_now(ms: list[Morpheme]) -> list[Morpheme]:
    """今 of 今 会社にいる as イマ, no コン (今大会, 今年度)."""
    found = list(ms)
    for at, (m, after) in enumerate(pairwise(ms)):
        now = m.surface == "今" and is_prefix(m) and not m.source and m.word != after.word
        if now and after.surface not in words_of("with 今"):
            found[at] = m._replace(pos=ADVERB, reading="イマ")
    return found


DIGITS = frozenset("一二三四五六七八九十")


def _with_nouns_in_kana(ms: list[Morpheme]) -> list[Morpheme]:
    """て of あかちゃんのては, taken for the particle, and はる of すっかりはるです as nouns."""
    found: list[Morpheme] = []
    for m, after in zip(ms, [*ms[1:], None], strict=True):
        if m.surface not in NOUNS_IN_KANA:
            found.append(m)
            continue
        left = found[-1] if found else None
        if m.surface == "と" and left and _before_a_door(left) and _is_object(after):
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


def _joined(left: Morpheme, m: Morpheme) -> Morpheme:
    """Two kana that the analyser took for particles → the noun that they are."""
    surface = left.surface + m.surface
    return left._replace(
        surface=surface, end=m.end, pos=NOUN, base=surface, lexeme=surface,
        reading=left.reading + m.reading,
    )  # fmt: skip


def _with_verbs_in_kana(ms: list[Morpheme]) -> list[Morpheme]:
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


def _with_sleep(ms: list[Morpheme]) -> list[Morpheme]:
    """ね of だまってねていた as the verb 寝る, taken for an ending."""
    found = list(ms)
    for at in range(1, len(found) - 1):
        left, m, after = found[at - 1 : at + 2]
        if m.surface != "ね" or m.pos[0] not in ("助詞", "助動詞") or left.surface not in "てで":
            continue
        if after.surface in BEHIND_STEM and left.pos[0] in ("助詞", "助動詞"):
            found[at - 1] = left._replace(pos=CONJUNCTION)
            found[at] = m._replace(pos=SLEEPING, base="ねる")
    return found


BEHIND_STEM = frozenset(("て", "た", "ます", "まし", "てる", "たい"))
CONJUNCTION: Pos = ("助詞", "接続助詞", "*", "*", "*", "*")
SLEEPING: Pos = ("動詞", "一般", "*", "*", "下一段-ナ行", "連用形-一般")


def _with_reasons(ms: list[Morpheme]) -> list[Morpheme]:
    """もの that ends what だって began, as the particle: だって知らないもの (第3章 その1 2)."""
    found, said = list(ms), False
    for at in range(1, len(found)):
        m, left = found[at], found[at - 1]
        said = said or (_opens(found, at - 1) and _says_because(found, at - 1))
        ends = at + 1 == len(found) or is_mark(found[at + 1])
        if said and m.surface == "もの" and ends and left.pos[5].startswith(FINITE):
            found[at] = m._replace(pos=ENDING)
    return found


def _says_because(ms: list[Morpheme], at: int) -> bool:
    """Whether だって begins at a morpheme, in one or taken for だ and って."""
    return ms[at].surface == "だって" or [m.surface for m in ms[at : at + 2]] == ["だ", "って"]


ENDING: Pos = ("助詞", "終助詞", "*", "*", "*", "*")
CRYING: Pos = ("動詞", "一般", "*", "*", "五段-カ行", "連用形-イ音便")
DRINKING: Pos = ("動詞", "一般", "*", "*", "五段-サ行", "終止形-一般")


def _commands(before: list[Morpheme], after: Morpheme | None) -> bool:
    """Whether まえ ends a command: behind き and た, and nothing but an end behind it."""
    came = len(before) == 2 and before[0].surface in ("き", "来") and before[1].surface == "た"
    ends = after is None or is_mark(after) or (is_particle(after) and after.surface in "よな")
    return came and ends


def _with_stutters(ms: list[Morpheme]) -> list[Morpheme]:
    """は of は、はい and へ of へ、変なの, which opens what is said, as a cry, no particle."""
    found = list(ms)
    for at, m in enumerate(found[:-1]):
        if m.surface not in ("は", "へ") or found[at + 1].surface[0] not in "、…":
            continue
        again = at > 1 and found[at - 1].surface == "、" and found[at - 2].pos == CALL
        if again or _opens(found, at):
            found[at] = m._replace(pos=CALL)
    return found


def _is_object(m: Morpheme | None) -> bool:
    """Whether a morpheme is the particle を."""
    return m is not None and m.surface == "を" and m.pos[0] == "助詞"


def _before_a_noun(m: Morpheme) -> bool:
    """Whether て behind a morpheme is the hand: そっとてをあわせる, あかちゃんのて."""
    white = m.pos[0] == "形容詞" and m.pos[5].startswith(FINITE) and m.base != "ない"  # しろい手
    return white or m.surface == "の" or m.pos[0] in ("副詞", "連体詞")


def _is_polite(m: Morpheme) -> bool:
    """Whether a morpheme is the auxiliary はる of Kansai, which follows verbs alone."""
    return m.surface == "はる" and m.pos[0] == "助動詞"


def _with_names_of_letters(ms: list[Morpheme]) -> list[Morpheme]:
    """アルファ and ガンマ as nouns."""
    return [m._replace(pos=NOUN) if _names_a_letter(m) else m for m in ms]


def _names_a_letter(m: Morpheme) -> bool:
    """Whether a morpheme is the name of a letter in katakana (アルファ, ガンマ), no letter."""
    return m.pos == LATIN and "ァ" <= m.surface[0] <= "ー" and not m.kana


def _of_today(text: str, m: Morpheme) -> Morpheme:
    """歩く as アルク: taken for the classical アリク, it is read as UniDic reads it."""
    today = read_in(text, m.start, m.end) if not m.source and any(map(is_kanji, m.surface)) else ""
    return m._replace(reading=today) if today else m


def _with_particles(ms: list[Morpheme]) -> list[Morpheme]:
    """列または行, 手洗いか弱い水流: a particle taken for the first kana of a word."""
    found: list[Morpheme] = []
    for m in ms:
        before = found[-1] if found and found[-1].end == m.start else None
        if m.base not in BEGUN_BY_PARTICLE or before is None or not _takes_particle(before, m):
            found.append(m)
            continue
        kana, middle, rest = m.surface[0], m.start + 1, m.surface[1:]
        pos, reading = (NOUN, "ギョウ") if rest == "行" else (m.pos, m.reading[1:])
        found += (
            m._replace(surface=kana, end=middle, pos=PARTICLE, base=kana,
                       reading=m.reading[0], lexeme=kana),
            m._replace(surface=rest, start=middle, pos=pos, base=m.base[1:], reading=reading,
                       lexeme=rest),
        )  # fmt: skip
    return found


# The columns of the kana table, and adjectives, behind a noun.
BEGUN_BY_PARTICLE = frozenset(("は行", "が行", "か弱い", "か細い", "か黒い"))


def _takes_particle(left: Morpheme, m: Morpheme) -> bool:
    """Whether a particle may follow: a noun of two characters or more, また, 強い before か弱い."""
    finite = m.surface[0] == "か" and left.pos[5].startswith(FINITE)
    noun = (is_noun(left) and len(left.surface) > 1) or is_suffix(left)
    return finite or noun or left.surface == "また"


# Two parts, suffixes most, that are one word behind a noun of two kanji: 製造 業者, 経済 学部.
ONE_WORD = {
    ("業", "者"): "ギョウシャ",
    ("学", "部"): "ガクブ",
    ("浴", "場"): "ヨクジョウ",
    ("府", "警"): "フケイ",
    ("県", "警"): "ケンケイ",
}


def _with_words_of_suffixes(ms: list[Morpheme]) -> list[Morpheme]:
    """製造, 業, 者 as 製造 and 業者."""
    found = list(ms)
    for at in range(len(found) - 2, 0, -1):
        first, second = found[at : at + 2]
        reading = ONE_WORD.get((first.surface, second.surface), "")
        if (
            reading
            and not first.source
            and is_noun(found[at - 1])
            and len(found[at - 1].surface) > 1
        ):
            surface = first.surface + second.surface
            found[at : at + 2] = [
                first._replace(
                    surface=surface, end=second.end, pos=NOUN, base=surface, reading=reading,
                    lexeme=surface,
                )
            ]  # fmt: skip
    return found


def _with_old_adjectives(ms: list[Morpheme]) -> list[Morpheme]:
    """苦 and しかり of 苦しかりき as one adjective, where the analyser saw 叱り."""
    found: list[Morpheme] = []
    for m in ms:
        stem = found[-1] if found and found[-1].end == m.start else None
        if m.surface != "しかり" or stem is None or not is_kanji(stem.surface[-1]):
            found.append(m)
            continue
        adjective = stem.surface + "しい"
        pos = in_dictionary(adjective)
        if pos is None or pos[0] != "形容詞":
            found.append(m)
            continue
        reading = read_in(adjective, 0, len(adjective)).removesuffix("イ") + "カリ"
        surface = stem.surface + m.surface
        found[-1] = stem._replace(
            surface=surface, end=m.end, pos=pos, base=adjective, reading=reading, lexeme=surface,
        )  # fmt: skip
    return found


def _bearer(m: Morpheme) -> Morpheme:
    """What さん and くん follow: no name in かめさん, one in さくらさん, 辰さん (第3章 その3 3)."""
    if m.surface in words_of("creature"):
        return m._replace(pos=NOUN)
    someone = m.pos[0] == "名詞" and is_kana(m.surface) and bool(given_name(m.surface))
    return m._replace(pos=GIVEN) if someone or m.surface in words_of("short name") else m


def _opens(ms: list[Morpheme], at: int) -> bool:
    """Whether a morpheme is the first of its sentence or quotation."""
    return at == 0 or ms[at - 1].surface in OPENING


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
    if m.surface == "方" and (finite or left.pos[0] == "助動詞"):
        return m._replace(pos=NOUN)
    if left.pos[0] in ("助詞", "助動詞") and left.surface in "のはをがに" and m.surface == "槽":
        return m._replace(pos=NOUN)  # 一度は 槽洗浄, 一度の 槽洗浄
    if m.surface == "間" and left.surface in words_of("limit"):
        return m._replace(pos=NOUN, reading="アイダ")  # 5分以上 間を空ける
    if m.surface == "下" and left.surface in words_of("has a bottom"):
        return m._replace(pos=NOUN, reading="シタ")  # 画面下
    counted = (is_noun(left) or is_suffix(left)) and left.surface.endswith(("日", "晩", "中"))
    alone = READ_ALONE.get(m.surface, "") if m.surface in ("家", "雨", "犬") and counted else ""
    return m._replace(pos=NOUN, reading=alone) if alone else None


def _behind_count(ms: list[Morpheme], at: int) -> Morpheme | None:
    """水 of 3回水を替える and 上 of 3センチ上に: a word of its own behind what is counted."""
    m, left = ms[at], ms[at - 1]
    deed = m.surface in words_of("apart from a count") and left.surface in OCCASIONS
    if not deed and m.surface not in words_of("way from a count"):
        return None
    free = at + 1 == len(ms) or is_particle(ms[at + 1]) or is_mark(ms[at + 1])
    if m.source or m.word == left.word or not free or not _is_counted(ms, at - 1):
        return None
    return m._replace(pos=NOUN, reading=READ_ALONE.get(m.surface) or single_reading(m.surface))


OCCASIONS = frozenset(("回", "度", "時間", "分", "分間", "秒", "秒間", "日間", "週間", "間"))
READ_ALONE = {
    "犬": "イヌ",
    "雨": "アメ",
    "体": "カラダ",
    "器": "ウツワ",
    "口": "クチ",
    "灯": "ヒ",
    "箱": "ハコ",
    "金": "カネ",
    "上": "ウエ",
    "下": "シタ",
    "先": "サキ",
    "家": "イエ",
    "外": "ソト",
    "空": "ソラ",
}


def _is_counted(ms: list[Morpheme], at: int) -> bool:
    """Whether a morpheme is the counter behind a number, or its suffix (分 of 2本分)."""
    if at and ms[at].surface in ("間", "分") and ms[at - 1].pos[1] != "数詞":
        at -= 1
    return at > 0 and ms[at - 1].pos[1] == "数詞" and ms[at].pos[1] != "数詞"


STEM = frozenset(("連用形-一般", "未然形-一般"))  # one form of 換える


def _with_nothing(ms: list[Morpheme]) -> list[Morpheme]:
    """なし of 乗り換えなし as the noun, where the analyser saw the auxiliary behind a stem."""
    found = list(ms)
    for at in range(2, len(found)):
        m, left = found[at], found[at - 1]
        stem = is_verb(left) and left.pos[5] in STEM and left.word == found[at - 2].word
        if m.surface == "なし" and m.pos[0] == "助動詞" and stem:
            found[at] = m._replace(pos=NOUN)
    return found


def _with_verbs_behind_nouns(ms: list[Morpheme]) -> list[Morpheme]:
    """顔 出した and 家 出た as noun and verb, taken for a noun (顔出し) that た cannot follow."""
    found = list(ms)
    for at in range(len(found) - 2, -1, -1):
        m, after = found[at : at + 2]
        written = m.surface[-2:] if m.surface[-1] == "し" else m.surface[-1:]
        middle = m.end - len(written)
        if m.pos[0] != "名詞" or written not in ("出", "出し") or after.surface[0] not in "たて":
            continue
        if middle - m.start != 1 or after.pos[0] not in ("助詞", "助動詞"):
            continue
        noun, verb = m.surface[0], morphemes(f"{written}た")[0]
        found[at : at + 1] = [
            m._replace(
                surface=noun, end=middle, pos=NOUN, base=noun, lexeme=noun,
                reading=READ_ALONE.get(noun) or single_reading(noun),
            ),
            verb._replace(start=middle, end=m.end, word=m.word + len(ms)),
        ]  # fmt: skip
    return found


def _with_homes(ms: list[Morpheme]) -> list[Morpheme]:
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


# Words that begin with a counter, and how the rest of them is read: 二軒先, 六文銭.
BEGUN_BY_COUNTER = {"軒先": "サキ", "文銭": "セン"}


def _with_counters(ms: list[Morpheme]) -> list[Morpheme]:
    """軒 and 先 of 二軒先, and the verb 勝てる of 十中八九勝てる, taken for a count."""
    found = list(ms)
    for at in range(len(found) - 1, 0, -1):
        m = found[at]
        if found[at - 1].pos[1] != "数詞" and found[at - 1].surface[-1] not in DIGITS:
            continue
        rest = BEGUN_BY_COUNTER.get(m.surface)
        if rest:
            middle, counter, after = m.start + 1, m.surface[0], m.surface[1:]
            found[at : at + 1] = [
                m._replace(surface=counter, end=middle, base=counter, lexeme=counter),
                m._replace(
                    surface=after, start=middle, base=after, reading=rest, lexeme=after,
                    word=m.word + len(ms),
                ),
            ]  # fmt: skip
        elif m.surface == "勝" and at + 1 < len(found) and found[at + 1].surface[0] == "て":
            verb = morphemes(m.surface + found[at + 1].surface)
            found[at : at + 2] = [
                v._replace(start=v.start + m.start, end=v.end + m.start, word=m.word) for v in verb
            ]
    return found


# What a sentence must have for words to be divided or taken otherwise, and how they are then.
DIVIDED: tuple[tuple[re.Pattern[str], Callable[[list[Morpheme]], list[Morpheme]]], ...] = (
    (re.compile("[一-龥]しかり"), _with_old_adjectives),
    (re.compile("[ァ-ヺ]"), _with_names_of_letters),
    (
        re.compile(
            "て[をがにでのとはも]|のて|のは(?:[がをにのもで、。」さ]|$)|のたね|[がのと]とを"
            "|とを(?:あけ|しめ|たた|ひら|おし)|はる|はは"
        ),
        _with_nouns_in_kana,
    ),
    (re.compile("ない[てた]|のます|きたまえ|来たまえ"), _with_verbs_in_kana),
    (re.compile("(?:^|[「『(（、])[はへ][、…]"), _with_stutters),
    (re.compile("[はが]行|か[弱細黒]"), _with_particles),
    (re.compile("君|くん|ちゃん|氏"), _with_given_names),
    (re.compile("[一二三四五六七八九十]元"), _with_former_holders),
    (re.compile("軒先|文銭|勝て"), _with_counters),
    (re.compile("んち|んとこの"), _with_homes),
    (re.compile("[てで]ね[てたま]"), _with_sleep),
    (re.compile("だって[^。]*もの(?:[。」』!?]|$)"), _with_reasons),
    (re.compile("今[一-龥ァ-ヺ]"), _with_now),
    (re.compile("業者|学部|浴場|[府県]警"), _with_words_of_suffixes),
    (re.compile("なし(?:[でのに。]|$)"), _with_nothing),
    (re.compile("[一-龥]出し?[たて]"), _with_verbs_behind_nouns),
)
