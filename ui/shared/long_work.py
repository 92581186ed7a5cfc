"""Tells a window from a worker how far a piece of work has come, and the worker that it is no longer wanted."""

from threading import Event

from PySide6.QtCore import QObject, Signal

from hall.kernel.refusal import Refusal


class LongWork(QObject):
    """One piece of work; made on the GUI thread, told by the worker.

    Signals:
        advanced: how many parts of how many are done.
    """

    advanced = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = Event()

    def stop(self) -> None:
        """Let it end before its next part."""
        self._stopped.set()

    def told(self, done: int, total: int) -> None:
        """Note how far it is; for the worker.

        Raises:
            Refusal: `ui.stopped`.
        """
        if self._stopped.is_set():
            raise Refusal("ui.stopped")
        self.advanced.emit(done, total)
