"""Put 16-bit mono samples into a WAV file (RIFF)."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterable

BYTES_A_SAMPLE = 2


def joined(clips: Iterable[bytes], rate: int) -> bytes:
    """Clips of samples, little-endian, one after the other -> a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(BYTES_A_SAMPLE)
        sound.setframerate(rate)
        sound.writeframes(b"".join(clips))
    return file.getvalue()
