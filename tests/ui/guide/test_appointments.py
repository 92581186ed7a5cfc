"""Appointments at the desk: checked in by key, booked for those who want to come again."""

from PySide6.QtCore import Qt

from hall.service import appointments, appointments_views
from tests.ui.guide.person import CONTROL, ENTER, Guide


def book(guide: Guide) -> appointments_views.AppointmentCard:
    """Book the first place of today at the desk."""
    day = guide.hall.see(appointments_views.days_open, service_code="housing")[0]
    slots = guide.hall.see(appointments_views.slots, service_code="housing", day=day)
    start = next(slot.start for slot in slots if slot.open)
    key = guide.hall.do(
        appointments.book,
        service_code="housing", day=day, start=start, name="周小满", phone="13800001111", channel="guide",
    )  # fmt: skip
    return guide.hall.see(appointments_views.appointment, appointment_id=key)


def test_two_keys_check_somebody_in(guide: Guide) -> None:
    card = book(guide)
    guide.until(lambda: guide.window.expected.list.count())
    guide.press(Qt.Key.Key_F7)
    guide.press(ENTER)
    guide.types("1")
    (ticket,) = guide.tickets()
    assert (ticket.service, ticket.source) == ("housing", "appointment")
    assert guide.window.desk.ticket.number.text() == ticket.number
    assert guide.hall.see(appointments_views.appointment, appointment_id=card.id).ticket_id == ticket.id


def test_the_slip_is_scanned_into_the_search(guide: Guide) -> None:
    card = book(guide)
    guide.press(Qt.Key.Key_K, CONTROL)
    guide.types(card.code)
    guide.press(ENTER)
    guide.until(guide.tickets)
    assert guide.tickets()[0].source == "appointment"


def test_a_new_appointment_is_booked_line_by_line(guide: Guide) -> None:
    guide.press(Qt.Key.Key_F7)
    form = guide.window.expected.form
    assert guide.focused() is form.service
    guide.enters("6")
    guide.until(lambda: form.slot.count())
    guide.enters()
    guide.enters()
    guide.enters("周小满")
    guide.enters("13800001111")
    today = guide.window.floor.looked_at.date() if guide.window.floor else None
    assert today is not None
    (card,) = guide.hall.see(appointments_views.on_day, day=today)
    assert (card.service, card.channel, card.state) == ("housing", "guide", "booked")
    assert form.name.text() == ""


def test_what_is_missing_is_said_and_what_was_typed_stays(guide: Guide) -> None:
    guide.press(Qt.Key.Key_F7)
    form = guide.window.expected.form
    form.name.setFocus()
    guide.enters("周小满")
    guide.enters("13800001111")
    assert form.problem.text()
    assert form.name.text() == "周小满"
