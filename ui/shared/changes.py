"""Changed data on its way to the screen: a feed without Qt becomes a Qt signal on the GUI thread."""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from hall.kernel.topics import Topic


class ChangeFeed(Protocol):
    """Something that calls back, in a thread of its own, when data have changed."""

    def subscribe(self, callback: Callable[[frozenset[Topic]], None]) -> Callable[[], None]:
        """Call `callback` with the touched topics from now on; return what ends it."""


class ChangeSignal(QObject):
    """Tells windows which topics were touched, so that they query their views anew.

    Changes that arrive while the GUI thread is busy are joined: a burst costs one refresh.

    Signals:
        changed: a set of Topic.
    """

    changed = Signal(object)
    _woken = Signal()

    def __init__(self, feed: ChangeFeed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._pending: set[Topic] = set()
        self._open = True
        self._woken.connect(self._on_woken, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = feed.subscribe(self._receive)

    def close(self) -> None:
        """Stop listening; call it before the window goes."""
        with self._lock:
            if not self._open:
                return
            self._open = False
        self._unsubscribe()

    def touch(self, topics: Iterable[Topic] = tuple(Topic)) -> None:
        """Count topics (by default all) as touched: after start, reconnect or doubt."""
        self._receive(frozenset(topics))

    def _receive(self, topics: frozenset[Topic]) -> None:
        """Called in the feed's thread."""
        with self._lock:
            if not self._open:
                return
            first = not self._pending
            self._pending |= topics
            if first and topics:
                self._woken.emit()

    @Slot()
    def _on_woken(self) -> None:
        with self._lock:
            topics, self._pending = self._pending, set()
            still_open = self._open
        if topics and still_open:
            self.changed.emit(topics)
