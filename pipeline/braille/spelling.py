"""Readings → braille kana: particles, long vowels, old kana, small vowels (てびき 第2章).

Each rule is one function of a morpheme's surface, reading and part of speech; ``RULES`` is the
order of the guide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from pipeline.japanese.kana import hiragana, is_kana, is_kanji, katakana
from pipeline.japanese.morpheme import FINITE, Morpheme, Pos
from pipeline.japanese.unidic import ShortUnit, has_four_kana, short_units
from pipeline.japanese.word_classes import words_of

# ウ itself is no row to lengthen: ウウン is two vowels.
U_ROW = frozenset("クスツヌフムユルグズヅブプュゥヴ")
O_ROW = frozenset("オコソトノホモヨロゴゾドボポョォヲ")
SMALL = {"ァ": "ア", "ィ": "イ", "ゥ": "ウ", "ェ": "エ", "ォ": "オ"}
# てびき 第2章 その2 1: the kana before which a small vowel makes one beat (特殊音).
SPECIAL_BEATS = {
    "ァ": frozenset("クグツフヴ"),
    "ィ": frozenset("ウクグスズツテデフヴ"),
    "ゥ": frozenset("トド"),
    "ェ": frozenset("イウキクグシジチツニヒフヴミ"),
    "ォ": frozenset("ウクグツフヴ"),
}

Spelling = Callable[[str, str, Pos], str]


def particles(surface: str, reading: str, pos: Pos) -> str:
    """第2章 その1 1: the particles は and へ are written as they sound, ワ and エ; を stays ヲ."""
    if pos[0] == "助詞" or reading in words_of("ending in the particle は"):
        if reading == "ヘ" and surface == "へ":
            return "エ"
        if reading.endswith("ハ") and surface.endswith("は"):
            return reading[:-1] + "ワ"
    return reading


def old_kana(surface: str, reading: str, pos: Pos) -> str:
    """第2章 その1 7: ヰ, ヱ and a ヲ that is no particle are written イ, エ and オ."""
    if pos[4].startswith("文語") and "ハ行" in pos[4] and surface[-1] in _HA_ROW:
        return reading[:-1] + _HA_ROW[surface[-1]]
    if not _OLD.isdisjoint(reading) and pos[0] != "助詞" and surface not in ("を", "ヲ"):
        return reading.translate(_OLD_TO_NEW if is_kana(surface) else _OLD_BUT_WO)
    return reading


_HA_ROW = dict(zip("はひふへほ", "ワイウエオ", strict=True))
_OLD = frozenset("ヰヱヲヮ")
# A ヲ in the reading of a word with kanji is a particle inside it (気を付け).
_OLD_BUT_WO = str.maketrans({"ヰ": "イ", "ヱ": "エ", "ヮ": "ァ"})
_OLD_TO_NEW = str.maketrans({"ヰ": "イ", "ヱ": "エ", "ヲ": "オ", "ヮ": "ァ"})


def four_kana(surface: str, reading: str, pos: Pos) -> str:
    """第2章 その1 6: ヂ and ヅ only where doubling or compounding makes them."""
    del pos
    if _FOUR_KANA.isdisjoint(reading):
        return reading
    if not is_kana(surface):
        return _as_unidic(surface, reading)
    if "ヂ" not in reading and "ヅ" not in reading:
        return reading
    if surface == reading:  # a loan word: ラヂオ is ラジオ
        return reading if _doubled(reading) else reading.translate(_FOUR)
    return _modern(surface, reading)


_FOUR = str.maketrans("ヂヅ", "ジズ")
_FOUR_KANA = frozenset("ヂヅジズ")
_FOUR_PLAIN = str.maketrans("ヂヅ", "チツ")


def _as_unidic(surface: str, reading: str) -> str:
    """A reading with UniDic's ヂ and ヅ, where they are all that differs (鼻血 ハナヂ)."""
    known = "".join(unit.kana for unit in short_units(surface))
    return known if known.translate(_FOUR) == reading.translate(_FOUR) else reading


def _doubled(reading: str) -> bool:
    half = len(reading) // 2  # 連呼: ちりぢり, as つれづれ
    again = reading[half:].translate(_FOUR_PLAIN) == reading[:half]
    return "チヂ" in reading or "ツヅ" in reading or again or len(reading) < 3


def _modern(surface: str, reading: str) -> str:
    """A word in old kana (もみぢ) → its spelling today, where UniDic knows the word."""
    units = short_units(surface)
    part = reading[0] in "ヂヅ"  # づらい, づくし: only 連濁 begins with them today
    today = part or _doubled(reading) or has_four_kana(surface)
    if len(units) == 1 and units[0].kana and not today:
        modern = reading.translate(_FOUR)
        known = "".join(unit.kana for unit in short_units(hiragana(modern)))
        if known == modern and len(short_units(hiragana(modern))) == 1:
            return modern
    return reading


