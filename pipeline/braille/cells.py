"""Braille kana to Unicode braille, with the blanks that running text has after punctuation.

libkuraji knows the cells; this module decides what it is handed (so that nothing vanishes) and
how many blank cells stand between its signs. Every cell remembers the character it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from libkuraji.kana import KANA2, translate_with_pos

from pipeline.braille.characters import ACCENTED_LETTERS
from pipeline.braille.placeholdercells import placeholder
from pipeline.braille.raised import raised
from pipeline.braille.symbols import (
    BLANK,
    COMPUTER_CLOSE,
    COMPUTER_OPEN,
    NOTE_CLOSE,
    NOTE_OPEN,
    QUOTE_CLOSE,
    QUOTE_OPEN,
    UNKNOWN,
    greek,
    is_greek,
    named_cells,
    pair_length,
    substitute,
)

__all__ = ["BLANK", "Cells", "Named", "Piece", "braille_line", "cut", "pieces", "translate"]

# 点訳のてびき 第4章 その1: blanks after a sign in running text, in cells.
SENTENCE_END = {"。": 2, "？": 2, "！": 2, "?": 2, "!": 2}
PAUSES = {"、": 1, "・": 1, "※": 1, ":": 1}
# 点訳のてびき 第4章 その3 and その4: arrows and & stand between blanks, = between words does.
SPACED = frozenset("→←&")
TIMES = "⠡"  # × between numbers; elsewhere it is a sign of its own
DIGITS = frozenset("0123456789")
CLOSING = frozenset(")）」』]}”’〕〉》】〟｝")
OPENING = frozenset("(（「『[{“‘〔〈《【〝｛")
# After ？ or ！ these go on with the same sentence: one blank, not two.
# 点訳のてびき 第4章 その1 2: 文中の疑問符・感嘆符.
GOING_ON = ("ト ", "トワ", "トノ ", "トモ ", "トカ", "ッテ", "ナド", "ナンテ", "ナノ", "ダノ")
# libkuraji refuses longer input; a cut at a blank outside quotes loses nothing.
CHUNK = 20_000
# Most words are kana, letters and figures between stops: but for the blanks after a stop, libkuraji
# knows all of it, and nothing before the stop bears on what follows.
_PLAIN = "[ァ-ヴー0-9A-Za-z「」()]+"
_PLAIN_WORD = re.compile(f"(?:{_PLAIN}[。、](?![」)]))*(?:{_PLAIN}[。、]?)")
_STOPPED = re.compile(f"({_PLAIN})([。、]?)")
_KANA = "[ァ-ヴー「」()]+"
_KANA_WORD = re.compile(f"(?:{_KANA}[。、](?![」)]))*(?:{_KANA}[。、]?)")
_SOUND = re.compile("[ァ-ヴー「」()][ァィゥェォャュョヮ]?")
# Behind a figure ワ行 takes つなぎ符 where ア行 follows anywhere in the word.
_LOOKS_AHEAD = re.compile("[0-9][ワヰヱヲ].*[。、]")
_STRETCH = re.compile(f"([^{BLANK}]+)({BLANK}*)")
_BLANKS_AFTER = SENTENCE_END | PAUSES
# Two Latin words or more in a row are a phrase: 外国語引用符 (点訳のてびき 第2章 その5).
_LETTER = f"A-Za-z{ACCENTED_LETTERS}"
_LATIN_WORD = rf"[{_LETTER}][{_LETTER}0-9₀-₉'’&./+-]*(?<![.,])"
_LATIN_PHRASE = re.compile(
    rf"(?<![{_LETTER}0-9₀-₉⠠⠦]){_LATIN_WORD}(?: {_LATIN_WORD})+(?![{_LETTER}0-9₀-₉])"
)

# The call of a note that is about the whole sentence: the blanks of the stop come after it.
_NOTE_AFTER_STOP = re.compile(f"[{''.join(SENTENCE_END)}]{NOTE_OPEN}[0-9]+{NOTE_CLOSE}$")

_EIGHT_DOTS = re.compile("([\u2840-\u28ff]+)")
# So is any stretch of another alphabet whose letters share their cells with kana: Cyrillic, and
# words of Greek (one Greek letter alone is read).
_GREEK = "[\u0370-\u03ff\u1f00-\u1fff]{2,}"
_OTHER_LETTERS = re.compile(rf"[\u0400-\u04ff]+(?: [\u0400-\u04ff]+)*|{_GREEK}(?: {_GREEK})*")


@dataclass(frozen=True, slots=True)
class Named:
    """The character at ``index`` has no cells: ``written`` says what stands for it."""

    index: int
    character: str
    written: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """Unicode braille; ``origins[i]`` is the index of the character cell *i* came from."""

    cells: str
    origins: tuple[int, ...]
    named: tuple[Named, ...] = ()


# 日本点字表記法 2018, 情報処理用点字: what libkuraji lacks of it, or writes as among kana.
COMPUTER_SIGNS = {"(": "⠦", ")": "⠴", '"': "⠶", "`": "⠐⠑"}
STAND_IN = "!"  # what libkuraji gets for them: a sign of one cell that changes nothing around it


@dataclass(frozen=True, slots=True)
class _Sign:
    """One character for libkuraji, from ``origin``, with the blanks it wants on each side.

    ``cut`` is how many blanks a cut after it is, at least. ``cells`` are put in place of
    libkuraji's.
    """

    text: str
    origin: int
    before: int = 0
    after: int = 0
    cut: int = 1
    cells: str = ""


class Piece(NamedTuple):
    """Cells between two blanks, how many blanks follow (at least one), and the kana they are of.

    That is ``kana[start:end]``.
    """

    cells: str
    gap: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    """A word's cells, and the blanks it wants before and after it where it meets another.

    ``pieces``: the cells as they are between blanks; none where blanks stand at an end of them.
    """

    made: Cells
    before: int
    after: int
    pieces: tuple[Piece, ...]


def translate(kana: str) -> Cells:
    """Braille kana with its word cuts to cells, each with its place in ``kana``."""
    if _hangs_together(kana):
        return _line(kana).made
    cells: list[str] = []
    origins: list[int] = []
    named: list[Named] = []
    start = wanted = 0
    for part in kana.split(" "):
        word = _word(part)
        if start:
            gap = max(1, wanted, word.before)
            cells.append(BLANK * gap)
            origins += [start - 1] * gap
        cells.append(word.made.cells)
        origins += [start + origin for origin in word.made.origins]
        named += [replace(n, index=start + n.index) for n in word.made.named]
        start, wanted = start + len(part) + 1, word.after
    return Cells("".join(cells), tuple(origins), tuple(named))


def pieces(kana: str) -> tuple[list[Piece], Sequence[Named]]:
    """Braille kana to the cells of ``translate`` between their blanks, and what was named."""
    if _hangs_together(kana):
        return _pieces_of(translate(kana))
    found: list[Piece] = []
    named: list[Named] = []
    start = wanted = 0
    for part in kana.split(" "):
        own, before, after, names = _pieced(part)
        if not own:
            return _pieces_of(translate(kana))
        if start and (wanted > 1 or before > 1):
            found[-1] = found[-1]._replace(gap=max(wanted, before))
        for cells, gap, begin, end in own:
            found.append(Piece(cells, gap, start + begin, start + end))
        if names:
            named += [replace(n, index=start + n.index) for n in names]
        start, wanted = start + len(part) + 1, after
    return found, named


Pieced = tuple[tuple[Piece, ...], int, int, tuple[Named, ...]]
"""A word's pieces, the blanks it wants before and after it, and what was named in it."""


