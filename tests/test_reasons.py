"""Why a file is refused is told in Japanese too: no library's English inside a sentence."""

from __future__ import annotations

import re
import tomllib
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from pipeline.reasons import damage, toml_reason
from pipeline.verify.filesets import UnreadableError, zip_fileset
from pipeline.xml_reasons import xml_reason

LATIN_WORD = re.compile(r"(?!TOML|XML|ZIP)[A-Za-z]{2,}")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("title", "名前のあとに = がありません"),
        ("title = 本", '値の書き方が違います（文字列は " で囲みます）'),
        ('title = "本\n', "文字列が行の終わりまでに閉じていません"),
        ('title = "本', '文字列が " で閉じていません'),
        ("title = '本", "文字列が ' で閉じていません"),
        ('title = "本" 余り', "値のあとに余分な文字があります"),
        ('title = "本"\ntitle = "書"', "同じ名前が二度あります"),
        ('title = "C:\\本"', "\\ の使い方が違います（\\ そのものは \\\\ と書きます）"),
        ('title = "\\u12g4"', "\\u のあとの符号が違います"),
        ('title = "\\ud800"', "\\u のあとの符号が違います"),
        ("書名 = 1", "設定の行の形になっていません"),
        ("a.書 = 1", "名前に使えない文字で始まっています"),
        ("[unit", "表の見出しが ] で閉じていません"),
        ("[[ignore]", "表の見出しが ] で閉じていません"),
        ("[unit]\n[unit]", "同じ表 unit が二度あります"),
        ("a = {b = 1, b = 2}", "同じ名前 b が二度あります"),
        ("a = {b = 1", "{ が } で閉じていません"),
        ("a = [1, 2", "並びが ] で閉じていません"),
        ("a = {b = 1}\na.c = 2", "すでに値のある a に書き加えています"),
        ("date = 2026-02-30", "日付の書き方が違います"),
        ("a = 1 # \x00", "使えない文字 \\x00 があります"),
    ],
)
def test_a_fault_of_toml_is_named_in_japanese(source: str, told: str) -> None:
    """Every way that people break a settings file."""
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(source)

    assert toml_reason(caught.value).ja == told
    assert "at line" not in toml_reason(caught.value).en


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<a>&</a>",
        "<a>&nbsp;</a>",
        "<a>&amp</a>",
        "<a b=c/>",
        "<a b='c/>",
        "<a b/>",
        "<a b='1' b='2'/>",
        "<a>\x01</a>",
        "<x:a/>",
        "<a <b/></a>",
        "<1/>",
    ],
)
def test_a_fault_of_xml_is_named_in_japanese(source: str) -> None:
    """What hands, broken downloads and HTML do to XML."""
    with pytest.raises(etree.XMLSyntaxError) as caught:
        etree.fromstring(source.encode())

    assert not LATIN_WORD.search(xml_reason(caught.value).ja)


def test_a_wrong_encoding_is_named_in_japanese() -> None:
    """Shift_JIS in a file that says nothing of it."""
    with pytest.raises(etree.XMLSyntaxError) as caught:
        etree.fromstring("<a>日本</a>".encode("shift_jis"))

    assert xml_reason(caught.value).ja == "文字コードが合いません"


def test_a_damaged_archive_is_named_in_japanese(tmp_path: Path) -> None:
    """No archive, one cut short, one with a changed byte."""
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("a.txt", "日本" * 99)
    changed = tmp_path / "changed.zip"
    changed.write_bytes(whole.read_bytes().replace("日本".encode(), "日木".encode(), 1))
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:99])

    with pytest.raises(UnreadableError) as at_once:
        zip_fileset(cut)
    with pytest.raises(UnreadableError) as later:
        zip_fileset(changed)[0].read("a.txt")

    assert at_once.value.reason.ja == "ZIP の形ではありません"
    assert later.value.reason.ja == "中身が欠けているか、変わっています"


def test_an_archive_that_is_locked_is_named_in_japanese() -> None:
    """The zip library says it with RuntimeError, an unknown compression with its subclass."""
    for error in (RuntimeError("password required"), NotImplementedError("compression type 99")):
        assert damage(error).ja == "暗号化されているか、知らない方法で圧縮されています"
