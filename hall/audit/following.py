"""Carries committed entries to the second place, beside the work of the hall and never in its way."""

import json
import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Engine, and_, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry, AuditFollower, AuditHead
from hall.audit.policy import NOWHERE, AuditSinkPolicy
from hall.audit.sinks import sink_of
from hall.kernel.refusal import Refusal
from hall.storage import settings
from hall.storage.engine import for_writing
from hall.storage.work import Reading

PORTION: Final = 500
EVERY_SECONDS: Final = 5.0
_LONGEST_WAIT: Final = 300.0
PATIENCE: Final = timedelta(minutes=15)
"""So long entries may wait before anybody need hear of it: a place that comes back gets them by itself."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of one round: how many entries went over, and what kept the rest back."""

    count: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Lag:
    """What the second place has not got though it had the time: how many entries, and since when the first waits."""

    count: int
    since: datetime


def lag(reading: Reading) -> Lag | None:
    """Return what waits for longer than it should; None where nothing does, or where no second place is named."""
    if settings.read(reading.session, AuditSinkPolicy).kind == NOWHERE:
        return None
    late = _late(reading.session)
    after = [and_(AuditEntry.device_id == device, AuditEntry.seq == got + 1) for device, got, _ in late]
    since = reading.session.scalar(select(func.min(AuditEntry.at)).where(or_(*after))) if late else None
    if since is None or reading.now - since < PATIENCE:
        return None
    return Lag(sum(end - got for _, got, end in late), since)


def _late(session: Session) -> list[tuple[str, int, int]]:
    """Return the devices of whose chains the second place lacks the end: the device, how far it got, the end."""
    got = dict(session.execute(select(AuditFollower.device_id, AuditFollower.seq)).tuples().all())
    ends = session.execute(select(AuditHead.device_id, AuditHead.seq)).tuples()
    return [(device_id, got.get(device_id, 0), seq) for device_id, seq in ends if seq > got.get(device_id, 0)]


class Follower:
    """Asks every few seconds for new entries; a place that cannot be reached is asked ever more rarely.

    How far it has got stands in the database, for each device, and moves only once the place has taken the entries:
    after a crash some come twice, none is lost. Several PCs may follow at once; then some come twice as well.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = threading.Lock()
        self._next, self._wait = 0.0, EVERY_SECONDS

    def now_and_then(self) -> None:
        """Follow if it is time again; returns at once while another thread does, and never raises for the place."""
        if time.monotonic() < self._next or not self._turn.acquire(blocking=False):
            return
        try:
            problem = self.follow().problem
            self._wait = min(2 * self._wait, _LONGEST_WAIT) if problem else EVERY_SECONDS
            self._next = time.monotonic() + self._wait
        finally:
            self._turn.release()

    def follow(self) -> Followed:
        """Carry over everything that is new."""
        with Session(self._engine) as session:
            policy = settings.read(session, AuditSinkPolicy)
        count = 0
        try:
            if (sink := sink_of(policy)) is None:
                return Followed(0)
            while portion := self._new():
                sink.write([(_instant(row), line_of(row)) for row in portion])
                self._got(portion)
                count += len(portion)
        except (OSError, IntegrityError, Refusal) as error:  # the last two: somebody else follows, no such address
            log.warning("the second place of the audit took %d entries, then: %s", count, error)
            return Followed(count, str(error))
        return Followed(count)

    def behind(self) -> int:
        """Return how many entries the second place has not got yet."""
        with Session(self._engine) as session:
            return sum(end - got for _, got, end in _late(session))

    def _new(self) -> Sequence[AuditEntry]:
        """Return the next entries that the second place lacks, in the order of their chains."""
        with Session(self._engine) as session:
            late = _late(session)
            if not late:
                return ()
            after = or_(*(and_(AuditEntry.device_id == device, AuditEntry.seq > got) for device, got, _ in late))
            ordered = select(AuditEntry).where(after).order_by(AuditEntry.device_id, AuditEntry.seq).limit(PORTION)
            return session.scalars(ordered).all()

    def _got(self, portion: Sequence[AuditEntry]) -> None:
        ends = {row.device_id: row.seq for row in portion}
        with Session(for_writing(self._engine)) as session, session.begin():
            for device_id, seq in sorted(ends.items()):
                known = session.get(AuditFollower, device_id, with_for_update=True)
                if known is None:
                    session.add(AuditFollower(device_id=device_id, seq=seq))
                else:
                    known.seq = max(known.seq, seq)


def line_of(row: AuditEntry) -> str:
    """Return an entry as one line of JSON."""
    return json.dumps(_plain(row), ensure_ascii=False, sort_keys=True)


def _plain(row: AuditEntry) -> dict[str, Any]:
    return {
        "device": row.device_id,
        "seq": row.seq,
        "at": _instant(row),
        "staff": row.staff_id,
        "action": row.action,
        "outcome": row.outcome,
        "subjects": row.subjects,
        "request": row.request_id,
        "detail": row.detail,
        "digest": row.digest,
    }


def _instant(row: AuditEntry) -> str:
    return row.at.isoformat(timespec="microseconds")
