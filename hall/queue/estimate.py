"""How long somebody in line has still to wait: the day is played on from now, several times over."""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from hall.queue.floor import Floor, Waiting, Wish, play

SLOT = 1800
"""Seconds of a time block: the hall's knowledge is kept by the half-hour of the day."""

ALL_DAY = -1
ANY_SERVICE = ""
LONGEST = 6 * 3600.0
STEADY = 20.0
"""So many tickets count as much as what is known about the whole: a figure of few is drawn towards it."""

_STEPS = 1200
_FEWEST, _MOST = 12, 60
_LEAST_SPREAD = 20.0
_SEED = 2026


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a hall works and how it fills, in seconds; learned from its own past days.

    Attributes:
        seconds: (number of tickets, mean time at the counter) by service and half-hour of the day, the service alone
            under `ALL_DAY`, the hall under `ANY_SERVICE` and `ALL_DAY`.
        arrivals: people a second, by service and half-hour.
        head_starts: share of the arrivals with a head start, and how many seconds it is.
        shape: how times at the counter spread about their mean: that many quantiles, equally likely, of mean 1.
        walk: from the call until the resident has come.
        turn: from the end of one visit to the next call, while somebody waits.
        no_show: share of the calls to which nobody comes.
        no_show_seconds: how long such a call takes.
        low: how far out (`Foresight.out`) the tenth percentile of past waits was; -1 where foresight was right.
        middle: the same of their median; 0 where foresight was right.
        high: the same of their ninetieth percentile; 1 where foresight was right.
        days: how many days all this comes from.
    """

    seconds: Mapping[tuple[str, int], tuple[float, float]]
    arrivals: Mapping[tuple[str, int], float]
    head_starts: Sequence[tuple[float, float]]
    shape: Sequence[float]
    walk: float
    turn: float
    no_show: float
    no_show_seconds: float
    low: float = -1.0
    middle: float = 0.0
    high: float = 1.0
    days: int = 0

    def mean(self, service: str, slot: int) -> float:
        """Return the seconds that a visit takes: of the half-hour, drawn towards the service's, towards the hall's."""
        known = self.seconds
        _, hall = known[ANY_SERVICE, ALL_DAY]
        drawn = hall
        for key in ((service, ALL_DAY), (service, slot)):
            count, mean = known.get(key, (0.0, 0.0))
            drawn = (count * mean + STEADY * drawn) / (count + STEADY)
        return drawn


@dataclass(frozen=True, slots=True)
class Tending:
    """A counter that is busy now.

    Attributes:
        desk: which one.
        service: what it is busy with.
        called: when it called.
        served: when the resident came, None before.
    """

    desk: int
    service: str
    called: float
    served: float | None


@dataclass(frozen=True, slots=True)
class Foresight:
    """The seconds until the call as played on: the median of the plays, and their tenth and ninetieth percentile."""

    low: float
    middle: float
    high: float

    def out(self, wait: float) -> float:
        """Return how far a wait is from the middle, in units of the distance to the low or the high end."""
        return (wait - self.middle) / (self._above if wait > self.middle else self._below)

    def at(self, out: float) -> float:
        """Return the wait that is so far out: the reverse of `out`."""
        return self.middle + out * (self._above if out > 0 else self._below)

    def times(self, factor: float) -> "Foresight":
        """Return the foresight of somebody who stands that many times as far back."""
        return Foresight(*(seconds * factor for seconds in (self.low, self.middle, self.high)))

    @property
    def _above(self) -> float:
        return max(_LEAST_SPREAD, self.high - self.middle)

    @property
    def _below(self) -> float:
        return max(_LEAST_SPREAD, self.middle - self.low)


@dataclass(frozen=True, slots=True)
class Range:
    """What is told: whole minutes, and between which two eight of ten waits end."""

    minutes: int
    low: int
    high: int


def told(seen: Foresight, pace: Pace) -> Range:
    """Return the estimate in whole minutes, set right by how far the past ones were out."""
    if not seen.high:
        return Range(0, 0, 0)
    low, middle, high = (_minutes(seen.at(out)) for out in (pace.low, pace.middle, pace.high))
    middle = max(1, middle)
    return Range(middle, min(low, middle), max(high, middle))


def look_ahead(floor: Floor, me: Waiting, tending: Sequence[Tending], pace: Pace, now: float) -> Foresight:
    """Return how long until somebody in line is called.

    Those at the counters stay as long as people do who have been there for so long already; people come as they do
    at this time of the day, some with a head start; of those called some do not come.

    Args:
        floor: the open counters and who waits there, `me` among them.
        me: whose wait it is; at least one counter may take them.
        tending: the counters that are busy; the others are free now.
        pace: what is known of this hall.
        now: seconds since the day began in the hall.
    """
    future = _Future(pace, now)
    ahead = sum(1 for who in floor.everybody() if who <= me) + len(tending)
    plays = max(_FEWEST, min(_MOST, _STEPS // (ahead + 1)))
    first = _Play(floor.copy(), me, future).wait(tending)
    if not first:
        return Foresight(0.0, 0.0, 0.0)  # a counter is free and calls now, however the day goes on
    waits = sorted([first, *(_Play(floor.copy(), me, future).wait(tending) for _ in range(plays - 1))])
    return Foresight(*(quantile(waits, share) for share in (0.1, 0.5, 0.9)))


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile of sorted values, between two of them where it lies there."""
    place = share * (len(ordered) - 1)
    lower = int(place)
    upper = min(lower + 1, len(ordered) - 1)
    return ordered[lower] + (place - lower) * (ordered[upper] - ordered[lower])


