"""Numbers in a sentence → one morpheme each, with their counters (てびき 第2章 その3).

``numbers`` is a stage of braille kana: it takes a sentence's morphemes and gives them back with
every number that counts or orders written in figures, and its counter joined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.japanese.kana import is_kanji
from pipeline.japanese.morpheme import NOUN, NUMBER, Morpheme
from pipeline.japanese.numerals import (
    FIGURES,
    KANJI_NUMERALS,
    LARGE_UNITS,
    NUMBER_SIGN,
    align,
    consecutive,
    counted,
    counter_after,
    counters,
    figures,
    native,
    sounded,
)

INDEFINITE = {"何": "ナン", "数": "スウ", "幾": "イク"}
# What makes the number before it indefinite: 十数人, 十何人, 十余人.
ROUGHLY = {"数": "スウ", "何": "ナン", "余": "ヨ"}
# 何 before these is the pronoun ナニ (何色) or a word of the dictionary (何者).
NOT_AFTER_WHAT = frozenset(
    [
        "方",
        "色",
        "分け",
        "法",
        "党",
        "角",
        "面",
        "客",
        "子",
        "男",
        "女",
        "代",
        "両",
        "目",
        "語",
        "県",
    ]
)
# てびき 第2章 その3 5 備考: names that count (四条), and numbers the analyser takes for names.
COUNTED_NAMES = frozenset(["条", "人", "丁目", "番地", "番町", "世", "女", "男", "都", "号線"])
COUNTED_PARTS = frozenset(["条", "丁目", "番地", "番町"])  # of a longer name (四条通り)
# Counters with which a number is rather one than a name (三軒 ミノキ), but before a title.
RATHER_COUNTED = frozenset(["軒", "本", "列", "貫", "基", "代", "日", "世", "串", "帖", "間"])
LETTERS = frozenset(f"{number}文字" for number in "二三四五六七八九")  # not ヤツモンジ
_TITLE = re.compile("さん|様|氏|君|くん|ちゃん|先生|選手|議員")
JOINERS = ("、", "・")
# What a decimal with a ・ measures, as newspapers set it (12・5%): no date (3・11) is one.
MEASURES = (
    "%", "パーセント", "ポイント", "倍", "度", "秒", "キロ", "メートル", "センチ", "ミリ",
    "平方", "立方", "グラム", "トン", "リットル", "ヘクタール", "ヘクトパスカル",
)  # fmt: skip
# What stands in an order has no tenths: 一・二年生, 三・四階.
ORDERED = frozenset(
    (
        "年生",
        "学年",
        "年",
        "月",
        "日",
        "階",
        "号",
        "号車",
        "号室",
        "号線",
        "軍",
        "位",
        "番",
        "組",
        "章",
        "面",
    )
)
_RUN = re.compile("[〇零一二三四五六七八九十百千万億兆]+")
_SECOND = re.compile("[0-9]+|" + _RUN.pattern)
_DECIMALS = re.compile("[0-9]+[万億兆]?|" + _RUN.pattern)
_NUMERAL = re.compile("[0-9〇零一二三四五六七八九十百千万億兆何数幾]")

_ARABIC = re.compile("[0-9][0-9.,:/-]*(?:[十百千万億兆]+[0-9.,]*)*")

# 万, 億 and 兆 count nothing by themselves (億ション, 前兆).
_UNIT_ALONE = re.compile("[万億兆]+")
_FIGURE = KANJI_NUMERALS - frozenset("万億兆")

Made = tuple[int, Sequence[Morpheme]]


def numbers(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """A sentence's morphemes with each number and its counter made one."""
    if not _NUMERAL.search(text):
        return morphemes
    ends = {m.end for m in morphemes}
    found: list[Morpheme] = []
    at = 0
    while at < len(morphemes):
        m = morphemes[at]
        if m.pos[1] != "数詞" and m.surface[0] not in INDEFINITE and _FIGURE.isdisjoint(m.lexeme):
            found.append(m)  # the most by far
            at += 1
            continue
        taken, made = _made_of(text, morphemes, at, ends)
        found.extend(made)
        at += taken
    return found


