"""Words half in kanji and half in kana, as children's books write them → whole (夜ぞら, 白ゆき).

The dictionaries have them in kanji or in kana alone. Their first kanji is often read as it is in
no other place (夜 ヨ, 声 コワ), so the word is looked up whole.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.braille.grammar import is_mark, is_particle
from pipeline.japanese.kana import UNVOICED, hiragana, is_kanji, katakana
from pipeline.japanese.morpheme import NOUN, Morpheme
from pipeline.japanese.sudachi import in_dictionary, normal_forms, readings_of
from pipeline.japanese.unidic import short_units
from pipeline.japanese.word_classes import readings_by_word

NEVER_HEADS = frozenset("何一二三四五六七八九十百千万億兆数")


def mixed(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with each kanji and the kana behind it that are one noun made so."""
    heads = [
        at
        for at, m in enumerate(morphemes)
        if m.end - m.start == 1 and m.pos[0] == "名詞" and not m.kana
    ]
    if not heads:
        return morphemes
    found = list(morphemes)
    for at in reversed(heads):
        m = found[at]
        end = _tail(text, found, at) if m.surface not in NEVER_HEADS else 0
        reading = whole(m.surface, text[m.end : end]) if end - m.end > 1 else ""
        if reading:
            surface, parts = text[m.start : end], sum(m.start <= n.start < end for n in found)
            found[at : at + parts] = [
                m._replace(
                    surface=surface, end=end, pos=NOUN, base=surface, reading=reading,
                    lexeme=surface,
                )
            ]  # fmt: skip
    return found


def _tail(text: str, ms: list[Morpheme], at: int) -> int:
    """Where the kana behind ``ms[at]`` end that may be the rest of its word, or 0."""
    if at + 1 == len(ms):
        return 0
    m, after = ms[at], ms[at + 1]
    if after.pos[0] not in ("名詞", "動詞") and after.surface != "が":
        return 0  # the most by far
    if not "ぁ" <= after.surface[0] <= "ん" or after.kana:
        return 0
    if m.start and is_kanji(text[m.start - 1]):
        return 0
    if after.surface == "かぜ" and text.startswith(("をひ", "気味", "を引"), after.end):
        return 0  # 夜かぜをひく
    stem = after.pos[5] == "連用形-一般" and _may_end_before(ms, at + 2)
    if stem or (after.pos[0] == "名詞" and after.pos[2] != "副詞可能"):  # 夜 うちに 来る
        return after.end
    flower = after.surface == "が" and at + 2 < len(ms) and ms[at + 2].pos[0] == "接頭辞"
    return ms[at + 2].end if flower and _may_end_before(ms, at + 3) else 0  # 朝がおの


def _may_end_before(ms: list[Morpheme], at: int) -> bool:
    """Whether a noun may end before ``ms[at]``: at a particle of case, a mark or the end."""
    if at >= len(ms) or is_mark(ms[at]):
        return True
    return is_particle(ms[at]) and ms[at].pos[1] in ("格助詞", "係助詞")


@lru_cache(maxsize=4096)
def whole(kanji: str, kana: str) -> str:
    """The reading of a noun whose head is a kanji and whose rest is in kana, or nothing."""
    if short_units(kana)[0].origin == "漢":
        return ""  # 右 ほうが
    tail = katakana(kana)
    plain = UNVOICED.get(tail[0])
    forms = normal_forms(kana) | (normal_forms(hiragana(plain + tail[1:])) if plain else set())
    for form in sorted(forms):
        word = kanji + form
        if is_kanji(form[0]) and in_dictionary(word):
            reading = next((r for r in sorted(readings_of(word)) if r.endswith(tail)), "")
            if reading:
                return reading
    bound = readings_by_word("head").get(kanji)
    known = in_dictionary(hiragana(bound) + kana) if bound else None
    if bound and known and known[0] == "名詞":
        return bound + tail
    for head in sorted(readings_of(kanji)):
        forms = normal_forms(hiragana(head) + kana)
        if any(form[0] == kanji and len(form) > 1 for form in forms):
            return head + tail
    return ""