@dataclass(slots=True)
class _Future:
    """What may happen from now on, by chance from a fixed seed, so that the same line gives the same answer."""

    pace: Pace
    now: float
    random: Random = field(default_factory=lambda: Random(_SEED))
    _means: dict[str, float] = field(default_factory=dict)
    _coming: dict[int, tuple[float, list[float], list[tuple[Wish, float]]]] = field(default_factory=dict)

    def mean(self, service: str) -> float:
        """Return the seconds that a visit takes at this time of the day."""
        found = self._means.get(service)
        if found is None:
            found = self._means[service] = self.pace.mean(service, int(self.now // SLOT))
        return found

    def lasts(self, service: str) -> float:
        """Draw how long a call keeps a counter busy."""
        pace = self.pace
        chance = self.random.random()
        if chance < pace.no_show:
            return pace.no_show_seconds + pace.turn
        chance = (chance - pace.no_show) / (1 - pace.no_show)
        return pace.walk + self.mean(service) * pace.shape[int(chance * len(pace.shape))] + pace.turn

    def remains(self, busy: Tending) -> float:
        """Draw how long a counter is still busy, given how long it has been."""
        pace = self.pace
        if busy.served is None:
            return max(0.0, self.lasts(busy.service) - (self.now - busy.called))
        mean = self.mean(busy.service)
        so_far = (self.now - busy.served) / mean
        shorter = bisect(pace.shape, so_far)
        if shorter == len(pace.shape):
            return mean * self.random.random() + pace.turn
        drawn = pace.shape[shorter + int(self.random.random() * (len(pace.shape) - shorter))]
        return mean * (drawn - so_far) + pace.turn

    def arrivals(self) -> Iterator[Waiting]:
        """Draw who comes from now on."""
        random, at, number = self.random, self.now, 1_000_000
        end = self.now + LONGEST
        while at < end:
            slot = int(at // SLOT)
            rate, chances, kinds = self._kinds(slot)
            border = (slot + 1.0) * SLOT
            after = at + random.expovariate(rate) if rate else border
            if after >= border:  # the next half-hour has its own rate, and chance has no memory
                at = border
                continue
            at = after
            wish, head_start = kinds[min(bisect(chances, random.random() * rate), len(kinds) - 1)]
            number += 1
            yield Waiting(at - head_start, at, number, wish)

    def _kinds(self, slot: int) -> tuple[float, list[float], list[tuple[Wish, float]]]:
        """Return the rate of all arrivals in a half-hour, and the kinds of people with their summed rates."""
        found = self._coming.get(slot)
        if found is None:
            pace, total = self.pace, 0.0
            found = 0.0, [], []
            for (service, of), rate in pace.arrivals.items():
                if of == slot:
                    for share, seconds in pace.head_starts:
                        total += rate * share
                        found[1].append(total)
                        found[2].append((Wish(service), seconds))
            found = self._coming[slot] = total, found[1], found[2]
        return found


@dataclass(slots=True)
class _Play:
    """One way in which the day may go on."""

    floor: Floor
    me: Waiting
    future: _Future
    until: float = LONGEST

    def wait(self, tending: Sequence[Tending]) -> float:
        """Return the seconds until the call."""
        now = self.future.now
        busy = {each.desk: now + self.future.remains(each) for each in tending}
        free_at = [(busy.get(desk, now), desk) for desk in range(len(self.floor.desks))]
        play(self.floor, free_at, self.future.arrivals(), self._attend)
        return min(self.until, LONGEST)

    def _attend(self, at: float, _desk: int, who: Waiting) -> float | None:
        if who is self.me:
            self.until = at - self.future.now
            return None
        return self.future.lasts(who.wish.service)


def _minutes(seconds: float) -> int:
    return max(0, round(seconds / 60))
