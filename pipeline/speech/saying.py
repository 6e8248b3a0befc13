"""Rewrite what is written for the eye as people say it: times, telephone numbers, addresses."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.japanese.spelling import digits_one_by_one, spell
from pipeline.japanese.thin_blanks import WAVES, WEEKDAYS
from pipeline.speech.signs import NAMED, PAUSED, SAID, sign_class

ReadWord = Callable[[str], str]
"""A word in the alphabet -> katakana."""


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of text; ``kana`` is its reading where that is fixed.

    ``done``: it is said as it stands, though its reading is found in its context.
    """

    text: str
    kana: str = ""
    done: bool = False

    @property
    def is_settled(self) -> bool:
        return bool(self.kana) or self.done


Rewrite = Callable[[re.Match[str], ReadWord], str]
Rule = tuple[re.Pattern[str], Rewrite]
"""What is written, and the text that says it."""

ADDRESS_SIGNS = re.compile(r"[A-Za-z][./:@_\\]|[./:@_\\][A-Za-z]")
SHORTEST_WORD = 4
"""Letters: in an address, what is shorter is spelled (``www``, ``jp``)."""
LONGEST_NAME = 4
"""Words: what is longer is a sentence, and said word by word."""

KANJI = "\u4e00-\u9fff々"
OPERAND = f"0-9A-Za-zァ-ヶー{KANJI}"
"""On both sides of ×: it multiplies, else it is the sign for what is wrong."""
CODES = ("内線", "番号", "暗証番号", "パスワード", "コード", "ID", "アイディー", "PIN")
"""Before figures that nobody counts with: they are said one by one."""
AFTER_A_CODE = "|".join(f"(?<={word}{joint})" for word in CODES for joint in ("", "は", "：", ":"))
CURRENCIES = {"¥": "円", "￥": "円", "$": "ドル", "＄": "ドル", "€": "ユーロ", "£": "ポンド"}
LONGEST_CLAUSE = 100
"""Characters: two waves farther apart are no brackets."""
CLAUSE_ENDS = r"[、。，．\s「」『』（）()]"


def _telephone(found: re.Match[str], _: ReadWord) -> str:
    """0120-95-0178 -> ゼロイチニーゼロノ、キューゴーノ、ゼロイチナナハチ."""
    groups = re.findall(r"\d+", found[0])
    return "ノ、".join(map(digits_one_by_one, groups))


def _time(found: re.Match[str], _: ReadWord) -> str:
    """10:30 -> 10時30分, 9:00 -> 9時."""
    hours, minutes = int(found[1]), int(found[2])
    return f"{hours}時{minutes}分" if minutes else f"{hours}時"


def _date(found: re.Match[str], _: ReadWord) -> str:
    """2024/4/1, 2024-04-01 and 2024.4.1 -> 2024年4月1日."""
    return f"{found[1]}年{int(found[3])}月{int(found[4])}日"


def _month(found: re.Match[str], _: ReadWord) -> str:
    """2024/04 -> 2024年4月."""
    return f"{found[1]}年{int(found[2])}月"


def _day(found: re.Match[str], _: ReadWord) -> str:
    """4/1(月) -> 4月1日月曜日."""
    return f"{int(found[1])}月{int(found[2])}日{found[3]}曜日"


def _money(found: re.Match[str], _: ReadWord) -> str:
    """¥1,000 -> 1,000円, $2.5万 -> 2.5万ドル."""
    return found[2] + CURRENCIES[found[1]]


def _version(found: re.Match[str], _: ReadWord) -> str:
    """1.2.3 -> 1テン2テン3: no number has two points."""
    return found[0].replace(".", "テン")


def _range(found: re.Match[str], _: ReadWord) -> str:
    """東京〜大阪 -> 東京から大阪; two waves in one clause (題〜副題〜) are brackets, and stay."""
    before = found.string[max(found.start() - LONGEST_CLAUSE, 0) : found.start()]
    after = found.string[found.end() : found.end() + LONGEST_CLAUSE]
    clause = re.split(CLAUSE_ENDS, before)[-1] + re.split(CLAUSE_ENDS, after)[0]
    return found[0] if any(wave in clause for wave in WAVES) else "から"


