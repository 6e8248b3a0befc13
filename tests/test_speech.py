"""Recorded speech: what is said, how it becomes clips, and that their times are true."""

from __future__ import annotations

import errno
import itertools
import os
import random
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Literal

import numpy as np
import pytest

from pipeline import document as doc
from pipeline.braille.orthography import transcribe
from pipeline.config import Settings, SpeechSettings
from pipeline.diagnostics import Code, Diagnostic
from pipeline.document import Book, CodeBlock, Figure, Image, Inline, Ruby
from pipeline.errors import MissingError, UsageError
from pipeline.japanese.said import say, spoken_figures
from pipeline.japanese.spelling import spell
from pipeline.speech import cache, mp3, voice
from pipeline.speech.narration import Document, Studio, narrate
from pipeline.speech.production import SCRIPTS
from pipeline.speech.readings import agreed, differences, sounds
from pipeline.speech.saying import Said, said, said_together
from pipeline.speech.sound import levelled, measured, pcm, resampled, trimmed
from pipeline.speech.spoken import Breath, Speaker, Utterance
from pipeline.speech.voice import Sound
from pipeline.transforms.phrases import mark_phrases
from pipeline.verify.clips import audio_lengths
from pipeline.verify.filesets import Fileset
from pipeline.writers.smil import Speech
from tests.sample import MENU, P, book, heading, inlines, paragraph, table, term, unit

ROOT = Path(__file__).resolve().parents[1]
RATE = 48_000
SETTINGS = SpeechSettings()


# What is said


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


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("0120-95-0178へ", "ゼロイチニーゼロノ、キューゴーノ、ゼロイチナナハチへ"),
        ("午後10:30に", "午後10時30分に"),
        ("9:00〜17:00", "9時から17時"),
        ("12:30-13:00", "12時30分から13時"),
        ("18.5GB", "18.5ジービー"),
        ("本/b.txt", "本スラッシュ、ビードット、ティーエックスティー"),
        ("2024/4/1と2024-04-01", "2024年4月1日と2024年4月1日"),
        ("〒105-0001", "ユービンバンゴー、イチゼロゴーノ、ゼロゼロゼロイチ"),
        ("1,234,567円", "1234567円"),
        ("1/2にする", "2分の1にする"),
        ("気温は-5度", "気温はマイナス5度"),
        ("3月-5月", "3月から5月"),
        ("2024.4.1と2024/04", "2024年4月1日と2024年4月"),
        ("4/1(月)と5日（火）", "4月1日月曜日と5日火曜日"),
        ("月〜金曜日、火〜木に", "月曜から金曜日、火曜から木曜に"),
        ("12時00分、午前0:05", "12時レーフン、午前レージ5分"),
        ("比は1:5で、3:2", "比は1対5で、3対2"),
        ("手順1：2回押す", "手順1：2回押す"),
        ("¥1,000と$20と€2.5", "1000円と20ドルと2.5ユーロ"),
        ("¥500円", "¥500円"),
        ("内線1234、番号は305です", "内線イチニーサンヨン、番号はサンゼロゴーです"),
        ("番号は110番", "番号は110番"),
        ("郵便番号105-0001", "郵便番号イチゼロゴーノ、ゼロゼロゼロイチ"),
        ("東京〜大阪、10時〜", "東京から大阪、10時から"),
        ("題〜副題〜です", "題〜副題〜です"),
        ("10%〜20%、5℃〜10℃", "10%から20%、5度から10度"),
        ("2020-2024年", "2020から2024年"),
        ("版1.2.3と1.2", "版1テン2テン3と1.2"),
        ("5-3=2", "5ヒク3イコール2"),
        ("x<5、＜5＞", "エックスショーナリ5、＜5＞"),
        ("½と㉑と❶", "2分の1とマル21、とマル1、"),
        ("設定→一般", "設定、ヤジルシ、一般"),
        ("■概要±5", "クロシカク、概要プラスマイナス5"),
        ("○×、〇か×か、3×4", "マルバツ、マルかバツか、3×4"),
        ("二〇二五年、〇〇市", "二〇二五年、〇〇市"),
        ("25℃、77℉", "25度、77ド"),
        ("「？」と「、」と「A」", "「クエスチョンマーク」と「テン」と「エー」"),
        ("①開く", "マル1、開く"),
        ("※注意", "コメジルシ、注意"),
        ("第1-A章", "第1-エー章"),
        ("www.mei.jp", "ダブリューダブリューダブリュードット、エムイーアイドット、ジェイピー"),
    ],
)
def test_what_is_written_for_the_eye_is_said_as_people_say_it(written: str, heard: str) -> None:
    """Times, dates, telephone numbers, codes, addresses and marks have a spoken form."""
    assert "".join(piece.text for piece in said(written, spell)) == heard


