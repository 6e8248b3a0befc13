"""Cells read back: each case is a sign of 日本点字表記法 and what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.verify.kanacells import CELL_OF_BYTE, NABCC, read_cells, unicode_cells
from pipeline.verify.stretch import Kind

CASES = {
    "⠁⠃⠉⠋⠊": "アイウエオ",
    "⠡⠣⠩⠫⠪⠀⠱⠳⠹⠻⠺": "カキクケコ サシスセソ",
    "⠕⠗⠝⠟⠞⠀⠅⠇⠍⠏⠎": "タチツテト ナニヌネノ",
    "⠥⠧⠭⠯⠮⠀⠵⠷⠽⠿⠾": "ハヒフヘホ マミムメモ",
    "⠌⠬⠜⠀⠑⠓⠙⠛⠚⠀⠄⠔⠴": "ヤユヨ ラリルレロ ワヲン",
    "⠐⠡⠐⠗⠐⠭⠀⠠⠥⠠⠮": "ガヂブ パポ",
    "⠈⠡⠈⠹⠈⠞⠀⠘⠱⠘⠪⠀⠨⠥⠨⠮": "キャシュチョ ジャギョ ピャピョ",
    "⠢⠥⠢⠧⠢⠯⠢⠮⠀⠲⠥⠀⠐⠉": "ファフィフェフォ ヴァ ヴ",
    "⠈⠗⠘⠗⠀⠈⠻⠘⠻⠈⠟": "ティディ シェジェチェ",
    "⠐⠡⠂⠪⠒": "ガッコー",
    "⠼⠁⠚⠚⠑⠀⠼⠉⠂⠁⠙⠀⠼⠁⠄⠑⠚⠚": "1005 3.14 1,500",
    "⠼⠁⠤⠰⠠⠁": "1-A",
    "⠤⠼⠉⠤⠰⠠⠋⠤": "「3-F」",
    "⠼⠂⠁⠀⠼⠂⠚": "①ア ①ロ",
    "⠰⠊⠠⠏⠓⠕⠝⠑": "iPhone",
    "⠰⠠⠠⠊⠉": "IC",
    "⠰⠠⠺⠊⠤⠰⠠⠋⠊": "Wi-Fi",
    "⠁⠃⠢⠮⠴⠶⠰⠊⠠⠏⠓⠕⠝⠑⠶⠔": "アイフォン(iPhone)ヲ",
    "⠦⠠⠛⠕⠕⠛⠇⠑⠀⠠⠏⠇⠁⠽⠴": "Google Play",
    "⠁⠲⠀⠀⠃⠰⠀⠉⠢⠀⠋⠖": "ア。  イ、 ウ? エ!",
    "⠁⠐⠀⠃": "ア・ イ",
    "⠤⠁⠲⠤⠞": "「ア。」ト",
    "⠰⠤⠁⠤⠆": "「ア」",
    "⠔⠔⠀⠁": "※ ア",
    "⠶⠶⠁⠶⠶": "\N{LEFT DOUBLE ANGLE BRACKET}ア\N{RIGHT DOUBLE ANGLE BRACKET}",
    "⠁⠶⠰⠁⠶⠶⠃⠶": "ア(a)(イ)",
    "⠁⠶⠰⠁⠶⠰⠶⠃⠶⠆": "ア(a)[イ]",
    "⠁⠶⠰⠠⠝⠕⠲⠶⠼⠁": "ア(No.)1",
    "⠶⠰⠠⠟⠲⠶⠁": "(Q.)ア",
    "⠶⠰⠠⠠⠉⠓⠲⠶⠁": "(CH4)ア",
    "⠰⠠⠁⠆⠰⠠⠃": "A;B",
    "⠁⠶⠲⠰⠠⠠⠝⠑⠞⠶": "ア(.NET)",
    "⠁⠰⠠⠝⠕⠲": "アNo。",
    "⠰⠠⠓⠆⠠⠕⠀⠰⠠⠠⠉⠕⠆": "H2O CO2",
    "⠁⠶⠰⠠⠓⠆⠠⠠⠎⠕⠲⠶": "ア(H2SO4)",
    "⠁⠶⠰⠠⠥⠲⠠⠎⠲⠶": "ア(U.S.)",
    "⠰⠠⠠⠺⠓⠕⠲": "WHO。",
    "⠼⠁⠚⠚⠰⠏⠀⠁⠀⠼⠁⠰⠏⠉": "100% ア 1pc",
    "⠼⠃⠙⠌⠼⠛⠀⠼⠁⠚⠑⠡": "24/7 105カ",
    "⠁⠶⠦⠠⠍⠉⠠⠙⠕⠝⠁⠇⠙⠄⠎⠴⠶": "ア(McDonald's)",
    "⠁⠶⠦⠠⠉⠕⠲⠂⠀⠠⠇⠞⠙⠲⠴⠶": "ア(Co., Ltd.)",
    "⠁⠶⠰⠠⠉⠢⠢⠶": "ア(C++)",
    "⠁⠶⠰⠠⠉⠰⠩⠶": "ア(C#)",
    "⠁⠶⠰⠠⠠⠓⠞⠞⠏⠌⠼⠃⠶": "ア(HTTP/2)",
    "⠁⠶⠰⠠⠓⠲⠼⠃⠋⠙⠶": "ア(H.264)",
    "⠁⠶⠰⠺⠌⠶": "ア(w/)",
    "⠰⠠⠠⠊⠉⠠⠁": "ICA",
    "⠁⠶⠦⠠⠃⠀⠞⠕⠀⠠⠉⠴⠶": "ア(B to C)",
    "⠁⠶⠦⠠⠓⠑⠇⠇⠕⠂⠀⠺⠕⠗⠇⠙⠖⠴⠶": "ア(Hello, world!)",
    "⠁⠶⠠⠦⠭⠼⠓⠋⠐⠤⠼⠋⠙⠠⠴⠶": "ア(x86_64)",
    "⠁⠶⠦⠠⠇⠄⠠⠕⠗⠈⠑⠁⠇⠴⠶": "ア(L'Oreal)",
    "⠶⠁⠶⠰⠠⠠⠑⠏⠥⠃⠀⠼⠉⠶⠎⠶": "(ア(EPUB 3)ノ)",
    "⠶⠁⠶⠼⠙⠰⠠⠅⠶⠎⠶": "(ア(4K)ノ)",
    "⠶⠁⠶⠰⠠⠟⠀⠰⠯⠀⠰⠠⠁⠶⠎⠶": "(ア(Q & A)ノ)",
    "⠶⠁⠶⠲⠰⠠⠠⠝⠑⠞⠶⠎⠶": "(ア(.NET)ノ)",
    "⠶⠁⠶⠰⠠⠠⠛⠏⠞⠤⠼⠙⠰⠕⠶⠎⠶": "(ア(GPT-4o)ノ)",
    "⠶⠁⠶⠰⠠⠠⠊⠉⠤⠡⠶⠁⠶": "(ア)IC-カ(ア)",
    "⠰⠏⠰⠀⠁": "%、 ア",
    "⠁⠀⠰⠏⠀⠁": "ア % ア",
    "⠁⠶⠰⠏⠶": "ア(%)",
    "⠠⠧⠒⠶⠰⠏⠶": "ピー(p)",
}


@pytest.mark.parametrize(("cells", "text"), CASES.items(), ids=CASES.values())
def test_a_sign_is_read(cells: str, text: str) -> None:
    """Cells say what the notation says they do."""
    assert read_cells(cells)[0] == text


def test_computer_braille_is_left_alone() -> None:
    """What stands in 情報処理用点字 is no word of the text."""
    text, kinds, _ = read_cells("⠁⠀⠠⠦⠓⠠⠞⠞⠼⠁⠰⠃⠌⠠⠠⠥⠎⠠⠴⠀⠃")

    assert text == "ア hTt1b.US イ"
    assert kinds == "tt" + Kind.LEFT_ALONE * 8 + "tt"


def test_the_code_has_every_pattern_of_six_dots_once() -> None:
    """NABCC is 64 ASCII characters, a space for the blank, A for dot 1, = for all dots."""
    assert sorted(NABCC) == sorted(map(chr, range(0x20, 0x60)))
    assert "".join(unicode_cells(b" A=")) == "⠀⠁⠿"
    assert len(set(CELL_OF_BYTE.values())) == 64


@given(st.text(alphabet=[chr(0x2800 + n) for n in range(64)], max_size=60))
def test_any_cells_are_read(cells: str) -> None:
    """Whatever the cells, reading ends, and each character has a cell it came from."""
    text, kinds, origins = read_cells(cells)

    assert len(text) == len(kinds) == len(origins)
    assert all(0 <= origin < len(cells) for origin in origins)
