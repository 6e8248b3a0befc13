"""Recorded speech: what is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import document as doc
from pipeline.document import CodeBlock, Figure, Image, Ruby
from pipeline.japanese.spelling import spell
from pipeline.speech.production import SCRIPTS
from pipeline.speech.saying import Said, said, said_together
from pipeline.speech.spoken import Speaker
from pipeline.transforms.phrases import mark_phrases
from tests.sample import MENU, P, book, heading, inlines, paragraph, table, term, unit
from tests.voices import SETTINGS, texts, utterances


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
