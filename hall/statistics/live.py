"""Reads the hall as it stands at this moment: counters, lines, the hours of today, and what waits for somebody."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from hall.cases import duty_views, registers
from hall.cases import views as cases
from hall.cases.supervision import lights, open_slips
from hall.contacts.promises import promises_late
from hall.contacts.views import to_assign
from hall.originals.views import kept
from hall.posts.rules import OPEN
from hall.posts.views import counters
from hall.queue.life import CALLING, SERVING
from hall.queue.model import Ticket
from hall.queue.views import in_line, waiting_counts
from hall.ratings.views import bad_ratings
from hall.seals.views import waiting
from hall.security.model import Staff
from hall.statistics.close_lines import day_of
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class LiveCounter:
    """A counter now.

    Attributes:
        state: as its card says, but `calling` or `serving` while somebody is called or served there.
        ticket_number: of whom, empty for nobody.
        since: from when on they are served or called.
    """

    number: int
    name: str
    state: str
    pause_reason: str
    staff_name: str
    ticket_number: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class LiveLine:
    """A group of services now: how many wait, and the longest of them for how many minutes."""

    series: str
    name: str
    waiting: int
    longest: int


@dataclass(frozen=True, slots=True)
class LiveHour:
    """An hour of today on the hall's clock: how many came in it, and their mean wait in minutes so far."""

    hour: int
    came: int
    wait: float


@dataclass(frozen=True, slots=True)
class Live:
    """The hall now.

    Attributes:
        lights: open cases by their light.
        waits: what waits for somebody's word or hand, by its code.
    """

    at: datetime
    counters: tuple[LiveCounter, ...]
    lines: tuple[LiveLine, ...]
    hours: tuple[LiveHour, ...]
    lights: dict[str, int]
    waits: dict[str, int]


def live(reading: Reading) -> Live:
    """Return the hall as it stands."""
    return Live(reading.now, _counters(reading), _lines(reading), _hours(reading), lights(reading), _waits(reading))


def _counters(reading: Reading) -> tuple[LiveCounter, ...]:
    at_work = select(Ticket).where(Ticket.day == reading.today, Ticket.state.in_((CALLING, SERVING)))
    there = {ticket.counter_id: ticket for ticket in reading.session.scalars(at_work)}
    cards = counters(reading)
    names = dict(reading.session.execute(select(Staff.id, Staff.name)).tuples().all())
    found = []
    for card in cards:
        ticket = there.get(card.id)
        since = (ticket.served_at or ticket.last_call_at) if ticket else None
        state = ticket.state if ticket and card.state == OPEN else card.state
        staff, number = names.get(card.staff_id or "", ""), ticket.number if ticket else ""
        found.append(LiveCounter(card.number, card.name, state, card.pause_reason, staff, number, since))
    return tuple(found)


def _lines(reading: Reading) -> tuple[LiveLine, ...]:
    longest: dict[str, int] = {}
    for ticket in in_line(reading):
        minutes = int((reading.now - ticket.arrived_at).total_seconds() // 60)
        longest[ticket.series] = max(minutes, longest.get(ticket.series, 0))
    return tuple(LiveLine(c.series, c.name, c.waiting, longest.get(c.series, 0)) for c in waiting_counts(reading))


def _hours(reading: Reading) -> tuple[LiveHour, ...]:
    rows = reading.session.execute(select(Ticket.arrived_at, Ticket.called_at).where(Ticket.day == reading.today))
    waits: dict[int, list[float]] = defaultdict(list)
    for arrived, called in rows:
        waits[reading.local(arrived).hour].append(((called or reading.now) - arrived).total_seconds() / 60)
    return tuple(LiveHour(hour, len(each), sum(each) / len(each)) for hour, each in sorted(waits.items()))


def _waits(reading: Reading) -> dict[str, int]:
    since, until = day_of(reading)
    month = since.replace(day=1) if since.day > 1 else since
    breaches = registers.violations(reading, since=month, until=until, states=("candidate",))
    return {
        "ratings": len(bad_ratings(reading)) if "ratings.find" in reading.actor.may else 0,
        "review": len(cases.to_review(reading)),
        "assign": len(to_assign(reading)),
        "slips": len(open_slips(reading)),
        "breaches": len(breaches),
        "lists": len(duty_views.unsigned(reading)),
        "seals": len(waiting(reading)),
        "promises": len(promises_late(reading)),
        "originals": sum(card.left for card in kept(reading)),
    }
