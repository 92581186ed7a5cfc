"""Two ways to call the next ticket: through the hall, and through a plain session that leaves the same rows."""

from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import Select, or_, select, text
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry, AuditHead
from hall.audit.rules import DONE, digest
from hall.gate import Request
from hall.kernel.actor import Actor
from hall.kernel.ids import new_id
from hall.kernel.topics import Topic
from hall.posts.model import Counter
from hall.queue.model import Ticket, TicketEvent
from hall.service import Hall, queue
from hall.storage.changes import CHANNEL, Revision
from hall.storage.due import DueAct
from hall.storage.engine import for_writing
from ui.bench.stage import STAFF, TODAY, Stage, clerk, counter_key, device_key

CALL = "queue.call_next"
FOLLOWS = "queue.recall_by_itself"
RECALL_SECONDS = 20


class Hand(Protocol):
    """Somebody who calls at counters, through one device."""

    def call(self, counter: int) -> str:
        """Call whose turn it is to a counter; answers with the ticket's key, empty when nobody waits."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


class _SeatedHall(Hall):
    """The hall as a clerk's window has it, at whichever counter the clerk sits now."""

    seat: Actor

    @property
    def actor(self) -> Actor:
        return self.seat


class HallHand:
    """Calls through the hall: gate, permission, rules, journal, audit."""

    def __init__(self, stage: Stage, device: int) -> None:
        self._hall = _SeatedHall.open(stage.open(), stage.clock)
        self._device = device

    def call(self, counter: int) -> str:
        """Call whose turn it is to a counter."""
        self._hall.seat = clerk(counter, self._device)
        return self._hall.do(queue.call_next) or ""

    def close(self) -> None:
        """Let go of the database."""
        self._hall.close()


class PlainHand:
    """Reads and writes the same rows through a session, without gate, rules and journal."""

    def __init__(self, stage: Stage, device: int) -> None:
        self._engine = for_writing(stage.open())
        self._clock = stage.clock
        self._device_id = device_key(device)
        self._postgresql = stage.postgresql

    def call(self, counter: int) -> str:
        """Call whose turn it is to a counter."""
        with Session(self._engine) as session, session.begin():
            desk = session.get_one(Counter, counter_key(counter), with_for_update=True)
            if session.scalar(_at(desk)) is not None:
                return ""
            ticket = session.scalars(_first_for(desk, TODAY)).one()
            head = session.get_one(AuditHead, self._device_id, with_for_update=True)
            self._announce(session)
            _write(session, ticket, desk, head, self._clock.now())
            return ticket.id

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _announce(self, session: Session) -> None:
        if self._postgresql:
            session.execute(text("SELECT pg_notify(:channel, :names)"), {"channel": CHANNEL, "names": Topic.QUEUE})
        else:
            session.get_one(Revision, Topic.QUEUE).value += 1


def _write(session: Session, ticket: Ticket, desk: Counter, head: AuditHead, now: datetime) -> None:
    """Write the call's rows; everything that had to be read has been read, so they go out in one flush."""
    ticket.state, ticket.calls, ticket.version = "calling", 1, ticket.version + 1
    ticket.counter_id, ticket.staff_id = desk.id, STAFF
    ticket.called_at = ticket.last_call_at = now
    event = TicketEvent(
        subject_id=ticket.id, seq=ticket.version, at=now, kind="called", staff_id=STAFF, counter_id=desk.id, details={}
    )
    due = DueAct(
        id=new_id(),
        due_at=now + timedelta(seconds=RECALL_SECONDS),
        action=FOLLOWS,
        subject_id=ticket.id,
        arguments={"ticket_id": ticket.id, "seq": ticket.version},
    )
    request = Request(id=new_id(), device_id=head.device_id, action=CALL, at=now, answer=ticket.id)
    session.add_all([event, due, request, _audit(head, ticket.id, request.id, now)])


def _audit(head: AuditHead, ticket_id: str, request_id: str, now: datetime) -> AuditEntry:
    head.seq += 1
    head.digest = digest(
        head.digest, device_id=head.device_id, seq=head.seq, at=now, staff_id=STAFF, action=CALL, outcome=DONE,
        subjects=[ticket_id], request_id=request_id,
    )  # fmt: skip
    return AuditEntry(
        device_id=head.device_id, seq=head.seq, at=now, staff_id=STAFF, action=CALL, outcome=DONE,
        subjects=[ticket_id], request_id=request_id, digest=head.digest,
    )  # fmt: skip


def _at(desk: Counter) -> Select[tuple[Ticket]]:
    return select(Ticket).where(text("ticket.state IN ('calling', 'serving')"), Ticket.counter_id == desk.id)


def _first_for(desk: Counter, day: date) -> Select[tuple[Ticket]]:
    mine = or_(Ticket.target_counter_id.is_not(None), Ticket.service.in_(desk.services))
    not_anothers = or_(Ticket.target_counter_id.is_(None), Ticket.target_counter_id == desk.id)
    line = select(Ticket).where(text("ticket.state = 'waiting'"), Ticket.day == day, mine, not_anothers)
    in_turn = line.order_by(Ticket.score, Ticket.queued_at, Ticket.seq, Ticket.series)
    return in_turn.limit(1).with_for_update(skip_locked=True)
