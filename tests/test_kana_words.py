"""Words in kana come from a dictionary of ours, compiled for the installed SudachiDict."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.japanese import kana_words
from pipeline.japanese.tables import table

SENTENCE = "にんぎょのおうさまがすんでいた"


def test_every_word_is_in_kana_and_of_a_known_class() -> None:
    """Each row can be compiled, none stands there twice."""
    rows = table(kana_words.TABLE, 3)

    assert all(set(word) <= set(map(chr, range(0x3041, 0x3097))) | {"ー"} for word, _, _ in rows)
    assert {name for _, name, _ in rows} <= set(kana_words.KINDS)
    assert len({(word, name) for word, name, _ in rows}) == len(rows)


def test_the_words_are_compiled_once(cache: Path) -> None:
    """The second time the file in the cache is taken, and it is the only one there."""
    assert _divided() == ["にんぎょ", "の", "おうさま", "が", "すん", "で", "い", "た"]
    (made,) = (cache / "mimiyubi").iterdir()
    written = made.stat().st_mtime_ns

    assert _divided()[0] == "にんぎょ"
    assert made.stat().st_mtime_ns == written


def test_a_damaged_file_is_made_anew(cache: Path) -> None:
    """What is no dictionary is not kept."""
    assert _divided()[0] == "にんぎょ"
    (made,) = (cache / "mimiyubi").iterdir()
    made.write_bytes(made.read_bytes()[:1000])

    assert _divided()[0] == "にんぎょ"


def test_without_a_cache_the_words_are_compiled_for_the_process(cache: Path) -> None:
    """A folder that cannot be made does not stop anything."""
    (cache / "mimiyubi").write_text("a file where the folder should be", encoding="utf-8")

    assert _divided()[0] == "にんぎょ"


def test_the_environment_keeps_the_words(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is installed in an environment keeps its words there; a few files of before stay."""
    monkeypatch.setattr(sys, "prefix", str(cache / "environment"))
    folder = cache / "environment" / "var" / "mimiyubi"
    folder.mkdir(parents=True)
    for number in range(5):
        (folder / f"kana-words-{number}.dic").write_bytes(b"")

    assert _divided()[0] == "にんぎょ"
    assert len(list(folder.iterdir())) == 3
    assert not (cache / "mimiyubi").exists()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own, outside of an environment."""
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def _divided() -> list[str]:
    return [token.surface() for token in kana_words.opened().tokenizer().tokenize(SENTENCE)]
