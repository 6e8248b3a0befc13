"""markdown-it-py, taught to say where each of its tokens stands.

markdown-it gives blocks a range of lines and inlines nothing. Here its two parsers and their
states are extended so that every block token carries ``meta["at"]`` (folded offsets of its first
and last character), every inline container ``meta["raw"]`` (its content and where each of its
lines stands), and every inline token ``meta["span"]`` (content offsets).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cached_property
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from pipeline.readers import rules
from pipeline.readers.rules import BEGINS
from pipeline.readers.tables import table

# Lists, quotes and containers inside one another; markdown-it counts two for a list. What lies
# deeper is reported, and Python's stack stays far from its end.
MAX_NESTING = 60
TOO_DEEP = "too_deep"


class PlacedBlockState(StateBlock):
    """The block state, which remembers where the lines it hands out stand."""

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:  # noqa: N802, N803
        if end == begin + 1 and not indent:
            lines = self.src[self.bMarks[begin] : self.eMarks[begin] + keepLastLF]
        else:
            lines = super().getLines(begin, end, indent, keepLastLF)
        self.handed_out = (lines, begin)
        return lines

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """``StateBlock.push``, with the place of what inline rules will read."""
        opening = self.tokens[-1] if self.tokens else None
        self.level -= nesting < 0
        token = Token(ttype, tag, nesting, level=self.level, block=True)
        self.level += nesting > 0
        self.tokens.append(token)
        if ttype == "inline" and opening is not None and opening.map:  # a table's cells have none
            token.meta["raw"] = self._raw(opening)
        return token

    def _raw(self, opening: Token) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
        """The lines of the block that ``opening`` opens, and where each starts."""
        assert opening.map is not None
        line = opening.map[0]
        if opening.type == "heading_open" and opening.markup.startswith("#"):
            start = self.bMarks[line] + self.tShift[line] + len(opening.markup)
            return self.src[start : self.eMarks[line]], (0,), (start,)
        if opening.type == "dt_open":
            self.getLines(line, line + 1, self.blkIndent, False)
        return self._placed(*self.handed_out)

    def _placed(self, raw: str, begin: int) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
        # Only the indent of a line is ever rewritten (tabs to blanks): each ends where it ended.
        if "\n" not in raw:
            return raw, (0,), (self.eMarks[begin] - len(raw),)
        lines = raw.split("\n")
        raw_starts, folded_starts, at = [], [], 0
        for index, line in enumerate(lines):
            raw_starts.append(at)
            folded_starts.append(self.eMarks[begin + index] - len(line))
            at += len(line) + 1
        return raw, tuple(raw_starts), tuple(folded_starts)


BlockRule = Callable[[StateBlock, int, int, bool], bool]
# The characters each block rule begins at; the rules that are not here may begin at any.
BLOCK_BEGINS = {
    "front_matter": "-",
    "container_box": ":",
    "page_block": "{",
    "attributes_block": "{",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "heading": "#",
}


class BlockRuler(Ruler[BlockRule]):
    """The block rules; on a line only those are tried that may begin at its first character."""

    def __compile__(self) -> None:
        super().__compile__()
        assert self.__cache__ is not None
        names = {rule.fn: rule.name for rule in self.__rules__}
        self.__cache__ = {
            chain: [_first_to_match([(names[rule], rule) for rule in rules])]
            for chain, rules in self.__cache__.items()
        }


def _first_to_match(named: list[tuple[str, BlockRule]]) -> BlockRule:
    """Rules as one, which matches where the first of them does."""
    anywhere = [rule for name, rule in named if name not in BLOCK_BEGINS]
    rules_at = {
        character: [rule for name, rule in named if character in BLOCK_BEGINS.get(name, character)]
        for character in {*"".join(BLOCK_BEGINS.values())}
    }

    def first_to_match(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
        begin = state.bMarks[line] + state.tShift[line]
        for rule in rules_at.get(state.src[begin : begin + 1], anywhere):
            if rule(state, line, end_line, silent):
                return True
        return False

    return first_to_match


class PlacedBlockParser(ParserBlock):
    """The block parser, which notes the first and last character of every block."""

    def __init__(self) -> None:
        super().__init__()
        stock, self.ruler = self.ruler, BlockRuler()
        self.ruler.__rules__ = stock.__rules__

    def parse(
        self,
        src: str,
        md: MarkdownIt,
        env: EnvType,
        outTokens: list[Token],  # noqa: N803
    ) -> list[Token]:
        state = PlacedBlockState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """The loop of ``ParserBlock.tokenize``, with places and a finding for too deep nesting."""
        line, had_empty_line = startLine, False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= MAX_NESTING:
                state.env.setdefault(TOO_DEEP, []).append(state.bMarks[line] + state.tShift[line])
                state.line = endLine
                break
            self._one_block(state, line, endLine)
            state.tight = not had_empty_line
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                had_empty_line = True
            if line < endLine and state.isEmpty(line):
                had_empty_line = True
                line += 1
                state.line = line

    def _one_block(self, state: StateBlock, line: int, end_line: int) -> None:
        start, count = state.bMarks[line] + state.tShift[line], len(state.tokens)
        for rule in self.ruler.getRules(""):
            if rule(state, line, end_line, False):
                break
        last = max(line, state.line - 1)
        while last > line and state.isEmpty(last):
            last -= 1
        if len(state.tokens) > count:
            first = state.tokens[count]
            first.meta.setdefault("at", (start, max(start, state.eMarks[last])))
            first.meta["end_line"] = state.line


class PlacedInlineState(StateInline):
    """The inline state, which knows where its pending text began."""

    pending_at = 0

    def pushPending(self) -> Token:  # noqa: N802
        token = super().pushPending()
        token.meta["span"] = (self.pending_at, self.pending_at + len(token.content))
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Whether a run of ``*`` or ``_`` opens or closes emphasis; Japanese has no blanks.

        CommonMark 0.31.2, 6.2 asks for a blank or punctuation outside of a run that has
        punctuation inside, so ``は**「電源」**を`` would keep its asterisks. A Japanese or
        Chinese character outside counts as well here.
        """
        scanned = super().scanDelims(start, canSplitWord)
        end = start + scanned.length
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        if not canSplitWord or not (_is_wide(before) or _is_wide(after)):
            return scanned
        return Scanned(not after.isspace(), not before.isspace(), scanned.length)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


