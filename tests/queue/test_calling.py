"""Taking tickets and calling them."""

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hall.catalogue.actions import import_catalogue
from hall.catalogue.files import read_catalogue
from hall.documents.content import to_json
from hall.documents.views import content_of, documents_of
from hall.kernel.resources import resource
from hall.posts.actions import pause_counter
from hall.posts.model import Counter
from hall.queue import actions, views
from hall.queue.model import Ticket
from hall.storage.numbers import NumberSeries
from tests.queue.house import House


def test_each_letter_counts_for_itself_and_begins_anew_the_next_day(house: House) -> None:
    first_day = [house.number(house.take(service)) for service in ("relief", "insurance", "relief")]
    house.wait(days=1)
    assert (first_day, house.number(house.take())) == (["A001", "B001", "A002"], "A001")


def test_the_number_grows_past_three_digits(house: House) -> None:
    with Session(house.engine) as session, session.begin():
        session.add(NumberSeries(series="ticket/2026-11-23/A", value=999))
    assert house.number(house.take()) == "A1000"


def test_first_come_first_served_among_equals(house: House) -> None:
    for _ in range(3):
        house.take()
    clerk, called = house.counter(1), []
    while number := clerk.call():
        called.append(number)
        clerk.serve(clerk.see(views.at_counter, counter_id=house.counter_id(1)).id)
    assert called == ["A001", "A002", "A003"]


def test_a_priority_ticket_passes_only_those_who_came_within_its_head_start(house: House) -> None:
    house.take()
    house.wait(minutes=20)
    house.take()
    house.wait(minutes=20)
    house.take(priority="P2", ground="certificate_seen")
    expected = ("A001", "V001", "A002")
    assert tuple(card.number for card in house.counter(1).see(views.in_line)) == expected


def test_an_emergency_goes_before_everybody(house: House) -> None:
    house.take(priority="P1", ground="certificate_seen")
    house.wait(hours=3)
    house.take(priority="P0", ground="clerk_note")
    assert house.counter(1).call() == "V002"


def test_seventy_years_give_a_head_start_by_themselves(house: House) -> None:
    seventy_today = house.resident("钱桂英", date(1956, 11, 23))
    seventy_tomorrow = house.resident("孙长海", date(1956, 11, 24))
    cards = [
        house.kiosk.ticket(house.kiosk.do(actions.take_ticket, service_code="relief", person_id=person))
        for person in (seventy_today, seventy_tomorrow)
    ]
    assert [(card.number, card.priority, card.ground) for card in cards] == [("V001", "P2", "age"), ("A001", "P4", "")]


def test_without_a_priority_letter_old_people_carry_the_letter_of_their_service(house: House) -> None:
    house.set(priority_series="")
    assert house.number(house.take(priority="P2", ground="clerk_note")) == "A001"


def test_the_kiosk_sends_holders_of_certificates_to_the_guide(house: House) -> None:
    asked = {"service_code": "relief", "priority": "P1", "ground": "certificate_seen"}
    assert house.kiosk.refused(actions.take_ticket, **asked) == "queue.ask_the_guide"
    assert house.guide.do(actions.take_ticket, **asked)


def test_one_person_waits_once_for_one_service(house: House) -> None:
    person = house.resident("周小满", date(1990, 2, 1))
    first = house.take(person_id=person)
    again = {"service_code": "relief", "person_id": person}
    assert house.kiosk.refused(actions.take_ticket, **again) == "queue.already_waiting"
    house.take("insurance", person_id=person)
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    clerk.serve(first)
    assert house.number(house.take(person_id=person)) == "A002"


def test_a_service_that_no_counter_takes_gives_no_ticket_and_burns_no_number(house: House) -> None:
    with Session(house.engine) as session, session.begin():
        session.execute(update(Counter).where(Counter.number == 4).values(takes_any=False, services=[]))
    assert house.guide.refused(actions.take_ticket, service_code="family") == "queue.no_counter"
    with Session(house.engine) as session, session.begin():
        session.execute(update(Counter).where(Counter.number == 4).values(services=["family"]))
    assert house.number(house.take("family")) == "C001"


