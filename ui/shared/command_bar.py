"""The bottom line of a window of staff: its keys."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.shared.commands import CommandButton, CommandTable
from ui.shared.theme import GRID, length, set_role

HEIGHT = 48
KEPT = frozenset({"help", "palette"})
"""With these two everything else is found, so they stay where the room is scarce."""


class CommandBar(QFrame):
    """A button for each key; what cannot be used now is grey, and gives way where large type needs the room."""

    def __init__(self, table: CommandTable, command_ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 0, GRID, 0)
        row.setSpacing(0)
        self._buttons: dict[str, CommandButton] = {}
        for command_id in command_ids:
            button = self._buttons[command_id] = table.button(command_id, self)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            set_role(button, "plain")
            row.addWidget(button)
            table.action(command_id).changed.connect(self._fit)
        row.addStretch(1)
        self.setFixedHeight(max(HEIGHT, length("control") + GRID))
        self.setMinimumWidth(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what has room."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        shown = list(self._buttons)
        if not self._has_room(shown):
            shown = [name for name, button in self._buttons.items() if button.isEnabled() or name in KEPT]
        for name in reversed(self._buttons):
            if not self._has_room(shown) and name in shown and name not in KEPT:
                shown.remove(name)
        for name, button in self._buttons.items():
            button.setVisible(name in shown)

    def _has_room(self, shown: Collection[str]) -> bool:
        needed = sum(self._buttons[name].sizeHint().width() for name in shown)
        return needed <= self.width() - 2 * GRID
