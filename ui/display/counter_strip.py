"""What each counter does, in a few lines under the calls."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from hall.service import screens_display
from ui.display.labels import Cell
from ui.display.looks import Scale
from ui.display.words import sign_name, sign_state
from ui.shared.i18n import tr
from ui.shared.parts import label, say, set_part

MOST = 24
LARGE_MOST, LARGE_MOST_UPRIGHT = 4, 6
"""In large type a strip of many counters would leave the calls no room."""
A_ROW = 6


class CounterStrip(QFrame):
    """A cell for each counter: its number, and a state with word, shape and colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_part(self, "band")
        self.setAccessibleName(tr("Counters"))
        self._grid = QGridLayout(self)
        self._cells: list[tuple[QLabel, Cell]] = []
        self._signs: tuple[screens_display.CounterSign, ...] = ()
        self._a_row, self._most, self._between = A_ROW, MOST, 0

    def show_signs(self, signs: Sequence[screens_display.CounterSign]) -> None:
        """Show the counters by number; a hall with more than the strip holds shows none of them."""
        self._signs = tuple(signs)
        shown = self._signs if len(signs) <= self._most else ()
        self._make(len(shown))
        for (name, state), sign in zip(self._cells, shown, strict=True):
            colour, words = sign_state(sign)
            say(name, sign_name(sign))
            say(state, words, colour)
        self.setVisible(bool(shown))

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        gap = scale.gap
        self._grid.setContentsMargins(2 * gap, gap // 2, 2 * gap, gap // 2)
        self._grid.setHorizontalSpacing(gap // 3)
        self._between = gap // 2
        self._grid.setVerticalSpacing(gap // 4)
        self._a_row = (A_ROW // 2 if scale.upright else A_ROW) * (2 if scale.large else 3) // 3
        few = LARGE_MOST_UPRIGHT if scale.upright else LARGE_MOST
        self._most = few if scale.large else MOST
        self._place()
        self.show_signs(self._signs)

    def _make(self, count: int) -> None:
        """Have as many cells as counters; cells that stay keep their places."""
        if count == len(self._cells):
            return
        while len(self._cells) > count:
            for cell in self._cells.pop():
                cell.hide()
                cell.deleteLater()
        while len(self._cells) < count:
            self._cells.append((label("strip", self), Cell("strip", self)))
        self._place()

    def _place(self) -> None:
        """Share the counters out evenly: seven of them are four and three, not six and one."""
        rows = max(-(-len(self._cells) // self._a_row), 1)
        a_row = max(-(-len(self._cells) // rows), 1)
        for number, (name, state) in enumerate(self._cells):
            row, column = divmod(number, a_row)
            self._grid.addWidget(name, row, 3 * column)
            self._grid.addWidget(state, row, 3 * column + 1)
        for column in range(self._grid.columnCount()):
            inside = column < 3 * a_row - 1
            self._grid.setColumnStretch(column, int(inside and column % 3 == 1))
            self._grid.setColumnMinimumWidth(column, self._between if inside and column % 3 == 2 else 0)
