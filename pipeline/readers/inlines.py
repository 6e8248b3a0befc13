"""Turn the text of one block into inlines that know where they stand."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from pipeline.diagnostics import Code as Finding
from pipeline.document import (
    LANGUAGE_TAG,
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
    Pos,
    Ruby,
    SoftBreak,
    Strong,
    Text,
    Verbatim,
)
from pipeline.readers.attributes import Attributes
from pipeline.readers.context import Context
from pipeline.readers.positions import ContentMap, until
from pipeline.readers.rules import KANA, MARKS

# Emphasis nests without end in CommonMark; deeper than this it says nothing more.
MAX_DEPTH = 40
PAGE_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_KANJI = re.compile(r"[々〆〇ヶ㐀-䶿一-鿿豈-﫿\U00020000-\U0003fffd]")
# 青空文庫 注記一覧: ｜ marks where the base begins; without it the base is the run of kanji.
_AOZORA = re.compile(rf"《({KANA}+)》")
_RUBY_LIKE = re.compile(r"\{[^{}|\n]+\|[^{}\n]+\}")
# Where markup may begin, and blanks (cut) beside a line end.
_MARKED = re.compile(rf"[{re.escape(MARKS)}]| \n|\A\n|\n(?:[ \t\n]|\Z)")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SCRIPT = re.compile(r"<\s*/?\s*script", re.IGNORECASE)


@dataclass
class _Open:
    """An element whose end has not come yet; ``token`` is None for the whole run."""

    token: Token | None
    children: list[Inline] = field(default_factory=list)


def read_inlines(content: str, where: ContentMap, context: Context) -> Inlines:
    """Markdown text to inlines; ``where`` tells the place of each of its characters."""
    if not content:
        return ()
    if not _MARKED.search(content):
        return _plain(content, where)
    tokens = context.md.inline.parse(content, context.md, context.env, [])
    _find_leftover_marks(tokens, where, context)
    _find_html(tokens, where, context)
    return _build(tokens, where, context)


def _plain(content: str, where: ContentMap) -> Inlines:
    """Text without marks to inlines, a text a line: what the parser would make of it."""
    if "\n" not in content:
        return (Text(content, where.line_pos(0, len(content))),)
    nodes: list[Inline] = []
    start = 0
    for line in content.split("\n"):
        if start:
            nodes.append(SoftBreak(where.line_pos(start - 1, start)))
        nodes.append(Text(line, where.line_pos(start, start + len(line))))
        start += len(line) + 1
    return tuple(nodes)


def _find_leftover_marks(tokens: list[Token], where: ContentMap, context: Context) -> None:
    """Report each ``**`` that opens or closes nothing and would be published as asterisks."""
    end = -1
    for before, token in itertools.pairwise(t for t in tokens if t.content or t.nesting):
        start = before.meta["span"][0]
        pair = before.type == token.type == "text" and before.content == token.content == "*"
        if pair and token.meta["span"][0] == start + 1 and start != end:
            context.find(Finding.LEFTOVER_MARK, where.pos(start, start + 2), mark="**")
            end = start + 1


def _find_html(tokens: list[Token], where: ContentMap, context: Context) -> None:
    """Report raw HTML once, at the first of its tags here; a script each time."""
    tags: list[tuple[str, Pos]] = []
    for token in tokens:
        if token.type == "html_inline":
            start, end = token.meta["span"]
            raw, pos = _raw(start, end, where)
            if _SCRIPT.match(raw):
                context.find(Finding.SCRIPT, pos, tag=raw.split("\n")[0])
            elif not raw.startswith("<!--") and not _LINE_BREAK.fullmatch(raw):
                tags.append((raw.split("\n")[0], pos))
    if tags:
        tag, pos = tags[0]
        context.find(Finding.RAW_HTML, pos, tag=tag, count=len(tags))


def _raw(start: int, end: int, where: ContentMap) -> tuple[str, Pos]:
    """Raw HTML as it stands in the file, and where."""
    first, last = where.folded(start), where.folded(end - 1) + 1
    return where.source.folded[first:last], where.source.pos(first, last)


def token_map(token: Token, context: Context) -> ContentMap:
    """The map of an inline container's content (its raw lines without the blanks around)."""
    raw, raw_starts, folded_starts = token.meta["raw"]
    shift = max(0, raw.find(token.content))
    return ContentMap(context.source, raw_starts, folded_starts, shift)