def test_a_rule_looks_over_a_reading_and_its_gloss() -> None:
    """A range, a code, a product and an arrow beside a term are what they are beside kanji."""
    km, id = term("キロメートル", "km"), term("アイディー", "ID")
    gb, ruby = term("ギガバイト", "GB", first=False), Ruby("東京", "とうきょう", P)

    assert texts("10", km, "〜20", gb) == ["10キロメートル", "ケーエム", "から20ギガバイト"]
    assert texts(id, "：1234です") == ["アイディー", "アイディー", "：イチニーサンヨンです"]
    assert texts("5", gb, "×3") == ["5ギガバイト×3"]
    assert texts("2", gb, "-5", gb) == ["2ギガバイト-5ギガバイト"]
    assert texts(gb, "→", ruby, "〜大阪") == ["ギガバイト、ヤジルシ、東京から大阪"]
    assert texts(doc.Code("-x", P), "-5度") == ["ハイフン、エックス-5度"]


def test_what_reaches_over_the_edge_is_said_up_to_there() -> None:
    """A rule rewrites nothing that has its reading, even where its pattern goes on into it."""
    pieces = [Said("08"), Said("-1234-5678", "カナ"), Said("、9:30")]

    assert said_together(pieces, spell) == [
        (Said("08"),),
        (Said("-1234-5678", "カナ"),),
        (Said("、9時30分"),),
    ]
    assert said_together([], spell) == []
    assert said_together([Said(""), Said("①")], spell)[0] == ()


def test_words_that_stand_together_are_read_as_one_name() -> None:
    """Thank you is サンキュー; what is spelled stays apart, and a sentence is read word by word."""
    asked: list[str] = []

    def read(word: str) -> str:
        asked.append(word)
        return "カナ"

    said("Thank you, QR code. One two three four five", read)

    assert asked == ["Thank you", "code", "One", "two", "three", "four", "five"]


def test_program_text_is_said_sign_by_sign() -> None:
    """In a command every sign matters; Japanese beside it is said as anywhere."""
    code = doc.Code("ls -l", P)
    block = CodeBlock('print("開く")\n', "python", P)
    made = book(unit("u1", heading(1, "h1", "題"), paragraph(code, "と打つ。"), block))

    heard = [u.text for u in utterances(made).values()]

    assert "エルエス、ハイフン、エルと打つ。" in heard
    assert "ピーアールアイエヌティーカッコインヨーフ開くインヨーフカッコトジ" in heard


@pytest.mark.parametrize("form", ["epub", "daisy202", "daisy3"])
def test_program_text_is_known_in_every_form(form: str) -> None:
    """DTBook has an element for each line, where XHTML has one for all."""
    block = CodeBlock("ls -a\nls -l\n", "sh", P)
    made = mark_phrases(book(unit("u1", heading(1, "h1", "題"), block)), lambda _: None)
    speaker = Speaker.of(made)

    parts = SCRIPTS[form](made)
    heard = "、".join(u.text for part in parts for _, u in speaker.utterances(part))

    assert "エルエス、ハイフン、エー、エルエス、ハイフン、エル" in heard


def test_the_signs_of_a_gloss_are_named() -> None:
    """A sign that only has a name is not left out where a gloss is spelled."""
    assert texts(term("ヘイホウメートル", "m²"))[1] == "エムニジョー"


def test_a_gloss_is_spelled_skipped_or_read() -> None:
    """``[speech] gloss`` decides what is heard of an original; the default spells it."""
    piece = term("アイフォン", "iPhone")

    assert texts(piece, "を開く。") == ["アイフォン", "アイピーエイチオーエヌイー", "を開く。"]
    assert texts(piece, "を開く。", gloss="skip") == ["アイフォン", "", "を開く。"]
    assert texts(piece, "を開く。", gloss="read") == ["アイフォン", "アイフォン", "を開く。"]


