"""Kana and kanji: which a character is, and one kana as the other."""

from __future__ import annotations

# A kana with its voicing mark → the kana without.
UNVOICED = dict(
    zip(
        "ガギグゲゴザジズゼゾダヂヅデドバビブベボ",
        "カキクケコサシスセソタチツテトハヒフヘホ",
        strict=True,
    )
)
KANA = frozenset(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), 0x30FC)))


def katakana(text: str) -> str:
    """Hiragana → katakana; everything else stays."""
    return text.translate(_KATAKANA)


def hiragana(text: str) -> str:
    """Katakana → hiragana; everything else stays."""
    return text.translate(_HIRAGANA)


def is_kana(text: str) -> bool:
    """Whether a text is kana and nothing else."""
    return KANA.issuperset(text)


def is_kanji(character: str) -> bool:
    """Whether a character is a CJK ideograph (々 counts: it repeats one)."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or character == "々"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
