"""Japanese braille read back: cells → kana, digits and letters.

Written from the tables of 日本点字表記法 2018 (chapter 1: kana, numerals, letters, marks), for
reading only: what has two meanings is decided by what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.verify.stretch import Kind

BLANK = "⠀"
# North American Braille Computer Code: ASCII 20-5F in the order of the 64 patterns of six dots.
NABCC = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
CELL_OF_BYTE = {ord(character): chr(0x2800 + dots) for dots, character in enumerate(NABCC)}

# Kana by row: consonants are added dots, vowels (a i u e o) the dots 1, 12, 14, 124, 24.
VOWELS = "⠁⠃⠉⠋⠊"
ROWS = {"カ": 0x20, "サ": 0x30, "タ": 0x14, "ナ": 0x04, "ハ": 0x24, "マ": 0x34, "ラ": 0x10, "ア": 0}
KANA_OF_ROW = {
    "ア": "アイウエオ", "カ": "カキクケコ", "サ": "サシスセソ", "タ": "タチツテト",
    "ナ": "ナニヌネノ", "ハ": "ハヒフヘホ", "マ": "マミムメモ", "ラ": "ラリルレロ",
}  # fmt: skip
KANA = {
    chr(ord(vowel) | ROWS[row]): kana
    for row, letters in KANA_OF_ROW.items()
    for vowel, kana in zip(VOWELS, letters, strict=True)
} | dict(zip("⠌⠬⠜⠄⠆⠔⠴⠂⠒", "ヤユヨワヰヲンッー", strict=True))

VOICED = dict(
    zip(
        "カキクケコサシスセソタチツテトハヒフヘホウ",
        "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ",
        strict=True,
    )
)
HALF_VOICED = dict(zip("ハヒフヘホ", "パピプペポ", strict=True))
# 拗音: the cell of the a, u, o row after dot 4 gives the i row with a small ya, yu, yo.
SMALL = {0: "ャ", 2: "ュ", 4: "ョ"}
# 特殊音: sounds of foreign words that the rows above do not give.
SPECIAL = {
    "⠈": {"エ": "イェ", "ケ": "キェ", "セ": "シェ", "テ": "チェ", "ネ": "ニェ", "ヘ": "ヒェ",
          "シ": "スィ", "チ": "ティ"},
    "⠘": {"セ": "ジェ", "シ": "ズィ", "チ": "ディ"},
    "⠢": {"イ": "ウィ", "エ": "ウェ", "オ": "ウォ", "カ": "クァ", "キ": "クィ", "ケ": "クェ",
          "コ": "クォ", "タ": "ツァ", "チ": "ツィ", "テ": "ツェ", "ト": "ツォ", "ツ": "トゥ",
          "ハ": "ファ", "ヒ": "フィ", "ヘ": "フェ", "ホ": "フォ"},
    "⠲": {"カ": "グァ", "キ": "グィ", "ケ": "グェ", "コ": "グォ", "ツ": "ドゥ", "ハ": "ヴァ",
          "ヒ": "ヴィ", "ヘ": "ヴェ", "ホ": "ヴォ"},
    "⠨": {"ツ": "テュ", "ユ": "フュ", "ヨ": "フョ"},
    "⠸": {"ツ": "デュ", "ユ": "ヴュ", "ヨ": "ヴョ"},
}  # fmt: skip

DIGITS = dict(zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚", "1234567890", strict=True))
# 丸付き数字 in braille: the number sign and digits one row lower.
HIDDEN_FIGURE = "⠿"  # 数字の伏せ字 right after 数符; after a digit it is メ (2メートル)
LOWERED = dict(zip("⠂⠆⠒⠲⠢⠖⠶⠦⠔⠴", "1234567890", strict=True))
SURE_FIGURES = "⠂⠆⠒⠔"  # behind a letter these are nothing else
LETTERS = dict(zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", "abcdefghijklmnopqrstuvwxyz", strict=True))
NUMBER_SIGN, LETTER_SIGN, CAPITAL = "⠼", "⠰", "⠠"
ACCENT = "⠈"  # アクセント符, before a letter
# Signs of print that share their second cell with a kana, which never follows ⠰ at once.
SIGNS = {"⠰⠯": "&", "⠰⠩": "#", "⠰⠹": "$", "⠰⠡": "*", "⠰⠪": "@"}
PERCENT = "⠰⠏"  # right after a number, unless more letters follow
NOTE_OPEN, NOTE_CLOSE = "⠰⠼", "⠆"  # 文中注記符 with the note's number
QUOTE_OPEN, QUOTE_CLOSE = "⠦", "⠴"
INSERTION_SIGN = "⠰⠶"  # 点訳者挿入符 opens
COMPUTER_OPEN, COMPUTER_CLOSE = "⠠⠦", "⠠⠴"
UNDERSCORE = "⠐⠤"  # in computer braille
# Marks of more than one cell, longest first.
MARKS = (
    ("⠠⠵⠂", "○"), ("⠠⠱⠂", "△"), ("⠠⠳⠂", "□"), ("⠰⠡⠂", "×"),
    ("⠠⠵⠆", "●"), ("⠠⠱⠆", "▲"), ("⠠⠳⠆", "■"),
    ("⠐⠵", "○"), ("⠐⠷", "△"), ("⠐⠽", "□"), ("⠐⠿", "×"),  # 伏せ字
    ("⠂⠂⠂", "…"), ("⠔⠔", "※"), ("⠒⠒", "―"), ("⠤⠤", "~"), ("⠐⠂", "|"), ("⠠⠂", "|"),
    ("⠐⠤", "「"), ("⠤⠂", "」"), ("⠰⠤", "「"), ("⠤⠆", "」"),
    ("⠐⠶", "["), ("⠶⠂", "]"), ("⠰⠶", "["), ("⠶⠆", "]"),
)  # fmt: skip
LATIN_MARKS = {"⠄": "'", "⠲": ".", "⠤": "-", "⠂": ",", "⠦": "?", "⠖": "!", "⠒": ":"}
# An original and the bracket that closes around it: in quotation marks of its own, or words that
# begin with 外字符 (behind figures, a dot, a plus or ミュー, too) and numbers. A hyphen goes on
# with one of these (Wi-Fi, GPT-4o); before kana the same cell is つなぎ符, and what stands there
# no original.
_L = f"⠰{ACCENT}?[{CAPITAL}{''.join(LETTERS)}]"
_IN_WORD = "(?:⠤(?=[⠰⠼])|[^⠤⠶⠀\n])*?"
ORIGINAL = re.compile(
    f"(?:(?:[⠲⠢]|⠈⠽⠒|⠼[{''.join(DIGITS)}⠂⠄⠤]*)?{_L}{_IN_WORD}(?:⠀(?:⠰⠯⠀)?[⠰⠼]{_IN_WORD})*"
    "|⠦[⠀-⠿]+?⠴⠲?|⠠⠦[⠀-⠿]+?⠠⠴)⠶"
)
INSERTION_OPEN, INSERTION_CLOSE = "\N{LEFT DOUBLE ANGLE BRACKET}", "\N{RIGHT DOUBLE ANGLE BRACKET}"


@dataclass(slots=True)
class Reading:
    """What was read so far: characters, their kinds, the cell each came from, open marks."""

    cells: str
    text: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    brackets: int = 0  # open ones
    quote: bool = False
    insertion: bool = False

    def add(self, text: str, origin: int, kind: Kind = Kind.TEXT) -> None:
        self.text += text
        self.kinds += [kind.value] * len(text)
        self.origins += [origin] * len(text)

    @property
    def last(self) -> str:
        """The character read last; a blank at the start."""
        return self.text[-1] if self.text else " "


def read_cells(cells: str) -> tuple[str, str, list[int]]:
    """Unicode braille → text, the kind of each character, and the index of its first cell."""
    reading, at = Reading(cells), 0
    while at < len(cells):
        at = _read_one(reading, at)
    return "".join(reading.text), "".join(reading.kinds), reading.origins


def _read_one(reading: Reading, at: int) -> int:
    """Read the sign that begins at a cell; returns where the next one begins."""
    cells, cell = reading.cells, reading.cells[at]
    if cell in (BLANK, "\n"):
        reading.add(" " if cell == BLANK else "\n", at)
        return at + 1
    if cells.startswith(COMPUTER_OPEN, at):
        return _read_computer(reading, at)
    if cell == NUMBER_SIGN:
        return _read_number(reading, at)
    if cell == QUOTE_OPEN and _ahead(cells, at + 1) not in " )":
        return _read_quotation(reading, at)
    if cells.startswith(NOTE_OPEN, at):
        return _read_note(reading, at)
    if (sign := cells[at : at + 2]) in SIGNS and not cells.startswith("⠰⠡⠂", at):
        reading.add(SIGNS[sign], at)
        return at + 2
    if cells.startswith(PERCENT, at) and _is_alone(reading, at, len(PERCENT)):
        reading.add("%", at)
        return at + len(PERCENT)
    if cell in "⠲⠢" and reading.last == "(" and _ahead(cells, at + 1) == LETTER_SIGN:
        reading.add("." if cell == "⠲" else "+", at)  # (.NET), (+Message)
        return at + 1
    accented = at + 2 if _ahead(cells, at + 1) == ACCENT else at + 1  # étagère
    if cell == LETTER_SIGN and _ahead(cells, accented) in {CAPITAL, *LETTERS}:
        return _read_letters(reading, at + 1, at, Kind.TEXT)
    for mark in (_read_bracket, _read_mark, _read_kana):
        after = mark(reading, at)
        if after > at:
            return after
    reading.add("\N{REPLACEMENT CHARACTER}", at)
    return at + 1


def _ahead(cells: str, at: int) -> str:
    """The cell at an index; a blank where a line or the text ends."""
    cell = cells[at] if at < len(cells) else " "
    return " " if cell in (BLANK, "\n") else cell


def _read_number(reading: Reading, at: int) -> int:
    """数符 and the digits after it, with decimal point and the mark between thousands."""
    cells, here = reading.cells, at + 1
    if _ahead(cells, here) in LOWERED:
        return _read_circled(reading, at)
    while here < len(cells):
        cell = cells[here]
        if cell in DIGITS:
            reading.add(DIGITS[cell], here)
        elif cell == HIDDEN_FIGURE and cells[here - 1] in (NUMBER_SIGN, HIDDEN_FIGURE):
            reading.add("×", here)
        elif cell in "⠂⠄" and _ahead(cells, here + 1) in DIGITS:
            reading.add("." if cell == "⠂" else ",", here)
        elif cells.startswith(f"⠌{NUMBER_SIGN}", here):  # 24/7; a kana has no figure at once
            reading.add("/", here)
            here += 1
        else:
            break
        here += 1
    if cells.startswith(PERCENT, here) and _ahead(cells, here + 2) not in {CAPITAL, *LETTERS}:
        reading.add("%", here)
        here += len(PERCENT)
    return here


def _is_alone(reading: Reading, at: int, length: int) -> bool:
    """Whether a sign stands alone, between blanks or in brackets: a letter would be katakana.

    In brackets it may be the original of ピー.
    """
    after = _ahead(reading.cells, at + length)
    if reading.last == "(":
        return after == "⠶" and reading.text[-3:-1] != ["ピ", "ー"]
    return reading.last in " \n" and after in (" ", LETTER_SIGN)


def _read_note(reading: Reading, at: int) -> int:
    """The call of a note: its number between the two parts of 文中注記符."""
    reading.add("[", at)
    here = _read_number(reading, at + 1)
    reading.add("]", at)
    return here + 1 if _ahead(reading.cells, here) == NOTE_CLOSE else here


def _read_circled(reading: Reading, at: int) -> int:
    """A number in a circle, as ①; above twenty in brackets of its own."""
    here = at + 1
    while here < len(reading.cells) and reading.cells[here] in LOWERED:
        here += 1
    figures = "".join(LOWERED[cell] for cell in reading.cells[at + 1 : here])
    number = int(figures) if len(figures) <= 2 else 0
    reading.add(chr(0x2460 + number - 1) if 1 <= number <= 20 else f"[{figures}]", at)
    return here


def _read_letters(reading: Reading, here: int, at: int, kind: Kind, *, quoted: bool = False) -> int:
    """Letters after 外字符, with 大文字符 (one letter) and 二重大文字符 (the whole word)."""
    cells, capitals, dotted = reading.cells, 0, False
    while here < len(cells):
        cell = cells[here]
        if cell == CAPITAL and (_ahead(cells, here + 1) in {CAPITAL, *LETTERS}):
            whole = _ahead(cells, here + 1) == CAPITAL
            capitals = 2 if whole else max(capitals, 1)
            here += 2 if whole else 1
            continue
        if (joint := _joint(cells, here)) is not None:
            reading.add(joint[0], here, kind)
            here, capitals, dotted = joint[1], 0, dotted or joint[0] == "."
            continue
        if cell == ACCENT and _ahead(cells, here + 1) in {CAPITAL, *LETTERS}:
            here += 1
            continue
        if _is_plus(reading, here):
            reading.add("+", here, kind)
            here += 1
            continue
        if not quoted and _is_lowered(reading, here, dotted):
            reading.add(LOWERED[cell], here, kind)
            here += 1
            continue
        if cell == "⠲" and reading.brackets and _ahead(cells, here + 1) == "⠶":
            reading.add(".", here, kind)  # an abbreviation in brackets: (No.)
            return here + 1
        if cell not in LETTERS:
            break
        letter = LETTERS[cell]
        reading.add(letter.upper() if capitals else letter, min(at, here), kind)
        capitals = capitals if capitals == 2 else 0
        here += 1
    return here


def _is_lowered(reading: Reading, here: int, dotted: bool) -> bool:
    """Whether a cell behind a letter is a figure of a formula (H₂O), not a stop, ! or bracket.

    What may be either is a figure before another letter, and behind a capital at the end of an
    original in brackets, unless that is an abbreviation with dots (U.S.A.).
    """
    cells, cell, last = reading.cells, reading.cells[here], reading.last
    if cell not in LOWERED or cell == "⠶" or not (last.isascii() and last.isalnum()):
        return False
    ahead = _ahead(cells, here + 1)
    if cell in SURE_FIGURES:
        return ahead != LETTER_SIGN  # A;B: no formula has 外字符 again behind a figure
    if ahead in LETTERS or (ahead == CAPITAL and _ahead(cells, here + 2) in {CAPITAL, *LETTERS}):
        return True
    alone = len(reading.text) < 2 or not (reading.text[-2].isascii() and reading.text[-2].isalnum())
    closes = ahead == "⠶" and reading.brackets > 0
    return closes and not (last.islower() or dotted or alone)  # (Q.) is no figure, (CH₄) is


def _is_plus(reading: Reading, here: int) -> bool:
    """Whether ⠢ behind a letter is a sign between or behind letters (C++, A+B), not a stop.

    Three capitals are no formula: what ends them in brackets is the plus of a name (NHK+).
    """
    cells = reading.cells
    if cells[here] != "⠢":
        return False
    ahead = _ahead(cells, here + 1)
    again = ahead == "⠢" or cells[here - 1] == "⠢"
    name = ahead == "⠶" and reading.brackets and re.search("[A-Z]{3}$", "".join(reading.text[-3:]))
    return bool(again or name) or ahead in (LETTER_SIGN, NUMBER_SIGN)


def _joint(cells: str, here: int) -> tuple[str, int] | None:
    """A slash or dot between letters, which may begin with 外字符 again, and where they do.

    Behind the sign a number may stand, too (HTTP/2, H.264); a slash may end a word (w/).
    """
    again = _ahead(cells, here + 1) == LETTER_SIGN
    # Without 外字符 behind it ⠆ is a figure of a formula (H₂O).
    sign = {"⠌": "/", "⠲": ".", "⠆": ";" if again else ""}.get(cells[here])
    after = here + 2 if again else here + 1
    ahead = _ahead(cells, after)
    if sign and (ahead in {CAPITAL, *LETTERS} or (ahead == NUMBER_SIGN and after == here + 1)):
        return sign, after
    return (sign, after) if sign == "/" and ahead in " ⠶" else None


def _read_quotation(reading: Reading, at: int) -> int:
    """外国語引用符 and the words inside it; right inside 点訳者挿入符 they name a character."""
    cells, here = reading.cells, at + 1
    names = cells.endswith(INSERTION_SIGN, 0, at)
    kind = Kind.LEFT_ALONE if names else Kind.UNKNOWN
    while here < len(cells):
        cell = cells[here]
        if cell == QUOTE_CLOSE:
            return here + 1
        if cell in LETTERS or cell == CAPITAL:
            after = _read_letters(reading, here, here, kind, quoted=True)
            here = after if after > here else here + 1
        elif cell == NUMBER_SIGN:
            here = _read_number(reading, here)
        elif cell == ACCENT and _ahead(cells, here + 1) in {CAPITAL, *LETTERS}:
            here += 1
        else:
            character = " " if cell in (BLANK, "\n") else LATIN_MARKS.get(cell, "-")
            reading.add(character, here, kind)
            here += 1
    return here


def _read_computer(reading: Reading, at: int) -> int:
    """情報処理用点字: letters, figures and _ of an address or program text; ``.`` for the rest."""
    cells = reading.cells
    end = cells.find(COMPUTER_CLOSE, at + 2)
    end = len(cells) if end < 0 else end
    here, figures, capitals = at + 2, False, 0
    while here < end:
        cell = cells[here]
        if cell in (CAPITAL, NUMBER_SIGN):
            figures = cell == NUMBER_SIGN
            capitals = 0 if figures else capitals + 1
        elif figures and cell == LETTER_SIGN and _ahead(cells, here + 1) in DIGITS:
            figures = False  # 1a: what looks like a figure is a letter
        elif cells.startswith(UNDERSCORE, here):
            reading.add("_", here, Kind.LEFT_ALONE)
            figures, capitals, here = False, 0, here + 1
        elif figures and cell in DIGITS:
            reading.add(DIGITS[cell], here, Kind.LEFT_ALONE)
        else:
            letter = LETTERS.get(cell, ".")
            reading.add(letter.upper() if capitals else letter, here, Kind.LEFT_ALONE)
            figures, capitals = False, capitals if capitals > 1 and cell in LETTERS else 0
        here += 1
    return min(end + 2, len(cells))


def _read_bracket(reading: Reading, at: int) -> int:
    """第1カッコ and 点訳挿入符 (twice the same sign); both have one form for open and close."""
    cells = reading.cells
    if cells[at] != "⠶" or cells.startswith(("⠶⠂", "⠶⠆"), at):
        return at
    if cells.startswith("⠶⠶", at) and not reading.brackets:
        reading.insertion = not reading.insertion
        reading.add(INSERTION_OPEN if reading.insertion else INSERTION_CLOSE, at)
        return at + 2
    opens = not reading.brackets or (reading.brackets == 1 and _encloses_letters(cells, at + 1))
    reading.brackets += 1 if opens else -1
    reading.add("(" if opens else ")", at)
    return at + 1


def _encloses_letters(cells: str, at: int) -> bool:
    """Whether letters follow and then a bracket: an original inside brackets of the author's."""
    return ORIGINAL.match(cells, at) is not None


