"""The publications to be judged: one with every node, and whatever `make` has built."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.config import EpubSettings
from pipeline.writers.epub import write_epub
from tests.sample import every_node

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"

SAMPLES = {
    "horizontal": EpubSettings(),
    "vertical": EpubSettings(writing="vertical", ruby="full", lexicon=True, ssml=True),
}


def built() -> list[Path]:
    """The EPUB files that `make` has left."""
    return sorted(BUILD.glob("*/*.epub"))


def sample(name: str, folder: Path) -> Path:
    """The book with every node, in one of its settings, as a file."""
    made = every_node()
    made = replace(made, settings=replace(made.settings, epub=SAMPLES[name]))
    path = folder / f"{name}.epub"
    path.write_bytes(write_epub(made)["sample.epub"])
    return path
