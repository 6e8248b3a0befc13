"""Make the voice read as the braille does: the engine's features + braille kana -> features.

Both readings are brought into one form, in which what sounds alike is spelled alike (オー and オウ,
ヂ and ジ), and compared; where they differ, the braille analysis is right. The engine keeps its
accents, and the way it says figures: braille leaves those to the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any
from unicodedata import category, normalize

from pipeline.japanese.said import spoken_figures

Feature = dict[str, Any]
"""A node of Open JTalk: ``string``, ``pron`` (kana), ``acc``, ``mora_size``, ``chain_flag`` …"""

FREE = "\N{REPLACEMENT CHARACTER}"
"""Stands for what braille writes in letters or signs: how it is said is the voice's affair."""

VOWELS = {
    "ア": "アカサタナハマヤラワガザダバパャァ",
    "イ": "イキシチニヒミリギジヂビピィ",
    "ウ": "ウクスツヌフムユルグズヅブプュゥヴ",
    "エ": "エケセテネヘメレゲゼデベペェ",
    "オ": "オコソトノホモヨロヲゴゾドボポョォ",
}
VOWEL = {kana: vowel for vowel, row in VOWELS.items() for kana in row}
LONG = {("オ", "ウ"): "オ", ("エ", "イ"): "エ"}
SAME = str.maketrans("ヲヂヅヰヱヮ", "オジズイエワ")
SMALL = frozenset("ャュョァィゥェォヮ")
VU = {"ァ": "バ", "ィ": "ビ", "ェ": "ベ", "ォ": "ボ"}
SILENT = frozenset(
    " \N{IDEOGRAPHIC SPACE}\n、。・，．,.！？!?「」『』（）()〈〉《》【】〔〕［］[]<>＜＞"
    "“”‘’'\"’…‥⠤―~"
)
MARKS = "記号"


@dataclass(frozen=True, slots=True)
class Sound:
    """A kana as it sounds; ``owner`` is the feature it is of, ``figure``: it says a figure."""

    kana: str
    owner: int = 0
    figure: bool = False


def sounds(kana: str) -> str:
    """Kana in the form in which readings are compared."""
    return _text(_sounds((character, 0, False) for character in kana))


def is_heard(character: str) -> bool:
    """Whether a character is a letter, a figure or a symbol (☆, an emoji), no punctuation."""
    return character not in SILENT and category(character)[0] in "LNS"


def agreed(features: Sequence[Feature], kana: Sequence[str]) -> list[Feature]:
    """Features with the readings of braille kana (one string a word) wherever the two differ."""
    said, wanted = _of_features(features), _of_braille(kana, _unvoiced(features))
    result = [dict(feature) for feature in features]
    final, changed = _merged(said, wanted) if said else ([], [])
    for first, last in _joined(changed):
        new = "".join(sound.kana for sound in final if first <= sound.owner <= last)
        _replace(result, first, last, new)
    return [feature for feature in result if feature]


def differences(features: Sequence[Feature], kana: Sequence[str]) -> list[tuple[str, str]]:
    """Where features and braille kana differ, both as they sound."""
    said, wanted = _of_features(features), _of_braille(kana, _unvoiced(features))
    return [
        (_text(said[start:stop]), _text(wanted[first:last]))
        for _, start, stop, first, last in _opcodes(said, wanted)
    ]


Opcode = tuple[str, int, int, int, int]


def _opcodes(said: Sequence[Sound], wanted: Sequence[Sound]) -> list[Opcode]:
    """The differences of two readings that are to be put right."""
    matcher = SequenceMatcher(None, _text(said), _text(wanted), autojunk=False)
    found = (op for op in matcher.get_opcodes() if op[0] != "equal")
    return [op for op in found if not _is_free(op, wanted)]


def _is_free(op: Opcode, wanted: Sequence[Sound]) -> bool:
    """Whether a difference lies within figures, or in what braille does not write in kana."""
    _, _, _, start, stop = op
    inside = wanted[start:stop]
    if any(sound.kana == FREE for sound in inside):
        return True
    if inside:
        return all(sound.figure for sound in inside)
    around = wanted[max(0, start - 1) : start + 1]
    return any(sound.figure or sound.kana == FREE for sound in around)


