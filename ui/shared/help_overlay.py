"""What F1 shows: every command of this window with its key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.shared.commands import CommandTable
from ui.shared.i18n import tr
from ui.shared.overlay import Overlay
from ui.shared.theme import GRID, set_role

COLUMNS = 2


class HelpOverlay(Overlay):
    """Lists the keys of a window; any key but a command's puts it away with Escape."""

    def __init__(self, table: CommandTable, window: QWidget) -> None:
        super().__init__(window, 720)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Keys of this window"))
        grid = QGridLayout(self)
        grid.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        title = QLabel(tr("Keys of this window"), self)
        set_role(title, "title")
        grid.addWidget(title, 0, 0, 1, 2 * COLUMNS - 1)
        away = QLabel(tr("Esc: back"), self)
        set_role(away, "quiet")
        grid.addWidget(away, 0, 2 * COLUMNS - 1, Qt.AlignmentFlag.AlignRight)
        keyed = [command for command in table.commands() if command.key]
        rows = -(-len(keyed) // COLUMNS)
        for place, command in enumerate(keyed):
            self._add(grid, 1 + place % rows, 2 * (place // rows), command.key, command.text)
        for column in range(COLUMNS):
            grid.setColumnStretch(2 * column + 1, 1)

    def _add(self, grid: QGridLayout, row: int, column: int, key: str, text: str) -> None:
        shown = QLabel(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText), self)
        set_role(shown, "strong")
        grid.addWidget(shown, row, column)
        grid.addWidget(QLabel(text, self), row, column + 1)
