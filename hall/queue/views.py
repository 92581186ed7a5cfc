"""Reads the line: who waits, who is next, how long it will take, and how one ticket stands."""

from collections import Counter as Tally
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from hall.catalogue.views import services
from hall.posts.actions import OPEN as COUNTER_OPEN
from hall.posts.model import Counter
from hall.posts.views import CounterCard, counters
from hall.queue import order, rules
from hall.queue.life import HELD, MISSED
from hall.queue.model import Ticket
from hall.queue.policy import QueuePolicy
from hall.storage import settings
from hall.storage.work import Reading

TYPICAL_OF = 20
"""So many of a service's latest finished tickets make its average: enough to be steady, and few enough."""


@dataclass(frozen=True, slots=True)
class TicketCard:
    """A ticket as the staff's screens show it; `person_id` leads to the name, which stands in no list here."""

    id: str
    day: date
    series: str
    number: str
    status_code: str
    service: str
    matter_code: str
    display_name: str
    priority: str
    ground: str
    person_id: str | None
    arrived_at: datetime
    score: datetime
    state: str
    calls: int
    misses: int
    counter_id: str | None
    staff_id: str | None
    target_counter_id: str | None
    target_staff_id: str | None
    called_at: datetime | None
    last_call_at: datetime | None
    served_at: datetime | None
    missed_at: datetime | None
    finished_at: datetime | None
    worked_seconds: int
    hold_reason: str
    outcome: str
    note: str


@dataclass(frozen=True, slots=True)
class WaitingCount:
    """How many wait for a group of services, by the letter and the name of the group; nobody is 0."""

    series: str
    name: str
    waiting: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a resident may expect.

    Attributes:
        ahead: people of the same service who are called first, as things stand.
        minutes: estimate until the call; None while no counter is open.
        counters: numbers of the counters that take it, the open ones if there are any.
    """

    ahead: int
    minutes: int | None
    counters: tuple[int, ...]


def waiting(reading: Reading, *, counter_id: str) -> tuple[TicketCard, ...]:
    """Return whom a counter would call, in this order; those of other services last, where it takes them."""
    counter, staff_id = _counter(reading, counter_id)
    found: dict[str, TicketCard] = {}
    for whom in order.choices(counter, staff_id):
        for row in reading.session.scalars(order.line(reading.today).where(whom)):
            found.setdefault(row.id, _card(row))
    return tuple(found.values())


def next_up(reading: Reading, *, counter_id: str) -> TicketCard | None:
    """Return whom the counter would call now."""
    counter, staff_id = _counter(reading, counter_id)
    for whom in order.choices(counter, staff_id):
        if (row := reading.session.scalar(order.line(reading.today).where(whom).limit(1))) is not None:
            return _card(row)
    return None


def in_line(reading: Reading) -> tuple[TicketCard, ...]:
    """Return everybody who waits, in the order of calling."""
    return tuple(_card(row) for row in reading.session.scalars(order.line(reading.today)))


def waiting_counts(reading: Reading) -> tuple[WaitingCount, ...]:
    """Return how many wait for each group of services (民政 4 人), in the order of the catalogue.

    Priority tickets count where they queue, whatever letter they carry.
    """
    line = select(Ticket.service, func.count()).where(order.WAITING_NOW, Ticket.day == reading.today)
    by_service = dict(reading.session.execute(line.group_by(Ticket.service)).tuples().all())
    tally: Tally[str] = Tally()
    names: dict[str, str] = {}
    for card in services(reading):
        tally[card.series] += by_service.get(card.code, 0)
        names.setdefault(card.series, card.series_name)
    return tuple(WaitingCount(series, name, tally[series]) for series, name in names.items())


def outlook(reading: Reading, *, ticket_id: str) -> Outlook:
    """Return what the holder of a waiting ticket may expect."""
    ticket = reading.session.get_one(Ticket, ticket_id)
    ahead = select(func.count()).where(order.WAITING_NOW, Ticket.day == ticket.day, order.ahead_of(ticket))
    return _outlook(reading, ticket.service, reading.session.scalar(ahead) or 0)


def outlook_of(reading: Reading, *, service_code: str) -> Outlook:
    """Return what a resident may expect who would take an ordinary ticket now."""
    line = select(func.count()).where(order.WAITING_NOW, Ticket.day == reading.today, Ticket.service == service_code)
    return _outlook(reading, service_code, reading.session.scalar(line) or 0)


def counters_for(reading: Reading, *, service_code: str) -> tuple[CounterCard, ...]:
    """Return the counters that take a service, open or not; without any, those that take everything."""
    everyone = counters(reading)
    own = tuple(card for card in everyone if service_code in card.services)
    return own or tuple(card for card in everyone if card.takes_any)


def ticket(reading: Reading, *, ticket_id: str) -> TicketCard:
    """Return one ticket."""
    return _card(reading.session.get_one(Ticket, ticket_id))


def ticket_numbered(reading: Reading, *, number: str) -> TicketCard | None:
    """Return today's ticket with a number such as A001, None if there is none."""
    wanted = number.strip().upper()
    return _found(reading.session.scalar(select(Ticket).where(Ticket.day == reading.today, Ticket.number == wanted)))


