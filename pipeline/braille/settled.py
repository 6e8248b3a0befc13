"""Words whose braille kana a table settles whole: words.tsv and numeral_words.tsv."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.japanese.kana import is_kanji
from pipeline.japanese.mended import is_particle_wo
from pipeline.japanese.morpheme import ADVERB, DEPENDENT, NOUN, NUMBER, Morpheme
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


@cache
def _longer_entries() -> dict[str, list[Entry]]:
    """The entries of two characters or more by their first two, longest first."""
    found: dict[str, list[Entry]] = {}
    for group in entries().values():
        for entry in group:
            if len(entry.surface) > 1:
                found.setdefault(entry.surface[:2], []).append(entry)
    return found


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
            entry = None if is_particle_wo(morphemes[:at], text, end) else entry
        if entry and (_goes_on(entry, text, morpheme.start) or _has_its_verb(entry, found)):
            entry = None
        if entry is None or _starts_from(morphemes, at):
            found.append(morpheme)
            continue
        skip = morpheme.start + len(entry.surface)
        found.append(_settle(entry, morphemes, at, skip))
    return found


def _goes_on(entry: Entry, text: str, start: int) -> bool:
    """Whether a number in kana goes on one before it: ひゃくえん of ろくひゃくえん is no 100."""
    counts = start and "ぁ" <= entry.surface[0] <= "ゖ" and entry.kana[0].isdigit()
    return bool(counts) and _NUMBER_BEFORE.search(text, 0, start) is not None


_NUMBER_BEFORE = re.compile(
    "(?:(?:せん|じゅう|[ひびぴ]ゃく|まん|すう)(?:いち|に|さん|ご)?|よん|ろく|なな|はち|きゅう)$"
)


def _has_its_verb(entry: Entry, before: list[Morpheme]) -> bool:
    """Whether 間 of 間もなく is the time that a verb takes (汗をぬぐう 間も なく)."""
    verb = before[-1] if before else None
    return entry.surface == "間もなく" and verb is not None and verb.pos[0] == "動詞"


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
    begun = _longer_entries().get(surface[:2], ()) if surface[1:] else entries().get(surface, ())
    for entry in begun:
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
    ends = last.pos[0] in DEPENDENT or last.pos[1] == "助動詞語幹"
    phrase = first is not last and ends and first.pos[0] not in DEPENDENT
    pos = ADVERB if phrase else last.pos
    if pos[0] in ("接尾辞", "接頭辞"):
        pos = ADVERB if first.pos[0] in ("副詞", "接続詞") else NOUN
    if entry.kana[0].isdigit():
        pos = NUMBER
    return first._replace(
        surface=entry.surface, end=end, pos=pos, base=entry.surface, reading=entry.kana,
        lexeme=entry.surface, kana=entry.kana, source=f"table: {entry.source}",
    )  # fmt: skip
