"""At the counter: people without a ticket, several matters in one visit, quick counters."""

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from hall.catalogue.actions import import_catalogue
from hall.catalogue.files import read_catalogue
from hall.documents.views import documents_of
from hall.kernel.resources import resource
from hall.posts.actions import set_services
from hall.queue import actions, views
from hall.queue.figures import day_figures
from hall.queue.ledger import JOURNAL
from hall.queue.model import Ticket
from hall.queue.views import counters_for
from hall.screens.display import display_feed
from tests.queue.house import House


def details(house: House, ticket: str, kind: str) -> list[dict[str, Any]]:
    with Session(house.engine) as session:
        return [entry.details for entry in JOURNAL.history(session, ticket) if entry.kind == kind]


def set_minutes(house: House, ticket: str, minutes: int) -> None:
    """Say how long the ticket's matter usually takes."""
    with Session(house.engine) as session, session.begin():
        session.execute(update(Ticket).where(Ticket.id == ticket).values(minutes=minutes))


def make_quick(house: House, number: int, services: list[str], minutes: int = 5) -> None:
    house.counter(number).do(
        set_services, counter_id=house.counter_id(number), services=services, takes_any=True, quick_minutes=minutes
    )


def test_who_has_no_ticket_is_served_at_once_under_the_next_number(house: House) -> None:
    house.take()
    clerk = house.counter(1)
    ticket = clerk.do(actions.serve_without_ticket, service_code="relief")
    card = clerk.ticket(ticket)
    assert (card.number, card.state, card.source, card.counter_id) == (
        "A002",
        "serving",
        "counter",
        house.counter_id(1),
    )
    assert (card.called_at, clerk.see(documents_of, subject_id=ticket)) == (None, ())
    assert [waiting.number for waiting in clerk.see(views.in_line)] == ["A001"]
    assert "A002" not in [call.number for call in clerk.see(display_feed).calls]
    house.wait(minutes=3)
    clerk.do(actions.finish, ticket_id=ticket)
    assert clerk.ticket(ticket).worked_seconds == 180
    assert house.number(house.take()) == "A003"
    assert house.journals_hold()


def test_without_a_word_it_is_the_counters_first_service(house: House) -> None:
    ticket = house.counter(2).do(actions.serve_without_ticket)
    assert (house.number(ticket), house.guide.ticket(ticket).service) == ("B001", "insurance")


def test_a_counter_without_services_of_its_own_asks_which(house: House) -> None:
    house.counter(2).do(set_services, counter_id=house.counter_id(2), services=[], takes_any=True)
    assert house.counter(2).refused(actions.serve_without_ticket) == "queue.service_missing"
    assert house.counter(2).do(actions.serve_without_ticket, service_code="family")


def test_an_occupied_counter_serves_nobody_else(house: House) -> None:
    house.take()
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    assert clerk.refused(actions.serve_without_ticket) == "queue.finish_first"


def test_a_resident_who_has_a_number_gets_no_second_one(house: House) -> None:
    person = house.resident("周小满", None)
    waiting = house.take(person_id=person)
    clerk = house.counter(3)
    asked = {"service_code": "relief", "person_id": person}
    assert clerk.refused(actions.serve_without_ticket, **asked) == "queue.has_ticket"
    house.counter(1).do(actions.call_ticket, ticket_id=waiting)
    assert clerk.refused(actions.serve_without_ticket, **asked) == "queue.served_elsewhere"
    assert clerk.refused(actions.serve_without_ticket, **(asked | {"service_code": "insurance"})) == (
        "queue.served_elsewhere"
    )


def test_each_matter_of_a_visit_keeps_its_own_seconds(house: House) -> None:
    ticket = house.take()
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    clerk.do(actions.arrive, ticket_id=ticket)
    house.wait(minutes=4)
    clerk.do(actions.next_matter, ticket_id=ticket, service_code="insurance")
    house.wait(minutes=6)
    clerk.do(actions.next_matter, ticket_id=ticket)
    house.wait(minutes=1)
    clerk.do(actions.finish, ticket_id=ticket)
    card = clerk.ticket(ticket)
    assert (card.matters, card.service, card.worked_seconds, card.number) == (3, "insurance", 660, "A001")
    first, second = details(house, ticket, "next_matter")
    assert (first["former_service"], first["service"], first["worked_seconds"]) == ("relief", "insurance", 240)
    assert (second["former_service"], second["worked_seconds"]) == ("insurance", 600)
    assert house.journals_hold()


