"""Japanese sentence → morphemes, by SudachiPy.

Sudachi's C words are kept as ``word`` and cut into its A units, the parts of a compound; each
part's reading is the part of the compound's reading that belongs to it (``オオ``, ``ドオリ`` of
大通り), which is where rendaku shows. The dictionary loads at first use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import NOWHERE
from pipeline.errors import MissingError
from pipeline.japanese import kana_words
from pipeline.japanese.kana import KANA, UNVOICED, is_kana, katakana
from pipeline.japanese.unidic import short_units

if TYPE_CHECKING:
    from sudachipy import Dictionary, SplitMode, Tokenizer
    from sudachipy import Morpheme as SudachiMorpheme


Pos = tuple[str, str, str, str, str, str]
NOUN: Pos = ("名詞", "普通名詞", "一般", "*", "*", "*")
SYMBOL: Pos = ("補助記号", "一般", "*", "*", "*", "*")
BLANK: Pos = ("空白", "*", "*", "*", "*", "*")
NUMBER: Pos = ("名詞", "数詞", "*", "*", "*", "*")
LATIN: Pos = ("記号", "文字", "*", "*", "*", "*")
ADVERB: Pos = ("副詞", "*", "*", "*", "*", "*")
PREFIX: Pos = ("接頭辞", "*", "*", "*", "*", "*")


class Morpheme(NamedTuple):
    """A unit of a sentence, ``text[start:end]``, with its reading in katakana.

    ``word`` counts the sentence's dictionary words from 0, so that parts of one compound share
    it. ``kana`` is the reading as braille spells it, empty until spelled; ``source`` names what
    gave the reading. ``lexeme`` is the surface of the whole dictionary word. ``voiced``: the first
    kana is voiced because the part is a later part of a compound (連濁).
    """

    surface: str
    start: int
    end: int
    pos: Pos
    base: str
    reading: str
    word: int
    lexeme: str
    kana: str = ""
    source: str = ""
    doubt: str = ""
    voiced: bool = False


class Part(NamedTuple):
    """A part of a dictionary word, ``offset`` code points from the word's start."""

    offset: int
    surface: str
    pos: Pos
    base: str
    reading: str
    voiced: bool = False


# Sudachi's own settings but for one, which passes over kana in brackets behind a kanji: 夜（よる）.
_SETTINGS = {
    "inputTextPlugin": [
        {"class": "com.worksap.nlp.sudachi.DefaultInputTextPlugin"},
        {
            "class": "com.worksap.nlp.sudachi.ProlongedSoundMarkPlugin",
            "prolongedSoundMarks": ["ー", "-", "⁓", "〜", "〰"],
            "replacementSymbol": "ー",
        },
    ]
}


@cache
def _dictionary() -> Dictionary:
    """SudachiDict with the words in kana; loading takes about 0.1 s."""
    try:
        return kana_words.opened(_SETTINGS)
    except ImportError as error:
        found = diagnostic(Code.PACKAGE_MISSING, NOWHERE, package="SudachiPy, sudachidict_core")
        raise MissingError(found) from error


@cache
def _sudachi() -> Tokenizer:
    """The tokenizer of C words."""
    from sudachipy import SplitMode

    return _dictionary().tokenizer(mode=SplitMode.C)


@lru_cache(maxsize=16384)
def in_dictionary(word: str) -> Pos | None:
    """The part of speech of a word that SudachiDict has in this very spelling, or nothing.

    Names in kana do not count: nearly any two kana are somebody's; those in katakana do.
    """
    rows = [row for row in _dictionary().lookup(word) if row.dictionary_form() == word]
    named = "ァ" <= word[0] <= "ヺ"
    found = (_pos(row) for row in rows if named or row.part_of_speech()[1] != "固有名詞")
    return next((pos for pos in found if pos[0] in CONTENT), None)


