"""Find what stands in the alphabet and is not a word: addresses, file names, labels.

Left as typed, because a reader types or compares them letter by letter: URLs, e-mail addresses,
domain names, file names and paths, handles (``@library``), hashtags (``#iPhone``), and labels of
sections (``1-A``, ``３－Ｆ``). Everything else in the alphabet is a word.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.japanese.tables import table

# RFC 3986, without the brackets that a sentence puts round an address; a pair inside may stay.
_URL_CHARACTER = r"[A-Za-z0-9\-._~:/?#@!$&'*+,;=%]"
_URL_REST = rf"(?=[A-Za-z0-9+/~%])(?:{_URL_CHARACTER}|\({_URL_CHARACTER}{{0,80}}\))*(?<![.,:;!?'])"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# Repetitions are bounded: a manuscript may hold a line of a million dots.
_NAME = r"[A-Za-z0-9_*][A-Za-z0-9_*\-]{0,80}"
_DOTTED = rf"{_NAME}(?:\.{_NAME}){{0,4}}"
# Kana and kanji before a slash are a choice (スマホ/PC), unless small letters follow it twice.
_PATH_BEGINS = (
    r"(?:(?<![A-Za-z0-9\u30a1-\u30ff\u3400-\u9fff])|(?=(?:/[a-z][^/]{0,80}){2}))(?<![A-Za-z0-9/])"
)
_NOTHING_FOLLOWS = r"(?![A-Za-z0-9])"


@cache
def left_alone() -> re.Pattern[str]:
    """A pattern for text folded by ``fold_for_matching``; one named group a kind."""
    kinds = {
        "url": rf"(?:[A-Za-z][A-Za-z0-9+.\-]{{0,20}}://|(?:mailto|tel|sms):|www\.){_URL_REST}",
        "mail": rf"[A-Za-z0-9._%+\-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,8}}",
        "windows_path": r"[A-Za-z]:[\\¥￥/][^\s\u3000-\u30ff\u3400-\u9fff、。（）「」<>|\"]*",
        "path": rf"{_PATH_BEGINS}(?:~|\.{{1,2}})?/(?:\.?{_DOTTED}/){{0,20}}\.?{_DOTTED}/?",
        "file": rf"(?:\.{{0,2}}{_NAME}/){{0,20}}{_DOTTED}\.(?:{_endings('file')})"
        rf"{_NOTHING_FOLLOWS}",
        "extension": rf"(?<![A-Za-z0-9)])\.(?:{_endings('file')}){_NOTHING_FOLLOWS}",
        "domain": rf"(?:{_LABEL}\.){{1,8}}(?:{_endings('domain')})(?::\d+)?(?:/{_URL_REST})?"
        r"(?![A-Za-z0-9\-])(?!\.[A-Za-z0-9])",
        "handle": r"@[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,30}[A-Za-z0-9_])?",
        "hashtag": r"#(?=[A-Za-z0-9_]{0,30}[A-Za-z])[A-Za-z0-9_]+",
        "section": r"(?<![0-9.\-])\d{1,3}-[A-Za-z](?:-\d{1,3}){0,3}(?!-?[A-Za-z0-9])",
    }
    found = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    # A kind begins where a word could begin.
    return re.compile(rf"(?<![A-Za-z0-9])(?:{found})")


def _endings(kind: str) -> str:
    found = (ending for ending, of, _ in table("left_alone.tsv", 3) if of == kind)
    return "|".join(sorted(found, key=len, reverse=True))
