"""Notices that a resident has gone: counts the seconds since the last touch, and says the last ten."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

TICK_MS = 1_000
WARN_SECONDS = 10
TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress)


class IdleWatch(QObject):
    """Counts down; without a limit it rests.

    Signals:
        counted: seconds left; only the last ten are told, and 0 when there is nothing to tell.
        expired: nobody is there any more.
    """

    counted = Signal(int)
    expired = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limit = 0
        self._left = 0
        self._renewed = True
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start(self, seconds: int, *, renewed_by_touch: bool = True) -> None:
        """Count from `seconds` down; a touch begins anew unless the time is fixed."""
        self._limit = self._left = seconds
        self._renewed = renewed_by_touch
        self._timer.start()
        self._tell()

    def rest(self) -> None:
        """Count nothing: there is nothing to forget."""
        self._limit = self._left = 0
        self._timer.stop()
        self.counted.emit(0)

    def touched(self) -> None:
        """Somebody is there."""
        if self._limit and self._renewed:
            self._left = self._limit
            self._tell()

    @Slot()
    def tick(self) -> None:
        """A second has passed."""
        if not self._limit:
            return
        self._left -= 1
        if self._left > 0:
            self._tell()
        else:
            self.rest()
            self.expired.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Installed on the window of the system: every touch and key passes there, whichever button it meets."""
        if event.type() in TOUCHES:
            self.touched()
        return False

    def _tell(self) -> None:
        self.counted.emit(self._left if self._left <= WARN_SECONDS else 0)
