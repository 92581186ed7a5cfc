"""Learns from past days how fast a hall works, how it fills, and how far its estimates were out."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import exp
from typing import NamedTuple

from hall.queue.estimate import ALL_DAY, ANY_SERVICE, SLOT, STEADY, Foresight, Pace, quantile, told
from hall.queue.policy import QueuePolicy

QUANTILES = 40
ENOUGH = 50
"""Fewer waits that were foretold say too little about how far the foresight is out."""

YOUNG = 5.0
"""So many visits of the length that the hall has set stand beside those that it has had."""

_LONGEST_TURN = 300.0
_PRIOR_WALK, _PRIOR_TURN, _PRIOR_NO_SHOW = 12.0, 5.0, 0.05
_SPREAD = 0.75
_TAILS = tuple(tail / 100 for tail in range(4, 21))


class Past(NamedTuple):
    """One ticket of a past day; instants in seconds since its day began in the hall.

    Attributes:
        day: which day.
        service: what it was for.
        head_start: seconds of its priority class.
        arrived: when it was taken.
        called: the first call, None if there was none.
        served: when the resident came, None if nobody did.
        finished: the end of the visit, None if there was none.
        worked: seconds at counters, 0 unless it was finished.
        missed: whether nobody came to a call.
        counter: where.
        foreseen: what the estimate was made from when the ticket was taken, None where nobody knew.
    """

    day: int
    service: str
    head_start: float
    arrived: float
    called: float | None = None
    served: float | None = None
    finished: float | None = None
    worked: float = 0.0
    missed: bool = False
    counter: str = ""
    foreseen: Foresight | None = None


def unlearned(policy: QueuePolicy) -> Pace:
    """Return what a hall goes by on its first day: the length that it has set, and nobody else to come."""
    steps = [statistics.NormalDist().inv_cdf((step + 0.5) / QUANTILES) for step in range(QUANTILES)]
    return Pace(
        seconds={(ANY_SERVICE, ALL_DAY): (0.0, policy.default_minutes * 60.0)},
        arrivals={},
        head_starts=(),
        shape=_of_mean_one([exp(_SPREAD * step) for step in steps]),
        walk=_PRIOR_WALK,
        turn=_PRIOR_TURN,
        no_show=_PRIOR_NO_SHOW,
        no_show_seconds=float((policy.calls - 1) * policy.recall_seconds + policy.miss_seconds),
    )


def learn(past: Sequence[Past], policy: QueuePolicy) -> Pace:
    """Return what past days teach; what they are too few to say stays as it is for a new hall."""
    new = unlearned(policy)
    days = len({each.day for each in past})
    if not days:
        return new
    called = [each for each in past if each.called is not None]
    came = [each for each in called if not each.missed and each.served is not None]
    pace = Pace(
        seconds=_seconds(past, new),
        arrivals=_arrivals(past, days),
        head_starts=_head_starts(past),
        shape=new.shape,
        walk=_drawn([each.served - each.called for each in came if _once(each)], new.walk),  # type: ignore[operator]
        turn=_turn(came, new.turn),
        no_show=(sum(each.missed for each in called) + STEADY * new.no_show) / (len(called) + STEADY),
        no_show_seconds=new.no_show_seconds,
        days=days,
    )
    return _replaced(pace, past)


def _replaced(pace: Pace, past: Sequence[Past]) -> Pace:
    """Return it with the shape of the visits, and then with what the foretold waits say."""
    ratios = [each.worked / pace.mean(each.service, ALL_DAY) for each in past if each.worked]
    shaped = replace(pace, shape=_quantiles(ratios)) if len(ratios) >= ENOUGH else pace
    waits = [
        (each.foreseen, each.called - each.arrived)
        for each in past
        if each.foreseen is not None and each.foreseen.high and each.called is not None
    ]
    return set_right(shaped, waits) if len(waits) >= ENOUGH else shaped


def set_right(pace: Pace, waits: Sequence[tuple[Foresight, float]]) -> Pace:
    """Return a pace under which eight of ten of these waits would have ended within the whole minutes told.

    The middle is the median by which the waits were out in units of the spread. The tails are cut so that the range,
    rounded as residents read it, held for a share as near to 80 % as can be (split conformal prediction).
    """
    out = sorted(seen.out(wait) for seen, wait in waits)
    half = quantile(out, 0.5)
    tried = [replace(pace, low=quantile(out, tail), middle=half, high=quantile(out, 1 - tail)) for tail in _TAILS]
    return min(tried, key=lambda each: abs(share_within(each, waits) - 0.8))


def share_within(pace: Pace, waits: Iterable[tuple[Foresight, float]]) -> float:
    """Return the share of waits (in seconds) that ended within the range told."""
    held = [(range_ := told(seen, pace)).low <= wait / 60 <= range_.high for seen, wait in waits]
    return sum(held) / len(held)


def _seconds(past: Sequence[Past], new: Pace) -> Mapping[tuple[str, int], tuple[float, float]]:
    """Return count and mean time at the counter by service and half-hour, by service, and of the hall."""
    sums: dict[tuple[str, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for each in past:
        if each.worked and each.finished is not None:
            for key in ((ANY_SERVICE, ALL_DAY), (each.service, ALL_DAY), (each.service, slot_of(each))):
                sums[key][0] += 1
                sums[key][1] += each.worked
    _, default = new.seconds[ANY_SERVICE, ALL_DAY]
    count, total = sums[ANY_SERVICE, ALL_DAY]
    hall = (total + YOUNG * default) / (count + YOUNG)
    means = {key: (count, total / count) for key, (count, total) in sums.items() if count}
    return means | {(ANY_SERVICE, ALL_DAY): (count, hall)}


def slot_of(ticket: Past) -> int:
    """Return the half-hour of the day in which a ticket was taken."""
    return int(ticket.arrived // SLOT)


def _arrivals(past: Sequence[Past], days: int) -> Mapping[tuple[str, int], float]:
    counts = Counter((each.service, slot_of(each)) for each in past)
    return {key: count / days / SLOT for key, count in counts.items()}


def _head_starts(past: Sequence[Past]) -> Sequence[tuple[float, float]]:
    counts = Counter(each.head_start for each in past)
    return tuple((count / len(past), seconds) for seconds, count in sorted(counts.items()))


def _once(each: Past) -> bool:
    """Tell whether a visit went on without a break, so that its instants say what they seem to say."""
    if each.called is None or each.served is None or each.finished is None:
        return False
    return abs(each.finished - each.served - each.worked) < 2


def _turn(came: Iterable[Past], prior: float) -> float:
    """Return how long a counter takes from one visit to the next call, while the next one waits already."""
    by_counter: dict[tuple[int, str], list[Past]] = defaultdict(list)
    for each in came:
        by_counter[each.day, each.counter].append(each)
    gaps: list[float] = []
    for visits in by_counter.values():
        visits.sort(key=lambda each: each.called or 0.0)
        for before, after in pairwise(visits):
            if before.finished is not None and after.called is not None and after.arrived < before.finished:
                gaps.append(after.called - before.finished)
    usual = [gap for gap in gaps if 0 <= gap <= _LONGEST_TURN]
    return statistics.median(usual) if len(usual) >= ENOUGH else prior


def _drawn(values: Sequence[float], prior: float) -> float:
    return (sum(values) + STEADY * prior) / (len(values) + STEADY)


def _quantiles(ratios: Iterable[float]) -> Sequence[float]:
    ordered = sorted(ratios)
    return _of_mean_one([quantile(ordered, (step + 0.5) / QUANTILES) for step in range(QUANTILES)])


def _of_mean_one(values: Sequence[float]) -> Sequence[float]:
    mean = statistics.fmean(values)
    return tuple(value / mean for value in values)
