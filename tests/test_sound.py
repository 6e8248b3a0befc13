"""Sound: loudness, rate and silence."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.speech.sound import levelled, measured, resampled, trimmed
from tests.voices import RATE, sine


def test_loudness_is_that_of_the_recommendation() -> None:
    """ITU-R BS.1770-4: a full-scale sine of 997 Hz in one channel measures -3.01 LKFS."""
    assert measured(sine(5), RATE) == pytest.approx(-3.01, abs=0.01)


def test_every_clip_is_as_loud_as_every_other() -> None:
    """Whatever the engine gives, what is published has one loudness."""
    for level in (0.05, 0.2, 0.5):
        assert measured(levelled(sine(1, level=level), RATE, -20), RATE) == pytest.approx(-20)


def test_resampling_keeps_length_and_pitch() -> None:
    """A second stays a second, and 1 kHz 1 kHz, to the sample."""
    sound = resampled(sine(1, 1000), RATE, 22_050)

    assert len(sound) == 22_050
    assert np.argmax(np.abs(np.fft.rfft(sound))) == 1000


def test_silence_around_speech_is_taken_off() -> None:
    """All but a margin, so that the pauses of the settings are the pauses that are heard."""
    sound = np.concatenate([np.zeros(RATE), sine(1), np.zeros(RATE)])

    assert len(trimmed(sound, RATE)) == pytest.approx(RATE * 1.03, abs=10)
    assert len(trimmed(np.zeros(RATE), RATE)) == 0
