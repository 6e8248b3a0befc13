"""Which reading a word has here: the table of words, homographs by context, unknown characters."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.braille.grammar import words_of
from pipeline.japanese.analysis import (
    FILLER,
    LATIN,
    NOUN,
    NUMBER,
    SYMBOL,
    UNVOICED,
    Morpheme,
    Pos,
    is_kana,
    is_kanji,
    is_object,
    katakana,
    short_units,
    single_reading,
    voiced,
)
from pipeline.japanese.tables import table as rows_of


class Entry(NamedTuple):
    """A word whose braille kana is settled whole: ``kana`` has a blank at each cut."""

    surface: str
    kana: str
    source: str


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """The table of words by first character, longest first."""
    found: dict[str, list[Entry]] = {}
    for name in ("words.tsv", "numeral_words.tsv"):
        for surface, kana, source in rows_of(name, 3):
            found.setdefault(surface[0], []).append(Entry(surface, kana, source))
            if len(surface) > 2 and "々" in surface:  # 津々浦々 may come as 津津浦浦
                found[surface[0]].append(Entry(repeated(surface), kana, source))
    return {
        first: tuple(sorted(group, key=lambda e: -len(e.surface))) for first, group in found.items()
    }


def repeated(text: str) -> str:
    """A text with each 々 as the kanji it repeats (結婚式々場, 複々々線)."""
    characters = list(text)
    for at, character in enumerate(characters):
        if character == "々" and at and is_kanji(characters[at - 1]):
            characters[at] = characters[at - 1]
    return "".join(characters)


def settled(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with each stretch that is a word of the table made one."""
    ends = {m.end for m in morphemes}
    found: list[Morpheme] = []
    skip = 0
    for at, morpheme in enumerate(morphemes):
        if morpheme.start < skip:
            continue
        begun = _begun_by(morpheme.surface)
        entry = _entry_at(begun, text, morpheme, ends) if begun and not morpheme.kana else None
        if entry and entry.surface[0] == "を":
            end = morpheme.start + len(entry.surface)
            entry = None if is_object(morphemes[:at], text, end) else entry
        if entry is None or _starts_from(morphemes, at):
            found.append(morpheme)
            continue
        skip = morpheme.start + len(entry.surface)
        found.append(_settle(entry, morphemes, at, skip))
    return found


def _starts_from(ms: list[Morpheme], at: int) -> bool:
    """Whether a morpheme is the particle から behind a noun (近所から元気な), no から元気."""
    behind = at > 0 and ms[at - 1].pos[0] in ("名詞", "代名詞", "接尾辞")
    return behind and ms[at].surface == "から" and ms[at].pos[0] == "助詞"


Begun = dict[str, list[Entry]]


@lru_cache(maxsize=65536)
def _begun_by(surface: str) -> Begun:
    """The words of the table that begin with a morpheme, longest first, by their next character.

    The morpheme itself has none, and is no more than an empty string.
    """
    found: Begun = {}
    for entry in entries().get(surface[:1], ()):
        if entry.surface.startswith(surface):
            found.setdefault(entry.surface[len(surface) :][:1], []).append(entry)
    return found


def _entry_at(begun: Begun, text: str, morpheme: Morpheme, ends: set[int]) -> Entry | None:
    after = text[morpheme.end : morpheme.end + 1]
    for entry in [*begun.get(after, []), *(begun.get("", []) if after else [])]:
        end = morpheme.start + len(entry.surface)
        if end in ends and text.startswith(entry.surface, morpheme.start):
            return entry
    return None


def _settle(entry: Entry, morphemes: list[Morpheme], at: int, end: int) -> Morpheme:
    """The morphemes of an entry as one, with the part of speech of the last."""
    first = last = morphemes[at]
    for morpheme in morphemes[at:]:
        if morpheme.end > end:
            break
        last = morpheme
    dependent = ("助詞", "助動詞")
    phrase = first is not last and last.pos[0] in dependent and first.pos[0] not in dependent
    pos = ADVERB if phrase else last.pos
    if pos[0] in ("接尾辞", "接頭辞"):
        pos = ADVERB if first.pos[0] in ("副詞", "接続詞") else NOUN
    if entry.kana[0].isdigit():
        pos = NUMBER
    return first._replace(
        surface=entry.surface, end=end, pos=pos, base=entry.surface, reading=entry.kana,
        lexeme=entry.surface, kana=entry.kana, source=f"table: {entry.source}",
    )  # fmt: skip


