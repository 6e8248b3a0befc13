"""The Markdown reader: what becomes which node, and that every node knows its place."""

from __future__ import annotations

import itertools
import re
import time
from collections import Counter
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.utils import EnvType
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from pipeline.diagnostics import Diagnostic, Severity
from pipeline.document import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    DefinitionList,
    Emphasis,
    Figure,
    FootnoteReference,
    HardBreak,
    Heading,
    Image,
    Inline,
    Inlines,
    Language,
    Link,
    List,
    Note,
    PageBreak,
    PageMark,
    Paragraph,
    Ruby,
    SoftBreak,
    Strong,
    Table,
    Text,
    ThematicBreak,
    Unit,
    Verbatim,
    VerbatimBlock,
)
from pipeline.readers import inlines, markdown, paragraphs, parser, rules
from pipeline.readers.markdown import decode, read_unit
from pipeline.readers.parser import MAX_NESTING, markdown_parser
from pipeline.walk import (
    all_blocks,
    all_inlines,
    child_blocks,
    inline_runs,
    unit_blocks,
    unit_inlines,
)
from tests.cases import Case, read_cases


def read(source: str) -> tuple[Unit, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return read_unit(source, "01.md", "u01", found.append, None), found


def codes(found: list[Diagnostic]) -> list[str]:
    return [f"{f.code.name} {f.pos.line}:{f.pos.column}" for f in found]


# The outline: a block a line, what is inside it indented, inlines in brackets.


def outline(unit: Unit) -> list[str]:
    lines = [line for block in unit.blocks for line in _outline(block)]
    for note in unit.footnotes:
        lines.append(f"footnote {note.number} called {len(note.ref_ids)}")
        lines += [f"  {line}" for block in note.blocks for line in _outline(block)]
    return lines


def _outline(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"h{block.level} #{block.id} {inline_text(block.children)}"
        case Paragraph():
            yield f"p {inline_text(block.children)}"
        case List():
            yield f"{block.style} {'tight' if block.tight else 'loose'}"
            for item in block.items:
                yield f"- {item.number or ''}".rstrip()
                yield from _inside(item.blocks)
        case DefinitionList():
            yield "qa" if block.qa else "dl"
            for entry in block.entries:
                yield f"- {inline_text(entry.term)}"
                yield from _inside(entry.blocks)
        case Table():
            named = "table with row names" if block.row_headers else "table"
            yield f"{named} {inline_text(block.caption)}".rstrip()
            for row in (block.head, *block.rows):
                cells = (f"{c.align[:1]}<{inline_text(c.children)}>" for c in row.cells)
                yield "  " + " ".join(cells)
        case Note():
            yield f"note {block.kind} {inline_text(block.title)}".rstrip()
        case CodeBlock():
            yield f"code {block.info!r} {block.value!r}"
        case Figure():
            image = f"{block.image.source} {inline_text(block.image.alt)}"
            yield f"figure {image} / {inline_text(block.caption)}".rstrip()
            if block.description:
                yield f"  description #{block.description.id}"
        case BlockQuote() | VerbatimBlock() | ThematicBreak():
            yield type(block).__name__
        case PageBreak():
            yield f"page {block.mark.number} #{block.mark.id}"
    if not isinstance(block, List | DefinitionList):
        yield from _inside(child_blocks(block))


def _inside(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from (f"  {line}" for line in _outline(block))


def inline_text(children: Inlines) -> str:
    return "".join(map(_inline, children))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(value):
            return value
        case SoftBreak():
            return "⏎"
        case HardBreak():
            return "[br]"
        case Emphasis(children) | Strong(children) | Verbatim(children):
            return f"[{type(inline).__name__.lower()} {inline_text(children)}]"
        case Code(value):
            return f"[code {value}]"
        case Link(children, target, title):
            return f"[link {target} {title!r} {inline_text(children)}]"
        case Image(source, alt, title):
            return f"[image {source} {title!r} {inline_text(alt)}]"
        case Ruby(base, reading):
            return f"[ruby {base} {reading}]"
        case Language(children, lang):
            return f"[{lang} {inline_text(children)}]"
        case FootnoteReference():
            return f"[call {inline.number}]"
        case PageMark(number):
            return f"[page {number}]"
    raise AssertionError(inline)


@pytest.mark.parametrize("case", read_cases("markdown.md"), ids=lambda case: case.id)
def test_case(case: Case) -> None:
    """A small document becomes the outline beside it, with the findings listed under it."""
    unit, found = read(case.source)
    lines = [*outline(unit), *(f"! {code}" for code in codes(found))]

    assert "".join(f"{line}\n" for line in lines) == case.expected
    check_places(case.source, unit)


# Places


def texts(unit: Unit) -> list[Text]:
    return [inline for inline in unit_inlines(unit) if isinstance(inline, Text)]


def check_places(source: str, unit: Unit) -> None:
    """Every text is a slice of the file, or one escape or entity; line and column agree."""
    starts = [0, *(end.end() for end in re.finditer(r"\r\n?|\n", source))]
    mark = source.startswith("\N{ZERO WIDTH NO-BREAK SPACE}")
    seen: list[tuple[int, int]] = []
    for text in texts(unit):
        pos = text.pos
        written = source[pos.offset : pos.end]
        escaped = written[:1] in ("\\", "&") and len(text.value) < len(written)
        assert written == text.value or escaped, (written, text)
        assert "\n" not in written
        start = starts[pos.line - 1] + (mark and pos.line == 1)
        assert start + pos.column - 1 == pos.offset
        seen.append((pos.offset, pos.end))
    seen.sort()
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(seen))
    for block in unit_blocks(unit):
        assert 0 <= block.pos.offset <= block.pos.end <= len(source)


def check_order(blocks: tuple[Block, ...]) -> None:
    """The texts of a run of blocks come in the order they were written in."""
    # A caption is the first thing of its table, wherever it was written.
    captions = [id(b.caption) for b in all_blocks(blocks) if isinstance(b, Table) and b.caption]
    runs = (run for block in blocks for run in inline_runs(block) if id(run) not in captions)
    offsets = [i.pos.offset for run in runs for i in all_inlines(run) if isinstance(i, Text)]
    assert offsets == sorted(offsets)


FRAGMENTS = (
    "あ", "漢字", "いろは", "X", "Wi-Fi", " ", "  ", "　", "\n", "\n\n", "\n\n", "\n    ", "\n  ",
    "\t", "# ", "## ", "### 見 ###", "- ", "* ", "1. ", "3) ", "> ", ">", "*", "**", "_", "`", "``",
    "```", "~~~", "[", "]", "(", ")", "](x.md)", "](#あ \"題\")", "![絵](a.png \"図\")", "![", "](",
    "[^1]", "\n[^1]: ", "[^2]", "{漢|かん}", "{a|b}", "｜", "《よみ》", "{page=3}", "{lang=en}",
    "{.verbatim}", "{#id}", "{", "}", "|", "|---|", "| a | b |\n|---|:-:|\n", "\\", "\\|", "\\*",
    "&amp;", "&#12354;", "&", "<b>", "<https://例.jp>", "<", ">", "<!--", "-->", "①", "②", "※",
    "質問1. ", "回答. ", "表: ", ": ", "~ ", "::: note", "::: tip 題", ":::", "\n:::\n", "---",
    "===", "***", "\r\n", "\r", "---\ntitle: 題\n---\n", "\\\n", "é", "😀", "[a]: b\n", "!",
    "。", "、", "「", "」", "::: description", "\n\n![絵](b.png)\n\n", "\n\n{.row-headers}\n",
)  # fmt: skip
DOCUMENTS = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)


@given(DOCUMENTS)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_text_knows_its_place(source: str) -> None:
    """In any document every text is where its place says, once, and in the order of writing."""
    unit, _ = read(source)

    check_places(source, unit)
    check_order(unit.blocks)
    for note in unit.footnotes:
        check_order(note.blocks)


LETTERS = re.compile("[あいうえおかきくけこ漢字仮名]")
# What may say something twice or swallow a letter as a name, a mark or a label.
UNSAFE = (
    "[", "]", "](#あ \"題\")", "![絵](a.png \"図\")", "表: ", "質問1. ", "回答. ", "&#12354;",
    "---\ntitle: 題\n---\n", "::: tip 題", "{", "｜", "[a]: b\n",
)  # fmt: skip
SAFE = tuple(fragment for fragment in FRAGMENTS if fragment not in UNSAFE)


def written_out(unit: Unit) -> str:
    """Everything of a unit a writer could publish, in one string."""
    parts: list[str] = []
    for inline in unit_inlines(unit):
        match inline:
            case Text(value) | Code(value):
                parts.append(value)
            case Ruby(base, reading):
                parts += [base, reading]
            case Link() | Image():
                parts.append(inline.title)
            case _:
                pass
    for block in unit_blocks(unit):
        if isinstance(block, CodeBlock):
            parts += [block.value, block.info]
    return "".join(parts)


@given(st.lists(st.sampled_from((*SAFE, "かき", "仮名")), max_size=40).map("".join))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_vanishes(source: str) -> None:
    """Every letter of a manuscript without errors is somewhere in its document."""
    unit, found = read(source)
    if any(f.severity is Severity.ERROR for f in found):
        return

    assert Counter(LETTERS.findall(written_out(unit))) == Counter(LETTERS.findall(source))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(source: str) -> None:
    """No text whatever raises, and its places hold."""
    unit, _ = read(source)

    check_places(source, unit)


def test_places_count_the_file_as_it_is() -> None:
    """A byte order mark and CR LF line ends are counted as they stand in the file."""
    source = "\N{ZERO WIDTH NO-BREAK SPACE}# 題\r\n\r\n> 一\r\n> 二\r\n"
    unit, found = read(source)

    assert not found
    assert [(t.value, t.pos.line, t.pos.column, t.pos.offset) for t in texts(unit)] == [
        ("題", 1, 3, 3),
        ("一", 3, 3, 10),
        ("二", 4, 3, 15),
    ]
    quote = unit.blocks[1]
    assert source[quote.pos.offset : quote.pos.end] == "> 一\r\n> 二"


@pytest.mark.parametrize("source", ["> ::: a\n>", "::: a\n>", "- ::: a\n  ", "::: a", "[^1]:"])
def test_a_file_may_end_anywhere(source: str) -> None:
    """A file whose last line has no line end is read like any other."""
    unit, found = read(source)
    ended, found_then = read(f"{source}\n")

    assert (unit.blocks, found) == (ended.blocks, found_then)


def test_reading_twice_is_the_same() -> None:
    """A file gives the same unit whenever it is read; nothing stays in the parser."""
    source = "# 題\n\n[^1]と[a]。\n\n[^1]: 注\n\n[a]: http://example.jp/\n"

    assert read(source) == read(source)
    assert read("# 題\n\n[a]")[0] == read("# 題\n\n[a]")[0]
    assert outline(read("# 題\n\n[a]")[0])[1:] == ["p [a]"]


def test_a_paragraph_of_five_megabytes_is_read() -> None:
    """Five megabytes in one paragraph take seconds, with marks and breaks in it."""
    line = "スマートフォンの画面を、ゆっくり*二回*たたきます! {漢字|かんじ}とWi-Fi。"
    source = "# 題\n\n" + "\n".join([line] * (5_000_000 // len(line.encode())))
    start = time.process_time()
    unit, found = read(source)

    assert not found
    assert sum(isinstance(i, Ruby) for i in unit_inlines(unit)) == source.count("|")
    assert time.process_time() - start < 20


def test_one_line_of_five_megabytes_is_read() -> None:
    """Five megabytes without a line end, and of nothing but kanji, take seconds too."""
    source = "# 題\n\n" + "漢" * 1_700_000 + "《かん》"
    start = time.process_time()
    _, found = read(source)

    assert not found
    assert time.process_time() - start < 10


def stock_parser() -> MarkdownIt:
    """markdown-it as it comes, with what its own plugins add of our Markdown."""
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "html": True})
    md.use(front_matter_plugin).use(deflist_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.use(container_plugin, "box", validate=lambda params, _markup: bool(params.strip()))
    return md.disable(["html_block"])


def sequence(md: MarkdownIt, source: str) -> list[tuple[str, str]]:
    """The tokens of a document, each with what it holds; texts that touch are one."""
    env: EnvType = {}
    tokens: list[tuple[str, str]] = []
    for block in md.block.parse(source, md, env, []) or []:
        if block.type != "inline":
            tokens.append((block.type, block.content))
            continue
        for token in md.inline.parse(block.content, md, env, []):
            if token.type == "text" and tokens and tokens[-1][0] == "text":
                token.content = tokens.pop()[1] + token.content
            tokens.append((token.type, token.content))
    return [token for token in tokens if token != ("text", "")]


PLAIN = (
    "a", "b c", " ", "  ", "\n", "\n\n", "\n    ", "\t", "# ", "- ", "1. ", "> ", "*", "**", "_",
    "`", "``", "```", "[", "]", "](x)", "](<y> 't')", "![", "[^1]", "\n[^1]: ", "[a]", "\n[a]: u\n",
    "\\", "&amp;", "<b>", "<http://x>", "<", "!", ": ", "\n::: x\n", "\n:::\n", "---", "===", "~",
)  # fmt: skip


@given(st.lists(st.sampled_from(PLAIN), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_the_parser_with_places_reads_what_markdown_it_reads(source: str) -> None:
    """Places are all that our parsers add: the tokens are those of markdown-it itself."""
    ours = markdown_parser()
    ours.disable("plain_blocks")  # the next law is about these
    assert sequence(ours, source + "\n") == sequence(stock_parser(), source + "\n")


def read_without_shortcuts(source: str) -> tuple[Unit, list[Diagnostic]]:
    """What a manuscript reads as where every rule is tried at every character."""
    with (
        patch.object(rules, "PLAIN_BLOCK", re.compile("(?!)")),
        patch.object(parser, "BLOCK_BEGINS", {}),
        patch.object(parser.PlacedInlineParser, "skipToken", ParserInline.skipToken),
        patch.object(inlines, "_MARKED", re.compile("")),
        patch.object(paragraphs, "_is_plain", lambda _: False),
        patch.object(markdown, "_parser", markdown_parser),
    ):
        return read(source)


# Where shortcuts part: line ends with blanks, the first characters of blocks, marks of lines.
EDGES = (
    "あ", "漢字《かんじ》", "A]", " ", "  ", "\t", "\n", "\n", "\n\n", "　", "① あ", "※ あ",
    "問1. あ", "Q1: あ",
    "\n\nあ\n\n", "\n\n# あ\n\n", "\n# い {#a}\n", " {#b} ", "\n  # ", "~ あ", "2) ", "= ",
    "\n# う){#c}\n", "\n# え]{#d}\n", "\n\n: い\n", "\u3000\n", "\u2028", "\x1c", "\r\n\r\n",
    "\n{.verbatim}\n", "\n~~~\n\nい\n\n",
    "~~~\n", "+ ", "1) ", "> ", "# ", ": あ", "::: note", "[x]: y", "|a|\n|-|", "***",
    "`あ`", "[あ い](う)", "**い**",
)  # fmt: skip


@given(DOCUMENTS | st.lists(st.sampled_from(EDGES), max_size=8).map("".join))
@settings(max_examples=800, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_read_without_the_rules_reads_the_same_with_them(source: str) -> None:
    """Text in which no rule can match, and a rule where it cannot, are left out for speed alone."""
    assert read(source) == read_without_shortcuts(source)


def test_decode_takes_a_byte_order_mark() -> None:
    """A byte order mark stays in the text, so that offsets are those of the file."""
    found: list[Diagnostic] = []

    assert decode(b"\xef\xbb\xbf# \xe9\xa1\x8c", "01.md", found.append) == "\ufeff# 題"
    assert not found
