"""Reads the queue's figures of a day: how many came, and how long they waited."""

from collections import Counter as Tally
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from hall.catalogue.views import services
from hall.queue.life import DONE, EXPIRED
from hall.queue.model import Ticket
from hall.queue.policy import PRIORITIES
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class SeriesFigures:
    """One group of services on one day.

    Attributes:
        series: the letter of the group.
        name: its name.
        taken: tickets taken.
        done: finished.
        missed: tickets that were missed at least once, also when they came back.
        expired: not served when the day ended.
        still_open: the others.
    """

    series: str
    name: str
    taken: int
    done: int
    missed: int
    expired: int

    @property
    def still_open(self) -> int:
        """Tickets that have not come to an end."""
        return self.taken - self.done - self.expired


@dataclass(frozen=True, slots=True)
class ClassWaits:
    """How long the people of one priority class waited until their first call, in seconds."""

    priority: str
    called: int
    mean_seconds: float
    longest_seconds: float


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A day's queue in figures; only classes of which somebody was called appear."""

    day: date
    series: tuple[SeriesFigures, ...]
    waits: tuple[ClassWaits, ...]


def day_figures(reading: Reading, *, day: date | None = None) -> DayFigures:
    """Return the figures of a day, today's by default; a transferred ticket counts where it ended up."""
    wanted = day or reading.today
    columns = (Ticket.service, Ticket.state, Ticket.misses, Ticket.priority, Ticket.arrived_at, Ticket.called_at)
    letters: dict[str, str] = {}
    names: dict[str, str] = {}
    for card in services(reading):
        letters[card.code] = card.series
        names.setdefault(card.series, card.series_name)
    tally: Tally[tuple[str, str]] = Tally()
    waits: dict[str, list[float]] = defaultdict(list)
    for service, state, misses, priority, arrived_at, called_at in reading.session.execute(
        select(*columns).where(Ticket.day == wanted)
    ):
        series = letters.get(service, service)  # a service that has left the catalogue stands for itself
        names.setdefault(series, service)
        _count(tally, series, state, misses)
        _wait(waits[priority], arrived_at, called_at)
    return DayFigures(
        wanted,
        tuple(_figures(series, name, tally) for series, name in names.items()),
        tuple(_waits(priority, waits[priority]) for priority in PRIORITIES if waits[priority]),
    )


def _count(tally: Tally[tuple[str, str]], series: str, state: str, misses: int) -> None:
    tally[series, "taken"] += 1
    tally[series, state] += 1
    tally[series, "ever missed"] += misses > 0


def _wait(seconds: list[float], arrived_at: datetime, called_at: datetime | None) -> None:
    if called_at is not None:
        seconds.append(max(0.0, (called_at - arrived_at).total_seconds()))  # a clock may have been set back


def _figures(series: str, name: str, tally: Tally[tuple[str, str]]) -> SeriesFigures:
    return SeriesFigures(
        series, name, tally[series, "taken"], tally[series, DONE], tally[series, "ever missed"], tally[series, EXPIRED]
    )


def _waits(priority: str, seconds: list[float]) -> ClassWaits:
    return ClassWaits(priority, len(seconds), sum(seconds) / len(seconds), max(seconds))