def _build(tokens: list[Token], where: ContentMap, context: Context) -> Inlines:
    """Tokens to nodes, with a stack, so that no depth of nesting can exhaust Python's own."""
    stack = [_Open(None)]
    for token in tokens:
        if token.nesting == 1:
            stack.append(_Open(token))
        elif token.nesting == -1:
            opened = stack.pop()
            assert opened.token is not None
            nodes = _element(opened, token, len(stack), where, context)
            stack[-1].children.extend(nodes)
        else:
            stack[-1].children.extend(_leaf(token, where, context))
    return _tidy(stack[0].children)


def _element(
    opened: _Open, close: Token, depth: int, where: ContentMap, context: Context
) -> Inlines:
    """An element with its children; too deep emphasis gives its children alone."""
    token = opened.token
    assert token is not None
    children = _tidy(opened.children)
    start, end = token.meta["span"][0], close.meta["span"][1]
    match token.type:
        case "em_open":
            pos = where.pos(start, end)
            return (Emphasis(children, pos),) if depth < MAX_DEPTH else children
        case "strong_open":  # its token is the inner one of two markers
            pos = where.pos(start - 1, end + 1)
            return (Strong(children, pos),) if depth < MAX_DEPTH else children
        case "link_open":
            return _link(token, children, close, where, context)
    return _attributed(children, close, where.pos(start, end), context, known=())


def _link(
    token: Token, children: Inlines, close: Token, where: ContentMap, context: Context
) -> Inlines:
    start, end = token.meta["span"]
    pos = where.pos(start, end)
    if token.info == "auto":  # <https://…>: the library may have rewritten its text
        text = where.text(start + 1, end - 1)
        children = (Text(text, where.pos(start + 1, end - 1)),)
    link = Link(children, str(token.attrs["href"]), str(token.attrs.get("title", "")), pos)
    return _attributed((link,), close, pos, context, known=())


def _attributed(
    children: Inlines, holder: Token, pos: Pos, context: Context, known: tuple[str, ...]
) -> Inlines:
    """Inlines with the meaning of the attributes that stand behind them."""
    attributes: Attributes = holder.meta.get("attributes", Attributes())
    for name in attributes.unknown("lang", ".verbatim", *known):
        context.find(Finding.UNKNOWN_ATTRIBUTE, pos, attribute=name)
    if "verbatim" in attributes.classes:
        children = (Verbatim(children, pos),)
    return in_language(children, attributes.get("lang"), pos, context)


def in_language(children: Inlines, lang: str, pos: Pos, context: Context) -> Inlines:
    """Inlines marked as being in ``lang``, unless that is empty or no language tag."""
    if not lang or not children:
        return children
    if not LANGUAGE_TAG.fullmatch(lang):
        context.find(Finding.BAD_LANGUAGE, pos, lang=lang)
        return children
    return (Language(children, lang, pos),)


def _leaf(token: Token, where: ContentMap, context: Context) -> Inlines:
    """A token that holds no others, as nodes."""
    start, end = token.meta["span"]
    pos = where.pos(start, end)
    match token.type:
        case "text":
            return tuple(_text(token, start, where, context))
        case "text_special":
            # A backslash before a letter is two characters of text; else one escape or entity.
            return (Text(token.content, pos),)
        case "softbreak":
            return (SoftBreak(pos),)
        case "hardbreak":
            return (HardBreak(pos),)
        case "code_inline":
            return _attributed((Code(token.content, pos),), token, pos, context, known=())
        case "image":
            return _image(token, where, context)
        case "ruby":
            return (Ruby(token.content, token.info, pos),)
        case "page_mark":
            return page_mark(token.info, pos, context)
        case "footnote_ref":
            return _call(token, start, end, where, context)
        case "html_inline":
            return _html(start, end, where)
    raise AssertionError(f"markdown-it made a token of an unknown type: {token.type}")


def _text(token: Token, start: int, where: ContentMap, context: Context) -> Iterator[Inline]:
    """Plain text as nodes: Aozora ruby is taken out of it."""
    value = where.text(start, start + len(token.content))
    _find_in_text(value, start, where, context)
    done = 0
    for base_start, base_end, match in _aozora(value):
        yield from _slice(start + done, start + base_start, where)
        pos = where.pos(start + base_start, start + match.end())
        base = value[base_start:base_end].removeprefix("｜")
        yield Ruby(base, match[1].strip(), pos)
        done = match.end()
    yield from _slice(start + done, start + len(value), where)


