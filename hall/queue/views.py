"""Reads the line: who waits, who is next, how long it will take, and how one ticket stands."""

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from hall.catalogue.views import services
from hall.posts.model import Counter
from hall.posts.views import CounterCard, counters_taking
from hall.queue import order
from hall.queue.life import HELD, MISSED
from hall.queue.model import Ticket
from hall.queue.prospect import Prospect, prospect_of, prospects_of_newcomers
from hall.storage.work import Reading


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
    matters: int
    source: str
    minutes: int
    hold_reason: str
    outcome: str
    note: str
    silent: bool


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
        ahead: people whom the counters of the service call first, as things stand, also for other services.
        minutes: estimate until the call, learned from the hall's own days; None while no counter is open.
        low: eight of ten waits like this one last from so many minutes
        high: to so many; both 0 where `minutes` is None.
        counters: numbers of the counters that take it, the open ones if there are any.
    """

    ahead: int
    minutes: int | None
    low: int
    high: int
    counters: tuple[int, ...]

    @classmethod
    def of(cls, prospect: Prospect) -> "Outlook":
        """Return what is told of a prospect."""
        if prospect.said is None:
            return cls(prospect.ahead, None, 0, 0, prospect.counters)
        said = prospect.said
        return cls(prospect.ahead, said.minutes, said.low, said.high, prospect.counters)


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
    return Outlook.of(prospect_of(reading, ticket=reading.session.get_one(Ticket, ticket_id)))


def outlook_of(reading: Reading, *, service_code: str) -> Outlook:
    """Return what a resident may expect who would take an ordinary ticket now."""
    (found,) = outlooks_of(reading, service_codes=(service_code,))
    return found


def outlooks_of(reading: Reading, *, service_codes: Sequence[str]) -> tuple[Outlook, ...]:
    """Return the same for several services in their order, at one look: for a screen that shows them all."""
    return tuple(Outlook.of(each) for each in prospects_of_newcomers(reading, service_codes=service_codes))


def counters_for(reading: Reading, *, service_code: str, minutes: int = 0) -> tuple[CounterCard, ...]:
    """Return the counters that take a service, open or not; without any, those that take everything.

    Args:
        reading: the open look.
        service_code: the service.
        minutes: how long the matter usually takes, 0 where nobody knows: then no quick counter takes it.
    """
    return counters_taking(reading, service_code=service_code, minutes=minutes)


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
