"""Turn braille volumes into proofs: HTML for people, and the source map for tools."""

from __future__ import annotations

from pipeline.braille.pages import Volume
from pipeline.braille.proof import doubts, proof_pages
from pipeline.writers.styles import render


def write_proof(volume: Volume) -> bytes:
    """A volume as one HTML page that needs no other file and no script."""
    pages = proof_pages(volume)
    found = [
        (page, line, word)
        for page in pages
        for line in page.lines
        for word in line.words
        if word.doubt
    ]
    return render(
        "proof.html.j2",
        title=volume.description.title,
        volume=volume,
        pages=pages,
        doubts=doubts(volume),
        first_doubts=found,
    )
