"""What a covered window says: whose it is, and how to go on."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.service import security_views
from ui.shared.card import Card, centred
from ui.shared.i18n import sentence, tr
from ui.shared.problem_line import ProblemLine
from ui.shared.theme import GRID, scaled, set_role


class LockCard(QWidget):
    """Whose session rests here; the password opens it, a colleague may sit down instead.

    Signals:
        unlock_wanted: the password that was typed.
        change_wanted: the same, of somebody who wants to choose another one.
        switch_wanted: somebody else wants to sign in.
    """

    unlock_wanted = Signal(str)
    change_wanted = Signal(str)
    switch_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = Card("", self)
        self.title = QLabel(tr("Locked"), self.card)
        self.who = QLabel(self.card)
        self.words = QLabel(tr("The page stays as it was; nothing typed is lost."), self.card)
        self.password = QLineEdit(self.card)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(tr("Password"))
        self.problem = ProblemLine(self.card)
        self.button = QPushButton(tr("Unlock  ⏎"), self.card)
        self.button.setAccessibleName(tr("Unlock"))
        self.switch = QPushButton(tr("Somebody else signs in"), self.card)
        self.change = QPushButton(tr("Change the password"), self.card)
        self._assemble()
        self.password.returnPressed.connect(self.unlock)
        self.button.clicked.connect(self.unlock)
        self.switch.clicked.connect(self.switch_wanted)
        self.change.clicked.connect(self.ask_for_another)

    def show_whose(self, staff: security_views.StaffCard | None) -> None:
        """Say whose session rests here."""
        self.who.setText(tr("{name} · number {number}", name=staff.name, number=staff.number) if staff else "")

    def whose(self) -> str:
        """Return whose session ends when a colleague sits down."""
        return tr("{who} will be signed out.", who=self.who.text()) if self.who.text() else ""

    def take_focus(self) -> None:
        """Be ready for the password."""
        self.password.clear()
        self.problem.say("")
        self.password.setFocus()

    @Slot()
    def unlock(self) -> None:
        """Ask for the lock to open."""
        if self._is_typed():
            self.unlock_wanted.emit(self.password.text())

    @Slot()
    def ask_for_another(self) -> None:
        """Ask for another password; the present one shows who asks."""
        if self._is_typed():
            self.change_wanted.emit(self.password.text())

    def say_wrong(self) -> None:
        """Say that the password is not the right one."""
        self._say(tr("The password is wrong. Type it once more."))

    def refuse(self, refusal: Refusal) -> None:
        """Say why it does not open."""
        self._say(sentence(refusal))

    def wait(self, waiting: bool) -> None:
        """Take no second answer while the first is looked at."""
        self.button.setEnabled(not waiting)

    def show_end(self, text: str) -> None:
        """Say that this device works no more; there is nothing to unlock."""
        self.title.setText(tr("Out of use"))
        below = (self.button, self.switch, self.change)
        for widget in (self.who, self.words, self.password_name, self.password, *below):
            widget.hide()
        self.problem.say(text)

    def _is_typed(self) -> bool:
        if not self.password.text():
            self._say(tr("Type your password."))
        return bool(self.password.text())

    def _say(self, text: str) -> None:
        self.problem.say(text)
        self.password.clear()
        self.password.setFocus()

    def _assemble(self) -> None:
        card = self.card
        card.setFixedWidth(scaled(400))
        card.body.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 4 * GRID)
        self.password_name = QLabel(self.password.accessibleName(), card)
        for widget, role in ((self.title, "title"), (self.who, "strong"), (self.words, "quiet"), (self.button, "next")):
            set_role(widget, role)
        self.words.setWordWrap(True)
        for each in (self.title, self.who, self.words, self.password_name, self.password, self.problem):
            card.body.addWidget(each)
        card.body.addSpacing(GRID)
        for button in (self.button, self.switch, self.change):
            card.body.addWidget(button)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(centred(card))
        column.addStretch(3)
