"""Nothing that is published changes unseen: ``make accept`` takes a change that is wanted."""

from pipeline.codes_page import codes_page
from tests.golden import accepted, published
from tests.published import SOURCE


def test_the_tiny_book_is_what_was_accepted() -> None:
    """Each text file of each form is, byte for byte, what a person last accepted."""
    now, before = published(), accepted()

    assert sorted(now) == sorted(before)
    assert [name for name in now if now[name] != before[name]] == []


def test_the_guide_lists_every_code() -> None:
    """The guide's page of messages is the table of findings."""
    assert (SOURCE / "guide" / "05-codes.md").read_text(encoding="utf-8") == codes_page()