@lru_cache(maxsize=65_536)
def _pieced(kana: str) -> Pieced:
    short = _pieces_of_kana(kana)
    if short is not None:
        return short
    word = _word(kana)
    return word.pieces, word.before, word.after, word.made.named


def _pieces_of_kana(kana: str) -> Pieced | None:
    """A word of kana, brackets and stops sound by sound, or nothing where it has others."""
    if len(kana) > CHUNK or not _KANA_WORD.fullmatch(kana):
        return None
    cells_of, found, after = _sounds(), list[Piece](), 0
    for match in _STOPPED.finditer(kana):
        text, stop = match.groups()
        cells = [cells_of.get(sound, UNKNOWN) for sound in _SOUND.findall(text)]
        if UNKNOWN in cells:
            return None
        after = _BLANKS_AFTER.get(stop, 0)
        gap = after or 1 if match.end() < len(kana) else 1
        found.append(Piece("".join(cells) + _stop(stop), gap, *match.span()))
    return tuple(found), 0, after, ()


@cache
def _sounds() -> dict[str, str]:
    """The sounds of kana, and brackets, that libkuraji has cells for, with these."""
    singles = (*map(chr, range(ord("ァ"), ord("ヴ") + 1)), *"ー「」()")
    known = {sound: _known(sound) for sound in (*singles, *KANA2)}
    return {sound: made[0] for sound, made in known.items() if made}


