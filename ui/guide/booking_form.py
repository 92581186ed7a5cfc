"""The form of an appointment: service, day, time, and whose it is."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from hall.service import appointments_views
from ui.guide.floor import Line
from ui.shared.card import Card
from ui.shared.character_check import CharacterCheck
from ui.shared.fields.captioned import Captioned, QuietComboBox
from ui.shared.flow_layout import FlowLayout
from ui.shared.i18n import tr
from ui.shared.problem_line import ProblemLine
from ui.shared.text_line import TextLine
from ui.shared.theme import scaled, set_role

WEEKDAYS = "一二三四五六日"


class BookingForm(Card):
    """Each list offers what is free after the one before; Enter leads on.

    Signals:
        service_chosen: its code.
        day_chosen: the service and the day.
        booked: everything is chosen and typed.
    """

    service_chosen = Signal(str)
    day_chosen = Signal(str, object)
    booked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("New appointment"), parent)
        self.service, self.day = self._list(tr("What the visit is for")), self._list(tr("Day"))
        self.slot = self._list(tr("Time"))
        self.name, self.phone = self._line(tr("Name")), self._line(tr("Phone"))
        self.problem = ProblemLine(self)
        CharacterCheck(self.name, self.problem.say)
        self.step = QPushButton(tr("Book and print the slip  ⏎"), self)
        self.step.setAccessibleName(tr("Book and print the slip"))
        set_role(self.step, "next")
        self.step.clicked.connect(self.booked)
        self.service.currentIndexChanged.connect(self._on_service)
        self.day.currentIndexChanged.connect(self._on_day)
        self._assemble()

    def offer_services(self, lines: Sequence[Line]) -> None:
        """Offer the services; the chosen one stays."""
        rows = [("", ""), *((line.card.code, f"{place} {line.card.name}") for place, line in enumerate(lines, 1))]
        if [self.service.itemData(place) for place in range(self.service.count())] == [code for code, _ in rows]:
            return
        self.service.clear()
        for code, text in rows:
            self.service.addItem(text, code)

    def offer_days(self, days: Sequence[date]) -> None:
        """Offer the days on which something is free."""
        self.day.clear()
        for day in days:
            words = tr("{month}-{day} {weekday}", month=day.month, day=day.day, weekday=WEEKDAYS[day.weekday()])
            self.day.addItem(words, day)
        self.problem.say("" if days or not self.code() else tr("Nothing is free for this service."))

    def offer_slots(self, slots: Sequence[appointments_views.SlotCard]) -> None:
        """Offer the times of a day that are still free."""
        self.slot.clear()
        for card in slots:
            if card.open:
                self.slot.addItem(
                    tr("{start}–{end}, {free} free", start=card.start, end=card.end, free=card.free), card.start
                )

    def code(self) -> str:
        """Return the chosen service."""
        return str(self.service.currentData() or "")

    def chosen_day(self) -> date | None:
        """Return the chosen day."""
        day = self.day.currentData()
        return day if isinstance(day, date) else None

    def clear(self) -> None:
        """Begin anew."""
        self.service.setCurrentIndex(0)
        self.name.clear()
        self.phone.clear()
        self.problem.say("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next field; in the last one it books."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        fields: list[QWidget] = [self.service, self.day, self.slot, self.name, self.phone]
        place = fields.index(watched) if isinstance(watched, QWidget) and watched in fields else len(fields) - 1
        if place + 1 < len(fields):
            fields[place + 1].setFocus()
        else:
            self.booked.emit()
        return True

    def _on_service(self) -> None:
        self.offer_days(())
        if self.code():
            self.service_chosen.emit(self.code())

    def _on_day(self) -> None:
        self.offer_slots(())
        if self.chosen_day() is not None:
            self.day_chosen.emit(self.code(), self.chosen_day())

    def _list(self, name: str) -> QuietComboBox:
        box = QuietComboBox(self)
        box.setAccessibleName(name)
        box.installEventFilter(self)
        return box

    def _line(self, name: str) -> TextLine:
        line = TextLine(self)
        line.setAccessibleName(name)
        line.installEventFilter(self)
        return line

    def _assemble(self) -> None:
        rows: tuple[tuple[tuple[QWidget, int], ...], ...] = (
            ((self.service, 208), (self.day, 168), (self.slot, 208)),
            ((self.name, 208), (self.phone, 208)),
        )
        for fields in rows:
            row = FlowLayout()
            for widget, width in fields:
                widget.setFixedWidth(scaled(width))
                row.addWidget(Captioned(widget.accessibleName(), widget, self))
            self.body.addLayout(row)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.step, 0, Qt.AlignmentFlag.AlignRight)
