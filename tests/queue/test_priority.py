"""A ground for priority that the resident mentions only after taking the ticket."""

from datetime import timedelta

from hall.queue import priority
from hall.queue.policy import CERTIFICATE_SEEN, CLERK_NOTE
from tests.queue.house import House


def test_the_ticket_moves_forward_by_the_head_start_and_keeps_its_number(house: House) -> None:
    before = house.take()
    house.wait(minutes=10)
    soldier = house.take()
    was = house.guide.ticket(soldier)
    house.guide.do(priority.raise_priority, ticket_id=soldier, priority="P1", ground=CERTIFICATE_SEEN)
    card = house.guide.ticket(soldier)
    assert (card.number, card.priority, card.ground) == (was.number, "P1", CERTIFICATE_SEEN)
    assert card.score == was.score - timedelta(minutes=60)
    assert [house.counter(1).call()] == [card.number]
    assert house.guide.ticket(before).state == "waiting"
    assert house.journals_hold()


def test_it_is_as_if_the_class_had_been_known_at_the_door(house: House) -> None:
    at_the_door = house.take(priority="P2", ground=CERTIFICATE_SEEN)
    later = house.take()
    house.guide.do(priority.raise_priority, ticket_id=later, priority="P2", ground=CLERK_NOTE)
    cards = [house.guide.ticket(each) for each in (at_the_door, later)]
    assert {card.arrived_at - card.score for card in cards} == {timedelta(minutes=30)}


def test_a_second_step_counts_only_the_difference(house: House) -> None:
    ticket = house.take(priority="P2", ground=CERTIFICATE_SEEN)
    house.guide.do(priority.raise_priority, ticket_id=ticket, priority="P1", ground=CERTIFICATE_SEEN)
    card = house.guide.ticket(ticket)
    assert card.arrived_at - card.score == timedelta(minutes=60)


def test_a_class_is_never_lowered_nor_given_without_a_ground(house: House) -> None:
    ticket = house.take(priority="P1", ground=CERTIFICATE_SEEN)
    raise_it = priority.raise_priority
    lower = {"ticket_id": ticket, "priority": "P2", "ground": CERTIFICATE_SEEN}
    assert house.guide.refused(raise_it, **lower) == "queue.priority_not_higher"
    assert house.guide.refused(raise_it, ticket_id=ticket, priority="P0", ground="") == "queue.ground_missing"


def test_who_is_called_already_needs_no_priority(house: House) -> None:
    ticket = house.take()
    house.counter(1).call()
    wish = {"ticket_id": ticket, "priority": "P1", "ground": CERTIFICATE_SEEN}
    assert house.guide.refused(priority.raise_priority, **wish) == "queue.not_waiting"