def _find_in_text(value: str, start: int, where: ContentMap, context: Context) -> None:
    """Report what looks like markup and is none."""
    if (at := value.find("<!--")) >= 0:
        context.find(Finding.RAW_HTML, where.pos(start + at, start + at + 4), tag="<!--", count=1)
    for match in _RUBY_LIKE.finditer(value) if "|" in value else ():
        pos = where.pos(start + match.start(), start + match.end())
        context.find(Finding.NO_READING, pos, text=match[0])


def _aozora(value: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Each 《reading》 that has a base: where the base starts (at its ｜) and ends."""
    floor = 0
    for match in _AOZORA.finditer(value):
        start = end = match.start()
        bar = value.rfind("｜", floor, end)
        while start > floor and _KANJI.match(value, start - 1):
            start -= 1
        if 0 <= bar < end - 1:
            start = bar
        if start < end:
            yield start, end, match
        floor = match.end()


def _slice(start: int, end: int, where: ContentMap) -> Iterator[Text]:
    if end > start:
        yield Text(where.text(start, end), where.pos(start, end))


def _html(start: int, end: int, where: ContentMap) -> Inlines:
    """Raw HTML is kept as the text it is, line by line.

    A comment is not published; ``<br>``, which table cells have no other way to write, is taken.
    """
    nodes: list[Inline] = []
    raw, pos = _raw(start, end, where)
    if raw.startswith("<!--"):
        return ()
    if _LINE_BREAK.fullmatch(raw):
        return (HardBreak(pos),)
    source, first = where.source, where.folded(start)
    for line in raw.split("\n"):
        if nodes:
            nodes.append(SoftBreak(source.pos(first - 1, first)))
        if line:
            nodes.append(Text(line, source.pos(first, first + len(line))))
        first += len(line) + 1
    return tuple(nodes)


def page_mark(number: str, pos: Pos, context: Context) -> tuple[PageMark, ...]:
    """A print-page mark, its number's full-width digits folded so that it can be an id."""
    folded = unicodedata.normalize("NFKC", number)
    if not PAGE_NUMBER.fullmatch(folded):
        context.find(Finding.BAD_PAGE_NUMBER, pos, number=number)
        return ()
    return (PageMark(folded, f"page-{folded}", pos),)


def _call(token: Token, start: int, end: int, where: ContentMap, context: Context) -> Inlines:
    """A footnote call; one without a footnote is reported and stays text."""
    label, pos = token.meta["label"], where.pos(start, end)
    if label not in context.definitions:
        context.find(Finding.UNKNOWN_FOOTNOTE, pos, label=label)
        return tuple(_slice(start, end, where))
    id, number, ref_id = context.call(label)
    return (FootnoteReference(id, number, ref_id, pos),)


def _image(token: Token, where: ContentMap, context: Context) -> Inlines:
    """An image with its alternative text, whose places count from behind the ``![``."""
    start, end = token.meta["span"]
    pos = where.pos(start, end)
    alt = _build(token.children or [], where.shifted(start + 2), context)
    attributes: Attributes = token.meta.get("attributes", Attributes())
    decoration = not alt and "decoration" in attributes.classes
    if not alt and not decoration:
        context.find(Finding.NO_ALTERNATIVE_TEXT, pos, image=str(token.attrs["src"]))
    source = str(token.attrs["src"])
    if context.images is not None:
        source = context.images.take(source, pos, context.report) or source
    image = Image(source, alt, str(token.attrs.get("title", "")), pos, decoration)
    return _attributed((image,), token, pos, context, known=(".decoration",))


def _tidy(nodes: list[Inline]) -> Inlines:
    """Nodes with texts joined where one goes on where the other ends, both verbatim."""
    tidied: list[Inline] = []
    run: list[Text] = []
    for node in nodes:
        if isinstance(node, Text) and run and _goes_on(run[-1], node):
            run.append(node)
            continue
        tidied.extend(_joined(run))
        run = [node] if isinstance(node, Text) else []
        if not run:
            tidied.append(node)
    return (*tidied, *_joined(run))


def _joined(run: list[Text]) -> Inlines:
    if len(run) < 2:
        return tuple(run)
    pos = until(run[0].pos, run[-1].pos.end)
    return (Text("".join(text.value for text in run), pos),)


def _goes_on(first: Text, second: Text) -> bool:
    return first.pos.end == second.pos.offset and all(
        len(text.value) == text.pos.end - text.pos.offset for text in (first, second)
    )
