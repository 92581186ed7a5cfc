"""When the kiosk gives tickets: opening hours, days off, and a line that the day cannot serve any more."""

from datetime import timedelta

import pytest

from hall.queue import actions
from hall.queue.hours import NoTickets, no_tickets
from hall.security.rules import allowed
from tests.queue.house import MORNING, House

RELIEF = {"service_code": "relief"}


@pytest.mark.parametrize(
    ("time", "code"),
    [
        ("08:29", "queue.not_yet_open"),
        ("08:30", ""),
        ("16:59", ""),
        ("17:00", "queue.closed_for_today"),
        ("23:30", "queue.closed_for_today"),
    ],
)
def test_the_kiosk_gives_tickets_in_the_halls_hours(house: House, time: str, code: str) -> None:
    hours, minutes = map(int, time.split(":"))
    house.clock.move_to(MORNING + timedelta(hours=hours - 9, minutes=minutes))
    if code:
        assert house.kiosk.refused(actions.take_ticket, **RELIEF) == code
    else:
        assert house.kiosk.do(actions.take_ticket, **RELIEF)
    assert house.guide.do(actions.take_ticket, **RELIEF)


def test_on_a_day_off_only_staff_give_tickets_unless_the_hall_serves_then(house: House) -> None:
    house.clock.move_to(MORNING + timedelta(days=5))
    assert house.kiosk.refused(actions.take_ticket, **RELIEF) == "queue.day_off"
    assert house.guide.do(actions.take_ticket, **RELIEF)
    house.set(tickets_on_days_off=True)
    assert house.kiosk.do(actions.take_ticket, **RELIEF)


def test_a_hall_may_give_tickets_at_any_hour(house: House) -> None:
    house.set(tickets_from="", tickets_until="", counters_close="")
    house.clock.move_to(MORNING + timedelta(days=5, hours=13))
    assert house.kiosk.do(actions.take_ticket, **RELIEF)


def test_when_the_line_fills_the_rest_of_the_day_the_kiosk_says_so(house: House) -> None:
    house.set(default_minutes=60)
    house.clock.move_to(MORNING + timedelta(hours=7, minutes=30))  # an hour before closing
    for _ in range(12):
        house.take()
    assert house.kiosk.refused(actions.take_ticket, **RELIEF) == "queue.capacity_gone"
    assert house.kiosk.do(actions.take_ticket, service_code="insurance")
    assert house.guide.do(actions.take_ticket, **RELIEF)
    house.set(default_minutes=60, counters_close="")
    assert house.kiosk.do(actions.take_ticket, **RELIEF)


def test_a_refused_ticket_burns_no_number(house: House) -> None:
    house.clock.move_to(MORNING + timedelta(hours=9))
    assert house.kiosk.refused(actions.take_ticket, **RELIEF) == "queue.closed_for_today"
    assert house.number(house.take()) == "A001"


def test_a_clerk_may_do_what_the_counter_window_offers() -> None:
    wanted = {"queue.serve_without_ticket", "queue.next_matter", "queue.undo", "posts.work_in_back_office"}
    assert wanted <= allowed(["clerk"], "counter")
    assert not wanted & allowed([], "kiosk")
    assert not wanted & allowed(["guide"], "guide")


@pytest.mark.parametrize(
    ("time", "known"),
    [
        ("08:29", NoTickets("queue.not_yet_open", "08:30")),
        ("08:30", None),
        ("16:59", None),
        ("17:00", NoTickets("queue.closed_for_today")),
    ],
)
def test_anybody_can_see_when_machines_give_tickets(house: House, time: str, known: NoTickets | None) -> None:
    hours, minutes = map(int, time.split(":"))
    house.clock.move_to(MORNING + timedelta(hours=hours - 9, minutes=minutes))
    assert house.kiosk.see(no_tickets) == known
    assert house.guide.see(no_tickets) == known


def test_a_day_off_is_seen_unless_the_hall_serves_then(house: House) -> None:
    house.clock.move_to(MORNING + timedelta(days=5))
    assert house.kiosk.see(no_tickets) == NoTickets("queue.day_off")
    house.set(tickets_on_days_off=True)
    assert house.kiosk.see(no_tickets) is None


def test_the_day_is_full_when_it_is_full_for_every_service(house: House) -> None:
    house.set(default_minutes=60)
    house.clock.move_to(MORNING + timedelta(hours=7, minutes=30))
    for service in ("relief", "insurance"):
        for _ in range(12):
            house.guide.do(actions.take_ticket, service_code=service)
    assert house.kiosk.see(no_tickets) is None
    assert house.kiosk.do(actions.take_ticket, service_code="family")
    for _ in range(12):
        house.guide.do(actions.take_ticket, service_code="family")
    assert house.kiosk.see(no_tickets) == NoTickets("queue.capacity_gone")
    assert house.kiosk.refused(actions.take_ticket, service_code="family") == "queue.capacity_gone"
    house.set(default_minutes=60, counters_close="")
    assert house.kiosk.see(no_tickets) is None
