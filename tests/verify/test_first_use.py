"""The first-use rule on text made by hand, as any publisher might have made it."""

from __future__ import annotations

import time

import pytest

from pipeline.diagnostics import Code, Diagnostic
from pipeline.verify.first_use import judge_first_uses
from pipeline.verify.markup import parse_bytes
from pipeline.verify.stretch import Role, Stretch, join, read, read_units


def stretch(body: str, number: int = 1, role: Role = Role.UNIT) -> Stretch:
    """The text of a document with this body."""
    data = (
        f'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ja"><body>\n{body}\n</body></html>'
    )
    found: list[Diagnostic] = []
    markup = parse_bytes(data.encode(), f"u{number}.xhtml", f"u{number}.xhtml", found.append)
    assert markup is not None, found
    return read(markup, markup.root[0], role)


def findings(*bodies: str) -> list[tuple[Code, str]]:
    """What is found in units with these bodies, each with its place."""
    found: list[Diagnostic] = []
    units = [stretch(body, number) for number, body in enumerate(bodies, start=1)]
    judge_first_uses(units, found.append)
    return [(finding.code, str(finding.pos)) for finding in found]


def codes(*bodies: str) -> list[Code]:
    return [code for code, _ in findings(*bodies)]


GLOSS = '<span class="gloss">（<span lang="en" xml:lang="en">iPhone</span>）</span>'

CLEAN = {
    "gloss at each first use": ("アイフォン（iPhone）。アイフォン。", "アイフォン（iPhone）。"),
    "marked gloss": (f"アイフォン{GLOSS}とアイフォン。",),
    "half-width brackets": ("アイフォン(iPhone)とアイフォン。",),
    "full-width letters": ("アイフォン（ｉＰｈｏｎｅ）とアイフォン。",),
    "word before the reading": ("スマートフォンアイフォン（iPhone）。スマートフォン。",),
    "word after the gloss": ("アイシー（IC）カードとアイシーカード。",),
    "digits in the reading": ("コビッド19（COVID-19）とコビッド19。",),
    "number before a unit": ("10ギガバイト（GB）と5ギガバイト。", "5ギガバイト（GB）。"),
    "version number after a name": ("アイオーエス（iOS） 18.5とアイオーエス 15。",),
    "blank and dot in a name": ("アップ・ストア（App Store）。", "アップ・ストア（App Store）。"),
    "katakana in an original": ("プレイストア（Play ストア）とプレイストア。",),
    "partial gloss": ("アイフォン（iPhone）。アイフォンテンエス（XS）。アイフォン。",),
    "short word in a longer one": ("アイ（I）。", "アイフォンとアイデア。"),
    "longer name first": ("グーグルプレイ（Google Play）。グーグル（Google）。",),
    "explained abbreviation": ("ショートメッセージ（エスエムエス（SMS））とエスエムエス。",),
    "section labels": ("「3-F 設定」と1-Aと２－Ｂ。",),
    "addresses": ("https://example.jp/a?b=C（例）、a.b@example.jp、www.example.jp。",),
    "paths and codes": (r"a.jpg と C:\Users\name と /etc/hosts と ISBN 978 と CC BY 4.0。",),
    "code and keys": ("<code>ls -la</code>と<kbd>Enter</kbd>と<pre>print()</pre>",),
    "another language": ('<span xml:lang="fr">Bonjour</span>と<span lang="en">Hi</span>。',),
    "left alone": ('<span class="verbatim">KEY</span>',),
    "quotation in brackets": (f'アイフォン{GLOSS}。カード（<span lang="fr">carte</span>）。',),
    "ruby": ("<ruby>点訳<rt>tenyaku</rt></ruby>する。",),
    "word over inline elements": ("<b>アイ</b>フォン（i<i>Phone</i>）。",),
    "alternative text": ('<img src="a.png" alt="アイフォン（iPhone）の画面"/>アイフォン。',),
    "Roman numerals and units of their own": ("第Ⅲ章の5㎝と℃。",),
}  # fmt: skip


@pytest.mark.parametrize("bodies", CLEAN.values(), ids=CLEAN.keys())
def test_what_keeps_the_rule_is_silent(bodies: tuple[str, ...]) -> None:
    """Nothing is said of units that gloss each original once, where it first stands."""
    assert codes(*bodies) == []


