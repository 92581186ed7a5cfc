"""The colleague whom nobody plays in the demonstration: the keeper of the seals."""

from PySide6.QtCore import QObject, QTimer, Slot

from hall.kernel.refusal import Refusal
from hall.service import Hall
from hall.simulation.sealing import stamp_papers
from ui.shared import tasks

EVERY_MS = 15_000


class SealKeeper(QObject):
    """Seals what the leader has approved, a quarter of a minute later, so that a certificate can be handed over.

    Attributes:
        desk: the keeper's.
    """

    def __init__(self, desk: Hall, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._working = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.work)

    def start(self) -> None:
        """Begin to look after the seals."""
        self._timer.start()

    def stop(self) -> None:
        """Look after them no more."""
        self._timer.stop()

    @Slot()
    def work(self) -> None:
        """Seal what waits now."""
        if self._working:
            return
        self._working = True
        desk = self.desk
        tasks.run(self, lambda: stamp_papers(desk), self._on_sealed, self._on_refused, ended=self._on_ended)

    def _on_sealed(self, _count: int) -> None:
        """Nothing to show: windows refresh because data changed."""

    def _on_refused(self, _refusal: Refusal) -> None:
        """Somebody at a window was quicker; the next quarter of a minute looks again."""

    def _on_ended(self) -> None:
        self._working = False
