"""Has a paper printed in the background, and always says how that ended."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from hall.service import Hall
from printing.spooler import Spooler
from ui.kiosk.taking import print_paper
from ui.shared import tasks


class PaperOut(QObject):
    """Prints what waits at this kiosk.

    Signals:
        printed: key of the ticket or appointment, and whether its paper came out.
    """

    printed = Signal(str, bool)

    def __init__(self, hall: Hall, spooler: Spooler, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hall, self._spooler = hall, spooler
        self._waiting: set[str] = set()

    @Slot(str)
    def print(self, subject_id: str) -> None:
        """Print the paper of a ticket or an appointment; a driver's bug counts as no paper."""
        self._waiting.add(subject_id)
        tell = partial(self._tell, subject_id)
        tasks.run(
            self,
            partial(print_paper, self._hall, self._spooler, subject_id),
            tell,
            lambda _refusal: tell(False),
            ended=lambda: tell(False),
        )

    def _tell(self, subject_id: str, came_out: bool) -> None:
        """Say it once: the first answer counts."""
        if subject_id in self._waiting:
            self._waiting.remove(subject_id)
            self.printed.emit(subject_id, came_out)
