"""A decoder from outside: samples of an MP3 clip are heard where its clock values say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.speech import mp3
from tests.validate.tools import node


def impulse(at: int, length: int) -> np.ndarray:
    samples = np.zeros(length, dtype=np.int16)
    samples[at] = 20_000
    return samples


@pytest.mark.parametrize(("rate", "kbits"), [(22_050, 48), (24_000, 32), (44_100, 64)])
def test_a_clip_is_where_its_frames_are(tmp_path: Path, rate: int, kbits: int) -> None:
    """Two clips in one file: each impulse comes ``DELAY`` samples into its own clip's frames."""
    one = mp3.encode(impulse(3000, 6000), rate, kbits)
    two = mp3.encode(impulse(4000, 7000), rate, kbits)
    cut = mp3.length(one)
    file = tmp_path / "two.mp3"
    file.write_bytes(one + two)

    length, first, second = node("decode.mjs", "puppeteer-core", file, rate, cut)

    assert length == mp3.length(one + two)
    assert first == 3000 + mp3.DELAY
    assert second == cut + 4000 + mp3.DELAY