InlineRule = Callable[[StateInline, bool], bool]
_TEXT_ENDS = re.compile("[" + re.escape("".join({*"]", *"".join(BEGINS.values())})) + "]")


class PlacedInlineParser(ParserInline):
    """The inline parser, which notes the content range of every token."""

    def __init__(self) -> None:
        super().__init__()
        self.terminator_re = _TEXT_ENDS

    @cached_property
    def rules_at(self) -> dict[str, list[InlineRule]]:
        """The rules that can match at a character, in the order they are tried in."""
        rules_at: dict[str, list[InlineRule]] = {}
        active = zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True)
        for name, rule in active:
            for character in BEGINS.get(name, ""):
                rules_at.setdefault(character, []).append(rule)
        return rules_at

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = PlacedInlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """The loop of ``ParserInline.tokenize``, with places."""
        assert isinstance(state, PlacedInlineState)
        end = state.posMax
        while state.pos < end:
            start, count, had_pending = state.pos, len(state.tokens), bool(state.pending)
            if not self._matched(state):
                stop = _TEXT_ENDS.search(state.src, start + 1, end)
                state.pos = stop.start() if stop else end
                state.append_pending(state.src[start : state.pos])
            if not had_pending or len(state.tokens) > count:
                state.pending_at = start
            _place(state.tokens[count:], start, state.pos)
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802
        """``ParserInline.skipToken``, with only those rules tried that can match."""
        start = state.pos
        if start not in state.cache:
            state.cache[start] = self._token_end(state)
        state.pos = state.cache[start]

    def _token_end(self, state: StateInline) -> int:
        """Where the token ends that begins at the state's place."""
        if state.level >= MAX_NESTING:
            return state.posMax + 1
        start = state.pos
        state.level += 1
        matched = any(rule(state, True) for rule in self.rules_at.get(state.src[start], ()))
        state.level -= 1
        if matched:
            return state.pos
        stop = _TEXT_ENDS.search(state.src, start, state.posMax)
        return max(start + 1, stop.start() if stop else state.posMax)

    def _matched(self, state: StateInline) -> bool:
        """Whether a rule took what stands at the state's place."""
        if state.level >= MAX_NESTING:
            return False
        return any(rule(state, False) for rule in self.rules_at.get(state.src[state.pos], ()))


def _place(tokens: list[Token], start: int, end: int) -> None:
    """Give the tokens one rule made their range; a run of delimiters is a token a character."""
    placeless = [token for token in tokens if "span" not in token.meta]
    run = len(placeless) == end - start and all(len(t.content) == 1 for t in placeless)
    for index, token in enumerate(placeless):
        token.meta["span"] = (start + index, start + index + 1) if run else (start, end)


class Parser(MarkdownIt):
    """markdown-it whose links keep the target as written; ``readers.links`` judges them."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


def markdown_parser() -> Parser:
    """A parser of our Markdown: CommonMark, tables, footnotes and what the readers add."""
    md = Parser()
    md.block, md.inline = PlacedBlockParser(), PlacedInlineParser()
    md.configure("commonmark", options_update={"maxNesting": MAX_NESTING, "html": True})
    md.use(front_matter_plugin).use(deflist_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False)
    md.use(container_plugin, "box", validate=lambda params, _markup: bool(params.strip()))
    md.block.ruler.before("front_matter", "plain_blocks", rules.plain_blocks)
    md.block.ruler.at("table", table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("fence", "page_block", rules.page_block)
    md.block.ruler.before("fence", "attributes_block", rules.attributes_block)
    md.inline.ruler.at("footnote_ref", rules.footnote_call)
    # The span comes last of what begins with a bracket: a link or a footnote call wins.
    md.inline.ruler.after("footnote_ref", "span", rules.span)
    md.inline.ruler.before("escape", "ruby", rules.ruby)
    md.inline.ruler.before("escape", "page_mark", rules.page_mark)
    md.inline.ruler.push("attributes", rules.attributes)
    md.enable("table")
    # Raw HTML is kept as text with its places, so it is looked for by the inline rule alone.
    # Joined text tokens would lose their places; the builder joins them again.
    md.disable(["html_block", "fragments_join"])
    return md


def block_tokens(md: Parser, folded: str, env: EnvType) -> list[Token]:
    """The block tokens of a file with LF line ends."""
    # The container plugin looks at the character a line starts with even where the file has ended.
    closed = folded if folded.endswith("\n") else folded + "\n"
    return md.block.parse(closed, md, env, []) or []
