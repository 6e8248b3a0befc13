"""Turn the table of findings into the guide's page of codes."""

from __future__ import annotations

import re

from pipeline.diagnostics import Code, Row, Severity

FAMILIES = {
    "U": "使い方",
    "C": "設定",
    "M": "原稿",
    "N": "読み",
    "B": "点字",
    "E": "EPUB",
    "D": "DAISY",
    "S": "音声",
    "V": "できたファイル",
}
SEVERITIES = {Severity.ERROR: "誤り", Severity.WARNING: "警告", Severity.INFO: "情報"}
HEAD = """\
# メッセージの一覧

メッセージには、ファイル、行、桁、番号が付いています。番号でこの一覧を引いてください。
`U` の番号は、命令の使い方や、動かすのに必要なもののことです。
誤りがあると本はできません。警告は本ができますが、確かめてください。情報は知らせるだけです。
文の中の何々には、語や数が入ります。
"""


def codes_page() -> str:
    """The page as Markdown: a section a family, an entry a code."""
    rows = [code.row for code in Code]
    made = [HEAD]
    for letter, name in FAMILIES.items():
        family = sorted(row for row in rows if row.code.startswith(letter))
        if family:
            made.append(f"## {name}\n")
            made += [_entry(row) for row in family]
    return "\n".join(made)


def _entry(row: Row) -> str:
    severity = SEVERITIES[row.severity]
    anchor = f"{{#{row.code.lower()}}}"
    hint = _words(row.hint_ja) or "このままでかまいません"
    return f"### `{row.code}` {severity} {anchor}\n\n{_words(row.ja)}。\n\n{hint}。\n"


def _words(wording: str) -> str:
    """A wording with its fields as 何々, and what would be markup as code."""
    filled = re.sub(r"\{[^{}]*\}", "何々", wording).rstrip("。")
    return re.sub(r"[!#-&(-~](?:[ !#-&(-~]*[!#-&(-~])?", lambda hit: _code(hit[0]), filled)


def _code(text: str) -> str:
    """A stretch of ASCII as code; digits and signs alone stay text."""
    return (
        f"`{text}`" if re.search("[A-Za-z]", text) else re.sub(r"[\\`*_\[\]<>|#]", r"\\\g<0>", text)
    )