def _made_of(text: str, ms: list[Morpheme], at: int, ends: set[int]) -> Made:
    """What begins at a morpheme → how many morphemes it takes and what they become."""
    m = ms[at]
    if m.kana or m.source:
        return 1, (m,)
    rest = m.surface[1:]
    if m.surface[0] in INDEFINITE and (KANJI_NUMERALS.issuperset(rest) or rest in counters()):
        return _indefinite(text, ms, at, ends)
    named = _given_name(text, ms, at)
    if named:
        return 1, (named,)
    if is_number(m):
        return (1, (m,)) if _UNIT_ALONE.fullmatch(m.surface) else _number(text, ms, at, ends)
    if not _FIGURE.isdisjoint(m.lexeme):
        return _word(text, ms, at, ends)
    return 1, (m,)


# What a given name ends in after a figure (談四楼, 円三郎), and how its figure is read.
_NAME_END = frozenset("楼治朗助介輔吉蔵丸衛")
_IN_NAMES = {
    "一": "イチ", "二": "ニ", "三": "サン", "四": "シ", "五": "ゴ",
    "六": "ロク", "七": "シチ", "八": "ハチ", "九": "ク",
}  # fmt: skip


def _given_name(text: str, ms: list[Morpheme], at: int) -> Morpheme | None:
    """The figure inside a given name, after a kanji and before its ending, or nothing."""
    m = ms[at]
    inside = m.surface in _IN_NAMES and text[m.end : m.end + 1] in _NAME_END
    before = ms[at - 1] if at else None
    if not inside or before is None or before.end != m.start or not is_kanji(before.surface[-1]):
        return None
    return m._replace(reading=_IN_NAMES[m.surface], pos=NOUN, source="numeral")


def is_number(m: Morpheme) -> bool:
    """Whether a morpheme is a number and nothing else."""
    figured = KANJI_NUMERALS.issuperset(m.surface) or _ARABIC.fullmatch(m.surface) is not None
    return m.pos[1] == "数詞" and figured


def _single(text: str, ms: list[Morpheme], at: int, end: int, kana: str) -> Made:
    """One morpheme from ``ms[at]`` to the code point ``end``, a number read as ``kana``."""
    first = ms[at]
    surface = text[first.start : end]
    count = 1
    while at + count < len(ms) and ms[at + count].start < end:
        count += 1
    made = first._replace(
        surface=surface, end=end, pos=NUMBER, base=surface, reading=kana, lexeme=surface,
        source="numeral", voiced=False,
    )  # fmt: skip
    return count, (made,)


def _run_end(text: str, end: int) -> int:
    """Where a number up to ``end`` really ends: the kanji figures after it are part of it."""
    run = _RUN.match(text, end) if text[end - 1] in KANJI_NUMERALS else None
    return run.end() if run else end


def _number(text: str, ms: list[Morpheme], at: int, ends: set[int]) -> Made:
    """A number, the number joined to it by 、 or ・, and its counter."""
    first = ms[at]
    end = _run_end(text, first.end)
    if end not in ends and not _counter(text, end, ends) and text[end : end + 1] != "余":
        end = first.end
    alone = text[first.start : end]
    value = figures(alone)
    second = _second(text, ms, at, end, ends)
    if second:
        after = end + 1 + len(second)
        measured = second[-1] in LARGE_UNITS or text.startswith(MEASURES, after)
        counter = _counter(text, after, ends)
        measured = measured or (bool(counter) and counter not in ORDERED)
        decimal = text[end] == "・" and (measured or _has_measure(text, first.start))
        value = value if decimal else _to_the_unit_of(value, figures(second))
        value, end = f"{value}{'.' if decimal else NUMBER_SIGN}{figures(second)}", after
    elif _two_numbers(alone, value) and _counts_two(text, ms[at].start, end, ends):
        value = f"{value[0]}{NUMBER_SIGN}{value[1]}"
    some = _some_after(text, ms, at, end, value, ends)
    if some:
        return some
    counter = _counter(text, end, ends, value)
    tenths = counter == "分" and len(value) == 1 and _of_tenths(text, ms[at].start)
    reading = f"{value}ブ" if tenths else counted(value, counter)
    if counter == "月" and _SENTENCE.search(text, 0, ms[at].start):
        reading = f"{value}ゲツ"
    return _single(text, ms, at, end + len(counter), reading or value)


def _of_tenths(text: str, start: int) -> bool:
    """Whether 分 of the number at ``start`` is a tenth (2割5分, 熱が38度5分), no minute.

    A tenth has one figure: the minutes of 35度41分 are an angle's. Old money has it too (一両二分).
    """
    if text.endswith(("割", "両"), 0, start) or _OLD_MONEY.match(text, start):
        return True
    warm = _WARM.search(text, 0, start) is not None and _ANGLE.search(text) is None
    return warm or (text.endswith("度", 0, start) and _FEVER.search(text) is not None)


