"""Look up the symbols that are read beside numbers (``GB`` in ``10GB``, ``No.`` in ``No.1``)."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pipeline.japanese.tables import table

Place = Literal["alone", "after", "before", "prefix"]

_TIMES = {"s": "マイビョウ", "min": "マイフン", "h": "マイジ"}
# 計量単位令 names a ratio to a length, an area, a volume or a temperature with 毎, the field's
# other ratios (mg/dL, km/L) are read パー.
_PER_SPACE = ("ヘイホウ", "リッポウ")


@cache
def symbols(place: Place) -> dict[str, str]:
    """Katakana by symbol: those read so alone, after a number or before one."""
    wanted = {"alone": ("unit",), "after": ("unit", "after")}.get(place, (place,))
    found = {symbol: kana for symbol, kana, where, _ in table("units.tsv", 4) if where in wanted}
    return _prefixed() | found if place == "after" else found


def _prefixed() -> dict[str, str]:
    """Units with the prefixes that are in use with them: ``GWh`` ギガワットアワー."""
    named = symbols("prefix")
    return {
        prefix + base: named[prefix] + kana
        for base, kana, prefixes, _ in table("unit_bases.tsv", 4)
        for prefix in prefixes
    }


@cache
def after_number(symbol: str) -> str:
    """The katakana of a unit after a number, or of one to another (``mg/kg``); empty: none."""
    units = symbols("after")
    over, slash, under = symbol.partition("/")
    if not slash or symbol in units or over not in units:
        return units.get(symbol) or _in_any_case().get(symbol.casefold(), "")
    if under in _TIMES:
        return units[over] + _TIMES[under]
    below = units.get(under, "")
    per = "マイ" if below.startswith(_PER_SPACE) or below == "メートル" else "パー"
    return f"{units[over]}{per}{below}" if below else ""


# Units that people also type in another case: 256gb, 300Kcal, 2.4GHZ. Others are other words
# then: 2CD, 4CT, 3PA.
_IN_ANY_CASE = (
    "mm cm km kg mg mL dL kL KB MB GB TB PB Hz kHz MHz GHz kcal kWh mAh kW hPa kPa MPa"
    " bps kbps Mbps Gbps dpi fps rpm"
)


@cache
def _in_any_case() -> dict[str, str]:
    units = symbols("after")
    return {symbol.casefold(): units[symbol] for symbol in _IN_ANY_CASE.split()}


@cache
def alone(symbol: str) -> str:
    """The katakana of a unit that is nothing else without a number (``kg``, ``km/L``)."""
    found = symbols("alone")
    over, slash, under = symbol.partition("/")
    if slash and symbol not in found and (over in found or under in found or under in _TIMES):
        return after_number(symbol)
    # GWh, mGy and μH are nothing else; pg, PA and Tg may be.
    prefixed = symbol[:1] in "µμ" or (len(symbol) > 2 and not symbol.islower())
    return found.get(symbol, "") or (_prefixed().get(symbol, "") if prefixed else "")


def without_time(katakana: str) -> str:
    """A unit of speed where the text says already that it is one (時速80km/h: キロメートル)."""
    ending = next(filter(katakana.endswith, _TIMES.values()), "")
    return katakana.removesuffix(ending)