@lru_cache(maxsize=16384)
def is_godan(word: str) -> bool:
    """Whether SudachiDict has a verb of five rows (五段) in this very spelling."""
    rows = (row for row in _dictionary().lookup(word) if row.dictionary_form() == word)
    return any(row.part_of_speech()[4].startswith("五段") for row in rows)


CONTENT = frozenset(("名詞", "動詞", "形容詞", "副詞", "代名詞", "形状詞", "接続詞"))


@lru_cache(maxsize=16384)
def normal_forms(word: str) -> frozenset[str]:
    """The usual spellings of a word as SudachiDict has them (まへ and まえ: 前)."""
    return frozenset(row.normalized_form() for row in _dictionary().lookup(word)) - {word}


@lru_cache(maxsize=16384)
def readings_of(word: str) -> frozenset[str]:
    """The readings of a word that SudachiDict has in this very spelling."""
    return frozenset(row.reading_form() for row in _dictionary().lookup(word))


@lru_cache(maxsize=4096)
def given_name(word: str) -> str:
    """The first reading that SudachiDict has of a given name, or nothing."""
    rows = _dictionary().lookup(word)
    return next((row.reading_form() for row in rows if row.part_of_speech()[3] == "名"), "")


@lru_cache(maxsize=4096)
def city(name: str) -> str:
    """How SudachiDict reads a name as that of a city (光 of 光市: ヒカリ), or nothing."""
    rows = _dictionary().lookup(f"{name}市")
    readings = (row.reading_form() for row in rows if row.part_of_speech()[2] == "地名")
    return next((reading[:-1] for reading in readings if reading.endswith("シ")), "")


@lru_cache(maxsize=4096)
def place_readings(name: str) -> frozenset[str]:
    """The readings that SudachiDict has of a name as that of a place."""
    rows = _dictionary().lookup(name)
    return frozenset(row.reading_form() for row in rows if row.part_of_speech()[2] == "地名")


@cache
def _short() -> SplitMode:
    """The mode of A units."""
    from sudachipy import SplitMode

    return SplitMode.A


_PARTS: dict[tuple[object, ...], tuple[Part, ...]] = {}


def morphemes(sentence: str) -> list[Morpheme]:
    """A sentence → its morphemes, in order, covering every code point.

    Where Sudachi began a word wrongly or missed one in kana, what it did is mended, and the rest
    of the sentence read anew from there.
    """
    made, start, word = [], 0, 0
    while start < len(sentence):
        found, end, words = _until_mended(sentence[start:])
        if start:
            found = [
                m._replace(start=m.start + start, end=m.end + start, word=m.word + word)
                for m in found
            ]
        made += found
        start, word = start + end, word + words
    return made


def _until_mended(sentence: str) -> tuple[list[Morpheme], int, int]:
    """The morphemes up to the first that was mended, where they end, and how many words so far."""
    alone = _hiragana_word(sentence)
    if alone:
        return alone, len(sentence), 1
    found: list[Morpheme] = []
    reached = 0
    for word, token in enumerate(_sudachi().tokenize(sentence)):
        surface, start = token.surface(), token.begin()
        if start > reached:
            found.append(_left_out(sentence, reached, start))
        reached = start + len(surface)
        if not surface:
            continue
        lone = len(surface) == 1
        if not lone and surface[0] in BEGUN_WRONGLY and (surface[0] != "と" or surface[1] == "う"):
            ended = _ended(found[-1], sentence, surface, start, token) if found else ()
            if ended:
                return [*found[:-1], *ended], start + 1, word + 1
        key: tuple[object, ...] = (surface, number := token.word_id())
        if number >= JOINED:
            key = (*key, token.part_of_speech_id(), token.reading_form())
        parts = _PARTS.get(key)
        if parts is None:
            parts = _PARTS[key] = _parts(token)
        if parts[0].pos[1] == FILLER or (
            lone
            and (not found or found[-1].surface in BEFORE_A_WORD)
            and _is_no_word(found, parts[0])
        ):
            hidden = _hidden(sentence, start, word) or _hidden_word(found, sentence, start, word)
            if hidden:
                found.append(hidden)
                found += _behind(sentence, hidden.end, word + 1)
                return found, found[-1].end, found[-1].word + 1
        for offset, text, pos, base, reading, voiced in parts:
            at = start + offset
            made = (text, at, at + len(text), pos, base, reading, word, surface, "", "", "", voiced)
            # The generated constructor takes twice as long; this runs for every morpheme.
            found.append(tuple.__new__(Morpheme, made))
    if reached < len(sentence):
        found.append(_left_out(sentence, reached, len(sentence)))
    return found, len(sentence), 0


