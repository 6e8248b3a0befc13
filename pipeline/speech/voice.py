"""The voice: text with its braille kana -> sound, by Open JTalk (pyopenjtalk-plus, voice mei)."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import dropwhile
from types import ModuleType
from unicodedata import normalize

import numpy as np

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import NOWHERE
from pipeline.errors import MissingError
from pipeline.speech.readings import Feature, agreed, is_heard
from pipeline.speech.sound import Samples

CREDIT = "HTS Voice “Mei”（MMDAgent、名古屋工業大学）、CC BY 3.0"
"""The voice's licence asks for its name wherever it is heard."""

PACKAGES = {"pyopenjtalk": "pyopenjtalk-plus", "lameenc": "lameenc", "numpy": "numpy"}
FULL_SCALE = 32768.0
KANA = frozenset(map(chr, range(ord("ァ"), ord("ー") + 1)))


@dataclass(frozen=True, slots=True)
class Sound:
    """What was said: samples at ``rate`` a second; none where nothing can be said."""

    samples: Samples
    rate: int


def check_installed() -> None:
    """Stop where a package that speech needs is missing, and say what installs it."""
    missing = [name for module, name in PACKAGES.items() if find_spec(module) is None]
    if missing:
        packages = ", ".join(missing)
        raise MissingError(diagnostic(Code.SPEECH_MISSING, NOWHERE, packages=packages))


def engine_version() -> str:
    """What decides how a text sounds, beside its reading."""
    try:
        return " ".join(f"{name} {version(name)}" for name in PACKAGES.values())
    except PackageNotFoundError:
        return "unknown"


@cache
def _engine() -> ModuleType:
    """The engine; it takes about a second to load, and remarks on packages it does not need."""
    check_installed()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        import pyopenjtalk
    engine: ModuleType = pyopenjtalk
    return engine


def features(text: str, kana: Sequence[str]) -> list[Feature]:
    """A text -> what the engine is to say, read as the braille kana has it."""
    found = _analysed(text)
    if not any(feature["mora_size"] for feature in found):  # a picture of a snowman, with ruby
        found = _analysed("".join(kana))
    # The engine takes a mark before the first word (！) for an ending without a word.
    return list(dropwhile(lambda feature: not feature["mora_size"], agreed(found, kana)))


def unsaid(text: str, kana: Sequence[str]) -> tuple[str, ...]:
    """What in a text is said neither by its kana nor by the engine: an emoji, another script."""
    left = {c for word in kana for c in word if is_heard(c) and not c.isdecimal() and c not in KANA}
    if not left:
        return ()
    mute = (feature["string"] for feature in _analysed(text) if not feature["mora_size"])
    return tuple(m for m in mute if left & set(normalize("NFKD", m)) and any(map(is_heard, m)))


def _analysed(text: str) -> list[Feature]:
    """Sudachi and the guess at 何 are off: readings are the braille analysis's affair."""
    options = {"use_sudachi_kanji_yomi": False, "predict_nani": False}
    found: list[Feature] = _engine().run_frontend(text, **options) if text.strip() else []
    return found


def speak(text: str, kana: Sequence[str], speed: int) -> Sound:
    """A text read as braille kana has it -> sound; ``speed`` is in per cent of the voice's own."""
    said = features(text, kana)
    if not any(feature["mora_size"] for feature in said):
        return Sound(np.zeros(0), 48_000)
    engine = _engine()
    samples, rate = engine.synthesize(engine.make_label(said), speed / 100)
    return Sound(samples / FULL_SCALE, rate)
