"""The top line of a window of staff: hall, place, person, the state of printer and host, the time."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from printing.printer_state import PrinterReport
from ui.shared.clock_label import Clock
from ui.shared.elided_label import ElidedLabel
from ui.shared.i18n import tr
from ui.shared.printer_words import is_warning, printer_sentence, printer_word
from ui.shared.state_mark import Light, StateMark
from ui.shared.theme import GRID, length, set_role
from ui.shared.wording import post_of

HEIGHT = 48


class Header(QFrame):
    """Says where one is and whether the machines work."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        self.hall = ElidedLabel("", self)
        self.place = QLabel(self)
        self.clerk = QLabel(self)
        self.printer = StateMark(Light.GREY, tr("Printer: looking"), self)
        self.host = StateMark(Light.GREEN, tr("Host: fine"), self)
        self.clock = Clock(now, self)
        for label, role in ((self.hall, "strong"), (self.place, "title"), (self.clock, "title")):
            set_role(label, role)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        row.setSpacing(3 * GRID)
        for widget in (self.hall, self.place, self.clerk):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.printer)
        row.addWidget(self.host)
        row.addWidget(self.clock)
        self.setFixedHeight(max(HEIGHT, length("control") + GRID))

    def show_place(self, hall: str, place: str) -> None:
        """Show in which hall one is, and where in it."""
        self.hall.setText(hall)
        self.place.setText(place)

    def show_person(self, name: str, roles: tuple[str, ...] = ()) -> None:
        """Show who sits here; nobody for an empty name."""
        self.clerk.setText(tr("{name} · {post}", name=name, post=post_of(roles)) if name else "")

    def show_host(self, reached: bool) -> None:
        """Show whether the host answers; a window whose news is old says so."""
        word = tr("Host: fine") if reached else tr("Host: out of reach")
        self.host.show_state(Light.GREEN if reached else Light.RED, word)

    def show_printer(self, report: PrinterReport) -> None:
        """Show how the printer is; the sentence on what to do stands behind the word."""
        light = Light.YELLOW if is_warning(report) else Light.GREEN if report.works else Light.RED
        self.printer.show_state(light, printer_word(report))
        self.printer.setToolTip(printer_sentence(report))
        self.printer.setAccessibleDescription(printer_sentence(report))
