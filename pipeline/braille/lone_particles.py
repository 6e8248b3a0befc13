"""The blank before a particle → none, for a particle goes with its word (``東京 は雨だ``)."""

from __future__ import annotations

from pipeline.braille.grammar import STOPS, is_blank, is_mark, opens
from pipeline.japanese.morpheme import PARTICLE, Morpheme


def with_their_words(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes without the blank before each particle, which its noun takes in (iPhone を)."""
    if " " not in text:
        return morphemes
    found: list[Morpheme] = []
    for m, after in zip(morphemes, [*morphemes[1:], None], strict=True):
        left = found[-1] if found else None
        if left and after and is_blank(m) and _goes_on(found, after):
            found[-1] = left._replace(end=m.end)
        elif left and left.end == m.start > left.start + len(left.surface):
            found.append(m._replace(pos=PARTICLE) if m.pos[0] == "接続詞" else m)
        else:
            found.append(m)
    return found


def _goes_on(before: list[Morpheme], after: Morpheme) -> bool:
    """Whether what follows a blank is a particle of the word before it.

    Behind hiragana a blank may be the only sign of where a word ends (やまだ たろう).
    """
    left = before[-1]
    halt = is_mark(left) and left.surface[-1] in STOPS
    if is_blank(left) or opens(before, len(before)) or halt or "ぁ" <= left.surface[-1] <= "ん":
        return False
    if after.pos[0] == "接続詞":
        return after.surface in ("で", "が", "と", "から")
    return after.pos[0] == "助詞" or after.base in ("です", "だ")
