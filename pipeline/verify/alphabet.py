"""Words in the alphabet in published text, and what of them may stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

LETTER = "A-Za-zÀ-ÖØ-öø-ɏ"
HAS_LETTER = re.compile(f"[{LETTER}]")
LETTERS = re.compile(f"[{LETTER}]+")
WORD = re.compile(rf"[{LETTER}](?:[{LETTER}0-9]|['’&+.\-_](?=[{LETTER}0-9]))*")
HYPHEN = "-‐‑–−"
# A section label of the manuals, 1-A or 3-F: a number and one capital.
LABEL = re.compile(
    rf"(?<![{LETTER}0-9])[0-9]{{1,3}}(?:[{HYPHEN}][0-9]{{1,3}}){{0,2}}[{HYPHEN}][A-Z](?![{LETTER}0-9])"
)
PRINTABLE = r"[!#-'*-;=?-Z\\_a-z|~]"  # ASCII that stands in addresses, without brackets
# What stands in the alphabet because it is typed or looked up letter by letter. Each begins where
# no letter or digit stands before it, so that a long run of letters is read once.
START = r"(?<![A-Za-z0-9_.+\-])"
ADDRESSES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{START}[A-Za-z][A-Za-z0-9+.\-]{{1,30}}://{PRINTABLE}+",  # URL
        rf"{START}(?:urn|mailto|tel|doi):{PRINTABLE}+",
        rf"{START}[A-Za-z0-9_.+\-]{{1,64}}@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+",  # e-mail address
        rf"{START}[0-9A-Fa-f]{{8}}(?:-[0-9A-Fa-f]{{4}}){{3}}-[0-9A-Fa-f]{{12}}",  # UUID
        r"CC (?:BY|0)(?:-(?:SA|NC|ND))*(?= [0-9]|(?![A-Za-z]))",  # licence
        r"ISBN(?:-1[03])?[: ]*(?=[0-9])",
        r"(?<![A-Za-z0-9ァ-ヺー])(?:[A-Za-z]:)?(?:[\\/~][A-Za-z0-9_.~\-*]+)+[\\/]?",  # path
        rf"{START}(?<!/)(?:[A-Za-z0-9_\-]+/)+[A-Za-z0-9_\-]+\.[A-Za-z0-9]+",  # path of a file
        # a host or a file name: labels with dots, the last of two characters or more
        rf"(?:{START}[A-Za-z0-9_\-]+|\*)(?:\.[A-Za-z0-9_\-]+)*\.[A-Za-z][A-Za-z0-9]+"
        rf"(?:[/:]{PRINTABLE}*)?",
        r"(?<![A-Za-z0-9)])\.[A-Za-z][A-Za-z0-9]{0,7}(?![A-Za-z0-9])",  # the end of file names
        r"(?<![A-Za-z0-9])[@#][A-Za-z0-9_]+",  # account, tag
    )
)


def left_alone(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that may stay in the alphabet by their form, in order."""
    if not HAS_LETTER.search(text):
        return []
    return sorted(hit.span() for form in (LABEL, *ADDRESSES) for hit in form.finditer(text))


def words(text: str) -> Iterator[tuple[int, int]]:
    """Each word in the alphabet that its form does not excuse, as a span."""
    excused = left_alone(text)
    done, reach = 0, 0  # the spans looked at so far, and how far they reach
    for hit in WORD.finditer(text):
        while done < len(excused) and excused[done][0] <= hit.start():
            reach = max(reach, excused[done][1])
            done += 1
        if hit.start() >= reach:
            yield hit.span()


def letter_runs(text: str) -> frozenset[str]:
    """The runs of nothing but letters in a text, in lower case."""
    return frozenset(run.casefold() for run in LETTERS.findall(text))
