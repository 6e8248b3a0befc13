"""Plain-text manuals become a book, and nothing of them is lost."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.diagnostics import Diagnostic
from pipeline.document import DefinitionList, Heading, Link, List, Note, Table, Unit
from pipeline.readers.markdown import read_unit
from pipeline.readers.plain_text import NAMES, decode_text
from pipeline.readers.text_version import title_of, to_markdown
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


# Whatever a line of a manual may begin with or hold, and what Markdown would take for markup.
PIECES = (
    "1 準備|2　次|第3章 末|１－Ａ　電|1-A 電源|1-B 音|「1-A 電源」へ|｢1-B｣|（1-Aを見る）|目次"
    "|①押す|②待つ|③|※注|※1 注|質問1. は？|回答. はい|質問１|回答１|Q1 x|A1 y|本文です。|　全角"
    "|│a│b│|├─┼─┤|│c│|* a|- b|+ c|1. d|2) e|# f|> g|```|~~~|---|===|***|[^1]: x|[a]: b|: def"
    "|::: note|:::|{page=3}|{.x}|a{b=c}|![x](y)|<b>|&amp;|\\|`|*a*|_b_|**|<!-- c -->|    code"
    "|http://x.y/z_a_b|%|$x$|^|~~a~~|ｶﾞ|㍻|あ*い*う|あ_い_う|[ ]|- [ ] x|「」|🎉|\u2028|\f|\t"
    "|\u00a0|\u200b|"
)
LINES = st.sampled_from(PIECES.split("|"))
TEXTS = st.lists(st.lists(LINES, min_size=1, max_size=3).map("".join), min_size=1, max_size=12)


@given(TEXTS.map("\n".join).filter(lambda text: title_of(text).strip("\u200b")))
def test_nothing_is_lost_of_any_text(text: str) -> None:
    """Whatever looks like markup stays text, and what becomes structure keeps its words."""
    unit, found = read(text)
    marks = "[─-╿①-⑳※]"

    assert re.sub(marks, "", characters(unit)) == re.sub(marks, "", letters(text))
    assert not {code for code in found if code not in ("M008", "M011", "M012", "M024")}


CONTENTS = """スマートフォン教室
{title}
1　電源の入れ方……………3
 1-A　電源を入れる\t4

