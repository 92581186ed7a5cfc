"""Reads which slots are free, and how an appointment stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from hall.appointments import capacity
from hall.appointments.capacity import Slot
from hall.appointments.model import Appointment
from hall.appointments.rules import CANCELLED, AppointmentPolicy, Supply
from hall.kernel.masks import mask_name
from hall.people.model import Person
from hall.storage.work import Reading

__all__ = [
    "AppointmentCard",
    "AppointmentPolicy",
    "SlotCard",
    "appointment",
    "appointment_of_code",
    "appointments_of_person",
    "days_open",
    "on_day",
    "policy",
    "slots",
]


@dataclass(frozen=True, slots=True)
class SlotCard:
    """A slot of one day for one service.

    Attributes:
        start: beginning on the hall's clock, HH:MM; `end` likewise.
        places: how many the service has in a slot.
        free: how many can be booked now; other services at the same counters take away from it.
        open: whether it can be booked: something is free and it has not begun.
    """

    start: str
    end: str
    places: int
    free: int
    open: bool


@dataclass(frozen=True, slots=True)
class AppointmentCard:
    """An appointment as screens show it.

    Attributes:
        code: the code on the slip.
        service_name: what slip and screens call it; neutral for confidential matters.
        start: beginning on the hall's clock, HH:MM; `end` likewise.
        state: one of `rules`: booked, checked_in, late, cancelled, no_show.
        person_id: the person in the register; empty for one known by name and phone alone.
        name: masked.
        ticket_id: the ticket with which they came; empty until then.
        channel: one of `rules.CHANNELS`.
    """

    id: str
    code: str
    service: str
    service_name: str
    day: date
    start: str
    end: str
    state: str
    person_id: str
    name: str
    ticket_id: str
    channel: str


def policy(reading: Reading) -> AppointmentPolicy:
    """Return how this hall takes appointments."""
    return capacity.policy_of(reading)


def days_open(reading: Reading, *, service_code: str) -> tuple[date, ...]:
    """Return the days on which a service can still be booked, in order."""
    days = capacity.bookable_days(reading, capacity.policy_of(reading))
    offered = _offered(reading, service_code, days)
    return tuple(day for day in days if any(slot.open for slot in offered[day]))


def slots(reading: Reading, *, service_code: str, day: date) -> tuple[SlotCard, ...]:
    """Return the slots of a day for a service, in order; none on a day that cannot be booked at all."""
    if day not in capacity.bookable_days(reading, capacity.policy_of(reading)):
        return ()
    return _offered(reading, service_code, (day,))[day]


def appointment(reading: Reading, *, appointment_id: str) -> AppointmentCard:
    """Return one appointment."""
    return _cards(reading, select(Appointment).where(Appointment.id == appointment_id))[0]


def appointment_of_code(reading: Reading, *, code: str) -> AppointmentCard | None:
    """Return the appointment with a code, None if there is none; typed with a dash or without."""
    wanted = "".join(filter(str.isalnum, code)).upper()
    return next(iter(_cards(reading, select(Appointment).where(Appointment.code == wanted))), None)


def appointments_of_person(reading: Reading, *, person_id: str) -> tuple[AppointmentCard, ...]:
    """Return a person's appointments of today and later in their order, without those that were given up."""
    own = (Appointment.person_id == person_id, Appointment.day >= reading.today, Appointment.state != CANCELLED)
    return _cards(reading, select(Appointment).where(*own))


def on_day(reading: Reading, *, day: date) -> tuple[AppointmentCard, ...]:
    """Return the appointments of a day in their order, those given up among them."""
    return _cards(reading, select(Appointment).where(Appointment.day == day))


def _offered(reading: Reading, service_code: str, days: Sequence[date]) -> dict[date, tuple[SlotCard, ...]]:
    """Return a service's slots on some days."""
    how = capacity.policy_of(reading)
    supply = capacity.supply_of(reading, how)
    taken = capacity.taken_on(reading, min(days), max(days)) if days else {}
    return {
        day: tuple(
            _slot(slot, supply, service_code, taken.get((day, slot.start), {}), reading.now)
            for slot in capacity.slots_on(reading, day, how)
        )
        for day in days
    }


def _slot(slot: Slot, supply: Supply, service: str, taken: Mapping[str, int], now: datetime) -> SlotCard:
    free = supply.free(service, taken)
    return SlotCard(slot.start, slot.end, supply.places(service), free, free > 0 and slot.starts_at > now)


def _cards(reading: Reading, which: Select[tuple[Appointment]]) -> tuple[AppointmentCard, ...]:
    """Return appointments by their slot and service, with the names of those who are in the register."""
    order = (Appointment.starts_at, Appointment.service, Appointment.place, Appointment.id)
    rows = reading.session.scalars(which.order_by(*order)).all()
    people = {row.person_id for row in rows if row.person_id}
    known = select(Person.id, Person.name).where(Person.id.in_(people))
    names = dict(reading.session.execute(known).tuples().all()) if people else {}
    return tuple(_card(row, names.get(row.person_id or "", row.name)) for row in rows)


def _card(row: Appointment, name: str) -> AppointmentCard:
    return AppointmentCard(
        id=row.id,
        code=row.code,
        service=row.service,
        service_name=row.display_name,
        day=row.day,
        start=row.start,
        end=row.end,
        state=row.state,
        person_id=row.person_id or "",
        name=mask_name(name),
        ticket_id=row.ticket_id or "",
        channel=row.channel,
    )
