"""Nouns that stand free, where the analyser or a rule of compounds would join them.

電源を切り 水を抜く, 今後 国が進める: the verb has its object already, and a time word takes no
suffix before a particle. The mirror: stems that make a noun behind a particle (床を濡れタオルで).
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.braille.boundary import ALONE
from pipeline.braille.grammar import (
    is_adjective,
    is_katakana,
    is_noun,
    is_particle,
    is_suffix,
    is_verb,
    kanji_count,
)
from pipeline.braille.nouns_alone import read_alone
from pipeline.japanese.analysis import morphemes
from pipeline.japanese.morpheme import DEPENDENT, NOUN, SUFFIX, Morpheme, Pos
from pipeline.japanese.sudachi import in_dictionary
from pipeline.japanese.unidic import single_reading
from pipeline.japanese.word_classes import readings_by_word, words_of

CONTINUATIVE = "連用形-一般"
VERB: Pos = ("動詞", "一般", "*", "*", "*", CONTINUATIVE)
# A verb that ends its clause (連用中止): no rule of compounds takes it for a first part.
ENDED = "中止形"
ARGUMENT = frozenset("をがにへではも")
BEHIND_NOUN = frozenset(("を", "が", "に", "へ", "で", "は", "も", "と", "の", "から", "まで"))


def freed(text: str, ms: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with each noun behind a clause's end or a time word made a word of its own."""
    if _BEHIND_STEM(text):
        ms = _behind_verbs(ms)
    if not THINGS.isdisjoint(text):
        ms = _behind_things(ms)
    return _behind_times(text, ms) if _short_nouns().search(text) else ms


# The last kana of a stem with a kanji and a particle or く, and stems behind a particle with what
# may be one noun with them.
_BEHIND_STEM = re.compile(
    "[いきしちにみりぎじびえけせてねめれげぜべ出入見][一-龥][をがにへではものとくかまさ]"
    "|[をがにでへ](?:[一-龥][いきしみりえけせれげべ][一-龥ァ-ヺ]|[刻波][みち]|ぬれ|ゆで|おろし|いり|ふき|はき"
    "|(?:干し|炒り|煎り|揚げ|蒸し|焼き|漬け|茹で|練り)[ぁ-ん])"
).search


