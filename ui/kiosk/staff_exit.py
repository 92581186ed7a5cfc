"""The way out of full screen: staff only, with their number and password."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall, security
from ui.kiosk.looks import set_part
from ui.kiosk.measures import GRID
from ui.kiosk.touch_button import TouchButton
from ui.shared import tasks
from ui.shared.i18n import sentence, tr

LEAST_WIDTH = 720


class StaffExit(QDialog):
    """Asks who wants to leave; accepted when the number and the password belong together."""

    def __init__(self, hall: Hall, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hall = hall
        self.setWindowTitle(tr("Leave the kiosk"))
        self.number = QLineEdit(self)
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for field, name in ((self.number, tr("Staff number")), (self.password, tr("Password"))):
            field.setAccessibleName(name)
            field.setPlaceholderText(name)
            field.returnPressed.connect(self._on_leave)
        self.trouble = QLabel(" ", self)
        set_part(self.trouble, "late")
        self.trouble.setWordWrap(True)
        self.leave = TouchButton(tr("Leave the kiosk"), self, part="next")
        self.stay = TouchButton(tr("Stay"), self)
        self.leave.clicked.connect(self._on_leave)
        self.stay.clicked.connect(self.reject)
        self._assemble()

    def _assemble(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.stay)
        buttons.addWidget(self.leave)
        buttons.setSpacing(2 * GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(4 * GRID,) * 4)
        column.setSpacing(2 * GRID)
        self.setMinimumWidth(LEAST_WIDTH)
        title = QLabel(tr("Staff number and password, please"), self)
        set_part(title, "choice")
        column.addWidget(title)
        for widget in (self.number, self.password, self.trouble):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.number.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def _on_leave(self) -> None:
        self.leave.setEnabled(False)
        asked = partial(_known, self._hall, self.number.text().strip(), self.password.text())
        tasks.run(self, asked, self._on_answered, self._on_refused, ended=lambda: self.leave.setEnabled(True))

    def _on_answered(self, known: bool) -> None:
        self.password.clear()
        if known:
            self.accept()
        else:
            self.trouble.setText(tr("Number and password do not belong together. Type the password again."))
            self.password.setFocus()

    def _on_refused(self, refusal: Refusal) -> None:
        self.password.clear()
        self.trouble.setText(sentence(refusal))


def _known(hall: Hall, number: str, password: str) -> bool:
    """Sign in and out again: the audit record keeps who left the kiosk."""
    if hall.do(security.sign_in, number=number, password=password) is None:
        return False
    hall.do(security.sign_out)
    return True
