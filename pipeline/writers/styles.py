"""Read the style sheets and templates of ``styles/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.diagnostics import Code, diagnostic, whole
from pipeline.errors import MissingError


@cache
def styles_dir() -> Path:
    """The folder ``styles``: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "styles", package.parent / "styles"):
        if folder.is_dir():
            return folder
    raise MissingError(diagnostic(Code.STYLES_MISSING, whole(package.parent)))


def style(name: str) -> bytes:
    """A style sheet as it is published."""
    return (styles_dir() / name).read_bytes()


def render(template: str, **values: object) -> bytes:
    """A template filled in; text is escaped, a name it does not know is an error."""
    return _environment().get_template(template).render(**values).encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(styles_dir()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
