"""An EPUB claims of its accessibility only what it has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from pipeline.config import EpubSettings, Settings
from pipeline.document import (
    Description,
    Figure,
    Heading,
    PageBreak,
    PageMark,
    Picture,
    Reading,
    Ruby,
)
from pipeline.writers.accessibility import CONFORMANCE
from pipeline.writers.onix import accessibility_codes, onix
from tests.epubs import SETTINGS, chapter, claims, part, texts
from tests.sample import MENU, P, book, every_node, heading, inlines, paragraph, table, unit


def test_a_book_of_text_claims_text_alone() -> None:
    """No picture: nothing visual, no alternative text."""
    made = chapter(paragraph("文。"))

    assert claims(made, "schema:accessMode") == ["textual"]
    assert claims(made, "schema:accessModeSufficient") == ["textual"]
    assert claims(made, "schema:accessibilityFeature") == [
        "tableOfContents",
        "readingOrder",
        "displayTransformability",
        "structuralNavigation",
    ]


def test_described_pictures_make_text_sufficient() -> None:
    """A reader who cannot see has every picture in words."""
    made = chapter(Figure(MENU, (), P))

    assert claims(made, "schema:accessMode") == ["textual", "visual"]
    assert claims(made, "schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert "alternativeText" in claims(made, "schema:accessibilityFeature")
    assert claims(made, "dcterms:conformsTo") == [CONFORMANCE]


def test_one_picture_without_words_takes_the_claims_away() -> None:
    """Neither alternative text nor conformance, and the summary says so."""
    made = chapter(Figure(MENU, (), P), Figure(replace(MENU, alt=()), (), P))

    assert claims(made, "schema:accessModeSufficient") == ["textual,visual"]
    assert "alternativeText" not in claims(made, "schema:accessibilityFeature")
    assert claims(made, "dcterms:conformsTo") == []
    assert "説明文のない画像があります。" in claims(made, "schema:accessibilitySummary")[0]


def test_an_ornament_needs_no_words() -> None:
    """What the author calls an ornament takes no claim away."""
    made = chapter(Figure(MENU, (), P), paragraph(replace(MENU, alt=(), decoration=True)))

    assert "alternativeText" in claims(made, "schema:accessibilityFeature")
    assert claims(made, "dcterms:conformsTo") == [CONFORMANCE]
    alone = chapter(paragraph(replace(MENU, alt=(), decoration=True)))
    assert "alternativeText" not in claims(alone, "schema:accessibilityFeature")
    assert claims(alone, "schema:accessMode") == ["textual"]


@pytest.mark.parametrize(
    ("setting", "claimed"),
    [("none", []), ("manuscript", ["rubyAnnotations"]), ("full", ["fullRubyAnnotations"])],
)
def test_ruby_is_claimed_as_it_is_published(setting: str, claimed: list[str]) -> None:
    """The manuscript has ruby; whether the book has it is a setting."""
    epub = EpubSettings(ruby=setting)  # type: ignore[arg-type]  # the parameters above are its choices
    made = chapter(paragraph(Ruby("点", "てん", P)), settings=replace(SETTINGS, epub=epub))

    features = claims(made, "schema:accessibilityFeature")
    assert [feature for feature in features if "uby" in feature] == claimed


@pytest.mark.parametrize(
    ("setting", "text", "claimed"),
    [
        ("full", "漢字を読む。", "fullRubyAnnotations"),
        ("full", "かなだけ。", ""),
        ("full", "漢字と㐂。", "rubyAnnotations"),
        ("first", "漢字を読む。", "rubyAnnotations"),
        ("first", "かなだけ。", ""),
        ("manuscript", "漢字を読む。", ""),
    ],
)
def test_full_ruby_is_claimed_of_every_kanji_only(setting: str, text: str, claimed: str) -> None:
    """One kanji without a reading, and the book has ruby, not full ruby."""
    epub = EpubSettings(ruby=setting)  # type: ignore[arg-type]  # the parameters above are its choices
    head = heading(1, "h1", "あ")
    made = book(unit("u1", head, paragraph(text)), settings=replace(SETTINGS, epub=epub))

    features = claims(made, "schema:accessibilityFeature")
    assert [feature for feature in features if "uby" in feature] == [claimed] * bool(claimed)
    assert ("振り仮名" in claims(made, "schema:accessibilitySummary")[0]) == bool(claimed)


@pytest.mark.parametrize("choice", ["first", "full"])
def test_the_books_dictionary_reads_its_ruby(choice: str) -> None:
    """A name is read as a person settled it, not as most people would read it."""
    epub = EpubSettings(ruby=choice)  # type: ignore[arg-type]  # the parameters above are its choices
    made = chapter(paragraph("東海林さんが来た。"), settings=replace(SETTINGS, epub=epub))
    settled = replace(made, readings=(Reading("東海林", "トウカイリン"),))

    assert texts(part(made, "unit-001.xhtml"), "//h:p//h:rt")[0] == "しょうじ"
    assert texts(part(settled, "unit-001.xhtml"), "//h:p//h:rt")[0] == "とうかいりん"


def test_the_title_page_reads_names_as_their_owners_do() -> None:
    """The creators' readings stand in book.toml; no analyser has to guess them."""
    settings = replace(
        SETTINGS,
        creators=("東海林 太郎",),
        creator_readings=("トウカイリン タロウ",),
        epub=EpubSettings(ruby="full"),
    )

    page = part(chapter(settings=settings), "title.xhtml")
    assert texts(page, "//h:p[@class='creator']//h:rt") == ["とうかいりん", "たろう"]


