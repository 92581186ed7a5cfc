"""How a resident touches the kiosk."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from hall.kernel.clock import ManualClock
from hall.service import (
    appointments,
    appointments_views,
    contacts,
    people,
    posts,
    queue,
    queue_policy,
    queue_views,
    security,
)
from hall.simulation.sample import SampleHall
from tests.ui.kiosk.conftest import settle
from tests.ui.texts import texts
from ui.kiosk.idle import IdleWatch
from ui.kiosk.touch_keys import TouchKeys
from ui.kiosk.window import KioskWindow
from ui.shared.id_pad import VirtualKeyboard

Appointment = appointments_views.AppointmentCard
OLD = "11010519491231002X"
"""A woman of 76."""
YOUNG = "110105199003071239"

LOW_INCOME = "最低生活保障申请"


def touch(button: QWidget) -> None:
    """Touch a button that can be seen."""
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def go_to_priority(kiosk: KioskWindow, service: str = "aid") -> None:
    """Walk to the last question by the short way."""
    touch(kiosk.pages.start.button(service))
    touch(kiosk.pages.matters.unsure)
    touch(kiosk.pages.identity.yes)


def take_ticket(kiosk: KioskWindow, service: str = "aid") -> str:
    """Take a ticket by the short way; answers with its number."""
    go_to_priority(kiosk, service)
    touch(kiosk.pages.priority.yes)
    return kiosk.pages.ticket.number.text()


def read(kiosk: QWidget) -> str:
    """Return what stands on the screen, or on a part of it."""
    return texts(kiosk)


def spell(keys: TouchKeys | VirtualKeyboard, text: str) -> None:
    """Touch one key after the other."""
    for sign in text:
        touch(keys.key(sign))


def lay_card(kiosk: KioskWindow, text: str) -> None:
    """Let the reader read something."""
    kiosk.scanner.scanned.emit(text)
    settle()


def later(sample: SampleHall, minutes: int) -> None:
    """Let time pass in the hall."""
    clock = sample.itself.clock
    assert isinstance(clock, ManualClock)
    clock.advance(timedelta(minutes=minutes))


def book(sample: SampleHall, start: str, *, day: int = 0, number: str = OLD) -> Appointment:
    """Book an appointment for somebody at the guide's desk."""
    person = sample.guide.do(people.register, name="周秀英", id_kind="resident_card", id_number=number)
    when = sample.itself.see(appointments_views.days_open, service_code="aid")[day]
    made = sample.guide.do(
        appointments.book, service_code="aid", day=when, start=start, person_id=person, channel="guide"
    )
    return sample.itself.see(appointments_views.appointment, appointment_id=made)


def wait(watch: IdleWatch, seconds: int) -> None:
    """Let seconds pass in which nobody touches anything."""
    for _ in range(seconds):
        watch.tick()


def served_code(sample: SampleHall) -> str:
    """Serve somebody from beginning to end; answers with the code on their ticket."""
    clerk = sample.seats[0].hall
    clerk.do(posts.open_counter)
    ticket = sample.itself.do(queue.take_ticket, service_code="aid")
    clerk.do(queue.call_ticket, ticket_id=ticket)
    clerk.do(queue.arrive, ticket_id=ticket)
    later(sample, 5)
    clerk.do(contacts.answer_at_once, matter_text="问低保", words="带户口本", ticket_id=ticket)
    clerk.do(queue.finish, ticket_id=ticket)
    return sample.itself.see(queue_views.ticket, ticket_id=ticket).status_code


def open_rating(kiosk: KioskWindow, sample: SampleHall) -> str:
    """Come back after the visit and open the faces; answers with the code of the ticket."""
    code = served_code(sample)
    lay_card(kiosk, code)
    touch(kiosk.pages.progress.yes)
    return code


def keep_hours(sample: SampleHall) -> None:
    """Let machines give tickets in a hall's usual hours only; the sample hall gives them at any time."""
    sample.itself.do(security.set_policy, policy=queue_policy.QueuePolicy())
