"""The page on which a member of staff sits down."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from ui.shared import tasks
from ui.shared.card import Card
from ui.shared.i18n import sentence, tr
from ui.shared.problem_line import ProblemLine
from ui.shared.theme import GRID, scaled, set_role


class SignInPage(QWidget):
    """Takes a staff number and a password; Enter goes on.

    Signals:
        signed_in: somebody sits here now.
    """

    signed_in = Signal()

    def __init__(self, sit_down: Callable[[str, str], bool], parent: QWidget | None = None) -> None:
        """Make the page; `sit_down` signs a number and a password in, in a worker, and answers whether they fit."""
        super().__init__(parent)
        self._sit_down = sit_down
        self.place = QLabel(self)
        set_role(self.place, "quiet")
        self.number = self._line(tr("Staff number"), self._on_number_entered)
        self.password = self._line(tr("Password"), self.sign_in)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.problem = ProblemLine(self)
        self.button = QPushButton(tr("Sign in  ⏎"), self)
        self.button.setAccessibleName(tr("Sign in"))
        set_role(self.button, "next")
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self.sign_in)
        self._assemble()

    def show_place(self, text: str) -> None:
        """Say at which counter of which hall one sits down."""
        self.place.setText(text)

    def take_focus(self) -> None:
        """Be ready for the next person: nothing of the last one stays."""
        self.number.clear()
        self.password.clear()
        self.problem.say("")
        self.number.setFocus()

    @Slot()
    def sign_in(self) -> None:
        """Try to sign in; what is wrong stands under the lines."""
        number, password = self.number.text().strip(), self.password.text()
        if not number or not password:
            self.problem.say(tr("Type your staff number and your password."))
            (self.password if number else self.number).setFocus()
            return
        self.button.setEnabled(False)
        tasks.run(
            self,
            lambda: self._sit_down(number, password),
            self._on_answered,
            self._on_refused,
            ended=lambda: self.button.setEnabled(True),
        )

    def _on_answered(self, right: bool) -> None:
        if right:
            self.password.clear()
            self.problem.say("")
            self.signed_in.emit()
            return
        self.problem.say(tr("Staff number or password is wrong. Type the password once more."))
        self.password.setFocus()
        self.password.selectAll()

    def _on_refused(self, refusal: Refusal) -> None:
        self.problem.say(sentence(refusal))
        self.password.setFocus()
        self.password.selectAll()

    @Slot()
    def _on_number_entered(self) -> None:
        self.password.setFocus()

    def _line(self, name: str, entered: Callable[[], object]) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        line.returnPressed.connect(entered)
        return line

    def _assemble(self) -> None:
        card = Card("", self)
        card.setFixedWidth(scaled(400))
        title = QLabel(tr("Sign in"), card)
        set_role(title, "title")
        card.body.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 4 * GRID)
        for widget in (title, self.place):
            card.body.addWidget(widget)
        card.body.addSpacing(GRID)
        for line in (self.number, self.password):
            card.body.addWidget(QLabel(line.accessibleName(), card))
            card.body.addWidget(line)
        card.body.addWidget(self.problem)
        card.body.addSpacing(GRID)
        card.body.addWidget(self.button)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
