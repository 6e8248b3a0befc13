"""What a book is called in catalogues: its title, its names, its identifier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from pipeline.document import Book, Inline, Inlines, Phrase, Reading, Term
from pipeline.walk import all_inlines, plain_text
from pipeline.writers.furigana import kana

# Only for books without an identifier of their own; it must never change.
NAMESPACE = UUID("6d696d69-7975-4269-8000-6d796269626f")


@dataclass(frozen=True, slots=True)
class Name:
    """A person or body, and the reading to sort the name by."""

    name: str
    file_as: str


def title(book: Book) -> str:
    """The title as it is heard: terms in katakana, without glosses."""
    return plain_text(book.title or ()) or book.settings.title


def title_reading(book: Book) -> str:
    """The reading of the title in kana, to sort by; a guess unless ``book.toml`` gives it."""
    return book.settings.title_reading or kana(title(book))


def original_title(book: Book) -> str:
    """The title with its words in the alphabet; empty if it has none."""
    if not any(isinstance(inline, Term) for inline in all_inlines(book.title)):
        return ""
    return plain_text(tuple(_originals(book.title)))


def _originals(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        match inline:
            case Term():
                yield replace(inline, reading=inline.original)
            case Phrase():
                yield from _originals(inline.children)
            case _:
                yield inline


def creators(book: Book) -> tuple[Name, ...]:
    """Who made the book, in the order of ``book.toml``."""
    names, readings = book.settings.creators, book.settings.creator_readings
    read = (*readings, *(kana(name) for name in names[len(readings) :]))
    return tuple(map(Name, names, read))


def name_readings(book: Book) -> Iterator[Reading]:
    """The names of the creators with their readings, part by part where both have parts."""
    settings = book.settings
    for name, reading in zip(settings.creators, settings.creator_readings, strict=False):
        parts, kana = name.split(), reading.split()
        whole = len(parts) != len(kana)
        pairs = [("".join(parts), "".join(kana))] if whole else zip(parts, kana, strict=True)
        yield from (Reading(part, read) for part, read in pairs)


def identifier(book: Book) -> str:
    """The identifier of ``book.toml``, else a UUID that the title and the creators decide."""
    settings = book.settings
    if settings.identifier:
        return settings.identifier
    return uuid5(NAMESPACE, "\n".join((settings.title, *settings.creators))).urn


def isbn(number: str) -> str:
    """An ISBN as a URN, without its hyphens; empty if there is none."""
    digits = number.replace("-", "").replace(" ", "")
    return f"urn:isbn:{digits}" if digits else ""
