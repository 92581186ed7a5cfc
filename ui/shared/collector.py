"""Collects Python's garbage on the GUI thread alone, where every widget was made."""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000


class Collector(QObject):
    """Takes the place of Python's automatic collection while a window is open.

    Python collects on whichever thread asks for memory. A worker that meets a forgotten widget destroys it under Qt's
    lock and then waits for the interpreter, while the GUI thread holds the interpreter and waits for that lock: the
    window hangs for ever.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()


def collect_due() -> None:
    """Collect the oldest generation whose count has passed its threshold, as Python itself would have."""
    limits = gc.get_threshold()
    due = [generation for generation, count in enumerate(gc.get_count()) if count > limits[generation] > 0]
    if due:
        gc.collect(due[-1])
