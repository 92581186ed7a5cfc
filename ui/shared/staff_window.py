"""A window at which somebody signs in: it hears of changes, looks again now and then, and lies under a lock."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.service import Hall
from ui.shared.changes import ChangeSignal
from ui.shared.command_bar import CommandBar
from ui.shared.commands import CommandTable
from ui.shared.header import Header
from ui.shared.lock_screen import LockScreen
from ui.shared.machines import PrinterWatch
from ui.shared.messages import say_refusal
from ui.shared.refresher import Refresher
from ui.shared.rehearsal import Part, Rehearsal
from ui.shared.runner import Runner
from ui.shared.theme import SMALLEST

TICK_MS = 1_000


class StaffWindow(QMainWindow):
    """What every such window does by itself; each makes its own parts, then calls `_listen`.

    Behind a closed lock nothing is looked at: once it is open, the window looks again.
    """

    PRINTER_EVERY = 15
    """Seconds between two questions to the printers."""
    LOOK_EVERY = 30
    """Seconds after which everything is looked at again though nothing was changed: lights turn with time alone."""

    table: CommandTable
    header: Header
    lock: LockScreen
    printers: PrinterWatch
    runner: Runner
    rehearsal: Rehearsal
    _looks: Refresher[Any]

    def __init__(self, hall: Hall, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hall = hall
        self._ticks = 0

    def sizeHint(self) -> QSize:
        """A small screen, whole."""
        return QSize(1366, 768)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Listen no more."""
        self._timer.stop()
        self._changes.close()
        super().closeEvent(event)

    def is_settled(self) -> bool:
        """Tell whether the window has had its first look, and shows what it has to show."""
        raise NotImplementedError

    # -- what a window may do otherwise

    def _hear(self, _topics: frozenset[Topic]) -> None:
        """Look again at what was changed."""
        self._looks_again()

    def _tick(self) -> None:
        """Go with the second that has passed."""

    def _rehearsed(self) -> Sequence[Part]:
        """Return what is done once beforehand, so that the first search takes no longer than the tenth."""
        return ()

    @Slot()
    def _looks_again(self) -> None:
        self._looks.refresh()

    @Slot(bool)
    def _on_opened(self, _changed: bool) -> None:
        """Go on where the window was left when it was locked."""
        self._looks_again()

    # -- what all do alike

    def _stack(self, above: Sequence[QWidget], body: QWidget, below: Sequence[QWidget], bar: Sequence[str]) -> None:
        """Lay the window out: the body has all the room that is left, and the bar of commands stands last."""
        self.setMinimumSize(SMALLEST)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in above:
            column.addWidget(widget)
        column.addWidget(body, 1)
        for widget in (*below, CommandBar(self.table, bar, centre)):
            column.addWidget(widget)
        self.setCentralWidget(centre)

    def _listen(self) -> None:
        """Look at the data, and from now on whenever they change; what was left waiting is printed."""
        self._changes = ChangeSignal(self._hall.feed, self)
        self._changes.changed.connect(self._on_changed)
        self.rehearsal = Rehearsal(self, self._rehearsed())
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        self.lock.opened.connect(self._on_opened)
        self._looks_again()
        self.runner.print_papers()  # what a crash or a power cut left waiting
        self.printers.ask()

    @Slot(object)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        self._hall.noticed(topics)
        self.lock.look()
        if not self.lock.is_covering():
            self._hear(topics)

    @Slot()
    def _on_tick(self) -> None:
        self._ticks += 1
        if self.lock.is_covering():
            return
        self._tick()
        if self.is_settled():
            self.rehearsal.tick()
        self.header.show_host(self._hall.feed.connected)
        if self._ticks % self.PRINTER_EVERY == 0:
            self.printers.ask()
        if self._ticks % self.LOOK_EVERY == 0:
            self._looks_again()

    def _on_blind(self, refusal: Refusal) -> None:
        """Nothing can be seen: the host is out of reach, or this device is not registered."""
        if not self.lock.blind(refusal):
            self.header.show_host(False)
            say_refusal(self, refusal)
