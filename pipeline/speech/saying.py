"""Rewrite what is written for the eye as people say it: times, telephone numbers, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.japanese.spelling import digits_one_by_one, spell

ReadWord = Callable[[str], str]
"""A word in the alphabet -> katakana."""


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of text; ``kana`` is its reading where that is fixed."""

    text: str
    kana: str = ""


Rule = tuple[re.Pattern[str], Callable[[re.Match[str], ReadWord], str]]
"""What is written, and the text that says it."""

SIGNS = {
    "-": "ハイフン", "<": "ショーナリ", ">": "ダイナリ", "|": "タテセン", "^": "ハット",
    "{": "ナミカッコ", "}": "ナミカッコトジ", "[": "カクカッコ", "]": "カクカッコトジ",
    "(": "カッコ", ")": "カッコトジ", ",": "コンマ", '"': "インヨーフ", "'": "アポストロフィ",
    "`": "バッククオート",
}  # fmt: skip
"""Signs that are silent in a word, by the names that they have in an address."""

ADDRESS_SIGNS = re.compile(r"[A-Za-z][./:@_\\]|[./:@_\\][A-Za-z]")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
SHORTEST_WORD = 4
"""Letters: in an address, what is shorter is spelled (``www``, ``jp``)."""


def _telephone(found: re.Match[str], _: ReadWord) -> str:
    """0120-95-0178 -> ゼロイチニーゼロノ、キューゴーノ、ゼロイチナナハチ."""
    groups = re.findall(r"\d+", found[0])
    return "ノ、".join(map(digits_one_by_one, groups))


def _time(found: re.Match[str], _: ReadWord) -> str:
    """10:30 -> 10時30分, 9:00 -> 9時."""
    hours, minutes = int(found[1]), int(found[2])
    return f"{hours}時{minutes}分" if minutes else f"{hours}時"


def _date(found: re.Match[str], _: ReadWord) -> str:
    """2024/4/1 and 2024-04-01 -> 2024年4月1日."""
    return f"{found[1]}年{int(found[3])}月{int(found[4])}日"


def _address(found: re.Match[str], read: ReadWord) -> str:
    """An address or a path: words as words, short ones letter by letter, signs named.

    ``www.example.jp`` -> ダブリューダブリューダブリュードット、イグザンプルドット、ジェイピー.
    """
    typed = found[0]
    begin = next((at for at, sign in enumerate(typed) if sign.isalnum() or sign in "./~"), 0)
    end = max((at for at, sign in enumerate(typed) if sign.isalnum() or sign == "/"), default=0) + 1
    address = typed[begin:end]
    if not ADDRESS_SIGNS.search(address):
        return typed
    parts = re.findall("[A-Za-z]+|[0-9]+|.", address)
    made = ""
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        made += _address_part(part, read)
        made += "、" if after.isalnum() and not part.isalnum() else ""
    return typed[:begin] + made + typed[end:]


def _address_part(part: str, read: ReadWord) -> str:
    if part.isdigit():
        return digits_one_by_one(part) if part[0] == "0" or len(part) > 4 else part
    if part.isalpha():
        return read(part) if len(part) >= SHORTEST_WORD else spell(part)
    return SIGNS.get(part) or spell(part)


def _uuid(_: re.Match[str], __: ReadWord) -> str:
    """A UUID -> its name only: nobody follows 32 figures by ear, and the text has them."""
    return spell("UUID")


def _isbn(found: re.Match[str], _: ReadWord) -> str:
    """urn:isbn:9784000000002 and 978-4-00-000000-2 -> アイエスビーエヌ、キューナナハチ …."""
    return f"{spell('ISBN')}、{digits_one_by_one(re.sub(r'[^0-9X]', '', found[1]))}"


def _word(found: re.Match[str], read: ReadWord) -> str:
    """A word that is left in the alphabet: letters are named, longer words read."""
    word = found[0]
    return spell(word) if len(word) == 1 or word.isupper() else read(word)


RULES: tuple[Rule, ...] = (
    (re.compile(r"\n\s*"), lambda _, __: "、"),
    (re.compile(r"(?:urn:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"), _uuid),
    (re.compile(r"(?:urn:isbn:|(?<![\d-])(?=97[89]-))([0-9][0-9-]{8,15}[0-9X])(?![\d-])"), _isbn),
    (re.compile(r"(?<![\d-])0\d{1,4}[-‐−ー]\d{1,4}[-‐−ー]\d{3,4}(?![\d-])"), _telephone),
    (re.compile(r"(?<=〒)\s?\d{3}[-‐−]\d{4}(?!\d)"), _telephone),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)([/-])(\d{1,2})\2(\d{1,2})(?!\d)"), _date),
    (re.compile(r"(?<![\d:：])(\d{1,2})[:：]([0-5]\d)(?![\d:：])"), _time),
    (re.compile(r"[!-~]{3,}"), _address),
    (re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), lambda _, __: ""),
    (re.compile(r"(?<=[時分日])\s?-\s?(?=\d)"), lambda _, __: "から"),
    (re.compile(r"(?<=[\d時分日月年階番円人])\s?[〜～~]\s?(?=\d)"), lambda _, __: "から"),
    (re.compile(r"(?:(?<=[\s(「、。:ぁ-ん])|^)[-−](?=\d)"), lambda _, __: "マイナス"),
    (re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])"), lambda m, _: f"{m[2]}分の{m[1]}"),
    (re.compile(f"[{CIRCLED}]"), lambda m, _: f"マル{CIRCLED.index(m[0]) + 1}、"),
    (re.compile("※"), lambda _, __: "コメジルシ、"),
    (re.compile("「」"), lambda _, __: "カギカッコ"),
    (re.compile("〒"), lambda _, __: "ユービンバンゴー、"),
    (re.compile(r"^(\d+)\.\s"), lambda m, _: f"{m[1]}、"),
    (re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*"), _word),
)
"""In order: what an earlier rule has made is not looked at again."""


def said(text: str, read: ReadWord) -> tuple[Said, ...]:
    """A text as people say it; what a rule wrote in kana has that kana for its reading."""
    pieces = [Said(text)]
    for pattern, rewrite in RULES:
        pieces = [new for piece in pieces for new in _applied(piece, pattern, rewrite, read)]
    return tuple(piece for piece in pieces if piece.text)


def _applied(
    piece: Said,
    pattern: re.Pattern[str],
    rewrite: Callable[[re.Match[str], ReadWord], str],
    read: ReadWord,
) -> list[Said]:
    """A piece with what the pattern finds in it rewritten."""
    if piece.kana or not pattern.search(piece.text):
        return [piece]
    pieces, text, at = [], "", 0
    for found in pattern.finditer(piece.text):
        text += piece.text[at : found.start()]
        at = found.end()
        new = rewrite(found, read)
        if _is_kana(new):
            pieces += [Said(text), Said(new, new)]
            text = ""
        else:  # figures and kanji (10時30分) are read in their context
            text += new
    return [*pieces, Said(text + piece.text[at:])]


def _is_kana(text: str) -> bool:
    return bool(text) and all("ァ" <= character <= "ー" or character in "、 " for character in text)
