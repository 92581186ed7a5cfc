"""The same call through the database driver alone: one kept connection, fixed statements, the same rows."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from hall.audit.rules import DONE, digest
from hall.kernel.ids import new_id
from hall.kernel.topics import Topic
from hall.storage.changes import CHANNEL
from hall.storage.engine import BUSY_SECONDS
from ui.bench.hands import CALL, FOLLOWS, RECALL_SECONDS
from ui.bench.stage import MORNING, SERVICE, STAFF, TODAY, Stage, counter_key, device_key

_FIRST = f"""SELECT id, version FROM ticket WHERE state = 'waiting' AND day = ? AND service = '{SERVICE}'
ORDER BY score, queued_at, seq, series LIMIT 1"""
_HEAD = "SELECT seq, digest FROM audit_head WHERE device_id = ?"
_TICKET = """UPDATE ticket SET state = 'calling', calls = 1, version = ?, counter_id = ?, staff_id = ?, called_at = ?,
last_call_at = ? WHERE id = ?"""
_EVENT = """INSERT INTO ticket_event (subject_id, seq, at, kind, staff_id, counter_id, details)
VALUES (?, ?, ?, 'called', ?, ?, '{}')"""
_DUE = "INSERT INTO due_act (id, due_at, action, subject_id, arguments) VALUES (?, ?, ?, ?, ?)"
_REQUEST = "INSERT INTO request (id, device_id, action, at, answer, refusal) VALUES (?, ?, ?, ?, ?, NULL)"
_AUDIT = """INSERT INTO audit_entry (device_id, seq, at, staff_id, action, outcome, subjects, request_id, digest)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_NEW_HEAD = "UPDATE audit_head SET seq = ?, digest = ? WHERE device_id = ?"
_REVISION = f"UPDATE revision SET value = value + 1 WHERE topic = '{Topic.QUEUE}'"
_NOTIFY = f"SELECT pg_notify('{CHANNEL}', '{Topic.QUEUE}')"


class Driver:
    """One kept connection of `sqlite3` or `psycopg`, opened as the hall opens it, with nothing in between."""

    def __init__(self, stage: Stage) -> None:
        self._postgresql = stage.postgresql
        self._connection: Any = _server(stage) if stage.postgresql else _file(stage)

    def run(self, statement: str, values: Sequence[object] = ()) -> Any:  # noqa: ANN401 -- either driver's cursor
        """Run one statement, written with `?` for its values."""
        return self._connection.execute(_for_server(statement) if self._postgresql else statement, values)

    def instant(self, at: datetime) -> object:
        """Return an instant as the column holds it."""
        return at if self._postgresql else at.strftime("%Y-%m-%d %H:%M:%S.%f")

    def day(self, day: date) -> object:
        """Return a day as the column holds it."""
        return day if self._postgresql else day.isoformat()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class BareHand:
    """Calls through the driver alone."""

    def __init__(self, stage: Stage, device: int) -> None:
        self._driver = Driver(stage)
        self._run = self._driver.run
        self._now = self._driver.instant(MORNING)
        self._due_at = self._driver.instant(MORNING + timedelta(seconds=RECALL_SECONDS))
        self._today = self._driver.day(TODAY)
        self._device_id = device_key(device)
        self._begin, self._notice = ("BEGIN", _NOTIFY) if stage.postgresql else ("BEGIN IMMEDIATE", _REVISION)

    def call(self, counter: int) -> str:
        """Call whose turn it is to a counter."""
        self._run(self._begin)
        ticket_id, version = self._run(_FIRST, (self._today,)).fetchone()
        counter_id = counter_key(counter)
        self._run(_TICKET, (version + 1, counter_id, STAFF, self._now, self._now, ticket_id))
        self._run(_EVENT, (ticket_id, version + 1, self._now, STAFF, counter_id))
        owed = json.dumps({"ticket_id": ticket_id, "seq": version + 1})
        self._run(_DUE, (new_id(), self._due_at, FOLLOWS, ticket_id, owed))
        self._record(ticket_id)
        self._run(self._notice)
        self._run("COMMIT")
        return str(ticket_id)

    def close(self) -> None:
        """Let go of the database."""
        self._driver.close()

    def _record(self, ticket_id: str) -> None:
        request_id = new_id()
        self._run(_REQUEST, (request_id, self._device_id, CALL, self._now, json.dumps(ticket_id)))
        seq, before = self._run(_HEAD, (self._device_id,)).fetchone()
        after = digest(
            before, device_id=self._device_id, seq=seq + 1, at=MORNING, staff_id=STAFF, action=CALL, outcome=DONE,
            subjects=[ticket_id], request_id=request_id,
        )  # fmt: skip
        subjects = json.dumps([ticket_id])
        self._run(_AUDIT, (self._device_id, seq + 1, self._now, STAFF, CALL, DONE, subjects, request_id, after))
        self._run(_NEW_HEAD, (seq + 1, after, self._device_id))


def _file(stage: Stage) -> sqlite3.Connection:
    """Open the file as the hall does: write-ahead log, every commit on the disk."""
    file = make_url(stage.url).database or ""
    connection = sqlite3.connect(file, isolation_level=None, timeout=BUSY_SECONDS)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


def _server(stage: Stage) -> psycopg.Connection[Any]:
    url = make_url(stage.url).set(drivername="postgresql")
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True, prepare_threshold=0)


@cache
def _for_server(statement: str) -> str:
    """Write a statement as psycopg wants it; there writers run side by side, so each locks what it reads."""
    lock = {_FIRST: " FOR UPDATE SKIP LOCKED", _HEAD: " FOR UPDATE"}.get(statement, "")
    return statement.replace("%", "%%").replace("?", "%s") + lock
