"""Say what a book still lacks for the library it is made for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from pipeline.config import Settings
from pipeline.diagnostics import Code, Diagnostic, diagnostic, whole
from pipeline.document import Book, Heading, Pos, Report
from pipeline.errors import TableError
from pipeline.japanese.tables import table
from pipeline.walk import plain_text, unit_blocks

LIBRARIES = {
    "sapie": ("サピエ図書館", "Sapie Library"),
    "ndl": ("国立国会図書館", "National Diet Library"),
}
KATAKANA = re.compile(r"[ァ-ヺー・ヽヾ 　]+")
NAME_LIMIT = 32  # characters; a number and an extension follow
NAME = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{NAME_LIMIT - 1}}}")


class Rule(NamedTuple):
    """A row of ``data/profiles.tsv``: what a library asks for, and where it says so."""

    profile: str
    kind: str
    key: str
    ja: str
    en: str
    source: str


def rules(profile: str) -> Iterator[Rule]:
    """The rules of a profile, in the order of the table; none for ``plain``."""
    rows = (Rule(*row) for row in table("profiles.tsv", len(Rule._fields)))
    return (rule for rule in rows if rule.profile == profile)


def check_profile(book: Book, folder: str, report: Report) -> None:
    """Report what a book in ``folder`` lacks for the library of its ``[profile]``."""
    for rule in rules(book.settings.profile.name):
        for finding in _broken(rule, book, folder):
            report(finding)


def _broken(rule: Rule, book: Book, folder: str) -> Iterator[Diagnostic]:
    """The findings of one rule: none where the book keeps it."""
    settings = book.settings
    find = partial(_find, settings)
    match rule.kind:
        case "name":
            if not NAME.fullmatch(folder):
                yield find(Code.PROFILE_NAME, name=folder, limit=NAME_LIMIT)
        case "heading":
            if not _has_heading(book, rule.key):
                yield _lacks(rule, settings)
        case "readings":
            counts = len(settings.creators), len(settings.creator_readings)
            if counts[0] != counts[1]:
                yield find(Code.PROFILE_READINGS, creators=counts[0], readings=counts[1])
            yield from _not_kana(rule.key, settings.creator_readings, settings)
        case "field":
            given = field_value(settings, rule.key)
            if not given:
                yield _lacks(rule, settings)
            elif rule.key.endswith("_reading"):
                yield from _not_kana(rule.key, given, settings)
        case _:
            raise TableError(diagnostic(Code.OUR_TABLE_KIND, whole("profiles.tsv"), kind=rule.kind))


def field_value(settings: Settings, key: str) -> tuple[str, ...]:
    """What a key of ``book.toml`` (``braille.transcriber``) says, blanks not counting."""
    value = _setting(settings, key)
    texts = value if isinstance(value, tuple) else (str(value),)
    return tuple(text.strip() for text in texts if text.strip())


def _setting(settings: Settings, key: str) -> object:
    value: object = settings
    for name in key.split("."):
        value = getattr(value, name)
    return value


def _has_heading(book: Book, word: str) -> bool:
    return any(
        isinstance(block, Heading) and word in plain_text(block.children)
        for unit in book.units
        for block in unit_blocks(unit)
    )


def _lacks(rule: Rule, settings: Settings) -> Diagnostic:
    ja, en = LIBRARIES[rule.profile]
    words = {"label": rule.ja, "label_en": rule.en, "key": rule.key, "source": rule.source}
    libraries = {"library": ja, "library_en": en}
    return _find(settings, Code.PROFILE_LACKS, **libraries, **words, **_remedy(rule))


def _remedy(rule: Rule) -> dict[str, str]:
    """What is to be written, and where, to keep a rule of the kinds field and heading."""
    if rule.kind == "heading":
        return {"place": "原稿", "place_en": "in the manuscript", "example": f"# {rule.key}"}
    section, _, key = rule.key.rpartition(".")
    place, place_en = "book.toml の初め", "at the head of book.toml"
    if section:
        place, place_en = f"book.toml の [{section}] の下", f"below [{section}] in book.toml"
    is_list = isinstance(_setting(Settings(title=""), rule.key), tuple)
    example = f'{key} = ["…"]' if is_list else f'{key} = "…"'
    return {"place": place, "place_en": place_en, "example": example}


def _not_kana(key: str, readings: tuple[str, ...], settings: Settings) -> Iterator[Diagnostic]:
    for reading in readings:
        if not KATAKANA.fullmatch(reading):
            yield _find(settings, Code.PROFILE_KANA, reading=reading, key=key)


def _find(settings: Settings, code: Code, /, **words: object) -> Diagnostic:
    return diagnostic(code, Pos(settings.file), **words)