def is_object(before: Sequence[Morpheme], sentence: str, end: int) -> bool:
    """Whether a を is the particle (声を はりあげる), no old kana up to ``end`` (みやこをどり)."""
    behind = bool(before) and before[-1].pos[0] in ("名詞", "代名詞", "接尾辞")
    return behind and end < len(sentence) and sentence[end] not in AFTER_OLD_NOUN


BEGUN_WRONGLY = frozenset("をりとば")
E_ROW = frozenset("えけせてねべめれげ")


def _ended(
    before: Morpheme, sentence: str, surface: str, start: int, token: SudachiMorpheme
) -> tuple[Morpheme, ...]:
    """A morpheme and the particle that a word was begun with (を|はりあげる), or nothing."""
    kana, rest = surface[0], start + 1
    if kana == "り":
        listing = token.part_of_speech()[1] == "固有名詞" and surface[1] not in "ゃゅょ"
        return (_with_ri(before),) if listing and before.surface in ("た", "だ") else ()
    if kana == "を":
        found = is_object([before], sentence, start + len(surface))
    elif kana == "ば":  # あるけば|ぼうに
        found = before.pos[0] == "動詞" and before.surface[-1] in E_ROW and surface[:2] != "ばか"
    else:  # もそもそと|うごく
        sound = before.pos[0] == "副詞" and len(surface) > 2
        found = sound and is_kana(surface) and _verb_begins(sentence[rest : rest + LONGEST_VERB])
    if not found:
        return ()
    return before, Morpheme(
        kana, start, rest, PARTICLE, kana, katakana(kana), before.word + 1, kana
    )


def _verb_begins(text: str) -> bool:
    return short_units(text)[0].pos == "動詞"


LONGEST_VERB = 12  # code points, with what tells where it ends


def _with_ri(m: Morpheme) -> Morpheme:
    """た before the り of a name → たり (たべたり のんだり)."""
    reading, surface = m.reading + "リ", m.surface + "り"
    return m._replace(
        surface=surface, end=m.end + 1, pos=LISTING, base=surface, reading=reading, lexeme=surface
    )


LISTING: Pos = ("助詞", "副助詞", "*", "*", "*", "*")


AFTER_OLD_NOUN = frozenset("のをがはもにへと、。」』 ")


# Words in no dictionary have numbers from here on, which say nothing of their reading: a figure
# that Sudachi joined is read as its neighbour asks (三 ミッ of 三つ, サン).
JOINED = 0xF0000000
FILLER = "フィラー"  # あ, う, え and the like that fill a pause


def _is_no_word(before: Sequence[Morpheme], part: Part) -> bool:
    """Whether a kana is no word where it stands: は and ね at the head, の behind を."""
    after = before[-1].surface if before else ""
    if part.surface in "はの":
        return (part.surface == "の") == (after == "を")
    return not before and part.pos[0] in ("感動詞", "助詞")


HEADS = frozenset("「『、")
# A は behind these, and a の behind を, is no particle.
BEFORE_A_WORD = HEADS | {"を", "この", "その", "あの", "どの"}


