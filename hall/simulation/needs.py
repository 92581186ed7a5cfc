"""How many counters the days that were lived would have needed at their peak: by the formula, and lived again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import inf
from statistics import fmean
from typing import Any

from hall.queue.estimate import SLOT
from hall.simulation.lane import Lane, Visit, Visitor
from hall.simulation.visitors import sample_desks
from hall.statistics.staffing import Load, Staffing, StaffingPolicy, enough, needed, staffings

FEWEST_SHOWN, BEYOND = 4, 2


@dataclass(frozen=True, slots=True)
class Needs:
    """How many counters a peak asks for (需要几个窗口).

    Attributes:
        half_hour: the one with the most work, 18 for 9:00 to 9:30.
        people: who came in it, on average of the days.
        minutes: how long each kept a counter busy.
        policy: what the hall promises.
        exact: waits if the peak went on and on (Erlang C).
        lived: waits of those who came in the peak, the days lived again with so many counters.
    """

    half_hour: int
    people: float
    minutes: float
    policy: StaffingPolicy
    exact: tuple[Staffing, ...]
    lived: tuple[Staffing, ...]

    @property
    def enough(self) -> int | None:
        """The fewest counters with which the lived days keep the promise at their peak."""
        found = enough(self.lived, self.policy)
        return found.counters if found is not None else None

    @property
    def enough_for_ever(self) -> int | None:
        """The fewest that keep it if the peak lasts."""
        return needed(Load(self.people * 60 / SLOT, self.minutes), self.policy)

    def summary(self) -> dict[str, Any]:
        """Return it as JSON values; a wait without end is null."""
        return {
            "half_hour": clock(self.half_hour),
            "people": round(self.people, 1),
            "minutes": round(self.minutes, 1),
            "target_minutes": self.policy.target_minutes,
            "target_percent": self.policy.target_percent,
            "enough": self.enough,
            "enough_if_it_lasts": self.enough_for_ever,
            "lived": [_rounded(each) for each in self.lived],
            "exact": [_rounded(each) for each in self.exact],
        }


def clock(half_hour: int) -> str:
    """Return the time of day at which a half-hour begins, such as 9:00."""
    return f"{half_hour // 2}:{half_hour % 2 * 30:02}"


def needs_of(
    days: Sequence[Sequence[Visitor]],
    services: Mapping[str, str],
    policy: StaffingPolicy,
    hours: tuple[float, float],
    no_show_seconds: float,
) -> Needs | None:
    """Return what the peak of some days asks for, None if nobody came.

    Args:
        days: who came on each.
        services: the letter of each service's series by its code, by which the counters share the work.
        policy: what the hall promises.
        hours: when the hall opens and closes, in seconds since midnight.
        no_show_seconds: how long a counter calls for somebody who has left.
    """
    work: dict[int, list[float]] = defaultdict(list)
    for visitor in (visitor for day in days for visitor in day):
        busy = no_show_seconds if visitor.leaves else visitor.walk + visitor.seconds
        work[int(visitor.arrives // SLOT)].append(busy / 60)
    if not work:
        return None
    peak = max(work, key=lambda half_hour: sum(work[half_hour]))
    people, minutes = len(work[peak]) / len(days), fmean(work[peak])
    load = Load(people * 60 / SLOT, minutes)
    most = max(FEWEST_SHOWN, (needed(load, policy) or int(load.counters_busy) + 1) + BEYOND)

    def lived(counters: int) -> Staffing:
        desks = sample_desks(services, counters)
        lanes = (Lane(desks, *hours, no_show_seconds=no_show_seconds).live(day) for day in days)
        waits = [_wait(visit, hours[1]) for lane in lanes for visit in lane if visit.visitor.arrives // SLOT == peak]
        kept = sum(wait <= policy.target_minutes for wait in waits)
        return Staffing(counters, fmean(waits), kept / len(waits))

    again = tuple(lived(counters) for counters in range(1, most + 1))
    return Needs(peak, people, minutes, policy, staffings(load, policy, most), again)


def _wait(visit: Visit, closes: float) -> float:
    """Return the minutes until the call, or until the hall closed."""
    return ((closes if visit.called is None else visit.called) - visit.visitor.arrives) / 60


def _rounded(staffing: Staffing) -> dict[str, Any]:
    wait = None if staffing.mean_wait == inf else round(staffing.mean_wait, 1)
    return asdict(staffing) | {"mean_wait": wait, "share_within": round(staffing.share_within, 3)}
