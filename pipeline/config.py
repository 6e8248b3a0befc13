"""A book's settings, read once and frozen: what ``book.toml`` can say, and what it says if silent.

The reader of ``book.toml`` (``readers.metadata``) is driven by these dataclasses: a field here is
a key there, and its type and ``Literal`` choices are what the reader checks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

UnitLevel = Literal["file", "h1", "h2", "book"]
RubyChoice = Literal["none", "manuscript", "first", "full"]


@dataclass(frozen=True, slots=True)
class UnitSettings:
    """``[unit]``: how far one gloss reaches."""

    level: UnitLevel = "file"


@dataclass(frozen=True, slots=True)
class GlossSettings:
    """``[gloss]``: where the original stands in brackets, and in which.

    ``long_term_counts``: a gloss of a longer term is also the first use of the shorter terms
    inside it (``App Store`` of ``App``). ``partial``: a name of several words leaves out of its
    gloss those that the unit has glossed (アイフォンテンエス（XS）). ``title_counts``,
    ``contents_count``, ``headings_count``: whether words on the title page, in a contents list
    that the author wrote, and in headings are uses; where not, they never have a gloss.
    """

    where: Literal["first", "always", "never"] = "first"
    brackets: Literal["（）", "()"] = "（）"
    long_term_counts: bool = False
    partial: bool = True
    title_counts: bool = True
    contents_count: bool = True
    headings_count: bool = True


@dataclass(frozen=True, slots=True)
class KatakanaSettings:
    """``[katakana]``: house style. ``middle_dot``: ・ between the words of a name."""

    middle_dot: bool = False
    long_vowel: bool = True
    vu: bool = False


@dataclass(frozen=True, slots=True)
class EpubSettings:
    """``[epub]``: writing direction, how ruby is given, and hints for voices.

    ``ruby``: ``none``, as in the ``manuscript``, at the ``first`` use of each word in each unit,
    or ``full`` (each word, each time); the two last are read by the program.
    ``lexicon`` adds a PLS file of the readings that people fixed, ``ssml`` marks them in the text.
    """

    writing: Literal["horizontal", "vertical"] = "horizontal"
    ruby: RubyChoice = "manuscript"
    lexicon: bool = False
    ssml: bool = False


@dataclass(frozen=True, slots=True)
class DaisySettings:
    """``[daisy]``: who made the digital book (``producer``; else the publisher).

    ``zip``: beside each DAISY folder stands one ZIP file of it, for lending.
    """

    producer: str = ""
    zip: bool = True


@dataclass(frozen=True, slots=True)
class BrailleSettings:
    """``[braille]``: the page in cells and lines, the volume in pages.

    ``sides``: with ``both``, 標題紙, 目次, 本文 and 奥付 each begin on the front of a sheet.
    ``transcriber`` stands on the title page and in file headers. ``book_code`` is the library's.
    """

    cells_per_line: int = 32
    lines_per_page: int = 18
    sides: Literal["one", "both"] = "one"
    pages_per_volume_min: int = 100
    pages_per_volume_max: int = 160
    transcriber: str = ""
    proofreader: str = ""
    book_code: str = ""
    remarks: str = ""
    notes: str = ""  # 凡例 (transcriber's notes), one paragraph a line


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """``[speech]``: how a recorded book sounds. Pauses are in milliseconds.

    ``gloss``: the original of a term is spelled, skipped or read. ``speed`` is in per cent of the
    voice's own, ``loudness`` in LUFS below full scale, ``sampling_rate`` in Hz, ``bit_rate`` in
    kbit/s. 22.05 kHz and 48 kbit/s, mono: MPEG-2 Layer III, which DAISY 2.02 and Z39.86-2005
    (3.2) list for players, at about 21 MB an hour.
    """

    gloss: Literal["spell", "skip", "read"] = "spell"
    format: Literal["mp3", "wav"] = "mp3"
    sampling_rate: Literal[16000, 22050, 24000, 32000, 44100, 48000] = 22050
    bit_rate: Literal[32, 40, 48, 56, 64, 80, 96, 112, 128] = 48
    speed: int = 100
    loudness: int = 20
    pause_in_sentence: int = 80
    pause_after_sentence: int = 450
    pause_after_paragraph: int = 800
    pause_after_heading: int = 1000
    pause_before_heading: int = 1500
    narrator: str = ""  # the voice; no key of book.toml, known where a book is being spoken


@dataclass(frozen=True, slots=True)
class ProfileSettings:
    """``[profile]``: the library a book is made for (``plain``: none).

    ``proofreading`` says how far it was proofread (校正レベル); the colophon prints it.
    """

    name: Literal["plain", "sapie", "ndl"] = "plain"
    proofreading: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All of ``book.toml``. ``file`` is where it was read from, for messages.

    ``identifier`` is a URN (``urn:uuid:…``) or whatever the publisher gives; ``date`` is an
    ISO 8601 date; ``language`` a BCP 47 tag.
    """

    title: str
    file: str = "book.toml"
    title_reading: str = ""
    subtitle: str = ""
    creators: tuple[str, ...] = ()
    creator_readings: tuple[str, ...] = ()
    publisher: str = ""
    identifier: str = ""
    date: str = ""
    language: str = "ja"
    rights: str = ""
    description: str = ""
    source_isbn: str = ""
    unit: UnitSettings = field(default_factory=UnitSettings)
    gloss: GlossSettings = field(default_factory=GlossSettings)
    katakana: KatakanaSettings = field(default_factory=KatakanaSettings)
    epub: EpubSettings = field(default_factory=EpubSettings)
    daisy: DaisySettings = field(default_factory=DaisySettings)
    braille: BrailleSettings = field(default_factory=BrailleSettings)
    profile: ProfileSettings = field(default_factory=ProfileSettings)
    speech: SpeechSettings = field(default_factory=SpeechSettings)
