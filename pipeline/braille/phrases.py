"""Rules of spacing between words and what joins them (てびき 第3章 その1)."""

from __future__ import annotations

from pipeline.braille.boundary import ALONE, Cuts, Morphemes
from pipeline.braille.grammar import (
    is_adjective,
    is_auxiliary,
    is_dependent,
    is_katakana,
    is_mark,
    is_noun,
    is_number,
    is_particle,
    is_prefix,
    is_suffix,
    is_verb,
    kanji_count,
)
from pipeline.japanese.kana import is_kana
from pipeline.japanese.morpheme import DEPENDENT, FINITE, Morpheme
from pipeline.japanese.numerals import KANJI_NUMERALS
from pipeline.japanese.word_classes import words_of


def dependents(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第3章 その1 2: particles and auxiliaries join the word before."""
    left, right = ms[i - 1], ms[i]
    sure = right.surface not in MISTAKEN and right.surface[0] not in "ら就"
    if sure and right.pos[0] in DEPENDENT and right.base != "ない":
        return False  # the most by far
    if is_auxiliary(right) and right.base == "ない" and left.surface in ("て", "で"):
        return True
    if right.surface == "そう" and _is_condition(left):
        return True  # 言ってみりゃ そうだ, だったら そうだと 言え
    if right.surface == "そう" and (is_noun(left) or is_verb(left)) and left.surface[-1] != "ゃ":
        return False  # the auxiliary そう, taken for the adverb
    if right.surface in VOWELS and _draws_out(ms, i):
        return False  # 落ちるう
    if right.surface == "みたい" and left.surface in ("が", "を"):
        return True  # 外が 見たい, taken for the auxiliary
    if right.surface == "あ" and left.pos[5] == "仮定形-融合":
        return False  # 行きゃあ, drawn out
    if right.surface.startswith("らん") and left.surface in ("て", "で"):
        return False  # 見てらんない: ていられない run together
    if right.surface == "こと" and _polite_end(ms, i) and not _has_case(ms, i):
        return False  # the particle こと (第3章 その1 2)
    if right.surface in OF_DIALECTS and _ends_as_spoken(ms, i):
        return False
    if right.surface.startswith("就い"):
        return True  # the verb 就く, taken for the particle about (仕事に就いて)
    return False if is_dependent(right) else None


def _is_condition(m: Morpheme) -> bool:
    """Whether a morpheme ends a condition (みりゃ, だったら, すれば): no auxiliary follows."""
    return m.pos[5].startswith("仮定形") or (m.surface == "ば" and is_particle(m))


VOWELS = frozenset("あいうえお")
# Particles and auxiliaries that may be something else, or end a cry.
MISTAKEN = VOWELS | {"そう", "みたい", "こと"}


def _draws_out(ms: Morphemes, i: int) -> bool:
    """Whether a vowel draws out the word before it, at the end of a cry (お化けえ)."""
    vowel, ends = ms[i].kana, i + 1 == len(ms) or is_mark(ms[i + 1])
    same = _VOWEL_OF.get(ms[i - 1].kana[-1:])
    return ends and same is not None and vowel in same


_VOWEL_OF = {
    kana: vowels
    for row, vowels in (
        ("アカサタナハマヤラワガザダバパャァ", "ア"),
        ("イキシチニヒミリギジヂビピィ", "イ"),
        ("ウクスツヌフムユルグズヅブプュゥ", "ウ"),
        ("エケセテネヘメレゲゼデベペェ", "エイ"),
        ("オコソトノホモヨロゴゾドボポョォ", "オウ"),
    )
    for kana in row
}


# Particles and auxiliaries of dialects that the analyser takes for nouns, and old けり.
OF_DIALECTS = frozenset(
    ("けん", "じゃけん", "ばってん", "っぺ", "かいな", "しゃい", "や", "けり", "ける", "けら",
     "し", "ごと")
)  # fmt: skip


def _ends_as_spoken(ms: Morphemes, i: int) -> bool:
    """Whether a morpheme is no noun but an ending: 行くけん, そうやで, ほんまかいな, 咲きにけり."""
    left, word = ms[i - 1], ms[i].surface
    after = ms[i + 1].surface if i + 1 < len(ms) else ""
    if word in ("けり", "ける", "けら"):
        return left.surface == "に" and i >= 2 and _is_stem(ms[i - 2]) and after not in ("を", "が")
    if word == "しゃい":
        return left.surface[-1] == "ん"
    if word == "し":  # 散りにし花: the noun follows at once
        stem = i >= 2 and (ms[i - 2].pos[5].startswith("連用形") or ms[i - 2].surface == "過ぎ")
        return left.surface == "に" and stem and i + 1 < len(ms) and is_noun(ms[i + 1])
    if word == "や":
        return left.pos[0] == "副詞" and after == "で"
    if word in ("かいな", "じゃけん"):
        free = not is_particle(left) or left.surface == "から"
        return free and after not in ("に", "な", "を")
    return left.pos[5].startswith(FINITE) or (word == "ばってん" and left.surface == "か")


def _is_stem(m: Morpheme) -> bool:
    """Whether a morpheme is a verb's stem, or a noun made of one (移り, 咲き)."""
    return is_verb(m) or (is_noun(m) and kanji_count(m) > 0 and is_kana(m.surface[-1]))


def _polite_end(ms: Morphemes, i: int) -> bool:
    """Whether a boundary follows です or ます, or ends a sentence in ました."""
    if ms[i - 1].surface in ("です", "ます"):
        return True
    ends = i + 1 == len(ms) or ms[i + 1].surface[0] in "。!?！？"
    return ends and i >= 2 and ms[i - 1].surface == "た" and ms[i - 2].surface in ("まし", "でし")


def alone(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第3章 その1 1: a noun behind a clause's end or a time word is cut off (水を入れ 火に)."""
    return True if ms[i].word == ALONE else None


def _has_case(ms: Morphemes, i: int) -> bool:
    """Whether a case particle follows, so that こと is a noun (しますことを おわびします)."""
    return i + 1 < len(ms) and ms[i + 1].pos[0] == "助詞" and ms[i + 1].surface in CASES


CASES = frozenset(("を", "が", "に", "は", "も", "で", "と", "の", "から"))


def literary(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第3章 その1 2: して that is no verb joins the word before (名前からして, 年若くして)."""
    if ms[i].base != "する" or i + 1 >= len(ms) or ms[i + 1].surface != "て":
        return None
    if ms[i - 1].surface in ("ず", "べく") and is_auxiliary(ms[i - 1]):
        return False  # 戦わずして, 起こるべくして
    if ms[i - 1].surface == "に" and i >= 2 and _at_an_age(ms, i):
        return False
    if i + 2 < len(ms) and is_verb(ms[i + 2]) and ms[i + 2].pos[1] == "非自立可能":
        return None  # 朝からしている
    left = ms[i - 1]
    after_noun = i >= 2 and is_noun(ms[i - 2]) and not ms[i - 2].pos[2].startswith("副詞")
    compound = is_adjective(left) and left.surface.endswith("く") and after_noun
    particle = is_particle(left) and left.surface
    made_to = particle == "を" and any(m.base in CAUSATIVE for m in ms[i + 2 : i + 5])
    joined = compound or particle == "から" or made_to or _together(left)
    return False if joined else None


HELPERS = frozenset(("いる", "おく", "しまう"))


def _at_an_age(ms: Morphemes, i: int) -> bool:
    """Whether にして says at what age or in what time: 二十歳にして, 三十にして, 一代にして."""
    number = ms[i - 2]
    if not is_number(number) and number.kana != "ハタチ":
        return False
    if i + 2 < len(ms) and (ms[i + 2].surface in "はも" or ms[i + 2].base in HELPERS):
        return False  # 五歳に しては, 一代に して いる
    age = number.kana.endswith(("サイ", "ハタチ", "1ダイ", "1ニチ"))
    bare = KANJI_NUMERALS.issuperset(number.surface)
    return (age or bare) and not any(m.surface == "を" for m in ms[: i - 2])


CAUSATIVE = frozenset(("しめる", "しむ", "令む", "令める"))


def _together(m: Morpheme) -> bool:
    """Whether a morpheme names all who do something: 兄弟して, 二人して."""
    if is_number(m):
        return m.kana.endswith(("ニン", "ヒトリ", "フタリ"))
    return m.surface in words_of("together")


def negation(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第3章 その1 8: the adjective ない is a word of its own."""
    left, right = ms[i - 1], ms[i]
    apart = right.surface == "な" and i + 1 < len(ms) and ms[i + 1].surface == "げ"
    if (right.surface == "なげ" or apart) and is_noun(left):
        return False  # 所在なげ: a part of the word, taken for 投げる or ない
    if right.base not in ("ない", "無い") or not is_adjective(right):
        return None
    if _run_together(ms, i) or (right.surface == "なさ" and _is_negated(left)):
        return False
    before = ms[i - 2].surface if i >= 2 and left.surface == "げ" else ""  # なに, げ
    return before + left.surface not in words_of("one word with ない")


def _is_negated(m: Morpheme) -> bool:
    """Whether なさ negates the verb before it (知らなさそう, 見られなさそう); no 違い なさそう."""
    if is_verb(m):
        return m.pos[5].startswith("未然形") or m.pos[4].startswith(ONE_ROW)
    return m.pos[0] == "助動詞" and m.pos[4].startswith((*ONE_ROW, "助動詞-レル"))


ONE_ROW = ("上一段", "下一段")


def _run_together(ms: Morphemes, i: int) -> bool:
    """Whether ておかない is run together: 食べとかない, with とか in one morpheme or two."""
    start = i - 1 if ms[i - 1].surface == "とか" else i - 2
    written = "".join(m.surface for m in ms[max(start, 0) : i])
    return written == "とか" and start > 0 and ms[start - 1].pos[5].startswith("連用形")


def auxiliary_verbs(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第3章 その1 4: a helper verb after て or で is cut off, as are ください and なさい."""
    left, right = ms[i - 1], ms[i]
    if not (is_verb(right) or is_adjective(right)) or is_prefix(left):
        return None
    if left.pos[1] == "接続助詞" and left.surface in ("て", "で"):
        return True
    if left.pos[1] == "接続助詞" and left.surface == "ど" and right.base == "いる":
        return False  # 読んどいて: でおいて run together
    if is_dependent(left):
        begs = left.surface in ("と", "ど") and right.surface in BEGGING and i >= 2
        return False if begs and ms[i - 2].pos[5].startswith("連用形") else None
    if right.surface.startswith(("なさ", "なすっ")):
        return (i >= 2 and is_prefix(ms[i - 2])) or not is_verb(left)
    if right.base == "する" and left.surface in words_of("one word with する"):
        return False
    return True if right.base in words_of("polite") else None


BEGGING = frozenset(("くれ",))  # 待っとくれ: ておくれ run together


def demonstratives(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第3章 その1 5: こ・そ・あ・ど words are words; この and the like are cut from a noun."""
    left, right = ms[i - 1], ms[i]
    if right.surface == "屋" and left.pos[0] == "副詞" and is_suffix(right):
        return False  # のんびり屋
    return True if left.pos[0] in ("連体詞", "副詞", "接続詞", "感動詞") else None


def times(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第3章 その1 1: a noun that says when is a word of its own."""
    left, right = ms[i - 1], ms[i]
    when = left.pos[2] == "副詞可能" or left.surface in words_of("adverbial noun")
    if left.word == right.word or not when or not is_noun(right):
        return None
    if right.surface in words_of("joined to times"):
        return False
    if right.surface == "一番":
        return True  # この冬 一番の寒気
    if left.surface in ("後", "先") and i >= 2 and ms[i - 2].pos[0] == "連体詞":
        return True  # この後 会議が
    joins = kanji_count(right) > 0 or is_katakana(right)
    return None if left.surface in words_of("part of day") and joins else True


def limits(ms: Morphemes, i: int, _: Cuts) -> bool | None:
    """第3章 その2 2 備考1: 以上, 以外, 以降 and the like are words of their own."""
    if ms[i].surface not in words_of("limit") or is_prefix(ms[i - 1]):
        return None
    return True if not is_mark(ms[i - 1]) else None
