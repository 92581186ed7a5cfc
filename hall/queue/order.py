"""The order of calling as a query, asked by the call, the waiting list and the estimate alike.

States stand in these queries as written-out text: a bound value would keep both databases from using the small index
over the tickets in line.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select, text, tuple_
from sqlalchemy.sql.elements import TextClause

from hall.posts.model import Counter
from hall.queue.model import AT_A_COUNTER, HANDLED, IN_LINE, STILL_OPEN, Ticket

WAITING_NOW: TextClause = text(f"ticket.{IN_LINE}")
OCCUPIED: TextClause = text(f"ticket.{AT_A_COUNTER}")
OPEN: TextClause = text(f"ticket.{STILL_OPEN}")
FINISHED: TextClause = text(f"ticket.{HANDLED}")
CALLING_ORDER = (Ticket.score, Ticket.queued_at, Ticket.seq, Ticket.series)
Tickets = Select[tuple[Ticket]]


def line(day: date) -> Tickets:
    """Return everybody who waits on a day, in the order of calling."""
    return select(Ticket).where(WAITING_NOW, Ticket.day == day).order_by(*CALLING_ORDER)


def still_open() -> Tickets:
    """Return the tickets of all days that have not come to an end."""
    return select(Ticket).where(OPEN)


def at_counter(counter_id: str) -> Tickets:
    """Return the ticket that a counter calls or serves."""
    return select(Ticket).where(OCCUPIED, Ticket.counter_id == counter_id)


def own(counter: Counter, staff_id: str | None) -> ColumnElement[bool]:
    """Say which tickets belong to a counter: of its services, or passed on to it or to the person who sits there."""
    passed_on = or_(Ticket.target_counter_id.is_not(None), Ticket.target_staff_id.is_not(None))
    return and_(meant_for(counter, staff_id), or_(passed_on, Ticket.service.in_(list(counter.services))))


def meant_for(counter: Counter, staff_id: str | None) -> ColumnElement[bool]:
    """Say which tickets a counter may call at all: those not passed on to somebody else."""
    to_nobody = Ticket.target_staff_id.is_(None)
    to_this_person = or_(to_nobody, Ticket.target_staff_id == staff_id) if staff_id else to_nobody
    to_this_counter = or_(Ticket.target_counter_id.is_(None), Ticket.target_counter_id == counter.id)
    return and_(to_this_counter, to_this_person)


def choices(counter: Counter, staff_id: str | None) -> Iterator[ColumnElement[bool]]:
    """Yield whom a counter calls first, and whom only when there is nobody of those (业务互通)."""
    yield own(counter, staff_id)
    if counter.takes_any:
        yield meant_for(counter, staff_id)


def ahead_of(ticket: Ticket) -> ColumnElement[bool]:
    """Say who of the same service is called before a ticket."""
    place = (ticket.score, ticket.queued_at, ticket.seq, ticket.series)
    bound = tuple_(*(literal(value, column.type) for value, column in zip(place, CALLING_ORDER, strict=True)))
    return and_(Ticket.service == ticket.service, tuple_(*CALLING_ORDER) < bound)
