"""How many wait for each group of services, and for how long."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from ui.display.labels import label, say
from ui.display.looks import Scale, set_part
from ui.display.news import Wait
from ui.display.words import wait_words
from ui.shared.i18n import tr


class WaitBand(QFrame):
    """A cell for each group of services."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_part(self, "band")
        self.setAccessibleName(tr("Waiting"))
        self._grid = QGridLayout(self)
        self._cells: list[tuple[QLabel, QLabel]] = []
        self._columns = 4

    def show_waits(self, waits: Sequence[Wait]) -> None:
        """Show the groups in their order."""
        while len(self._cells) > len(waits):
            for cell in self._cells.pop():
                cell.hide()
                cell.deleteLater()
        while len(self._cells) < len(waits):
            self._cells.append((label("band", self), label("quiet", self)))
            self._place()
        for (name, words), wait in zip(self._cells, waits, strict=True):
            say(name, wait.name)
            say(words, wait_words(wait))

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        gap = scale.gap
        self._grid.setContentsMargins(2 * gap, gap // 2, 2 * gap, gap // 2)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(0)
        self._columns = 2 if scale.upright else 4
        self._place()

    def _place(self) -> None:
        for number, (name, words) in enumerate(self._cells):
            row, column = divmod(number, self._columns)
            self._grid.addWidget(name, 2 * row, column)
            self._grid.addWidget(words, 2 * row + 1, column)
        for column in range(max(self._grid.columnCount(), self._columns)):
            self._grid.setColumnStretch(column, int(column < self._columns))
