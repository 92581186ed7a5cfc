"""How many counters a hall needs: the exact waits of a line before equal counters, after A. K. Erlang (1917)."""

import math
from dataclasses import dataclass
from typing import Annotated

from hall.kernel.allowed import Between

MOST_COUNTERS = 60


@dataclass(frozen=True)
class StaffingPolicy:
    """What a hall promises about waiting (等候承诺); many halls post 15 minutes on the wall, none is prescribed.

    Attributes:
        target_minutes: the wait that is promised.
        target_percent: of a hundred people, how many shall wait no longer.
    """

    target_minutes: Annotated[int, Between(1, 240)] = 15
    target_percent: Annotated[int, Between(50, 99)] = 80


@dataclass(frozen=True, slots=True)
class Load:
    """What comes to the counters in a stretch of time.

    Attributes:
        a_minute: people who come, a minute.
        minutes: how long each keeps a counter busy, from the call to the next call.
    """

    a_minute: float
    minutes: float

    @property
    def counters_busy(self) -> float:
        """How many counters would be busy on average if there were enough (traffic, in Erlang)."""
        return self.a_minute * self.minutes

    def share_waiting(self, counters: int) -> float:
        """Return the share of people who find every counter busy (Erlang C); 1 where the line only grows.

        Args:
            counters: how many are open, 1 or more.
        """
        busy = self.counters_busy
        if busy >= counters:
            return 1.0
        turned_away = 1.0  # Erlang B for no counter; one more counter at a time keeps every figure between 0 and 1
        for number in range(1, counters + 1):
            turned_away = busy * turned_away / (number + busy * turned_away)
        return counters * turned_away / (counters - busy * (1 - turned_away))

    def mean_wait(self, counters: int) -> float:
        """Return the mean minutes until the call, over all people; infinite where the line only grows."""
        spare = counters - self.counters_busy
        return self.share_waiting(counters) * self.minutes / spare if spare > 0 else math.inf

    def share_within(self, counters: int, minutes: float) -> float:
        """Return the share of people who wait at most so many minutes; 0 where the line only grows."""
        spare = counters - self.counters_busy
        if spare <= 0:
            return 0.0
        return 1.0 - self.share_waiting(counters) * math.exp(-spare * minutes / self.minutes) if self.minutes else 1.0


@dataclass(frozen=True, slots=True)
class Staffing:
    """What so many counters would mean: minutes waited on average, and the share who wait no longer than promised."""

    counters: int
    mean_wait: float
    share_within: float


def staffings(load: Load, policy: StaffingPolicy, most: int) -> tuple[Staffing, ...]:
    """Return what 1, 2, … counters would mean for a load that lasts."""
    return tuple(
        Staffing(counters, load.mean_wait(counters), load.share_within(counters, policy.target_minutes))
        for counters in range(1, most + 1)
    )


def enough(found: tuple[Staffing, ...], policy: StaffingPolicy) -> Staffing | None:
    """Return the fewest counters that keep the promise, None if none of these do."""
    return next((each for each in found if each.share_within * 100 >= policy.target_percent), None)


def needed(load: Load, policy: StaffingPolicy) -> int | None:
    """Return how many counters keep the promise under a load that lasts, None beyond `MOST_COUNTERS`."""
    found = enough(staffings(load, policy, MOST_COUNTERS), policy)
    return found.counters if found is not None else None
