"""The programs that judge, and how to ask them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.validate.books import ROOT

INSTALL = "run: sh tests/validate/install.sh"
ACE = ROOT / "node_modules/.bin/ace-cli"


def chromium() -> str:
    """Where Chromium is; without it these tests fail and say what to do."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail(f"chromium is missing; {INSTALL}")
    return found


def ace(book: Path, report: Path) -> list[dict[str, Any]]:
    """What Ace finds in a publication, each finding with the document it is in."""
    if not ACE.exists():
        pytest.fail(f"Ace is missing; {INSTALL}")
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium()}
    command = [str(ACE), "--silent", "--force", "-o", str(report), str(book)]
    # A browser that a busy machine starts too slowly is no finding: Ace is asked once more.
    if subprocess.run(command, check=False, timeout=300, env=environment).returncode:
        subprocess.run(command, check=True, timeout=300, env=environment)
    found = json.loads((report / "report.json").read_text(encoding="utf-8"))["assertions"]
    return [
        {"document": document["earl:testSubject"]["url"], **assertion}
        for document in found
        for assertion in document["assertions"]
    ]


def browse(page: Path, *options: str) -> str:
    """Open a document in headless Chromium; what it prints is the document as it is then."""
    command = [chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    run = subprocess.run(
        [*command, *options, page.as_uri()], capture_output=True, check=True, timeout=120
    )
    return run.stdout.decode()


def screenshot(page: Path, picture: Path, size: tuple[int, int]) -> None:
    """A picture of a document, ``size`` being the window's width and height in pixels."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    browse(page, f"--screenshot={picture}", f"--window-size={size[0]},{size[1]}")
