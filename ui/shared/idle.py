"""Knows for how long nobody has touched this program."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.InputMethod,
    }
)  # fmt: skip


class IdleClock(QObject):
    """Watches the keyboard and the mouse of the whole application; its windows share one."""

    def __init__(self, app: QCoreApplication, seconds: Callable[[], float] = monotonic) -> None:
        """Begin to watch; `seconds` returns the time that passes, whatever the hall's clock says."""
        super().__init__(app)
        self._seconds = seconds
        self._last = seconds()
        app.installEventFilter(self)

    @property
    def idle_seconds(self) -> float:
        """For how long nobody has touched anything."""
        return self._seconds() - self._last

    def touched(self) -> None:
        """Begin anew."""
        self._last = self._seconds()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note, and let everything pass."""
        if event.type() in _TOUCHES:
            self._last = self._seconds()
        return False


def idle_clock() -> IdleClock:
    """Return the clock of the running application."""
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("an idle clock needs an application")
    found = app.findChild(IdleClock)
    return found if isinstance(found, IdleClock) else IdleClock(app)
