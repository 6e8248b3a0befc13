"""Words in the spelling of before 1946 (みづうみ, ヱルテル, テエブル) → their spelling today.

A spelling is old only where no dictionary has the word as it stands but has what became of it;
so a name, a cry or a new word is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial

from pipeline.japanese.kana import is_kana, katakana
from pipeline.japanese.morpheme import DEPENDENT, FINITE, Morpheme, Pos
from pipeline.japanese.sudachi import in_dictionary, is_godan, normal_forms
from pipeline.japanese.unidic import has_four_kana


def with_modern_endings(text: str) -> str:
    """A text → the same with its verbs and small words as today, each in its place (笑ふ is 笑う).

    Only behind a kanji that makes a verb with the ending of today: 駅へ and 歌は stay. What is a
    word of today as well (もつと) is changed only where something else in the text is old.
    """
    today = text
    if not _ENDINGS.isdisjoint(text):
        for pattern, ending, verb in _VERBS:
            today = pattern.sub(partial(_today, ending, verb), today)
    if _MAY_BE_OLD.search(today):
        for pattern, replaced in _SURELY_OLD:
            today = pattern.sub(replaced, today)
    if today != text or "ゐ" in text or "ゑ" in text:
        for pattern, replaced in _OLD_IN_OLD_TEXT:
            today = pattern.sub(replaced, today)
    return today


def _today(today: str, verb: str, match: re.Match[str]) -> str:
    pos = in_dictionary(match[1] + verb)
    return match[1] + today if pos and pos[0] == "動詞" else match[0]


_ENDINGS = frozenset("はひふへゑぢ")
# What a verb of ハ行, ワ行 or ダ行 ended in: pattern, the kana today, its ending in the dictionary.
_VERBS = tuple(
    (re.compile(f"([一-龥])({old})"), today, verb)
    for old, today, verb in (
        ("ふ(?=[。、」ことものをがはにで一-龥]|$)", "う", "う"),
        ("ひ(?=[てたまけしなつ])", "い", "う"),
        ("は(?=ず(?:[、。にや]|$)|ざる)", "わ", "う"),
        ("へ(?=[るたてばずぬむし])", "え", "える"),
        ("ゑ(?=[るたてばずぬむし])", "え", "える"),
        ("ぢ(?=[るたてばずぬむし])", "じ", "じる"),
    )
)


def _intending(match: re.Match[str]) -> str:
    """帰らう → 帰ろう, 買はう → 買おう, 終はらう → 終わろう, where that is a verb's form today.

    What is a verb as it stands (向かう, 語らう) stays.
    """
    stem, row = match[1], _A_ROW.index(match[2])
    if is_godan(f"{stem}{match[2]}う"):
        return match[0]
    for written in (stem, stem[:1] + stem[1:].translate(_HA_ROW)):
        if is_godan(written + _U_ROW[row]):
            return written + _O_ROW[row] + "う"
    return match[0]


# The last kana of a 五段 verb's stem before う as it was written, in the dictionary, and today.
_A_ROW, _U_ROW, _O_ROW = "かがさたなばまらは", "くぐすつぬぶむるう", "こごそとのぼもろお"


def _with_small_tsu(match: re.Match[str]) -> str:
    """言つ → 言っ, やつ → やっ, where that is a verb's form; 立つため and 育つたび stay."""
    stem, behind = match[1], match.string[match.end() :]
    if stem in ("行", "往") or is_godan(stem + "う") or is_godan(stem + "る"):
        return stem + "っ"
    past = behind[0] == "て" or _ENDS_PAST.match(behind)
    return stem + "っ" if past and is_godan(stem + "つ") else match[0]


def _ending_in_u(match: re.Match[str]) -> str:
    """いふ → いう, where that is a verb."""
    verb = match[1] + "う"
    return verb if is_godan(verb) else match[0]


_ENDS_PAST = re.compile("た(?:[。、」』らりがとのこ時人]|$)")


