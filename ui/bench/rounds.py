"""Times things side by side: in rounds, in turn, so that whatever disturbs the machine disturbs all alike."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter

Times = dict[str, list[float]]


def in_turn(tasks: Mapping[str, Callable[[], object]], rounds: int) -> Times:
    """Run every task once a round, each round beginning with another one; answers with the seconds of each.

    One round before the first is not counted: it warms caches and compiles statements.
    """
    times: Times = {name: [] for name in tasks}
    names = list(tasks)
    for turn in range(rounds + 1):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            seconds = seconds_of(tasks[name])
            if turn:
                times[name].append(seconds)
    return times


def seconds_of(task: Callable[[], object]) -> float:
    """Return how long a task took."""
    begun = perf_counter()
    task()
    return perf_counter() - begun


def middle_ms(seconds: Sequence[float]) -> float:
    """Return the mean of the middle half, in milliseconds.

    As deaf to outliers as the median; but where a disk answers in steps of milliseconds, a median jumps from step to
    step and shows two ways as equal that are not.
    """
    ordered = sorted(seconds)
    quarter = len(ordered) // 4
    return statistics.fmean(ordered[quarter : len(ordered) - quarter]) * 1000


def median_ms(seconds: Sequence[float]) -> float:
    """Return the median in milliseconds."""
    return statistics.median(seconds) * 1000


def p95_ms(seconds: Sequence[float]) -> float:
    """Return in milliseconds what 95 of 100 stay under."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1000