１　電源の入れ方
１－Ａ　電源を入れる
（1-Aの続きは｢１－Ａ　電源を入れる｣へ）
"""


@pytest.mark.parametrize("title", ["目次", "［もくじ］", "目　次", ""])
def test_a_contents_list_at_the_head_is_a_list_of_links(title: str) -> None:
    """With a title or without, each entry keeps its words and leads to its heading."""
    unit, found = read(CONTENTS.format(title=title))
    headings = [b for b in unit_blocks(unit) if isinstance(b, Heading)]

    assert found == []
    assert [b.id for b in headings][-2:] == ["c1", "s1-a"]
    links = [(plain_text(i.children), i.target) for i in unit_inlines(unit) if isinstance(i, Link)]
    assert links == [
        ("1　電源の入れ方……………3", "#c1"),
        ("1-A　電源を入れる\t4", "#s1-a"),
        ("1-A", "#s1-a"),
        ("｢１－Ａ　電源を入れる｣", "#s1-a"),
    ]


def test_numbers_that_begin_again_lead_to_their_own_unit() -> None:
    """A file of several units has each label several times; a reference means the nearest."""
    parts = [f"{name}\n1 準備\n1-A 電源\n「1-B 音」へ。\n1-B 音\n" for name in ("前編", "後編")]
    unit, found = read("教室\n\n" + "\n".join(parts))

    assert found == []
    targets = [i.target for i in unit_inlines(unit) if isinstance(i, Link)]
    assert targets == ["#s1-b", "#s1-b-2"]


def test_questions_in_every_form_are_pairs() -> None:
    """With a full stop, a blank or the label alone on its line; without an answer, a paragraph."""
    forms = (
        "質問1. なぜ？\n回答. はい",
        "Ｑ1　なぜ？\nＡ1　はい",
        "質問１\nなぜ？\n回答１\nはい",
        "問　なぜ？\n答　はい",
    )
    unit, _ = read("題\n\n" + "\n\n".join(forms) + "\n\n問　なぜ？\n\n答えのない問い\n")
    pairs = [b for b in unit_blocks(unit) if isinstance(b, DefinitionList)]

    assert sum(len(b.entries) for b in pairs) == len(forms)
    assert all(b.qa for b in pairs)


def test_a_drawn_table_becomes_a_table() -> None:
    """The lines go, the cells stay; rows of unlike length are left as they are."""
    drawn = "┌─┬──┐\n│甲│働き　│\n├─┼──┤\n│乙│入／切│\n└─┴──┘\n"
    unit, _ = read(f"題\n{drawn}本文\n\n│甲│乙│\n│丙│\n")
    (table,) = (b for b in unit_blocks(unit) if isinstance(b, Table))

    assert [plain_text(run) for run in inline_runs(table)] == ["", "甲", "働き", "乙", "入／切"]
    assert "│丙│" in characters(unit)


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


KANA = "表ソの能力①ｶﾅ。かなを読みます"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "UTF-16"),
        ("cp932", "シフト JIS"),
        ("euc_jis_2004", "EUC-JP"),
        ("iso2022_jp_ext", "JIS"),
    ],
)
def test_each_encoding_of_japan_is_read(encoding: str, said: str) -> None:
    """The text is the same whatever it was saved in; ends of DOS files go."""
    text = KANA if encoding != "iso2022_jp_ext" else KANA.replace("①", "")

    decoded, name = decode_text(
        text.encode(encoding) + ("\x1a" if encoding == "cp932" else "").encode(), "a.txt"
    )
    assert decoded == text
    assert NAMES.get(name, ("",))[0] == said


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x81", "a.txt: M113 "),
        (b"", "文字がありません"),
        (b" \n\n", "文字がありません"),
        (b"a\n\0b", "a.txt:2:1: M112 エラー: 制御文字 U+0000"),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
        (b"PK\x03\x04", ".docx"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, word: str) -> None:
    """An empty file, one in no known encoding or of another kind: a message, and nothing made."""
    (tmp_path / "a.txt").write_bytes(data)

    done = run("import", tmp_path / "a.txt", "-o", tmp_path / "b")
    assert (done.returncode, word in done.stderr) == (1, True)
    assert not (tmp_path / "b").exists()


def test_units_with_the_same_labels_make_one_book(tmp_path: Path) -> None:
    """Every manual has a 1-A: in a book of several each keeps its own."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")

    texts = (tmp_path / "a.txt", tmp_path / "b.txt")
    assert run("import", *texts, "-o", tmp_path / "book").returncode == 0
    assert run("build", tmp_path / "book", "--to", "epub", "--out", tmp_path / "o").returncode == 0


def test_chapters_and_sections_of_numbers_alone() -> None:
    """1. and 1-1 are headings where they go up one by one, and links lead there; lists stay."""
    text = (
        "教室\n\nもくじ\n1. 始め\n2. 文字\n\n"
        "1. 始め\n本です。\n1. 読む\n2. 試す\n\n1-1 用意\n物です。\n１－２　電源\n9-17 時です\n"
        "3-1 で勝ち\n1-4 は飛びます\n詳しくは「2-1 かな」へ。\n\n2. 文字\n2-1 かな\n打つ。\n"
        "1.5 倍\n"
    )
    unit, found = read(text)
    headings = [b for b in unit_blocks(unit) if isinstance(b, Heading)]

    assert found == []
    assert [(h.level, plain_text(h.children)) for h in headings] == [
        (1, "教室"), (2, "もくじ"), (2, "1. 始め"), (3, "1-1 用意"), (3, "１－２　電源"),
        (2, "2. 文字"), (3, "2-1 かな"),
    ]  # fmt: skip
    targets = [i.target for i in unit_inlines(unit) if isinstance(i, Link)]
    assert targets == ["#c1", "#c2", "#s2-1"]
    assert "1.読む" in letters(characters(unit))
