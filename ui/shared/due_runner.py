"""Runs what the hall owes by itself, from any open window."""

from PySide6.QtCore import QObject, QTimer, Slot

from hall.kernel.refusal import Refusal
from hall.service import Hall
from ui.shared import tasks

EVERY_MS = 1000


class DueRunner(QObject):
    """Asks once a second whether something is due, in a worker thread, one question at a time.

    Attributes:
        hall: whose acts are run; several windows may ask, each act runs once.
    """

    def __init__(self, hall: Hall, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hall = hall
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        """Begin to ask."""
        self._timer.start()

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    @Slot()
    def _on_timeout(self) -> None:
        if self._asking:
            return
        self._asking = True
        tasks.run(self, self.hall.run_due, self._on_answered, self._on_refused, ended=self._on_ended)

    def _on_answered(self, _ran: int) -> None:
        """Nothing to show: windows refresh because data changed."""

    def _on_refused(self, _refusal: Refusal) -> None:
        """A lost server or a full disk: the windows say so themselves, and the next second asks again."""

    def _on_ended(self) -> None:
        self._asking = False
