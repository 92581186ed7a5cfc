"""What a client meant to do and what it was told: on the disk before and after each action, so a kill loses none."""

import base64
import json
import os
import pickle
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INTENT, DONE, REFUSED, LOST, BUG, UP, NOTE = "intent", "done", "refused", "lost", "bug", "up", "note"
ANSWERED = (DONE, REFUSED)
ANEW = "anew"
"""The name of a note: everything may have changed, and a window looks at all of it anew."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a diary.

    Attributes:
        kind: `intent`, `done` or `refused` (acknowledged), `lost` (the answer did not come), `bug`, `up`, `note`.
        request_id: of the action; empty where there is none.
        action: its name.
        value: the answer, the refusal's code, or what was noted.
        at: the machine's monotonic seconds.
        heard: how many notices of change the client had received by then in this life, those left out by which a feed
            that comes back has everything looked at anew.
    """

    kind: str
    request_id: str
    action: str
    value: Any
    at: float
    heard: int
    arguments: str = ""


class Diary:
    """An append-only file of entries; each is on the disk before the client goes on."""

    def __init__(self, path: Path) -> None:
        self.heard = 0
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def write(
        self, kind: str, request_id: str = "", action: str = "", value: Any = None, arguments: Any = None
    ) -> None:
        """Add an entry and wait until it lies on the disk."""
        packed = "" if arguments is None else base64.b64encode(pickle.dumps(arguments)).decode()
        line = [kind, request_id, action, value, time.monotonic(), self.heard, packed]
        os.write(self._file, json.dumps(line).encode() + b"\n")
        os.fsync(self._file)


class Reader:
    """Reads a diary as it grows; a line that is not whole yet, or was torn by a kill, is left out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: list[Entry] = []
        self._offset = 0

    def read(self) -> list[Entry]:
        """Take in what was added and return all entries."""
        if self.path.exists():
            with self.path.open("rb") as file:
                file.seek(self._offset)
                for line in iter(file.readline, b""):
                    if not line.endswith(b"\n"):
                        break
                    self._offset += len(line)
                    self.entries.append(Entry(*json.loads(line)))
        return self.entries


def acknowledged(entries: list[Entry]) -> Iterator[Entry]:
    """Yield the actions whose outcome a client was told."""
    return (entry for entry in entries if entry.kind in ANSWERED)


def unanswered(entries: list[Entry]) -> Entry | None:
    """Return the last intent when its outcome is not known."""
    answered = {entry.request_id for entry in acknowledged(entries)}
    intents = [entry for entry in entries if entry.kind == INTENT]
    return intents[-1] if intents and intents[-1].request_id not in answered else None


def arguments_of(entry: Entry) -> dict[str, Any]:
    """Return what an intent was meant to be called with; only ever read from the harness's own folder."""
    found: dict[str, Any] = pickle.loads(base64.b64decode(entry.arguments))
    return found
