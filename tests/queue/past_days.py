"""Simulated days in memory, on which the estimate is measured beside the method of before."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from statistics import fmean, median
from zoneinfo import ZoneInfo

from hall.catalogue.files import read_catalogue
from hall.kernel.resources import resource
from hall.queue.estimate import Pace, told
from hall.queue.learning import Past, learn
from hall.queue.policy import QueuePolicy
from hall.simulation.lane import Lane, Visit, as_past
from hall.simulation.profiles import PROFILES
from hall.simulation.visitors import Visitors, sample_desks

POLICY = QueuePolicy()
ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 1, 5)
OPENS, CLOSES = 9 * 3600.0, 17.5 * 3600.0
LEARNING, CALIBRATING, MEASURED = 12, 30, 20
ENOUGH, LATELY = 3, 20


@dataclass(frozen=True, slots=True)
class Told:
    """One wait in minutes beside what was told: by the estimate, and by the methods that it replaces."""

    wait: float
    minutes: int
    within: bool
    by_service: float
    by_hall: float


class PastDays:
    """The days of a sample hall of one size."""

    def __init__(self, profile: str, counters: int) -> None:
        catalogue = read_catalogue(resource("catalogue"))
        self._series = {service.code: service.series for service in catalogue.services}
        self._service_of = {matter: service.code for service in catalogue.services for matter in service.matters}
        self._matters = [matter for matter in catalogue.matters if matter.code in self._service_of]
        self._profile = replace(PROFILES[profile], counters=counters)

    def live(self, number: int, pace: Pace | None) -> list[Visit]:
        """Return the visits of a day; each number is another day."""
        crowd = Visitors(Random(number), self._profile, self._matters, self._service_of, ZONE, POLICY)
        desks = sample_desks(self._series, self._profile.counters)
        lane = Lane(desks, opens=OPENS, closes=CLOSES, pace=pace)
        return lane.live(list(crowd.of(FIRST + timedelta(days=number))))

    def learned(self) -> Pace:
        """Return what a hall knows after its first weeks: it learns, and then learns how far out it is."""
        first = self._past(range(LEARNING), None)
        later = self._past(range(LEARNING, LEARNING + CALIBRATING), learn(first, POLICY))
        return learn(first + later, POLICY)

    def measured(self, pace: Pace) -> list[Told]:
        """Return the waits of days from which nothing was learned: of everybody who had to wait and was called."""
        begin = 1000
        return [told for number in range(begin, begin + MEASURED) for told in self._told(self.live(number, pace), pace)]

    def _past(self, days: range, pace: Pace | None) -> list[Past]:
        return [as_past(number, visit) for number in days for visit in self.live(number, pace)]

    def _told(self, visits: Sequence[Visit], pace: Pace) -> Iterator[Told]:
        desks = sample_desks(self._series, self._profile.counters)
        for visit in visits:
            if visit.called is None or visit.foreseen is None or not visit.foreseen.high:
                continue
            now, service = visit.visitor.arrives, visit.visitor.wish.service
            wait, said = (visit.called - now) / 60, told(visit.foreseen, pace)
            takers = sum(1 for desk in desks if service in desk.services) or len(desks)
            by_service = math.ceil(average(visits, now, service) * visit.ahead / takers)
            by_hall = average(visits, now, "") * ahead(visits, visit) / len(desks)
            yield Told(wait, said.minutes, said.low <= wait <= said.high, by_service, by_hall)


def error(found: Sequence[Told], method: str) -> float:
    """Return the median of the absolute error in minutes."""
    return median(abs(each.wait - getattr(each, method)) for each in found)


def average(visits: Sequence[Visit], now: float, service: str) -> float:
    """Return the minutes of the latest visits of the day that are over, 8 while they are few: the method of before."""
    over = sorted(
        (finished, visit.visitor.seconds)
        for visit in visits
        if (finished := _finished(visit)) is not None and finished <= now
        if service in ("", visit.visitor.wish.service)
    )[-LATELY:]
    return fmean(seconds for _, seconds in over) / 60 if len(over) >= ENOUGH else float(POLICY.default_minutes)


def ahead(visits: Sequence[Visit], me: Visit) -> int:
    """Return how many wait for anything and stand before somebody."""
    now, score = me.visitor.arrives, me.visitor.arrives - me.visitor.head_start
    waiting = (each for each in visits if each.visitor.arrives < now and (each.called is None or each.called > now))
    return sum(1 for each in waiting if each.visitor.arrives - each.visitor.head_start <= score)


def _finished(visit: Visit) -> float | None:
    if visit.called is None or visit.visitor.leaves:
        return None
    return visit.called + visit.visitor.walk + visit.visitor.seconds