def _behind_verbs(ms: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with what follows the stem of a verb that has its argument set free or joined."""
    found = list(ms)
    for at in range(len(ms) - 2, 0, -1):
        m = ms[at]
        if m.surface in words_of("stem taken for a noun") and is_noun(m):
            m = found[at] = m._replace(pos=VERB)
        if m.pos[5] == CONTINUATIVE:
            if argument := _argument(found, at):
                found[at : at + 2] = _apart_or_joined(found, at, argument)
        elif len(m.surface) > 2 and m.pos[0] == "名詞":
            found[at : at + 1] = _divided(found, at)
    return found


def _behind_things(ms: list[Morpheme]) -> list[Morpheme]:
    """1枚 貼り、投函する and 3個 割って: a verb behind a count, taken for a suffix or a noun."""
    found = list(ms)
    for at in range(len(ms) - 2, 1, -1):
        m, after = ms[at], ms[at + 1]
        if ms[at - 1].surface not in THINGS or ms[at - 2].pos[1] != "数詞":
            continue
        if after.surface == "って" and len(m.surface) == 1:
            again = morphemes(f"{m.surface}って")
            if is_verb(again[0]) and len(again) == 2:
                found[at : at + 2] = [
                    new._replace(start=m.start + new.start, end=m.start + new.end, word=old.word)
                    for new, old in zip(again, (m, after), strict=True)
                ]
        halt = after.surface == "、" and any(left.surface == "を" for left in ms[: at - 2])
        if (is_suffix(m) or halt) and (halt or after.surface in ("て", "た", "ます")):
            verb = morphemes(f"{m.surface}ます")[0]
            if verb.surface == m.surface and is_verb(verb):
                verb = _ended(verb) if halt else verb
                found[at] = verb._replace(start=m.start, end=m.end, word=m.word)
    return found


THINGS = frozenset("枚個本杯匹冊台玉粒束脚部箱通羽")  # counters of what is handled


def _argument(ms: list[Morpheme], at: int) -> str:
    """The particle, or く, of what belongs to the verb whose stem is ``ms[at]``, or nothing."""
    if ms[at].base in ("する", "為る"):
        return "し" if is_suffix(ms[at + 1]) else ""  # 悪化し 店が
    if not is_verb(ms[at]):
        return ""
    start = _stem_start(ms, at)
    left = ms[start - 1] if start else None
    if left is None:
        return ""
    if left.surface == "よく" or (left.pos[0] == "形容詞" and left.surface[-1] == "く"):
        return "く"  # よく混ぜ 皿に盛る
    return left.surface if left.pos[0] in DEPENDENT and left.surface in ARGUMENT else ""


def _stem_start(ms: list[Morpheme], at: int) -> int:
    """Where the verb begins whose stem ends in ``ms[at]``: 引き of 引き出し."""
    while at and is_verb(ms[at - 1]) and ms[at - 1].pos[5] == CONTINUATIVE:
        at -= 1
    return at


def _apart_or_joined(ms: list[Morpheme], at: int, argument: str) -> list[Morpheme]:
    """A verb's stem and what follows: two words, the parts of one, or as they were."""
    stem, m = ms[at : at + 2]
    if _makes_noun(stem, m, argument):
        return [stem._replace(pos=NOUN), m]
    if is_adjective(m) and _describes(m, argument):
        return [_ended(stem), m]
    return [_ended(stem), _alone(m)] if _stands_free(ms, at, argument) else [stem, m]


def _ended(verb: Morpheme) -> Morpheme:
    return verb._replace(pos=(*verb.pos[:5], ENDED))


def _makes_noun(stem: Morpheme, m: Morpheme, argument: str) -> bool:
    """Whether a stem is the first part of a noun (濡れタオル, 干ししいたけ, 拭き掃除)."""
    if not is_noun(m) or not (is_katakana(m) or len(m.surface) > 1):
        return False
    if stem.word == m.word:
        return True
    whole = stem.surface + m.surface
    idle = argument == "を" and stem.surface in words_of("stem with no object")
    if idle or whole in words_of("made of a stem"):
        return True
    if argument not in ("に", "が"):
        return False
    return stem.surface in words_of("stem of what is cooked") or bool(in_dictionary(whole))


def _describes(m: Morpheme, argument: str) -> bool:
    """Whether an adjective goes with what follows (薄く切る, 重さを量る), no second part."""
    how = m.surface[-1] == "く" and argument == "を"
    own = kanji_count(m) == 1 and (how or m.pos[5].startswith("語幹"))
    return own and m.base not in words_of("second adjective")


def _stands_free(ms: list[Morpheme], at: int, argument: str) -> bool:
    """Whether a short noun behind a stem is a word of its own (水を入れ 火にかける)."""
    stem, m = ms[at : at + 2]
    if not (is_noun(m) or is_suffix(m)) or stem.word == m.word or m.end - m.start > 1:
        return False
    after = ms[at + 2] if at + 2 < len(ms) else None
    if not kanji_count(m) or after is None or not _follows_noun(after):
        return False
    if after.surface == argument and argument in "をが":
        return True
    if argument in "にがはも" and stem.surface in words_of("stem of what is cooked"):
        return False  # 上に 焼き鮭を
    if m.surface == "中" and at and is_verb(ms[at - 1]):
        # 箱を取り出し 中を見る; 貸し出し中, ディスクに書き戻し中の
        moved = argument == "を" and after.surface in INWARD
        return moved and not in_dictionary(ms[at - 1].surface + stem.surface)
    if m.surface in TOOLS and argument != "を":
        return False
    whole = stem.surface + m.surface
    return m.surface not in words_of("second part of a stem") and not in_dictionary(whole)


TOOLS = frozenset("器機台")
INWARD = frozenset(("を", "に", "へ", "から"))


def _follows_noun(m: Morpheme) -> bool:
    return is_particle(m) and m.surface in BEHIND_NOUN


def _alone(m: Morpheme) -> Morpheme:
    """A morpheme as a word of its own, with the reading it has alone."""
    own = readings_by_word("alone").get(m.surface, "")
    if is_suffix(m):
        own, m = own or single_reading(m.surface), m._replace(pos=NOUN)
    return m._replace(word=ALONE, reading=own or m.reading)


def _divided(ms: list[Morpheme], at: int) -> list[Morpheme]:
    """切り and 水 of 電源を切り水を抜く, taken for a rarer word; others as they are."""
    left, m, after = ms[at - 1 : at + 2]
    if left.pos[0] != "助詞" or left.surface not in ARGUMENT or not _follows_noun(after):
        return [m]
    twice = left.surface == "を" == after.surface
    if not kanji_count(m) or not (twice or m.surface in words_of("rarer than its parts")):
        return [m]
    stem, noun, middle = m.surface[:-1], m.surface[-1], m.end - 1
    verb = morphemes(f"{stem}ます")[0]
    if verb.surface != stem or verb.pos[5] != CONTINUATIVE:
        return [m]
    return [
        _ended(verb)._replace(start=m.start, end=middle, word=m.word),
        m._replace(
            surface=noun, start=middle, base=noun, lexeme=noun, word=ALONE,
            reading=read_alone(noun),
        ),
    ]  # fmt: skip


@cache
def _times() -> tuple[str, ...]:
    """Words that say when, longest first."""
    return tuple(sorted(words_of("time before a noun"), key=len, reverse=True))


@cache
def _short_nouns() -> re.Pattern[str]:
    """A short noun behind what may end a time word, before what follows a noun and no suffix."""
    nouns = "".join(sorted(words_of("apart from a count") | words_of("apart from a time")))
    ends = "".join(sorted({time[-1] for time in _times()} | set("年月週日朝昼夜晩春夏秋冬前後間")))
    return re.compile(
        f"(?:[{nouns}](?<=[{ends}].)|[夜春夏秋冬月](?<=いつ.))(?=[がをはもにへで]|の(?![日話]))"
    )


_SEASONS = re.compile("(?:この|その)([年月週日朝昼夜晩春夏秋冬])|[年月週日間分]([前後])")


def _time_before(text: str, end: int) -> str:
    """The time word that ends at ``end``, or nothing: 今後 of 今後国が, 冬 of この冬雪が."""
    before = text[max(0, end - LONGEST_TIME) : end]
    time = next(filter(before.endswith, _times()), "")
    if not time and (season := _SEASONS.fullmatch(before[-3:]) or _SEASONS.fullmatch(before[-2:])):
        return season[1] or season[2]
    named = time == "今" and text[end] in "市村川"  # 今川, 今村
    return "" if named else time


LONGEST_TIME = 6
SPANS = frozenset(("年間", "月間", "週間", "日間", "時間", "分間"))


def _behind_times(text: str, ms: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with the noun behind a time word read and cut as alone (毎日 店を, 昔 川で)."""
    found = list(ms)
    for match in _short_nouns().finditer(text):
        time = _time_before(text, match.start())
        start, end = match.start() - len(time), match.end()
        long = text[start - 2 : start] in SPANS and match[0] != "外"
        if long and not time:  # 一年間 国が; 時間外は
            found = [_alone(m) if (m.start, m.end) == (start, end) else m for m in found]
        inside = [m for m in found if start <= m.start and m.end <= end] if time else []
        if inside and (inside[0].start, inside[-1].end) == (start, end):
            at = found.index(inside[0])
            found[at : at + len(inside)] = _time_and_noun(time, match[0], inside)
    return found


def _time_and_noun(word: str, noun: str, inside: list[Morpheme]) -> list[Morpheme]:
    """A time word and the noun behind it, where the analyser divided them or saw a name (昔川)."""
    first, last = inside[0], inside[-1]
    middle = last.end - len(noun)
    read = any(m.source for m in inside)
    name = first.pos[1] == "固有名詞" or first.surface == "昔人"
    if last.start != middle and (read or (len(inside) == 1 and not name)):
        return inside
    time = inside[:-1]
    if not read and (last.start != middle or len(word) > 1):
        begun = first.start - len(THIS)
        time = [
            m._replace(start=begun + m.start, end=begun + m.end, word=first.word)
            for m in morphemes(THIS + word)[1:]
        ]
    if last.start == middle:
        return [*time, _alone(last)]
    alone = last._replace(surface=noun, start=middle, base=noun, lexeme=noun, pos=SUFFIX)
    return [*time, _alone(alone)]


THIS = "この"  # what a time word is read behind, when it is read again
