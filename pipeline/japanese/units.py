"""Look up the symbols that are read beside numbers (``GB`` in ``10GB``, ``No.`` in ``No.1``)."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pipeline.japanese.tables import table

Place = Literal["alone", "after", "before"]


_TIMES = ("マイジ", "マイフン", "マイビョウ")


def without_time(katakana: str) -> str:
    """A unit of speed where the text says already that it is one (時速80km/h: キロメートル)."""
    ending = next(filter(katakana.endswith, _TIMES), "")
    return katakana.removesuffix(ending)


@cache
def symbols(place: Place) -> dict[str, str]:
    """Katakana by symbol: those read so alone, after a number or before one."""
    wanted = {"alone": ("unit",), "after": ("unit", "after"), "before": ("before",)}[place]
    return {symbol: kana for symbol, kana, where, _ in table("units.tsv", 4) if where in wanted}
