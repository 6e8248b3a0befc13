"""Markdown rules of our own: ruby, print-page marks, attributes, spans.

Each inline rule is ``(state, silent) -> matched``, each block rule
``(state, first line, end line, silent) -> matched``, as markdown-it asks for.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from pipeline.readers.attributes import ATTRIBUTES, parse_attributes

# Hiragana, katakana (half width too), ー, ・, iteration marks and blanks: what a reading holds.
KANA = r"[ぁ-ゖゝゞァ-ヺー・ヽヾ･-ﾟ゛゜ 　]"
RUBY = re.compile(rf"\{{([^{{}}|\n]+)((?:\|{KANA}+)+)\}}")
PAGE = re.compile(r"\{page=([^{}|\s]+)\}")
CALL = re.compile(r"\[\^([^\] \n]+)\]")
ATTRIBUTE_HOLDERS = frozenset(("image", "code_inline", "link_close", "span_close"))

# The characters each inline rule begins at. Rules are tried only there, and text runs on to the
# next of these characters (or a ``]``, which ends a label): five megabytes in seconds.
BEGINS = {
    "newline": "\n",
    "ruby": "{",
    "page_mark": "{",
    "escape": "\\",
    "backticks": "`",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "footnote_ref": "[",
    "span": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "attributes": "{",
}
# Text without these (and without blanks beside its line ends) is text and nothing else: where an
# inline rule or a ruby of 青空文庫 may begin.
MARKS = "".join(BEGINS.values()).replace("\n", "《")

# A block at the top of a document that needs no parser, with the blank lines after it: a heading
# of plain text, perhaps with an id, or lines of plain text, none of which could begin a block, end
# a heading or belong to a table. ``:`` or ``~`` after it would make it the term of a definition.
# Possessive throughout: a long text that is no such block costs no more than its length.
_PLAIN = re.escape(MARKS) + "|\n"
_BLANKS = r"(?:[ \t]*+\n)"
_LINE = rf"(?![ \t#>+\-~:=]|[0-9]++[.)])[^{_PLAIN}]++(?<![ \t])\n"
PLAIN_BLOCK = re.compile(
    rf"(?P<sign>\#{{1,6}})(?P<words>[ \t][^{_PLAIN}#]++)"
    rf"(?:(?<![\])])\{{[ \t]*+\#(?P<id>[A-Za-z_][A-Za-z0-9_.-]*+)[ \t]*+\}}[ \t]*+)?+\n"
    rf"{_BLANKS}*+"
    rf"|(?P<lines>(?:{_LINE})++)(?:{_BLANKS}++|\Z)(?![ \t]*+[:~][ \t])"
)


def plain_blocks(state: StateBlock, start_line: int, _end_line: int, silent: bool) -> bool:
    """Plain blocks one after the other, at the top of a document, to one token of them all.

    A line of attributes before a block is for that block alone, so then the other rules take it.
    """
    if silent or state.level or (state.tokens and state.tokens[-1].type == "attributes"):
        return False
    line, blocks = start_line, []
    while block := PLAIN_BLOCK.match(state.src, state.bMarks[line]):
        blocks.append((line, block))
        line += block[0].count("\n")
    if blocks:
        token = state.push("plain_blocks", "", 0)
        token.meta["blocks"], token.map = blocks, [start_line, line]
        state.line = line
    return bool(blocks)


def ruby(state: StateInline, silent: bool) -> bool:
    """``{base|reading}`` (one reading, or one for each part of the base) to a ruby token."""
    match = RUBY.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("ruby", "", 0)
        token.content = match[1]
        token.info = match[2].replace("|", "").strip()
    state.pos = match.end()
    return True


def page_mark(state: StateInline, silent: bool) -> bool:
    """``{page=12}`` to a page mark token."""
    match = PAGE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("page_mark", "", 0).info = match[1]
    state.pos = match.end()
    return True


def footnote_call(state: StateInline, silent: bool) -> bool:
    """``[^label]`` to a footnote call, whether the footnote is there or not.

    The plugin's own rule looks for the end of the label a character at a time in Python.
    """
    match = CALL.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta["label"] = match[1]
    state.pos = match.end()
    return True


def attributes(state: StateInline, silent: bool) -> bool:
    """``{…}`` right after an image, a link, a span or code, to attributes of its token."""
    if silent or state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    if state.tokens[-1].type not in ATTRIBUTE_HOLDERS:
        return False
    match = ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    # The builder reads them off the token that ends the element.
    state.tokens[-1].meta["attributes"] = parse_attributes(match[1])
    state.pos = match.end()
    return True


def span(state: StateInline, silent: bool) -> bool:
    """``[text]{…}`` to a pair of span tokens around the tokens of the text."""
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    match = ATTRIBUTES.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if match is None:
        return False
    if not silent:
        maximum = state.posMax
        state.pos, state.posMax = state.pos + 1, end
        state.push("span_open", "span", 1)
        state.md.inline.tokenize(state)
        close = state.push("span_close", "span", -1)
        close.meta["attributes"] = parse_attributes(match[1])
        state.posMax = maximum
    state.pos = match.end()
    return True


def page_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A line that is a print-page mark, at the start of a block, to a page mark token."""
    match = PAGE.fullmatch(_line(state, start_line))
    if match is None or state.is_code_block(start_line) or end_line <= start_line:
        return False
    if not silent:
        token = state.push("page_break", "", 0)
        token.info, token.map = match[1], [start_line, start_line + 1]
        state.line = start_line + 1
    return True


def attributes_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A line of attributes, at the start of a block, to a token the next block takes them from."""
    match = ATTRIBUTES.fullmatch(_line(state, start_line))
    if match is None or state.is_code_block(start_line) or end_line <= start_line:
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.meta["attributes"] = parse_attributes(match[1])
        token.map = [start_line, start_line + 1]
        state.line = start_line + 1
    return True


def _line(state: StateBlock, line: int) -> str:
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : state.eMarks[line]].rstrip(" \t")
