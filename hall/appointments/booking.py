"""Keeps a place in a slot for one person: who they are, whether they may book, and which place is theirs."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select, text
from sqlalchemy.dialects import postgresql, sqlite

from hall.appointments import rules
from hall.appointments.capacity import Slot, supply_of, taken_on
from hall.appointments.model import KEEPS_A_PLACE, Appointment, AppointmentSlot
from hall.appointments.record import JOURNAL, LAPSE
from hall.appointments.rules import AppointmentPolicy
from hall.catalogue.views import ServiceCard, current
from hall.kernel.dates import chinese_date
from hall.kernel.ids import new_id, new_status_code
from hall.kernel.names import read_name
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.people.rules import read_phone
from hall.storage import due
from hall.storage.showing import counting
from hall.storage.work import Work


@dataclass(frozen=True, slots=True)
class Booker:
    """For whom an appointment is: somebody in the register, or a name and a phone by which they are known again."""

    person_id: str = ""
    name: str = ""
    phone: str = ""

    def is_theirs(self) -> ColumnElement[bool]:
        """Say which appointments are theirs."""
        if self.person_id:
            return Appointment.person_id == self.person_id
        known = and_(Appointment.name == self.name, Appointment.phone_mark == self.phone)
        return and_(Appointment.person_id.is_(None), known)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be booked; `origin` says for one from a file where that file has it from."""

    service: ServiceCard
    slot: Slot
    booker: Booker
    channel: str
    matter_code: str = ""
    origin: str = ""


def booker(person_id: str, name: str, phone: str) -> Booker:
    """Return for whom it is; what the register knows is not kept twice.

    Raises:
        Refusal: `appointments.nobody`, and what `read_name` and `read_phone` say.
    """
    if person_id:
        return Booker(person_id)
    if not (name.strip() and phone.strip()):
        raise Refusal("appointments.nobody")
    return Booker("", read_name(name).text, read_phone(phone))


def keep_place(work: Work, wanted: Wanted, policy: AppointmentPolicy) -> Appointment:
    """Give the lowest free place of a slot, begin the journal, and owe the note that nobody came.

    Raises:
        Refusal: `appointments.suspended`, `appointments.already_booked`, `appointments.not_offered`,
            `appointments.full`.
    """
    _refuse_suspended(work, wanted.booker, policy)
    _lock(work, wanted.slot)
    _refuse_twice(work, wanted)
    row = _new_row(work, wanted, _free_place(work, wanted, policy))
    booked = rules.book(
        service=wanted.service.code,
        starts_at=wanted.slot.starts_at,
        ends_at=wanted.slot.ends_at,
        place=row.place,
        channel=wanted.channel,
    )
    JOURNAL.begin(work, row, booked)
    due.schedule(work, LAPSE, row.id, rules.lapses_at(JOURNAL.of(row), policy), appointment_id=row.id)
    work.touched(Topic.QUEUE)
    return row


def _refuse_suspended(work: Work, booker: Booker, policy: AppointmentPolicy) -> None:
    missed = select(Appointment.settled_at).where(booker.is_theirs(), Appointment.state == rules.NO_SHOW)
    times = [at for at in work.session.scalars(missed.order_by(Appointment.settled_at)) if at is not None]
    until = rules.suspended_until(times, policy)
    if until is not None and work.now < until:
        raise Refusal("appointments.suspended", times=policy.no_shows, until=chinese_date(work.local(until).date()))


def _lock(work: Work, slot: Slot) -> None:
    """Lock the slot until the commit, so that places are counted and given by one after the other."""
    insert = postgresql.insert if work.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    key = {"hall_id": work.place.hall_id, "day": slot.day, "start": slot.start}
    work.session.execute(insert(AppointmentSlot).values(key).on_conflict_do_nothing())
    work.session.execute(select(AppointmentSlot.start).filter_by(**key).with_for_update())


def _refuse_twice(work: Work, wanted: Wanted) -> None:
    same = select(Appointment.id).where(
        wanted.booker.is_theirs(),
        Appointment.day == wanted.slot.day,
        Appointment.start == wanted.slot.start,
        Appointment.service == wanted.service.code,
        Appointment.state != rules.CANCELLED,
    )
    if work.session.scalar(same.limit(1)) is not None:
        raise Refusal("appointments.already_booked", start=wanted.slot.start)


def _free_place(work: Work, wanted: Wanted, policy: AppointmentPolicy) -> int:
    """Return the lowest number that nobody holds in the slot."""
    code, slot = wanted.service.code, wanted.slot
    supply = supply_of(work, policy)
    if not supply.places(code):
        raise Refusal("appointments.not_offered", service=wanted.service.name)
    if not supply.free(code, taken_on(work, slot.day, slot.day).get((slot.day, slot.start), {})):
        raise Refusal("appointments.full", day=chinese_date(slot.day), start=slot.start)
    given = select(Appointment.place).where(
        text(f"appointment.{KEEPS_A_PLACE}"),
        Appointment.day == slot.day,
        Appointment.start == slot.start,
        Appointment.service == code,
    )
    with counting(work):
        held = set(work.session.scalars(given))
    return next(place for place in range(1, len(held) + 2) if place not in held)


def _new_row(work: Work, wanted: Wanted, place: int) -> Appointment:
    slot, who = wanted.slot, wanted.booker
    matter = current(work, code=wanted.matter_code).matter if wanted.matter_code else None
    return Appointment(
        id=new_id(),
        hall_id=work.place.hall_id,
        code=new_status_code(),
        matter_code=wanted.matter_code,
        display_name=(matter.queue_name if matter is not None else None) or wanted.service.name,
        day=slot.day,
        start=slot.start,
        end=slot.end,
        place=place,
        person_id=who.person_id or None,
        name=who.name,
        phone=who.phone,
        channel=wanted.channel,
        origin=wanted.origin,
        booked_at=work.now,
    )