def _merged(
    said: Sequence[Sound], wanted: Sequence[Sound]
) -> tuple[list[Sound], list[tuple[int, int]]]:
    """What is to be said, by feature, and the first and last feature of each difference."""
    opcodes = _opcodes(said, wanted)
    touched = {s.owner for _, start, stop, _, _ in opcodes for s in said[start:stop]}
    final: list[Sound] = []
    changed: list[tuple[int, int]] = []
    at = 0
    for _, start, stop, first, last in opcodes:
        owner = said[start].owner if stop > start else _neighbour(said, start, touched)
        final += said[at:start]
        final += [Sound(sound.kana, owner) for sound in wanted[first:last]]
        changed.append((owner, max(owner, said[stop - 1].owner) if stop > start else owner))
        at = stop
    return [*final, *said[at:]], changed


def _neighbour(said: Sequence[Sound], at: int, touched: set[int]) -> int:
    """The feature that something said in addition belongs to: one that changes anyway, if any."""
    around = [sound.owner for sound in said[max(0, at - 1) : at + 1]]
    return around[-1] if around[-1] in touched else around[0]


def _joined(changed: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of features, those that overlap made one."""
    spans: list[tuple[int, int]] = []
    for first, last in changed:
        if spans and first <= spans[-1][1]:
            spans[-1] = (min(first, spans[-1][0]), max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans


def _replace(result: list[Feature], first: int, last: int, kana: str) -> None:
    """Give the features ``first`` to ``last`` one reading: the first takes it all."""
    for at in range(first + 1, last + 1):
        result[at] = {}
    if not kana:
        result[first] = {}
        return
    beats = max(1, len(kana) - sum(character in SMALL for character in kana))
    feature = result[first]
    accent = feature["acc"] if feature["mora_size"] == beats else 0
    result[first] = feature | {"read": kana, "pron": kana, "mora_size": beats, "acc": accent}


def _of_features(features: Sequence[Feature]) -> list[Sound]:
    characters = (
        (character, at, False)
        for at, feature in enumerate(features)
        if feature["pos"] != MARKS or feature["mora_size"]
        for character in feature["pron"]
    )
    return _sounds(characters)


def _unvoiced(features: Sequence[Feature]) -> frozenset[str]:
    """The signs that the engine passes over: they are no gap that hides what stands beside them."""
    mute = (feature["string"] for feature in features if not feature["mora_size"])
    return frozenset(character for text in mute for character in normalize("NFKC", text))


def _of_braille(words: Iterable[str], unvoiced: frozenset[str]) -> list[Sound]:
    characters = (
        (character, 0, figure)
        for word in words
        for kana, figure in spoken_figures(word)
        for character in kana
        if character not in unvoiced
    )
    return _sounds(characters)


def _sounds(characters: Iterable[tuple[str, int, bool]]) -> list[Sound]:
    """Kana one after the other, each as it sounds after the one before."""
    found: list[Sound] = []
    for character, owner, figure in characters:
        if character in SILENT:
            continue
        before = found[-1].kana if found else ""
        sound = _sound(before, character.translate(SAME))
        if sound == FREE and before == FREE:
            continue
        if before == "ブ" and character in VU and figure is found[-1].figure:
            found[-1] = Sound(VU[character], owner, figure)
        else:
            found.append(Sound(sound, owner, figure))
    return _said_yuu(found)


def _sound(before: str, kana: str) -> str:
    vowel = VOWEL.get(before, "")
    if kana == "ー":
        return vowel or FREE
    if kana == "ヴ":
        return "ブ"
    if kana not in VOWEL and kana not in "ンッ":
        return FREE
    return LONG.get((vowel, kana), kana)


def _said_yuu(found: list[Sound]) -> list[Sound]:
    """言う is written イウ and said ユー (点訳のてびき 第2章 その1): one form for both."""
    for at, (left, right) in enumerate(pairwise(found)):
        if left.kana == "イ" and right.kana == "ウ":
            found[at] = Sound("ユ", left.owner, left.figure)
    return found


def _text(found: Iterable[Sound]) -> str:
    return "".join(sound.kana for sound in found)
