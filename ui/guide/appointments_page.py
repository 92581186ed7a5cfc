"""The page of appointments: who is expected today, and a new one for another day."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall, appointments, appointments_views
from ui.guide.booking_form import BookingForm
from ui.guide.floor import Appointment, Floor
from ui.guide.tickets import Taken, see
from ui.shared import tasks
from ui.shared.card import Card
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.i18n import mark, sentence, tr
from ui.shared.page_scroll import PageScroll
from ui.shared.row_list import Row, RowList
from ui.shared.runner import Runner
from ui.shared.state_mark import Light
from ui.shared.theme import GRID, set_role

STATES = {
    "booked": (Light.BLUE, mark("expected")),
    "checked_in": (Light.GREEN, mark("has arrived")),
    "late": (Light.YELLOW, mark("came late")),
    "cancelled": (Light.GREY, mark("given up")),
    "no_show": (Light.GREY, mark("did not come")),
}


class AppointmentsPage(QWidget):
    """Checks people in who have an appointment, and books one for those who want to come again.

    Signals:
        ticket_taken: a Taken.
    """

    ticket_taken = Signal(object)

    def __init__(self, runner: Runner, sheet: ChoiceSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._ask = runner, sheet
        self._expected: tuple[Appointment, ...] = ()
        self.today = Card(tr("Expected today"), self)
        self.list = RowList(tr("Expected today"), self.today, framed=False)
        self.list.row_chosen.connect(self._on_chosen)
        self.none = QLabel(tr("Nobody has an appointment today."), self.today)
        set_role(self.none, "quiet")
        self.today.body.addWidget(self.none)
        self.today.body.addWidget(self.list, 1)
        self.today.body.addStretch(0)
        self.form = BookingForm(self)
        self.form.service_chosen.connect(self._on_service)
        self.form.day_chosen.connect(self._on_day)
        self.form.booked.connect(self._on_booked)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.form)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self.today, 2)
        row.addWidget(PageScroll(right, self), 3)

    def show_floor(self, floor: Floor) -> None:
        """Show who is expected."""
        self._expected = floor.expected
        self.list.show_rows([_row(card) for card in floor.expected])
        self.list.setVisible(bool(floor.expected))
        self.none.setVisible(not floor.expected)
        self.form.offer_services(floor.lines)

    def begin(self) -> None:
        """Be ready for whoever comes: the list first, the form where nobody is expected."""
        (self.list if self._expected else self.form.service).setFocus()

    def check_in(self, appointment_id: str) -> None:
        """Check somebody in and print the ticket."""

        def work(hall: Hall) -> Taken:
            return see(hall, hall.do(appointments.check_in, appointment_id=appointment_id))

        self._runner.run(self, work, self.ticket_taken.emit)

    def _on_chosen(self, key: object) -> None:
        card = next((each for each in self._expected if each.id == key), None)
        if card is None:
            return
        rows = [Row("in", tr("Has come: print the ticket")), Row("slip", tr("Print the slip again"))]
        rows.append(Row("cancel", tr("Give the appointment up")))
        words = tr("{start}　{name}　{service}", start=card.start, name=card.name, service=card.service_name)
        self._ask.ask(words, rows, lambda act, _note: self._act(card.id, str(act)))

    def _act(self, appointment_id: str, act: str) -> None:
        if act == "in":
            self.check_in(appointment_id)
        elif act == "slip":
            self._runner.run(
                self,
                lambda hall: hall.do(appointments.print_slip, appointment_id=appointment_id),
                said=tr("The slip is printed."),
            )
        else:
            self._runner.run(
                self,
                lambda hall: hall.do(appointments.cancel, appointment_id=appointment_id),
                said=tr("Given up. The place is free again."),
            )

    def _on_service(self, code: str) -> None:
        hall = self._runner.hall

        def show(days: tuple[date, ...]) -> None:
            if self.form.code() == code:
                self.form.offer_days(days)

        tasks.run(self, lambda: hall.see(appointments_views.days_open, service_code=code), show)

    def _on_day(self, code: str, day: date) -> None:
        hall = self._runner.hall

        def show(slots: tuple[appointments_views.SlotCard, ...]) -> None:
            if (self.form.code(), self.form.chosen_day()) == (code, day):
                self.form.offer_slots(slots)

        tasks.run(self, lambda: hall.see(appointments_views.slots, service_code=code, day=day), show)

    def _on_booked(self) -> None:
        form, day = self.form, self.form.chosen_day()
        service, start, name, phone = form.code(), form.slot.currentData(), form.name.text(), form.phone.text()
        if not service or day is None or not start:
            form.problem.say(tr("Choose what for, the day and the time."))
            form.service.setFocus()
            return

        def work(hall: Hall) -> str:
            return hall.do(
                appointments.book,
                service_code=service, day=day, start=str(start), name=name, phone=phone, channel="guide",
            )  # fmt: skip

        done = tr("Booked. The slip is printed.")
        self._runner.run(self, work, lambda _id: form.clear(), self._on_refused, said=done)

    def _on_refused(self, refusal: Refusal) -> None:
        self.form.problem.say(sentence(refusal))


def _row(card: Appointment) -> Row:
    light, words = STATES.get(card.state, (Light.GREY, ""))
    text = tr("{start}　{name}　{service}", start=card.start, name=card.name, service=card.service_name)
    return Row(card.id, text, tr(words) if words else "", light)
