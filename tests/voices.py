"""Voices for tests, and what they are given to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from pipeline.config import SpeechSettings
from pipeline.document import Book, Inline
from pipeline.speech.narration import Document, Studio, narrate
from pipeline.speech.production import SCRIPTS
from pipeline.speech.spoken import Breath, Speaker, Utterance
from pipeline.speech.voice import Sound
from pipeline.transforms.phrases import mark_phrases
from pipeline.writers.smil import Speech
from tests.sample import book, heading, paragraph, unit

ROOT = Path(__file__).resolve().parents[1]
RATE = 48_000
SETTINGS = SpeechSettings()


def utterances(made: Book, **settings: object) -> dict[str, Utterance]:
    """What is said in a book's DAISY 2.02 form, by id of the segment."""
    speech = replace(SpeechSettings(), **settings)  # type: ignore[arg-type]
    marked = mark_phrases(made, lambda _: None)
    marked = replace(marked, settings=replace(marked.settings, speech=speech))
    speaker = Speaker.of(marked)
    return {
        id: utterance
        for part in SCRIPTS["daisy202"](marked)
        for id, utterance in speaker.utterances(part)
    }


def texts(*pieces: str | Inline, **settings: object) -> list[str]:
    """What is said for the segments of one paragraph."""
    made = book(unit("u1", heading(1, "h1", "題"), paragraph(*pieces)))
    return [u.text for id, u in utterances(made, **settings).items() if id.startswith("u1-b2")]


def sine(seconds: float, hertz: float = 997.0, level: float = 1.0) -> np.ndarray:
    return level * np.sin(2 * np.pi * hertz * np.arange(round(RATE * seconds)) / RATE)


def beep(text: str, kana: Sequence[str], speed: int) -> Sound:
    """A voice that beeps a tenth of a second a character, as loud as it likes."""
    return Sound(sine(0.1 * len(text), 500, 0.1), RATE)


def mute(text: str, kana: Sequence[str], speed: int) -> Sound:
    """A voice that can say nothing."""
    return Sound(np.zeros(0), RATE)


def document(*said: str) -> Document:
    return {f"p{n}": Utterance((Breath(text, (text,)),), 300) for n, text in enumerate(said, 1)}


def studio(folder: Path, voice: object = beep, workers: int = 1) -> Studio:
    return Studio(folder, workers, voice, "test")  # type: ignore[arg-type]


def recorded(folder: Path, *said: str, settings: SpeechSettings = SETTINGS) -> Speech:
    return narrate([document(*said)], settings, studio(folder), lambda _: None)
