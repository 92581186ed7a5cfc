"""The sheet that covers a window while its person is away (锁屏): nothing to read, nothing lost."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall, security, security_views
from ui.shared import tasks
from ui.shared.card import centred
from ui.shared.clipboard import clear_now
from ui.shared.commands import CommandTable
from ui.shared.entering import SitDown, change_password
from ui.shared.i18n import sentence, tr
from ui.shared.idle import idle_clock
from ui.shared.lock_card import LockCard
from ui.shared.new_password import NewPasswordCard
from ui.shared.refresher import Refresher
from ui.shared.retired import FOR_GOOD
from ui.shared.sign_in_page import SignInPage
from ui.shared.theme import set_role

COVERED = "covered"
"""Property of a window that is covered; whoever listens to its keyboard asks for it."""
LOOK_MS = 1_000
_NEW = 2
"""Place of the card for a new password among the pages."""
_OF_THE_OLD = frozenset({"security.locked", "security.wait", "security.wrong_password"})
"""Refusals that concern the password which opens the lock, not the new one."""

Saving = Callable[[Hall], object]


class LockScreen(QFrame):
    """Covers its window when nobody has touched it for a while, or at once; the page beneath stays as it was.

    What is typed is written down before the lock closes. While it covers, no command, key or scan reaches the window.
    Whoever sits here unlocks it with the password; a colleague signs in over it, which ends the first one's sign-in.

    Signals:
        opened: it is gone; the window looks again. True when somebody else sits here now.
    """

    opened = Signal(bool)

    def __init__(
        self,
        window: QMainWindow,
        hall: Hall,
        table: CommandTable,
        sit_down: SitDown,
        unsaved: Callable[[], Saving | None] = lambda: None,
    ) -> None:
        """Make it.

        Args:
            window: what it covers.
            hall: the hall as this device sees it.
            table: the window's commands.
            sit_down: what signing in means at this window.
            unsaved: called on the GUI thread; returns how to write down what is typed, in a worker.
        """
        super().__init__(window)
        self._over, self._hall, self._table, self._unsaved = window, hall, table, unsaved
        self._session = security_views.SessionCard(None)
        self._asleep: list[QWidget] = []
        self._closing = False
        self._old = ""
        self._focus: QWidget | None = None
        self.card = LockCard(self)
        self.sign_in = SignInPage(hall, sit_down, self)
        self.new = NewPasswordCard(self, tr("Keep the old one"))
        self.pages = QStackedWidget(self)
        self._assemble()
        self._clock = idle_clock()
        self._looks = Refresher(self, lambda: hall.see(security_views.session_here), self._show_session, self.blind)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        self._looks.refresh()

    def is_covering(self) -> bool:
        """Tell whether the window is covered."""
        return not self.isHidden()

    def look(self) -> None:
        """See whether the session still is what it was; windows ask when anything about staff has changed."""
        self._looks.refresh()

    def lock(self) -> None:
        """Write down what is typed, and cover the window at once; the hall hears of it a moment later."""
        if self._session.staff is None or self.is_covering():
            return
        saving, hall = self._unsaved(), self._hall
        self._closing = True  # a look from before the lock must not open it
        self._cover()
        clear_now()
        tasks.run(self, lambda: _lock(hall, saving), lambda _nothing: self._looks.refresh(), self.card.refuse)

    def blind(self, refusal: Refusal) -> bool:
        """Cover the window for good where this device may not work any more; answers whether it is so."""
        if refusal.code not in FOR_GOOD:
            return False
        self._timer.stop()
        self._cover()
        self.card.show_end(sentence(refusal))
        self.pages.setCurrentWidget(self.card)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep every key from the window beneath; Escape goes back to the lock."""
        if event.key() == Qt.Key.Key_Escape and self.pages.currentWidget() is not self.card:
            self._show_card()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and self.is_covering():
            self.setGeometry(self._over.rect())
        return False

    def _show_session(self, session: security_views.SessionCard) -> None:
        before, self._session = self._session, session
        if session.locked:
            if not self.is_covering():
                self._cover()
            self.card.show_whose(session.staff)
            self._closing = False
        elif self.is_covering() and not self._closing and not session.must_change:
            self._uncover(before.staff != session.staff)  # opened elsewhere, or nobody sits here any more

    @Slot()
    def _on_tick(self) -> None:
        minutes = self._session.idle_minutes
        if minutes and self._clock.idle_seconds >= 60 * minutes:
            self.lock()

    @Slot(str)
    def _unlock(self, password: str) -> None:
        hall = self._hall
        self.card.wait(True)
        tasks.run(
            self,
            lambda: hall.do(security.unlock, password=password),
            self._on_unlocked,
            self._on_refused,
            ended=lambda: self.card.wait(False),
        )

    @Slot(str)
    def _choose_another(self, old: str) -> None:
        """Let whoever sits here choose a new password; it stays locked until it is changed."""
        self._old = old
        self.pages.setCurrentIndex(_NEW)
        self.new.begin(tr("From now on you sign in and unlock with it."))

    @Slot(str)
    def _change(self, new: str) -> None:
        hall, old = self._hall, self._old
        self._closing = True  # it is open for a moment before the change
        tasks.run(self, lambda: _unlock_and_change(hall, old, new), self._on_unlocked, self._on_not_changed)

    def _on_not_changed(self, refusal: Refusal) -> None:
        self._closing = False
        if refusal.code in _OF_THE_OLD:
            self._show_card()
            self._on_refused(refusal)
        else:
            self.new.refuse(sentence(refusal))

    def _on_unlocked(self, right: bool) -> None:
        if right:
            self._uncover(False)
            self._looks.refresh()
        else:
            self._closing = False
            self._show_card()
            self.card.say_wrong()

    def _on_refused(self, refusal: Refusal) -> None:
        self.card.refuse(refusal)
        self._looks.refresh()

    @Slot()
    def _on_signed_in(self) -> None:
        self._uncover(True)
        self._looks.refresh()

    @Slot()
    def _show_sign_in(self) -> None:
        self.sign_in.show_place(self.card.whose())
        self.pages.setCurrentWidget(self.sign_in)
        self.sign_in.take_focus()

    @Slot()
    def _show_card(self) -> None:
        self._old = ""
        self.pages.setCurrentWidget(self.card)
        self.card.take_focus()

    def _cover(self) -> None:
        """Lie over everything, and let nothing beneath be reached."""
        self._table.hold(True)
        self._over.setProperty(COVERED, True)
        if not self.is_covering():
            self._focus = self._over.focusWidget()
            children = self._over.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            own = [each for each in children if each is not self and each.isEnabled() and not each.isWindow()]
            self._asleep = own
        for dialog in self._over.findChildren(QDialog):
            if dialog.isVisible():  # it would lie above the sheet, and take the keyboard
                dialog.reject()
        self.setGeometry(self._over.rect())
        self.card.show_whose(self._session.staff)
        self.show()
        self.raise_()
        for widget in self._asleep:
            widget.setEnabled(False)
        self._show_card()

    def _uncover(self, changed: bool) -> None:
        """Give the window back as it was."""
        self._closing = False
        self._clock.touched()
        for widget in self._asleep:
            widget.setEnabled(True)
        self._asleep = []
        self._over.setProperty(COVERED, False)
        self._table.hold(False)
        self.hide()
        if self._focus is not None and not changed:
            self._focus.setFocus()
        self._focus = None
        self.opened.emit(changed)

    def _assemble(self) -> None:
        set_role(self, "window")
        self.setAutoFillBackground(True)
        self.pages.addWidget(self.card)
        self.pages.addWidget(self.sign_in)
        self.pages.insertWidget(_NEW, _page_of(self.new))
        column = QVBoxLayout(self)
        column.addWidget(self.pages)
        self.card.unlock_wanted.connect(self._unlock)
        self.card.switch_wanted.connect(self._show_sign_in)
        self.card.change_wanted.connect(self._choose_another)
        self.new.chosen.connect(self._change)
        self.new.left.connect(self._show_card)
        self.sign_in.signed_in.connect(self._on_signed_in)
        self._over.installEventFilter(self)
        self.hide()


def _page_of(card: NewPasswordCard) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addStretch(2)
    column.addLayout(centred(card))
    column.addStretch(3)
    return page


def _unlock_and_change(hall: Hall, old: str, new: str) -> bool:
    """Change the password of whoever locked the window; False for a wrong old one. What is refused leaves it locked."""
    if not hall.do(security.unlock, password=old):
        return False
    try:
        change_password(hall, old, new)
    except Refusal:
        hall.do(security.lock)
        raise
    return True


def _lock(hall: Hall, saving: Saving | None) -> None:
    """Lock even where what is typed cannot be written down: it stays on the page beneath."""
    try:
        if saving is not None:
            saving(hall)
    finally:
        hall.do(security.lock)
