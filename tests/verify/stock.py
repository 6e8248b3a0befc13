"""One small book, really published in every form; faults are put into copies of it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from pipeline.diagnostics import Diagnostic
from pipeline.driver import DEFAULT_FORMS, build
from pipeline.verify import Verified, verify
from pipeline.verify.convention import Asked
from tests.sample import png

BOOK = "stock"
SETTINGS = """\
title = "電話の本"
title_reading = "デンワノ ホン"
creators = ["山田 花子"]
publisher = "みみゆび図書館"
identifier = "urn:uuid:6f0a4a0e-8a0b-4a86-9f33-6b0f9a8f2c99"
date = "2025-04-01"
rights = "CC BY 4.0"
"""
UNITS = {
    "01-phone.md": """\
# iPhoneを開く

iPhoneを持ちます。iPhoneは軽いです。Wi-Fiにつなぎます。

{page=1}

Wi-Fiは電波です。1-Aを見ます。案内は https://example.jp/ にあります。[Bonjour]{lang=fr}と言います。

![設定の画面。歯車の印がある](images/menu.png)

## つなぐ

[次の単元](02-card.md)へ進みます。電波の注です[^1]。`ls -la`と打ちます。属性はコード（`alt`）です。

[^1]: 電波は目に見えません。

{page=2}

## 切る

ゆっくり切ります。
""",
    "02-card.md": """\
# カードを使う

ICカードを用意します。ICを当てます。iPhoneでもできます。

※ iPhoneは新しいものに限ります。
""",
    "03-end.md": """\
# おしまい

Wi-Fiを切ります。それからiPhoneを切ります。Wi-Fiはもう使いません。
""",
}


@cache
def _published() -> Path:
    folder = Path(mkdtemp(prefix="mimiyubi-stock-"))
    source = folder / "source" / BOOK
    (source / "images").mkdir(parents=True)
    (source / "book.toml").write_text(SETTINGS, encoding="utf-8")
    (source / "images" / "menu.png").write_bytes(png(24, 12))
    for name, text in UNITS.items():
        (source / name).write_text(text, encoding="utf-8")
    built = build(str(source), DEFAULT_FORMS, folder / "build", strict=False)
    assert not built.problem, built.problem
    return folder / "build" / BOOK


def copy(folder: Path) -> Path:
    """A copy of the published book below ``folder``, to be spoiled."""
    return Path(shutil.copytree(_published(), folder / BOOK))


def judge(*paths: Path, asked: Asked = Asked()) -> tuple[Verified, list[Diagnostic]]:  # noqa: B008
    """What verify says of some files."""
    found: list[Diagnostic] = []
    return verify(paths, found.append, asked=asked), found
