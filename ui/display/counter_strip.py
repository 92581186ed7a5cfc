"""What each counter does, in one line under the calls."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from hall.service import queue_display
from ui.display.labels import label, say
from ui.display.looks import Scale, set_part
from ui.display.words import sign_state
from ui.shared.i18n import tr

MOST = 16
A_ROW = 8


class CounterStrip(QFrame):
    """A cell for each counter: its number, and a state with word, shape and colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_part(self, "band")
        self.setAccessibleName(tr("Counters"))
        self._grid = QGridLayout(self)
        self._cells: list[tuple[QLabel, QLabel]] = []
        self._a_row = A_ROW

    def show_signs(self, signs: Sequence[queue_display.CounterSign]) -> None:
        """Show the counters by number; a hall with more than the strip holds shows none of them."""
        shown = signs if len(signs) <= MOST else ()
        self._make(len(shown))
        for (name, state), sign in zip(self._cells, shown, strict=True):
            colour, words = sign_state(sign)
            say(name, tr("counter {number}", number=sign.number))
            say(state, words, colour)
        self.setVisible(bool(shown))

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        gap = scale.gap
        self._grid.setContentsMargins(2 * gap, gap // 2, 2 * gap, gap // 2)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(gap // 4)
        self._a_row = A_ROW // 2 if scale.upright else A_ROW
        self._place()

    def _make(self, count: int) -> None:
        """Have as many cells as counters; cells that stay keep their places."""
        if count == len(self._cells):
            return
        while len(self._cells) > count:
            for cell in self._cells.pop():
                cell.hide()
                cell.deleteLater()
        while len(self._cells) < count:
            self._cells.append((label("strip", self), label("strip", self)))
        self._place()

    def _place(self) -> None:
        for number, (name, state) in enumerate(self._cells):
            row, column = divmod(number, self._a_row)
            for cell, below in ((name, 0), (state, 1)):
                cell.setAlignment(Qt.AlignmentFlag.AlignLeft)
                self._grid.addWidget(cell, 2 * row + below, column)
        for column in range(max(self._grid.columnCount(), self._a_row)):
            self._grid.setColumnStretch(column, int(column < min(len(self._cells), self._a_row)))