def test_the_next_matter_names_itself_neutrally_and_knows_its_length(house: House) -> None:
    house.guide.do(import_catalogue, catalogue=read_catalogue(resource("catalogue")))
    ticket = house.take("aid")
    clerk = house.counter(4)
    clerk.do(actions.call_ticket, ticket_id=ticket)
    clerk.do(actions.arrive, ticket_id=ticket)
    clerk.do(actions.next_matter, ticket_id=ticket, matter_code="MZ-010")
    card = clerk.ticket(ticket)
    assert (card.matter_code, card.display_name, card.minutes > 0) == ("MZ-010", "儿童福利业务", True)
    clerk.do(actions.next_matter, ticket_id=ticket, service_code="aid")
    card = clerk.ticket(ticket)
    assert (card.matter_code, card.display_name, card.minutes) == ("", "低保·救助", 0)
    assert [each["former_matter"] for each in details(house, ticket, "next_matter")] == ["", "MZ-010"]


def test_a_visit_of_three_matters_is_one_ticket_of_the_day(house: House) -> None:
    clerk = house.counter(1)
    ticket = clerk.do(actions.serve_without_ticket)
    for _ in range(2):
        clerk.do(actions.next_matter, ticket_id=ticket)
    clerk.do(actions.finish, ticket_id=ticket)
    figures = [each for each in clerk.see(day_figures).series if each.taken]
    assert [(each.taken, each.done, each.still_open) for each in figures] == [(1, 1, 0)]


def test_the_next_matter_needs_somebody_at_this_counter(house: House) -> None:
    ticket = house.take()
    house.counter(1).do(actions.call_next)
    assert house.counter(1).refused(actions.next_matter, ticket_id=ticket) == "queue.not_serving"
    house.counter(1).do(actions.arrive, ticket_id=ticket)
    assert house.counter(3).refused(actions.next_matter, ticket_id=ticket) == "queue.not_at_your_counter"


def test_a_quick_counter_calls_only_what_is_known_to_be_short(house: House) -> None:
    unknown, long, short = (house.take() for _ in range(3))
    set_minutes(house, long, 6)
    set_minutes(house, short, 5)
    make_quick(house, 1, ["relief"])
    clerk = house.counter(1)
    assert [card.id for card in clerk.see(views.waiting, counter_id=house.counter_id(1))] == [short]
    assert clerk.do(actions.call_next) == short
    clerk.serve(short)
    assert clerk.do(actions.call_next) is None
    assert [house.counter(3).call() for _ in range(1)] == [house.number(unknown)]


def test_what_is_passed_on_to_a_quick_counter_is_called_there(house: House) -> None:
    ticket = house.take()
    make_quick(house, 1, [])
    house.guide.do(actions.transfer, ticket_id=ticket, counter_id=house.counter_id(1))
    assert house.counter(1).do(actions.call_next) == ticket


@pytest.mark.parametrize(("minutes", "numbers"), [(0, (3,)), (5, (1, 3)), (6, (3,))])
def test_a_quick_counter_is_named_to_those_whom_it_takes(house: House, minutes: int, numbers: tuple[int, ...]) -> None:
    make_quick(house, 1, ["relief"])
    takers = house.guide.see(counters_for, service_code="relief", minutes=minutes)
    assert tuple(card.number for card in takers) == numbers


def test_a_ticket_that_changes_its_service_is_no_longer_known_to_be_short(house: House) -> None:
    ticket = house.take("insurance")
    set_minutes(house, ticket, 3)
    make_quick(house, 1, ["relief"])
    house.guide.do(actions.transfer, ticket_id=ticket, service_code="relief")
    assert house.counter(1).call() == ""
    assert house.counter(3).call() == "B001"
