"""Read ``book.toml`` into settings, checked against the dataclasses of ``pipeline.config``."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pipeline.config import Settings
from pipeline.diagnostics import Both, Code, diagnostic
from pipeline.document import LANGUAGE_TAG, Pos, Report
from pipeline.reasons import toml_reason

# Fields that the reader fills in; no keys of book.toml.
INTERNAL = {"file", "narrator"}

# Whole numbers have a range that makes sense: (least, greatest), in the unit of the key.
RANGES = {
    "cells_per_line": (10, 100),
    "lines_per_page": (5, 60),
    "pages_per_volume_min": (1, 9999),
    "pages_per_volume_max": (10, 9999),
    "speed": (50, 300),
    "loudness": (10, 40),
    "pause_in_sentence": (0, 10_000),
    "pause_after_sentence": (0, 10_000),
    "pause_after_paragraph": (0, 10_000),
    "pause_after_heading": (0, 10_000),
    "pause_before_heading": (0, 10_000),
}
# What a value should have been.
TABLE = Both("[表]", "a [table]")
STRING = Both('文字列 "…"', 'a string, "…"')
STRINGS = Both('文字列の並び ["…", "…"]', 'a list of strings, ["…", "…"]')
PLAIN_STRING = Both("制御文字のない文字列", "a string without control characters")
DATE = Both('"2026-11-23" のような日付', 'a date like "2026-11-23"')
LANGUAGE = Both('"ja" のような言語の符号（BCP 47）', 'a BCP 47 language tag like "ja"')


def read_settings(source: str, file: str, report: Report) -> Settings | None:
    """The text of a ``book.toml`` as settings; ``None`` after reporting every fault in it."""
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        place = error_place(str(error), file, source)
        report(diagnostic(Code.BAD_TOML, place, reason=toml_reason(error)))
        return None
    found: list[bool] = []

    def fault(code: Code, dotted: str, /, **words: object) -> None:
        found.append(True)
        report(diagnostic(code, key_place(source, dotted, file), **words))

    values = _table(table, Settings, "", fault)
    title = values.get("title")
    if "title" not in table or (isinstance(title, str) and not title.strip()):
        fault(Code.MISSING_TITLE, "title")
    _check_volume(table.get("braille"), fault)
    if found:
        return None
    return Settings(**values, file=file)


def _check_volume(braille: Any, fault: Any) -> None:
    """The least and the greatest size of a volume, where both are set, go together."""
    least, most = "pages_per_volume_min", "pages_per_volume_max"
    found = [braille.get(key) for key in (least, most)] if isinstance(braille, dict) else []
    sizes = [size for size in found if isinstance(size, int)]
    if len(sizes) == 2 and sizes[0] > sizes[1]:
        dotted = f"braille.{least}"
        expected = Both(f"{most}（{sizes[1]}）以下", f"at most {most} ({sizes[1]})")
        fault(Code.WRONG_TYPE, dotted, key=dotted, expected=expected, got=_show(sizes[0]))


def error_place(message: str, file: str, source: str) -> Pos:
    """Where ``tomllib`` says its error is (it says so in words only)."""
    place = re.search(r"line (\d+), column (\d+)", message)
    if place:
        return Pos(file, int(place[1]), int(place[2]))
    return Pos(file, source.count("\n") + 1, len(source.rpartition("\n")[2]) + 1)


def key_place(source: str, dotted: str, file: str) -> Pos:
    """The line and column where a key (``unit.level``) is set, or the file's beginning."""
    table, _, key = dotted.rpartition(".")
    here = ""
    for number, line in enumerate(source.splitlines(), 1):
        header = re.match(r"\s*\[\s*([\w.\-]+)\s*\]", line)
        if header:
            here = header[1]
            if here == dotted:
                return Pos(file, number, line.index("[") + 1)
        elif here == table and (hit := re.match(rf'\s*("?){re.escape(key)}\1\s*=', line)):
            return Pos(file, number, hit.start() + len(line) - len(line.lstrip()) + 1)
    return Pos(file, 1, 1)


def _table(table: Mapping[str, Any], kind: type, prefix: str, fault: Any) -> dict[str, Any]:
    """The values of one table that pass; ``fault`` hears of the others."""
    hints = get_type_hints(kind)
    known: dict[str, Field[Any]] = {f.name: f for f in fields(kind) if f.name not in INTERNAL}
    values: dict[str, Any] = {}
    for key, value in table.items():
        dotted = f"{prefix}{key}"
        if key not in known:
            fault(Code.UNKNOWN_KEY, dotted, key=dotted, choices=_suggest(key, known))
            continue
        expected = hints[key]
        if is_dataclass(expected):
            values[key] = _nested(value, expected, dotted, fault)
        elif problem := _mismatch(key, value, expected):
            fault(Code.WRONG_TYPE, dotted, key=dotted, expected=problem, got=_show(value))
        else:
            values[key] = tuple(value) if isinstance(value, list) else value
    return values


def _nested(value: Any, kind: Any, dotted: str, fault: Any) -> Any:
    if not isinstance(value, dict):
        fault(Code.WRONG_TYPE, dotted, key=dotted, expected=TABLE, got=_show(value))
        return kind()
    values = _table(value, kind, f"{dotted}.", fault)
    missing = [
        f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING
    ]
    return kind(**values) if all(name in values for name in missing) else None


def _mismatch(key: str, value: Any, expected: Any) -> Both | None:
    """What the value should have been; None where it is right."""
    if get_origin(expected) is Literal:
        choices = get_args(expected)
        if value in choices and type(value) is type(choices[0]):
            return None
        shown = " | ".join(json.dumps(choice) for choice in choices)
        return Both(shown, shown)
    if expected is bool:
        return None if isinstance(value, bool) else Both("true か false", "true or false")
    if expected is int:
        least, greatest = RANGES.get(key, (0, 1_000_000))
        whole = isinstance(value, int) and not isinstance(value, bool)
        fits = whole and least <= value <= greatest
        return None if fits else _between(least, greatest)
    if expected is str:
        return _mismatched_string(key, value)
    if isinstance(expected, types.GenericAlias):
        strings = isinstance(value, list) and not any(_mismatched_string("", i) for i in value)
        return None if strings else STRINGS
    raise TypeError(f"no check for settings of type {expected}")


def _between(least: int, greatest: int) -> Both:
    return Both(f"{least} から {greatest} までの整数", f"a whole number from {least} to {greatest}")


def _mismatched_string(key: str, value: Any) -> Both | None:
    """A string that XML can hold (1.0, 2.2); a date one of the calendar, a language a tag."""
    if not isinstance(value, str):
        return STRING
    if not all(c.isprintable() or c in "\n\u3000" for c in value):
        return PLAIN_STRING
    if key == "date" and value and not _is_date(value):
        return DATE
    if key == "language" and not LANGUAGE_TAG.fullmatch(value):
        return LANGUAGE
    return None


def _is_date(value: str) -> bool:
    """Whether a value is a year, a month or a day as ISO 8601 writes them."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value):
        return False
    try:
        datetime.date.fromisoformat(value + "-01" * (2 - value.count("-")))
    except ValueError:
        return False
    return True


def _show(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _suggest(key: str, known: Mapping[str, object]) -> str:
    """The key that was probably meant, or all there are."""
    near = get_close_matches(key, known, n=1)
    return f"{near[0]} ?" if near else ", ".join(known)