def test_full_ruby_reaches_contents_and_colophon() -> None:
    """Each kanji of a page that readers see; what the author wrote over a heading wins there."""
    title = Heading(1, (Ruby("東雲", "しののめ", P), *inlines("の空")), "h1", P)
    epub = replace(SETTINGS, creators=("東 海",), creator_readings=("アズマ カイ",))
    full = replace(epub, epub=EpubSettings(ruby="full"))
    made = replace(book(unit("u1", title)), settings=full)

    nav, colophon = part(made, "nav.xhtml"), part(made, "colophon.xhtml")

    assert "東雲（しののめ）の空（そら）" in texts(nav, "//h:nav[@id='toc']//h:a")
    assert texts(nav, "//h:h1") == ["目次（もくじ）"]
    assert {"あずま", "かい", "おくづけ", "はっこう"} <= set(texts(colophon, "//h:rt"))
    plain = replace(made, settings=epub)
    assert not texts(part(plain, "nav.xhtml"), "//h:rt")
    assert not texts(part(plain, "colophon.xhtml"), "//h:rt")


def test_a_name_without_a_reading_takes_full_ruby_away() -> None:
    """The claim speaks of every page: a publisher's name counts, too."""
    epub = EpubSettings(ruby="full")
    for publisher, claimed in (("図書館", "fullRubyAnnotations"), ("㐂書房", "rubyAnnotations")):
        settings = replace(SETTINGS, publisher=publisher, epub=epub)

        found = claims(
            chapter(paragraph("漢字。"), settings=settings), "schema:accessibilityFeature"
        )

        assert claimed in found, publisher


def test_each_unit_has_its_ruby_at_first_use() -> None:
    """The count starts over in the next unit, as that of the glosses does."""
    units = (unit(f"u{n}", heading(1, f"h{n}", "図書館"), paragraph("図書館")) for n in (1, 2))
    made = book(*units, settings=replace(SETTINGS, epub=EpubSettings(ruby="first")))

    for name in ("unit-001.xhtml", "unit-002.xhtml"):
        assert len(texts(part(made, name), "//h:h1//h:rt")) == 2  # 図書, 館
        assert texts(part(made, name), "//h:p//h:rt") == []