_OLD_MONEY = re.compile("[一二]分[金銀判]|[一二三]分[一二三]朱")
# What is measured in months read ゲツ: 懲役1年6月.
_SENTENCE = re.compile("(?:懲役|禁[錮固]|拘禁刑)(?:[0-9一二三四五六七八九十]+年)?$")
_FEVER = re.compile("熱|体温")
# As warm as a body is; an angle or a place on a map may be as large.
_WARM = re.compile("(?:三十[五六七八九]|四十|3[5-9]|4[01])度$")
_ANGLE = re.compile("[北南]緯|[東西]経|緯度|経度|角")


def _two_numbers(alone: str, value: str) -> bool:
    """Whether a kanji number may be two neighbours: 二三."""
    return FIGURES.keys() >= set(alone) and consecutive(value)


def _counts_two(text: str, start: int, end: int, ends: set[int]) -> bool:
    """Whether 二三 up to ``end`` counts what follows: 二三人 does.

    Of days, months and years it is a date, 23, but where they last (二三日して) or none is as
    late (四五日, 七八月).
    """
    counter = _counter(text, end, ends)
    if counter not in ("日", "月", "年"):
        return counter != ""
    if start and text[start - 1] in _ERA_OR_MONTH:
        return False
    if text[start] not in _EARLY.get(counter, DIGITS_OF_YEARS):
        return True
    return counter != "月" and _LASTING.match(text, end + 1) is not None


DIGITS_OF_YEARS = frozenset("一二三四五六七八九")
_EARLY = {"日": frozenset("一二"), "月": frozenset("一")}  # 12日 and 23日, 12月
# What stands before the day of a date or the year of an era (五月二三日, 昭和二三年, 平成, 明治).
_ERA_OR_MONTH = frozenset("月和成治正保永禄")
_LASTING = re.compile(
    "し[てた]|すれば|すると|たてば|た[つっ]|経|ほど|ばかり|[くぐ]らい|[前後](?!半)|のうち"
)


def _counter(text: str, end: int, ends: set[int], number: str = "") -> str:
    """The counter of the number that ends at ``end``; 5分の is five minutes, 5分の1 a fraction."""
    counter = counter_after(text, end, ends, number)
    if counter == "分の" and not _NUMERAL.match(text, end + 2):
        return "分"
    return counter


def _second(text: str, ms: list[Morpheme], at: int, end: int, ends: set[int]) -> str:
    """The second of two numbers side by side: 三 of 二、三人, 二六 of 二・二六, or nothing."""
    joiner = text[end : end + 1]
    if joiner not in JOINERS or (at and ms[at - 1].surface == joiner and _listed(text, ms[at])):
        return ""
    match = (_DECIMALS if joiner == "・" else _SECOND).match(text, end + 1)
    if match is None or text[match.end() : match.end() + 1] in JOINERS:
        return ""
    left, right = figures(text[ms[at].start : end]), figures(match.group())
    kanji = KANJI_NUMERALS.issuperset(match.group()) and not text[end - 1].isdigit()
    if joiner == "・":
        measured = match.group()[-1] in LARGE_UNITS or text.startswith(MEASURES, match.end())
        measured = measured or _has_measure(text, ms[at].start)
        return match.group() if (kanji and len(left) < 3) or measured else ""
    near = consecutive(left[-1:] + right[:1])
    rounded = right.endswith("0") and not left.endswith("0")  # 四、五十
    smaller = kanji and len(right) == 1 < len(left)  # 十二、三
    counts = rounded or smaller or _counter(text, match.end(), ends)
    return match.group() if near and counts else ""


def _has_measure(text: str, start: int) -> bool:
    """Whether the number at ``start`` has decimals without a unit: 〇・五, 視力は一・五."""
    if text.startswith(("〇・", "零・"), start):
        return True
    return _WITHOUT_UNIT.search(text, max(0, start - _NEAR), start) is not None


_NEAR = 12  # code points that the name of what is measured and what links it to its value take
_WITHOUT_UNIT = re.compile(
    "(?:規模|マグニチュード|震度計|視力|[倍打比利確効税]率|出[生塁]率|防御率|倍率|指数|濃度|pH|平均値?)"
    "(?:[はがもをにで、]|の?約|およそ|ほぼ|わずか|推定)*$"
)


def _listed(text: str, first: Morpheme) -> bool:
    """Whether a number behind a 、 or ・ goes on a list of numbers: 二 of 一、二、三."""
    comma = first.start - 1
    return text[comma] == "・" or _NUMERAL.search(text, max(0, comma - LISTED), comma) is not None


