"""The language of messages: what ``--lang`` says, else the locale's."""

from __future__ import annotations

import locale
import os


def language_of(asked: str | None) -> str:
    """``ja`` or ``en``."""
    if asked:
        return asked
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "ja" if os.environ[name].startswith("ja") else "en"
    return "ja" if (locale.getlocale()[0] or "").startswith(("ja", "Japanese")) else "en"
