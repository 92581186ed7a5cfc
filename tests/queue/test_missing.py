"""Nobody comes: calls that happen by themselves, misses, and coming back."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hall.documents.views import content_of, documents_of
from hall.queue import actions, views
from hall.queue.model import TicketEvent
from hall.storage.due import DueAct
from tests.queue.house import House, Post


def called(house: House) -> tuple[Post, str]:
    """Return the clerk of counter 1 and the ticket just called there."""
    ticket = house.take()
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    return clerk, ticket


def missed(house: House) -> tuple[Post, str]:
    """Return the clerk of counter 1 and a ticket that was missed just now."""
    clerk, ticket = called(house)
    house.wait(seconds=70)
    house.run_due()
    return clerk, ticket


def test_three_calls_twenty_seconds_apart_and_a_miss_after_thirty_more(house: House) -> None:
    clerk, ticket = called(house)
    told = []
    for seconds in (19, 1, 20, 29, 1):
        house.wait(seconds=seconds)
        house.run_due()
        card = clerk.ticket(ticket)
        told.append((card.calls, card.state))
    assert told == [(1, "calling"), (2, "calling"), (3, "calling"), (3, "calling"), (3, "missed")]


def test_what_was_due_overnight_happened_at_its_own_time(house: House) -> None:
    clerk, ticket = called(house)
    called_at = clerk.ticket(ticket).called_at
    house.wait(minutes=40)
    house.run_due()
    card = clerk.ticket(ticket)
    assert (card.state, (card.missed_at - called_at).total_seconds()) == ("missed", 70)


def test_who_has_come_is_not_called_again(house: House) -> None:
    clerk, ticket = called(house)
    clerk.do(actions.arrive, ticket_id=ticket)
    house.wait(minutes=5)
    house.run_due()
    assert (clerk.ticket(ticket).state, clerk.ticket(ticket).calls) == ("serving", 1)


def test_a_call_by_hand_puts_off_the_one_by_itself(house: House) -> None:
    clerk, ticket = called(house)
    house.wait(seconds=15)
    clerk.do(actions.recall, ticket_id=ticket)
    house.wait(seconds=10)
    house.run_due()
    assert clerk.ticket(ticket).calls == 2
    house.wait(seconds=10)
    house.run_due()
    assert clerk.ticket(ticket).calls == 3


def test_an_act_that_could_not_be_cancelled_in_time_does_nothing(house: House) -> None:
    clerk, ticket = called(house)
    seq = 2
    house.wait(seconds=10)
    clerk.do(actions.recall, ticket_id=ticket)
    assert clerk.refused(actions.recall_by_itself, ticket_id=ticket, seq=seq) == "queue.not_calling"
    assert clerk.refused(actions.miss_by_itself, ticket_id=ticket, seq=seq) == "queue.not_calling"


def test_calls_by_themselves_can_be_switched_off(house: House) -> None:
    house.set(calls_by_itself=False)
    clerk, ticket = called(house)
    house.wait(hours=1)
    house.run_due()
    assert (clerk.ticket(ticket).state, clerk.ticket(ticket).calls) == ("calling", 1)


def test_by_hand_the_calls_have_a_limit_and_a_pause_between_them(house: House) -> None:
    house.set(calls_by_itself=False)
    clerk, ticket = called(house)
    assert clerk.refused(actions.recall, ticket_id=ticket) == "queue.called_just_now"
    assert clerk.refused(actions.miss, ticket_id=ticket) == "queue.call_again"
    for _ in range(2):
        house.wait(seconds=8)
        clerk.do(actions.recall, ticket_id=ticket)
    house.wait(seconds=8)
    assert clerk.refused(actions.recall, ticket_id=ticket) == "queue.called_enough"
    clerk.do(actions.miss, ticket_id=ticket)
    assert [card.number for card in clerk.see(views.missed)] == ["A001"]
    assert clerk.refused(actions.arrive, ticket_id=ticket) == "queue.not_calling"


@pytest.mark.parametrize(("waiting", "place"), [(0, 0), (1, 1), (2, 2), (5, 2)])
def test_a_missed_ticket_comes_back_third_from_the_front(house: House, waiting: int, place: int) -> None:
    clerk, ticket = missed(house)
    for _ in range(waiting):
        house.take()
        house.take("insurance")
    house.guide.do(actions.requeue, ticket_id=ticket)
    line = [card.id for card in clerk.see(views.waiting, counter_id=house.counter_id(1))]
    assert line.index(ticket) == place
    house.take()
    line = [card.id for card in clerk.see(views.waiting, counter_id=house.counter_id(1))]
    assert line.index(ticket) == place


def test_a_hall_may_send_missed_tickets_to_the_end_or_void_them(house: House) -> None:
    clerk, ticket = missed(house)
    for _ in range(4):
        house.take()
    house.set(requeue_place="void")
    assert house.guide.refused(actions.requeue, ticket_id=ticket) == "queue.missed_is_void"
    house.set(requeue_place="end")
    house.guide.do(actions.requeue, ticket_id=ticket)
    assert [card.number for card in clerk.see(views.waiting, counter_id=house.counter_id(1))][-1] == "A001"


def test_a_hall_may_give_missed_people_a_new_number_at_the_end(house: House) -> None:
    house.set(requeue_place="new", calls=1)
    person = house.resident("钱桂英", None)
    old = house.take(person_id=person, priority="P2", ground="certificate_seen")
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    clerk.do(actions.miss, ticket_id=old)
    others = [house.take() for _ in range(3)]
    new = house.guide.do(actions.requeue, ticket_id=old)
    before, card = house.guide.ticket(old), house.guide.ticket(new)
    assert (before.state, before.outcome) == ("expired", "replaced")
    assert (card.number, card.person_id, card.priority, card.misses) == ("V002", person, "P2", 0)
    assert [each.id for each in clerk.see(views.in_line)] == [*others, new]
    (paper,) = house.guide.see(documents_of, subject_id=new)
    assert house.guide.see(content_of, document_id=paper.id).number == "V002"
    assert house.guide.refused(actions.requeue, ticket_id=old) == "queue.not_missed"
    assert house.journals_hold()


def test_a_new_number_is_still_for_whom_the_old_one_was_meant(house: House) -> None:
    house.set(requeue_place="new", calls=1)
    old = house.take()
    house.guide.do(actions.transfer, ticket_id=old, counter_id=house.counter_id(2), note="缺户口簿")
    clerk = house.counter(2)
    clerk.do(actions.call_next)
    clerk.do(actions.miss, ticket_id=old)
    new = house.guide.do(actions.requeue, ticket_id=old)
    assert house.counter(1).call() == ""
    assert (clerk.do(actions.call_next), clerk.ticket(new).note) == (new, "缺户口簿")


def test_a_new_number_comes_within_the_same_limits(house: House) -> None:
    house.set(requeue_place="new", requeue_minutes=5)
    _, ticket = missed(house)
    house.wait(minutes=5, seconds=1)
    assert house.guide.refused(actions.requeue, ticket_id=ticket) == "queue.missed_too_long_ago"
    assert len(house.guide.see(views.in_line)) == 0


def test_who_misses_again_needs_a_new_ticket(house: House) -> None:
    clerk, ticket = missed(house)
    house.guide.do(actions.requeue, ticket_id=ticket)
    assert house.guide.refused(actions.requeue, ticket_id=ticket) == "queue.not_missed"
    clerk.do(actions.call_next)
    house.wait(seconds=70)
    house.run_due()
    assert house.guide.refused(actions.requeue, ticket_id=ticket) == "queue.missed_too_often"


def test_after_half_an_hour_a_missed_ticket_is_too_old(house: House) -> None:
    _, ticket = missed(house)
    house.wait(minutes=30, seconds=1)
    assert house.guide.refused(actions.requeue, ticket_id=ticket) == "queue.missed_too_long_ago"


def test_the_line_is_dissolved_in_the_evening_and_who_is_served_is_served(house: House) -> None:
    held, served, waiting = (house.take() for _ in range(3))
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    clerk.do(actions.arrive, ticket_id=held)
    clerk.do(actions.hold, ticket_id=held, reason="fetch_material")
    clerk.do(actions.call_next)
    clerk.do(actions.arrive, ticket_id=served)
    house.wait(hours=10)
    house.run_due()
    assert [clerk.ticket(each).state for each in (held, served, waiting)] == ["expired", "serving", "expired"]
    clerk.do(actions.finish, ticket_id=served)
    assert house.journals_hold()


def test_the_next_days_first_ticket_clears_up_what_was_left(house: House) -> None:
    served, waiting = house.take(), house.take()
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    clerk.do(actions.arrive, ticket_id=served)
    house.wait(days=1)
    today = house.take()
    assert [clerk.ticket(each).state for each in (served, waiting, today)] == ["expired", "expired", "waiting"]
    assert clerk.do(actions.call_next) == today


def test_yesterdays_line_is_not_called_even_before_it_is_cleared_up(house: House) -> None:
    house.take()
    house.wait(days=1)
    assert house.counter(1).call() == ""


def test_one_closing_is_owed_per_day_and_nothing_for_a_finished_ticket(house: House) -> None:
    clerk, ticket = called(house)
    house.take("insurance")
    house.take("family")
    clerk.serve(ticket)
    with Session(house.engine) as session:
        owed = session.scalars(select(DueAct.action).where(DueAct.action != "queue.learn_pace")).all()
        recalls = session.scalar(select(func.count()).where(TicketEvent.kind == "recalled"))
    assert (owed, recalls) == (["queue.expire_line"], 0)


def test_a_hall_that_opens_in_the_evening_keeps_its_line(house: House) -> None:
    house.wait(hours=10, minutes=30)
    ticket = house.take()
    house.run_due()
    assert house.guide.ticket(ticket).state == "waiting"