def small_vowels(surface: str, reading: str, pos: Pos) -> str:
    """第2章 その2 4: a small vowel that makes no beat of its own with its kana is a vowel."""
    del surface, pos
    if _SMALL.isdisjoint(reading):
        return reading
    spelled: list[str] = []
    for character in reading:
        before = spelled[-1] if spelled else ""
        if character not in SMALL or before in SPECIAL_BEATS[character]:
            spelled.append(character)
        elif before == "ヒ" and character == "ァ":
            spelled.append("ャ")
        else:
            long = character == "ゥ" and before in O_ROW
            spelled.append("ー" if long else SMALL[character])
    return "".join(spelled)


_SMALL = frozenset(SMALL)


def long_vowels(surface: str, reading: str, pos: Pos) -> str:
    """第2章 その1 5: ウ that lengthens ウ列 and オ列 is ー, never a verb's final ウ."""
    if "ウ" not in reading[1:] or (surface == reading and _is_loanword(surface)):
        return reading
    verb = pos[0] == "動詞" and pos[5][:2] in FINITE and reading[-1] == "ウ"
    stem, ending = (reading[:-1], "ウ") if verb else (reading, "")
    known = pos[0] in ("名詞", "副詞") or not is_kana(surface)
    said = _pronounced(surface, reading)[: len(stem)] if known else ""
    return (said or _by_parts(surface, stem)) + ending


def _is_loanword(surface: str) -> bool:
    """第2章 その2 1: a loan word keeps the ウ it is written with (ウィンドウ)."""
    return all(unit.origin in ("外", "") for unit in short_units(surface))


def _by_parts(surface: str, reading: str) -> str:
    """The reading with ー, none where a part's own ウ begins (外海 ソトウミ, ノロウイルス)."""
    if surface == reading:
        units = [unit.surface for unit in short_units(surface)]
        if "".join(units) == surface:
            return "".join(map(_lengthened, units))
    last = surface[-1]
    own = "".join(unit.kana for unit in short_units(last)) if is_kanji(last) else ""
    if own.startswith("ウ") and len(own) > 1 and reading[: -len(own)] and reading.endswith(own):
        return _lengthened(reading[: -len(own)]) + own
    return _lengthened(reading)


def _lengthened(reading: str) -> str:
    """A reading with every ウ after ウ列 or オ列 as ー; ウェ is a sound of its own (クウェート)."""
    spelled = [reading[0]]
    for character, after in zip(reading[1:], f"{reading[2:]} ", strict=False):
        long = character == "ウ" and after not in _SMALL
        long = long and (spelled[-1] in U_ROW or spelled[-1] in O_ROW)
        spelled.append("ー" if long else character)
    return "".join(spelled)


def _pronounced(surface: str, reading: str) -> str:
    """The reading with ー where UniDic, reading the word alike, says ー for ウ."""
    kana_alone = is_kana(surface)
    if kana_alone and "う" not in surface[1:-1]:
        return ""
    units = short_units(surface)
    if kana_alone and not _is_native_word(units):
        return ""
    kana = "".join(unit.kana for unit in units)
    pron = "".join(unit.pron for unit in units)
    if kana != reading or len(pron) != len(kana):
        return ""
    return "".join("ー" if k == "ウ" and p == "ー" else k for k, p in zip(kana, pron, strict=True))


def _is_native_word(units: Sequence[ShortUnit]) -> bool:
    """Whether a word in hiragana is one that UniDic has, and native: みずうみ, うすうす."""
    return len(units) == 1 and units[0].origin == "和" and units[0].pos in ("名詞", "副詞")


RULES: tuple[Spelling, ...] = (
    particles,
    old_kana,
    four_kana,
    small_vowels,
    long_vowels,
)


@lru_cache(maxsize=65536)
def _spelled(surface: str, reading: str, pos: Pos) -> str:
    for rule in RULES:
        reading = rule(surface, reading, pos)
    return reading


def spelled(m: Morpheme) -> Morpheme:
    """A morpheme with its reading as braille kana."""
    kana = _spelled(m.surface, m.reading, m.pos)
    # As ``_replace(kana=…)``, in a third of the time: this runs for every morpheme.
    return tuple.__new__(Morpheme, (*m[:8], kana, *m[9:]))


def respelled(kana: str) -> str:
    """Braille kana a person wrote → the same in katakana, its blanks kept."""
    return katakana(kana)


def beats(kana: str) -> int:
    """Braille kana → its length in beats (拍): a small kana belongs to the one before it."""
    return len(kana) - sum(map(kana.count, "ャュョァィゥェォ"))