def _pieces_of(made: Cells) -> tuple[list[Piece], Sequence[Named]]:
    return list(cut(made)), made.named


def cut(made: Cells) -> Iterator[Piece]:
    """Cells cut at their blanks."""
    for match in _STRETCH.finditer(made.cells):
        origins = made.origins[match.start(1) : match.end(1)]
        # Whatever may follow the last piece stands after a blank, too.
        yield Piece(match.group(1), len(match.group(2)) or 1, min(origins), max(origins) + 1)


def _hangs_together(kana: str) -> bool:
    """Whether words depend on others: a quote spans them, and blanks that were typed are kept."""
    return (
        QUOTE_OPEN in kana or "  " in kana or kana != kana.strip(" ") or bool(_phrase_marks(kana))
    )


@lru_cache(maxsize=65_536)
def _word(kana: str) -> _Word:
    """One word, remembered: a book says most of its words more than once."""
    return _plain_word(kana) or _line(kana)


def _plain_word(kana: str) -> _Word | None:
    """A word of kana, letters, figures and stops the short way, or nothing where it has others."""
    if len(kana) > CHUNK or not _PLAIN_WORD.fullmatch(kana) or _LOOKS_AHEAD.search(kana):
        return None
    cells: list[str] = []
    origins: list[int] = []
    found: list[Piece] = []
    after = 0
    for match in _STOPPED.finditer(kana):
        text, stop = match.groups()
        known = _known(text)
        if known is None:
            return None
        start, end = match.span()
        cells += (BLANK * after, known[0], _stop(stop))
        origins += [start - 1] * after
        origins += [start + origin for origin in known[1]] if start else known[1]
        after = _BLANKS_AFTER.get(stop, 0)
        if stop:
            origins.append(end - 1)
        found.append(Piece(known[0] + cells[-1], after or 1, start, end))
    found[-1] = found[-1]._replace(gap=1)
    return _Word(Cells("".join(cells), tuple(origins)), 0, after, tuple(found))


@lru_cache(maxsize=65_536)
def _known(text: str) -> tuple[str, list[int]] | None:
    """Kana, letters and figures by libkuraji, or nothing where it lacks one of them."""
    at = 0
    while at < len(text):
        length = pair_length(text, at)
        if substitute(text[at : at + length]) is not None:
            return None
        at += length
    cells, origins = translate_with_pos(text)
    return None if UNKNOWN in cells or " " in cells else (cells, origins)


@cache
def _stop(stop: str) -> str:
    """The cell of a stop."""
    cells: str = translate_with_pos(stop)[0]
    return cells


def _made_word(made: Cells, before: int, after: int) -> _Word:
    whole = made.cells.strip(BLANK) == made.cells
    return _Word(made, before, after, tuple(cut(made)) if whole else ())


def _line(kana: str) -> _Word:
    named: list[Named] = []
    signs = [sign for sign in _signs(kana, named) if sign.text]
    cells: list[str] = []
    origins: list[int] = []
    for index, group in _groups(signs):
        cells.append(group)
        origins += [signs[index].origin] * len(group)
    made = Cells("".join(cells), tuple(origins), tuple(named))
    if not signs:
        return _made_word(made, 0, 0)
    return _made_word(made, signs[0].before, max(signs[-1].after, signs[-1].cut))


def braille_line(text: str) -> str:
    """A line of Japanese text as a line of Unicode braille, its blanks as ASCII spaces.

    Braille that stands in the text already, of eight dots, too, stays what it is.
    """
    from pipeline.braille.orthography import spaced  # loads the dictionaries: only when needed

    parts = _EIGHT_DOTS.split(spaced(text))
    made = (p if _EIGHT_DOTS.match(p) else translate(p).cells for p in parts if p)
    return "".join(made).replace(BLANK, " ")


# Before libkuraji: every character becomes signs it knows


