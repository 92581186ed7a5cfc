"""The card on which somebody chooses a password of their own: where one is due, and whenever they wish to."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from ui.shared.entry_card import EntryCard
from ui.shared.i18n import tr
from ui.shared.problem_line import ProblemLine
from ui.shared.theme import set_role


class NewPasswordCard(EntryCard):
    """Takes a new password twice; Enter goes on.

    Signals:
        chosen: the new password, typed alike twice.
        left: the person goes without choosing one.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, leave: str = "") -> None:
        """Make the card; `leave` is what going without a new password is called, by default signing out."""
        super().__init__("", parent)
        self.why = QLabel(self)
        self.why.setWordWrap(True)
        self.new = self._line(tr("New password"))
        self.again = self._line(tr("The new password once more"))
        self.problem = ProblemLine(self)
        self.button = QPushButton(tr("Change it and go on  ⏎"), self)
        self.button.setAccessibleName(tr("Change it and go on"))
        set_role(self.button, "next")
        self.leave = QPushButton(leave or tr("Sign out"), self)
        title, lines = tr("A password of your own"), (self.new, self.again)
        self.lay_out(title, self.why, lines, self.problem, (self.button, self.leave))
        self.new.returnPressed.connect(self._on_new_entered)
        self.again.returnPressed.connect(self.choose)
        self.button.clicked.connect(self.choose)
        self.leave.clicked.connect(self.left)

    def begin(self, why: str) -> None:
        """Say why, and be ready to type."""
        self.why.setText(why)
        for line in (self.new, self.again):
            line.clear()
        self.problem.say("")
        self.new.setFocus()

    @Slot()
    def choose(self) -> None:
        """Hand the new password on where both lines say the same."""
        new = self.new.text()
        if not new or new != self.again.text():
            self.problem.say(tr("The two lines differ. Type the new password once more."))
            self.again.clear()
            (self.again if new else self.new).setFocus()
            return
        self.chosen.emit(new)

    def refuse(self, text: str) -> None:
        """Say why the new password is not taken."""
        self.problem.say(text)
        for line in (self.again, self.new):
            line.clear()
        self.new.setFocus()

    @Slot()
    def _on_new_entered(self) -> None:
        self.again.setFocus()

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        return line
