"""The row in which leaves of the paper book are entered one after the other."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from ui.guide.book_entry import STILL_WAITING, Entry
from ui.guide.floor import CounterLine, Line
from ui.guide.words import CLAIMS
from ui.shared.card import Card
from ui.shared.fields.captioned import Captioned, QuietComboBox
from ui.shared.flow_layout import FlowLayout
from ui.shared.i18n import tr
from ui.shared.problem_line import ProblemLine
from ui.shared.text_line import TextLine
from ui.shared.theme import number_font, scaled, set_role, set_style_property


class BookForm(Card):
    """Number, time, service, ground, and where it was served; Enter leads on and, at the end, enters the leaf.

    Signals:
        entered: everything is typed.
        void_requested: this leaf became no ticket.
    """

    entered = Signal()
    void_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Enter a leaf"), parent)
        self._today: date | None = None
        self.day = self._line(tr("Day"))
        self.number, self.came = self._line(tr("Number")), self._line(tr("Came at"))
        self.service, self.claim = self._list(tr("What the visit is for")), self._list(tr("Goes first as"))
        self.counter = self._list(tr("Served at"))
        self.called, self.done = self._line(tr("Called at")), self._line(tr("Done at"))
        self.claim.addItem(tr("Nobody special"), "")
        for each in CLAIMS:
            self.claim.addItem(f"{each.key} {tr(each.text)}", each.code)
        self.counter.currentIndexChanged.connect(self._on_counter)
        self.problem = ProblemLine(self)
        self.void = QPushButton(tr("This leaf became no ticket"), self)
        self.void.setAutoDefault(False)
        set_role(self.void, "plain")
        self.void.clicked.connect(self.void_requested)
        self.step = QPushButton(tr("Enter it, next leaf  ⏎"), self)
        self.step.setAccessibleName(tr("Enter it, next leaf"))
        set_role(self.step, "next")
        self.step.clicked.connect(self.entered)
        self._assemble()
        self._on_counter()

    def offer(self, lines: Sequence[Line], counters: Sequence[CounterLine], today: date) -> None:
        """Offer services and counters; what is chosen stays."""
        services = [(line.card.code, line.card.name) for line in lines]
        _fill(self.service, [("", ""), *((code, f"{place} {name}") for place, (code, name) in enumerate(services, 1))])
        windows = [(each.card.id, tr("Counter {number}", number=each.card.number)) for each in counters]
        _fill(self.counter, [(STILL_WAITING, tr("Still waits")), *windows])
        if self._today != today:
            self._today = today
            self.day.setText(today.isoformat())

    def entry(self) -> Entry | None:
        """Return the leaf as typed; None while the day is no day."""
        try:
            day = date.fromisoformat(self.day.text().strip())
        except ValueError:
            return None
        return Entry(
            self.number.text(),
            day,
            self.came.text(),
            str(self.service.currentData() or ""),
            str(self.claim.currentData() or ""),
            str(self.counter.currentData() or ""),
            self.called.text(),
            self.done.text(),
        )

    def next_leaf(self, number: str) -> None:
        """Be ready for the next leaf: the day and where people are served stay, all else is new."""
        self.number.setText(number)
        for line in (self.came, self.called, self.done):
            line.clear()
        self.service.setCurrentIndex(0)
        self.claim.setCurrentIndex(0)
        self.say("")
        (self.came if number else self.number).setFocus()

    def say(self, text: str, part: str = "") -> None:
        """Say what is wrong and go there; an empty text calms everything."""
        parts: dict[str, QLineEdit | QComboBox] = {
            "day": self.day, "number": self.number, "came": self.came, "service": self.service,
            "called": self.called, "done": self.done,
        }  # fmt: skip
        for name, widget in parts.items():
            set_style_property(widget, "problem", "true" if text and name == part else "false")
        self.problem.say(text)
        if text and part in parts:
            parts[part].setFocus()

    def take_focus(self) -> None:
        """Go where the next thing is to be typed."""
        (self.came if self.number.text().strip() else self.number).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Figures and letters choose at once; Enter goes to the next field, in the last one it enters the leaf."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if isinstance(watched, QComboBox) and event.text().isalnum():
            return _choose(watched, event.text().upper())
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        fields = [field for field in self._order() if field.isEnabled()]
        place = fields.index(watched) if watched in fields else len(fields) - 1
        if place + 1 < len(fields):
            fields[place + 1].setFocus()
        else:
            self.entered.emit()
        return True

    def _order(self) -> list[QWidget]:
        return [self.number, self.came, self.service, self.claim, self.counter, self.called, self.done]

    def _on_counter(self) -> None:
        served = self.counter.currentData() not in (None, STILL_WAITING)
        for line in (self.called, self.done):
            line.setEnabled(served)

    def _line(self, name: str) -> QLineEdit:
        line = TextLine(self)
        line.setAccessibleName(name)
        line.setFont(number_font(line.font()))
        line.installEventFilter(self)
        return line

    def _list(self, name: str) -> QuietComboBox:
        box = QuietComboBox(self)
        box.setAccessibleName(name)
        box.installEventFilter(self)
        return box

    def _assemble(self) -> None:
        widths: tuple[tuple[tuple[QWidget, int], ...], ...] = (
            ((self.number, 112), (self.came, 96), (self.service, 208), (self.claim, 176)),
            ((self.counter, 144), (self.called, 96), (self.done, 96), (self.day, 144)),
        )
        for fields in widths:
            row = FlowLayout()
            for widget, width in fields:
                widget.setFixedWidth(scaled(width))
                row.addWidget(Captioned(widget.accessibleName(), widget, self))
            self.body.addLayout(row)
        self.body.addWidget(self.problem)
        self.body.addStretch(1)
        steps = QHBoxLayout()
        steps.addWidget(self.void)
        steps.addStretch(1)
        steps.addWidget(self.step)
        self.body.addLayout(steps)


def _choose(box: QComboBox, key: str) -> bool:
    """Choose the entry that begins with a key; Qt's own search would join the keys of a quick hand to one word."""
    places = [place for place in range(box.count()) if box.itemText(place).startswith(key)]
    if places:
        box.setCurrentIndex(places[0])
    return True


def _fill(box: QComboBox, rows: Sequence[tuple[str, str]]) -> None:
    """Offer rows in a list; the chosen one stays chosen."""
    if [box.itemText(place) for place in range(box.count())] == [text for _code, text in rows]:
        return
    chosen = box.currentData()
    box.clear()
    for code, text in rows:
        box.addItem(text, code)
    box.setCurrentIndex(max(box.findData(chosen), 0))
