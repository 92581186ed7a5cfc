"""The estimate on twenty days from which it has learned nothing: how far out, and how often within its range."""

import pytest

from hall.queue.learning import unlearned
from tests.queue.past_days import POLICY, PastDays, Told, error

HALLS = [("neighbourhood", 2), ("street", 4)]


@pytest.fixture(scope="module", params=HALLS, ids=lambda hall: f"{hall[0]}-{hall[1]}")
def waits(request: pytest.FixtureRequest) -> list[Told]:
    days = PastDays(*request.param)
    return days.measured(days.learned())


def test_it_is_nearer_than_average_times_people_by_counters(waits: list[Told]) -> None:
    assert len(waits) > 500
    assert error(waits, "minutes") <= 0.8 * error(waits, "by_service")


def test_eight_of_ten_waits_end_within_the_range(waits: list[Told]) -> None:
    assert 0.75 <= sum(each.within for each in waits) / len(waits) <= 0.85


def test_it_is_nearer_also_than_that_method_over_the_whole_hall(waits: list[Told]) -> None:
    assert error(waits, "minutes") < 0.9 * error(waits, "by_hall")


def test_a_hall_that_has_learned_is_nearer_than_one_on_its_first_day() -> None:
    days = PastDays("neighbourhood", 2)
    learned, new = (error(days.measured(pace), "minutes") for pace in (days.learned(), unlearned(POLICY)))
    assert learned < 0.9 * new
