"""Encode a clip as MP3 frames that can stand one after the other in a file.

Every clip is a stream of its own, from whole frames, that needs no frame before it; put together,
clips are one MP3 file, and a clip begins where its first frame does. What an encoder and a decoder
delay lies inside the clip, before the speech: 1,105 samples of silence.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import NOWHERE
from pipeline.errors import MissingError

# LAME 3.100, technical FAQ "How do I get gapless playback": 576 samples encoder delay and 529
# decoder delay; without a Xing or LAME frame (lameenc writes none) no decoder takes them off.
# Chromium's decoder gives an impulse at sample n at n + 1105 of its clip (tests/validate).
DELAY = 1105
QUALITY = 3  # LAME's own default for a constant bit rate

# ISO/IEC 11172-3 and 13818-3, 2.4.2.3: bit rates of layer III in kbit/s by index; rates in Hz.
MPEG1_KBITS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
MPEG2_KBITS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
MPEG1_RATES, MPEG2_RATES = (44_100, 48_000, 32_000), (22_050, 24_000, 16_000)


def encode(samples: NDArray[np.int16], rate: int, kbits: int) -> bytes:
    """Mono samples -> whole frames at a constant bit rate."""
    try:
        import lameenc
    except ImportError as error:
        found = diagnostic(Code.SPEECH_MISSING, NOWHERE, packages="lameenc")
        raise MissingError(found) from error
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_bit_rate(kbits)
    encoder.set_quality(QUALITY)
    return bytes(encoder.encode(samples.tobytes())) + bytes(encoder.flush())


def length(data: bytes) -> int:
    """How many samples the frames of a clip decode to."""
    at = total = 0
    while at + 4 <= len(data):
        size, samples = _frame(data[at : at + 4])
        at, total = at + size, total + samples
    if at != len(data):
        raise ValueError(f"expected whole MP3 frames (got {len(data)} bytes, frames end at {at})")
    return total


def _frame(header: bytes) -> tuple[int, int]:
    """The size in bytes and the samples of the frame that a header begins."""
    if header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        raise ValueError(f"expected an MP3 frame of layer III (got {header.hex()})")
    mpeg1 = header[1] & 0x08
    rate = (MPEG1_RATES if mpeg1 else MPEG2_RATES)[header[2] >> 2 & 3]
    kbits = (MPEG1_KBITS if mpeg1 else MPEG2_KBITS)[header[2] >> 4]
    samples = 1152 if mpeg1 else 576
    return samples // 8 * kbits * 1000 // rate + (header[2] >> 1 & 1), samples
