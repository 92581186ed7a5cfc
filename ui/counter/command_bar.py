"""The bottom line of a counter's window: its keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.shared.commands import CommandTable
from ui.shared.theme import GRID, set_role

HEIGHT = 48


class CommandBar(QFrame):
    """A button for each key; what cannot be used now is grey."""

    def __init__(self, table: CommandTable, command_ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 0, GRID, 0)
        row.setSpacing(0)
        for command_id in command_ids:
            button = table.button(command_id, self)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            set_role(button, "plain")
            row.addWidget(button)
        row.addStretch(1)
        self.setFixedHeight(HEIGHT)
