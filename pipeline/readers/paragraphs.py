"""Japanese manuals' plain conventions, found in the lines of a paragraph.

``①…`` lines become a circled list, ``※…`` lines notes, ``質問1. …`` and ``回答. …`` lines a list
of questions and answers, ``表: …`` beside a table its caption, a picture alone a figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pipeline.document import (
    Block,
    Blocks,
    Definition,
    DefinitionList,
    Figure,
    HardBreak,
    Image,
    Inline,
    Inlines,
    List,
    ListItem,
    ListStyle,
    Note,
    NoteKind,
    Paragraph,
    Pos,
    SoftBreak,
    Table,
    Text,
)
from pipeline.readers.positions import until

_BLANK = r"[ \t　]*"
_INDENT = re.compile("　+")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
# ①～③, ①と②, ①、②: a sentence about the steps, not a step.
_MENTION = rf"(?:[〜～、。・，．]|(?:と|や|から|または|か|および)?[{_CIRCLED}])"
_STEP = re.compile(rf"{_BLANK}([{_CIRCLED}])(?!{_MENTION}){_BLANK}")
_REFERENCE = re.compile(rf"{_BLANK}※{_BLANK}")
_NUMBER = r"[ 　]?(?:[0-9０-９]*[.．:：]|[0-9０-９]+(?:[ 　]|$)|　)"
_QUESTION = re.compile(rf"{_BLANK}(?:質問|問|[QＱ]){_NUMBER}")
_BEGINS = re.compile(f"{_QUESTION.pattern}|(?P<other>{_STEP.pattern}|{_REFERENCE.pattern})")
_ANSWER = re.compile(rf"{_BLANK}(?:回答|答え|答|[AＡ]){_NUMBER}")
# What the lines begin with that are more than lines: blanks, and the first character of each mark.
_SPECIAL = re.compile(rf"[ \t　※質問QＱ{_CIRCLED}]")
# What a paragraph holds that is, or may become, more: a list, a note, a question, a caption.
_SIGN = re.compile(f"[※質問QＱ表{_CIRCLED}]")
_SIGN_AT_START = re.compile(rf"^{_BLANK}{_SIGN.pattern}", re.MULTILINE)
_CAPTION = re.compile(rf"{_BLANK}(?:表|Table)[:：]{_BLANK}")


def may_be_more(lines: str) -> bool:
    """Whether the lines of a paragraph may stand for something else than a paragraph."""
    # A search for a character is many times faster than one for the start of a line.
    return _SIGN.search(lines) is not None and _SIGN_AT_START.search(lines) is not None


@dataclass(frozen=True, slots=True)
class _Step:
    """One ① item of a paragraph, and what else the paragraph says of it."""

    number: int
    blocks: Blocks
    pos: Pos


def paragraph_blocks(children: Inlines, pos: Pos, caption: Callable[[Image], Inlines]) -> Blocks:
    """One Markdown paragraph as the blocks its lines stand for.

    ``caption`` reads a picture's title as the caption of a figure.
    """
    if _is_plain(children):
        return (Paragraph(children, _stretch_pos(children, pos)),)
    children = _unindented(_trimmed(children))
    if not children:  # a comment of the author's stood alone
        return ()
    if picture := _picture(children):
        return (Figure(replace(picture, title=""), caption(picture), pos),)
    blocks: list[Block] = []
    steps: list[_Step] = []
    for line in _stretches(_lines(children)):
        match = _match(_STEP, line)
        if match and (rest := _after(line, match)):
            steps.append(_step(line, rest, match[1], pos))
            continue
        block = _block(line, pos)
        if steps and isinstance(block, Note):
            steps[-1] = replace(steps[-1], blocks=(*steps[-1].blocks, block))
            continue
        blocks += [*_lists(steps), block]
        steps = []
    return _gather((*blocks, *_lists(steps)), _join_lines)


def _is_plain(children: Inlines) -> bool:
    """Whether a paragraph is that and no more: no line begins with a mark, no picture is alone."""
    at_start = True
    for child in children:
        match child:
            case Text() if at_start and _SPECIAL.match(child.value):
                return False
            case SoftBreak() | HardBreak() if not at_start:
                at_start = True
            case SoftBreak() | HardBreak() | Image():
                return False
            case _:
                at_start = False
    return not at_start


def _trimmed(children: Inlines) -> Inlines:
    """Inlines without the line ends that a comment leaves behind at either end."""
    solid = [i for i, inline in enumerate(children) if not isinstance(inline, SoftBreak)]
    return children[solid[0] : solid[-1] + 1] if solid else ()


def _unindented(children: Inlines) -> Inlines:
    """Inlines without the full-width blank Japanese paragraphs begin with: writers indent."""
    match = _match(_INDENT, children)
    return _after(children, match) if match else children


def _picture(children: Inlines) -> Image | None:
    solid = [c for c in children if not (isinstance(c, Text) and not c.value.strip())]
    return solid[0] if len(solid) == 1 and isinstance(solid[0], Image) else None


def _lines(children: Inlines) -> Iterator[Inlines]:
    """The lines of a paragraph; each keeps the break that ends it."""
    line: list[Inline] = []
    for child in children:
        line.append(child)
        if isinstance(child, SoftBreak | HardBreak):
            yield tuple(line)
            line = []
    if line:
        yield tuple(line)


def _stretches(lines: Iterator[Inlines]) -> Iterator[Inlines]:
    """Lines joined up to the next line that begins something new; their last break is left out."""
    stretch: list[Inline] = []
    asked = False
    for line in lines:
        begins = _match(_BEGINS, line) or (_match(_ANSWER, line) if asked else None)
        if stretch and begins:
            yield _without_break(tuple(stretch))
            stretch = []
        asked = asked or (begins is not None and begins.re is _BEGINS and not begins["other"])
        stretch.extend(line)
    if stretch:
        yield _without_break(tuple(stretch))


def _without_break(line: Inlines) -> Inlines:
    return line[:-1] if isinstance(line[-1], SoftBreak | HardBreak) else line


def _match(pattern: re.Pattern[str], line: Inlines) -> re.Match[str] | None:
    """The match of ``pattern`` at the start of a line that begins with verbatim text."""
    first = line[0] if line else None
    if not isinstance(first, Text) or len(first.value) != first.pos.end - first.pos.offset:
        return None
    return pattern.match(first.value)


def _after(line: Inlines, match: re.Match[str]) -> Inlines:
    """A line without the mark that ``match`` found at its start, and without what is left blank."""
    first = line[0]
    assert isinstance(first, Text)
    cut = match.end()
    if cut < len(first.value):
        pos = first.pos
        here = Pos(pos.file, pos.line, pos.column + cut, pos.offset + cut, pos.end)
        return (Text(first.value[cut:], here), *line[1:])
    rest = line[1:]
    return rest[1:] if rest and isinstance(rest[0], SoftBreak | HardBreak) else rest


def _block(line: Inlines, pos: Pos) -> Block:
    """A stretch of lines as a note or a paragraph."""
    pos = _stretch_pos(line, pos)
    match = _match(_REFERENCE, line)
    if match and (children := _after(line, match)):
        body = Paragraph(children, _stretch_pos(children, pos))
        return Note(NoteKind.REFERENCE, (), (body,), pos)
    return Paragraph(line, pos)


def _stretch_pos(line: Inlines, pos: Pos) -> Pos:
    if not line:
        return pos
    first, end = line[0].pos, line[-1].pos.end
    return first if first.end == end else until(first, end)


def _step(line: Inlines, rest: Inlines, number: str, pos: Pos) -> _Step:
    place = _stretch_pos(line, pos)
    body = Paragraph(rest, _stretch_pos(rest, place))
    return _Step(_CIRCLED.index(number) + 1, (body,), place)


def _lists(steps: list[_Step]) -> Iterator[List]:
    """Steps as lists; where the numbers do not go up by one, another list begins."""
    run: list[_Step] = []
    for step in steps:
        if run and step.number != run[-1].number + 1:
            yield _list(run)
            run = []
        run.append(step)
    if run:
        yield _list(run)


def _list(steps: list[_Step]) -> List:
    items = tuple(ListItem(step.blocks, step.number, step.pos) for step in steps)
    pos = until(steps[0].pos, steps[-1].pos.end)
    return List(ListStyle.CIRCLED, items, tight=True, pos=pos)


def gather(blocks: Blocks) -> Blocks:
    """Neighbouring blocks that belong together, as one: steps, questions, tables with captions."""
    return _gather(blocks, _join)


def _gather(blocks: Blocks, join: Callable[[Block, Block], Block | None]) -> Blocks:
    gathered: list[Block] = []
    for block in blocks:
        gathered.append(block)
        while len(gathered) > 1 and (joined := join(gathered[-2], gathered[-1])):
            gathered[-2:] = [joined]
    return tuple(gathered)


def _join_lines(first: Block, second: Block) -> Block | None:
    """Two stretches of one paragraph as one block: here a note belongs to the answer above it."""
    match first, second:
        case DefinitionList(qa=True), Note(kind=NoteKind.REFERENCE):
            return _annotated(first, second)
    return _join(first, second)


def _join(first: Block, second: Block) -> Block | None:
    """Two neighbours as one block, or None where each stands for itself."""
    match first, second:
        case List(style=ListStyle.CIRCLED), List(style=ListStyle.CIRCLED):
            return _join_lists(first, second)
        case Paragraph(), Paragraph() if _match(_QUESTION, first.children):
            return _answered(first, second) if _match(_ANSWER, second.children) else None
        case DefinitionList(qa=True), DefinitionList(qa=True):
            pos = until(first.pos, second.pos.end)
            return replace(first, entries=first.entries + second.entries, pos=pos)
        case Paragraph(), Table(caption=()):
            return _captioned(second, first)
        case Table(caption=()), Paragraph():
            return _captioned(first, second)
    return None


def _join_lists(first: List, second: List) -> List | None:
    if second.items[0].number != first.items[-1].number + 1:
        return None
    return replace(first, items=first.items + second.items, pos=until(first.pos, second.pos.end))


def _answered(question: Paragraph, answer: Paragraph) -> DefinitionList:
    pos = until(question.pos, answer.pos.end)
    return DefinitionList((Definition(question.children, (answer,), pos),), qa=True, pos=pos)


def _annotated(answers: DefinitionList, note: Note) -> DefinitionList:
    """A note right under an answer belongs to it."""
    *others, last = answers.entries
    last = replace(last, blocks=(*last.blocks, note), pos=until(last.pos, note.pos.end))
    return replace(answers, entries=(*others, last), pos=until(answers.pos, note.pos.end))


def _captioned(table: Table, paragraph: Paragraph) -> Table | None:
    match = _match(_CAPTION, paragraph.children)
    if match is None:
        return None
    start = min(table.pos, paragraph.pos, key=lambda pos: pos.offset)
    pos = replace(start, end=max(table.pos.end, paragraph.pos.end))
    return replace(table, caption=_after(paragraph.children, match), pos=pos)
