"""Blanks before particles, which go with the word before them (``iPhone を``, ``東京 は雨だ``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.japanese.analysis import morphemes
from pipeline.japanese.sentences import sentences
from pipeline.japanese.thin_blanks import OPENING

# A particle behind Japanese: what comes next is no hiragana, for 高橋 のの and 林 はるか are names.
_AFTER_JAPANESE = re.compile(
    "(?:から|まで|より|など|です|でし|だっ|では|でも|には|にも|とは|とも|への|との|での|からは|までに"
    "|[をはがにへとのもでや]) ?(?![ぁ-んー \N{IDEOGRAPHIC SPACE}]|$)|(?:です|から|まで)[。、]?$"
)
_JAPANESE = re.compile("[ァ-ヺー一-龥々]")
_COUNT = re.compile("[0-9][^ 0-9]{1,3}$")  # no name
PARTICLES = frozenset(("助詞", "助動詞", "接続詞"))  # で begins a clause to the analyser
_MAY_BE = re.compile("(?<=[^ぁ-ん。、，．!?！？…・：；:; ]) (?=[ぁ-ん])")


def lone_particles(text: str) -> Iterator[int]:
    """A text → where in it a blank stands before a particle, with a word before it.

    Behind letters, figures and brackets the analyser tells a particle from another word.
    """
    if not _MAY_BE.search(text):
        return
    for start, end in sentences(text):
        particles = None
        for match in _MAY_BE.finditer(text, start, end):
            at = match.start()
            if not at or text[at - 1] in OPENING:
                continue
            named = _JAPANESE.match(text, at - 1) and not _COUNT.search(text, max(0, at - 8), at)
            if named and not _AFTER_JAPANESE.match(text, at + 1):
                continue
            if particles is None:
                found = morphemes(text[start:end])
                particles = {m.start + start for m in found if m.pos[0] in PARTICLES}
            if at + 1 in particles:
                yield at