def test_a_counter_calls_its_own_services_only(house: House) -> None:
    house.take("relief")
    house.take("insurance")
    assert (house.counter(2).call(), house.counter(1).call(), house.counter(3).call()) == ("B001", "A001", "")


def test_a_counter_that_takes_everything_helps_others_only_when_its_own_have_nobody(house: House) -> None:
    house.take("relief")
    house.wait(minutes=30)
    house.take("family")
    clerk = house.counter(4)
    seen = [card.number for card in clerk.see(views.waiting, counter_id=house.counter_id(4))]
    first = clerk.do(actions.call_next)
    clerk.serve(first)
    assert (seen, house.number(first), clerk.call()) == (["C001", "A001"], "C001", "A001")


def test_one_counter_serves_one_ticket_at_a_time(house: House) -> None:
    first, second = house.take(), house.take()
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    assert clerk.refused(actions.call_next) == "queue.finish_first"
    assert clerk.refused(actions.call_ticket, ticket_id=second) == "queue.finish_first"
    clerk.do(actions.arrive, ticket_id=first)
    assert clerk.refused(actions.call_next) == "queue.finish_first"
    clerk.do(actions.hold, ticket_id=first, reason="fill_form")
    assert clerk.call() == "A002"
    assert clerk.refused(actions.resume, ticket_id=first) == "queue.finish_first"


def test_the_database_itself_holds_one_ticket_per_counter(house: House) -> None:
    tickets = [house.take(), house.take()]
    here = {"counter_id": house.counter_id(1)}
    with Session(house.engine) as session, session.begin():
        session.execute(update(Ticket).where(Ticket.id == tickets[0]).values(state="calling", **here))
    with Session(house.engine) as session, pytest.raises(IntegrityError):
        session.execute(update(Ticket).where(Ticket.id == tickets[1]).values(state="serving", **here))


def test_nobody_is_called_to_a_counter_on_its_break(house: House) -> None:
    house.take()
    clerk = house.counter(1)
    clerk.do(pause_counter, reason="换岗")
    assert clerk.refused(actions.call_next) == "queue.open_first"


def test_nobody_waits_is_an_answer(house: House) -> None:
    assert house.counter(1).do(actions.call_next) is None


def test_finish_and_call_next_is_one_step(house: House) -> None:
    first, second = house.take(), house.take()
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    assert clerk.refused(actions.finish_and_call_next, ticket_id=first) == "queue.not_serving"
    clerk.do(actions.arrive, ticket_id=first)
    assert clerk.do(actions.finish_and_call_next, ticket_id=first, outcome="accepted") == second
    done, called = clerk.ticket(first), clerk.ticket(second)
    assert (done.state, done.outcome, called.state) == ("done", "accepted", "calling")


def test_a_chosen_ticket_is_called_out_of_turn_and_the_journal_says_so(house: House) -> None:
    house.take()
    chosen = house.take()
    house.counter(1).do(actions.call_ticket, ticket_id=chosen)
    with Session(house.engine) as session:
        history = actions.JOURNAL.history(session, chosen)
    assert (history[-1].kind, history[-1].details) == ("called", {"chosen": True})
    assert house.counter(3).refused(actions.call_ticket, ticket_id=chosen) == "queue.not_waiting"


def test_one_counter_cannot_touch_the_ticket_of_another(house: House) -> None:
    ticket = house.take()
    house.counter(1).do(actions.call_next)
    for action in (actions.recall, actions.arrive, actions.miss):
        assert house.counter(3).refused(action, ticket_id=ticket) == "queue.not_at_your_counter"
    house.counter(1).do(actions.arrive, ticket_id=ticket)
    assert house.counter(3).refused(actions.finish, ticket_id=ticket) == "queue.not_at_your_counter"
    assert house.counter(3).refused(actions.hold, ticket_id=ticket, reason="pay") == "queue.not_at_your_counter"
    passed_on = {"ticket_id": ticket, "service_code": "insurance"}
    assert house.counter(3).refused(actions.transfer, **passed_on) == "queue.not_at_your_counter"


