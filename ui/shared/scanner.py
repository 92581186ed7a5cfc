"""Tells a scanner from a hand: both type on the same keyboard, but no hand is that fast."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.shared.i18n import tr

FASTEST_HAND_MS = 35
"""From one character to the next; a scanner needs 1 to 20 ms, a practised hand about 100."""
LEAST, MOST = 6, 512
"""Characters of a scan; a shorter run is typing, a longer one is no code of a hall (a statement has up to 483)."""
MIDST = 2
"""After so many fast characters a function key is garbage of the scanner, for no hand leaps there in time."""
WAIT_MS = 45
"""How long characters are held back: a little longer than the gap, for keys that wait in the queue."""
NO_READ = frozenset({"NOREAD", "NO READ"})
"""What scanners type when they saw a code and could not make it out."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_SILENT = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_AltGr)
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier

Moment = Callable[[QKeyEvent], float]


@dataclass
class _Run:
    """Keys that came one right after the other: for whom, what they say, when the last one came."""

    keys: list[tuple[QWidget, QKeyEvent]] = field(default_factory=list)
    text: str = ""
    garbled: bool = False


class Scanner(QObject):
    """Turns the burst of a barcode or card reader into one signal; for everything else in the window it never happened.

    Characters are held back for a moment. What a hand typed goes on to where it was typed. A burst of at least LEAST
    characters is taken out as a whole, with the Enter or Tab that ends it, so that it presses no button, chooses
    nothing and stands in no field. Keys without a time come from a program and pass; so do the words of an input
    method, for no scanner speaks through one.

    Signals:
        scanned: what was read, in half-width characters.
        unreadable: one sentence to show; nothing else has happened.
    """

    scanned = Signal(str)
    unreadable = Signal(str)

    def __init__(self, window: QWidget, moment: Moment | None = None) -> None:
        """Listen to a window's keyboard.

        Args:
            window: the window; its lists and dialogs count as it.
            moment: returns when a key was pressed, in milliseconds above 0; by default what the keyboard itself says.
        """
        super().__init__(window)
        self._window = window
        self._moment = moment or (lambda key: float(key.timestamp()))
        self._run = _Run()
        self._last = self._ended = float("-inf")
        self._replaying = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setTimerType(Qt.TimerType.PreciseTimer)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.settle)
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def is_holding(self) -> bool:
        """Return True while characters are held back."""
        return bool(self._run.keys)

    @Slot()
    def settle(self) -> None:
        """Decide about what is held back: nothing more comes."""
        self._wait.stop()
        run, self._run = self._run, _Run()
        if len(run.text) >= LEAST or run.garbled:
            self._ended = self._last
            self._tell(run)
        else:
            self._hand_on(run)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold characters back, and swallow the keys of a scan."""
        if not isinstance(event, QKeyEvent) or self._replaying or not isinstance(watched, QWidget):
            return False
        if not self._is_mine(watched):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._keep_from_shortcuts(event)
        if event.type() == QEvent.Type.KeyRelease:
            return self._on_release(watched, event)
        return self._on_press(watched, event)

    def _on_press(self, target: QWidget, key: QKeyEvent) -> bool:
        at = self._moment(key)
        if at <= 0 or key.key() in _SILENT:
            return False
        if not self._is_fast(at):
            self.settle()
        if _is_character(key) and not key.isAutoRepeat():
            self._hold(target, key, at)
            return True
        if self._is_in_midst(key, at):
            self._take_end(key, at)
            return True
        self.settle()  # a hand: what it typed first arrives first
        return False

    def _hold(self, target: QWidget, key: QKeyEvent, at: float) -> None:
        self._run.keys.append((target, _copy(key)))
        self._run.text += key.text()
        self._last = at
        self._wait.start()

    def _take_end(self, key: QKeyEvent, at: float) -> None:
        """Take the key that ends a scan, or a second one right after it; any other key in the midst is garbage."""
        self._last = at
        if not self.is_holding():
            self._ended = at
        elif key.key() in _ENDS and not key.modifiers() & _COMMAND:
            self.settle()
        else:
            self._run.garbled = True
            self._wait.start()

    def _is_in_midst(self, key: QKeyEvent, at: float) -> bool:
        """Say whether a key that types nothing belongs to a scan, or to the tail of the one that has just ended."""
        if not self.is_holding():
            return at - self._ended < FASTEST_HAND_MS
        enough = LEAST if key.key() in _ENDS and not self._run.garbled else MIDST
        return self._is_fast(at) and len(self._run.text) >= enough

    def _is_fast(self, at: float) -> bool:
        return self.is_holding() and at - self._last < FASTEST_HAND_MS

    def _on_release(self, target: QWidget, key: QKeyEvent) -> bool:
        """A release comes after its press, also when that one is held back."""
        if not any(held.key() == key.key() for _, held in self._run.keys):
            return False
        self._run.keys.append((target, _copy(key)))
        return True

    def _keep_from_shortcuts(self, key: QKeyEvent) -> bool:
        """In the midst of a scan no key of the window does anything."""
        at = self._moment(key)
        midst = at > 0 and key.key() not in _SILENT and not _is_character(key) and self._is_in_midst(key, at)
        if midst:
            key.accept()
        return midst

    def _tell(self, run: _Run) -> None:
        text = unicodedata.normalize("NFKC", run.text).strip()
        if run.garbled or not _is_readable(text):
            self.unreadable.emit(tr("The code could not be read. Hold it still and scan once more."))
        else:
            self.scanned.emit(text)

    def _hand_on(self, run: _Run) -> None:
        """Hand on what a hand typed."""
        self._replaying = True
        try:
            for target, key in run.keys:
                if isValid(target):
                    QCoreApplication.sendEvent(target, key)
        finally:
            self._replaying = False

    def _is_mine(self, watched: QWidget) -> bool:
        over = watched.window()
        if self._window.property("covered"):
            return False
        if over is self._window:
            return True
        return over.windowType() in (Qt.WindowType.Popup, Qt.WindowType.Dialog) and self._window.isActiveWindow()


def _is_character(key: QKeyEvent) -> bool:
    """Return True for a key that types something and is no command."""
    return bool(key.text()) and key.text().isprintable() and not key.modifiers() & _COMMAND


def _is_readable(text: str) -> bool:
    return LEAST <= len(text) <= MOST and text.upper() not in NO_READ and "\N{REPLACEMENT CHARACTER}" not in text


def _copy(key: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(key.type(), key.key(), key.modifiers(), key.text(), key.isAutoRepeat(), key.count())