LISTED = 6  # code points a number may take with its counter and what it counts


def _to_the_unit_of(first: str, second: str) -> str:
    """The first of two numbers in the unit said with the second: 120 of 百二、三十."""
    zeros = len(second) - len(second.rstrip("0"))
    unit, rest = int(first[-1:] or 0), first[:-1]
    if not (zeros and rest and first.isdecimal() and len(second) == zeros + 1):
        return first
    return str(int(rest) * 10 + unit * 10**zeros) if len(first) > zeros + 1 else first


def _some_after(
    text: str, ms: list[Morpheme], at: int, end: int, value: str, ends: set[int]
) -> Made | None:
    """十数人, 二十何年, 千数百円, 十余年 → 10スウニン, 20ナンネン, 1000スウヒャクエン, 10ヨネン."""
    what = text[end : end + 1]
    if what not in ROUGHLY:
        return None
    run = _RUN.match(text, end + 1) if what != "余" else None
    after = run.end() if run else end + 1
    counter = _counter(text, after, ends)
    middle = _in_kana(run.group(), what) if run else ""
    reading = _indefinite_counter(what, middle, counter)
    if not reading and not (what == "数" and after in ends):
        return None
    kana = value + ROUGHLY[what] + _shortened(middle, reading) + reading
    return _single(text, ms, at, after + len(counter), kana)


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


def _indefinite(text: str, ms: list[Morpheme], at: int, ends: set[int]) -> Made:
    """何本, 数十人, 幾千 → ナンボン, スウジュウニン, イクセン."""
    first = ms[at]
    what, end = first.surface[0], first.start + 1
    run = _RUN.match(text, end)
    middle = _in_kana(run.group(), what) if run else ""
    end = run.end() if run else end
    counter = _counter(text, end, ends | {first.end})
    reading = _indefinite_counter(what, middle, counter)
    if not (middle or reading) or (counter and not reading):
        return 1, (first,)
    if reading and counter in counters():
        middle = _shortened(middle, reading)
    return _single(text, ms, at, end + len(counter), INDEFINITE[what] + middle + reading)


def _shortened(middle: str, reading: str) -> str:
    """ジュウ and ヒャク before the kana of a counter that shorten them (数十分 スウジップン)."""
    if middle.endswith("ジュウ") and reading[:1] in _AFTER_TEN:
        return middle.removesuffix("ュウ") + "ッ"
    if middle.endswith("ャク") and reading[:1] in _AFTER_HUNDRED:
        return middle.removesuffix("ク") + "ッ"
    return middle


_AFTER_HUNDRED = frozenset("カキクケコパピプペポ")
_AFTER_TEN = _AFTER_HUNDRED | frozenset("サシスセソタチツテト")


def _indefinite_counter(what: str, middle: str, counter: str) -> str:
    """The reading of a counter after 何, 数 or 幾."""
    row = counters().get(counter)
    if what == "何" and counter in NOT_AFTER_WHAT:
        return ""
    if counter == "人" and what == "幾":
        return ""
    if row is None:
        return _of_days(counter)
    tens = next((tens for kana, tens in _TENS if middle.endswith(kana)), middle)
    return sounded(row, "何" if what == "何" and not middle else tens)


# The figure whose sound a counter takes behind a kana of tens, hundreds or thousands.
_TENS = (("ジュウ", "10"), ("ャク", "100"), ("セン", "1000"), ("ゼン", "1000"))


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


