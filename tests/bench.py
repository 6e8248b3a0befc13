"""``make bench``: every figure of speed and accuracy that the README quotes, measured here."""

from __future__ import annotations

import time
from pathlib import Path

from tests import bench_braille, bench_kana, bench_katakana, bench_speech

MANUAL = Path(__file__).resolve().parent.parent / "source" / "manual"


def normalize() -> None:
    """Characters of Markdown normalised a second, the manual repeated to 500,000."""
    from pipeline.japanese.lexicon import Lexicon
    from pipeline.rewrite import normalize_markdown
    from pipeline.sources import shipped_terms

    lexicon = Lexicon.load(shipped_terms(), None)
    texts = [path.read_text(encoding="utf-8") for path in sorted(MANUAL.glob("*.md"))]
    for text in texts:  # started: every word read once
        normalize_markdown(text, "a.md", lexicon, lambda _: None)
    total, started = 0, time.perf_counter()
    while total < 500_000:
        for text in texts:
            normalize_markdown(text, "a.md", lexicon, lambda _: None)
            total += len(text)
    seconds = time.perf_counter() - started
    print(f"normalize: {total / seconds:,.0f} characters/s ({total:,} characters)")


def main() -> None:
    """Measure everything in one run."""
    bench_katakana.main([])
    bench_kana.main()
    normalize()
    bench_braille.main()
    bench_speech.main()


if __name__ == "__main__":
    main()
