"""Words that Sudachi began wrongly, or missed in kana: を|はりあげる, う|その."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.japanese.kana import is_kana, katakana
from pipeline.japanese.morpheme import FILLER, NOUN, PARTICLE, Morpheme, Pos
from pipeline.japanese.sudachi import in_dictionary, inflecting, tokens
from pipeline.japanese.unidic import short_units

if TYPE_CHECKING:
    from sudachipy import Morpheme as Token


def is_particle_wo(before: Sequence[Morpheme], sentence: str, end: int) -> bool:
    """Whether a を is the particle (声を はりあげる), no old kana up to ``end`` (みやこをどり)."""
    behind = bool(before) and before[-1].pos[0] in ("名詞", "代名詞", "接尾辞")
    return behind and end < len(sentence) and sentence[end] not in AFTER_OLD_NOUN


BEGUN_WRONGLY = frozenset("をりとば")
E_ROW = frozenset("えけせてねべめれげ")


def ended(
    before: Morpheme, sentence: str, surface: str, start: int, token: Token
) -> tuple[Morpheme, ...]:
    """A morpheme and the particle that a word was begun with (を|はりあげる), or nothing."""
    kana, rest = surface[0], start + 1
    if kana == "り":
        listing = token.part_of_speech()[1] == "固有名詞" and surface[1] not in "ゃゅょ"
        return (_with_ri(before),) if listing and before.surface in ("た", "だ") else ()
    if kana == "を":
        found = is_particle_wo([before], sentence, start + len(surface))
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


def is_no_word(before: Sequence[Morpheme], kana: str, pos: Pos) -> bool:
    """Whether a kana is no word where it stands: は and ね at the head, の behind を."""
    after = before[-1].surface if before else ""
    if kana in "はの":
        return (kana == "の") == (after == "を")
    return not before and pos[0] in ("感動詞", "助詞")


HEADS = frozenset("「『、")
# A は behind these, and a の behind を, is no particle.
BEFORE_A_WORD = HEADS | {"を", "この", "その", "あの", "どの"}


def hidden(
    before: Sequence[Morpheme], sentence: str, start: int, word: int
) -> tuple[Morpheme, ...]:
    """The word that begins where Sudachi saw a kana alone, with the particle behind it, or none."""
    found = _hidden_noun(sentence, start, word) or _hidden_word(before, sentence, start, word)
    return (found, *_behind(sentence, found.end, word + 1)) if found else ()


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
        pos = inflecting(surface) if len(surface) == length and is_kana(surface) else None
        if pos:
            end, kana = start + length, katakana(surface)
            return Morpheme(surface, start, end, pos, surface, kana, word, surface)
    return None


def _behind(sentence: str, start: int, word: int) -> Iterator[Morpheme]:
    """The particle behind a hidden word, which begins no word there (はこ|のなか), if any."""
    kana = sentence[start : start + 1]
    if kana and kana in "のをがは":
        yield Morpheme(kana, start, start + 1, PARTICLE, kana, katakana(kana), word, kana)


def _hidden_noun(sentence: str, start: int, word: int) -> Morpheme | None:
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
# A line of hiragana no longer than this may be one word that Sudachi divides (おもう).
HIRAGANA_WORD = range(3, 8)


def one_word(sentence: str) -> list[Morpheme]:
    """A sentence that is one hiragana word to UniDic but several to Sudachi, or nothing."""
    if len(sentence) not in HIRAGANA_WORD or not all("ぁ" <= c <= "ゖ" for c in sentence):
        return []
    units = short_units(sentence)
    words = tokens(sentence)
    known = None
    if any(word.part_of_speech()[1] == FILLER for word in words):
        known = in_dictionary(sentence)
    if len(units) == 1 and units[0].pos in ("動詞", "形容詞", "名詞", "副詞"):
        pos: Pos = (units[0].pos, "一般", "*", "*", "*", units[0].form)
        reading = units[0].kana
    elif known and known[0] in ("動詞", "形容詞"):
        pos, reading = known, katakana(sentence)
    else:
        return []
    if len(words) == 1:
        return []
    return [Morpheme(sentence, 0, len(sentence), pos, sentence, reading, 0, sentence)]
