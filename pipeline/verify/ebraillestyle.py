"""Judge the style sheets of an eBraille publication (eBraille 1.0, 6.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.diagnostics import Code, diagnostic
from pipeline.document import Pos, Report
from pipeline.verify.filesets import Fileset, UnreadableError

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'")
PROPERTY = re.compile(r"[{;]\s*([a-z-]+)\s*:\s*([^;{}]*)", re.IGNORECASE)
MEDIA = re.compile(r"@(?:media|import)([^{;]*)[{;]", re.IGNORECASE)
URL = re.compile(
    r"(?:url\(\s*|@import\s+)['\"]?((?:https?:)?//[^'\")\s]+|/[^'\")\s]+)", re.IGNORECASE
)
# 6.3.2: how the dots look is for the reader's device to say.
FONT = re.compile(
    r"font(-.*)?|color|text-(decoration|shadow|underline-position)(-.*)?|text-transform"
)
ABSOLUTE = re.compile(r"(?<![\w.#-])[+-]?[0-9.]+(px|pt|pc|cm|mm|in|q)(?![\w-])", re.IGNORECASE)


def judge_style(files: Fileset, path: str, report: Report) -> None:
    """Check one style sheet of a publication."""
    name = files.place(path)
    try:
        text = files.read(path).decode("utf-8-sig")
    except UnreadableError:
        return  # told with the other files
    except UnicodeDecodeError:
        report(diagnostic(Code.FORBIDDEN_FEATURE, Pos(name), what="≠ UTF-8"))
        return
    plain = COMMENT.sub(_blanks, text)
    for place, href in ((m.start(), m[1]) for m in URL.finditer(plain)):
        report(diagnostic(Code.FORBIDDEN_FEATURE, _pos(name, text, place), what=href))
    plain = STRING.sub(_blanks, plain)
    for match in MEDIA.finditer(plain):
        judge_media(match[1], _pos(name, text, match.start()), report)
    for place, what, code in _properties(plain):
        report(diagnostic(code, _pos(name, text, place), what=what))


def judge_media(query: str, pos: Pos, report: Report) -> None:
    """Check a media query (6.3.3): none may be for braille displays or screens alone."""
    words = set(re.findall(r"[a-z-]+", query.lower()))
    if "braille" in words:
        report(diagnostic(Code.FORBIDDEN_FEATURE, pos, what="@media braille"))
    for word in sorted(words & {"grid", "screen"}):
        report(diagnostic(Code.AVOIDED_FEATURE, pos, what=f"@media {word}"))


def _properties(text: str) -> Iterator[tuple[int, str, Code]]:
    """Each declaration that the specification forbids or advises against, with its place."""
    for match in PROPERTY.finditer(text):
        name, value = match[1].lower(), match[2]
        if name.startswith("-epub-"):
            yield match.start(1), name, Code.FORBIDDEN_FEATURE
        elif FONT.fullmatch(name):
            yield match.start(1), name, Code.AVOIDED_FEATURE
        for length in ABSOLUTE.finditer(value):
            yield match.start(1), f"{name}: {length[0]}", Code.AVOIDED_FEATURE


def _blanks(match: re.Match[str]) -> str:
    """As many blanks, so that places stay true."""
    return re.sub(r"[^\n]", " ", match[0])


def _pos(name: str, text: str, place: int) -> Pos:
    before = text[:place]
    return Pos(name, before.count("\n") + 1, place - (before.rfind("\n") + 1) + 1)
