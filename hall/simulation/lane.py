"""Simulated days of the queue alone, in memory: the hall's order of calling and its estimate, without papers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hall.queue.estimate import Foresight, Pace, Tending, look_ahead
from hall.queue.floor import Desk, Floor, Waiting, Wish, play
from hall.queue.learning import Past


class Visitor(NamedTuple):
    """Somebody who comes; instants and spans in seconds.

    Attributes:
        arrives: when.
        wish: what for.
        seconds: how long they stay at the counter.
        head_start: of their priority class.
        walk: from the call until they stand at the counter.
        leaves: has gone when called.
    """

    arrives: float
    wish: Wish
    seconds: float
    head_start: float = 0.0
    walk: float = 0.0
    leaves: bool = False


@dataclass(slots=True)
class Visit:
    """What became of a visitor.

    Attributes:
        called: when, None if the hall closed before.
        counter: index of the counter.
        ahead: how many of the same service stood before them when they came.
        foreseen: what was foreseen then.
    """

    visitor: Visitor
    called: float | None = None
    counter: int = -1
    ahead: int = 0
    foreseen: Foresight | None = None


@dataclass(slots=True)
class Lane:
    """One day's queue.

    Attributes:
        desks: the open counters.
        opens: the first call.
        closes: nobody is called any more.
        no_show_seconds: how long a counter calls for somebody who does not come.
        pace: with it, a wait is foreseen for everybody who comes; None foresees nothing.
    """

    desks: Sequence[Desk]
    opens: float = 0.0
    closes: float = float("inf")
    no_show_seconds: float = 70.0
    pace: Pace | None = None
    visits: list[Visit] = field(default_factory=list)
    _floor: Floor = field(init=False)
    _there: dict[int, tuple[float, float, Visitor]] = field(default_factory=dict)

    def live(self, visitors: Iterable[Visitor]) -> list[Visit]:
        """Let people come, in the order of `arrives`, and return what became of each."""
        self._floor = Floor(self.desks)
        coming = (self._come(number, visitor) for number, visitor in enumerate(visitors))
        free_at = [(self.opens, desk) for desk in range(len(self.desks))]
        play(self._floor, free_at, coming, self._attend, None if self.pace is None else self._foresee)
        return self.visits

    def _come(self, number: int, visitor: Visitor) -> Waiting:
        self.visits.append(Visit(visitor))
        return Waiting(visitor.arrives - visitor.head_start, visitor.arrives, number, visitor.wish)

    def _attend(self, at: float, desk: int, who: Waiting) -> float | None:
        if at >= self.closes:
            return None
        visit = self.visits[who.tie]
        visit.called, visit.counter = at, desk
        visitor = visit.visitor
        seconds = self.no_show_seconds if visitor.leaves else visitor.walk + visitor.seconds
        self._there[desk] = (at, at + seconds, visitor)
        return seconds

    def _foresee(self, who: Waiting) -> None:
        """Foresee the wait as the hall does when it prints a ticket, from what it can know at that moment."""
        now, visit = who.queued, self.visits[who.tie]
        visit.ahead = sum(
            1 for other in self._floor.everybody() if other.wish.service == who.wish.service and other < who
        )
        if self.pace is not None:
            visit.foreseen = look_ahead(self._floor, who, self._tending(now), self.pace, now)

    def _tending(self, now: float) -> list[Tending]:
        busy = [(desk, *there) for desk, there in self._there.items() if there[1] > now]
        return [
            Tending(desk, visitor.wish.service, called, _served(called, visitor, now))
            for desk, called, _, visitor in busy
        ]


def as_past(day: int, visit: Visit) -> Past:
    """Return what the hall's records would say of a visit."""
    visitor, called = visit.visitor, visit.called
    came = called is not None and not visitor.leaves
    served = called + visitor.walk if called is not None and came else None
    return Past(
        day=day,
        service=visitor.wish.service,
        head_start=visitor.head_start,
        arrived=visitor.arrives,
        called=called,
        served=served,
        finished=served + visitor.seconds if served is not None else None,
        worked=visitor.seconds if came else 0.0,
        missed=called is not None and visitor.leaves,
        counter=str(visit.counter),
        foreseen=visit.foreseen,
    )


def _served(called: float, visitor: Visitor, now: float) -> float | None:
    """Return when somebody came to the counter, as far as that is known by now."""
    served = called + visitor.walk
    return None if visitor.leaves or served > now else served
