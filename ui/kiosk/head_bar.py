"""The head of every page: the hall's name, the time, and the last seconds before the kiosk forgets."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from printing.printer_state import PrinterReport
from ui.kiosk.leaving import Taps
from ui.kiosk.measures import Measures
from ui.shared.clock_label import Clock
from ui.shared.elided_label import ElidedLabel
from ui.shared.parts import set_part
from ui.shared.printer_words import is_warning, printer_sentence, printer_word
from ui.shared.state_mark import Light, StateMark


class HeadBar(QFrame):
    """Says where one is.

    Signals:
        staff_knocked: the hall's name was tapped as only staff do.
    """

    staff_knocked = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_part(self, "bar")
        self._taps = Taps(now)
        self.name = ElidedLabel("", self)
        set_part(self.name, "strong")
        self.countdown = QLabel("", self)
        set_part(self.countdown, "countdown")
        self.clock = Clock(now, self)
        set_part(self.clock, "strong")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.name, 1)
        self.trouble = StateMark(Light.RED, "", self)
        self.trouble.hide()
        self._row.addWidget(self.trouble)
        self._row.addWidget(self.countdown)
        self._row.addWidget(self.clock)

    def show_hall(self, name: str) -> None:
        """Show the hall's name."""
        self.name.setText(name)
        self.name.setAccessibleName(name)

    def show_printer(self, report: PrinterReport) -> None:
        """Show what is wrong with the printer, for staff who pass by; nothing while it prints."""
        self.trouble.show_state(Light.YELLOW if is_warning(report) else Light.RED, printer_word(report))
        self.trouble.setAccessibleDescription(printer_sentence(report))
        self.trouble.setVisible(bool(report.troubles) or not report.works)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Count the taps on the hall's name; the second of a quick pair comes here too."""
        super().mousePressEvent(event)
        if self.name.geometry().contains(event.position().toPoint()) and self._taps.tap():
            self.staff_knocked.emit()

    def arrange(self, measures: Measures) -> None:
        """Take up the sizes of the screen."""
        gap = measures.gap
        self._row.setSpacing(2 * gap)
        self._row.setContentsMargins(2 * gap, gap, 2 * gap, gap)
