"""A sheet that shows a code once, large enough to be read out or copied by hand."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.shared.i18n import tr
from ui.shared.number_label import NumberLabel
from ui.shared.overlay import Overlay
from ui.shared.step import Outcome
from ui.shared.theme import GRID, set_role


class CodeSheet(Overlay):
    """Shows a code until it is written down; afterwards nothing of it is left on the screen or in the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, 640)
        self.title, self.words = QLabel(self), QLabel(self)
        self.code = NumberLabel("", self, role="touch")
        self.ready = QPushButton(tr("Written down: put it away"), self)
        set_role(self.title, "title")
        set_role(self.ready, "next")
        self.words.setWordWrap(True)
        for label in (self.title, self.words, self.code):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.ready.setAutoDefault(True)
        self.ready.clicked.connect(self._on_ready)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.ready)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(3 * GRID)
        for widget in (self.title, self.code, self.words):
            column.addWidget(widget)
        column.addLayout(foot)

    def show_code(self, outcome: Outcome) -> None:
        """Show a code with what is to be done with it."""
        self.title.setText(outcome.title)
        self.code.show_number(outcome.code)
        self.words.setText("\n".join(outcome.words))
        self.open()
        self.ready.setFocus()

    def close_sheet(self) -> None:
        """Put it away and forget the code."""
        super().close_sheet()
        self.code.show_number("")

    @Slot()
    def _on_ready(self) -> None:
        self.close_sheet()
