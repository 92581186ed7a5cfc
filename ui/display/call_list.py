"""The calls before the newest one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from hall.service import screens_display
from ui.display.labels import Cell
from ui.display.looks import Scale
from ui.display.words import call_state, called
from ui.shared.i18n import tr
from ui.shared.parts import say, set_part

ROWS = 6
LARGE_ROWS = 4


class CallList(QFrame):
    """Number, counter and state; the rows keep their places."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_part(self, "band")
        self.setAccessibleName(tr("Earlier calls"))
        self._grid = QGridLayout(self)
        self._calls: tuple[screens_display.Call, ...] = ()
        self._shown = ROWS
        self._rows = [self._row(number) for number in range(ROWS)]
        for column, share in ((0, 4), (1, 4), (2, 5)):
            self._grid.setColumnStretch(column, share)

    def show_calls(self, calls: Sequence[screens_display.Call]) -> None:
        """Show the latest calls, the newest on top."""
        self._calls = tuple(calls)
        self._draw()

    def _draw(self) -> None:
        for number, cells in enumerate(self._rows):
            call = self._calls[number] if number < min(len(self._calls), self._shown) else None
            state, words = call_state(call) if call else ("", "")
            say(cells[0], called(call) if call else "")
            say(cells[1], tr("counter {number}", number=call.counter_number) if call else "")
            say(cells[2], words, state)

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        gap = scale.gap
        self._grid.setContentsMargins(2 * gap, gap, gap, gap)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(0)
        self._shown = LARGE_ROWS if scale.large else ROWS
        for number, cells in enumerate(self._rows):
            for cell in cells:
                cell.setVisible(number < self._shown)
            self._grid.setRowStretch(number, int(number < self._shown))
        self._draw()

    def _row(self, number: int) -> tuple[Cell, Cell, Cell]:
        cells = (Cell("row", self), Cell("row", self), Cell("state", self))
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, number, column)
        self._grid.setRowStretch(number, 1)
        return cells
