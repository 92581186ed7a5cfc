"""What was in the books a moment ago, noted outside the database: so that an opening can say when something is gone.

A database that has lost the end of its log, or was put back from an older copy, is whole in itself; nothing in it can
tell that there was more. The note lies in this PC's data folder, holds no personal data, and is on the disk every
second while a window is open.
"""

import json
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from hall.audit.actions import record
from hall.audit.model import AuditEntry, AuditHead
from hall.kernel.actor import SYSTEM_DEVICE, Actor
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.whole_file import write_whole
from hall.storage.engine import for_writing
from hall.storage.folding import tidy
from hall.storage.place import place_of
from hall.storage.work import Reading, Work

FILE = "last_known.json"
EVERY_SECONDS = 1.0
OPENED, LACKING = "hall.open", "storage.behind"
"""Under these the record says that a hall was opened which lacked its end."""
_SMALL_BYTES = 8192
"""A log that has just begun anew is not longer: one page, which says what stands in the file already."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Behind:
    """The end that a database lacks.

    Attributes:
        entries: audit entries that were noted and are gone, of all devices.
        noted_at: when they were noted.
        reaches: when the last entry that is there was made; None where there is none.
    """

    entries: int
    noted_at: datetime
    reaches: datetime | None

    @property
    def minutes(self) -> int:
        """How many minutes are gone, at least one."""
        return 1 if self.reaches is None else max(1, round((self.noted_at - self.reaches).total_seconds() / 60))

    def said(self) -> Refusal:
        """Return the words for whoever opens the hall; nothing is refused."""
        return Refusal(LACKING, count=self.entries, minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Loss:
    """An end that was found to be gone when the hall was opened; `at` is when, in the hall's zone."""

    at: datetime
    said: Refusal


class Witness:
    """Notes how far each device's audit chain reaches, and compares."""

    def __init__(self, engine: Engine, file: Path) -> None:
        self._engine, self._file = engine, file
        self._next, self._noted = 0.0, ""
        self._noting = threading.Lock()

    def now_and_then(self, now: datetime) -> None:
        """Note, and fold a log that has grown, if the last note is some seconds old."""
        if time.monotonic() < self._next or not self._noting.acquire(blocking=False):
            return
        try:
            self._next = time.monotonic() + EVERY_SECONDS
            self._note_if_possible(now)
            tidy(self._engine)
        finally:
            self._noting.release()

    def close(self, now: datetime) -> None:
        """Note for the last time and leave no log behind, so that SQLite need not fold it, which keeps no copy."""
        if self._engine.dialect.name == "sqlite":
            with self._noting:
                self._note_if_possible(now)
                tidy(self._engine, _SMALL_BYTES)

    def _note_if_possible(self, now: datetime) -> None:
        try:
            self.note(now)
        except (OSError, DBAPIError):  # stops nobody's work here; whoever writes to the database is told
            log.warning("what is in the books could not be noted in %s", self._file, exc_info=True)

    def note(self, now: datetime) -> None:
        """Note what is in the books; the note is on the disk when this returns."""
        heads = self._heads()
        if self._noted != (said := json.dumps(heads, sort_keys=True)):
            write_whole(self._file, json.dumps({"at": now.isoformat(), "heads": heads}).encode())
            self._noted = said

    def behind(self) -> Behind | None:
        """Return what the database lacks of what was noted; None when it lacks nothing or nothing was noted."""
        noted = note_in(self._file)
        if noted is None:
            return None
        at, then = noted
        gone = lacking(then, self._heads())
        return Behind(gone, at, self._reaches()) if gone else None

    def put_on_record(self, behind: Behind, now: datetime) -> None:
        """Put on record what is gone: whichever window was opened first, nobody may be there to read it."""
        with Session(for_writing(self._engine)) as session, session.begin():
            work = Work(session, now, place_of(session), Actor(SYSTEM_DEVICE), new_id())
            work.remarked(lost=behind.entries, lost_minutes=behind.minutes)
            record(work, OPENED, LACKING)

    def sound(self) -> bool:
        """Tell whether a file that has lost something still holds together; a server looks after that itself."""
        if self._engine.dialect.name != "sqlite":
            return True
        with self._engine.connect() as connection:
            return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() == "ok")

    def keep_aside(self) -> None:
        """Put the note aside under the time at which it was made, for whoever looks into what is gone."""
        keep_aside(self._file)

    def _heads(self) -> dict[str, int]:
        with self._engine.connect() as connection:
            return heads_on(connection)

    def _reaches(self) -> datetime | None:
        with Session(self._engine) as session:
            return session.scalar(select(func.max(AuditEntry.at)))


def last_loss(reading: Reading, *, since: datetime) -> Loss | None:
    """Return the last end that was found to be gone since an instant, None where none was."""
    found = select(AuditEntry).where(AuditEntry.at >= since, AuditEntry.action == OPENED, AuditEntry.outcome == LACKING)
    row = reading.session.scalars(found.order_by(AuditEntry.at.desc()).limit(1)).first()
    if row is None:
        return None
    said = Refusal(LACKING, count=row.detail["lost"], minutes=row.detail["lost_minutes"])
    return Loss(reading.local(row.at), said)


def heads_on(connection: Connection) -> dict[str, int]:
    """Return how far each device's audit chain reaches, as a transaction sees it."""
    return dict(connection.execute(select(AuditHead.device_id, AuditHead.seq)).tuples().all())


def lacking(known: Mapping[str, int], here: Mapping[str, int]) -> int:
    """Return how many audit entries were known and are not there, of all devices."""
    return sum(max(0, seq - here.get(device_id, 0)) for device_id, seq in known.items())


def keep_aside(file: Path) -> None:
    """Put a note aside under the time at which it was made; nothing happens where there is none."""
    noted = note_in(file)
    if noted is not None:
        file.replace(file.with_name(f"{file.stem}-{noted[0]:%Y%m%d-%H%M%S}.json"))


def note_in(file: Path) -> tuple[datetime, dict[str, int]] | None:
    """Return a note; none, or one that is not a note, proves nothing."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        return datetime.fromisoformat(said["at"]), {str(key): int(seq) for key, seq in said["heads"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
