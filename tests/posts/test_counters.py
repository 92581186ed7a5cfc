"""Opening, pausing, closing a counter, and the back office behind it."""

import re
import tomllib
from pathlib import Path

import pytest

import hall.posts
from hall.kernel.resources import resource
from hall.posts import actions as posts
from hall.posts import rules
from hall.posts.views import counter, counters
from hall.queue import actions as queue
from tests.queue.house import House

SENTENCES = tomllib.loads(resource("translations", "zh_CN", "refusals", "posts.toml").read_text("utf-8"))


def sign(house: House, number: int = 1) -> tuple[str, str]:
    card = house.guide.see(counter, counter_id=house.counter_id(number))
    return card.state, card.pause_reason


@pytest.mark.parametrize("reason", ["meal", "restroom", "去街道送材料"])
def test_a_pause_says_why_and_ends_with_opening(house: House, reason: str) -> None:
    clerk = house.counter(1)
    clerk.do(posts.pause_counter, reason=f"  {reason} ")
    assert sign(house) == ("paused", reason)
    clerk.do(posts.open_counter)
    assert sign(house) == ("open", "")


def test_a_pause_needs_a_reason_of_one_line(house: House) -> None:
    clerk = house.counter(1)
    assert clerk.refused(posts.pause_counter, reason="  ") == "posts.reason_missing"
    assert clerk.refused(posts.pause_counter, reason="会" * 41) == "posts.reason_too_long"
    assert clerk.refused(posts.close_counter, reason="会" * 41) == "posts.reason_too_long"
    assert sign(house) == ("open", "")


def test_closing_may_say_why(house: House) -> None:
    house.counter(1).do(posts.close_counter, reason="broken_device")
    house.counter(2).do(posts.close_counter)
    assert (sign(house, 1), sign(house, 2)) == (("closed", "broken_device"), ("closed", ""))
    assert house.guide.see(counter, counter_id=house.counter_id(1)).staff_id is None


def test_in_the_back_office_nobody_is_called(house: House) -> None:
    house.take()
    clerk = house.counter(1)
    clerk.do(posts.work_in_back_office)
    assert sign(house) == ("back_office", "")
    for action in (queue.call_next, queue.serve_without_ticket, queue.undo):
        assert clerk.refused(action) == "queue.open_first"
    clerk.do(posts.open_counter)
    assert clerk.call() == "A001"


@pytest.mark.parametrize("arrived", [False, True])
@pytest.mark.parametrize(
    ("leave", "said"),
    [(posts.pause_counter, {"reason": "meal"}), (posts.close_counter, {}), (posts.work_in_back_office, {})],
)
def test_nobody_leaves_somebody_at_the_counter(
    house: House, leave: object, said: dict[str, str], arrived: bool
) -> None:
    ticket = house.take()
    clerk = house.counter(1)
    clerk.do(queue.call_next)
    if arrived:
        clerk.do(queue.arrive, ticket_id=ticket)
    assert clerk.refused(leave, **said) == "queue.finish_first"
    assert sign(house) == ("open", "")
    house.counter(3).do(leave, **said)


def test_who_was_passed_on_to_a_counter_that_closes_waits_for_any(house: House) -> None:
    to_counter, to_person, first = house.take(), house.take(), house.take("insurance")
    clerk = house.counter(3)
    house.guide.do(queue.transfer, ticket_id=to_counter, counter_id=house.counter_id(3))
    house.guide.do(queue.transfer, ticket_id=to_person, staff_id=clerk.actor.staff_id)
    clerk.do(posts.pause_counter, reason="meal")
    assert house.counter(1).call() == ""
    clerk.do(posts.close_counter)
    other = house.counter(1)
    for ticket in (to_counter, to_person):
        assert other.do(queue.call_next) == ticket
        other.serve(ticket)
    assert house.counter(2).do(queue.call_next) == first
    assert house.journals_hold()


def test_a_quick_counter_is_set_up_and_taken_back(house: House) -> None:
    which = {"counter_id": house.counter_id(1), "services": ["relief"], "takes_any": False}
    house.guide.do(posts.set_services, **which, quick_minutes=5)
    assert [card.quick_minutes for card in house.guide.see(counters)] == [5, 0, 0, 0]
    house.guide.do(posts.set_services, **which)
    assert [card.quick_minutes for card in house.guide.see(counters)] == [0, 0, 0, 0]
    for minutes in (-1, 61):
        assert house.guide.refused(posts.set_services, **which, quick_minutes=minutes) == "posts.quick_range"


@pytest.mark.parametrize(
    ("limit", "minutes", "fits"), [(0, 0, True), (0, 90, True), (5, 0, False), (5, 5, True), (5, 6, False)]
)
def test_unknown_is_not_short(limit: int, minutes: int, fits: bool) -> None:
    assert rules.short_enough(limit, minutes) is fits


def test_each_refusal_has_a_sentence() -> None:
    source = "\n".join(file.read_text("utf-8") for file in Path(hall.posts.__path__[0]).glob("*.py"))
    assert set(re.findall(r'Refusal\("(posts\.\w+)"', source)) | {"posts.no_counter"} == set(SENTENCES)


def test_the_sentence_at_an_occupied_counter_names_all_three_ways_out() -> None:
    of_queue = tomllib.loads(resource("translations", "zh_CN", "refusals", "queue.toml").read_text("utf-8"))
    assert all(way in of_queue["queue.finish_first"] for way in ("办完", "挂起", "过号"))
