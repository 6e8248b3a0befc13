"""Files reach the disk whole or not at all, and old ones of the same form go."""

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.output import RECORD, is_current, publish, read_record


def names(folder: Path) -> list[str]:
    """Every file below a folder but the record."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.name != RECORD
    )


def test_a_form_is_written_and_known_to_be_current(tmp_path: Path) -> None:
    """What was published is there, and a second build with the same digest need not run."""
    publish(tmp_path / "b", {"brf": {"braille/b-1.brf": b"AB"}}, {"brf": "d1"})

    assert names(tmp_path / "b") == ["braille/b-1.brf"]
    assert is_current(tmp_path / "b", "brf", "d1")
    assert not is_current(tmp_path / "b", "brf", "d2")
    assert not is_current(tmp_path / "b", "epub", "d1")


def test_a_harmed_file_is_not_current(tmp_path: Path) -> None:
    """A file that is gone or cut short is built again."""
    publish(tmp_path, {"epub": {"b.epub": b"12345"}}, {"epub": "d"})
    (tmp_path / "b.epub").write_bytes(b"123")

    assert not is_current(tmp_path, "epub", "d")


def test_old_files_of_a_form_go_and_other_forms_stay(tmp_path: Path) -> None:
    """A third volume that is no longer made disappears; what is not published now stays."""
    publish(tmp_path, {"brf": {f"braille/b-{n}.brf": b"A" for n in (1, 2, 3)}}, {"brf": "d1"})
    publish(tmp_path, {"bse": {"braille/b-1.bse": b"A"}}, {"bse": "d1"})
    publish(tmp_path, {"brf": {"braille/b-1.brf": b"AA"}}, {"brf": "d2"})

    assert names(tmp_path) == ["braille/b-1.brf", "braille/b-1.bse"]
    assert is_current(tmp_path, "bse", "d1")


def test_a_folder_form_is_exchanged_whole(tmp_path: Path) -> None:
    """No file of an older DAISY book is left in the new one."""
    publish(tmp_path, {"daisy3": {"daisy3/a.xml": b"1", "daisy3/old.smil": b"2"}}, {"daisy3": "d1"})
    publish(tmp_path, {"daisy3": {"daisy3/a.xml": b"1"}}, {"daisy3": "d2"})

    assert names(tmp_path) == ["daisy3/a.xml"]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    """A name that cannot be written ends the run with a message and changes nothing."""
    publish(tmp_path, {"epub": {"b.epub": b"old"}}, {"epub": "d1"})

    with pytest.raises(UsageError, match=r"U011 .*cannot be written"):
        publish(tmp_path, {"epub": {"b.epub": b"new", "x" * 300: b""}}, {"epub": "d2"})

    assert (tmp_path / "b.epub").read_bytes() == b"old"
    assert is_current(tmp_path, "epub", "d1")
    assert names(tmp_path) == ["b.epub"]


def test_a_broken_record_is_no_record(tmp_path: Path) -> None:
    """A record that cannot be read means: build again."""
    (tmp_path / RECORD).write_text("{")

    assert read_record(tmp_path) == {}
