"""Read English ordinals typed in figures (``5th``)."""

from __future__ import annotations

import re

ORDINAL = r"[1-9][0-9]?(?:st|nd|rd|th)"
_FIRST = (
    "", "ファースト", "セカンド", "サード", "フォース", "フィフス", "シックスス", "セブンス",
    "エイス", "ナインス", "テンス", "イレブンス", "トゥエルフス", "サーティーンス",
    "フォーティーンス", "フィフティーンス", "シックスティーンス", "セブンティーンス",
    "エイティーンス", "ナインティーンス",
)  # fmt: skip
_TENS = (
    "", "", "トゥエンティー", "サーティー", "フォーティー", "フィフティー", "シックスティー",
    "セブンティー", "エイティー", "ナインティー",
)  # fmt: skip


def ordinal(text: str) -> str:
    """An ordinal of up to two figures → its English name (21st トゥエンティーファースト)."""
    value = int(re.sub("[a-z]", "", text))
    tens, ones = divmod(value, 10)
    if value < len(_FIRST):
        return _FIRST[value]
    return _TENS[tens] + (_FIRST[ones] or "ス")
