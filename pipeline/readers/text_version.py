"""Turn a plain-text manual (総務省 デジタル活用支援, text version) into a Markdown unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.readers.escaping import escape, escape_line
from pipeline.readers.text_lines import (
    LABEL,
    NUMBERS,
    Kind,
    Line,
    cells_of,
    classify,
    label_of,
    split_lines,
)

# 「4-B …」 in either width of brackets, or the label alone: （4-Bを参照）.
REFERENCE = re.compile(
    rf"「(?=(?:{LABEL}|{NUMBERS})[ 　\t」])[^「」]*」|｢(?=(?:{LABEL}|{NUMBERS})[ 　\t｣])[^｢｣]*｣"
    rf"|(?<![0-9０-９A-Za-zＡ-Ｚａ-ｚ\-－.]){LABEL}(?![0-9０-９A-Za-zＡ-Ｚａ-ｚ\-－.])"
)
HEADINGS = (Kind.TITLE, Kind.PART, Kind.CHAPTER, Kind.SECTION)
# Lines that stand directly below the one before, without a blank line.
ATTACHED = {
    (Kind.ENTRY, Kind.ENTRY),
    (Kind.STEP, Kind.STEP),
    (Kind.STEP, Kind.CONTINUATION),
    (Kind.CONTINUATION, Kind.STEP),
    (Kind.CONTINUATION, Kind.CONTINUATION),
    (Kind.QUESTION, Kind.ANSWER),
    (Kind.QUESTION, Kind.CONTINUATION),
    (Kind.CONTINUATION, Kind.ANSWER),
    (Kind.ANSWER, Kind.CONTINUATION),
}

Write = Callable[[Line], str]


@dataclass(frozen=True, slots=True)
class Ids:
    """What links need: the ids of sections by region and label, those of a contents list's aims.

    ``prefix`` begins every id. ``nested``: the contents list begins with a chapter.
    """

    sections: Mapping[tuple[int, str], str]
    listed: frozenset[str]
    nested: bool
    prefix: str


def to_markdown(text: str, prefix: str = "") -> str:
    """A text version as one Markdown unit; every character but blanks at line ends is there.

    ``prefix`` begins the ids of headings, where a book has several such units. Of a drawn table
    the lines between the cells go: they become a Markdown table's.
    """
    lines = classify(text)
    levels, ids = _levels(lines), _ids(lines, prefix)
    return "".join(_pieces(lines, lambda line: _markdown(line, levels, ids))).lstrip("\n") + "\n"


def title_of(text: str) -> str:
    """The first line that says something."""
    return next((line for line in split_lines(text) if line), "")


def _ids(lines: Sequence[Line], prefix: str) -> Ids:
    sections = {(line.region, line.label): line.id for line in lines if line.kind is Kind.SECTION}
    entries = [line for line in lines if line.kind is Kind.ENTRY]
    nested = bool(entries) and "-" not in (entries[0].label or "-")
    return Ids(sections, frozenset(line.id for line in entries), nested, prefix)


def _levels(lines: Sequence[Line]) -> dict[Kind, int]:
    """Heading levels without a gap: those of the kinds that the text has."""
    kinds = [kind for kind in HEADINGS if any(line.kind is kind for line in lines)]
    return {Kind.CONTENTS: 2, **{kind: level for level, kind in enumerate(kinds, 1)}}


def _pieces(lines: Sequence[Line], write: Write) -> Iterator[str]:
    """Each line as Markdown with the line ends before it."""
    above, in_table = Kind.TITLE, False
    for line in lines:
        in_table = in_table and line.kind in (Kind.ROW, Kind.RULE) and not line.gap
        if line.kind is Kind.ROW:
            yield _row(line) if in_table else _head_row(line)
            in_table = True
        elif line.kind is not Kind.RULE:
            yield "\n" if (above, line.kind) in ATTACHED else "\n\n"
            yield write(line)
        above = line.kind


def _row(line: Line) -> str:
    return "\n| " + " | ".join(escape(cell) for cell in cells_of(line.text)) + " |"


def _head_row(line: Line) -> str:
    """A drawn table's first row, which a Markdown table takes for its header."""
    return f"\n{_row(line)}\n|{' --- |' * len(cells_of(line.text))}"


def _markdown(line: Line, levels: Mapping[Kind, int], ids: Ids) -> str:
    """A line as Markdown: markup escaped, references to sections made links."""
    text = escape(line.text)
    target = f"#{ids.prefix}{line.id}"
    if line.kind in levels:
        anchor = line.kind is Kind.SECTION or line.id in ids.listed
        tail = f" {{{target}}}" if anchor and line.id else ""
        return f"{'#' * levels[line.kind]} {text}{tail}"
    if line.kind is Kind.ENTRY:
        indent = "  " if "-" in line.label and ids.nested else ""
        return f"{indent}- " + (f"[{text}]({target})" if line.id else escape_line(text))
    return escape_line(_linked(line, ids))


def _linked(line: Line, ids: Ids) -> str:
    """A line's text, escaped, with its references to sections of its own region as links."""
    made, done = [], 0
    for hit in REFERENCE.finditer(line.text):
        target = ids.sections.get((line.region, label_of(hit[0].lstrip("「｢"))))
        if target:
            made.append(escape(line.text[done : hit.start()]))
            made.append(f"[{escape(hit[0])}](#{ids.prefix}{target})")
            done = hit.end()
    return "".join((*made, escape(line.text[done:])))
