"""The sheet on which staff choose printers, try them and set them true."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from printing.printer_state import PrinterReport
from printing.spooler import Spooler
from ui.shared import tasks
from ui.shared.i18n import sentence, tr
from ui.shared.message_line import MessageLine
from ui.shared.printer_row import PrinterRow
from ui.shared.printer_setup import ROLES, Place
from ui.shared.printer_trials import calibrate, choose, print_trial
from ui.shared.printers import RoutedSpooler, installed_printers, usual_way
from ui.shared.theme import GRID, scaled, set_role


class PrinterSettings(QDialog):
    """Lists the four kinds of paper with their printer, its state, a trial sheet and the calibration.

    Everything is asked and set off the screen's thread; what is chosen counts from the next paper on.
    """

    def __init__(self, spooler: RoutedSpooler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spooler = spooler
        self.setWindowTitle(tr("Printers"))
        self.rows = {role: PrinterRow(role, self) for role in ROLES}
        self.messages = MessageLine(self)
        self.done_ = QPushButton(tr("Back to work"), self)
        set_role(self.done_, "next")
        self.done_.setAutoDefault(False)
        self.done_.clicked.connect(self.accept)
        for role, row in self.rows.items():
            row.place_chosen.connect(partial(self._on_chosen, role))
            row.trial_requested.connect(partial(self._on_trial, role))
            row.measured.connect(partial(self._on_measured, role))
        self._assemble()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the printers of this PC, what is set, and how they are."""
        tasks.run(self, self._look, self._show, self._complain)

    def _look(self) -> tuple[tuple[str, ...], dict[str, tuple[Place, PrinterReport]]]:
        try:
            names = installed_printers(usual_way())
        except Refusal:
            names = ()  # a PC without printers can still print into folders and on ticket printers in the network
        return names, {role: (self._spooler.place(role), self._spooler.report(role)) for role in ROLES}

    def _show(self, found: tuple[tuple[str, ...], dict[str, tuple[Place, PrinterReport]]]) -> None:
        names, states = found
        for role, (place, report) in states.items():
            self.rows[role].show_printer(names, place, report)

    def _on_chosen(self, role: str, place: Place) -> None:
        window = self._spooler.window
        tasks.run(self, lambda: choose(role, place, window=window), lambda _done: self.refresh(), self._complain)

    def _on_trial(self, role: str) -> None:
        told = tr("The trial sheet is on its way. Measure it, then press Calibrate.")
        tasks.run(self, lambda: print_trial(self._spooler, role), lambda _job: self.messages.tell(told), self._complain)

    def _on_measured(self, role: str, aside: float, down: float) -> None:
        window = self._spooler.window

        def told(place: Place) -> None:
            self.messages.tell(tr("Everything moves {dx} mm to the right and {dy} mm down.", dx=place.dx, dy=place.dy))
            self.refresh()

        tasks.run(self, lambda: calibrate(role, aside, down, window=window), told, self._complain)

    def _complain(self, refusal: Refusal) -> None:
        self.messages.refuse(sentence(refusal))

    def _assemble(self) -> None:
        title = QLabel(tr("Printers"), self)
        set_role(title, "title")
        about = QLabel(tr("Which printer takes which papers on this PC"), self)
        set_role(about, "quiet")
        about.setTextFormat(Qt.TextFormat.PlainText)
        paper = QFrame(self)
        set_role(paper, "card")
        rows = QVBoxLayout(paper)
        rows.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        rows.setSpacing(0)
        for place, row in enumerate(self.rows.values()):
            if place:
                line = QFrame(paper)
                set_role(line, "rule")
                rows.addWidget(line)
            rows.addWidget(row)
        foot = QHBoxLayout()
        foot.addWidget(self.messages, 1)
        foot.addWidget(self.done_)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        for widget in (title, about, paper):
            column.addWidget(widget)
        column.addLayout(foot)
        self.setMinimumWidth(scaled(800))


def open_printer_settings(window: QWidget, spooler: Spooler) -> None:
    """Open the sheet over a window; in a sample hall, whose papers are files, say so instead."""
    if not isinstance(spooler, RoutedSpooler):
        line = window.findChild(MessageLine)
        if line is not None:
            line.tell(tr("In this sample hall every paper becomes a file; a real hall chooses its printers here."))
        return
    dialog = PrinterSettings(spooler, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
