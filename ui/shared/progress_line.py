"""A line that says how far a long piece of work has come, with a way out."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui.shared.i18n import tr
from ui.shared.theme import GRID, set_role


class ProgressLine(QWidget):
    """Shows what is under way; unknown lengths show movement only.

    Signals:
        cancel_requested: the person wants it to stop.
    """

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(self)
        set_role(self._text, "quiet")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self.cancel = QPushButton(tr("Stop"), self)
        self.cancel.setAccessibleName(tr("Stop the work that is under way"))
        self.cancel.clicked.connect(self._on_cancel)
        column = QVBoxLayout()
        column.setSpacing(GRID // 2)
        column.addWidget(self._text)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addLayout(column, 1)
        row.addWidget(self.cancel)

    def start(self, text: str, total: int = 0) -> None:
        """Begin; a total of 0 means that the length is unknown."""
        self._text.setText(text)
        self._bar.setRange(0, total)
        self._bar.setValue(0)
        self.cancel.setEnabled(True)

    def advance(self, done: int, text: str = "") -> None:
        """Show how many of the total are done."""
        self._bar.setValue(done)
        if text:
            self._text.setText(text)

    def show_total(self, total: int) -> None:
        """Take note of the length, once it is known."""
        if total != self._bar.maximum():
            self._bar.setRange(0, total)

    def value(self) -> int:
        """Return how many are shown as done."""
        return self._bar.value()

    @Slot()
    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._text.setText(tr("Stopping"))
        self.cancel_requested.emit()
