"""A long description and the names of rows reach every form, and every form says what they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.braille import symbols
from pipeline.braille.cells import translate
from tests.command import book, run
from tests.sample import png

UNIT = """# 絵と表

![絵の形](a.png "図1")

::: description
絵の中は灰色です。

| 色 | 数 |
| --- | --- |
| 灰色 | 一つ |

終わりの文です。
:::

| | 役目 |
| --- | --- |
| 戻る | 前の画面に戻り、そのまま前の続きから始められるようにするための印です。 |
"""
FORMS = "epub,daisy202,daisy3,brf,ebrl,html,txt"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a described picture, published in every kind of form."""
    folder = tmp_path_factory.mktemp("described")
    source = book(folder / "bk", UNIT, toml='title = "本"\npublisher = "館"\n')
    (source / "a.png").write_bytes(png(8, 8))
    done = run("build", source, "--to", FORMS, "--out", folder / "build")
    assert done.returncode == 0, done.stderr
    return folder / "build" / "bk"


def test_every_form_passes_its_judge(built: Path) -> None:
    """What is skippable, listed and counted agrees in text, SMIL and navigation."""
    done = run("verify", built)

    assert (done.returncode, done.stderr) == (0, "")


def test_daisy_202_lists_the_description_as_a_producers_note(built: Path) -> None:
    """DAISY 2.02: it stands in the NCC, is counted there, and can be switched off."""
    ncc = (built / "daisy202/ncc.html").read_text(encoding="utf-8")
    smil = (built / "daisy202/s0001.smil").read_text(encoding="utf-8")
    text = (built / "daisy202/u0001.html").read_text(encoding="utf-8")

    assert '<meta name="ncc:prodNotes" content="1"/>' in ncc
    assert '<span class="optional-prodnote"' in ncc
    inside = re.search('<div id="[^"]*" class="prodnote">.*?</div>', text, re.DOTALL)
    assert inside is not None
    ids = re.findall('<(?:span|p)[^>]* id="([^"]*)"', inside[0])
    assert len(ids) >= 6
    for id in ids:
        assert re.search(rf'id="{id}" system-required="prodnote-on"', smil)


def test_dtbook_ties_the_description_to_its_picture(built: Path) -> None:
    """Z39.86-2005: a producer's note that can be skipped, with the picture it is about."""
    text = next((built / "daisy3").glob("*.xml")).read_text(encoding="utf-8")
    note = re.search('<prodnote [^>]*render="optional"[^>]*imgref="([^"]*)"', text)

    assert note is not None
    assert re.search(f'<img [^>]*id="{note[1]}"', text)


def test_row_names_are_headers_in_every_form(built: Path) -> None:
    """DAISY marks them as EPUB does."""
    for path in ("daisy202/u0001.html", "daisy3/bk.xml"):
        text = (built / path).read_text(encoding="utf-8")
        assert re.search('<th [^>]*scope="row"', text), path
        assert len(re.findall('<th [^>]*scope="row"', text)) == 1


def test_braille_puts_the_description_in_insertion_signs(built: Path) -> None:
    """点訳者挿入符 open before the description's first word and close after its last one."""
    text = (built / "braille/bk-1.txt").read_text(encoding="utf-8")
    start = text.index(symbols.INSERT_OPEN + cells("ズノ"))
    end = text.index(symbols.INSERT_CLOSE, start)

    inside = text[start:end]
    places = [inside.index(cells(word)) for word in ("エノ", "ハイイロ", "オワリノ", "ブンデス。")]
    assert places == sorted(places)
    assert cells("モドリ、") not in inside


def cells(kana: str) -> str:
    return translate(kana).cells


def test_a_word_of_text_and_caption_has_its_gloss_where_it_is_read_first(tmp_path: Path) -> None:
    """In every form the picture's text is read before its caption, in braille too."""
    unit = '# 絵\n\n![LINEの画面](a.png "図1 LINE")\n'
    source = book(tmp_path / "bk", unit, toml='title = "本"\npublisher = "館"\n')
    (source / "a.png").write_bytes(png(8, 8))
    run("build", source, "--to", FORMS, "--out", tmp_path / "build")
    text = (tmp_path / "build/bk/braille/bk-1.txt").read_text(encoding="utf-8")

    assert text.index(cells("ライン(LINE)ノ")) < text.index(cells("ズ") + "⠀⠼⠁⠀")
    assert run("verify", tmp_path / "build").returncode == 0
