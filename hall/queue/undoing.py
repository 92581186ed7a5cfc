"""Taking back what was pressed by mistake: the counter's latest call, finish or miss."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from hall.kernel.refusal import Refusal
from hall.queue import order
from hall.queue.by_itself import owe_what_follows
from hall.queue.desk import own_counter, refuse_not_open
from hall.queue.ledger import JOURNAL, happened, locked, of_today
from hall.queue.life import TicketState
from hall.queue.model import Ticket, TicketEvent
from hall.queue.policy import QueuePolicy
from hall.storage import due, settings
from hall.storage.action import action
from hall.storage.journal import Entry, Event
from hall.storage.work import Reading, Work

CALLED, FINISHED, MISSED = "called", "finished", "missed"
LEAVING = (FINISHED, MISSED, "held", "transferred")
"""How a ticket leaves a counter by the clerk's hand."""

LOOK_BACK = timedelta(minutes=10)
"""So far back a finish is looked for, to say that it is too late; longer than anybody looks for a key pressed wrong."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """What the undo key would take back.

    Attributes:
        ticket_id: whose.
        number: the ticket's number.
        kind: `called`, `finished` or `missed`.
        until: when it is too late.
    """

    ticket_id: str
    number: str
    kind: str
    until: datetime


@action
def undo(work: Work) -> str:
    """Take back this counter's latest call, finish or miss by hand (撤回); answers with the ticket's key.

    A call goes back to the line as if it had never been; a finished ticket is served on, and its time runs on, as if
    the key had not been pressed. After finishing and calling with one key, the first undo takes back the call and the
    second one the finish.

    Raises:
        Refusal: `queue.nothing_to_undo`, also when somebody else has got the ticket meanwhile or another one is served
            here; `queue.too_late_to_undo`, `queue.open_first`, `queue.of_another_day`, `posts.no_counter`.
    """
    counter = own_counter(work)
    refuse_not_open(counter)
    policy = settings.read(work.session, QueuePolicy)
    pressed = _pressed(work, counter.id)
    ticket = locked(work, pressed.subject_id)
    entry, event = take_back(JOURNAL.history(work.session, ticket.id), pressed.entry(), now=work.now, policy=policy)
    if entry.kind == CALLED:
        of_today(work, ticket)
    due.cancel(work, ticket.id)
    happened(work, ticket, event)
    if entry.kind == MISSED:
        owe_what_follows(work, ticket, policy)
    return ticket.id


def undoable(reading: Reading, *, counter_id: str) -> Undoable | None:
    """Return what a counter's undo key would take back now; None when there is nothing."""
    policy = settings.read(reading.session, QueuePolicy)
    try:
        pressed = _pressed(reading, counter_id)
        history = JOURNAL.history(reading.session, pressed.subject_id)
        entry, _ = take_back(history, pressed.entry(), now=reading.now, policy=policy)
    except Refusal:
        return None
    ticket = reading.session.get_one(Ticket, pressed.subject_id)
    return Undoable(ticket.id, ticket.number, entry.kind, entry.at + timedelta(seconds=policy.undo_seconds))


def take_back(journal: Sequence[Entry], pressed: Entry, *, now: datetime, policy: QueuePolicy) -> tuple[Entry, Event]:
    """Return the entry that is taken back and what the journal says of it.

    Args:
        journal: all that has happened to the ticket.
        pressed: what the counter pressed last.
        now: the present instant.
        policy: the hall's settings.

    Raises:
        Refusal: `queue.nothing_to_undo`, `queue.too_late_to_undo`.
    """
    spoken = len(journal)
    while journal[spoken - 1].kind == "recalled":  # calling again, by hand or by itself, belongs to the call
        spoken -= 1
    entry = journal[spoken - 1]
    if entry.seq != pressed.seq or entry.kind not in _BACK:
        raise Refusal("queue.nothing_to_undo")
    if now - entry.at > timedelta(seconds=policy.undo_seconds):
        raise Refusal("queue.too_late_to_undo", seconds=policy.undo_seconds)
    before = JOURNAL.refold(journal[: spoken - 1])
    if before is None:
        raise Refusal("queue.nothing_to_undo")
    return entry, _BACK[entry.kind](before)


def _pressed(reading: Reading, counter_id: str) -> TicketEvent:
    """Return the entry of the call that the counter is at, or by which the last ticket left it."""
    there = reading.session.scalar(order.at_counter(counter_id))
    found = reading.session.scalar(_call_of(there) if there is not None else _left(reading, counter_id))
    if found is None:
        raise Refusal("queue.nothing_to_undo")
    return found


def _call_of(ticket: Ticket) -> Select[tuple[TicketEvent]]:
    calls = select(TicketEvent).where(TicketEvent.subject_id == ticket.id, TicketEvent.kind == CALLED)
    return calls.order_by(TicketEvent.seq.desc()).limit(1)


def _left(reading: Reading, counter_id: str) -> Select[tuple[TicketEvent]]:
    """Return the query for the latest leaving; never for one in the future, where the clock was set back since."""
    lately = TicketEvent.at.between(reading.now - LOOK_BACK, reading.now)
    left = select(TicketEvent).where(lately, TicketEvent.counter_id == counter_id, TicketEvent.kind.in_(LEAVING))
    return left.order_by(TicketEvent.at.desc()).limit(1)


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def _call(before: TicketState) -> Event:
    return Event(
        "call_undone", {"called_at": _written(before.called_at), "last_call_at": _written(before.last_call_at)}
    )


def _finish(before: TicketState) -> Event:
    return Event("finish_undone", {"worked_seconds": before.worked_seconds})


def _miss(before: TicketState) -> Event:
    return Event("miss_undone", {"missed_at": _written(before.missed_at)})


_BACK: dict[str, Callable[[TicketState], Event]] = {CALLED: _call, FINISHED: _finish, MISSED: _miss}
