"""Findings about a manuscript, a published book or the use of a command, one line a finding.

What each means stands in ``data/findings``: a file a family, a row a code. A code is never used for
anything else once published; a wording may change.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, unique
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.document import Pos

TABLES = Path(__file__).parent / "data" / "findings"
# By the letter that a code begins with.
FAMILIES = {
    "U": "use",
    "C": "configuration",
    "M": "manuscript",
    "N": "normalising",
    "B": "braille",
    "D": "daisy",
    "S": "speech",
    "V": "published",
}


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Row(NamedTuple):
    """A code with its severity, its wording and its remedy, in Japanese and English."""

    code: str
    severity: Severity
    ja: str
    en: str
    hint_ja: str
    hint_en: str


@unique
class Code(Enum):
    """Every finding Mimiyubi can make, by the name it has in the program."""

    # U: use of a command, and what it needs of this machine
    WRONG_USE = "U001"
    FORM_NEEDS_AUDIO = "U002"
    FORM_NEEDS_SOURCE = "U003"
    ARGUMENT_NOT_UTF8 = "U004"
    NOT_THERE = "U005"
    NOT_A_BOOK = "U006"
    NO_BOOKS = "U007"
    BOOKS_OF_ONE_NAME = "U008"
    ALREADY_THERE = "U009"
    CANNOT_READ = "U010"
    CANNOT_WRITE = "U011"
    NO_INPUT = "U012"
    CANNOT_READ_OR_WRITE = "U013"
    BAD_EPOCH = "U014"
    FILE_TOO_LARGE = "U015"
    BRAILLE_FILE = "U016"
    BOOK_HAS_ERRORS = "U021"
    SETTINGS_HAVE_ERRORS = "U022"
    NO_WORDS = "U031"
    NO_READING_GIVEN = "U032"
    EMPTY_WORD = "U033"
    WORD_IS_REMARK = "U034"
    READING_NOT_KATAKANA = "U035"
    BRAILLE_NOT_KANA = "U036"
    TAB_IN_WORD = "U037"
    NOTHING_PUBLISHED = "U041"
    SHELF_EMPTY = "U042"
    NAME_OF_SHELF = "U043"
    NOT_MADE_BY_SHELF = "U044"
    CHANGED_SINCE_BUILT = "U045"
    NO_ENTRANCE = "U046"
    PUBLICATION_BROKEN = "U047"
    BRAILLE_DAMAGED = "U051"
    BRAILLE_OTHERWISE = "U052"
    NO_BRAILLE_FILE = "U053"
    PERHAPS_EPUB = "U054"
    FILE_NOT_INSIDE = "U055"
    EIGHT_DOTS = "U056"
    TEXT_NOT_CELLS = "U057"
    ENTITY_NOT_READ = "U058"
    VOLUME_TOO_LARGE = "U059"
    CLIPS_UNUSABLE = "U061"
    RECORDING_KILLED = "U062"
    PACKAGE_MISSING = "U071"
    SPEECH_MISSING = "U072"
    STYLES_MISSING = "U073"
    OUR_TABLE = "U081"
    OUR_TABLE_KIND = "U082"
    OUR_FAULT = "U091"
    INTERRUPTED = "U092"
    # C: settings, dictionaries and what a library asks of a book's metadata
    UNKNOWN_KEY = "C001"
    WRONG_TYPE = "C002"
    MISSING_TITLE = "C003"
    BAD_TOML = "C004"
    UNUSED_IGNORE = "C005"
    IGNORE_WITHOUT_REASON = "C006"
    CANNOT_IGNORE = "C007"
    TERM_COLUMNS = "C008"
    TERM_EMPTY = "C009"
    TERM_NOT_KANA = "C010"
    TERM_TWICE = "C011"
    UNREADABLE_DICTIONARY = "C012"
    VOLUME_TOO_SMALL = "C013"
    PROFILE_LACKS = "C101"
    PROFILE_READINGS = "C102"
    PROFILE_KANA = "C103"
    PROFILE_NAME = "C104"
    # M: the manuscript, and what an import could not take over
    NOT_UTF8 = "M001"
    CONTROL_CHARACTER = "M002"
    RAW_HTML = "M003"
    SCRIPT = "M004"
    UNCLOSED_CONTAINER = "M005"
    UNKNOWN_CONTAINER = "M006"
    TOO_DEEP = "M007"
    EMPTY_UNIT = "M008"
    NO_HEADING = "M009"
    TEXT_BEFORE_HEADING = "M010"
    FIRST_HEADING = "M011"
    SKIPPED_LEVEL = "M012"
    EMPTY_HEADING = "M013"
    BAD_ID = "M014"
    REPEATED_ID = "M015"
    DUPLICATE_UNIT = "M016"
    UNIT_OUTSIDE = "M017"
    NO_UNITS = "M018"
    BAD_FRONT_MATTER = "M019"
    UNKNOWN_ATTRIBUTE = "M020"
    BAD_LANGUAGE = "M021"
    BAD_PAGE_NUMBER = "M022"
    NO_READING = "M023"
    LEFTOVER_MARK = "M024"
    UNKNOWN_FOOTNOTE = "M025"
    UNUSED_FOOTNOTE = "M026"
    REPEATED_FOOTNOTE = "M027"
    LONG_ROW = "M028"
    LINK_TO_NOTHING = "M029"
    LINK_SCHEME = "M030"
    NO_ALTERNATIVE_TEXT = "M031"
    IMAGE_MISSING = "M032"
    IMAGE_OUTSIDE = "M033"
    IMAGE_TYPE = "M034"
    UNSAFE_SVG = "M035"
    UNUSED_TITLE = "M036"
    DESCRIPTION_WITHOUT_PICTURE = "M037"
    IMPORT_LEFT_OUT = "M101"
    IMPORT_FORM_LOST = "M102"
    IMPORT_NO_ALT = "M103"
    WORD_OLD_OR_LOCKED = "M104"
    NOT_WORD = "M105"
    WORD_BROKEN = "M106"
    WORD_DOCTYPE = "M107"
    WORD_PART = "M108"
    WORD_TOO_LARGE = "M109"
    IMPORT_EMPTY = "M110"
    IMPORT_FORMAT = "M111"
    IMPORT_NOT_TEXT = "M112"
    IMPORT_ENCODING = "M113"
    IMPORT_READ_AS = "M114"
    # N: words of the alphabet turned into katakana
    GUESSED_READING = "N001"
    GLOSS_MOVED = "N002"
    GLOSS_DROPPED = "N003"
    READING_DIFFERS = "N004"
    GLOSS_NOT_WANTED = "N005"
    # B: readings and signs in braille
    DOUBTFUL_READING = "B001"
    NAMED_CHARACTER = "B002"
    UNKNOWN_CHARACTER = "B003"
    # D: DAISY books
    PICTURE_LEFT_OUT = "D001"
    ARCHIVE_DIFFERS = "D002"
    # S: recorded speech
    UNSPEAKABLE = "S001"
    CLIP_DAMAGED = "S002"
    CLIPS_REMOVED = "S003"
    # V: published files, as verify judges them
    CORRUPT_FILE = "V001"
    BROKEN_XML = "V002"
    WRONG_CONTAINER = "V003"
    MISSING_PART = "V004"
    UNLISTED_FILE = "V005"
    DANGLING_LINK = "V006"
    DUPLICATE_ID = "V007"
    MISSING_ALT = "V008"
    MISSING_METADATA = "V009"
    REPEATED_METADATA = "V010"
    WRONG_METADATA = "V011"
    MISSING_LANGUAGE = "V012"
    NAVIGATION_ORDER = "V013"
    NOT_REACHED = "V014"
    UID_DIFFERS = "V015"
    WRONG_PLAY_ORDER = "V016"
    WRONG_TIME = "V017"
    CLIP_PAST_END = "V018"
    BAD_CLIP = "V019"
    SECOND_GLOSS = "V020"
    LATE_GLOSS = "V021"
    SHARED_KATAKANA = "V022"
    PERHAPS_MISSING_GLOSS = "V023"
    LEFT_OVER = "V024"
    PERHAPS_LEFT_OVER = "V025"
    INCONSISTENT_KATAKANA = "V026"
    LETTERS_IN_CONTENTS = "V027"
    FORMS_DISAGREE = "V028"
    FALSE_CLAIM = "V029"
    LONG_LINE = "V030"
    LONG_PAGE = "V031"
    NOT_BRAILLE = "V032"
    WRONG_LINE_END = "V033"
    TRAILING_BLANK = "V034"
    WRONG_PAGE_NUMBER = "V035"
    WRONG_CONTENTS_PAGE = "V036"
    HEADING_AT_FOOT = "V037"
    UNWANTED_GLOSS = "V038"
    NO_GLOSS = "V039"
    TITLES_DISAGREE = "V040"
    EMPTY_LABEL = "V041"
    OUTSIDE_FOLDER = "V042"
    WRONG_PAGE_LABEL = "V043"
    UNFIT_METADATA = "V044"
    ADVISED_METADATA = "V045"
    FORBIDDEN_FEATURE = "V046"
    AVOIDED_FEATURE = "V047"
    NO_CELLS = "V048"
    WRONG_SIDE = "V049"
    NO_CONFORMANCE_CLAIM = "V099"

    @property
    def row(self) -> Row:
        """What a code means."""
        return _family(self.value[0])[self.value]


@cache
def _family(letter: str) -> Mapping[str, Row]:
    """The rows of a family by their codes."""
    text = (TABLES / f"{FAMILIES[letter]}.toml").read_text(encoding="utf-8")
    return {code: _row(code, **fields) for code, fields in tomllib.loads(text).items()}


def _row(code: str, severity: str, **wordings: str) -> Row:
    return Row(code, Severity(severity), **wordings)


class Both(NamedTuple):
    """What fills a field, worded in each language."""

    ja: str
    en: str


def whole(file: object) -> Pos:
    """A file or a folder as the place of a finding, no line of it."""
    return Pos(str(file), 0, 0)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding at a place; ``fields`` fill the wording's braces.

    ``strict``: a warning is an error, as who asked for it wants.
    """

    code: Code
    pos: Pos
    fields: tuple[tuple[str, object], ...] = ()
    strict: bool = False

    @property
    def row(self) -> Row:
        """The finding's row of the table."""
        return self.code.row

    @property
    def severity(self) -> Severity:
        raised = self.strict and self.row.severity is Severity.WARNING
        return Severity.ERROR if raised else self.row.severity

    def message(self, lang: str) -> str:
        """The wording with its fields filled in, in ``ja`` or ``en``."""
        row = self.row
        return (row.ja if lang == "ja" else row.en).format(**self._words(lang))

    def hint(self, lang: str) -> str:
        """What to do about it, in ``ja`` or ``en``."""
        row = self.row
        return (row.hint_ja if lang == "ja" else row.hint_en).format(**self._words(lang))

    def _words(self, lang: str) -> dict[str, object]:
        return {
            name: (value.ja if lang == "ja" else value.en) if isinstance(value, Both) else value
            for name, value in self.fields
        }

    def line(self, lang: str) -> str:
        """``file:line:column: CODE severity: wording (hint)``, for a terminal or a log."""
        severity = {"error": "エラー", "warning": "警告", "info": "情報"} if lang == "ja" else {}
        word = severity.get(self.severity.value, self.severity.value)
        hint = self.hint(lang)
        tail = f"\n    → {hint}" if hint else ""
        return f"{self._place()}: {self.row.code} {word}: {self.message(lang)}{tail}"

    def _place(self) -> str:
        """A line, a file as a whole, or the program where there is neither."""
        return str(self.pos) if self.pos.line else self.pos.file or "mimiyubi"


def diagnostic(code: Code, pos: Pos, /, **fields: object) -> Diagnostic:
    """A finding of kind ``code`` at ``pos``."""
    return Diagnostic(code, pos, tuple(fields.items()))
