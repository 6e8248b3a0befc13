"""Name the signs that the voice passes over in silence (``→`` ヤジルシ)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import category

from pipeline.japanese.tables import table


def _names(kind: str) -> dict[str, str]:
    return {sign: name for sign, name, of, _ in table("signs.tsv", 4) if of == kind}


PICTURE = "So"
"""Unicode's category of signs that are pictures; the voice itself says the others (＋, 〇)."""
SAID = _names("sign")
"""Signs that are said wherever they stand, as a part of their sentence."""
_IN_BRAILLE = {
    sign: name.replace(" ", "")
    for sign, kind, name, _ in table("cells.tsv", 4)
    if kind == "name" and sign not in SAID and category(sign) == PICTURE
}
PAUSED = _names("mark") | _IN_BRAILLE
"""Signs that are said wherever they stand, each like a word of its own, as braille names them."""
_SYMBOLS = {sign: name for sign, name, of, _ in table("spelling.tsv", 4) if of == "symbol"}
NAMED = _SYMBOLS | SAID | PAUSED | _names("named")
"""All signs that have a name, for where somebody must know which sign it is."""


def sign_class(signs: Iterable[str]) -> str:
    """Signs as a character class of a regular expression."""
    return f"[{re.escape(''.join(signs))}]"