# Pattern → what becomes of it.
Rewriting = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
_PAST = "(?=て(?!ん)|た(?![びめえうい]|な[いく]|わ[るり]))"  # 言つて, 言つた; no 言いつたえ
_TA = "(?=た(?![びめわえうい]|な[いく]))"
_ENDS = "(?=[。、「」『』（）!?！？…　かがとけねよなしにぜぞさ]|$)"  # no まだらうし, 済ませうる
_BEGINS = "(?:(?<=[。、「『（…　もはがをば])|^)"
_MAY_BE_OLD = re.compile("[かがさたなばまらはや]う|つ[てたとぱきかす]|せう|ぢ[やゃ]|つし[やゃ]|ふ")
# What is no word or end of a word of today, and so old in any text; asked in this order.
_SURELY_OLD: tuple[Rewriting, ...] = (
    (
        re.compile(
            "([一-龥々][ぁ-ん]{0,2}|や|しま|もら|かへ|かえ|い|ゆ)([かがさたなばまらは])う"
            "(?=[よぞ。、」』]|と(?!う)|か(?:[。、」とも]|$)|で[はも]|$)"
        ),
        _intending,
    ),
    (re.compile(f"([一-龥々][ぁ-ん]{{0,2}})つ{_PAST}"), _with_small_tsu),
    (re.compile(f"(?<=[にをくと])([ぁ-ん]{{1,3}})つ{_PAST}"), _with_small_tsu),
    (re.compile(f"(?<=[てで])(しま|もら|や)つ{_PAST}"), _with_small_tsu),
    (re.compile(f"{_BEGINS}([やあよ])つ(?=て|た[。、」のがらと]|た$)"), r"\1っ"),
    (re.compile(f"(?<=[なしよらどきかろさたわまやむ一-龥])かつ{_TA}"), "かっ"),
    (re.compile(f"だつ{_TA}"), "だっ"),
    (re.compile("(?<=[なくだ下])すつ(?=[てた])"), "すっ"),
    (re.compile("([らお])つし[やゃ]"), r"\1っしゃ"),
    (re.compile("(?<=っしゃ)つ(?=[てた])"), "っ"),
    (re.compile("ち[よょ]つと"), "ちょっと"),
    (re.compile("ちつとも"), "ちっとも"),
    (re.compile("(?<!お)やつ(?=て[来くきみゐ])"), "やっ"),
    (
        re.compile("(?<=や)つ(?=ぱ)|(?<=す)つ(?=かり)|(?<=は)つ(?=きり)|(?<=ま)つ(?=たく|すぐ)"),
        "っ",
    ),
    (re.compile(f"(?<!ま)だらう{_ENDS}"), "だろう"),
    (re.compile("(?<=っ)たらう(?=[。、ね」]|と(?!う)|$)"), "たろう"),
    (re.compile("([よな])からう(?=[。、ね」]|と(?!う)|$)"), r"\1かろう"),
    (re.compile(f"(で|ま)せう{_ENDS}"), r"\1しょ"),
    (re.compile(f"どうせう{_ENDS}"), "どうしよ"),
    (
        re.compile("(?<=[るたのいなぬむすつくぐぶうん])やう(?=な(?![ぎずるだ])|に|だ|で)|やう(?=やく)"),
        "よう",
    ),
    (
        re.compile(f"{_BEGINS}さう(?=[思言云考]|い[ふひつえ]|だ[らろつ]|で[せしすあな]|な[のん]|か(?:も|[。、」]|$))"),
        "そう",
    ),
    (re.compile(f"{_BEGINS}かう(?=[思言云考]|い[ふひつ]|し[てた])"), "こう"),
    (re.compile("(?<=[きしさちみりぎびひけせれえなよ])さう(?=な(?![ぎずるだ])|に|だ|で)"), "そう"),
    (re.compile("(?<![なち])(?:ぢゃ(?![やわをのが])|ぢや(?=[あね、だん]|な[いかく]))"), "じゃ"),
    (re.compile("(?<=を)あふ(?=[いぐ])"), "あお"),
    (
        re.compile("((?<=[をがはもと])[ぁ-ん]{2,3}|(?:^|(?<=を))か)ふ(?=[。、」人者事]|こと|$)"),
        _ending_in_u,
    ),
)  # fmt: skip
# What may be a word of today, in a text with something old in it.
_OLD_IN_OLD_TEXT: tuple[Rewriting, ...] = (
    (re.compile("(?<![をがに])([もずきぢじほさはそふ])つと"), r"\1っと"),
    (re.compile("([いなあやとた])つ(?=て|た(?![びめわえ]))"), r"\1っ"),
    (re.compile("(?<=で)あらう"), "あろう"),
    (re.compile("(?<![ぁ-ん])さう(?!して)|(?<=[もがにのばは])さう(?=[だでかしおい])"), "そう"),
    (re.compile("(?<!を)まつ(?=[白黒赤青暗直先昼])"), "まっ"),
)


