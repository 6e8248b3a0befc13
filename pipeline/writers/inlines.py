"""Turn inlines into XHTML, in the dialect of EPUB 3 or of DAISY 2.02."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import count
from typing import assert_never
from urllib.parse import quote, urlsplit

from pipeline.config import RubyChoice
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
from pipeline.writers.pronunciation import phonemes

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SSML = "http://www.w3.org/2001/10/synthesis"

# A scheme that runs or embeds something is not published: manuscripts are untrusted.
PUBLISHED_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

# RFC 3986, 2: neither reserved nor unreserved, so a URL has them percent-encoded.
NOT_IN_URL = frozenset(' "<>\\^`{|}')

# Vertical writing (JIS X 4051, 縦中横): a number of one or two digits, and !, ? or two of them,
# stand upright in one cell of the line.
UPRIGHT = re.compile(
    r"((?<![0-9A-Za-z.,:/%-])[0-9]{1,2}(?![0-9A-Za-z.,:/%-])|(?<![!-~])[!?]{1,2}(?![!-~]))"
)

# Kana and kanji (Unicode blocks Hiragana to Katakana, CJK Unified Ideographs with Extension A).
JAPANESE = re.compile("([\u3040-\u30ff\u3400-\u9fff]+)")
LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")

# A piece of text and its reading in kana; no reading: an empty string.
Furigana = Callable[[str], list[tuple[str, str]]]


class Dialect(Enum):
    """Which XHTML: its vocabulary, and the document type declaration that says so."""

    EPUB = Vocabulary(XHTML, (("epub", OPS), ("ssml", SSML))), "<!DOCTYPE html>"
    DAISY202 = (
        Vocabulary(XHTML),
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
        ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
    )

    @property
    def vocabulary(self) -> Vocabulary:
        return self.value[0]

    @property
    def doctype(self) -> str:
        return self.value[1]


def no_furigana(text: str) -> list[tuple[str, str]]:
    """Text as one piece without a reading."""
    return [(text, "")]


@dataclass(frozen=True, slots=True)
class Context:
    """What a node cannot know by itself.

    ``file`` is the document being written, ``files`` the document that each id is in,
    ``images`` the path from the document to each ``Image.source``. ``furigana`` gives text its
    readings, in reading order; ``ssml`` marks readings for voices. ``gloss_ids`` and
    ``in_link`` belong to the phrase and the link that is being written; leave them alone.
    """

    dialect: Dialect
    file: str
    files: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)
    ruby: RubyChoice = "manuscript"
    furigana: Furigana = no_furigana
    tate_chu_yoko: bool = False
    ssml: bool = False
    gloss_ids: Iterator[str] | None = None
    in_link: bool = False

    @property
    def epub(self) -> bool:
        return self.dialect is Dialect.EPUB

    def element(self, tag: str, content: Iterable[Content] = (), **attributes: str) -> Element:
        """An element; attributes that are empty, or unknown to the dialect, are left out.

        ``class_`` is ``class``, ``aria_label`` is ``aria-label``, ``epub_type`` is
        ``epub:type``, ``lang`` is also ``xml:lang``.
        """
        named: dict[str, str] = {}
        for name, value in attributes.items():
            if value and (self.epub or not name.startswith(EPUB_ONLY)):
                named[_attribute(name)] = value
        if "lang" in named:
            named["xml:lang"] = named["lang"]
        return self.dialect.vocabulary.element(tag, named, content)

    def href(self, id: str) -> str:
        """The way from this document to an id of the book; empty if there is no such id."""
        if id not in self.files:
            return ""
        file = self.files[id]
        return f"#{id}" if file == self.file else f"{file}#{id}"


# How the names of attributes begin that XHTML 1.0 does not know.
EPUB_ONLY = ("epub_", "ssml_", "aria_", "role")


def _attribute(name: str) -> str:
    prefix, underscore, rest = name.partition("_")
    separator = {"epub": ":", "ssml": ":", "aria": "-"}.get(prefix, "")
    return f"{prefix}{separator}{rest}" if underscore else name


def inline_html(inlines: Inlines, context: Context) -> list[Content]:
    """A run of inlines as text and elements."""
    content: list[Content] = []
    for before, inline, after in zip((None, *inlines), inlines, (*inlines[1:], None), strict=False):
        if isinstance(inline, SoftBreak):
            content += _soft_break(before, after)
        else:
            content += _inline(inline, context)
    return content


def _soft_break(before: Inline | None, after: Inline | None) -> list[Content]:
    """A line end of the manuscript: a blank between two words in the alphabet, else nothing."""
    if before is None or after is None:
        return []
    edge = plain_text((before,))[-1:] + plain_text((after,))[:1]
    return [" "] if len(edge) == 2 and edge.isascii() else []


def _inline(inline: Inline, context: Context) -> list[Content]:
    made = context.element
    match inline:
        case Text():
            return text_html(inline.value, context)
        case SoftBreak():
            return []
        case HardBreak():
            return [made("br")]
        case Emphasis():
            return [made("em", inline_html(inline.children, context))]
        case Strong():
            return [made("strong", inline_html(inline.children, context))]
        case Code():
            return [made("code", [inline.value])]
        case Link():
            return _link(inline, context)
        case Image():
            return [image_html(inline, context)]
        case Ruby():
            return [_ruby(inline.base, inline.reading, context, spoken=inline.reading)]
        case Language():
            children = inline_html(inline.children, replace(context, furigana=no_furigana))
            return [made("span", children, lang=inline.lang)]
        case Verbatim():
            return [made("span", inline_html(inline.children, context), class_="verbatim")]
        case FootnoteReference():
            return [_noteref(inline, context)]
        case PageMark():
            return [page_mark(inline, context)]
        case Term():
            return _term(inline, context)
        case Phrase():
            return [_phrase(inline, context)]
        case _:
            assert_never(inline)


def text_html(text: str, context: Context) -> list[Content]:
    """Text, with the readings and the upright numbers that the context asks for."""
    return [
        content
        for base, reading in context.furigana(text)
        for content in ([_ruby(base, reading, context)] if reading else _upright(base, context))
    ]


def _upright(text: str, context: Context) -> list[Content]:
    if not context.tate_chu_yoko:
        return [text]
    pieces = UPRIGHT.split(text)  # text, number, text, …
    return [
        context.element("span", [piece], class_="tcy") if index % 2 else piece
        for index, piece in enumerate(pieces)
        if piece
    ]


def _ruby(base: str, reading: str, context: Context, spoken: str = "") -> Content:
    """A base with its reading; XHTML 1.0 has no ruby, so there the reading is in brackets.

    ``spoken`` is the reading where a person fixed it.
    """
    made = context.element
    hint = phonemes(spoken) if context.ssml else ""
    if context.ruby == "none":
        return made("span", [base], ssml_ph=hint) if context.epub and hint else base
    if context.epub:
        # No rp: every EPUB 3 reading system knows ruby, and voices read the brackets aloud.
        return made("ruby", [base, made("rt", [reading])], ssml_ph=hint)
    return made("span", [base, made("span", [f"（{reading}）"], class_="rt")], class_="ruby")


def _link(link: Link, context: Context) -> list[Content]:
    """A link; only its text where it leads nowhere, or stands inside another."""
    inside = replace(context, in_link=True)
    children = inline_html(link.children, inside)
    target = link.target
    href = context.href(target[1:]) if target.startswith("#") else external(target)
    if context.in_link or not href:
        return children
    return [context.element("a", children, href=href, title=link.title)]


def external(target: str) -> str:
    """An absolute URL that may be published, spelled as RFC 3986 allows; else nothing."""
    try:
        url = urlsplit(target)
    except ValueError:  # a host in brackets that is no address
        return ""
    needs_host = url.scheme.lower() in ("http", "https")
    if url.scheme.lower() not in PUBLISHED_SCHEMES or needs_host != bool(url.netloc):
        return ""
    if NOT_IN_URL & set(url.netloc):
        return ""
    return "".join(quote(c) if c in NOT_IN_URL else c for c in target)


def image_html(image: Image, context: Context) -> Element:
    """A picture; its alternative text keeps its gloss, an ornament has an empty one.

    A picture without a file is one that the form does not know; its alternative text stands for it.
    """
    alt = plain_text(image.alt, gloss=True)
    if image.source not in context.images:
        return context.element("span", [alt], class_="image")
    made = context.element("img", src=context.images[image.source], title=image.title)
    made.set("alt", alt)
    return made


def _noteref(call: FootnoteReference, context: Context) -> Element:
    made = context.element
    label = text_html(f"（注{call.number}）", context)
    href = context.href(call.id)
    if context.in_link or not href:
        return made("span", label, id=call.ref_id, class_="noteref")
    if context.epub:
        kind = {"epub_type": "noteref", "role": "doc-noteref", "class_": "noteref"}
        return made("a", label, href=href, id=call.ref_id, **kind)
    return made("span", [made("a", label, href=href)], id=call.ref_id, class_="noteref")


def page_mark(mark: PageMark, context: Context) -> Element:
    """Where a page of the printed book begins: unseen in EPUB, its number in DAISY 2.02."""
    made = context.element
    if context.epub:
        label = f"{mark.number}ページ"
        kind = {"epub_type": "pagebreak", "role": "doc-pagebreak"}
        return made("span", id=mark.id, aria_label=label, **kind)
    return made("span", [mark.number], id=mark.id, class_=page_class(mark.number))


def page_class(number: str) -> str:
    """The class of a page number. DAISY 2.02, 2.1.3: front, normal or special."""
    if re.fullmatch("[0-9]+", number):
        return "page-normal"
    return "page-front" if re.fullmatch("[ivxlcdm]+", number) else "page-special"


def _term(term: Term, context: Context) -> list[Content]:
    """``アイフォン（iPhone）``: the gloss can be skipped and is marked with its language."""
    if not term.first:
        return text_html(term.reading, context)
    id = next(context.gloss_ids) if context.gloss_ids else ""
    gloss = [term.before, *_original(term, context), term.after]
    reading = text_html(term.reading, context)
    return [*reading, context.element("span", gloss, class_="gloss", id=id)]


def _original(term: Term, context: Context) -> Iterator[Content]:
    """A word with its letters marked as English; kana and kanji in it (``Jアラート``) are not.

    BCP 47 has no tag for "Latin letters in a Japanese sentence"; voices need one that spells.
    """
    hint = phonemes(term.reading) if context.ssml else ""
    pieces = [piece for piece in JAPANESE.split(term.original) if piece]
    for piece in pieces:
        lang = "en" if LATIN_LETTER.search(piece) else ""
        whole = hint if len(pieces) == 1 else ""
        if lang or whole:
            yield context.element("span", [piece], lang=lang, ssml_ph=whole)
        else:
            yield from text_html(piece, context)


def _phrase(phrase: Phrase, context: Context) -> Element:
    """A phrase with its id; the glosses inside are ``…-g1``, ``…-g2``, to be spoken or skipped."""
    glosses = (f"{phrase.id}-g{number}" for number in count(1))
    children = inline_html(phrase.children, replace(context, gloss_ids=glosses))
    return context.element("span", children, id=phrase.id)
