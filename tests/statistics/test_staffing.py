"""How many counters are needed: against figures from the books, and as a hall's leader reads it."""

import math

import pytest

from hall.statistics.staffing import Load, StaffingPolicy, enough, needed, staffings


@pytest.mark.parametrize(
    ("counters", "traffic", "share"),
    [(1, 0.5, 0.5), (2, 1.0, 1 / 3), (3, 2.0, 4 / 9), (5, 4.0, 0.5541), (10, 8.0, 0.4092)],
)
def test_the_share_who_wait_is_the_one_in_the_tables(counters: int, traffic: float, share: float) -> None:
    assert Load(traffic, 1.0).share_waiting(counters) == pytest.approx(share, abs=5e-5)


def test_the_mean_wait_at_one_counter_is_that_of_the_books() -> None:
    load = Load(0.15, 5.0)  # nine an hour, five minutes each: three quarters busy
    assert load.mean_wait(1) == pytest.approx(0.75 / 0.25 * 5)
    assert load.share_within(1, 15) == pytest.approx(1 - 0.75 * math.exp(-0.25 * 15 / 5))


def test_a_line_that_only_grows_is_said_to() -> None:
    load = Load(0.5, 5.0)
    assert (load.share_waiting(2), load.mean_wait(2), load.share_within(2, 600)) == (1.0, math.inf, 0.0)


def test_more_counters_never_make_it_worse() -> None:
    found = staffings(Load(28 / 30, 5.2), StaffingPolicy(), 12)
    waits = [each.mean_wait for each in found]
    shares = [each.share_within for each in found]
    assert waits == sorted(waits, reverse=True)
    assert shares == sorted(shares)


def test_many_counters_overflow_nothing() -> None:
    assert 0 < Load(500.0, 1.0).share_waiting(510) < 1


def test_the_promise_decides_how_many_are_needed() -> None:
    load = Load(28 / 30, 5.2)
    assert needed(load, StaffingPolicy()) == 6
    assert needed(load, StaffingPolicy(target_minutes=1, target_percent=95)) == 9
    assert needed(Load(1000.0, 1.0), StaffingPolicy()) is None


def test_nobody_needs_no_more_than_one() -> None:
    found = staffings(Load(0.0, 5.0), StaffingPolicy(), 2)
    assert (found[0].mean_wait, found[0].share_within) == (0.0, 1.0)
    assert enough(found, StaffingPolicy()) is found[0]
