"""What must hold after every fault: whole data, nothing acknowledged that is gone, nothing done twice."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry
from hall.audit.rules import DONE
from hall.check import find_problems
from hall.gate import Request
from hall.kernel.actor import SYSTEM_DEVICE, Actor
from hall.kernel.clock import SystemClock
from hall.queue.model import Ticket, TicketEvent
from hall.storage.place import place_of
from hall.storage.work import Reading
from tests.faults import diary
from tests.faults.accounts import BEGINNING, half_done, stumbled, unrecorded, vanished
from tests.faults.diary import Entry
from tests.faults.owed import Owed

_CHUNK = 500
CALLS = ("queue.call_next", "queue.finish_and_call_next")


def snapshot(engine: Engine) -> Session:
    """Open a look at one instant of the data, while clients go on."""
    at_once = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    return Session(engine.execution_options(**at_once))


def everything_wrong(
    engine: Engine,
    diaries: list[list[Entry]],
    *,
    whole: bool = True,
    owed: Owed | None = None,
    since: datetime = BEGINNING,
) -> list[str]:
    """Return one sentence for each thing that does not hold.

    Args:
        engine: the hall's database.
        diaries: what the clients were told, read before now.
        whole: fold every journal again as well, as `hall check` does.
        owed: what the hall was made to owe by itself.
        since: from when on every journal entry must stand in the record.
    """
    told = [entry for entries in diaries for entry in diary.acknowledged(entries)]
    with snapshot(engine) as session:
        wrong = [*lost(session, told), *done_twice(session), *numbers_doubled(session, diaries)]
        wrong += [*called_twice(session, told), *unrecorded(session, told), *(owed.wrong(session) if owed else ())]
        wrong += [*vanished(session, told), *stumbled(told), *half_done(session, since)]
        if whole:
            reading = Reading(session, SystemClock().now(), place_of(session), Actor(SYSTEM_DEVICE))
            wrong += find_problems(reading)
    return wrong + [entry.value for entries in diaries for entry in entries if entry.kind == diary.BUG]


def lost(session: Session, told: list[Entry]) -> Iterator[str]:
    """Yield what a client was told and the database does not know, or knows otherwise."""
    for start in range(0, len(told), _CHUNK):
        part = {entry.request_id: entry for entry in told[start : start + _CHUNK]}
        kept = {row.id: row for row in session.scalars(select(Request).where(Request.id.in_(part)))}
        for request_id, entry in part.items():
            row = kept.get(request_id)
            if row is None:
                yield f"{entry.action} {request_id} was acknowledged and is gone"
            elif (row.answer if entry.kind == diary.DONE else row.refusal) != entry.value:
                yield f"{entry.action} {request_id} was answered {entry.value}, and the database says {row.answer}"


def done_twice(session: Session) -> Iterator[str]:
    """Yield each request that was carried out more than once."""
    count = func.count()
    again = select(AuditEntry.request_id, count).where(AuditEntry.outcome == DONE)
    for request_id, times in session.execute(again.group_by(AuditEntry.request_id).having(count > 1)):
        yield f"request {request_id} was carried out {times} times"


def numbers_doubled(session: Session, diaries: list[list[Entry]]) -> Iterator[str]:
    """Yield each number of a day that two people hold, on paper or in the database."""
    papers = [tuple(e.value) for entries in diaries for e in entries if e.action == "number" and e.kind == diary.NOTE]
    held = Counter((day, number) for _ticket, day, number in set(papers))
    yield from (f"number {number} of {day} is on {times} papers" for (day, number), times in held.items() if times > 1)
    count = func.count()
    for day, number, times in session.execute(
        select(Ticket.day, Ticket.number, count).group_by(Ticket.day, Ticket.number).having(count > 1)
    ):
        yield f"number {number} of {day} stands on {times} tickets"


def called_twice(session: Session, told: Iterable[Entry]) -> Iterator[str]:
    """Yield each ticket that more counters were given than calls stand in its journal."""
    given = Counter(e.value for e in told if e.kind == diary.DONE and e.action in CALLS and e.value)
    many = [ticket_id for ticket_id, times in given.items() if times > 1]
    for ticket_id in many:
        called = select(func.count()).where(TicketEvent.subject_id == ticket_id, TicketEvent.kind == "called")
        if (calls := session.scalar(called) or 0) < given[ticket_id]:
            yield f"ticket {ticket_id} was given to {given[ticket_id]} counters by {calls} calls"
