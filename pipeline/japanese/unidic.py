"""Text → UniDic's short units: how words are pronounced, and where they come from."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import NOWHERE
from pipeline.errors import MissingError
from pipeline.japanese.kana import katakana

if TYPE_CHECKING:
    import fugashi


@cache
def _unidic() -> fugashi.Tagger:
    """The UniDic tagger, for words whose pronunciation the reading alone does not decide."""
    try:
        import fugashi
    except ImportError as error:
        found = diagnostic(Code.PACKAGE_MISSING, NOWHERE, package="fugashi, unidic-lite")
        raise MissingError(found) from error
    return fugashi.Tagger()


class ShortUnit(NamedTuple):
    """A UniDic short unit: ``kana`` as written, ``pron`` as spoken, ``origin`` 和, 漢 or 外.

    ``lemma`` is the reading of its dictionary entry, which no compound has voiced.
    """

    surface: str
    kana: str
    pron: str
    origin: str
    pos: str
    form: str
    lemma: str


@lru_cache(maxsize=65536)
def short_units(text: str) -> tuple[ShortUnit, ...]:
    """A word → its UniDic short units; an unknown one has empty readings.

    :raises MissingError: where fugashi and UniDic are not installed.
    """
    return tuple(
        ShortUnit(
            node.surface,
            node.feature.kana or "",
            node.feature.pron or "",
            node.feature.goshu or "",
            node.feature.pos1 or "",
            node.feature.cForm or "",
            node.feature.lForm or "",
        )
        for node in _unidic()(text)
    )


def has_four_kana(word: str) -> bool:
    """Whether a word in hiragana has its ぢ and づ today too, as UniDic's entry has them.

    かたづけ and ひづめ have, しづか and うなづいた are old spellings.
    """
    units, last = short_units(word), max(word.rfind("ぢ"), word.rfind("づ")) + 1
    return len(units) == 1 and last > 0 and units[0].lemma[:last] == katakana(word[:last])


@lru_cache(maxsize=64)
def _units_in(text: str) -> dict[int, tuple[int, str]]:
    """A sentence's UniDic short units: where one starts → where it ends, its kana."""
    units: dict[int, tuple[int, str]] = {}
    at = 0
    for unit in short_units(text):
        start = text.index(unit.surface, at)
        at = start + len(unit.surface)
        units[start] = (at, unit.kana)
    return units


def read_in(text: str, start: int, end: int) -> str:
    """How UniDic reads ``text[start:end]`` in its sentence, or nothing where it cuts elsewhere."""
    units, kana, at = _units_in(text), "", start
    while at < end and at in units:
        at, own = units[at]
        kana += own
    return kana if at == end else ""


@lru_cache(maxsize=65536)
def single_reading(character: str) -> str:
    """A character that Sudachi does not know → its reading in katakana by UniDic, or nothing."""
    return "".join(unit.kana for unit in short_units(character))
