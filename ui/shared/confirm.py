"""The one dialog of the hall: it asks before what cannot be undone, with verbs on its buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.shared.theme import GRID, scaled, set_role


class ConfirmDialog(QDialog):
    """Asks one question; the harmless answer is the default and Escape."""

    def __init__(self, parent: QWidget | None, question: str, yes_text: str, no_text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(yes_text)
        self.setAccessibleName(question)
        self._question = QLabel(question, self)
        self._question.setWordWrap(True)
        self._question.setTextFormat(Qt.TextFormat.PlainText)
        self._question.setMinimumWidth(scaled(400))
        self.yes = QPushButton(yes_text, self)
        self.yes.setAutoDefault(False)
        self.yes.clicked.connect(self.accept)
        self.no = QPushButton(no_text, self)
        set_role(self.no, "next")
        self.no.setDefault(True)
        self.no.clicked.connect(self.reject)
        self.no.setFocus()
        self._assemble()

    def _assemble(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch()
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(3 * GRID)
        column.addWidget(self._question)
        column.addLayout(buttons)


def confirm(parent: QWidget | None, question: str, yes_text: str, no_text: str) -> bool:
    """Ask, wait for the answer and return True for `yes_text`."""
    dialog = ConfirmDialog(parent, question, yes_text, no_text)
    try:
        return dialog.exec() == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()