def _signs(kana: str, named: list[Named]) -> Iterator[_Sign]:
    """The signs of a line in order; what had to be named is added to ``named``."""
    phrases = _phrase_marks(kana)
    context, phrase = "", False
    index = 0
    while index < len(kana):
        context = _context(kana, index, context)
        if index in phrases and (phrase or not context):
            yield phrases[index]
            phrase = not phrase
            context = QUOTE_CLOSE if phrase else ""
        hidden = None if context else placeholder(kana, index)
        power = None if context or hidden else raised(kana, index)
        if hidden:
            yield from (_Sign(cell, index) for cell in hidden[0])
            length = hidden[1]
        elif power:
            length = power.length
            if power.told:
                shown = kana[index : index + length]
                named.append(Named(index, shown, power.text.strip(), guessed=False))
            yield from (_Sign(character, index) for character in power.text)
        else:
            length = pair_length(kana, index)
            yield from _character(kana, index, length, context, named)
        index += length
    if phrase:
        yield phrases[index]


def _context(kana: str, index: int, context: str) -> str:
    """The mark that closes the quote the character stands in, or an empty string."""
    if kana.startswith(COMPUTER_OPEN, index):
        return COMPUTER_CLOSE
    if kana.startswith(QUOTE_OPEN, index) and not context:
        return QUOTE_CLOSE
    if context and kana.startswith(context, index - len(context)):
        return ""
    return context


def _character(
    kana: str, index: int, length: int, context: str, named: list[Named]
) -> Iterator[_Sign]:
    text = kana[index : index + length]
    if context == COMPUTER_CLOSE and text in COMPUTER_SIGNS:
        yield _Sign(STAND_IN, index, cells=COMPUTER_SIGNS[text])
        return
    found = substitute(text)
    if context == QUOTE_CLOSE and is_greek(text):
        found = greek(text)
    if found is None or _is_quoted_ascii(text, context) or _is_year(kana, index):
        for place in range(index, index + length):
            yield _plain(kana, place, context)
        return
    if found.reported:
        named.append(Named(index, text, found.label, found.guessed))
    if found.spaced and not _begins_run(kana, index):
        return
    # A name is kana: quoted text stops for it and goes on after it.
    written = f"{context}{found.text}{_reopening(context)}" if found.named else found.text
    signs = [_Sign(character, index) for character in written]
    if found.spaced:
        signs[0] = replace(signs[0], before=1)
        signs[-1] = replace(signs[-1], after=1)
    yield from signs


def _is_quoted_ascii(text: str, context: str) -> bool:
    """In computer braille and in foreign text, ASCII has cells that it lacks among kana."""
    quoted = COMPUTER_OPEN if context == COMPUTER_CLOSE else QUOTE_OPEN
    return bool(context) and text.isascii() and UNKNOWN not in translate_with_pos(quoted + text)[0]


def _reopening(context: str) -> str:
    return {COMPUTER_CLOSE: COMPUTER_OPEN, QUOTE_CLOSE: QUOTE_OPEN}.get(context, "")


def _is_year(kana: str, index: int) -> bool:
    """The apostrophe of '02 is a cell of the number (点訳のてびき 第2章 その4: 年号の略記)."""
    return kana[index] == "'" and kana[index + 1 : index + 2] in DIGITS


def _begins_run(kana: str, index: int) -> bool:
    """―― and …… are one dash and one row of dots, however many characters print needs."""
    return index == 0 or kana[index - 1] != kana[index]


def _plain(kana: str, index: int, context: str) -> _Sign:
    """A character libkuraji knows, with the blanks that running text puts around it."""
    character = unicodedata.normalize("NFKC", kana[index]) if _is_halfwidth(kana[index]) else ""
    character = character or kana[index]
    if character in (BLANK, "　"):
        character = " "
    if context:
        return _Sign(character, index)
    if character in SPACED or (character == "=" and _between_words(kana, index)):
        return _Sign(character, index, before=1, after=1)
    if character in "×:" and _between_digits(kana, index):
        return _Sign(TIMES if character == "×" else character, index)
    if character == NOTE_CLOSE and _NOTE_AFTER_STOP.search(kana, 0, index + 1):
        return _Sign(character, index, after=2)
    if character in CLOSING and index and kana[index - 1] in SENTENCE_END:
        # 点訳のてびき 第4章 その2: the sentence has ended inside the bracket.
        return _Sign(character, index, cut=2)
    after = SENTENCE_END.get(character, PAUSES.get(character, 0))
    if after and character in "？！?!" and f"{kana} ".startswith(GOING_ON, index + 1):
        after = 1
    return _Sign(character, index, after=after)


