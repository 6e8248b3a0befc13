"""What a morpheme is, in the guide's terms: particle, auxiliary, prefix, noun, mark …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.braille.spelling import beats
from pipeline.japanese.kana import is_kanji
from pipeline.japanese.morpheme import BLANK, LATIN, Morpheme, Pos
from pipeline.japanese.word_classes import words_of

OPENING = frozenset("「『(（[［{｛〈《〔【“‘｢⟨〖〘")
CLOSING = frozenset("」』)）]］}｝〉》〕】”’｣⟩〗〙")
STOPS = frozenset("。、．，,.!?！？…‥・：；:;ー~")
# Numbers, letters and kana in a circle, in brackets or with a point: ①, ⑴, ⒈, ❶, Ⓐ, ㋐.
CIRCLED = frozenset(
    chr(c)
    for first, last in (
        (0x2460, 0x24FF), (0x2776, 0x2793), (0x3251, 0x325F), (0x32B1, 0x32BF), (0x32D0, 0x32FE),
    )
    for c in range(first, last + 1)
)  # fmt: skip
LIST_MARKS = frozenset("◆◇●○■□◎★☆▲△▼▽◯♦♠♣♥")


def is_particle(m: Morpheme) -> bool:
    """助詞."""
    return m.pos[0] == "助詞"


def is_auxiliary(m: Morpheme) -> bool:
    """助動詞, and よう, そう, みたい, which behave like one (第3章 その1 2)."""
    return m.pos[0] == "助動詞" or m.pos[1] == "助動詞語幹"


def is_dependent(m: Morpheme) -> bool:
    """付属語: a particle or an auxiliary."""
    return is_particle(m) or is_auxiliary(m)


def is_prefix(m: Morpheme) -> bool:
    """接頭辞."""
    return m.pos[0] == "接頭辞"


def is_suffix(m: Morpheme) -> bool:
    """接尾辞."""
    return m.pos[0] == "接尾辞"


def is_noun(m: Morpheme) -> bool:
    """名詞, 形状詞 and the like: what compounds are made of."""
    return m.pos[0] in ("名詞", "形状詞", "代名詞") and m.pos[1] != "助動詞語幹"


def is_verb(m: Morpheme) -> bool:
    """動詞."""
    return m.pos[0] == "動詞"


def is_adjective(m: Morpheme) -> bool:
    """形容詞."""
    return m.pos[0] == "形容詞"


def is_number(m: Morpheme) -> bool:
    """A number, with its counter or without."""
    return m.pos[1] == "数詞"


def is_latin(m: Morpheme) -> bool:
    """Letters, with their figures."""
    return m.pos is LATIN or m.pos == LATIN


def is_blank(m: Morpheme) -> bool:
    """A blank of the text."""
    return m.pos == BLANK


def is_mark(m: Morpheme) -> bool:
    """Punctuation or a symbol."""
    return m.pos[0] in ("補助記号", "記号") and not is_latin(m)


@lru_cache(maxsize=65536)
def is_plain_word(surface: str, pos: Pos) -> bool:
    """Whether a morpheme is a word in kana, kanji or figures: no mark, blank or letter in it."""
    return pos[0] not in ("補助記号", "記号", "空白") and bool(_PLAIN_WORD(surface))


_PLAIN_WORD = re.compile(
    "[ぁ-ゖゝゞァ-ヺー-ヾ々〆0-9\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
).fullmatch


def is_name(m: Morpheme) -> bool:
    """A part of a person's name."""
    return m.pos[1] == "固有名詞" and m.pos[2] == "人名"


def is_place(m: Morpheme) -> bool:
    """The name of a place."""
    return m.pos[1] == "固有名詞" and m.pos[2] == "地名"


def opens(ms: Sequence[Morpheme], at: int) -> bool:
    """Whether a morpheme is the first of its sentence or quotation."""
    return at == 0 or ms[at - 1].surface in OPENING


def kanji_count(m: Morpheme) -> int:
    """How many kanji a surface has."""
    return sum(map(is_kanji, m.surface))


def stands_alone(m: Morpheme) -> bool:
    """第3章 その2 3: a part of a compound long enough to be cut: three beats, or two kanji.

    Two kanji for a native word of two beats (鍛冶, 海老) are as short as one.
    """
    short = m.surface in words_of("short native word")
    return beats(m.kana) >= 3 or (kanji_count(m) >= 2 and not short)


def is_katakana(m: Morpheme) -> bool:
    """Whether a morpheme is written in katakana."""
    return "ァ" <= m.surface[0] <= "ー" and "ァ" <= m.surface[-1] <= "ー"
