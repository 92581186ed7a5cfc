"""The queue engine of the simulated days, proved against the exact waits of a line before equal counters."""

import statistics
from collections.abc import Iterator
from math import sqrt
from random import Random

import pytest

from hall.queue.floor import Desk, Wish
from hall.simulation.lane import Lane, Visit, Visitor
from hall.statistics.staffing import Load

RUNS = 18
T_99 = 2.898  # Student's t for 17 degrees of freedom, two-sided 99 %
WARM_UP = 5  # one fifth of a run is dropped
LENGTHS = {0.5: 2000, 0.7: 4000, 0.9: 12000}  # the busier, the longer the memory of the empty start
LOADS = [(counters, busy) for counters in (1, 3, 6) for busy in LENGTHS]
ANYTHING = Wish("any")
DESK = Desk(frozenset({"any"}))


def strangers(random: Random, a_minute: float, people: int) -> Iterator[Visitor]:
    """Yield people who come by chance and stay a minute on average, by chance as well."""
    at = 0.0
    for _ in range(people):
        at += random.expovariate(a_minute)
        yield Visitor(at, ANYTHING, random.expovariate(1.0))


def mean_wait(counters: int, busy: float, seed: int) -> float:
    people = LENGTHS[busy]
    lane = Lane([DESK] * counters)
    visits = lane.live(strangers(Random(f"{counters} {busy} {seed}"), counters * busy, people))
    return statistics.fmean(waited(visit) for visit in visits[people // WARM_UP :])


def waited(visit: Visit) -> float:
    assert visit.called is not None
    return visit.called - visit.visitor.arrives


def covers(counters: int, busy: float) -> bool:
    """Tell whether the 99 % interval of the simulated mean wait covers the exact one."""
    means = [mean_wait(counters, busy, seed) for seed in range(RUNS)]
    half = T_99 * statistics.stdev(means) / sqrt(RUNS)
    exact = Load(counters * busy, 1.0).mean_wait(counters)
    assert half < exact  # an interval that covers everything would prove nothing
    return abs(statistics.fmean(means) - exact) <= half


def test_simulated_waits_are_the_exact_ones_under_nine_loads() -> None:
    assert sum(covers(counters, busy) for counters, busy in LOADS) >= 8


@pytest.mark.parametrize("late", [0.0, 60.0])
def test_nobody_is_called_before_opening_or_after_closing(late: float) -> None:
    lane = Lane([DESK], opens=100.0, closes=200.0)
    early, last, too_late = lane.live([Visitor(0.0, ANYTHING, 150.0 + late), Visitor(110.0, ANYTHING, 5.0),
                                       Visitor(120.0, ANYTHING, 5.0)])  # fmt: skip
    assert early.called == 100.0
    assert [last.called, too_late.called] == [None, None]


def test_who_has_left_keeps_the_counter_for_the_three_calls() -> None:
    lane = Lane([DESK], no_show_seconds=70.0)
    gone, after = lane.live([Visitor(0.0, ANYTHING, 500.0, leaves=True), Visitor(1.0, ANYTHING, 5.0)])
    assert (gone.called, after.called) == (0.0, 70.0)


def test_a_head_start_overtakes_whoever_came_less_than_it_before() -> None:
    people = [Visitor(0.0, ANYTHING, 5000.0), Visitor(1.0, ANYTHING, 60.0), Visitor(1500.0, ANYTHING, 60.0),
              Visitor(2000.0, ANYTHING, 60.0, head_start=1800.0)]  # fmt: skip
    _, first, second, old = Lane([DESK]).live(people)
    assert [first.called, old.called, second.called] == [5000.0, 5060.0, 5120.0]
