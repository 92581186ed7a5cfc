"""How many counters a hall needs, from its own days."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from hall.queue import actions
from hall.queue.pace import learn_pace
from hall.statistics.views import staffing
from tests.queue.house import House, furnish


@pytest.fixture
def house(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[House]:
    house = House(prepared_database(furnish))
    yield house
    house.close()


def crowd(house: House, people: int, minutes: float) -> None:
    """Let people come at once to the one counter for insurance, and stay so many minutes each."""
    clerk = house.counter(2)
    tickets = [house.take("insurance") for _ in range(people)]
    for ticket in tickets:
        clerk.do(actions.call_next)
        clerk.do(actions.arrive, ticket_id=ticket)
        house.wait(minutes=minutes)
        clerk.do(actions.finish, ticket_id=ticket)


def test_before_the_first_evening_nothing_is_known(house: House) -> None:
    advice = house.guide.see(staffing)
    assert (advice.days, advice.half_hours, advice.peak, advice.at_peak) == (0, (), None, ())


def test_the_half_hour_with_the_most_work_says_how_many_counters_it_needs(house: House) -> None:
    crowd(house, people=20, minutes=6)
    house.wait(hours=3)
    crowd(house, people=2, minutes=6)
    house.guide.do(learn_pace)
    advice = house.guide.see(staffing)
    assert advice.peak is not None
    assert (advice.days, advice.peak.number, advice.peak.people) == (1, 18, 20)
    assert advice.peak.minutes == pytest.approx(6.1, abs=0.3)
    busy = advice.peak.people / 30 * advice.peak.minutes
    assert advice.peak.needed is not None
    assert advice.peak.needed > busy  # about four counters' work
    assert [each.counters for each in advice.at_peak] == list(range(1, advice.peak.needed + 3))
    assert [half.people for half in advice.half_hours] == [20, 2]
    assert advice.half_hours[1].needed == 1
