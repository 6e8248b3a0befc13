"""Finish what the voice says: trim it, bring it to one loudness and one sampling rate."""

from __future__ import annotations

from functools import lru_cache
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]
"""Mono, full scale ±1."""

SPEECH_BEGINS = 10 ** (-45 / 20)
"""Of the peak: what is softer, at either end, is the engine's silence."""
MARGIN = 0.015
"""Seconds of that silence that stay, so that no consonant loses its beginning."""
PEAK = 10 ** (-1 / 20)
"""EBU R 128, 4: the permitted maximum is -1 dB."""
MOST_GAIN = 10 ** (12 / 20)

# ITU-R BS.1770-4, annex 1, tables 1 and 2: the K weighting at 48 kHz, numerators and denominators.
K_RATE = 48_000
SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285),
         (1.0, -1.69065929318241, 0.73248077421585))  # fmt: skip
HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
# Annex 1: blocks of 400 ms that overlap by 75 %, two gates.
BLOCK, STEP = 19_200, 4_800
ABSOLUTE_GATE, RELATIVE_GATE = -70.0, -10.0


def finished(samples: Samples, rate: int, target_rate: int, loudness: float) -> Samples:
    """What an engine said at ``rate`` -> trimmed, at ``target_rate``, at ``loudness`` LUFS."""
    speech = levelled(trimmed(samples, rate), rate, loudness)
    return np.clip(resampled(speech, rate, target_rate), -PEAK, PEAK)


def trimmed(samples: Samples, rate: int) -> Samples:
    """Without the silence at both ends; nothing but silence becomes nothing."""
    heard = np.flatnonzero(np.abs(samples) > SPEECH_BEGINS * np.max(np.abs(samples), initial=0.0))
    if not len(heard):
        return samples[:0]
    margin = int(MARGIN * rate)
    return samples[max(0, heard[0] - margin) : heard[-1] + 1 + margin]


def levelled(samples: Samples, rate: int, loudness: float) -> Samples:
    """Brought to a loudness in LUFS, as far as its peaks and ``MOST_GAIN`` allow."""
    peak = float(np.max(np.abs(samples), initial=0.0))
    if not peak:
        return samples
    gain = 10 ** ((loudness - measured(samples, rate)) / 20)
    return samples * min(gain, PEAK / peak, MOST_GAIN)


def measured(samples: Samples, rate: int) -> float:
    """The loudness in LUFS (ITU-R BS.1770-4, annex 1), mono."""
    powers = _block_powers(_weighted(resampled(samples, rate, K_RATE)))
    loud = powers[_lufs(powers) > ABSOLUTE_GATE]
    if not len(loud):
        return ABSOLUTE_GATE
    gate = float(_lufs(loud.mean())) + RELATIVE_GATE
    return float(_lufs(loud[_lufs(loud) > gate].mean()))


def _lufs(power: Any) -> Any:
    return -0.691 + 10 * np.log10(np.maximum(power, 1e-12))


def _weighted(samples: Samples) -> Samples:
    """Samples at 48 kHz through both filters of the K weighting, by their spectrum."""
    size = (len(samples) // STEP + 2) * STEP  # the tail of the filters dies away in the rest
    spectrum = np.fft.rfft(samples, size) * _k_weight(size)
    weighted: Samples = np.fft.irfft(spectrum, size)[: len(samples)]
    return weighted


# Clips are made the long ones first, so that those of one size come close together.
@lru_cache(maxsize=16)
def _k_weight(size: int) -> NDArray[np.complex128]:
    """The K weighting at each frequency of a spectrum of ``size`` samples."""
    turns = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    weight = np.ones(len(turns), dtype=np.complex128)
    for numerator, denominator in (SHELF, HIGH_PASS):
        weight *= _polynomial(numerator, turns) / _polynomial(denominator, turns)
    return weight


def _polynomial(factors: tuple[float, ...], z: NDArray[np.complex128]) -> NDArray[np.complex128]:
    return factors[0] + factors[1] * z + factors[2] * z**2


def _block_powers(samples: Samples) -> Samples:
    """The mean square of each block; of all there is where that is less than a block."""
    if len(samples) < BLOCK:
        return np.array([np.mean(samples**2) if len(samples) else 0.0])
    whole = samples[: len(samples) // STEP * STEP].reshape(-1, STEP)
    steps = (whole**2).sum(axis=1)
    powers: Samples = np.convolve(steps, np.ones(BLOCK // STEP), "valid") / BLOCK
    return powers


def resampled(samples: Samples, rate: int, target: int) -> Samples:
    """The same sound at another sampling rate, by its spectrum; ends are silent, so none wraps."""
    if rate == target or not len(samples):
        return samples
    common = gcd(rate, target)
    down, up = rate // common, target // common
    steps = -(-len(samples) // down) + 1
    steps += -steps % 8  # lengths with small factors transform fast
    spectrum = np.fft.rfft(samples, steps * down)
    kept = min(steps * down, steps * up) // 2 + 1
    moved = np.zeros(steps * up // 2 + 1, dtype=np.complex128)
    moved[:kept] = spectrum[:kept] * _slope(kept)
    wanted = round(len(samples) * target / rate)
    sound: Samples = np.fft.irfft(moved, steps * up)[:wanted] * (target / rate)
    return sound


def _slope(kept: int) -> NDArray[np.float64]:
    """All of the spectrum but its upper twentieth, which fades: an edge would ring."""
    slope = np.ones(kept)
    fading = max(1, kept // 20)
    slope[-fading:] = 0.5 + 0.5 * np.cos(np.linspace(0, np.pi, fading))
    return slope


def pcm(samples: Samples) -> NDArray[np.int16]:
    """Samples as 16-bit integers."""
    return np.round(samples * 32767).astype(np.int16)
