"""Taking back a key pressed by mistake: a call, a finish, a miss."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.posts.actions import pause_counter
from hall.queue import actions, undoing, views
from hall.queue.ledger import JOURNAL
from hall.storage.due import DueAct
from tests.queue.house import House, Post


def served(house: House) -> tuple[Post, str]:
    """Return the clerk of counter 1 and the ticket that has just come to it."""
    ticket = house.take()
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    clerk.do(actions.arrive, ticket_id=ticket)
    return clerk, ticket


def kinds(house: House, ticket: str) -> list[str]:
    with Session(house.engine) as session:
        return [entry.kind for entry in JOURNAL.history(session, ticket)]


def acts_owed(house: House, ticket: str) -> list[str]:
    with Session(house.engine) as session:
        return list(session.scalars(select(DueAct.action).where(DueAct.subject_id == ticket)))


def test_a_call_taken_back_stands_where_it_stood(house: House) -> None:
    first, second = house.take(), house.take(priority="P2", ground="clerk_note")
    clerk = house.counter(1)
    before = clerk.see(views.in_line)
    assert clerk.do(actions.call_next) == second
    house.wait(seconds=25)
    house.run_due()
    assert clerk.do(actions.undo) == second
    assert clerk.see(views.in_line) == before
    assert acts_owed(house, second) == []
    assert kinds(house, second) == ["taken", "called", "recalled", "call_undone"]
    house.wait(minutes=5)
    house.run_due()
    assert (clerk.call(), clerk.ticket(first).state) == ("V001", "waiting")
    assert house.journals_hold()


def test_a_second_call_taken_back_leaves_the_first_one_as_it_was(house: House) -> None:
    ticket = house.take()
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    house.wait(seconds=70)
    house.run_due()
    first = clerk.ticket(ticket)
    clerk.do(actions.requeue, ticket_id=ticket)
    house.wait(minutes=1)
    clerk.do(actions.call_next)
    clerk.do(actions.undo)
    card = clerk.ticket(ticket)
    assert (card.called_at, card.last_call_at, card.calls) == (first.called_at, first.last_call_at, 0)
    assert house.journals_hold()


def test_the_time_of_a_service_runs_on_over_a_wrong_finish(house: House) -> None:
    clerk, ticket = served(house)
    house.wait(minutes=7)
    clerk.do(actions.finish, ticket_id=ticket)
    house.wait(seconds=59)
    assert clerk.do(actions.undo) == ticket
    card = clerk.ticket(ticket)
    assert (card.state, card.outcome, card.finished_at, card.counter_id) == ("serving", "", None, house.counter_id(1))
    house.wait(seconds=61)
    clerk.do(actions.finish, ticket_id=ticket, outcome="advised")
    assert (clerk.ticket(ticket).worked_seconds, clerk.ticket(ticket).outcome) == (9 * 60, "advised")
    assert house.journals_hold()


def test_time_worked_before_a_hold_is_not_counted_twice(house: House) -> None:
    clerk, ticket = served(house)
    house.wait(minutes=2)
    clerk.do(actions.hold, ticket_id=ticket, reason="pay")
    house.wait(minutes=30)
    clerk.do(actions.resume, ticket_id=ticket)
    house.wait(minutes=3)
    clerk.do(actions.finish, ticket_id=ticket)
    clerk.do(actions.undo)
    house.wait(minutes=1)
    clerk.do(actions.finish, ticket_id=ticket)
    assert clerk.ticket(ticket).worked_seconds == 6 * 60


def test_after_finish_and_call_the_call_goes_first_and_then_the_finish(house: House) -> None:
    clerk, ticket = served(house)
    follower = house.take()
    clerk.do(actions.finish_and_call_next, ticket_id=ticket)
    assert [clerk.do(actions.undo), clerk.do(actions.undo)] == [follower, ticket]
    assert (clerk.ticket(ticket).state, clerk.ticket(follower).state) == ("serving", "waiting")
    assert clerk.refused(actions.undo) == "queue.nothing_to_undo"
    assert house.journals_hold()


def test_a_miss_by_hand_taken_back_is_called_still(house: House) -> None:
    ticket = house.take()
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    for _ in range(2):
        house.wait(seconds=8)
        clerk.do(actions.recall, ticket_id=ticket)
    clerk.do(actions.miss, ticket_id=ticket)
    clerk.do(actions.undo)
    card = clerk.ticket(ticket)
    assert (card.state, card.calls, card.misses, card.missed_at) == ("calling", 3, 0, None)
    house.wait(seconds=30)
    house.run_due()
    assert (clerk.ticket(ticket).state, clerk.ticket(ticket).misses) == ("missed", 1)
    assert house.journals_hold()


def test_after_a_minute_it_is_too_late(house: House) -> None:
    clerk, ticket = served(house)
    clerk.do(actions.finish, ticket_id=ticket)
    house.wait(seconds=61)
    assert clerk.refused(actions.undo) == "queue.too_late_to_undo"
    house.set(undo_seconds=300)
    assert clerk.do(actions.undo) == ticket


@pytest.mark.parametrize("then", [actions.hold, actions.transfer])
def test_what_left_the_counter_otherwise_stays_gone(house: House, then: object) -> None:
    clerk, ticket = served(house)
    clerk.do(then, ticket_id=ticket, **({"reason": "pay"} if then is actions.hold else {"service_code": "insurance"}))
    assert clerk.refused(actions.undo) == "queue.nothing_to_undo"


def test_who_has_come_is_not_sent_back_into_the_line(house: House) -> None:
    clerk, _ = served(house)
    assert clerk.refused(actions.undo) == "queue.nothing_to_undo"


def test_a_finish_is_not_taken_back_over_the_next_ones_head(house: House) -> None:
    clerk, ticket = served(house)
    follower = house.take()
    clerk.do(actions.finish_and_call_next, ticket_id=ticket)
    clerk.do(actions.arrive, ticket_id=follower)
    assert clerk.refused(actions.undo) == "queue.nothing_to_undo"
    assert clerk.ticket(ticket).state == "done"


def test_a_ticket_that_somebody_else_has_meanwhile_stays_theirs(house: House) -> None:
    house.take()
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    clerk.do(actions.undo)
    other = house.counter(3)
    assert other.call() == "A001"
    assert clerk.refused(actions.undo) == "queue.nothing_to_undo"
    assert other.see(views.at_counter, counter_id=house.counter_id(3)).number == "A001"


def test_a_missed_ticket_that_the_guide_took_back_is_the_lines(house: House) -> None:
    house.set(calls=1)
    ticket = house.take()
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    clerk.do(actions.miss, ticket_id=ticket)
    house.guide.do(actions.requeue, ticket_id=ticket)
    assert clerk.refused(actions.undo) == "queue.nothing_to_undo"
    other = house.counter(3)
    other.do(actions.call_next)
    other.serve(ticket)
    assert clerk.refused(actions.undo) == "queue.nothing_to_undo"
    assert other.ticket(ticket).state == "done"


def test_nothing_comes_back_to_a_counter_that_is_left(house: House) -> None:
    clerk, ticket = served(house)
    clerk.do(actions.finish, ticket_id=ticket)
    clerk.do(pause_counter, reason="meal")
    assert clerk.refused(actions.undo) == "queue.open_first"


def test_the_window_knows_what_the_key_would_take_back(house: House) -> None:
    clerk, ticket = served(house)
    here = {"counter_id": house.counter_id(1)}
    assert clerk.see(undoing.undoable, **here) is None
    clerk.do(actions.finish, ticket_id=ticket)
    shown = clerk.see(undoing.undoable, **here)
    assert (shown.number, shown.kind, (shown.until - house.clock.now()).total_seconds()) == ("A001", "finished", 60)
    assert house.counter(3).see(undoing.undoable, counter_id=house.counter_id(3)) is None
    house.wait(seconds=61)
    assert clerk.see(undoing.undoable, **here) is None
