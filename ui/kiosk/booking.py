"""Appointments at the kiosk: which there are, coming for one, and making one; knows no widget."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from hall.service import Hall, appointments, appointments_views, people_views
from ui.kiosk.documents import Document
from ui.kiosk.taking import Taken, person_of, taken_of

Appointment = appointments_views.AppointmentCard
Slot = appointments_views.SlotCard
Policy = appointments_views.AppointmentPolicy
BOOKED = "booked"
CHANNEL = "kiosk"


class When(StrEnum):
    """When somebody comes for an appointment."""

    ANOTHER_DAY = "another_day"
    EARLY = "early"
    IN_TIME = "in_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who has come for an appointment.

    Attributes:
        counts_from: the time (HH:MM) from which an early one stands in the line.
    """

    appointment: Appointment
    when: When
    counts_from: str = ""

    @property
    def is_today(self) -> bool:
        """Whether the appointment is of the day on which they came."""
        return self.when is not When.ANOTHER_DAY


def coming_for(appointment: Appointment, now: datetime, policy: Policy) -> Coming:
    """Return whether somebody comes in time; `now` is on the hall's clock."""
    begins = datetime.combine(appointment.day, time.fromisoformat(appointment.start), tzinfo=now.tzinfo)
    counts_from = begins - timedelta(minutes=policy.early_minutes)
    if appointment.day > now.date():
        when = When.ANOTHER_DAY
    elif now < counts_from:
        when = When.EARLY
    else:
        when = When.LATE if now > begins + timedelta(minutes=policy.late_minutes) else When.IN_TIME
    return Coming(appointment, when, f"{counts_from:%H:%M}")


def appointments_today(hall: Hall, document: Document, today: date) -> tuple[Appointment, ...]:
    """Return the appointments for which the holder of a document is expected today; slow, for a worker thread."""
    theirs = hall.showing(document.number)
    person_id = theirs.see(people_views.holder, id_number=document.number, name=document.name)
    if person_id is None:
        return ()
    found = theirs.see(appointments_views.appointments_of_person, person_id=person_id)
    return tuple(card for card in found if card.day == today and card.state == BOOKED)


def policy_of(hall: Hall) -> Policy:
    """Return how this hall takes appointments; slow, for a worker thread."""
    return hall.see(appointments_views.policy)


def check_in(hall: Hall, request_id: str, coming: Coming) -> Taken:
    """Come into the line for an appointment.

    Raises:
        Refusal: what `appointments.check_in` says.
    """
    ticket_id = hall.do_once(request_id, appointments.check_in, appointment_id=coming.appointment.id)
    return taken_of(hall, ticket_id, coming.counts_from if coming.when is When.EARLY else "")


def give_up(hall: Hall, appointment: Appointment) -> Appointment:
    """Give an appointment up; answers with it as it stands then.

    Raises:
        Refusal: what `appointments.cancel` says.
    """
    hall.do(appointments.cancel, appointment_id=appointment.id)
    return hall.see(appointments_views.appointment, appointment_id=appointment.id)


def days_open(hall: Hall, service_code: str) -> tuple[date, ...]:
    """Return the days that can be booked; slow, for a worker thread."""
    return hall.see(appointments_views.days_open, service_code=service_code)


def slots_of(hall: Hall, service_code: str, day: date) -> tuple[Slot, ...]:
    """Return the times of a day; slow, for a worker thread."""
    return hall.see(appointments_views.slots, service_code=service_code, day=day)


@dataclass(frozen=True, slots=True)
class Booking:
    """What somebody wants to book; it is kept for the holder of the document."""

    request_id: str
    service_code: str
    day: date
    start: str
    document: Document
    phone: str = ""


def book(hall: Hall, booking: Booking) -> Appointment:
    """Book, and queue the slip for this kiosk's printer.

    Raises:
        Refusal: what `people.identify` and `appointments.book` say.
    """
    theirs = hall.showing(booking.document.number)
    appointment_id = theirs.do_once(
        booking.request_id,
        appointments.book,
        service_code=booking.service_code,
        day=booking.day,
        start=booking.start,
        person_id=person_of(theirs, booking.document, booking.phone),
        phone=booking.phone,
        channel=CHANNEL,
    )
    return hall.see(appointments_views.appointment, appointment_id=appointment_id)
