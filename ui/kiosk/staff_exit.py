"""The way out of full screen: staff only, with their number and password."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall, security
from ui.kiosk.entry_line import EntryLine
from ui.kiosk.idle import IdleWatch
from ui.kiosk.measures import Measures
from ui.kiosk.staff_keys import StaffKeys
from ui.kiosk.touch_button import TouchButton
from ui.shared import tasks
from ui.shared.i18n import sentence, tr
from ui.shared.parts import set_part

LONGEST = 64
IDLE_SECONDS = 60
"""So long the door stands open to nobody; a resident who has found it by chance is not kept from the kiosk."""


class StaffExit(QDialog):
    """Asks who wants to leave; accepted when the number and the password belong together.

    A kiosk has no keyboard, so every sign of a password can be touched.
    """

    def __init__(self, hall: Hall, measures: Measures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hall = hall
        self.setWindowTitle(tr("Leave the kiosk"))
        self.number = EntryLine(tr("Staff number"), LONGEST, self)
        self.password = EntryLine(tr("Password"), LONGEST, self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.keys = StaffKeys(self)
        for line in (self.number, self.password):
            line.setPlaceholderText(line.accessibleName())
            line.returnPressed.connect(self._on_leave)
            line.installEventFilter(self)
        self.trouble = QLabel(" ", self)
        set_part(self.trouble, "late")
        self.trouble.setWordWrap(True)
        self.leave = TouchButton(tr("Leave the kiosk"), self, part="next")
        self.stay = TouchButton(tr("Stay"), self)
        self.leave.clicked.connect(self._on_leave)
        self.stay.clicked.connect(self.reject)
        self.idle = IdleWatch(self)
        self.idle.expired.connect(self.reject)
        self.finished.connect(self.idle.rest)
        self._assemble(measures)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys type into the line that was touched last."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit):
            self.keys.attach(watched)
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Wait for staff, and not for ever."""
        super().showEvent(event)
        if (handle := self.windowHandle()) is not None:
            handle.installEventFilter(self.idle)
        self.idle.start(IDLE_SECONDS)

    def _assemble(self, measures: Measures) -> None:
        gap = measures.gap
        lying = QBoxLayout.Direction.LeftToRight
        lines = QBoxLayout(QBoxLayout.Direction.TopToBottom if measures.upright else lying)
        answers = QHBoxLayout()
        for row, widgets in ((lines, (self.number, self.password)), (answers, (self.stay, self.leave))):
            row.setSpacing(gap)
            for widget in widgets:
                row.addWidget(widget, 1)
        title = QLabel(tr("Staff number and password, please"), self)
        set_part(title, "choice")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(2 * gap if measures.upright else gap,) * 4)
        column.setSpacing(gap)
        column.addWidget(title)
        column.addLayout(lines)
        column.addWidget(self.trouble)
        column.addWidget(self.keys, 1)
        column.addLayout(answers)
        self.keys.arrange(measures)
        self.keys.attach(self.number)
        self.setMinimumWidth(measures.width - 4 * gap)
        self.number.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def _on_leave(self) -> None:
        """Ask the hall, once both lines are filled."""
        for line in (self.number, self.password):
            if not line.text().strip():
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.leave.setEnabled(False)
        asked = partial(_known, self._hall, self.number.text().strip(), self.password.text())
        tasks.run(self, asked, self._on_answered, self._on_refused, ended=lambda: self.leave.setEnabled(True))

    def _on_answered(self, known: bool) -> None:
        self.password.forget()
        if known:
            self.accept()
        else:
            self.trouble.setText(tr("Number and password do not belong together. Type the password again."))
            self.password.setFocus()

    def _on_refused(self, refusal: Refusal) -> None:
        self.password.forget()
        self.trouble.setText(sentence(refusal))


def _known(hall: Hall, number: str, password: str) -> bool:
    """Sign in and out again: the audit record keeps who left the kiosk."""
    if hall.do(security.sign_in, number=number, password=password) is None:
        return False
    hall.do(security.sign_out)
    return True
