"""``book.toml`` becomes settings, or findings with the line they are on."""

import pytest

from pipeline.config import Settings
from pipeline.diagnostics import Diagnostic
from pipeline.readers.metadata import read_settings


def read(source: str) -> tuple[Settings | None, list[str]]:
    """Settings, and each finding as ``line:column code``."""
    found: list[Diagnostic] = []
    settings = read_settings(source, "book.toml", found.append)
    return settings, [f"{d.pos.line}:{d.pos.column} {d.row.code}" for d in found]


def test_a_title_is_enough() -> None:
    """Every other setting has a default that works."""
    settings, found = read('title = "本"\n')

    assert settings == Settings(title="本", file="book.toml")
    assert found == []


def test_tables_and_lists_are_read() -> None:
    """Tables become their dataclasses, lists become tuples."""
    settings, found = read(
        'title = "本"\ncreators = ["山田", "佐藤"]\n'
        '[unit]\nlevel = "h1"\n[braille]\nlines_per_page = 22\n'
    )

    assert found == []
    assert settings is not None
    assert settings.creators == ("山田", "佐藤")
    assert settings.unit.level == "h1"
    assert settings.braille.lines_per_page == 22


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('titel = "本"\n', ["1:1 C001", "1:1 C003"]),
        ('title = "本"\n\n[unit]\nlevle = "h1"\n', ["4:1 C001"]),
        ('title = "本"\n[unit]\nlevel = "h9"\n', ["3:1 C002"]),
        ("title = 3\n", ["1:1 C002"]),
        ('title = "本"\nlanguage = ""\n', ["2:1 C002"]),
        ('title = "本"\nlanguage = "日本語"\n', ["2:1 C002"]),
        ('title = "本"\nlanguage = "ja_JP"\n', ["2:1 C002"]),
        ('title = "  "\n', ["1:1 C003"]),
        ('title = "本"\nunit = "file"\n', ["2:1 C002"]),
        ('title = "本"\n[braille]\n  cells_per_line = 9\n', ["3:3 C002"]),
        ('title = "本"\n[braille]\ncells_per_line = true\n', ["3:1 C002"]),
        ('title = "本"\n[braille]\nlines_per_page = 4\n', ["3:1 C002"]),
        (
            'title = "本"\n[braille]\npages_per_volume_max = 100\npages_per_volume_min = 160\n',
            ["4:1 C002"],
        ),
        ('title = "本"\ncreators = "山田"\n', ["2:1 C002"]),
        ('title = "本"\nx ==\n', ["2:4 C004"]),
        ('title = "本', ["1:11 C004"]),
        ('title = "本"\nfile = "x"\n', ["2:1 C001"]),
        ("", ["1:1 C003"]),
        ('title = "a\\u0001b"\n', ["1:1 C002"]),
        ('title = "本"\ndate = "2026-02-30"\n', ["2:1 C002"]),
        ('title = "本"\ndate = "11/23"\n', ["2:1 C002"]),
    ],
)
def test_a_fault_is_found_where_it_stands(source: str, expected: list[str]) -> None:
    """An unknown key, a wrong type, a missing title: file, line, column and code."""
    settings, found = read(source)

    assert settings is None
    assert found == expected
