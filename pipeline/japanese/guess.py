"""Guess the katakana of an unknown English word.

A model trained on English words (e2k) proposes readings and says how likely each is; words made
of known ones propose theirs (``english``); where the first model is unsure, another trained on
other words (kanalizer) has a say; a proposal that is a Japanese word already is likelier than one
that nobody has written yet. The likeliest is the guess.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import NOWHERE
from pipeline.errors import MissingError
from pipeline.japanese import dictionary, english
from pipeline.japanese.doubt import with_long_vowels
from pipeline.japanese.fold import without_accents

if TYPE_CHECKING:
    from pipeline.japanese.model import Model

# The model was trained on words; what is longer is not one, and would only cost time.
LONGEST = 24  # letters
# Natural logarithms of probability, fitted to words that SudachiDict does not have: how much
# likelier a reading is that Japanese has already, one made of known parts (for each letter), one
# that ends as such words do. Of long words the model knows little: there the parts outweigh it.
_ATTESTED, _COMPOSED, _ENDS_WELL = 2.5, 0.3, 2.0
_LONG, _COMPOSED_LONG = 8, 1.5
# What the second model adds to its reading, where the first holds none for likelier than one in
# three: the first was trained on many dictionary words and knows those by heart, the second then
# only disturbs. Of 191 guessed words of lists written before any run, 155 are right with it, 146
# without.
_SECONDED, _UNSURE = 2.0, -1.1


@dataclass(frozen=True, slots=True)
class Guess:
    """A reading and why it is believed.

    ``log_probability`` is the model's, 0 at best; ``attested``: it is a Japanese word already;
    ``composed``: how many letters are read as known words are; ``ends_well``: it ends as the
    word's ending does in Japanese; ``seconded``: the second model reads it so too.
    """

    katakana: str
    log_probability: float
    attested: bool
    composed: int
    ends_well: bool
    seconded: bool

    @property
    def score(self) -> float:
        known = _COMPOSED * self.composed + _COMPOSED_LONG * max(0, self.composed - _LONG)
        bad_end = 0 if self.ends_well else _ENDS_WELL
        extra = _ATTESTED * self.attested + _SECONDED * self.seconded
        return self.log_probability + extra + known - bad_end


def guess(word: str, known: english.Known) -> Guess | None:
    """A word in the alphabet → its likeliest reading, if an English reader could speak it.

    :raises MissingError: where e2k, or kanalizer for an unlikely reading, is not installed.
    """
    letters = _letters(word)
    if not letters:
        return None
    proposed = dict(_model().proposals(letters))
    composed = {*english.compounds(letters, known), *english.derivations(letters, known)}
    second = second_opinion(letters) if max(proposed.values()) < _UNSURE else ""
    for katakana in {*composed, second} - proposed.keys():
        proposed[katakana] = _model().log_probability(letters, katakana)
    for rest, reading in english.negations(letters, known):
        proposed["アン" + reading] = _model().log_probability(rest, reading)
    heard = with_long_vowels(second)  # it writes エイ where Japanese mostly has エー
    found = (
        _judged(
            letters, katakana, likely, katakana in composed, with_long_vowels(katakana) == heard
        )
        for katakana, likely in proposed.items()
        if katakana
    )
    return max(found, key=lambda one: one.score, default=None)


def _judged(letters: str, katakana: str, likely: float, composed: bool, seconded: bool) -> Guess:
    ends_well = english.ends_well(letters, katakana)
    # Of included インクルード is a word, too; but it is another one.
    attested = ends_well and dictionary.is_katakana_word(katakana)
    explained = len(letters) if composed else 0
    return Guess(katakana, likely, attested, explained, ends_well, seconded)


@lru_cache(maxsize=4096)
def log_probability(word: str, katakana: str) -> float:
    """A word and a reading → how likely the model holds it, as a natural logarithm.

    :raises MissingError: where e2k is not installed.
    """
    letters = _letters(word)
    return _model().log_probability(letters, katakana) if letters else -math.inf


@lru_cache(maxsize=4096)
def first_proposal(word: str) -> tuple[str, float]:
    """A word → the reading that the model alone would give, and how likely it holds it (logarithm).

    :raises MissingError: where e2k is not installed.
    """
    letters = _letters(word)
    return _model().first(letters) if letters else ("", -math.inf)


def second_opinion(letters: str) -> str:
    """A word of small letters → the reading that the second model gives it.

    :raises MissingError: where kanalizer is not installed.
    """
    try:
        from kanalizer import convert
    except ImportError as error:
        found = diagnostic(Code.PACKAGE_MISSING, NOWHERE, package="kanalizer")
        raise MissingError(found) from error
    return str(convert(letters, on_incomplete="ignore"))


def _letters(word: str) -> str:
    letters = without_accents(word).casefold()
    fit = 1 < len(letters) <= LONGEST and letters.isascii() and letters.isalpha()
    return letters if fit else ""


@cache
def _model() -> Model:
    # Loaded at the first unknown word: the package and its weights take a third of a second.
    # NumPy reads the number of threads when it is imported; on matrices as small as these they
    # only wait for one another, which on a busy machine takes several times as long.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from pipeline.japanese.model import Model
    except ImportError as error:
        raise MissingError(diagnostic(Code.PACKAGE_MISSING, NOWHERE, package="e2k")) from error
    return Model(LONGEST)
