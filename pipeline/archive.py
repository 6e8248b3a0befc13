"""Pack files into a ZIP archive, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping
from datetime import UTC, datetime

# ZIP counts years from 1980 in seven bits.
FIRST_TIME, LAST_TIME = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (1980, 2107))
UNIX, READABLE_FILE = 3, 0o100644


def pack(files: Mapping[str, bytes], modified: int, stored: Collection[str] = ()) -> bytes:
    """A ZIP archive of files, in the order given, all dated ``modified`` (seconds since 1970).

    ``stored`` names those that stand uncompressed.
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        for path, data in files.items():
            out.writestr(_entry(path, modified), data, *_compression(path in stored))
    return archive.getvalue()


def _entry(path: str, modified: int) -> zipfile.ZipInfo:
    date = datetime.fromtimestamp(min(max(modified, FIRST_TIME), LAST_TIME), UTC)
    entry = zipfile.ZipInfo(path, date.timetuple()[:6])
    # The machine it was packed on must not show.
    entry.create_system = UNIX
    entry.external_attr = READABLE_FILE << 16
    return entry


def _compression(stored: bool) -> tuple[int, int]:
    return (zipfile.ZIP_STORED, 0) if stored else (zipfile.ZIP_DEFLATED, 9)
