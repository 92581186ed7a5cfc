"""How many wait for each group of services, and for how long."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ui.display.labels import Cell
from ui.display.looks import Scale
from ui.display.news import Wait
from ui.display.words import wait_name, wait_words
from ui.shared.i18n import tr
from ui.shared.parts import say, set_part

A_ROW = 4
LARGE_MOST = 4


class WaitBand(QFrame):
    """A cell for each group of services: who waits above for how long, or beside it where there are many groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_part(self, "band")
        self.setAccessibleName(tr("Waiting"))
        self._grid = QGridLayout(self)
        self._cells: list[tuple[Cell, Cell]] = []
        self._waits: tuple[Wait, ...] = ()
        self._upright = self._large = False

    def show_waits(self, waits: Sequence[Wait]) -> None:
        """Show the groups in their order; in large type only a few, those first for which somebody waits."""
        self._waits = tuple(waits)
        shown = _few(self._waits) if self._large else self._waits
        if len(shown) != len(self._cells):
            self._make(len(shown))
        for (name, words), wait in zip(self._cells, shown, strict=True):
            say(name, wait_name(wait))
            say(words, wait_words(wait))
        self.setVisible(bool(shown))

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        gap = scale.gap
        self._grid.setContentsMargins(2 * gap, gap // 2, 2 * gap, gap // 2)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(0)
        self._upright, self._large = scale.upright, scale.large
        self._place()
        self.show_waits(self._waits)

    def _make(self, count: int) -> None:
        while len(self._cells) > count:
            for cell in self._cells.pop():
                cell.hide()
                cell.deleteLater()
        while len(self._cells) < count:
            self._cells.append((Cell("band", self), Cell("quiet", self)))
        self._place()

    def _place(self) -> None:
        beside = self._large or (not self._upright and len(self._cells) > A_ROW)
        groups = 1 if self._large and self._upright else 2 if beside or self._upright else A_ROW
        for number, (name, words) in enumerate(self._cells):
            row, column = divmod(number, groups)
            at = (row, 2 * column), (row, 2 * column + 1)
            below = (2 * row, column), (2 * row + 1, column)
            for cell, place in zip((name, words), at if beside else below, strict=True):
                self._grid.addWidget(cell, *place)
        used = min(len(self._cells), groups) * (2 if beside else 1)
        for column in range(max(self._grid.columnCount(), used)):
            share = 3 if beside and column % 2 == 0 else 2  # a long name beside a short estimate
            self._grid.setColumnStretch(column, share if column < used else 0)


def _few(waits: tuple[Wait, ...]) -> tuple[Wait, ...]:
    first = sorted(waits, key=lambda wait: wait.people == 0)[:LARGE_MOST]
    return tuple(wait for wait in waits if wait in first)
