"""Blanks around letters and digits go where they only set type apart."""

import pytest

from pipeline.document import NOWHERE, Inline, Pos, Term, Text
from pipeline.transforms.blanks import close_run
from pipeline.walk import plain_text


def run(text: str) -> tuple[Inline, ...]:
    """A run in which ``<…>`` is a term."""
    pieces = text.replace(">", "<").split("<")
    return tuple(
        Term(piece, "X", first=False, pos=NOWHERE) if index % 2 else Text(piece, at(piece))
        for index, piece in enumerate(pieces)
        if piece
    )


def at(text: str) -> Pos:
    """A place as long as the text: as written."""
    return Pos("a.md", 1, 1, 0, len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("その <アイフォン> を使う。", "そのアイフォンを使う。"),
        ("スマートフォン <アイフォン> ケース", "スマートフォン アイフォン ケース"),
        ("<アップル> <ウォッチ>", "アップル ウォッチ"),
        ("<アイフォン> 15 を買う。", "アイフォン 15を買う。"),
        ("これは 1 つの例です。", "これは1つの例です。"),
        ("1 つの原稿から", "1つの原稿から"),
        ("2 つ目の画面", "2つ目の画面"),
        ("4 つながらないとき", "4 つながらないとき"),
        ("1 準備", "1 準備"),
        ("2026 年に始まる。", "2026年に始まる。"),
        ("3 人で行く。", "3人で行く。"),
        ("1 人の動き", "1 人の動き"),
        ("図 2 本体の外観", "図2 本体の外観"),
        ("図 3 のように 10.5 秒待つ。", "図3のように10.5秒待つ。"),
        ("1-A 概要", "1-A 概要"),
        ("1-1 電源を入れる", "1-1 電源を入れる"),
        ("A-12 電源を入れる", "A-12 電源を入れる"),
        ("テスト 3 回", "テスト 3回"),
        ("東京 大阪", "東京 大阪"),
        ("二つ  空け 5  分", "二つ  空け5  分"),
    ],
)
def test_a_blank_goes_or_stays(text: str, expected: str) -> None:
    """Inside a sentence it goes; what parts words or labels stays."""
    assert plain_text(close_run(run(text))) == expected


def test_what_is_left_keeps_its_place() -> None:
    """Each piece is still a verbatim stretch of the manuscript."""
    source = "これは 1 つの例"
    pieces = close_run((Text(source, at(source)),))

    assert [source[p.pos.offset : p.pos.end] for p in pieces] == ["これは", "1", "つの例"]
