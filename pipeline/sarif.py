"""Turn findings into a SARIF 2.1.0 log, for editors and code-scanning services.

Clause numbers are those of the OASIS standard. What the author set aside is in the log too, marked
as suppressed (3.35) with the author's reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from pipeline import __version__
from pipeline.diagnostics import Code, Diagnostic, Severity
from pipeline.document import Pos
from pipeline.setaside import Aside, Ignore

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
PAGE = {
    "ja": "くわしくは、手引きの「メッセージの一覧」の {code} にあります。",
    "en": "See {code} in the guide's list of messages.",
}
_FIELD = re.compile(r"\{[^{}]*\}")

Json = dict[str, object]
Texts = Callable[[str], str]
"""A manuscript file's text by its name, as its places count it; empty where there is none."""


def sarif_log(
    findings: Sequence[Diagnostic], aside: Sequence[Aside], lang: str, status: int, texts: Texts
) -> Json:
    """A log of one run that ended in the exit status ``status``, worded in ``lang``."""
    kinds = {found.row.code: found.code for found in (*findings, *(a.finding for a in aside))}
    codes = sorted(kinds)
    # 3.27.23: where one result says whether it is suppressed, each does.
    results = [{**_result(f, codes, lang, texts), "suppressions": []} for f in findings]
    results += [
        {**_result(a.finding, codes, lang, texts), "suppressions": [_suppression(a.entry)]}
        for a in aside
    ]
    run: Json = {
        "tool": {"driver": _driver([_rule(kinds[code], lang) for code in codes])},
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "defaultEncoding": "utf-8",
        "invocations": [{"executionSuccessful": True, "exitCode": status}],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver(rules: Iterable[Json]) -> Json:
    return {
        "name": "mimiyubi",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": list(rules),
    }


def _rule(kind: Code, lang: str) -> Json:
    """What a code means, whatever it was found in: fields of the wording are left open."""
    row = kind.row
    wording, hint = (row.ja, row.hint_ja) if lang == "ja" else (row.en, row.hint_en)
    page = PAGE[lang].format(code=row.code)
    return {
        "id": row.code,
        "name": kind.name,
        "shortDescription": {"text": _FIELD.sub("…", wording)},
        "help": {"text": "\n".join(filter(None, (_FIELD.sub("…", hint), page)))},
        "defaultConfiguration": {"level": LEVELS[row.severity]},
    }


def _result(found: Diagnostic, codes: Sequence[str], lang: str, texts: Texts) -> Json:
    code = found.row.code
    return {
        "ruleId": code,
        "ruleIndex": codes.index(code),
        "level": LEVELS[found.severity],
        "message": {"text": f"{found.message(lang)} {found.hint(lang)}".strip()},
        "locations": [_location(found.pos, texts)] if found.pos.file else [],
    }


def _suppression(entry: Ignore) -> Json:
    """Who set it aside: a comment in the manuscript, or the book's list beside it (3.35.2)."""
    kind = "inSource" if entry.lines else "external"
    return {"kind": kind, "justification": entry.reason, "location": _location(entry.pos)}


def _location(pos: Pos, texts: Texts = lambda _: "") -> Json:
    place: Json = {"artifactLocation": {"uri": _uri(pos.file)}}
    if pos.line > 0:
        place["region"] = _region(pos, texts(pos.file))
    return {"physicalLocation": place}


def _region(pos: Pos, text: str) -> Json:
    """A place, with its end where it ends on its line (3.30.8: the column after its last)."""
    region: Json = {"startLine": pos.line, "startColumn": max(pos.column, 1)}
    if 0 < pos.end - pos.offset == len(text[pos.offset : pos.end]):
        within = text[pos.offset : pos.end].rstrip("\n")
        if within and "\n" not in within:
            region["endColumn"] = max(pos.column, 1) + len(within)
    return region


def _uri(file: str) -> str:
    """A file's name as a URI (RFC 3986), relative as it was given; a colon in it is no scheme."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
