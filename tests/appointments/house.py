"""The hall of the queue's tests with a booking office: relief has three places in a slot, family has one."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hall.appointments import actions, views
from hall.appointments.model import Appointment
from hall.appointments.record import JOURNAL
from hall.appointments.rules import CANCELLED, AppointmentPolicy
from hall.kernel.clock import ManualClock
from hall.storage import settings
from tests.queue.house import MORNING, ZONE, furnish
from tests.queue.house import House as QueueHouse

__all__ = ["MORNING", "TODAY", "TUESDAY", "House", "at", "furnish"]

TODAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def at(clock: str, day: date = TODAY) -> datetime:
    """Return the instant at which the hall's clock shows a time."""
    return datetime.combine(day, datetime.strptime(clock, "%H:%M").time(), tzinfo=ZONE).astimezone(UTC)  # noqa: DTZ007


class House(QueueHouse):
    """The hall of the queue's tests, with people who book."""

    def __init__(self, url: str, clock: Any = None) -> None:
        super().__init__(url, clock or ManualClock(MORNING))
        self.seq = 0

    def book(self, start: str = "10:00", who: str = "", **more: Any) -> str:
        """Book at the guide's desk; answers with the appointment's key. Nobody named is somebody new."""
        self.seq += 1
        wanted = {"service_code": "relief", "day": TODAY, "channel": "guide"} | more
        if "person_id" not in wanted:
            wanted |= {"name": who or "吴" + chr(0x4E00 + self.seq), "phone": f"1380000{self.seq:04d}"} | more
        return self.guide.do(actions.book, start=start, **wanted)

    def card(self, appointment_id: str) -> views.AppointmentCard:
        return self.guide.see(views.appointment, appointment_id=appointment_id)

    def check_in(self, appointment_id: str, **more: Any) -> str:
        return self.guide.do(actions.check_in, appointment_id=appointment_id, **more)

    def slot(self, start: str, service: str = "relief", day: date = TODAY) -> views.SlotCard:
        cards = self.guide.see(views.slots, service_code=service, day=day)
        return next(card for card in cards if card.start == start)

    def move_to(self, clock: str, day: date = TODAY) -> None:
        self.clock.move_to(at(clock, day))

    def allow(self, **changed: Any) -> None:
        """Change settings of the appointments."""
        with Session(self.engine) as session, session.begin():
            settings.write(session, AppointmentPolicy(**changed))

    def kept(self) -> dict[tuple[str, str], int]:
        """Return how many places are kept, by service and beginning."""
        with Session(self.engine) as session:
            rows = session.execute(
                select(Appointment.service, Appointment.start, func.count())
                .where(Appointment.state != CANCELLED)
                .group_by(Appointment.service, Appointment.start)
            )
            return {(service, start): count for service, start, count in rows}

    def appointments_hold(self) -> bool:
        """Tell whether every appointment is what its journal says."""
        with Session(self.engine) as session:
            rows = session.scalars(select(Appointment)).all()
            return all(JOURNAL.refold(JOURNAL.history(session, row.id)) == JOURNAL.of(row) for row in rows)
