"""How long each filter takes to start: ``python -m tests.bench_start``, one line in, one out.

Wall and processor time of the command in a new process, the least of several runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

RUNS = 5
COMMANDS = ("--help", "katakana iPhone", "kana -", "braille -", "normalize -")
LINE = "iPhoneの画面を3回押して、設定を開きます。\n"


def start(command: str) -> tuple[float, float]:
    """Seconds from the call of a command to its end: of wall time, and of processor time."""
    before, started = os.times(), time.perf_counter()
    arguments = [sys.executable, "-m", "pipeline", *command.split()]
    subprocess.run(arguments, input=LINE.encode(), check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - started, os.times()
    used = after.children_user + after.children_system
    return wall, used - before.children_user - before.children_system


def main() -> None:
    """Print the times of each command."""
    for command in COMMANDS:
        walls, used = zip(*(start(command) for _ in range(RUNS)), strict=True)
        print(f"start: {command}: {min(walls):.2f} s ({min(used):.2f} s of processor)")


if __name__ == "__main__":
    main()
