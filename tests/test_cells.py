"""Braille kana to cells: signs, blanks, quotes, and characters without cells."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libkuraji.kana import translate_with_pos

from pipeline.braille.cells import BLANK, braille_line, cut, pieces, translate
from pipeline.braille.lines import braille
from pipeline.braille.orthography import transcribe
from pipeline.braille.switches import original_kana, stretches
from pipeline.braille.symbols import spelled

# (braille kana, cells): by the chapters of 点訳のてびき.
CASES = (
    # 第2章: kana, long vowels, contracted and foreign sounds
    ("コーヒー", "⠪⠒⠧⠒"),
    ("キャク", "⠈⠡⠩"),
    ("クァルテット", "⠢⠡⠙⠟⠂⠞"),
    ("ツァ", "⠢⠕"),
    ("フュージョン", "⠨⠬⠒⠘⠺⠴"),
    # 第2章 その4: numbers, and letters that look like them
    ("10プン", "⠼⠁⠚⠠⠭⠴"),
    ("3エン", "⠼⠉⠤⠋⠴"),
    ("① デンゲン", "⠼⠂ ⠐⠟⠴⠐⠫⠴"),
    ("'02", "⠼⠄⠚⠃"),
    # 第2章 その5: 外字符, 大文字符 and 外国語引用符
    ("アイフォン(iPhone)ワ", "⠁⠃⠢⠮⠴⠶⠰⠊⠠⠏⠓⠕⠝⠑⠶⠄"),
    ("(Google Play)", "⠶⠦⠠⠛⠕⠕⠛⠇⠑ ⠠⠏⠇⠁⠽⠴⠶"),
    ("QRコード", "⠰⠠⠠⠟⠗⠤⠪⠒⠐⠞"),
    ("iOSワ", "⠰⠊⠠⠕⠠⠎⠤⠄"),
    ("IC ト USB", "⠰⠠⠠⠊⠉ ⠞ ⠰⠠⠠⠥⠎⠃"),
    ("café", "⠰⠉⠁⠋⠈⠑"),
    ("Café de Paris", "⠦⠠⠉⠁⠋⠈⠑ ⠙⠑ ⠠⠏⠁⠗⠊⠎⠴"),
    ("L'été à Nice", "⠦⠠⠇⠄⠈⠑⠞⠈⠑ ⠈⠁ ⠠⠝⠊⠉⠑⠴"),
    # 第4章 その1: blanks after punctuation
    ("ハイ。イイエ。", "⠥⠃⠲  ⠃⠃⠋⠲"),
    ("ナニ？ソレ！", "⠅⠇⠢  ⠺⠛⠖"),
    ("ナニ？ト キク", "⠅⠇⠢ ⠞ ⠣⠩"),
    ("ホント!?ソー", "⠮⠴⠞⠖⠢  ⠺⠒"),
    ("ハイ、ソー・ドレ", "⠥⠃⠰ ⠺⠒⠐ ⠐⠞⠛"),
    ("「ハイ。」ト", "⠤⠥⠃⠲⠤⠞"),
    ("「ハイ。」 イイエ", "⠤⠥⠃⠲⠤  ⠃⠃⠋"),
    ("「ハイ」 イイエ", "⠤⠥⠃⠤ ⠃⠃⠋"),
    ("(ハイ、)", "⠶⠥⠃⠰⠶"),
    ("ハイ。 イイエ", "⠥⠃⠲  ⠃⠃⠋"),
    # 文中注記符 follows what it is about at once: a word, or the whole sentence
    ("ジューデン⠰1⠆ヲ スル", "⠘⠹⠒⠐⠟⠴⠰⠼⠁⠆⠔ ⠹⠙"),
    ("ハイ。⠰1⠆ イイエ", "⠥⠃⠲⠰⠼⠁⠆  ⠃⠃⠋"),
    ("ハイ⠰1⠆。 イイエ", "⠥⠃⠰⠼⠁⠆⠲  ⠃⠃⠋"),
    # 第4章 その2 and その3: brackets, lines, stars and arrows
    ("『ア』〈イ〉", "⠰⠤⠁⠤⠆⠐⠶⠃⠶⠂"),
    ("アア――ソー……", "⠁⠁ ⠒⠒ ⠺⠒ ⠂⠂⠂"),
    ("3ネン～5ネン", "⠼⠉⠏⠴⠤⠤⠼⠑⠏⠴"),
    ("※チューイ", "⠔⠔ ⠈⠝⠒⠃"),
    ("→ミギ", "⠒⠒⠕ ⠷⠐⠣"),
    ("Q&A", "⠰⠠⠟ ⠰⠯ ⠰⠠⠁"),
    ("5×3", "⠼⠑⠡⠼⠉"),
    ("3+2=5", "⠼⠉⠢⠼⠃ ⠒⠒ ⠼⠑"),
    ("<=>", "⠔⠔⠒⠒⠢⠢"),
    ("チューイ:ソー", "⠈⠝⠒⠃⠐⠂ ⠺⠒"),
    ("21:46", "⠼⠃⠁⠐⠂⠼⠙⠋"),
    ("○×", "⠠⠵⠂⠰⠡⠂"),
    ("○○ サン", "⠐⠵⠐⠵ ⠱⠴"),
    ("△△シニ □□ト", "⠐⠷⠐⠷⠤⠳⠇ ⠐⠽⠐⠽⠞"),
    ("バ××", "⠐⠥⠤⠐⠿⠐⠿"),
    ("⠼××ネン ⠼○○エン", "⠼⠿⠿⠏⠴ ⠼⠿⠿⠤⠋⠴"),
    ("199⠼×ネン", "⠼⠁⠊⠊⠿⠏⠴"),
    ("25℃", "⠼⠃⠑⠐⠞"),
    # 第4章 その5: computer braille
    ("⠠⠦http://a.jp/?b=1⠠⠴ ヲ", "⠠⠦⠓⠞⠞⠏⠐⠂⠌⠌⠁⠲⠚⠏⠌⠐⠦⠃⠒⠒⠼⠁⠠⠴ ⠔"),
    ('⠠⠦print("A(1)`")⠠⠴ ト', "⠠⠦⠏⠗⠊⠝⠞⠦⠶⠠⠁⠦⠼⠁⠴⠐⠑⠶⠴⠠⠴ ⠞"),
    # what has no cells is named
    ("ア😀イ", "⠁⠰⠶⠋⠐⠡⠊⠶⠆⠃"),
    ("⚘", "⠰⠶⠥⠅⠐⠳⠙⠳⠶⠆"),  # ハナジルシ
    ("🦩", "⠰⠶⠭⠑⠷⠴⠐⠪⠶⠆"),
    ("🇯🇵", "⠰⠶⠇⠂⠠⠮⠴⠎ ⠥⠕⠶⠆"),
    ("↚", "⠰⠶⠧⠐⠕⠓ ⠌⠐⠳⠙⠳⠶⠆"),
    ("م", "⠰⠶⠁⠑⠐⠧⠁ ⠾⠐⠳ ⠦⠍⠑⠑⠍⠴⠶⠆"),
    # Hangul by syllables as Japanese print gives them: アン ニョン, キム チ, ハン クク, ウォン
    ("안녕", "⠁⠴⠈⠎⠴"),
    ("김치", "⠣⠽⠗"),
    ("한국", "⠥⠴⠩⠩"),
    ("서울원", "⠺⠉⠙⠢⠊⠴"),
    ("┏", "⠰⠶⠫⠃⠻⠴⠶⠆"),
    ("➡", "⠒⠒⠕"),
    ("鮎", "⠁⠬"),
    ("𩸽", "⠰⠶⠠⠦⠠⠥⠬⠼⠃⠊⠰⠠⠑⠼⠉⠰⠠⠙⠠⠴⠶⠆"),
    # 変体仮名 and obsolete letters are the kana of their sound
    ("𛂞𛀁", "⠥⠋"),
    # Greek: one letter is read, a word stands in 外国語引用符
    ("πワ", "⠠⠥⠃⠄"),
    ("ΔT", "⠐⠟⠙⠕⠰⠠⠞"),
    ("λόγος", "⠦⠇⠕⠛⠕⠎⠴"),
    ("Ὀδύσσεια", "⠦⠠⠕⠙⠥⠎⠎⠑⠊⠁⠴"),
    # a circle around a letter or kana is a bracket
    ("㋐ リンゴ", "⠶⠁⠶ ⠓⠴⠐⠪"),
    ("Ⓐノ バアイ", "⠶⠰⠠⠁⠶⠎ ⠐⠥⠁⠃"),
    # figures that print raises or lowers, and fractions
    ("10²ワ", "⠼⠁⠚⠎ ⠼⠃⠘⠺⠒⠄"),
    ("10⁻³", "⠼⠁⠚⠎ ⠵⠃⠅⠹ ⠼⠉⠘⠺⠒"),
    ("x²ト", "⠰⠭ ⠎ ⠼⠃⠘⠺⠒⠞"),
    ("(a+b)²", "⠶⠰⠁⠢⠰⠃⠶⠎ ⠼⠃⠘⠺⠒"),
    ("50m²", "⠼⠑⠚⠰⠍⠼⠃"),
    ("キャクチュー²", "⠈⠡⠩⠈⠝⠒⠼⠃"),
    ("H₂O ト CO₂", "⠰⠠⠓⠆⠠⠕ ⠞ ⠰⠠⠠⠉⠕⠆"),
    ("1½カップ", "⠼⠁⠼⠁⠌⠼⠃⠡⠂⠠⠭"),
    ("ガ½", "⠐⠡⠼⠁⠌⠼⠃"),
)


@pytest.mark.parametrize(("kana", "cells"), CASES, ids=[kana for kana, _ in CASES])
def test_kana_becomes_cells(kana: str, cells: str) -> None:
    """Each example of the guide comes out as the guide has it."""
    assert translate(kana).cells.replace(BLANK, " ") == cells


BLOCKS = (
    (0x0020, 0x024F),  # Latin and its marks
    (0x0300, 0x04FF),  # combining marks, Greek, Cyrillic
    (0x2000, 0x2BFF),  # punctuation, symbols, arrows, mathematics, shapes, braille
    (0x2E00, 0x2E7F),
    (0x3000, 0x33FF),  # Japanese
    (0xF900, 0xFAFF),
    (0xFE00, 0xFE6F),
    (0xFF00, 0xFFFD),
)
# These have no form of their own on paper.
INVISIBLE = ("Zs", "Zl", "Zp", "Cf", "Cc")


def assigned() -> list[str]:
    """Every assigned character of the blocks, and some kanji and emoji."""
    points = [point for first, last in BLOCKS for point in range(first, last + 1)]
    points += [*range(0x4E00, 0x9FFF, 97), *range(0x1F300, 0x1F6FF, 7), 0x20B9F, 0xE000]
    found = (chr(point) for point in points)
    return [c for c in found if unicodedata.category(c) not in ("Cn", "Cs")]


def test_no_character_vanishes() -> None:
    """Every assigned character becomes cells of six dots, and none becomes nothing."""
    around = len(translate("アイ").cells)

    for character in assigned():
        made = translate(f"ア{character}イ")
        assert all(BLANK <= cell <= "⠿" for cell in made.cells), hex(ord(character))
        assert len(made.cells) > around or not is_visible(character), hex(ord(character))


def is_visible(character: str) -> bool:
    """Whether a character has a form of its own on paper."""
    selector = "\ufe00" <= character <= "\ufe0f"
    return unicodedata.category(character) not in INVISIBLE and not selector


def is_read(character: str, kana: str) -> bool:
    """Whether a word of a line stands for a character: by itself, by its parts, or read."""
    parts = unicodedata.normalize("NFKC", character)
    return character in kana or any(part in kana for part in parts)


def is_japanese(character: str) -> bool:
    """Whether a character, or what it abbreviates (㍻, ㏠), is read as a word of Japanese."""
    forms = (character, *unicodedata.normalize("NFKC", character))
    names = [unicodedata.name(form, "") for form in forms]
    japanese = ("CJK", "HIRAGANA", "KATAKANA", "HALFWIDTH", "IDEOGRAPHIC CLOSING", "COMBINING KATA")
    return any(name.startswith(japanese) for name in names)


# てびき 第2章 その2 4: no mark where a kana is never voiced; a name's ・ is a blank; と is 。
LEFT_OUT = frozenset("゚゜ﾟ・･")
# What has one cell form in braille for several of print, or a reading that is never in doubt.
ALIKE = frozenset("‐−‥…⋯〜～〃〱〲〳〴〵〻¥￥￤━┃，,\u2800")


def test_whatever_a_text_holds_is_written_or_told_of() -> None:
    """A character in a sentence has cells or a reading, or a finding names what became of it."""
    without = "".join(s.cells for s in braille(transcribe, "アサイシ", ()).stretches)

    for character in filter(is_visible, assigned()):
        line = braille(transcribe, f"アサ{character}イシ", ())
        kana = " ".join(stretch.kana for stretch in line.stretches)
        cells = "".join(stretch.cells for stretch in line.stretches)
        assert cells != without or character in LEFT_OUT | ALIKE, hex(ord(character))
        told = line.named or character in ALIKE | LEFT_OUT
        assert told or is_read(character, kana) or is_japanese(character), (
            hex(ord(character)), kana,
        )  # fmt: skip


def test_a_word_that_loses_an_accent_is_told_of() -> None:
    """In 外字符 an accent is left out, in 外国語引用符 it has its sign; both are findings."""
    alone = braille(transcribe, "caféを飲む", ())
    phrase = braille(transcribe, "Café de Parisで", ())

    assert [(n.character, n.written) for n, _, _ in alone.named] == [("é", "e")]
    assert alone.stretches[0].cells == "⠰⠉⠁⠋⠑"
    assert [(n.character, n.written) for n, _, _ in phrase.named] == [("é", "⠈e")]
    assert phrase.stretches[0].cells == "⠦⠠⠉⠁⠋⠈⠑"


# (text, cells): what print sets in a way of its own.
PRINT = (
    # 第4章 その3: a row of dots, blanks around it, none before a stop or inside brackets
    ("ああ…困った。", "⠁⠁ ⠂⠂⠂ ⠪⠵⠂⠕⠲"),
    ("そうですか……。", "⠺⠒⠐⠟⠹⠡ ⠂⠂⠂⠲"),
    ("そうですか・・・。", "⠺⠒⠐⠟⠹⠡ ⠂⠂⠂⠲"),
    ("「…」と黙る。", "⠤⠂⠂⠂⠤⠞ ⠐⠕⠵⠙⠲"),
    # degrees are read like counters
    ("20℃の水", "⠼⠃⠚⠐⠞⠎ ⠷⠐⠹"),
    ("35°41′", "⠼⠉⠑⠐⠞ ⠼⠙⠁⠠⠭⠴"),
    # forms of kanji that no dictionary has
    ("髙橋", "⠕⠡⠥⠳"),
    ("𠮟る", "⠳⠡⠙"),
    ("\ufa19", "⠡⠷"),  # 神 as a compatibility ideograph
    ("㊙情報", "⠵⠙⠧ ⠘⠺⠒⠮⠒"),
    # 第4章 その4: numbers at the head of an item
    ("❶電源", "⠼⠂ ⠐⠟⠴⠐⠫⠴"),
    ("㋐電源", "⠶⠁⠶ ⠐⠟⠴⠐⠫⠴"),
    # 第4章 その5: hosts, files and paths in computer braille
    ("example.jpで", "⠠⠦⠑⠭⠁⠍⠏⠇⠑⠲⠚⠏⠠⠴ ⠐⠟"),
    ("a.txtを", "⠠⠦⠁⠲⠞⠭⠞⠠⠴ ⠔"),
    ("/etc/hostsに", "⠠⠦⠌⠑⠞⠉⠌⠓⠕⠎⠞⠎⠠⠴ ⠇"),
    ("(https://a.jp)を", "⠶⠠⠦⠓⠞⠞⠏⠎⠐⠂⠌⠌⠁⠲⠚⠏⠠⠴⠶⠔"),
    ("a@b.jp.", "⠠⠦⠁⠪⠃⠲⠚⠏⠠⠴⠲"),
    ("x.com@y.jpへ", "⠠⠦⠭⠲⠉⠕⠍⠪⠽⠲⠚⠏⠠⠴ ⠋"),
    # 日本点字表記法 2001 第4章 第1節: lowered figures in formulas, which are words of letters
    ("CO₂の", "⠰⠠⠠⠉⠕⠆ ⠎"),
    ("Ca(OH)₂", "⠰⠠⠉⠁⠶⠰⠠⠠⠕⠓⠶⠆"),
    ("男/女", "⠊⠞⠪⠌⠊⠴⠅"),
    ("A/B", "⠰⠠⠁⠌⠠⠃"),
    ("Node.jsは", "⠰⠠⠝⠕⠙⠑⠲⠰⠚⠎ ⠄"),
    # 第4章 その5: words with marks of their own language in 外国語引用符
    ("McDonald'sへ", "⠦⠠⠍⠉⠠⠙⠕⠝⠁⠇⠙⠄⠎⠴ ⠋"),
    ("O’Reillyを", "⠦⠠⠕⠄⠠⠗⠑⠊⠇⠇⠽⠴ ⠔"),
    ("L'Oréalの", "⠦⠠⠇⠄⠠⠕⠗⠈⠑⠁⠇⠴ ⠎"),
    ("Rock 'n' Rollが", "⠦⠠⠗⠕⠉⠅ ⠄⠝⠄ ⠠⠗⠕⠇⠇⠴ ⠐⠡"),
    ("Rock ’n’ Roll", "⠦⠠⠗⠕⠉⠅ ⠄⠝⠄ ⠠⠗⠕⠇⠇⠴"),
    ("それはCo., Ltd.です", "⠺⠛⠄ ⠦⠠⠉⠕⠲⠂ ⠠⠇⠞⠙⠲⠴ ⠐⠟⠹"),
    ("Mr. Smithが", "⠦⠠⠍⠗⠲ ⠠⠎⠍⠊⠞⠓⠴ ⠐⠡"),
    ("J.R.R. Tolkien", "⠦⠠⠚⠲⠠⠗⠲⠠⠗⠲ ⠠⠞⠕⠇⠅⠊⠑⠝⠴"),
    ("CO₂ and H₂O", "⠦⠠⠠⠉⠕⠼⠃ ⠁⠝⠙ ⠠⠓⠼⠃⠠⠕⠴"),
    # a mark that closes a quotation, and the letter of an item, are none
    ("‘iPhone’を", "⠐⠶⠰⠊⠠⠏⠓⠕⠝⠑⠶⠂⠔"),
    ("A. Windows", "⠰⠠⠁⠲ ⠰⠠⠺⠊⠝⠙⠕⠺⠎"),
)


@pytest.mark.parametrize(("text", "cells"), PRINT, ids=[text for text, _ in PRINT])
def test_text_becomes_cells(text: str, cells: str) -> None:
    """What print sets in its own way stands in braille as the guide has it."""
    assert braille_line(text) == cells


@pytest.mark.parametrize(
    ("original", "kana"),
    [
        ("iPhone", "iPhone"),
        ("Google Play", "Google Play"),
        ("Ph.D.", "Ph.D."),
        ("McDonald's", "⠦McDonald's⠴"),
        ("Co., Ltd.", "⠦Co., Ltd.⠴"),
        ("Yahoo!", "⠦Yahoo!⠴"),
        ("Ben & Jerry's", "⠦Ben & Jerry's⠴"),
        ("x86_64", "⠠⠦x86_64⠠⠴"),
    ],
)
def test_the_original_of_a_gloss_stands_in_the_marks_it_needs(original: str, kana: str) -> None:
    """Marks of its own language take 外国語引用符, identifiers computer braille."""
    assert original_kana(original) == kana


def test_a_row_of_dots_is_one_sign_with_its_place() -> None:
    """Each piece of a line with ・・・ knows the text that it came from."""
    text = "彼は ・・・ 来た。"
    pieces = braille(transcribe, text, ()).stretches

    assert [text[p.start : p.end] for p in pieces] == ["彼は", "・・・", "来た。"]
    assert pieces[1].cells == "⠂⠂⠂"


def test_a_named_character_is_told_of() -> None:
    """What no table knows is marked as guessed, what a table names is not."""
    named = translate("😀鮎").named

    assert [(n.index, n.character, n.guessed) for n in named] == [
        (0, "😀", False),
        (1, "鮎", True),
    ]


KANA = st.text("アカサッャキー1aB。、？()「」 ※→é～⠠⠦⠴□²①'\"&=:×😀鮎", max_size=40)


@given(KANA)
def test_each_cell_knows_its_character(kana: str) -> None:
    """Origins are as many as cells, in order, and within the line."""
    made = translate(kana)

    assert all(BLANK <= cell <= "⠿" for cell in made.cells)
    assert len(made.origins) == len(made.cells)
    assert all(0 <= origin < len(kana) for origin in made.origins)
    assert list(made.origins) == sorted(made.origins)


@given(KANA, KANA)
def test_words_are_independent(left: str, right: str) -> None:
    """What a word becomes does not depend on the sentence before it."""
    if not left.strip() or not right.strip() or "a" in left + right or "B" in left + right:
        return
    both = translate(f"{left.strip()}。ア").cells

    assert both.endswith("⠁")


PLAIN = st.text(
    "アイオカキクグサスシズチツテデトドナノハバフマモヤユワヰヱヲンヴガジァィゥェォャュョヮヵヶッー"
    "0123abzABZ「」()。、",
    min_size=1,
    max_size=14,
)


@settings(max_examples=1_000)
@given(PLAIN)
def test_plain_words_are_what_the_long_way_makes_of_them(kana: str) -> None:
    """The short way for plain kana and the long way for everything give the same cells."""
    long = translate(f"  {kana} ア")  # blanks that were typed: the long way
    short = translate(f"{kana} ア")

    assert short.cells == long.cells.removeprefix(BLANK * 2)
    assert short.origins == tuple(origin - 2 for origin in long.origins[2:])


KANA_ALONE = st.text([chr(code) for code in range(0x30A1, 0x30F5)] + ["ー"], min_size=1)


@settings(max_examples=1_000)
@given(KANA_ALONE)
def test_kana_have_the_cells_that_libkuraji_gives_them(kana: str) -> None:
    """Whatever row of sounds libkuraji accepts, its cells are ours."""
    theirs = translate_with_pos(spelled(kana))[0]

    assert translate(kana).cells == theirs


@settings(max_examples=1_000)
@given(KANA | PLAIN | KANA_ALONE)
def test_pieces_are_what_stands_between_the_blanks_of_cells(kana: str) -> None:
    """Cutting word by word and cutting the whole line's cells give the same."""
    made = translate(kana)
    found, named = pieces(kana)

    assert (found, tuple(named)) == (list(cut(made)), made.named)


