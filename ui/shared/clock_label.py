"""The hall's time in the corner of a window."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.shared.i18n import tr
from ui.shared.theme import number_font

TICK_MS = 1_000


class Clock(QLabel):
    """Shows hours and minutes of the hall; `now` returns the hall's own time and must not wait for anything.

    A screen that stands still looks like a clock that stands still, so it asks every second, also after sleep.

    Signals:
        turned: another time is shown.
    """

    turned = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None, *, form: str = "%H:%M") -> None:
        super().__init__(parent)
        self._now = now
        self._form = form
        self.setFont(number_font(self.font()))
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.CoarseTimer)
        timer.setInterval(TICK_MS)
        timer.timeout.connect(self.tick)
        timer.start()
        self.tick()

    @Slot()
    def tick(self) -> None:
        """Show the time that it is now."""
        text = self._now().strftime(self._form)
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(tr("Time {time}", time=text))
            self.turned.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Be right from the first look; it goes on ticking out of sight, which costs next to nothing."""
        self.tick()
        super().showEvent(event)
