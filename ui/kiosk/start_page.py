"""The first page: what residents come for, in their own words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.kiosk.measures import Measures
from ui.kiosk.offer import Offer, ServiceOffer, Waits
from ui.kiosk.page_frame import PageFrame, words
from ui.kiosk.touch_button import ChoiceButton, TouchButton
from ui.kiosk.words import waiting_words
from ui.shared.i18n import tr
from ui.shared.parts import set_part


class StartPage(PageFrame):
    """One button for each service, and a quiet row for those who come for something else.

    Signals:
        service_chosen: a ServiceOffer.
        search_requested: look for a matter by name.
        appointments_requested: come for an appointment, or make one.
        progress_requested: ask how a ticket or a case stands.
    """

    service_chosen = Signal(object)
    search_requested = Signal()
    appointments_requested = Signal()
    progress_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What have you come for?"), parent)
        self._services: tuple[ServiceOffer, ...] = ()
        self._buttons: list[ChoiceButton] = []
        self._closed = False
        self._waits = words("", "quiet", self)
        self._moment = words(tr("One moment, please …"), "quiet", self)
        self._moment.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._grid = QGridLayout()
        self.search = TouchButton(tr("Find a matter"), self, part="foot")
        self.appointments = TouchButton(tr("Appointment"), self, part="foot")
        self.progress = TouchButton(tr("How it stands"), self, part="foot")
        self.search.clicked.connect(lambda: self.search_requested.emit())
        self.appointments.clicked.connect(lambda: self.appointments_requested.emit())
        self.progress.clicked.connect(lambda: self.progress_requested.emit())
        self._ways = QHBoxLayout()
        for way in self.ways():
            self._ways.addWidget(way, 1)
        self.column.addWidget(self._waits)
        self.column.addWidget(self._moment, 1)
        self.column.addLayout(self._grid, 1)
        self.column.addLayout(self._ways)

    def show_offer(self, offer: Offer) -> None:
        """Show the services of the hall."""
        if offer.services == self._services:
            return
        self._services = offer.services
        self._moment.hide()
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(service) for service in offer.services]
        self.arrange(self.measures)

    def show_waits(self, waits: Waits | None, trouble: str = "") -> None:
        """Say how full the hall is, or why nobody knows."""
        self._closed = waits is not None and waits.no_tickets is not None
        set_part(self._waits, "strong" if self._closed else "quiet")
        self._waits.setText(trouble or waiting_words(waits))

    def trouble(self) -> str:
        """Return the sentence under the question."""
        return self._waits.text()

    def arrange(self, measures: Measures) -> None:
        """Set the buttons out in columns of the same width."""
        super().arrange(measures)
        self._grid.setSpacing(measures.gap)
        self._ways.setSpacing(measures.gap)
        columns = measures.service_columns()
        for number in range(max(self._grid.columnCount(), columns)):
            self._grid.setColumnStretch(number, int(number < columns))
        rows = -(-len(self._buttons) // columns)
        for number in range(max(self._grid.rowCount(), rows)):
            self._grid.setRowStretch(number, int(number < rows))
        for number, (button, service) in enumerate(zip(self._buttons, self._services, strict=True)):
            self._grid.addWidget(button, number // columns, number % columns)
            button.arrange(measures.gap, "、".join(service.examples[: measures.examples]))

    def spoken(self) -> Sequence[str]:
        """The question, that there are no tickets now, then the services and the other ways."""
        names = (service.name for service in self._services)
        closed = self._waits.text() if self._closed else ""
        return (self.question.text(), closed, *names, *(way.text() for way in self.ways()))

    def ways(self) -> tuple[TouchButton, ...]:
        """Return the buttons of the quiet row."""
        return (self.search, self.appointments, self.progress)

    def button(self, code: str) -> ChoiceButton:
        """Return the button of a service."""
        return self._buttons[[service.code for service in self._services].index(code)]

    def _button(self, service: ServiceOffer) -> ChoiceButton:
        button = ChoiceButton(service.name, "、".join(service.examples), self)
        button.clicked.connect(lambda: self.service_chosen.emit(service))
        return button