def _fraction(found: re.Match[str], _: ReadWord) -> str:
    """½ -> 2分の1."""
    above, _slash, below = unicodedata.normalize("NFKC", found[0]).partition("\N{FRACTION SLASH}")
    return f"{below}分の{above}"


def _numbered(found: re.Match[str], _: ReadWord) -> str:
    """①, ❶ and ㉑ -> マル1、."""
    return f"マル{unicodedata.numeric(found[0]):.0f}、"


def _mark(found: re.Match[str], _: ReadWord) -> str:
    """設定→一般 -> 設定、ヤジルシ、一般."""
    inside = found.start() > 0 and found.string[found.start() - 1].isalnum()
    return f"{'、' * inside}{PAUSED[found[0]]}、"


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
    return typed[:begin] + _by_parts(address, read) + typed[end:]


def _by_parts(typed: str, read: ReadWord) -> str:
    """Words, figures and signs one after the other; a short pause after signs before a word."""
    parts = re.findall("[A-Za-z]+|[0-9]+|.", typed)
    made = ""
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        made += _part(part, read)
        made += "、" if after.isalnum() and not part.isalnum() and made[-1:] != "、" else ""
    return made


def _part(part: str, read: ReadWord) -> str:
    if part.isascii() and part.isdigit():
        return digits_one_by_one(part) if part[0] == "0" or len(part) > 4 else part
    if part.isascii() and part.isalpha():
        return read(part) if len(part) >= SHORTEST_WORD else spell(part)
    return "、" if part == " " else NAMED.get(part) or spell(part)


def said_code(code: str, read: ReadWord) -> tuple[Said, ...]:
    """Program text as it is typed: every sign is named, since each of them matters.

    ``ls -l`` -> エルエス、ハイフンエル. Only what is written in the alphabet is: 「開く」 in a
    listing is a quotation as anywhere else.
    """
    pieces: list[Said] = []
    for line in filter(None, map(str.strip, code.splitlines())):
        for typed in re.findall("[!-~]+(?: +[!-~]+)*|[^!-~]+", line):
            pieces += [Said(_by_parts(typed, read))] if typed[0].isascii() else said(typed, read)
        pieces.append(Said("、"))
    return tuple(pieces[:-1])


def _uuid(_: re.Match[str], __: ReadWord) -> str:
    """A UUID -> its name only: nobody follows 32 figures by ear, and the text has them."""
    return spell("UUID")


def _isbn(found: re.Match[str], _: ReadWord) -> str:
    """urn:isbn:9784000000002 and 978-4-00-000000-2 -> アイエスビーエヌ、キューナナハチ …."""
    return f"{spell('ISBN')}、{digits_one_by_one(re.sub(r'[^0-9X]', '', found[1]))}"


def _words(found: re.Match[str], read: ReadWord) -> str:
    """Words that are left in the alphabet: letters are named, longer words read.

    A few that stand together are read as one name (``Thank you`` サンキュー).
    """
    words = found[0].split()
    together = 1 < len(words) <= LONGEST_NAME and not any(map(_is_spelled, words))
    return read(" ".join(words)) if together else " ".join(_word(word, read) for word in words)


def _word(word: str, read: ReadWord) -> str:
    return spell(word) if _is_spelled(word) else read(word)


def _is_spelled(word: str) -> bool:
    return len(word) == 1 or word.isupper()