def test_ruby_is_said_once_and_always_wins() -> None:
    """Where old XHTML shows a reading in brackets, the voice says only the reading."""
    ruby = Ruby("今日", "こんにち", P)
    made = book(unit("u1", heading(1, "h1", "題"), paragraph("今日と", ruby, "の空。")))

    said = utterances(made)["u1-b2-r1-p1"]

    assert said.text == "今日と今日の空。"
    assert said.kana == ("キョート", "コンニチノ", "ソラ。")


def test_a_term_is_said_as_the_dictionary_has_it() -> None:
    """The braille of a dictionary row is the voice's reading, too."""
    piece = replace(term("アイシーカード", "ICカード"), braille="アイシー カード")
    made = book(unit("u1", heading(1, "h1", "題"), paragraph("この", piece, "。")))

    assert "アイシー" in utterances(made)["u1-b2-r1-p1-s1"].kana[-2]


def test_a_cell_is_said_with_the_name_of_its_column() -> None:
    """Who hears a table knows in which column a value stands."""
    cells = table((), ("名前", "値"), ("色", "赤"))
    made = book(unit("u1", heading(1, "h1", "題"), cells))

    heard = [u.text for id, u in utterances(made).items() if id.startswith("u1-b2")]

    assert heard == ["名前", "値", "色", "値、赤"]


def test_a_cell_far_from_its_rows_name_is_said_with_it() -> None:
    """Where the first column names the rows, whoever hears the third still knows whose it is."""
    cells = table((), ("市", "人口", "広さ"), ("青森", "27万", "824"), ("弘前", "16万", "524"))
    made = book(unit("u1", heading(1, "h1", "題"), replace(cells, row_headers=True)))

    heard = [u.text for id, u in utterances(made).items() if id.startswith("u1-b2")]

    assert heard[3:] == [
        "青森", "人口、27万", "青森、広さ、824", "弘前", "人口、16万", "弘前、広さ、524",
    ]  # fmt: skip


def test_a_long_listing_is_said_in_several_breaths() -> None:
    """However long a text without a full stop is, no breath takes more memory than a few lines."""
    text = "一つ目を開き、" * 100 + "あ" * 3000
    made = book(unit("u1", heading(1, "h1", "題"), paragraph(text)))

    breaths = utterances(made)["u1-b2-r1-p1"].breaths

    assert len(breaths) > 5
    assert max(len(breath.text) for breath in breaths) <= 800
    assert "".join(breath.text for breath in breaths).startswith("一つ目を開き、" * 100)


def test_a_picture_is_said_to_be_one() -> None:
    """An alternative text is announced as a picture's."""
    image = Image(MENU.source, inlines("赤い家の絵"), "", P)
    made = book(unit("u1", heading(1, "h1", "題"), Figure(image, (), P)))

    assert "図、赤い家の絵" in [u.text for u in utterances(made).values()]


def test_pauses_follow_the_structure() -> None:
    """Within a sentence, after it, after a paragraph, after and before a heading."""
    made = book(
        unit(
            "u1",
            heading(1, "h1", "題"),
            paragraph(term("エー", "A"), "です。二文目。"),
            paragraph("次。"),
            heading(2, "h2", "節"),
            paragraph("終わり。"),
        )
    )
    pauses = [u.pause for id, u in utterances(made).items() if id.startswith("u1")]
    s = SETTINGS

    assert pauses == [
        s.pause_after_heading, s.pause_in_sentence, s.pause_in_sentence, s.pause_after_sentence,
        s.pause_after_paragraph, s.pause_before_heading, s.pause_after_heading,
        s.pause_before_heading,
    ]  # fmt: skip


# Numbers and readings


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


# Sound


def sine(seconds: float, hertz: float = 997.0, level: float = 1.0) -> np.ndarray:
    return level * np.sin(2 * np.pi * hertz * np.arange(round(RATE * seconds)) / RATE)


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


# Clips


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


