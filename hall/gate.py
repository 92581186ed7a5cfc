"""The gate through which every action passes: permission, idempotency, one transaction, audit, notice of change."""

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar, cast

import psycopg
from sqlalchemy import Engine, String, delete
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, mapped_column

from hall.audit.actions import record
from hall.audit.rules import DONE
from hall.kernel.actor import Actor
from hall.kernel.clock import Clock
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.storage import due
from hall.storage.action import Action, action_named
from hall.storage.base import Base, Key, PortableJson
from hall.storage.changes import announce
from hall.storage.engine import for_writing
from hall.storage.work import Place, Reading, Work

P = ParamSpec("P")
Answer = TypeVar("Answer", bound="str | int | bool | None")
ATTEMPTS = 5
AFTER_A_BUG = timedelta(minutes=10)
log = logging.getLogger(__name__)


class Request(Base):
    """One call through the gate and its first answer: the same request id gets the same answer again."""

    __tablename__ = "request"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    device_id: Mapped[str] = mapped_column(Key)
    action: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    answer: Mapped[Any] = mapped_column(PortableJson)
    refusal: Mapped[str | None] = mapped_column(String(80))

    def repeat(self, action: str, device_id: str) -> Any:  # noqa: ANN401 -- the answer kept as JSON
        """Return the first answer, or refuse again with the same words.

        Raises:
            Refusal: what was refused the first time; `gate.request_reused` when another call had this id.
        """
        if (self.action, self.device_id) != (action, device_id):
            raise Refusal("gate.request_reused")
        if self.refusal is not None:
            raise Refusal(self.refusal, **self.answer)
        return self.answer


class Gate:
    """Runs actions and views against one database. Nobody else opens a transaction."""

    def __init__(self, engine: Engine, clock: Clock, place: Place) -> None:
        self.clock = clock
        self.place = place
        self._reader = engine
        self._writer = for_writing(engine)

    def do(self, action: Action[P, Answer], actor: Actor, request_id: str, *args: P.args, **kwargs: P.kwargs) -> Answer:
        """Run one action of one person, once.

        Raises:
            Refusal: a rule forbids it; the refusal is recorded and repeated for the same request id.
        """
        call = _Call(action.name, actor, request_id, self.clock.now(), lambda work: action(work, *args, **kwargs))
        try:
            if action.name not in actor.may:
                raise Refusal("gate.not_allowed")
            return cast(Answer, self._attempt(call))
        except Refusal as refusal:
            if not refusal.code.startswith("storage."):
                self._record_refusal(call, refusal)
            raise

    @contextlib.contextmanager
    def reading(self, actor: Actor) -> Iterator[Reading]:
        """Open a look at the data; nothing written in it is kept."""
        with storage_sentences(), Session(self._reader) as session:
            yield Reading(session, self.clock.now(), self.place, actor)

    def run_due(self, hall_itself: Actor) -> bool:
        """Run the act that is longest due, at the instant at which it was due; False if nothing is.

        An act that is refused has become pointless (the ticket was finished meanwhile) and is dropped.
        """
        now = self.clock.now()
        with storage_sentences(), Session(self._writer) as session, session.begin():
            act = due.claim(session, now)
            if act is None:
                return False
            work = Work(session, act.due_at, self.place, hall_itself, new_id())
            outcome = self._run_claimed(work, act)
            record(work, act.action, outcome)
            announce(session, work.topics)
        return True

    def _run_claimed(self, work: Work, act: due.DueAct) -> str:
        """Run a claimed act; a bug in it must not stop the acts behind it, so it is tried again later."""
        act_id = act.id
        try:
            with work.session.begin_nested():
                action_named(act.action)(work, **act.arguments)
        except Refusal as refusal:
            log.info("due act %s dropped: %s", act.action, refusal)
            outcome = refusal.code
        except Exception:
            log.exception("due act %s failed", act.action)
            act.due_at = self.clock.now() + AFTER_A_BUG
            return "bug"
        else:
            outcome = DONE
        # By key and not as an object: the act may have called off everything that its subject owed, itself included.
        work.session.execute(delete(due.DueAct).where(due.DueAct.id == act_id))
        return outcome

    def _attempt(self, call: "_Call") -> object:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(call)
            except DBAPIError as error:
                if attempt == ATTEMPTS or not _passing(error):
                    raise sentence_for(error) from error
                log.info("attempt %d of %s met %s", attempt, call.name, error.orig)
        raise AssertionError("the last attempt returns or raises")

    def _once(self, call: "_Call") -> object:
        with Session(self._writer) as session, session.begin():
            if (first := session.get(Request, call.request_id)) is not None:
                return first.repeat(call.name, call.actor.device_id)
            work = call.begin(session, self.place)
            answer = call.run(work)
            session.add(_request(work, call.name, answer, None))
            record(work, call.name, DONE)
            session.flush()
            announce(session, work.topics)
            return answer

    def _record_refusal(self, call: "_Call", refusal: Refusal) -> None:
        with storage_sentences(), Session(self._writer) as session, session.begin():
            if session.get(Request, call.request_id) is not None:
                return
            work = call.begin(session, self.place)
            session.add(_request(work, call.name, dict(refusal.values), refusal.code))
            record(work, call.name, refusal.code)


@dataclass(frozen=True, slots=True)
class _Call:
    """One press of a key on its way through the gate."""

    name: str
    actor: Actor
    request_id: str
    at: datetime
    run: Callable[[Work], object]

    def begin(self, session: Session, place: Place) -> Work:
        return Work(session, self.at, place, self.actor, self.request_id)


def _request(work: Work, action: str, answer: Any, refusal: str | None) -> Request:  # noqa: ANN401
    return Request(
        id=work.request_id,
        device_id=work.actor.device_id,
        action=action,
        at=work.now,
        answer=answer,
        refusal=refusal,
    )


def _passing(error: DBAPIError) -> bool:
    """Tell whether the same transaction may succeed when it is run again."""
    cause = error.orig
    if isinstance(cause, psycopg.errors.SerializationFailure | psycopg.errors.DeadlockDetected):
        return True
    # Two calls with one request id at once: the second finds the first one's answer when it looks again.
    if isinstance(cause, psycopg.errors.UniqueViolation):
        return cause.diag.table_name in {"request", "audit_head"}
    return isinstance(cause, sqlite3.OperationalError) and cause.sqlite_errorcode == sqlite3.SQLITE_BUSY


_SQLITE_SENTENCES = {
    sqlite3.SQLITE_FULL: "storage.disk_full",
    sqlite3.SQLITE_READONLY: "storage.read_only",
    sqlite3.SQLITE_CANTOPEN: "storage.cannot_open",
    sqlite3.SQLITE_CORRUPT: "storage.damaged",
    sqlite3.SQLITE_NOTADB: "storage.damaged",
    sqlite3.SQLITE_BUSY: "storage.busy",
    sqlite3.SQLITE_IOERR: "storage.disk_error",
}


def sentence_for(error: DBAPIError) -> Exception:
    """Turn what befell the database into a refusal with a sentence; a bug stays the bug that it is."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        code = _SQLITE_SENTENCES.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        return Refusal(code) if code else error
    if isinstance(cause, psycopg.errors.DiskFull):
        return Refusal("storage.disk_full")
    if isinstance(cause, psycopg.OperationalError):
        return Refusal("storage.server_lost")
    return error


@contextlib.contextmanager
def storage_sentences() -> Iterator[None]:
    """Turn a full disk, a lost server and their like into a refusal that a person can read."""
    try:
        yield
    except DBAPIError as error:
        raise sentence_for(error) from error
