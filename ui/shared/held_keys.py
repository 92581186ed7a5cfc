"""Keys that were pressed before their window stood: kept, and pressed there in their order."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HeldKeys(QObject):
    """Keeps presses and hands them on; whoever pressed Enter twice to sign in does not call anybody by it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._kept: list[QKeyEvent] = []
        self._window: QWidget | None = None
        self._meant = False

    def take(self, event: QKeyEvent) -> bool:
        """Take a key that arrived at the wrong window; answers whether it was one to take."""
        if event.type() is not QEvent.Type.KeyPress:
            return event.type() is QEvent.Type.KeyRelease
        self._meant = self._meant or (event.key() not in _ENTER and not event.isAutoRepeat())
        if self._meant:
            self._kept.append(event.clone())
        if self._window is not None:
            self._press_all(self._window)
        return True

    def hand_to(self, window: QWidget) -> None:
        """Press everything at the window that was meant, and what still arrives too."""
        self._window = window
        self._press_all(window)

    def _press_all(self, window: QWidget) -> None:
        kept, self._kept = self._kept, []
        for event in kept:
            _press(window, event)


def _press(window: QWidget, event: QKeyEvent) -> None:
    """Press a key at a window: what it is a command of runs, anything else goes where the keyboard is."""
    pressed = QKeySequence(event.keyCombination())
    for action in window.actions():
        if action.isEnabled() and action.shortcut() == pressed:
            action.trigger()
            return
    QCoreApplication.sendEvent(window.focusWidget() or window, event)