@pytest.mark.parametrize("kind", ["mp3", "wav"])
def test_clips_are_as_long_as_their_file(tmp_path: Path, kind: Literal["mp3", "wav"]) -> None:
    """Clips follow one another without a gap, and the last ends where the file does."""
    settings = replace(SETTINGS, format=kind)
    speech = recorded(tmp_path / "c", "あ", "いいいい", "うう", settings=settings)
    sizes = {name: len(data) for name, data in speech.files.items()}
    length = audio_lengths(Fileset("b", sizes, speech.files.__getitem__), print)[f"a0000.{kind}"]
    clips = list(speech.clips.values())

    assert clips[0].begin == 0
    assert all(left.end == right.begin for left, right in itertools.pairwise(clips))
    assert clips[-1].end == pytest.approx(float(length), abs=1e-9)


def test_the_samples_of_a_clip_are_where_it_says(tmp_path: Path) -> None:
    """In WAV, where every sample can be looked at: sound, then the pause, in each clip."""
    settings = replace(SETTINGS, format="wav", sampling_rate=16_000)
    speech = recorded(tmp_path, "あ", "いいい", settings=settings)
    with wave.open(BytesIO(speech.files["a0000.wav"])) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")

    assert len(samples) == 16_000 * (0.1 + 0.3 + 0.3 + 0.3)
    for clip, seconds in zip(speech.clips.values(), (0.1, 0.3), strict=True):
        own = samples[round(clip.begin * 16_000) : round(clip.end * 16_000)]
        heard = np.flatnonzero(np.abs(own) > 100)
        assert heard[0] < 20
        assert heard[-1] == pytest.approx(16_000 * seconds, abs=20)


def test_mp3_clips_are_whole_frames() -> None:
    """Clips put together are one stream: each begins with a frame that needs none before it."""
    samples = pcm(sine(0.5, 500, 0.1))
    one, two = mp3.encode(samples, 22_050, 48), mp3.encode(samples[:5000], 22_050, 48)

    assert mp3.length(one + two) == mp3.length(one) + mp3.length(two)
    assert mp3.length(one) >= len(samples) + mp3.DELAY
    # ISO/IEC 11172-3, 2.4.1.7: main_data_begin, nine bits after the header, is 0.
    assert two[4] == 0
    assert two[5] & 0x80 == 0
    with pytest.raises(ValueError, match="whole MP3 frames"):
        mp3.length(one[:-1])


def test_the_same_words_are_the_same_bytes(tmp_path: Path) -> None:
    """Recorded twice, in one process or two, a book is the same to the byte."""
    one = recorded(tmp_path / "a", "あ", "いい", "ううう")
    two = narrate(
        [document("あ", "いい", "ううう")], SETTINGS, studio(tmp_path / "b", workers=2), print
    )

    assert one == two


def test_one_changed_sentence_is_one_new_clip(tmp_path: Path) -> None:
    """What is kept is not said again; with other settings all is."""
    spoken: list[str] = []

    def listening(text: str, kana: Sequence[str], speed: int) -> Sound:
        spoken.append(text)
        return beep(text, kana, speed)

    for words, settings in (
        (("あ", "いい", "う"), SETTINGS),
        (("あ", "いい", "うう"), SETTINGS),
        (("あ",), replace(SETTINGS, speed=120)),
    ):
        narrate([document(*words)], settings, studio(tmp_path, listening), lambda _: None)

    assert spoken == ["あ", "いい", "う", "うう", "あ"]


def test_an_interruption_loses_nothing_that_was_finished(tmp_path: Path) -> None:
    """Recording goes on where it was stopped."""
    spoken: list[str] = []

    def interrupted(text: str, kana: Sequence[str], speed: int) -> Sound:
        if len(spoken) == 2:
            raise KeyboardInterrupt
        spoken.append(text)
        return beep(text, kana, speed)

    with pytest.raises(KeyboardInterrupt):
        narrate([document("あ", "い", "う")], SETTINGS, studio(tmp_path, interrupted), print)
    assert len(list(tmp_path.glob("??/*"))) == 2

    spoken[:] = []
    narrate([document("あ", "い", "う")], SETTINGS, studio(tmp_path, interrupted), print)
    assert spoken == ["う"]


def test_progress_goes_by_the_text_that_is_said(tmp_path: Path) -> None:
    """Clips are counted, and the share that tells the time left is that of their text."""
    told: list[tuple[int, int, float]] = []
    heard = replace(studio(tmp_path), progress=lambda *told_now: told.append(told_now))

    narrate([document("ああああああああ", "いい", "う")], SETTINGS, heard, print)

    assert told == [(0, 3, 0), (1, 3, 9 / 14), (2, 3, 12 / 14), (3, 3, 1)]


