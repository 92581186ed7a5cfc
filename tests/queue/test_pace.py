"""What the hall learns from its own days, and how fast it says so."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from hall.posts.model import Counter
from hall.queue import actions, views
from hall.queue.estimate import ALL_DAY
from hall.queue.pace import FEW_DAYS, LEARNED_FROM, learn_pace
from hall.queue.pace_model import HallPace, ServicePace, WaitForecast
from tests.queue.house import House


def live_a_day(house: House, *, minutes: float, people: int = 6) -> None:
    """Let people come every two minutes to the one counter for insurance, and stay so many minutes each."""
    clerk = house.counter(2)
    tickets = [house.take("insurance") for _ in range(people)]
    for ticket in tickets:
        clerk.do(actions.call_next)
        house.wait(seconds=10)
        clerk.do(actions.arrive, ticket_id=ticket)
        house.wait(minutes=minutes)
        clerk.do(actions.finish, ticket_id=ticket)
    house.wait(hours=11)
    house.run_due()
    house.wait(minutes=13 * 60 - people * (minutes + 1 / 6), seconds=-people)


def only_insurance(house: House) -> None:
    """Close the other counters, so that nobody helps out."""
    with Session(house.engine) as session, session.begin():
        session.execute(update(Counter).where(Counter.number != 2).values(state="closed"))


def rows(house: House, model: Any) -> list[Any]:
    with Session(house.engine) as session:
        return list(session.scalars(select(model)))


def promised(house: House) -> int:
    """Return the minutes that the fourth in line for insurance is told."""
    tickets = [house.take("insurance") for _ in range(4)]
    return house.guide.see(views.outlook, ticket_id=tickets[-1]).minutes


def test_the_estimate_learns_from_the_same_day_in_a_new_hall(house: House) -> None:
    only_insurance(house)
    clerk = house.counter(2)
    tickets = [house.take("insurance") for _ in range(13)]
    before = house.guide.see(views.outlook, ticket_id=tickets[-1]).minutes
    for ticket in tickets[:6]:
        clerk.do(actions.call_next)
        clerk.do(actions.arrive, ticket_id=ticket)
        house.wait(minutes=30)
        clerk.do(actions.finish, ticket_id=ticket)
    after = house.guide.see(views.outlook, ticket_id=tickets[-1])
    assert after.ahead == 6
    assert after.minutes > before  # half as many are left, and they take four times as long as was thought


@pytest.mark.parametrize(("minutes", "least", "most"), [(2, 6, 12), (20, 45, 75)])
def test_slow_and_fast_halls_tell_different_waits(house: House, minutes: int, least: int, most: int) -> None:
    only_insurance(house)
    for _ in range(FEW_DAYS + 1):
        live_a_day(house, minutes=minutes)
    assert least <= promised(house) <= most


def test_it_is_learned_in_the_evening_by_service_and_half_hour(house: House) -> None:
    only_insurance(house)
    live_a_day(house, minutes=3)
    (known,) = rows(house, HallPace)
    assert (known.days, 10 < known.walk < 12) == (1, True)
    of_service = {row.half_hour: row for row in rows(house, ServicePace) if row.service == "insurance"}
    assert set(of_service) == {ALL_DAY, 18}  # the half-hour from nine
    assert (of_service[18].visits, of_service[18].seconds, of_service[18].arrivals) == (6, 180, 6)


def test_learning_twice_changes_nothing_and_old_days_are_forgotten(house: House) -> None:
    only_insurance(house)
    live_a_day(house, minutes=3)
    before = {(row.service, row.half_hour): row.seconds for row in rows(house, ServicePace)}
    house.guide.do(learn_pace)
    assert {(row.service, row.half_hour): row.seconds for row in rows(house, ServicePace)} == before
    house.wait(days=LEARNED_FROM / timedelta(days=1))
    assert house.guide.do(learn_pace) == 0
    assert {row.service for row in rows(house, ServicePace)} == {""}


def test_what_stood_on_the_paper_is_kept(house: House) -> None:
    only_insurance(house)
    first, second = house.take("insurance"), house.take("insurance")
    told = house.guide.see(views.outlook, ticket_id=second)
    kept = {row.ticket_id: (row.minutes, row.low, row.high) for row in rows(house, WaitForecast)}
    assert kept == {first: (0, 0, 0), second: (told.minutes, told.low, told.high)}


def test_no_promise_is_kept_where_none_was_made(house: House) -> None:
    with Session(house.engine) as session, session.begin():
        session.execute(update(Counter).values(state="closed"))
    house.take()
    assert rows(house, WaitForecast) == []


def test_taking_a_ticket_never_reads_the_history(house: House) -> None:
    only_insurance(house)
    for _ in range(FEW_DAYS):
        live_a_day(house, minutes=3)
    asked: list[str] = []
    event.listen(house.engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    house.take("insurance")
    reads = [each for each in asked if each.startswith("SELECT") and "FROM ticket" in each]
    assert reads
    open_ones = ("state = 'waiting'", "state IN (", "ticket.id =")
    assert [each for each in reads if not any(open_one in each for open_one in open_ones)] == []
    with Session(house.engine) as session:
        assert session.scalar(select(func.count()).select_from(WaitForecast)) == FEW_DAYS * 6 + 1