def _read_mark(reading: Reading, at: int) -> int:
    """Punctuation: where a sign is also the beginning of a kana, what follows decides."""
    cells, cell = reading.cells, reading.cells[at]
    for sign, mark in MARKS:
        if cells.startswith(sign, at):
            reading.add(mark, at)
            return at + len(sign)
    ends = _ahead(cells, at + 1) in " ⠤⠶⠴"
    single = {"⠲": "。", "⠰": "、", "⠐": "・", "⠢": "?", "⠖": "!"}
    if cell == "⠲" and reading.brackets and cells[at - 1] == QUOTE_CLOSE:
        reading.add(".", at)  # of an abbreviation in brackets: (Warner Bros.)
        return at + 1
    if cell == "⠖" or (cell in single and ends):
        reading.add(single[cell], at)
        return at + 1
    if cell == "⠐" and _ahead(cells, at + 1) == "⠐":  # a row of leader dots
        reading.add("・", at)
        return at + 1
    if cell == "⠤":
        reading.add(_hyphen_or_quote(reading, at), at)
        return at + 1
    return at


def _hyphen_or_quote(reading: Reading, at: int) -> str:
    """The sign ⠤: a hyphen between numbers and letters or after them, else 「 or 」 by turns."""
    ahead, then = _ahead(reading.cells, at + 1), _ahead(reading.cells, at + 2)
    latin = reading.last.isascii() and reading.last.isalnum()
    letters_follow = ahead == LETTER_SIGN and (then in LETTERS or then == CAPITAL)
    if latin and (ahead == NUMBER_SIGN or letters_follow):
        return "-"
    if latin and not reading.quote and ahead not in " ⠲⠰⠶":
        return "-"
    reading.quote = not reading.quote
    return "「" if reading.quote else "」"


