"""Numbers and readings as the voice says them, and the real voice."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from pipeline.braille.orthography import transcribe
from pipeline.config import Settings, SpeechSettings
from pipeline.diagnostics import Code, Diagnostic
from pipeline.japanese.said import say, spoken_figures
from pipeline.japanese.spelling import spell
from pipeline.speech import cache, voice
from pipeline.speech.readings import agreed, differences, sounds
from pipeline.speech.saying import said
from pipeline.speech.sound import levelled, measured, trimmed
from tests.voices import ROOT


@pytest.mark.parametrize(
    ("figures", "kana"),
    [
        ("0", "ゼロ"), ("10", "ジュウ"), ("18.5", "ジュウハチテンゴ"), ("100", "ヒャク"),
        ("2024", "ニセンニジュウヨン"), ("8600", "ハッセンロッピャク"), ("007", "ゼロゼロナナ"),
        ("10000", "イチマン"), ("10001000", "イッセンマンセン"),
    ],
)  # fmt: skip
def test_numbers_have_names(figures: str, kana: str) -> None:
    """Whole numbers and decimal fractions, in Japanese."""
    assert say(figures) == kana


@pytest.mark.parametrize(
    ("kana", "said"),
    [("1ポン", "イッポン"), ("10プン", "ジュップン"), ("4ガツ", "シガツ"), ("7ジ", "シチジ"),
     ("4ネン", "ヨネン"), ("8サイ", "ハッサイ"), ("3ボン", "サンボン"), ("7ジカイ", "ナナジカイ")],
)  # fmt: skip
def test_a_counter_changes_its_number(kana: str, said: str) -> None:
    """Figures sound as what they count asks for."""
    assert "".join(piece for piece, _ in spoken_figures(kana)) == said


def node(text: str, kana: str, beats: int, accent: int = 1) -> dict[str, object]:
    """A feature as Open JTalk gives it, as far as it matters here."""
    return {"string": text, "pos": "名詞", "pron": kana, "read": kana, "acc": accent,
            "mora_size": beats, "chain_flag": 0}  # fmt: skip


def test_braille_corrects_the_engine_and_keeps_its_accents() -> None:
    """Only what is read otherwise changes; a word beside it stays as it was."""
    features = [node("今日", "キョー", 2), node("の", "ノ", 1), node("方", "ホウ", 2, 2)]

    fixed = agreed(features, ["キョーノ", "カタ"])

    assert [f["pron"] for f in fixed] == ["キョー", "ノ", "カタ"]
    assert [f["acc"] for f in fixed] == [1, 1, 2]
    assert differences(fixed, ["キョーノ", "カタ"]) == []


def test_whatever_differs_ends_as_braille_has_it() -> None:
    """A law: readings put right have no difference left, wherever one begins or ends."""
    chance = random.Random(1)
    for _ in range(300):
        kana = [chance.choice("アカサタナハマヤラワキシー") for _ in range(chance.randint(1, 12))]
        cuts = sorted(chance.sample(range(len(kana)), chance.randint(0, len(kana) // 2)))
        pieces = itertools.pairwise([0, *cuts, len(kana)])
        features = [node("語", "".join(kana[a:b]), b - a) for a, b in pieces if b > a]
        wanted = list(kana)
        for _ in range(chance.randint(0, 3)):
            at = chance.randrange(len(wanted) + 1)
            wanted[at : at + chance.randint(0, 2)] = chance.choice(["", "ニ", "ヌト", "、"])

        assert differences(agreed(features, wanted), wanted) == []


def test_a_silent_sign_hides_no_reading() -> None:
    """A sign of which the engine says nothing leaves what stands beside it to be put right."""
    arrow = node("→", "、", 0) | {"pos": "記号"}
    features = [arrow, node("シー", "スィー", 2), node("ミミ", "ミミ", 2)]

    fixed = agreed(features, ["→シー", "ミミ"])

    assert "".join(f["pron"] for f in fixed) == "、シイミミ"


def test_figures_are_the_engines_affair() -> None:
    """Braille has 20ニチ in figures, and the engine knows when that is ハツカ: only kana bind."""
    features = [node("二", "ニ", 1), node("十", "ジュッ", 2), node("分", "プン", 2)]

    assert agreed(features, ["20プン"]) == features
    assert [f["pron"] for f in agreed(features, ["20ブン"])][-1].endswith("ブン")


@pytest.mark.parametrize(
    ("left", "right"),
    [("オーキイ", "オオキイ"), ("セッテー", "セッテイ"), ("コーヒー", "コオヒイ"),
     ("ツズク", "ツヅク"), ("ヴァイオリン", "バイオリン"), ("イウ", "ユー"), ("ヲ", "オ")],
)  # fmt: skip
def test_what_sounds_alike_is_spelled_alike(left: str, right: str) -> None:
    """Two spellings of one sound are no difference."""
    assert sounds(left) == sounds(right)


def test_the_voice_reads_as_the_braille_does() -> None:
    """One reading everywhere: in every sentence of the manual's first unit."""
    manuscript = ROOT / "source" / "manual" / "01-mynumber.md"
    lines = [line for line in manuscript.read_text(encoding="utf-8").splitlines() if line[:1] > "z"]
    heard = 0
    for line in lines[:40]:
        text = "".join(piece.text for piece in said(line, spell))
        kana = [word.kana for word in transcribe(text)]
        features = voice.features(text, kana)

        assert differences(features, kana) == []
        heard += len(features)
    assert heard > 500


def test_the_voice_speaks(tmp_path: Path) -> None:
    """Open JTalk says a sentence: of a likely length, not silent, at the book's loudness."""
    text = "アイフォンを開きます。"
    kana = [word.kana for word in transcribe(text)]

    sound = voice.speak(text, kana, 100)

    assert 1.0 < len(sound.samples) / sound.rate < 3.0
    heard = levelled(trimmed(sound.samples, sound.rate), sound.rate, -20)
    assert measured(heard, sound.rate) == pytest.approx(-20, abs=1.5)
    assert len(voice.speak(text, kana, 200).samples) < len(sound.samples) * 0.7
    assert len(voice.speak("…", [], 100).samples) == 0
    assert len(voice.speak("☃", ["ユキ"], 100).samples) > 0


def test_settings_of_speech_are_read() -> None:
    """``[speech]`` in book.toml: numbers have their choices, and the narrator is no key."""
    from pipeline.readers.metadata import read_settings

    found: list[Diagnostic] = []
    good = '[speech]\nsampling_rate = 44100\ngloss = "skip"\n'
    settings = read_settings(f'title = "本"\n{good}', "book.toml", found.append)
    assert settings
    assert settings.speech == SpeechSettings(sampling_rate=44_100, gloss="skip")

    for bad in ("sampling_rate = 11", "bit_rate = 48.0", 'narrator = "x"', "speed = 5"):
        assert read_settings(f'title = "本"\n[speech]\n{bad}\n', "book.toml", found.append) is None
    assert [f.code for f in found] == [
        Code.WRONG_TYPE, Code.WRONG_TYPE, Code.UNKNOWN_KEY, Code.WRONG_TYPE,
    ]  # fmt: skip
    assert Settings(title="本").speech.narrator == ""


def test_a_key_is_made_of_all_that_is_heard() -> None:
    """Two clips that sound different have different names."""
    assert cache.key("あ", ("ア",), 1) != cache.key("あ", ("イ",), 1)
    assert cache.key("a", "b") != cache.key("ab")
