"""What the windows, the big screen and the day's report show."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from hall.posts.actions import pause_counter
from hall.posts.model import Counter
from hall.queue import actions, views
from hall.queue.figures import ClassWaits, SeriesFigures, day_figures
from hall.queue.prospect import FAR
from hall.queue.views import Outlook, WaitingCount
from hall.screens.display import display_feed
from tests.queue.house import House


def test_the_display_counts_people_where_they_queue_whatever_letter_they_carry(house: House) -> None:
    house.take("relief")
    house.take("relief", priority="P1", ground="certificate_seen")
    house.take("family")
    assert house.guide.see(views.waiting_counts) == (
        WaitingCount("A", "民政", 2),
        WaitingCount("B", "社保", 0),
        WaitingCount("C", "卫健", 1),
    )


def test_the_preview_is_whom_the_key_calls(house: House) -> None:
    house.take("insurance")
    house.take("relief", priority="P2", ground="clerk_note")
    clerk = house.counter(3)
    shown = clerk.see(views.next_up, counter_id=house.counter_id(3))
    assert (shown.number, clerk.call()) == ("V001", "V001")
    assert house.counter(1).see(views.next_up, counter_id=house.counter_id(1)) is None


def test_the_outlook_counts_whom_my_counters_call_first_and_the_open_counters(house: House) -> None:
    house.take("insurance")
    house.take("family")
    for _ in range(3):
        house.take()
    mine = house.take()
    house.take()
    house.take("insurance")
    before = house.guide.see(views.outlook, ticket_id=mine)
    assert (before.ahead, before.counters) == (4, (1, 3))  # the one for insurance may come to counter 3
    house.counter(3).do(pause_counter, reason="送材料")
    after = house.guide.see(views.outlook, ticket_id=mine)
    assert (after.ahead, after.counters) == (3, (1,))
    assert after.minutes > before.minutes
    assert after.low <= after.minutes <= after.high


def test_who_finds_a_free_counter_does_not_wait(house: House) -> None:
    assert house.guide.see(views.outlook_of, service_code="relief") == Outlook(0, 0, 0, 0, (1, 3))


def test_nobody_ahead_is_still_a_wait_while_all_are_busy(house: House) -> None:
    for service, number in (("relief", 1), ("insurance", 2), ("relief", 3), ("family", 4)):
        ticket = house.take(service)
        house.counter(number).do(actions.call_ticket, ticket_id=ticket)
        house.counter(number).do(actions.arrive, ticket_id=ticket)
    outlook = house.guide.see(views.outlook_of, service_code="relief")
    assert outlook.ahead == 0
    assert 0 < outlook.minutes <= outlook.high


def test_a_called_ticket_has_nothing_more_to_wait_for(house: House) -> None:
    ticket = house.take()
    house.counter(1).call()
    assert house.guide.see(views.outlook, ticket_id=ticket) == Outlook(0, None, 0, 0, (1, 3))


def test_who_stands_far_back_is_told_a_wait_in_proportion(house: House) -> None:
    with Session(house.engine) as session, session.begin():
        session.execute(update(Counter).where(Counter.number != 2).values(state="closed"))
    tickets = [house.take("insurance") for _ in range(FAR + 30)]
    near, far = (house.guide.see(views.outlook, ticket_id=tickets[place]) for place in (20, FAR + 29))
    assert (near.ahead, far.ahead) == (20, FAR + 29)
    assert far.minutes > near.minutes


def test_before_opening_the_estimate_says_nothing_and_all_windows_are_named(house: House) -> None:
    with Session(house.engine) as session, session.begin():
        session.execute(update(Counter).values(state="closed"))
    house.take()
    assert house.guide.see(views.outlook_of, service_code="relief") == Outlook(1, None, 0, 0, (1, 3))


def test_a_screen_sees_several_services_at_one_look(house: House) -> None:
    house.take()
    codes = ("relief", "insurance", "family")
    together = house.guide.see(views.outlooks_of, service_codes=codes)
    assert together == tuple(house.guide.see(views.outlook_of, service_code=code) for code in codes)


def test_a_service_of_no_counter_is_taken_by_those_that_take_everything(house: House) -> None:
    with Session(house.engine) as session, session.begin():
        session.execute(update(Counter).where(Counter.number.in_((2, 3))).values(services=[]))
    assert house.guide.see(views.outlook_of, service_code="insurance").counters == (4,)


def test_a_ticket_is_found_by_its_number_of_today_and_by_its_code(house: House) -> None:
    ticket = house.guide.ticket(house.take())
    assert house.guide.see(views.ticket_numbered, number=" a001 ") == ticket
    typed = f" {ticket.status_code[:4].lower()}-{ticket.status_code[4:].lower()}"
    assert house.guide.see(views.ticket_of_code, status_code=typed) == ticket
    assert house.guide.see(views.ticket_numbered, number="A002") is None
    house.wait(days=1)
    assert house.guide.see(views.ticket_numbered, number="A001") is None
    assert house.guide.see(views.ticket_of_code, status_code=ticket.status_code).number == "A001"


def test_the_counter_sees_its_own_ticket(house: House) -> None:
    ticket = house.take()
    clerk = house.counter(1)
    assert clerk.see(views.at_counter, counter_id=house.counter_id(1)) is None
    clerk.do(actions.call_next)
    assert clerk.see(views.at_counter, counter_id=house.counter_id(1)).id == ticket
    clerk.serve(ticket)
    assert clerk.see(views.at_counter, counter_id=house.counter_id(1)) is None


def test_the_big_screen_shows_calls_counters_and_no_names(house: House) -> None:
    person = house.resident("周小满", None)
    first = house.take(person_id=person)
    house.take("insurance")
    house.counter(1).do(actions.call_next)
    house.wait(seconds=5)
    house.counter(2).do(actions.call_next)
    house.counter(1).do(actions.arrive, ticket_id=first)
    house.counter(3).do(pause_counter, reason="用餐")
    feed = house.guide.see(display_feed)
    assert (feed.newest.number, feed.newest.counter_number, feed.newest.calls) == ("B001", 2, 1)
    assert [(call.number, call.counter_number, call.state) for call in feed.calls] == [
        ("B001", 2, "calling"),
        ("A001", 1, "serving"),
    ]
    signs = [(sign.number, sign.state, sign.pause_reason, sign.ticket_number) for sign in feed.counters]
    assert signs == [(1, "open", "", "A001"), (2, "open", "", "B001"), (3, "paused", "用餐", ""), (4, "open", "", "")]
    assert "周小满" not in repr(feed)
    assert person not in repr(feed)


def test_a_missed_number_stays_on_the_big_screen_and_a_finished_one_leaves_it(house: House) -> None:
    first = house.take()
    second = house.take("insurance")
    house.counter(1).do(actions.call_next)
    house.counter(2).do(actions.call_next)
    house.counter(2).serve(second)
    house.wait(seconds=70)
    house.run_due()
    feed = house.guide.see(display_feed)
    assert feed.newest is None
    assert [(call.ticket_id, call.state) for call in feed.calls] == [(first, "missed")]


def test_a_new_call_is_shown_first_and_the_list_has_an_end(house: House) -> None:
    tickets = [house.take() for _ in range(3)]
    for ticket, number in zip(tickets, (1, 3, 4), strict=True):
        house.counter(number).do(actions.call_ticket, ticket_id=ticket)
        house.wait(seconds=1)
    house.wait(seconds=17)
    house.run_due()
    feed = house.guide.see(display_feed, last=2)
    assert [(call.number, call.calls) for call in feed.calls] == [("A001", 2), ("A003", 1)]


def test_the_day_in_figures(house: House) -> None:
    first, second = house.take(), house.take()
    house.take("insurance", priority="P1", ground="certificate_seen")
    clerk = house.counter(1)
    house.wait(seconds=58)
    clerk.do(actions.call_next)
    clerk.serve(first)
    clerk.do(actions.call_next)
    house.wait(seconds=70)
    house.run_due()
    house.guide.do(actions.requeue, ticket_id=second)
    house.wait(hours=12)
    house.run_due()
    figures = clerk.see(day_figures)
    assert figures.series == (
        SeriesFigures("A", "民政", taken=2, done=1, missed=1, expired=1),
        SeriesFigures("B", "社保", taken=1, done=0, missed=0, expired=1),
        SeriesFigures("C", "卫健", taken=0, done=0, missed=0, expired=0),
    )
    assert figures.waits == (ClassWaits("P4", called=2, mean_seconds=59.5, longest_seconds=60.0),)
    assert [each.still_open for each in figures.series] == [0, 0, 0]
    house.wait(days=1)
    assert house.guide.see(day_figures, day=figures.day) == figures
    assert not house.guide.see(day_figures).waits


def test_a_wait_ends_with_the_first_call_also_for_who_missed_it(house: House) -> None:
    ticket = house.take()
    house.wait(minutes=2)
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    house.wait(minutes=2)
    house.run_due()
    house.guide.do(actions.requeue, ticket_id=ticket)
    clerk.do(actions.call_next)
    (waits,) = clerk.see(day_figures).waits
    assert waits.longest_seconds == 120


@pytest.mark.parametrize("requeued", [False, True])
def test_the_missed_list_shows_whom_the_guide_may_take_back(house: House, *, requeued: bool) -> None:
    ticket = house.take()
    house.counter(1).do(actions.call_next)
    house.wait(seconds=70)
    house.run_due()
    if requeued:
        house.guide.do(actions.requeue, ticket_id=ticket)
    assert [card.id for card in house.guide.see(views.missed)] == ([] if requeued else [ticket])
