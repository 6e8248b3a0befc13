"""Phrases: where sentences end, and what cutting them leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.config import Settings
from pipeline.document import (
    NOWHERE,
    Blocks,
    Book,
    Emphasis,
    Figure,
    FootnoteReference,
    HardBreak,
    Heading,
    Image,
    Inlines,
    Link,
    Paragraph,
    Phrase,
    Pos,
    Ruby,
    Strong,
    Term,
    Text,
    Unit,
)
from pipeline.transforms.phrases import (
    cut,
    mark_phrases,
    mark_run,
    phrases,
    sentence_ends,
    unmark_phrases,
    unwrap,
)
from pipeline.walk import inline_runs, plain_text, unit_blocks

# One row a case: a run of text with | where it is cut.
SENTENCES = [
    "電源を入れます。|画面が出ます。",
    "文の終わりがない",
    "本当ですか？|はい！|では次です。",
    "「開く。」を押します。|「はい。」|「いいえ。」",
    "「行くよ。」と言いました。|次です。",
    "すごい！と思いました。|次です。",
    "（設定は後で変えられます。いつでもです。）|次です。",
    "設定します（後で変えられます。）。|次です。",
    "閉じない「括弧。|次です。",
    "重さは2.5キロ、版は１．２です。|次です。",
    "句点に．|使う本です．|以上．",
    "v. 2 と No. 5 です。",
    "本の名前.epub と本.ｅｐｕｂ です。",
    "Yahoo!ニュース?q=1 を見ます。|次です。",
    "驚いた！？|次です。",
    "全角の空きは前に。　|次です。",
    "https://example.jp/?a=1 です。",
    "『本「題。」』。|次です。",
    "",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_text_is_cut_where_sentences_end(marked: str) -> None:
    """A sentence ends after its mark and the brackets that close with it, nowhere else."""
    text = marked.replace("|", "")

    pieces = cut((Text(text, NOWHERE),) if text else ())

    assert "|".join(plain_text(piece) for piece in pieces) == marked


def text(value: str, offset: int = 0) -> Text:
    return Text(value, Pos("a.md", 1, offset + 1, offset, offset + len(value)))


def test_no_node_is_cut() -> None:
    """Two sentences in emphasis, a link or ruby stay one; the phrase ends after the node."""
    for node in (
        Emphasis((text("一。二。"),), NOWHERE),
        Strong((text("一。二。"),), NOWHERE),
        Link((text("一。二。"),), "https://example.jp", "", NOWHERE),
    ):
        run = (text("前"), node, text("次。"))

        assert cut(run) == [(text("前"), node), (text("次。"),)]


def test_what_is_not_text_ends_no_sentence() -> None:
    """The mark of an original (Yahoo!) or of a ruby base is no sentence end."""
    run: Inlines = (
        Term("ヤフー", "Yahoo!", True, NOWHERE),
        Ruby("娘。", "むすめ", NOWHERE),
        text("です。"),
    )

    assert cut(run) == [run]


def test_a_call_stays_with_its_sentence() -> None:
    """A footnote call after the full stop belongs to the sentence before it."""
    call = FootnoteReference("fn1", 1, "ref1", NOWHERE)

    assert cut((text("一。"), call, text("二。"))) == [(text("一。"), call), (text("二。"),)]


def test_a_kept_line_end_ends_a_phrase() -> None:
    """Lines that the author keeps apart are phrases of their own."""
    line_end = HardBreak(NOWHERE)

    assert cut((text("東京都"), line_end, text("港区"))) == [
        (text("東京都"), line_end),
        (text("港区"),),
    ]


def test_pieces_of_text_keep_their_places() -> None:
    """Every piece says where it stands in the manuscript."""
    pos = Pos("a.md", 3, 5, 20, 24)

    pieces = cut((Text("一。二。", pos),))

    assert pieces == [
        (Text("一。", Pos("a.md", 3, 5, 20, 22)),),
        (Text("二。", Pos("a.md", 3, 7, 22, 24)),),
    ]


def book(*runs: Inlines) -> Book:
    heading = Heading(1, (text("見出し"),), "h1", NOWHERE)
    blocks: Blocks = (heading, *(Paragraph(r, NOWHERE) for r in runs))
    unit = Unit("u1", blocks, (), NOWHERE)
    return Book("b", Settings("題"), (text("題"),), (unit,))


def found(report: Book) -> list[Phrase]:
    runs = [r for u in report.units for b in unit_blocks(u) for r in inline_runs(b)]
    return [p for run in (report.title, *runs) for p in phrases(run)]


def ignore(_found: object) -> None:
    raise AssertionError("cutting phrases finds nothing to report")


def test_ids_are_unique_and_say_where() -> None:
    """An id names the unit, the block, the run and the phrase."""
    marked = mark_phrases(book((text("一。二。"),), (text("三。"),)), ignore)

    ids = [p.id for p in found(marked)]
    assert ids == ["title-p1", "u1-b1-r1-p1", "u1-b2-r1-p1", "u1-b2-r1-p2", "u1-b3-r1-p1"]


def test_an_edit_elsewhere_leaves_ids_alone() -> None:
    """A sentence more in one paragraph changes no id of another."""
    before = mark_phrases(book((text("一。"),), (text("三。"),)), ignore)
    after = mark_phrases(book((text("一。二。"),), (text("三。"),)), ignore)

    assert found(before)[-1].id == found(after)[-1].id


def test_an_id_that_is_taken_is_not_given_again() -> None:
    """An author's id that looks like a phrase's keeps its meaning."""
    made = book((text("一。"),))
    heading = Heading(1, (text("見出し"),), "u1-b2-r1-p1", NOWHERE)
    unit = replace(made.units[0], blocks=(heading, *made.units[0].blocks[1:]))

    marked = mark_phrases(replace(made, units=(unit,)), ignore)

    assert "u1-b2-r1-p1" not in [p.id for p in found(marked)]


def test_marking_twice_is_marking_once() -> None:
    """A book that has its phrases keeps them."""
    once = mark_phrases(book((text("一。二。三"),)), ignore)

    assert mark_phrases(once, ignore) == once


@pytest.mark.parametrize(
    "run",
    [
        (text("一。二。"), Emphasis((text("強。", 4),), NOWHERE), text("三。", 7)),
        (Text("一。二。", NOWHERE),),
        (Text("&", Pos("a.md", 1, 1, 0, 5)), text("。二。", 5)),
        (),
    ],
)
def test_removing_phrases_gives_the_original(run: Inlines) -> None:
    """Cutting loses nothing: without its phrases the book is what it was."""
    made = book(run)

    assert unmark_phrases(mark_phrases(made, ignore)) == made
    assert unwrap(mark_run(run, "x")) == run


def test_alternative_text_and_caption_are_phrases() -> None:
    """What a picture shows is spoken like any other text."""
    image = Image("a.png", (text("丸い。赤い。"),), "", NOWHERE)
    made = book()
    figure = Figure(image, (text("図。"),), NOWHERE)
    unit = replace(made.units[0], blocks=(figure,))

    marked = mark_phrases(replace(made, units=(unit,)), ignore)

    assert [p.id for p in found(marked)] == [
        "title-p1", "u1-b1-r1-p1", "u1-b1-r1-p2", "u1-b1-r2-p1",
    ]  # fmt: skip


def test_a_long_paragraph_is_cut_in_linear_time() -> None:
    """Half a million characters are no reason to wait."""
    pieces = cut((Text("（一）二。" * 100_000, NOWHERE),))

    assert len(pieces) == 100_000


def test_sentence_ends_of_nothing() -> None:
    """No text, no sentence."""
    assert list(sentence_ends("")) == []
