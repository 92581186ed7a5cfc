"""Reads how many counters the hall needs, from what it has learned about its own days."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from hall.queue.estimate import ALL_DAY, SLOT
from hall.queue.learning import unlearned
from hall.queue.pace_model import HallPace, ServicePace
from hall.queue.policy import QueuePolicy
from hall.statistics.staffing import Load, Staffing, StaffingPolicy, needed, staffings
from hall.storage import settings
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class HalfHour:
    """One half-hour of an ordinary day.

    Attributes:
        number: of the day, 18 for 9:00 to 9:30.
        people: who come in it on average.
        minutes: how long each keeps a counter busy.
        needed: counters that keep the promise, None if no number of them does.
    """

    number: int
    people: float
    minutes: float
    needed: int | None


@dataclass(frozen=True, slots=True)
class StaffingAdvice:
    """How many counters an ordinary day asks for (需要几个窗口).

    Attributes:
        days: how many days it comes from; 0 before the first evening.
        policy: what the hall promises.
        half_hours: those of the day in which somebody comes.
        peak: the one with the most work, None while nothing is known.
        at_peak: what 1, 2, … counters would mean then.
    """

    days: int
    policy: StaffingPolicy
    half_hours: tuple[HalfHour, ...]
    peak: HalfHour | None
    at_peak: tuple[Staffing, ...]


def staffing(reading: Reading) -> StaffingAdvice:
    """Return how many counters each half-hour of an ordinary day needs; no ticket of the history is read."""
    policy = settings.read(reading.session, StaffingPolicy)
    known = reading.session.get(HallPace, reading.place.hall_id)
    loads = _loads(reading, known) if known is not None else {}
    halves = tuple(
        HalfHour(number, load.a_minute * SLOT / 60, load.minutes, needed(load, policy))
        for number, load in sorted(loads.items())
    )
    peak = max(halves, key=lambda half: half.people * half.minutes, default=None)
    if peak is None:
        return StaffingAdvice(0, policy, (), None, ())
    most = (peak.needed or int(loads[peak.number].counters_busy) + 1) + 2
    return StaffingAdvice(
        known.days if known is not None else 0, policy, halves, peak, staffings(loads[peak.number], policy, most)
    )


def _loads(reading: Reading, known: HallPace) -> dict[int, Load]:
    """Return the load of each half-hour: a service without a finished visit takes as long as the hall's others."""
    rows = reading.session.scalars(select(ServicePace).where(ServicePace.hall_id == reading.place.hall_id)).all()
    means = {row.service: row.seconds for row in rows if row.half_hour == ALL_DAY and row.visits}
    calling = unlearned(settings.read(reading.session, QueuePolicy)).no_show_seconds
    people: dict[int, float] = defaultdict(float)
    busy: dict[int, float] = defaultdict(float)
    for row in rows:
        if row.half_hour != ALL_DAY and row.arrivals:
            served = known.walk + means.get(row.service, means.get("", 0.0))
            people[row.half_hour] += row.arrivals
            busy[row.half_hour] += row.arrivals * ((1 - known.no_show) * served + known.no_show * calling + known.turn)
    return {half: Load(people[half] * 60 / SLOT, busy[half] / people[half] / 60) for half in people}
