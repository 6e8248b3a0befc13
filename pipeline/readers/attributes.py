"""Attributes in braces, ``{#id .class key=value key="value"}``, turned into a frozen record.

The syntax is that of mdit-py-plugins' ``attrs``; parsed here with one expression, because that
parser copies the rest of the text at every bracket (quadratic on long paragraphs) and drops
the attributes that it holds for dangerous without a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITEM = r"""(?:\#[^\s{}\#"=|]+|\.[\w-]+|[A-Za-z_][\w:-]*=(?:"[^"{}\n]*"|[^\s"{}|=]+))"""
ATTRIBUTES = re.compile(rf"\{{[ \t]*({_ITEM}(?:[ \t]+{_ITEM})*)[ \t]*\}}")
_EACH = re.compile(_ITEM)


@dataclass(frozen=True, slots=True)
class Attributes:
    """``id`` is empty where none is given; ``pairs`` are in the order they were written in."""

    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str:
        """The value of ``key``, the last one where it is written twice, else empty."""
        return dict(self.pairs).get(key, "")

    def unknown(self, *known: str) -> tuple[str, ...]:
        """The attributes, as written, that are not among ``known`` (``#``, ``.name``, ``key``)."""
        found = [f"#{self.id}"] if self.id and "#" not in known else []
        found += [f".{name}" for name in self.classes if f".{name}" not in known]
        found += [f"{key}={value}" for key, value in self.pairs if key not in known]
        return tuple(found)


def parse_attributes(text: str) -> Attributes:
    """The inside of a pair of braces that ``ATTRIBUTES`` matched, as a record."""
    items = _EACH.findall(text)
    ids = [item[1:] for item in items if item[0] == "#"]
    classes = tuple(item[1:] for item in items if item[0] == ".")
    pairs = (item.split("=", 1) for item in items if item[0] not in "#.")
    values = tuple((key, value.strip('"')) for key, value in pairs)
    return Attributes(ids[-1] if ids else "", classes, values)