def test_a_very_long_line_goes_through() -> None:
    """A line longer than libkuraji takes comes out whole."""
    kana = "ワタクシワ カキマス。" * 9_000

    made = translate(kana)

    assert made.cells.count("⠲") == 9_000


def test_braille_in_the_text_stays() -> None:
    """Cells that are typed as braille come out as they are."""
    assert braille_line("⠁⡀⣿") == "⠁⡀⣿"


def test_the_filter_writes_ascii_blanks() -> None:
    """A line of text becomes a line of Unicode braille with ASCII blanks."""
    assert braille_line("アイフォン（iPhone）を開く。") == "⠁⠃⠢⠮⠴⠶⠰⠊⠠⠏⠓⠕⠝⠑⠶⠔ ⠧⠑⠩⠲"


@pytest.mark.parametrize("text", ["a", "a/", "a@", "~", "(", "http:", "/a", "a.jp", "https://a("])
def test_long_runs_are_scanned_in_a_time_that_grows_with_them(text: str) -> None:
    """Ten times the text takes far less than a hundred times the time."""
    short, long = (_scanned(text * count) for count in (400, 4000))

    assert long < 40 * max(short, 0.005)


def _scanned(text: str) -> float:
    """Processor seconds, the least of three: a busy machine makes any one of them long."""
    found = []
    for _ in range(3):
        started = time.process_time()
        stretches(text)
        found.append(time.process_time() - started)
    return min(found)
