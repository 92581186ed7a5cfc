"""The way out of full screen: staff only, with the code that the hall has chosen."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall, screens_leaving
from ui.kiosk.entry_line import EntryLine
from ui.kiosk.idle import IdleWatch
from ui.kiosk.measures import Measures
from ui.kiosk.staff_keys import StaffKeys
from ui.kiosk.touch_button import TouchButton
from ui.shared import tasks
from ui.shared.i18n import sentence, tr
from ui.shared.parts import set_part

LONGEST = 12
MOST_WRONG = 5
IDLE_SECONDS = 60
"""So long the door stands open to nobody; a resident who has found it by chance is not kept from the kiosk."""


class StaffExit(QDialog):
    """Asks for the code; accepted when it is the hall's. After a few wrong ones the door shuts.

    Attributes:
        wrong: how many codes were wrong since the last right one, those at earlier doors included.

    A machine that everybody touches knows nothing of staff: no password is typed at it. It has no keyboard, so every
    sign can be touched.
    """

    def __init__(self, hall: Hall, measures: Measures, parent: QWidget | None = None, *, wrong: int = 0) -> None:
        super().__init__(parent)
        self._hall = hall
        self.setWindowTitle(tr("Leave the kiosk"))
        self.wrong = wrong
        self.code = EntryLine(tr("Code for leaving"), LONGEST, self)
        self.code.setEchoMode(QLineEdit.EchoMode.Password)
        self.code.setPlaceholderText(self.code.accessibleName())
        self.code.returnPressed.connect(self._on_leave)
        self.keys = StaffKeys(self)
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

    def shut(self, minutes: int) -> None:
        """Take no code yet, and say for how long."""
        self.trouble.setText(sentence(Refusal("ui.kiosk_door_shut", minutes=minutes)))
        for each in (self.code, self.keys, self.leave):
            each.setEnabled(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Wait for staff, and not for ever."""
        super().showEvent(event)
        if (handle := self.windowHandle()) is not None:
            handle.installEventFilter(self.idle)
        self.idle.start(IDLE_SECONDS)

    def _assemble(self, measures: Measures) -> None:
        gap = measures.gap
        answers = QHBoxLayout()
        answers.setSpacing(gap)
        for button in (self.stay, self.leave):
            answers.addWidget(button, 1)
        title = QLabel(tr("For staff: the code for leaving"), self)
        set_part(title, "choice")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(2 * gap if measures.upright else gap,) * 4)
        column.setSpacing(gap)
        column.addWidget(title)
        column.addWidget(self.code)
        column.addWidget(self.trouble)
        column.addWidget(self.keys, 1)
        column.addLayout(answers)
        self.keys.arrange(measures)
        self.keys.attach(self.code)
        self.setMinimumWidth(measures.width - 4 * gap)
        self.code.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def _on_leave(self) -> None:
        """Ask the hall, once a code is typed."""
        if not self.code.text().strip():
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.leave.setEnabled(False)
        asked = partial(_ask, self._hall, self.code.text().strip())
        tasks.run(self, asked, self._on_allowed, self._on_refused, ended=lambda: self.leave.setEnabled(True))

    def _on_allowed(self, _answer: None) -> None:
        self.accept()

    def _on_refused(self, refusal: Refusal) -> None:
        self.code.forget()
        self.trouble.setText(sentence(refusal))
        self.wrong += 1
        if self.wrong >= MOST_WRONG:
            self.reject()


def _ask(hall: Hall, code: str) -> None:
    """Ask whether the code is right; the audit record keeps who guessed wrong and where."""
    try:
        hall.see(screens_leaving.check_leaving, code=code)
    except Refusal as refusal:
        hall.note_refusal(refusal, "screens.leave")
        raise
