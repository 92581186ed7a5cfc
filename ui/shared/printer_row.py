"""One kind of paper on the sheet of printers: its printer, how that is, a trial, and two measured numbers."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from printing.calibration import ASIDE, DOWN, LONGEST
from printing.printer_state import PrinterReport
from ui.shared.i18n import tr
from ui.shared.printer_setup import ROLES, Place
from ui.shared.printer_words import is_warning, place_words, printer_sentence, printer_word
from ui.shared.printers import usual_way
from ui.shared.state_mark import Light, StateMark
from ui.shared.theme import GRID, scaled, set_role


class PrinterRow(QWidget):
    """Shows one role.

    Signals:
        place_chosen: where its papers come out from now on (a Place).
        trial_requested: a trial sheet is wanted.
        measured: millimetres to line 1 and to line 2.
    """

    place_chosen = Signal(object)
    trial_requested = Signal()
    measured = Signal(float, float)

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        papers = tr(ROLES[role])
        self.papers = QLabel(papers, self)
        set_role(self.papers, "strong")
        self.papers.setMinimumWidth(scaled(136))
        self.printer = QComboBox(self)
        self.printer.setAccessibleName(tr("Printer for {papers}", papers=papers))
        self.printer.setMinimumWidth(scaled(264))
        self.printer.activated.connect(self._on_activated)
        self.state = StateMark(Light.GREY, tr("Printer: looking"), self)
        self.trial = QPushButton(tr("Trial sheet"), self)
        self.true = QPushButton(tr("Calibrate"), self)
        self.true.setCheckable(True)
        for button, name in ((self.trial, tr("Trial sheet")), (self.true, tr("Calibrate"))):
            button.setAutoDefault(False)
            button.setAccessibleName(tr("{act}: {papers}", act=name, papers=papers))
        self.trial.clicked.connect(lambda _checked=False: self.trial_requested.emit())
        self.true.toggled.connect(self._on_true)
        self.advice = QLabel(self)
        self.advice.setWordWrap(True)
        self.advice.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.advice, "small")
        self._measures = self._measuring(papers)
        self._assemble()

    def show_printer(self, names: tuple[str, ...], place: Place, report: PrinterReport) -> None:
        """Show the printers to choose from, the one that is set, and how it is."""
        self.printer.clear()
        places = [Place(), *(Place(usual_way(), name) for name in names)]
        if not any((each.way, each.name) == (place.way, place.name) for each in places):
            places.append(place)
        for each in places:
            self.printer.addItem(place_words(each), each)
            if (each.way, each.name) == (place.way, place.name):
                self.printer.setCurrentIndex(self.printer.count() - 1)
        light = Light.YELLOW if is_warning(report) else Light.GREEN if report.works else Light.RED
        self.state.show_state(light, printer_word(report))
        said = printer_sentence(report)
        self.advice.setText(said)
        self.advice.setVisible(bool(said))
        self.true.setEnabled(place.way != "folder")

    @Slot(int)
    def _on_activated(self, at: int) -> None:
        self.place_chosen.emit(self.printer.itemData(at))

    @Slot(bool)
    def _on_true(self, shown: bool) -> None:
        self._measures.setVisible(shown)
        if shown:
            self.aside.setFocus()
            self.aside.selectAll()

    def _on_keep(self) -> None:
        self.measured.emit(self.aside.value(), self.down.value())
        self.true.setChecked(False)

    def _measuring(self, papers: str) -> QWidget:
        box = QWidget(self)
        self.aside = _millimetres(ASIDE, tr("{papers}: left edge to line ①", papers=papers), box)
        self.down = _millimetres(DOWN, tr("{papers}: upper edge to line ②", papers=papers), box)
        self.keep = QPushButton(tr("Keep"), box)
        self.keep.setAutoDefault(False)
        self.keep.setAccessibleName(tr("{act}: {papers}", act=tr("Keep"), papers=papers))
        self.keep.clicked.connect(lambda _checked=False: self._on_keep())
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for words, spin in ((tr("Left edge to line ①"), self.aside), (tr("upper edge to line ②"), self.down)):
            row.addWidget(QLabel(words, box))
            row.addWidget(spin)
        row.addWidget(self.keep)
        row.addStretch(1)
        box.hide()
        return box

    def _assemble(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, GRID, 0, GRID)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        for column, widget in enumerate((self.papers, self.printer, self.state, self.trial, self.true)):
            grid.addWidget(widget, 0, column)
        grid.setColumnStretch(2, 1)
        grid.addWidget(self.advice, 1, 1, 1, 4)
        grid.addWidget(self._measures, 2, 1, 1, 4)
        self.advice.hide()


def _millimetres(value: float, name: str, parent: QWidget) -> QDoubleSpinBox:
    spin = QDoubleSpinBox(parent)
    spin.setRange(value - LONGEST, value + LONGEST)
    spin.setDecimals(1)
    spin.setSingleStep(0.5)
    spin.setSuffix(tr(" mm"))
    spin.setValue(value)
    spin.setAccessibleName(name)
    return spin
