"""Put captions where manuscripts have them: in a picture's title, or in a line beside a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.readers.docx.blocks import Block

PICTURE = re.compile(r"!\[[^\n]*\]\(\S+\)")
TABLE = "| "


def captioned(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks with their captions joined to the picture above, else to the table below or above.

    A caption that stands by itself is a paragraph.
    """
    waiting: Block | None = None  # a picture whose caption may come
    for number, block in enumerate(blocks):
        if waiting and block.caption:
            yield _titled(waiting, block)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = block if PICTURE.fullmatch(block.markdown) else None
        if not waiting:
            beside = (*blocks[number + 1 : number + 2], *blocks[max(number - 1, 0) : number])
            yield _labelled(block) if block.caption and any(map(_is_table, beside)) else block
    if waiting:
        yield waiting


def _is_table(block: Block) -> bool:
    return block.markdown.startswith(TABLE)


def _titled(picture: Block, caption: Block) -> Block:
    """A picture with its caption as its title, a quotation mark in it escaped."""
    title = " ".join(caption.markdown.replace("\\\n", " ").split()).replace('"', '\\"')
    return replace(picture, markdown=f'{picture.markdown[:-1]} "{title}")')


def _labelled(caption: Block) -> Block:
    return replace(caption, markdown=f"表: {caption.markdown}")
