"""The table rule: pipe tables (GitHub Flavored Markdown, 4.10) to tokens that know their place.

Three things differ from markdown-it's own rule. A cell's text is a slice of the file, so that its
places are exact. A ``|`` inside ``{漢字|かんじ}`` does not end a cell. A line without any ``|``
ends the table, so that a caption or a paragraph right under it is not taken for a row.
"""

from __future__ import annotations

import itertools
import re

from markdown_it.rules_block import StateBlock

from pipeline.readers.rules import RUBY

_RULE_CELL = re.compile(r":?-+:?")
_RULE_LINE = re.compile(r"[-:| \t]+")
_ALIGN = {(True, True): "center", (False, True): "right", (True, False): "left"}
Cell = tuple[int, int]  # half-open range in the folded text, blanks around it left out


def table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A row, a row of dashes of the same length, and more rows, to a table's tokens."""
    aligns = _aligns(state, start_line, end_line)
    if not aligns:
        return False
    head = _cells(state, start_line)
    if len(head) != len(aligns):
        return False
    if silent:
        return True
    opening = state.push("table_open", "table", 1)
    _row(state, start_line, head, "th", aligns)
    line = start_line + 2
    while line < end_line and _is_row(state, line, end_line):
        _row(state, line, _cells(state, line), "td", aligns)
        line += 1
    state.push("table_close", "table", -1)
    opening.map = [start_line, line]
    state.line = line
    return True


def _aligns(state: StateBlock, start_line: int, end_line: int) -> list[str]:
    """The alignment of each column if a table starts here, else nothing."""
    rule = start_line + 1
    begin = state.bMarks[rule] + state.tShift[rule]
    if rule >= end_line or state.src[begin : begin + 1] not in {*"-:|"}:  # most lines are none
        return []
    if not _is_rule(state, rule):
        return []
    if state.is_code_block(start_line) or state.is_code_block(rule):
        return []
    if state.sCount[rule] < state.blkIndent or "|" not in _line(state, start_line):
        return []
    cells = [state.src[start:end] for start, end in _cells(state, rule)]
    if not all(_RULE_CELL.fullmatch(cell) for cell in cells):
        return []
    return [_ALIGN.get((cell[0] == ":", cell[-1] == ":"), "") for cell in cells]


def _is_rule(state: StateBlock, line: int) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    return _RULE_LINE.fullmatch(state.src, start, state.eMarks[line]) is not None


def _is_row(state: StateBlock, line: int, end_line: int) -> bool:
    if state.sCount[line] < state.blkIndent or state.isEmpty(line) or state.is_code_block(line):
        return False
    if "|" not in _line(state, line):
        return False
    rules = state.md.block.ruler.getRules("blockquote")
    return not any(rule(state, line, end_line, True) for rule in rules)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _cells(state: StateBlock, line: int) -> list[Cell]:
    """The cells of a line; the pipes at its ends are no cells."""
    start = state.bMarks[line] + state.tShift[line]
    end = start + len(_line(state, line).rstrip(" \t"))
    bars = _bars(state.src, start, end)
    if bars and bars[0] == start:
        start, bars = start + 1, bars[1:]
    if bars and bars[-1] == end - 1:
        end, bars = end - 1, bars[:-1]
    edges = [start - 1, *bars, end]
    return [_trim(state.src, a + 1, b) for a, b in itertools.pairwise(edges)]


def _bars(src: str, start: int, end: int) -> list[int]:
    """Where a ``|`` ends a cell: not after a backslash, not inside ruby."""
    bars: list[int] = []
    at = start
    while at < end:
        match = RUBY.match(src, at, end) if src[at] == "{" else None
        if src[at] == "|":
            bars.append(at)
        at = match.end() if match else at + (2 if src[at] == "\\" else 1)
    return bars


def _trim(src: str, start: int, end: int) -> Cell:
    text = src[start:end]
    begin = start + len(text) - len(text.lstrip(" \t"))
    return begin, max(begin, start + len(text.rstrip(" \t")))


def _row(state: StateBlock, line: int, cells: list[Cell], tag: str, aligns: list[str]) -> None:
    """Push a row; a short one is filled up with empty cells, a long one kept for the finding."""
    bounds = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    opening = state.push("tr_open", "tr", 1)
    opening.map, opening.meta["at"] = [line, line + 1], bounds
    cells = cells + [(bounds[1], bounds[1])] * (len(aligns) - len(cells))
    for index, (start, end) in enumerate(cells):
        cell = state.push(f"{tag}_open", tag, 1)
        cell.info = aligns[index] if index < len(aligns) else ""
        cell.meta["at"] = (start, end)
        text = state.push("inline", "", 0)
        text.content, text.map = state.src[start:end], [line, line + 1]
        text.meta["raw"] = (state.src[start:end], (0,), (start,))
        state.push(f"{tag}_close", tag, -1)
    state.push("tr_close", "tr", -1)