def ticket_of_code(reading: Reading, *, status_code: str) -> TicketCard | None:
    """Return the ticket with a status code, of any day, None if there is none; typed with a dash or without."""
    wanted = "".join(filter(str.isalnum, status_code)).upper()
    return _found(reading.session.scalar(select(Ticket).where(Ticket.status_code == wanted)))


def at_counter(reading: Reading, *, counter_id: str) -> TicketCard | None:
    """Return the ticket that a counter calls or serves."""
    return _found(reading.session.scalar(order.at_counter(counter_id)))


def missed(reading: Reading) -> tuple[TicketCard, ...]:
    """Return today's missed tickets, the latest first."""
    return _aside(reading, MISSED, Ticket.missed_at.desc())


def held(reading: Reading) -> tuple[TicketCard, ...]:
    """Return today's tickets on hold, by arrival."""
    return _aside(reading, HELD, Ticket.arrived_at)


def _aside(reading: Reading, state: str, by: Any) -> tuple[TicketCard, ...]:  # noqa: ANN401 -- a column to sort by
    rows = order.still_open().where(Ticket.day == reading.today, Ticket.state == state)
    return tuple(_card(row) for row in reading.session.scalars(rows.order_by(by, Ticket.seq, Ticket.series)))


def _outlook(reading: Reading, service_code: str, ahead: int) -> Outlook:
    takers = counters_for(reading, service_code=service_code)
    open_ones = tuple(card for card in takers if card.state == COUNTER_OPEN)
    policy = settings.read(reading.session, QueuePolicy)
    average = rules.average_minutes(_worked_lately(reading, service_code), policy) if ahead else 0.0
    minutes = rules.estimated_minutes(ahead, average, len(open_ones))
    return Outlook(ahead, minutes, tuple(card.number for card in open_ones or takers))


def _worked_lately(reading: Reading, service_code: str) -> tuple[int, ...]:
    """Return the seconds that the service's latest finished tickets of today took."""
    lately = (
        select(Ticket.worked_seconds)
        .where(order.FINISHED, Ticket.service == service_code, Ticket.day == reading.today)
        .order_by(Ticket.finished_at.desc())
        .limit(TYPICAL_OF)
    )
    return tuple(reading.session.scalars(lately))


def _counter(reading: Reading, counter_id: str) -> tuple[Counter, str | None]:
    """Return a counter and who sits there."""
    counter = reading.session.get_one(Counter, counter_id)
    actor = reading.actor
    return counter, actor.staff_id if actor.counter_id == counter_id else counter.staff_id


def _found(row: Ticket | None) -> TicketCard | None:
    return _card(row) if row is not None else None


_COLUMNS = tuple(field.name for field in fields(TicketCard))


def _card(row: Ticket) -> TicketCard:
    return TicketCard(**{name: getattr(row, name) for name in _COLUMNS})
