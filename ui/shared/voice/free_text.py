"""Reads any sentence in the system's own voice, where there is one: one at a time, and never for ever."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.shared.voice.reader import Reader

SECONDS_AT_LEAST = 6.0
SECONDS_PER_CHARACTER = 0.6
"""Twice what a slow voice needs: who reads longer than that has hung in a dead sound server."""
REST_SECONDS = 300.0


class FreeVoice(QObject):
    """Reads free text aloud (朗读): what staff announce on a display, a page of the kiosk.

    The system's voice knows no end where no sound server takes its words, so each text has a time after which the
    voice is cut off; it then counts as unavailable for five minutes before it is tried again.

    Signals:
        began: this text is being read.
        ended: it is over, read to its end or not.
        available_changed: there is a voice now, or none any more; without one a window hides its button.
    """

    began = Signal(str)
    ended = Signal(str)
    available_changed = Signal(bool)

    def __init__(
        self, parent: QObject | None = None, *, reader: Reader | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._waiting: list[str] = []
        self._current = ""
        self._job = 0
        self._ready = False
        self._rests_until = 0.0
        self._closed = False
        self._watchdog = QTimer(self)
        self._watchdog.setSingleShot(True)
        self._watchdog.timeout.connect(self._on_time_up)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._on_rested)
        self._reader = reader or Reader(self)
        self._reader.ready_changed.connect(self._on_ready_changed)
        self._reader.ended.connect(self._on_ended)
        self._reader.open()

    @property
    def available(self) -> bool:
        """Whether a text would be heard."""
        return self._ready and not self._closed and self._now() >= self._rests_until

    @property
    def current(self) -> str:
        """The text that is being read; empty while it is silent."""
        return self._current

    def audible(self) -> bool:
        """Tell whether a text would be heard."""
        return self.available

    def say(self, text: str) -> bool:
        """Read a text after those that wait; answers whether it will be heard, and keeps none that will not."""
        if not self.available or not text.strip():
            return False
        self._waiting.append(text)
        self._next()
        return True

    def read(self, text: str) -> None:
        """Read a text at once, instead of what is being read."""
        self.hush()
        self.say(text)

    def hush(self) -> None:
        """Fall silent at once and forget what waits."""
        self._waiting.clear()
        if self._current:
            self._reader.stop()
            self._end()

    def close(self) -> None:
        """Be silent and let the voice go."""
        self._closed = True
        self.hush()
        self._rest.stop()
        self._reader.close()

    def _next(self) -> None:
        if self._current or not self._waiting or not self.available:
            return
        self._current = self._waiting.pop(0)
        self._job += 1
        self._watchdog.start(round(1_000 * patience(self._current)))
        self._reader.read(self._job, self._current)
        self.began.emit(self._current)

    def _end(self) -> None:
        text, self._current = self._current, ""
        self._watchdog.stop()
        if text:
            self.ended.emit(text)
        self._next()

    @Slot(bool)
    def _on_ready_changed(self, ready: bool) -> None:
        before, self._ready = self.available, ready
        if not ready:
            self.hush()
        if self.available != before:
            self.available_changed.emit(self.available)

    @Slot(int)
    def _on_ended(self, job: int) -> None:
        if job == self._job and self._current:
            self._end()

    @Slot()
    def _on_time_up(self) -> None:
        """The voice has hung: leave it alone for a while, and forget what waited for it."""
        self._rests_until = self._now() + REST_SECONDS
        self._waiting.clear()
        self._reader.stop()
        self._end()
        self.available_changed.emit(False)
        self._rest.start(round(1_000 * REST_SECONDS))

    @Slot()
    def _on_rested(self) -> None:
        if self.available:
            self.available_changed.emit(True)


def patience(text: str) -> float:
    """Return after how many seconds a voice that still reads this text has hung."""
    return SECONDS_AT_LEAST + SECONDS_PER_CHARACTER * len(text)