def _hidden_word(
    before: Sequence[Morpheme], sentence: str, start: int, word: int
) -> Morpheme | None:
    """The word that begins with は at the head or with の behind を (をのもう), or nothing."""
    if sentence[start] not in "はの":
        return None
    if before and before[-1].surface != "を" and before[-1].surface not in HEADS:
        return None
    for length in range(LONGEST_HIDDEN, 1, -1):
        surface = sentence[start : start + length]
        rows = _dictionary().lookup(surface) if is_kana(surface) else ()
        pos = next((_pos(row) for row in rows if row.part_of_speech()[0] in INFLECTED), None)
        if pos and len(surface) == length:
            end, kana = start + length, katakana(surface)
            return Morpheme(surface, start, end, pos, surface, kana, word, surface)
    return None


INFLECTED = ("動詞", "形容詞")


def _behind(sentence: str, start: int, word: int) -> Iterator[Morpheme]:
    """The particle behind a hidden word, which begins no word there (はこ|のなか), if any."""
    kana = sentence[start : start + 1]
    if kana and kana in "のをがは":
        yield Morpheme(kana, start, start + 1, PARTICLE, kana, katakana(kana), word, kana)


def _hidden(sentence: str, start: int, word: int) -> Morpheme | None:
    """The noun that begins where Sudachi heard a pause filled (う|その of うその), or nothing."""
    for length in range(LONGEST_HIDDEN, 1, -1):
        end = start + length
        surface = sentence[start:end]
        if is_kana(surface) and sentence[end : end + 1] in AFTER_NOUN:
            units = short_units(surface)
            if len(units) == 1 and units[0].pos == "名詞":
                return Morpheme(surface, start, end, NOUN, surface, units[0].kana, word, surface)
    return None


LONGEST_HIDDEN = 4  # code points
AFTER_NOUN = frozenset("のをがはもだ")


def _left_out(sentence: str, start: int, end: int) -> Morpheme:
    """Characters that Sudachi gives no token (it composes some of other scripts)."""
    surface = sentence[start:end]
    return Morpheme(surface, start, end, SYMBOL, surface, surface, -1, surface)


# A line of hiragana no longer than this may be one word that Sudachi divides (おもう).
HIRAGANA_WORD = range(3, 8)


def _hiragana_word(sentence: str) -> list[Morpheme]:
    """A sentence that is one hiragana word to UniDic but several to Sudachi, or nothing."""
    if len(sentence) not in HIRAGANA_WORD or not all("ぁ" <= c <= "ゖ" for c in sentence):
        return []
    units = short_units(sentence)
    tokens = _sudachi().tokenize(sentence)
    known = None
    if any(token.part_of_speech()[1] == FILLER for token in tokens):
        known = in_dictionary(sentence)
    if len(units) == 1 and units[0].pos in ("動詞", "形容詞", "名詞", "副詞"):
        pos: Pos = (units[0].pos, "一般", "*", "*", "*", units[0].form)
        reading = units[0].kana
    elif known and known[0] in ("動詞", "形容詞"):
        pos, reading = known, katakana(sentence)
    else:
        return []
    if len(tokens) == 1:
        return []
    return [Morpheme(sentence, 0, len(sentence), pos, sentence, reading, 0, sentence)]


def _parts(token: SudachiMorpheme) -> tuple[Part, ...]:
    """A Sudachi word → its A units, or itself where its reading cannot be shared out."""
    reading, surface = _reading(token), token.surface()
    phrase = _phrase(surface, reading, _pos(token))
    if phrase:
        return phrase
    units = list(token.split(_short()))
    shares = share_reading(reading, [_reading(unit) for unit in units]) if len(units) > 1 else None
    if shares is None:
        return (Part(0, surface, _pos(token), token.dictionary_form(), reading),)
    first = token.begin()
    return tuple(
        Part(
            unit.begin() - first,
            unit.surface(),
            _pos(unit),
            unit.dictionary_form(),
            share,
            at > 0 and voiced(unit.surface(), share),
        )
        for at, (unit, share) in enumerate(zip(units, shares, strict=True))
    )


_PHRASE = re.compile("([\u4e00-\u9fff]+)([にがを])([\u4e00-\u9fff].*)")
PARTICLE: Pos = ("助詞", "格助詞", "*", "*", "*", "*")


