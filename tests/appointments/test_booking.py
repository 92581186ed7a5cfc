"""Booking and giving up as the residents and the guide live it."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.appointments import actions, views
from hall.appointments.model import Appointment, AppointmentEvent
from hall.documents.content import Big, from_json
from hall.documents.model import Document, PrintJob
from hall.kernel.refusal import Refusal
from hall.people.actions import register
from hall.queue.policy import QueuePolicy
from hall.storage import settings
from tests.appointments.house import TODAY, TUESDAY, House, at


def refused(house: House, start: str = "10:00", **wanted: object) -> str:
    with pytest.raises(Refusal) as refusal:
        house.book(start, **wanted)
    return refusal.value.code


def test_a_booking_keeps_one_of_three_places(house: House) -> None:
    assert house.slot("10:00") == views.SlotCard("10:00", "10:30", 3, 3, True)
    card = house.card(house.book("10:00", "程小满"))
    assert (card.service, card.service_name, card.day, card.start, card.end) == (
        "relief", "救助优抚", TODAY, "10:00", "10:30"
    )  # fmt: skip
    assert (card.state, card.name, card.person_id, card.ticket_id, card.channel) == ("booked", "程*满", "", "", "guide")
    assert house.slot("10:00").free == 2
    assert house.slot("10:30").free == 3


def test_the_fourth_is_told_that_it_is_full_until_somebody_gives_up(house: House) -> None:
    first, *_ = [house.book("10:00") for _ in range(3)]
    assert not house.slot("10:00").open
    assert refused(house) == "appointments.full"
    house.guide.do(actions.cancel, appointment_id=first)
    assert house.slot("10:00").free == 1
    house.book("10:00")
    assert house.kept() == {("relief", "10:00"): 3}
    assert house.appointments_hold()


def test_a_counter_gives_its_time_only_once(house: House) -> None:
    for _ in range(3):
        house.book("10:00")  # counters 1 and 3, so half of counter 3's time is gone for insurance
    assert [house.slot("10:00", service).free for service in ("relief", "insurance", "family")] == [0, 1, 1]
    house.book("10:00", service_code="insurance")
    assert house.slot("10:00", "insurance").free == 0


def test_a_quick_counter_takes_no_appointments(house: House) -> None:
    with Session(house.engine) as session, session.begin():
        session.connection().exec_driver_sql("UPDATE counter SET quick_minutes = 5 WHERE number = 3")
    assert house.slot("10:00").places == 1


def test_one_person_books_a_slot_once(house: House) -> None:
    person = house.resident("程小满", date(1990, 1, 1))
    house.book("10:00", person_id=person)
    assert refused(house, person_id=person) == "appointments.already_booked"
    house.book("10:30", person_id=person)
    house.book("10:00", "林月", phone="13900000001")
    assert refused(house, name="林月", phone="139 0000 0001") == "appointments.already_booked"
    house.book("10:00", "林月", phone="13900000002")


def test_who_gave_up_may_book_the_slot_again(house: House) -> None:
    person = house.resident("程小满", date(1990, 1, 1))
    house.guide.do(actions.cancel, appointment_id=house.book("10:00", person_id=person))
    assert house.card(house.book("10:00", person_id=person)).state == "booked"


def test_somebody_must_be_named(house: House) -> None:
    assert refused(house, name="", phone="13800000456") == "appointments.nobody"
    assert refused(house, name="程小满", phone=" ") == "appointments.nobody"
    assert refused(house, name="程小满", phone="12") == "people.phone"


def test_only_slots_of_the_office_hours_exist(house: House) -> None:
    starts = [card.start for card in house.guide.see(views.slots, service_code="relief", day=TODAY)]
    assert (starts[0], starts[5], starts[6], starts[-1]) == ("09:00", "11:30", "13:30", "17:00")
    assert refused(house, "12:00") == "appointments.no_slot"
    assert refused(house, "10:10") == "appointments.no_slot"
    assert refused(house, "zehn") == "appointments.no_slot"


def test_what_has_begun_is_gone(house: House) -> None:
    assert not house.slot("09:00").open  # it is nine o'clock
    assert refused(house, "09:00") == "appointments.past"
    assert refused(house, day=date(2026, 11, 20)) == "appointments.past"
    assert house.card(house.book("9:30")).start == "09:30"


def test_seven_working_days_ahead_and_no_day_off(house: House) -> None:
    days = house.guide.see(views.days_open, service_code="relief")
    assert days[0] == TODAY
    assert (days[-1], len(days)) == (date(2026, 12, 2), 8)
    assert refused(house, day=date(2026, 11, 28)) == "appointments.day_off"
    assert refused(house, day=date(2026, 12, 3)) == "appointments.too_far"
    assert house.guide.see(views.slots, service_code="relief", day=date(2026, 11, 28)) == ()
    house.allow(days_ahead=8)
    house.book("09:00", day=date(2026, 12, 3))


def test_holidays_and_worked_weekends_count_as_the_notice_says(house: House) -> None:
    house.clock.move_to(datetime(2026, 9, 18, 1, 0, tzinfo=UTC))
    days = house.guide.see(views.days_open, service_code="relief")
    assert date(2026, 9, 20) in days  # a Sunday that is worked
    assert not {date(2026, 9, 25), date(2026, 10, 1)} & set(days)


def test_a_full_day_is_not_offered(house: House) -> None:
    house.move_to("16:59")
    house.book("17:00", service_code="family")
    assert house.guide.see(views.days_open, service_code="family")[0] == TUESDAY
    assert house.guide.see(views.days_open, service_code="relief")[0] == TODAY


def test_a_hall_may_take_no_appointments_at_all(house: House) -> None:
    house.allow(share_percent=0)
    assert house.guide.see(views.days_open, service_code="relief") == ()
    assert refused(house) == "appointments.not_offered"


def test_the_share_is_the_halls_own(house: House) -> None:
    house.allow(share_percent=50)
    assert house.slot("10:00").places == 3
    house.allow(share_percent=54)
    assert house.slot("10:00").places == 4


def test_a_person_gives_up_until_the_slot_begins_and_staff_until_it_lapses(house: House) -> None:
    first, second = house.book("10:00"), house.book("10:00")
    house.move_to("10:00")
    assert house.kiosk.refused(actions.cancel, appointment_id=first) == "appointments.begun"
    house.guide.do(actions.cancel, appointment_id=first)
    assert house.guide.refused(actions.cancel, appointment_id=first) == "appointments.now_cancelled"
    house.move_to("10:46")
    house.run_due()
    assert house.guide.refused(actions.cancel, appointment_id=second) == "appointments.now_no_show"


def test_a_given_up_appointment_never_counts_as_missed(house: House) -> None:
    appointment = house.book("10:00")
    house.kiosk.do(actions.cancel, appointment_id=appointment)
    house.move_to("12:00")
    assert house.run_due() == 0
    assert house.card(appointment).state == "cancelled"


def test_the_code_finds_it_however_it_is_typed(house: House) -> None:
    card = house.card(house.book("10:00"))
    assert len(card.code) == 8
    typed = f" {card.code[:4].lower()}-{card.code[4:]} "
    assert house.kiosk.see(views.appointment_of_code, code=typed) == card
    assert house.kiosk.see(views.appointment_of_code, code="ZZZZZZZZ") is None


def test_a_card_finds_what_its_holder_has_still_to_come_for(house: House) -> None:
    person = house.resident("程小满", date(1990, 1, 1))
    later, soon = house.book("10:00", person_id=person, day=TUESDAY), house.book("11:00", person_id=person)
    house.guide.do(actions.cancel, appointment_id=house.book("10:00", person_id=person))
    cards = house.kiosk.see(views.appointments_of_person, person_id=person)
    assert [card.id for card in cards] == [soon, later]
    assert {card.name for card in cards} == {"程*满"}


def test_the_day_is_listed_in_its_order(house: House) -> None:
    house.book("11:00", day=TUESDAY)
    house.book("10:00", service_code="insurance")
    house.book("09:30")
    house.book("10:00")
    listed = [(card.start, card.service) for card in house.guide.see(views.on_day, day=TODAY)]
    assert listed == [("09:30", "relief"), ("10:00", "insurance"), ("10:00", "relief")]


def test_neither_journal_nor_audit_knows_a_name(house: House) -> None:
    appointment = house.book("10:00", "程小满", phone="13812345678")
    house.guide.do(actions.cancel, appointment_id=appointment)
    with Session(house.engine) as session:
        entries = session.scalars(select(AppointmentEvent)).all()
        assert [entry.kind for entry in entries] == ["booked", "cancelled"]
        assert not [each for each in entries if "程小满" in str(each.details) or "13812345678" in str(each.details)]


def test_what_the_register_knows_is_not_kept_twice(house: House) -> None:
    person = house.guide.do(register, name="程小满", phone="13812345678")
    house.book("10:00", person_id=person, name="程小满", phone="13812345678")
    with Session(house.engine) as session:
        row = session.scalars(select(Appointment)).one()
        assert (row.person_id, row.name, row.phone) == (person, "", "")


def test_the_slip_is_printed_where_it_was_booked(house: House) -> None:
    card = house.card(house.kiosk.do(
        actions.book, service_code="relief", day=TODAY, start="10:00", name="程小满", phone="13812345678",
        channel="kiosk",
    ))  # fmt: skip
    with Session(house.engine) as session:
        document = session.scalars(select(Document).where(Document.subject_id == card.id)).one()
        job = session.scalars(select(PrintJob).where(PrintJob.document_id == document.id)).one()
        content = from_json(document.content)
    assert (job.device_id, job.role) == (house.kiosk.actor.device_id, "ticket")
    assert (content.kind, content.qr, content.status_code) == ("appointment_slip", card.code, card.code)
    assert Big("10:00") in content.blocks
    assert "程小满" not in document.content


def test_a_lost_slip_is_printed_again_while_it_is_of_use(house: House) -> None:
    appointment = house.book("10:00")
    house.guide.do(actions.print_slip, appointment_id=appointment)
    with Session(house.engine) as session:
        assert len(session.scalars(select(Document).where(Document.subject_id == appointment)).all()) == 2
    house.guide.do(actions.cancel, appointment_id=appointment)
    assert house.guide.refused(actions.print_slip, appointment_id=appointment) == "appointments.now_cancelled"


def test_the_slip_fits_the_paper_of_the_hall(house: House) -> None:
    with Session(house.engine) as session, session.begin():
        settings.write(session, QueuePolicy(paper_mm=58))
    house.book("10:00")
    with Session(house.engine) as session:
        assert from_json(session.scalars(select(Document)).one().content).sheet == "ticket_58mm"


def test_a_channel_that_does_not_exist_is_refused(house: House) -> None:
    with pytest.raises(Refusal, match=r"appointments\.channel"):
        house.book("10:00", channel="telepathy")


def test_the_lapse_is_owed_for_the_end_and_the_time_allowed(house: House) -> None:
    appointment = house.book("10:00")
    house.clock.move_to(at("10:44"))
    assert house.run_due() == 0
    house.clock.move_to(at("10:45"))
    assert house.run_due() == 1
    assert house.card(appointment).state == "no_show"
