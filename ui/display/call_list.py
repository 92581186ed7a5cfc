"""The calls before the newest one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from hall.service import queue_display
from ui.display.labels import label, say
from ui.display.looks import Scale, set_part
from ui.display.words import call_state
from ui.shared.i18n import tr

ROWS = 6


class CallList(QFrame):
    """Number, counter and state; the rows keep their places."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_part(self, "band")
        self.setAccessibleName(tr("Earlier calls"))
        self._grid = QGridLayout(self)
        self._rows = [self._row(number) for number in range(ROWS)]
        for column, share in ((0, 4), (1, 4), (2, 5)):
            self._grid.setColumnStretch(column, share)

    def show_calls(self, calls: Sequence[queue_display.Call]) -> None:
        """Show the latest calls, the newest on top."""
        for number, cells in enumerate(self._rows):
            call = calls[number] if number < len(calls) else None
            state, words = call_state(call) if call else ("", "")
            say(cells[0], call.number if call else "")
            say(cells[1], tr("counter {number}", number=call.counter_number) if call else "")
            say(cells[2], words, state)

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        gap = scale.gap
        self._grid.setContentsMargins(2 * gap, gap, gap, gap)
        self._grid.setHorizontalSpacing(gap)

    def _row(self, number: int) -> tuple[QLabel, QLabel, QLabel]:
        cells = (label("row", self), label("row", self), label("state", self))
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, number, column, Qt.AlignmentFlag.AlignVCenter)
        self._grid.setRowStretch(number, 1)
        return cells
