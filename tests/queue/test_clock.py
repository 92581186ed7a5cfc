"""The clock does odd things: midnight comes in the middle of a call, or somebody sets the clock back."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hall.queue import actions, views
from hall.queue.figures import day_figures
from hall.queue.ledger import JOURNAL
from tests.queue.house import MORNING, House, Post

BEFORE_MIDNIGHT = MORNING + timedelta(hours=14, minutes=59, seconds=30)
YESTERDAY = MORNING.date()


@pytest.fixture
def late(house: House) -> House:
    """Give the hall half a minute before midnight."""
    house.clock.move_to(BEFORE_MIDNIGHT)
    return house


def called(house: House) -> tuple[Post, str]:
    ticket = house.take()
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    return clerk, ticket


def test_who_is_served_over_midnight_is_finished_under_their_own_day(late: House) -> None:
    clerk, ticket = called(late)
    clerk.do(actions.arrive, ticket_id=ticket)
    late.wait(minutes=5)
    today = late.take()
    late.run_due()
    clerk.do(actions.next_matter, ticket_id=ticket)
    clerk.do(actions.finish, ticket_id=ticket)
    card = clerk.ticket(ticket)
    assert (card.state, card.day, card.worked_seconds) == ("done", YESTERDAY, 301)
    assert [each.done for each in clerk.see(day_figures, day=YESTERDAY).series if each.taken] == [1]
    assert clerk.do(actions.call_next) == today


def test_calls_over_midnight_go_on_and_free_the_counter(late: House) -> None:
    clerk, ticket = called(late)
    late.wait(seconds=40)
    late.take("insurance")
    late.run_due()
    assert (clerk.ticket(ticket).state, clerk.ticket(ticket).calls) == ("calling", 3)
    late.wait(seconds=30)
    late.run_due()
    assert clerk.ticket(ticket).state == "missed"
    late.take()
    assert clerk.call() == "A001"
    assert late.journals_hold()


def test_a_finish_is_taken_back_over_midnight(late: House) -> None:
    clerk, ticket = called(late)
    clerk.do(actions.arrive, ticket_id=ticket)
    clerk.do(actions.finish, ticket_id=ticket)
    late.wait(seconds=45)
    assert clerk.do(actions.undo) == ticket
    assert (clerk.ticket(ticket).state, clerk.ticket(ticket).day) == ("serving", YESTERDAY)


def test_a_call_of_yesterday_cannot_go_back_into_a_line_that_is_over(late: House) -> None:
    clerk, ticket = called(late)
    late.wait(seconds=45)
    assert clerk.refused(actions.undo) == "queue.of_another_day"
    clerk.serve(ticket)


def test_who_was_forgotten_at_a_counter_does_not_block_it_in_the_morning(house: House) -> None:
    clerk, ticket = called(house)
    clerk.do(actions.arrive, ticket_id=ticket)
    house.wait(days=1)
    today = house.take()
    assert (clerk.ticket(ticket).state, clerk.do(actions.call_next)) == ("expired", today)


def test_a_ticket_of_yesterday_says_so(house: House) -> None:
    house.set(calls=1)
    waiting = house.take("insurance")
    clerk, missed = called(house)
    clerk.do(actions.miss, ticket_id=missed)
    held = house.take()
    clerk.do(actions.call_next)
    clerk.do(actions.arrive, ticket_id=held)
    clerk.do(actions.hold, ticket_id=held, reason="pay")
    house.wait(days=1)
    for action, asked in (
        (actions.call_ticket, {"ticket_id": waiting}),
        (actions.transfer, {"ticket_id": waiting, "service_code": "relief"}),
        (actions.requeue, {"ticket_id": missed}),
        (actions.resume, {"ticket_id": held, "to_line": True}),
    ):
        assert clerk.refused(action, **asked) == "queue.of_another_day"
    assert clerk.see(views.ticket_of_code, status_code=clerk.ticket(waiting).status_code).day == YESTERDAY


def test_whoever_comes_after_the_clock_was_set_back_stands_behind(house: House) -> None:
    first = house.take()
    second = house.take("insurance")
    house.clock.advance(timedelta(hours=-1))
    third, fourth = house.take(), house.take("insurance")
    urgent = house.take(priority="P2", ground="clerk_note")
    assert [card.id for card in house.guide.see(views.in_line)] == [urgent, first, second, third, fourth]
    house.clock.advance(timedelta(hours=2))
    assert house.guide.see(views.in_line)[-1].id == fourth
    assert [card.id for card in house.guide.see(views.in_line)][-1] != house.take()
    assert house.journals_hold()


def test_a_missed_ticket_comes_back_behind_the_one_before_it_whatever_the_clock_shows(house: House) -> None:
    house.set(calls=1)
    clerk = house.counter(1)
    gone = []
    for _ in range(2):
        ticket = house.take()
        clerk.do(actions.call_next)
        clerk.do(actions.miss, ticket_id=ticket)
        gone.append(ticket)
    others = [house.take() for _ in range(2)]
    clerk.do(actions.requeue, ticket_id=gone[0])
    house.clock.advance(timedelta(minutes=-20))
    clerk.do(actions.requeue, ticket_id=gone[1])
    assert [card.id for card in clerk.see(views.in_line)] == [*others, *gone]


def test_a_clock_set_back_takes_no_time_away_and_locks_no_key(house: House) -> None:
    clerk, ticket = called(house)
    house.wait(seconds=8)
    clerk.do(actions.recall, ticket_id=ticket)
    house.clock.advance(timedelta(hours=-1))
    clerk.do(actions.recall, ticket_id=ticket)
    clerk.do(actions.arrive, ticket_id=ticket)
    house.wait(minutes=3)
    clerk.do(actions.hold, ticket_id=ticket, reason="pay")
    clerk.do(actions.resume, ticket_id=ticket)
    house.clock.advance(timedelta(hours=-1))
    clerk.do(actions.finish, ticket_id=ticket)
    assert clerk.ticket(ticket).worked_seconds == 180
    waits = clerk.see(day_figures).waits
    assert [each.mean_seconds >= 0 and each.longest_seconds >= 0 for each in waits] == [True]
    assert house.journals_hold()


def test_a_call_after_the_clock_was_set_back_waits_no_negative_time(house: House) -> None:
    house.take()
    house.clock.advance(timedelta(hours=-1))
    clerk = house.counter(1)
    ticket = clerk.do(actions.call_next)
    clerk.serve(ticket)
    (waits,) = clerk.see(day_figures).waits
    assert (waits.mean_seconds, waits.longest_seconds) == (0, 0)
    house.take()
    assert clerk.call() == "A002"


def test_calls_by_themselves_come_in_time_after_the_clock_was_set_back(house: House) -> None:
    house.clock.advance(timedelta(hours=-1))
    clerk, ticket = called(house)
    house.wait(seconds=20)
    house.run_due()
    assert clerk.ticket(ticket).calls == 2


def test_a_wrong_call_is_taken_back_after_the_clock_was_set_back(house: House) -> None:
    clerk, ticket = called(house)
    house.clock.advance(timedelta(hours=-1))
    assert clerk.do(actions.undo) == ticket
    with Session(house.engine) as session:
        assert JOURNAL.history(session, ticket)[-1].kind == "call_undone"
    assert clerk.call() == "A001"
