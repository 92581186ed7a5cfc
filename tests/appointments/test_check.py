"""`hall check` finds an appointment that somebody has changed behind the hall's back."""

import pytest
from sqlalchemy import Delete, Update, delete, update

from hall.appointments import actions
from hall.appointments.model import Appointment, AppointmentEvent
from hall.check import find_problems
from hall.queue import actions as queue
from hall.queue.model import Ticket
from tests.appointments.house import TUESDAY, House
from tests.tampering import tamper


def problems(house: House) -> list[str]:
    return house.guide.see(lambda reading: list(find_problems(reading)))


def lived(house: House) -> None:
    """Let somebody come in time, somebody late, somebody give up and somebody stay away."""
    in_time, late, given_up, _ = (house.book(start) for start in ("10:30", "10:00", "10:00", "09:30"))
    house.guide.do(actions.cancel, appointment_id=given_up)
    house.move_to("10:20")
    house.run_due()
    house.check_in(in_time)
    house.check_in(late)


def test_a_hall_that_only_worked_is_whole(house: House) -> None:
    lived(house)
    assert problems(house) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (update(Appointment).where(Appointment.state == "late").values(state="no_show"), "differs from its journal"),
        (delete(AppointmentEvent).where(AppointmentEvent.kind == "lapsed"), "its journal has a gap"),
        (update(Ticket).where(Ticket.series == "Y").values(day=TUESDAY), "its ticket is missing or of another day"),
        (update(Appointment).values(ticket_id=None), "and 0 appointments have it"),
        (update(Ticket).values(source="kiosk"), "its ticket is missing"),
    ],
    ids=["state", "journal", "day", "no-ticket", "source"],
)
def test_what_was_changed_behind_its_back_is_named(house: House, change: Update | Delete, said: str) -> None:
    lived(house)
    tamper(house.engine, change)
    assert any(said in problem for problem in problems(house)), problems(house)


def test_who_missed_an_appointment_and_got_a_new_number_leaves_the_hall_whole(house: House) -> None:
    house.set(requeue_place="new", calls=1)
    booked = house.book("09:30")
    house.move_to("09:30")
    ticket = house.check_in(booked)
    clerk = house.counter(1)
    assert clerk.do(queue.call_next) == ticket
    clerk.do(queue.miss, ticket_id=ticket)
    again = house.guide.do(queue.requeue, ticket_id=ticket)
    assert again != ticket
    assert problems(house) == []
