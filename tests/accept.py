"""``make accept``: take what is published now as right. Look at ``git diff`` before committing."""

from __future__ import annotations

import shutil

from pipeline.codes_page import codes_page
from tests.golden import GOLDEN, published
from tests.published import SOURCE


def main() -> None:
    """Rewrite the golden files and the guide's page of codes."""
    (SOURCE / "guide" / "05-codes.md").write_text(codes_page(), encoding="utf-8")
    files = published()
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name, data in files.items():
        path = GOLDEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    print(f"{len(files)} files accepted; see git diff")


if __name__ == "__main__":
    main()
