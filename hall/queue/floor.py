"""The hall's floor in memory: lines, counters and the order of calling, for looking ahead and for simulated days."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import NamedTuple

ANYBODY = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter as the order of calling sees it (see `order.choices`, which says the same as a query).

    Attributes:
        services: what it takes first.
        takes_any: whether it takes the others when none of those waits (业务互通).
        quick_minutes: 0, or it takes only tickets known to last so many minutes at most (快办窗口).
        key: its key, for tickets passed on to it.
        staff: who sits there, for tickets passed on to them.
    """

    services: frozenset[str]
    takes_any: bool = False
    quick_minutes: int = 0
    key: str = ""
    staff: str = ""

    def may_take(self, wish: "Wish") -> bool:
        """Tell whether it may call somebody at all."""
        if wish.counter or wish.staff:
            return wish.counter in (ANYBODY, self.key) and wish.staff in (ANYBODY, self.staff)
        return not self.quick_minutes or 0 < wish.minutes <= self.quick_minutes

    def owns(self, wish: "Wish") -> bool:
        """Tell whether somebody belongs to it: of its services, or passed on to it."""
        return self.may_take(wish) and (bool(wish.counter or wish.staff) or wish.service in self.services)


class Wish(NamedTuple):
    """What decides which counters may call somebody."""

    service: str
    minutes: int = 0
    counter: str = ANYBODY
    staff: str = ANYBODY


class Waiting(NamedTuple):
    """Somebody in line; they sort in the order of calling.

    Attributes:
        score: arrival less the head start, in seconds.
        queued: when they came into the line, in seconds.
        tie: who is first among equals.
        wish: what they queue for.
    """

    score: float
    queued: float
    tie: int
    wish: Wish


@dataclass(slots=True)
class Floor:
    """The lines before the counters.

    People whom the same counters may call stand in one line, sorted; a counter looks only at the heads of its lines.
    """

    desks: Sequence[Desk]
    lines: list[list[Waiting]] = field(default_factory=list)
    _line_of: dict[Wish, int] = field(default_factory=dict)
    _lines_by_desks: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = field(default_factory=dict)
    _own: list[list[int]] = field(init=False)
    _others: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nobody in line."""
        self._own = [[] for _ in self.desks]
        self._others = [[] for _ in self.desks]

    def copy(self) -> "Floor":
        """Return a floor with the same people in line, to play on; the counters are shared."""
        other = Floor.__new__(Floor)
        other.desks, other._line_of, other._lines_by_desks = self.desks, self._line_of, self._lines_by_desks
        other._own, other._others = self._own, self._others
        other.lines = [line.copy() for line in self.lines]
        return other

    def line_of(self, wish: Wish) -> int:
        """Return the index of the line in which somebody stands."""
        found = self._line_of.get(wish)
        if found is None:
            found = self._line_of[wish] = self._add_line(wish)
        while found >= len(self.lines):  # a copy learns of lines that others have opened since
            self.lines.append([])
        return found

    def join(self, who: Waiting) -> None:
        """Let somebody come into the line."""
        heappush(self.lines[self.line_of(who.wish)], who)

    def call(self, desk: int) -> Waiting | None:
        """Take whom a counter calls out of the line; None when nobody is there for it."""
        lines = self.lines
        for choice in (self._own[desk], self._others[desk]):
            first: list[Waiting] | None = None
            for index in choice:
                if index < len(lines) and (line := lines[index]) and (first is None or line[0] < first[0]):
                    first = line
            if first is not None:
                return heappop(first)
        return None

    def may_take(self, desk: int, who: Waiting) -> bool:
        """Tell whether a counter would call somebody if they stood alone in line."""
        index = self.line_of(who.wish)
        return index in self._own[desk] or index in self._others[desk]

    def everybody(self) -> Iterator[Waiting]:
        """Yield all who wait, in no order."""
        for line in self.lines:
            yield from line

    def _add_line(self, wish: Wish) -> int:
        own = tuple(index for index, desk in enumerate(self.desks) if desk.owns(wish))
        others = tuple(
            index
            for index, desk in enumerate(self.desks)
            if index not in own and desk.takes_any and desk.may_take(wish)
        )
        found = self._lines_by_desks.get((own, others))
        if found is None:
            found = self._lines_by_desks[own, others] = len(self._lines_by_desks)
            for index in own:
                self._own[index].append(found)
            for index in others:
                self._others[index].append(found)
        return found


def play(
    floor: Floor,
    free_at: list[tuple[float, int]],
    arrivals: Iterator[Waiting],
    attend: Callable[[float, int, Waiting], float | None],
    arrived: Callable[[Waiting], None] | None = None,
) -> None:
    """Let counters call whose turn it is, until everybody has been attended to.

    Args:
        floor: the lines as they stand.
        free_at: when each counter is free, in seconds, and which one it is.
        arrivals: who comes, in the order of coming (`queued`).
        attend: told the instant, the counter and who is called; answers with the seconds until the counter is free
            again, None to stop.
        arrived: told of everybody who has come into the line, before anybody calls them.
    """
    free = list(free_at)
    heapify(free)
    idle: list[int] = []
    coming = next(arrivals, None)
    while free or coming is not None:
        if coming is None or (free and free[0][0] <= coming.queued):
            at, desk = heappop(free)
            who = floor.call(desk)
            if who is None:
                idle.append(desk)
                continue
            seconds = attend(at, desk, who)
            if seconds is None:
                return
            heappush(free, (at + seconds, desk))
            continue
        floor.join(coming)
        if arrived is not None:
            arrived(coming)
        for desk in idle:
            if floor.may_take(desk, coming):
                idle.remove(desk)
                heappush(free, (coming.queued, desk))
                break
        coming = next(arrivals, None)