def second_parts(_: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with the readings that second parts of compounds take (我慢強い ガマンヅヨイ)."""
    table = _second_parts()
    found = list(morphemes)
    for at in range(1, len(found)):
        m, left = found[at], _before_gloss(found, at)
        if m.source:
            continue
        if left.pos == LATIN and m.surface in _after_letters():
            found[at] = m._replace(reading=_after_letters()[m.surface], source="second part")
            continue
        row = table.get(m.surface)
        if row and row[0] == "people" and left.word == m.word:
            continue  # a word of the dictionary: 案内人
        if row and _follows(row[0], left) and not (_both_verbs(left, m) or _inflects(found, at)):
            changed = row[1][0] not in PLAIN
            found[at] = m._replace(reading=row[1], source="second part", voiced=changed)
        elif _two_nouns(left, m) and voiced(m.surface, m.reading):
            found[at] = m._replace(voiced=True)
    return found


def _before_gloss(ms: list[Morpheme], at: int) -> Morpheme:
    """What stands before a morpheme, an original in brackets aside: ディー of ディー（d）払い."""
    left = ms[at - 1]
    if left.surface[-1] not in ")）":
        return left
    first = next((i for i in range(at - 1, 0, -1) if ms[i].surface[0] in "(（"), 0)
    inside = "".join(m.surface for m in ms[first:at])
    return ms[first - 1] if first and _GLOSS.fullmatch(inside) else left


_GLOSS = re.compile(r"[(（][!-~ À-ɏ]{1,100}[)）]")


def unvoiced(_: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with no 連濁 that begin a word, where the analysers hear one.

    A verb or adjective behind a particle (欲が深い, ブカイ), a noun behind what ends a phrase
    (大きな鉢, バチ).
    """
    found = list(morphemes)
    for at in range(1, len(found)):
        m = found[at]
        if m.source or m.reading[:1] not in UNVOICED:
            continue
        if _is_native_noun(m) and found[at - 1].pos[0] in ("助詞", "助動詞", "連体詞", "補助記号"):
            found[at] = m._replace(
                reading=UNVOICED[m.reading[0]] + m.reading[1:], source="behind a particle"
            )
            continue
        if found[at - 1].pos[0] != "助詞" or not _may_be_voiced(m):
            continue
        plain = UNVOICED.get(m.reading[0])
        if plain and not m.kana and short_units(m.surface)[0].lemma.startswith(plain):
            found[at] = m._replace(reading=plain + m.reading[1:], source="behind a particle")
    return found


def _is_native_noun(m: Morpheme) -> bool:
    """Whether a noun is a native word that UniDic has with an unvoiced first sound."""
    if m.pos[:2] != NOUN[:2] or m.kana or m.surface in _VOICED_ALONE or not is_kanji(m.surface[0]):
        return False
    units = short_units(m.surface)
    return len(units) == 1 and units[0].origin == "和" and voiced(m.surface, m.reading)


_VOICED_ALONE = frozenset(("側", "柄", "型"))


def _may_be_voiced(m: Morpheme) -> bool:
    """Whether a word is one whose first sound a compound voices: a verb, or a noun made of one."""
    made = m.pos[0] == "名詞" and is_kanji(m.surface[0]) and is_kana(m.surface[-1])
    return made or m.pos[0] in ("動詞", "形容詞")


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


def large(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with the prefix 大 read オオ before a native word (大間違い), else as analysed.

    The 小 of a given name (小三治, 小文枝) is コ, its prefix.
    """
    if "大" not in text and "小" not in text:
        return morphemes
    found = list(morphemes)
    for at, m in enumerate(found[:-1]):
        if m.surface == "小" and is_given(found[at + 1]) and at and is_surname(found[at - 1]):
            found[at] = m._replace(reading="コ", pos=PREFIX, source="second part")
        if m.surface == "大" and m.pos[0] == "接頭辞" and not m.source:
            units = short_units(found[at + 1].surface)
            native = bool(units) and units[0].origin == "和"
            reading = "オオ" if native else m.reading
            found[at] = m._replace(reading=reading, source="second part")
    return found


PREFIX: Pos = ("接頭辞", "*", "*", "*", "*", "*")


def is_given(m: Morpheme) -> bool:
    """Whether a morpheme is a given name."""
    return m.pos[2] == "人名" and m.pos[3] == "名"


def is_surname(m: Morpheme) -> bool:
    """Whether a morpheme is a family name."""
    return m.pos[2] == "人名" and m.pos[3] == "姓"


PLAIN = frozenset("アイエオシ")


@cache
def _second_parts() -> dict[str, tuple[str, str]]:
    rows = rows_of("second_parts.tsv", 4)
    return {surface: (kind, reading) for surface, kind, reading, _ in rows}


@cache
def _after_letters() -> dict[str, str]:
    """Words whose reading changes right behind letters: 判 of A4判 (バン), 組 of A組 (グミ)."""
    return {surface: reading for surface, reading, _ in rows_of("after_letters.tsv", 3)}


def _two_nouns(left: Morpheme, m: Morpheme) -> bool:
    """Whether a noun stands behind a noun that is no number (10時 ごろ is cut, not voiced)."""
    return left.pos[0] == m.pos[0] == "名詞" and m.surface not in words_of("limit")


def _inflects(ms: list[Morpheme], at: int) -> bool:
    """Whether a part is a verb with an ending, no noun made of one (子供 連れて of 子供連れ)."""
    ending = at + 1 < len(ms) and ms[at + 1].start == ms[at].end
    if ms[at].base in ("付ける", "づける") and ms[at - 1].surface in words_of("with 付ける"):
        return False  # 義務付けられた
    return (
        ms[at].pos[0] == "動詞"
        and ending
        and (ms[at + 1].pos[0] == "助動詞" or ms[at + 1].pos[1] == "接続助詞")
    )


def _both_verbs(left: Morpheme, right: Morpheme) -> bool:
    """Whether a part is a verb behind a verb's stem, whose sound stays (澄み通り)."""
    return left.pos[0] == "動詞" == right.pos[0] and right.surface == "通り"


# 第3章 その2 2: behind these a word has the sound of its own (同会社, 事務用机).
_APART = frozenset("同当貴各本某大両用製式的風")


def _follows(kind: str, left: Morpheme) -> bool:
    """Whether a morpheme is the first part that a row of second_parts.tsv asks for."""
    if kind == "name":
        return left.pos[2] == "人名" or (left.pos[2] == "地名" and "ァ" <= left.surface[-1] <= "ー")
    if kind == "named":
        return left.pos[1] == "固有名詞" or "ァ" <= left.surface[-1] <= "ー"
    if kind == "stem":
        stem = left.pos[0] == "名詞" or left.pos[5] == "連用形-一般"
        kana = "ぁ" <= left.surface[-1] <= "ゖ" or "ァ" <= left.surface[-1] <= "ー"
        return stem and kana
    if left.surface in words_of("title") or (left.surface == "上" and left.pos[0] == "接尾辞"):
        return False  # 田中さん 好き, 関係上 箱に
    if kind == "verb" and left.pos[0] == "動詞":
        return left.pos[5].startswith("連用形")
    if kind == "verb" and left.surface == "いつも":
        return True
    if left.pos[0] not in ("名詞", "接尾辞", "形状詞") or left.pos[1] in ("数詞", "形容詞的"):
        return False  # 滑りにくい 靴
    if left.pos[1] == "助動詞語幹" or left.pos[2] == "副詞可能" or left.surface in _APART:
        return False
    if kind == "people":
        noun = left.pos[0] == "名詞" and len(left.surface) > 1
        return noun and left.surface not in words_of("with ニン")
    if kind == "loan":
        return "ァ" <= left.surface[-1] <= "ー"
    return kind != "long" or (len(left.surface) > 1 and any(map(is_kanji, left.surface)))


class Homograph(NamedTuple):
    """A reading of a word where its surroundings match.

    ``word`` is the surface or the dictionary form, ``stem`` the leading characters that
    ``reading`` reads; ``before`` and ``after`` match the text on either side, if not empty.
    """

    word: str
    stem: str
    reading: str
    before: str
    after: str
    source: str


@cache
def homographs() -> dict[str, tuple[Homograph, ...]]:
    """The homograph rules by word, in the order they are tried."""
    found: dict[str, list[Homograph]] = {}
    for word, stem, reading, before, after, _example, _expected, source in rows_of(
        "homographs.tsv", 8
    ):
        ends = f"(?:{before})$" if before else ""
        rule = Homograph(word, stem, reading, ends, after, source)
        found.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in found.items()}


# How many code points of text on either side a condition may look at.
REACH = 24
AS_ANALYSED, GUESS = "-", "?"
# Words that are read by their surroundings inside a longer dictionary word too.
INSIDE_WORDS = frozenset(("日本",))


def chosen(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with the readings of homographs chosen by their surroundings."""
    table = homographs()
    found: list[Morpheme] = []
    skip = 0
    for at, m in enumerate(morphemes):
        if m.start < skip:
            continue
        longer, rules = _rules_for(m.surface, m.base)
        if not (longer or rules) or m.source or m.kana:
            found.append(m)
            continue
        word = _longer_word(longer, text, morphemes, at) if longer else None
        rules = table.get(word.surface, ()) if word else rules
        if word:
            skip = word.end
        found += _read(text, word, morphemes, at, rules) if word else (_choose(text, m, rules),)
    return found


@cache
def _several() -> dict[str, tuple[str, ...]]:
    """Homographs of two characters or more by the first: the analyser may divide them."""
    found: dict[str, list[str]] = {}
    for word in sorted(homographs(), key=len, reverse=True):
        if len(word) > 1:
            found.setdefault(word[0], []).append(word)
    return {first: tuple(words) for first, words in found.items()}


@lru_cache(maxsize=65536)
def _rules_for(surface: str, base: str) -> tuple[tuple[str, ...], tuple[Homograph, ...]]:
    """The longer homographs that a morpheme begins, and the rules that are about itself."""
    words = _several().get(surface[:1], ())
    longer = tuple(w for w in words if w.startswith(surface) and len(w) > len(surface))
    return longer, homographs().get(surface) or homographs().get(base, ())


def _longer_word(
    longer: tuple[str, ...], text: str, morphemes: list[Morpheme], at: int
) -> Morpheme | None:
    """The homograph that several morphemes from ``at`` make, as one morpheme."""
    first = morphemes[at]
    for word in longer:
        end = first.start + len(word)
        if not text.startswith(word, first.start):
            continue
        inside = [m for m in morphemes[at : at + len(word)] if m.end <= end]
        if inside[-1].end == end:
            reading = "".join(m.reading for m in inside)
            last = inside[-1].pos
            pos = ADVERB if last[0] in ("助詞", "助動詞", "動詞") else NOUN
            pos = last if last[0] == "形容詞" else pos
            return first._replace(
                surface=word, end=end, pos=pos, base=word, reading=reading, lexeme=word
            )
    return None


ADVERB: Pos = ("副詞", "*", "*", "*", "*", "*")


def _read(
    text: str, word: Morpheme, morphemes: list[Morpheme], at: int, rules: tuple[Homograph, ...]
) -> tuple[Morpheme, ...]:
    """A homograph of several morphemes: one, read, or left as they are to the number rules."""
    read = _choose(text, word, rules)
    if read.source:
        return (read,)
    return tuple(m for m in morphemes[at : at + len(word.surface)] if m.end <= word.end)


def _is_open(rules: tuple[Homograph, ...]) -> bool:
    """Whether rules choose between readings, and do not only name one the analyser misses (雨)."""
    return len({rule.reading for rule in rules} - {AS_ANALYSED}) > 1


def _choose(text: str, morpheme: Morpheme, rules: tuple[Homograph, ...]) -> Morpheme:
    inside = morpheme.lexeme not in (morpheme.surface, f"{morpheme.surface}駅")
    inside = inside and morpheme.surface not in INSIDE_WORDS
    if not rules or inside or morpheme.pos[0] == "接尾辞":
        return morpheme
    rule = _matching(text, morpheme, rules)
    if rule is None and not _is_open(rules):
        return morpheme
    if rule is None:
        return morpheme._replace(doubt=f"{morpheme.surface}: 読み分けの規則に当てはまりません")
    if rule.reading == AS_ANALYSED:
        return morpheme
    stem = rule.reading.rstrip(GUESS)
    guess = f"{morpheme.surface}: 文脈から読みが決まりません" if rule.reading[-1] == GUESS else ""
    return morpheme._replace(
        reading=stem + katakana(morpheme.surface[len(rule.stem) :]),
        pos=NUMBER if stem[0].isdigit() else morpheme.pos,
        source=f"homograph: {rule.source}",
        doubt=guess,
    )


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """A condition, compiled where it is first asked: to compile all takes longer than a line."""
    return re.compile(pattern)


def _matching(text: str, morpheme: Morpheme, rules: tuple[Homograph, ...]) -> Homograph | None:
    before = text[max(0, morpheme.start - REACH) : morpheme.start]
    after = text[morpheme.end : morpheme.end + REACH]
    for rule in rules:
        if (
            morpheme.surface.startswith(rule.stem)
            and (not rule.before or _pattern(rule.before).search(before))
            and (not rule.after or _pattern(rule.after).match(after))
        ):
            return rule
    return None


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
    """Morphemes with the ウ of a verb before て or た long (ウ音便, 第2章 その1 5: 思うて)."""
    found = list(morphemes)
    for at, m in enumerate(found[:-1]):
        if m.pos[0] != "動詞" or m.surface[-1] != "う" or m.base in ("言う", "いう") or m.source:
            continue
        if found[at + 1].surface in _AFTER_CONTRACTED and m.reading[-2:-1] in _U_OR_O:
            found[at] = m._replace(kana=m.reading[:-1] + "ー", source="contracted")
    return found


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
    if morpheme.source or morpheme.kana:
        return morpheme
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
