"""Coming early, in time, late and not at all: which place in the line an appointment gives, and what it costs."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.appointments import actions
from hall.documents.content import Content, Facts, Mark, from_json
from hall.documents.model import Document
from hall.queue import actions as queue
from tests.appointments.house import TODAY, TUESDAY, House, at


def ticket_paper(house: House, ticket_id: str) -> Content:
    with Session(house.engine) as session:
        return from_json(session.scalars(select(Document).where(Document.subject_id == ticket_id)).one().content)


def marks(content: Content) -> list[str]:
    return [block.text for block in content.blocks if isinstance(block, Mark)]


def test_in_time_is_called_as_if_they_had_come_when_the_slot_began(house: House) -> None:
    appointment = house.book("10:00")
    house.move_to("09:58")
    before = house.take("relief")
    house.move_to("10:05")
    after = house.take("relief")
    house.move_to("10:12")
    ticket = house.check_in(appointment)
    assert house.number(ticket) == "Y001"
    card = house.guide.ticket(ticket)
    assert (card.priority, card.source, card.score) == ("P3", "appointment", at("10:00"))
    called = [house.counter(1).do(queue.call_next)]
    for _ in range(2):
        house.counter(1).serve(called[-1])
        called.append(house.counter(1).do(queue.call_next))
    assert called == [before, ticket, after]
    assert (house.card(appointment).state, house.card(appointment).ticket_id) == ("checked_in", ticket)
    assert house.appointments_hold()
    assert house.journals_hold()


def test_the_ticket_says_that_it_is_an_appointment(house: House) -> None:
    appointment = house.book("10:00")
    house.move_to("09:50")
    paper = ticket_paper(house, house.check_in(appointment))
    assert marks(paper) == ["预约 10:00"]
    assert "开始排队" not in str(paper.blocks)


def test_who_comes_early_is_told_from_when_and_gains_nothing(house: House) -> None:
    appointment = house.book("10:00")
    house.move_to("09:10")
    ticket = house.check_in(appointment)
    assert house.guide.ticket(ticket).score == at("10:00")
    (facts,) = [block for block in ticket_paper(house, ticket).blocks if isinstance(block, Facts)]
    assert dict(facts.pairs)["开始排队"].startswith("09:50")
    house.move_to("09:59")
    ordinary = house.take("relief")
    assert house.counter(1).do(queue.call_next) == ordinary


def test_an_empty_hall_does_not_let_an_early_resident_wait(house: House) -> None:
    appointment = house.book("10:00")
    house.move_to("09:10")
    ticket = house.check_in(appointment)
    assert house.counter(1).do(queue.call_next) == ticket


def test_too_late_becomes_an_ordinary_ticket_from_the_arrival(house: House) -> None:
    appointment = house.book("10:00")
    house.move_to("10:16")
    ticket = house.check_in(appointment)
    card = house.guide.ticket(ticket)
    assert (card.number, card.priority, card.score) == ("A001", "P4", at("10:16"))
    assert marks(ticket_paper(house, ticket)) == []
    assert house.card(appointment).state == "late"
    house.move_to("12:00")
    house.run_due()
    assert house.card(appointment).state == "late"  # coming late is not staying away


def test_an_old_resident_keeps_the_better_of_both(house: House) -> None:
    person = house.resident("程守仁", date(1940, 1, 1))
    appointment = house.book("10:00", person_id=person)
    house.move_to("09:55")
    ticket = house.check_in(appointment)
    card = house.guide.ticket(ticket)
    assert (card.number, card.priority, card.ground, card.score) == ("Y001", "P2", "age", at("09:25"))
    assert marks(ticket_paper(house, ticket)) == ["★ 优先　预约 10:00"]


def test_a_soldier_too_late_for_the_appointment_is_still_a_soldier(house: House) -> None:
    appointment = house.book("10:00")
    house.move_to("10:20")
    ticket = house.check_in(appointment, priority="P1", ground="certificate_seen")
    card = house.guide.ticket(ticket)
    assert (card.number, card.priority, card.score) == ("V001", "P1", at("09:20"))


def test_a_machine_cannot_look_at_a_certificate(house: House) -> None:
    appointment = house.book("10:00")
    assert (
        house.kiosk.refused(actions.check_in, appointment_id=appointment, priority="P1", ground="certificate_seen")
        == "queue.ask_the_guide"
    )
    assert house.card(appointment).state == "booked"


def test_another_day_is_told(house: House) -> None:
    appointment = house.book("10:00", day=TUESDAY)
    assert house.kiosk.refused(actions.check_in, appointment_id=appointment) == "appointments.another_day"


def test_twice_is_told(house: House) -> None:
    appointment = house.book("10:00")
    house.check_in(appointment)
    assert house.kiosk.refused(actions.check_in, appointment_id=appointment) == "appointments.now_checked_in"
    assert house.kiosk.refused(actions.cancel, appointment_id=appointment) == "appointments.now_checked_in"


def test_when_it_is_over_they_take_a_ticket_like_everybody_else(house: House) -> None:
    appointment = house.book("10:00")
    house.move_to("10:46")
    assert house.kiosk.refused(actions.check_in, appointment_id=appointment) == "appointments.now_no_show"
    house.run_due()
    assert house.card(appointment).state == "no_show"
    assert house.kiosk.refused(actions.check_in, appointment_id=appointment) == "appointments.now_no_show"


def test_who_waits_already_is_told_the_number(house: House) -> None:
    person = house.resident("程小满", date(1990, 1, 1))
    appointment = house.book("10:00", person_id=person)
    house.take("relief", person_id=person)
    assert house.guide.refused(actions.check_in, appointment_id=appointment) == "queue.already_waiting"
    assert house.card(appointment).state == "booked"


def test_the_letter_is_the_halls_own(house: House) -> None:
    house.allow(series="")
    assert house.number(house.check_in(house.book("10:00"))) == "A001"


def test_a_night_later_it_is_still_noted_when_they_were_missed(house: House) -> None:
    appointment = house.book("10:00")
    house.move_to("09:00", TUESDAY)
    house.run_due()
    card = house.card(appointment)
    assert card.state == "no_show"
    with Session(house.engine) as session:
        from hall.appointments.model import Appointment

        assert session.get_one(Appointment, appointment).settled_at == at("10:45")


# -- suspension


def stay_away(house: House, person: str) -> None:
    """Let somebody miss three appointments on one morning."""
    for start in ("09:30", "10:00", "10:30"):
        house.book(start, person_id=person)
    house.move_to("11:30")
    house.run_due()


@pytest.mark.parametrize("channel", ["guide", "counter", "kiosk"])
def test_three_times_away_suspends_booking_and_never_the_walk_in(house: House, channel: str) -> None:
    person = house.resident("程小满", date(1990, 1, 1))
    stay_away(house, person)
    wanted = {"service_code": "relief", "day": TODAY, "start": "14:00", "person_id": person, "channel": channel}
    assert house.kiosk.refused(actions.book, **wanted) == "appointments.suspended"
    ticket = house.kiosk.do(queue.take_ticket, service_code="relief", person_id=person)
    card = house.guide.ticket(ticket)
    assert (card.number, card.priority, card.score) == ("A001", "P4", at("11:30"))


def test_what_is_booked_already_stands_and_thirty_days_later_all_is_forgotten(house: House) -> None:
    person = house.resident("程小满", date(1990, 1, 1))
    standing = house.book("14:00", person_id=person)
    stay_away(house, person)
    assert house.number(house.check_in(standing)) == "Y001"
    house.clock.advance(timedelta(days=29))
    later = {"person_id": person, "day": date(2026, 12, 23)}
    assert house.guide.refused(
        actions.book, service_code="relief", start="14:00", channel="guide", **later
    ) == "appointments.suspended"  # fmt: skip
    house.clock.advance(timedelta(days=1))
    house.book("14:00", **later)


def test_another_person_is_not_suspended(house: House) -> None:
    stay_away(house, house.resident("程小满", date(1990, 1, 1)))
    house.book("14:00", person_id=house.resident("林月", date(1990, 1, 1)))


def test_without_a_document_name_and_phone_tell_who_stayed_away(house: House) -> None:
    for start in ("09:30", "10:00", "10:30"):
        house.book(start, "程小满", phone="13900000001")
    house.move_to("11:30")
    house.run_due()
    house.book("14:00", "程小满", phone="13900000002")
    with pytest.raises(Exception, match=r"appointments\.suspended"):
        house.book("14:00", "程小满", phone="13900000001")


# -- the bound, in the real line


arrivals = st.lists(
    st.tuples(st.integers(-40, 60), st.booleans()), min_size=2, max_size=7, unique_by=lambda arrival: arrival[0]
)


@hypothesis(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrivals=arrivals)
def test_in_the_real_line_nobody_is_passed_by_more_than_the_lateness(
    house: House, arrivals: list[tuple[int, bool]]
) -> None:
    house.day = getattr(house, "day", TODAY) + timedelta(days=7)
    house.allow(share_percent=100)
    house.clock.move_to(at("09:00", house.day))
    booked = [house.book("10:00", day=house.day) for _, by_appointment in arrivals if by_appointment][:7]
    came = {}
    for minutes, by_appointment in sorted(arrivals):
        house.clock.move_to(at("10:00", house.day) + timedelta(minutes=minutes))
        if by_appointment and minutes > 45:
            continue
        ticket = house.check_in(booked.pop()) if by_appointment else house.take("relief")
        came[ticket] = house.clock.now(), by_appointment
    called: list[str] = []
    while (ticket := house.counter(1).do(queue.call_next)) is not None:
        house.counter(1).serve(ticket)
        called.append(ticket)
    assert sorted(called) == sorted(came)
    for place, ticket in enumerate(called):
        arrived, by_appointment = came[ticket]
        for passed in called[place + 1 :]:
            earlier = arrived - came[passed][0]
            if earlier > timedelta(0) and not came[passed][1]:
                assert by_appointment
                assert earlier <= timedelta(minutes=15, seconds=1)
