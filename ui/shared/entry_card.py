"""The card on which somebody types a few lines before going on."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from ui.shared.card import Card
from ui.shared.problem_line import ProblemLine
from ui.shared.theme import GRID, scaled, set_role


class EntryCard(Card):
    """What it is for, the lines under their names, what is wrong with them, and the buttons."""

    def lay_out(
        self,
        title: str,
        words: QLabel,
        lines: Sequence[QLineEdit],
        problem: ProblemLine,
        buttons: Sequence[QPushButton],
    ) -> None:
        """Put everything in its place; a line's accessible name stands above it."""
        self.setFixedWidth(scaled(400))
        head = QLabel(title, self)
        set_role(head, "title")
        self.body.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 4 * GRID)
        for widget in (head, words):
            self.body.addWidget(widget)
        self.body.addSpacing(GRID)
        for line in lines:
            self.body.addWidget(QLabel(line.accessibleName(), self))
            self.body.addWidget(line)
        self.body.addWidget(problem)
        self.body.addSpacing(GRID)
        for button in buttons:
            self.body.addWidget(button)