RULES: tuple[Rule, ...] = (
    (re.compile(r"\n\s*"), lambda _, __: "、"),
    (re.compile(r"(?:urn:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"), _uuid),
    (re.compile(r"(?:urn:isbn:|(?<![\d-])(?=97[89]-))([0-9][0-9-]{8,15}[0-9X])(?![\d-])"), _isbn),
    (re.compile(r"(?<![\d-])0\d{1,4}[-‐−ー]\d{1,4}[-‐−ー]\d{3,4}(?![\d-])"), _telephone),
    (re.compile(r"(?:(?<=〒)|(?<=郵便番号))\s?\d{3}[-‐−]\d{4}(?!\d)"), _telephone),
    (re.compile(rf"(?:{AFTER_A_CODE})\s?\d{{3,}}(?![\d.,-]|[{KANJI}])"), _telephone),
    (
        re.compile(
            r"(?<![\d.])((?:19|20)\d\d)([/.-])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?![\d.])"
        ),
        _date,
    ),
    (re.compile(r"(?<![\d/])((?:19|20)\d\d)/(1[0-2]|0?[1-9])(?![\d/])"), _month),
    (
        re.compile(
            r"(?<![\d/])(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])\s?"
            rf"[(（]([{WEEKDAYS}])[)）]"
        ),
        _day,
    ),
    (
        re.compile(
            rf"(?<![{KANJI}])([{WEEKDAYS}])[{WAVES}]([{WEEKDAYS}])(?:曜(?=日)|曜?(?![{KANJI}]))"
        ),
        lambda m, _: f"{m[1]}曜から{m[2]}曜",
    ),
    (re.compile(rf"(?<=日)\s?[(（]([{WEEKDAYS}])[)）]"), lambda m, _: f"{m[1]}曜日"),
    (re.compile(r"(?<![\d:：])(\d{1,2})[:：]([0-5]\d)(?![\d:：])"), _time),
    (
        re.compile(rf"(?<![\d:：.{KANJI}])(\d+)\s?[:：]\s?(\d+)(?![\d:：.{KANJI}])"),
        lambda m, _: f"{m[1]}対{m[2]}",
    ),
    (re.compile(r"([¥￥$＄€£])\s?(\d[\d,.]*\d[万億兆]?|\d[万億兆]?)(?![円\d])"), _money),
    (re.compile(r"[!-~]{3,}"), _address),
    (re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), lambda _, __: ""),
    (re.compile(r"(?<![\d.])\d+(?:\.\d+){2,}(?![\d.])"), _version),
    (re.compile(r"(?<=[時年月])0(?=\d[分月日])"), lambda _, __: ""),
    # NHK ことばのハンドブック: 0時 is れいじ, 0分 れいふん.
    (re.compile(r"(?<!\d)0時(?!間)"), lambda _, __: "レージ"),
    (re.compile(r"(?<!\d)0分(?!の)"), lambda _, __: "レーフン"),
    (re.compile(r"(?<=[年月日時分])\s?-\s?(?=\d)"), lambda _, __: "から"),
    (
        re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-–]\s?(?=(?:19|20)\d\d(?![\d-]))"),
        lambda m, _: f"{m[1]}から",
    ),
    (re.compile(rf"(?<=[0-9ァ-ヶー{KANJI}])\s?[{WAVES}]\s?(?=[0-9ァ-ヶ{KANJI}])"), _range),
    (re.compile(rf"(?<=[\d時分日月年階番円人%％℃])\s?[{WAVES}]\s?(?=\d)"), lambda _, __: "から"),
    (re.compile(rf"(?<=[\d時分日月年階番円人])\s?[{WAVES}]"), lambda _, __: "から"),
    (re.compile(r"(?:(?<=[\s(「、。:ぁ-ん])|^)[-−](?=\d)"), lambda _, __: "マイナス"),
    (re.compile(r"(?<=\d)\s?[-−]\s?(?=\d+\s?[=＝])"), lambda _, __: "ヒク"),
    (
        re.compile(r"(?<=[0-9A-Za-z)）])\s?[=＝]\s?|\s?[=＝]\s?(?=[0-9A-Za-z(（])"),
        lambda _, __: "イコール",
    ),
    (re.compile(r"(?:(?<=\w)|^)\s?[<＜]\s?(?=\d)(?!\d*\w*[>＞])"), lambda _, __: "ショーナリ"),
    (re.compile(r"(?:(?<=\w)|^)\s?[>＞]\s?(?=\d)"), lambda _, __: "ダイナリ"),
    (
        re.compile(r"(?<![\d/／])(\d{1,2})[/／](\d{1,2})(?![\d/／])"),
        lambda m, _: f"{m[2]}分の{m[1]}",
    ),
    (re.compile("[¼-¾⅐-⅞]"), _fraction),
    (re.compile("[①-⑳㉑-㉟㊱-㊿⓪❶-❿⓫-⓴➀-➓]"), _numbered),
    (re.compile("※"), lambda _, __: "コメジルシ、"),
    (re.compile("「」"), lambda _, __: "カギカッコ"),
    (re.compile("〒"), lambda _, __: "ユービンバンゴー、"),
    (re.compile("°C|℃"), lambda _, __: "度"),
    (re.compile(rf"(?<![{OPERAND}）)])\s?×|×(?!\s?[{OPERAND}(（])"), lambda _, __: "バツ"),
    (
        re.compile(r"(?<![〇一二三四五六七八九十百千万\d])〇(?![〇一二三四五六七八九十百千\d])"),
        lambda _, __: "マル",
    ),
    (re.compile(f"(?<=[「『“]){sign_class(NAMED)}(?=[」』”])"), lambda m, _: NAMED[m[0]]),
    (re.compile(sign_class(PAUSED)), _mark),
    (re.compile(sign_class(SAID)), lambda m, _: SAID[m[0]]),
    (re.compile("[㉈-㉏㊀-㊰]"), lambda m, _: unicodedata.normalize("NFKC", m[0])),
    (re.compile(r"^(\d+)\.\s"), lambda m, _: f"{m[1]}、"),
    (re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*(?: [A-Za-z]+(?:['-][A-Za-z]+)*)*"), _words),
)
"""In order: what an earlier rule has made in kana is not looked at again."""


def said(text: str, read: ReadWord) -> tuple[Said, ...]:
    """A text as people say it; what a rule wrote in kana has that kana for its reading."""
    return said_together([Said(text)], read)[0]


def said_together(pieces: Sequence[Said], read: ReadWord) -> list[tuple[Said, ...]]:
    """Pieces that follow one another -> what is said for each.

    A rule changes only what is not settled, but looks over the edges: in 10キロメートル and 〜20
    the wave is a range.
    """
    owned = [(owner, piece) for owner, piece in enumerate(pieces) if piece.text]
    for pattern, rewrite in RULES:
        owned = _applied(owned, pattern, rewrite, read)
    made: list[list[Said]] = [[] for _ in pieces]
    for owner, piece in owned:
        made[owner].append(piece)
    return list(map(tuple, made))


def _applied(
    owned: list[tuple[int, Said]], pattern: re.Pattern[str], rewrite: Rewrite, read: ReadWord
) -> list[tuple[int, Said]]:
    """Pieces, each with what it was a part of, with what the pattern finds in them rewritten."""
    found = _found(pattern, [piece for _, piece in owned])
    if not any(matches for _, matches in found):
        return owned
    return [
        (owner, new)
        for (owner, piece), (start, matches) in zip(owned, found, strict=True)
        for new in (_rewritten(piece, start, matches, rewrite, read) if matches else [piece])
        if new.text
    ]


def _found(pattern: re.Pattern[str], pieces: list[Said]) -> list[tuple[int, list[re.Match[str]]]]:
    """Where each piece begins in the whole text, and what the pattern finds inside it."""
    whole = "".join(piece.text for piece in pieces)
    ends = list(accumulate(len(piece.text) for piece in pieces))
    found: list[tuple[int, list[re.Match[str]]]] = [
        (end - len(piece.text), []) for piece, end in zip(pieces, ends, strict=True)
    ]
    at = 0
    while match := pattern.search(whole, at):
        number = bisect_right(ends, match.start())
        if pieces[number].is_settled:
            at = ends[number]
            continue
        if match.end() > ends[number]:  # what reaches over the edge is looked for up to there
            match = pattern.search(whole, match.start(), ends[number])
        if match:
            found[number][1].append(match)
        at = match.end() if match else ends[number]
    return found


def _rewritten(
    piece: Said, start: int, matches: list[re.Match[str]], rewrite: Rewrite, read: ReadWord
) -> list[Said]:
    """A piece, which begins at ``start`` of the text that was searched, with matches rewritten."""
    pieces, text, at = [], "", 0
    for found in matches:
        text += piece.text[at : found.start() - start]
        at = found.end() - start
        new = rewrite(found, read)
        if _is_kana(new):
            # A comma inside a fixed reading would make one word of it and what follows.
            pieces += [Said(text), *(Said(p, p.strip("、")) for p in re.split("(、)", new))]
            text = ""
        else:  # figures and kanji (10時30分) are read in their context
            text += new
    return [*pieces, Said(text + piece.text[at:])]


def _is_kana(text: str) -> bool:
    return bool(text) and all("ァ" <= character <= "ー" or character in "、 " for character in text)
