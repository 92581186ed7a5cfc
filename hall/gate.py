"""The gate through which every action passes: permission, idempotency, one transaction, audit, notice of change."""

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, ParamSpec, TypeVar, cast

import psycopg
from sqlalchemy import Engine, String, delete
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import Mapped, Session, mapped_column

from hall.audit.actions import record
from hall.audit.rules import DONE
from hall.kernel.actor import Actor
from hall.kernel.clock import Clock
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.security.rules import NEVER_DUE, OF_PERSONS
from hall.storage import due, showing
from hall.storage.action import Action, action_named
from hall.storage.base import Base, Key, PortableJson
from hall.storage.changes import announce
from hall.storage.engine import for_writing
from hall.storage.orm_session import FittingSession, KeepingSession
from hall.storage.trouble import patiently, sentence_for
from hall.storage.work import Place, Reading, Work

P = ParamSpec("P")
Answer = TypeVar("Answer", bound="str | int | bool | None")
ATTEMPTS = 5
AFTER_A_BUG = timedelta(minutes=10)
LATE = timedelta(minutes=1)
NOT_KEPT = {"not_kept": True}
NOTHING: Mapping[str, object] = MappingProxyType({})
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
            Refusal: what was refused the first time; `gate.request_reused` when another call had this id;
                `gate.answer_not_kept` where the answer is nothing that a table should hold.
        """
        if (self.action, self.device_id) != (action, device_id):
            raise Refusal("gate.request_reused")
        if self.refusal is not None:
            raise Refusal(self.refusal, **self.answer)
        if self.answer == NOT_KEPT:
            raise Refusal("gate.answer_not_kept")
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
        call = _Call(
            action.name,
            actor,
            request_id,
            self.clock.now(),
            lambda work: action(work, *args, **kwargs),
            action.secret,
            kwargs,
        )
        try:
            if action.name not in actor.may:
                raise Refusal("gate.not_allowed")
            return cast(Answer, self._attempt(call.name, lambda: self._once(call)))
        except Refusal as refusal:
            if not refusal.code.startswith("storage."):
                self._record_refusal(call, refusal)
                refusal.recorded = True
            raise

    def note_refusal(self, refusal: Refusal, actor: Actor, doing: str) -> None:
        """Record a refusal that no action has met: a file that a command would not take, a look that was denied.

        Args:
            refusal: one that is not recorded yet; what the database itself refuses cannot be.
            actor: whose device it was.
            doing: what was being done, such as `command.restore`.
        """
        if not refusal.recorded:
            self._record_refusal(_Call(doing, actor, new_id(), self.clock.now(), lambda _: None), refusal)
            refusal.recorded = True

    @contextlib.contextmanager
    def reading(self, actor: Actor, asked: Mapping[str, object] = NOTHING) -> Iterator[Reading]:
        """Open a look at the data; nothing written in it is kept. `asked` are the arguments of the view."""
        with storage_sentences(), KeepingSession(self._reader) as session:
            showing.show(session, actor, asked)
            yield Reading(session, self.clock.now(), self.place, actor)

    def run_due(self, hall_itself: Actor) -> bool:
        """Run the act that is longest due, at the instant at which it was due; False if nothing is.

        An act that is refused has become pointless (the ticket was finished meanwhile) and is dropped.
        """
        now = self.clock.now()
        with storage_sentences(), KeepingSession(self._writer) as session, session.begin():
            act = due.claim(session, now)
            if act is None:
                return False
            work = Work(session, act.due_at, self.place, hall_itself, new_id())
            outcome = self._run_claimed(work, act)
            _note_lateness(work, now)
            record(work, act.action, outcome)
            announce(session, work.topics)
        return True

    def _run_claimed(self, work: Work, act: due.DueAct) -> str:
        """Run a claimed act; a bug in it must not stop the acts behind it, so it is tried again later."""
        act_id = act.id
        try:
            with work.session.begin_nested():
                # Whoever may add a due act must not thereby have the hall do what a person has to answer for.
                if act.action in OF_PERSONS | NEVER_DUE:
                    raise Refusal("gate.not_allowed")
                action_named(act.action)(work, **act.arguments)
        except Refusal as refusal:
            log.info("due act %s dropped: %s", act.action, refusal)
            work.detail.clear()  # what it had noted was undone with it
            outcome = refusal.code
        except Exception as error:
            if _of_the_database(error):
                raise  # no fault of the act, which stays due
            log.exception("due act %s failed", act.action)
            act.due_at = self.clock.now() + AFTER_A_BUG
            work.detail.clear()
            return "bug"
        else:
            outcome = work.answered or DONE
        # By key and not as an object: the act may have called off everything that its subject owed, itself included.
        work.session.execute(delete(due.DueAct).where(due.DueAct.id == act_id))
        return outcome

    def _attempt(self, doing: str, once: Callable[[], object]) -> object:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                # A lost server leaves open whether the commit was done; the request id makes a repeat harmless.
                return patiently(once)
            except NoResultFound as gone:
                log.warning("%s asked for a row that is not there", doing, exc_info=True)
                raise Refusal("gate.gone") from gone
            except UnicodeEncodeError as broken:  # half a character, as a pasted text may end with
                raise Refusal("gate.unstorable") from broken
            except DBAPIError as error:
                if attempt == ATTEMPTS or not _passing(error):
                    raise sentence_for(error) from error
                log.info("attempt %d of %s met %s", attempt, doing, error.orig)
        raise AssertionError("the last attempt returns or raises")

    def _once(self, call: "_Call") -> object:
        with FittingSession(self._writer) as session, session.begin():
            showing.show(session, call.actor, call.asked, call.request_id)
            if (first := session.get(Request, call.request_id)) is not None:
                return first.repeat(call.name, call.actor.device_id)
            work = call.begin(session, self.place)
            answer = call.run(work)
            session.add(_request(work, call.name, NOT_KEPT if call.secret else answer, None))
            record(work, call.name, work.answered or DONE)
            session.flush()
            announce(session, work.topics)
            return answer

    def _record_refusal(self, call: "_Call", refusal: Refusal) -> None:
        """Record it with the same patience as what is done: whoever was refused waits for a lost server, too."""
        self._attempt(call.name, lambda: self._once_refused(call, refusal))

    def _once_refused(self, call: "_Call", refusal: Refusal) -> None:
        with FittingSession(self._writer) as session, session.begin():
            showing.show(session, call.actor, NOTHING, call.request_id)
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
    secret: bool = False
    asked: Mapping[str, object] = field(default_factory=dict, repr=False)

    def begin(self, session: Session, place: Place) -> Work:
        return Work(session, self.at, place, self.actor, self.request_id)


def _of_the_database(error: Exception) -> bool:
    """Tell whether the server was lost, the disk is full and the like; what an act asks wrongly is a bug of its own."""
    said = sentence_for(error) if isinstance(error, DBAPIError) else error
    return isinstance(said, Refusal) and said.code.startswith("storage.")


def _note_lateness(work: Work, now: datetime) -> None:
    """Say by how much an act ran after the instant that its entry bears: after a night they all run in the morning."""
    if (late := now - work.now) >= LATE:
        work.remarked(late_s=int(late.total_seconds()))


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
    # Two calls at once with one request id, or the first two of a device: the second finds the first one's rows.
    if isinstance(cause, psycopg.errors.UniqueViolation):
        return cause.diag.table_name in {"request", "audit_head", "audit_entry"}
    return isinstance(cause, sqlite3.OperationalError) and cause.sqlite_errorcode == sqlite3.SQLITE_BUSY


@contextlib.contextmanager
def storage_sentences() -> Iterator[None]:
    """Turn a full disk, a lost server and their like into a refusal that a person can read."""
    try:
        yield
    except DBAPIError as error:
        raise sentence_for(error) from error
