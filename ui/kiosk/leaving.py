"""How staff come to the way out: a key, or five taps on the hall's name, which no resident does by chance."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from hall.service import Hall
from ui.kiosk.measures import Measures
from ui.kiosk.staff_exit import MOST_WRONG, StaffExit

TAPS = 5
WITHIN = timedelta(seconds=4)
_MINUTE = timedelta(minutes=1)
_LONGEST_SHUT = 16
"""Minutes; the first time that too many codes were wrong the door stays shut for one, then for twice as long."""


class Taps:
    """Counts taps; the last of five within four seconds opens, and the count begins anew."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last: deque[datetime] = deque(maxlen=TAPS)

    def tap(self) -> bool:
        """Count one tap; answers whether it was the last one."""
        self._last.append(self._now())
        if len(self._last) < TAPS or self._last[-1] - self._last[0] > WITHIN:
            return False
        self._last.clear()
        return True


class Leaving(QObject):
    """Opens the staff's way out over the window, once at a time.

    Attributes:
        door: what is open, None for nothing.

    Signals:
        allowed: staff may leave.
    """

    allowed = Signal()

    def __init__(self, hall: Hall, window: QWidget) -> None:
        super().__init__(window)
        self._hall, self._window = hall, window
        self._measures = Measures(1080, 1920)
        self.door: StaffExit | None = None
        self._wrong = self._shut_times = 0
        self._shut_until: datetime | None = None

    def arrange(self, measures: Measures) -> None:
        """Take up the sizes of the screen."""
        self._measures = measures

    @Slot()
    def ask(self) -> None:
        """Ask who wants to leave."""
        if self.door is None:
            self.door = StaffExit(self._hall, self._measures, self._window, wrong=self._wrong)
            rest = self._shut_until - self._hall.clock.now() if self._shut_until else timedelta(0)
            if rest > timedelta(0):
                self.door.shut(-(-rest // _MINUTE))
            self.door.finished.connect(self._on_finished)
            self.door.open()

    @Slot(int)
    def _on_finished(self, result: int) -> None:
        door, self.door = self.door, None
        if door is not None:
            self._count(door.wrong)
            door.deleteLater()
        if result == StaffExit.DialogCode.Accepted:
            self._wrong = self._shut_times = 0
            self.allowed.emit()

    def _count(self, wrong: int) -> None:
        """Keep the count from one door to the next; too many wrong codes shut it for a while."""
        self._wrong = wrong
        if wrong >= MOST_WRONG:
            minutes = min(2**self._shut_times, _LONGEST_SHUT)
            self._wrong, self._shut_times = 0, self._shut_times + 1
            self._shut_until = self._hall.clock.now() + minutes * _MINUTE
