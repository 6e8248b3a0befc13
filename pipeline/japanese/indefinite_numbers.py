"""Amounts that are not known (何本, 数十人, 十数人, 二十余年) → kana, their counter joined."""

from __future__ import annotations

from pipeline.japanese.morpheme import Morpheme
from pipeline.japanese.number_morphemes import Made, counter_at, single
from pipeline.japanese.numerals import RUN, counters, figures, sounded
from pipeline.japanese.word_classes import words_of

INDEFINITE = {"何": "ナン", "数": "スウ", "幾": "イク"}
# What makes the number before it indefinite: 十数人, 十何人, 十余人.
ROUGHLY = {"数": "スウ", "何": "ナン", "余": "ヨ"}


def indefinite(text: str, ms: list[Morpheme], at: int, ends: set[int]) -> Made:
    """何本, 数十人, 幾千 → ナンボン, スウジュウニン, イクセン; with no reading, as it is (何者)."""
    first = ms[at]
    what, end = first.surface[0], first.start + 1
    run = RUN.match(text, end)
    middle = _in_kana(run.group(), what) if run else ""
    end = run.end() if run else end
    counter = counter_at(text, end, ends | {first.end})
    reading = _indefinite_counter(what, middle, counter)
    if not (middle or reading) or (counter and not reading):
        return 1, (first,)
    if reading and counter in counters():
        middle = _shortened(middle, reading)
    return single(text, ms, at, end + len(counter), INDEFINITE[what] + middle + reading)


def some_after(
    text: str, ms: list[Morpheme], at: int, end: int, value: str, ends: set[int]
) -> Made | None:
    """A number in figures (``value``) and what is roughly added → one, or nothing where none is.

    十数人, 二十何年, 千数百円, 十余年 → 10スウニン, 20ナンネン, 1000スウヒャクエン, 10ヨネン.
    """
    what = text[end : end + 1]
    if what not in ROUGHLY:
        return None
    run = RUN.match(text, end + 1) if what != "余" else None
    after = run.end() if run else end + 1
    counter = counter_at(text, after, ends)
    middle = _in_kana(run.group(), what) if run else ""
    reading = _indefinite_counter(what, middle, counter)
    if not reading and not (what == "数" and after in ends):
        return None
    kana = value + ROUGHLY[what] + _shortened(middle, reading) + reading
    return single(text, ms, at, after + len(counter), kana)


def _indefinite_counter(what: str, middle: str, counter: str) -> str:
    """The reading of a counter after 何, 数 or 幾."""
    row = counters().get(counter)
    if what == "何" and counter in words_of("behind ナニ"):
        return ""  # the pronoun (何色), or a word of the dictionary (何者)
    if counter == "人" and what == "幾":
        return ""
    if row is None:
        return _of_days(counter)
    tens = next((tens for kana, tens in _TENS if middle.endswith(kana)), middle)
    return sounded(row, "何" if what == "何" and not middle else tens)


# The figure whose sound a counter takes behind a kana of tens, hundreds or thousands.
_TENS = (("ジュウ", "10"), ("ャク", "100"), ("セン", "1000"), ("ゼン", "1000"))


def _of_days(counter: str) -> str:
    """日 and its compounds after a number that is not known: ニチ, ニチカン, ニチメ."""
    endings = {
        "日": "ニチ",
        "日間": "ニチカン",
        "日目": "ニチメ",
        "日分": "ニチブン",
        "日後": "ニチゴ",
    }
    return endings.get(counter, "")


def _shortened(middle: str, reading: str) -> str:
    """ジュウ and ヒャク before the kana of a counter that shorten them (数十分 スウジップン)."""
    if middle.endswith("ジュウ") and reading[:1] in _AFTER_TEN:
        return middle.removesuffix("ュウ") + "ッ"
    if middle.endswith("ャク") and reading[:1] in _AFTER_HUNDRED:
        return middle.removesuffix("ク") + "ッ"
    return middle


_AFTER_HUNDRED = frozenset("カキクケコパピプペポ")
_AFTER_TEN = _AFTER_HUNDRED | frozenset("サシスセソタチツテト")


def _in_kana(run: str, before: str) -> str:
    """Units of ten after 何, 数 or 幾 → kana: ジュウ, ビャク after 何, ゼン after 何."""
    plain = {
        "十": "ジュウ",
        "百": "ヒャク",
        "千": "セン",
        "万": "マン",
        "億": "オク",
        "兆": "チョウ",
    }
    voiced = plain | {"百": "ビャク", "千": "ゼン"} if before == "何" else plain
    kana = ""
    for at, character in enumerate(run):
        kana += (voiced if at == 0 else plain).get(character) or figures(character)
    return kana
