"""Ask e2k for readings of English words and how likely each is."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence

import numpy as np
from e2k import C2K
from numpy.typing import NDArray

Logits = NDArray[np.float32]

_BRANCH = math.log(0.04)  # a next kana less likely than this is not followed
_TRIES = 6  # readings that are decoded for a word


class Model:
    """e2k with its probabilities: the decoder it is handed chooses each kana and adds them up."""

    def __init__(self, longest: int) -> None:
        self.model = C2K(max_len=longest)
        self.kana = {kana: index for index, kana in enumerate(self.model.out_table)}
        self.end = self.model.s2s.eos_idx

    def log_probability(self, letters: str, katakana: str) -> float:
        try:
            wanted = [self.kana[kana] for kana in katakana]
        except KeyError:
            return -math.inf
        return self._decode(letters, [*wanted, self.end]).likely

    def first(self, letters: str) -> tuple[str, float]:
        path = self._decode(letters, ())
        return self._text(path), path.likely

    def proposals(self, letters: str) -> list[tuple[str, float]]:
        """The readings found along the likeliest branches, with their log probabilities."""
        found: dict[str, float] = {}
        branches: list[tuple[float, list[int]]] = [(0.0, [])]
        for _ in range(_TRIES):
            if not branches:
                break
            path = self._decode(letters, heapq.heappop(branches)[1])
            found.setdefault(self._text(path), path.likely)
            for branch in path.branches:
                heapq.heappush(branches, branch)
        return list(found.items())

    def _decode(self, letters: str, wanted: Sequence[int]) -> _Path:
        path = _Path(wanted)
        self.model.s2s.forward(self._encode(letters), path.next_kana)
        return path

    def _text(self, path: _Path) -> str:
        return "".join(self.model.out_table[i] for i in path.kana if i != self.end)

    def _encode(self, letters: str) -> NDArray[np.int64]:
        sequence = self.model.s2s
        inner = [self.model.in_table[letter] for letter in letters]
        return np.array([sequence.sos_idx, *inner, sequence.eos_idx])


class _Path:
    """One decoding: the ``wanted`` kana first, then the likeliest, and what lay beside the way."""

    def __init__(self, wanted: Sequence[int]) -> None:
        self.wanted = wanted
        self.kana: list[int] = []
        self.likely = 0.0
        self.branches: list[tuple[float, list[int]]] = []

    def next_kana(self, logits: Logits) -> int:
        likely = _log_probabilities(logits)
        at = len(self.kana)
        if at < len(self.wanted):
            chosen = self.wanted[at]
        else:
            chosen = int(likely.argmax())
            self._branch(likely, chosen)
        self.likely += float(likely[chosen])
        self.kana.append(chosen)
        return chosen

    def _branch(self, likely: Logits, chosen: int) -> None:
        for index in (likely > _BRANCH).nonzero()[0].tolist():
            if index != chosen:
                self.branches.append((-(self.likely + float(likely[index])), [*self.kana, index]))


def _log_probabilities(logits: Logits) -> Logits:
    shifted: Logits = logits - logits.max()
    total: Logits = np.log(np.exp(shifted).sum(keepdims=True))
    return shifted - total