def test_a_transferred_ticket_keeps_its_place_in_time(house: House) -> None:
    mine = house.take("relief")
    house.take("insurance")
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    clerk.do(actions.arrive, ticket_id=mine)
    house.wait(minutes=5)
    clerk.do(actions.transfer, ticket_id=mine, service_code="insurance", note="已核对户口簿")
    card = clerk.ticket(mine)
    assert (card.state, card.display_name, card.note, card.worked_seconds) == (
        "waiting",
        "社会保险",
        "已核对户口簿",
        300,
    )
    assert [house.counter(2).call(), house.counter(3).call()] == ["A001", "B001"]
    assert clerk.call() == ""


def test_a_ticket_passed_on_to_a_person_or_counter_is_called_by_nobody_else(house: House) -> None:
    to_counter, to_person = house.take(), house.take()
    house.guide.do(actions.transfer, ticket_id=to_counter, counter_id=house.counter_id(2))
    house.guide.do(actions.transfer, ticket_id=to_person, staff_id=house.counter(3).actor.staff_id)
    assert house.counter(1).call() == ""
    assert house.counter(1).refused(actions.call_ticket, ticket_id=to_person) == "queue.meant_for_another"
    assert (house.counter(2).call(), house.counter(3).call()) == ("A001", "A002")


def test_a_transfer_says_where_and_leaves_called_tickets_alone(house: House) -> None:
    ticket = house.take()
    assert house.guide.refused(actions.transfer, ticket_id=ticket) == "queue.transfer_where"
    house.counter(1).do(actions.call_next)
    passed_on = {"ticket_id": ticket, "service_code": "insurance"}
    assert house.counter(1).refused(actions.transfer, **passed_on) == "queue.not_transferable"


def test_a_held_ticket_comes_back_to_the_counter_or_to_its_old_place(house: House) -> None:
    first = house.take()
    house.take()
    clerk = house.counter(1)
    clerk.do(actions.call_next)
    clerk.do(actions.arrive, ticket_id=first)
    assert clerk.refused(actions.hold, ticket_id=first, reason="因为肚子饿") == "queue.unknown_reason"
    clerk.do(actions.hold, ticket_id=first, reason="fetch_material")
    assert [card.number for card in clerk.see(views.held)] == ["A001"]
    clerk.do(actions.resume, ticket_id=first)
    assert clerk.ticket(first).state == "serving"
    clerk.do(actions.hold, ticket_id=first, reason="fetch_material")
    clerk.do(actions.resume, ticket_id=first, to_line=True)
    assert clerk.refused(actions.resume, ticket_id=first) == "queue.not_held"
    assert clerk.call() == "A001"


def test_the_paper_lies_ready_for_the_printer(house: House) -> None:
    ticket = house.guide.ticket(house.take())
    (document,) = house.guide.see(documents_of, subject_id=ticket.id)
    content = house.guide.see(content_of, document_id=document.id)
    assert (content.number, content.hall, content.qr) == ("A001", "幸福里社区服务大厅", ticket.status_code)


def test_every_ticket_is_what_its_journal_says(house: House) -> None:
    first, _ = house.take(), house.take(priority="P1", ground="certificate_seen")
    clerk = house.counter(1)
    called = clerk.do(actions.call_next)
    clerk.serve(called)
    clerk.do(actions.call_next)
    clerk.do(actions.arrive, ticket_id=first)
    clerk.do(actions.hold, ticket_id=first, reason="pay")
    assert house.journals_hold()


def test_a_sensitive_matter_shows_a_neutral_name_on_screen_and_paper(house: House) -> None:
    house.guide.do(import_catalogue, catalogue=read_catalogue(resource("catalogue")))
    sensitive = house.guide.ticket(house.take("", matter_code="MZ-010"))
    plain = house.guide.ticket(house.take("aid"))
    assert (sensitive.display_name, plain.display_name) == ("儿童福利业务", "低保·救助")
    (document,) = house.guide.see(documents_of, subject_id=sensitive.id)
    assert "孤儿" not in to_json(house.guide.see(content_of, document_id=document.id))
