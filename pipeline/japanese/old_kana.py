"""Words in the spelling of before 1946 (みづうみ, ヱルテル, テエブル) → their spelling today.

A spelling is old only where no dictionary has the word as it stands but has what became of it;
so a name, a cry or a new word is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial

from pipeline.japanese.analysis import (
    Morpheme,
    Pos,
    has_four_kana,
    in_dictionary,
    is_kana,
    katakana,
    normal_forms,
)


def with_modern_endings(text: str) -> str:
    """A text → the same with the endings of verbs as today, each in its place (笑ふ is 笑う).

    Only behind a kanji that makes a verb with the ending of today: 駅へ and 歌は stay.
    """
    if _ENDINGS.isdisjoint(text):
        return text
    for pattern, today, verb in _VERBS:
        text = pattern.sub(partial(_today, today, verb), text)
    return text


def _today(today: str, verb: str, match: re.Match[str]) -> str:
    pos = in_dictionary(match[1] + verb)
    return match[1] + today if pos and pos[0] == "動詞" else match[0]


_ENDINGS = frozenset("はひふへゑぢ")
# What a verb of ハ行, ワ行 or ダ行 ended in: pattern, the kana today, its ending in the dictionary.
_VERBS = tuple(
    (re.compile(f"([一-龥])({old})"), today, verb)
    for old, today, verb in (
        ("ふ(?=[。、」ことものをがはにで一-龥]|$)", "う", "う"),
        ("ひ(?=[てたまけしなつ])", "い", "う"),
        ("は(?=ず(?:[、。にや]|$)|ざる)", "わ", "う"),
        ("へ(?=[るたてばずぬむし])", "え", "える"),
        ("ゑ(?=[るたてばずぬむし])", "え", "える"),
        ("ぢ(?=[るたてばずぬむし])", "じ", "じる"),
    )
)

HIRAGANA_WORD = range(2, 10)  # code points of a line that may be one word


def modernized(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with each word in old kana read as it is spelled today.

    The dictionary has the commonest; of the others the analyser makes pieces in hiragana, so
    only a line that is one word counts.
    """
    if _OLD.isdisjoint(text):
        return morphemes
    whole = _whole(text) if not morphemes[0].source else None
    return [whole] if whole else [m if m.source else _modern(m) for m in morphemes]


# What old spellings have: ハ行 inside words, ゐ ゑ を ぢ づ, vowels that draw a loan word out.
_OLD = frozenset("はひふへほゐゑをぢづうヰヱヲヂヅアイウエオ")


def _modern(m: Morpheme) -> Morpheme:
    """A word that the dictionary has in old kana and, as the same word, in kana of today."""
    if _OLD.isdisjoint(m.surface) or not is_kana(m.surface) or m.pos[0] in ("助詞", "助動詞"):
        return m
    if m.pos[0] == "動詞" and m.surface[-1] == "う" and m.pos[5].startswith(("終止", "連体")):
        return m  # もらう is of today, もらふ would be old
    if m.surface[0] > "ゖ":
        loan = modern_loan_word(m.surface)
        return m._replace(reading=loan, kana=loan, source="old kana") if loan else m
    word = known_in_old_kana(m.surface)
    return m._replace(reading=katakana(word), source="old kana") if word else m


def _whole(text: str) -> Morpheme | None:
    if len(text) not in HIRAGANA_WORD or not all("ぁ" <= c <= "ゖ" for c in text):
        return None
    word, pos = unknown_in_old_kana(text)
    if pos is None:
        return None
    reading = katakana(word)
    return Morpheme(text, 0, len(text), pos, word, reading, 0, text, source="old kana")


@lru_cache(maxsize=16384)
def known_in_old_kana(word: str) -> str:
    """A hiragana word of the dictionary in old kana → the same word today, or nothing."""
    meant = normal_forms(word)
    if not meant or _OLD.isdisjoint(word[1:] + word[:1].strip("はひふへほ")) or _still_today(word):
        return ""
    candidates = _modern_words(word, _LONG if _NEVER_TODAY.search(word) else ())
    same = (w for w in candidates if w != word and not meant.isdisjoint(normal_forms(w)))
    return next(same, "")


# てう, りやう are no sounds of today, as さう is in さそう; those may stand in a known word too.
_NEVER_TODAY = re.compile("[きしちにひみりぎじび]やう|[けせてねめれげぜべ]う|くわ")