def _between_words(kana: str, index: int) -> bool:
    """Whether letters or digits stand on both sides."""
    return index > 0 and kana[index - 1].isalnum() and kana[index + 1 : index + 2].isalnum()


def _between_digits(kana: str, index: int) -> bool:
    return index > 0 and kana[index - 1] in DIGITS and kana[index + 1 : index + 2] in DIGITS


def _is_halfwidth(character: str) -> bool:
    return "｡" <= character <= "ﾟ"


def _phrase_marks(kana: str) -> dict[int, _Sign]:
    """Where 外国語引用符 open and close around the Latin phrases of a line."""
    marks: dict[int, _Sign] = {}
    latin = (m for m in _LATIN_PHRASE.finditer(kana) if max(map(len, m.group().split(" "))) > 1)
    for phrase in (*latin, *_OTHER_LETTERS.finditer(kana)):
        marks[phrase.start()] = _Sign(QUOTE_OPEN, phrase.start())
        marks[phrase.end()] = _Sign(QUOTE_CLOSE, phrase.end() - 1)
    return marks


# After libkuraji: the blanks are ours


def _groups(signs: list[_Sign]) -> Iterator[tuple[int, str]]:
    """The cells of each sign with the sign's index, blanks set by the rules."""
    last = -1
    for index, cells in _translated(signs):
        if index != last and last >= 0 and signs[index].text != " ":
            yield last, BLANK * _gap(signs, last, index)
        last = index
        yield index, cells
    # libkuraji never ends a line with blanks of its own, and neither do we.


def _gap(signs: list[_Sign], left: int, right: int) -> int:
    """The blanks to add between two signs (the cut between words is there already)."""
    cuts = 0
    while left - cuts >= 0 and signs[left - cuts].text == " ":
        cuts += 1
    before = signs[left - cuts] if left >= cuts else _Sign("", 0)
    wanted = max(before.after, signs[right].before)
    if not cuts:
        tight = signs[right].text in CLOSING or signs[right].text in SENTENCE_END
        tight = tight or _is_note(signs, right)
        opened = before.text in OPENING
        return 0 if tight or opened or signs[right].text == "、" else wanted
    # One blank is the cut itself and counts; more were typed to be kept.
    return max(wanted, before.cut) - 1 if cuts == 1 else wanted


def _is_note(signs: list[_Sign], at: int) -> bool:
    """Whether 文中注記符 opens here: it follows its word, or its sentence's stop, at once."""
    following = signs[at + 1].text if at + 1 < len(signs) else ""
    return signs[at].text == NOTE_OPEN and following in DIGITS


def _translated(signs: list[_Sign]) -> Iterator[tuple[int, str]]:
    """(sign index, cells) in order, without the blanks libkuraji adds to a sign."""
    for start, text in _chunks("".join(sign.text for sign in signs)):
        cells, positions = translate_with_pos(text)
        for cell, position in zip(cells, positions, strict=True):
            index = start + position
            if signs[index].cells:
                yield index, signs[index].cells
            elif cell == UNKNOWN:
                # A quote that print leaves open may hide from libkuraji what we took for quoted.
                yield index, named_cells(signs[index].text)
            elif cell != " ":
                yield index, cell
            elif signs[index].text == " " or not (
                signs[index].after or signs[index].before or signs[index].text in SENTENCE_END
                or signs[index].text in PAUSES
            ):  # fmt: skip
                yield index, BLANK


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """A line in pieces that libkuraji takes, cut at blanks outside of quotes."""
    start = 0
    while len(text) - start > CHUNK:
        end = text.rfind(" ", start, start + CHUNK) + 1
        while end > start and text.count(QUOTE_OPEN, start, end) != text.count(
            QUOTE_CLOSE, start, end
        ):
            end = text.rfind(" ", start, end - 1) + 1
        end = end if end > start else start + CHUNK
        yield start, text[start:end]
        start = end
    yield start, text[start:]
