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
HERE = ROOT / "tests/validate"


def chromium() -> str:
    """Where Chromium is; without it these tests fail and say what to do."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail(f"chromium is missing; {INSTALL}")
    return found


def package(path: str) -> Path:
    """A file of what npm installed; a machine without npm skips these tests and says why."""
    if not shutil.which("npm"):
        pytest.skip(f"npm (Node.js) is missing, so nothing was judged; install it, then {INSTALL}")
    found = HERE / "node_modules" / path
    if not found.exists():
        pytest.fail(f"npm's {path} is missing; {INSTALL}")
    return found


def node(script: str, needs: str, *arguments: object) -> Any:
    """What a script of this folder prints, as JSON; ``needs`` is the package that it asks."""
    package(needs)
    command = ["node", str(HERE / script), *map(str, arguments)]
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium()}
    run = subprocess.run(command, capture_output=True, check=False, timeout=600, env=environment)
    if run.returncode:
        pytest.fail(f"{script}: {run.stderr.decode(errors='replace')}")
    return json.loads(run.stdout)


def ace(book: Path, report: Path) -> list[dict[str, Any]]:
    """What Ace finds in a publication, each finding with the document it is in."""
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium()}
    program = package(".bin/ace-cli")
    command = [str(program), "--silent", "--force", "-o", str(report), str(book)]
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