def _phrase(surface: str, reading: str, pos: Pos) -> tuple[Part, ...]:
    """A verb that is noun, particle and verb in one (間に合う) → the three, or nothing."""
    match = _PHRASE.fullmatch(surface) if pos[0] in ("動詞", "形容詞") else None
    at = reading.find(katakana(match[2]), 1) if match else -1
    if match is None or at < 0:
        return ()
    noun, particle, verb = match.groups()
    end = len(noun)
    return (
        Part(0, noun, NOUN, noun, reading[:at]),
        Part(end, particle, PARTICLE, particle, reading[at]),
        Part(end + 1, verb, pos, verb, reading[at + 1 :]),
    )


def voiced(surface: str, reading: str) -> bool:
    """Whether a later part of a compound begins with a sound voiced by it (連濁)."""
    if reading[0] not in UNVOICED:
        return False
    units = short_units(surface)
    plain = UNVOICED[reading[0]] + reading[1:]
    if len(units) == 1 and is_kana(surface):  # がけ, ばさみ: the dictionary has 掛け, 鋏
        return units[0].origin == "和" and units[0].lemma == plain
    return "".join(unit.kana for unit in units) == plain


def _pos(token: SudachiMorpheme) -> Pos:
    p1, p2, p3, p4, conjugation, form = token.part_of_speech()
    return (p1, p2, p3, p4, conjugation, form)


def _reading(token: SudachiMorpheme) -> str:
    """The reading of a token in katakana; kana are their own reading."""
    surface = token.surface()
    return katakana(surface) if is_kana(surface) else as_written(surface, token.reading_form())


@lru_cache(maxsize=65536)
def as_written(surface: str, reading: str) -> str:
    """A word's reading, or UniDic's where only that has the kana the word is written with.

    Sudachi reads 国づくり as it reads 国造り, クニツクリ, and ゆき詰まり as イキヅマリ.
    """
    if KANA.isdisjoint(surface):
        return reading
    runs = _RUNS.findall(surface)
    if _fits(runs, _sounds(reading)):
        return reading
    other = "".join(unit.kana for unit in short_units(surface))
    return other if _fits(runs, _sounds(other)) else reading


_RUNS = re.compile("[ぁ-ゖァ-ヴー]+|[^ぁ-ゖァ-ヴー]+")


def _fits(runs: Sequence[str], sounds: str) -> bool:
    """Whether a reading has a word's kana in their places, and something for each run between."""
    if not runs:
        return not sounds
    run, rest = runs[0], runs[1:]
    if not is_kana(run):
        return any(_fits(rest, sounds[at:]) for at in range(1, len(sounds) + 1))
    kana = _sounds(katakana(run))
    starts = len(kana) <= len(sounds) and all(map(_may_be, kana, sounds))
    return starts and _fits(rest, sounds[len(kana) :])


def _may_be(typed: str, sound: str) -> bool:
    """Whether a kana as typed may stand for a sound: ハ row kana may be old spelling (考へ)."""
    return typed == sound or typed in "ーケ" or sound == _OLD.get(typed)


_OLD = {"ハ": "ワ", "ヒ": "イ", "フ": "ウ", "ヘ": "エ", "ホ": "オ"}
_SOUNDS = str.maketrans("ァィゥェォッャュョヮヲヰヱヂヅヶヵ", "アイウエオツヤユヨワオイエジズケケ")


def _sounds(kana: str) -> str:
    """Katakana with small kana large and old kana new, to be compared."""
    return kana.translate(_SOUNDS)


def share_reading(whole: str, parts: list[str]) -> list[str] | None:
    """A compound's reading, cut where its parts' own readings end (rendaku keeps the length)."""
    if len(whole) != sum(map(len, parts)):
        return None
    shares, at = [], 0
    for part in parts:
        share = whole[at : at + len(part)]
        if share[1:-1] != part[1:-1]:
            return None
        shares.append(share)
        at += len(part)
    return shares
