"""Tables of appointments."""

from datetime import date, datetime

from sqlalchemy import Date, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow, by_time
from hall.storage.sealer import WrittenBy
from hall.storage.sealing import Mark, Sealed, same_as

KEEPS_A_PLACE = "state <> 'cancelled'"


class Appointment(Base):
    """An appointment (预约): one place in one half hour for one service, kept for one person.

    Local practice (排队叫号, 预约): who comes up to a quarter of an hour late keeps it, who comes later is served as if
    without one, who does not come is on record. A place that was given up can be booked again.

    Attributes:
        code: what stands on the slip; with it the person asks, cancels and checks in.
        place: the number of the place within its half hour and service, from 1; given to one person at a time.
        day: the hall's day; `start` and `end` are its wall clock (HH:MM).
        display_name: what slip and screens call the service; neutral for confidential matters.
        person_id: the person in the register; without an identity document `name` and `phone` stand here instead.
        origin: for one brought in from a file, where that file says that it was booked.
        settled_at: when they came, cancelled, or were no longer expected.
        ticket_id: the ticket with which they came into the line.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        Index("uq_appointment_code", "code", unique=True),
        Index(
            "uq_appointment_place",
            "day",
            "start",
            "service",
            "place",
            "hall_id",
            unique=True,
            sqlite_where=text(KEEPS_A_PLACE),
            postgresql_where=text(KEEPS_A_PLACE),
        ),
        Index("ix_appointment_day", "day", "start"),
        Index("ix_appointment_person_id", "person_id", "starts_at"),
        Index("ix_appointment_phone_mark", "phone_mark", "starts_at"),
        Index("ix_appointment_ticket_id", "ticket_id"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    code: Mapped[str] = mapped_column(String(8))
    service: Mapped[str] = mapped_column(String(40))
    matter_code: Mapped[str] = mapped_column(String(20))
    display_name: Mapped[str] = mapped_column(String(600))
    day: Mapped[date] = mapped_column(Date)
    start: Mapped[str] = mapped_column(String(5))
    end: Mapped[str] = mapped_column(String(5))
    place: Mapped[int]
    person_id: Mapped[str | None] = mapped_column(Key)
    name: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str] = mapped_column(Sealed(WrittenBy.MACHINES))
    phone_mark: Mapped[str] = mapped_column(Mark("phone"), default=same_as("phone"), server_default="")
    channel: Mapped[str] = mapped_column(String(10))
    origin: Mapped[str] = mapped_column(String(40))
    booked_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    ticket_id: Mapped[str | None] = mapped_column(Key)
    settled_at: Mapped[datetime | None]

    @validates("phone")
    def _mark_phone(self, _column: str, phone: str) -> str:
        self.phone_mark = phone
        return phone


class AppointmentEvent(JournalRow, Base):
    """The life of an appointment: booked, cancelled, checked in, late, lapsed."""

    __tablename__ = "appointment_event"
    __table_args__ = (by_time("appointment_event"),)
    subject_table = "appointment"


class AppointmentSlot(Base):
    """A half hour for which somebody has booked; whoever takes a place in it locks this row, so none is given twice."""

    __tablename__ = "appointment_slot"

    hall_id: Mapped[str] = mapped_column(Key, primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    start: Mapped[str] = mapped_column(String(5), primary_key=True)
