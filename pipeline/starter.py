"""The smallest book that builds: what ``mimiyubi new`` puts into a folder."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping

BOOK = """\
# この本の書誌と設定です。書ける項目は手引き（source/guide）にあります。
title = {title}
title_reading = ""
creators = []{creators}
publisher = ""
identifier = "{identifier}"
date = ""
language = "ja"
rights = ""

[unit]
level = "file" # 1 ファイルを 1 単元とします。ほかに "h1"、"h2"、"book"

[braille]
cells_per_line = 32
lines_per_page = 18
transcriber = ""
"""

UNIT = """\
# はじめに

ここに本文を書きます。iPhone のような英字の語は、カタカナに変わり、
単元で最初に出たところにだけ元のつづりが添えられます。

① ファイルを UTF-8 で保存します。
② 黒い画面で `mimiyubi build` を実行します。

※ 難しい字には {点訳|てんやく} のように読みを付けられます。
"""

TERMS = """\
# この本だけの読みです。1 行に、語、読み、点字仮名、根拠の 4 つをタブで区切って書きます。
# 点字仮名は分かち書きした形で、なければ空のままにします。
"""


def new_identifier() -> str:
    """A name for a book that no other book has."""
    return f"urn:uuid:{uuid.uuid4()}"


def starter_files(name: str) -> Mapping[str, str]:
    """The files of a new book, by path, for a folder called ``name``."""
    title = json.dumps(name, ensure_ascii=False)  # a TOML string takes JSON's escapes
    return {
        "book.toml": BOOK.format(title=title, creators="", identifier=new_identifier()),
        "01-introduction.md": UNIT,
        "terms.tsv": TERMS,
    }
