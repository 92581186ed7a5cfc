"""The order of calling as a query, asked by the call, the waiting list and the estimate alike.

States stand in these queries as written-out text: a bound value would keep both databases from using the small index
over the tickets in line.
"""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, text, tuple_
from sqlalchemy.sql.elements import TextClause

from hall.posts.model import Counter
from hall.queue.life import CALLING, SERVING
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


def left_behind(before: date, forgotten: datetime) -> Tickets:
    """Return what earlier days left open; of those at a counter only who came there before an instant."""
    came_there = case((Ticket.state == CALLING, Ticket.last_call_at), else_=Ticket.served_at)
    at_a_counter = Ticket.state.in_((CALLING, SERVING))
    return still_open().where(Ticket.day < before, or_(~at_a_counter, came_there < forgotten))


def latest_in_line(day: date) -> Select[tuple[datetime]]:
    """Return the latest instant at which somebody came into a day's line who has not come to an end."""
    return select(func.max(Ticket.queued_at)).where(OPEN, Ticket.day == day)


def at_counter(counter_id: str) -> Tickets:
    """Return the ticket that a counter calls or serves."""
    return select(Ticket).where(OCCUPIED, Ticket.counter_id == counter_id)


def with_person(person_id: str) -> Tickets:
    """Return the tickets under which counters call or serve a person."""
    return select(Ticket).where(OCCUPIED, Ticket.person_id == person_id)


def own(counter: Counter, staff_id: str | None) -> ColumnElement[bool]:
    """Say which tickets belong to a counter: of its services, or passed on to it or to the person who sits there."""
    passed_on = or_(Ticket.target_counter_id.is_not(None), Ticket.target_staff_id.is_not(None))
    return and_(meant_for(counter, staff_id), or_(passed_on, Ticket.service.in_(list(counter.services))))


def meant_for(counter: Counter, staff_id: str | None) -> ColumnElement[bool]:
    """Say which tickets a counter may call at all: those not passed on to somebody else.

    A quick counter calls only what is known to be short, and what was passed on to it all the same.
    """
    to_nobody = Ticket.target_staff_id.is_(None)
    to_this_person = or_(to_nobody, Ticket.target_staff_id == staff_id) if staff_id else to_nobody
    to_this_counter = or_(Ticket.target_counter_id.is_(None), Ticket.target_counter_id == counter.id)
    return and_(to_this_counter, to_this_person, *_short_enough(counter))


def _short_enough(counter: Counter) -> Iterator[ColumnElement[bool]]:
    if counter.quick_minutes:
        passed_on = or_(Ticket.target_counter_id.is_not(None), Ticket.target_staff_id.is_not(None))
        yield or_(passed_on, Ticket.minutes.between(1, counter.quick_minutes))


def passed_on_to(counter: Counter, staff_id: str | None) -> ColumnElement[bool]:
    """Say which tickets were passed on to a counter, or to the person who sits there."""
    to_counter = Ticket.target_counter_id == counter.id
    return or_(to_counter, Ticket.target_staff_id == staff_id) if staff_id else to_counter


def choices(counter: Counter, staff_id: str | None) -> Iterator[ColumnElement[bool]]:
    """Yield whom a counter calls first, and whom only when there is nobody of those (业务互通)."""
    yield own(counter, staff_id)
    if counter.takes_any:
        yield meant_for(counter, staff_id)


def ahead_of(ticket: Ticket) -> ColumnElement[bool]:
    """Say who stands before a ticket in the order of calling."""
    place = (ticket.score, ticket.queued_at, ticket.seq, ticket.series)
    bound = tuple_(*(literal(value, column.type) for value, column in zip(place, CALLING_ORDER, strict=True)))
    return tuple_(*CALLING_ORDER) < bound