def test_long_descriptions_are_claimed_where_they_are() -> None:
    """Some pictures told: the claim; all of them: the catalogue's code for full descriptions."""
    told = Figure(MENU, (), P, Description("d1", (paragraph("長い。"),), P))
    every, some, none = (
        chapter(told),
        chapter(told, Figure(MENU, (), P)),
        chapter(Figure(MENU, (), P)),
    )

    said = [claims(made, "schema:accessibilityFeature") for made in (every, some, none)]
    assert ["longDescription" in features for features in said] == [True, True, False]
    codes = [dict(accessibility_codes(made)) for made in (every, some, none)]
    assert ["15" in found for found in codes] == [True, False, False]
    summaries = [claims(made, "schema:accessibilitySummary")[0] for made in (every, some, none)]
    assert ["すべての画像には、開いて" in text for text in summaries] == [True, False, False]
    assert ["詳しい説明" in text for text in summaries] == [True, True, False]


def test_tables_are_said_to_have_headers_where_all_have() -> None:
    """A head without words names nothing."""
    named, bare = table((), ("形", "色"), ("丸", "青")), table((), ("", ""), ("丸", "青"))

    said = [
        claims(chapter(*made), "schema:accessibilitySummary")[0]
        for made in ((named,), (named, bare))
    ]
    assert ["表には見出しの行があります。" in text for text in said] == [True, False]


def test_pages_are_claimed_where_pages_are() -> None:
    """Marks and a list of them, or neither."""
    marked = claims(chapter(PageBreak(PageMark("1", "p1", P), P)), "schema:accessibilityFeature")
    bare = claims(chapter(), "schema:accessibilityFeature")

    assert marked[-2:] == ["pageBreakMarkers", "pageNavigation"]
    assert "pageNavigation" not in bare


def test_a_picture_that_may_move_is_no_promise_of_safety() -> None:
    """Nobody looked whether an animation flashes."""
    made = chapter(Figure(MENU, (), P))
    gif = replace(made, images={MENU.source: Picture("menu.gif", "image/gif", b"GIF89a")})

    assert claims(made, "schema:accessibilityHazard") == ["none"]
    assert claims(gif, "schema:accessibilityHazard") == ["unknown"]
    assert claims(gif, "dcterms:conformsTo") == []


def test_conformance_needs_somebody_who_stands_for_it() -> None:
    """Without publisher, producer or author nobody has certified anything."""
    nobody = chapter(settings=Settings(title="見本"))

    assert claims(nobody, "dcterms:conformsTo") == []
    assert claims(chapter(), "a11y:certifiedBy") == ["みみゆび図書館"]


def test_a_skipped_heading_level_is_no_conformance() -> None:
    """WCAG 1.3.1: the outline is part of the content."""
    made = chapter(heading(3, "h3", "飛ぶ"))

    assert claims(made, "dcterms:conformsTo") == []
    assert "structuralNavigation" not in claims(made, "schema:accessibilityFeature")


def test_the_onix_record_says_what_the_package_says() -> None:
    """List 196: no code without its claim, and the statement with its words."""
    good = accessibility_codes(chapter(Figure(MENU, (), P)))
    poor = accessibility_codes(chapter(Figure(replace(MENU, alt=()), (), P)))

    assert [code for code, _ in good] == (
        ["00", "04", "10", "11", "13", "14", "22", "29", "30", "36", "52", "82", "85", "90"]
    )
    assert [code for code, _ in poor] == ["00", "10", "11", "13", "22", "29", "30", "36"]
    assert "説明文のない画像" in dict(poor)["00"]


def test_the_onix_record_names_the_book() -> None:
    """Title and authors with the readings to sort by, the identifier, the printed book."""
    root = etree.fromstring(onix(every_node()))

    assert root.findtext(".//{*}TitleText") == "スマートフォン入門 & <はじめ>エー"
    assert [name.get("collationkey") for name in root.iterfind(".//{*}PersonName")] == (
        ["ヤマダ ハナコ", "サトウ タロウ"]
    )
    assert root.findtext(".//{*}RelatedProduct//{*}IDValue") == "9784000000002"
    assert root.findtext(".//{*}PublishingDate/{*}Date") == "20250401"
    assert onix(every_node()) == onix(every_node())
