"""The hall's time in the corner of a window."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
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
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
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
        """Run while it is seen."""
        self.tick()
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while it is not."""
        self._timer.stop()
        super().hideEvent(event)
