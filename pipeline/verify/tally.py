"""What was checked, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from pipeline.verify.convention import Convention
from pipeline.verify.first_use import FirstUses, UnitGlosses


class Form(Enum):
    """A published form, as messages call it."""

    EPUB = "EPUB"
    DAISY202 = "DAISY 2.02"
    DAISY202_NCC = "DAISY 2.02, NCC"
    DAISY3 = "DAISY 3"
    BRF = "BRF"
    PEF = "PEF"
    EBRAILLE = "eBraille"


# What is counted, in Japanese and English; the order is that of the sentence.
NOUNS = {
    "units": ("単元", "units"),
    "terms": ("語", "terms"),
    "glosses": ("説明", "glosses"),
    "contents": ("目次の項目", "contents entries"),
    "links": ("リンク", "links"),
    "ids": ("id", "ids"),
    "files": ("ファイル", "files"),
    "images": ("画像", "images"),
    "phrases": ("フレーズ", "phrases"),
    "clips": ("音声の区間", "audio clips"),
    "metadata": ("書誌情報", "metadata"),
    "volumes": ("巻", "volumes"),
    "pages": ("ページ", "pages"),
    "lines": ("行", "lines"),
    "words": ("マスあけの語", "words"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """One published form of one book: where it is, what was counted, which glosses each unit has,
    which runs of letters it leaves alone, the letters of every gloss, the kana that braille may
    take for a word with an original, and the rule of its glosses.
    """

    form: Form
    place: str
    counts: Mapping[str, int]
    glosses: tuple[UnitGlosses, ...] = ()
    left_alone: frozenset[str] = frozenset()
    originals: frozenset[str] = frozenset()
    lookalikes: frozenset[str] = frozenset()
    rule: Convention = field(default_factory=Convention)

    def sentence(self, lang: str) -> str:
        """What was checked in this publication, as a sentence."""
        index = 0 if lang == "ja" else 1
        counted = [(NOUNS[key][index], self.counts[key]) for key in NOUNS if key in self.counts]
        if lang == "ja":
            what = "、".join(f"{noun} {count}" for noun, count in counted)
            return f"{self.place}（{self.form.value}）: {what}を調べました。"
        what = ", ".join(f"{count} {noun}" for noun, count in counted)
        return f"{self.place} ({self.form.value}): checked {what}."


def tally(
    form: Form, place: str, uses: FirstUses, counts: Mapping[str, int], rule: Convention
) -> Tally:
    """A tally with the counts of the first-use rule."""
    first_use = {
        "units": len(uses.units),
        "terms": len(uses.readings),
        "glosses": sum(unit.originals.total() for unit in uses.units),
    }
    return Tally(
        form, place, first_use | dict(counts), uses.units, uses.left_alone, uses.originals,
        uses.lookalikes, rule,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verified:
    """All that one run checked, and how many findings there were."""

    tallies: tuple[Tally, ...]
    errors: int
    warnings: int

    @property
    def counts(self) -> Counter[str]:
        """Totals over every publication; ``books`` counts publications."""
        total: Counter[str] = Counter(books=len(self.tallies))
        for entry in self.tallies:
            total.update(entry.counts)
        return total

    @property
    def units(self) -> int:
        """How many units were read, over every publication."""
        return self.counts["units"]

    @property
    def originals(self) -> int:
        """How many words with an original were followed through a book, over every publication."""
        return self.counts["terms"]

    def summary(self, lang: str) -> str:
        """A sentence for each publication, and one for the whole run."""
        lines = [entry.sentence(lang) for entry in self.tallies]
        found = (len(self.tallies), self.errors, self.warnings)
        if lang == "ja":
            lines.append("{} 点を調べました。誤り {}、注意 {}。".format(*found))
        else:
            lines.append("{} publications: {} errors, {} warnings.".format(*found))
        return "\n".join(lines)