def test_a_damaged_clip_is_made_again_and_told(tmp_path: Path) -> None:
    """A clip cut short, or with a byte changed, is not published."""
    good = recorded(tmp_path, "あ", "いい")
    kept = sorted(tmp_path.glob("??/*.clip"))
    kept[0].write_bytes(kept[0].read_bytes()[:-7])
    kept[1].write_bytes(b"")
    told: list[Diagnostic] = []

    again = narrate([document("あ", "いい")], SETTINGS, studio(tmp_path), told.append)

    assert again == good
    assert [finding.code for finding in told] == [Code.CLIP_DAMAGED] * 2


def test_a_full_disk_is_said_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clips that were finished stay; of the one that did not fit there is no trace."""

    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    recorded(tmp_path, "あ")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(UsageError, match="U061 "):
            recorded(tmp_path, "あ", "いい")

    assert [path.suffix for path in tmp_path.glob("??/*")] == [".clip"]


def test_what_cannot_be_said_is_reported(tmp_path: Path) -> None:
    """A phrase without a sound gets a short silence and a finding."""
    found: list[Diagnostic] = []

    said = document("☃a", "。", "😀", "☆☆☆", "……")
    speech = narrate([said], SETTINGS, studio(tmp_path, mute), found.append)

    assert {finding.code for finding in found} == {Code.UNSPEAKABLE}
    assert [dict(finding.fields)["text"] for finding in found] == ["☃a", "😀", "☆☆☆"]
    lengths = [clip.end - clip.begin for clip in speech.clips.values()]
    assert all(0.3 <= length < 0.4 for length in lengths)  # the pause that comes after it


@pytest.mark.parametrize(
    ("text", "silent"),
    [("今日は😀です", ("😀",)), ("中文书籍", ("书籍",)), ("На русском", ("На", "русском")),
     ("3×4、α線、100％", ()), ("㌔と㈱", ()), ("…「」", ())],
)  # fmt: skip
def test_a_part_that_cannot_be_said_is_found(text: str, silent: tuple[str, ...]) -> None:
    """Nothing is passed over in silence: other scripts and emoji inside a phrase are told."""
    assert voice.unsaid(text, [word.kana for word in transcribe(text)]) == silent


def test_a_phrase_that_is_said_in_part_is_reported(tmp_path: Path) -> None:
    """The finding names what is not heard, and no more."""
    found: list[Diagnostic] = []

    narrate([document("今日は😀です。")], SETTINGS, studio(tmp_path), found.append)

    assert [dict(finding.fields)["text"] for finding in found] == ["😀"]


def test_a_missing_package_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for speech without its packages is told what installs them."""
    monkeypatch.setitem(voice.PACKAGES, "no_such_module", "no-such-package")

    with pytest.raises(MissingError, match=r"(?s)no-such-package.*make audio"):
        voice.check_installed()