def _read_kana(reading: Reading, at: int) -> int:
    """A kana of one cell, or of a cell that changes the next."""
    cells, cell = reading.cells, reading.cells[at]
    after = KANA.get(_ahead(cells, at + 1), "")
    pair = _changed(cell, after) if after else ""
    if pair:
        reading.add(pair, at)
        return at + 2
    if cell in KANA:
        reading.add(KANA[cell], at)
        return at + 1
    return at


def _changed(sign: str, kana: str) -> str:
    """A kana after a sign of sound: 濁音符, 拗音符 and so on; empty if they do not go together."""
    if kana in SPECIAL.get(sign, {}):
        return SPECIAL[sign][kana]
    if sign == "⠐":
        return VOICED.get(kana, "")
    if sign == "⠠":
        return HALF_VOICED.get(kana, "")
    return _contracted(sign, kana)


def _contracted(sign: str, kana: str) -> str:
    """拗音: キャ is written as カ after the sign, ギャ and ピャ after its voiced forms."""
    voice: dict[str, dict[str, str]] = {"⠈": {}, "⠘": VOICED, "⠨": HALF_VOICED}
    if sign not in voice:
        return ""
    for letters in KANA_OF_ROW.values():
        column = letters.find(kana)
        if column in SMALL and letters != KANA_OF_ROW["ア"]:
            base = letters[1]
            return voice[sign].get(base, base if sign == "⠈" else "") + SMALL[column]
    return ""


def unicode_cells(data: bytes) -> Iterator[str]:
    """Bytes of a BRF line → cells; a byte that is no braille becomes a blank."""
    for byte in data:
        yield CELL_OF_BYTE.get(byte, BLANK)
