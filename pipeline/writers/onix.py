"""Turn a book's metadata and accessibility claims into an ONIX 3.0 record for a catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from pipeline.document import Book
from pipeline.writers.accessibility import CONFORMANCE, accessibility, certifier, facts
from pipeline.writers.elements import Element, Vocabulary, lines, serialize
from pipeline.writers.identity import creators, identifier, isbn, title, title_reading

ONIX = Vocabulary("http://ns.editeur.org/onix/3.0/reference")

# Code list 196: what the package document claims, as a bookseller's code.
FEATURE_CODES = {
    "tableOfContents": "11",
    "readingOrder": "13",
    "alternativeText": "14",
    "pageBreakMarkers": "19",
    "synchronizedAudioText": "20",
    "structuralNavigation": "29",
    "displayTransformability": "36",
}
SUMMARY, EPUB_1_1, UNLOCKED, LANGUAGES_TAGGED, ARIA_ROLES = "00", "04", "10", "22", "30"
FULLY_DESCRIBED, BY_AUDIO = "15", "51"
WITHOUT_SIGHT, WCAG_2_2, LEVEL_AA, CERTIFIED_BY = "52", "82", "85", "90"

# Code list 79: a detail of accessibility, a hazard; code list 143: no known hazard.
DETAIL, HAZARD, NO_HAZARD = "09", "12", "00"

# ISO 639-2/B, by BCP 47's first part.
LANGUAGES = {"en": "eng", "ja": "jpn", "ko": "kor", "zh": "chi"}


def onix(book: Book) -> bytes:
    """The record of a book: one message with one product."""
    sent = datetime.fromtimestamp(book.modified, UTC).strftime("%Y%m%dT%H%MZ")
    sender = _group("Sender", _text("SenderName", certifier(book) or "みみゆび"))
    header = _group("Header", sender, _text("SentDateTime", sent))
    root = ONIX.element("ONIXMessage", {"release": "3.0"}, lines([header, _product(book)]))
    return serialize(root)


def _text(tag: str, value: str, **attributes: str) -> Element:
    return ONIX.element(tag, attributes, [value])


def _group(tag: str, *parts: Element) -> Element:
    return ONIX.element(tag, None, lines(parts))


def _product(book: Book) -> Element:
    return _group(
        "Product",
        _text("RecordReference", identifier(book)),
        _text("NotificationType", "03"),  # confirmed on publication
        _identifier(identifier(book)),
        _group("DescriptiveDetail", *_description(book)),
        *_collateral(book),
        *_publishing(book),
        *_related(book),
    )


def _identifier(value: str) -> Element:
    """Code list 5: an ISBN, another URN, or a number of the publisher's own."""
    if value.startswith("urn:isbn:"):
        parts = [_text("ProductIDType", "15"), _text("IDValue", value.removeprefix("urn:isbn:"))]
    elif value.startswith("urn:"):
        parts = [_text("ProductIDType", "22"), _text("IDValue", value)]
    else:
        own = _text("IDTypeName", "Mimiyubi")
        parts = [_text("ProductIDType", "01"), own, _text("IDValue", value)]
    return _group("ProductIdentifier", *parts)


def _description(book: Book) -> Iterator[Element]:
    yield _text("ProductComposition", "00")  # a single item
    yield _text("ProductForm", "ED")  # a download
    yield _text("ProductFormDetail", "E101")  # EPUB
    yield _text("ProductFormDetail", "E200")  # reflowable
    for code, description in accessibility_codes(book):
        yield _feature(DETAIL, code, description)
    if ("schema:accessibilityHazard", "none") in accessibility(book):
        yield _feature(HAZARD, NO_HAZARD)
    yield _text("EpubTechnicalProtection", "00")  # none
    yield _title(book)
    yield from _contributors(book)
    if language := LANGUAGES.get(book.settings.language.partition("-")[0]):
        role = _text("LanguageRole", "01")  # of the text
        yield _group("Language", role, _text("LanguageCode", language))


def accessibility_codes(book: Book) -> list[tuple[str, str]]:
    """The codes of list 196 that hold, in their order, each with its description or none."""
    codes = {UNLOCKED: "", LANGUAGES_TAGGED: "", ARIA_ROLES: ""}  # how every book is published
    if facts(book).all_told:  # code 15 asks it of all pictures, schema.org's claim of some
        codes[FULLY_DESCRIBED] = ""
    for property, value in accessibility(book):
        match property, value:
            case "schema:accessibilitySummary", _:
                codes[SUMMARY] = value
            case "schema:accessibilityFeature", feature if feature in FEATURE_CODES:
                codes[FEATURE_CODES[feature]] = ""
            case "schema:accessModeSufficient", "textual":
                codes[WITHOUT_SIGHT] = ""
            case "schema:accessModeSufficient", "auditory":
                codes[BY_AUDIO] = ""
            case "dcterms:conformsTo", _ if value == CONFORMANCE:
                codes |= {EPUB_1_1: "", WCAG_2_2: "", LEVEL_AA: ""}
            case "a11y:certifiedBy", _:
                codes[CERTIFIED_BY] = value
    return sorted(codes.items())


def _feature(kind: str, code: str, description: str = "") -> Element:
    parts = [_text("ProductFormFeatureType", kind), _text("ProductFormFeatureValue", code)]
    if description:
        parts.append(_text("ProductFormFeatureDescription", description))
    return _group("ProductFormFeature", *parts)


def _title(book: Book) -> Element:
    parts = [
        _text("TitleElementLevel", "01"),
        _text("TitleText", title(book), collationkey=title_reading(book)),
    ]
    if book.settings.subtitle:
        parts.append(_text("Subtitle", book.settings.subtitle))
    return _group("TitleDetail", _text("TitleType", "01"), _group("TitleElement", *parts))


def _contributors(book: Book) -> Iterator[Element]:
    for number, name in enumerate(creators(book), start=1):
        yield _group(
            "Contributor",
            _text("SequenceNumber", str(number)),
            _text("ContributorRole", "A01"),  # author
            _text("PersonName", name.name, collationkey=name.file_as),
        )


def _collateral(book: Book) -> Iterator[Element]:
    if book.settings.description:
        text = _group(
            "TextContent",
            _text("TextType", "03"),  # description
            _text("ContentAudience", "00"),  # everybody
            _text("Text", book.settings.description),
        )
        yield _group("CollateralDetail", text)


def _publishing(book: Book) -> Iterator[Element]:
    settings = book.settings
    if not settings.publisher:
        return
    role = _text("PublishingRole", "01")
    parts = [_group("Publisher", role, _text("PublisherName", settings.publisher))]
    digits = settings.date.replace("-", "")
    if re.fullmatch("[0-9]{8}", digits):
        date = [_text("PublishingDateRole", "01"), _text("Date", digits, dateformat="00")]
        parts.append(_group("PublishingDate", *date))
    yield _group("PublishingDetail", *parts)


def _related(book: Book) -> Iterator[Element]:
    """The printed book, whose page numbers the marks are (code list 51: 13)."""
    if source := isbn(book.settings.source_isbn):
        code = _text("ProductRelationCode", "13")
        yield _group("RelatedMaterial", _group("RelatedProduct", code, _identifier(source)))