def test_text_alone_imports_nothing_of_speech() -> None:
    """Without ``--audio`` neither the engine nor its arithmetic is loaded."""
    code = (
        "import sys, pipeline.driver, pipeline.commands.books, pipeline.writers.epub,"
        "pipeline.writers.daisy3, pipeline.writers.daisy202;"
        "print([m for m in sys.modules if m.startswith('pipeline.speech')"
        " or m in ('numpy', 'pyopenjtalk', 'lameenc')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)

    assert done.stdout == "[]\n", done.stderr


# The real voice


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


def killed(text: str, kana: Sequence[str], speed: int) -> Sound:
    """A voice whose process the system ends, as it does where memory is short."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_a_killed_process_is_said_to_be_so(tmp_path: Path) -> None:
    """Who runs out of memory is told so, and that it goes on where it was."""
    with pytest.raises(MissingError, match="U062 "):
        narrate([document("あ", "い")], SETTINGS, studio(tmp_path, killed, 2), print)


# The clips that are kept


def test_old_clips_that_no_book_uses_are_removed(tmp_path: Path) -> None:
    """Removed: of no book that is there, and older than thirty days. All others stay."""
    clip = cache.Recorded(b"x", 1)
    for name in ("aa1", "bb2", "cc3", "dd4"):
        cache.store(tmp_path, name, clip)
    cache.note_used(tmp_path, "one", "epub", ["aa1"])
    cache.note_used(tmp_path, "two", "daisy3", ["bb2"])
    cache.note_used(tmp_path, "gone", "epub", ["cc3"])
    now = cache.path_of(tmp_path, "aa1").stat().st_mtime

    assert cache.prune(tmp_path, {"one", "two"}.__contains__, now + 29 * 86_400) == 0
    assert cache.prune(tmp_path, {"one", "two"}.__contains__, now + 31 * 86_400) == 2
    assert {path.stem for path in tmp_path.glob("??/*")} == {"aa1", "bb2"}


def test_a_form_made_anew_uses_only_what_it_is_made_of_now(tmp_path: Path) -> None:
    """The list of one form of one book is replaced, those of its other forms stay."""
    for name in ("aa1", "bb2", "cc3"):
        cache.store(tmp_path, name, cache.Recorded(b"x", 1))
    cache.note_used(tmp_path, "one", "epub", ["aa1", "bb2"])
    cache.note_used(tmp_path, "one", "daisy3", ["cc3"])
    cache.note_used(tmp_path, "one", "epub", ["aa1"])

    assert cache.prune(tmp_path, lambda _: True, 2e10) == 1
    assert {path.stem for path in tmp_path.glob("??/*")} == {"aa1", "cc3"}


def test_a_folder_in_the_place_of_a_clip_is_put_right(tmp_path: Path) -> None:
    """However a clip is damaged, it is made again."""
    good = recorded(tmp_path, "あ")
    (clip,) = tmp_path.glob("??/*.clip")
    clip.unlink()
    (clip / "inside").mkdir(parents=True)

    assert recorded(tmp_path, "あ") == good


def test_a_folder_of_clips_that_is_none_is_told(tmp_path: Path) -> None:
    """A file where the folder should be is the operator's affair, not a fault of the program."""
    (tmp_path / "clips").write_text("")

    with pytest.raises(UsageError, match="clips: U061 "):
        recorded(tmp_path / "clips", "あ")
    with pytest.raises(UsageError, match="clips: U061 "):
        cache.note_used(tmp_path / "clips", "book", "epub", ["a"])


def test_a_damaged_list_of_clips_keeps_nothing_and_harms_nothing(tmp_path: Path) -> None:
    """A list is only there to know what may go."""
    cache.store(tmp_path, "aa1", cache.Recorded(b"x", 1))
    cache.note_used(tmp_path, "one", "epub", ["aa1"])
    (tmp_path / cache.USED / "one" / "epub").write_bytes(b"\xa0\xff\n")
    (tmp_path / cache.USED / "one" / "daisy3").mkdir()

    assert cache.prune(tmp_path, lambda _: True, 0) == 0
    assert cache.prune(tmp_path, lambda _: True, 2e10) == 1


RECORD = """
import sys, time
from pathlib import Path
from threading import Thread
from pipeline.config import SpeechSettings
from pipeline.speech.narration import Studio, narrate
from tests.test_speech import document, waiting

if __name__ == "__main__":
    studio = Studio(Path(sys.argv[1]), 2, waiting, "test")
    narrate([document("あ", "い")], SpeechSettings(), studio, print)
"""


def waiting(text: str, kana: Sequence[str], speed: int) -> Sound:
    """A voice that tells which process it is in, and never ends."""
    print(os.getpid(), flush=True)
    time.sleep(600)
    raise AssertionError


def test_nothing_goes_on_where_the_recording_is_killed(tmp_path: Path) -> None:
    """Whatever ends the program (a night's run that is stopped), its workers end, too."""
    script = tmp_path / "record.py"
    script.write_text(RECORD, encoding="utf-8")
    command = (sys.executable, str(script), str(tmp_path / "clips"))
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as program:
        assert program.stdout
        workers = [int(program.stdout.readline()) for _ in range(2)]
        program.kill()

        # Workers hold the other end of this pipe: it ends with the last of them.
        reader = Thread(target=program.stdout.read, daemon=True)
        reader.start()
        reader.join(timeout=30)
        ended = not reader.is_alive()
        for worker in () if ended else workers:
            os.kill(worker, signal.SIGKILL)

    assert ended
