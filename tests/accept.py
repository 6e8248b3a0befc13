"""``make accept``: take what is published now as right. Look at ``git diff`` before committing."""

from __future__ import annotations

import shutil

from pipeline.braille.orthography import kana
from pipeline.codes_page import codes_page
from tests import recorded
from tests.golden import GOLDEN, published
from tests.published import SOURCE
from tests.test_guide import sentences


def main() -> None:
    """Rewrite the golden files, the guide's page of codes and the analysers' notes."""
    (SOURCE / "guide" / "05-codes.md").write_text(codes_page(), encoding="utf-8")
    with recorded.recording() as notes:
        for text in sentences():
            kana(text)
    notes.save()
    files = published()
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name, data in files.items():
        path = GOLDEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    print(f"{len(files)} files accepted; see git diff")


if __name__ == "__main__":
    main()
