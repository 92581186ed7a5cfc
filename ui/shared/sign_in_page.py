"""The page on which a member of staff sits down."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from ui.shared import tasks
from ui.shared.card import centred
from ui.shared.entering import SitDown, change_password, gone_to, sign_out
from ui.shared.entry_card import EntryCard
from ui.shared.i18n import sentence, tr
from ui.shared.new_password import NewPasswordCard
from ui.shared.problem_line import ProblemLine
from ui.shared.theme import set_role

if TYPE_CHECKING:
    from hall.service import Hall


class SignInPage(QWidget):
    """Takes a staff number and a password; Enter goes on. A password that is due is changed here first.

    It may stand before there is a hall: it takes keys at once, and what is asked of it waits for `admit`.

    Signals:
        signed_in: somebody sits here now.
        waits_changed: whether a sign-in waits for the hall.
    """

    signed_in = Signal()
    waits_changed = Signal(bool)

    def __init__(self, hall: "Hall | None", sit_down: SitDown | None, parent: QWidget | None = None) -> None:
        """Make the page; `sit_down` is what signing in means at this window."""
        super().__init__(parent)
        self._hall, self._sit_down = hall, sit_down
        self._waits = False
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
        self.here = QPushButton(tr("Sign in here; the other PC signs out"), self)
        self.here.clicked.connect(self._on_here)
        self.here.hide()
        self.card = EntryCard("", self)
        self.new = NewPasswordCard(self)
        self.new.chosen.connect(self._on_chosen)
        self.new.left.connect(self._on_left)
        self._assemble()

    def show_place(self, text: str) -> None:
        """Say at which counter of which hall one sits down."""
        self.place.setText(text)

    @property
    def waits(self) -> bool:
        """Whether somebody has pressed Enter and waits for the hall."""
        return self._waits

    def admit(self, hall: "Hall", sit_down: SitDown) -> None:
        """Give the hall to a page that stood before it; whoever waits goes in."""
        self._hall, self._sit_down = hall, sit_down
        if self._waits:
            self.stop_waiting()
            self.sign_in()
        else:
            tasks.run(self, lambda: gone_to(hall), self._tell_gone, lambda _refusal: None)

    @Slot()
    def stop_waiting(self) -> None:
        """Wait no more; what is typed stays."""
        self._wait(False)

    def add_under(self, widget: QWidget) -> None:
        """Put something of the window's own under the card; it keeps its room while it is hidden."""
        policy = widget.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        widget.setSizePolicy(policy)
        self._under.addLayout(centred(widget))

    def take_focus(self) -> None:
        """Be ready for the next person: nothing of the last one stays, but where their sign-in went on."""
        self.number.clear()
        self.password.clear()
        self.problem.say("")
        self._show_card(self.card)
        self.number.setFocus()
        hall = self._hall
        if hall is not None:
            tasks.run(self, lambda: gone_to(hall), self._tell_gone, lambda _refusal: None)

    @Slot()
    def sign_in(self) -> None:
        """Try to sign in; what is wrong stands under the lines."""
        self._try(take_over=False)

    def _try(self, *, take_over: bool) -> None:
        number, password = self.number.text().strip(), self.password.text()
        if not number or not password:
            self.problem.say(tr("Type your staff number and your password."))
            (self.password if number else self.number).setFocus()
            return
        sit_down = self._sit_down
        if sit_down is None:
            self.problem.say("")
            self._wait(True)
            return
        self.button.setEnabled(False)
        self.here.hide()
        tasks.run(
            self,
            lambda: sit_down(number, password, take_over),
            self._on_answered,
            self._on_refused,
            ended=lambda: self.button.setEnabled(True),
        )

    def _wait(self, waits: bool) -> None:
        if waits is not self._waits:
            self._waits = waits
            self.button.setEnabled(not waits)
            self.waits_changed.emit(waits)

    def _on_answered(self, right: bool) -> None:
        if right:
            self.password.clear()
            self.problem.say("")
            self._show_card(self.card)
            self.signed_in.emit()
            return
        self.problem.say(tr("Staff number or password is wrong. Type the password once more."))
        self.password.setFocus()
        self.password.selectAll()

    def _on_refused(self, refusal: Refusal) -> None:
        if refusal.code == "security.change_first":
            self._show_card(self.new)
            self.new.begin(sentence(refusal))
            return
        self.problem.say(sentence(refusal))
        self.here.setVisible(refusal.code == "security.elsewhere")
        if not self.here.isHidden():
            self.here.setFocus()
            return
        self.password.setFocus()
        self.password.selectAll()

    @Slot()
    def _on_here(self) -> None:
        self._try(take_over=True)

    @Slot(str)
    def _on_chosen(self, new: str) -> None:
        """Change the password, then sit down with the new one as with any."""
        hall, old = self._hall, self.password.text()

        def changed(_nothing: object) -> None:
            self.password.setText(new)
            self.sign_in()

        def refused(refusal: Refusal) -> None:
            self.new.refuse(sentence(refusal))

        if hall is not None:
            tasks.run(self, lambda: change_password(hall, old, new), changed, refused)

    @Slot()
    def _on_left(self) -> None:
        hall = self._hall
        if hall is not None:
            tasks.run(self, lambda: sign_out(hall), lambda _nothing: self.take_focus())

    def _tell_gone(self, device: str) -> None:
        if device and not self.number.text():
            self.problem.say(tr("Whoever sat here signed in at {device}; here the sign-in has ended.", device=device))

    def _show_card(self, card: EntryCard) -> None:
        self.card.setVisible(card is self.card)
        self.new.setVisible(card is self.new)
        self.here.hide()

    @Slot()
    def _on_number_entered(self) -> None:
        self.password.setFocus()

    def _line(self, name: str, entered: Callable[[], object]) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        line.returnPressed.connect(entered)
        line.textEdited.connect(self.stop_waiting)
        return line

    def _assemble(self) -> None:
        lines = self.number, self.password
        self.card.lay_out(tr("Sign in"), self.place, lines, self.problem, (self.button, self.here))
        column = QVBoxLayout(self)
        column.addStretch(2)
        for each in (self.card, self.new):
            column.addLayout(centred(each))
        self.new.hide()
        self._under = QVBoxLayout()
        column.addLayout(self._under)
        column.addStretch(3)
