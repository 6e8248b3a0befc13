"""What a publication says of its glosses, so that whoever judges it knows the rule."""

from __future__ import annotations

from pipeline.config import Settings

STATEMENT = "prod:gloss"
"""The name of the statement: DAISY 2.02 keeps ``prod:`` for what producers add."""


def convention(settings: Settings) -> str:
    """What is not usual in ``[gloss]`` and ``[unit]``, in words; empty for the usual rule."""
    gloss = settings.gloss
    said = {
        gloss.where: gloss.where != "first",
        "unit=book": settings.unit.level == "book",
        "title=no": not gloss.title_counts,
        "contents=no": not gloss.contents_count,
        "headings=no": not gloss.headings_count,
        "long=yes": gloss.long_term_counts,
    }
    return " ".join(word for word, unusual in said.items() if unusual)
