"""Every word of a published text has one width."""

from itertools import pairwise

import pytest

from pipeline.document import Pos, Text
from pipeline.transforms.width import fold_inlines


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ＡＢＣと３", "ABCと3"),
        ("ｶﾞﾗｽと窓", "ガラスと窓"),
        ("㍻30年", "平成30年"),
        ("㋿元年の㍿", "令和元年の株式会社"),
        ("3㍍と㌔", "3メートルとキロ"),
        ("①と㈱", "①と㈱"),
    ],
)
def test_one_width(typed: str, folded: str) -> None:
    """Half-width katakana and squared words (㍻) become the words they are, each in its place."""
    made = fold_inlines((Text(typed, Pos("a.md", 1, 1, 0, len(typed))),))
    texts = [inline for inline in made if isinstance(inline, Text)]

    assert "".join(text.value for text in texts) == folded
    assert texts[0].pos.offset == 0
    assert texts[-1].pos.end == len(typed)
    assert all(a.pos.end == b.pos.offset for a, b in pairwise(texts))
