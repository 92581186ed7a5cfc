"""Clears what was copied here: after a while, at sign-out, at the lock and at the end (剩余信息保护)."""

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS: Final = 60
"""Until a copy is cleared, before a hall's own setting is known."""
_ALONE: Final = ("offscreen", "minimal")


class ClipboardGuard(QObject):
    """Watches every copy of this program, whichever widget made it; what other programs copied is theirs."""

    def __init__(self, parent: QObject, seconds: int = SECONDS) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=seconds * 1000)
        self._timer.timeout.connect(clear_now)
        QGuiApplication.clipboard().dataChanged.connect(self._note_copy)
        application = QGuiApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(clear_now)

    def wait(self, seconds: int) -> None:
        """Clear a copy after so many seconds from now on."""
        self._timer.setInterval(seconds * 1000)

    @property
    def seconds(self) -> int:
        """After how many seconds a copy is cleared."""
        return self._timer.interval() // 1000

    @property
    def is_waiting(self) -> bool:
        """Whether something that was copied here will be cleared."""
        return self._timer.isActive()

    def _note_copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        data = clipboard.mimeData()
        if _is_ours(clipboard) and data is not None and data.formats():
            self._timer.start()
        else:
            self._timer.stop()


def guard_of(application: QGuiApplication) -> ClipboardGuard:
    """Return the application's guard; it is made where there is none yet."""
    found = application.findChild(ClipboardGuard)
    return found if isinstance(found, ClipboardGuard) else ClipboardGuard(application)


def clear_now() -> None:
    """Clear the clipboard if what lies in it was copied here; on the GUI thread."""
    clipboard = QGuiApplication.clipboard()
    if _is_ours(clipboard):
        clipboard.clear()


def clear_everything() -> None:
    """Clear the clipboard whoever filled it: for a kiosk, whose clipboard nobody else may use."""
    QGuiApplication.clipboard().clear()


def _is_ours(clipboard: QClipboard) -> bool:
    """Tell whether this program filled the clipboard; without a screen there is no other."""
    return clipboard.ownsClipboard() or QGuiApplication.platformName() in _ALONE