def _still_today(word: str) -> bool:
    """Whether a ぢ or づ is of today: doubling or 連濁 makes it (ちりぢり, つづく, かたづけ)."""
    half = len(word) // 2
    if word[0] in "ぢづ":  # a second part, voiced: づらい
        return True
    again = word[half:].translate(_UNVOICED) == word[:half].translate(_UNVOICED)
    return "ちぢ" in word or "つづ" in word or again or has_four_kana(word)


_UNVOICED = str.maketrans("ぢづ", "ちつ")


@lru_cache(maxsize=4096)
def unknown_in_old_kana(word: str) -> tuple[str, Pos | None]:
    """A hiragana word in old kana → the word today and its part of speech, or itself and None."""
    if in_dictionary(word) is None:
        for candidate in _modern_words(word, _LONG):
            pos = in_dictionary(candidate) if candidate != word else None
            if pos is not None:
                return candidate, pos
    return word, None


def _modern_words(word: str, long: Sequence[Rule]) -> Iterator[str]:
    """The spellings today that an old one may stand for, the surest first."""
    plain = word.translate(_KANA)
    inside = plain[:1] + plain[1:].translate(_HA_ROW)
    yield plain
    yield inside
    for pattern, replaced in long:
        inside = pattern.sub(replaced, inside)
        yield inside


_KANA = str.maketrans("ゐゑをぢづ", "いえおじず")
_HA_ROW = str.maketrans("はひふへほ", "わいうえお")
_A, _I, _E, _O = (
    "あかさたなはまやらわがざだば",
    "きしちにひみりぎじび",
    "けせてねへめれげぜべ",
    "おこそとのほもよろおごぞどぼ",
)
_YO_OF_I = {i: f"{i}ょう" for i in _I}
_YO_OF_E = {e: f"{i}ょう" for e, i in zip(_E, "きしちにひみりぎじび", strict=True)}


def _to_o(match: re.Match[str]) -> str:
    return _O[_A.index(match[1])] + "う"


# 歴史的仮名遣いの長音: くわ is か; かう is こう; きやう, けう are きょう; きう is きゅう.
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
_LONG: tuple[Rule, ...] = (
    (re.compile("([くぐ])[わゎ]"), lambda m: "か" if m[1] == "く" else "が"),
    (re.compile(f"([{_I}])やう"), lambda m: _YO_OF_I[m[1]]),
    (re.compile(f"([{_E}])う"), lambda m: _YO_OF_E[m[1]]),
    (re.compile(f"([{_I}])[うゆ]う?"), lambda m: f"{m[1]}ゅう"),
    (re.compile(f"([{_A}])う"), _to_o),
)


@lru_cache(maxsize=4096)
def modern_loan_word(word: str) -> str:
    """A loan word in an old spelling (ヱルテル, テエブル) → its spelling today, or nothing."""
    if len(word) < 3 or not is_kana(word):
        return ""
    unknown, usual = in_dictionary(word) is None, normal_forms(word)
    known = (w for w in _modern_loan_words(word) if w != word and in_dictionary(w))
    return next((w for w in known if unknown or w in usual), "")


def _modern_loan_words(word: str) -> Iterator[str]:
    for kana in (_AS_TWO, _AS_ONE, _AS_VOWEL):
        plain = word.translate(kana).replace("ヴウェ", "ヴェ").replace("ヴウイ", "ヴィ")
        long = _DRAWN_OUT.sub(lambda m: m[0][0] + "ー", plain)
        for candidate in (c for c in (plain, long) if c != word):
            yield candidate
            yield _SMALL.sub(lambda m: m[0][0] + _SMALLER[m[0][1]], candidate)


_AS_TWO = str.maketrans({"ヰ": "ウイ", "ヱ": "ウェ", "ヲ": "ウォ", "ヂ": "ジ", "ヅ": "ズ"})
_AS_ONE = str.maketrans({"ヰ": "ウィ", "ヱ": "ウェ", "ヲ": "ウォ", "ヂ": "ジ", "ヅ": "ズ"})
_AS_VOWEL = str.maketrans("ヰヱヲヂヅ", "イエオジズ")
_DRAWN_OUT = re.compile(
    "[アカサタナハマヤラワガザダバパャァ]ア|[イキシチニヒミリギジビピィ]イ"
    "|[ウクスツヌフムユルグズブプュ]ウ|[エケセテネヘメレゲゼデベペェ]エ"
    "|[オコソトノホモヨロゴゾドボポョォ]オ"
)
_SMALL = re.compile("[キシチニヒミリギジビピ][ヤユヨ]|[テデ]イ|[ツフヴ][アイエオ]")
_SMALLER = dict(zip("アイエオヤユヨ", "ァィェォャュョ", strict=True))