def with_drawn_out_endings(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with でしょ, ましょ and しよ that are written でせう, ませう and せう drawn out."""
    if "せう" not in text:
        return morphemes
    return [
        m._replace(reading=f"{m.reading[:-2]}ショウ", source="old kana")
        if m.end - m.start > 1 and text[m.end - 2 : m.end] == "せう" and not m.kana
        else m
        for m in morphemes
    ]


HIRAGANA_WORD = range(2, 10)  # code points of a line that may be one word


def modernized(text: str, morphemes: list[Morpheme]) -> list[Morpheme]:
    """Morphemes with each word in old kana read as it is spelled today.

    The dictionary has the commonest; of the others the analyser makes pieces in hiragana, so
    only a line that is one word counts.
    """
    if _OLD.isdisjoint(text):
        return morphemes
    whole = _whole(text) if not morphemes[0].source else None
    return [whole] if whole else [m if m.source else _modern(m) for m in morphemes]


# What old spellings have: ハ行 inside words, ゐ ゑ を ぢ づ, vowels that draw a loan word out.
_OLD = frozenset("はひふへほゐゑをぢづうヰヱヲヂヅアイウエオ")


def _modern(m: Morpheme) -> Morpheme:
    """A word that the dictionary has in old kana and, as the same word, in kana of today."""
    if _OLD.isdisjoint(m.surface) or not is_kana(m.surface) or m.pos[0] in DEPENDENT:
        return m
    if m.pos[0] == "動詞" and m.surface[-1] == "う" and m.pos[5].startswith(FINITE):
        return m  # もらう is of today, もらふ would be old
    if m.surface[0] > "ゖ":
        loan = modern_loan_word(m.surface)
        return m._replace(reading=loan, kana=loan, source="old kana") if loan else m
    word = known_in_old_kana(m.surface)
    return m._replace(reading=katakana(word), source="old kana") if word else m


def _whole(text: str) -> Morpheme | None:
    if len(text) not in HIRAGANA_WORD or not all("ぁ" <= c <= "ゖ" for c in text):
        return None
    word, pos = unknown_in_old_kana(text)
    if pos is None:
        return None
    reading = katakana(word)
    return Morpheme(text, 0, len(text), pos, word, reading, 0, text, source="old kana")


@lru_cache(maxsize=16384)
def known_in_old_kana(word: str) -> str:
    """A hiragana word of the dictionary in old kana → the same word today, or nothing."""
    meant = normal_forms(word)
    if not meant or _OLD.isdisjoint(word[1:] + word[:1].strip("はひふへほ")) or _still_today(word):
        return ""
    candidates = _modern_words(word, _LONG if _NEVER_TODAY.search(word) else ())
    same = (w for w in candidates if w != word and not meant.isdisjoint(normal_forms(w)))
    return next(same, "")


# てう, りやう are no sounds of today, as さう is in さそう; those may stand in a known word too.
_NEVER_TODAY = re.compile("[きしちにひみりぎじび]やう|[けせてねめれげぜべ]う|くわ")


def _still_today(word: str) -> bool:
    """Whether a ぢ or づ is of today: doubling or 連濁 makes it (ちりぢり, つづく, かたづけ)."""
    half = len(word) // 2
    if word[0] in "ぢづ":  # a second part, voiced: づらい
        return True
    again = word[half:].translate(_UNVOICED) == word[:half].translate(_UNVOICED)
    return "ちぢ" in word or "つづ" in word or again or has_four_kana(word)


_UNVOICED = str.maketrans("ぢづ", "ちつ")


@lru_cache(maxsize=4096)
def unknown_in_old_kana(word: str) -> tuple[str, Pos | None]:
    """A hiragana word in old kana → the word today and its part of speech, or itself and None."""
    if in_dictionary(word) is None:
        for candidate in _modern_words(word, _LONG):
            pos = in_dictionary(candidate) if candidate != word else None
            if pos is not None:
                return candidate, pos
    return word, None


def _modern_words(word: str, long: Sequence[Rule]) -> Iterator[str]:
    """The spellings today that an old one may stand for, the surest first."""
    plain = word.translate(_KANA)
    inside = plain[:1] + plain[1:].translate(_HA_ROW)
    yield plain
    yield inside
    for pattern, replaced in long:
        inside = pattern.sub(replaced, inside)
        yield inside


_KANA = str.maketrans("ゐゑをぢづ", "いえおじず")
_HA_ROW = str.maketrans("はひふへほ", "わいうえお")
# The kana whose vowel is a, i, e and o: a and o in one order of rows, i and e in one.
_A, _I, _E, _O = (
    "あかさたなはまやらわがざだば",
    "きしちにひみりぎじび",
    "けせてねへめれげぜべ",
    "おこそとのほもよろおごぞどぼ",
)
_YO_OF_I = {i: f"{i}ょう" for i in _I}
_YO_OF_E = {e: f"{i}ょう" for e, i in zip(_E, "きしちにひみりぎじび", strict=True)}


def _to_o(match: re.Match[str]) -> str:
    return _O[_A.index(match[1])] + "う"


# 歴史的仮名遣いの長音: くわ is か; かう is こう; きやう, けう are きょう; きう is きゅう.
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
_LONG: tuple[Rule, ...] = (
    (re.compile("([くぐ])[わゎ]"), lambda m: "か" if m[1] == "く" else "が"),
    (re.compile(f"([{_I}])やう"), lambda m: _YO_OF_I[m[1]]),
    (re.compile(f"([{_E}])う"), lambda m: _YO_OF_E[m[1]]),
    (re.compile(f"([{_I}])[うゆ]う?"), lambda m: f"{m[1]}ゅう"),
    (re.compile(f"([{_A}])う"), _to_o),
)


@lru_cache(maxsize=4096)
def modern_loan_word(word: str) -> str:
    """A loan word in an old spelling (ヱルテル, テエブル) → its spelling today, or nothing."""
    if len(word) < 3 or not is_kana(word):
        return ""
    unknown, usual = in_dictionary(word) is None, normal_forms(word)
    known = (w for w in _modern_loan_words(word) if w != word and in_dictionary(w))
    return next((w for w in known if unknown or w in usual), "")


def _modern_loan_words(word: str) -> Iterator[str]:
    for kana in (_AS_TWO, _AS_ONE, _AS_VOWEL):
        plain = word.translate(kana).replace("ヴウェ", "ヴェ").replace("ヴウイ", "ヴィ")
        long = _DRAWN_OUT.sub(lambda m: m[0][0] + "ー", plain)
        for candidate in (c for c in (plain, long) if c != word):
            yield candidate
            yield _SMALL.sub(lambda m: m[0][0] + _SMALLER[m[0][1]], candidate)


_AS_TWO = str.maketrans({"ヰ": "ウイ", "ヱ": "ウェ", "ヲ": "ウォ", "ヂ": "ジ", "ヅ": "ズ"})
_AS_ONE = str.maketrans({"ヰ": "ウィ", "ヱ": "ウェ", "ヲ": "ウォ", "ヂ": "ジ", "ヅ": "ズ"})
_AS_VOWEL = str.maketrans("ヰヱヲヂヅ", "イエオジズ")
_DRAWN_OUT = re.compile(
    "[アカサタナハマヤラワガザダバパャァ]ア|[イキシチニヒミリギジビピィ]イ"
    "|[ウクスツヌフムユルグズブプュ]ウ|[エケセテネヘメレゲゼデベペェ]エ"
    "|[オコソトノホモヨロゴゾドボポョォ]オ"
)
_SMALL = re.compile("[キシチニヒミリギジビピ][ヤユヨ]|[テデ]イ|[ツフヴ][アイエオ]")
_SMALLER = dict(zip("アイエオヤユヨ", "ァィェォャュョ", strict=True))
