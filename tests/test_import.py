"""Plain-text manuals become a book, and nothing of them is lost."""

import re
from pathlib import Path

import pytest

from pipeline.diagnostics import Diagnostic
from pipeline.document import DefinitionList, Heading, Link, List, Note, Unit
from pipeline.readers.markdown import read_unit
from pipeline.readers.text_version import to_markdown
from pipeline.walk import inline_runs, plain_text, unit_blocks, unit_inlines
from tests.command import run

TEXT = """\
スマートフォン教室
※記号 * と _ と [かっこ] と <b> は、そのまま残します。

電話をかけよう
 1 準備
ここでは、準備をします。

1-A 電源
まず、電源を入れます。
①ボタンを押します。
②待ちます。
少し長くかかります。
③画面を見ます。
以上で準備は完了です。
くわしくは「1-B 音量」を見てください。

1-B 音量
質問1. 聞こえません。
回答. 上げてください。
※機種によります。
2. これは段落です。
# これも段落です。
"""
REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference" / "text-version-manual.txt"


def read(text: str) -> tuple[Unit, list[str]]:
    """The imported unit and the codes of what was found in it."""
    found: list[Diagnostic] = []
    unit = read_unit(to_markdown(text), "a.md", "u", found.append, None)
    return unit, [d.row.code for d in found]


def letters(text: str) -> str:
    """A text without blanks."""
    return re.sub(r"\s", "", text)


def characters(unit: Unit) -> str:
    """What a unit says, without blanks; the marks that became structure are put back."""
    return letters("".join(plain_text(run) for b in unit.blocks for run in inline_runs(b)))


def test_each_kind_of_line_becomes_its_node() -> None:
    """Headings by level, steps, notes, questions and links to sections."""
    unit, found = read(TEXT)
    blocks = list(unit_blocks(unit))

    assert found == []
    assert [(b.level, plain_text(b.children)) for b in blocks if isinstance(b, Heading)] == [
        (1, "スマートフォン教室"),
        (2, "電話をかけよう"),
        (3, "1 準備"),
        (4, "1-A 電源"),
        (4, "1-B 音量"),
    ]
    (steps,) = (b for b in blocks if isinstance(b, List))
    assert [item.number for item in steps.items] == [1, 2, 3]
    assert sum(isinstance(b, Note) for b in blocks) == 2
    assert [b.qa for b in blocks if isinstance(b, DefinitionList)] == [True]
    assert [i.target for i in unit_inlines(unit) if isinstance(i, Link)] == ["#s1-b"]


def test_nothing_is_lost() -> None:
    """Every character is there, in order, but the marks ①②③ and ※ that became structure."""
    unit, _ = read(TEXT)

    assert characters(unit) == letters(re.sub("(?m)^[①-⑳※]", "", TEXT))


@pytest.mark.skipif(not REFERENCE.exists(), reason="skipped: no ../shared")
def test_a_real_manual_comes_over_whole() -> None:
    """The reference manual: no finding, no character lost."""
    text = REFERENCE.read_text(encoding="utf-8")
    unit, found = read(text)

    assert found == []
    assert characters(unit) == letters(re.sub("(?m)^[①-⑳※]", "", text))


def test_the_command_makes_a_book_that_builds(tmp_path: Path) -> None:
    """Import, build, verify; a text in Shift_JIS is read and said to be."""
    source = tmp_path / "a.txt"
    source.write_bytes(TEXT.encode("cp932"))
    done = run("import", source, "-o", tmp_path / "b")
    assert done.returncode == 0
    assert "シフト JIS" in done.stderr

    assert run("build", tmp_path / "b", "--out", tmp_path / "out").returncode == 0
    assert run("verify", tmp_path / "out").returncode == 0


@pytest.mark.parametrize(("data", "status"), [(b"\x81", 1), (b"", 1), (b" \n\n", 1)])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, status: int) -> None:
    """An empty file or one in no known encoding ends with a message and makes nothing."""
    (tmp_path / "a.txt").write_bytes(data)

    assert run("import", tmp_path / "a.txt", "-o", tmp_path / "b").returncode == status
    assert not (tmp_path / "b").exists()
