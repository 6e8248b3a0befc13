"""A noun of one kanji → its reading where it stands alone, no part of a word (上 ウエ, 水 ミズ)."""

from __future__ import annotations

from pipeline.japanese.unidic import single_reading


def read_alone(noun: str) -> str:
    """A noun of one kanji → its reading in katakana, or nothing where UniDic has none of it."""
    return READ_ALONE.get(noun) or single_reading(noun)


READ_ALONE = {
    "犬": "イヌ",
    "雨": "アメ",
    "体": "カラダ",
    "器": "ウツワ",
    "口": "クチ",
    "灯": "ヒ",
    "箱": "ハコ",
    "金": "カネ",
    "上": "ウエ",
    "下": "シタ",
    "先": "サキ",
    "家": "イエ",
    "外": "ソト",
    "空": "ソラ",
}
