"""The day a braille file was saved, as BSE and BES have it: ``2026/04/01``."""

from __future__ import annotations

from datetime import UTC, datetime

FORMAT = "%Y/%m/%d"


def saved(modified: int) -> str:
    """Seconds since 1970 as a day."""
    return f"{datetime.fromtimestamp(modified, UTC):{FORMAT}}"


def saved_at(day: str) -> int:
    """A day as seconds since 1970; 0 for one that is none."""
    try:
        return int(datetime.strptime(day, FORMAT).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return 0
