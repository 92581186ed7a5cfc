"""Pairs of a quiet word and what it says, set in two columns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.shared.theme import GRID, scaled, set_role

LABEL_WIDTH = 88


class FactsView(QWidget):
    """Shows facts; an empty one is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, QLabel]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show facts in their order."""
        shown = [(name, text) for name, text in facts if text]
        while len(self._lines) < len(shown):
            self._add_line()
        for place, (name, text) in enumerate(self._lines):
            visible = place < len(shown)
            name.setVisible(visible)
            text.setVisible(visible)
            if visible:
                name.setText(shown[place][0])
                text.setText(shown[place][1])

    def _add_line(self) -> None:
        place = len(self._lines)
        name, text = QLabel(self), QLabel(self)
        set_role(name, "quiet")
        name.setFixedWidth(scaled(LABEL_WIDTH))
        for label in (name, text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, place, 1, Qt.AlignmentFlag.AlignTop)
        self._lines.append((name, text))
