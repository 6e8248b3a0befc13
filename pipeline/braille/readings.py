"""Readings of kana as typed: drawn out, contracted, twice; foreign names; unknown characters."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.japanese.kana import is_kana, is_kanji, katakana
from pipeline.japanese.morpheme import ADVERB, DEPENDENT, FILLER, NOUN, SYMBOL, Morpheme, Pos
from pipeline.japanese.sudachi import in_dictionary
from pipeline.japanese.unidic import single_reading
from pipeline.japanese.word_classes import words_of

_TWICE = re.compile("([ぁ-ん]{2})\\1")


def doubled(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with two kana said twice (ごおごお) as one word, where the analyser sees scraps."""
    found = list(morphemes)
    for match in _TWICE.finditer(text):
        inside = [m for m in found if match.start() <= m.start and m.end <= match.end()]
        whole = inside and (inside[0].start, inside[-1].end) == match.span()
        scraps = any(m.pos[1] == FILLER for m in inside) and len(inside) > 2
        if whole and scraps:
            at = found.index(inside[0])
            reading = katakana(match.group())
            found[at : at + len(inside)] = [
                inside[0]._replace(
                    surface=match.group(), end=match.end(), pos=ADVERB, reading=reading,
                    base=match.group(), lexeme=match.group(), kana=reading, source="as is",
                )
            ]  # fmt: skip
    return found


