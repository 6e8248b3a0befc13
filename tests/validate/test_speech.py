"""A decoder from outside: samples of an MP3 clip are heard where its clock values say."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import numpy as np
import pytest

from pipeline.speech import mp3
from tests.validate.tools import browse

# Decodes the file and says how long it is and where each half of it is loudest.
PAGE = """<!DOCTYPE html><pre></pre><script>
const [rate, cut, data] = %s;
const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
const loudest = (samples, offset) => {
  let at = 0;
  samples.forEach((s, i) => { if (Math.abs(s) > Math.abs(samples[at])) at = i; });
  return at + offset;
};
new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes.buffer).then(sound => {
  const all = sound.getChannelData(0);
  const found = [all.length, loudest(all.slice(0, cut), 0), loudest(all.slice(cut), cut)];
  document.querySelector('pre').textContent = JSON.stringify(found);
});
</script>
"""


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
    page = tmp_path / "decode.html"
    data = base64.b64encode(one + two).decode()
    page.write_text(PAGE % json.dumps([rate, cut, data]), encoding="utf-8")

    shown = browse(page, "--virtual-time-budget=20000", "--dump-dom")

    found = re.search(r"<pre>(\[.*?\])</pre>", shown)
    assert found, shown[:300]
    length, first, second = json.loads(found[1])
    assert length == mp3.length(one + two)
    assert first == 3000 + mp3.DELAY
    assert second == cut + 4000 + mp3.DELAY
