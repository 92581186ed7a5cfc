"""The page of a service's matters, some at a time, with a way past all of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.kiosk.measures import Measures
from ui.kiosk.offer import Entry, ServiceOffer
from ui.kiosk.page_frame import PageFrame
from ui.kiosk.touch_button import ChoiceButton, TouchButton
from ui.shared.i18n import tr


class MatterPage(PageFrame):
    """Shows six to eight matters at a time.

    Signals:
        entry_chosen: an Entry, or None for somebody who is not sure.
    """

    entry_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._service: ServiceOffer | None = None
        self._first = 0
        self._buttons: list[ChoiceButton] = []
        self._grid = QGridLayout()
        self.earlier = TouchButton(tr("Page back"), self, part="foot")
        self.later = TouchButton(tr("Next page ({page} of {pages})", page=1, pages=1), self, part="foot")
        self.unsure = TouchButton(tr("Not sure, just a ticket"), self, part="foot")
        self.earlier.clicked.connect(self._on_earlier)
        self.later.clicked.connect(self._on_later)
        self.unsure.clicked.connect(lambda: self.entry_chosen.emit(None))
        self._foot = QHBoxLayout()
        for button, share in ((self.earlier, 2), (self.unsure, 4), (self.later, 3)):
            self._foot.addWidget(button, share)
        self.column.addLayout(self._grid, 1)
        self.column.addLayout(self._foot)

    def show_service(self, service: ServiceOffer) -> None:
        """Show a service's matters from the first one, or go on where it was left."""
        if service != self._service:
            self._service, self._first = service, 0
        self.question.setText(tr("{service}: which one is it?", service=service.name))
        self._lay_out()

    def forget(self) -> None:
        """Show nobody's service, and begin with the first matter next time."""
        self._service, self._first = None, 0
        self.question.clear()
        self._lay_out()

    def arrange(self, measures: Measures) -> None:
        """Show as many as the screen holds."""
        super().arrange(measures)
        self._grid.setSpacing(measures.gap)
        self._foot.setSpacing(measures.gap)
        if self._service is not None:
            self._lay_out()

    def spoken(self) -> Sequence[str]:
        """The question, then the matters on this page."""
        return (self.question.text(), *(entry.name for entry in self._entries()), self.unsure.text())

    def button(self, name: str) -> ChoiceButton:
        """Return the button of a matter that is on the page."""
        return self._buttons[[entry.name for entry in self._entries()].index(name)]

    def _slots(self) -> int:
        columns, rows = self.measures.matter_slots()
        return columns * rows

    def _entries(self) -> tuple[Entry, ...]:
        entries = self._service.entries if self._service else ()
        return entries[self._first : self._first + self._slots()]

    def _lay_out(self) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._first -= self._first % self._slots()
        columns, rows = self.measures.matter_slots()
        self._buttons = [self._button(entry) for entry in self._entries()]
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // columns, number % columns)
        for number in range(max(rows, self._grid.rowCount())):
            self._grid.setRowStretch(number, int(number < rows))
        for number in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(number, int(number < columns))
        self._show_pager()

    def _show_pager(self) -> None:
        total = len(self._service.entries) if self._service else 0
        pages = max(-(-total // self._slots()), 1)
        page = self._first // self._slots() + 1
        self.later.say(tr("Next page ({page} of {pages})", page=page, pages=pages))
        for button, there in ((self.earlier, page > 1), (self.later, page < pages)):
            button.setVisible(pages > 1)
            button.setEnabled(there)

    def _button(self, entry: Entry) -> ChoiceButton:
        help_text = tr("tell us the rest at the counter") if entry.neutral else "、".join(entry.also)
        button = ChoiceButton(entry.name, help_text, self)
        button.arrange(self.measures.gap, help_text)
        button.clicked.connect(lambda: self.entry_chosen.emit(entry))
        return button

    @Slot()
    def _on_earlier(self) -> None:
        self._first = max(self._first - self._slots(), 0)
        self._lay_out()

    @Slot()
    def _on_later(self) -> None:
        self._first += self._slots()
        self._lay_out()