def sounds(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with words of sound whole, where the analyser sees scraps (第3章 その2 9).

    Two kana said three times (ぷくぷくぷく) are one word, three or more said twice are two
    (きいこ きいこ, ちゃぷん ちゃぷんと). A vowel drawn twice is part of one (ぐううっと).
    """
    drawn = "っと" in text and _DRAWN_TWICE.search(text) is not None
    if not drawn and not _AGAIN.search(text):
        return morphemes
    found = list(morphemes)
    for match in _DRAWN_TWICE.finditer(text) if drawn else ():
        first = next((m for m in found if m.start <= match.start() < m.end), None)
        if first and first.pos[0] not in DEPENDENT:
            _made_one(found, first.start, match.end(), as_typed=True)
    for match in _THRICE.finditer(text):
        unit = match[1]
        whole = len(match.group()) == 3 * len(unit) and unit[0] != unit[-1]
        if whole and unit not in NO_SOUND and in_dictionary(unit * 2):
            _made_one(found, match.start(), match.end())
    for match in _TWO_LONG.finditer(text):
        start, middle, end = match.start(), match.end(1), match.end()
        starts = {m.start: m for m in found}
        second = starts.get(middle)
        if start not in starts or len(set(match[1])) == 1 or _TWO_BEATS(match[1]):
            continue
        if second and second.surface in (match[1], match[1] + "と"):
            if second.pos[0] == "副詞":
                _made_one(found, start, middle)
        elif second is None or _OF_SOUND.search(match[1]):
            aligned = end in starts or end == len(text)
            _made_one(found, start, end if aligned or text[end] != "と" else end + 1, middle)
    return found


# A vowel drawn twice behind its own row, but no うっとり and うっとうしい behind もう.
_DRAWN_TWICE = re.compile(
    "(?:[あかさたなはまやらわがざだばぱゃ]ああ|[いきしちにひみりぎじびぴ]いい"
    "|[うくすつぬふむゆるぐずぶぷゅ]うう|[えけせてねへめれげぜべぺ]ええ"
    "|[おこそとのほもよろごぞどぼぽょ][おう]{2})っと(?![うり])"
)
# What no native word has but one of sound: ぱ and its row, but for っぱ and んぱ.
_OF_SOUND = re.compile("(?:^|[^っん])[ぱぴぷぺぽ]")
_AGAIN = re.compile("([ぁ-ん]{2,4})\\1")
_THRICE = re.compile("((?:[ぁ-ん][ゃゅょ]?){2})\\1{2,}")
_TWO_LONG = re.compile("([ぁ-ん]{3,4})\\1")
_TWO_BEATS = re.compile("(?:[ぁ-ん][ゃゅょ]?){2}").fullmatch
NO_SOUND = frozenset(("また", "まだ", "いや", "もし", "そう", "どう"))


def _made_one(
    ms: list[Morpheme], start: int, end: int, middle: int = 0, *, as_typed: bool = False
) -> None:
    """Make the scraps from ``start`` to ``end`` one word of sound, or two, cut at ``middle``.

    As typed it has no ー for a ウ that is drawn out.
    """
    inside = [m for m in ms if start <= m.start and m.end <= end]
    if len(inside) < 2 or (inside[0].start, inside[-1].end) != (start, end):
        return
    at, surface = ms.index(inside[0]), "".join(m.surface for m in inside)
    made: list[Morpheme] = []
    for begun, stop in ((start, middle), (middle, end)) if middle else ((start, end),):
        word = surface[begun - start : stop - start]
        made.append(
            inside[0]._replace(
                surface=word, start=begun, end=stop, pos=ADVERB, base=word,
                reading=katakana(word), lexeme=word, word=inside[0].word + len(made) * len(ms),
                kana=katakana(word) if as_typed else "", source="as is" if as_typed else "",
            )
        )  # fmt: skip
    ms[at : at + len(inside)] = made


def drawn_out(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with each sign that draws a kana out (ふにゃ~, おとゥ, 先生ぇ) as its vowel.

    A ~ between words stays.
    """
    if not _DRAWN.search(text):
        return morphemes
    found: list[Morpheme] = []
    for at, m in enumerate(morphemes):
        before = found[-1] if found and found[-1].end == m.start else None
        ends = at + 1 == len(morphemes) or morphemes[at + 1].pos[0] in ("補助記号", "空白")
        if before and m.surface == "~" and ends and is_kana(before.surface):
            found.append(m._replace(kana="ー", source="drawn out"))
        elif before and katakana(m.surface) in _DRAWING and _READ(before.reading):
            found[-1] = _drawn(before, m)
        else:
            found.append(m)
    return found


_DRAWING = frozenset("ァィゥェォ")
_DRAWN = re.compile("[~ァィゥェォぁぃぅぇぉ]")
_U_OR_O = frozenset("ウクスツヌフムユルグズブプュオコソトノホモヨロゴゾドボポョ")
_EI = re.compile("[エケセテネヘメレゲゼデベペ]イ$")
_YA = re.compile("[キシチニヒミリギジビピ]ヤ$")


def _drawn(before: Morpheme, sign: Morpheme) -> Morpheme:
    """A word and the small vowel that draws its last beat out (第2章 その2 3 and 4), as one."""
    vowel, reading = katakana(sign.surface), before.kana or before.reading
    if vowel == "ェ" and _EI.search(reading):
        reading = reading[:-1]
    if vowel == "ァ" and _YA.search(reading) and is_kana(before.surface):
        reading = reading[:-1] + "ャ"
    reading += "ー" if vowel == "ゥ" and reading[-1] in _U_OR_O else _LARGE[vowel]
    return before._replace(
        surface=before.surface + sign.surface,
        end=sign.end,
        reading=reading,
        kana=reading if before.kana else "",
        source=before.source or "drawn out",
    )


_LARGE = dict(zip("ァィゥェォ", "アイウエオ", strict=True))


def contracted(_: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with the ウ of a verb before て or とる long (ウ音便, 第2章 その1 5: 思うて)."""
    found = list(morphemes)
    for at, m in enumerate(found[:-1]):
        if m.pos[0] != "動詞" or m.surface[-1] != "う" or m.base in ("言う", "いう") or m.source:
            continue
        after = found[at + 1]
        if after.pos[0] == "助動詞" and after.surface[0] == "と":  # ておる, ておく run together
            reading = m.reading[:-2] + m.reading[-2:-1].translate(_A_TO_O) + "ー"
            found[at] = m._replace(kana=reading, source="contracted")
        elif after.surface in _AFTER_CONTRACTED and m.reading[-2:-1] in _U_OR_O:
            found[at] = m._replace(kana=m.reading[:-1] + "ー", source="contracted")
    return found


_A_TO_O = str.maketrans("アカサタナハマヤラワガバ", "オコソトノホモヨロオゴボ")


_AFTER_CONTRACTED = frozenset(("て", "た", "たり", "たら", "ても", "ては"))


def name_dots(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with the ・ inside a foreign name as a blank (第4章 その1 4 備考)."""
    if "・" not in text:
        return morphemes
    found = list(morphemes)
    for at, m in enumerate(found):
        if "・" in m.surface and len(m.surface) > 1 and m.pos[1] == "固有名詞" and not m.source:
            found[at] = m._replace(kana=m.surface.replace("・", " "), source="name")
        elif m.surface == "・" and 0 < at < len(found) - 1:
            sides = (found[at - 1], found[at + 1])
            loan = all("ァ" <= side.surface[0] <= "ヺ" for side in sides)
            titled = loan and _titled(found, at)
            if titled:
                found[at - 1] = found[at - 1]._replace(pos=PERSON)
                found[at + 1] = found[at + 1]._replace(pos=PERSON)
            if titled or (loan and all(side.pos[2] == "人名" for side in sides)):
                found[at] = m._replace(kana=" ", source="name")
    return found


PERSON: Pos = ("名詞", "固有名詞", "人名", "一般", "*", "*")


def _titled(ms: list[Morpheme], at: int) -> bool:
    """Whether the parts in katakana around a ・ have a title: ハン・ガンさん."""
    end = at + 1
    while end < len(ms) and (ms[end].surface == "・" or "ァ" <= ms[end].surface[0] <= "ヺ"):
        end += 1
    return end < len(ms) and ms[end].surface in words_of("title of a person")


def known(_: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with a reading for every one: characters nobody can read stay as they are."""
    return [
        m if m.source or _is_read(m.surface, m.reading, m.pos[0]) else _unknown(m)
        for m in morphemes
    ]


@lru_cache(maxsize=65536)
def _is_read(surface: str, reading: str, pos: str) -> bool:
    """Whether the dictionary reads a morpheme: キゴウ says it cannot (（有）)."""
    named = reading == "キゴウ" and pos == "補助記号"
    return bool(_READ(reading) and _WORD(surface)) and not named


_READ = re.compile(r"[ァ-ヺー]+").fullmatch
_WORD = re.compile(
    r"[ぁ-ゖァ-ヺー〆ヶ0-9A-Za-z\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
).search


def _unknown(morpheme: Morpheme) -> Morpheme:
    """A word that no dictionary reads → read kanji by kanji, or as it stands."""
    surface = morpheme.surface
    if not any(map(is_kanji, surface)):
        if is_kana(surface):
            return morpheme._replace(reading=katakana(surface))
        return morpheme._replace(reading=surface, kana=surface, pos=SYMBOL, source="as is")
    reading = "".join(single_reading(c) or c if is_kanji(c) else katakana(c) for c in surface)
    return morpheme._replace(
        reading=reading,
        pos=NOUN,
        source="character by character",
        doubt=f"{surface}: 辞書にない語です",
    )
