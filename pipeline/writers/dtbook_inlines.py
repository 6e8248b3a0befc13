"""Turn inlines into DTBook 2005-3 (ANSI/NISO Z39.86-2005)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count, pairwise
from typing import assert_never

from pipeline.document import (
    Code,
    Emphasis,
    FootnoteReference,
    HardBreak,
    Image,
    Inline,
    Inlines,
    Language,
    Link,
    PageMark,
    Phrase,
    Ruby,
    SoftBreak,
    Strong,
    Term,
    Text,
    Verbatim,
)
from pipeline.walk import plain_text
from pipeline.writers.elements import Content, Element, Vocabulary
from pipeline.writers.inlines import JAPANESE, LATIN_LETTER, external, page_class

NAMESPACE = "http://www.daisy.org/z3986/2005/dtbook/"
VOCABULARY = Vocabulary(NAMESPACE)

# The elements of DTBook's %inline; that are written here.
INLINE = frozenset(["a", "br", "code", "em", "img", "noteref", "pagenum", "sent", "span", "strong"])


@dataclass(frozen=True, slots=True)
class Context:
    """What a node cannot know by itself: the ids there are, the file of each picture.

    A picture without a file is one that DAISY 3 does not know; its alternative text stands for it.
    """

    ids: frozenset[str]
    images: Mapping[str, str]
    gloss_ids: Iterator[str] | None = None
    in_link: bool = False


def made(tag: str, content: Iterable[Content] = (), /, **attributes: str) -> Element:
    """A DTBook element; empty attributes are left out, ``lang`` is ``xml:lang``."""
    names = {"class_": "class", "lang": "xml:lang"}
    named = {names.get(name, name): value for name, value in attributes.items() if value}
    return VOCABULARY.element(tag, named, content)


def run(inlines: Inlines, context: Context) -> list[Content]:
    """A run of inlines as text and elements."""
    content: list[Content] = []
    for before, inline in pairwise((None, *inlines)):
        if inline is not None:
            blank = isinstance(before, SoftBreak) and _needs_blank(content, inline)
            content += [" "] if blank else []
            content += _inline(inline, context)
    return content


def _needs_blank(before: list[Content], after: Inline) -> bool:
    """Whether a line end stands between words in the alphabet; Japanese runs on over it."""
    last = before[-1] if before else ""
    last = last if isinstance(last, str) else "".join(map(str, last.itertext()))
    following = plain_text((after,))
    return bool(last and following) and last[-1].isascii() and following[0].isascii()


def _inline(inline: Inline, context: Context) -> list[Content]:
    match inline:
        case Text():
            return [inline.value]
        case SoftBreak():
            return []
        case HardBreak():
            return [made("br")]
        case Emphasis():
            return [made("em", run(inline.children, context))]
        case Strong():
            return [made("strong", run(inline.children, context))]
        case Code():
            return [code_text(inline.value)]
        case Link():
            return _link(inline, context)
        case Image():
            return [image(inline, context)]
        case Ruby():
            return [_ruby(inline)]
        case Language():
            return [made("span", run(inline.children, context), lang=inline.lang)]
        case Verbatim():
            return [made("span", run(inline.children, context), class_="verbatim")]
        case FootnoteReference():
            return [_call(inline, context)]
        case PageMark():
            return [page(inline)]
        case Term():
            return _term(inline, context)
        case Phrase():
            return [_phrase(inline, context)]
        case _:
            assert_never(inline)


def code_text(value: str) -> Element:
    """Program text, its blanks kept."""
    code = made("code", [value])
    code.set(VOCABULARY.name("xml:space"), "preserve")
    return code


def _link(link: Link, context: Context) -> list[Content]:
    """A link; only its text where it leads nowhere, or stands inside another."""
    children = run(link.children, replace(context, in_link=True))
    target = link.target
    inside = target.startswith("#")
    href = (target if target[1:] in context.ids else "") if inside else external(target)
    if context.in_link or not href:
        return children
    return [made("a", children, href=href, title=link.title, external="" if inside else "true")]


def image(image: Image, context: Context) -> Element:
    """A picture, or its alternative text where DAISY 3 does not know its format."""
    alt = plain_text(image.alt, gloss=True)
    if image.source not in context.images:
        return made("span", [alt], class_="image")
    picture = made("img", src=context.images[image.source], title=image.title)
    picture.set("alt", alt)
    return picture


def _ruby(ruby: Ruby) -> Element:
    """Base, then reading in brackets: DTBook has no ruby, and the reading must not be lost."""
    reading = made("span", [f"（{ruby.reading}）"], class_="rt")
    return made("span", [ruby.base, reading], class_="ruby")


def _call(call: FootnoteReference, context: Context) -> Element:
    label = f"（注{call.number}）"
    if call.id not in context.ids:
        return made("span", [label], id=call.ref_id)
    return made("noteref", [label], id=call.ref_id, idref=f"#{call.id}")


def page(mark: PageMark) -> Element:
    """A page number: front, normal or special (Z39.86-2005: normal ones are positive)."""
    name = page_class(mark.number).removeprefix("page-")
    name = "special" if name == "normal" and int(mark.number) == 0 else name
    return made("pagenum", [mark.number], id=mark.id, page=name)


def _term(term: Term, context: Context) -> list[Content]:
    """``アイフォン（iPhone）``: the gloss is skippable and marked with its language."""
    if not term.first:
        return [term.reading]
    id = next(context.gloss_ids) if context.gloss_ids else ""
    said = [term.before, *_original(term.original), term.after]
    return [term.reading, made("span", said, class_="gloss", id=id)]


def _original(original: str) -> Iterator[Content]:
    """A word with its letters marked as English, to be spelled; kana and kanji in it are not."""
    for piece in JAPANESE.split(original):
        yield made("span", [piece], lang="en") if LATIN_LETTER.search(piece) else piece


def _phrase(phrase: Phrase, context: Context) -> Element:
    """A phrase; the glosses inside are ``…-g1``, ``…-g2``."""
    glosses = (f"{phrase.id}-g{number}" for number in count(1))
    return made("sent", run(phrase.children, replace(context, gloss_ids=glosses)), id=phrase.id)
