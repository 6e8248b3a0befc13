"""Which readings should be looked at: one analyser alone speaks for them, or custom varies."""

from __future__ import annotations

from functools import cache

from pipeline.braille.grammar import is_noun, is_number
from pipeline.japanese.kana import UNVOICED, is_kana, is_kanji
from pipeline.japanese.morpheme import Morpheme
from pipeline.japanese.unidic import read_in, short_units

# What 連濁 can voice.
VOICELESS = frozenset(UNVOICED.values())


def doubted(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with a doubt where their reading is one of several that the word may have here."""
    found = list(morphemes)
    for at, m in enumerate(found):
        if m.source or m.kana or m.doubt or m.lexeme != m.surface or is_kana(m.surface):
            continue
        left = found[at - 1] if at else None
        why = _one_voice(text, m) or _name(m) or (_voicing(left, m) if left else "")
        if why:
            found[at] = m._replace(doubt=f"{m.surface}: {why}")
    return found


def _one_voice(text: str, m: Morpheme) -> str:
    """UniDic reads the word otherwise, alone and in this sentence."""
    other = "" if m.pos[0] == "接尾辞" else disagreement(m.surface, m.reading)
    if not other or read_in(text, m.start, m.end) == m.reading:
        return ""
    return f"辞書によって読みが違います（{other}）"


@cache
def disagreement(surface: str, reading: str) -> str:
    """What UniDic reads where it reads a word otherwise than ``reading``, or nothing."""
    if not any(map(is_kanji, surface)):
        return ""
    units = short_units(surface)
    other = "".join(unit.kana for unit in units)
    if not other or other == reading or len(units) > 1:
        return ""
    return other


def _name(m: Morpheme) -> str:
    """A given name of one kanji: its bearer may read it in many ways (駿, 律, 哲)."""
    one = m.pos[2:4] == ("人名", "名") and len(m.surface) == 1 and is_kanji(m.surface)
    return "人名の読みは人によって違います" if one else ""


def _voicing(left: Morpheme, m: Morpheme) -> str:
    """A native second part that no dictionary has behind this first part may be voiced (連濁)."""
    noun = is_noun(left) and left.pos[2] not in ("副詞可能", "人名") and not is_number(left)
    noun = noun and not "ぁ" <= left.surface[-1] <= "ゖ"  # ふつう 片目に, an adverb
    if not (noun and left.word != m.word and left.end == m.start and _native_noun(m)):
        return ""
    return "" if m.voiced else "前の語について濁るかもしれません"


def _native_noun(m: Morpheme) -> bool:
    if m.pos[0] != "名詞" or m.reading[:1] not in VOICELESS or not any(map(is_kanji, m.surface)):
        return False
    units = short_units(m.surface)
    return bool(units) and units[0].origin == "和"