def _word(text: str, ms: list[Morpheme], at: int, ends: set[int]) -> Made:
    """A dictionary word with kanji figures in it → figures where they are read in Sino-Japanese."""
    count = 1
    while at + count < len(ms) and ms[at + count].word == ms[at].word:
        count += 1
    whole = ms[at : at + count]
    if count > 1 and KANJI_NUMERALS.issuperset(ms[at].surface) and _counts_part(ms[at], whole[1]):
        made = counted(figures(ms[at].surface), whole[1].surface)
        return _single(text, ms, at, whole[1].end, made)
    surface, start, reading = whole[0].lexeme, whole[0].start, "".join(m.reading for m in whole)
    if not text.startswith(surface, start) or whole[-1].end != start + len(surface):
        return 1, (ms[at],)
    if surface == "第一" and _orders(ms, at):
        return _single(text, ms, at, whole[0].end, "ダイ1")
    if whole[0].pos[0] in ("副詞", "形容詞", "動詞", "接続詞", "形状詞"):
        return count, whole
    run = _RUN.match(surface)
    rest = surface[run.end() :] if run else ""
    if run and rest == "余":  # 千余人, a name to the analyser
        return _some_after(text, ms, at, start + run.end(), figures(run.group()), ends) or (
            count,
            whole,
        )
    surnamed = at > 0 and ms[at - 1].pos[3] == "姓"
    if run and not rest and len(surface) > 1 and not surnamed:  # 三百, no name
        return _number(text, ms, at, ends)
    counted_name = rest in COUNTED_NAMES | RATHER_COUNTED or rest[:1] == "条" or surface in LETTERS
    if _is_name(whole) and not counted_name:
        return _counted_further(text, ms, at, ends) or _part_of_name(text, ms, at)
    further = _counted_further(text, ms, at, ends) if rest else None
    if further:  # 二人掛け of 二人
        return further
    kana = counted(figures(run.group()), surface[run.end() :]) if run else ""
    rather = rest in RATHER_COUNTED and run is not None and run.group() != "千"
    rather = (rather and _is_name(whole)) or surface in LETTERS
    if kana and rather and not _TITLE.match(text, start + len(surface)):
        return _single(text, ms, at, start + len(surface), kana)
    loanword_before = start > 0 and "ァ" <= text[start - 1] <= "ー"
    if kana and (align(surface, reading) or loanword_before or _children(text, start)):
        return _single(text, ms, at, start + len(surface), kana)
    parts = align(surface, reading)
    return count, [_part(whole[0], part, start) for part in parts] or whole


def _orders(ms: list[Morpheme], at: int) -> bool:
    """Whether 第一, an adverb to the analyser, is the first of its kind (第一志望, 第一会議室)."""
    after = ms[at + 1] if at + 1 < len(ms) else None
    if after is None or after.start != ms[at].end:
        return False
    return after.pos[0] in ("名詞", "接尾辞") or after.surface in ("小", "中")  # 第一小学校


def _counted_further(text: str, ms: list[Morpheme], at: int, ends: set[int]) -> Made | None:
    """A name that begins a longer counter (三代 of 三代目) as that number, or nothing."""
    first = ms[at]
    run = _RUN.match(first.lexeme)
    if run is None or not text.startswith(first.lexeme, first.start):
        return None
    number, after = figures(run.group()), first.start + run.end()
    counter = counter_after(text, after, ends, number)
    if after + len(counter) <= first.start + len(first.lexeme):
        return None
    its_own = (number, first.lexeme[run.end() :]) in native()
    if its_own and (number, counter) not in native():
        return None  # 一人 兄弟
    return _single(text, ms, at, after + len(counter), counted(number, counter))


_CHILDREN = re.compile("(?:[0-9一二三四五六七八九十]+[男女]){2}")


def _children(text: str, start: int) -> bool:
    """Whether a number counts someone's children, sons and daughters: 一男 of 一男二女."""
    return any(span.start() <= start < span.end() for span in _CHILDREN.finditer(text))


def _part_of_name(text: str, ms: list[Morpheme], at: int) -> Made:
    """A part of a name: 四条 of 四条通り counts, the others stay as they are."""
    m = ms[at]
    run = _RUN.match(m.surface)
    if run and m.surface[run.end() :] in COUNTED_PARTS and m.surface != m.lexeme:
        kana = counted(figures(run.group()), m.surface[run.end() :])
        return _single(text, ms, at, m.end, kana) if kana else (1, (m,))
    return 1, (m,)


def _counts_part(m: Morpheme, after: Morpheme) -> bool:
    """Whether the part after a number in a name is what it counts (三 and 丁目 of 新宿三丁目)."""
    return after.word == m.word and after.start == m.end and after.surface in COUNTED_PARTS


def _is_name(whole: list[Morpheme]) -> bool:
    """Whether the figures of a word are in a person's or a place's name."""
    return any(
        m.pos[1] == "固有名詞" and m.pos[2] in ("人名", "地名")
        for m in whole
        if not KANJI_NUMERALS.isdisjoint(m.surface)
    )


def _part(first: Morpheme, part: tuple[str, int, int], start: int) -> Morpheme:
    kana, begin, end = part
    surface = first.lexeme[begin:end]
    return first._replace(
        surface=surface, start=start + begin, end=start + end, base=surface, reading=kana,
        pos=NUMBER, lexeme=surface, source="numeral", voiced=False,
    )  # fmt: skip
