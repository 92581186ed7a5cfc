"""The window that stands at once where somebody signs in, while the hall behind it is still being opened.

It imports Qt, the theme and the sign-in page, and nothing of the hall: the rooms are loaded by a worker meanwhile.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from hall.kernel.refusal import Refusal
from ui.shared import tasks
from ui.shared.entering import SitDown
from ui.shared.held_keys import HeldKeys
from ui.shared.i18n import sentence, tr
from ui.shared.opening_sign import OpeningSign
from ui.shared.sign_in_page import SignInPage
from ui.shared.theme import SMALLEST

if TYPE_CHECKING:
    from hall.service import Hall

AGAIN_MS = 5_000
"""Until a host that did not answer is asked again."""
LOOK_MS = 10
PATIENCE_SECONDS = 3.0
"""So long the window that takes over may take for its first look before it is shown as it is."""
LINGER_MS = 2_000
"""So long keys may still arrive that were meant for this window."""
_AWAY = ("storage.host_", "storage.server_lost", "storage.busy")
"""Refusals of a host that may come back by itself."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The hall as it was found, and the window that stands behind the page.

    Attributes:
        hall: the hall as this device sees it.
        sit_down: what signing in means here.
        place: at what one sits down, in words.
        taken: whether somebody sits here already, whose window takes over at once.
        begin: begins what runs beside the windows; on the GUI thread.
        load: loads the modules of the window; in a worker.
        build: makes the window; on the GUI thread.
        is_settled: tells whether a window shows what it has to show.
    """

    hall: "Hall"
    sit_down: SitDown
    place: str
    taken: bool
    begin: Callable[[], object]
    load: Callable[[], object]
    build: Callable[[], QWidget]
    is_settled: Callable[[Any], bool]


class Threshold(QMainWindow):
    """Takes staff number and password at once; the window behind takes its place when both it and the person are there.

    Attributes:
        refusal: why the hall did not open the last time; None once it has.

    Signals:
        refused: the hall does not open.
        handed_over: the window that has taken this one's place.
    """

    refused = Signal()
    handed_over = Signal(QWidget)

    def __init__(self, title: str, place: str, open_hall: Callable[[], Opened]) -> None:
        """Make it; `open_hall` runs in a worker, once more after each refusal that somebody answers."""
        super().__init__()
        self.refusal: Refusal | None = None
        self._open_hall = open_hall
        self._opened: Opened | None = None
        self._opening = self._accepted = self._loaded = self._left = False
        self._next: QWidget | None = None
        self._until = 0.0
        self._keys = HeldKeys(self)
        self.page = SignInPage(None, None, self)
        self.page.show_place(place)
        self.sign = OpeningSign(self)
        self.page.add_under(self.sign)
        self.setWindowTitle(title)
        self.setMinimumSize(SMALLEST)
        self.setCentralWidget(self.page)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._look = QTimer(self, interval=LOOK_MS)
        self._first = QTimer(self, interval=LOOK_MS)
        self._gone = QTimer(self, singleShot=True, interval=LINGER_MS)
        self._connect()
        self.sign.tell(tr("Opening this window …"))
        self.page.number.setFocus()
        self._first.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever leaves while the hall is being opened wants nothing begun any more."""
        self._left = True
        self._again.stop()
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what is pressed between the sign-in and the window that is meant by it."""
        return self._accepted and isinstance(event, QKeyEvent) and self._keys.take(event)

    @Slot()
    def open(self) -> None:
        """Open the hall, if that is not under way."""
        if self._opening or self._left or self._opened is not None:
            return
        self._again.stop()
        self._opening = True
        self._say()
        tasks.run(self, lambda: _sound(self._open_hall), self._on_opened, self._on_refused)

    @Slot()
    def _on_first_look(self) -> None:
        """Begin once the page stands on the screen: it takes keys before anything is loaded."""
        handle = self.windowHandle()
        if handle is not None and handle.isExposed():
            self._first.stop()
            self.open()

    def _on_opened(self, opened: Opened) -> None:
        if self._left:
            return
        self._opening, self._opened, self.refusal = False, opened, None
        opened.begin()
        self.page.show_place(opened.place)
        self._load()
        if opened.taken:
            self._on_accepted()
        else:
            self.page.admit(opened.hall, opened.sit_down)
            self._say()

    def _load(self) -> None:
        opened = self._opened
        if opened is not None:
            tasks.run(self, lambda: _sound(opened.load), lambda _nothing: self._on_loaded(), self._on_refused)

    def _on_loaded(self) -> None:
        self._loaded, self.refusal = True, None
        self._go_on()

    @Slot()
    def _on_accepted(self) -> None:
        """Somebody sits here: from now on every key is meant for the window that comes."""
        self._accepted = True
        self.page.setEnabled(False)
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        self._say()
        self._go_on()

    def _go_on(self) -> None:
        if self._accepted and self._loaded and self._next is None:
            QTimer.singleShot(0, self, self._build)  # what is going on is painted first

    def _build(self) -> None:
        if self._opened is None or self._next is not None:
            return
        self._next = self._opened.build()
        self._next.setGeometry(self.geometry())
        self._until = monotonic() + PATIENCE_SECONDS
        self._look.start()

    @Slot()
    def _look_settled(self) -> None:
        if self._next is None or self._opened is None:
            return
        if self._opened.is_settled(self._next) or monotonic() > self._until:
            self._look.stop()
            self._hand_over(self._next)

    def _hand_over(self, window: QWidget) -> None:
        """Let the window stand where this one stood, then go; what was pressed meanwhile comes after it."""
        window.setWindowState(self.windowState())
        window.show()
        window.raise_()
        window.activateWindow()
        self.handed_over.emit(window)
        self._keys.hand_to(window)
        self.hide()
        self._gone.start()

    def _on_refused(self, refusal: Refusal) -> None:
        """Say why it does not open; nobody is signed in later by what was typed now."""
        if self._left:
            return
        self._opening, self.refusal = False, refusal
        self.page.stop_waiting()
        self.sign.refuse(sentence(refusal))
        if self._opened is None and refusal.code.startswith(_AWAY):
            self._again.start()
        self.refused.emit()

    @Slot(bool)
    def _on_waits(self, waits: bool) -> None:
        """Whoever signs in where the hall did not open wants it to be tried again."""
        if waits:
            self.open()
        self._say()

    @Slot()
    def _on_again(self) -> None:
        if self._opened is None:
            self.open()
        else:
            self._load()
            self._say()

    def _say(self) -> None:
        """Say what is going on; nothing once the hall is open and nobody has signed in."""
        if self.page.waits:
            self.sign.tell(tr("Opening this window; then you are signed in at once."))
        elif self._opened is None or self._accepted:
            self.sign.tell(tr("Opening this window …"))
        else:
            self.sign.rest()

    def _connect(self) -> None:
        self.page.signed_in.connect(self._on_accepted)
        self.page.waits_changed.connect(self._on_waits)
        self.sign.again.clicked.connect(self._on_again)
        self._again.timeout.connect(self.open)
        self._first.timeout.connect(self._on_first_look)
        self._gone.timeout.connect(self.deleteLater)
        self._look.timeout.connect(self._look_settled)


def _sound(work: Callable[[], Any]) -> Any:  # noqa: ANN401 -- whatever the work answers
    """Do a piece of work; a fault of the program becomes a refusal that stands on the page, and is on record.

    Raises:
        Refusal: `ui.start_failed`, and what the work says.
    """
    try:
        return work()
    except Refusal:
        raise
    except Exception as fault:
        logging.getLogger(tasks.CRASH_LOG).exception("the window could not be opened")
        raise Refusal("ui.start_failed") from fault
