"""The publications to be judged: one with every node, one to be played, and what `make` built."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.config import EpubSettings
from pipeline.writers.epub import write_epub
from tests.command import run
from tests.sample import every_node

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
BOOK = ROOT / "tests/validate/book"

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


def played(folder: Path, *options: str) -> Path:
    """The folder of the book for players, published in each form that a player takes."""
    forms = ("--to", "epub,daisy202,daisy3")
    done = run("build", BOOK, *forms, "--out", folder, *options)
    assert done.returncode == 0, done.stderr
    return folder / "book"
