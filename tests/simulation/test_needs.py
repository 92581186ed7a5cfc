"""How many counters the lived days needed, as a leader reads it in the report."""

from random import Random

import pytest

from hall.queue.floor import Wish
from hall.simulation.lane import Visitor
from hall.simulation.needs import Needs, needs_of
from hall.simulation.staffing_chart import needs_section, sentences
from hall.statistics.staffing import StaffingPolicy

NINE, CLOSES = 9 * 3600.0, 17.5 * 3600.0
SERVICES = {"relief": "A", "insurance": "B"}


def busy_morning(people: int, seconds: float = 300.0) -> list[Visitor]:
    """Return people who come in the half-hour from nine, and two in the afternoon."""
    random = Random(3)
    came = sorted(NINE + random.uniform(0, 1800) for _ in range(people))
    morning = [Visitor(at, Wish(random.choice(list(SERVICES))), seconds) for at in came]
    return [*morning, *(Visitor(NINE + late * 3600, Wish("relief"), seconds) for late in (5.2, 6.3))]


def needs(people: int = 28, policy: StaffingPolicy | None = None, seconds: float = 300.0) -> Needs:
    found = needs_of([busy_morning(people, seconds)], SERVICES, policy or StaffingPolicy(), (NINE, CLOSES), 70.0)
    assert found is not None
    return found


def test_the_peak_is_told_with_what_each_number_of_counters_would_mean() -> None:
    told = sentences(needs())
    assert told[0].startswith("高峰时段 9:00–9:30 来 28 人，每人平均 5.0 分钟：开 3 个窗口，平均等 7 分钟；")
    assert told[1] == "要让 80% 的人等候不超过 15 分钟，高峰时段要开 4 个窗口；如果高峰一直不退，要开 6 个。"


def test_one_more_counter_never_makes_the_same_day_worse() -> None:
    waits = [each.mean_wait for each in needs().lived]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] > 30
    assert waits[-1] < 1


def test_a_stricter_promise_needs_more_counters() -> None:
    lax, strict = needs(), needs(policy=StaffingPolicy(target_minutes=1, target_percent=95))
    assert lax.enough is not None
    assert strict.enough is not None
    assert lax.enough < strict.enough


def test_a_promise_that_nothing_keeps_is_said_so() -> None:
    told = needs(policy=StaffingPolicy(target_minutes=0, target_percent=101))
    assert told.enough is None
    assert "还不够" in sentences(told)[1]


def test_who_never_gets_called_waited_until_the_hall_closed() -> None:
    found = needs(people=3, seconds=10 * 3600)
    assert found.lived[0].mean_wait > 5 * 60


def test_both_charts_have_a_mark_for_each_number_of_counters() -> None:
    found = needs()
    section = needs_section(found)
    assert section.count("<circle") == 2 * len(found.lived) + 1  # and one in the legend
    assert section.count("<rect") == 2 * len(found.exact) + 1
    assert "nan" not in section
    assert "inf" not in section


def test_a_day_on_which_nobody_comes_needs_nothing() -> None:
    assert needs_of([[]], SERVICES, StaffingPolicy(), (NINE, CLOSES), 70.0) is None
    assert needs_section(None) == ""


@pytest.mark.parametrize("people", [1, 28, 120])
def test_the_account_can_be_read_by_a_machine(people: int) -> None:
    summary = needs(people).summary()
    assert summary["half_hour"] == "9:00"
    assert len(summary["lived"]) == len(summary["exact"])
    assert all(each["mean_wait"] is None or each["mean_wait"] >= 0 for each in summary["exact"])