BROKEN = {
    "second gloss": (Code.SECOND_GLOSS, "アイフォン（iPhone）とアイフォン（iPhone）。"),
    "second gloss in other case": (
        Code.SECOND_GLOSS, "アイフォン（iPhone）、アイフォン（IPHONE）。"),
    "second gloss in an alternative text": (
        Code.SECOND_GLOSS, 'アイフォン（iPhone）<img src="a" alt="アイフォン（iPhone）"/>'),
    "katakana before its gloss": (Code.LATE_GLOSS, "アイフォンとアイフォン（iPhone）。"),
    "katakana with digits before its gloss": (
        Code.LATE_GLOSS, "コビッド19とコビッド19（COVID-19）。"),
    "katakana in a heading before its gloss": (
        Code.LATE_GLOSS, "<h1>アイフォン</h1><p>アイフォン（iPhone）。</p>"),
    "compound before its gloss": (
        Code.PERHAPS_MISSING_GLOSS, "アイシーカードとカードとアイシー（IC）。"),
    "left-over word": (Code.LEFT_OVER, "iPhoneを使う。"),
    "left-over word in full width": (Code.LEFT_OVER, "ｉＰｈｏｎｅを使う。"),
    "left-over letter": (Code.LEFT_OVER, "Aさん"),
    "left-over accents": (Code.LEFT_OVER, "caféへ"),
    "left-over word beside a katakana": (Code.LEFT_OVER, "アイオーエス/Androidの"),
    "bracket without katakana": (Code.LEFT_OVER, "識別番号（ID）"),
    "word before a section label": (Code.LEFT_OVER, "A1-Bの"),
    "sentence in brackets": (Code.LEFT_OVER, "カード（ICのもの）"),
}  # fmt: skip


@pytest.mark.parametrize(("code", "body"), BROKEN.values(), ids=BROKEN.keys())
def test_what_breaks_the_rule_is_found(code: Code, body: str) -> None:
    """One fault in a unit is one finding."""
    assert codes(f"<p>{body}</p>") == [code]


def test_one_original_has_one_katakana_form() -> None:
    """アイホン in the second unit is not アイフォン of the first."""
    assert codes("アイフォン（iPhone）。", "アイホン（iPhone）。") == [Code.INCONSISTENT_KATAKANA]


def test_a_shortened_katakana_form_is_another_form() -> None:
    """フォン is no end of アイフォン with a word before it, because アイ is no word here."""
    assert codes("アイフォン（iPhone）。", "フォン（iPhone）。") == [Code.INCONSISTENT_KATAKANA]


def test_a_word_without_its_gloss_in_another_unit_is_a_doubt() -> None:
    """Nobody can tell a word written in katakana from one that lost its gloss."""
    assert codes("アイフォン（iPhone）。", "アイフォンを。") == [Code.PERHAPS_MISSING_GLOSS]


def test_two_originals_with_one_katakana_form_are_a_doubt() -> None:
    """A gloss that was exchanged for another is seen by its katakana."""
    assert codes("アイフォン（iPhone）。", "アイフォン（iPad）。") == [Code.SHARED_KATAKANA]


def test_the_place_of_a_finding_is_its_line_and_column() -> None:
    """Line and column lead to the word itself, over inline elements and entities."""
    body = "<p>一行目。</p>\n<p>A &amp; <b>次の</b>行に\nradioがある。</p>"

    assert (Code.LEFT_OVER, "u1.xhtml:4:1") in findings(body)
    assert (Code.LEFT_OVER, "u1.xhtml:3:4") in findings(body)


def test_units_read_as_one_book_share_their_glosses() -> None:
    """With the book as unit, the second unit's gloss is a second gloss."""
    units = [stretch("アイフォン（iPhone）。", n) for n in (1, 2)]
    found: list[Diagnostic] = []
    judge_first_uses([join("book", units, Role.UNIT)], found.append)

    assert [(f.code, str(f.pos)) for f in found] == [(Code.SECOND_GLOSS, "u2.xhtml:2:6")]


def test_a_unit_goes_on_until_the_next_begins() -> None:
    """Nested units are stretches of their own, what lies between belongs to the one before."""
    data = (
        "<book><level1 class='unit'>一<level2 class='unit'>二</level2></level1>"
        "<level1>三</level1><level1 class='unit'>四</level1></book>"
    )
    markup = parse_bytes(data.encode(), "a.xml", "a.xml", list[Diagnostic]().append)
    assert markup is not None

    units = read_units(markup, markup.root, lambda e: e.get("class") == "unit")

    assert ["".join(unit.text.split()) for unit in units] == ["一", "二三", "四"]


def test_a_deep_document_is_read() -> None:
    """A thousand nested elements are no reason to stop."""
    body = "<div>" * 1000 + "radio" + "</div>" * 1000

    assert codes(body) == [Code.LEFT_OVER]


@pytest.mark.parametrize(
    "text", ["a", "a.", "a/", "a-", "a@", "1-", "~", "ア", "（", "ア（a", "A1-B ", "http:", "ab@c."]
)
def test_long_runs_take_no_long_time(text: str) -> None:
    """A book made to be slow to read is read in a time that grows with its size."""
    started = time.perf_counter()
    codes(f"<p>{text * 30_000}</p>")

    assert time.perf_counter() - started < 5
